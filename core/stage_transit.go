package core

// Transit gateways: a VPC's packets enter by its attachment, the route table that the
// attachment is associated with names the next one, and in the VPC where they arrive
// the attachment subnet's own table says how they go on (L5).
// https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html

// throughTransit carries a packet from VPC v over a transit gateway.
func (w *walk) throughTransit(s *subnetIndex, v *vpcIndex, id ID, d *destination, hdr Header) arrival {
	a := w.n.attachment(id, v)
	back := w.doorOf(a, s)
	if back != nil && back != s { // F8
		w.acl(back, PartInbound, hdr)
	}
	w.leg(leg{kind: legCross, from: s, at: id, home: v, back: back, hdr: hdr, client: hdr.SrcPorts})
	return w.fromAttachment(a, s, d, hdr)
}

// fromAttachment carries a packet on that attachment a brought.
func (w *walk) fromAttachment(a *TransitAttachment, s *subnetIndex, d *destination, hdr Header) arrival {
	end := w.overTransit(a, s, hdr)
	if end == nil {
		return arrival{}
	}
	w.cross(transited)
	if t, ok := w.n.byID[a.TransitGateway].(*TransitGateway); !ok || !t.SecurityGroupReferencing || !a.SecurityGroupReferencing ||
		!end.SecurityGroupReferencing || end.TransitGateway != a.TransitGateway {
		w.cross(identityLost)
	}
	if c, ok := w.n.byID[end.Connection].(*VPNConnection); ok {
		return w.toOnPremises(c, hdr)
	}
	v := w.n.vpcs[end.VPC]
	if v == nil {
		w.missing(end.ID, "vpc")
		return arrival{}
	}
	door := w.doorOf(end, s)
	if door == nil {
		door = w.anyDoor(end)
	}
	if door == nil {
		w.missing(end.ID, "subnets")
		return arrival{}
	}
	l := &w.legs[len(w.legs)-1]
	l.door, l.to = door, door
	if !covers(door.prefix, hdr.Dst) && !(door.prefix6.IsValid() && covers(door.prefix6, hdr.Dst)) {
		w.acl(door, PartOutbound, hdr) // F8
		w.entering = true
		return w.route(door, d, hdr)
	}
	return w.deliver(v, nil, hdr)
}

// doorOf returns the subnet of an attachment in the zone of s, nil if it has none there.
func (w *walk) doorOf(a *TransitAttachment, s *subnetIndex) *subnetIndex {
	for _, id := range a.Subnets {
		if t := w.n.subnets[id]; t != nil && s != nil && t.Zone == s.Zone {
			return t
		}
	}
	return nil
}

// anyDoor returns the subnet of an attachment that a packet from another zone enters
// by. AWS does not document which; the first by id stands for all, and a note says so.
func (w *walk) anyDoor(a *TransitAttachment) *subnetIndex {
	for _, id := range sortedIDs(a.Subnets) {
		if t := w.n.subnets[id]; t != nil {
			if len(a.Subnets) > 1 {
				w.notes = append(w.notes, Note{Code: NoteTransitZone, At: a.ID, Detail: string(id)})
			}
			return t
		}
	}
	return nil
}

// overTransit follows transit gateway route tables from attachment a to the one that
// leads to the destination; nil if none does, which it records. s is the subnet that
// the packet comes from, nil if it comes from no VPC.
func (w *walk) overTransit(a *TransitAttachment, s *subnetIndex, hdr Header) *TransitAttachment {
	if s != nil && w.doorOf(a, s) == nil {
		w.add(Step{At: a.TransitGateway, On: s.ID, Outcome: Blocked, Reason: TransitZone, Detail: s.Zone, In: hdr,
			Cause: Ref{ID: a.ID, Part: PartField, Field: "subnets"}})
	}
	for range maxHops {
		w.touch(a.ID)
		t := w.n.transit[a.RouteTable]
		switch {
		case t == nil && a.RouteTable != "":
			w.missing(a.ID, "routeTable")
			return nil
		case t == nil:
			w.stop(Step{At: a.ID, Outcome: Blocked, Reason: TransitNoAssociation, In: hdr, Cause: Ref{ID: a.ID, Part: PartField, Field: "routeTable"}})
			return nil
		}
		r, tried := t.lookup(nil, hdr.Dst)
		step := Step{At: t.at, On: a.ID, Outcome: Reachable, Reason: TransitForwarded, Tried: tried, In: hdr}
		switch {
		case r == nil:
			step.Outcome, step.Reason, step.Cause = Blocked, TransitNoRoute, Ref{ID: t.at, Part: PartRoute, Index: Implicit}
		case r.kind != targetAttachment:
			step.Outcome, step.Reason, step.Cause = Blocked, RouteBlackhole, r.ref
		default:
			step.Cause = r.ref
		}
		if step.Outcome != Reachable {
			w.stop(step)
			return nil
		}
		w.add(step)
		end := w.n.byID[r.target].(*TransitAttachment)
		w.touch(end.ID)
		if end.Peer == "" {
			return end
		}
		peer, ok := w.n.byID[end.Peer].(*TransitAttachment)
		if !ok {
			w.missing(end.ID, "peer")
			return nil
		}
		a = peer
	}
	w.stop(Step{At: a.TransitGateway, Outcome: Blocked, Reason: RouteLoop, In: hdr})
	return nil
}
