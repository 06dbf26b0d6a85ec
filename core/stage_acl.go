package core

import "net/netip"

// Network ACLs: stateless, numbered, first match decides, checked wherever traffic
// enters or leaves a subnet and nowhere else.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html

// acl asks subnet s's network ACL about a packet that leaves (PartOutbound) or
// enters it. Both the request's one port and the reply's whole ephemeral range are
// asked as a set: all of it open passes, none is refused, some is intermittent.
func (w *walk) acl(s *subnetIndex, part Part, hdr Header) {
	if s.missing == "networkAcl" {
		w.add(Step{At: s.ID, Outcome: Undecided, Reason: ReferenceMissing, Cause: Ref{ID: s.ID, Part: PartField, Field: "networkAcl"}, In: hdr})
		return
	}
	if s.acl == nil {
		return
	}
	entries := s.acl.outbound
	if part == PartInbound {
		entries = s.acl.inbound
	}
	step := Step{At: s.acl.at, On: s.ID, In: hdr, Outcome: Reachable, Reason: NACLAllowed}
	open, shut, allow, deny := judge(entries, hdr, &step.Tried)
	implicit := Ref{ID: s.acl.at, Part: part, Index: Implicit}
	if deny == nil {
		deny = &implicit
	}
	reply := w.stage == StageReturn
	switch {
	case shut == 0:
		step.Cause = *allow
	case open == 0:
		step.Outcome, step.Cause = Blocked, *deny
		switch {
		case reply:
			step.Reason = NACLReturnDenied
		case part == PartInbound:
			step.Reason = NACLInboundDenied
		default:
			step.Reason = NACLOutboundDenied
		}
	default:
		step.Outcome, step.Reason, step.Cause = Intermittent, NACLReturnPartial, *deny
		step.Tried = append(step.Tried, *allow)
	}
	w.add(step)
}

// judge walks the numbered rules and counts how many of the packet's destination
// ports end allowed and how many denied, with the first rule that did each; deny
// is nil where only the final '*' denied.
func judge(entries []aclEntry, hdr Header, tried *[]Ref) (open, shut int, allow, deny *Ref) {
	if hdr.Proto != ProtoTCP && hdr.Proto != ProtoUDP {
		hdr.DstPorts = port(0)
	}
	var few [4]PortRange
	left := append(portSet(few[:0]), hdr.DstPorts)
	for i := range entries {
		e := &entries[i]
		if !protoMatches(e.proto, hdr.Proto) || !covers(e.prefix, hdr.peer(e)) {
			*tried = append(*tried, e.ref)
			continue
		}
		ports := e.ports
		if e.proto != ProtoTCP && e.proto != ProtoUDP {
			ports = anyPort
		}
		if len(left) == 1 && ports.contains(left[0]) {
			// By far the commonest case: the rule decides all that is left.
			if e.allow {
				open += left.count()
				allow = firstRef(allow, &e.ref)
			} else {
				shut += left.count()
				deny = firstRef(deny, &e.ref)
			}
			return open, shut, allow, deny
		}
		in, out := left.cut(ports)
		if len(in) == 0 {
			*tried = append(*tried, e.ref)
			continue
		}
		if e.allow {
			open += in.count()
			allow = firstRef(allow, &e.ref)
		} else {
			shut += in.count()
			deny = firstRef(deny, &e.ref)
		}
		if left = out; len(left) == 0 {
			return open, shut, allow, deny
		}
	}
	return open, shut + left.count(), allow, deny
}

func firstRef(have, r *Ref) *Ref {
	if have != nil {
		return have
	}
	return r
}

// peer returns the address that an ACL rule tests: where an outbound packet goes,
// where an inbound one comes from.
func (h *Header) peer(e *aclEntry) netip.Prefix {
	if e.ref.Part == PartInbound {
		return h.Src
	}
	return h.Dst
}

func (s portSet) count() int {
	n := 0
	for _, r := range s {
		n += int(r.Hi) - int(r.Lo) + 1
	}
	return n
}
