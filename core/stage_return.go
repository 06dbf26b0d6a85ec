package core

import "slices"

// The way back. A reply retraces the legs of the packet, last first: security groups
// are stateful and stay silent, ACLs are asked again, and the responder's own table
// must lead to where the packet came from.

// A leg is a crossing that the reply makes the other way round.
type leg struct {
	kind legKind
	from *subnetIndex // where the packet left; nil where a gateway brought it
	to   *subnetIndex // where it arrived; nil outside every VPC
	at   ID           // the gateway or appliance
	hdr  Header
	// client is the range from which the sender of this leg chose its port.
	client PortRange
	// through is a firewall or router that the packet passed untranslated before
	// this leg, and that the reply has to pass too.
	through ID
	// home is the VPC, or homeNetwork the network, that a crossing started in, and
	// away the network that it ended in, if not in a VPC.
	home              *vpcIndex
	homeNetwork, away *onPremisesIndex
	// door is the transit gateway's subnet in the VPC where the crossing ended, and
	// back the one where it started.
	door, back *subnetIndex
	// handled marks a leg whose reply the gateway itself brings back, whatever the
	// responder's table says.
	handled bool
}

type legKind uint8

const (
	legLocal     legKind = iota // between two subnets of a VPC, by the local route
	legNAT                      // from a client's subnet to its NAT gateway
	legAppliance                // to an instance or a firewall that a route leads to
	legOut                      // out of the VPC through a gateway
	legIn                       // into the VPC through the internet gateway
	legCross                    // between VPCs and other networks
)

// leg appends a leg, with the appliance that the packet has just passed.
func (w *walk) leg(l leg) {
	l.through, w.through = w.through, ""
	w.legs = append(w.legs, l)
}

// back walks the reply along the legs, last first.
func (w *walk) back() {
	for i := len(w.legs) - 1; i >= 0; i-- {
		l := &w.legs[i]
		hdr := l.hdr.reply(l.client)
		switch l.kind {
		case legLocal:
			if l.from != l.to {
				w.acl(l.to, PartOutbound, hdr)
			}
			if !l.handled && (l.from != l.to || l.through != "") {
				w.routeBack(l.to, hdr, targetLocal, l.through)
			}
			if l.from != l.to {
				w.acl(l.from, PartInbound, hdr)
			}
		case legNAT, legAppliance:
			if l.from == nil || l.from == l.to {
				continue
			}
			if l.to != nil { // a regional NAT gateway stands in no subnet
				w.acl(l.to, PartOutbound, hdr)
				if l.kind == legAppliance || l.through != "" {
					w.routeBack(l.to, hdr, targetLocal, l.through)
				}
			}
			w.acl(l.from, PartInbound, hdr)
		case legOut:
			if l.from != nil {
				w.backIn(l, hdr)
				w.acl(l.from, PartInbound, hdr)
			}
		case legIn:
			w.acl(l.to, PartOutbound, hdr)
			w.routeBack(l.to, hdr, targetIGW, l.through)
		case legCross:
			w.backAcross(l, hdr)
		}
	}
}

// backIn asks the gateway's own route table, if it has one, where the reply goes: past
// the appliance that the packet came through, and no other (B12).
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
func (w *walk) backIn(l *leg, hdr Header) {
	v := l.from.vpc
	if v == nil || v.igw == nil || l.at != v.igw.ID {
		return // no other gateway that packets leave by has a table
	}
	if v.igwTable == nil {
		if l.through != "" {
			w.add(Step{At: l.at, Outcome: Blocked, Reason: AsymmetricReturn, Detail: string(l.through), In: hdr})
		}
		return
	}
	r, tried := v.igwTable.lookup(v, hdr.Dst)
	step := Step{At: v.igwTable.at, Outcome: Reachable, Reason: RouteMatched, Tried: tried, In: hdr}
	passes := ID("")
	if r != nil {
		step.Cause = r.ref
		if r.kind == targetInstance || r.kind == targetFirewall {
			passes = r.target
		}
	}
	if passes != l.through && (l.through != "" || !w.owns(passes, hdr)) {
		step.Outcome, step.Reason, step.Detail = Blocked, AsymmetricReturn, string(l.through)
	}
	w.add(step)
}

// owns reports whether the instance id is itself whom the reply is for.
func (w *walk) owns(id ID, hdr Header) bool {
	x := w.n.byIface[OwnerInterface(id)]
	return x != nil && (x.Private == hdr.Dst.Addr() || x.IPv6 == hdr.Dst.Addr())
}

// routeBack asks the responder's table for the way back, which must be of a kind, or
// lead through the appliance that the packet came by.
func (w *walk) routeBack(s *subnetIndex, hdr Header, want targetKind, through ID) *routeIndex {
	t := w.tableOf(s)
	if t == nil {
		return nil
	}
	r, tried := t.lookup(s.vpc, hdr.Dst)
	step := Step{At: t.at, On: s.ID, Outcome: Reachable, Reason: RouteMatched, Tried: tried, In: hdr}
	crossing := want == targetNone // by whatever gateway leads there
	switch {
	case r == nil:
		step.Outcome, step.Reason = Blocked, NoReturnRoute
		step.Cause = Ref{ID: t.at, Part: PartRoute, Index: Implicit}
	case through != "" && r.target != through:
		step.Outcome, step.Reason, step.Cause, step.Detail = Blocked, AsymmetricReturn, r.ref, string(through)
	case through != "":
		step.Cause = r.ref
	case crossing && (r.kind == targetPeering || r.kind == targetTransit || r.kind == targetVirtual):
		step.Cause = r.ref
	case r.kind != want || crossing:
		step.Outcome, step.Reason, step.Cause = Blocked, NoReturnRoute, r.ref
	default:
		step.Cause = r.ref
		if want == targetLocal {
			step.Reason = RouteLocal
		}
	}
	w.add(step)
	if step.Outcome != Reachable {
		return nil
	}
	return r
}

// reply returns the header of the answer to h, sent to a client whose ephemeral
// range is given.
func (h Header) reply(client PortRange) Header {
	return Header{Src: h.Dst, Dst: h.Src, SrcPorts: h.DstPorts, DstPorts: client, Proto: h.Proto}
}

// backAcross walks a reply over a crossing: out of the responder's subnet or network,
// by whatever gateway its own routes name, back to where the packet started.
func (w *walk) backAcross(l *leg, hdr Header) {
	var home place
	switch {
	case l.away != nil:
		home = w.fromNetworkBack(l.away, hdr)
	case l.to != nil:
		w.acl(l.to, PartOutbound, hdr)
		r := w.routeBack(l.to, hdr, targetNone, "")
		if r == nil {
			// Where it goes once it is routed back the way it came.
			if r = w.sameWay(l); r == nil {
				w.hidden = true
				return
			}
		}
		home = w.crossBack(r, l.to, hdr)
	default:
		return
	}
	back := w.doorBack(l, home.end)
	switch {
	case home.lost:
		w.hidden = true
		return
	case home.vpc != l.home || home.network != l.homeNetwork:
		w.hidden = true
		w.add(Step{At: home.at, Outcome: Blocked, Reason: ReplyElsewhere, In: hdr})
		return
	case l.from == nil:
		return
	}
	switch {
	case home.end != nil && back != nil && (back != l.from || l.through != ""):
		w.routeBack(back, hdr, targetLocal, l.through)
		w.acl(back, PartOutbound, hdr) // F8
	case home.end != nil && back == l.from:
		return // F8: the same subnet's ACL is not asked on the way in
	case l.through != "":
		w.add(Step{At: home.at, Outcome: Blocked, Reason: AsymmetricReturn, Detail: string(l.through), In: hdr})
	}
	w.acl(l.from, PartInbound, hdr)
}

// sameWay returns the route by which the reply of a crossing would go back the way that
// the packet came, nil where that is not to be told.
func (w *walk) sameWay(l *leg) *routeIndex {
	id := l.at
	if c, ok := w.n.byID[id].(*VPNConnection); ok {
		id = c.Gateway
	}
	switch w.n.byID[id].(type) {
	case *Peering:
		return &routeIndex{target: id, kind: targetPeering}
	case *VirtualGateway:
		return &routeIndex{target: id, kind: targetVirtual}
	case *TransitGateway:
		if w.n.attachment(id, l.to.vpc) != nil {
			return &routeIndex{target: id, kind: targetTransit}
		}
	}
	return nil
}

// A place is where a reply gets to.
type place struct {
	vpc     *vpcIndex
	network *onPremisesIndex
	at      ID // the gateway that brought it
	// end is the attachment by which a transit gateway brought it into a VPC.
	end  *TransitAttachment
	lost bool // it got nowhere, which has been recorded
}

// doorBack returns the subnet by which a transit gateway brings the reply back. It
// keeps to the zone that the reply comes from, unless the attachment's appliance mode
// holds both directions of a flow in the zone that the first packet took; a packet that
// went another way, such as over a peering connection, has taken none.
// https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
func (w *walk) doorBack(l *leg, end *TransitAttachment) *subnetIndex {
	if end == nil {
		return nil
	}
	same := l.back != nil && slices.Contains(end.Subnets, l.back.ID)
	if same && (end.ApplianceMode || l.to == nil) {
		return l.back
	}
	if door := w.doorOf(end, l.to); door != nil {
		return door
	}
	if same {
		return l.back
	}
	return w.anyDoor(end)
}

// crossBack takes a reply out of subnet s by route r.
func (w *walk) crossBack(r *routeIndex, s *subnetIndex, hdr Header) place {
	switch r.kind {
	case targetPeering:
		p := w.n.byID[r.target].(*Peering)
		other := w.n.vpcs[p.beyond(s.VPC)]
		if other == nil || !other.owns(hdr.Dst) {
			w.add(Step{At: p.ID, Outcome: Blocked, Reason: PeeringTransitive, In: hdr})
			return place{lost: true}
		}
		return place{vpc: other, at: p.ID}
	case targetTransit:
		a := w.n.attachment(r.target, s.vpc)
		if door := w.doorOf(a, s); door != nil && door != s { // F8
			w.acl(door, PartInbound, hdr)
		}
		end := w.overTransit(a, s, hdr)
		switch {
		case end == nil:
			return place{lost: true}
		case end.VPC != "":
			return place{vpc: w.n.vpcs[end.VPC], at: end.TransitGateway, end: end}
		}
		c, _ := w.n.byID[end.Connection].(*VPNConnection)
		if c == nil {
			return place{at: end.TransitGateway}
		}
		return place{network: w.n.onPremises[c.Network], at: c.ID}
	case targetVirtual:
		c := w.behindGateway(r.target, hdr)
		if c == nil {
			return place{lost: true}
		}
		return place{network: w.n.onPremises[c.Network], at: c.ID}
	default:
	}
	return place{at: r.target}
}
