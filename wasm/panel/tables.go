package panel

import (
	"reflect"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// list edits a list of references as chips, or a list of texts as lines.
func (d *desk) list(f *field, path string, v reflect.Value) *view.Node {
	items := elem("<ul.chips/>")
	if f.ctl == ctlList {
		items = elem("<ul.lines/>")
	}
	taken := map[string]bool{}
	for i := range lenOf(v) {
		value, n := itemAt(v, i), itoa(i)
		at := path + "/" + n
		taken[value] = true
		label := value
		var item *view.Node
		if f.ctl == ctlRefs {
			item, label = d.chip(core.ID(value))
		} else {
			item = d.control(&field{ctl: ctlCode, hint: f.hint}, at, value, f.label+", "+itoa(i+1))
		}
		add(items, html("<li key=$>@@@</>", with{n}, item, d.cross(at, label), wrongText(at, d.complaint(at, f.name+"["+n+"]"))))
	}
	value, more := elem("<div/>"), d.adder(f, path, taken)
	if f.ctl == ctlRefs && lenOf(v) > 0 && more != nil {
		more = add(items, html("<li.adding key=+>@</>", nil, more))
	} else {
		if lenOf(v) > 0 {
			add(value, items)
		} else if f.ctl == ctlRefs {
			add(value, html("<p.none>$</>", with{f.hint}))
		}
	}
	return html(`<div.f.list key=$ role=group aria-labelledby="head:$"><span.label id="head:$">$</>*</>`, with{path, path, path, f.label},
		add(value, more), help(path, f.help), wrongText(path, d.complaint(path, f.name)), d.marksOf(core.PartField, f.name))
}

// chip returns a reference that can be followed, and what it is called.
func (d *desk) chip(id core.ID) (*view.Node, string) {
	label := d.m.label(id)
	if d.n.Resource(id) == nil {
		return missing(id), label
	}
	return link(string(id), label), label
}

// missing returns a reference that leads nowhere.
//
//go:noinline
func missing(id core.ID) *view.Node { return html("<span.missing>$ (missing)</>", with{string(id)}) }

// adder appends to a list: a select of what may still be added, or a button.
func (d *desk) adder(f *field, path string, taken map[string]bool) *view.Node {
	if f.ctl != ctlRefs {
		return d.addButton(f.name, lowered(strings.TrimSuffix(f.label, "s")))
	}
	one := lowered(kindOf(f.to[0]).noun)
	if strings.ContainsRune("aeiou", rune(one[0])) {
		one = "n " + one
	} else {
		one = " " + one
	}
	choices := []string{"", "Add…"}
	for _, r := range d.legal(f) {
		if id := idOf(r); !taken[id] {
			choices = append(choices, id, nameOf(r))
		}
	}
	if len(choices) == 2 || d.m.ReadOnly {
		return nil
	}
	return set(d.choice(path+"/+", "", choices), "aria-label", "Add a"+one, "class", "adder")
}

// addButton appends an empty row.
//
//go:noinline
func (d *desk) addButton(list, one string) *view.Node {
	if d.m.ReadOnly {
		return nil
	}
	return html("<button.add type=button data-act=add data-arg=$>!plus!Add $</>", with{d.path(list)[len("res/"):], one})
}

// cross removes what stands at a path.
//
//go:noinline
func (d *desk) cross(path, what string) *view.Node {
	if d.m.ReadOnly {
		return nil
	}
	return html("<button.cross type=button data-act=remove data-arg=$>!close!<span.unseen>Remove $</></>", with{path[len("res/"):], what})
}

// table edits rows. Rows that AWS implies stand among them and cannot be changed.
func (d *desk) table(f *field, path string, v reflect.Value) *view.Node {
	head, body := elem("<tr/>"), elem("<tbody/>")
	var suggested *view.Node
	for i := range f.cols {
		c := &f.cols[i]
		if c.name != "note" {
			add(head, html("<th scope=col>$</>", with{c.label}))
		}
		if c.ctl == ctlOneOf && !d.m.ReadOnly {
			suggested = d.suggestions(c, path)
		}
	}
	var notes []mark
	if t, ok := d.r.(*core.RouteTable); ok && f.name == "routes" {
		add(body, d.m.localRoutes(t, &notes, len(f.cols)+1)...)
	}
	for _, i := range rowOrder(f, v) {
		add(body, d.row(f, path, v.Index(i), i, &notes)...)
	}
	add(body, d.impliedLast(f, &notes)...)
	return html(`<section.block><h3 id="head:$">$</><table class="rows t-$" aria-labelledby="head:$"><thead>@</>@</>*</>`, with{path, f.label, f.name, path},
		add(head, elem("<td/>")), body, d.m.notes(notes), suggested, d.addButton(f.name, singular(f.label)))
}

// singular names one row of a table.
func singular(label string) string {
	switch label {
	case "Routes":
		return "route"
	case "Listens on":
		return "port"
	case "Outbound", "Inbound":
		return lowered(label) + " rule"
	case "From AWS", "To AWS":
		return "rule " + lowered(label)
	case "Policies":
		return "policy"
	}
	return lowered(strings.TrimSuffix(label, "s"))
}

// lowered writes a label within a sentence: "Security group" as "security group",
// "DNS servers" as it is.
func lowered(label string) string {
	if len(label) < 2 || label[1] < 'a' || label[1] > 'z' {
		return label
	}
	first, rest, found := strings.Cut(label, " ")
	first = strings.ToLower(first)
	if found {
		first += " " + rest
	}
	return first
}

// rowOrder returns the indexes of the rows as they are shown: ACL rules by their
// number, which is the order in which AWS tries them, others as they were written.
func rowOrder(f *field, v reflect.Value) []int {
	var order []int
	for i := range lenOf(v) {
		at := i
		if f.cols[0].name == "number" {
			for at > 0 && ruleNumber(v, order[at-1]) > ruleNumber(v, i) {
				at--
			}
		}
		order = slices.Insert(order, at, i)
	}
	return order
}

//go:noinline
func ruleNumber(v reflect.Value, i int) int64 { return fieldOf(v.Index(i), "number").Int() }

// partOf returns what a Ref calls the rows of a list.
func partOf(list string) core.Part {
	switch list {
	case "routes":
		return core.PartRoute
	case "inbound":
		return core.PartInbound
	case "outbound":
		return core.PartOutbound
	case "rules":
		return core.PartRule
	case "records":
		return core.PartRecord
	}
	return core.PartNone
}

// row returns the row at an index, and beneath it what is wrong with it.
func (d *desk) row(f *field, path string, v reflect.Value, index int, notes *[]mark) []*view.Node {
	n, one := itoa(index), singular(f.label)+" "+itoa(index+1)
	at, where := path+"/"+n, f.name+"["+n+"]"
	var marks []mark
	if part := partOf(f.name); part != core.PartNone {
		marks = d.m.marksAt(d.id(), part, index, "")
	}
	*notes = append(*notes, marks...)
	class, badge := hit(marks)
	tr := html("<tr class=? key=$/>", with{class, n})
	wrong := d.complaint(at, where)
	for i := range f.cols {
		c := &f.cols[i]
		p, value := at+"/"+c.name, textOf(v, c.name)
		if c.name == "note" && d.m.ReadOnly && value == "" {
			continue
		}
		control := d.control(c, p, value, c.label+", "+one)
		if c.ctl == ctlOneOf && !d.m.ReadOnly {
			set(control, "list", "suggest:"+path)
		}
		if err := d.complaint(p, where+"."+c.name); err != "" {
			wrong = strings.TrimSpace(wrong + " " + err)
			describe(control, at, "", err)
		}
		if c.name == "note" { // a second line in the cell before it
			add(tr.Kids[i-1], set(control, "class", "aside"))
			continue
		}
		if i == 0 {
			control = beside(badge, control)
		}
		add(tr, html("<td data-col=$>@</>", with{firstOf(c.name)}, control))
	}
	rows := []*view.Node{add(tr, html("<td.last>@</>", nil, d.cross(at, one)))}
	if wrong != "" {
		rows = append(rows, html(`<tr.wrong key="wrong$"><td colspan=$ id="wrong:$">$</></>`, with{n, itoa(len(tr.Kids)), at, wrong}))
	}
	return rows
}

// beside puts the badge of a hop on the edge of a row.
//
//go:noinline
func beside(badge, cell *view.Node) *view.Node {
	if badge == nil {
		return cell
	}
	return html("<span.beside>@@</>", nil, badge, cell)
}

func firstOf(names string) string {
	name, _, _ := strings.Cut(names, "|")
	return name
}

func (d *desk) suggestions(c *field, path string) *view.Node {
	list := html(`<datalist id="suggest:$"><option value="0.0.0.0/0"/></>`, with{path})
	for _, r := range d.legal(c) {
		add(list, html("<option value=$ label=$/>", with{idOf(r), nameOf(r)}))
	}
	if len(c.to) > 1 { // group rules may also name the lists that AWS keeps
		for _, s := range []string{"s3", "dynamodb"} {
			add(list, html(`<option value="com.amazonaws.$.$"/>`, with{d.m.Region, s}))
		}
	}
	return list
}

// implied returns a row that AWS adds by itself.
func implied(key string, marks []mark, notes *[]mark, span int, cells ...*view.Node) *view.Node {
	class, badge := hit(marks)
	*notes = append(*notes, marks...)
	tr := html("<tr class=$ key=$/>", with{strings.TrimSuffix("implied "+class, " "), key})
	for i, c := range cells {
		if i == 0 {
			c = beside(badge, c)
		}
		over := ""
		if i == len(cells)-1 && span > len(cells) {
			over = itoa(span - len(cells) + 1)
		}
		add(tr, html("<td colspan=?>@</>", with{over}, c))
	}
	return tr
}

// localRoutes returns the routes within the VPC, one for each of its blocks.
func (m *Model) localRoutes(t *core.RouteTable, notes *[]mark, span int) []*view.Node {
	v, ok := m.Network.Resource(t.VPC).(*core.VPC)
	if !ok {
		return nil
	}
	var rows []*view.Node
	for i, c := range slices.Concat(v.CIDRs, v.IPv6CIDRs) {
		rows = append(rows, implied("local"+itoa(i), m.marksAt(t.ID, core.PartLocalRoute, i, ""), notes, span, code(string(c)), text("local")))
	}
	return rows
}

// otherRoutes returns the routes that gateway endpoints put into a table, and where
// none led on, the lack of one.
func (m *Model) otherRoutes(t *core.RouteTable, notes *[]mark, span int) []*view.Node {
	var rows []*view.Node
	for _, r := range m.Network.Resources() {
		if g, ok := r.(*core.GatewayEndpoint); ok && has(g.RouteTables, t.ID) {
			rows = append(rows, implied("endpoint"+string(g.ID), m.marksAt(t.ID, core.PartEndpoint, 0, g.ID), notes, span,
				text("addresses of "+serviceLabel(g.Service)), link(string(g.ID), g.Label())))
		}
	}
	return append(append(rows, m.learntRoutes(t.ID, t.PropagatingGateways, notes, span)...), m.noRoute(t.ID, notes, span)...)
}

// learntRoutes returns a row for each gateway or attachment that a table learns from.
func (m *Model) learntRoutes(table core.ID, from []core.ID, notes *[]mark, span int) []*view.Node {
	var rows []*view.Node
	learnt := m.marks(func(s *core.Step) bool { return s.Cause.ID == table && s.Cause.Part == core.PartPropagated })
	for i, id := range from {
		var marks []mark
		for _, k := range learnt {
			// What a gateway teaches comes by one of its connections.
			if via := k.step.Cause.Via; via == id || i == 0 && !has(from, via) {
				marks = append(marks, k)
			}
		}
		rows = append(rows, implied("learnt"+string(id), marks, notes, span, text("its blocks"), link(string(id), m.label(id))))
	}
	return rows
}

// noRoute returns a row for where no route led on.
func (m *Model) noRoute(table core.ID, notes *[]mark, span int) []*view.Node {
	marks := m.marksAt(table, core.PartRoute, core.Implicit, "")
	if len(marks) == 0 {
		return nil
	}
	return []*view.Node{implied("none", marks, notes, span, text("anything else"), text("no route"))}
}

// impliedLast returns what AWS adds at the end: an ACL's final rule, a group's
// silence, the routes of gateway endpoints.
func (d *desk) impliedLast(f *field, notes *[]mark) []*view.Node {
	span := len(f.cols) + 1
	var cells []*view.Node
	switch r := d.r.(type) {
	case *core.RouteTable:
		return d.m.otherRoutes(r, notes, span)
	case *core.TransitTable:
		return append(d.m.learntRoutes(r.ID, r.Propagations, notes, span), d.m.noRoute(r.ID, notes, span)...)
	case *core.FirewallEndpoint:
		cells = []*view.Node{text(string(r.Default)), text("everything else")}
	case *core.OnPremises:
		switch {
		case f.name == "routes":
			return d.m.noRoute(r.ID, notes, span)
		case lenOf(fieldOf(reflect.ValueOf(r), f.name)) == 0:
			cells = []*view.Node{text("everything passes")}
		default:
			cells = []*view.Node{text("*"), text("deny"), text("everything else")}
		}
	case *core.NetworkACL:
		cells = []*view.Node{text("*"), text("deny"), text("everything else")}
	case *core.SecurityGroup:
		cells = []*view.Node{text("everything else is dropped")}
		span-- // the note has no column of its own
	default:
		return nil
	}
	return []*view.Node{implied("rest", d.m.marksAt(d.id(), partOf(f.name), core.Implicit, ""), notes, span, cells...)}
}

// stack edits rows that are too large for a table, one below the other.
func (d *desk) stack(f *field, path string, v reflect.Value) *view.Node {
	box := block(path, f.label)
	one := singular(f.label)
	for i := range lenOf(v) {
		n, number := itoa(i), itoa(i+1)
		at, row := path+"/"+n, v.Index(i)
		card := html(`<div.card key=$ role=group aria-label="$, $"/>`, with{n, f.label, number})
		managed := fieldOf(row, "managed").IsValid() && textOf(row, "managed") != ""
		for j := range f.cols {
			c := &f.cols[j]
			p, where, value := at+"/"+c.name, f.name+"["+n+"]."+c.name, textOf(row, c.name)
			switch {
			case c.ctl == ctlRefs:
				in := *c
				in.name = where
				add(card, d.list(&in, p, fieldOf(row, c.name)))
			case c.ctl != ctlPolicy:
				add(card, d.labelled(c, p, where, d.control(c, p, value, "")))
			case !managed:
				add(card, d.policy(c, p, where, value, f.name+"/"+n))
			}
		}
		if managed {
			add(card, d.m.notes(d.statements(f.name+"/"+n)))
		}
		add(box, add(card, d.cross(at, one+" "+number)))
	}
	if lenOf(v) == 0 {
		add(box, html("<p.none>$</>", with{f.hint}))
	}
	return add(box, d.addButton(f.name, one))
}

// statements returns the hops that statements of a policy decided.
//
//go:noinline
func (d *desk) statements(field string) []mark {
	return d.m.marks(func(s *core.Step) bool {
		c := &s.Cause
		return c.ID == d.id() && c.Part == core.PartStatement && c.Field == field
	})
}
