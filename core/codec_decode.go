package core

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A decoder maps JSON onto the structs of a drawing by their json tags.
type decoder struct {
	scanner
	fields fieldCache
	// drawn holds the resources with their places, to name both of a pair.
	drawn []drawn
	byID  map[ID]int // index into drawn
}

// A drawn is a resource and the offsets of what other resources may clash with.
type drawn struct {
	resource     Resource
	id, parentAt int
}

func (d *decoder) file() (*File, *fault) {
	if !utf8.Valid(d.data) {
		return nil, d.fault(firstInvalid(d.data), "this is not UTF-8 text")
	}
	switch c := d.space(); {
	case c == 0:
		return nil, &fault{msg: "the file is empty", whole: true}
	case c != '{' && d.found() == "a number" && c != '-' && (c < '0' || c > '9'):
		return nil, d.fault(d.pos, "this is not JSON: a drawing starts with '{'")
	}
	if f := d.preview(); f != nil {
		return nil, f
	}
	file := &File{}
	if f := d.value(reflect.ValueOf(file).Elem()); f != nil {
		return nil, f
	}
	if f := d.cycles(); f != nil {
		return nil, f
	}
	return file, nil
}

func firstInvalid(data []byte) int {
	at := 0
	for {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n < 2 {
			return at
		}
		at += n
	}
}

// preview reads the whole text once: it must be JSON, and a drawing of this
// format. Of a newer format it must be said that it is newer, not which of its
// fields is the first unknown one.
func (d *decoder) preview() *fault {
	probe := d.scanner
	isObject := probe.space() == '{'
	if !isObject {
		kind := probe.found()
		if f := probe.skip(); f != nil {
			return f
		}
		return &fault{msg: "this is JSON, but no drawing: a drawing is an object, this is " + kind, whole: true}
	}
	formatAt, keys := -1, map[string]bool{}
	f := probe.members(func(key []byte, _ int) *fault {
		if probe.space(); string(key) == "format" && formatAt < 0 {
			formatAt = probe.pos
		}
		keys[string(key)] = true
		return probe.skip()
	})
	switch {
	case f != nil:
		return f
	case probe.space() != 0 || probe.pos < len(probe.data):
		return probe.fault(probe.pos, "more follows after the end of the drawing")
	case formatAt < 0:
		return &fault{msg: foreignJSON(keys), whole: true}
	}
	probe.pos = formatAt
	if kind := probe.found(); kind != "a string" {
		return probe.fault(formatAt, "wants "+quote(Format)+", got "+kind).within("format")
	}
	text, _ := probe.text()
	name, version, _ := strings.Cut(string(text), "/")
	switch n, err := strconv.Atoi(version); {
	case string(text) == Format:
		return nil
	case name == "lasthop" && err == nil && n > 1:
		return probe.fault(formatAt, "made by a newer Lasthop: "+quote(string(text))+", and this one reads "+quote(Format)).within("format")
	}
	return probe.fault(formatAt, "wants "+quote(Format)+", got "+quote(string(text))).within("format")
}

// value reads the value at the current position into v.
func (d *decoder) value(v reflect.Value) *fault {
	pointer := v.Addr().Interface()
	at := d.pos
	switch p := pointer.(type) {
	case *Resource:
		return d.resource(p)
	case *PolicyText:
		return d.policy(p)
	case *map[ID]Place:
		return d.places(p)
	case **int:
		*p = new(int)
		return d.value(reflect.ValueOf(*p).Elem())
	case named:
		text, f := d.string(pointer)
		if f == nil {
			if err := setName(p, text); err != nil {
				return d.fault(at, err.Error())
			}
		}
		return f
	}
	switch v.Kind() {
	case reflect.String:
		text, f := d.string(pointer)
		if f != nil {
			return f
		}
		v.SetString(string(text))
		if all := choices(pointer); all != nil && len(text) > 0 && !contains(all, string(text)) {
			return d.fault(at, notOneOf(string(text), all))
		}
		return nil
	case reflect.Bool:
		switch d.space() {
		case 't', 'f':
			v.SetBool(d.word("true") || !d.word("false"))
			return nil
		}
		return d.mismatch("true or false")
	case reflect.Int:
		return d.integer(v, -1<<53, 1<<53)
	case reflect.Uint16:
		return d.integer(v, 0, 1<<16-1)
	case reflect.Slice:
		if d.space() != '[' {
			return d.mismatch("a list")
		}
		return d.elements(func(i int) *fault {
			v.Grow(1)
			v.SetLen(i + 1)
			d.space()
			return d.value(v.Index(i))
		})
	}
	return d.object(v)
}

// string reads the text of a string meant for what pointer points at.
func (d *decoder) string(pointer any) ([]byte, *fault) {
	if d.space() != '"' {
		want := "a string"
		if s := sample(pointer); s != "" {
			want += " such as " + quote(s)
		}
		return nil, d.mismatch(want)
	}
	return d.text()
}

func (d *decoder) mismatch(want string) *fault {
	got := d.found()
	return d.fault(d.pos, "wants "+want+", got "+got)
}

func (d *decoder) integer(v reflect.Value, least, most int64) *fault {
	at := d.pos
	if d.found() != "a number" {
		return d.mismatch("a whole number")
	}
	text, _ := d.number()
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case strings.ContainsAny(text, ".eE"):
		return d.fault(at, "wants a whole number, got "+text)
	case err != nil || n < least || n > most:
		return d.fault(at, "wants a whole number from "+strconv.FormatInt(least, 10)+" to "+strconv.FormatInt(most, 10)+", got "+quote(text))
	case v.CanInt():
		v.SetInt(n)
	default:
		v.SetUint(uint64(n))
	}
	return nil
}

// places reads the layout.
func (d *decoder) places(p *map[ID]Place) *fault {
	if d.space() != '{' {
		return d.mismatch("an object")
	}
	*p = map[ID]Place{}
	return d.members(func(name []byte, at int) *fault {
		if _, twice := (*p)[ID(name)]; twice {
			return d.fault(at, "this name is there twice")
		}
		var place Place
		d.space()
		f := d.value(reflect.ValueOf(&place).Elem())
		(*p)[ID(name)] = place
		return f
	})
}

// object reads an object into the struct v, except the fields that it is told to
// pass over.
func (d *decoder) object(v reflect.Value, pass ...string) *fault {
	if d.space() != '{' {
		return d.mismatch("an object")
	}
	start, fields := d.pos, d.fields.of(v.Type())
	seen := make([]bool, len(fields))
	f := d.members(func(name []byte, at int) *fault {
		i := fields.find(name)
		switch {
		case i < 0 && contains(pass, string(name)):
			return d.skip()
		case i < 0:
			return d.fault(at, unknownField(string(name), append(fields.names(), pass...)))
		case seen[i]:
			return d.fault(at, "this field is there twice")
		}
		seen[i] = true
		d.space()
		return d.value(fields[i].in(v))
	})
	if f != nil {
		return f
	}
	for _, name := range required(v.Type()) {
		if !seen[fields.find([]byte(name))] {
			return d.fault(start, "has no "+quote(name))
		}
	}
	return nil
}

func unknownField(got string, names []string) string {
	if near := nearest(got, names); near != "" {
		return "there is no such field; did you mean " + quote(near) + "?"
	}
	for i, name := range names {
		names[i] = quote(name)
	}
	return "there is no such field here, only " + strings.Join(names, ", ")
}

// resource reads an object into a new resource of the type that it names, and so
// on top of that type's defaults.
func (d *decoder) resource(p *Resource) *fault {
	if d.space() != '{' {
		return d.mismatch("an object")
	}
	start, at := d.pos, d.survey()
	switch {
	case at[keyType] < 0:
		return d.fault(start, `has no "type"`)
	case at[keyTypeAgain] >= 0:
		return d.fault(at[keyTypeAgain], "this field is there twice").within("type")
	}
	d.pos = at[keyType]
	if kind := d.found(); kind != "a string" {
		return d.fault(d.pos, `wants a resource type such as "subnet", got `+kind).within("type")
	}
	text, _ := d.text()
	d.pos = start
	r := New(Type(text))
	if r == nil {
		return d.fault(at[keyType], unknownType(string(text))).within("type")
	}
	if f := d.object(reflect.ValueOf(r).Elem(), "type"); f != nil {
		return f
	}
	id := r.Head().ID
	if at[keyID] < 0 {
		return d.fault(start, `has no "id"`)
	}
	if why := checkID(id); why != "" {
		return d.fault(at[keyID], why).within("id")
	}
	if first, twice := d.byID[id]; twice {
		there := d.fault(d.drawn[first].id, "").in(d.data)
		return d.fault(at[keyID], quote(string(id))+" is the id of resources["+strconv.Itoa(first)+"] already, at line "+
			strconv.Itoa(there.Line)+", column "+strconv.Itoa(there.Column)).within("id")
	}
	if d.byID == nil {
		d.byID = map[ID]int{}
	}
	key := keyVPC
	if field, _ := parent(r); field == "subnet" {
		key = keySubnet
	}
	d.byID[id] = len(d.drawn)
	d.drawn = append(d.drawn, drawn{resource: r, id: at[keyID], parentAt: at[key]})
	*p = r
	return nil
}

// The fields of a resource whose places are wanted before or after it is read.
const (
	keyType = iota
	keyID
	keyVPC
	keySubnet
	keyTypeAgain
	keys
)

// survey returns where the values of those fields stand in the object ahead, -1 for
// none.
func (d *decoder) survey() (at [keys]int) {
	for i := range at {
		at[i] = -1
	}
	s := d.scanner
	s.members(func(name []byte, _ int) *fault {
		s.space()
		for i, key := range []string{"type", "id", "vpc", "subnet"} {
			if string(name) == key {
				if i == keyType && at[i] >= 0 {
					i = keyTypeAgain
				}
				at[i] = s.pos
			}
		}
		return s.skip()
	})
	return at
}

func unknownType(got string) string {
	var names []string
	for _, t := range Types() {
		names = append(names, string(t))
	}
	if near := nearest(got, names); near != "" {
		return "there is no resource type " + quote(got) + "; did you mean " + quote(near) + "?"
	}
	return notOneOf(got, names)
}

// cycles refuses resources that lie in each other.
func (d *decoder) cycles() *fault {
	const walking, done = 1, 2
	state := make([]uint8, len(d.drawn))
	for i := range d.drawn {
		var way []int
		for at, ok := i, true; ok && state[at] != done; {
			if state[at] == walking {
				return d.cycle(way, at)
			}
			state[at] = walking
			way = append(way, at)
			_, up := parent(d.drawn[at].resource)
			at, ok = d.byID[up]
		}
		for _, at := range way {
			state[at] = done
		}
	}
	return nil
}

func (d *decoder) cycle(way []int, at int) *fault {
	for way[0] != at {
		way = way[1:]
	}
	first := &d.drawn[at]
	msg, joint := quote(string(first.resource.Head().ID))+" lies in itself", ", by way of "
	for _, i := range way[1:] {
		msg += joint + quote(string(d.drawn[i].resource.Head().ID))
		joint = " and "
	}
	field, _ := parent(first.resource)
	return d.fault(first.parentAt, msg).within("network.resources[" + strconv.Itoa(at) + "]." + field)
}

// policy reads a policy document: an object, or a string that holds the text of
// one, which is how a half-written document is kept.
func (d *decoder) policy(p *PolicyText) *fault {
	switch d.space() {
	case '{':
		start := d.pos
		if f := d.skip(); f != nil {
			return f
		}
		*p = formatDocument(nil, d.data[start:d.pos], 0)
		return nil
	case '"':
		text, f := d.text()
		if f != nil {
			return f
		}
		text = append([]byte(nil), text...)
		if isDocument(text) {
			text = formatDocument(nil, text, 0)
		}
		if len(text) > 0 {
			*p = text
		}
		return nil
	}
	return d.mismatch("a policy document, an object")
}
