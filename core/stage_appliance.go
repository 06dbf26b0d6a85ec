package core

import "net/netip"

// Appliances: instances and firewall endpoints that a route leads to.

// A firewallEntry is a compiled firewall rule.
type firewallEntry struct {
	source, destination netip.Prefix // the zero Prefix for any
	ports               PortRange
	proto               Proto
	action              FirewallAction
	ref                 Ref
}

func (n *Network) compileFirewall(r *FirewallEndpoint) []firewallEntry {
	var out []firewallEntry
	for i := range r.Rules {
		rule := &r.Rules[i]
		e := firewallEntry{proto: rule.Protocol, action: rule.Action, ref: Ref{ID: r.ID, Part: PartRule, Index: i}}
		var err1, err2, err3 error
		if rule.Source != "" {
			e.source, err1 = rule.Source.Prefix()
		}
		if rule.Destination != "" {
			e.destination, err2 = rule.Destination.Prefix()
		}
		if e.ports, err3 = rule.Ports.Range(); err1 == nil && err2 == nil && err3 == nil {
			for _, p := range []netip.Prefix{e.source, e.destination} {
				if p.IsValid() {
					n.named = append(n.named, p)
				}
			}
			out = append(out, e)
		}
	}
	return out
}

// throughInstance hands a packet that is not for it to an instance: it must be running
// with its source/destination check off, its own groups must let the packet in and out,
// and it must forward (D12).
// https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
func (w *walk) throughInstance(s *subnetIndex, id ID, d *destination, hdr Header) arrival {
	r := w.n.byID[id].(*Instance)
	x := w.n.byIface[OwnerInterface(id)]
	if x == nil {
		w.missing(id, "subnet")
		return arrival{}
	}
	w.enterSubnet(s, x.subnet, legAppliance, hdr)
	if w.owns(id, Header{Dst: hdr.Dst}) {
		return w.enter(x, hdr)
	}
	w.zone(x, hdr)
	w.groups(x, PartInbound, hdr)
	step := Step{At: id, On: x.ID, Outcome: Reachable, Reason: InstanceForwarded, In: hdr}
	out := hdr
	if r.SourceDestCheck {
		w.add(Step{At: id, On: x.ID, Outcome: Blocked, Reason: SourceDestCheck, In: hdr, Cause: Ref{ID: id, Part: PartField, Field: "sourceDestCheck"}})
	}
	switch r.Forwards {
	case ForwardNAT:
		if a := x.address(hdr.Dst); a.IsValid() {
			out.Src = host(a)
		}
		out.SrcPorts = linuxEphemeral
		step.Reason, step.Out = InstanceTranslated, out
		w.origin, w.between = x, samePlace
	case ForwardRoute:
		w.cross(identityLost)
	default:
		step.Outcome, step.Reason, step.Cause = Blocked, InstanceForwardsNot, Ref{ID: id, Part: PartField, Field: "forwards"}
		w.stop(step)
		return arrival{}
	}
	w.add(step)
	w.groups(x, PartOutbound, out)
	if r.Forwards == ForwardRoute {
		w.through = id
	}
	return w.leave(x.subnet, d, out)
}

// throughFirewall has a firewall endpoint look at a packet (M2).
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/vpc-config.html
func (w *walk) throughFirewall(s *subnetIndex, id ID, d *destination, hdr Header) arrival {
	r := w.n.byID[id].(*FirewallEndpoint)
	x := w.n.byIface[OwnerInterface(id)]
	if x == nil {
		w.missing(id, "subnet")
		return arrival{}
	}
	w.enterSubnet(s, x.subnet, legAppliance, hdr)
	w.zone(x, hdr)
	step := Step{At: id, On: x.ID, Outcome: Reachable, Reason: FirewallPassed, In: hdr}
	action := r.Default
	step.Cause = Ref{ID: id, Part: PartRule, Index: Implicit}
	for i := range w.n.firewalls[id] {
		e := &w.n.firewalls[id][i]
		if protoMatches(e.proto, hdr.Proto) && portsMatch(e.proto, e.ports, hdr) &&
			(!e.source.IsValid() || covers(e.source, hdr.Src)) && (!e.destination.IsValid() || covers(e.destination, hdr.Dst)) {
			action, step.Cause = e.action, e.ref
			break
		}
		step.Tried = append(step.Tried, e.ref)
	}
	switch action {
	case FirewallPass:
	case FirewallReject:
		step.Outcome, step.Reason = Blocked, FirewallRejects
	default:
		step.Outcome, step.Reason = Blocked, FirewallDrops
	}
	w.add(step)
	w.cross(identityLost)
	w.through = id
	return w.leave(x.subnet, d, hdr)
}
