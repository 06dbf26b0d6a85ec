package core

import (
	"net/netip"
	"slices"
)

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
	w.origin, w.between, w.through = x, samePlace, ""
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
		return w.toResolver(x, hdr)
	}
	w.zone(x, hdr)
	if c, ok := w.n.byID[x.Owners[0]].(*ClientVPN); ok {
		w.throughClientVPN(c, x, hdr)
	}
	w.groups(x, PartOutbound, hdr)
	return w.leave(x.subnet, d, hdr)
}

// leave takes a packet out of the interface at which it stands in subnet s: to a
// neighbour in the same subnet without ACL or route table (B13, F5), else through
// both.
func (w *walk) leave(s *subnetIndex, d *destination, hdr Header) arrival {
	if s.prefix.IsValid() && covers(s.prefix, hdr.Dst) || s.prefix6.IsValid() && covers(s.prefix6, hdr.Dst) {
		return w.deliver(s.vpc, s, hdr)
	}
	w.acl(s, PartOutbound, hdr)
	return w.route(s, d, hdr)
}

// exempt reports whether the packet goes to the VPC's own resolver or another
// link-local service, which neither groups nor ACLs filter and no route carries.
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

// zone records that the zone of an interface is down.
func (w *walk) zone(x *Interface, hdr Header) {
	if x.Lost {
		w.add(Step{At: x.Subnet, On: x.ID, Outcome: Blocked, Reason: ZoneLost, In: hdr, Detail: x.subnet.Zone,
			Cause: Ref{ID: x.Subnet, Part: PartField, Field: "zone"}})
	}
}

// route sends a packet on by the table of subnet s, which it leaves.
func (w *walk) route(s *subnetIndex, d *destination, hdr Header) arrival {
	t := w.tableOf(s)
	if t == nil {
		return arrival{}
	}
	if w.hops++; w.hops > maxHops {
		w.stop(Step{At: t.at, On: s.ID, Outcome: Blocked, Reason: RouteLoop, In: hdr})
		return arrival{}
	}
	r, tried := t.lookup(s.vpc, hdr.Dst)
	step := Step{At: t.at, On: s.ID, Outcome: Reachable, Reason: RouteMatched, Tried: tried, In: hdr}
	fromNAT := w.origin != nil && w.origin.Kind == KindNAT
	if r == nil {
		step.Outcome, step.Reason = Blocked, NoRoute
		step.Cause = Ref{ID: t.at, Part: PartRoute, Index: Implicit}
		if fromNAT {
			step.Reason = NATNoInternet
		}
		w.stop(step)
		return arrival{}
	}
	step.Cause = r.ref
	switch r.kind {
	case targetNAT:
		if fromNAT {
			step.Outcome, step.Reason = Blocked, NATLoop
			w.stop(step)
			return arrival{}
		}
	case targetLocal:
		step.Reason = RouteLocal
	case targetGatewayEndpoint:
		step.Reason = RouteEndpoint
	case targetNone, targetConnection, targetAttachment:
		step.Outcome, step.Reason = Blocked, RouteBlackhole
		w.stop(step)
		return arrival{}
	default:
	}
	w.add(step)
	from := s
	if w.entering {
		from, w.entering = nil, false
	}
	return w.follow(r, from, s.vpc, d, hdr)
}

// follow hands a packet to the target of a route of VPC v. It left subnet s, or came
// in by a gateway whose own table holds the route, where s is nil.
func (w *walk) follow(r *routeIndex, s *subnetIndex, v *vpcIndex, d *destination, hdr Header) arrival {
	switch r.kind {
	case targetLocal:
		return w.deliver(v, s, hdr)
	case targetIGW:
		return w.throughIGW(s, v, r.target, d, hdr)
	case targetEgressOnly:
		return w.throughEgressOnly(s, v, r.target, d, hdr)
	case targetNAT:
		return w.throughNAT(s, r.target, d, hdr)
	case targetGatewayEndpoint:
		return w.throughGatewayEndpoint(s, r.target, d, hdr)
	case targetInstance:
		return w.throughInstance(s, r.target, d, hdr)
	case targetFirewall:
		return w.throughFirewall(s, r.target, d, hdr)
	case targetPeering:
		return w.throughPeering(s, v, r.target, hdr)
	case targetTransit:
		return w.throughTransit(s, v, r.target, d, hdr)
	case targetVirtual:
		return w.throughVirtualGateway(s, v, r.target, hdr)
	case targetNone, targetConnection, targetAttachment:
	}
	return arrival{}
}

// enterSubnet ties the packet's last leg to where it now stands: the subnet s of an
// interface that it reaches from the subnet before, or by the crossing that brought
// it into the VPC, where before is nil. It passes the ACL of s unless it was there.
func (w *walk) enterSubnet(before, s *subnetIndex, kind legKind, hdr Header) {
	if before != nil {
		if before != s || w.through != "" || kind != legLocal {
			w.leg(leg{kind: kind, from: before, to: s, hdr: hdr, client: hdr.SrcPorts})
		}
		if before != s {
			w.acl(s, PartInbound, hdr)
		}
		return
	}
	entered := false
	if len(w.legs) > 0 {
		l := &w.legs[len(w.legs)-1]
		l.to, entered = s, l.door == s
	}
	if !entered { // F8: the ACL of an attachment's own subnet is not asked twice
		w.acl(s, PartInbound, hdr)
	}
}

// deliver hands a packet to an address of VPC v, from its subnet s, or from a gateway
// where s is nil.
func (w *walk) deliver(v *vpcIndex, s *subnetIndex, hdr Header) arrival {
	if v == nil {
		w.missing(s.ID, "vpc")
		return arrival{}
	}
	var x *Interface
	if hdr.Dst.IsSingleIP() {
		x = w.n.byPrivate[vpcAddr{v.ID, hdr.Dst.Addr()}]
	}
	if x == nil {
		w.stop(Step{At: w.n.subnetAt(v, hdr.Dst, s), Outcome: Blocked, Reason: NoSuchHost, In: hdr})
		return arrival{}
	}
	w.enterSubnet(s, x.subnet, legLocal, hdr)
	return w.enter(x, hdr)
}

// subnetAt returns the subnet that holds an address, else s or the VPC itself.
func (n *Network) subnetAt(v *vpcIndex, dst netip.Prefix, s *subnetIndex) ID {
	at := v.ID
	if s != nil {
		at = s.ID
	}
	for _, r := range n.resources {
		if r.Type() == TypeSubnet {
			other := n.subnets[r.Head().ID]
			if other.vpc == v && (other.prefix.IsValid() && covers(other.prefix, dst) || other.prefix6.IsValid() && covers(other.prefix6, dst)) {
				return other.ID
			}
		}
	}
	return at
}

// enter brings a packet to interface x: its groups, then what stands behind it.
func (w *walk) enter(x *Interface, hdr Header) arrival {
	a := arrival{known: true, hdr: hdr}
	refuse := func(r Reason) arrival {
		at := x.Owners[0]
		if slices.Contains(x.Owners, w.path.Target) {
			at = w.path.Target // of the functions that share it the one that is asked about
		}
		w.stop(Step{At: at, On: x.ID, Outcome: Blocked, Reason: r, In: hdr})
		return arrival{}
	}
	switch x.Kind {
	case KindNAT:
		return refuse(NATAcceptsNothing)
	case KindFunction:
		return refuse(FunctionAcceptsNothing)
	case KindFirewall:
		return refuse(NoSuchHost)
	case KindEndpoint, KindInstance, KindManaged:
	}
	w.zone(x, hdr)
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
		case hdr.Proto != ProtoICMP && !listens(r.Listens, hdr):
			step.Outcome, step.Reason = Blocked, NoListener
		}
	case *LoadBalancer, *DatabaseProxy:
		return w.relay(x, step)
	default:
		if !w.n.serves(r, hdr) {
			step.Outcome, step.Reason = Blocked, NoListener
		}
	}
	w.add(step)
	return a
}

func listens(list []Listener, hdr Header) bool {
	for _, l := range list {
		if l.Port == hdr.DstPorts.Lo && protoMatches(l.Protocol, hdr.Proto) {
			return true
		}
	}
	return false
}
