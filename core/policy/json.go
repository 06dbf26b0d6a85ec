package policy

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A policy that AWS takes has at most some 20 KB and nests six deep. The bounds keep
// anything else from costing more than it is worth.
const (
	maxBytes = 64 << 10
	maxDepth = 12
	// maxMembers bounds an object, so that looking for duplicate keys stays cheap.
	maxMembers = 256
)

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

// A fault is an error at a byte offset, which gathers its path on the way out. What
// makes faults is kept out of line, because it is called all over the parser and the
// copies would have to travel to the browser.
type fault struct {
	at        int
	path, msg string
}

func (f *fault) in(data []byte) *Error {
	before := data[:min(f.at, len(data))]
	line := bytes.LastIndexByte(before, '\n') + 1
	return &Error{
		Line:   1 + bytes.Count(before, []byte{'\n'}),
		Column: 1 + utf8.RuneCount(before[line:]),
		Path:   f.path,
		Msg:    f.msg,
	}
}

// within puts the name of an enclosing value before the path.
//
//go:noinline
func (f *fault) within(name string) *fault {
	if f.path != "" && f.path[0] != '[' {
		name += "."
	}
	f.path = name + f.path
	return f
}

// A node is a JSON value and where it stands. encoding/json would lose the place and
// let a duplicate key win.
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
func (n *node) fault(msg string) *fault { return &fault{at: n.at, msg: msg} }

//go:noinline
func (n *node) wants(what string) *fault {
	got := n.form.String()
	if n.form == isString {
		got = quote(n.text)
	}
	return n.fault("wants " + what + ", got " + got)
}

// quote returns s in quotes, shortened if it is long.
func quote(s string) string {
	if len(s) > 64 {
		cut := 60
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strconv.Quote(s)
}

// A scanner reads JSON, and nothing that is only nearly JSON.
type scanner struct {
	data  []byte
	pos   int
	depth int
}

//go:noinline
func (s *scanner) fault(msg string) *fault { return &fault{at: s.pos, msg: msg} }

// peek skips white space and returns what follows, 0 at the end.
func (s *scanner) peek() byte {
	for ; s.pos < len(s.data); s.pos++ {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

//go:noinline
func (s *scanner) wants(what string) *fault {
	if s.pos >= len(s.data) {
		return s.fault("wants " + what + ", but the policy ends here")
	}
	r, _ := utf8.DecodeRune(s.data[s.pos:])
	return s.fault("wants " + what + ", got " + strconv.QuoteRune(r))
}

// document reads one value and makes sure that nothing follows it.
func (s *scanner) document() (node, *fault) {
	n, f := s.value()
	if f == nil && s.peek() != 0 {
		f = s.fault("something follows the policy")
	}
	if f == nil && s.pos < len(s.data) { // a NUL byte
		f = s.wants("nothing more")
	}
	return n, f
}

func (s *scanner) value() (node, *fault) {
	c := s.peek()
	n := node{at: s.pos}
	var f *fault
	switch {
	case c == '{' || c == '[':
		n.form = isObject
		if c == '[' {
			n.form = isList
		}
		if s.depth++; s.depth > maxDepth {
			return n, s.fault("nests deeper than any policy does")
		}
		n.kids, f = s.members(n.form)
		s.depth--
	case c == '"':
		n.form = isString
		n.text, f = s.text()
	case c == '-' || '0' <= c && c <= '9':
		n.form = isNumber
		n.text, f = s.number()
	case s.word("true"):
		n.form, n.text = isBoolean, "true"
	case s.word("false"):
		n.form, n.text = isBoolean, "false"
	case s.word("null"):
		n.form = isNull
	default:
		f = s.wants("a value")
	}
	return n, f
}

// members reads an object or a list.
func (s *scanner) members(of shape) ([]member, *fault) {
	closing := byte('}')
	if of == isList {
		closing = ']'
	}
	s.pos++
	var out []member
	for {
		if len(out) == 0 && s.peek() == closing {
			s.pos++
			return out, nil
		}
		var m member
		if of == isObject {
			if s.peek() != '"' {
				return nil, s.wants("a key in double quotes")
			}
			m.keyAt = s.pos
			key, f := s.text()
			if f != nil {
				return nil, f
			}
			m.key = key
			if len(out) == maxMembers {
				return nil, s.fault("has more keys than any policy does")
			}
			for i := range out {
				if out[i].key == key {
					return nil, &fault{at: m.keyAt, path: pathName(key), msg: "this key stands here twice"}
				}
			}
			if s.peek() != ':' {
				return nil, s.wants("':' after a key").within(pathName(key))
			}
			s.pos++
		}
		n, f := s.value()
		if f != nil {
			if of == isList {
				return nil, f.within(index(len(out)))
			}
			return nil, f.within(pathName(m.key))
		}
		m.node = n
		out = append(out, m)
		switch s.peek() {
		case ',':
			s.pos++
		case closing:
			s.pos++
			return out, nil
		default:
			return nil, s.wants("',' or '" + string(rune(closing)) + "'")
		}
	}
}

func (s *scanner) word(w string) bool {
	if !bytes.HasPrefix(s.data[s.pos:], []byte(w)) {
		return false
	}
	s.pos += len(w)
	return true
}

func (s *scanner) number() (string, *fault) {
	start := s.pos
	digits := func() bool {
		from := s.pos
		for s.pos < len(s.data) && '0' <= s.data[s.pos] && s.data[s.pos] <= '9' {
			s.pos++
		}
		return s.pos > from
	}
	next := func(a, b byte) bool {
		if s.pos < len(s.data) && (s.data[s.pos] == a || s.data[s.pos] == b) {
			s.pos++
			return true
		}
		return false
	}
	next('-', '-')
	if !next('0', '0') && !digits() {
		return "", s.wants("a digit")
	}
	if next('.', '.') && !digits() {
		return "", s.wants("a digit")
	}
	if next('e', 'E') {
		next('+', '-')
		if !digits() {
			return "", s.wants("a digit")
		}
	}
	return string(s.data[start:s.pos]), nil
}

// text reads a string, which is valid UTF-8.
func (s *scanner) text() (string, *fault) {
	open := s.pos
	s.pos++
	start := s.pos
	var out []byte // nil until the first escape
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c == '"':
			tail := s.data[start:s.pos]
			s.pos++
			if out != nil {
				tail = append(out, tail...)
			}
			return string(tail), nil
		case c == '\n' || c == '\r':
			return "", &fault{at: open, msg: "this string does not end on its line"}
		case c < ' ':
			return "", s.fault("a control character inside a string")
		case c == '\\':
			out = append(out, s.data[start:s.pos]...)
			r, f := s.escape()
			if f != nil {
				return "", f
			}
			out = utf8.AppendRune(out, r)
			start = s.pos
		case c < utf8.RuneSelf:
			s.pos++
		default:
			r, n := utf8.DecodeRune(s.data[s.pos:])
			if r == utf8.RuneError && n == 1 {
				return "", s.fault("this byte is not UTF-8 text")
			}
			s.pos += n
		}
	}
	return "", &fault{at: open, msg: "this string does not end"}
}

// escape reads a backslash and what belongs to it.
func (s *scanner) escape() (rune, *fault) {
	bad := s.fault("a backslash that starts no escape that JSON knows")
	if s.pos++; s.pos >= len(s.data) {
		return 0, bad
	}
	c := s.data[s.pos]
	s.pos++
	switch c {
	case '"', '\\', '/':
		return rune(c), nil
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'u':
		r, ok := s.hex()
		if ok && utf16.IsSurrogate(r) {
			low, lowOK := rune(0), s.word(`\u`)
			if lowOK {
				low, lowOK = s.hex()
			}
			r = utf16.DecodeRune(r, low)
			ok = lowOK && r != utf8.RuneError
		}
		if ok {
			return r, nil
		}
	}
	return 0, bad
}

// hex reads four hexadecimal digits.
func (s *scanner) hex() (rune, bool) {
	if len(s.data)-s.pos < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s.data[s.pos:s.pos+4]), 16, 16)
	s.pos += 4
	return rune(n), err == nil
}

func index(i int) string { return "[" + strconv.Itoa(i) + "]" }

// pathName returns how a key stands in a path: bare if it is a word.
func pathName(key string) string {
	for i := range len(key) {
		if c := lower(key[i]); !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '-') {
			return "[" + quote(key) + "]"
		}
	}
	if key == "" {
		return `[""]`
	}
	return key
}
