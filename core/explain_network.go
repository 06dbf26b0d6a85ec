package core

// networkSentence says what a step decided for the reasons of reason_network.go; "" for others.
func (n *Network) networkSentence(s *Step) string {
	switch s.Reason {
	case IGWForwarded:
		return "carries " + block(s.In.Src) + " as it is"
	case EgressOnlyForwarded:
		return "lets " + block(s.In.Src) + " out, and only replies in"
	case PeeringForwarded, VirtualGatewayForwarded, ConnectionForwarded:
		if s.Cause.ID != "" {
			return "takes it on: " + n.RefText(s.Cause)
		}
		return "takes it on to " + block(s.In.Dst)
	case TransitForwarded, OnPremisesRouted:
		return n.RefText(s.Cause)
	case VirtualGatewayEntered:
		return block(s.In.Dst) + " is in its VPC"
	case OnPremisesAllowed:
		return n.RefText(s.Cause)
	case OnPremisesInternet:
		return "has no route to AWS for " + block(s.In.Dst) + ", and sends it to the internet"
	case ClientVPNForwarded:
		return "its clients may go to " + block(s.In.Dst) + ", seen as " + block(s.In.Src)
	case InstanceForwarded:
		return "passes on " + block(s.In.Src) + " as it is"
	case InstanceTranslated:
		return block(s.In.Src) + " goes on as " + block(s.Out.Src)
	case FirewallPassed:
		return n.RefText(s.Cause)
	case Relayed:
		return "takes the call, and makes one of its own to " + n.label(ID(s.Detail))

	case DatabaseNotPublic:
		return "its subnet group holds " + n.label(ID(s.Detail)) + ", which does not route to the internet gateway"
	case NoIPv6Address:
		to := s.In.Dst
		if s.Detail != "" {
			to = s.In.Src
		}
		if to.IsValid() && to.Addr().Is4() {
			return "has no IPv4 address, and " + block(to) + " is one"
		}
		if !to.IsValid() || !to.IsSingleIP() {
			return "has no IPv6 address"
		}
		return "has no IPv6 address, and " + block(to) + " is one"
	case ZoneLost:
		return s.Detail + " is down, and with it all that stands there"
	case RouteLoop:
		return "the packet comes back again and again"
	case ReplyElsewhere:
		return "brings the reply for " + block(s.In.Dst) + " to another network, which has the same address"
	case AsymmetricReturn:
		if s.Detail == "" {
			return "the reply goes through an appliance that the call did not pass"
		}
		return "the reply goes past " + n.label(ID(s.Detail)) + ", which has to see both directions"
	case SGReferenceLost:
		return "the rule names the caller’s group, but on this way the packet arrives as " + block(s.In.Src) + ", and the group is not known"
	case EgressOnlyRefused:
		if s.In.Dst.Addr().Is4() {
			return "carries IPv6 only"
		}
		return "lets nobody in; it carries IPv6 outward from its own VPC"
	case EndpointForeign:
		return "serves its own VPC, and " + block(s.In.Src) + " comes from outside"
	case PublicAccessBlocked:
		return "blocks what goes between " + n.label(s.On) + " and the internet"
	case NATIPv4Only:
		return "does not carry IPv6"
	case NATZoneNotCovered:
		return "covers " + joined(n.zonesOf(s.At)) + ", and not " + s.Detail
	case SourceDestCheck:
		return "its source/destination check drops what is neither from it nor for it"
	case InstanceForwardsNot:
		return "is not set up to pass on packets for others"
	case FirewallDrops:
		return "drops it: " + n.RefText(s.Cause)
	case FirewallRejects:
		return "rejects it: " + n.RefText(s.Cause)
	case PeeringTransitive:
		return "carries what goes from one of its two VPCs to the other, and not " + block(s.In.Src) + " to " + block(s.In.Dst)
	case TransitNoAttachment:
		return "is attached to no transit gateway"
	case TransitZone:
		return "the attachment has no subnet in " + s.Detail
	case TransitNoAssociation:
		return "is associated with no transit gateway route table"
	case TransitNoRoute:
		return "has no route to " + block(s.In.Dst)
	case VirtualGatewayForeign:
		return "carries what goes to and from interfaces of its own VPC, and not " + block(s.In.Src) + " to " + block(s.In.Dst)
	case VirtualGatewayUnknown:
		return "knows no connection that leads to " + block(s.In.Dst)
	case ConnectionDown:
		return "its tunnels are down"
	case ConnectionIPv4Only:
		return "carries IPv4 only"
	case OnPremisesNoRoute:
		return "has no route to " + block(s.In.Dst)
	case OnPremisesDenied:
		return n.RefText(s.Cause)
	case ClientVPNUnauthorized:
		return "no authorisation rule lets clients reach " + block(s.In.Dst)
	case ClientVPNNoRoute:
		return "has no route to " + block(s.In.Dst)
	case RelayNoTarget:
		return "has no target for " + traffic(s.In.Proto, s.In.DstPorts)
	case RelayOtherZone:
		return "this node hands calls to targets in its own zone only, and the target is in " + s.Detail
	}
	return ""
}

// zonesOf returns the zones that a regional NAT gateway covers.
func (n *Network) zonesOf(id ID) []string {
	if r, ok := n.byID[id].(*NATGateway); ok {
		return r.Zones
	}
	return nil
}

// joined writes "a, b and c".
func joined(list []string) string {
	out := ""
	for i, s := range list {
		switch {
		case i == 0:
		case i == len(list)-1:
			out += " and "
		default:
			out += ", "
		}
		out += s
	}
	return out
}

// networkRef returns the words of a reference to a rule or a route of a gateway,
// a firewall or another network; "" for other references.
func (n *Network) networkRef(r Ref) string {
	switch r.Part {
	case PartPropagated:
		return n.learntText(r)
	case PartRule:
		f, ok := n.byID[r.ID].(*FirewallEndpoint)
		switch {
		case !ok:
			return "a rule"
		case r.Index < 0 || r.Index >= len(f.Rules):
			return "no rule matches, and the default is to " + string(f.Default)
		}
		rule := &f.Rules[r.Index]
		ports, _ := rule.Ports.Range()
		text := "rule " + itoa(r.Index+1) + ": " + string(rule.Action) + " " + traffic(rule.Protocol, ports)
		if rule.Source != "" {
			text += " from " + string(rule.Source)
		}
		if rule.Destination != "" {
			text += " to " + string(rule.Destination)
		}
		return text
	case PartRoute:
		switch t := n.byID[r.ID].(type) {
		case *TransitTable:
			if r.Index < 0 || r.Index >= len(t.Routes) {
				return "no route matches"
			}
			row := &t.Routes[r.Index]
			if row.Blackhole {
				return string(row.Destination) + " → blackhole"
			}
			return string(row.Destination) + " → " + n.label(row.Attachment)
		case *OnPremises:
			if r.Index < 0 || r.Index >= len(t.Routes) {
				return "no route matches"
			}
			return string(t.Routes[r.Index].Destination) + " → " + n.label(t.Routes[r.Index].Target)
		}
	case PartInbound, PartOutbound:
		o, ok := n.byID[r.ID].(*OnPremises)
		if !ok {
			return ""
		}
		rules := o.Outbound
		if r.Part == PartInbound {
			rules = o.Inbound
		}
		if r.Index < 0 || r.Index >= len(rules) {
			return "no rule of the firewall allows it"
		}
		return aclRuleText(&rules[r.Index], r.Part)
	case PartNone, PartLocalRoute, PartEndpoint, PartRecord, PartStatement, PartField:
	}
	return ""
}

// learntText writes a block that a gateway has learnt from a connection or an
// attachment.
func (n *Network) learntText(r Ref) string {
	from := r.Via
	if from == "" {
		from = r.ID
	}
	var list []string
	switch x := n.byID[from].(type) {
	case *VPNConnection:
		for _, p := range n.learnt(x) {
			list = append(list, p.String())
		}
	case *TransitAttachment:
		if v := n.vpcs[x.VPC]; v != nil {
			for _, p := range v.blocks {
				list = append(list, p.String())
			}
		} else if c, ok := n.byID[x.Connection].(*VPNConnection); ok {
			for _, p := range n.learnt(c) {
				list = append(list, p.String())
			}
		}
	}
	if r.Index < 0 || r.Index >= len(list) {
		return "a route learnt from " + n.label(from)
	}
	return list[r.Index] + ", learnt from " + n.label(from)
}

// networkNote returns the words of a note of reason_network.go; "" for others.
func (n *Network) networkNote(x Note) string {
	switch x.Code {
	case NoteFunctionIPv6:
		return "AWS documents IPv6 from a function by an egress-only internet gateway; that a plain internet gateway serves too is not documented by AWS."
	case NoteTransitZone:
		return "Which zone the transit gateway enters the VPC of " + n.label(x.At) + " by is not documented by AWS; " + n.label(ID(x.Detail)) + " stands for all."
	case NoteZoneLost:
		return x.Detail + " is down, so the part of " + n.label(x.At) + " that stands in it is left out."
	case NoteNATIdle:
		return n.label(x.At) + " forgets a connection that is silent for 350 seconds, and answers its next packet with a reset: send keep-alives more often than that."
	case NoteBalancerAnswers:
		return "The load balancer answers HTTP 504, or 502 or 503, where it cannot reach its target."
	}
	return ""
}
