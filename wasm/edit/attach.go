package edit

import (
	"slices"
	"strconv"
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// This file moves network interfaces. A function's interface is not a resource: it
// follows from the function's VPC configuration, so moving it changes that, for
// every function that shares it.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html

// interfaceSize is the size of an interface's shape.
const interfaceSize = 40

func (h *hand) dropInterface(s *diagram.Shape, box geom.Rect, at []*diagram.Shape, subnet *diagram.Shape) drop {
	from := s.On
	if from == "" {
		from = s.Parent
	}
	if subnet == nil {
		if z := h.zone(at, diagram.ZoneLambda); z != nil {
			return drop{into: z.Key, change: h.detach(s, from), merges: s.Owners[0]}
		}
		return refused(at, "A network interface stands in a subnet. Drop it on the Lambda service to detach "+list(h.doc, s.Owners)+".")
	}
	if subnet.Key == from {
		return h.moved(s, box, subnet)
	}
	for _, o := range s.Owners {
		if why := h.otherVPC(o, from, subnet.Resource); why != "" {
			return refused(at, why)
		}
	}
	var changes []func(*diagram.Tx)
	for _, o := range s.Owners {
		changes = append(changes, h.reattach(o, from, subnet.Resource))
	}
	d := drop{into: subnet.Key, change: func(tx *diagram.Tx) {
		tx.Unplace(s.Key)
		for _, c := range changes {
			c(tx)
		}
	}}
	h.stand(&d, h.keyIn(s.Owners[0], subnet.Resource), kept(box, subnet))
	return d
}

// stand places the interface with the key, unless it is one that is there already.
func (h *hand) stand(d *drop, key core.ID, box geom.Rect) {
	if h.sheet.Shape(key) != nil {
		d.merges = key
		return
	}
	d.key = key
	d.places = append(d.places, Place{key, geom.R(geom.Snap(box.X, 1), geom.Snap(box.Y, 1), 0, 0)})
}

// keyIn is the key of the interface that a function would have in a subnet.
func (h *hand) keyIn(function, subnet core.ID) core.ID {
	f, _ := h.doc.Resource(function).(*core.Function)
	if f == nil {
		return ""
	}
	return core.FunctionInterface(subnet, groupsFor(h.doc, vpcOf(h.doc, subnet), f.SecurityGroups, len(f.Subnets) == 0))
}

// otherVPC says why a function cannot have an interface in a subnet beside those that
// it keeps, "" if it can: all its subnets lie in one VPC.
func (h *hand) otherVPC(function, leaving, subnet core.ID) string {
	f, _ := h.doc.Resource(function).(*core.Function)
	if f == nil {
		return "There is no such function."
	}
	vpc := vpcOf(h.doc, subnet)
	for _, s := range f.Subnets {
		if s != leaving && vpcOf(h.doc, s) != vpc {
			return f.Label() + " is also in " + string(s) + ", of another VPC. The subnets of a function all lie in one."
		}
	}
	return ""
}

// reattach moves a function from one subnet to another.
func (h *hand) reattach(function, from, to core.ID) func(*diagram.Tx) {
	return func(tx *diagram.Tx) {
		put(function, func(r core.Resource) {
			f := r.(*core.Function)
			f.Subnets = swap(f.Subnets, from, to)
			f.SecurityGroups = groupsFor(tx.Document(), vpcOf(tx.Document(), to), f.SecurityGroups, false)
		})(tx)
	}
}

// detach takes all functions of an interface out of its subnet. A function without
// subnets has no groups either.
func (h *hand) detach(s *diagram.Shape, from core.ID) func(*diagram.Tx) {
	return func(tx *diagram.Tx) {
		tx.Unplace(s.Key)
		for _, o := range s.Owners {
			put(o, func(r core.Resource) {
				f := r.(*core.Function)
				f.Subnets = slices.DeleteFunc(f.Subnets, func(id core.ID) bool { return id == from })
				if len(f.Subnets) == 0 {
					f.SecurityGroups = nil
				}
			})(tx)
		}
	}
}

// attach gives a function an interface in one more subnet. The function itself stays
// where it stands: in the Lambda service.
func (h *hand) attach(function core.ID, subnet *diagram.Shape, box geom.Rect) drop {
	f, _ := h.doc.Resource(function).(*core.Function)
	at := []*diagram.Shape{subnet}
	if f == nil {
		return refused(at, "There is no such function.")
	}
	if slices.Contains(f.Subnets, subnet.Resource) {
		return refused(at, f.Label()+" already has an interface in "+h.label(subnet.Key)+".")
	}
	if why := h.otherVPC(function, "", subnet.Resource); why != "" {
		return refused(at, why)
	}
	d := drop{into: subnet.Key, change: put(function, func(r core.Resource) {
		f := r.(*core.Function)
		f.SecurityGroups = groupsFor(h.doc, vpcOf(h.doc, subnet.Resource), f.SecurityGroups, len(f.Subnets) == 0)
		f.Subnets = append(f.Subnets, subnet.Resource)
	})}
	h.stand(&d, h.keyIn(function, subnet.Resource), kept(geom.Around(box.Center(), interfaceSize, interfaceSize), subnet))
	return d
}

// rehouse moves an instance or a NAT gateway to another subnet. Its address was one
// of the old subnet's, so AWS gives it a new one.
func (h *hand) rehouse(s *diagram.Shape, box geom.Rect, subnet *diagram.Shape) drop {
	doc, to := h.doc, subnet.Resource
	return drop{into: subnet.Key, key: s.Key, places: []Place{placeOf(s, kept(box, subnet))}, change: put(s.Resource, func(r core.Resource) {
		switch r := r.(type) {
		case *core.NATGateway:
			r.Subnet, r.PrivateIP = to, ""
		case *core.FirewallEndpoint:
			r.Subnet = to
		case *core.Instance:
			r.SecurityGroups = groupsFor(doc, vpcOf(doc, to), r.SecurityGroups, false)
			r.Subnet, r.PrivateIP = to, ""
		}
	})}
}

// stands returns the subnets in which r has an interface of its own in each, and the
// groups of these; nil for what is not of that kind.
func stands(r core.Resource) (subnets, groups *[]core.ID) {
	switch r := r.(type) {
	case *core.InterfaceEndpoint:
		return &r.Subnets, &r.SecurityGroups
	case *core.APIGateway:
		return &r.LinkSubnets, &r.LinkSecurityGroups
	case core.Placed:
		return &r.Where().Subnets, &r.Where().SecurityGroups
	}
	return nil, nil
}

// moveEndpoint moves one interface of what has one in each of several subnets; from
// the tray, it gives it the first.
func (h *hand) moveEndpoint(s *diagram.Shape, box geom.Rect, at []*diagram.Shape, subnet *diagram.Shape) drop {
	e := h.doc.Resource(s.Resource)
	subnets, _ := stands(e)
	to, _ := h.doc.Resource(subnet.Resource).(*core.Subnet)
	if subnets == nil || to == nil {
		return refused(at, "This is not in the drawing any more.")
	}
	for _, id := range *subnets {
		other, _ := h.doc.Resource(id).(*core.Subnet)
		switch {
		case other == nil || id == s.On:
		case id == to.ID || other.Zone == to.Zone:
			return refused(at, e.Head().Label()+" already has an interface in zone "+to.Zone+"; it takes one a zone.")
		case other.VPC != to.VPC:
			return refused(at, e.Head().Label()+" is also in "+other.Label()+", of another VPC.")
		}
	}
	from, doc := s.On, h.doc
	key := core.EndpointInterface(s.Resource, to.ID)
	d := drop{into: subnet.Key, change: func(tx *diagram.Tx) {
		tx.Unplace(s.Key)
		put(s.Resource, func(r core.Resource) {
			subnets, groups := stands(r)
			if slices.Contains(*subnets, from) {
				*subnets = swap(*subnets, from, to.ID)
			} else {
				*subnets = append(*subnets, to.ID)
			}
			*groups = groupsFor(doc, to.VPC, *groups, false)
			switch r := r.(type) {
			case *core.InterfaceEndpoint:
				r.VPC = to.VPC
			case *core.Database:
				if r.Subnet == from {
					r.Subnet = to.ID
				}
			}
		})(tx)
	}}
	h.stand(&d, key, kept(box, subnet))
	return d
}

// swap returns ids with from replaced by to, or left out if to is in it already.
func swap(ids []core.ID, from, to core.ID) []core.ID {
	out := make([]core.ID, 0, len(ids))
	for _, id := range ids {
		if id == from {
			id = to
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// groupsFor returns the security groups that belong to a VPC, as AWS requires. If
// that leaves none of several, or needed asks for one, it is the group that most of the
// VPC's functions and instances have, never its default one.
func groupsFor(doc *diagram.Document, vpc core.ID, groups []core.ID, needed bool) []core.ID {
	out := make([]core.ID, 0, len(groups))
	for _, id := range groups {
		if g, ok := doc.Resource(id).(*core.SecurityGroup); !ok || g.VPC == vpc || slices.Contains(g.VPCs, vpc) {
			out = append(out, id)
		}
	}
	if len(out) > 0 || len(groups) == 0 && !needed {
		return out
	}
	uses := map[core.ID]int{}
	for _, r := range doc.Resources() {
		switch r := r.(type) {
		case *core.Function:
			groups = r.SecurityGroups
		case *core.Instance:
			groups = r.SecurityGroups
		default:
			continue
		}
		for _, g := range groups {
			uses[g]++
		}
	}
	for _, r := range doc.Resources() {
		g, ok := r.(*core.SecurityGroup)
		if ok && g.VPC == vpc && !g.Default && (len(out) == 0 || uses[g.ID] > uses[out[0]]) {
			out = []core.ID{g.ID}
		}
	}
	return out
}

// list joins the names of resources: "fn-1, fn-2 and fn-3".
func list(doc *diagram.Document, ids []core.ID) string {
	var b strings.Builder
	for i, id := range ids {
		switch {
		case i > 0 && i == len(ids)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		if r := doc.Resource(id); r != nil {
			b.WriteString(r.Head().Label())
		} else {
			b.WriteString(string(id))
		}
	}
	return b.String()
}

func count(n int) string { return strconv.Itoa(n) }
