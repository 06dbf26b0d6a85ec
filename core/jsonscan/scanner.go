// Package jsonscan reads JSON, and nothing that is only nearly JSON, piece by piece, and
// knows at every moment where it is. The drawing and the policy are read with it.
//
// It stands in for encoding/json, which loses positions, lets duplicate and unknown
// fields through, and is larger in the browser.
package jsonscan

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A Kind is a kind of text: its bounds, which keep a small text from costing a lot of
// memory, and how faults call it.
type Kind struct {
	Name string // of the whole, such as "file"
	Key  string // of what names a value in an object, such as "field name"
	// MaxDepth bounds how deep values may nest, MaxValues how many [Scanner.Skip] reads.
	MaxDepth, MaxValues int
}

// A Scanner reads Data from Pos on, which may be set back to read again. A copy reads
// ahead on its own.
type Scanner struct {
	Kind  *Kind
	Data  []byte
	Pos   int
	Depth int // of the values that are open

	values int
}

const notUTF8 = "this is not UTF-8 text"

// CheckUTF8 looks at all of the text, for a fault that comes before any other.
func (s *Scanner) CheckUTF8() *Fault {
	if utf8.Valid(s.Data) { // far quicker than to look for the place
		return nil
	}
	for at := 0; at < len(s.Data); {
		r, n := utf8.DecodeRune(s.Data[at:])
		if r == utf8.RuneError && n == 1 {
			return s.Fault(at, notUTF8)
		}
		at += n
	}
	return nil
}

// Fault is not inlined: there are many of them, and each would be downloaded.
//
//go:noinline
func (s *Scanner) Fault(at int, msg string) *Fault { return &Fault{At: at, Msg: msg} }

// Space skips white space and returns what follows, 0 at the end.
func (s *Scanner) Space() byte {
	for ; s.Pos < len(s.Data); s.Pos++ {
		switch c := s.Data[s.Pos]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// Wants says what was expected instead of what stands at the current position.
//
//go:noinline
func (s *Scanner) Wants(what string) *Fault {
	if s.Pos >= len(s.Data) {
		return s.Fault(s.Pos, "wants "+what+", but the "+s.Kind.Name+" ends here")
	}
	if rest := s.Data[s.Pos:]; len(rest) > 1 && rest[0] == '/' && (rest[1] == '/' || rest[1] == '*') {
		return s.Fault(s.Pos, "JSON has no comments")
	}
	r, _ := utf8.DecodeRune(s.Data[s.Pos:])
	return s.Fault(s.Pos, "wants "+what+", got "+strconv.Quote(string(r)))
}

// Members reads an object. It calls each with the name of every field, where it
// stands, and the scanner before its value, which each must read.
func (s *Scanner) Members(each func(key []byte, at int) *Fault) *Fault {
	if s.Space() != '{' {
		return s.Wants("an object")
	}
	if f := s.enter(); f != nil {
		return f
	}
	for first := true; ; first = false {
		if s.Space() == '}' && first {
			return s.leave()
		}
		if s.Space() != '"' {
			return s.Wants("a " + s.Kind.Key + " in double quotes")
		}
		at := s.Pos
		key, f := s.Text()
		if f != nil {
			return f
		}
		if s.Space() != ':' {
			return s.Wants("':' after a " + s.Kind.Key)
		}
		s.Pos++
		if f := each(key, at); f != nil {
			return f.Within(PathName(string(key)))
		}
		switch s.Space() {
		case ',':
			s.Pos++
		case '}':
			return s.leave()
		default:
			return s.Wants("',' or '}'")
		}
	}
}

// Elements reads a list. It calls each with every index, which must read the value.
func (s *Scanner) Elements(each func(i int) *Fault) *Fault {
	if s.Space() != '[' {
		return s.Wants("a list")
	}
	if f := s.enter(); f != nil {
		return f
	}
	for i := 0; ; i++ {
		if s.Space() == ']' && i == 0 {
			return s.leave()
		}
		if f := each(i); f != nil {
			return f.Within(Index(i))
		}
		switch s.Space() {
		case ',':
			s.Pos++
		case ']':
			return s.leave()
		default:
			return s.Wants("',' or ']'")
		}
	}
}

func (s *Scanner) enter() *Fault {
	if s.Depth++; s.Depth > s.Kind.MaxDepth {
		return s.Fault(s.Pos, "nests deeper than "+strconv.Itoa(s.Kind.MaxDepth)+" levels")
	}
	s.Pos++
	return nil
}

func (s *Scanner) leave() *Fault {
	s.Depth--
	s.Pos++
	return nil
}

// Skip reads a value of any kind.
func (s *Scanner) Skip() *Fault {
	if s.values++; s.values > s.Kind.MaxValues {
		return s.Fault(s.Pos, "more than "+strconv.Itoa(s.Kind.MaxValues)+" values")
	}
	switch c := s.Space(); {
	case c == '{':
		return s.Members(func([]byte, int) *Fault { return s.Skip() })
	case c == '[':
		return s.Elements(func(int) *Fault { return s.Skip() })
	case c == '"':
		_, f := s.Text()
		return f
	case c == '-' || '0' <= c && c <= '9':
		_, f := s.Number()
		return f
	}
	for _, word := range []string{"true", "false", "null"} {
		if s.Word(word) {
			return nil
		}
	}
	return s.Wants("a value")
}

// Word reads a literal if it stands here.
func (s *Scanner) Word(w string) bool {
	if len(s.Data)-s.Pos < len(w) || string(s.Data[s.Pos:s.Pos+len(w)]) != w {
		return false
	}
	s.Pos += len(w)
	return true
}

// Number reads a number and returns how it is written.
func (s *Scanner) Number() (string, *Fault) {
	start := s.Pos
	digits := func() bool {
		from := s.Pos
		for s.Pos < len(s.Data) && '0' <= s.Data[s.Pos] && s.Data[s.Pos] <= '9' {
			s.Pos++
		}
		return s.Pos > from
	}
	next := func(of string) bool {
		for i := range len(of) {
			if s.Pos < len(s.Data) && s.Data[s.Pos] == of[i] {
				s.Pos++
				return true
			}
		}
		return false
	}
	next("-")
	if !next("0") && !digits() {
		return "", s.Wants("a digit")
	}
	if next(".") && !digits() {
		return "", s.Wants("a digit")
	}
	if next("eE") {
		next("+-")
		if !digits() {
			return "", s.Wants("a digit")
		}
	}
	return string(s.Data[start:s.Pos]), nil
}

// Text reads a string, which is valid UTF-8; without escapes it is a part of the data.
func (s *Scanner) Text() ([]byte, *Fault) {
	open := s.Pos
	s.Pos++
	start := s.Pos
	var out []byte // nil until the first escape
	for s.Pos < len(s.Data) {
		switch c := s.Data[s.Pos]; {
		case c == '"':
			tail := s.Data[start:s.Pos]
			s.Pos++
			if out == nil {
				return tail, nil
			}
			return append(out, tail...), nil
		case c == '\n' || c == '\r':
			return nil, s.Fault(open, "this string does not end on its line")
		case c < ' ':
			return nil, s.Fault(s.Pos, "a control character inside a string; write it as "+ControlEscape(c))
		case c == '\\':
			out = append(out, s.Data[start:s.Pos]...)
			r, f := s.escape()
			if f != nil {
				return nil, f
			}
			out = utf8.AppendRune(out, r)
			start = s.Pos
		case c < utf8.RuneSelf:
			s.Pos++
		default:
			r, n := utf8.DecodeRune(s.Data[s.Pos:])
			if r == utf8.RuneError && n == 1 {
				return nil, s.Fault(s.Pos, notUTF8)
			}
			s.Pos += n
		}
	}
	return nil, s.Fault(open, "this string does not end")
}

// escape reads a backslash and what belongs to it.
func (s *Scanner) escape() (rune, *Fault) {
	at := s.Pos
	if s.Pos++; s.Pos < len(s.Data) {
		c := s.Data[s.Pos]
		s.Pos++
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
				low, lowOK := rune(0), s.Word(`\u`)
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
	}
	return 0, s.Fault(at, "a backslash that starts no escape that JSON knows")
}

// ControlEscape returns how a string writes a control character.
func ControlEscape(c byte) string {
	const digits = "0123456789abcdef"
	return `\u00` + digits[c>>4:c>>4+1] + digits[c&15:c&15+1]
}

// hex reads four hexadecimal digits.
func (s *Scanner) hex() (rune, bool) {
	if len(s.Data)-s.Pos < 4 {
		return 0, false
	}
	var r rune
	for _, c := range s.Data[s.Pos : s.Pos+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	s.Pos += 4
	return r, true
}
