package edit

import (
	"net/netip"
	"slices"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// makeOther makes what joins networks, what stands outside, and what guards.
func (m *maker) makeOther(common core.Common) (core.Resource, string) {
	switch m.typ {
	case core.TypePeering:
		return m.makePeering(common)
	case core.TypeTransitGateway:
		if len(m.at) > 0 {
			return nil, "A transit gateway stands on free ground, beside the VPCs."
		}
		m.stand(geom.Around(m.p, 152, 80))
		return &core.TransitGateway{Common: common}, ""
	case core.TypeTransitTable:
		hub := m.hub()
		if hub == "" {
			return nil, "This is a table of a transit gateway. Place one first."
		}
		m.into, m.key = hub, m.id+"@"+hub
		return &core.TransitTable{Common: common, TransitGateway: hub}, ""
	case core.TypeVPNConnection:
		return m.makeConnection(common)
	case core.TypeOnPremises:
		if len(m.at) > 0 {
			return nil, "A network of your own stands on free ground, outside AWS."
		}
		m.stand(geom.Around(m.p, 200, 108))
		return &core.OnPremises{Common: common, CIDRs: []core.CIDR{m.nextSiteBlock()}}, ""
	case core.TypeHost:
		site := first(m.at, diagram.ShapeSite)
		if site == nil {
			return nil, "This stands in an on-premises network."
		}
		m.into = site.Key
		m.stand(geom.Around(m.p, 132, 40))
		return &core.Host{Common: common, Network: site.Resource, IP: m.nextHostAddress(site.Resource), Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 443}}}, ""
	case core.TypePrivateZone, core.TypeResolverRule:
		return m.makeNames(common)
	case core.TypeOrganizationPolicy:
		return &core.OrganizationPolicy{Common: common, Kind: core.ServiceControlPolicy,
			Document: core.PolicyText("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}")}, ""
	case core.TypeBlockPublicAccess:
		if other := m.firstOf(core.TypeBlockPublicAccess); other != "" {
			return nil, string(other) + " is there already; a Region has one."
		}
		return &core.BlockPublicAccess{Common: common, Mode: core.BlockBidirectional}, ""
	case core.TypeEventSourceMapping:
		if why := m.outside(diagram.ZoneCallers, 120, 44); why != "" {
			return nil, "Callers stand outside every VPC, left of the Lambda service. " + why
		}
		e := &core.EventSourceMapping{Common: common, Function: m.firstOf(core.TypeFunction), Source: m.firstOf(core.TypeBroker)}
		for _, r := range m.doc.Resources() {
			if s, ok := r.(*core.Service); ok && (s.Service == "sqs" || s.Service == "kinesis") {
				e.Source = s.ID
				break
			}
		}
		return e, ""
	}
	return nil, "There is nothing of that kind to place."
}

// firstOf returns the first resource of a type, "" if there is none.
func (m *maker) firstOf(t core.Type) core.ID {
	for _, r := range m.doc.Resources() {
		if r.Type() == t {
			return r.Head().ID
		}
	}
	return ""
}

// hub returns the transit gateway under the pointer, else the first one.
func (m *maker) hub() core.ID {
	if s := first(m.at, diagram.ShapeHub); s != nil {
		return s.Resource
	}
	return m.firstOf(core.TypeTransitGateway)
}

// makePeering joins the VPC that it is dropped on, or the first one, to the next.
func (m *maker) makePeering(common core.Common) (core.Resource, string) {
	p := &core.Peering{Common: common, State: core.PeeringActive}
	if m.vpc != nil {
		p.Requester, m.into = m.vpc.Resource, m.vpc.Key
	}
	for _, r := range m.doc.Resources() {
		id := r.Head().ID
		switch {
		case r.Type() != core.TypeVPC || id == p.Requester:
		case p.Requester == "":
			p.Requester = id
		case p.Accepter == "":
			p.Accepter = id
		}
	}
	if p.Accepter == "" {
		return nil, "A peering connection joins two VPCs. Draw both first."
	}
	if len(m.at) == 0 {
		m.stand(geom.Around(m.p, 40, 40))
	}
	return p, ""
}

// makeConnection ties the network under the pointer, or the first one, to the first
// gateway for such connections.
func (m *maker) makeConnection(common core.Common) (core.Resource, string) {
	c := &core.VPNConnection{Common: common, Kind: core.ConnectionVPN, Network: m.firstOf(core.TypeOnPremises), Gateway: m.firstOf(core.TypeVirtualGateway)}
	if s := first(m.at, diagram.ShapeSite); s != nil {
		c.Network = s.Resource
	}
	if s := first(m.at, diagram.ShapeHub); s != nil || c.Gateway == "" {
		c.Gateway = m.hub()
	}
	if c.Network == "" || c.Gateway == "" {
		return nil, "A connection ties an on-premises network to a virtual private gateway or a transit gateway. Place both first."
	}
	m.into = c.Network
	if m.doc.Resource(c.Gateway).Type() == core.TypeTransitGateway { // which knows it by an attachment
		a := &core.TransitAttachment{Common: core.Common{ID: m.doc.FreshID("tgw-attach")}, TransitGateway: c.Gateway, Connection: c.ID, RouteTable: m.tableOf(c.Gateway)}
		m.also = append(m.also, func(tx *diagram.Tx) { tx.Put(a) })
	}
	return c, ""
}

// tableOf returns the first route table of a transit gateway, "" if it has none.
func (m *maker) tableOf(hub core.ID) core.ID {
	for _, r := range m.doc.Resources() {
		if t, ok := r.(*core.TransitTable); ok && t.TransitGateway == hub {
			return t.ID
		}
	}
	return ""
}

// makeNames makes a private zone or a Resolver rule for a VPC.
func (m *maker) makeNames(common core.Common) (core.Resource, string) {
	vpc := m.vpc
	if vpc == nil {
		vpc = m.borderAt(m.p)
	}
	if vpc == nil {
		return nil, "This changes what the resolver of a VPC answers. Drop it on one."
	}
	m.into, m.key = vpc.Key, m.id+"@"+vpc.Key
	in := []core.ID{vpc.Resource}
	if m.typ == core.TypePrivateZone {
		return &core.PrivateZone{Common: common, Domain: "corp.example", VPCs: in}, ""
	}
	r := &core.ResolverRule{Common: common, Domain: "corp.example", VPCs: in}
	for _, x := range m.doc.Resources() {
		e, ok := x.(*core.ResolverEndpoint)
		if ok && e.Direction == core.Outbound && len(e.Subnets) > 0 && vpcOf(m.doc, e.Subnets[0]) == vpc.Resource {
			r.Endpoint = e.ID
			break
		}
	}
	return r, ""
}

// makePlaced makes a managed service with an interface in the subnet, and in one of
// another zone where AWS asks for two.
func (m *maker) makePlaced(common core.Common) (core.Resource, string) {
	if m.subnet == nil {
		return nil, "This has its interfaces in subnets. Drop it on one."
	}
	m.into = m.subnet.Key
	in, vpc := m.subnet.Resource, vpcOf(m.doc, m.subnet.Resource)
	m.key = core.EndpointInterface(m.id, in)
	box := kept(geom.Around(m.p, 116, 40), m.subnet)
	m.places = append(m.places, Place{m.key, geom.R(geom.Snap(box.X, geom.Grid), geom.Snap(box.Y, geom.Grid), 0, 0)})
	one := core.Placement{Subnets: []core.ID{in}, SecurityGroups: groupsFor(m.doc, vpc, nil, true)}
	two := one
	if other := m.otherZone(in); other != "" {
		two.Subnets = []core.ID{in, other}
	}
	switch m.typ {
	case core.TypeLoadBalancer:
		return &core.LoadBalancer{Common: common, Placement: two, Kind: core.ApplicationLoadBalancer, Internal: m.subnet.Class != diagram.ClassPublic,
			Listeners: []core.BalancedListener{{Protocol: core.ProtoTCP, Port: 443}}}, ""
	case core.TypeDatabase:
		return &core.Database{Common: common, Placement: two, Subnet: in, Engine: "postgres"}, ""
	case core.TypeDatabaseProxy:
		return &core.DatabaseProxy{Common: common, Placement: two, Target: m.firstOf(core.TypeDatabase)}, ""
	case core.TypeCache:
		return &core.Cache{Common: common, Placement: one, Engine: "valkey"}, ""
	case core.TypeFileSystem:
		return &core.FileSystem{Common: common, Placement: one}, ""
	case core.TypeBroker:
		return &core.Broker{Common: common, Placement: two, Engine: "msk"}, ""
	case core.TypeResolverEndpoint:
		return &core.ResolverEndpoint{Common: common, Placement: two, Direction: core.Inbound}, ""
	default:
		c := &core.ClientVPN{Common: common, Placement: one}
		if v, ok := m.doc.Resource(vpc).(*core.VPC); ok {
			c.Authorizations = slices.Clone(v.CIDRs)
		}
		return c, ""
	}
}

// otherZone returns a subnet of the same VPC in another zone, if possible with the
// same route table; "" if there is none.
func (m *maker) otherZone(subnet core.ID) core.ID {
	s, ok := m.doc.Resource(subnet).(*core.Subnet)
	if !ok {
		return ""
	}
	best := core.ID("")
	for _, r := range m.doc.Resources() {
		o, ok := r.(*core.Subnet)
		if !ok || o.VPC != s.VPC || o.Zone == s.Zone {
			continue
		}
		if o.RouteTable == s.RouteTable {
			return o.ID
		}
		if best == "" {
			best = o.ID
		}
	}
	return best
}

// nextSiteBlock is the first of 192.168.0.0/24, 192.168.1.0/24 … that no network
// on premises has.
func (m *maker) nextSiteBlock() core.CIDR {
	var taken []netip.Prefix
	for _, r := range m.doc.Resources() {
		if o, ok := r.(*core.OnPremises); ok {
			taken = append(taken, prefixes(o.CIDRs)...)
		}
	}
	for i := range 256 {
		p := netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 168, byte(i)}), 24)
		if !overlaps(p, taken) {
			return core.CIDR(p.String())
		}
	}
	return "192.168.0.0/24"
}

// nextHostAddress is the first free address of a network's first block, from the
// tenth on; "" where there is none.
func (m *maker) nextHostAddress(site core.ID) core.Address {
	o, ok := m.doc.Resource(site).(*core.OnPremises)
	if !ok {
		return ""
	}
	blocks := prefixes(o.CIDRs)
	if len(blocks) == 0 {
		return ""
	}
	taken := map[core.Address]bool{}
	for _, r := range m.doc.Resources() {
		if h, ok := r.(*core.Host); ok {
			taken[h.IP] = true
		}
	}
	a := blocks[0].Masked().Addr()
	for range 10 {
		a = a.Next()
	}
	for ; blocks[0].Contains(a); a = a.Next() {
		if ip := core.Address(a.String()); !taken[ip] {
			return ip
		}
	}
	return ""
}

func prefixes(list []core.CIDR) []netip.Prefix {
	var out []netip.Prefix
	for _, c := range list {
		if p, err := netip.ParsePrefix(string(c)); err == nil {
			out = append(out, p)
		}
	}
	return out
}
