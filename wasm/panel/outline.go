package panel

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/view"
)

// maxOutline bounds the outline: a longer list is of no use to anyone.
const maxOutline = 2000

// outline lists the network as nested lists, so that everything can be reached
// and edited without the picture.
func (m *Model) outline() *view.Node {
	if m.Network == nil {
		return nil
	}
	o := &outliner{m: m, n: m.Network}
	return m.keep("outline", key{gist: m.gist("outline", o.gist), text: m.selectionText()}, func() *view.Node {
		return html(`<details.outline id=outline><summary>Outline</><nav aria-label="Outline of the network">@</></>`, nil, o.level(""))
	})
}

type outliner struct {
	m *Model
	n *core.Network
	// at holds what stands in each container, "" for the Region.
	at   map[core.ID][]core.Resource
	in   map[core.ID][]*core.Interface
	seen int
}

// gist sums up all that the outline says but for the selection: most edits change
// nothing of it, and in a large drawing it is the largest panel.
func (o *outliner) gist() string {
	var words []string
	for _, r := range o.n.Resources() {
		words = append(words, idOf(r), nameOf(r), o.sub(r), string(diagram.Parent(r)))
	}
	all := o.n.Interfaces()
	for i := range all {
		if x := &all[i]; listed(x) {
			words = append(words, string(x.ID), string(x.Subnet), x.Private.String(), owners(o.n, x))
		}
	}
	return join(words...)
}

// gather sorts everything by where it stands.
func (o *outliner) gather() {
	o.at, o.in = map[core.ID][]core.Resource{}, map[core.ID][]*core.Interface{}
	for _, r := range o.n.Resources() {
		in := diagram.Parent(r)
		if in != "" && o.n.Resource(in) == nil {
			in = ""
		}
		o.at[in] = append(o.at[in], r)
	}
	all := o.n.Interfaces()
	for i := range all {
		if x := &all[i]; listed(x) {
			o.in[x.Subnet] = append(o.in[x.Subnet], x)
		}
	}
}

// listed reports whether an interface stands in the outline by itself: others are
// one with the resource that they belong to.
func listed(x *core.Interface) bool {
	return x.Kind == core.KindFunction || x.Kind == core.KindEndpoint || x.Kind == core.KindManaged
}

func (o *outliner) level(in core.ID) *view.Node {
	if o.at == nil {
		o.gather()
	}
	list := elem("<ul/>")
	for _, r := range o.at[in] {
		if o.seen++; o.seen > maxOutline {
			break
		}
		id := r.Head().ID
		var inside *view.Node
		switch r.Type() {
		case core.TypeVPC, core.TypeSubnet, core.TypeTransitGateway, core.TypeOnPremises:
			inside = unlessEmpty(o.level(id))
		}
		add(list, o.entry(string(id), glyphOf(r), nameOf(r), o.sub(r), inside))
	}
	for _, x := range o.in[in] {
		if o.seen++; o.seen > maxOutline {
			break
		}
		address := ""
		if x.Private.IsValid() {
			address = x.Private.String()
		}
		add(list, o.entry(string(x.ID), view.Glyph("interface", ""), "interface of "+owners(o.n, x), address, nil))
	}
	if in == "" && o.seen > maxOutline {
		add(list, html("<li.none>The list stops here, at $.</>", with{itoa(maxOutline)}))
	}
	return list
}

func (o *outliner) entry(key string, glyph *view.Node, name, sub string, inside *view.Node) *view.Node {
	return html("<li key=$><button.pick type=button data-act=select data-arg=$ aria-current=?>@<b>$</> <span.noun?>$</></>@</>",
		with{key, key, when(has(o.m.Selection, core.ID(key)), "true"), name, sub}, glyph, inside)
}

// sub says what a resource is.
func (o *outliner) sub(r core.Resource) string {
	if s, ok := r.(*core.Subnet); ok {
		f := o.n.SubnetFacts(s.ID)
		return className(f.Class) + " subnet"
	}
	return nounOf(r)
}
