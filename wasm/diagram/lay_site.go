package diagram

import (
	"slices"

	"lasthop/core"
	"lasthop/wasm/geom"
)

// A sitePlan is an on-premises network: its hosts stand in it, and its connections
// on its border.
type sitePlan struct {
	site  *core.OnPremises
	hosts []*core.Host
	gates []*core.VPNConnection
	box   geom.Rect
}

// laySites places on-premises networks below the internet: they are outside too.
func (l *layout) laySites() {
	var others []geom.Rect
	for _, p := range l.sites {
		if r, ok := l.place(p.site.ID, l.siteW, headerHeight+cardPitch); ok {
			others = append(others, r)
		}
	}
	at := l.low
	for _, p := range l.sites {
		h := headerHeight + max(float64(len(p.hosts))*cardPitch, cardPitch, float64(len(p.gates))*gatePitch)
		box, ok := l.place(p.site.ID, l.siteW, h)
		if !ok {
			box = lowered(geom.R(at.X, at.Y, l.siteW, h), others, zoneSpace)
		}
		l.fillSite(p, box)
		at.Y = max(at.Y, p.box.Bottom()+zoneSpace+gateSize/2)
	}
}

// fillSite places and draws a site and what is in it.
func (l *layout) fillSite(p *sitePlan, box geom.Rect) {
	id := p.site.ID
	w := l.siteW - 2*cardSpace - gateSize/2
	boxes := make([]geom.Rect, len(p.hosts))
	var taken []geom.Rect
	for i, h := range p.hosts {
		if r, ok := l.place(h.ID, w, cardHeight); ok && box.Inset(-80).Contains(r.Center()) {
			boxes[i] = r
			taken = append(taken, r)
		}
	}
	for i := range p.hosts {
		if boxes[i].Empty() {
			r := geom.R(box.X+cardSpace+gateSize/2, box.Y+headerHeight+float64(i)*cardPitch, w, cardHeight)
			boxes[i] = lowered(r, taken, 4)
			if len(taken) > 0 {
				taken = append(taken, boxes[i])
			}
		}
		box = box.Union(geom.Spanning(geom.Pt(boxes[i].X-cardSpace-gateSize/2, boxes[i].Y-headerHeight), geom.Pt(boxes[i].Right()+cardSpace, boxes[i].Bottom()+cardSpace)))
	}
	p.box = box
	l.containers = append(l.containers, Shape{
		Key: id, Kind: ShapeSite, Resource: id, Type: core.TypeOnPremises, Box: box, Label: p.site.Label(), Sub: blocks(p.site.CIDRs),
	})
	for i, h := range p.hosts {
		s := Shape{
			Key: h.ID, Kind: ShapeMachine, Resource: h.ID, Type: core.TypeHost, Parent: id, Box: boxes[i], Label: h.Label(), Sub: string(h.IP),
		}
		if s.Sub == "" {
			s.Sub, s.Dim = "no address", true
		}
		l.shapes = append(l.shapes, s)
		if h.Role != "" {
			l.drawRole(&s, h.Role, geom.Pt(boxes[i].Right()-16, boxes[i].Y))
		}
	}
	for i, c := range p.gates {
		l.shapes = append(l.shapes, Shape{
			Key: c.ID, Kind: ShapeGate, Resource: c.ID, Type: core.TypeVPNConnection, Parent: id, Label: c.Label(), Dim: c.Down, Fixed: true,
			Box: geom.Around(geom.Pt(box.X, box.Y+siteGate+gatePitch*float64(i)), gateSize, gateSize),
		})
	}
}

// tieConnections ties every connection to the gateway that it leads to: a virtual
// private gateway, or the attachment by which a transit gateway knows it; and two
// attachments of transit gateways that are peers to each other.
func (l *layout) tieConnections() {
	at := map[core.ID]*Shape{}
	for _, layer := range [][]Shape{l.containers, l.shapes} {
		for i := range layer {
			if s := &layer[i]; s.Kind == ShapeGate || s.Kind == ShapeHub {
				at[s.Resource] = s
			}
		}
	}
	tie := func(r, from, to core.ID) {
		a, b := at[from], at[to]
		if a == nil || b == nil || a == b {
			return
		}
		p, q := geom.Pt(a.Box.Right(), a.Box.Center().Y), geom.Pt(b.Box.X, b.Box.Center().Y)
		if b.Type == core.TypeTransitAttachment {
			q.X = b.Box.Right()
		}
		lane := max(p.X, l.edge) + 24
		l.tethers = append(l.tethers, Tether{Key: r + "~>" + to, Resource: r, From: a.Key, To: b.Key,
			Curve: geom.Bent(p, q, geom.Pt(lane, p.Y), geom.Pt(lane, q.Y))})
	}
	for _, p := range l.sites {
		for _, c := range p.gates {
			from := c.Gateway
			for _, h := range l.hubs {
				i := slices.IndexFunc(h.gates, func(a *core.TransitAttachment) bool { return a.Connection == c.ID })
				if i >= 0 {
					from = h.gates[i].ID
				}
			}
			tie(c.ID, from, c.ID)
		}
	}
	for _, h := range l.hubs {
		for _, a := range h.gates {
			if b, ok := l.d.Resource(a.Peer).(*core.TransitAttachment); ok && (b.Peer != a.ID || a.ID < b.ID) {
				tie(a.ID, a.ID, b.ID)
			}
		}
	}
}
