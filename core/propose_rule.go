package core

import (
	"net/netip"
	"slices"
)

// Rules: the least that a group, an ACL or a firewall has to allow.

// ports writes the ports of a packet as a rule does, and counts them in powers of two.
func (h *Header) ports() (Ports, int) {
	if h.Proto != ProtoTCP && h.Proto != ProtoUDP {
		return "", 0
	}
	return Ports(h.DstPorts.String()), powers(int(h.DstPorts.Hi) - int(h.DstPorts.Lo) + 1)
}

func powers(count int) int {
	n := 0
	for 1<<n < count {
		n++
	}
	return n
}

// narrow returns the smallest block that stands for a peer, and how many addresses it
// has in powers of two: one address where that is written down, the subnet where AWS
// chooses it, and for public addresses of AWS services, which change, any address.
func (m *mender) narrow(p netip.Prefix, v *vpcIndex) (CIDR, int) {
	whole := CIDR("0.0.0.0/0")
	if p.IsValid() && !p.Addr().Is4() {
		whole = "::/0"
	}
	if x := m.drawnAt(p, v); x != nil && x.Private == p.Addr() {
		written := x.Kind == KindInstance || x.Kind == KindNAT
		switch r := m.n.byID[x.Owners[0]].(type) {
		case *Instance:
			written = r.PrivateIP != ""
		case *NATGateway:
			written = r.PrivateIP != ""
		}
		if !written {
			p = x.subnet.prefix
		}
	}
	if ofAWS(p) || !p.IsValid() || p.Bits() == 0 {
		return whole, 32
	}
	return CIDR(p.String()), min(32, p.Addr().BitLen()-p.Bits())
}

// serviceAt returns the service and Region whose public addresses a block is of.
func serviceAt(p netip.Prefix) (service, region string) {
	if !ofAWS(p) {
		return "", ""
	}
	for _, r := range regions {
		for i := range services {
			if covers(standIn(services[i].name, r), p) {
				return services[i].name, r
			}
		}
	}
	return "", ""
}

// ofAWS reports whether a block is of the stand-ins for public addresses of AWS.
func ofAWS(p netip.Prefix) bool {
	if !p.IsValid() || !p.Addr().Is4() || p.Bits() < 16 {
		return false
	}
	b := p.Addr().As4()
	return b[0] == 3 && b[1] == 5 || b[0] == 52 && (b[1] == 94 || b[1] == 119)
}

// groupRule lets a packet through the group that refuses it: by the peer's group where
// there is one, else by its address. Nothing is let in from everywhere.
func (m *mender) groupRule() {
	s := m.s
	x := m.n.byIface[s.On]
	if x == nil {
		return
	}
	inbound := s.Reason != SGNoOutboundRule
	peer, word, way := s.In.Dst, " to ", "outbound"
	if inbound {
		peer, word, way = s.In.Src, " from ", "inbound"
	}
	ports, wide := s.In.ports()
	offer := func(rule GroupRule, whom string, bits int) {
		text := "Add an " + way + " rule to " + m.name(s.At) + ": " + traffic(s.In.Proto, s.In.DstPorts) + word + whom
		grow := func(r Resource) {
			c := r.(*SecurityGroup)
			if inbound {
				c.Inbound = append(c.Inbound, rule)
			} else {
				c.Outbound = append(c.Outbound, rule)
			}
		}
		if _, ok := m.n.byID[s.At].(*SecurityGroup); ok {
			m.offer(m.edit(s.At, 1+bits+wide, text, grow))
			return
		}
		// The VPC's default group is not drawn: it is from now on.
		id := m.fresh("sg-default-" + s.At)
		g := &SecurityGroup{Common: Common{ID: id}, VPC: s.At, Default: true,
			Inbound:  []GroupRule{{Protocol: ProtoAll, Group: id}},
			Outbound: []GroupRule{{Protocol: ProtoAll, CIDR: "0.0.0.0/0"}}}
		grow(g)
		m.offer(added(g, 1+bits+wide, "Add an "+way+" rule to the default group of "+m.name(s.At)+": "+
			traffic(s.In.Proto, s.In.DstPorts)+word+whom))
	}
	rule := GroupRule{Protocol: s.In.Proto, Ports: ports}
	if y := m.drawnAt(peer, x.subnet.vpc); y != nil && len(y.Groups) > 0 && s.Reason != SGReferenceLost && m.near(x, y) {
		r := rule
		r.Group = y.Groups[0]
		offer(r, m.name(r.Group), powers(len(m.holders(r.Group))))
	}
	if service, region := serviceAt(peer); !inbound && serviceNamed(service).gateway && m.goesBy(targetGatewayEndpoint) {
		r := rule
		r.PrefixList = ID("com.amazonaws." + region + "." + service)
		offer(r, string(r.PrefixList), 10)
	}
	cidr, bits := m.narrow(peer, x.subnet.vpc)
	if inbound && bits >= 24 {
		return
	}
	rule.CIDR = cidr
	offer(rule, string(cidr), bits)
}

// near reports whether rules of x's group may name a group of y.
func (m *mender) near(x, y *Interface) bool {
	v, o := x.subnet.vpc, y.subnet.vpc
	if v == o {
		return v != nil
	}
	for _, p := range v.peerings {
		if o != nil && p.beyond(v.ID) == o.ID && v.region == o.region {
			return true
		}
	}
	return false
}

func (m *mender) holders(group ID) []ID {
	var out []ID
	for i := range m.n.interfaces {
		if x := &m.n.interfaces[i]; slices.Contains(x.Groups, group) {
			out = append(out, x.ID)
		}
	}
	return out
}

// goesBy reports whether the path leaves by a gateway endpoint.
func (m *mender) goesBy(kind targetKind) bool {
	for i := range m.p.Steps {
		if m.p.Steps[i].Reason == EndpointForwarded && kind == targetGatewayEndpoint {
			return true
		}
	}
	return false
}

// aclRule lets a packet through an ACL, or an on-premises firewall, with a number
// below that of the rule that denies it.
func (m *mender) aclRule() {
	s := m.s
	inbound := s.Cause.Part == PartInbound
	peer, word, way := s.In.Dst, " to ", "outbound"
	if inbound {
		peer, word, way = s.In.Src, " from ", "inbound"
	}
	var v *vpcIndex
	if x := m.n.subnets[s.On]; x != nil {
		v = x.vpc
	}
	cidr, bits := m.narrow(peer, v)
	ports, wide := s.In.ports()
	if inbound && bits >= 24 && wide == 0 && s.In.Proto != ProtoICMP {
		return // a port of one's own, to everybody
	}
	rule := ACLRule{Action: Allow, Protocol: s.In.Proto, Ports: ports, CIDR: cidr}
	text := "Add an " + way + " rule to " + m.name(s.At) + " that allows " + traffic(s.In.Proto, s.In.DstPorts) + word + string(cidr)
	if s.Cause.Index >= 0 {
		text += ", before the rule that denies it"
	}
	m.offer(m.edit(s.At, 1+bits+wide, text, func(r Resource) {
		var list *[]ACLRule
		switch r := r.(type) {
		case *NetworkACL:
			if list = &r.Outbound; inbound {
				list = &r.Inbound
			}
		case *OnPremises:
			if list = &r.Outbound; inbound {
				list = &r.Inbound
			}
		default:
			return
		}
		*list = numbered(*list, s.Cause.Index, rule)
	}))
}

// numbered adds a rule with a number of its own before the rule at an index, or as the
// last one. Where no number is left it adds none.
func numbered(rules []ACLRule, before int, rule ACLRule) []ACLRule {
	taken := func(number int) bool {
		for i := range rules {
			if rules[i].Number == number {
				return true
			}
		}
		return false
	}
	number, step := 90, 10
	if before >= 0 && before < len(rules) {
		number, step = rules[before].Number, -1
	} else {
		for i := range rules {
			number = max(number, rules[i].Number)
		}
	}
	for number += step; number > 0 && number <= 32766; number += step {
		if !taken(number) {
			rule.Number = number
			return append(rules[:len(rules):len(rules)], rule)
		}
	}
	return rules
}

// firewallRule passes a packet before every other rule.
func (m *mender) firewallRule() {
	s := m.s
	from, a := m.narrow(s.In.Src, nil)
	to, b := m.narrow(s.In.Dst, nil)
	ports, wide := s.In.ports()
	rule := FirewallRule{Action: FirewallPass, Protocol: s.In.Proto, Ports: ports, Source: from, Destination: to}
	m.offer(m.edit(s.At, 1+min(a, b)+wide, "Add a first rule to "+m.name(s.At)+" that passes "+traffic(s.In.Proto, s.In.DstPorts)+
		" from "+string(from)+" to "+string(to), func(r Resource) {
		r.(*FirewallEndpoint).Rules = append([]FirewallRule{rule}, r.(*FirewallEndpoint).Rules...)
	}))
}

// listen has a process listen where the packet arrives.
func (m *mender) listen() {
	l := Listener{Protocol: m.s.In.Proto, Port: m.s.In.DstPorts.Lo}
	text := "Let a process of " + m.name(m.s.At) + " listen on " + traffic(l.Protocol, m.s.In.DstPorts)
	switch m.n.byID[m.s.At].(type) {
	case *Instance:
		m.offer(m.edit(m.s.At, 1, text, func(r Resource) { r.(*Instance).Listens = append(r.(*Instance).Listens, l) }))
	case *Host:
		m.offer(m.edit(m.s.At, 1, text, func(r Resource) { r.(*Host).Listens = append(r.(*Host).Listens, l) }))
	}
}

// exclusion exempts what the packet crosses from Block Public Access: outward only, if
// that will do.
func (m *mender) exclusion() {
	for _, mode := range []BlockMode{AllowEgress, AllowBidirectional} {
		opens, what := 1, ", outward only"
		if mode == AllowBidirectional {
			opens, what = 32, ", in both directions"
		}
		m.offer(m.edit(m.s.At, opens, "Add an exclusion for "+m.name(m.s.On)+" to "+m.name(m.s.At)+what, func(r Resource) {
			c := r.(*BlockPublicAccess)
			kept := []BlockExclusion{}
			for _, e := range c.Exclusions {
				if e.For != m.s.On {
					kept = append(kept, e)
				}
			}
			kept = append(kept, BlockExclusion{m.s.On, mode})
			c.Exclusions = kept
		}))
	}
}

// clientVPN lets clients go where the packet goes, or tells their endpoint the way.
func (m *mender) clientVPN() {
	s := m.s
	cidr, bits := m.narrow(s.In.Dst, nil)
	if s.Reason == ClientVPNNoRoute {
		m.offer(m.edit(s.At, 1, "Add the route "+string(cidr)+" to "+m.name(s.At), func(r Resource) { r.(*ClientVPN).Routes = append(r.(*ClientVPN).Routes, cidr) }))
		return
	}
	m.offer(m.edit(s.At, 1+bits, "Add an authorisation rule for "+string(cidr)+" to "+m.name(s.At), func(r Resource) { r.(*ClientVPN).Authorizations = append(r.(*ClientVPN).Authorizations, cidr) }))
}
