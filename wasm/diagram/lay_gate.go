package diagram

import (
	"cmp"
	"slices"

	"lasthop/core"
	"lasthop/wasm/geom"
)

// drawGates puts gateways, gateway endpoints and attachments on the VPC's right
// border, level with the first door that leads to each.
func (l *layout) drawGates(v *vpcPlan) {
	var taken []float64
	top, bottom := v.box.Y+gateSize, v.box.Bottom()-gateSize/2
	// free returns the place nearest to y, first downwards, where a gate has room.
	free := func(y float64) float64 {
		for _, step := range []float64{gatePitch, -gatePitch} {
			at := y
			for range 2*len(taken) + 1 {
				i := slices.IndexFunc(taken, func(t float64) bool { return at-t > -gatePitch && at-t < gatePitch })
				if i < 0 {
					if at >= top && at <= bottom {
						return at
					}
					break
				}
				at = taken[i] + step
			}
		}
		return y
	}
	for _, r := range v.gates {
		if p, ok := l.place(r.Head().ID, gateSize, gateSize); ok {
			taken = append(taken, p.Center().Y)
		}
	}
	for _, r := range v.gates {
		id := r.Head().ID
		wanted, found := v.box.Y+headerHeight+rowCentre, false
		for _, p := range v.subnets {
			if y := p.door().Y; l.leadsTo(p, r) && (!found || y < wanted) {
				wanted, found = y, true
			}
		}
		y := geom.Clamp(wanted, top, bottom)
		if p, ok := l.place(id, gateSize, gateSize); ok {
			y = geom.Clamp(p.Center().Y, v.box.Y+gateSize/2, bottom)
		} else {
			y = free(y)
			taken = append(taken, y)
		}
		s := Shape{
			Key: id, Kind: ShapeGate, Resource: id, Type: r.Type(), Service: serviceOf(r), Parent: v.vpc.ID,
			Box: geom.Around(geom.Pt(v.box.Right(), y), gateSize, gateSize), Label: r.Head().Label(), Sub: ServiceName(serviceOf(r)),
		}
		if n, ok := r.(*core.NATGateway); ok {
			s.Sub, s.Dim = string(n.PublicIP), n.State != core.NATAvailable
		}
		l.shapes = append(l.shapes, s)
		for _, t := range l.gateTables[id] {
			l.front = append(l.front, Shape{
				Key: t.ID + "@" + id, Kind: ShapeKey, Resource: t.ID, Type: core.TypeRouteTable, On: id, Parent: id, Part: PartTable,
				Box: geom.Around(s.Box.Center().Add(geom.Pt(-15, 15)), keySize, keySize), Label: t.Label(), Fixed: true,
			})
		}
		e, ok := r.(*core.GatewayEndpoint)
		if !ok {
			continue
		}
		if len(e.Policy) > 0 {
			l.drawPolicy(&s, s.Box.Center().Add(geom.Pt(15, 15)), false)
		}
		for _, p := range v.subnets {
			if l.leadsTo(p, r) {
				from := geom.Pt(p.door().X+l.doorSpan(), p.door().Y)
				l.tethers = append(l.tethers, Tether{
					Key: id + "~>" + p.subnet.ID, Resource: id, From: p.facts.RouteTable + "@" + p.subnet.ID, To: id, On: p.subnet.ID,
					Curve: l.tie(v, p, from, geom.Pt(s.Box.X, y)),
				})
			}
		}
	}
}

// tie returns the line from a table to a gateway endpoint: where another column is
// between, along the gap beside the subnet's own row.
func (l *layout) tie(v *vpcPlan, p *subnetPlan, from, to geom.Point) geom.Curve {
	if !between(v, p, from, to) {
		return geom.Leaning(from, to)
	}
	y := p.box.Bottom() + tetherLane
	if to.Y < from.Y {
		y = p.box.Y - subnetGap + tetherLane
	}
	return geom.Bent(from, to, geom.Pt(from.X+10, from.Y), geom.Pt(from.X+10, y), geom.Pt(to.X-12, y), geom.Pt(to.X-12, to.Y))
}

// tether returns the line from a function to its interface: where another column
// is between, along the gap above the subnet.
func (l *layout) tether(f *functionPlan, t tie) geom.Curve {
	from, to := geom.Pt(f.box.Right(), f.box.Center().Y), t.at.Sub(geom.Pt(interfaceSize/2, 0))
	p := l.subnets[t.subnet]
	if p == nil || p.vpc == nil || !between(p.vpc, p, geom.Pt(from.X, to.Y), to) {
		return geom.Leaning(from, to)
	}
	y, x := p.box.Y-subnetGap+tetherLane, p.box.X-10
	lane := min(p.vpc.box.X-zoneGap/2, x)
	return geom.Bent(from, to, geom.Pt(lane, from.Y), geom.Pt(lane, y), geom.Pt(x, y), geom.Pt(x, to.Y))
}

// between reports whether a subnet other than p stands between two points.
func between(v *vpcPlan, p *subnetPlan, a, b geom.Point) bool {
	r := geom.Spanning(a, b).Inset(-1)
	for _, o := range v.subnets {
		if o != p && o.box.Intersects(r) {
			return true
		}
	}
	return false
}

// leadsTo reports whether the subnet's effective table knows the gate.
func (l *layout) leadsTo(p *subnetPlan, gate core.Resource) bool {
	switch g := gate.(type) {
	case *core.GatewayEndpoint:
		return slices.Contains(g.RouteTables, p.facts.RouteTable)
	case *core.InternetGateway:
		return p.facts.Class == core.ClassPublic && p.facts.Target == g.ID
	case *core.TransitAttachment:
		return slices.Contains(g.Subnets, p.subnet.ID) || l.routes(p, g.TransitGateway)
	}
	return l.routes(p, gate.Head().ID)
}

// routes reports whether the subnet's effective table has a route to a target, of its
// own or learnt from it.
func (l *layout) routes(p *subnetPlan, target core.ID) bool {
	t, ok := l.d.Resource(p.facts.RouteTable).(*core.RouteTable)
	return ok && (slices.Contains(t.PropagatingGateways, target) ||
		slices.ContainsFunc(t.Routes, func(r core.Route) bool { return r.Target == target }))
}

// resolverAt returns where on the upper border the middle of the resolver stands, in
// a VPC whose box begins at left.
func (l *layout) resolverAt(v *vpcPlan, left float64) float64 {
	x := left + vpcPad + subnetWidth + l.aclW/2 + doorGap
	if v.resolver != nil {
		if p, ok := l.place(v.resolver.ID, smallGate, smallGate); ok {
			x = p.Center().X
		}
	}
	return max(x, left+smallGate)
}

// drawResolver puts the resolver on the VPC's top border. Every VPC has one, drawn
// as a resource or not.
func (l *layout) drawResolver(v *vpcPlan) {
	s := Shape{Key: "resolver@" + v.vpc.ID, Kind: ShapeGate, Type: core.TypeResolver, Parent: v.vpc.ID, Label: "resolver", Fixed: true}
	if r := v.resolver; r != nil {
		s.Key, s.Resource, s.Label, s.Fixed = r.ID, r.ID, r.Label(), false
	}
	x := geom.Clamp(l.resolverAt(v, v.box.X), v.box.X+smallGate, v.box.Right()-smallGate)
	s.Box = geom.Around(geom.Pt(x, v.box.Y), smallGate, smallGate)
	l.shapes = append(l.shapes, s)
}

// drawTags hangs on the VPC's upper border, to the right of the resolver, what changes
// its answers, and what blocks the VPC's public access. They stand on every VPC that
// they concern.
func (l *layout) drawTags(v *vpcPlan) {
	x := l.resolverAt(v, v.box.X) + tagSpan(resolverLabel(v)) - smallGate/2
	for _, r := range v.tags {
		id := r.Head().ID
		s := Shape{
			Key: id + "@" + v.vpc.ID, Kind: ShapeGate, Resource: id, Type: r.Type(), On: v.vpc.ID, Parent: v.vpc.ID,
			Box: geom.R(x, v.box.Y-smallGate/2, smallGate, smallGate), Label: tagLabel(r), Fixed: true,
		}
		if b, ok := r.(*core.BlockPublicAccess); ok {
			exempt := func(x core.BlockExclusion) bool { return x.For == v.vpc.ID }
			s.Dim = b.Mode == core.BlockOff || slices.ContainsFunc(b.Exclusions, exempt)
			s.Sub = string(b.Mode)
		}
		l.shapes = append(l.shapes, s)
		x += tagSpan(s.Label)
	}
}

// tagsEnd returns where the row of tags ends, in a VPC whose box begins at left.
func (l *layout) tagsEnd(v *vpcPlan, left float64) float64 {
	if len(v.tags) == 0 {
		return left
	}
	x := l.resolverAt(v, left) + tagSpan(resolverLabel(v)) - smallGate/2
	for _, r := range v.tags {
		x += tagSpan(tagLabel(r))
	}
	return x - tagGap
}

// tagSpan is what a small gate and its label take of a border.
func tagSpan(label string) float64 {
	return smallGate + 6 + geom.SnapUp(min(FontSmall.Width(label), tagWidth), 4) + tagGap
}

func resolverLabel(v *vpcPlan) string {
	if v.resolver != nil {
		return v.resolver.Label()
	}
	return "resolver"
}

// tagLabel names a rule or a zone by its domain, unless it has a name.
func tagLabel(r core.Resource) string {
	domain := ""
	switch r := r.(type) {
	case *core.ResolverRule:
		domain = r.Domain
	case *core.PrivateZone:
		domain = r.Domain
	}
	return cmp.Or(r.Head().Name, domain, string(r.Head().ID))
}
