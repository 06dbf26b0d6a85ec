package core

import (
	"net/netip"
	"slices"
)

// Joins: peering, transit gateways and connections to networks of one's own.

// peerWith joins two VPCs that nothing joins yet, and leads a table there.
func (m *mender) peerWith(at ID, v, o *vpcIndex, p netip.Prefix) {
	for _, a := range v.blocks {
		for _, b := range o.blocks {
			if a.Overlaps(b) {
				return
			}
		}
	}
	x := &Peering{Common: Common{ID: m.fresh("pcx-" + v.ID + "-" + o.ID)}, Requester: v.ID, Accepter: o.ID, State: PeeringActive}
	route := m.routed(at, p, x.ID, 1)
	for _, r := range m.n.resources { // one that waits for its acceptance
		if y, ok := r.(*Peering); ok && y.State == PeeringPending && (y.Requester == v.ID && y.Accepter == o.ID || y.Requester == o.ID && y.Accepter == v.ID) {
			m.offer(m.shift(y.ID, 1, "Accept the peering connection "+m.name(y.ID), func(r Resource) { r.(*Peering).State = PeeringActive }), m.routed(at, p, y.ID, 1))
			return
		}
	}
	m.offer(added(x, 1, "Peer "+m.name(v.ID)+" with "+m.name(o.ID)), route)
}

// peer joins the VPC that a packet comes from directly with the one that it goes to.
func (m *mender) peer() {
	x := m.drawnAt(m.s.In.Src, nil)
	if m.s.Stage != StageReturn {
		x = m.source()
	}
	if x == nil || x.subnet.vpc == nil || x.subnet.table == nil {
		return
	}
	v := x.subnet.vpc
	dst := m.s.In.Dst
	if o := m.networkOf(dst, v); o.vpc != nil {
		m.peerWith(x.subnet.table.at, v, o.vpc, blockOf(o.vpc.blocks, dst))
	} else if !isPrivate(dst) {
		m.outward(x.subnet.table.at, x.subnet, v, dst, func(p netip.Prefix) netip.Prefix { return p })
	}
}

// transit makes a transit gateway know the way, by its table or the attachment at.
func (m *mender) transit(at ID) {
	n, s := m.n, m.s
	switch r := n.byID[at].(type) {
	case *VPNConnection: // TransitNoAttachment
		a := &TransitAttachment{Common: Common{ID: m.fresh("tgw-attach-" + r.ID)}, TransitGateway: r.Gateway, Connection: r.ID}
		for _, t := range n.resources {
			if t, ok := t.(*TransitTable); ok && t.TransitGateway == r.Gateway && a.RouteTable == "" {
				a.RouteTable = t.ID
			}
		}
		m.offer(added(a, 1, "Attach "+m.name(r.ID)+" to "+m.name(r.Gateway)))
	case *TransitAttachment: // TransitNoAssociation
		for _, t := range n.resources {
			if t, ok := t.(*TransitTable); ok && t.TransitGateway == r.TransitGateway {
				m.offer(m.shift(r.ID, 1, "Associate "+m.name(r.ID)+" with "+m.name(t.ID), func(r Resource) { r.(*TransitAttachment).RouteTable = t.ID }))
			}
		}
	case *TransitTable: // TransitNoRoute, RouteBlackhole
		for _, x := range n.resources {
			a, ok := x.(*TransitAttachment)
			if !ok || a.TransitGateway != r.TransitGateway {
				continue
			}
			var blocks []netip.Prefix
			if v := n.vpcs[a.VPC]; v != nil {
				blocks = v.blocks
			} else if c, ok := n.byID[a.Connection].(*VPNConnection); ok && n.onPremises[c.Network] != nil {
				blocks = n.onPremises[c.Network].blocks
			}
			p := blockOf(blocks, s.In.Dst)
			if !slices.Contains(blocks, p) {
				continue
			}
			if !slices.Contains(r.Propagations, a.ID) {
				m.offer(m.shift(r.ID, 1, "Propagate "+m.name(a.ID)+" into "+m.name(r.ID), func(r Resource) { r.(*TransitTable).Propagations = append(r.(*TransitTable).Propagations, a.ID) }))
			}
			dead := netip.Prefix{}
			if s.Reason == RouteBlackhole && s.Cause.Index >= 0 && s.Cause.Index < len(r.Routes) {
				dead, _ = r.Routes[s.Cause.Index].Destination.Prefix()
				if dead.Bits() >= p.Bits() {
					p = dead
				}
			}
			m.offer(m.shift(r.ID, 1, "Set the route "+p.String()+" of "+m.name(r.ID)+" to "+m.name(a.ID), func(r Resource) {
				c := r.(*TransitTable)
				kept := []TransitRoute{}
				for _, row := range c.Routes {
					if !row.Destination.is(p) {
						kept = append(kept, row)
					}
				}
				kept = append(kept, TransitRoute{Destination: CIDR(p.String()), Attachment: a.ID})
				c.Routes = kept
			}))
		}
	}
}

// onPremises makes an on-premises network send a block to AWS, or AWS know one of its.
func (m *mender) onPremises() {
	n, s := m.n, m.s
	for _, r := range n.resources {
		c, ok := r.(*VPNConnection)
		if !ok {
			continue
		}
		o := n.onPremises[c.Network]
		if o == nil {
			continue
		}
		if s.Reason == VirtualGatewayUnknown {
			if c.Gateway == s.At && o.owns(s.In.Dst) {
				p := blockOf(o.blocks, s.In.Dst)
				if c.Down {
					m.offer(m.shift(c.ID, 1, "Bring up the tunnels of "+m.name(c.ID), func(r Resource) { r.(*VPNConnection).Down = false }))
				} else {
					m.offer(m.shift(c.ID, 1, "Let "+m.name(c.ID)+" announce "+p.String(), func(r Resource) {
						r.(*VPNConnection).Routes = append(r.(*VPNConnection).Routes, CIDR(p.String()))
					}))
				}
			}
			continue
		}
		if c.Network != s.At {
			continue
		}
		var p netip.Prefix
		for _, v := range n.resources {
			v := n.vpcs[v.Head().ID]
			if v == nil || !v.owns(s.In.Dst) {
				continue
			}
			if _, transit := n.byID[c.Gateway].(*TransitGateway); transit && n.attachment(c.Gateway, v) != nil || v.vgw != nil && v.vgw.ID == c.Gateway {
				p = blockOf(v.blocks, s.In.Dst)
			}
		}
		if !p.IsValid() {
			continue
		}
		row := OnPremisesRoute{Destination: CIDR(p.String()), Target: c.ID}
		m.offer(m.shift(s.At, 1, "In "+m.name(s.At)+", route "+p.String()+" to "+m.name(c.ID), func(r Resource) {
			x := r.(*OnPremises)
			kept := []OnPremisesRoute{}
			for _, old := range x.Routes {
				if old.Destination.is(p) {
					continue
				}
				kept = append(kept, old)
			}
			kept = append(kept, row)
			x.Routes = kept
		}))
	}
}
