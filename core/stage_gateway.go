package core

import "net/netip"

// throughIGW leaves the VPC by an internet gateway: it needs a public address
// mapped to the sender's interface, and a destination on the internet.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (w *walk) throughIGW(x *Interface, s *subnetIndex, igw ID, d *destination, hdr Header) arrival {
	out := hdr
	step := Step{At: igw, On: x.ID, Outcome: Reachable, Reason: IGWTranslated, In: hdr}
	if x.Public.IsValid() {
		out.Src = host(x.Public)
	}
	step.Out = out
	w.legs = append(w.legs, leg{kind: legOut, from: s, hdr: hdr, client: hdr.SrcPorts})
	switch {
	case isPrivate(hdr.Dst):
		step.Outcome, step.Reason = Blocked, IGWPrivateDestination
		w.stop(step)
		return arrival{}
	case !x.Public.IsValid():
		step.Outcome, step.Reason, step.Out = Blocked, IGWNoPublicIP, Header{}
		if x.Kind == KindNAT {
			step.Reason = NATPrivateToIGW
		}
		out.Src = anyIPv4 // whatever public address it would be given
	}
	w.add(step)
	return w.onInternet(d, out)
}

// onInternet carries a packet on the internet side of a gateway: to a public AWS
// address, to a public address of the drawing, or to any other host.
func (w *walk) onInternet(d *destination, hdr Header) arrival {
	if d.api != nil {
		return arrival{known: true, hdr: hdr}
	}
	if hdr.Dst.IsSingleIP() {
		if x := w.n.byPublic[hdr.Dst.Addr()]; x != nil {
			return w.intoIGW(x, hdr)
		}
	}
	w.add(Step{At: d.id, Outcome: Reachable, Reason: Delivered, In: hdr})
	return arrival{known: true, hdr: hdr}
}

// intoIGW enters a VPC by the public address of interface x.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (w *walk) intoIGW(x *Interface, hdr Header) arrival {
	v := x.subnet.vpc
	if v == nil || v.igw == nil {
		w.stop(Step{At: x.Owners[0], On: x.ID, Outcome: Blocked, Reason: IGWNoMapping, In: hdr})
		return arrival{}
	}
	out := hdr
	out.Dst = host(x.Private)
	w.add(Step{At: v.igw.ID, On: x.ID, Outcome: Reachable, Reason: IGWTranslated, In: hdr, Out: out})
	w.legs = append(w.legs, leg{kind: legIn, to: x.subnet, at: v.igw.ID, hdr: out, client: hdr.SrcPorts})
	w.acl(x.subnet, PartInbound, out)
	return w.enter(x, out)
}

// throughNAT passes a NAT gateway: into its subnet, translated, and out by that
// subnet's own table. Both ACLs see it, on the way there and on the way back.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
func (w *walk) throughNAT(s *subnetIndex, id ID, d *destination, hdr Header) arrival {
	x := w.n.byIface[OwnerInterface(id)]
	if x == nil {
		w.missing(id, "subnet")
		return arrival{}
	}
	nat := w.n.byID[id].(*NATGateway)
	w.legs = append(w.legs, leg{kind: legNAT, from: s, to: x.subnet, hdr: hdr, client: hdr.SrcPorts})
	if x.subnet != s {
		w.acl(x.subnet, PartInbound, hdr)
	} else {
		w.notes = append(w.notes, Note{Code: NoteNATSameSubnet, At: id})
	}
	out := hdr
	out.SrcPorts = ephemeral
	if x.Private.IsValid() {
		out.Src = host(x.Private)
	}
	step := Step{At: id, On: x.ID, Outcome: Reachable, Reason: NATTranslated, In: hdr, Out: out}
	if nat.State != NATAvailable {
		step.Outcome, step.Reason, step.Detail = Blocked, NATNotAvailable, string(nat.State)
	}
	w.add(step)
	w.acl(x.subnet, PartOutbound, out)
	return w.route(x, x.subnet, d, out)
}

// throughGatewayEndpoint leaves the VPC by a gateway endpoint: no public address is
// needed, and the service sees the private one.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
func (w *walk) throughGatewayEndpoint(s *subnetIndex, id ID, d *destination, hdr Header) arrival {
	e := w.n.byID[id].(*GatewayEndpoint)
	step := Step{At: id, On: s.ID, Outcome: Reachable, Reason: EndpointForwarded, In: hdr}
	if hdr.Proto != ProtoTCP && hdr.Proto != ProtoICMP {
		step.Outcome, step.Reason = Blocked, EndpointProtocol
	}
	w.legs = append(w.legs, leg{kind: legOut, from: s, hdr: hdr, client: hdr.SrcPorts})
	w.add(step)
	if d.api == nil {
		w.add(Step{At: d.id, Outcome: Reachable, Reason: Delivered, In: hdr})
	}
	return arrival{known: true, hdr: hdr, endpoint: e, vpc: e.VPC, private: hdr.Src.Addr()}
}

// send walks a packet from wherever the source is.
func (w *walk) send(s *source, d *destination, hdr Header) arrival {
	if s.iface != nil {
		return w.fromInterface(s.iface, d, hdr)
	}
	return w.fromOutside(s, d, hdr)
}

// fromOutside walks a packet that starts outside every VPC: a function without VPC
// configuration, or a host on the internet.
func (w *walk) fromOutside(s *source, d *destination, hdr Header) arrival {
	if d.res != nil && d.block == (netip.Prefix{}) {
		w.add(Step{At: d.id, Outcome: Blocked, Reason: FunctionAcceptsNothing, In: hdr})
		return arrival{}
	}
	if isPrivate(hdr.Dst) {
		// A private address means nothing outside; a host that is named, not
		// addressed, is called by its public address if it has one.
		switch {
		case d.iface == nil || d.literal || s.at != Internet && !d.iface.Public.IsValid():
			w.stop(Step{At: s.at, Outcome: Blocked, Reason: OutsideVPCPrivate, In: hdr})
			return arrival{}
		case !d.iface.Public.IsValid():
			w.stop(Step{At: d.id, On: d.iface.ID, Outcome: Blocked, Reason: IGWNoMapping, In: hdr})
			return arrival{}
		}
		hdr.Dst = host(d.iface.Public)
	}
	if s.at != Internet {
		w.add(Step{At: s.at, Outcome: Reachable, Reason: OutsideVPCEgress, In: hdr})
	}
	return w.onInternet(d, hdr)
}
