package view

import (
	"os"
	"testing"

	"lasthop/core"
)

// hybrid is a network with nearly every type in it: three VPCs, peering, a transit
// gateway, two networks on premises, managed services and callers.
func hybrid(t testing.TB) *core.File {
	t.Helper()
	data, err := os.ReadFile("testdata/hybrid.json")
	if err != nil {
		t.Fatal(err)
	}
	f, err := core.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func allTraffic() []core.GroupRule {
	return []core.GroupRule{{Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}
}

// fourSubnets is the network of the article on functions in a VPC: a public
// subnet, one behind a NAT gateway, an isolated one, and one with endpoints.
func fourSubnets() *core.File {
	head := func(id core.ID) core.Common { return core.Common{ID: id} }
	acl := []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}
	subnet := func(id core.ID, zone string, cidr core.CIDR, table core.ID) core.Resource {
		return &core.Subnet{Common: head(id), VPC: "vpc", Zone: zone, CIDR: cidr, RouteTable: table, NetworkACL: "acl-open"}
	}
	table := func(id core.ID, routes ...core.Route) core.Resource {
		return &core.RouteTable{Common: head(id), VPC: "vpc", Routes: routes}
	}
	invoke := core.PolicyText(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}]}`)
	fn := func(id, subnet core.ID) core.Resource {
		f := core.New(core.TypeFunction).(*core.Function)
		f.ID, f.Role, f.Policy = id, "role", invoke
		if subnet != "" {
			f.Subnets, f.SecurityGroups = []core.ID{subnet}, []core.ID{"sg-functions"}
		}
		return f
	}
	allow := core.PolicyText(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","ssm:*"],"Resource":"*"}]}`)
	vpc := core.New(core.TypeVPC).(*core.VPC)
	vpc.ID, vpc.Name, vpc.CIDRs, vpc.DNSHostnames = "vpc", "main", []core.CIDR{"10.0.0.0/16"}, true
	return &core.File{
		Format: core.Format, Title: "Four subnets, one bucket",
		Network: core.Topology{Region: "eu-west-1", Account: "123456789012", Resources: []core.Resource{
			vpc,
			subnet("subnet-1", "eu-west-1a", "10.0.1.0/24", "rtb-public"),
			subnet("subnet-2", "eu-west-1a", "10.0.2.0/24", "rtb-nat"),
			subnet("subnet-3", "eu-west-1b", "10.0.3.0/24", "rtb-local"),
			subnet("subnet-4", "eu-west-1b", "10.0.4.0/24", "rtb-s3"),
			table("rtb-public", core.Route{Destination: "0.0.0.0/0", Target: "igw"}),
			table("rtb-nat", core.Route{Destination: "0.0.0.0/0", Target: "nat"}),
			table("rtb-local"), table("rtb-s3"),
			&core.NetworkACL{Common: head("acl-open"), VPC: "vpc", Inbound: acl, Outbound: acl},
			&core.SecurityGroup{Common: head("sg-functions"), VPC: "vpc", Outbound: allTraffic()},
			&core.SecurityGroup{Common: head("sg-endpoint"), VPC: "vpc", Inbound: []core.GroupRule{{Protocol: core.ProtoTCP, Ports: "443", CIDR: "10.0.0.0/16"}}, Outbound: allTraffic()},
			&core.InternetGateway{Common: head("igw"), VPC: "vpc"},
			&core.NATGateway{Common: head("nat"), Subnet: "subnet-1", State: core.NATAvailable, PublicIP: "198.51.100.7"},
			&core.GatewayEndpoint{Common: head("vpce-s3"), VPC: "vpc", Service: "s3", RouteTables: []core.ID{"rtb-s3"}},
			&core.InterfaceEndpoint{Common: head("vpce-ssm"), VPC: "vpc", Service: "ssm", Subnets: []core.ID{"subnet-4"}, SecurityGroups: []core.ID{"sg-endpoint"}, PrivateDNS: true},
			&core.Resolver{Common: head("resolver"), VPC: "vpc", Servers: []core.Address{core.AmazonProvidedDNS}},
			fn("fn-1", "subnet-1"), fn("fn-2", "subnet-2"), fn("fn-3", "subnet-3"), fn("fn-4", "subnet-4"),
			&core.Role{Common: head("role"), Policies: []core.NamedPolicy{{Managed: "AWSLambdaVPCAccessExecutionRole"}, {Name: "data", Document: allow}}},
			&core.Service{Common: head("bucket"), Service: "s3"},
			&core.Service{Common: head("parameter"), Service: "ssm"},
			&core.APIGateway{Common: head("api")},
		}},
	}
}

// tiers is a larger network: two zones of three tiers, several groups, instances,
// functions with two subnets and with none, and things attached to nothing.
func tiers() *core.File {
	f := fourSubnets()
	head := func(id core.ID) core.Common { return core.Common{ID: id} }
	var out []core.Resource
	for _, r := range f.Network.Resources {
		switch r := r.(type) {
		case *core.Subnet, *core.NATGateway, *core.Function, *core.InterfaceEndpoint:
			continue
		case *core.GatewayEndpoint:
			r.RouteTables = []core.ID{"rtb-s3", "rtb-nat"}
			r.Policy = core.PolicyText(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`)
		case *core.RouteTable:
			if r.ID == "rtb-nat" {
				r.Routes[0].Target = "nat-a"
			}
		}
		out = append(out, r)
	}
	sub := func(id core.ID, zone string, cidr core.CIDR, table core.ID, acl core.ID) {
		out = append(out, &core.Subnet{Common: head(id), VPC: "vpc", Zone: zone, CIDR: cidr, RouteTable: table, NetworkACL: acl})
	}
	sub("public-a", "eu-west-1a", "10.0.1.0/24", "rtb-public", "acl-open")
	sub("public-b", "eu-west-1b", "10.0.2.0/24", "rtb-public", "acl-open")
	sub("app-a", "eu-west-1a", "10.0.3.0/24", "rtb-nat", "acl-open")
	sub("app-b", "eu-west-1b", "10.0.4.0/24", "rtb-nat", "")
	sub("data-a", "eu-west-1a", "10.0.5.0/24", "rtb-s3", "acl-open")
	sub("data-b", "eu-west-1b", "10.0.6.0/24", "", "acl-open")
	fn := func(id core.ID, groups []core.ID, subnets ...core.ID) {
		x := core.New(core.TypeFunction).(*core.Function)
		x.ID, x.Role, x.Subnets, x.SecurityGroups = id, "role", subnets, groups
		out = append(out, x)
	}
	fn("orders", []core.ID{"sg-functions"}, "app-a", "app-b")
	fn("payments-processor", []core.ID{"sg-functions", "sg-db"}, "app-a")
	fn("reports", []core.ID{"sg-functions"}, "app-a", "app-b")
	fn("thumbnails", nil)
	fn("archive", []core.ID{"sg-functions"}, "data-a", "public-b")
	group := func(id core.ID) {
		out = append(out, &core.SecurityGroup{Common: head(id), VPC: "vpc", Inbound: allTraffic(), Outbound: allTraffic()})
	}
	group("sg-db")
	group("sg-web")
	group("sg-unused")
	vm := func(id, subnet, group core.ID, public core.Address) {
		out = append(out, &core.Instance{Common: head(id), Subnet: subnet, SecurityGroups: []core.ID{group}, PublicIP: public, Role: "role",
			Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 5432}}})
	}
	vm("db-primary", "data-a", "sg-db", "")
	vm("db-replica", "data-b", "sg-db", "")
	vm("web", "public-b", "sg-web", "203.0.113.20")
	out = append(out,
		&core.NATGateway{Common: head("nat-a"), Subnet: "public-a", State: core.NATAvailable, PublicIP: "198.51.100.7"},
		&core.InterfaceEndpoint{Common: head("vpce-ssm"), VPC: "vpc", Service: "ssm", Subnets: []core.ID{"app-a", "data-b"}, SecurityGroups: []core.ID{"sg-endpoint"}, PrivateDNS: true},
		&core.PrefixList{Common: head("pl-office"), Entries: []core.CIDR{"198.51.100.0/24"}},
		&core.InternetGateway{Common: head("igw-old")},
		&core.NATGateway{Common: head("nat-lost"), Subnet: "nowhere"},
		&core.Service{Common: head("queue"), Service: "sqs", Policy: core.PolicyText(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`)},
		&core.Service{Common: head("a-secret-with-a-long-name"), Service: "secretsmanager", Region: "us-east-1"},
	)
	f.Title, f.Network.Resources = "Tiers", out
	return f
}
