package panel

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// A desk is what the inspector works at: one resource.
type desk struct {
	m *Model
	n *core.Network
	r core.Resource
}

//go:noinline
func (d *desk) id() core.ID { return d.r.Head().ID }

//go:noinline
func idOf(r core.Resource) string { return string(r.Head().ID) }

// nameOf returns what people call a resource.
//
//go:noinline
func nameOf(r core.Resource) string { return r.Head().Label() }

// path returns the data-field of a field of the resource.
//
//go:noinline
func (d *desk) path(name string) string { return Path("res", string(d.id()), name) }

// inspector returns the panel of what is selected.
func (m *Model) inspector() *view.Node {
	k := m.answered()
	k.step = 0
	k.text = join(k.text, m.selectionText(), m.draftsText(""), m.Title, m.About, m.Wanted)
	return m.keep("inspector", k, func() *view.Node {
		return html("<aside.inspector id=inspector aria-label=Inspector tabindex=-1>"+closer+"*</>", nil, m.inspected(), m.problems(), m.checks())
	})
}

// inspected returns the part of the inspector that the selection decides.
func (m *Model) inspected() *view.Node {
	if m.Network == nil || len(m.Selection) == 0 {
		return m.overview()
	}
	if len(m.Selection) > 1 {
		return m.several()
	}
	id := m.resolve(m.Selection[0])
	if r := m.resource(id); r != nil {
		return (&desk{m, m.Network, r}).resource()
	}
	if x := interfaceOf(m.Network, id); x != nil {
		if r := m.resource(x.Owners[0]); x.Kind == core.KindManaged && r != nil { // one with its service
			return (&desk{m, m.Network, r}).resource()
		}
		return m.networkInterface(x)
	}
	return zone(id)
}

// resolve returns the resource that a shape's key stands for: "acl-open@subnet-1"
// is acl-open, on subnet-1.
//
//go:noinline
func (m *Model) resolve(key core.ID) core.ID {
	if i := strings.LastIndexByte(string(key), '@'); i > 0 && m.resource(key) == nil {
		return key[:i]
	}
	return key
}

// resource returns the fields of one resource, with what follows from them.
func (d *desk) resource() *view.Node {
	k := kindOf(d.r.Type())
	id, head := string(d.id()), d.r.Head()
	fields, more := elem("<div.fields/>"), elem("<div.fields/>")
	blocks := elem("<div/>")
	if d.m.ReadOnly {
		add(fields, fact("Id", code(id)))
	} else {
		path := d.path("id")
		add(more, d.labelled(&field{label: "Id"}, path, "", d.input(path, "code", "", id)))
		path = d.path("name")
		add(more, d.labelled(&field{label: "Name"}, path, "", d.input(path, "", id, head.Name)))
	}
	for i := range k.fields {
		f := &k.fields[i]
		to := fields
		switch {
		case f.more:
			to = more
		case f.wide():
			to = blocks
		}
		add(to, d.field(f))
	}
	if s, ok := d.r.(*core.Subnet); ok {
		if f := d.n.SubnetFacts(s.ID); f.AddressesTotal > 0 {
			add(fields, fact("Addresses", text(itoa(f.AddressesLeft)+" of "+itoa(f.AddressesTotal)+" left")))
		}
	}
	d.derived(blocks)
	box := html("<section.resource key=$ aria-labelledby=inspector-title><header.head>@<h2 id=inspector-title>$</><span.noun>$</></>*</>",
		with{id, head.Label(), nounOf(d.r)}, glyphOf(d.r), d.lead(k.what), d.marksOf(core.PartNone, ""), fields)
	add(box, blocks.Kids...)
	if len(more.Kids) > 0 {
		add(box, html("<details.more open=?><summary>Name and more</>@@</>", with{when(d.m.Wanted == d.path("name"), "true")}, more, d.remover()))
	}
	return box
}

func (d *desk) remover() *view.Node {
	if d.m.ReadOnly {
		return nil
	}
	return html(`<button class="btn danger" type=button data-act=delete data-arg=$>!bin!Delete $</>`, with{idOf(d.r), nameOf(d.r)})
}

// several lists a selection of more than one.
func (m *Model) several() *view.Node {
	list := elem("<ul.picks/>")
	for _, key := range m.Selection {
		add(list, html("<li key=$>@</>", with{string(key)}, m.pick(key)))
	}
	return html("<section key=several><header.head><h2>$ shapes selected</></>@</>", with{itoa(len(m.Selection))}, list)
}

// pick returns a button that selects a shape, with its glyph.
//
//go:noinline
func (m *Model) pick(key core.ID) *view.Node {
	var glyph *view.Node
	id := m.resolve(key)
	if r := m.resource(id); r != nil {
		glyph = glyphOf(r)
	}
	return html("<button.pick type=button data-act=select data-arg=$>@$</>", with{string(key), m.label(id)}, glyph)
}

// resources and resource look into the drawing, which may not be there yet.
//
//go:noinline
func (m *Model) resources() []core.Resource {
	if m.Network == nil {
		return nil
	}
	return m.Network.Resources()
}

//go:noinline
func (m *Model) resource(id core.ID) core.Resource {
	if m.Network == nil {
		return nil
	}
	return m.Network.Resource(id)
}

// interfaceOf returns the network interface with an id, nil if there is none.
//
//go:noinline
func interfaceOf(n *core.Network, id core.ID) *core.Interface {
	all := n.Interfaces()
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// label returns what people call what a key or an endpoint names.
//
//go:noinline
func (m *Model) label(key core.ID) string { return labelIn(m.Network, key) }

//go:noinline
func labelIn(n *core.Network, key core.ID) string {
	if n == nil {
		return string(key)
	}
	if r := n.Resource(key); r != nil {
		return nameOf(r)
	}
	if key == core.Internet {
		return "the internet"
	}
	if strings.HasPrefix(string(key), "eni~") {
		if x := interfaceOf(n, key); x != nil {
			return "interface of " + owners(n, x)
		}
	}
	return string(key)
}

//go:noinline
func owners(n *core.Network, x *core.Interface) string {
	names := make([]string, len(x.Owners))
	for i, o := range x.Owners {
		names[i] = labelIn(n, o)
	}
	return strings.Join(names, ", ")
}

// serviceOf returns the service of a service or an endpoint, else "".
//
//go:noinline
func serviceOf(r core.Resource) string {
	switch r := r.(type) {
	case *core.Service:
		return r.Service
	case *core.GatewayEndpoint:
		return r.Service
	case *core.InterfaceEndpoint:
		return r.Service
	}
	return ""
}

//go:noinline
func glyphOf(r core.Resource) *view.Node { return view.Glyph(r.Type(), serviceOf(r)) }

// zones explain the parts of the picture that are no resources.
var zones = []string{
	"internet", "The internet", "Every public address that is not an AWS service’s. What comes from here has to be let in, and what goes there needs a public address on the way.",
	"zone~lambda", "The Lambda service", "Functions run here, outside your VPC. A function with subnets sends through an interface in them; calls to it never pass there.",
	"zone~services", "AWS services", "Their APIs have public addresses. A way there is a way to the internet, or an endpoint.",
	"zone~organization", "The organization", "Its policies say what the accounts may do at most: they never grant anything.",
	"zone~callers", "Callers", "What invokes functions. An invocation goes through the Lambda API and never enters the VPC.",
}

func zone(id core.ID) *view.Node {
	title, said := string(id), ""
	for i := 0; i < len(zones); i += 3 {
		if zones[i] == string(id) {
			title, said = zones[i+1], zones[i+2]
		}
	}
	return html("<section key=$><header.head><h2>$</></><p.lead?>$</></>", with{string(id), title, said})
}

// networkInterface returns what follows for an interface: it has no fields of its own.
func (m *Model) networkInterface(x *core.Interface) *view.Node {
	lead := "Where " + owners(m.Network, x) + " meets the subnet."
	if x.Kind == core.KindFunction {
		lead = "A Hyperplane interface: what the function sends enters the VPC here. It never has a public address."
		if len(x.Owners) > 1 {
			lead = "A Hyperplane interface, shared: these functions have the same subnet and the same groups. It never has a public address."
		}
	}
	groups := elem("<span/>")
	for i, g := range x.Groups {
		add(groups, text(when(i > 0, ", ")), link(string(g), m.label(g)))
	}
	if len(x.Groups) == 0 {
		none := "the VPC’s default group"
		if x.Kind == core.KindNAT || x.Kind == core.KindFirewall {
			none = "none: it has no groups"
		}
		add(groups, text(none))
	}
	who := elem("<ul.picks/>")
	for _, o := range x.Owners {
		add(who, html("<li>@</>", nil, m.pick(o)))
	}
	private, public := text("none left in the subnet"), text("none")
	if x.Private.IsValid() {
		private = code(x.Private.String())
	}
	if x.Public.IsValid() {
		public = code(x.Public.String())
	}
	var ipv6 *view.Node
	if x.IPv6.IsValid() {
		ipv6 = fact("IPv6 address", code(x.IPv6.String()))
	}
	return html("<section.resource key=$><header.head>@<h2>Interface</><span.noun>network interface</></><p.lead>$</>@<div.fields>@@@@@</>@</>",
		with{string(x.ID), lead}, view.Glyph("interface", ""),
		m.notes(m.marks(func(s *core.Step) bool { return s.On == x.ID || s.At == x.ID })),
		fact("Address", private), fact("Public address", public), ipv6, fact("Subnet", link(string(x.Subnet), m.label(x.Subnet))), fact("Groups", groups),
		block("owners", "Belongs to", who))
}

// fact returns a line with what follows from the drawing.
//
//go:noinline
func fact(label string, value *view.Node) *view.Node {
	return html("<div.f.fact><span.label>$</><span.value>@</></>", with{label}, value)
}

// block returns a section of the inspector with a heading.
//
//go:noinline
func block(id, title string, kids ...*view.Node) *view.Node {
	return html(`<section.block><h3 id="head:$">$</>*</>`, with{id, title}, kids...)
}
