package core

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth bounds how deep values may nest, maxValues how many there may be: both
// keep a small file from costing a lot of memory.
const (
	maxDepth  = 64
	maxValues = 2_000_000
)

// A scanner reads JSON, and nothing that is only nearly JSON, and knows at every
// moment where it is. It stands in for encoding/json, which loses positions and
// lets duplicate and unknown fields through, and is smaller in the browser.
type scanner struct {
	data     []byte
	pos      int
	depth    int
	maxDepth int
	values   int
}

// fault is not inlined: there are many of them, and each would be downloaded.
//
//go:noinline
func (s *scanner) fault(at int, msg string) *fault { return &fault{at: at, msg: msg} }

// space skips white space and returns what follows, 0 at the end.
func (s *scanner) space() byte {
	for ; s.pos < len(s.data); s.pos++ {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// wants says what was expected instead of what stands at the current position.
func (s *scanner) wants(what string) *fault {
	if s.pos >= len(s.data) {
		return s.fault(s.pos, "wants "+what+", but the file ends here")
	}
	if rest := s.data[s.pos:]; len(rest) > 1 && rest[0] == '/' && (rest[1] == '/' || rest[1] == '*') {
		return s.fault(s.pos, "JSON has no comments")
	}
	r, _ := utf8.DecodeRune(s.data[s.pos:])
	return s.fault(s.pos, "wants "+what+", got "+strconv.Quote(string(r)))
}

// found names the kind of value that starts at the current position.
func (s *scanner) found() string {
	switch c := s.space(); c {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a string"
	case 't':
		return "true"
	case 'f':
		return "false"
	case 'n':
		return "null"
	default:
		return "a number"
	}
}

// members reads an object. It calls each with the name of every field, where it
// stands, and the scanner before its value, which each must read.
func (s *scanner) members(each func(key []byte, at int) *fault) *fault {
	if s.space() != '{' {
		return s.wants("an object")
	}
	if f := s.enter(); f != nil {
		return f
	}
	for first := true; ; first = false {
		if s.space() == '}' && first {
			return s.leave()
		}
		if s.space() != '"' {
			return s.wants("a field name in double quotes")
		}
		at := s.pos
		key, f := s.text()
		if f != nil {
			return f
		}
		if s.space() != ':' {
			return s.wants("':' after a field name")
		}
		s.pos++
		if f := each(key, at); f != nil {
			return f.within(pathName(string(key)))
		}
		switch s.space() {
		case ',':
			s.pos++
		case '}':
			return s.leave()
		default:
			return s.wants("',' or '}'")
		}
	}
}

// elements reads a list. It calls each with every index, which must read the value.
func (s *scanner) elements(each func(i int) *fault) *fault {
	if s.space() != '[' {
		return s.wants("a list")
	}
	if f := s.enter(); f != nil {
		return f
	}
	for i := 0; ; i++ {
		if s.space() == ']' && i == 0 {
			return s.leave()
		}
		if f := each(i); f != nil {
			return f.within("[" + strconv.Itoa(i) + "]")
		}
		switch s.space() {
		case ',':
			s.pos++
		case ']':
			return s.leave()
		default:
			return s.wants("',' or ']'")
		}
	}
}

func (s *scanner) enter() *fault {
	if s.depth++; s.depth > s.maxDepth {
		return s.fault(s.pos, "nests deeper than "+strconv.Itoa(s.maxDepth)+" levels")
	}
	s.pos++
	return nil
}

func (s *scanner) leave() *fault {
	s.depth--
	s.pos++
	return nil
}

// skip reads a value of any kind.
func (s *scanner) skip() *fault {
	if s.values++; s.values > maxValues {
		return s.fault(s.pos, "more than "+strconv.Itoa(maxValues)+" values")
	}
	switch c := s.space(); {
	case c == '{':
		return s.members(func([]byte, int) *fault { return s.skip() })
	case c == '[':
		return s.elements(func(int) *fault { return s.skip() })
	case c == '"':
		_, f := s.text()
		return f
	case c == '-' || '0' <= c && c <= '9':
		_, f := s.number()
		return f
	}
	for _, word := range []string{"true", "false", "null"} {
		if s.word(word) {
			return nil
		}
	}
	return s.wants("a value")
}

// word reads a literal if it stands here.
func (s *scanner) word(w string) bool {
	if len(s.data)-s.pos < len(w) || string(s.data[s.pos:s.pos+len(w)]) != w {
		return false
	}
	s.pos += len(w)
	return true
}

// number reads a number and returns how it is written.
func (s *scanner) number() (string, *fault) {
	start := s.pos
	digits := func() bool {
		from := s.pos
		for s.pos < len(s.data) && '0' <= s.data[s.pos] && s.data[s.pos] <= '9' {
			s.pos++
		}
		return s.pos > from
	}
	next := func(any string) bool {
		for i := range len(any) {
			if s.pos < len(s.data) && s.data[s.pos] == any[i] {
				s.pos++
				return true
			}
		}
		return false
	}
	next("-")
	if !next("0") && !digits() {
		return "", s.wants("a digit")
	}
	if next(".") && !digits() {
		return "", s.wants("a digit")
	}
	if next("eE") {
		next("+-")
		if !digits() {
			return "", s.wants("a digit")
		}
	}
	return string(s.data[start:s.pos]), nil
}

// text reads a string; without escapes it is a part of the data.
func (s *scanner) text() ([]byte, *fault) {
	open := s.pos
	s.pos++
	start := s.pos
	var out []byte // nil until the first escape
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c == '"':
			tail := s.data[start:s.pos]
			s.pos++
			if out == nil {
				return tail, nil
			}
			return append(out, tail...), nil
		case c == '\n' || c == '\r':
			return nil, s.fault(open, "this string does not end on its line")
		case c < ' ':
			return nil, s.fault(s.pos, "a control character inside a string; write it as "+controlEscape(c))
		case c == '\\':
			out = append(out, s.data[start:s.pos]...)
			r, f := s.escape()
			if f != nil {
				return nil, f
			}
			out = utf8.AppendRune(out, r)
			start = s.pos
		default:
			s.pos++
		}
	}
	return nil, s.fault(open, "this string does not end")
}

// escape reads a backslash and what belongs to it.
func (s *scanner) escape() (rune, *fault) {
	at := s.pos
	if s.pos++; s.pos < len(s.data) {
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
	}
	return 0, s.fault(at, "a backslash that starts no escape that JSON knows")
}

// controlEscape returns how a string writes a control character.
func controlEscape(c byte) string {
	const digits = "0123456789abcdef"
	return `\u00` + digits[c>>4:c>>4+1] + digits[c&15:c&15+1]
}

// hex reads four hexadecimal digits.
func (s *scanner) hex() (rune, bool) {
	if len(s.data)-s.pos < 4 {
		return 0, false
	}
	var r rune
	for _, c := range s.data[s.pos : s.pos+4] {
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
	s.pos += 4
	return r, true
}

// pathName returns how a key stands in a path: bare if it is a word.
func pathName(key string) string {
	for i := range len(key) {
		if c := key[i]; !('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '-') {
			return "[" + quote(key) + "]"
		}
	}
	if key == "" {
		return `[""]`
	}
	return key
}
