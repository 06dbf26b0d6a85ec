package core_test

import (
	"lasthop/core"
	ct "lasthop/core/coretest"
)

func balancer(f func(*core.LoadBalancer)) func(*core.Topology)      { return change("lb", f) }
func database(f func(*core.Database)) func(*core.Topology)          { return change("db", f) }
func api(f func(*core.APIGateway)) func(*core.Topology)             { return change("api", f) }
func zone(f func(*core.PrivateZone)) func(*core.Topology)           { return change("zone", f) }
func forward(f func(*core.ResolverRule)) func(*core.Topology)       { return change("rule", f) }
func mapping(f func(*core.EventSourceMapping)) func(*core.Topology) { return change("esm", f) }

// placed changes where a managed service stands.
func placed(id core.ID, subnets ...core.ID) func(*core.Topology) {
	return change(id, func(r core.Placed) { r.Where().Subnets = subnets })
}

// tenancy makes the VPC's tenancy dedicated.
var tenancy = change("vpc", func(r *core.VPC) { r.Dedicated = true })

// isolated has no way to the internet.
var isolated = all(drop("igw", "rtb", "rtb-igw", "nat"), add(ct.MainTable("rtb", "vpc")))

var serviceCases = []problemCase{
	// Interface endpoints: G16, G18.
	{"inbound Resolver alone, for another service", change("vpce-api", func(r *core.InterfaceEndpoint) { r.InboundResolverOnly = true }), []string{one(no, "vpce-api", "inboundResolverOnly", "InvalidParameter")}},
	{"inbound Resolver alone, for S3", add(&core.InterfaceEndpoint{Common: named("vpce"), VPC: "vpc", Service: "s3", Subnets: []core.ID{"a"}, PrivateDNS: true, InboundResolverOnly: true}), nil},
	{"inbound Resolver alone, without private DNS", add(&core.InterfaceEndpoint{Common: named("vpce"), VPC: "vpc", Service: "s3", Subnets: []core.ID{"a"}, InboundResolverOnly: true}), []string{one(no, "vpce", "inboundResolverOnly", "InvalidParameter")}},
	{"inbound Resolver alone, without a gateway endpoint", all(drop("vpce-s3"), add(&core.InterfaceEndpoint{Common: named("vpce"), VPC: "vpc", Service: "s3", Subnets: []core.ID{"a"}, PrivateDNS: true, InboundResolverOnly: true})), []string{one(no, "vpce", "inboundResolverOnly", "InvalidParameter")}},
	{"another Region's Lambda", add(&core.InterfaceEndpoint{Common: named("vpce"), VPC: "vpc", Service: "lambda", Subnets: []core.ID{"a"}, PrivateDNS: true, ServiceRegion: "us-east-1"}, ct.InterfaceEndpoint("vpce2", "vpc", "lambda", "a")), nil},
	{"another Region's API", change("vpce-api", func(r *core.InterfaceEndpoint) { r.ServiceRegion = "us-east-1" }), []string{one(no, "vpce-api", "serviceRegion", "InvalidServiceName")}},
	{"no such Region", add(&core.InterfaceEndpoint{Common: named("vpce"), VPC: "vpc", Service: "lambda", Subnets: []core.ID{"a"}, ServiceRegion: "mars-1"}), []string{one(hm, "vpce", "serviceRegion", "")}},

	// DNS: H.
	{"one address of a Resolver endpoint", placed("out", "a"), []string{one(no, "out", "subnets", "InvalidRequestException")}},
	{"no direction", change("out", func(r *core.ResolverEndpoint) { r.Direction = "" }), []string{one(open, "out", "direction", "")}},
	{"forwards by an inbound endpoint", change("out", func(r *core.ResolverEndpoint) { r.Direction = core.Inbound }), []string{one(no, "rule", "endpoint", "InvalidRequestException")}},
	{"rule without servers", forward(func(r *core.ResolverRule) { r.Targets, r.Endpoint = nil, "" }), []string{one(open, "rule", "endpoint", ""), one(open, "rule", "targets", "")}},
	{"system rule", forward(func(r *core.ResolverRule) { r.Targets, r.Endpoint, r.System = nil, "", true }), nil},
	{"rule's server", forward(func(r *core.ResolverRule) { r.Targets = []core.Address{"ns.office.example"} }), []string{one(no, "rule", "targets[0]", "InvalidParameterValue")}},
	{"rule's endpoint", forward(func(r *core.ResolverRule) { r.Endpoint = "gone" }), []string{one(open, "rule", "endpoint", "ResourceNotFoundException")}},
	{"rule abroad", all(moved, inbound("sg", "sg"), forward(func(r *core.ResolverRule) { r.VPCs = []core.ID{"near"} })), []string{one(no, "rule", "vpcs[0]", "InvalidParameterValue")}},
	{"two rules", add(&core.ResolverRule{Common: named("rule2"), Domain: "Office.Example", VPCs: []core.ID{"near"}, System: true}), []string{one(no, "rule", "domain", "ResourceExistsException"), one(no, "rule2", "domain", "ResourceExistsException")}},
	{"two zones", add(&core.PrivateZone{Common: named("zone2"), Domain: "corp.example", VPCs: []core.ID{"vpc"}}), []string{one(no, "zone", "domain", "ConflictingDomainExists"), one(no, "zone2", "domain", "ConflictingDomainExists")}},
	{"zone and rule", add(&core.PrivateZone{Common: named("zone2"), Domain: "office.example", VPCs: []core.ID{"vpc"}}), nil},
	{"zone for nobody", zone(func(r *core.PrivateZone) { r.Domain, r.VPCs = "", nil }), []string{one(open, "zone", "domain", ""), one(open, "zone", "vpcs", "")}},
	{"zone unseen", change("near", func(r *core.VPC) { r.DNSHostnames = false }), nil},
	{"zone seen by none", all(change("far", func(r *core.VPC) { r.DNSHostnames = false }), zone(func(r *core.PrivateZone) { r.VPCs = append(r.VPCs, "far") })), []string{one(hm, "zone", "vpcs[1]", "")}},
	{"records", zone(func(r *core.PrivateZone) {
		r.Records = []core.Record{{}, {Name: "corp.example", Value: "x"}, {Name: "notcorp.example", Value: "x"}}
	}),
		[]string{one(open, "zone", "records[0].name", ""), one(open, "zone", "records[0].value", ""), one(no, "zone", "records[2].name", "InvalidChangeBatch")}},

	// Functions: I2, I10, K6.
	{"dedicated tenancy", tenancy, []string{one(no, "out", "subnets", "InvalidParameterValue"), one(no, "fn", "subnets", "InvalidParameterValue"), one(no, "proxy", "subnets", "InvalidParameterValue")}},
	{"IPv6 without a block", change("a", func(r *core.Subnet) { r.IPv6CIDR = "" }), []string{one(no, "fn", "subnets[0]", "InvalidParameterValueException"), one(no, "web", "ipv6", "InvalidParameterValue")}},
	{"IPv6 alone", all(add(ct.Subnet("only", "vpc", "", six("2001:db8:1:203::/64"))), function(func(r *core.Function) { r.Subnets, r.IPv6 = []core.ID{"a", "only"}, false })), []string{one(no, "fn", "subnets[1]", "InvalidParameterValueException")}},
	{"function abroad", function(func(r *core.Function) { r.Region = "us-east-1" }), []string{one(no, "fn", "region", "InvalidParameterValue"), one(no, "esm", "source", "InvalidParameterValue"), one(no, "esm-broker", "source", "InvalidParameterValue")}},
	{"function URL", function(func(r *core.Function) { r.URL = "COGNITO" }), []string{one(no, "fn", "url", "ValidationException")}},
	{"another account's role", change("role", func(r *core.Role) { r.Account = "444455556666" }), []string{one(no, "fn", "role", "AccessDeniedException")}},
	{"both of another account", all(change("role", func(r *core.Role) { r.Account = "444455556666" }), function(func(r *core.Function) { r.Account = "444455556666" })), nil},
	{"mounts without a VPC", function(func(r *core.Function) { r.Subnets, r.SecurityGroups = nil, nil }), []string{one(no, "fn", "fileSystem", "InvalidParameterValueException")}},
	{"mounts from another zone", placed("efs", "b"), []string{one(hm, "fn", "fileSystem", "")}},
	{"mounts nothing", function(func(r *core.Function) { r.FileSystem = "gone" }), []string{one(open, "fn", "fileSystem", "InvalidParameterValueException")}},

	// Load balancers: K9.
	{"one zone", placed("lb", "a"), []string{one(no, "lb", "subnets", "ValidationError")}},
	{"one zone of a network load balancer", all(placed("lb", "a"), balancer(func(r *core.LoadBalancer) { r.Kind, r.Listeners = core.NetworkLoadBalancer, r.Listeners[1:] })), nil},
	{"nowhere", placed("lb"), []string{one(open, "lb", "subnets", "")}},
	{"no kind of load balancer", balancer(func(r *core.LoadBalancer) { r.Kind = "" }), []string{one(open, "lb", "kind", "")}},
	{"twice in a zone", all(add(ct.Subnet("a2", "vpc", "10.0.3.0/24")), placed("lb", "a", "b", "a2")), []string{one(no, "lb", "subnets[2]", "InvalidConfigurationRequest")}},
	{"of two VPCs", placed("lb", "b", "n"), []string{one(no, "lb", "subnets[1]", "InvalidSubnetID.NotFound")}},
	{"missing subnet of a load balancer", placed("lb", "a", "gone"), []string{one(open, "lb", "subnets[1]", "SubnetNotFound")}},
	{"foreign group", balancer(func(r *core.LoadBalancer) { r.SecurityGroups = []core.ID{"sg-n"} }), []string{one(no, "lb", "securityGroups[0]", "InvalidGroup.NotFound")}},
	{"in private subnets", instead(ct.To("0.0.0.0/0", "tgw")), []string{one(hm, "lb", "subnets[0]", ""), one(hm, "lb", "subnets[1]", ""), one(hm, "db", "subnets[0]", ""), one(hm, "db", "subnets[1]", "")}},
	{"without an internet gateway", isolated, []string{one(no, "lb", "internal", "InvalidSubnet"), one(no, "db", "publiclyAccessible", "InvalidVPCNetworkStateFault")}},
	{"narrow", all(add(ct.Subnet("slim", "vpc", "10.0.3.0/28", ct.In("eu-west-1c"))), placed("lb", "a", "slim")), []string{one(hm, "lb", "subnets[1]", "")}},
	{"few addresses to spare", change("a", func(r *core.Subnet) { r.OtherAddresses = 233 }), []string{one(by, "cvpn", "subnets[0]", ""), one(by, "lb", "subnets[0]", "")}},
	{"no address for another database", change("a", func(r *core.Subnet) { r.OtherAddresses = 239 }), []string{one(hm, "a", "cidr", "SubnetIPAddressLimitReachedException"), one(by, "cvpn", "subnets[0]", ""), one(by, "lb", "subnets[0]", ""), one(by, "db", "subnets[0]", "")}},
	{"listeners", balancer(func(r *core.LoadBalancer) {
		r.Listeners = []core.BalancedListener{{}, {Protocol: core.ProtoUDP, Port: 53, Targets: []core.ID{"web"}}, {Protocol: core.ProtoTCP, Port: 443, Targets: []core.ID{"fn", "web"}}, {Protocol: core.ProtoTCP, Port: 443, Targets: []core.ID{"sg"}}}
	}), []string{one(no, "lb", "listeners[3].targets", ""), one(open, "lb", "listeners[0].protocol", ""), one(open, "lb", "listeners[0].port", ""), one(no, "lb", "listeners[1].protocol", "ValidationError"),
		one(no, "lb", "listeners[2].targets", "InvalidTarget"), one(no, "lb", "listeners[3].port", "DuplicateListener")}},
	{"a function behind a network load balancer", balancer(func(r *core.LoadBalancer) { r.Kind = core.NetworkLoadBalancer }), []string{one(no, "lb", "listeners[0].targets", "InvalidTarget")}},

	// Databases: K1, K3, K4.
	{"one zone of a database", all(placed("db", "b"), placed("proxy", "b"), placed("broker", "b")), []string{one(no, "db", "subnets", "DBSubnetGroupDoesNotCoverEnoughAZs"), one(no, "proxy", "subnets", "InvalidSubnet"), one(no, "broker", "subnets", "BadRequestException")}},
	{"missing subnet of a database", placed("db", "b", "gone"), []string{one(open, "db", "subnets[1]", "InvalidSubnet")}},
	{"not in its group", all(add(ct.Subnet("c", "vpc", "10.0.3.0/24")), database(func(r *core.Database) { r.Subnet = "c" })), []string{one(no, "db", "subnet", "InvalidParameterCombination")}},
	{"engines", all(database(func(r *core.Database) { r.Engine = "db2" }), change("cache", func(r *core.Cache) { r.Engine = "" }), change("broker", func(r *core.Broker) { r.Engine = "nats" })), []string{one(no, "db", "engine", "InvalidParameterValue"), one(open, "cache", "engine", ""), one(no, "broker", "engine", "InvalidParameterValue")}},
	{"public without names", all(change("vpc", func(r *core.VPC) { r.DNSHostnames = false }), drop("zone", "vpce-s3", "vpce-api", "api")), []string{one(no, "db", "publiclyAccessible", "InvalidVPCNetworkStateFault")}},
	{"proxy elsewhere", all(add(ct.Subnet("n2", "near", "10.1.2.0/24", ct.In("eu-west-1b"))), change("proxy", func(r *core.DatabaseProxy) { r.Subnets, r.SecurityGroups = []core.ID{"n", "n2"}, nil })), []string{one(no, "proxy", "target", "InvalidParameterValue")}},
	{"proxy of Oracle", database(func(r *core.Database) { r.Engine = "oracle" }), []string{one(no, "proxy", "target", "InvalidParameterValue")}},
	{"proxy of nothing", change("proxy", func(r *core.DatabaseProxy) { r.Target = "gone" }), []string{one(open, "proxy", "target", "DBInstanceNotFound")}},
	{"DocumentDB in one zone", all(placed("broker", "b"), change("broker", func(r *core.Broker) { r.Engine = "documentdb" })), []string{one(no, "broker", "subnets", "DBSubnetGroupDoesNotCoverEnoughAZs")}},
	{"RabbitMQ in one zone", all(placed("broker", "b"), change("broker", func(r *core.Broker) { r.Engine = "rabbitmq" })), nil},
	{"two mount targets in a zone", all(add(ct.Subnet("a2", "vpc", "10.0.3.0/24")), placed("efs", "a", "a2")), []string{one(no, "efs", "subnets[1]", "MountTargetConflict")}},

	// API Gateway: K11.
	{"private without a policy", api(func(r *core.APIGateway) { r.Policy = nil }), []string{one(no, "api", "policy", "BadRequestException")}},
	{"API's policy", api(func(r *core.APIGateway) { r.Policy = core.PolicyText("{}") }), []string{one(no, "api", "policy", "BadRequestException")}},
	{"private without endpoints", api(func(r *core.APIGateway) { r.VPCEndpoints = nil }), []string{one(by, "api", "vpcEndpoints", "")}},
	{"public with endpoints", api(func(r *core.APIGateway) { r.Endpoint = core.APIRegional }), []string{one(no, "api", "vpcEndpoints", "BadRequestException")}},
	{"endpoint of another service", change("vpce-api", func(r *core.InterfaceEndpoint) { r.Service = "ssm" }), []string{one(no, "api", "vpcEndpoints[0]", "BadRequestException")}},
	{"missing endpoint", api(func(r *core.APIGateway) { r.VPCEndpoints = []core.ID{"gone"} }), []string{one(open, "api", "vpcEndpoints[0]", "InvalidVpcEndpointId.NotFound")}},
	{"no link", api(func(r *core.APIGateway) { r.LinkSubnets, r.LinkSecurityGroups = nil, nil }), []string{one(open, "api", "linkSubnets", "")}},
	{"link of two VPCs", api(func(r *core.APIGateway) { r.LinkSubnets = []core.ID{"b", "n"} }), []string{one(no, "api", "linkSubnets[1]", "InvalidSubnetID.NotFound")}},
	{"link with a foreign group", api(func(r *core.APIGateway) { r.LinkSecurityGroups = []core.ID{"sg-n"} }), []string{one(no, "api", "linkSecurityGroups[0]", "InvalidGroup.NotFound")}},
	{"integration with a queue", api(func(r *core.APIGateway) { r.Integration = "queue" }), []string{one(no, "api", "integration", "")}},

	// Event source mappings: I15, I20.
	{"polls a topic", change("queue", func(r *core.Service) { r.Service = "sns" }), []string{one(no, "esm", "source", "InvalidParameterValueException"), one(no, "esm", "provisioned", "InvalidParameterValueException")}},
	{"provisioned Kinesis", change("queue", func(r *core.Service) { r.Service = "kinesis" }), []string{one(no, "esm", "provisioned", "InvalidParameterValueException")}},
	{"secret of another service", change("secret", func(r *core.Service) { r.Service = "ssm" }), []string{one(no, "esm-broker", "secret", "InvalidParameterValueException")}},
	{"polls nothing for nobody", mapping(func(r *core.EventSourceMapping) { r.Source, r.Function = "", "gone" }), []string{one(open, "esm", "source", ""), one(open, "esm", "function", "ResourceNotFoundException")}},
	{"polls a function", mapping(func(r *core.EventSourceMapping) { r.Source = "fn" }), []string{one(no, "esm", "source", "InvalidParameterValueException")}},
	{"polls twice", add(&core.EventSourceMapping{Common: named("esm2"), Source: "queue", Function: "fn"}), []string{one(no, "esm", "source", "ResourceConflictException"), one(no, "esm2", "source", "ResourceConflictException")}},

	// Policies: J.
	{"session policy", change("role", func(r *core.Role) { r.Session = core.PolicyText("{}") }), []string{one(no, "role", "session", "MalformedPolicyDocument")}},
	{"organization's policy", change("scp", func(r *core.OrganizationPolicy) { r.Kind, r.Document, r.Level, r.Accounts = "", nil, -1, []string{"1"} }), []string{one(open, "scp", "kind", ""), one(open, "scp", "document", ""), one(no, "scp", "level", ""), one(no, "scp", "accounts[0]", "")}},
	{"service control policy", change("scp", func(r *core.OrganizationPolicy) { r.Document = core.PolicyText("{}") }), []string{one(no, "scp", "document", "MalformedPolicyDocumentException")}},
	{"resource control policy", change("scp", func(r *core.OrganizationPolicy) { r.Kind = core.ResourceControlPolicy }), []string{one(no, "scp", "document", "MalformedPolicyDocumentException")}},
	{"role of a service", change("queue", func(r *core.Service) { r.Role = "fn" }), []string{one(no, "queue", "role", "InvalidParameterValue")}},
}
