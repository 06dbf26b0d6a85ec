package core

import (
	"slices"
	"strings"
)

// Places: endpoints that serve a call nearby, and other subnets for a function.

// endpoints offers endpoints for the service that the path leads to, in the VPC that
// it starts in.
func (m *mender) endpoints() {
	x := m.source()
	if x == nil || x.subnet.vpc == nil {
		return
	}
	service, region := serviceAt(m.s.In.Dst)
	if service == "" {
		service, region = serviceAt(m.p.Address)
	}
	if service == "" || service == lambdaEgress {
		return
	}
	v, info := x.subnet.vpc, serviceNamed(service)
	if info.gateway && region == v.region && x.subnet.table != nil {
		m.gatewayEndpoint(service, x.subnet)
	}
	// What private DNS needs; the search leaves out what is so already.
	dns := func() []*amend {
		var out []*amend
		if !v.DNSSupport || !v.DNSHostnames {
			out = append(out, m.shift(v.ID, 0, "Turn on enableDnsSupport and enableDnsHostnames of "+m.name(v.ID), func(r Resource) { r.(*VPC).DNSSupport, r.(*VPC).DNSHostnames = true, true }))
		}
		if v.resolver != nil && (len(v.resolver.Servers) != 1 || v.resolver.Servers[0] != AmazonProvidedDNS) {
			out = append(out, m.amazonDNS(v))
		}
		return out
	}
	for _, e := range v.endpoints {
		if info.servedBy(e.Service) {
			m.instead(append(dns(), m.shift(e.ID, 0, "Turn on private DNS of "+m.name(e.ID), func(r Resource) { r.(*InterfaceEndpoint).PrivateDNS = true }))...)
			return
		}
	}
	// The caller's own group may use it, or where that breaks something all of the VPC.
	for _, all := range []bool{false, true} {
		e := &InterfaceEndpoint{Common: Common{ID: m.fresh("vpce-" + ID(service))}, VPC: v.ID, Service: service, Subnets: []ID{x.Subnet}, PrivateDNS: !info.noPrivateDNS}
		if region != v.region {
			e.ServiceRegion = region
		}
		g := &SecurityGroup{Common: Common{ID: m.fresh("sg-" + e.ID)}, VPC: v.ID, Outbound: []GroupRule{}}
		rule := GroupRule{Protocol: ProtoTCP, Ports: "443", CIDR: CIDR(x.subnet.prefix.String())}
		bits, whom := 32-x.subnet.prefix.Bits(), string(rule.CIDR)
		switch {
		case all:
			rule.CIDR = CIDR(blockOf(v.blocks, x.subnet.prefix).String())
			bits, whom = 32-blockOf(v.blocks, x.subnet.prefix).Bits(), string(rule.CIDR)
		case len(x.Groups) > 0:
			rule.CIDR, rule.Group, bits, whom = "", x.Groups[0], powers(len(m.holders(x.Groups[0]))), m.name(x.Groups[0])
		}
		g.Inbound = []GroupRule{rule}
		e.SecurityGroups = []ID{g.ID}
		m.instead(append(dns(),
			added(g, 1+bits, "Add a security group "+string(g.ID)+" that lets in TCP 443 from "+whom),
			added(e, 0, "Add an interface endpoint for "+service+" in "+m.name(x.Subnet)+" with that group and private DNS"))...)
	}
}

// zones offers the private zones and Resolver rules that know the name in use, and are
// not associated with the VPC that the path starts in.
func (m *mender) zones() {
	x := m.source()
	if x == nil || x.subnet.vpc == nil {
		return
	}
	v, name := x.subnet.vpc, ""
	for i := range m.p.Steps {
		if s := &m.p.Steps[i]; s.Stage == StageResolve && name == "" {
			name, _, _ = strings.Cut(s.Detail, " ")
			name = dnsName(name)
		}
	}
	for _, r := range m.n.resources {
		switch r := r.(type) {
		case *PrivateZone:
			if inDomain(name, domainOf(r.Domain)) && len(recordSet(r.Records, name)) > 0 && !slices.Contains(v.zones, r) {
				m.instead(m.associate(r.ID, v))
			}
		case *ResolverRule:
			if !r.System && inDomain(name, domainOf(r.Domain)) && len(recordSet(r.Records, name)) > 0 && !slices.Contains(v.rules, r) {
				m.instead(m.associate(r.ID, v))
			}
		}
	}
}

// associate makes a VPC ask a private zone or a Resolver rule.
func (m *mender) associate(id ID, v *vpcIndex) *amend {
	return m.shift(id, 1, "Associate "+m.name(id)+" with "+m.name(v.ID), func(r Resource) {
		switch r := r.(type) {
		case *PrivateZone:
			r.VPCs = append(r.VPCs, v.ID)
		case *ResolverRule:
			r.VPCs = append(r.VPCs, v.ID)
		}
	})
}

// gatewayEndpoint puts the gateway endpoint for a service on the table of subnet s.
func (m *mender) gatewayEndpoint(service string, s *subnetIndex) {
	table, v := s.table.at, s.vpc
	var first []*amend
	if m.n.byID[table].Type() == TypeVPC {
		t := &RouteTable{Common: Common{ID: m.fresh("rtb-main-" + v.ID)}, VPC: v.ID, Main: true}
		first, table = []*amend{added(t, 0, "Draw the main route table of "+m.name(v.ID))}, t.ID
	}
	for _, e := range v.gateways {
		if e.Service == service {
			if !slices.Contains(e.RouteTables, table) {
				m.instead(append(first, m.shift(e.ID, 0, "Put "+m.name(e.ID)+" on the route table "+m.name(table)+m.alsoServes(table, s.ID), func(r Resource) { r.(*GatewayEndpoint).RouteTables = append(r.(*GatewayEndpoint).RouteTables, table) }))...)
			}
			return
		}
	}
	e := &GatewayEndpoint{Common: Common{ID: m.fresh("vpce-" + ID(service))}, VPC: v.ID, Service: service, RouteTables: []ID{table}}
	m.instead(append(first, added(e, 0, "Add a gateway endpoint for "+service+" on the route table "+m.name(table)+m.alsoServes(table, s.ID)))...)
}

// amazonDNS goes back to the Amazon resolver.
func (m *mender) amazonDNS(v *vpcIndex) *amend {
	return m.shift(v.resolver.ID, 0, "Set the DNS server of "+m.name(v.ID)+" back to AmazonProvidedDNS", func(r Resource) { r.(*Resolver).Servers = []Address{AmazonProvidedDNS} })
}

// elsewhere offers other places for a function that calls, or that cannot be attached.
func (m *mender) elsewhere() {
	n := m.n
	f, ok := n.byID[ID(m.v.Query.From)].(*Function)
	if t, invoked := n.byID[ID(m.v.Query.To)].(*Function); invoked && m.v.Query.Kind == Invoke && (m.s.Stage == StageDeploy || m.s.Stage == StageState) {
		f, ok = t, true
	}
	if !ok || len(f.Subnets) == 0 {
		return
	}
	move := func(to []ID, groups []ID, opens int, text string) {
		a := m.shift(f.ID, opens, text, func(r Resource) { r.(*Function).Subnets, r.(*Function).SecurityGroups = to, groups })
		a.moves = true // f is drawn, so that there is one
		m.instead(a)
	}
	// Those of its own subnets that work.
	var works, fails []ID
	for i := range m.v.Paths {
		p := &m.v.Paths[i]
		if x := n.byIface[p.Source]; x != nil && slices.Contains(x.Owners, f.ID) {
			if p.Outcome == Reachable {
				works = append(works, x.Subnet)
			} else {
				fails = append(fails, x.Subnet)
			}
		}
	}
	var kept, lost []ID
	var lostNames []string
	for _, s := range f.Subnets {
		if slices.Contains(works, s) && !slices.Contains(fails, s) {
			kept = append(kept, s)
		} else if lost = append(lost, s); true {
			lostNames = append(lostNames, m.name(s))
		}
	}
	if len(kept) > 0 && len(lost) > 0 {
		move(kept, f.SecurityGroups, 0, "Take "+joined(lostNames)+" out of the subnets of "+m.name(f.ID))
	}
	home := n.subnets[f.Subnets[0]]
	if home == nil || home.vpc == nil {
		return
	}
	// One subnet for each way that subnets of its VPC are set up.
	type setup struct {
		table *tableIndex
		acl   *aclIndex
	}
	var seen []setup
	for _, r := range n.resources {
		s := n.subnets[r.Head().ID]
		if r.Type() != TypeSubnet || s.vpc != home.vpc || slices.Contains(f.Subnets, s.ID) || s.taken >= s.usable {
			continue
		}
		known := false
		for _, x := range seen {
			known = known || x == setup{s.table, s.acl}
		}
		if !known && len(seen) < 5 {
			seen = append(seen, setup{s.table, s.acl})
			move([]ID{s.ID}, f.SecurityGroups, 1, "Move "+m.name(f.ID)+" to "+m.name(s.ID))
		}
	}
	if own := n.byOwner[ID(m.v.Query.To)]; f.FileSystem == "" && (len(own) == 0 || m.v.Query.Kind == Invoke) && !isPrivate(m.p.Address) {
		move(nil, nil, 32, "Take "+m.name(f.ID)+" out of its VPC: it reaches nothing private then")
	}
}

// attach puts a function that is outside every VPC into that of its destination.
func (m *mender) attach() {
	f, ok := m.n.byID[m.s.At].(*Function)
	if !ok || len(f.Subnets) > 0 {
		return
	}
	x := m.drawnAt(m.s.In.Dst, nil)
	if own := m.n.byOwner[f.FileSystem]; m.s.Reason == RefusedByAWS && len(own) > 0 {
		x = own[0]
	}
	if x == nil || x.subnet.vpc == nil {
		return
	}
	g := &SecurityGroup{Common: Common{ID: m.fresh("sg-" + f.ID)}, VPC: x.subnet.VPC, Inbound: []GroupRule{}, Outbound: []GroupRule{}}
	rule := GroupRule{Protocol: ProtoTCP, Ports: "2049"}
	if m.s.Reason == OutsideVPCPrivate {
		rule.Protocol = m.s.In.Proto
		rule.Ports, _ = m.s.In.ports()
	}
	if len(x.Groups) > 0 {
		rule.Group = x.Groups[0]
	} else {
		rule.CIDR = CIDR(x.subnet.prefix.String())
	}
	g.Outbound = append(g.Outbound, rule)
	m.offer(added(g, 1, "Add a security group "+string(g.ID)+" that lets out what "+m.name(f.ID)+" sends to "+m.name(x.Owners[0])),
		m.shift(f.ID, 0, "Attach "+m.name(f.ID)+" to "+m.name(x.Subnet)+" with that group", func(r Resource) { r.(*Function).Subnets, r.(*Function).SecurityGroups = []ID{x.Subnet}, []ID{g.ID} }))
}

// record makes a name known: to whom the caller asks, or by asking Amazon's resolver.
func (m *mender) record() {
	s := m.s
	n := m.n
	x := m.source()
	if s.Reason == DNSNoFamily {
		if x == nil {
			return
		}
		if f, ok := n.byID[x.Owners[0]].(*Function); ok && x.subnet.prefix6.IsValid() && !f.IPv6 {
			m.offer(m.shift(f.ID, 0, "Allow IPv6 for dual-stack subnets in "+m.name(f.ID), func(r Resource) { r.(*Function).IPv6 = true }))
		}
		if x.subnet.prefix6.IsValid() {
			m.offer(m.shift(x.Subnet, 0, "Turn on DNS64 in "+m.name(x.Subnet), func(r Resource) { r.(*Subnet).DNS64 = true }))
		}
		return
	}
	if s.Cause.Field == "vpcs" && x != nil && x.subnet.vpc != nil { // a zone or a rule has the name, and is not associated
		m.offer(m.associate(s.Cause.ID, x.subnet.vpc))
		return
	}
	own := n.byOwner[ID(m.v.Query.To)]
	h, onPremises := n.byID[ID(m.v.Query.To)].(*Host)
	if (len(own) > 0 || onPremises) && m.v.Query.Name != "" {
		value := string(m.v.Query.To)
		if onPremises {
			value = string(h.IP)
		}
		row := Record{Name: m.v.Query.Name, Value: value}
		put := func(list []Record) []Record {
			var out []Record
			for _, r := range list {
				if dnsName(r.Name) != dnsName(row.Name) {
					out = append(out, r)
				}
			}
			return append(out, row)
		}
		text := "Let the record " + row.Name + " of "
		ids := []ID{s.Cause.ID, s.At}
		if v := m.n.vpcs[s.On]; v != nil && s.Reason == DNSAliasLoop { // a chain of names ends in no one place
			for _, z := range v.zones {
				if len(recordSet(z.Records, dnsName(row.Name))) > 0 {
					ids = append(ids, z.ID)
				}
			}
		}
		for _, id := range ids {
			switch n.byID[id].(type) {
			case *PrivateZone:
				m.offer(m.shift(id, 1, text+m.name(id)+" stand for "+m.name(ID(value)), func(r Resource) { r.(*PrivateZone).Records = put(r.(*PrivateZone).Records) }))
				return
			case *ResolverRule:
				if len(own) > 0 && own[0].Private.IsValid() {
					row.Value = own[0].Private.String()
				}
				m.offer(m.shift(id, 1, text+m.name(id)+" stand for "+m.name(ID(value)), func(r Resource) { r.(*ResolverRule).Records = put(r.(*ResolverRule).Records) }))
				return
			}
		}
	}
	if x == nil || x.subnet.vpc == nil {
		return
	}
	v := x.subnet.vpc
	if v.resolver != nil && (len(v.resolver.Servers) == 0 || v.resolver.Servers[0] != AmazonProvidedDNS) {
		m.offer(m.amazonDNS(v))
	}
}
