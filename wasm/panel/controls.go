package panel

import (
	"cmp"
	"reflect"
	"strconv"
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	values "lasthop/wasm/field"
	"lasthop/wasm/view"
)

// fieldOf returns the field of a struct that has this name in the file format.
//
//go:noinline
func fieldOf(v reflect.Value, name string) reflect.Value {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return values.Of(v, name)
}

// lenOf returns the length of a list, itemAt an element of one of texts.
//
//go:noinline
func lenOf(v reflect.Value) int { return v.Len() }

//go:noinline
func itemAt(v reflect.Value, i int) string { return v.Index(i).String() }

// textOf returns the value of a field as an input shows it: of alternatives, that
// which is set.
//
//go:noinline
func textOf(v reflect.Value, names string) string {
	for _, name := range strings.Split(names, "|") {
		if s := show(fieldOf(v, name)); s != "" {
			return s
		}
	}
	return ""
}

// show returns a value as text.
//
//go:noinline
func show(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint16:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Pointer:
		if !v.IsNil() {
			return show(v.Elem())
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return string(v.Bytes())
		}
	}
	return ""
}

// wide reports whether the field needs more room than a line.
func (f *field) wide() bool {
	return f.ctl == ctlTable || f.ctl == ctlStack || f.ctl == ctlPolicy
}

// field returns the control of one field of the resource, with its label, its
// problems and what it decided.
func (d *desk) field(f *field) *view.Node {
	v := reflect.ValueOf(d.r)
	path := d.path(f.name)
	switch f.ctl {
	case ctlTable:
		return d.table(f, path, fieldOf(v, f.name))
	case ctlStack:
		return d.stack(f, path, fieldOf(v, f.name))
	case ctlRefs, ctlList:
		return d.list(f, path, fieldOf(v, f.name))
	case ctlPolicy:
		return html("<section.block>@</>", nil, d.policy(f, path, f.name, textOf(v, f.name), f.name))
	}
	return d.labelled(f, path, f.name, d.control(f, path, textOf(v, f.name), ""))
}

// labelled returns a control with its label, its help and what is wrong with it.
// where is the field as problems and causes name it.
func (d *desk) labelled(f *field, path, where string, control *view.Node) *view.Node {
	wrong := d.complaint(path, where)
	describe(control, path, f.help, wrong)
	var note *view.Node
	if where != "" {
		note = d.marksOf(core.PartField, where)
	}
	label := html("<label.label for=$>$</>", with{path, f.label})
	class, first, second := "f", label, control
	if f.ctl == ctlSwitch {
		class, first, second = "f switch", control, label
	}
	return html("<div class=$ key=$>@@*</>", with{class, path}, first, second, help(path, f.help), wrongText(path, wrong), note)
}

//go:noinline
func help(path, said string) *view.Node {
	if said == "" {
		return nil
	}
	return html(`<p.help id="help:$">$</>`, with{path, said})
}

//go:noinline
func wrongText(path, said string) *view.Node {
	if said == "" {
		return nil
	}
	return html(`<p.wrong id="wrong:$">$</>`, with{path, said})
}

// describe ties a control to its help and to what is wrong with it.
//
//go:noinline
func describe(control *view.Node, path, help, wrong string) {
	by := ""
	if help != "" {
		by = "help:" + path
	}
	if wrong != "" {
		set(control, "aria-invalid", "true")
		by = strings.TrimPrefix(by+" wrong:"+path, " ")
	}
	if by != "" {
		set(control, "aria-describedby", by)
	}
}

// complaint returns what is wrong with the text of a field: why the last entry
// was refused, else what AWS would say of it.
func (d *desk) complaint(path, where string) string {
	if dr := d.m.draft(path); dr.Err != "" {
		return dr.Err
	}
	if where == "" {
		return ""
	}
	var all []string
	for i, problems := 0, d.n.Problems(); i < len(problems); i++ {
		if p := &problems[i]; p.At == d.id() && p.Field != "" && within(p.Field, where) {
			all = append(all, problemText(p))
		}
	}
	return strings.Join(all, " ")
}

// within reports whether the field of a problem is one of the alternatives.
func within(field, names string) bool {
	base, alternatives := "", names
	if i := strings.LastIndexByte(names, '.'); i >= 0 {
		base, alternatives = names[:i+1], names[i+1:]
	}
	for _, name := range strings.Split(alternatives, "|") {
		if field == base+name {
			return true
		}
	}
	return false
}

func problemText(p *core.Problem) string {
	if p.Code != "" {
		return p.Code + ": " + p.Msg
	}
	return p.Msg
}

// control returns the input of a field. name is its accessible name where no
// label stands beside it, as in a table.
func (d *desk) control(f *field, path, value, name string) *view.Node {
	value = d.m.typed(path, value)
	var c *view.Node
	switch f.ctl {
	case ctlSwitch:
		c = html("<input id=$ data-field=$ type=checkbox checked=? disabled=?/>",
			with{path, path, when(value == "true", "true"), when(d.m.ReadOnly, "true")})
	case ctlChoice:
		c = d.choice(path, value, f.choices)
	case ctlRef:
		c = d.choice(path, value, d.targets(f, value))
	case ctlNumber:
		c = set(d.input(path, "num", f.hint, value), "inputmode", "numeric")
	case ctlCode, ctlOneOf:
		c = d.input(path, "code", f.hint, value)
	default:
		c = d.input(path, "", f.hint, value)
	}
	if name != "" {
		set(c, "aria-label", name)
	}
	return c
}

// input returns a line of text.
func (d *desk) input(path, class, hint, value string) *view.Node {
	return html("<input class=? id=$ data-field=$ type=text autocomplete=off spellcheck=false value=$ placeholder=? readonly=?/>",
		with{class, path, path, d.m.typed(path, value), hint, when(d.m.ReadOnly, "true")})
}

// choice returns a select of values and labels in turn. A value that is not among
// them is shown all the same: the select never says what is not so.
func (d *desk) choice(path, value string, choices []string) *view.Node {
	options := elem("<div/>")
	found := false
	for i := 0; i+1 < len(choices); i += 2 {
		found = found || choices[i] == value
		add(options, option(choices[i], choices[i+1]))
	}
	var other *view.Node
	if !found {
		other = option(value, cmp.Or(value, "choose…"))
	}
	return add(html("<select id=$ data-field=$ value=$ disabled=?>@</>", with{path, path, value, when(d.m.ReadOnly, "true")}, other), options.Kids...)
}

// targets returns the legal targets of a reference as choices, none first, and
// the present value even if it is not in the drawing.
func (d *desk) targets(f *field, value string) []string {
	var out []string
	if f.hint != "choose…" || value == "" {
		out = append(out, "", f.hint)
	}
	found := value == ""
	for _, r := range d.legal(f) {
		id := idOf(r)
		found = found || id == value
		out = append(out, id, nameOf(r))
	}
	if !found {
		label := value + " (missing)"
		if d.n.Resource(core.ID(value)) != nil {
			label = value + " (elsewhere)"
		}
		out = append(out, value, label)
	}
	return out
}

// legal returns the resources that a reference may point to.
func (d *desk) legal(f *field) []core.Resource {
	var out []core.Resource
	here := core.ID("")
	if f.near {
		here = d.vpcOf(d.r)
	}
	for _, r := range d.n.Resources() {
		for _, t := range f.to {
			if r.Type() != t {
				continue
			}
			in := d.vpcOf(r)
			g, shared := r.(*core.SecurityGroup)
			if here == "" || in == here || in == "" || shared && has(g.VPCs, here) {
				out = append(out, r)
			}
		}
	}
	return out
}

// vpcOf returns the VPC that a resource belongs to, "" if none yet.
func (d *desk) vpcOf(r core.Resource) core.ID {
	in := []core.ID{diagram.Parent(r)}
	switch r := r.(type) {
	case *core.Function:
		in = r.Subnets
	case *core.APIGateway:
		in = r.LinkSubnets
	case core.Placed:
		in = r.Where().Subnets
	default:
		if _, ok := d.n.Resource(in[0]).(*core.VPC); ok || textOf(reflect.ValueOf(r), "vpc") != "" {
			return core.ID(textOf(reflect.ValueOf(r), "vpc"))
		}
	}
	for _, id := range in {
		if s, ok := d.n.Resource(id).(*core.Subnet); ok && s.VPC != "" {
			return s.VPC
		}
	}
	return ""
}
