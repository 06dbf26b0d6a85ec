package core

import "net/netip"

// On-premises networks: their own firewall and routes, and the connections that join
// them to a virtual private gateway or a transit gateway (L6, L7, L8).
// https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html

// An onPremisesIndex is a network outside AWS.
type onPremisesIndex struct {
	*OnPremises
	blocks            []netip.Prefix
	table             *tableIndex
	inbound, outbound []aclEntry
	hosts             map[netip.Addr]*Host
}

func (n *Network) compileOnPremises(r *OnPremises) *onPremisesIndex {
	o := &onPremisesIndex{OnPremises: r, table: &tableIndex{at: r.ID}, hosts: map[netip.Addr]*Host{}}
	for _, c := range r.CIDRs {
		if p, err := c.Prefix(); err == nil {
			o.blocks = append(o.blocks, p)
		}
	}
	for i, row := range r.Routes {
		p, err := row.Destination.Prefix()
		if err != nil {
			continue
		}
		x := routeIndex{prefix: p, target: row.Target, ref: Ref{ID: r.ID, Part: PartRoute, Index: i}}
		if c, ok := n.byID[row.Target].(*VPNConnection); ok && c.Network == r.ID {
			x.kind = targetConnection
		}
		o.table.routes = append(o.table.routes, x)
	}
	n.rank(o.table)
	o.inbound, o.outbound = n.compileACL(r.ID, PartInbound, r.Inbound), n.compileACL(r.ID, PartOutbound, r.Outbound)
	for _, other := range n.resources {
		if h, ok := other.(*Host); ok && h.Network == r.ID {
			if a, err := h.IP.Addr(); err == nil && a.IsValid() && o.hosts[a] == nil {
				o.hosts[a] = h
			}
		}
	}
	return o
}

func (o *onPremisesIndex) owns(p netip.Prefix) bool {
	for _, b := range o.blocks {
		if covers(b, p) {
			return true
		}
	}
	return false
}

// firewall asks the network's own firewall about a first packet; it keeps state, so
// replies do not ask. Without rules it lets everything through.
func (w *walk) firewall(o *onPremisesIndex, part Part, hdr Header) {
	entries := o.outbound
	if part == PartInbound {
		entries = o.inbound
	}
	if len(entries) == 0 {
		return
	}
	step := Step{At: o.ID, Outcome: Reachable, Reason: OnPremisesAllowed, In: hdr}
	_, shut, allow, deny := judge(entries, hdr, &step.Tried)
	if shut > 0 {
		step.Outcome, step.Reason, step.Cause = Blocked, OnPremisesDenied, Ref{ID: o.ID, Part: part, Index: Implicit}
		if deny != nil {
			step.Cause = *deny
		}
	} else if allow != nil {
		step.Cause = *allow
	}
	w.add(step)
}

// throughVirtualGateway leaves VPC v by its virtual private gateway: only what its own
// interfaces send, and only to blocks that it knows (L6).
func (w *walk) throughVirtualGateway(s *subnetIndex, v *vpcIndex, id ID, hdr Header) arrival {
	if w.origin == nil || w.origin.subnet.vpc != v {
		w.stop(Step{At: id, Outcome: Blocked, Reason: VirtualGatewayForeign, In: hdr})
		return arrival{}
	}
	c := w.behindGateway(id, hdr)
	if c == nil {
		return arrival{}
	}
	w.leg(leg{kind: legCross, from: s, at: id, home: v, hdr: hdr, client: hdr.SrcPorts})
	return w.toOnPremises(c, hdr)
}

// behindGateway returns the connection by which a virtual private gateway sends a
// packet on, nil if it knows none, which it records.
func (w *walk) behindGateway(id ID, hdr Header) *VPNConnection {
	r, tried := w.n.behind[id].lookup(nil, hdr.Dst)
	step := Step{At: id, Outcome: Reachable, Reason: VirtualGatewayForwarded, Tried: tried, In: hdr}
	if r == nil {
		step.Outcome, step.Reason = Blocked, VirtualGatewayUnknown
		w.stop(step)
		return nil
	}
	step.Cause = r.ref
	w.add(step)
	return w.n.byID[r.target].(*VPNConnection)
}

// overConnection passes a connection, whose tunnels may be down, and whose VPN may be
// for IPv4 alone.
func (w *walk) overConnection(c *VPNConnection, hdr Header) {
	step := Step{At: c.ID, Outcome: Reachable, Reason: ConnectionForwarded, In: hdr}
	_, virtual := w.n.byID[c.Gateway].(*VirtualGateway)
	switch {
	case c.Down:
		step.Outcome, step.Reason, step.Cause = Blocked, ConnectionDown, Ref{ID: c.ID, Part: PartField, Field: "down"}
	case virtual && c.Kind != ConnectionDirectConnect && !hdr.Dst.Addr().Is4():
		step.Outcome, step.Reason = Blocked, ConnectionIPv4Only
	}
	w.add(step)
}

// toOnPremises carries a packet over a connection to a host of its network.
func (w *walk) toOnPremises(c *VPNConnection, hdr Header) arrival {
	w.cross(identityLost)
	w.overConnection(c, hdr)
	o := w.n.onPremises[c.Network]
	if o == nil {
		w.missing(c.ID, "network")
		return arrival{}
	}
	w.legs[len(w.legs)-1].away = o
	w.firewall(o, PartInbound, hdr)
	return w.toHost(o, hdr)
}

// toHost hands a packet to a host of a network. A host that is not drawn may well be
// there: the network stands for it.
func (w *walk) toHost(o *onPremisesIndex, hdr Header) arrival {
	step := Step{At: o.ID, Outcome: Reachable, Reason: Delivered, In: hdr}
	if !o.owns(hdr.Dst) {
		step.Outcome, step.Reason = Blocked, NoSuchHost
		w.stop(step)
		return arrival{}
	}
	if h := o.hosts[hdr.Dst.Addr()]; h != nil && hdr.Dst.IsSingleIP() {
		step.At = h.ID
		if hdr.Proto != ProtoICMP && !listens(h.Listens, hdr) {
			step.Outcome, step.Reason = Blocked, NoListener
		}
	}
	w.add(step)
	return arrival{known: true, hdr: hdr}
}

// fromHost walks a packet from an on-premises host: by the network's own routes to AWS,
// and otherwise by its own way to the internet.
func (w *walk) fromHost(h *Host, d *destination, hdr Header) arrival {
	w.origin, w.between, w.through = nil, identityLost, ""
	o := w.n.onPremises[h.Network]
	if d.res != nil && d.block == (netip.Prefix{}) {
		w.add(Step{At: d.id, Outcome: Blocked, Reason: FunctionAcceptsNothing, In: hdr})
		return arrival{}
	}
	if !hdr.Dst.Addr().Is4() && hdr.Src.Addr().Is4() {
		w.stop(Step{At: h.ID, Outcome: Blocked, Reason: NoIPv6Address, In: hdr})
		return arrival{}
	}
	if o.owns(hdr.Dst) {
		return w.toHost(o, hdr)
	}
	w.firewall(o, PartOutbound, hdr)
	c, open := w.leaveNetwork(o, hdr)
	switch {
	case open:
		out := hdr
		out.Src = anyIPv4
		if !hdr.Dst.Addr().Is4() {
			out.Src = hdr.Src
		}
		w.add(Step{At: o.ID, Outcome: Reachable, Reason: OnPremisesInternet, In: hdr, Out: out})
		return w.onInternet(d, out)
	case c == nil:
		return arrival{}
	}
	w.overConnection(c, hdr)
	l := leg{kind: legCross, at: c.ID, homeNetwork: o, hdr: hdr, client: hdr.SrcPorts}
	switch g := w.n.byID[c.Gateway].(type) {
	case *VirtualGateway:
		w.leg(l)
		return w.intoVirtualGateway(g, d, hdr)
	case *TransitGateway:
		if a := w.n.attachmentOf(g.ID, c.ID); a != nil {
			w.leg(l)
			return w.fromAttachment(a, nil, d, hdr)
		}
		w.stop(Step{At: c.ID, Outcome: Blocked, Reason: TransitNoAttachment, In: hdr})
		return arrival{}
	}
	w.missing(c.ID, "gateway")
	return arrival{}
}

// attachmentOf returns the attachment of a connection to a transit gateway, or nil.
func (n *Network) attachmentOf(transit, connection ID) *TransitAttachment {
	return n.joined[[2]ID{transit, connection}]
}

// leaveNetwork asks a network's routes. open reports that it sends the packet to the
// internet by itself.
func (w *walk) leaveNetwork(o *onPremisesIndex, hdr Header) (c *VPNConnection, open bool) {
	r, tried := o.table.lookup(nil, hdr.Dst)
	if r == nil && !isPrivate(hdr.Dst) {
		return nil, true
	}
	step := Step{At: o.ID, Outcome: Reachable, Reason: OnPremisesRouted, Tried: tried, In: hdr}
	if w.stage == StageReturn {
		step.Reason = RouteMatched
	}
	switch {
	case r == nil:
		step.Outcome, step.Reason, step.Cause = Blocked, OnPremisesNoRoute, Ref{ID: o.ID, Part: PartRoute, Index: Implicit}
	case r.kind != targetConnection:
		step.Outcome, step.Reason, step.Cause = Blocked, RouteBlackhole, r.ref
	default:
		step.Cause = r.ref
	}
	if step.Outcome != Reachable {
		w.stop(step)
		return nil, false
	}
	w.add(step)
	return w.n.byID[r.target].(*VPNConnection), false
}

// intoVirtualGateway enters a VPC by its virtual private gateway, to one of its own
// interfaces and nowhere further (L6).
func (w *walk) intoVirtualGateway(g *VirtualGateway, d *destination, hdr Header) arrival {
	v := w.n.vpcs[g.VPC]
	if v == nil {
		w.missing(g.ID, "vpc")
		return arrival{}
	}
	step := Step{At: g.ID, Outcome: Reachable, Reason: VirtualGatewayEntered, In: hdr}
	if !v.owns(hdr.Dst) {
		step.Outcome, step.Reason = Blocked, VirtualGatewayForeign
		w.stop(step)
		return arrival{}
	}
	w.add(step)
	if v.vgwTable != nil {
		r, tried := v.vgwTable.lookup(v, hdr.Dst)
		if r != nil && (r.kind == targetInstance || r.kind == targetFirewall) && !w.owns(r.target, Header{Dst: hdr.Dst}) {
			w.add(Step{At: v.vgwTable.at, Outcome: Reachable, Reason: RouteMatched, Cause: r.ref, Tried: tried, In: hdr})
			return w.follow(r, nil, v, d, hdr)
		}
	}
	return w.deliver(v, nil, hdr)
}

// fromNetworkBack takes a reply out of an on-premises network.
func (w *walk) fromNetworkBack(o *onPremisesIndex, hdr Header) place {
	c, open := w.leaveNetwork(o, hdr)
	switch {
	case open:
		w.add(Step{At: o.ID, Outcome: Blocked, Reason: NoReturnRoute, In: hdr})
		return place{lost: true}
	case c == nil:
		return place{lost: true}
	}
	switch g := w.n.byID[c.Gateway].(type) {
	case *VirtualGateway:
		v := w.n.vpcs[g.VPC]
		if v != nil && !v.owns(hdr.Dst) {
			w.add(Step{At: g.ID, Outcome: Blocked, Reason: VirtualGatewayForeign, In: hdr})
			return place{lost: true}
		}
		return place{vpc: v, at: g.ID}
	case *TransitGateway:
		a := w.n.attachmentOf(g.ID, c.ID)
		if a == nil {
			w.add(Step{At: c.ID, Outcome: Blocked, Reason: TransitNoAttachment, In: hdr})
			return place{lost: true}
		}
		end := w.overTransit(a, nil, hdr)
		if end == nil {
			return place{lost: true}
		}
		return place{vpc: w.n.vpcs[end.VPC], at: g.ID, end: end}
	}
	return place{at: c.ID}
}

// throughClientVPN asks a Client VPN endpoint whether its clients may go where the
// packet goes, and whether it knows the way (L9).
// https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html
func (w *walk) throughClientVPN(c *ClientVPN, x *Interface, hdr Header) {
	holds := func(list []CIDR) bool {
		for _, text := range list {
			if p, err := text.Prefix(); err == nil && covers(p, hdr.Dst) {
				return true
			}
		}
		return false
	}
	step := Step{At: c.ID, On: x.ID, Outcome: Reachable, Reason: ClientVPNForwarded, In: hdr}
	switch {
	case !holds(c.Authorizations):
		step.Outcome, step.Reason, step.Cause = Blocked, ClientVPNUnauthorized, Ref{ID: c.ID, Part: PartField, Field: "authorizations"}
	case !holds(c.Routes) && (x.subnet.vpc == nil || !x.subnet.vpc.owns(hdr.Dst)):
		step.Outcome, step.Reason, step.Cause = Blocked, ClientVPNNoRoute, Ref{ID: c.ID, Part: PartField, Field: "routes"}
	}
	w.add(step)
}
