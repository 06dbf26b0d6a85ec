package panel

import (
	"cmp"
	"reflect"
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/view"
)

// lead returns the sentence beneath the name: what the resource is by its
// position if that follows from the drawing, else what such a thing does.
func (d *desk) lead(what string) *view.Node {
	var to core.ID
	after := ""
	switch r := d.r.(type) {
	case *core.Subnet:
		f := d.n.SubnetFacts(r.ID)
		what = d.because(&f)
	case *core.Function:
		to = d.vpcOf(r)
		if len(r.Subnets) == 0 {
			what = "Outside every VPC: what it sends goes straight to the internet and to AWS services."
		} else if to != "" {
			what, after = "Attached to ", ": what it sends goes through its interfaces. Calls to it never pass there."
		}
	case *core.NATGateway:
		if r.Subnet != "" && !r.Private && d.n.SubnetFacts(r.Subnet).Class != core.ClassPublic {
			what, to, after = what+" Here it has no way out: ", r.Subnet, " is not public."
		}
	}
	if after == "" {
		return html("<p.lead>$</>", with{what})
	}
	return html("<p.lead>$@$</>", with{what, after}, link(string(to), d.m.label(to)))
}

// because says what a subnet is and which route makes it so.
func (d *desk) because(f *core.SubnetFacts) string {
	class := capital(className(f.Class))
	if f.Class == core.ClassUnknown {
		return "What it is cannot be said yet: its VPC or its route table is missing."
	}
	if f.Because.ID != "" {
		to, _, _ := strings.Cut(d.n.RefText(f.Because), " → ")
		return class + ", because " + d.m.label(f.Because.ID) + " sends " + to + " to " + d.m.label(f.Target) + "."
	}
	if f.Endpoints {
		return class + ": nothing leads outside but endpoints."
	}
	return class + ": " + d.m.label(f.RouteTable) + " leads nowhere outside."
}

// className returns what people call a subnet of a class.
//
//go:noinline
func className(c core.SubnetClass) string {
	switch c {
	case core.ClassUnknown:
		return "undecided"
	case core.ClassPublic:
		return "public"
	case core.ClassPrivate:
		return "private"
	case core.ClassIsolated:
		return "isolated"
	case core.ClassVPNOnly:
		return "VPN-only"
	}
	return ""
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// derived adds what follows from the drawing: what is in here, who uses it.
func (d *desk) derived(to *view.Node) {
	id, m := d.id(), d.m
	switch r := d.r.(type) {
	case *core.Subnet:
		f := d.n.SubnetFacts(id)
		if t, ok := d.n.Resource(f.RouteTable).(*core.RouteTable); ok {
			add(to, m.effectiveRoutes(t))
		}
		if f.NetworkACL != "" && f.NetworkACL != r.NetworkACL {
			add(to, block("acl", "Network ACL", html("<p.none>The default one, @</>", nil, link(string(f.NetworkACL), m.label(f.NetworkACL)))))
		}
		add(to, m.interfaces("In here", false, func(x *core.Interface) bool { return x.Subnet == id }))
	case *core.Function, *core.Instance, *core.NATGateway, *core.InterfaceEndpoint, *core.FirewallEndpoint, *core.APIGateway, core.Placed:
		add(to, m.interfaces("Interfaces", true, func(x *core.Interface) bool { return has(x.Owners, id) }))
	case *core.SecurityGroup:
		add(to, m.interfaces("Carried by", true, func(x *core.Interface) bool { return has(x.Groups, id) }))
	case *core.VPC, *core.RouteTable, *core.NetworkACL:
		add(to, d.subnets())
	}
	add(to, d.users())
}

//go:noinline
func has(ids []core.ID, id core.ID) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

// effectiveRoutes shows the table that serves a subnet, to read; it is edited
// where it is itself selected, for it may serve others too.
func (m *Model) effectiveRoutes(t *core.RouteTable) *view.Node {
	var notes []mark
	body := add(elem("<tbody/>"), m.localRoutes(t, &notes, 2)...)
	for i := range t.Routes {
		r := &t.Routes[i]
		marks := m.marksAt(t.ID, core.PartRoute, i, "")
		notes = append(notes, marks...)
		class, badge := hit(marks)
		to := link(string(r.Target), m.label(r.Target))
		if m.Network.Resource(r.Target) == nil {
			to = missing(r.Target)
		}
		add(body, html("<tr class=? key=$><td>@</><td>@</></>", with{class, itoa(i)},
			beside(badge, code(textOf(reflect.ValueOf(r), "destination|prefixList"))), to))
	}
	add(body, m.otherRoutes(t, &notes, 2)...)
	return html("<section.block><h3 id=effective>Route table <button.tag type=button data-act=select data-arg=$>$</></>"+
		"<table.rows.read aria-labelledby=effective><thead><tr><th scope=col>Destination</><th scope=col>Target</></></>@</>@</>",
		with{string(t.ID), t.Label()}, body, m.notes(notes))
}

// interfaces lists interfaces with their addresses, by what they belong to or by
// where they stand.
func (m *Model) interfaces(title string, where bool, want func(*core.Interface) bool) *view.Node {
	body := elem("<tbody/>")
	all := m.Network.Interfaces()
	for i := range all {
		x := &all[i]
		if !want(x) {
			continue
		}
		name := owners(m.Network, x)
		if where {
			name += " in " + m.label(x.Subnet)
		} else if x.Kind == core.KindFunction {
			name = "interface of " + name
		}
		address, public := "no address left", (*view.Node)(nil)
		if x.Private.IsValid() {
			address = x.Private.String()
		}
		if x.IPv6.IsValid() {
			address = strings.TrimPrefix(strings.TrimPrefix(address, "no address left")+", "+x.IPv6.String(), ", ")
		}
		if x.Public.IsValid() {
			public = html("<span.public> seen as @</>", nil, code(x.Public.String()))
		}
		add(body, html("<tr key=$><td>@</><td><code>$</>@</></>", with{string(x.ID), address}, link(string(x.ID), name), public))
	}
	if len(body.Kids) == 0 {
		return nil
	}
	return told(title, "Interface", "Address", body)
}

// told returns a table that only tells.
func told(title, first, second string, body *view.Node) *view.Node {
	return html("<section.block><h3 id=told>$</><table.rows.read aria-labelledby=told><thead.unseen><tr><th scope=col>$</><th scope=col>$</></></>@</></>",
		with{title, first, second}, body)
}

// subnets lists those in a VPC, or those that a table or an ACL serves.
func (d *desk) subnets() *view.Node {
	title, id := "Used by", d.id()
	if d.r.Type() == core.TypeVPC {
		title = "Subnets"
	}
	body := elem("<tbody/>")
	for _, r := range d.n.Resources() {
		s, ok := r.(*core.Subnet)
		if !ok {
			continue
		}
		f := d.n.SubnetFacts(s.ID)
		if s.VPC == id || f.RouteTable == id || f.NetworkACL == id {
			add(body, html("<tr key=$><td>@</><td><code>$</> <span.class>$</></></>", with{string(s.ID), string(cmp.Or(s.CIDR, s.IPv6CIDR)), className(f.Class)},
				link(string(s.ID), s.Label())))
		}
	}
	if len(body.Kids) == 0 {
		return block("told", title, elem("<p.none>No subnet.</>"))
	}
	return told(title, "Subnet", "Block", body)
}

// users lists the resources that refer to this one in any of their fields.
func (d *desk) users() *view.Node {
	switch d.r.(type) {
	case *core.VPC, *core.Subnet: // what stands in them is listed already
		return nil
	}
	list := elem("<ul.picks/>")
	for _, r := range d.n.Resources() {
		if where := d.refers(r); where != "" && r.Type() != core.TypeSubnet {
			id := r.Head().ID
			add(list, html("<li key=$>@<span.where>$</></>", with{string(id), where}, d.m.pick(id)))
		}
	}
	if len(list.Kids) == 0 {
		return nil
	}
	return block("users", "Named by", list)
}

// refers returns the label of the field by which r refers to the desk's resource,
// "" if it does not.
func (d *desk) refers(r core.Resource) string {
	id := string(d.id())
	if idOf(r) == id || !diagram.Mentions(r, d.id()) {
		return ""
	}
	v, fields := reflect.ValueOf(r), kindOf(r.Type()).fields
	for i := range fields {
		if f := &fields[i]; d.named(f, v, id) {
			return strings.ToLower(f.label)
		}
	}
	return ""
}

// named reports whether a field holds an id.
func (d *desk) named(f *field, v reflect.Value, id string) bool {
	switch f.ctl {
	case ctlRef:
		return textOf(v, f.name) == id
	case ctlRefs:
		list := fieldOf(v, f.name)
		for j := range lenOf(list) {
			if itemAt(list, j) == id {
				return d.r.Type() != core.TypeSecurityGroup // "Carried by" lists those
			}
		}
	case ctlTable, ctlStack:
		list := fieldOf(v, f.name)
		for j := range lenOf(list) {
			for c := range f.cols {
				col := &f.cols[c]
				if col.ctl == ctlRefs && d.named(col, list.Index(j), id) || col.ctl != ctlRefs && textOf(list.Index(j), col.name) == id {
					return true
				}
			}
		}
	}
	return false
}
