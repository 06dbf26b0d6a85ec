package core

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The published schema of the file format is made here, from the structs and their
// doc comments, and not in the package itself: no program needs it at run time.

//go:generate go test -run TestSchemaIsPublished -accept .

const schemaFile = "../site/schema/lasthop-1.json"

// An object is a JSON object whose fields keep their order.
type object []pair

type pair struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		key, _ := json.Marshal(p.key)
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// A schemaMaker makes the schema of a Go type.
type schemaMaker struct {
	docs   map[string]string // by "Type" and "Type.Field"
	fields fieldCache
	defs   object
}

// readDocs collects the doc comments of the types that files are made of.
func readDocs(t *testing.T) map[string]string {
	docs := map[string]string{}
	clean := func(g *ast.CommentGroup) string {
		var p comment.Parser
		text := string(new(comment.Printer).Text(p.Parse(g.Text())))
		var words []string
		for _, w := range strings.Fields(text) {
			if !strings.HasPrefix(w, "https://") { // pages of AWS
				words = append(words, w)
			}
		}
		return strings.NewReplacer("[", "", "]", "").Replace(strings.Join(words, " "))
	}
	for _, name := range []string{"topology.go", "topology_other.go", "topology_host.go", "file.go", "query.go", "verdict.go", "reason.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			spec := g.Specs[0].(*ast.TypeSpec)
			docs[spec.Name.Name] = clean(g.Doc)
			if s, ok := spec.Type.(*ast.StructType); ok {
				for _, field := range s.Fields.List {
					for _, n := range field.Names {
						docs[spec.Name.Name+"."+n.Name] = clean(field.Doc)
					}
				}
			}
		}
	}
	return docs
}

// of returns the schema of a value of type t, with the description of the field
// that holds it if that has one.
func (m *schemaMaker) of(t reflect.Type, description string) object {
	var s object
	add := func(key string, value any) { s = append(s, pair{key, value}) }
	if description == "" {
		description = m.docs[t.Name()]
	}
	pointer := reflect.New(t).Interface()
	n, isNamed := pointer.(named)
	if _, isPolicy := pointer.(*PolicyText); isPolicy {
		add("type", []string{"object", "string"})
	} else if isNamed {
		add("enum", n.names())
	} else if all := choices(pointer); all != nil {
		add("enum", append([]string{""}, all...))
	} else {
		switch t.Kind() {
		case reflect.String:
			add("type", "string")
		case reflect.Bool:
			add("type", "boolean")
		case reflect.Int:
			add("type", "integer")
		case reflect.Uint16:
			s = append(s, pair{"type", "integer"}, pair{"minimum", 0}, pair{"maximum", 65535})
		case reflect.Pointer:
			s = m.of(t.Elem(), "")
		case reflect.Slice:
			add("type", "array")
			add("items", m.item(t.Elem()))
		case reflect.Map:
			add("type", "object")
			add("additionalProperties", m.item(t.Elem()))
		case reflect.Struct:
			add("$ref", m.define(t, nil))
		}
	}
	if e := sample(pointer); e != "" && !isNamed && choices(pointer) == nil {
		add("examples", []string{e})
	}
	if description != "" {
		add("description", description)
	}
	return s
}

// item returns the schema of an element.
func (m *schemaMaker) item(t reflect.Type) object {
	if t != reflect.TypeFor[Resource]() {
		return m.of(t, "")
	}
	var all []object
	for _, name := range Types() {
		r := New(name)
		all = append(all, object{{"$ref", m.define(reflect.TypeOf(r).Elem(), r)}})
	}
	return object{{"oneOf", all}}
}

// define puts the schema of a struct among the definitions and returns where; of a
// resource with its type and its defaults.
func (m *schemaMaker) define(t reflect.Type, r Resource) string {
	ref := "#/$defs/" + t.Name()
	if slices.ContainsFunc(m.defs, func(p pair) bool { return p.key == t.Name() }) {
		return ref
	}
	at := len(m.defs)
	m.defs = append(m.defs, pair{key: t.Name()})
	m.defs[at].value = m.object(t, r)
	return ref
}

// object returns the schema of a struct's object.
func (m *schemaMaker) object(t reflect.Type, r Resource) object {
	var properties object
	needed := required(t)
	if r != nil {
		properties = object{{"type", object{{"const", string(r.Type())}}}}
		needed = []string{"type", "id"}
	}
	for _, f := range m.fields.of(t) {
		owner, field := t, reflect.StructField{}
		if f.outer >= 0 {
			owner = t.Field(f.outer).Type
		}
		field = owner.Field(f.index)
		s := m.of(field.Type, m.docs[owner.Name()+"."+field.Name])
		if f.name == "id" && r != nil {
			s = append(s, pair{"pattern", `^[^\s~]+$`}, pair{"maxLength", 256}, pair{"not", object{{"const", string(Internet)}}})
		}
		if r != nil && !f.omitEmpty {
			if v := f.in(reflect.ValueOf(r).Elem()); !empty(v) {
				s = append(s, pair{"default", v.Interface()})
			}
		}
		if t == reflect.TypeFor[File]() && f.name == "format" {
			s = object{{"const", Format}}
		}
		properties = append(properties, pair{f.name, s})
	}
	s := object{{"type", "object"}}
	if d := m.docs[t.Name()]; d != "" {
		s = append(s, pair{"description", d})
	}
	s = append(s, pair{"properties", properties})
	if needed != nil {
		s = append(s, pair{"required", needed})
	}
	return append(s, pair{"additionalProperties", false})
}

func makeSchema(t *testing.T) []byte {
	m := &schemaMaker{docs: readDocs(t), fields: fieldCache{}}
	s := object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Lasthop drawing"}}
	s = append(s, m.object(reflect.TypeFor[File](), nil)...)
	s = append(s, pair{"$defs", m.defs})
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

func TestSchemaIsPublished(t *testing.T) {
	want := makeSchema(t)
	if f := flag.Lookup("accept"); f != nil && f.Value.String() == "true" { // see case_test.go
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is stale; run go generate ./core: %s", schemaFile, diff)
	}
}

// Every field says what it is.
func TestSchemaDescribesEverything(t *testing.T) {
	docs := readDocs(t)
	m := &schemaMaker{docs: docs, fields: fieldCache{}}
	m.object(reflect.TypeFor[File](), nil)
	for _, d := range m.defs {
		if docs[d.key] == "" {
			t.Errorf("%s has no description", d.key)
		}
	}
}

// A checker checks JSON against the part of JSON Schema that the published schema
// uses; any other keyword is an error.
type checker struct{ root map[string]any }

// check returns what is wrong with v, or "".
func (c *checker) check(schema, v any) string {
	if s, ok := schema.(bool); ok {
		if !s {
			return "is not allowed"
		}
		return ""
	}
	s := schema.(map[string]any)
	for _, key := range slices.Sorted(mapKeys(s)) {
		if wrong := c.keyword(s, key, s[key], v); wrong != "" {
			return wrong
		}
	}
	return ""
}

func mapKeys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (c *checker) keyword(s map[string]any, key string, arg, v any) string {
	fields, isObject := v.(map[string]any)
	list, isList := v.([]any)
	text, isText := v.(string)
	number, isNumber := v.(json.Number)
	switch key {
	case "$schema", "$defs", "title", "description", "default", "examples":
	case "$ref":
		name := strings.TrimPrefix(arg.(string), "#/$defs/")
		return c.check(c.root["$defs"].(map[string]any)[name], v)
	case "type":
		kind := map[bool]string{isObject: "object", isList: "array", isText: "string"}[true]
		if _, ok := v.(bool); ok {
			kind = "boolean"
		}
		if isNumber && !strings.ContainsAny(string(number), ".eE") {
			kind = "integer"
		}
		if kinds, ok := arg.([]any); ok && slices.Contains(kinds, any(kind)) || arg == kind {
			return ""
		}
		return "is of the wrong type"
	case "enum":
		if !slices.Contains(arg.([]any), v) {
			return "is none of the values"
		}
	case "const":
		if arg != v {
			return "is not " + arg.(string)
		}
	case "not":
		if c.check(arg, v) == "" {
			return "is forbidden"
		}
	case "pattern":
		if isText && !regexp.MustCompile(arg.(string)).MatchString(text) {
			return "does not match " + arg.(string)
		}
	case "maxLength":
		if n, _ := arg.(json.Number).Int64(); isText && int64(len([]rune(text))) > n {
			return "is too long"
		}
	case "minimum", "maximum":
		bound, _ := arg.(json.Number).Int64()
		if n, err := number.Int64(); isNumber && (err != nil || key == "minimum" && n < bound || key == "maximum" && n > bound) {
			return "is out of bounds"
		}
	case "items":
		for _, element := range list {
			if wrong := c.check(arg, element); wrong != "" {
				return wrong
			}
		}
	case "required":
		for _, name := range arg.([]any) {
			if _, ok := fields[name.(string)]; isObject && !ok {
				return "has no " + name.(string)
			}
		}
	case "properties":
		for name, sub := range arg.(map[string]any) {
			if value, ok := fields[name]; ok {
				if wrong := c.check(sub, value); wrong != "" {
					return name + " " + wrong
				}
			}
		}
	case "additionalProperties":
		properties, _ := s["properties"].(map[string]any)
		for name, value := range fields {
			if _, known := properties[name]; !known {
				if wrong := c.check(arg, value); wrong != "" {
					return name + " " + wrong
				}
			}
		}
	case "oneOf":
		matches, wrong := 0, ""
		for _, sub := range arg.([]any) {
			if w := c.check(sub, v); w == "" {
				matches++
			} else if !strings.HasPrefix(w, "type is not") {
				wrong = w
			}
		}
		if matches != 1 {
			return "matches not one of the types: " + wrong
		}
	default:
		panic("schema_test: unknown keyword " + key)
	}
	return ""
}

func parseJSON(t *testing.T, data []byte) any {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func newChecker(t *testing.T) *checker {
	return &checker{parseJSON(t, makeSchema(t)).(map[string]any)}
}

func TestExamplesMatchTheSchema(t *testing.T) {
	c := newChecker(t)
	files, err := os.ReadDir("../examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".json") {
			continue
		}
		data, err := os.ReadFile("../examples/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if wrong := c.check(c.root, parseJSON(t, data)); wrong != "" {
			t.Errorf("%s: %s", f.Name(), wrong)
		}
	}
}

// What the schema refuses Decode refuses, and what Decode takes the schema takes.
func TestSchemaAndDecodeAgree(t *testing.T) {
	c := newChecker(t)
	resources := func(s string) string {
		return `{"format": "lasthop/1", "network": {"resources": [` + s + `]}}`
	}
	checks := func(s string) string { return `{"format": "lasthop/1", "network": {}, "checks": [` + s + `]}` }
	for _, s := range []string{
		`{"format": "lasthop/1", "network": {}}`,
		`{"format": "lasthop/2", "network": {}}`,
		`{"format": "lasthop/1"}`,
		`{"format": "lasthop/1", "network": {}, "colour": 1}`,
		`{"format": "lasthop/1", "network": {}, "layout": {"eni~a~b": {"x": -1, "y": 2}}}`,
		`{"format": "lasthop/1", "network": {}, "layout": {"a": {"x": 1.5}}}`,
		`{"format": "lasthop/1", "network": {}, "layout": {"a": []}}`,
		resources(`{"type": "vpc", "id": "v"}`),
		resources(`{"type": "vpc"}`),
		resources(`{"id": "v"}`),
		resources(`{"type": "bridge", "id": "v"}`),
		resources(`{"type": "vpc", "id": "v", "cidr": ""}`),
		resources(`{"type": "vpc", "id": "v", "cidrs": [1]}`),
		resources(`{"type": "vpc", "id": "v", "cidrs": null}`),
		resources(`{"type": "vpc", "id": "a b"}`),
		resources(`{"type": "vpc", "id": "a~b"}`),
		resources(`{"type": "vpc", "id": ""}`),
		resources(`{"type": "vpc", "id": "internet"}`),
		resources(`{"type": "vpc", "id": "` + strings.Repeat("é", 256) + `"}`),
		resources(`{"type": "vpc", "id": "` + strings.Repeat("é", 257) + `"}`),
		resources(`{"type": "instance", "id": "i", "listens": [{"protocol": "tcp", "port": 65535}]}`),
		resources(`{"type": "instance", "id": "i", "listens": [{"protocol": "tcp", "port": 65536}]}`),
		resources(`{"type": "instance", "id": "i", "listens": [{"protocol": "tpc", "port": 1}]}`),
		resources(`{"type": "function", "id": "f", "reservedConcurrency": 0, "policy": {}}`),
		resources(`{"type": "function", "id": "f", "reservedConcurrency": "0"}`),
		resources(`{"type": "function", "id": "f", "policy": "half"}`),
		resources(`{"type": "function", "id": "f", "policy": []}`),
		checks(`{"query": {"from": "a", "to": "b", "caller": ""}, "expect": "reachable"}`),
		checks(`{"query": {"kind": "invoke", "from": "a", "to": "b"}, "expect": "maybe"}`),
		checks(`{"query": {"kind": "", "from": "a", "to": "b"}, "expect": "reachable"}`),
		checks(`{"query": {"from": "a"}, "expect": "reachable"}`),
		checks(`{"query": {"from": "a", "to": "b"}}`),
	} {
		_, err := Decode([]byte(s))
		wrong := c.check(c.root, parseJSON(t, []byte(s)))
		if (err == nil) != (wrong == "") {
			t.Errorf("%s\nDecode: %v\nschema: %s", s, err, wrong)
		}
	}
}
