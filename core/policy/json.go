package policy

import (
	"strconv"

	"lasthop/core/jsonscan"
)

// A policy that AWS takes has at most some 20 KB and nests six deep. The bounds keep
// anything else from costing more than it is worth.
const (
	maxBytes = 64 << 10
	maxDepth = 12
	// maxMembers bounds an object, so that looking for duplicate keys stays cheap.
	maxMembers = 256
)

// language is the kind of JSON that a policy is. Its bytes bound its values.
var language = jsonscan.Kind{Name: "policy", Key: "key", MaxDepth: maxDepth, MaxValues: maxBytes}

// An Error says where a text is no policy of its kind, and why. Line and Column count
// from 1, columns in characters.
type Error struct {
	Line, Column int
	// Path names the value, such as "Statement[1].Action".
	Path string
	Msg  string
}

// Error returns, for example, `line 3, column 16: Statement[0].Effect: wants "Allow"
// or "Deny", got "allow"`.
func (e *Error) Error() string {
	s := "line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": "
	if e.Path != "" {
		s += e.Path + ": "
	}
	return s + e.Msg
}

type fault = jsonscan.Fault

// errorAt says where in data a fault is.
func errorAt(f *fault, data []byte) *Error {
	line, column := jsonscan.Position(data, f.At)
	return &Error{Line: line, Column: column, Path: f.Path, Msg: f.Msg}
}

// A node is a JSON value and where it stands.
type node struct {
	form shape
	at   int
	text string // of a string, number or boolean
	kids []member
}

// A member is a value in an object, with its key, or in a list.
type member struct {
	key   string
	keyAt int
	node  node
}

// A shape is what JSON calls a value.
type shape uint8

const (
	noShape shape = iota
	isObject
	isList
	isString
	isNumber
	isBoolean
	isNull
)

func (s shape) String() string {
	return [...]string{"nothing", "an object", "a list", "a string", "a number", "a boolean", "null"}[s]
}

//go:noinline
func (n *node) fault(msg string) *fault { return &fault{At: n.at, Msg: msg} }

//go:noinline
func (n *node) wants(what string) *fault {
	got := n.form.String()
	if n.form == isString {
		got = jsonscan.Quote(n.text)
	}
	return n.fault("wants " + what + ", got " + got)
}

// document reads one value and makes sure that nothing follows it.
func document(data []byte) (node, *fault) {
	s := jsonscan.Scanner{Kind: &language, Data: data}
	n, f := read(&s)
	if f == nil && s.Space() != 0 {
		f = s.Fault(s.Pos, "something follows the policy")
	}
	if f == nil && s.Pos < len(s.Data) { // a NUL byte
		f = s.Wants("nothing more")
	}
	return n, f
}

// read reads the value ahead.
func read(s *jsonscan.Scanner) (node, *fault) {
	c := s.Space()
	n := node{at: s.Pos}
	var f *fault
	switch {
	case c == '{':
		n.form = isObject
		n.kids, f = members(s)
	case c == '[':
		n.form = isList
		n.kids, f = elements(s)
	case c == '"':
		n.form = isString
		var text []byte
		text, f = s.Text()
		n.text = string(text)
	case c == '-' || '0' <= c && c <= '9':
		n.form = isNumber
		n.text, f = s.Number()
	case s.Word("true"):
		n.form, n.text = isBoolean, "true"
	case s.Word("false"):
		n.form, n.text = isBoolean, "false"
	case s.Word("null"):
		n.form = isNull
	default:
		f = s.Wants("a value")
	}
	return n, f
}

func members(s *jsonscan.Scanner) ([]member, *fault) {
	var out []member
	f := s.Members(func(name []byte, at int) *fault {
		key := string(name)
		if len(out) == maxMembers {
			return s.Fault(at, "has more keys than any policy does")
		}
		for i := range out {
			if out[i].key == key {
				return s.Fault(at, "this key stands here twice")
			}
		}
		n, f := read(s)
		out = append(out, member{key: key, keyAt: at, node: n})
		return f
	})
	return out, f
}

func elements(s *jsonscan.Scanner) ([]member, *fault) {
	var out []member
	f := s.Elements(func(int) *fault {
		n, f := read(s)
		out = append(out, member{node: n})
		return f
	})
	return out, f
}
