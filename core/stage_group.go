package core

import (
	"net/netip"
	"slices"
)

// Security groups: allow-only, united over all groups of an interface, stateful.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html

// groups asks the groups of interface x about a first packet. Replies to a flow
// that was let through never ask again, so this is not called on the way back.
func (w *walk) groups(x *Interface, part Part, hdr Header) {
	peer := hdr.Dst
	if part == PartInbound {
		peer = hdr.Src
	}
	if x.unguarded {
		return
	}
	var tried []Ref
	var unknown, lost Ref
	for _, g := range x.groups {
		rules := g.outbound
		if part == PartInbound {
			rules = g.inbound
		}
		for i := range rules {
			r := &rules[i]
			ok, known := w.groupRuleMatches(x, g, r, part, hdr, peer)
			if ok {
				w.add(Step{At: g.at, On: x.ID, Outcome: Reachable, Reason: SGAllowed, Cause: r.ref, Tried: tried, In: hdr})
				return
			}
			if !known {
				unknown = r.ref
			}
			if ok = part == PartInbound && r.group != "" && lost.ID == "" && w.wasMember(r.group); ok &&
				protoMatches(r.proto, hdr.Proto) && portsMatch(r.proto, r.ports, hdr) {
				lost = r.ref
			}
			tried = append(tried, r.ref)
		}
	}
	s := Step{On: x.ID, Outcome: Blocked, Reason: SGNoOutboundRule, Tried: tried, In: hdr}
	if part == PartInbound {
		s.Reason = SGNoInboundRule
	}
	switch {
	case x.missing != "":
		s.At, s.Outcome, s.Reason = x.Owners[0], Undecided, ReferenceMissing
		s.Cause = Ref{ID: x.Owners[0], Part: PartField, Field: "securityGroups"}
	case unknown.ID != "":
		s.At, s.Outcome, s.Reason, s.Cause = unknown.ID, Undecided, ReferenceMissing, unknown
	case len(x.groups) == 0: // a subnet of no VPC
		s.At, s.Outcome, s.Reason = x.Subnet, Undecided, ReferenceMissing
		s.Cause = Ref{ID: x.Subnet, Part: PartField, Field: "vpc"}
	case lost.ID != "":
		s.At, s.Reason, s.Cause = lost.ID, SGReferenceLost, lost
	default:
		s.At = x.groups[0].at
		s.Cause = Ref{ID: s.At, Part: part, Index: Implicit}
		if x.groups[0].id == "" {
			s.Cause.Field = fieldDefaultGroup
		}
	}
	w.add(s)
}

// groupRuleMatches reports whether rule r of group g lets hdr through, and whether
// the drawing holds what that depends on.
func (w *walk) groupRuleMatches(x *Interface, g *groupIndex, r *groupEntry, part Part, hdr Header, peer netip.Prefix) (ok, known bool) {
	n := w.n
	if !protoMatches(r.proto, hdr.Proto) || !portsMatch(r.proto, r.ports, hdr) {
		return false, true
	}
	switch {
	case r.self:
		return w.peerIsMember(x, part, peer, g), true
	case r.group != "":
		// A reference stands for private addresses; traffic that came through a
		// NAT gateway or by a public address carries another.
		other := n.groups[r.group]
		if other == nil {
			return false, false
		}
		return w.peerIsMember(x, part, peer, other), true
	case len(r.prefixes) == 0:
		return false, r.ref.ID == "" || !n.refersToMissingList(r.ref)
	}
	return slices.ContainsFunc(r.prefixes, func(p netip.Prefix) bool { return covers(p, peer) }), true
}

// peerIsMember reports whether the private address peer belongs to an interface that
// carries group g, and the way between has not lost that (E5, E6).
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
func (w *walk) peerIsMember(x *Interface, part Part, peer netip.Prefix, g *groupIndex) bool {
	v := x.subnet.vpc
	if v == nil || !peer.IsSingleIP() {
		return false
	}
	if part == PartOutbound {
		if w.n.member(v.ID, peer.Addr(), g) {
			return true
		}
		for _, p := range v.peerings {
			if other := w.n.vpcs[p.beyond(v.ID)]; other.region == v.region && w.n.member(other.ID, peer.Addr(), g) {
				return true
			}
		}
		return false
	}
	if y := w.origin; w.between == identityLost || y != nil && y.subnet.vpc != v {
		return w.between != identityLost && y.address(peer) == peer.Addr() && slices.Contains(y.groups, g)
	}
	return w.n.member(v.ID, peer.Addr(), g)
}

// wasMember reports whether the sender carries a group, whatever became of its packet.
func (w *walk) wasMember(group ID) bool {
	g := w.n.groups[group]
	return g != nil && w.started != nil && slices.Contains(w.started.groups, g)
}

// refersToMissingList reports whether the rule behind ref names a prefix list that
// is neither drawn nor AWS-managed.
func (n *Network) refersToMissingList(ref Ref) bool {
	g, ok := n.byID[ref.ID].(*SecurityGroup)
	if !ok {
		return false
	}
	rules := g.Outbound
	if ref.Part == PartInbound {
		rules = g.Inbound
	}
	list := rules[ref.Index].PrefixList
	return list != "" && n.byID[list] == nil && n.list(list) == nil
}

func protoMatches(rule, packet Proto) bool {
	return rule == ProtoAll || rule == packet
}

// portsMatch reports whether the rule's ports hold the packet's; only TCP and UDP
// have ports, and a rule for all protocols has no range.
func portsMatch(rule Proto, ports PortRange, hdr Header) bool {
	if rule != ProtoTCP && rule != ProtoUDP {
		return true
	}
	return ports.contains(hdr.DstPorts)
}
