package core

// Peering joins two VPCs and no third network: the source must be of one, the
// destination of the other (L2, L3).
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations

// throughPeering carries a packet from VPC v to its peer.
func (w *walk) throughPeering(s *subnetIndex, v *vpcIndex, id ID, hdr Header) arrival {
	p := w.n.byID[id].(*Peering)
	other := w.n.vpcs[p.beyond(v.ID)]
	step := Step{At: id, Outcome: Reachable, Reason: PeeringForwarded, In: hdr}
	if s != nil {
		step.On = s.ID
	}
	if !other.owns(hdr.Dst) || !v.owns(hdr.Src) {
		step.Outcome, step.Reason = Blocked, PeeringTransitive
		w.stop(step)
		return arrival{}
	}
	w.add(step)
	w.leg(leg{kind: legCross, from: s, at: id, home: v, hdr: hdr, client: hdr.SrcPorts})
	w.cross(peered)
	if v.region != other.region {
		w.cross(identityLost) // E6
	}
	return w.deliver(other, nil, hdr)
}

// cross notes what the packet has passed: what loses the sender's groups once has
// lost them.
func (w *walk) cross(b between) { w.between = max(w.between, b) }
