package core_test

import (
	"fmt"
	"slices"

	"lasthop/core"
	ct "lasthop/core/coretest"
)

// A legal network of two address families that is joined to others, with every
// managed service.
func wide() *core.Topology {
	where := core.Placement{Subnets: []core.ID{"a", "b"}, SecurityGroups: []core.ID{"sg"}}
	vpc := ct.VPC("vpc", "10.0.0.0/16")
	vpc.IPv6CIDRs = []core.CIDR{"2001:db8:1:200::/56"}
	return ct.Topology(
		vpc, ct.VPC("near", "10.1.0.0/16"), ct.VPC("far", "10.2.0.0/16"),
		ct.Subnet("a", "vpc", "10.0.1.0/24", six("2001:db8:1:201::/64")),
		ct.Subnet("b", "vpc", "10.0.2.0/24", six("2001:db8:1:202::/64"), ct.In("eu-west-1b")),
		ct.Subnet("n", "near", "10.1.1.0/24"), ct.Subnet("f", "far", "10.2.1.0/24"),
		ct.MainTable("rtb", "vpc", ct.To("0.0.0.0/0", "igw"), ct.To("::/0", "eigw"), ct.To("10.1.0.0/16", "pcx"), ct.To("10.2.0.0/16", "tgw"), ct.To("10.0.0.0/16", "local"),
			ct.To("10.0.2.0/24", "fw"), ct.To("64:ff9b::/96", "nat"), core.Route{Destination: "192.168.0.0/16", Target: "vgw", Propagated: true}),
		&core.RouteTable{Common: named("rtb-igw"), VPC: "vpc", Gateway: "igw", Routes: []core.Route{ct.To("10.0.1.0/24", "fw"), ct.To("10.0.0.0/16", "local")}},
		ct.SecurityGroup("sg", "vpc", core.GroupRule{Protocol: core.ProtoAll, Group: "sg-n"}, core.GroupRule{Protocol: core.ProtoAll, Group: "sg-f"}),
		ct.SecurityGroup("sg-n", "near"), ct.SecurityGroup("sg-f", "far"),
		&core.PrefixList{Common: named("pl"), Entries: []core.CIDR{"192.0.2.0/24"}},
		ct.InternetGateway("igw", "vpc"), &core.EgressOnlyGateway{Common: named("eigw"), VPC: "vpc"},
		&core.NATGateway{Common: named("nat"), VPC: "vpc", Regional: true, Zones: []string{"eu-west-1a"}, State: core.NATAvailable},
		ct.InterfaceEndpoint("vpce-api", "vpc", "execute-api", "a", "sg"), ct.GatewayEndpoint("vpce-s3", "vpc", "s3"),
		&core.ResolverEndpoint{Common: named("out"), Placement: where, Direction: core.Outbound},
		&core.ResolverRule{Common: named("rule"), Domain: "office.example.", VPCs: []core.ID{"vpc", "near"}, Endpoint: "out", Targets: []core.Address{"192.168.0.53"}, Records: []core.Record{{Name: "db.office.example", Value: "192.168.0.10"}}},
		&core.PrivateZone{Common: named("zone"), Domain: "corp.example", VPCs: []core.ID{"vpc"}, Records: []core.Record{{Name: "*.Corp.Example", Value: "lb"}}},
		&core.Peering{Common: named("pcx"), Requester: "vpc", Accepter: "near", State: core.PeeringActive},
		&core.TransitGateway{Common: named("tgw"), SecurityGroupReferencing: true}, &core.TransitGateway{Common: named("tgw2")},
		&core.TransitAttachment{Common: named("att"), TransitGateway: "tgw", VPC: "vpc", Subnets: []core.ID{"a", "b"}, RouteTable: "tgw-rtb", SecurityGroupReferencing: true},
		&core.TransitAttachment{Common: named("att-f"), TransitGateway: "tgw", VPC: "far", Subnets: []core.ID{"f"}, SecurityGroupReferencing: true},
		&core.TransitAttachment{Common: named("att-vpn"), TransitGateway: "tgw", Connection: "vpn2"},
		&core.TransitAttachment{Common: named("att-p"), TransitGateway: "tgw", Peer: "att-q"},
		&core.TransitAttachment{Common: named("att-q"), TransitGateway: "tgw2", Peer: "att-p"},
		&core.TransitTable{Common: named("tgw-rtb"), TransitGateway: "tgw", Propagations: []core.ID{"att", "att-f"}, Routes: []core.TransitRoute{{Destination: "0.0.0.0/0", Attachment: "att"}, {Destination: "10.9.0.0/16", Blackhole: true}}},
		&core.VirtualGateway{Common: named("vgw"), VPC: "vpc"},
		&core.VPNConnection{Common: named("vpn"), Gateway: "vgw", Network: "office", Kind: core.ConnectionVPN, Static: true, Routes: []core.CIDR{"192.168.0.0/16"}},
		&core.VPNConnection{Common: named("vpn2"), Gateway: "tgw", Network: "office", Kind: core.ConnectionVPN},
		&core.OnPremises{Common: named("office"), CIDRs: []core.CIDR{"192.168.0.0/16"}, Routes: []core.OnPremisesRoute{{Destination: "10.0.0.0/16", Target: "vpn"}},
			Inbound: []core.ACLRule{{Number: 1, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "10.0.0.0/8"}}, Servers: []core.Address{"192.168.0.53"}},
		&core.Host{Common: named("desk"), Network: "office", IP: "192.168.0.10", Role: "role"},
		&core.ClientVPN{Common: named("cvpn"), Placement: core.Placement{Subnets: []core.ID{"a"}, SecurityGroups: []core.ID{"sg"}}, Authorizations: []core.CIDR{"0.0.0.0/0"}, Routes: []core.CIDR{"10.1.0.0/16"}},
		&core.FirewallEndpoint{Common: named("fw"), Subnet: "a", Rules: []core.FirewallRule{{Action: core.FirewallDrop, Protocol: core.ProtoTCP, Ports: "22", Source: "10.0.0.0/8"}}, Default: core.FirewallPass},
		&core.BlockPublicAccess{Common: named("bpa"), Mode: core.BlockIngress, Exclusions: []core.BlockExclusion{{For: "vpc", Mode: core.AllowBidirectional}, {For: "n", Mode: core.AllowEgress}}},
		ct.Function("fn", "a", "sg", func(r *core.Function) { r.IPv6, r.URL, r.FileSystem = true, core.URLNone, "efs" }),
		ct.Instance("web", "a", "sg", func(r *core.Instance) { r.IPv6 = "2001:db8:1:201::10" }),
		&core.LoadBalancer{Common: named("lb"), Placement: where, Kind: core.ApplicationLoadBalancer, Listeners: []core.BalancedListener{{Protocol: core.ProtoTCP, Port: 443, Targets: []core.ID{"fn"}}, {Protocol: core.ProtoTCP, Port: 80, Targets: []core.ID{"web", "web"}}}},
		&core.Database{Common: named("db"), Placement: where, Subnet: "b", Engine: "postgres", PubliclyAccessible: true},
		&core.DatabaseProxy{Common: named("proxy"), Placement: where, Target: "db"},
		&core.Cache{Common: named("cache"), Placement: where, Engine: "valkey"},
		&core.FileSystem{Common: named("efs"), Placement: where},
		&core.Broker{Common: named("broker"), Placement: where, Engine: "msk"},
		ct.Role("role"),
		&core.OrganizationPolicy{Common: named("scp"), Kind: core.ServiceControlPolicy, Accounts: []string{"111122223333"}, Document: core.PolicyText(allowAll)},
		ct.Service("queue", "sqs"), ct.Service("secret", "secretsmanager"),
		&core.APIGateway{Common: named("api"), Endpoint: core.APIPrivate, VPCEndpoints: []core.ID{"vpce-api"}, Integration: "lb", LinkSubnets: []core.ID{"a", "b"}, LinkSecurityGroups: []core.ID{"sg"},
			Policy: core.PolicyText(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}}`)},
		&core.EventSourceMapping{Common: named("esm"), Source: "queue", Function: "fn", Provisioned: true},
		&core.EventSourceMapping{Common: named("esm-broker"), Source: "broker", Function: "fn", Secret: "secret"},
	)
}

const allowAll = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`

func six(cidr core.CIDR) func(*core.Subnet) { return func(r *core.Subnet) { r.IPv6CIDR = cidr } }

func b6(cidrs ...core.CIDR) func(*core.Topology) {
	return change("vpc", func(r *core.VPC) { r.IPv6CIDRs = cidrs })
}

func peering(f func(*core.Peering)) func(*core.Topology)              { return change("pcx", f) }
func attachment(f func(*core.TransitAttachment)) func(*core.Topology) { return change("att", f) }
func transit(f func(*core.TransitTable)) func(*core.Topology)         { return change("tgw-rtb", f) }
func vpn(f func(*core.VPNConnection)) func(*core.Topology)            { return change("vpn", f) }
func office(f func(*core.OnPremises)) func(*core.Topology)            { return change("office", f) }
func desk(f func(*core.Host)) func(*core.Topology)                    { return change("desk", f) }
func firewall(f func(*core.FirewallEndpoint)) func(*core.Topology)    { return change("fw", f) }
func bpa(f func(*core.BlockPublicAccess)) func(*core.Topology)        { return change("bpa", f) }
func natr(f func(*core.NATGateway)) func(*core.Topology)              { return change("nat", f) }

// route appends routes to the main table, edge to that of the internet gateway.
func route(more ...core.Route) func(*core.Topology) {
	return change("rtb", func(r *core.RouteTable) { r.Routes = append(r.Routes, more...) })
}

func edge(more ...core.Route) func(*core.Topology) {
	return change("rtb-igw", func(r *core.RouteTable) { r.Routes = append(r.Routes, more...) })
}

// instead replaces the main table's route to a destination.
func instead(to core.Route) func(*core.Topology) {
	return change("rtb", func(r *core.RouteTable) {
		i := slices.IndexFunc(r.Routes, func(x core.Route) bool { return x.Destination == to.Destination })
		r.Routes[i] = to
	})
}

func inbound(id, peer core.ID) func(*core.Topology) {
	return change(id, func(r *core.SecurityGroup) { r.Inbound = []core.GroupRule{{Protocol: core.ProtoAll, Group: peer}} })
}

func region(id core.ID) func(*core.Topology) {
	return change(id, func(r *core.VPC) { r.Region = "us-east-1" })
}

// moved puts VPC near, with its subnet, into another Region.
var moved = all(region("near"), change("n", func(r *core.Subnet) { r.Zone = "us-east-1a" }), bpa(func(r *core.BlockPublicAccess) { r.Exclusions = nil }),
	change("rule", func(r *core.ResolverRule) { r.VPCs = []core.ID{"vpc"} }))

var joinCases = []problemCase{
	// IPv6: A10.
	{"IPv6 of another size", b6("2001:db8:1:200::/56", "2001:db8:2::/55"), []string{one(no, "vpc", "ipv6Cidrs[1]", "InvalidVpc.Range")}},
	{"IPv6 too wide", b6("2001:db8:1:200::/56", "2001:db8::/40"), []string{one(no, "vpc", "ipv6Cidrs[1]", "InvalidVpc.Range")}},
	{"IPv4 for IPv6", b6("2001:db8:1:200::/56", "10.0.0.0/16"), []string{one(no, "vpc", "ipv6Cidrs[1]", "InvalidVpc.Range")}},
	{"IPv6 widest and narrowest", b6("2001:db8:1:200::/56", "2001:db8:10::/44", "2001:db8:2::/60"), nil},
	{"private IPv6", b6("2001:db8:1:200::/56", "fd00:1::/56"), nil},
	{"link-local IPv6", b6("2001:db8:1:200::/56", "fe80::/56"), []string{one(no, "vpc", "ipv6Cidrs[1]", "InvalidVpc.Range")}},
	{"IPv6 twice", b6("2001:db8:1:200::/56", "2001:db8:1:200::/60"), []string{one(no, "vpc", "ipv6Cidrs[1]", "InvalidVpc.Range")}},
	{"IPv6 of another VPC", change("far", func(r *core.VPC) { r.IPv6CIDRs = []core.CIDR{"2001:db8:1:200::/60"} }), []string{one(no, "far", "ipv6Cidrs", "InvalidVpc.Range"), one(no, "vpc", "ipv6Cidrs", "InvalidVpc.Range")}},
	{"six IPv6 blocks", b6(many(6, func(i int) core.CIDR { return core.CIDR(fmt.Sprintf("2001:db8:1:%d00::/56", i+2)) })...), []string{one(hm, "vpc", "ipv6Cidrs", "CidrLimitExceeded")}},
	{"subnet of another IPv6", change("b", six("2001:db8:9::/64")), []string{one(no, "b", "ipv6Cidr", "InvalidSubnet.Range")}},
	{"subnet of /72", change("b", six("2001:db8:1:202::/72")), []string{one(no, "b", "ipv6Cidr", "InvalidSubnet.Range")}},
	{"subnet of /60", change("b", six("2001:db8:1:210::/60")), nil},
	{"same IPv6 subnets", change("b", six("2001:db8:1:201::/64")), []string{one(no, "a", "ipv6Cidr", "InvalidSubnet.Conflict"), one(no, "b", "ipv6Cidr", "InvalidSubnet.Conflict")}},
	{"subnet for IPv6 alone", add(ct.Subnet("only", "vpc", "", six("2001:db8:1:203::/64"))), nil},
	{"IPv6 flags without IPv6", change("n", func(r *core.Subnet) { r.AutoAssignIPv6, r.DNS64 = true, true }), []string{one(no, "n", "autoAssignIpv6", "InvalidParameterValue"), one(no, "n", "dns64", "InvalidParameterValue")}},
	{"IPv6 address outside", instance(func(r *core.Instance) { r.IPv6 = "2001:db8:1:202::10" }), []string{one(no, "web", "ipv6", "InvalidParameterValue")}},
	{"the fourth IPv6 address", instance(func(r *core.Instance) { r.IPv6 = "2001:db8:1:201::3" }), []string{one(no, "web", "ipv6", "InvalidParameterValue")}},
	{"the last IPv6 address", instance(func(r *core.Instance) { r.IPv6 = "2001:db8:1:201:ffff:ffff:ffff:ffff" }), []string{one(no, "web", "ipv6", "InvalidParameterValue")}},
	{"IPv6 address without a block", instance(func(r *core.Instance) { r.Subnet, r.SecurityGroups = "n", []core.ID{"sg-n"} }), []string{one(no, "web", "ipv6", "InvalidParameterValue")}},
	{"IPv6 address twice", add(ct.Instance("web2", "a", "sg", func(r *core.Instance) { r.IPv6 = "2001:db8:1:201::10" })), []string{one(no, "web", "ipv6", "InvalidIPAddress.InUse"), one(no, "web2", "ipv6", "InvalidIPAddress.InUse")}},

	// VPCs: A2, A8, A9.
	{"block beside a route", all(add(ct.RouteTable("rtb-f", "far", ct.To("10.3.1.0/24", "tgw"))), change("far", func(r *core.VPC) { r.CIDRs = append(r.CIDRs, "10.3.0.0/16") })),
		[]string{one(hm, "far", "cidrs[1]", "InvalidVpc.Range"), one(no, "rtb-f", "routes[0].target", "InvalidParameterValue")}},
	{"block beside a learnt route", change("vpc", func(r *core.VPC) { r.CIDRs = []core.CIDR{"10.0.0.0/16", "192.168.0.0/16"} }), []string{one(no, "vpc", "cidrs[1]", "InvalidVpc.Range"), one(hm, "vpc", "cidrs[1]", "InvalidVpc.Range")}},
	{"block narrower than a route", change("vpc", func(r *core.VPC) { r.CIDRs = []core.CIDR{"10.0.0.0/16", "100.64.0.0/16"} }), nil},
	{"block of the peer", change("vpc", func(r *core.VPC) { r.CIDRs = []core.CIDR{"10.0.0.0/16", "10.1.1.0/24"} }), []string{one(hm, "vpc", "cidrs[1]", "InvalidVpc.Range"), one(no, "pcx", "accepter", "")}},
	{"default VPC", add(&core.VPC{Common: named("dflt"), CIDRs: []core.CIDR{"172.31.0.0/16"}, DNSSupport: true, Default: true}), nil},
	{"two default VPCs", add(&core.VPC{Common: named("d1"), CIDRs: []core.CIDR{"172.31.0.0/16"}, Default: true}, &core.VPC{Common: named("d2"), CIDRs: []core.CIDR{"172.31.0.0/16"}, Default: true}),
		[]string{one(no, "d1", "default", "DefaultVpcAlreadyExists"), one(no, "d2", "default", "DefaultVpcAlreadyExists")}},
	{"default VPCs of two Regions", add(&core.VPC{Common: named("d1"), CIDRs: []core.CIDR{"172.31.0.0/16"}, Default: true}, &core.VPC{Common: named("d2"), CIDRs: []core.CIDR{"172.31.0.0/16"}, Default: true, Region: "us-east-1"}), nil},
	{"another default block", change("far", func(r *core.VPC) { r.Default = true }), []string{one(no, "far", "cidrs[0]", "")}},
	{"zone of the VPC's Region", moved, []string{one(no, "sg", "inbound[0].group", "InvalidGroup.NotFound")}},
	{"five VPCs and one abroad", add(append(many(2, func(i int) core.Resource { return ct.VPC(core.ID(fmt.Sprint("v", i)), "10.9.0.0/16") }), &core.VPC{Common: named("abroad"), CIDRs: []core.CIDR{"10.9.0.0/16"}, Region: "us-east-1"})...), nil},
	{"51 peerings", add(peers(50)...), []string{one(hm, "", "", "VpcLimitExceeded"), one(hm, "vpc", "", "ActiveVpcPeeringConnectionPerVpcLimitExceeded")}},
	{"126 peerings", add(peers(125)...), []string{one(hm, "", "", "VpcLimitExceeded"), one(no, "vpc", "", "ActiveVpcPeeringConnectionPerVpcLimitExceeded")}},
	{"six regional NAT gateways", add(many(5, func(i int) core.Resource {
		return &core.NATGateway{Common: named(core.ID(fmt.Sprint("r", i))), VPC: "vpc", Regional: true, State: core.NATAvailable}
	})...), []string{one(hm, "r4", "vpc", "NatGatewayLimitExceeded")}},
	{"256 gateway endpoints", add(many(255, func(i int) core.Resource { return ct.GatewayEndpoint(core.ID(fmt.Sprint("g", i)), "vpc", "s3") })...), []string{one(hm, "", "", "VpcEndpointLimitExceeded"), one(no, "vpc", "", "VpcEndpointLimitExceeded")}},
	{"501 interfaces of functions", all(add(ct.Subnet("big", "near", "10.1.64.0/18")), add(many(501, func(i int) core.Resource { return ct.SecurityGroup(core.ID(fmt.Sprint("g", i)), "near") })...),
		add(many(501, func(i int) core.Resource {
			return ct.Function(core.ID(fmt.Sprint("f", i)), "big", core.ID(fmt.Sprint("g", i)))
		})...)), []string{one(hm, "near", "", "ENILimitReachedException")}},
	{"5001 interfaces", all(add(ct.Subnet("big", "near", "10.1.64.0/18")), add(many(5001, func(i int) core.Resource { return ct.Instance(core.ID(fmt.Sprint("i", i)), "big", "sg-n") })...)), []string{one(hm, "", "", "NetworkInterfaceLimitExceeded")}},

	// Routes: B7, B9, B12, D13.
	{"IPv4 to the egress-only gateway", route(ct.To("192.0.2.0/24", "eigw")), []string{one(no, "rtb", "routes[8].target", "InvalidParameterValue")}},
	{"a list of IPv4 to the egress-only gateway", route(core.Route{PrefixList: "pl", Target: "eigw"}), []string{one(no, "rtb", "routes[8].target", "InvalidParameterValue")}},
	{"IPv6 to a NAT gateway", instead(ct.To("::/0", "nat")), []string{one(hm, "rtb", "routes[1].target", "")}},
	{"peering of others", add(ct.RouteTable("rtb-f", "far", ct.To("10.0.0.0/16", "pcx"))), []string{one(no, "rtb-f", "routes[0].target", "InvalidParameterValue")}},
	{"peering not active", all(peering(func(r *core.Peering) { r.State = core.PeeringPending }), inbound("sg", "sg")), []string{one(by, "rtb", "routes[2].target", "")}},
	{"transit gateway without an attachment", add(ct.RouteTable("rtb-n", "near", ct.To("10.0.0.0/8", "tgw"))), []string{one(no, "rtb-n", "routes[0].target", "InvalidTransitGatewayID.NotFound")}},
	{"virtual private gateway detached", change("vgw", func(r *core.VirtualGateway) { r.VPC = "" }), []string{one(by, "rtb", "routes[7].target", "")}},
	{"virtual private gateway elsewhere", change("vgw", func(r *core.VirtualGateway) { r.VPC = "far" }), []string{one(no, "rtb", "routes[7].target", "InvalidParameterValue")}},
	{"learnt from an internet gateway", route(core.Route{Destination: "192.0.2.0/24", Target: "igw", Propagated: true}), []string{one(no, "rtb", "routes[8].target", "")}},
	{"learns from elsewhere", all(add(&core.VirtualGateway{Common: named("vgw-f"), VPC: "far"}), change("rtb", func(r *core.RouteTable) { r.PropagatingGateways = []core.ID{"vgw", "vgw-f"} })), []string{one(no, "rtb", "propagatingGateways[1]", "InvalidParameterValue")}},
	{"a subnet to a transit gateway", instead(ct.To("10.0.2.0/24", "tgw")), []string{one(no, "rtb", "routes[5].target", "InvalidParameterValue")}},
	{"an IPv6 subnet to a firewall", route(ct.To("2001:db8:1:202::/64", "fw")), nil},
	{"half an IPv6 subnet", route(ct.To("2001:db8:1:202::/65", "fw")), []string{one(no, "rtb", "routes[8].destination", "InvalidParameterValue")}},
	{"a subnet is local", instead(ct.To("10.0.2.0/24", "local")), []string{one(no, "rtb", "routes[5].target", "InvalidParameterValue")}},
	{"elsewhere is local", route(ct.To("10.7.0.0/16", "local")), []string{one(no, "rtb", "routes[8].target", "InvalidParameterValue")}},
	{"edge: outside", edge(ct.To("192.0.2.0/24", "fw")), []string{one(no, "rtb-igw", "routes[2].destination", "InvalidParameterValue")}},
	{"edge: half a subnet", edge(ct.To("10.0.2.0/25", "fw")), []string{one(no, "rtb-igw", "routes[2].destination", "InvalidParameterValue")}},
	{"edge: a subnet is local", edge(ct.To("10.0.2.0/24", "local")), nil},
	{"edge: to a NAT gateway", edge(ct.To("10.0.2.0/24", "nat")), []string{one(no, "rtb-igw", "routes[2].target", "InvalidParameterValue")}},
	{"edge: to an instance without a public address", edge(ct.To("10.0.2.0/24", "web")), []string{one(hm, "rtb-igw", "routes[2].target", "")}},
	{"edge: to an instance with one", all(edge(ct.To("10.0.2.0/24", "web")), instance(func(r *core.Instance) { r.PublicIP = "203.0.113.9" })), nil},
	{"edge: list", edge(core.Route{PrefixList: "pl", Target: "fw"}), []string{one(no, "rtb-igw", "routes[2].prefixList", "InvalidParameterValue")}},
	{"edge: learns", change("rtb-igw", func(r *core.RouteTable) { r.PropagatingGateways = []core.ID{"vgw"} }), []string{one(no, "rtb-igw", "propagatingGateways", "InvalidParameterValue")}},
	{"edge: main", all(change("rtb", func(r *core.RouteTable) { r.Main = false }), change("rtb-igw", func(r *core.RouteTable) { r.Main = true }), change("lb", func(r *core.LoadBalancer) { r.Internal = true }), change("db", func(r *core.Database) { r.PubliclyAccessible = false })),
		[]string{one(no, "rtb-igw", "main", "InvalidParameterValue")}},
	{"edge: another VPC", change("igw", func(r *core.InternetGateway) { r.VPC = "far" }), []string{one(no, "rtb", "routes[0].target", "InvalidParameterValue"), one(no, "rtb-igw", "gateway", "InvalidParameterValue"),
		one(no, "nat", "vpc", "Gateway.NotAttached"), one(no, "lb", "internal", "InvalidSubnet"), one(no, "db", "publiclyAccessible", "InvalidVPCNetworkStateFault")}},
	{"edge: two tables", add(&core.RouteTable{Common: named("rtb-igw2"), VPC: "vpc", Gateway: "igw"}), []string{one(no, "rtb-igw", "gateway", "Resource.AlreadyAssociated"), one(no, "rtb-igw2", "gateway", "Resource.AlreadyAssociated")}},
	{"edge of a subnet", change("rtb-igw", func(r *core.RouteTable) { r.Gateway = "a" }), []string{one(no, "rtb-igw", "gateway", "InvalidInternetGatewayID.NotFound")}},
	{"a list counts as its entries in routes", all(change("pl", func(r *core.PrefixList) { r.MaxEntries = 500 }), route(core.Route{PrefixList: "pl", Target: "igw"})), []string{one(hm, "rtb", "routes", "RouteLimitExceeded")}},

	// One of a kind: M3, L6.
	{"two egress-only gateways", add(&core.EgressOnlyGateway{Common: named("eigw2"), VPC: "vpc"}), []string{one(no, "eigw", "vpc", "InvalidParameterValue"), one(no, "eigw2", "vpc", "InvalidParameterValue")}},
	{"two virtual private gateways", add(&core.VirtualGateway{Common: named("vgw2"), VPC: "vpc"}), []string{one(no, "vgw", "vpc", "InvalidParameterValue"), one(no, "vgw2", "vpc", "InvalidParameterValue")}},
	{"egress-only gateway of no VPC", change("eigw", func(r *core.EgressOnlyGateway) { r.VPC = "" }), []string{one(open, "eigw", "vpc", "")}},

	// Regional NAT gateways: D10.
	{"regional with a subnet", natr(func(r *core.NATGateway) { r.Subnet = "a" }), []string{one(no, "nat", "subnet", "InvalidParameterCombination")}},
	{"regional and private", natr(func(r *core.NATGateway) { r.Private = true }), []string{one(no, "nat", "private", "InvalidParameterCombination")}},
	{"regional in no VPC", natr(func(r *core.NATGateway) { r.VPC = "" }), []string{one(open, "nat", "vpc", "")}},
	{"regional for a zone elsewhere", natr(func(r *core.NATGateway) { r.Zones = []string{"us-east-1a"} }), []string{one(no, "nat", "zones[0]", "InvalidParameterValue")}},
	{"zonal with a VPC", natr(func(r *core.NATGateway) { r.Regional, r.Subnet = false, "a" }), []string{one(no, "nat", "vpc", "InvalidParameterCombination")}},

	// Group references: E6, E7, A9.
	{"outbound over a transit gateway", change("sg", func(r *core.SecurityGroup) { r.Outbound = []core.GroupRule{{Protocol: core.ProtoAll, Group: "sg-f"}} }), []string{one(hm, "sg", "outbound[0].group", "")}},
	{"outbound over a peering", change("sg", func(r *core.SecurityGroup) { r.Outbound = []core.GroupRule{{Protocol: core.ProtoAll, Group: "sg-n"}} }), nil},
	{"referencing off at the gateway", change("tgw", func(r *core.TransitGateway) { r.SecurityGroupReferencing = false }), []string{one(hm, "sg", "inbound[1].group", "")}},
	{"referencing off at one end", change("att-f", func(r *core.TransitAttachment) { r.SecurityGroupReferencing = false }), []string{one(hm, "sg", "inbound[1].group", "")}},
	{"a stale rule", all(peering(func(r *core.Peering) { r.State = core.PeeringDeleted })), []string{one(by, "rtb", "routes[2].target", ""), one(by, "sg", "inbound[0].group", "")}},
	{"no connection", inbound("sg-n", "sg-f"), []string{one(no, "sg-n", "inbound[0].group", "InvalidGroup.NotFound")}},
	{"associated VPC", all(change("sg-n", func(r *core.SecurityGroup) { r.VPCs = []core.ID{"far"} }), add(ct.Instance("guest", "f", "sg-n")), inbound("sg-n", "sg-f")), nil},
	{"default group associated", change("sg-n", func(r *core.SecurityGroup) { r.Default, r.VPCs = true, []core.ID{"far"} }), []string{one(no, "sg-n", "vpcs[0]", "InvalidParameterValue")}},
	{"associated with another Region", all(change("sg-f", func(r *core.SecurityGroup) { r.VPCs = []core.ID{"abroad"} }), add(&core.VPC{Common: named("abroad"), CIDRs: []core.CIDR{"10.9.0.0/16"}, Region: "us-east-1"})), []string{one(no, "sg-f", "vpcs[0]", "InvalidParameterValue")}},
	{"60 rules of each family", change("sg-n", func(r *core.SecurityGroup) {
		r.Inbound = append(many(60, func(i int) core.GroupRule { return ct.TCP(core.Ports(fmt.Sprint(i)), "10.0.0.0/8") }), many(60, func(i int) core.GroupRule { return ct.TCP(core.Ports(fmt.Sprint(i)), "2001:db8::/32") })...)
	}), nil},
	{"ten groups of 101 rules", all(add(many(10, func(i int) core.Resource {
		return ct.SecurityGroup(core.ID(fmt.Sprint("g", i)), "vpc", many(101, func(i int) core.GroupRule { return ct.TCP(core.Ports(fmt.Sprint(i)), "10.0.0.0/8") })...)
	})...), instance(func(r *core.Instance) {
		r.SecurityGroups = many(10, func(i int) core.ID { return core.ID(fmt.Sprint("g", i)) })
	})),
		append(many(10, func(i int) string {
			return one(hm, core.ID(fmt.Sprint("g", i)), "inbound", "RulesPerSecurityGroupLimitExceeded")
		}), one(hm, "web", "securityGroups", "SecurityGroupsPerInterfaceLimitExceeded"), one(no, "web", "securityGroups", "SecurityGroupsPerInterfaceLimitExceeded"))},

	// Peering: L1.
	{"no state of a peering", all(peering(func(r *core.Peering) { r.State = "" })), []string{one(open, "pcx", "state", "")}},
	{"half a peering", all(peering(func(r *core.Peering) { r.Accepter = "" }), inbound("sg", "sg")), []string{one(open, "pcx", "accepter", "")}},
	{"peered with itself", all(peering(func(r *core.Peering) { r.Accepter = "vpc" }), inbound("sg", "sg")), []string{one(no, "pcx", "accepter", "InvalidParameterValue")}},
	{"peered twice", add(&core.Peering{Common: named("pcx2"), Requester: "near", Accepter: "vpc", State: core.PeeringActive}), []string{one(no, "pcx", "accepter", "VpcPeeringConnectionAlreadyExists"), one(no, "pcx2", "accepter", "VpcPeeringConnectionAlreadyExists")}},
	{"peered again", add(&core.Peering{Common: named("pcx2"), Requester: "near", Accepter: "vpc", State: core.PeeringDeleted}), nil},
	{"peered with the same block", change("near", func(r *core.VPC) { r.CIDRs = []core.CIDR{"10.1.0.0/16", "10.0.3.0/24"} }), []string{one(no, "near", "cidrs[1]", "InvalidVpc.Range"), one(hm, "near", "cidrs[1]", "InvalidVpc.Range"), one(no, "pcx", "accepter", "")}},

	// Transit gateways: L5.
	{"no transit gateway", all(attachment(func(r *core.TransitAttachment) { r.TransitGateway, r.RouteTable = "", "" }), drop("tgw-rtb", "rtb"), inbound("sg", "sg")), []string{one(open, "att", "transitGateway", "")}},
	{"attaches nothing", add(&core.TransitAttachment{Common: named("x"), TransitGateway: "tgw"}), []string{one(open, "x", "", "")}},
	{"attaches two things", change("att-vpn", func(r *core.TransitAttachment) { r.Peer = "att-q" }), []string{one(no, "att-vpn", "", "InvalidParameterCombination"), one(open, "att-vpn", "peer", "")}},
	{"attached twice", add(&core.TransitAttachment{Common: named("x"), TransitGateway: "tgw", VPC: "far", Subnets: []core.ID{"f"}}), []string{one(no, "att-f", "transitGateway", "DuplicateTransitGatewayAttachment"), one(no, "x", "transitGateway", "DuplicateTransitGatewayAttachment")}},
	{"attached without subnets", attachment(func(r *core.TransitAttachment) { r.Subnets = nil }), []string{one(open, "att", "subnets", "")}},
	{"attached in a foreign subnet", attachment(func(r *core.TransitAttachment) { r.Subnets = []core.ID{"b", "f"} }), []string{one(no, "att", "subnets[1]", "InvalidSubnetID.NotFound")}},
	{"attached twice in a zone", all(add(ct.Subnet("a2", "vpc", "10.0.3.0/24")), attachment(func(r *core.TransitAttachment) { r.Subnets = []core.ID{"a", "a2"} })), []string{one(no, "att", "subnets[1]", "DuplicateSubnetsInSameZone")}},
	{"connection with subnets", change("att-vpn", func(r *core.TransitAttachment) { r.Subnets = []core.ID{"a"} }), []string{one(no, "att-vpn", "subnets", "InvalidParameterCombination")}},
	{"transit gateway abroad", change("tgw2", func(r *core.TransitGateway) { r.Region = "us-east-1" }), nil},
	{"attached to a gateway abroad", add(&core.TransitGateway{Common: named("tgw3"), Region: "us-east-1"}, &core.TransitAttachment{Common: named("x"), TransitGateway: "tgw3", VPC: "near", Subnets: []core.ID{"n"}}), []string{one(no, "x", "vpc", "InvalidParameterValue")}},
	{"connection of another gateway", change("att-vpn", func(r *core.TransitAttachment) { r.Connection = "vpn" }), []string{one(no, "att-vpn", "connection", "InvalidParameterValue"), one(open, "vpn2", "gateway", "")}},
	{"table of another gateway", all(add(&core.TransitTable{Common: named("tgw2-rtb"), TransitGateway: "tgw2"}), attachment(func(r *core.TransitAttachment) { r.RouteTable = "tgw2-rtb" })), []string{one(no, "att", "routeTable", "InvalidParameterValue")}},
	{"peer of the same gateway", change("att-q", func(r *core.TransitAttachment) { r.TransitGateway = "tgw" }), []string{one(no, "att-p", "peer", "InvalidParameterValue"), one(no, "att-q", "peer", "InvalidParameterValue")}},
	{"missing attachment", change("att-q", func(r *core.TransitAttachment) { r.Peer = "gone" }), []string{one(open, "att-p", "peer", ""), one(open, "att-q", "peer", "InvalidTransitGatewayAttachmentID.NotFound")}},
	{"learns from another gateway", transit(func(r *core.TransitTable) { r.Propagations = []core.ID{"att-q"} }), []string{one(no, "tgw-rtb", "propagations[0]", "InvalidParameterValue")}},
	{"learns from a peer", transit(func(r *core.TransitTable) { r.Propagations = []core.ID{"att-p"} }), []string{one(no, "tgw-rtb", "propagations[0]", "InvalidParameterValue")}},
	{"transit routes", transit(func(r *core.TransitTable) {
		r.Routes = []core.TransitRoute{{Destination: "10.0.0.0/8"}, {Destination: "10.1.0.0/8", Attachment: "att"}, {Attachment: "att-q"}, {Destination: "10.9.0.0/16", Attachment: "att", Blackhole: true}}
	}), []string{one(open, "tgw-rtb", "routes[0].attachment", ""), one(no, "tgw-rtb", "routes[1].destination", "RouteAlreadyExists"), one(open, "tgw-rtb", "routes[2].destination", ""),
		one(no, "tgw-rtb", "routes[2].attachment", "InvalidParameterValue"), one(no, "tgw-rtb", "routes[3].blackhole", "InvalidParameterCombination")}},

	// Connections and networks of one's own: L6.
	{"no kind of connection", vpn(func(r *core.VPNConnection) { r.Kind = "" }), []string{one(open, "vpn", "kind", "")}},
	{"connection to nothing", vpn(func(r *core.VPNConnection) { r.Gateway, r.Network = "gone", "igw" }), []string{one(open, "vpn", "gateway", "InvalidVpnGatewayID.NotFound"), one(no, "vpn", "network", "InvalidCustomerGatewayID.NotFound"), one(no, "office", "routes[0].target", "InvalidParameterValue")}},
	{"Direct Connect, static", vpn(func(r *core.VPNConnection) { r.Kind = core.ConnectionDirectConnect }), []string{one(no, "vpn", "static", "InvalidParameterCombination")}},
	{"static without routes", vpn(func(r *core.VPNConnection) { r.Routes = nil }), []string{one(hm, "vpn", "routes", "")}},
	{"IPv6 over a virtual private gateway", vpn(func(r *core.VPNConnection) { r.Routes = []core.CIDR{"2001:db8::/32"} }), []string{one(no, "vpn", "routes[0]", "InvalidParameterValue")}},
	{"IPv6 over Direct Connect", vpn(func(r *core.VPNConnection) {
		r.Static, r.Kind, r.Routes = false, core.ConnectionDirectConnect, []core.CIDR{"2001:db8::/32"}
	}), nil},
	{"network without blocks", all(office(func(r *core.OnPremises) { r.CIDRs = nil })), []string{one(open, "office", "cidrs", "")}},
	{"network's texts", office(func(r *core.OnPremises) {
		r.CIDRs, r.Servers, r.Inbound, r.Routes = []core.CIDR{"192.168."}, []core.Address{"ns", ""}, []core.ACLRule{{Number: 1, CIDR: "x"}}, []core.OnPremisesRoute{{}}
	}), []string{one(open, "office", "routes[0].target", ""), one(no, "office", "cidrs[0]", "InvalidParameterValue"), one(open, "office", "routes[0].destination", ""), one(open, "office", "inbound[0].action", ""), one(no, "office", "inbound[0].cidr", "InvalidParameterValue"),
		one(open, "office", "inbound[0].protocol", ""), one(no, "office", "servers[0]", "InvalidParameterValue"), one(open, "office", "servers[1]", "")}},
	{"more than an ACL's rules", office(func(r *core.OnPremises) {
		r.Inbound = many(50, func(i int) core.ACLRule {
			return core.ACLRule{Number: i + 1, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}
		})
	}), nil},
	{"route by another's connection", all(add(&core.OnPremises{Common: named("plant"), CIDRs: []core.CIDR{"192.168.0.0/16"}}), vpn(func(r *core.VPNConnection) { r.Network = "plant" })), []string{one(no, "office", "routes[0].target", "InvalidParameterValue")}},
	{"host without an address", desk(func(r *core.Host) { r.IP = "" }), []string{one(open, "desk", "ip", "")}},
	{"host's text", desk(func(r *core.Host) { r.IP = "here" }), []string{one(no, "desk", "ip", "InvalidAddress.Malformed")}},
	{"host outside", desk(func(r *core.Host) { r.IP = "10.0.0.1" }), []string{one(no, "desk", "ip", "")}},
	{"host of no network", desk(func(r *core.Host) { r.Network = "" }), []string{one(open, "desk", "network", "")}},
	{"hosts with one address", add(&core.Host{Common: named("desk2"), Network: "office", IP: "192.168.0.10"}), []string{one(no, "desk", "ip", ""), one(no, "desk2", "ip", "")}},

	// Client VPN: L9.
	{"clients may reach nothing", change("cvpn", func(r *core.ClientVPN) { r.Authorizations = nil }), []string{one(hm, "cvpn", "authorizations", "")}},
	{"Client VPN's texts", change("cvpn", func(r *core.ClientVPN) { r.Authorizations, r.Routes = []core.CIDR{""}, []core.CIDR{"x"} }), []string{one(open, "cvpn", "authorizations[0]", ""), one(no, "cvpn", "routes[0]", "InvalidParameterValue")}},
	{"Client VPN twice in a zone", all(add(ct.Subnet("a2", "vpc", "10.0.3.0/24")), change("cvpn", func(r *core.ClientVPN) { r.Subnets = []core.ID{"a", "a2"} })), []string{one(no, "cvpn", "subnets[1]", "InvalidClientVpnSubnetId.DuplicateAz")}},

	// Firewalls: M2.
	{"firewall says nothing", firewall(func(r *core.FirewallEndpoint) {
		r.Default, r.Rules = "", []core.FirewallRule{{Source: "x", Destination: "10.0.0.0"}}
	}), []string{one(open, "fw", "default", ""), one(open, "fw", "rules[0].action", ""), one(open, "fw", "rules[0].protocol", ""),
		one(no, "fw", "rules[0].source", "InvalidParameterValue"), one(no, "fw", "rules[0].destination", "InvalidParameterValue")}},
	{"no address for the firewall", change("a", func(r *core.Subnet) { r.OtherAddresses = 251 }), full()},

	// Block Public Access: M1.
	{"two settings", add(&core.BlockPublicAccess{Common: named("bpa2"), Mode: core.BlockOff}), []string{one(no, "bpa", "region", ""), one(no, "bpa2", "region", "")}},
	{"settings of two Regions", add(&core.BlockPublicAccess{Common: named("bpa2"), Mode: core.BlockOff, Region: "us-east-1"}), nil},
	{"no modes", bpa(func(r *core.BlockPublicAccess) { r.Mode, r.Exclusions[0].Mode = "", "" }), []string{one(open, "bpa", "mode", ""), one(open, "bpa", "exclusions[0].mode", "")}},
	{"modes swapped", bpa(func(r *core.BlockPublicAccess) { r.Mode, r.Exclusions[0].Mode = core.AllowEgress, core.BlockOff }), []string{one(no, "bpa", "mode", "InvalidParameterValue"), one(no, "bpa", "exclusions[0].mode", "InvalidParameterValue")}},
	{"exempt twice", bpa(func(r *core.BlockPublicAccess) { r.Exclusions[1].For = "vpc" }), []string{one(no, "bpa", "exclusions[1].for", "InvalidParameterValue")}},
	{"exempt abroad", bpa(func(r *core.BlockPublicAccess) { r.Region = "us-east-1" }), []string{one(no, "bpa", "exclusions[0].for", "InvalidParameterValue"), one(no, "bpa", "exclusions[1].for", "InvalidParameterValue")}},
	{"a group exempt", bpa(func(r *core.BlockPublicAccess) { r.Exclusions[0].For = "sg" }), []string{one(no, "bpa", "exclusions[0].for", "InvalidVpcID.NotFound")}},
	{"51 exclusions", bpa(func(r *core.BlockPublicAccess) {
		r.Exclusions = many(51, func(i int) core.BlockExclusion { return core.BlockExclusion{For: "gone", Mode: core.AllowEgress} })
	}), append(many(51, func(i int) string {
		return one(open, "bpa", fmt.Sprintf("exclusions[%d].for", i), "InvalidVpcID.NotFound")
	}), one(hm, "bpa", "exclusions", ""))},
}

// peers are n VPCs peered with vpc.
func peers(n int) []core.Resource {
	var out []core.Resource
	for i := range n {
		id := core.ID(fmt.Sprint("p", i))
		out = append(out, ct.VPC(id, core.CIDR(fmt.Sprintf("100.%d.0.0/16", i+64))), &core.Peering{Common: named("pcx-" + id), Requester: id, Accepter: "vpc", State: core.PeeringActive})
	}
	return out
}

// full are the problems of wide with no address left in subnet a.
func full() []string {
	left := func(id core.ID, field string) string {
		return one(no, id, field, "InsufficientFreeAddressesInSubnet")
	}
	return []string{one(hm, "a", "cidr", "SubnetIPAddressLimitReachedException"), left("vpce-api", "subnets[0]"), left("out", "subnets[0]"), left("att", "subnets[0]"), left("cvpn", "subnets[0]"), left("fw", "subnet"),
		left("web", "subnet"), left("lb", "subnets[0]"), left("proxy", "subnets[0]"), left("cache", "subnets[0]"), left("efs", "subnets[0]"), left("broker", "subnets[0]"), left("api", "linkSubnets[0]")}
}
