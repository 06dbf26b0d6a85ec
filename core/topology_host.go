package core

// This file has what stands in subnets beside functions and instances, and what
// calls functions.

// A Placement is where a managed service puts its interfaces: one in each subnet.
type Placement struct {
	Subnets []ID `json:"subnets"`
	// SecurityGroups guard the interfaces; none means the VPC's default group.
	SecurityGroups []ID `json:"securityGroups"`
}

// Where returns p itself.
func (p *Placement) Where() *Placement { return p }

// A Placed is a resource with a [Placement].
type Placed interface {
	Resource
	// Where returns the placement.
	Where() *Placement
}

// A LoadBalancerKind is the kind of a load balancer.
type LoadBalancerKind string

// The kinds of load balancer.
const (
	ApplicationLoadBalancer LoadBalancerKind = "application"
	NetworkLoadBalancer     LoadBalancerKind = "network"
)

// A LoadBalancer hands connections on to functions, by the Lambda API, or to hosts.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
type LoadBalancer struct {
	Common
	Placement
	Kind LoadBalancerKind `json:"kind"`
	// Internal marks scheme "internal"; otherwise it is internet-facing.
	Internal  bool               `json:"internal,omitempty"`
	Listeners []BalancedListener `json:"listeners"`
	// PreserveClientIP: hosts behind a network load balancer see the client's
	// address instead of the balancer's.
	PreserveClientIP bool `json:"preserveClientIp,omitempty"`
	// CrossZone lets a network load balancer send to targets of other zones; an
	// application load balancer always does.
	CrossZone bool `json:"crossZone,omitempty"`
}

// A BalancedListener is a port of a load balancer and what stands behind it.
type BalancedListener struct {
	Protocol Proto  `json:"protocol"`
	Port     uint16 `json:"port"`
	// Targets are functions or instances.
	Targets []ID `json:"targets"`
	// TargetPort is the port of instances; 0 means the same.
	TargetPort uint16 `json:"targetPort,omitempty"`
}

// A Database is an RDS DB instance, or an Aurora cluster's endpoint.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
type Database struct {
	Common
	// Subnets are those of its DB subnet group, in at least two zones.
	Placement
	// Subnet is the one that it runs in; "" leaves the choice to RDS.
	Subnet ID `json:"subnet,omitempty"`
	// Engine is "mysql", "mariadb", "postgres", "aurora-mysql", "aurora-postgresql",
	// "sqlserver" or "oracle".
	Engine string `json:"engine"`
	// Port is 0 for the engine's usual one.
	Port uint16 `json:"port,omitempty"`
	// PubliclyAccessible gives it a public address, and a name that resolves to it
	// from outside.
	PubliclyAccessible bool    `json:"publiclyAccessible,omitempty"`
	PublicIP           Address `json:"publicIp,omitempty"`
}

// A DatabaseProxy is an RDS Proxy.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
type DatabaseProxy struct {
	Common
	Placement
	// Target is the database behind it.
	Target ID `json:"target"`
}

// A Cache is an ElastiCache cluster.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/elasticache-vpc-accessing.html
type Cache struct {
	Common
	Placement
	// Engine is "valkey", "redis" or "memcached".
	Engine string `json:"engine"`
	// Port is 0 for the engine's usual one.
	Port uint16 `json:"port,omitempty"`
}

// A FileSystem is an EFS file system with a mount target in each of its subnets.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html
type FileSystem struct {
	Common
	Placement
}

// A Broker is a cluster that Lambda polls from within its VPC.
// https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
type Broker struct {
	Common
	Placement
	// Engine is "msk", "kafka" (self-managed), "activemq", "rabbitmq" or "documentdb".
	Engine string `json:"engine"`
	// Port is 0 for the engine's usual one.
	Port uint16 `json:"port,omitempty"`
}

// An EventSourceMapping makes Lambda poll a queue, a stream or a cluster for a
// function.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
type EventSourceMapping struct {
	Common
	// Source is a service (a queue, a stream, a table) or a broker.
	Source   ID `json:"source"`
	Function ID `json:"function"`
	// Disabled stops the polling.
	Disabled bool `json:"disabled,omitempty"`
	// Provisioned marks provisioned mode, whose pollers need nothing of the VPC.
	Provisioned bool `json:"provisioned,omitempty"`
	// Secret is the Secrets Manager secret with the cluster's credentials.
	Secret ID `json:"secret,omitempty"`
}

// A Direction is that of a Resolver endpoint.
type Direction string

// The directions of a Resolver endpoint.
const (
	Inbound  Direction = "inbound"
	Outbound Direction = "outbound"
)

// A ResolverEndpoint carries DNS queries into a VPC, or out of it.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html
type ResolverEndpoint struct {
	Common
	Placement
	Direction Direction `json:"direction"`
	// Addresses are its addresses, at most one in each subnet; AWS chooses those
	// that are not given.
	Addresses []Address `json:"addresses,omitempty"`
}

// A ResolverRule forwards the queries for a domain to other servers.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html
type ResolverRule struct {
	Common
	// Domain is such as "corp.example"; it covers the names below it.
	Domain string `json:"domain"`
	// VPCs are those that it is associated with.
	VPCs []ID `json:"vpcs"`
	// Endpoint is the outbound endpoint that the queries leave by.
	Endpoint ID `json:"endpoint,omitempty"`
	// Targets are the servers that are asked.
	Targets []Address `json:"targets"`
	// Records are what those servers answer; any other name of the domain is unknown.
	Records []Record `json:"records,omitempty"`
	// System marks type SYSTEM: the Amazon resolver answers itself after all.
	System bool `json:"system,omitempty"`
}

// A PrivateZone is a Route 53 private hosted zone.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
type PrivateZone struct {
	Common
	// Domain is such as "corp.example"; it covers the names below it.
	Domain string `json:"domain"`
	// VPCs are those that it is associated with.
	VPCs    []ID     `json:"vpcs"`
	Records []Record `json:"records"`
}

// A Record is a name and what it stands for.
type Record struct {
	// Name is the whole name, such as "db.corp.example"; "*.corp.example" stands
	// for every other name below it.
	Name string `json:"name"`
	// Value is an address, the id of a resource (an alias), or another name.
	Value string `json:"value"`
}

// A ControlKind is the kind of an organization's policy.
type ControlKind string

// The kinds of organization policies.
const (
	ServiceControlPolicy  ControlKind = "service-control"
	ResourceControlPolicy ControlKind = "resource-control"
)

// An OrganizationPolicy is a service or resource control policy of AWS Organizations.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
type OrganizationPolicy struct {
	Common
	Kind ControlKind `json:"kind"`
	// Accounts are those that it reaches; none means every account.
	Accounts []string `json:"accounts,omitempty"`
	// Level is where it is attached: 0 at the root, more for each unit below. At
	// each level that has service control policies one of them must allow.
	Level    int        `json:"level,omitempty"`
	Document PolicyText `json:"document"`
}
