package core

// An ID names a resource within a drawing: 1 to 256 printable characters without
// spaces and without '~', which separates the parts of derived ids such as those
// of network interfaces. Ids are unique across all types.
type ID string

// Internet is the id that is always there: any host of the public internet that
// is not an AWS service. No resource may take it.
const Internet ID = "internet"

// A CIDR is an address block as the user wrote it, such as "10.0.0.0/16". It is
// kept as text so that a half-typed or illegal block can be saved and shown as a
// [Problem] instead of being refused.
type CIDR string

// An Address is an IP address as the user wrote it; "" lets AWS choose.
type Address string

// Ports is a port or an inclusive range as the user wrote it: "443",
// "1024-65535", or "" for every port, 0 to 65535.
type Ports string

// A Proto is a transport protocol as AWS rules name it.
type Proto string

// The protocols that rules and questions name. ProtoAll is AWS's -1.
const (
	ProtoAll  Proto = "all"
	ProtoTCP  Proto = "tcp"
	ProtoUDP  Proto = "udp"
	ProtoICMP Proto = "icmp"
)

// A PolicyText is an IAM policy document: one JSON object, its members in the order
// in which they were written; what is half written is kept as a JSON string.
// Empty means that there is none, which AWS treats by the kind of policy: an
// endpoint without one allows everything, a bucket without one grants nothing.
type PolicyText []byte

// MarshalJSON writes the document as it stands.
func (p PolicyText) MarshalJSON() ([]byte, error) {
	if len(p) == 0 {
		return []byte("null"), nil
	}
	return p, nil
}

// A Topology is a network as it is drawn, complete or not. It is plain data:
// order of Resources carries no meaning, and the codec writes them sorted.
type Topology struct {
	// Region is the Region of everything that names no other, e.g. "eu-west-1".
	Region string `json:"region"`
	// Account is the 12-digit account of everything that names no other.
	Account string `json:"account"`
	// LostZones are the Availability Zones that are down, a what-if: nothing in them
	// sends, forwards or answers.
	LostZones []string `json:"lostZones,omitempty"`
	// Resources are the drawn resources, each a pointer to one of the resource types.
	Resources []Resource `json:"resources"`
}

// A Type tells resources apart; it is the "type" of the file format.
type Type string

// The resource types.
const (
	TypeVPC                Type = "vpc"
	TypeSubnet             Type = "subnet"
	TypeRouteTable         Type = "route-table"
	TypeNetworkACL         Type = "network-acl"
	TypeSecurityGroup      Type = "security-group"
	TypePrefixList         Type = "prefix-list"
	TypeInternetGateway    Type = "internet-gateway"
	TypeEgressOnlyGateway  Type = "egress-only-internet-gateway"
	TypeNATGateway         Type = "nat-gateway"
	TypeGatewayEndpoint    Type = "gateway-endpoint"
	TypeInterfaceEndpoint  Type = "interface-endpoint"
	TypeResolver           Type = "resolver"
	TypeResolverEndpoint   Type = "resolver-endpoint"
	TypeResolverRule       Type = "resolver-rule"
	TypePrivateZone        Type = "private-hosted-zone"
	TypePeering            Type = "vpc-peering-connection"
	TypeTransitGateway     Type = "transit-gateway"
	TypeTransitAttachment  Type = "transit-gateway-attachment"
	TypeTransitTable       Type = "transit-gateway-route-table"
	TypeVirtualGateway     Type = "virtual-private-gateway"
	TypeVPNConnection      Type = "vpn-connection"
	TypeOnPremises         Type = "on-premises-network"
	TypeHost               Type = "on-premises-host"
	TypeClientVPN          Type = "client-vpn-endpoint"
	TypeFirewallEndpoint   Type = "firewall-endpoint"
	TypeBlockPublicAccess  Type = "block-public-access"
	TypeFunction           Type = "function"
	TypeInstance           Type = "instance"
	TypeLoadBalancer       Type = "load-balancer"
	TypeDatabase           Type = "db-instance"
	TypeDatabaseProxy      Type = "db-proxy"
	TypeCache              Type = "cache-cluster"
	TypeFileSystem         Type = "file-system"
	TypeBroker             Type = "broker"
	TypeRole               Type = "role"
	TypeOrganizationPolicy Type = "organization-policy"
	TypeService            Type = "service"
	TypeAPIGateway         Type = "api-gateway"
	TypeEventSourceMapping Type = "event-source-mapping"
)

// A Resource is one drawn thing. The types of this file implement it, by pointer;
// a Resource held by a drawing is never changed in place, only replaced.
type Resource interface {
	// Head returns the fields that every resource has.
	Head() *Common
	// Type returns the type as the file format names it.
	Type() Type
}

// Common holds what every resource has.
type Common struct {
	ID ID `json:"id"`
	// Name is the AWS Name tag, or another label for people; the id when empty.
	Name string `json:"name,omitempty"`
}

// Head returns c itself.
func (c *Common) Head() *Common { return c }

// Label returns what people call the resource: its name, else its id.
func (c *Common) Label() string {
	if c.Name != "" {
		return c.Name
	}
	return string(c.ID)
}

// A VPC is a virtual private cloud.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
type VPC struct {
	Common
	// CIDRs are the IPv4 blocks, primary first: 1 to 5, each /16 to /28.
	CIDRs []CIDR `json:"cidrs"`
	// DNSSupport is enableDnsSupport; true unless the file says otherwise.
	DNSSupport bool `json:"dnsSupport"`
	// DNSHostnames is enableDnsHostnames; false unless the file says otherwise,
	// as in any VPC but the default one.
	DNSHostnames bool `json:"dnsHostnames"`
	// IPv6CIDRs are the IPv6 blocks: up to 5, each /44 to /60 in steps of 4.
	IPv6CIDRs []CIDR `json:"ipv6Cidrs,omitempty"`
	// Region is "" for the drawing's.
	Region string `json:"region,omitempty"`
	// Account is "" for the drawing's.
	Account string `json:"account,omitempty"`
	// Default marks the Region's default VPC.
	Default bool `json:"default,omitempty"`
	// Dedicated marks instance tenancy "dedicated", in which no function and no
	// RDS Proxy can be placed.
	Dedicated bool `json:"dedicated,omitempty"`
}

// A Subnet is an address range of a VPC in one Availability Zone.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
type Subnet struct {
	Common
	VPC ID `json:"vpc"`
	// Zone is the Availability Zone, e.g. "eu-west-1a".
	Zone string `json:"zone"`
	// CIDR is the IPv4 block; "" in a subnet for IPv6 alone.
	CIDR CIDR `json:"cidr"`
	// IPv6CIDR is the IPv6 block, a /64; "" in a subnet for IPv4 alone.
	IPv6CIDR CIDR `json:"ipv6Cidr,omitempty"`
	// RouteTable is the explicitly associated table; "" means the main table.
	RouteTable ID `json:"routeTable,omitempty"`
	// NetworkACL is the associated ACL; "" means the VPC's default ACL.
	NetworkACL ID `json:"networkAcl,omitempty"`
	// AutoAssignPublicIP is the subnet's flag for instances; functions ignore it.
	AutoAssignPublicIP bool `json:"autoAssignPublicIp,omitempty"`
	// AutoAssignIPv6 gives every new interface an IPv6 address.
	AutoAssignIPv6 bool `json:"autoAssignIpv6,omitempty"`
	// DNS64 makes the Amazon resolver answer with 64:ff9b::/96 addresses for names
	// that have IPv4 addresses alone.
	DNS64 bool `json:"dns64,omitempty"`
	// OtherAddresses counts addresses taken by what is not drawn, 0 or more.
	OtherAddresses int `json:"otherAddresses,omitempty"`
}

// A RouteTable decides where packets that leave a subnet go. The local routes, one
// per block of the VPC, are implied; so are the routes of gateway endpoints, which
// stand on the [GatewayEndpoint].
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
type RouteTable struct {
	Common
	VPC ID `json:"vpc"`
	// Main marks the VPC's main table, which serves every subnet without an
	// explicit association.
	Main   bool    `json:"main,omitempty"`
	Routes []Route `json:"routes"`
	// Gateway is the internet gateway or virtual private gateway that this table is
	// associated with, as a gateway route table; "" for a table of subnets.
	Gateway ID `json:"gateway,omitempty"`
	// PropagatingGateways are the virtual private gateways whose routes it learns.
	PropagatingGateways []ID `json:"propagatingGateways,omitempty"`
}

// A RouteOrigin is how a virtual private gateway learnt a propagated route.
type RouteOrigin string

// The origins, by precedence.
// https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html#vpn-route-priority
const (
	OriginDirectConnect RouteOrigin = "direct-connect"
	OriginVPNStatic     RouteOrigin = "vpn-static"
	OriginVPNBGP        RouteOrigin = "vpn-bgp"
)

// A Route is one row of a route table. Exactly one of Destination and PrefixList is set.
type Route struct {
	Destination CIDR `json:"destination,omitempty"`
	// PrefixList is the id of a prefix-list resource.
	PrefixList ID `json:"prefixList,omitempty"`
	// Target is an internet, egress-only, NAT, transit or virtual private gateway, an
	// instance, a peering connection, a firewall endpoint, or "local"; a target that
	// is not in the drawing makes the route a black hole.
	Target ID `json:"target"`
	// Propagated marks a route learnt from a virtual private gateway.
	Propagated bool `json:"propagated,omitempty"`
	// Origin is how a propagated route was learnt; "" means vpn-bgp.
	Origin RouteOrigin `json:"origin,omitempty"`
}

// An Action is what an ACL rule does with a packet that it matches.
type Action string

// The actions of ACL rules.
const (
	Allow Action = "allow"
	Deny  Action = "deny"
)

// A NetworkACL filters, without state, what enters and leaves its subnets.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
type NetworkACL struct {
	Common
	VPC ID `json:"vpc"`
	// Default marks the VPC's default ACL, which serves every subnet that names none.
	Default  bool      `json:"default,omitempty"`
	Inbound  []ACLRule `json:"inbound"`
	Outbound []ACLRule `json:"outbound"`
}

// An ACLRule is one numbered rule; the lowest number that matches decides, and
// the final rule, '*', denies.
type ACLRule struct {
	// Number is 1 to 32766.
	Number   int    `json:"number"`
	Action   Action `json:"action"`
	Protocol Proto  `json:"protocol"`
	Ports    Ports  `json:"ports,omitempty"`
	CIDR     CIDR   `json:"cidr"`
}

// A SecurityGroup filters, with state, what reaches and leaves an interface.
// Its rules only allow, and their order means nothing.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
type SecurityGroup struct {
	Common
	VPC ID `json:"vpc"`
	// VPCs are further VPCs of the Region that the group is associated with.
	VPCs []ID `json:"vpcs,omitempty"`
	// Default marks the VPC's default group, given to what names no group.
	Default  bool        `json:"default,omitempty"`
	Inbound  []GroupRule `json:"inbound"`
	Outbound []GroupRule `json:"outbound"`
}

// A GroupRule allows one kind of traffic. Exactly one of CIDR, Group and PrefixList is set.
type GroupRule struct {
	Protocol Proto `json:"protocol"`
	Ports    Ports `json:"ports,omitempty"`
	CIDR     CIDR  `json:"cidr,omitempty"`
	// Group is a security group: it stands for the private addresses of the
	// interfaces that carry it.
	Group ID `json:"group,omitempty"`
	// PrefixList is the id of a prefix-list resource, or the name of an
	// AWS-managed list such as "com.amazonaws.eu-west-1.s3".
	PrefixList ID `json:"prefixList,omitempty"`
	// Note is the rule's description.
	Note string `json:"note,omitempty"`
}

// A PrefixList is a named set of blocks for routes and group rules.
// https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
type PrefixList struct {
	Common
	Entries []CIDR `json:"entries"`
	// MaxEntries counts toward rule quotas; 0 means as many as there are entries.
	MaxEntries int `json:"maxEntries,omitempty"`
}

// An InternetGateway connects a VPC to the internet.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
type InternetGateway struct {
	Common
	// VPC is the VPC that it is attached to; "" while detached.
	VPC ID `json:"vpc,omitempty"`
}

// A NATState is the state of a NAT gateway.
type NATState string

// The states of a NAT gateway; only an available one forwards.
const (
	NATAvailable NATState = "available"
	NATPending   NATState = "pending"
	NATFailed    NATState = "failed"
	NATDeleting  NATState = "deleting"
	NATDeleted   NATState = "deleted"
)

// A NATGateway translates what leaves. A zonal one lives in one subnet, a regional
// one in none.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
type NATGateway struct {
	Common
	// Subnet holds a zonal gateway.
	Subnet ID `json:"subnet"`
	// VPC holds a regional gateway; "" for a zonal one.
	VPC ID `json:"vpc,omitempty"`
	// Regional marks availability mode "regional": it has no subnet, and one id
	// serves the tables of every zone.
	Regional bool `json:"regional,omitempty"`
	// Zones are those that a regional gateway in manual mode covers; none means
	// automatic, which covers every zone.
	Zones []string `json:"zones,omitempty"`
	// Private marks connectivity type "private": no Elastic IP, no internet.
	Private bool `json:"private,omitempty"`
	// PrivateIP is its address in the subnet.
	PrivateIP Address `json:"privateIp,omitempty"`
	// PublicIP is its Elastic IP, which the outside sees; a public gateway
	// without one shows a stand-in.
	PublicIP Address  `json:"publicIp,omitempty"`
	State    NATState `json:"state"`
}

// A GatewayEndpoint reaches S3 or DynamoDB by a route in the associated tables.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
type GatewayEndpoint struct {
	Common
	VPC ID `json:"vpc"`
	// Service is "s3" or "dynamodb".
	Service string `json:"service"`
	// RouteTables are the tables that know it.
	RouteTables []ID       `json:"routeTables"`
	Policy      PolicyText `json:"policy,omitempty"`
}

// An InterfaceEndpoint reaches a service by an interface in each of its subnets.
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
type InterfaceEndpoint struct {
	Common
	VPC ID `json:"vpc"`
	// Service is the service's short name, e.g. "ssm" or "lambda".
	Service string `json:"service"`
	// Subnets hold its interfaces, at most one a zone.
	Subnets []ID `json:"subnets"`
	// SecurityGroups guard its interfaces; none means the VPC's default group.
	SecurityGroups []ID `json:"securityGroups"`
	// PrivateDNS makes the service's usual name resolve to the endpoint.
	PrivateDNS bool `json:"privateDns"`
	// InboundResolverOnly, for S3: private DNS answers only what comes in through a
	// Resolver inbound endpoint, and the VPC's own clients keep the gateway endpoint.
	InboundResolverOnly bool `json:"inboundResolverOnly,omitempty"`
	// ServiceRegion is the Region of the service; "" for the VPC's own.
	ServiceRegion string     `json:"serviceRegion,omitempty"`
	Policy        PolicyText `json:"policy,omitempty"`
}

// A ResolverView is what a custom DNS server knows.
type ResolverView string

// What a custom DNS server answers from.
const (
	// ViewPublic: public DNS only, as an external resolver does.
	ViewPublic ResolverView = "public"
	// ViewVPC: it forwards to the Amazon resolver of its VPC.
	ViewVPC ResolverView = "vpc"
)

// AmazonProvidedDNS is the server of a DHCP option set that leaves DNS to the
// Amazon resolver at the VPC's base address plus two.
const AmazonProvidedDNS Address = "AmazonProvidedDNS"

// A Resolver is the DNS part of a VPC's DHCP option set: whom its functions and
// instances ask. A VPC without one asks the Amazon resolver.
// https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
type Resolver struct {
	Common
	VPC ID `json:"vpc"`
	// Servers are domain-name-servers: [AmazonProvidedDNS] or addresses, 1 to 4.
	Servers []Address `json:"servers"`
	// View says what servers other than Amazon's answer from.
	View ResolverView `json:"view,omitempty"`
}

// A FunctionState is the state of a Lambda function.
type FunctionState string

// The states of a function; only an active one runs.
const (
	FunctionActive   FunctionState = "active"
	FunctionPending  FunctionState = "pending"
	FunctionInactive FunctionState = "inactive"
	FunctionFailed   FunctionState = "failed"
)

// A URLAuth is the AuthType of a function URL.
type URLAuth string

// The ways in which a function URL knows its callers.
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
const (
	URLNone URLAuth = "NONE"
	URLIAM  URLAuth = "AWS_IAM"
)

// A Function is a Lambda function. Without subnets it runs outside every VPC.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
type Function struct {
	Common
	// Subnets are those of its VPC configuration, at most 16, all in one VPC.
	Subnets []ID `json:"subnets"`
	// SecurityGroups are those of its VPC configuration, at most 5.
	SecurityGroups []ID `json:"securityGroups"`
	// Role is the execution role.
	Role ID `json:"role"`
	// Timeout is in seconds, 1 to 900; 3 unless the file says otherwise.
	Timeout int           `json:"timeout"`
	State   FunctionState `json:"state"`
	// ReservedConcurrency caps concurrent executions; 0 stops the function, absent
	// means unreserved.
	ReservedConcurrency *int `json:"reservedConcurrency,omitempty"`
	// IPv6 is Ipv6AllowedForDualStack: the interface has an IPv6 address too.
	IPv6 bool `json:"ipv6,omitempty"`
	// URL is the AuthType of its function URL; "" means that it has none.
	URL URLAuth `json:"url,omitempty"`
	// FileSystem is the EFS file system that it mounts.
	FileSystem ID `json:"fileSystem,omitempty"`
	// Region is "" for the drawing's, or its VPC's.
	Region string `json:"region,omitempty"`
	// Account is "" for the drawing's, or its VPC's.
	Account string `json:"account,omitempty"`
	// Policy is the resource-based policy: who may invoke it.
	Policy PolicyText `json:"policy,omitempty"`
}

// A Forwarding is what an instance does with packets that are not for it.
type Forwarding string

// What an instance may do with them; "" drops them.
const (
	// ForwardNAT: it sends them on as its own, as a NAT instance does.
	ForwardNAT Forwarding = "nat"
	// ForwardRoute: it sends them on as they are, as a router or firewall does.
	ForwardRoute Forwarding = "route"
)

// An OS is an instance's operating system, which decides its ephemeral ports.
type OS string

// The operating systems; "" means Linux.
const (
	Linux   OS = "linux"
	Windows OS = "windows"
)

// An Instance is an EC2 instance with one interface.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
type Instance struct {
	Common
	Subnet         ID   `json:"subnet"`
	SecurityGroups []ID `json:"securityGroups"`
	// PrivateIP is its address in the subnet.
	PrivateIP Address `json:"privateIp,omitempty"`
	// PublicIP is an Elastic or auto-assigned address; "" means none, unless the
	// subnet assigns one.
	PublicIP Address `json:"publicIp,omitempty"`
	// IPv6 is its IPv6 address; "" means none, unless the subnet assigns one.
	IPv6 Address `json:"ipv6,omitempty"`
	// SourceDestCheck drops what is neither from it nor for it; true unless the file
	// says otherwise.
	SourceDestCheck bool `json:"sourceDestCheck"`
	// Forwards is what it does with packets that are not for it, once the
	// source/destination check is off.
	Forwards Forwarding `json:"forwards,omitempty"`
	OS       OS         `json:"os,omitempty"`
	// Role is that of its instance profile; "" means no credentials.
	Role ID `json:"role,omitempty"`
	// Listens are the ports with a process behind them, e.g. "tcp/5432"; a
	// question that names no port uses the first.
	Listens []Listener `json:"listens"`
	// Stopped marks an instance that is not running.
	Stopped bool `json:"stopped,omitempty"`
}

// A Listener is a port with a process behind it.
type Listener struct {
	Protocol Proto  `json:"protocol"`
	Port     uint16 `json:"port"`
}

// A Role is an IAM role: what its holder may do.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
type Role struct {
	Common
	// Account is the 12-digit account; "" means the drawing's.
	Account string `json:"account,omitempty"`
	// Policies are its identity policies, inline and attached.
	Policies []NamedPolicy `json:"policies"`
	// Boundary is its permissions boundary.
	Boundary PolicyText `json:"boundary,omitempty"`
	// Session is the session policy of whoever holds it.
	Session PolicyText `json:"session,omitempty"`
}

// A NamedPolicy is an identity policy of a role. One of Managed and Document is set.
type NamedPolicy struct {
	Name string `json:"name,omitempty"`
	// Managed names an AWS managed policy that Lasthop knows, such as
	// "AWSLambdaVPCAccessExecutionRole".
	Managed  string     `json:"managed,omitempty"`
	Document PolicyText `json:"document,omitempty"`
}

// A Service is a resource of a Regional AWS service outside every VPC: a bucket,
// a parameter, a queue.
type Service struct {
	Common
	// Service is the service's short name, e.g. "s3" or "ssm".
	Service string `json:"service"`
	// Region is "" for the drawing's.
	Region string `json:"region,omitempty"`
	// Account is "" for the drawing's.
	Account string `json:"account,omitempty"`
	// Role is the role with which it invokes functions, where it has one: a state
	// machine, a pipe, a schedule.
	Role ID `json:"role,omitempty"`
	// Policy is the resource-based policy, e.g. the bucket policy.
	Policy PolicyText `json:"policy,omitempty"`
}

// An APIEndpoint is the endpoint type of an API.
type APIEndpoint string

// The endpoint types; "" means regional.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html
const (
	APIRegional APIEndpoint = "regional"
	APIEdge     APIEndpoint = "edge"
	APIPrivate  APIEndpoint = "private"
)

// An APIGateway is an API whose integration invokes functions.
// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
type APIGateway struct {
	Common
	// Account is "" for the drawing's.
	Account string `json:"account,omitempty"`
	// Region is "" for the drawing's.
	Region   string      `json:"region,omitempty"`
	Endpoint APIEndpoint `json:"endpoint,omitempty"`
	// VPCEndpoints are the execute-api endpoints that a private API is associated with.
	VPCEndpoints []ID `json:"vpcEndpoints,omitempty"`
	// Integration is what it calls: a function, or a load balancer by a VPC link.
	Integration ID `json:"integration,omitempty"`
	// LinkSubnets hold the interfaces of its VPC link.
	LinkSubnets []ID `json:"linkSubnets,omitempty"`
	// LinkSecurityGroups guard the interfaces of its VPC link.
	LinkSecurityGroups []ID `json:"linkSecurityGroups,omitempty"`
	// Policy is its resource policy; a private API needs one.
	Policy PolicyText `json:"policy,omitempty"`
}
