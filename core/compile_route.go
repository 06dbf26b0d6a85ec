package core

import (
	"cmp"
	"net/netip"
	"slices"

	"lasthop/core/order"
)

// A tableIndex is a compiled route table. At is the resource that stands for it in
// the picture: the table, or the VPC where the main table is not drawn.
type tableIndex struct {
	at     ID
	routes []routeIndex // longest prefix first, and within a length the winner first
}

type routeIndex struct {
	prefix    netip.Prefix
	ref       Ref
	target    ID // "" for local
	kind      targetKind
	rank      uint8 // 0 static, 1 prefix list, 2 to 4 propagated, by origin
	propagate bool
}

type targetKind uint8

const (
	targetNone targetKind = iota // a black hole
	targetLocal
	targetIGW
	targetNAT
	targetGatewayEndpoint
	targetInstance
	targetEgressOnly
	targetPeering
	targetTransit
	targetVirtual
	targetFirewall
	targetConnection // of what a virtual private gateway knows
	targetAttachment // of a transit gateway route table
)

// compileTable lists a table's routes by precedence: the longest prefix first, and
// among equals static before prefix list before propagated (B4, B5).
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (n *Network) compileTable(at ID, v *vpcIndex, r *RouteTable) *tableIndex {
	t := &tableIndex{at: at}
	add := func(x routeIndex) { t.routes = append(t.routes, x) }
	if v != nil {
		for i, b := range v.blocks {
			add(routeIndex{prefix: b, kind: targetLocal, ref: Ref{ID: at, Part: PartLocalRoute, Index: i}})
		}
		for _, g := range v.gateways {
			if slices.Contains(g.RouteTables, at) && serviceNamed(g.Service).gateway {
				add(routeIndex{prefix: standIn(g.Service, v.region), target: g.ID, kind: targetGatewayEndpoint, rank: 1,
					ref: Ref{ID: at, Part: PartEndpoint, Via: g.ID}})
			}
		}
	}
	if r != nil {
		for i := range r.Routes {
			row := &r.Routes[i]
			x := routeIndex{target: row.Target, kind: n.targetKind(row.Target, v), ref: Ref{ID: at, Part: PartRoute, Index: i}}
			if row.Propagated {
				x.rank, x.propagate = originRank(row.Origin), true
			}
			if row.PrefixList != "" {
				x.rank = max(x.rank, 1)
				for _, p := range n.list(row.PrefixList) {
					x.prefix = p
					add(x)
				}
				continue
			}
			if p, err := row.Destination.Prefix(); err == nil {
				x.prefix = p
				add(x)
			}
		}
		for _, id := range sortedIDs(r.PropagatingGateways) {
			if v == nil || v.vgw == nil || v.vgw.ID != id {
				continue
			}
			for _, x := range n.behind[id].routes {
				x.target, x.kind, x.propagate = id, targetVirtual, true
				x.ref = Ref{ID: at, Part: PartPropagated, Index: x.ref.Index, Via: x.ref.ID}
				add(x)
			}
		}
	}
	n.rank(t)
	return t
}

// rank puts the routes of a table into their order, and notes their blocks.
func (n *Network) rank(t *tableIndex) {
	order.By(t.routes, func(a, b *routeIndex) int {
		// A static route for a block of the VPC replaces the local one (B3), so
		// local comes after it; overlapping lists fall to the smallest target.
		local := func(x *routeIndex) int {
			if x.kind == targetLocal {
				return 1
			}
			return 0
		}
		return cmp.Or(b.prefix.Bits()-a.prefix.Bits(), int(a.rank)-int(b.rank), local(a)-local(b), cmp.Compare(a.target, b.target))
	})
	for i := range t.routes {
		n.named = append(n.named, t.routes[i].prefix)
	}
}

// originRank orders propagated routes to one block: Direct Connect, then static VPN
// routes, then those that a VPN learnt by BGP.
// https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html#vpn-route-priority
func originRank(o RouteOrigin) uint8 {
	switch o {
	case OriginDirectConnect:
		return 2
	case OriginVPNStatic:
		return 3
	case OriginVPNBGP:
	}
	return 4
}

// origin returns how a gateway learns what is behind a connection.
func (c *VPNConnection) origin() RouteOrigin {
	switch {
	case c.Kind == ConnectionDirectConnect:
		return OriginDirectConnect
	case c.Static:
		return OriginVPNStatic
	}
	return OriginVPNBGP
}

// targetKind tells what a route of VPC v leads to; a target that is not drawn or not
// ready, or that belongs to another VPC, is a black hole (B10).
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
func (n *Network) targetKind(id ID, v *vpcIndex) targetKind {
	if id == "local" {
		return targetLocal
	}
	if v == nil {
		return targetNone
	}
	switch r := n.byID[id].(type) {
	case *InternetGateway:
		if r.VPC == v.ID {
			return targetIGW
		}
	case *EgressOnlyGateway:
		if r.VPC == v.ID {
			return targetEgressOnly
		}
	case *NATGateway:
		if r.State != NATDeleted && r.State != NATDeleting && r.State != NATFailed {
			return targetNAT
		}
	case *Instance:
		if !r.Stopped {
			return targetInstance
		}
	case *Peering:
		if slices.Contains(v.peerings, r) {
			return targetPeering
		}
	case *TransitGateway:
		if n.attachment(r.ID, v) != nil {
			return targetTransit
		}
	case *VirtualGateway:
		if r.VPC == v.ID {
			return targetVirtual
		}
	case *FirewallEndpoint:
		return targetFirewall
	}
	return targetNone
}

// attachment returns what ties a VPC to a transit gateway, nil if nothing does.
func (n *Network) attachment(transit ID, v *vpcIndex) *TransitAttachment {
	for _, a := range v.attached {
		if a.TransitGateway == transit {
			return a
		}
	}
	return nil
}

// learnt returns the blocks that a gateway knows behind a connection that is up.
func (n *Network) learnt(c *VPNConnection) []netip.Prefix {
	o := n.onPremises[c.Network]
	if c.Down || o == nil {
		return nil
	}
	if len(c.Routes) == 0 && !c.Static {
		return o.blocks
	}
	var out []netip.Prefix
	for _, r := range c.Routes {
		if p, err := r.Prefix(); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// indexConnections compiles what virtual private gateways know, and the route tables
// of transit gateways: static routes, then the blocks of the attachments that
// propagate, of which no two may overlap.
// https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-routing-overview
func (n *Network) indexConnections() {
	for _, r := range n.resources {
		switch r := r.(type) {
		case *VirtualGateway:
			t := &tableIndex{at: r.ID}
			n.behind[r.ID] = t
			for _, other := range n.resources {
				if c, ok := other.(*VPNConnection); ok && c.Gateway == r.ID {
					for i, p := range n.learnt(c) {
						t.routes = append(t.routes, routeIndex{prefix: p, target: c.ID, kind: targetConnection,
							rank: originRank(c.origin()), ref: Ref{ID: c.ID, Part: PartPropagated, Index: i}})
					}
				}
			}
			n.rank(t)
		case *TransitTable:
			n.transit[r.ID] = n.compileTransit(r)
		}
	}
}

func (n *Network) compileTransit(r *TransitTable) *tableIndex {
	t := &tableIndex{at: r.ID}
	for i := range r.Routes {
		row := &r.Routes[i]
		if p, err := row.Destination.Prefix(); err == nil {
			x := routeIndex{prefix: p, target: row.Attachment, ref: Ref{ID: r.ID, Part: PartRoute, Index: i}}
			if a, ok := n.byID[row.Attachment].(*TransitAttachment); ok && !row.Blackhole && a.TransitGateway == r.TransitGateway {
				x.kind = targetAttachment
			}
			t.routes = append(t.routes, x)
		}
	}
	for _, id := range sortedIDs(r.Propagations) {
		a, ok := n.byID[id].(*TransitAttachment)
		if !ok || a.TransitGateway != r.TransitGateway {
			continue
		}
		var blocks []netip.Prefix
		rank := uint8(2)
		if v := n.vpcs[a.VPC]; v != nil {
			blocks = v.blocks
		} else if c, ok := n.byID[a.Connection].(*VPNConnection); ok {
			blocks, rank = n.learnt(c), 1+originRank(c.origin())
		}
		for i, p := range blocks {
			if a.VPC != "" && slices.ContainsFunc(t.routes, func(x routeIndex) bool { return x.propagate && x.prefix.Overlaps(p) }) {
				continue
			}
			t.routes = append(t.routes, routeIndex{prefix: p, target: id, kind: targetAttachment, rank: rank, propagate: true,
				ref: Ref{ID: r.ID, Part: PartPropagated, Index: i, Via: id}})
		}
	}
	n.rank(t)
	return t
}
