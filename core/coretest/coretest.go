// Package coretest builds networks for tests: one call a resource, with what a
// reader of the test need not see filled in.
//
//	t := coretest.Topology(
//		coretest.VPC("vpc", "10.0.0.0/16"),
//		coretest.Subnet("a", "vpc", "10.0.1.0/24", coretest.In("eu-west-1a")),
//	)
package coretest

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"lasthop/core"
)

// Where every network of these tests stands.
const (
	Region  = "eu-west-1"
	Account = "111122223333"
)

// Topology returns a network of the resources in [Region] and [Account].
func Topology(resources ...core.Resource) *core.Topology {
	return &core.Topology{Region: Region, Account: Account, Resources: resources}
}

// VPC returns a VPC with both DNS attributes on.
func VPC(id core.ID, cidrs ...core.CIDR) *core.VPC {
	return &core.VPC{Common: core.Common{ID: id}, CIDRs: cidrs, DNSSupport: true, DNSHostnames: true}
}

// Subnet returns a subnet in zone eu-west-1a with the main table and the default
// ACL of its VPC.
func Subnet(id, vpc core.ID, cidr core.CIDR, changes ...func(*core.Subnet)) *core.Subnet {
	return with(&core.Subnet{Common: core.Common{ID: id}, VPC: vpc, Zone: Region + "a", CIDR: cidr}, changes)
}

// In puts a subnet into another zone.
func In(zone string) func(*core.Subnet) { return func(s *core.Subnet) { s.Zone = zone } }

// Routed gives a subnet a route table.
func Routed(table core.ID) func(*core.Subnet) { return func(s *core.Subnet) { s.RouteTable = table } }

// Filtered gives a subnet a network ACL.
func Filtered(acl core.ID) func(*core.Subnet) { return func(s *core.Subnet) { s.NetworkACL = acl } }

// RouteTable returns a table with routes beside the local ones.
func RouteTable(id, vpc core.ID, routes ...core.Route) *core.RouteTable {
	return &core.RouteTable{Common: core.Common{ID: id}, VPC: vpc, Routes: routes}
}

// MainTable returns the VPC's main table.
func MainTable(id, vpc core.ID, routes ...core.Route) *core.RouteTable {
	t := RouteTable(id, vpc, routes...)
	t.Main = true
	return t
}

// To returns a static route.
func To(destination core.CIDR, target core.ID) core.Route {
	return core.Route{Destination: destination, Target: target}
}

// NetworkACL returns an ACL with rules for both directions.
func NetworkACL(id, vpc core.ID, inbound, outbound []core.ACLRule) *core.NetworkACL {
	return &core.NetworkACL{Common: core.Common{ID: id}, VPC: vpc, Inbound: inbound, Outbound: outbound}
}

// OpenACL returns an ACL that allows everything, as a VPC's default one does.
func OpenACL(id, vpc core.ID) *core.NetworkACL {
	all := []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}
	return NetworkACL(id, vpc, all, slices.Clone(all))
}

// SecurityGroup returns a group with those inbound rules that lets everything out,
// as a new one does.
func SecurityGroup(id, vpc core.ID, inbound ...core.GroupRule) *core.SecurityGroup {
	return &core.SecurityGroup{Common: core.Common{ID: id}, VPC: vpc, Inbound: inbound, Outbound: []core.GroupRule{All("0.0.0.0/0")}}
}

// All returns a rule for all traffic from or to a block.
func All(cidr core.CIDR) core.GroupRule {
	return core.GroupRule{Protocol: core.ProtoAll, CIDR: cidr}
}

// TCP returns a rule for TCP ports from or to a block.
func TCP(ports core.Ports, cidr core.CIDR) core.GroupRule {
	return core.GroupRule{Protocol: core.ProtoTCP, Ports: ports, CIDR: cidr}
}

// InternetGateway returns a gateway attached to a VPC.
func InternetGateway(id, vpc core.ID) *core.InternetGateway {
	return &core.InternetGateway{Common: core.Common{ID: id}, VPC: vpc}
}

// NATGateway returns an available public NAT gateway.
func NATGateway(id, subnet core.ID, changes ...func(*core.NATGateway)) *core.NATGateway {
	return with(&core.NATGateway{Common: core.Common{ID: id}, Subnet: subnet, State: core.NATAvailable}, changes)
}

// GatewayEndpoint returns an endpoint that those tables know.
func GatewayEndpoint(id, vpc core.ID, service string, tables ...core.ID) *core.GatewayEndpoint {
	return &core.GatewayEndpoint{Common: core.Common{ID: id}, VPC: vpc, Service: service, RouteTables: tables}
}

// InterfaceEndpoint returns an endpoint with private DNS in one subnet.
func InterfaceEndpoint(id, vpc core.ID, service string, subnet core.ID, groups ...core.ID) *core.InterfaceEndpoint {
	return &core.InterfaceEndpoint{Common: core.Common{ID: id}, VPC: vpc, Service: service, Subnets: []core.ID{subnet}, SecurityGroups: groups, PrivateDNS: true}
}

// Function returns a function with a subnet and a group, or outside every VPC if
// both are "", that runs as role "role".
func Function(id, subnet, group core.ID, changes ...func(*core.Function)) *core.Function {
	f := &core.Function{Common: core.Common{ID: id}, Role: "role", Timeout: 3, State: core.FunctionActive}
	if subnet != "" {
		f.Subnets = []core.ID{subnet}
	}
	if group != "" {
		f.SecurityGroups = []core.ID{group}
	}
	return with(f, changes)
}

// Instance returns an instance with an interface in a subnet, that listens on TCP
// port 443.
func Instance(id, subnet, group core.ID, changes ...func(*core.Instance)) *core.Instance {
	i := &core.Instance{Common: core.Common{ID: id}, Subnet: subnet, SourceDestCheck: true, Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 443}}}
	if group != "" {
		i.SecurityGroups = []core.ID{group}
	}
	return with(i, changes)
}

// Role returns a role that may attach functions to VPCs and call any service.
func Role(id core.ID, documents ...string) *core.Role {
	r := &core.Role{Common: core.Common{ID: id}, Policies: []core.NamedPolicy{{Managed: "AWSLambdaVPCAccessExecutionRole"}}}
	if documents == nil {
		documents = []string{`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`}
	}
	for _, d := range documents {
		r.Policies = append(r.Policies, core.NamedPolicy{Document: core.PolicyText(d)})
	}
	return r
}

// Service returns a resource of a Regional service, such as a bucket.
func Service(id core.ID, service string) *core.Service {
	return &core.Service{Common: core.Common{ID: id}, Service: service}
}

// with applies changes to r and returns it.
func with[R any](r *R, changes []func(*R)) *R {
	for _, change := range changes {
		change(r)
	}
	return r
}

// Sort puts the resources into the order of files.
func Sort(t *core.Topology) {
	rank := map[core.Type]int{}
	for i, name := range core.Types() {
		rank[name] = i
	}
	slices.SortStableFunc(t.Resources, func(a, b core.Resource) int {
		return cmp.Or(rank[a.Type()]-rank[b.Type()], cmp.Compare(a.Head().ID, b.Head().ID))
	})
}

// Shuffle puts the resources into an order that depends on seed alone.
func Shuffle(t *core.Topology, seed uint64) {
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(t.Resources), func(i, j int) {
		t.Resources[i], t.Resources[j] = t.Resources[j], t.Resources[i]
	})
}
