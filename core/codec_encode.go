package core

import (
	"reflect"
	"strconv"
	"unicode/utf8"

	"lasthop/core/jsonscan"
	"lasthop/core/order"
)

// Encode writes a drawing in its one canonical form: two spaces a level, resources
// by type and then id, places by id, everything else in the order it has, and what
// is small (a route, a rule, a place, a check) on one line, so that a change of one
// thing is a change of one line. What [Decode] reads from it is f again, except
// that policies are laid out anew and empty lists are nil.
func Encode(f *File) []byte {
	file := *f
	file.Format = Format
	file.Network.Resources = nil
	for _, r := range f.Network.Resources {
		if r != nil {
			file.Network.Resources = append(file.Network.Resources, r)
		}
	}
	file.Network.Resources = sorted(file.Network.Resources)
	e := encoder{fields: fieldCache{}}
	e.value(reflect.ValueOf(&file).Elem(), 0)
	return append(e.out, '\n')
}

// An encoder appends JSON to out.
type encoder struct {
	out    []byte
	fields fieldCache
}

// text is not inlined: growing a slice is much code, and this is called everywhere.
//
//go:noinline
func (e *encoder) text(s string) { e.out = append(e.out, s...) }

func (e *encoder) quoted(s string) { e.out = appendString(e.out, s) }

func (e *encoder) newline(depth int) { e.out = appendNewline(e.out, depth) }

func appendNewline(out []byte, depth int) []byte {
	out = append(out, '\n')
	for range depth {
		out = append(out, "  "...)
	}
	return out
}

func (e *encoder) value(v reflect.Value, depth int) {
	switch p := v.Addr().Interface().(type) {
	case *Resource:
		e.object(reflect.ValueOf(*p).Elem(), string((*p).Type()), depth)
		return
	case *PolicyText:
		e.policy(*p, depth)
		return
	case *map[ID]Place:
		e.places(*p, depth)
		return
	case **int:
		v = reflect.ValueOf(*p).Elem()
	case named:
		e.quoted(nameOf(p.names(), uint8(v.Uint())))
		return
	}
	switch v.Kind() {
	case reflect.String:
		e.quoted(v.String())
	case reflect.Bool:
		e.text(strconv.FormatBool(v.Bool()))
	case reflect.Int:
		e.text(strconv.FormatInt(v.Int(), 10))
	case reflect.Uint16:
		e.text(strconv.FormatUint(v.Uint(), 10))
	case reflect.Slice:
		e.list(v, depth)
	case reflect.Struct:
		e.object(v, "", depth)
	}
}

// object writes a struct; resourceType, if any, as its first field.
func (e *encoder) object(v reflect.Value, resourceType string, depth int) {
	oneLine := resourceType == "" && e.small(v)
	e.text("{")
	first := true
	if resourceType != "" {
		e.name("type", &first, oneLine, depth)
		e.quoted(resourceType)
	}
	for _, f := range e.fields.of(v.Type()) {
		if value := f.in(v); !f.omitEmpty || !empty(value) {
			e.name(f.name, &first, oneLine, depth)
			e.value(value, depth+1)
		}
	}
	if !oneLine {
		e.newline(depth)
	}
	e.text("}")
}

// name writes the name of an object's next field, with what goes before it.
func (e *encoder) name(s string, first *bool, oneLine bool, depth int) {
	if !*first {
		e.text(",")
	}
	if !oneLine {
		e.newline(depth + 1)
	} else if !*first {
		e.text(" ")
	}
	*first = false
	e.quoted(s)
	e.text(": ")
}

// small reports whether a struct is one line's worth: whether all that it holds
// are single values.
func (e *encoder) small(v reflect.Value) bool {
	switch v.Addr().Interface().(type) {
	case *File, *Topology:
		return false
	}
	for _, f := range e.fields.of(v.Type()) {
		switch value := f.in(v); value.Kind() {
		case reflect.Slice, reflect.Map:
			if value.Len() > 0 {
				return false
			}
		case reflect.Struct:
			if !e.small(value) {
				return false
			}
		}
	}
	return true
}

// width is how long the line of a list of single values may become.
const width = 100

func (e *encoder) list(v reflect.Value, depth int) {
	n := v.Len()
	k := v.Type().Elem().Kind()
	if n == 0 || k != reflect.Struct && k != reflect.Interface {
		start := len(e.out)
		e.text("[")
		for i := range n {
			if i > 0 {
				e.text(", ")
			}
			e.value(v.Index(i), depth)
		}
		if e.text("]"); len(e.out)-start <= width {
			return
		}
		e.out = e.out[:start]
	}
	e.text("[")
	for i := range n {
		if i > 0 {
			e.text(",")
		}
		e.newline(depth + 1)
		e.value(v.Index(i), depth+1)
	}
	e.newline(depth)
	e.text("]")
}

func (e *encoder) places(layout map[ID]Place, depth int) {
	ids := make([]ID, 0, len(layout))
	for id := range layout {
		ids = append(ids, id)
	}
	order.Strings(ids)
	e.text("{")
	first := true
	for _, id := range ids {
		place := layout[id]
		e.name(string(id), &first, false, depth)
		e.value(reflect.ValueOf(&place).Elem(), depth+1)
	}
	e.newline(depth)
	e.text("}")
}

// empty reports whether "omitempty" leaves v out.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Bool:
		return !v.Bool()
	case reflect.Int:
		return v.Int() == 0
	case reflect.Pointer:
		return v.IsNil()
	}
	return v.Uint() == 0
}

// policy writes a policy document; one that is no JSON object, because it is half
// written, as a string.
func (e *encoder) policy(text []byte, depth int) {
	if isDocument(text) {
		e.out = formatDocument(e.out, text, depth)
		return
	}
	e.out = appendString(e.out, string(text))
}

// isDocument reports whether text is one JSON object, no deeper than leaves room
// for the drawing around it.
func isDocument(text []byte) bool {
	s := jsonscan.Scanner{Kind: &drawing, Data: text, Depth: 16}
	return s.Space() == '{' && s.Skip() == nil && s.Space() == 0 && s.Pos == len(text)
}

// formatDocument appends a JSON object with its fields on lines of their own, and
// below them whatever fits on one line on one line. Only white space changes.
func formatDocument(out, text []byte, depth int) []byte {
	s := jsonscan.Scanner{Kind: &drawing, Data: text}
	return formatValue(&s, out, depth, true)
}

// formatValue appends the value at the current position.
func formatValue(s *jsonscan.Scanner, out []byte, depth int, open bool) []byte {
	const longest = 72 // whatever the depth, so that it does not change with depth
	c := s.Space()
	start := s.Pos
	s.Skip()
	value := s.Data[start:s.Pos]
	if c != '{' && c != '[' {
		return append(out, value...)
	}
	if line, fits := oneLine(value, longest); fits && (!open || len(line) == 2) {
		return append(out, line...)
	}
	first := true
	next := func() {
		if !first {
			out = append(out, ',')
		}
		first = false
		out = appendNewline(out, depth+1)
	}
	out = append(out, c)
	inner := jsonscan.Scanner{Kind: &drawing, Data: value}
	if c == '[' {
		inner.Elements(func(int) *fault {
			next()
			out = formatValue(&inner, out, depth+1, false)
			return nil
		})
	} else {
		inner.Members(func(_ []byte, at int) *fault {
			next()
			end := inner.Pos // past the colon
			for value[end-1] != '"' {
				end--
			}
			out = append(append(out, value[at:end]...), ": "...)
			out = formatValue(&inner, out, depth+1, false)
			return nil
		})
	}
	out = appendNewline(out, depth)
	return append(out, c+2) // '}' and ']' come two after '{' and '['
}

// oneLine returns JSON on one line, if that is no longer than most.
func oneLine(value []byte, most int) ([]byte, bool) {
	var out []byte
	inside := false // a string
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case inside && c == '\\':
			out = append(out, c)
			i++
			c = value[i]
		case c == '"':
			inside = !inside
		case inside:
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			continue
		}
		out = append(out, c)
		if !inside && (c == ',' || c == ':') {
			out = append(out, ' ')
		}
		if len(out) > most {
			return nil, false
		}
	}
	return out, true
}

// appendString appends s as a JSON string.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	for _, r := range s { // what is not UTF-8 becomes U+FFFD
		escape := ""
		switch {
		case r == '"' || r == '\\':
			escape = "\\" + string(r)
		case r == '\n':
			escape = `\n`
		case r == '\t':
			escape = `\t`
		case r < ' ' || r == 0x7f:
			escape = jsonscan.ControlEscape(byte(r))
		default:
			out = utf8.AppendRune(out, r)
		}
		out = append(out, escape...)
	}
	return append(out, '"')
}
