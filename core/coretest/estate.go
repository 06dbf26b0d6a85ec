package coretest

import (
	"math/rand/v2"
	"strconv"

	"lasthop/core"
)

// Estate returns a network as companies have them, with about that many interfaces,
// that depends on its size and the seed alone: VPCs of up to 600 interfaces, each with
// public, private and data subnets in three zones, web and application servers,
// databases on instances, functions, NAT gateways and endpoints; more than one VPC are
// joined by a transit gateway. A few things are awry, as they are: an address of a
// single host in a rule, a server of another group, a zone without a NAT gateway.
func Estate(interfaces int, seed uint64) *core.Topology {
	e := &estate{Topology: Topology(), rand: rand.New(rand.NewPCG(seed, 7))}
	e.add(Role("role"))
	vpcs := max(1, (interfaces+599)/600)
	for v := range vpcs {
		e.vpc(v, interfaces/vpcs, vpcs > 1)
	}
	if vpcs > 1 {
		e.add(&core.TransitGateway{Common: core.Common{ID: "tgw"}},
			&core.TransitTable{Common: core.Common{ID: "tgw-rtb"}, TransitGateway: "tgw", Propagations: e.attachments})
	}
	return e.Topology
}

type estate struct {
	*core.Topology
	rand        *rand.Rand
	attachments []core.ID
}

func (e *estate) add(r ...core.Resource) { e.Resources = append(e.Resources, r...) }

// vpc adds the VPC of a number with about so many interfaces.
func (e *estate) vpc(number, interfaces int, joined bool) {
	name := func(parts ...string) core.ID {
		id := "v" + strconv.Itoa(number)
		for _, p := range parts {
			id += "-" + p
		}
		return core.ID(id)
	}
	block := func(third, bits int) core.CIDR {
		return core.CIDR("10." + strconv.Itoa(number) + "." + strconv.Itoa(third) + ".0/" + strconv.Itoa(bits))
	}
	vpc := name()
	e.add(VPC(vpc, block(0, 16)), InternetGateway(name("igw"), vpc))
	toTransit := func(routes ...core.Route) []core.Route {
		if joined {
			routes = append(routes, To("10.0.0.0/8", "tgw"))
		}
		return routes
	}
	e.add(RouteTable(name("public"), vpc, toTransit(To("0.0.0.0/0", name("igw")))...),
		RouteTable(name("data"), vpc, toTransit()...),
		NetworkACL(name("acl-data"), vpc,
			[]core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "10.0.0.0/8"}},
			[]core.ACLRule{{Number: 90, Action: core.Deny, Protocol: core.ProtoTCP, Ports: "22", CIDR: "0.0.0.0/0"},
				{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "10.0.0.0/8"}}))
	group := func(tier string, inbound ...core.GroupRule) core.ID {
		e.add(SecurityGroup(name("sg", tier), vpc, inbound...))
		return name("sg", tier)
	}
	from := func(ports core.Ports, g core.ID) core.GroupRule {
		return core.GroupRule{Protocol: core.ProtoTCP, Ports: ports, Group: g}
	}
	web := group("web", TCP("443", "0.0.0.0/0"), TCP("22", core.CIDR("10."+strconv.Itoa(number)+".0.10/32")))
	app := group("app", from("443", web), from("8080-8090", web))
	functions := group("fn")
	db := group("db", from("5432", app), from("5432", functions))
	endpoint := group("endpoint", TCP("443", block(0, 16)))
	old := group("old", All("10.0.0.0/8"))

	zones := []string{"a", "b", "c"}
	var private []core.ID
	for i, z := range zones {
		zone := In(Region + z)
		out := name("nat", zones[min(i, e.rand.IntN(3))])
		if i == 0 {
			out = name("nat", z)
		}
		e.add(Subnet(name("pub", z), vpc, block(16*i, 22), zone, Routed(name("public"))),
			RouteTable(name("private", z), vpc, toTransit(To("0.0.0.0/0", out))...),
			Subnet(name("priv", z), vpc, block(64+16*i, 22), zone, Routed(name("private", z))),
			Subnet(name("db", z), vpc, block(128+16*i, 22), zone, Routed(name("data")), Filtered(name("acl-data"))),
			NATGateway(name("nat", z), name("pub", z)))
		private = append(private, name("priv", z))
	}
	ssm := InterfaceEndpoint(name("vpce-ssm"), vpc, "ssm", private[0], endpoint)
	ssm.Subnets = private
	e.add(GatewayEndpoint(name("vpce-s3"), vpc, "s3", name("private", "a"), name("private", "b"), name("data")), ssm,
		Service(name("bucket"), "s3"), Service(name("parameter"), "ssm"))
	if joined {
		e.attachments = append(e.attachments, name("attachment"))
		e.add(&core.TransitAttachment{Common: core.Common{ID: name("attachment")}, TransitGateway: "tgw", VPC: vpc, Subnets: private, RouteTable: "tgw-rtb"})
	}
	for i := range max(1, interfaces-3-3) { // less those of the gateways and the endpoint
		e.host(number, name, i, []core.ID{web, app, db, functions, old})
	}
}

// host adds the host of a number: of ten three for the web, four for applications, two
// databases, and a function.
func (e *estate) host(vpc int, name func(...string) core.ID, i int, groups []core.ID) {
	z, number := string("abc"[i/10%3]), strconv.Itoa(i)
	server := func(tier, subnet string, group core.ID, port uint16) {
		if e.rand.IntN(50) == 0 {
			group = groups[4]
		}
		x := Instance(name(tier, number), name(subnet, z), group)
		x.Listens[0].Port = port
		x.Role = "role"
		if subnet == "pub" {
			x.PublicIP = core.Address("20." + strconv.Itoa(vpc) + "." + strconv.Itoa(i/250) + "." + strconv.Itoa(1+i%250))
		}
		e.add(x)
	}
	switch {
	case i%10 < 3:
		server("web", "pub", groups[0], 443)
	case i%10 < 7:
		server("app", "priv", groups[1], 8080)
	case i%10 < 9:
		server("db", "db", groups[2], 5432)
	default:
		f := Function(name("fn", number), name("priv", z), groups[3])
		if e.rand.IntN(3) == 0 { // an interface of its own
			f.SecurityGroups = append(f.SecurityGroups, name("sg-fn", number))
			e.add(SecurityGroup(name("sg-fn", number), name()))
		}
		e.add(f)
	}
}
