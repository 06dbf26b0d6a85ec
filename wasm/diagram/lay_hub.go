package diagram

import (
	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/geom"
)

// A hubPlan is a transit gateway: its route tables stand in it, and on its border
// the attachments that lead to no VPC.
type hubPlan struct {
	hub    *core.TransitGateway
	tables []*core.TransitTable
	gates  []*core.TransitAttachment
	box    geom.Rect
}

// height is what a hub needs.
func (h *hubPlan) height() float64 {
	return hubHeader + max(hubPitch*float64(len(h.tables))+8, gatePitch*float64(len(h.gates))+gateSize/2, 24)
}

// layHubs places what joins VPCs to the right of them: transit gateways and peering
// connections, each as near as there is room to what it joins.
func (l *layout) layHubs() {
	if len(l.hubs)+len(l.peerings) == 0 {
		return
	}
	type stand struct {
		wanted float64
		hub    *hubPlan
		peer   *core.Peering
	}
	x := l.edge + hubGap
	var all []stand
	var taken []geom.Rect
	for _, h := range l.hubs {
		y, n := 0.0, 0.0
		for i := range l.shapes {
			if a, ok := l.d.Resource(l.shapes[i].Resource).(*core.TransitAttachment); ok && a.TransitGateway == h.hub.ID {
				y, n = y+l.shapes[i].Box.Center().Y, n+1
			}
		}
		if n == 0 {
			y, n = l.sides.Center().Y, 1
		}
		all = append(all, stand{wanted: y/n - h.height()/2, hub: h})
		if r, ok := l.place(h.hub.ID, l.hubW, h.height()); ok {
			h.box = r
			taken = append(taken, r.Inset(-gateSize))
		}
	}
	for _, p := range l.peerings {
		a, b := l.vpcPlan(p.Requester), l.vpcPlan(p.Accepter)
		if a == nil || b != nil && b.box.Y < a.box.Y {
			a, b = b, a
		}
		y := a.box.Center().Y
		if b != nil {
			y = (a.box.Bottom() + b.box.Y) / 2
		}
		all = append(all, stand{wanted: y - gateSize/2, peer: p})
		if r, ok := l.place(p.ID, gateSize, gateSize); ok {
			taken = append(taken, r.Inset(-gateSize/2))
		}
	}
	// What was put outside before stays where it is.
	for _, s := range l.services {
		if r, ok := l.place(s.ID, l.serviceW, serviceHeight); ok {
			taken = append(taken, r.Inset(-2*cardSpace-gateSize))
		}
	}
	if r, ok := l.place(core.Internet, l.serviceW, serviceHeight); ok {
		taken = append(taken, r.Inset(-2*cardSpace-gateSize))
	}
	for _, p := range l.sites {
		if r, ok := l.place(p.site.ID, l.siteW, headerHeight+cardPitch); ok {
			taken = append(taken, r.Inset(-gateSize))
		}
	}
	order.By(all, func(a, b *stand) int { return int(a.wanted - b.wanted) })
	// A hub keeps the rows of its neighbours' labels free.
	free := func(w, h, y float64) geom.Rect {
		r := lowered(geom.R(x, geom.Snap(y, 4), w, h), taken, 4)
		taken = append(taken, r.Inset(-gateSize))
		return r
	}
	for _, s := range all {
		if h := s.hub; h != nil {
			if h.box.Empty() {
				h.box = free(l.hubW, h.height(), s.wanted)
			}
			l.edge = max(l.edge, h.box.Right()+gateSize/2)
			l.drawHub(h)
			continue
		}
		r, ok := l.place(s.peer.ID, gateSize, gateSize)
		if !ok {
			r = free(gateSize, gateSize, s.wanted)
		}
		l.edge = max(l.edge, r.Right()+gateSize/2)
		l.drawPeering(s.peer, r)
	}
}

func (l *layout) vpcPlan(id core.ID) *vpcPlan {
	for _, v := range l.vpcs {
		if v.vpc.ID == id {
			return v
		}
	}
	return nil
}

// drawHub adds a transit gateway with its tables, and ties its attachments to it.
func (l *layout) drawHub(h *hubPlan) {
	id := h.hub.ID
	s := Shape{
		Key: id, Kind: ShapeHub, Resource: id, Type: core.TypeTransitGateway, Box: h.box, Label: h.hub.Label(),
	}
	if h.hub.Region != "" && h.hub.Region != l.d.Region() {
		s.Sub = h.hub.Region
	}
	l.containers = append(l.containers, s)
	for i, t := range h.tables {
		l.shapes = append(l.shapes, Shape{
			Key: t.ID + "@" + id, Kind: ShapeDoor, Resource: t.ID, Type: core.TypeTransitTable, On: id, Parent: id, Part: PartTransit, Fixed: true,
			Box: geom.R(h.box.X+cardSpace, h.box.Y+hubHeader+hubPitch*float64(i), h.box.W-2*cardSpace-gateSize/2, doorHeight), Label: t.Label(),
		})
	}
	for i, a := range h.gates {
		l.shapes = append(l.shapes, Shape{
			Key: a.ID, Kind: ShapeGate, Resource: a.ID, Type: core.TypeTransitAttachment, Parent: id, Fixed: true, Label: a.Label(),
			Box: geom.Around(geom.Pt(h.box.Right(), h.box.Y+hubHeader+gateSize/2+gatePitch*float64(i)), gateSize, gateSize),
		})
	}
	n := len(l.shapes)
	for i := range n {
		x := &l.shapes[i]
		a, ok := l.d.Resource(x.Resource).(*core.TransitAttachment)
		if !ok || x.Parent == id || a.TransitGateway != id {
			continue
		}
		from := geom.Pt(x.Box.Right(), x.Box.Center().Y)
		to := geom.Pt(h.box.X, geom.Clamp(from.Y, h.box.Y+16, h.box.Bottom()-16))
		l.tethers = append(l.tethers, Tether{Key: x.Key + "~>" + id, Resource: a.ID, From: x.Key, To: id, Curve: geom.Leaning(from, to)})
	}
}

// drawPeering adds a peering connection, and ties it to its VPCs.
func (l *layout) drawPeering(p *core.Peering, box geom.Rect) {
	l.shapes = append(l.shapes, Shape{
		Key: p.ID, Kind: ShapeGate, Resource: p.ID, Type: core.TypePeering, Box: box, Label: p.Label(), Dim: p.State != core.PeeringActive,
	})
	to := geom.Pt(box.X, box.Center().Y)
	for i, id := range []core.ID{p.Requester, p.Accepter} {
		v := l.vpcPlan(id)
		if v == nil || i > 0 && id == p.Requester {
			continue
		}
		from := geom.Pt(v.box.Right(), l.freeOfGates(v, geom.Clamp(to.Y, v.box.Y+28, v.box.Bottom()-28)))
		l.tethers = append(l.tethers, Tether{Key: p.ID + "~>" + id, Resource: p.ID, From: id, To: p.ID, Curve: geom.Leaning(from, to)})
	}
}

// freeOfGates returns the y nearest to a wanted one at which no gate stands on the
// VPC's right border, as what crosses it there passes none.
func (l *layout) freeOfGates(v *vpcPlan, y float64) float64 {
	free := func(y float64) bool {
		for i := range l.shapes {
			if s := &l.shapes[i]; s.Kind == ShapeGate && s.Parent == v.vpc.ID && s.Round() {
				if d := s.Box.Center().Y - y; d > -32 && d < 48 { // its label is above it
					return false
				}
			}
		}
		return y > v.box.Y+16 && y < v.box.Bottom()-12
	}
	for d := 0.0; d < v.box.H; d += 4 {
		for _, at := range []float64{y + d, y - d} {
			if free(at) {
				return at
			}
		}
	}
	return y
}
