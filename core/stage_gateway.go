package core

import (
	"net/netip"
	"slices"
)

// throughIGW leaves VPC v by an internet gateway. By IPv4 it needs a public address
// mapped to the sender's interface, and a destination on the internet (C2); IPv6
// addresses are public themselves (C5).
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (w *walk) throughIGW(s *subnetIndex, v *vpcIndex, igw ID, d *destination, hdr Header) arrival {
	out, x := hdr, w.origin
	if x != nil && x.subnet.vpc != v {
		x = nil // a gateway knows the addresses of its own VPC alone
	}
	v6 := !hdr.Dst.Addr().Is4()
	step := Step{At: igw, Outcome: Reachable, Reason: IGWTranslated, In: hdr}
	if s != nil {
		step.On = s.ID
	}
	known := v6 && x != nil
	if x != nil {
		step.On = x.ID
		if !v6 && x.Public.IsValid() {
			out.Src, known = host(x.Public), true
		}
	}
	step.Out = out
	w.publicAccess(v, s, false, x != nil && x.Kind == KindNAT, hdr)
	w.leg(leg{kind: legOut, from: s, at: igw, hdr: hdr, client: hdr.SrcPorts})
	switch {
	case isPrivate(hdr.Dst):
		step.Outcome, step.Reason = Blocked, IGWPrivateDestination
		w.stop(step)
		return arrival{}
	case !known:
		step.Outcome, step.Reason, step.Out = Blocked, IGWNoPublicIP, Header{}
		if x != nil && x.Kind == KindNAT {
			step.Reason = NATPrivateToIGW
		}
		out.Src = anyIPv4 // whatever public address it would be given
	case v6:
		step.Reason = IGWForwarded
		if x.Kind == KindFunction {
			w.notes = append(w.notes, Note{Code: NoteFunctionIPv6, At: igw})
		}
	}
	w.add(step)
	return w.onInternet(d, out)
}

// throughEgressOnly leaves VPC v by an egress-only internet gateway: IPv6, outward
// only, and with state (M3).
// https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
func (w *walk) throughEgressOnly(s *subnetIndex, v *vpcIndex, id ID, d *destination, hdr Header) arrival {
	step := Step{At: id, Outcome: Reachable, Reason: EgressOnlyForwarded, In: hdr}
	if x := w.origin; x != nil {
		step.On = x.ID
	}
	w.publicAccess(v, s, false, true, hdr)
	w.leg(leg{kind: legOut, from: s, at: id, hdr: hdr, client: hdr.SrcPorts})
	if hdr.Dst.Addr().Is4() || w.origin == nil || w.origin.subnet.vpc != v {
		step.Outcome, step.Reason = Blocked, EgressOnlyRefused
	}
	w.add(step)
	return w.onInternet(d, hdr)
}

// onInternet carries a packet on the internet side of a gateway: to a public AWS
// address, to a public address of the drawing, or to any other host.
func (w *walk) onInternet(d *destination, hdr Header) arrival {
	if d.api != nil {
		return arrival{known: true, hdr: hdr}
	}
	if r, ok := d.res.(*NATGateway); ok && r.Regional {
		w.stop(Step{At: r.ID, Outcome: Blocked, Reason: NATAcceptsNothing, In: hdr})
		return arrival{}
	}
	if hdr.Dst.IsSingleIP() {
		if x := w.n.byPublic[hdr.Dst.Addr()]; x != nil {
			return w.intoIGW(x, d, hdr)
		}
	}
	at := d.id
	if _, drawn := w.n.byID[at].(*OnPremises); drawn || d.res != nil {
		at = Internet // its public address, not itself
	}
	w.add(Step{At: at, Outcome: Reachable, Reason: Delivered, In: hdr})
	return arrival{known: true, hdr: hdr}
}

// intoIGW enters a VPC by the public address of interface x.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (w *walk) intoIGW(x *Interface, d *destination, hdr Header) arrival {
	v := x.subnet.vpc
	v6 := !hdr.Dst.Addr().Is4()
	switch {
	case v == nil || v.igw == nil && (!v6 || v.eigw == nil):
		w.stop(Step{At: x.Owners[0], On: x.ID, Outcome: Blocked, Reason: IGWNoMapping, In: hdr})
		return arrival{}
	case v.igw == nil:
		w.stop(Step{At: v.eigw.ID, On: x.ID, Outcome: Blocked, Reason: EgressOnlyRefused, In: hdr})
		return arrival{}
	}
	out := hdr
	step := Step{At: v.igw.ID, On: x.ID, Outcome: Reachable, Reason: IGWForwarded, In: hdr}
	if !v6 {
		out.Dst = host(x.Private)
		step.Reason = IGWTranslated
	}
	step.Out = out
	w.add(step)
	w.publicAccess(v, x.subnet, true, false, hdr)
	if r, ok := w.n.byID[x.Owners[0]].(*Database); ok {
		w.publicDatabase(r, x, hdr)
	}
	w.between = identityLost
	w.leg(leg{kind: legIn, to: x.subnet, at: v.igw.ID, hdr: out, client: hdr.SrcPorts})
	if v.igwTable != nil {
		r, tried := v.igwTable.lookup(v, out.Dst)
		if r != nil && r.kind != targetLocal && !w.owns(r.target, Header{Dst: out.Dst}) {
			step := Step{At: v.igwTable.at, Outcome: Reachable, Reason: RouteMatched, Cause: r.ref, Tried: tried, In: out}
			if r.kind != targetInstance && r.kind != targetFirewall {
				step.Outcome, step.Reason = Blocked, RouteBlackhole
				w.stop(step)
				return arrival{}
			}
			w.add(step)
			return w.follow(r, nil, v, d, out)
		}
	}
	w.enterSubnet(nil, x.subnet, legLocal, out)
	return w.enter(x, out)
}

// publicDatabase asks whether every subnet of a database's group leads to the internet
// gateway: RDS may place the database in any of them (K3).
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding
func (w *walk) publicDatabase(r *Database, x *Interface, hdr Header) {
	for _, id := range sortedIDs(r.Subnets) {
		s := w.n.subnets[id]
		if s == nil || s.table == nil || s == x.subnet {
			continue // the reply asks its own
		}
		if route, _ := s.table.lookup(s.vpc, hdr.Src); route == nil || route.kind != targetIGW {
			w.add(Step{At: r.ID, On: id, Outcome: Blocked, Reason: DatabaseNotPublic, Detail: string(id), In: hdr, Cause: Ref{ID: r.ID, Part: PartField, Field: "subnets"}})
		}
	}
}

// publicAccess asks VPC Block Public Access about a packet that crosses the border of
// VPC v to or from the internet, at subnet s (M1). What leaves by a NAT gateway or an
// egress-only gateway, outward, passes where only ingress is blocked.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
func (w *walk) publicAccess(v *vpcIndex, s *subnetIndex, inbound, outward bool, hdr Header) {
	for _, b := range w.n.access {
		if b.Mode == BlockOff || b.Mode == "" || w.n.regionOf(b.ID) != v.region {
			continue
		}
		if b.Mode == BlockIngress && outward {
			continue
		}
		if slices.ContainsFunc(b.Exclusions, func(e BlockExclusion) bool {
			return (e.For == v.ID || s != nil && e.For == s.ID) && (e.Mode == AllowBidirectional || e.Mode == AllowEgress && !inbound)
		}) {
			continue
		}
		on := v.ID
		if s != nil {
			on = s.ID
		}
		w.add(Step{At: b.ID, On: on, Outcome: Blocked, Reason: PublicAccessBlocked, In: hdr, Cause: Ref{ID: b.ID, Part: PartField, Field: "mode"}})
	}
}

// throughNAT passes a NAT gateway: into its subnet, translated, and out by that
// subnet's own table. Both ACLs see it, on the way there and on the way back (D4).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
func (w *walk) throughNAT(s *subnetIndex, id ID, d *destination, hdr Header) arrival {
	nat := w.n.byID[id].(*NATGateway)
	if nat.Regional {
		return w.throughRegionalNAT(s, nat, d, hdr)
	}
	x := w.n.byIface[OwnerInterface(id)]
	if x == nil {
		w.missing(id, "subnet")
		return arrival{}
	}
	if x.subnet == s {
		w.notes = append(w.notes, Note{Code: NoteNATSameSubnet, At: id})
	}
	w.enterSubnet(s, x.subnet, legNAT, hdr)
	w.zone(x, hdr)
	out := hdr
	out.SrcPorts = ephemeral
	if x.Private.IsValid() {
		out.Src = host(x.Private)
	}
	if !w.translate(nat, x.ID, hdr, &out) {
		return arrival{}
	}
	w.origin, w.between = x, samePlace
	return w.leave(x.subnet, d, out)
}

// translate records what a NAT gateway does with a packet, and reports whether it can
// go on. IPv6 it takes for NAT64 alone (D13).
func (w *walk) translate(nat *NATGateway, on ID, hdr Header, out *Header) bool {
	step := Step{At: nat.ID, On: on, Outcome: Reachable, Reason: NATTranslated, In: hdr}
	if !hdr.Dst.Addr().Is4() {
		if !covers(nat64, hdr.Dst) {
			step.Outcome, step.Reason = Blocked, NATIPv4Only
			w.stop(step)
			return false
		}
		b := hdr.Dst.Addr().As16()
		out.Dst = netip.PrefixFrom(netip.AddrFrom4([4]byte(b[12:])), hdr.Dst.Bits()-96)
	}
	step.Out = *out
	if nat.State != NATAvailable {
		step.Outcome, step.Reason, step.Detail = Blocked, NATNotAvailable, string(nat.State)
	}
	w.add(step)
	return true
}

// throughRegionalNAT passes a regional NAT gateway, which stands in no subnet and has
// a route to the internet gateway of its own (D10).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
func (w *walk) throughRegionalNAT(s *subnetIndex, nat *NATGateway, d *destination, hdr Header) arrival {
	v := w.n.vpcs[nat.VPC]
	if v == nil {
		w.missing(nat.ID, "vpc")
		return arrival{}
	}
	w.leg(leg{kind: legNAT, from: s, at: nat.ID, hdr: hdr, client: hdr.SrcPorts})
	zone := ""
	if s != nil {
		zone = s.Zone
	}
	if len(nat.Zones) > 0 && zone != "" && !contains(nat.Zones, zone) {
		w.add(Step{At: nat.ID, Outcome: Blocked, Reason: NATZoneNotCovered, Detail: zone, In: hdr, Cause: Ref{ID: nat.ID, Part: PartField, Field: "zones"}})
	}
	out := hdr
	out.SrcPorts = ephemeral
	out.Src = anyIPv4
	if a, err := nat.PublicIP.Addr(); err == nil && a.IsValid() {
		out.Src = host(a)
	}
	if !w.translate(nat, "", hdr, &out) {
		return arrival{}
	}
	step := Step{At: nat.ID, Outcome: Blocked, Reason: NATNoInternet, In: out}
	switch {
	case v.igw == nil:
		w.stop(step)
		return arrival{}
	case isPrivate(out.Dst):
		step.At, step.Reason = v.igw.ID, IGWPrivateDestination
		w.stop(step)
		return arrival{}
	}
	w.origin = nil
	w.publicAccess(v, nil, false, true, out)
	w.add(Step{At: v.igw.ID, Outcome: Reachable, Reason: IGWForwarded, In: out})
	return w.onInternet(d, out)
}

// throughGatewayEndpoint leaves the VPC by a gateway endpoint: no public address is
// needed, and the service sees the private one. What came from outside the VPC does
// not pass (G6).
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
func (w *walk) throughGatewayEndpoint(s *subnetIndex, id ID, d *destination, hdr Header) arrival {
	e := w.n.byID[id].(*GatewayEndpoint)
	step := Step{At: id, Outcome: Reachable, Reason: EndpointForwarded, In: hdr}
	if s != nil {
		step.On = s.ID
	}
	switch {
	case w.origin == nil || w.origin.subnet.VPC != e.VPC:
		step.Outcome, step.Reason = Blocked, EndpointForeign
		w.stop(step)
		return arrival{}
	case hdr.Proto != ProtoTCP && hdr.Proto != ProtoICMP:
		step.Outcome, step.Reason = Blocked, EndpointProtocol
	}
	w.leg(leg{kind: legOut, from: s, at: id, hdr: hdr, client: hdr.SrcPorts})
	w.add(step)
	if d.api == nil {
		w.add(Step{At: d.id, Outcome: Reachable, Reason: Delivered, In: hdr})
	}
	return arrival{known: true, hdr: hdr, endpoint: e, vpc: e.VPC, private: hdr.Src.Addr()}
}

// send walks a packet from wherever the source is.
func (w *walk) send(s *source, d *destination, hdr Header) arrival {
	switch {
	case s.iface != nil && s.only4 && hdr.Dst.IsValid() && !hdr.Dst.Addr().Is4():
		// The interface is shared; it is this function that may not use IPv6 (I10).
		w.stop(Step{At: s.at, On: s.iface.ID, Outcome: Blocked, Reason: NoIPv6Address, In: hdr, Cause: Ref{ID: s.at, Part: PartField, Field: "ipv6"}})
		return arrival{}
	case s.iface != nil:
		w.started = s.iface
		return w.fromInterface(s.iface, d, hdr)
	case s.host != nil:
		return w.fromHost(s.host, d, hdr)
	}
	return w.fromOutside(s, d, hdr)
}

// fromOutside walks a packet that starts outside every VPC: a function without VPC
// configuration, or a host on the internet.
func (w *walk) fromOutside(s *source, d *destination, hdr Header) arrival {
	w.origin, w.between, w.through = nil, identityLost, ""
	if d.res != nil && d.block == (netip.Prefix{}) {
		w.add(Step{At: d.id, Outcome: Blocked, Reason: FunctionAcceptsNothing, In: hdr})
		return arrival{}
	}
	if hdr.Dst.Addr().Is4() != hdr.Src.Addr().Is4() && (s.at == Internet && d.res != nil) {
		w.stop(Step{At: d.id, Outcome: Blocked, Reason: NoIPv6Address, Detail: "source", In: hdr})
		return arrival{}
	}
	_, function := w.n.byID[s.at].(*Function)
	if isPrivate(hdr.Dst) {
		// A private address means nothing outside; a host that is named, not
		// addressed, is called by its public address if it has one.
		switch {
		case d.iface == nil || d.literal || function && !d.iface.Public.IsValid() || d.name != "":
			w.stop(Step{At: s.at, Outcome: Blocked, Reason: OutsideVPCPrivate, In: hdr})
			return arrival{}
		case !d.iface.Public.IsValid():
			w.stop(Step{At: d.id, On: d.iface.ID, Outcome: Blocked, Reason: IGWNoMapping, In: hdr})
			return arrival{}
		}
		hdr.Dst = host(d.iface.Public)
	}
	if function {
		step := Step{At: s.at, Outcome: Reachable, Reason: OutsideVPCEgress, In: hdr}
		if !hdr.Dst.Addr().Is4() {
			step.Outcome, step.Reason = Blocked, NoIPv6Address // I1
		}
		w.add(step)
	}
	return w.onInternet(d, hdr)
}
