package core_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lasthop/core"
	ct "lasthop/core/coretest"

	"github.com/google/go-cmp/cmp"
)

// A legal network with one of everything. Each case below adds to it or changes
// copies of its parts.
func legal() *core.Topology {
	return ct.Topology(
		ct.VPC("vpc", "10.0.0.0/16"),
		ct.Subnet("pub", "vpc", "10.0.1.0/24", ct.Routed("rtb-pub")),
		ct.Subnet("priv", "vpc", "10.0.2.0/24", ct.In("eu-west-1b")),
		ct.MainTable("rtb", "vpc", ct.To("0.0.0.0/0", "nat")),
		ct.RouteTable("rtb-pub", "vpc", ct.To("0.0.0.0/0", "igw")),
		ct.OpenACL("acl", "vpc"),
		ct.SecurityGroup("sg", "vpc", ct.TCP("443", "10.0.0.0/16"), core.GroupRule{Protocol: core.ProtoTCP, Ports: "5432", Group: "sg"},
			core.GroupRule{Protocol: core.ProtoTCP, Ports: "443", PrefixList: "com.amazonaws.eu-west-1.s3"}),
		&core.PrefixList{Common: named("pl"), Entries: []core.CIDR{"192.0.2.0/24"}},
		ct.InternetGateway("igw", "vpc"),
		ct.NATGateway("nat", "pub", func(r *core.NATGateway) { r.PrivateIP, r.PublicIP = "10.0.1.10", "203.0.113.10" }),
		ct.GatewayEndpoint("vpce-s3", "vpc", "s3", "rtb"),
		ct.InterfaceEndpoint("vpce-ssm", "vpc", "ssm", "priv", "sg"),
		&core.Resolver{Common: named("dns"), VPC: "vpc", Servers: []core.Address{core.AmazonProvidedDNS}},
		ct.Function("fn", "priv", "sg"),
		ct.Instance("web", "pub", "sg", func(r *core.Instance) { r.PrivateIP, r.PublicIP = "10.0.1.11", "203.0.113.11" }),
		ct.Role("role"),
		ct.Service("bucket", "s3"),
		&core.APIGateway{Common: named("api")},
	)
}

// vgw adds a virtual private gateway.
var vgw = add(&core.VirtualGateway{Common: named("vgw"), VPC: "vpc"})

func named(id core.ID) core.Common { return core.Common{ID: id} }

// A second VPC with a subnet, a table, a group and a way out.
func second() []core.Resource {
	return []core.Resource{
		ct.VPC("vpc2", "10.9.0.0/16"), ct.Subnet("sub2", "vpc2", "10.9.1.0/24"), ct.RouteTable("rtb2", "vpc2"),
		ct.OpenACL("acl2", "vpc2"), ct.SecurityGroup("sg2", "vpc2"), ct.InternetGateway("igw2", "vpc2"),
	}
}

func TestLegalNetworkHasNoProblems(t *testing.T) {
	top := legal()
	top.Resources = append(top.Resources, second()...)
	for _, top := range []*core.Topology{top, wide()} {
		for _, p := range core.Validate(top) {
			t.Errorf("%+v", p)
		}
	}
}

// vpc and the like change the one of legal's resources that has that id.
func change[R core.Resource](id core.ID, f func(R)) func(*core.Topology) {
	return func(t *core.Topology) {
		for _, r := range t.Resources {
			if r.Head().ID == id {
				f(r.(R))
				return
			}
		}
		panic("no " + string(id))
	}
}

func add(resources ...core.Resource) func(*core.Topology) {
	return func(t *core.Topology) { t.Resources = append(t.Resources, resources...) }
}

func vpc(cidrs ...core.CIDR) func(*core.Topology) {
	return change("vpc", func(r *core.VPC) { r.CIDRs = cidrs })
}

// lone is a VPC with those blocks and nothing in it.
func lone(cidrs ...core.CIDR) func(*core.Topology) { return add(ct.VPC("vpc2", cidrs...)) }

func subnet(cidr core.CIDR) func(*core.Topology) {
	return change("priv", func(r *core.Subnet) { r.CIDR = cidr })
}

func routes(routes ...core.Route) func(*core.Topology) {
	return change("rtb", func(r *core.RouteTable) { r.Routes = routes })
}

func acl(rules ...core.ACLRule) func(*core.Topology) {
	return change("acl", func(r *core.NetworkACL) { r.Inbound = rules })
}

func group(rules ...core.GroupRule) func(*core.Topology) {
	return change("sg", func(r *core.SecurityGroup) { r.Inbound = rules })
}

func nat(f func(*core.NATGateway)) func(*core.Topology)             { return change("nat", f) }
func endpoint(f func(*core.InterfaceEndpoint)) func(*core.Topology) { return change("vpce-ssm", f) }
func function(f func(*core.Function)) func(*core.Topology)          { return change("fn", f) }
func instance(f func(*core.Instance)) func(*core.Topology)          { return change("web", f) }

func all(changes ...func(*core.Topology)) func(*core.Topology) {
	return func(t *core.Topology) {
		for _, c := range changes {
			c(t)
		}
	}
}

// drop takes resources away.
func drop(ids ...core.ID) func(*core.Topology) {
	return func(t *core.Topology) {
		var kept []core.Resource
		for _, r := range t.Resources {
			keep := true
			for _, id := range ids {
				keep = keep && r.Head().ID != id
			}
			if keep {
				kept = append(kept, r)
			}
		}
		t.Resources = kept
	}
}

func many[T any](n int, f func(i int) T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

const (
	no   = core.Refused
	open = core.Missing
	hm   = core.Warning
	by   = core.Remark
)

var word = map[core.Severity]string{no: "refused", open: "missing", hm: "warning", by: "remark"}

func one(severity core.Severity, at core.ID, field, code string) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", word[severity], at, field, code))
}

var problemCases = []problemCase{
	// The drawing and ids.
	{"account", func(t *core.Topology) { t.Account = "1111" }, []string{one(no, "", "account", "")}},
	{"Region", func(t *core.Topology) { t.Region = "eu-west-9" }, []string{one(hm, "", "region", ""),
		one(no, "priv", "zone", "InvalidParameterValue"), one(no, "pub", "zone", "InvalidParameterValue"), one(open, "sg", "inbound[2].prefixList", "InvalidPrefixListID.NotFound")}},
	{"account of a role", change("role", func(r *core.Role) { r.Account = "eleven" }), []string{one(no, "fn", "role", "AccessDeniedException"), one(no, "role", "account", "")}},
	{"reserved id", add(ct.Service("internet", "s3")), []string{one(no, "internet", "id", "")}},
	{"id twice", add(ct.Service("vpc", "s3")), []string{one(no, "vpc", "id", "")}},
	{"no service", change("bucket", func(r *core.Service) { r.Service = "" }), []string{one(open, "bucket", "service", "")}},

	// References.
	{"no VPC", change("acl", func(r *core.NetworkACL) { r.VPC = "" }), []string{one(open, "acl", "vpc", "")}},
	{"missing VPC", change("acl", func(r *core.NetworkACL) { r.VPC = "gone" }), []string{one(open, "acl", "vpc", "InvalidVpcID.NotFound")}},
	{"missing subnet", instance(func(r *core.Instance) { r.Subnet = "gone" }), []string{one(open, "web", "subnet", "InvalidSubnetID.NotFound")}},
	{"no subnet", instance(func(r *core.Instance) { r.Subnet = "" }), []string{one(open, "web", "subnet", "")}},
	{"missing table", change("priv", func(r *core.Subnet) { r.RouteTable = "gone" }), []string{one(open, "priv", "routeTable", "InvalidRouteTableID.NotFound")}},
	{"missing ACL", change("priv", func(r *core.Subnet) { r.NetworkACL = "gone" }), []string{one(open, "priv", "networkAcl", "InvalidNetworkAclID.NotFound")}},
	{"missing group", endpoint(func(r *core.InterfaceEndpoint) { r.SecurityGroups = []core.ID{"gone", ""} }),
		[]string{one(open, "vpce-ssm", "securityGroups[0]", "InvalidGroup.NotFound"), one(open, "vpce-ssm", "securityGroups[1]", "")}},
	{"missing role", function(func(r *core.Function) { r.Role = "gone" }), []string{one(open, "fn", "role", "InvalidParameterValueException")}},
	{"no role", function(func(r *core.Function) { r.Role = "" }), []string{one(open, "fn", "role", "")}},
	{"unknown managed list", group(core.GroupRule{Protocol: core.ProtoAll, PrefixList: "com.amazonaws.eu-west-1.sqs"}), []string{one(open, "sg", "inbound[0].prefixList", "InvalidPrefixListID.NotFound")}},
	{"managed list of another Region", group(core.GroupRule{Protocol: core.ProtoAll, PrefixList: "com.amazonaws.us-east-1.s3"}), []string{one(open, "sg", "inbound[0].prefixList", "InvalidPrefixListID.NotFound")}},
	{"managed list in a route", routes(core.Route{PrefixList: "com.amazonaws.eu-west-1.s3", Target: "nat"}), []string{one(open, "rtb", "routes[0].prefixList", "InvalidPrefixListID.NotFound")}},
	{"role in place of a VPC", change("acl", func(r *core.NetworkACL) { r.VPC = "role" }), []string{one(no, "acl", "vpc", "InvalidVpcID.NotFound")}},
	{"group in place of a subnet", function(func(r *core.Function) { r.Subnets = []core.ID{"sg"} }), []string{one(no, "fn", "subnets[0]", "InvalidParameterValueException")}},

	{"ACL in place of a table", change("priv", func(r *core.Subnet) { r.RouteTable, r.NetworkACL = "acl", "rtb" }), []string{one(no, "priv", "routeTable", "InvalidRouteTableID.NotFound"), one(no, "priv", "networkAcl", "InvalidNetworkAclID.NotFound")}},
	{"list in place of a group", group(core.GroupRule{Protocol: core.ProtoAll, Group: "pl"}, core.GroupRule{Protocol: core.ProtoAll, PrefixList: "sg"}), []string{one(no, "sg", "inbound[0].group", "InvalidGroup.NotFound"), one(no, "sg", "inbound[1].prefixList", "InvalidPrefixListID.NotFound")}},
	{"VPC in place of a subnet and role", instance(func(r *core.Instance) { r.Subnet, r.Role, r.PrivateIP = "vpc", "sg", "" }), []string{one(no, "web", "subnet", "InvalidSubnetID.NotFound"), one(no, "web", "role", "InvalidParameterValue")}},
	{"missing role of an instance", instance(func(r *core.Instance) { r.Role = "gone" }), []string{one(open, "web", "role", "InvalidParameterValue")}},

	// One of a kind.
	{"two main tables", change("rtb-pub", func(r *core.RouteTable) { r.Main = true }), []string{one(no, "rtb", "main", ""), one(no, "rtb-pub", "main", "")}},
	{"two default ACLs", all(change("acl", func(r *core.NetworkACL) { r.Default = true }), add(&core.NetworkACL{Common: named("acl2"), VPC: "vpc", Default: true})),
		[]string{one(no, "acl", "default", ""), one(no, "acl2", "default", "")}},
	{"two default groups", all(change("sg", func(r *core.SecurityGroup) { r.Default = true }), add(&core.SecurityGroup{Common: named("sg2"), VPC: "vpc", Default: true})),
		[]string{one(no, "sg", "default", "InvalidGroup.Reserved"), one(no, "sg2", "default", "InvalidGroup.Reserved")}},
	{"two internet gateways", add(ct.InternetGateway("igw2", "vpc")), []string{one(no, "igw", "vpc", "InvalidParameterValue"), one(no, "igw2", "vpc", "InvalidParameterValue")}},
	{"two sets of DHCP options", add(&core.Resolver{Common: named("dns2"), VPC: "vpc", Servers: []core.Address{"10.0.2.53"}}), []string{one(no, "dns", "vpc", ""), one(no, "dns2", "vpc", "")}},

	// VPC blocks: A1, A2.
	{"no block", lone(), []string{one(open, "vpc2", "cidrs", "")}},
	{"empty block", lone(""), []string{one(open, "vpc2", "cidrs[0]", "")}},
	{"half a block", lone("10.0."), []string{one(no, "vpc2", "cidrs[0]", "InvalidParameterValue")}},
	{"IPv6 block", lone("2001:db8::/56"), []string{one(no, "vpc2", "cidrs[0]", "InvalidVpc.Range")}},
	{"too wide", lone("10.0.0.0/15"), []string{one(no, "vpc2", "cidrs[0]", "InvalidVpc.Range")}},
	{"too narrow", lone("10.0.0.0/29"), []string{one(no, "vpc2", "cidrs[0]", "InvalidVpc.Range")}},
	{"widest and narrowest", all(lone("10.0.0.0/16"), add(ct.VPC("vpc3", "10.0.0.0/28"))), nil},
	{"host bits are cleared", lone("100.68.0.18/18"), nil},
	{"link-local block", lone("169.254.0.0/16"), []string{one(no, "vpc2", "cidrs[0]", "InvalidVpc.Range")}},
	{"loopback block", lone("127.1.0.0/16"), []string{one(no, "vpc2", "cidrs[0]", "InvalidVpc.Range")}},
	{"multicast block", lone("239.0.0.0/16"), []string{one(no, "vpc2", "cidrs[0]", "InvalidVpc.Range")}},
	{"public block", lone("52.0.0.0/16"), nil},
	{"Docker's block", lone("172.17.4.0/24"), []string{one(hm, "vpc2", "cidrs[0]", "")}},
	{"blocks overlap", lone("10.4.0.0/16", "10.4.8.0/24"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"more of the same range", lone("10.4.0.0/16", "10.5.0.0/16", "100.64.0.0/16", "52.1.0.0/16"), nil},
	{"private ranges mixed", lone("10.4.0.0/16", "192.168.0.0/16"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"198.19 with a private range", lone("10.4.0.0/16", "198.19.0.0/16"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"a private range with 198.19", lone("198.19.0.0/16", "10.4.0.0/16"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"198.19 with a public range", lone("52.1.0.0/16", "198.19.0.0/16"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"a public range with 198.19", lone("198.19.0.0/16", "52.1.0.0/16"), nil},
	{"a private range with a public one", lone("100.64.0.0/16", "10.4.0.0/16"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"10.0/16 beside 10.1", lone("10.1.0.0/16", "10.0.0.0/16"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"10.0/16 beside 10.2", lone("10.2.0.0/16", "10.0.0.0/16"), nil},
	{"172.31 as secondary", lone("172.20.0.0/16", "172.31.0.0/16"), []string{one(no, "vpc2", "cidrs[1]", "InvalidVpc.Range")}},
	{"172.31 as primary", lone("172.31.0.0/16", "172.20.0.0/16"), nil},
	{"six blocks", lone(many(6, func(i int) core.CIDR { return core.CIDR(fmt.Sprintf("10.%d.0.0/16", 10+i)) })...), []string{one(hm, "vpc2", "cidrs", "CidrLimitExceeded")}},
	{"more blocks than ever", lone(many(51, func(i int) core.CIDR { return core.CIDR(fmt.Sprintf("10.%d.0.0/16", 10+i)) })...), []string{one(no, "vpc2", "cidrs", "CidrLimitExceeded")}},

	// Subnets: A3, A4, A5.
	{"no subnet block", subnet(""), []string{one(open, "priv", "cidr", "")}},
	{"subnet text", subnet("10.0.2/24"), []string{one(no, "priv", "cidr", "InvalidParameterValue")}},
	{"IPv6 in place of IPv4", subnet("2001:db8::/64"), []string{one(no, "priv", "cidr", "InvalidSubnet.Range")}},
	{"subnet too narrow", subnet("10.0.2.0/29"), []string{one(no, "priv", "cidr", "InvalidSubnet.Range")}},
	{"subnet outside", subnet("10.1.0.0/24"), []string{one(no, "priv", "cidr", "InvalidSubnet.Range")}},
	{"subnet is the VPC's block", all(drop("pub", "nat", "web"), routes(), subnet("10.0.0.0/16")), nil},
	{"subnet in the second block", all(vpc("10.0.0.0/16", "10.7.0.0/16"), subnet("10.7.1.0/24")), nil},
	{"same subnets", add(ct.Subnet("twin", "vpc", "10.0.2.7/24")), []string{one(no, "priv", "cidr", "InvalidSubnet.Conflict"), one(no, "twin", "cidr", "InvalidSubnet.Conflict")}},
	{"a subnet holds two", add(ct.Subnet("wide", "vpc", "10.0.0.0/22")), []string{
		one(no, "priv", "cidr", "InvalidSubnet.Conflict"), one(no, "pub", "cidr", "InvalidSubnet.Conflict"), one(no, "wide", "cidr", "InvalidSubnet.Conflict")}},
	{"same block, another VPC", all(add(second()...), add(ct.VPC("vpc3", "10.0.0.0/16"), ct.Subnet("sub3", "vpc3", "10.0.2.0/24"))), nil},
	{"zone elsewhere", change("priv", func(r *core.Subnet) { r.Zone = "us-east-1a" }), []string{one(no, "priv", "zone", "InvalidParameterValue")}},
	{"table of another VPC", all(add(second()...), change("priv", func(r *core.Subnet) { r.RouteTable = "rtb2" })), []string{one(no, "priv", "routeTable", "InvalidParameterValue")}},
	{"ACL of another VPC", all(add(second()...), change("priv", func(r *core.Subnet) { r.NetworkACL = "acl2" })), []string{one(no, "priv", "networkAcl", "InvalidParameterValue")}},
	{"fewer than no addresses", change("priv", func(r *core.Subnet) { r.OtherAddresses = -1 }), []string{one(no, "priv", "otherAddresses", "")}},
	{"more addresses than there are", change("pub", func(r *core.Subnet) { r.OtherAddresses = 252 }), []string{
		one(no, "pub", "otherAddresses", "InsufficientFreeAddressesInSubnet"), one(no, "nat", "subnet", "InsufficientFreeAddressesInSubnet"), one(no, "web", "subnet", "InsufficientFreeAddressesInSubnet")}},
	{"no address for the instance", change("pub", func(r *core.Subnet) { r.OtherAddresses = 250 }), []string{one(no, "web", "subnet", "InsufficientFreeAddressesInSubnet")}},
	{"just enough addresses", change("pub", func(r *core.Subnet) { r.OtherAddresses = 249 }), nil},
	{"no address for the function", change("priv", func(r *core.Subnet) { r.OtherAddresses = 250 }), []string{one(hm, "priv", "cidr", "SubnetIPAddressLimitReachedException")}},
	{"functions share an interface", all(change("priv", func(r *core.Subnet) { r.OtherAddresses = 249 }), add(ct.Function("fn2", "priv", "sg"))), nil},

	// Routes: B7 to B11.
	{"no destination", routes(core.Route{Target: "nat"}), []string{one(open, "rtb", "routes[0].destination", "")}},
	{"two destinations", routes(core.Route{Destination: "192.0.2.0/24", PrefixList: "pl", Target: "nat"}), []string{one(no, "rtb", "routes[0]", "InvalidParameterCombination")}},
	{"destination text", routes(ct.To("192.0.2.0", "nat")), []string{one(no, "rtb", "routes[0].destination", "InvalidParameterValue")}},
	{"no target", routes(ct.To("192.0.2.0/24", "")), []string{one(open, "rtb", "routes[0].target", "")}},
	{"target gone", routes(ct.To("192.0.2.0/24", "gone")), []string{one(by, "rtb", "routes[0].target", "")}},
	{"target detached", all(routes(ct.To("192.0.2.0/24", "igw2")), add(ct.InternetGateway("igw2", ""))), []string{one(by, "rtb", "routes[0].target", "")}},
	{"target deleted", nat(func(r *core.NATGateway) { r.State = core.NATDeleted }), []string{one(by, "rtb", "routes[0].target", "")}},
	{"target stopped", all(routes(ct.To("192.0.2.0/24", "web")), instance(func(r *core.Instance) { r.Stopped = true })), []string{one(by, "rtb", "routes[0].target", "")}},
	{"target a gateway endpoint", routes(ct.To("192.0.2.0/24", "vpce-s3")), []string{one(no, "rtb", "routes[0].target", "InvalidParameterValue")}},
	{"target an interface endpoint", routes(ct.To("192.0.2.0/24", "vpce-ssm")), []string{one(no, "rtb", "routes[0].target", "InvalidParameterValue")}},
	{"target a function", routes(ct.To("192.0.2.0/24", "fn")), []string{one(no, "rtb", "routes[0].target", "InvalidParameterValue")}},
	{"target of another VPC", all(add(second()...), routes(ct.To("0.0.0.0/0", "igw2"))), []string{one(no, "rtb", "routes[0].target", "InvalidParameterValue")}},
	{"same destination", routes(ct.To("0.0.0.0/0", "nat"), ct.To("0.0.0.0/0", "igw")), []string{one(no, "rtb", "routes[1].destination", "RouteAlreadyExists")}},
	{"same once host bits are cleared", routes(ct.To("192.0.2.0/24", "nat"), ct.To("192.0.2.9/24", "igw")), []string{one(no, "rtb", "routes[1].destination", "RouteAlreadyExists")}},
	{"same list", routes(core.Route{PrefixList: "pl", Target: "nat"}, core.Route{PrefixList: "pl", Target: "igw"}), []string{one(no, "rtb", "routes[1].prefixList", "RouteAlreadyExists")}},
	{"static beside propagated", all(vgw, routes(ct.To("0.0.0.0/0", "nat"), core.Route{Destination: "0.0.0.0/0", Target: "vgw", Propagated: true})), nil},
	{"a halved default", routes(ct.To("0.0.0.0/1", "nat"), ct.To("128.0.0.0/1", "igw")), nil},
	{"local to an instance", routes(ct.To("10.0.0.0/16", "web")), nil},
	{"local to an internet gateway", routes(ct.To("10.0.0.0/16", "igw")), []string{one(no, "rtb", "routes[0].target", "InvalidParameterValue")}},
	{"a whole subnet to an instance", routes(ct.To("10.0.1.0/24", "web")), nil},
	{"a whole subnet to an internet gateway", routes(ct.To("10.0.1.0/24", "igw")), []string{one(no, "rtb", "routes[0].target", "InvalidParameterValue")}},
	{"half a subnet", routes(ct.To("10.0.1.0/25", "web")), []string{one(no, "rtb", "routes[0].destination", "InvalidParameterValue")}},
	{"half a subnet, propagated", all(vgw, routes(core.Route{Destination: "10.0.1.0/25", Target: "vgw", Propagated: true})), nil},
	{"wider than the VPC", routes(ct.To("10.0.0.0/8", "igw")), nil},
	{"unroutable", routes(ct.To("169.254.169.0/24", "nat")), []string{one(no, "rtb", "routes[0].destination", "InvalidParameterValue")}},
	{"unroutable IPv6", routes(ct.To("fd00:ec2::/64", "igw")), []string{one(no, "rtb", "routes[0].destination", "InvalidParameterValue")}},
	{"wider than unroutable", routes(ct.To("169.254.0.0/16", "nat")), nil},

	// ACLs: F3.
	{"rule 0", acl(core.ACLRule{Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}), []string{one(no, "acl", "inbound[0].number", "InvalidParameterValue")}},
	{"rule 32767", acl(core.ACLRule{Number: 32767, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}), []string{one(no, "acl", "inbound[0].number", "InvalidParameterValue")}},
	{"number twice", acl(core.ACLRule{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}, core.ACLRule{Number: 100, Action: core.Deny, Protocol: core.ProtoTCP, Ports: "22", CIDR: "0.0.0.0/0"}),
		[]string{one(no, "acl", "inbound[1].number", "NetworkAclEntryAlreadyExists")}},
	{"nothing chosen", acl(core.ACLRule{Number: 100}), []string{one(open, "acl", "inbound[0].action", ""), one(open, "acl", "inbound[0].cidr", ""), one(open, "acl", "inbound[0].protocol", "")}},
	{"rule texts", acl(core.ACLRule{Number: 1, Action: core.Allow, Protocol: core.ProtoTCP, Ports: "70000", CIDR: "any"}),
		[]string{one(no, "acl", "inbound[0].cidr", "InvalidParameterValue"), one(no, "acl", "inbound[0].ports", "InvalidParameterValue")}},
	{"ports of everything", acl(core.ACLRule{Number: 1, Action: core.Allow, Protocol: core.ProtoAll, Ports: "443", CIDR: "0.0.0.0/0"}), []string{one(hm, "acl", "inbound[0].ports", "")}},
	{"21 rules", acl(many(21, func(i int) core.ACLRule {
		return core.ACLRule{Number: i + 1, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}
	})...), []string{one(hm, "acl", "inbound", "NetworkAclEntryLimitExceeded")}},
	{"41 rules", acl(many(41, func(i int) core.ACLRule {
		return core.ACLRule{Number: i + 1, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}
	})...), []string{one(no, "acl", "inbound", "NetworkAclEntryLimitExceeded")}},

	// Security groups: E4, E6, E7.
	{"no peer", group(core.GroupRule{Protocol: core.ProtoTCP, Ports: "443"}), []string{one(open, "sg", "inbound[0]", "")}},
	{"two peers", group(core.GroupRule{Protocol: core.ProtoTCP, Ports: "443", CIDR: "10.0.0.0/8", Group: "sg"}), []string{one(no, "sg", "inbound[0]", "InvalidPermission.Malformed")}},
	{"peer text", group(ct.TCP("443", "10.0.0.0")), []string{one(no, "sg", "inbound[0].cidr", "InvalidParameterValue")}},
	{"ports backwards", group(ct.TCP("9-1", "10.0.0.0/8")), []string{one(no, "sg", "inbound[0].ports", "InvalidParameterValue")}},
	{"no protocol", group(core.GroupRule{CIDR: "10.0.0.0/8"}), []string{one(open, "sg", "inbound[0].protocol", "")}},
	{"rule twice", group(ct.TCP("443", "10.0.0.0/8"), ct.TCP("443-443", "10.1.0.0/8")), []string{one(no, "sg", "inbound[1]", "InvalidPermission.Duplicate")}},
	{"a group of another VPC", all(add(second()...), group(core.GroupRule{Protocol: core.ProtoAll, Group: "sg2"})), []string{one(no, "sg", "inbound[0].group", "InvalidGroup.NotFound")}},
	{"61 rules", group(many(61, func(i int) core.GroupRule { return ct.TCP(core.Ports(strconv.Itoa(i)), "10.0.0.0/8") })...), []string{one(hm, "sg", "inbound", "RulesPerSecurityGroupLimitExceeded")}},
	{"a list counts as its entries", all(change("pl", func(r *core.PrefixList) { r.MaxEntries = 61 }), group(core.GroupRule{Protocol: core.ProtoAll, PrefixList: "pl"})), []string{one(hm, "sg", "inbound", "RulesPerSecurityGroupLimitExceeded")}},
	{"function with a foreign group", all(add(second()...), function(func(r *core.Function) { r.SecurityGroups = []core.ID{"sg2"} })), []string{one(no, "fn", "securityGroups[0]", "InvalidGroup.NotFound")}},
	{"instance with a foreign group", all(add(second()...), instance(func(r *core.Instance) { r.SecurityGroups = []core.ID{"sg2"} })), []string{one(no, "web", "securityGroups[0]", "InvalidGroup.NotFound")}},
	{"endpoint with a foreign group", all(add(second()...), endpoint(func(r *core.InterfaceEndpoint) { r.SecurityGroups = []core.ID{"sg", "sg2"} })), []string{one(no, "vpce-ssm", "securityGroups[1]", "InvalidGroup.NotFound")}},
	{"six groups", all(add(moreGroups(5)...), instance(func(r *core.Instance) {
		r.SecurityGroups = append(r.SecurityGroups, many(5, func(i int) core.ID { return core.ID(fmt.Sprint("more-", i)) })...)
	})), []string{one(hm, "web", "securityGroups", "SecurityGroupsPerInterfaceLimitExceeded")}},

	// Prefix lists.
	{"entry text", change("pl", func(r *core.PrefixList) { r.Entries = []core.CIDR{"192.0.2.1"} }), []string{one(no, "pl", "entries[0]", "InvalidParameterValue")}},
	{"entry twice", change("pl", func(r *core.PrefixList) { r.Entries = []core.CIDR{"192.0.2.0/24", "192.0.2.1/24"} }), []string{one(no, "pl", "entries[1]", "InvalidParameterValue")}},
	{"both families", change("pl", func(r *core.PrefixList) { r.Entries = []core.CIDR{"192.0.2.0/24", "2001:db8::/32"} }), []string{one(no, "pl", "entries[1]", "InvalidParameterValue")}},
	{"too many entries", change("pl", func(r *core.PrefixList) { r.Entries, r.MaxEntries = []core.CIDR{"192.0.2.0/25", "192.0.2.128/25"}, 1 }), []string{one(no, "pl", "maxEntries", "PrefixListMaxEntriesExceeded")}},

	// NAT gateways and addresses: D1, A4.
	{"no internet gateway", all(drop("igw"), change("rtb-pub", func(r *core.RouteTable) { r.Routes = nil }), instance(func(r *core.Instance) { r.PublicIP = "" })),
		[]string{one(no, "nat", "subnet", "Gateway.NotAttached")}},
	{"no internet gateway for an Elastic IP", all(drop("igw", "nat", "rtb-pub"), routes(), change("pub", func(r *core.Subnet) { r.RouteTable = "" })), []string{one(no, "web", "publicIp", "Gateway.NotAttached")}},
	{"private, without an internet gateway", all(drop("igw", "rtb-pub"), change("pub", func(r *core.Subnet) { r.RouteTable = "" }), nat(func(r *core.NATGateway) { r.Private, r.PublicIP = true, "" }), instance(func(r *core.Instance) { r.PublicIP = "" })), nil},
	{"private with an Elastic IP", nat(func(r *core.NATGateway) { r.Private = true }), []string{one(no, "nat", "publicIp", "InvalidParameterCombination")}},
	{"failed already", all(drop("igw", "rtb-pub"), change("pub", func(r *core.Subnet) { r.RouteTable = "" }), nat(func(r *core.NATGateway) { r.State = core.NATFailed }), instance(func(r *core.Instance) { r.PublicIP = "" })),
		[]string{one(by, "rtb", "routes[0].target", "")}},
	{"no state", nat(func(r *core.NATGateway) { r.State = "" }), []string{one(open, "nat", "state", "")}},
	{"address text", instance(func(r *core.Instance) { r.PrivateIP, r.PublicIP = "10.0.1", "none" }), []string{one(no, "web", "privateIp", "InvalidAddress.Malformed"), one(no, "web", "publicIp", "InvalidAddress.Malformed")}},
	{"address outside the subnet", instance(func(r *core.Instance) { r.PrivateIP = "10.0.2.11" }), []string{one(no, "web", "privateIp", "InvalidParameterValue")}},
	{"the router's address", instance(func(r *core.Instance) { r.PrivateIP = "10.0.1.1" }), []string{one(no, "web", "privateIp", "InvalidParameterValue")}},
	{"the fourth address", instance(func(r *core.Instance) { r.PrivateIP = "10.0.1.3" }), []string{one(no, "web", "privateIp", "InvalidParameterValue")}},
	{"the fifth address", instance(func(r *core.Instance) { r.PrivateIP = "10.0.1.4" }), nil},
	{"the last address", instance(func(r *core.Instance) { r.PrivateIP = "10.0.1.255" }), []string{one(no, "web", "privateIp", "InvalidParameterValue")}},
	{"address twice", instance(func(r *core.Instance) { r.PrivateIP = "10.0.1.10" }), []string{one(no, "nat", "privateIp", "InvalidIPAddress.InUse"), one(no, "web", "privateIp", "InvalidIPAddress.InUse")}},
	{"private public address", nat(func(r *core.NATGateway) { r.PublicIP = "10.0.1.10" }), []string{one(no, "nat", "publicIp", "InvalidAddress.NotFound")}},
	{"Elastic IP twice", instance(func(r *core.Instance) { r.PublicIP = "203.0.113.10" }), []string{one(no, "nat", "publicIp", "Resource.AlreadyAssociated"), one(no, "web", "publicIp", "Resource.AlreadyAssociated")}},

	// Endpoints: G.
	{"gateway endpoint for SQS", change("vpce-s3", func(r *core.GatewayEndpoint) { r.Service = "sqs" }), []string{one(no, "vpce-s3", "service", "InvalidParameter")}},
	{"gateway endpoint for nothing", change("vpce-s3", func(r *core.GatewayEndpoint) { r.Service = "" }), []string{one(open, "vpce-s3", "service", "")}},
	{"long service name", endpoint(func(r *core.InterfaceEndpoint) { r.Service = "com.amazonaws.eu-west-1.ssm" }), []string{one(no, "vpce-ssm", "service", "InvalidServiceName")}},
	{"endpoint on a foreign table", all(add(second()...), change("vpce-s3", func(r *core.GatewayEndpoint) { r.RouteTables = []core.ID{"rtb2"} })), []string{one(no, "vpce-s3", "routeTables[0]", "InvalidRouteTableID.NotFound")}},
	{"two gateway endpoints on a table", add(ct.GatewayEndpoint("vpce-more", "vpc", "s3", "rtb-pub", "rtb")), []string{one(no, "vpce-more", "routeTables", "RouteAlreadyExists"), one(no, "vpce-s3", "routeTables", "RouteAlreadyExists")}},
	{"two services on a table", add(ct.GatewayEndpoint("vpce-ddb", "vpc", "dynamodb", "rtb")), nil},
	{"two on two tables", add(ct.GatewayEndpoint("vpce-more", "vpc", "s3", "rtb-pub")), nil},
	{"host names off", all(change("vpc", func(r *core.VPC) { r.DNSHostnames = false }), endpoint(func(r *core.InterfaceEndpoint) { r.PrivateDNS = false })), []string{one(hm, "vpce-s3", "vpc", "")}},
	{"no subnets", endpoint(func(r *core.InterfaceEndpoint) { r.Subnets = nil }), []string{one(open, "vpce-ssm", "subnets", "")}},
	{"two subnets in a zone", all(add(ct.Subnet("priv2", "vpc", "10.0.3.0/24", ct.In("eu-west-1b"))), endpoint(func(r *core.InterfaceEndpoint) { r.Subnets = []core.ID{"priv", "pub", "priv2"} })),
		[]string{one(no, "vpce-ssm", "subnets[2]", "DuplicateSubnetsInSameZone")}},
	{"endpoint in a foreign subnet", all(add(second()...), endpoint(func(r *core.InterfaceEndpoint) { r.Subnets = []core.ID{"priv", "sub2"} })), []string{one(no, "vpce-ssm", "subnets[1]", "InvalidSubnetID.NotFound")}},
	{"private DNS without DNS", all(change("vpc", func(r *core.VPC) { r.DNSSupport = false })), []string{one(no, "vpce-ssm", "privateDns", "InvalidParameter")}},
	{"private DNS for DynamoDB", endpoint(func(r *core.InterfaceEndpoint) { r.Service = "dynamodb" }), []string{one(no, "vpce-ssm", "privateDns", "InvalidParameter")}},
	{"private DNS twice", add(ct.InterfaceEndpoint("vpce-more", "vpc", "ssm", "pub", "sg")), []string{one(no, "vpce-more", "privateDns", "InvalidParameter"), one(no, "vpce-ssm", "privateDns", "InvalidParameter")}},
	{"private DNS once of two", add(&core.InterfaceEndpoint{Common: named("vpce-more"), VPC: "vpc", Service: "ssm", Subnets: []core.ID{"pub"}}), nil},

	// DHCP options.
	{"no server", change("dns", func(r *core.Resolver) { r.Servers = nil }), []string{one(open, "dns", "servers", "")}},
	{"five servers", change("dns", func(r *core.Resolver) {
		r.Servers = []core.Address{"1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9"}
	}), []string{one(no, "dns", "servers", "InvalidParameterValue")}},
	{"server text", change("dns", func(r *core.Resolver) { r.Servers = []core.Address{"one.one.one.one", ""} }), []string{one(no, "dns", "servers[0]", "InvalidParameterValue"), one(open, "dns", "servers[1]", "")}},
	{"mixed servers", change("dns", func(r *core.Resolver) { r.Servers = []core.Address{core.AmazonProvidedDNS, "1.1.1.1"} }), []string{one(hm, "dns", "servers", "")}},

	// Functions: I2.
	{"no time", function(func(r *core.Function) { r.Timeout = 0 }), []string{one(no, "fn", "timeout", "ValidationException")}},
	{"too much time", function(func(r *core.Function) { r.Timeout = 901 }), []string{one(no, "fn", "timeout", "ValidationException")}},
	{"17 subnets", all(add(moreSubnets(16)...), function(func(r *core.Function) {
		r.Subnets = append(r.Subnets, many(16, func(i int) core.ID { return core.ID(fmt.Sprint("more-", i)) })...)
	})), []string{one(no, "fn", "subnets", "ValidationException")}},
	{"6 groups", all(add(moreGroups(5)...), function(func(r *core.Function) {
		r.SecurityGroups = append(r.SecurityGroups, many(5, func(i int) core.ID { return core.ID(fmt.Sprint("more-", i)) })...)
	})), []string{one(no, "fn", "securityGroups", "ValidationException")}},
	{"negative concurrency", function(func(r *core.Function) { n := -1; r.ReservedConcurrency = &n }), []string{one(no, "fn", "reservedConcurrency", "ValidationException")}},
	{"subnets of two VPCs", all(add(second()...), function(func(r *core.Function) { r.Subnets = []core.ID{"priv", "sub2"} })), []string{one(no, "fn", "subnets[1]", "InvalidParameterValueException")}},
	{"subnets without groups", function(func(r *core.Function) { r.SecurityGroups = nil }), []string{one(open, "fn", "securityGroups", "")}},
	{"groups without subnets", function(func(r *core.Function) { r.Subnets = nil }), []string{one(open, "fn", "subnets", "")}},
	{"no state of a function", function(func(r *core.Function) { r.State = "" }), []string{one(open, "fn", "state", "")}},

	// Policies: G20, J.
	{"bucket policy", change("bucket", func(r *core.Service) { r.Policy = core.PolicyText("{") }), []string{one(no, "bucket", "policy", "MalformedPolicy")}},
	{"function policy", function(func(r *core.Function) { r.Policy = core.PolicyText("{}") }), []string{one(no, "fn", "policy", "MalformedPolicyDocument")}},
	{"endpoint policy", endpoint(func(r *core.InterfaceEndpoint) { r.Policy = core.PolicyText("[]") }), []string{one(no, "vpce-ssm", "policy", "InvalidPolicyDocument")}},
	{"gateway endpoint policy", change("vpce-s3", func(r *core.GatewayEndpoint) { r.Policy = core.PolicyText("x") }), []string{one(no, "vpce-s3", "policy", "InvalidPolicyDocument")}},
	{"identity policies", change("role", func(r *core.Role) {
		r.Policies = []core.NamedPolicy{{}, {Managed: "AWSLambdaVPCAccessExecutionRole", Document: core.PolicyText(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`)}, {Managed: "AmazonEverything"}, {Document: core.PolicyText(`{"Statement": {"Effect": "Perhaps"}}`)}}
		r.Boundary = core.PolicyText("{}")
	}), []string{one(open, "role", "policies[0]", ""), one(no, "role", "policies[1]", "InvalidParameterCombination"), one(open, "role", "policies[2].managed", "NoSuchEntity"),
		one(no, "role", "policies[3].document", "MalformedPolicyDocument"), one(no, "role", "boundary", "MalformedPolicyDocument")}},

	// Quotas: A9.
	{"six VPCs", add(many(5, func(i int) core.Resource { return ct.VPC(core.ID(fmt.Sprint("v", i)), "10.0.0.0/16") })...), []string{one(hm, "", "", "VpcLimitExceeded")}},
	{"201 subnets", add(moreSubnets(199)...), []string{one(hm, "vpc", "", "SubnetLimitExceeded")}},
	{"201 tables", add(many(199, func(i int) core.Resource { return ct.RouteTable(core.ID(fmt.Sprint("r", i)), "vpc") })...), []string{one(hm, "vpc", "", "RouteTableLimitExceeded")}},
	{"201 ACLs", add(many(200, func(i int) core.Resource { return ct.OpenACL(core.ID(fmt.Sprint("a", i)), "vpc") })...), []string{one(hm, "vpc", "", "NetworkAclLimitExceeded")}},
	{"2501 groups", add(moreGroups(2500)...), []string{one(hm, "", "", "SecurityGroupLimitExceeded")}},
	{"six internet gateways", add(many(5, func(i int) core.Resource { return ct.InternetGateway(core.ID(fmt.Sprint("i", i)), "") })...), []string{one(hm, "", "", "InternetGatewayLimitExceeded")}},
	{"21 gateway endpoints", add(many(20, func(i int) core.Resource { return ct.GatewayEndpoint(core.ID(fmt.Sprint("g", i)), "vpc", "s3") })...), []string{one(hm, "", "", "VpcEndpointLimitExceeded")}},
	{"51 interface endpoints", add(many(50, func(i int) core.Resource {
		return ct.InterfaceEndpoint(core.ID(fmt.Sprint("e", i)), "vpc", fmt.Sprint("s", i), "priv", "sg")
	})...), []string{one(hm, "vpc", "", "VpcEndpointLimitExceeded")}},
	{"six NAT gateways", add(many(5, func(i int) core.Resource { return ct.NATGateway(core.ID(fmt.Sprint("n", i)), "pub") })...), []string{one(hm, "", "", "AddressLimitExceeded"), one(hm, "nat", "subnet", "NatGatewayLimitExceeded")}},
	{"501 routes", routes(many(501, func(i int) core.Route {
		return ct.To(core.CIDR(fmt.Sprintf("172.16.%d.%d/32", i/256, i%256)), "nat")
	})...), []string{one(hm, "rtb", "routes", "RouteLimitExceeded")}},
	{"101 propagated routes", all(vgw, routes(many(101, func(i int) core.Route {
		return core.Route{Destination: core.CIDR(fmt.Sprintf("172.16.0.%d/32", i)), Target: "vgw", Propagated: true}
	})...)), []string{one(no, "rtb", "routes", "RouteLimitExceeded")}},
}

func moreGroups(n int) []core.Resource {
	return many(n, func(i int) core.Resource { return ct.SecurityGroup(core.ID(fmt.Sprint("more-", i)), "vpc") })
}

func moreSubnets(n int) []core.Resource {
	return many(n, func(i int) core.Resource {
		return ct.Subnet(core.ID(fmt.Sprint("more-", i)), "vpc", core.CIDR(fmt.Sprintf("10.0.%d.%d/28", 100+i/16, i%16*16)))
	})
}

func TestValidate(t *testing.T) {
	broken := map[int]bool{}
	for _, c := range allCases() {
		t.Run(c.name, func(t *testing.T) {
			top := c.network()
			c.change(top)
			var got []string
			for _, p := range core.Validate(top) {
				got = append(got, one(p.Severity, p.At, p.Field, p.Code))
				if p.Msg == "" || !strings.HasSuffix(p.Msg, ".") || strings.ContainsAny(p.Msg, "@%$") {
					t.Errorf("%s: %q is no sentence", p.At, p.Msg)
				}
				broken[core.RuleOf(p)] = true
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if t.Failed() || testing.CoverMode() != "" {
		return
	}
	for i, words := range core.RuleWords() {
		if !broken[i] {
			t.Errorf("no case breaks the rule %q", words)
		}
	}
}

// A problemCase is a change to a legal network, and what Validate says of it.
type problemCase struct {
	name   string
	change func(*core.Topology)
	want   []string
}

type caseOn struct {
	problemCase
	network func() *core.Topology
}

func allCases() []caseOn {
	var out []caseOn
	for _, c := range problemCases {
		out = append(out, caseOn{c, legal})
	}
	for _, list := range [][]problemCase{joinCases, serviceCases} {
		for _, c := range list {
			out = append(out, caseOn{c, wide})
		}
	}
	return out
}

// Every code that Validate may give is given by some case above.
func TestEveryCodeHasACase(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range allCases() {
		for _, w := range c.want {
			seen[w[strings.LastIndexByte(w, ' ')+1:]] = true
		}
	}
	code := regexp.MustCompile(`^([A-Z][a-z]+){2,}(IP[A-Za-z]+)?(\.[A-Za-z]+)?$|IPAddress`)
	files, err := filepath.Glob("validate*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if s, _ := strconv.Unquote(lit.Value); code.MatchString(s) {
				if found++; !seen[s] {
					t.Errorf("%s: no case gives %s", name, s)
				}
			}
			return true
		})
	}
	if found < 40 {
		t.Errorf("found but %d codes; the pattern misses some", found)
	}
}

// Whatever is drawn, the problems are the same for every order of the resources,
// name resources that are there, and come in the order of resources.
func TestProblemsDoNotDependOnOrder(t *testing.T) {
	for seed := range uint64(1000) {
		top := ct.RandomTopology(seed)
		want := core.Validate(top)
		here := map[core.ID]bool{"": true}
		for _, r := range top.Resources {
			here[r.Head().ID] = true
		}
		for _, p := range want {
			if !here[p.At] || p.Severity == core.SeverityNone || p.Msg == "" {
				t.Fatalf("seed %d: %+v", seed, p)
			}
		}
		ct.Shuffle(top, seed)
		if diff := cmp.Diff(want, core.Validate(top)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

func TestExamplesHold(t *testing.T) {
	for _, name := range examples(t) {
		f := readExample(t, name)
		for _, p := range core.Validate(&f.Network) {
			t.Errorf("%s: %+v", name, p)
		}
		results := core.RunChecks(core.Compile(&f.Network), f.Checks)
		if len(results) == 0 {
			t.Errorf("%s has no checks", name)
		}
		for _, r := range results {
			if !r.Pass {
				_, s := r.Verdict.Deciding()
				t.Errorf("%s: %+v: got %v, symptom %v, at %+v", name, r.Check, r.Verdict.Outcome, r.Verdict.Symptom, s)
			}
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	f := readExample(b, "../examples/four-subnets.json")
	b.ReportAllocs()
	for b.Loop() {
		core.Validate(&f.Network)
	}
}
