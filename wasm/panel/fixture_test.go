package panel

import (
	"lasthop/core"
)

// fourSubnets is the network of the examples, with one of every type besides.
func fourSubnets() *core.Topology {
	all := core.GroupRule{Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}
	open := []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}
	named := func(id core.ID) core.Common { return core.Common{ID: id} }
	fn := func(id, subnet core.ID) *core.Function {
		return &core.Function{Common: named(id), Subnets: []core.ID{subnet}, SecurityGroups: []core.ID{"sg-functions"},
			Role: "role", Timeout: 3, State: core.FunctionActive, Policy: core.PolicyText(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "apigateway.amazonaws.com" },
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:` + string(id) + `"
    }
  ]
}`)}
	}
	subnet := func(id core.ID, cidr core.CIDR, table core.ID) *core.Subnet {
		return &core.Subnet{Common: named(id), VPC: "vpc", Zone: "eu-west-1a", CIDR: cidr, RouteTable: table, NetworkACL: "acl-open"}
	}
	return &core.Topology{
		Region: "eu-west-1", Account: "111122223333",
		Resources: []core.Resource{
			&core.VPC{Common: core.Common{ID: "vpc", Name: "main"}, CIDRs: []core.CIDR{"10.0.0.0/16"}, DNSSupport: true, DNSHostnames: true},
			subnet("subnet-1", "10.0.1.0/24", "rtb-public"),
			subnet("subnet-2", "10.0.2.0/24", "rtb-nat"),
			subnet("subnet-3", "10.0.3.0/24", "rtb-local"),
			subnet("subnet-4", "10.0.4.0/24", "rtb-s3"),
			&core.RouteTable{Common: named("rtb-local"), VPC: "vpc", Main: true, Routes: []core.Route{}},
			&core.RouteTable{Common: named("rtb-nat"), VPC: "vpc", Routes: []core.Route{{Destination: "0.0.0.0/0", Target: "nat"}}},
			&core.RouteTable{Common: named("rtb-public"), VPC: "vpc", Routes: []core.Route{{Destination: "0.0.0.0/0", Target: "igw"}}},
			&core.RouteTable{Common: named("rtb-s3"), VPC: "vpc", Routes: []core.Route{}},
			&core.NetworkACL{Common: named("acl-open"), VPC: "vpc", Default: true, Inbound: open, Outbound: open},
			&core.SecurityGroup{Common: named("sg-endpoint"), VPC: "vpc", Inbound: []core.GroupRule{
				{Protocol: core.ProtoTCP, Ports: "443", CIDR: "10.0.0.0/16", Note: "everyone in the VPC"},
				{Protocol: core.ProtoTCP, Ports: "443", Group: "sg-functions"}}, Outbound: []core.GroupRule{all}},
			&core.SecurityGroup{Common: named("sg-functions"), VPC: "vpc", Inbound: []core.GroupRule{}, Outbound: []core.GroupRule{all}},
			&core.PrefixList{Common: named("pl-office"), Entries: []core.CIDR{"198.51.100.0/24", "203.0.113.0/24"}},
			&core.InternetGateway{Common: named("igw"), VPC: "vpc"},
			&core.NATGateway{Common: named("nat"), Subnet: "subnet-1", PrivateIP: "10.0.1.4", PublicIP: "198.51.100.7", State: core.NATAvailable},
			&core.GatewayEndpoint{Common: named("vpce-s3"), VPC: "vpc", Service: "s3", RouteTables: []core.ID{"rtb-s3"}},
			&core.InterfaceEndpoint{Common: named("vpce-ssm"), VPC: "vpc", Service: "ssm", Subnets: []core.ID{"subnet-4"},
				SecurityGroups: []core.ID{"sg-endpoint"}, PrivateDNS: true},
			&core.Resolver{Common: named("resolver"), VPC: "vpc", Servers: []core.Address{core.AmazonProvidedDNS}},
			fn("fn-1", "subnet-1"), fn("fn-2", "subnet-2"), fn("fn-3", "subnet-3"), fn("fn-4", "subnet-4"),
			&core.Instance{Common: named("database"), Subnet: "subnet-3", SecurityGroups: []core.ID{"sg-endpoint"},
				Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 5432}}},
			&core.Role{Common: named("role"), Policies: []core.NamedPolicy{{Name: "network", Managed: "AWSLambdaVPCAccessExecutionRole"},
				{Name: "data", Document: core.PolicyText(`{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "ssm:GetParameter"], "Resource": "*" }
  ]
}`)}}},
			&core.Service{Common: named("bucket"), Service: "s3"},
			&core.Service{Common: named("parameter"), Service: "ssm"},
			&core.APIGateway{Common: named("api")},
		},
	}
}

// fourModel is a model of fourSubnets in which fn-1 asks for the bucket.
func fourModel() *Model {
	n := core.Compile(fourSubnets())
	m := &Model{
		Title: "Four subnets, one bucket", Region: "eu-west-1", Account: "111122223333", Revision: 1,
		About:   "One function in each of four subnets: which of them can read the bucket?",
		Network: n, Save: Saved, Zoom: 92, Undo: "move fn-1",
		Examples: []Example{
			{"four-subnets", "Four subnets, one bucket", "A public subnet, one behind NAT, an isolated one, one with endpoints."},
			{"four-subnets-bucket-policy", "The bucket’s policy", "The bucket denies what does not come through its endpoint."},
			{"four-subnets-no-private-dns", "No private DNS", "The endpoint is there, and nobody goes through it."},
		},
		Example: "four-subnets",
		Help: []HelpGroup{{"Edit", []HelpKey{{[]string{"Ctrl+Z"}, "Undo"}, {[]string{"Ctrl+Y", "Ctrl+Shift+Z"}, "Redo"}, {[]string{"Delete", "Backspace"}, "Delete the selection"}}},
			{"View", []HelpKey{{[]string{"Shift+1"}, "Fit the drawing"}, {[]string{"Ctrl++"}, "Zoom in"}}}},
	}
	var checks []core.Check
	for i, expect := range []core.Outcome{core.Blocked, core.Reachable, core.Blocked, core.Reachable} {
		from := core.Endpoint([]string{"fn-1", "fn-2", "fn-3", "fn-4"}[i])
		checks = append(checks, core.Check{Query: core.Query{From: from, To: "bucket"}, Expect: expect})
	}
	checks = append(checks, core.Check{Query: core.Query{From: "fn-1", To: "parameter"}, Expect: core.Blocked})
	m.Checks = core.RunChecks(n, checks)
	m.asks(core.Query{From: "fn-1", To: "bucket"})
	return m
}

// asks puts a question to the model's network.
func (m *Model) asks(q core.Query) *Model {
	v := m.Network.Verdict(q)
	m.Query, m.Answer = q, Answer{Verdict: &v, Step: -1}
	return m
}

// selects selects shapes by their keys.
func (m *Model) selects(keys ...core.ID) *Model {
	m.Selection = keys
	return m
}
