package core

import "net/netip"

// Routes: each subnet has one effective table, in which the longest prefix wins.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html

// lookup returns the route for dst and the rows that are more specific and did not
// match. B6: a propagated route within the VPC's own blocks never beats local.
func (t *tableIndex) lookup(v *vpcIndex, dst netip.Prefix) (r *routeIndex, tried []Ref) {
	inVPC := v != nil && v.owns(dst)
	for i := range t.routes {
		r := &t.routes[i]
		if covers(r.prefix, dst) && (!r.propagate || !inVPC) {
			return r, tried
		}
		tried = append(tried, r.ref)
	}
	return nil, tried
}

// tableOf returns the effective table of a subnet, or records what is missing.
func (w *walk) tableOf(s *subnetIndex) *tableIndex {
	if s.missing != "" && s.missing != "networkAcl" {
		w.missing(s.ID, s.missing)
		return nil
	}
	return s.table
}

// An arrival is how a packet got there.
type arrival struct {
	// known reports that the walk found the way to the end, refused or not.
	known bool
	// hdr is the packet as the destination sees it.
	hdr Header
	// endpoint is the endpoint that it crossed, if any, and vpc that one's VPC.
	endpoint Resource
	vpc      ID
	// private is the caller's address as an endpoint passes it on.
	private netip.Addr
}

// fromInterface walks a packet from interface x to its destination.
func (w *walk) fromInterface(x *Interface, d *destination, hdr Header) arrival {
	if !x.Private.IsValid() && !x.IPv6.IsValid() {
		// The subnet has no address for it; deployable has said so.
		w.hidden = true
		return arrival{}
	}
	if d.res != nil && d.block == (netip.Prefix{}) {
		w.add(Step{At: d.id, Outcome: Blocked, Reason: FunctionAcceptsNothing, In: hdr})
		return arrival{}
	}
	if !hdr.Src.IsValid() {
		w.stop(Step{At: x.Owners[0], On: x.ID, Outcome: Blocked, Reason: NoIPv6Address, In: hdr})
		return arrival{}
	}
	if exempt(x.subnet, hdr.Dst) {
		return arrival{known: true, hdr: hdr}
	}
	w.groups(x, PartOutbound, hdr)
	if x.subnet.prefix.IsValid() && covers(x.subnet.prefix, hdr.Dst) {
		// A neighbour in the same subnet: neither ACL nor route table.
		return w.deliver(x.subnet, hdr)
	}
	w.acl(x.subnet, PartOutbound, hdr)
	return w.route(x, x.subnet, d, hdr)
}

// exempt reports whether the packet goes to the VPC's own resolver or another
// link-local service, which neither groups nor ACLs filter.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func exempt(s *subnetIndex, dst netip.Prefix) bool {
	if covers(linkLocal, dst) || covers(local6, dst) {
		return true
	}
	if s.vpc == nil || len(s.vpc.blocks) == 0 || !s.vpc.blocks[0].Addr().Is4() {
		return false
	}
	return dst == host(offset(s.vpc.blocks[0].Addr(), 2))
}

// route sends a packet on from subnet s, which it leaves by interface x.
func (w *walk) route(x *Interface, s *subnetIndex, d *destination, hdr Header) arrival {
	t := w.tableOf(s)
	if t == nil {
		return arrival{}
	}
	if w.hops++; w.hops > maxHops {
		w.stop(Step{At: t.at, On: s.ID, Outcome: Blocked, Reason: NATLoop, In: hdr})
		return arrival{}
	}
	r, tried := t.lookup(s.vpc, hdr.Dst)
	step := Step{At: t.at, On: s.ID, Outcome: Reachable, Reason: RouteMatched, Tried: tried, In: hdr}
	if r == nil {
		step.Outcome, step.Reason = Blocked, NoRoute
		step.Cause = Ref{ID: t.at, Part: PartRoute, Index: Implicit}
		if x.Kind == KindNAT {
			step.Reason = NATNoInternet
		}
		w.stop(step)
		return arrival{}
	}
	step.Cause = r.ref
	switch r.kind {
	case targetLocal:
		step.Reason = RouteLocal
		w.add(step)
		return w.deliver(s, hdr)
	case targetIGW:
		w.add(step)
		return w.throughIGW(x, s, r.target, d, hdr)
	case targetNAT:
		if x.Kind == KindNAT {
			step.Outcome, step.Reason = Blocked, NATLoop
			w.stop(step)
			return arrival{}
		}
		w.add(step)
		return w.throughNAT(s, r.target, d, hdr)
	case targetGatewayEndpoint:
		step.Reason = RouteEndpoint
		w.add(step)
		return w.throughGatewayEndpoint(s, r.target, d, hdr)
	case targetInstance:
		w.add(step)
		w.stop(Step{At: r.target, Outcome: Undecided, Reason: NotModelled, In: hdr})
		return arrival{}
	default:
		step.Outcome, step.Reason = Blocked, RouteBlackhole
		w.stop(step)
		return arrival{}
	}
}

// deliver hands a packet to an address of the VPC, from subnet s.
func (w *walk) deliver(s *subnetIndex, hdr Header) arrival {
	if !hdr.Dst.IsSingleIP() {
		w.stop(Step{At: s.ID, Outcome: Blocked, Reason: NoSuchHost, In: hdr})
		return arrival{}
	}
	x := w.n.byPrivate[vpcAddr{s.VPC, hdr.Dst.Addr()}]
	if x == nil {
		at := s.ID
		for _, other := range w.n.subnets {
			if other.VPC == s.VPC && other.prefix.IsValid() && other.prefix.Contains(hdr.Dst.Addr()) {
				at = other.ID
			}
		}
		w.stop(Step{At: at, Outcome: Blocked, Reason: NoSuchHost, In: hdr})
		return arrival{}
	}
	if x.subnet != s {
		w.legs = append(w.legs, leg{kind: legLocal, from: s, to: x.subnet, hdr: hdr, client: hdr.SrcPorts})
		w.acl(x.subnet, PartInbound, hdr)
	}
	return w.enter(x, hdr)
}

// enter brings a packet to interface x: its groups, then what stands behind it.
func (w *walk) enter(x *Interface, hdr Header) arrival {
	a := arrival{known: true, hdr: hdr}
	if x.Kind == KindNAT {
		w.stop(Step{At: x.Owners[0], On: x.ID, Outcome: Blocked, Reason: NATAcceptsNothing, In: hdr})
		return arrival{}
	}
	if x.Kind == KindFunction {
		w.stop(Step{At: x.Owners[0], On: x.ID, Outcome: Blocked, Reason: FunctionAcceptsNothing, In: hdr})
		return arrival{}
	}
	w.groups(x, PartInbound, hdr)
	step := Step{At: x.Owners[0], On: x.ID, Outcome: Reachable, Reason: Delivered, In: hdr}
	switch r := w.n.byID[x.Owners[0]].(type) {
	case *InterfaceEndpoint:
		step.Reason = EndpointEntered
		a.endpoint, a.vpc, a.private = r, r.VPC, hdr.Src.Addr()
		switch {
		case hdr.Proto == ProtoICMP:
			step.Outcome, step.Reason = Blocked, EndpointProtocol
		case hdr.Proto != ProtoTCP || hdr.DstPorts != port(443):
			step.Outcome, step.Reason = Blocked, NoListener
		}
	case *Instance:
		switch {
		case r.Stopped:
			step.Outcome, step.Reason = Blocked, InstanceStopped
		case hdr.Proto != ProtoICMP && !listens(r, hdr):
			step.Outcome, step.Reason = Blocked, NoListener
		}
	}
	w.add(step)
	return a
}

func listens(r *Instance, hdr Header) bool {
	for _, l := range r.Listens {
		if l.Port == hdr.DstPorts.Lo && protoMatches(l.Protocol, hdr.Proto) {
			return true
		}
	}
	return false
}

// back walks the reply along the legs, last first. Groups are stateful and stay
// silent; ACLs are asked again, and the responder's own table must lead back.
func (w *walk) back() {
	for i := len(w.legs) - 1; i >= 0; i-- {
		l := &w.legs[i]
		hdr := l.hdr.reply(l.client)
		switch l.kind {
		case legLocal:
			w.acl(l.to, PartOutbound, hdr)
			w.routeBack(l.to, hdr, targetLocal)
			w.acl(l.from, PartInbound, hdr)
		case legNAT:
			if l.from != l.to {
				w.acl(l.to, PartOutbound, hdr)
				w.acl(l.from, PartInbound, hdr)
			}
		case legOut:
			w.acl(l.from, PartInbound, hdr)
		case legIn:
			w.acl(l.to, PartOutbound, hdr)
			w.routeBack(l.to, hdr, targetIGW)
		}
	}
}

// routeBack asks the responder's table for the way back, which must be of a kind.
func (w *walk) routeBack(s *subnetIndex, hdr Header, want targetKind) {
	t := w.tableOf(s)
	if t == nil {
		return
	}
	r, tried := t.lookup(s.vpc, hdr.Dst)
	step := Step{At: t.at, On: s.ID, Outcome: Reachable, Reason: RouteMatched, Tried: tried, In: hdr}
	switch {
	case r == nil:
		step.Outcome, step.Reason = Blocked, NoReturnRoute
		step.Cause = Ref{ID: t.at, Part: PartRoute, Index: Implicit}
	case r.kind != want:
		step.Outcome, step.Reason, step.Cause = Blocked, NoReturnRoute, r.ref
	default:
		step.Cause = r.ref
		if want == targetLocal {
			step.Reason = RouteLocal
		}
	}
	w.add(step)
}

// reply returns the header of the answer to h, sent to a client whose ephemeral
// range is given.
func (h Header) reply(client PortRange) Header {
	return Header{Src: h.Dst, Dst: h.Src, SrcPorts: h.DstPorts, DstPorts: client, Proto: h.Proto}
}
