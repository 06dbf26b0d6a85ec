package panel

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/core/policy"
	values "lasthop/wasm/field"
)

// jsonFields returns the fields of a struct as the file format names them.
func jsonFields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == reflect.TypeFor[core.Common]() {
			continue // id and name, which every resource has
		}
		if f.Anonymous {
			for name, typ := range jsonFields(f.Type) {
				out[name] = typ
			}
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out[name] = f.Type
	}
	return out
}

// Every field of every type can be edited, and nothing else is offered.
func TestEveryFieldHasASpec(t *testing.T) {
	for _, typ := range core.Types() {
		k := kindOf(typ)
		if k.noun == string(typ) {
			t.Errorf("%s: there is no kind for it", typ)
		}
		checkFields(t, string(typ), k.fields, reflect.TypeOf(core.New(typ)).Elem())
	}
	if len(kinds) != len(core.Types()) {
		t.Errorf("%d kinds for %d types", len(kinds), len(core.Types()))
	}
}

func checkFields(t *testing.T, at string, specs []field, typ reflect.Type) {
	t.Helper()
	want := jsonFields(typ)
	seen := map[string]bool{}
	for i := range specs {
		f := &specs[i]
		for _, name := range strings.Split(f.name, "|") {
			ft, ok := want[name]
			if !ok {
				t.Errorf("%s: the file format knows no field %q", at, name)
				continue
			}
			if seen[name] {
				t.Errorf("%s: %q stands twice", at, name)
			}
			seen[name] = true
			if f.label == "" {
				t.Errorf("%s.%s has no label", at, name)
			}
			checkControl(t, at+"."+name, f, ft)
		}
	}
	for name := range want {
		if !seen[name] {
			t.Errorf("%s: no spec for field %q", at, name)
		}
	}
}

// checkControl compares the kind of input with the kind of value.
func checkControl(t *testing.T, at string, f *field, typ reflect.Type) {
	t.Helper()
	policy, id := reflect.TypeOf(core.PolicyText(nil)), reflect.TypeOf(core.ID(""))
	ok := false
	switch f.ctl {
	case ctlText, ctlCode, ctlOneOf:
		ok = typ.Kind() == reflect.String
	case ctlChoice:
		ok = typ.Kind() == reflect.String && typ != id && len(f.choices) > 0 && len(f.choices)%2 == 0
	case ctlNumber:
		ok = typ.Kind() == reflect.Int || typ.Kind() == reflect.Uint16 || typ == reflect.TypeOf((*int)(nil))
	case ctlSwitch:
		ok = typ.Kind() == reflect.Bool
	case ctlRef:
		ok = typ == id && len(f.to) > 0 && f.hint != ""
	case ctlRefs:
		ok = typ.Kind() == reflect.Slice && typ.Elem() == id && len(f.to) > 0 && f.hint != ""
	case ctlList:
		ok = typ.Kind() == reflect.Slice && typ.Elem().Kind() == reflect.String
	case ctlPolicy:
		ok = typ == policy
	case ctlTable, ctlStack:
		ok = typ.Kind() == reflect.Slice && typ.Elem().Kind() == reflect.Struct
		if ok {
			checkFields(t, at, f.cols, typ.Elem())
		}
	}
	if !ok {
		t.Errorf("%s: control %d does not suit %v", at, f.ctl, typ)
	}
}

// Every choice that is offered is taken.
func TestEveryChoiceIsTaken(t *testing.T) {
	var check func(r core.Resource, path []string, f *field)
	check = func(r core.Resource, path []string, f *field) {
		path = append(slices.Clone(path), f.name)
		for i := 0; i < len(f.choices); i += 2 {
			if err := values.Set(r, path, f.choices[i]); err != nil {
				t.Errorf("%s: %s = %q: %v", r.Type(), strings.Join(path, "/"), f.choices[i], err)
			}
		}
		if len(f.cols) > 0 {
			if err := values.Add(r, path); err != nil {
				t.Errorf("%s: %s: %v", r.Type(), f.name, err)
			}
			for i := range f.cols {
				check(r, append(path, "0"), &f.cols[i])
			}
		}
	}
	for _, k := range kinds {
		for i := range k.fields {
			check(core.New(k.typ), nil, &k.fields[i])
		}
	}
}

// The choices are what core accepts.
func TestServicesAreThoseOfCore(t *testing.T) {
	var names []string
	for i := 0; i < len(services); i += 2 {
		names = append(names, services[i])
	}
	want := slices.Clone(core.ServiceNames())
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("services %v, core knows %v", names, want)
	}
}

func TestManagedPoliciesAreThoseOfCore(t *testing.T) {
	var names []string
	for i := 2; i < len(managed); i += 2 {
		names = append(names, managed[i])
	}
	if want := policy.ManagedNames(); !slices.Equal(names, want) {
		t.Errorf("managed policies %v, core knows %v", names, want)
	}
}

// Every example of a policy is one that AWS would take.
func TestPolicyExamplesParse(t *testing.T) {
	m := fourModel()
	kindOf := map[core.Type]policy.Kind{core.TypeFunction: policy.Resource, core.TypeService: policy.Resource, core.TypeRole: policy.Identity,
		core.TypeGatewayEndpoint: policy.GatewayEndpoint, core.TypeInterfaceEndpoint: policy.Endpoint, core.TypeAPIGateway: policy.Resource,
		core.TypeOrganizationPolicy: policy.ServiceControl}
	seen := 0
	for _, r := range m.Network.Resources() {
		d := &desk{m, m.Network, r}
		list := d.examplesFor()
		for i := 0; i < len(list); i += 2 {
			seen++
			if _, err := policy.Parse([]byte(list[i+1]), kindOf[r.Type()]); err != nil {
				t.Errorf("%s, %q: %v\n%s", r.Head().ID, list[i], err, list[i+1])
			}
			for _, hole := range []string{"NAME", "REGION", "ACCOUNT"} {
				if strings.Contains(list[i]+list[i+1], hole) {
					t.Errorf("%s, %q: %s is not filled in\n%s", r.Head().ID, list[i], hole, list[i+1])
				}
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d examples", seen)
	}
}

func TestStatementLines(t *testing.T) {
	two := "{\n \"Statement\": [\n  { \"Effect\": \"Allow\",\n    \"Condition\": { \"A\": { \"b\": [\"}\"] } } },\n  {\"Effect\": \"Deny\"}\n ]\n}"
	one := "{ \"Version\": \"2012-10-17\",\n  \"Statement\": {\n  \"Effect\": \"Allow\" }\n}"
	for _, c := range []struct {
		doc             string
		index, from, to int
	}{
		{two, 0, 3, 4}, {two, 1, 5, 5}, {two, 2, 0, 0}, {two, -1, 0, 0}, {one, 0, 2, 3}, {one, 1, 0, 0}, {"", 0, 0, 0}, {"{]}}\"Statement\"", 0, 0, 0},
	} {
		if from, to := statementLines(c.doc, c.index); from != c.from || to != c.to {
			t.Errorf("statement %d stands on lines %d to %d, want %d to %d, of\n%s", c.index, from, to, c.from, c.to, c.doc)
		}
	}
}

// Whatever can be drawn can be placed.
func TestPaletteHasEveryType(t *testing.T) {
	for _, typ := range core.Types() {
		found := false
		for _, it := range palette {
			found = found || it.typ == typ
		}
		if !found {
			t.Errorf("the palette lacks %s", typ)
		}
	}
}

func TestPaletteSearch(t *testing.T) {
	for search, want := range map[string]string{
		"igw": "Internet gateway", "lambda": "Function", "nacl": "Network ACL", "gateway end": "Gateway endpoint", "EC2": "Instance",
	} {
		var found []string
		for _, it := range palette {
			if it.typ != "" && it.matches(search) {
				found = append(found, it.label)
			}
		}
		if len(found) != 1 || found[0] != want {
			t.Errorf("searching %q finds %v, want %s", search, found, want)
		}
	}
}

func TestPath(t *testing.T) {
	for _, segments := range [][]string{{"res", "vpc", "cidrs", "0"}, {"res", "team/vpc~1", "cidr"}, {"a~0/~1", ""}} {
		if got := SplitPath(Path(segments...)); !slices.Equal(got, segments) {
			t.Errorf("%q comes back as %q", segments, got)
		}
	}
}

func TestWhich(t *testing.T) {
	n := core.Compile(fourSubnets())
	for _, c := range []struct{ alternatives, value, want string }{
		{"cidr|group|prefixList", "10.0.0.0/16", "cidr"},
		{"cidr|group|prefixList", "sg-endpoint", "group"},
		{"cidr|group|prefixList", "pl-office", "prefixList"},
		{"cidr|group|prefixList", "com.amazonaws.eu-west-1.s3", "prefixList"},
		{"cidr|group|prefixList", "", "cidr"},
		{"destination|prefixList", "sg-endpoint", "destination"},
		{"destination|prefixList", "pl-office", "prefixList"},
	} {
		if got := Which(c.alternatives, c.value, n.Resource); got != c.want {
			t.Errorf("Which(%s, %q) = %s, want %s", c.alternatives, c.value, got, c.want)
		}
	}
}

func TestKeyParts(t *testing.T) {
	for s, want := range map[string]string{"Ctrl+Z": "Ctrl Z", "Ctrl++": "Ctrl +", "?": "?", "+": "+", "Ctrl+Shift+Z": "Ctrl Shift Z"} {
		if got := strings.Join(keyParts(s), " "); got != want {
			t.Errorf("keyParts(%q) = %q, want %q", s, got, want)
		}
	}
}
