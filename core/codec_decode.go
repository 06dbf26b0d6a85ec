package core

import (
	"reflect"
	"strconv"
	"strings"

	"lasthop/core/jsonscan"
)

// A decoder maps JSON onto the structs of a drawing by their json tags.
type decoder struct {
	jsonscan.Scanner
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
	if f := d.CheckUTF8(); f != nil {
		return nil, f
	}
	switch c := d.Space(); {
	case c == 0:
		return nil, &fault{At: whole, Msg: "the file is empty"}
	case c != '{' && found(&d.Scanner) == "a number" && c != '-' && (c < '0' || c > '9'):
		return nil, d.Fault(d.Pos, "this is not JSON: a drawing starts with '{'")
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

// preview reads the whole text once: it must be JSON, and a drawing of this
// format. Of a newer format it must be said that it is newer, not which of its
// fields is the first unknown one.
func (d *decoder) preview() *fault {
	probe := d.Scanner
	isObject := probe.Space() == '{'
	if !isObject {
		kind := found(&probe)
		if f := probe.Skip(); f != nil {
			return f
		}
		return &fault{At: whole, Msg: "this is JSON, but no drawing: a drawing is an object, this is " + kind}
	}
	formatAt, keys := -1, map[string]bool{}
	f := probe.Members(func(key []byte, _ int) *fault {
		if probe.Space(); string(key) == "format" && formatAt < 0 {
			formatAt = probe.Pos
		}
		keys[string(key)] = true
		return probe.Skip()
	})
	switch {
	case f != nil:
		return f
	case probe.Space() != 0 || probe.Pos < len(probe.Data):
		return probe.Fault(probe.Pos, "more follows after the end of the drawing")
	case formatAt < 0:
		return &fault{At: whole, Msg: foreignJSON(keys)}
	}
	probe.Pos = formatAt
	if kind := found(&probe); kind != "a string" {
		return probe.Fault(formatAt, "wants "+quote(Format)+", got "+kind).Within("format")
	}
	text, _ := probe.Text()
	name, version, _ := strings.Cut(string(text), "/")
	switch n, err := strconv.Atoi(version); {
	case string(text) == Format:
		return nil
	case name == "lasthop" && err == nil && n > 1:
		return probe.Fault(formatAt, "made by a newer Lasthop: "+quote(string(text))+", and this one reads "+quote(Format)).Within("format")
	}
	return probe.Fault(formatAt, "wants "+quote(Format)+", got "+quote(string(text))).Within("format")
}

// value reads the value at the current position into v.
func (d *decoder) value(v reflect.Value) *fault {
	pointer := v.Addr().Interface()
	at := d.Pos
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
				return d.Fault(at, err.Error())
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
			return d.Fault(at, notOneOf(string(text), all))
		}
		return nil
	case reflect.Bool:
		switch d.Space() {
		case 't', 'f':
			v.SetBool(d.Word("true") || !d.Word("false"))
			return nil
		}
		return d.mismatch("true or false")
	case reflect.Int:
		return d.integer(v, -1<<53, 1<<53)
	case reflect.Uint16:
		return d.integer(v, 0, 1<<16-1)
	case reflect.Slice:
		if d.Space() != '[' {
			return d.mismatch("a list")
		}
		return d.Elements(func(i int) *fault {
			v.Grow(1)
			v.SetLen(i + 1)
			d.Space()
			return d.value(v.Index(i))
		})
	}
	return d.object(v)
}

// string reads the text of a string meant for what pointer points at.
func (d *decoder) string(pointer any) ([]byte, *fault) {
	if d.Space() != '"' {
		want := "a string"
		if s := sample(pointer); s != "" {
			want += " such as " + quote(s)
		}
		return nil, d.mismatch(want)
	}
	return d.Text()
}

func (d *decoder) mismatch(want string) *fault {
	got := found(&d.Scanner)
	return d.Fault(d.Pos, "wants "+want+", got "+got)
}

// found names the kind of value that starts at the current position.
func found(s *jsonscan.Scanner) string {
	switch c := s.Space(); c {
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

func (d *decoder) integer(v reflect.Value, least, most int64) *fault {
	at := d.Pos
	if found(&d.Scanner) != "a number" {
		return d.mismatch("a whole number")
	}
	text, _ := d.Number()
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case strings.ContainsAny(text, ".eE"):
		return d.Fault(at, "wants a whole number, got "+text)
	case err != nil || n < least || n > most:
		return d.Fault(at, "wants a whole number from "+strconv.FormatInt(least, 10)+" to "+strconv.FormatInt(most, 10)+", got "+quote(text))
	case v.CanInt():
		v.SetInt(n)
	default:
		v.SetUint(uint64(n))
	}
	return nil
}

// places reads the layout.
func (d *decoder) places(p *map[ID]Place) *fault {
	if d.Space() != '{' {
		return d.mismatch("an object")
	}
	*p = map[ID]Place{}
	return d.Members(func(name []byte, at int) *fault {
		if _, twice := (*p)[ID(name)]; twice {
			return d.Fault(at, "this name is there twice")
		}
		var place Place
		d.Space()
		f := d.value(reflect.ValueOf(&place).Elem())
		(*p)[ID(name)] = place
		return f
	})
}

// object reads an object into the struct v, except the fields that it is told to
// pass over.
func (d *decoder) object(v reflect.Value, pass ...string) *fault {
	if d.Space() != '{' {
		return d.mismatch("an object")
	}
	start, fields := d.Pos, d.fields.of(v.Type())
	seen := make([]bool, len(fields))
	f := d.Members(func(name []byte, at int) *fault {
		i := fields.find(name)
		switch {
		case i < 0 && contains(pass, string(name)):
			return d.Skip()
		case i < 0:
			return d.Fault(at, unknownField(string(name), append(fields.names(), pass...)))
		case seen[i]:
			return d.Fault(at, "this field is there twice")
		}
		seen[i] = true
		d.Space()
		return d.value(fields[i].in(v))
	})
	if f != nil {
		return f
	}
	for _, name := range required(v.Type()) {
		if !seen[fields.find([]byte(name))] {
			return d.Fault(start, "has no "+quote(name))
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
	if d.Space() != '{' {
		return d.mismatch("an object")
	}
	start, at := d.Pos, d.survey()
	switch {
	case at[keyType] < 0:
		return d.Fault(start, `has no "type"`)
	case at[keyTypeAgain] >= 0:
		return d.Fault(at[keyTypeAgain], "this field is there twice").Within("type")
	}
	d.Pos = at[keyType]
	if kind := found(&d.Scanner); kind != "a string" {
		return d.Fault(d.Pos, `wants a resource type such as "subnet", got `+kind).Within("type")
	}
	text, _ := d.Text()
	d.Pos = start
	r := New(Type(text))
	if r == nil {
		return d.Fault(at[keyType], unknownType(string(text))).Within("type")
	}
	if f := d.object(reflect.ValueOf(r).Elem(), "type"); f != nil {
		return f
	}
	id := r.Head().ID
	if at[keyID] < 0 {
		return d.Fault(start, `has no "id"`)
	}
	if why := checkID(id); why != "" {
		return d.Fault(at[keyID], why).Within("id")
	}
	if first, twice := d.byID[id]; twice {
		line, column := jsonscan.Position(d.Data, d.drawn[first].id)
		return d.Fault(at[keyID], quote(string(id))+" is the id of resources["+strconv.Itoa(first)+"] already, at line "+
			strconv.Itoa(line)+", column "+strconv.Itoa(column)).Within("id")
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
	s := d.Scanner
	s.Members(func(name []byte, _ int) *fault {
		s.Space()
		for i, key := range []string{"type", "id", "vpc", "subnet"} {
			if string(name) == key {
				if i == keyType && at[i] >= 0 {
					i = keyTypeAgain
				}
				at[i] = s.Pos
			}
		}
		return s.Skip()
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
	return d.Fault(first.parentAt, msg).Within("network.resources[" + strconv.Itoa(at) + "]." + field)
}

// policy reads a policy document: an object, or a string that holds the text of
// one, which is how a half-written document is kept.
func (d *decoder) policy(p *PolicyText) *fault {
	switch d.Space() {
	case '{':
		start := d.Pos
		if f := d.Skip(); f != nil {
			return f
		}
		*p = formatDocument(nil, d.Data[start:d.Pos], 0)
		return nil
	case '"':
		text, f := d.Text()
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
