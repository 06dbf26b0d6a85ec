package core

// This file has what joins a VPC to other networks, and what guards its border.

// An EgressOnlyGateway lets IPv6 out of a VPC, and only replies in.
// https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
type EgressOnlyGateway struct {
	Common
	VPC ID `json:"vpc"`
}

// A PeeringState is the state of a VPC peering connection.
type PeeringState string

// The states of a peering connection; only an active one carries packets.
const (
	PeeringActive  PeeringState = "active"
	PeeringPending PeeringState = "pending-acceptance"
	PeeringDeleted PeeringState = "deleted"
)

// A Peering joins two VPCs, and no third one.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
type Peering struct {
	Common
	// Requester is one of the VPCs.
	Requester ID `json:"requester"`
	// Accepter is the other.
	Accepter ID           `json:"accepter"`
	State    PeeringState `json:"state"`
	// RequesterDNS lets the accepter resolve public names of the requester's
	// instances to private addresses: AllowDnsResolutionFromRemoteVpc on its side.
	RequesterDNS bool `json:"requesterDns,omitempty"`
	// AccepterDNS is the same on the accepter's side.
	AccepterDNS bool `json:"accepterDns,omitempty"`
}

// A TransitGateway joins VPCs, VPN connections and other transit gateways.
// https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
type TransitGateway struct {
	Common
	// Region is "" for the drawing's.
	Region string `json:"region,omitempty"`
	// SecurityGroupReferencing lets inbound rules name groups of other attached VPCs.
	SecurityGroupReferencing bool `json:"securityGroupReferencing,omitempty"`
}

// A TransitAttachment ties a VPC, a VPN connection or another transit gateway to a
// transit gateway. Exactly one of VPC, Connection and Peer is set.
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
type TransitAttachment struct {
	Common
	TransitGateway ID `json:"transitGateway"`
	VPC            ID `json:"vpc,omitempty"`
	// Subnets are one a zone: hosts of other zones cannot use the attachment.
	Subnets []ID `json:"subnets,omitempty"`
	// Connection is a VPN connection or Direct Connect.
	Connection ID `json:"connection,omitempty"`
	// Peer is the attachment of the other transit gateway.
	Peer ID `json:"peer,omitempty"`
	// RouteTable is the transit gateway route table that it is associated with.
	RouteTable ID `json:"routeTable,omitempty"`
	// SecurityGroupReferencing is needed on both attachments and on the gateway.
	SecurityGroupReferencing bool `json:"securityGroupReferencing,omitempty"`
	// ApplianceMode keeps both directions of a flow in one zone.
	ApplianceMode bool `json:"applianceMode,omitempty"`
}

// A TransitTable decides where a transit gateway sends what the attachments
// associated with it bring.
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
type TransitTable struct {
	Common
	TransitGateway ID `json:"transitGateway"`
	// Propagations are the attachments whose blocks it learns.
	Propagations []ID           `json:"propagations,omitempty"`
	Routes       []TransitRoute `json:"routes"`
}

// A TransitRoute is a static route of a transit gateway.
type TransitRoute struct {
	Destination CIDR `json:"destination"`
	// Attachment is where it leads; "" with Blackhole.
	Attachment ID   `json:"attachment,omitempty"`
	Blackhole  bool `json:"blackhole,omitempty"`
}

// A VirtualGateway is a virtual private gateway: the VPC's end of a VPN or of
// Direct Connect.
// https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
type VirtualGateway struct {
	Common
	// VPC is the VPC that it is attached to; "" while detached.
	VPC ID `json:"vpc,omitempty"`
}

// A ConnectionKind is the kind of a connection to an on-premises network.
type ConnectionKind string

// The kinds of connection.
const (
	ConnectionVPN           ConnectionKind = "vpn"
	ConnectionDirectConnect ConnectionKind = "direct-connect"
)

// A VPNConnection is a Site-to-Site VPN, or a Direct Connect private virtual
// interface, between a gateway and an on-premises network.
// https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html
type VPNConnection struct {
	Common
	// Gateway is a virtual private gateway or a transit gateway.
	Gateway ID `json:"gateway"`
	// Network is the on-premises network.
	Network ID             `json:"network"`
	Kind    ConnectionKind `json:"kind"`
	// Static marks static routing instead of BGP.
	Static bool `json:"static,omitempty"`
	// Routes are the blocks that the gateway knows behind it; with BGP none means
	// every block of the network.
	Routes []CIDR `json:"routes,omitempty"`
	// Down marks a connection whose tunnels are down.
	Down bool `json:"down,omitempty"`
}

// An OnPremises is a network of one's own, outside AWS.
type OnPremises struct {
	Common
	CIDRs []CIDR `json:"cidrs"`
	// Routes are the blocks that it sends to AWS, each by a connection.
	Routes []OnPremisesRoute `json:"routes"`
	// Inbound are the firewall's rules for what comes from AWS, and Outbound those
	// for what goes there. It keeps state; no rule at all in a direction lets
	// everything through.
	Inbound  []ACLRule `json:"inbound,omitempty"`
	Outbound []ACLRule `json:"outbound,omitempty"`
	// Servers are the DNS servers of its hosts: addresses of Resolver inbound
	// endpoints, or none for public DNS.
	Servers []Address `json:"servers,omitempty"`
}

// An OnPremisesRoute sends a block to AWS.
type OnPremisesRoute struct {
	Destination CIDR `json:"destination"`
	// Target is a VPN connection.
	Target ID `json:"target"`
}

// A Host is a machine of an on-premises network.
type Host struct {
	Common
	// Network is the on-premises network that it stands in.
	Network ID      `json:"network"`
	IP      Address `json:"ip"`
	// Role is the role whose credentials it uses; "" means none.
	Role    ID         `json:"role,omitempty"`
	Listens []Listener `json:"listens"`
}

// A ClientVPN is a Client VPN endpoint: people's machines enter a VPC by its
// interfaces, and are seen by the addresses of these.
// https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/how-it-works.html
type ClientVPN struct {
	Common
	Placement
	// Authorizations are the blocks that clients may reach.
	Authorizations []CIDR `json:"authorizations"`
	// Routes are the blocks that it knows beside those of the VPC of its subnets.
	Routes []CIDR `json:"routes,omitempty"`
}

// A FirewallAction is what a firewall rule does with a packet that it matches.
type FirewallAction string

// The actions of firewall rules.
const (
	FirewallPass   FirewallAction = "pass"
	FirewallDrop   FirewallAction = "drop"
	FirewallReject FirewallAction = "reject"
)

// A FirewallEndpoint is an endpoint of AWS Network Firewall. It sees what routes
// send to it, and has to see both directions.
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-high-level-steps.html
type FirewallEndpoint struct {
	Common
	Subnet ID `json:"subnet"`
	// Rules are tried in order; the first that matches decides.
	Rules []FirewallRule `json:"rules"`
	// Default is what becomes of the rest.
	Default FirewallAction `json:"default"`
}

// A FirewallRule is one rule of a firewall.
type FirewallRule struct {
	Action   FirewallAction `json:"action"`
	Protocol Proto          `json:"protocol"`
	Ports    Ports          `json:"ports,omitempty"`
	// Source is "" for any.
	Source CIDR `json:"source,omitempty"`
	// Destination is "" for any.
	Destination CIDR `json:"destination,omitempty"`
}

// A BlockMode is how much VPC Block Public Access blocks, or an exclusion allows.
type BlockMode string

// The modes: what is blocked, and what an exclusion lets through.
const (
	BlockOff           BlockMode = "off"
	BlockBidirectional BlockMode = "block-bidirectional"
	BlockIngress       BlockMode = "block-ingress"
	AllowBidirectional BlockMode = "allow-bidirectional"
	AllowEgress        BlockMode = "allow-egress"
)

// A BlockPublicAccess is VPC Block Public Access, of an account in a Region.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
type BlockPublicAccess struct {
	Common
	// Region is "" for the drawing's.
	Region     string           `json:"region,omitempty"`
	Mode       BlockMode        `json:"mode"`
	Exclusions []BlockExclusion `json:"exclusions,omitempty"`
}

// A BlockExclusion exempts a VPC or a subnet.
type BlockExclusion struct {
	// For is a VPC or a subnet.
	For  ID        `json:"for"`
	Mode BlockMode `json:"mode"`
}
