package coretest

import (
	"math/rand/v2"
	"strconv"

	"lasthop/core"
)

// Plausible returns a small network as somebody might have built it, that depends on
// seed alone: two or three VPCs with public, private and isolated subnets in two zones,
// NAT gateways, endpoints, databases, balancers, and peering, a transit gateway or a VPN
// between them. Nearly all of it is legal, and much of it works; here a group, an ACL, a
// route or a policy is not as it should be.
func Plausible(seed uint64) *core.Topology {
	p := &plausible{Topology: Topology(), rand: rand.New(rand.NewPCG(seed, 11))}
	p.roles()
	vpcs := 2 + p.rand.IntN(2)
	for v := range vpcs {
		p.vpc(v)
	}
	p.join(vpcs)
	if p.rarely() {
		p.add(&core.BlockPublicAccess{Common: core.Common{ID: "bpa"}, Mode: core.BlockBidirectional})
	}
	return p.Topology
}

type plausible struct {
	*core.Topology
	rand   *rand.Rand
	tables [3][]*core.RouteTable
	six    [3]bool
}

func (p *plausible) add(r ...core.Resource) { p.Resources = append(p.Resources, r...) }

func (p *plausible) often() bool  { return p.rand.IntN(6) > 0 }
func (p *plausible) maybe() bool  { return p.rand.IntN(2) == 0 }
func (p *plausible) rarely() bool { return p.rand.IntN(10) == 0 }

// roles adds what functions run as, and what they call.
func (p *plausible) roles() {
	narrow := `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}`
	bucket := Service("bucket", "s3")
	if p.rarely() {
		bucket.Policy = core.PolicyText(`{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"], "Condition": {"StringNotEquals": {"aws:SourceVpce": "v0-s3"}}}}`)
	}
	p.add(Role("role"), Role("narrow", narrow), bucket, Service("parameter", "ssm"), Service("queue", "sqs"))
}

// vpc adds the VPC of a number: 10.N.0.0/16, with IPv6 in every third.
func (p *plausible) vpc(number int) {
	name := "v" + strconv.Itoa(number)
	id := func(s string) core.ID { return core.ID(name + "-" + s) }
	vpc := VPC(core.ID(name), core.CIDR("10."+strconv.Itoa(number)+".0.0/16"))
	block6 := "2600:1f18:" + strconv.Itoa(number+1) + ":0"
	if p.six[number] = p.rand.IntN(3) == 0; p.six[number] {
		vpc.IPv6CIDRs = []core.CIDR{core.CIDR(block6 + "0::/56")}
		p.add(&core.EgressOnlyGateway{Common: core.Common{ID: id("eigw")}, VPC: vpc.ID})
	}
	p.add(vpc, InternetGateway(id("igw"), vpc.ID))

	public := RouteTable(id("public"), vpc.ID, To("0.0.0.0/0", id("igw")))
	private := MainTable(id("private"), vpc.ID, To("0.0.0.0/0", id("nat")))
	inner := RouteTable(id("inner"), vpc.ID)
	if p.rarely() {
		private.Routes = nil
	}
	p.tables[number] = []*core.RouteTable{public, private, inner}
	if p.six[number] {
		public.Routes = append(public.Routes, To("::/0", id("igw")))
		private.Routes = append(private.Routes, To("::/0", id("eigw")))
	}
	p.add(public, private, inner)

	p.add(p.acl(id("acl"), vpc.ID, true), p.acl(id("acl-own"), vpc.ID, false))
	for i, s := range []struct {
		name  string
		table core.ID
		zone  string
	}{{"pub-a", public.ID, "a"}, {"pub-b", public.ID, "b"}, {"priv-a", "", "a"}, {"priv-b", private.ID, "b"}, {"inner-a", inner.ID, "a"}, {"inner-b", inner.ID, "b"}} {
		sub := Subnet(id(s.name), vpc.ID, core.CIDR("10."+strconv.Itoa(number)+"."+strconv.Itoa(i+1)+".0/24"), In(Region+s.zone), Routed(s.table))
		if p.rand.IntN(3) == 0 {
			sub.NetworkACL = id("acl-own")
		}
		if p.six[number] {
			sub.IPv6CIDR, sub.AutoAssignIPv6 = core.CIDR(block6+strconv.Itoa(i+1)+"::/64"), true
		}
		p.add(sub)
	}

	web := p.group(id("sg-web"), vpc.ID, All("0.0.0.0/0"))
	app := p.group(id("sg-app"), vpc.ID, core.GroupRule{Protocol: core.ProtoTCP, Ports: "443-8080", Group: id("sg-web")})
	data := p.group(id("sg-data"), vpc.ID, core.GroupRule{Protocol: core.ProtoTCP, Ports: "5432", Group: id("sg-app")}, TCP("5432", "10.0.0.0/8"))
	ends := p.group(id("sg-ends"), vpc.ID, TCP("443", vpc.CIDRs[0]))
	p.add(web, app, data, ends)

	p.add(NATGateway(id("nat"), id("pub-a"), func(g *core.NATGateway) { g.PublicIP = core.Address("203.0.113." + strconv.Itoa(10+number)) }))
	p.add(Instance(id("web"), id("pub-b"), web.ID, func(i *core.Instance) {
		i.PublicIP, i.Role = core.Address("203.0.113."+strconv.Itoa(20+number)), "role"
	}))
	p.add(Instance(id("bare"), id("pub-a"), web.ID, func(i *core.Instance) { i.Role = "role" }))
	p.add(Instance(id("app"), id("priv-b"), app.ID, func(i *core.Instance) {
		i.Role, i.Stopped = "role", p.rarely()
		i.Listens = []core.Listener{{Protocol: core.ProtoTCP, Port: 8080}}
	}))
	p.add(&core.Database{Common: core.Common{ID: id("db")}, Engine: "postgres", Subnet: id("inner-a"),
		Placement: core.Placement{Subnets: []core.ID{id("inner-a"), id("inner-b")}, SecurityGroups: []core.ID{data.ID}}})
	p.add(Function(id("fn"), id("priv-a"), app.ID, func(f *core.Function) {
		if p.maybe() {
			f.Subnets = append(f.Subnets, id("priv-b"))
		}
		f.IPv6 = p.six[number] && p.maybe()
		if p.rarely() {
			f.Role = "narrow"
		}
	}), Function(id("fn-inner"), id("inner-b"), app.ID))
	p.add(&core.LoadBalancer{Common: core.Common{ID: id("lb")}, Kind: core.ApplicationLoadBalancer, Internal: p.maybe(),
		Placement: core.Placement{Subnets: []core.ID{id("pub-a"), id("pub-b")}, SecurityGroups: []core.ID{web.ID}},
		Listeners: []core.BalancedListener{{Protocol: core.ProtoTCP, Port: 443, Targets: []core.ID{id("app")}, TargetPort: 8080}}})
	if p.maybe() {
		p.add(GatewayEndpoint(id("s3"), vpc.ID, "s3", private.ID, inner.ID))
	}
	if p.maybe() {
		e := InterfaceEndpoint(id("ssm"), vpc.ID, "ssm", id("inner-a"), ends.ID)
		e.Subnets = append(e.Subnets, id("priv-b"))
		p.add(e)
	}
	if p.maybe() {
		p.add(InterfaceEndpoint(id("lambda"), vpc.ID, "lambda", id("inner-b"), ends.ID))
	}
}

// acl returns an ACL that is open, but for a rule or two now and then.
func (p *plausible) acl(id, vpc core.ID, standard bool) *core.NetworkACL {
	rules := func() []core.ACLRule {
		out := []core.ACLRule{
			{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"},
			{Number: 101, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "::/0"},
		}
		if p.rarely() {
			out = append(out, core.ACLRule{Number: 50, Action: core.Deny, Protocol: core.ProtoTCP, Ports: "443", CIDR: "10.0.0.0/9"})
		}
		if p.rarely() {
			out = append(out, core.ACLRule{Number: 60, Action: core.Deny, Protocol: core.ProtoTCP, Ports: "1024-32767", CIDR: "0.0.0.0/0"})
		}
		if p.rarely() {
			out = append(out, core.ACLRule{Number: 40, Action: core.Deny, Protocol: core.ProtoAll, CIDR: "10.1.0.0/16"})
		}
		return out
	}
	a := NetworkACL(id, vpc, rules(), rules())
	a.Default = standard
	return a
}

// group returns a group with those inbound rules, mostly, that lets everything out,
// mostly.
func (p *plausible) group(id, vpc core.ID, inbound ...core.GroupRule) *core.SecurityGroup {
	g := SecurityGroup(id, vpc, inbound...)
	g.Outbound = append(g.Outbound, core.GroupRule{Protocol: core.ProtoAll, CIDR: "::/0"})
	if p.rarely() {
		g.Inbound = nil
	}
	if p.rarely() {
		g.Outbound = []core.GroupRule{TCP("443", "10.0.0.0/8")}
	}
	return g
}

// join ties the VPCs together, two by peering and all by a transit gateway with a VPN
// behind it, or by a VPN of their own.
func (p *plausible) join(vpcs int) {
	route := func(number int, r core.Route) {
		for _, t := range p.tables[number] {
			if p.often() {
				t.Routes = append(t.Routes, r)
			}
		}
	}
	office := &core.OnPremises{Common: core.Common{ID: "office"}, CIDRs: []core.CIDR{"192.168.0.0/16"}}
	vpn := &core.VPNConnection{Common: core.Common{ID: "vpn"}, Network: "office", Kind: core.ConnectionVPN, Down: p.rarely()}
	p.add(office, vpn, &core.Host{Common: core.Common{ID: "desk"}, Network: "office", IP: "192.168.1.5", Role: "role", Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 443}}})
	if p.often() {
		office.Routes = []core.OnPremisesRoute{{Destination: "10.0.0.0/8", Target: "vpn"}}
	}
	if p.rarely() {
		office.Inbound = []core.ACLRule{{Number: 10, Action: core.Allow, Protocol: core.ProtoTCP, Ports: "443", CIDR: "10.0.0.0/16"}}
	}
	if p.maybe() {
		p.add(&core.Peering{Common: core.Common{ID: "pcx"}, Requester: "v0", Accepter: "v1", State: core.PeeringActive})
		route(0, To("10.1.0.0/16", "pcx"))
		route(1, To("10.0.0.0/16", "pcx"))
	}
	if p.maybe() {
		vpn.Gateway = "vgw"
		p.add(&core.VirtualGateway{Common: core.Common{ID: "vgw"}, VPC: "v0"})
		route(0, To("192.168.0.0/16", "vgw"))
		return
	}
	table := &core.TransitTable{Common: core.Common{ID: "tgw-rtb"}, TransitGateway: "tgw", Propagations: []core.ID{"att-vpn"}}
	vpn.Gateway = "tgw"
	p.add(&core.TransitGateway{Common: core.Common{ID: "tgw"}, SecurityGroupReferencing: p.maybe()}, table,
		&core.TransitAttachment{Common: core.Common{ID: "att-vpn"}, TransitGateway: "tgw", Connection: "vpn", RouteTable: "tgw-rtb"})
	for v := range vpcs {
		name := "v" + strconv.Itoa(v)
		a := &core.TransitAttachment{Common: core.Common{ID: core.ID("att-" + name)}, TransitGateway: "tgw", VPC: core.ID(name), RouteTable: "tgw-rtb",
			Subnets: []core.ID{core.ID(name + "-inner-a"), core.ID(name + "-priv-b")}, SecurityGroupReferencing: p.maybe()}
		if p.rarely() {
			a.Subnets = a.Subnets[:1]
		}
		if p.often() {
			table.Propagations = append(table.Propagations, a.ID)
		}
		p.add(a)
		route(v, To("10.0.0.0/8", "tgw"))
		route(v, To("192.168.0.0/16", "tgw"))
	}
}
