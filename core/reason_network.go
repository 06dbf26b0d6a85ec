package core

// Reasons of gateways, appliances and other networks that let the call go on.
const (
	IGWForwarded            Reason = "igw-forwarded"
	EgressOnlyForwarded     Reason = "egress-only-forwarded"
	PeeringForwarded        Reason = "peering-forwarded"
	TransitForwarded        Reason = "transit-gateway-forwarded"
	VirtualGatewayForwarded Reason = "virtual-gateway-forwarded"
	VirtualGatewayEntered   Reason = "virtual-gateway-entered"
	ConnectionForwarded     Reason = "connection-forwarded"
	OnPremisesRouted        Reason = "on-premises-routed"
	OnPremisesAllowed       Reason = "on-premises-firewall-allowed"
	OnPremisesInternet      Reason = "on-premises-internet"
	ClientVPNForwarded      Reason = "client-vpn-forwarded"
	InstanceForwarded       Reason = "instance-forwarded"
	InstanceTranslated      Reason = "instance-translated"
	FirewallPassed          Reason = "firewall-passed"
	Relayed                 Reason = "relayed"
)

// Reasons for which gateways, appliances and other networks let it go no further.
const (
	NoIPv6Address         Reason = "no-ipv6-address"
	ZoneLost              Reason = "zone-lost"
	RouteLoop             Reason = "route-loop"
	ReplyElsewhere        Reason = "reply-elsewhere"
	AsymmetricReturn      Reason = "asymmetric-return"
	SGReferenceLost       Reason = "sg-reference-lost"
	EgressOnlyRefused     Reason = "egress-only-refused"
	EndpointForeign       Reason = "endpoint-foreign-source"
	PublicAccessBlocked   Reason = "public-access-blocked"
	NATIPv4Only           Reason = "nat-ipv4-only"
	NATZoneNotCovered     Reason = "nat-zone-not-covered"
	SourceDestCheck       Reason = "source-dest-check"
	InstanceForwardsNot   Reason = "instance-does-not-forward"
	FirewallDrops         Reason = "firewall-drops"
	FirewallRejects       Reason = "firewall-rejects"
	PeeringTransitive     Reason = "peering-not-transitive"
	TransitNoAttachment   Reason = "transit-gateway-no-attachment"
	TransitZone           Reason = "transit-gateway-zone"
	TransitNoAssociation  Reason = "transit-gateway-no-association"
	TransitNoRoute        Reason = "transit-gateway-no-route"
	VirtualGatewayForeign Reason = "virtual-gateway-foreign"
	VirtualGatewayUnknown Reason = "virtual-gateway-unknown-destination"
	ConnectionDown        Reason = "connection-down"
	ConnectionIPv4Only    Reason = "connection-ipv4-only"
	OnPremisesNoRoute     Reason = "on-premises-no-route"
	OnPremisesDenied      Reason = "on-premises-firewall-denied"
	ClientVPNUnauthorized Reason = "client-vpn-unauthorized"
	ClientVPNNoRoute      Reason = "client-vpn-no-route"
	DatabaseNotPublic     Reason = "database-subnet-not-public"
	RelayNoTarget         Reason = "relay-no-target"
	RelayOtherZone        Reason = "relay-other-zone"
)

var networkReasons = []ReasonInfo{
	{Reason: IGWForwarded, Title: "Through the internet gateway"},
	{Reason: EgressOnlyForwarded, Title: "Through the egress-only gateway"},
	{Reason: PeeringForwarded, Title: "Over the peering connection"},
	{Reason: TransitForwarded, Title: "Over the transit gateway"},
	{Reason: VirtualGatewayForwarded, Title: "Through the virtual private gateway"},
	{Reason: VirtualGatewayEntered, Title: "Into the VPC"},
	{Reason: ConnectionForwarded, Title: "Over the connection"},
	{Reason: OnPremisesRouted, Title: "Routed to AWS"},
	{Reason: OnPremisesAllowed, Title: "Your firewall allows it"},
	{Reason: OnPremisesInternet, Title: "Out by your own internet access"},
	{Reason: ClientVPNForwarded, Title: "Through the Client VPN endpoint"},
	{Reason: InstanceForwarded, Title: "Forwarded by the instance"},
	{Reason: InstanceTranslated, Title: "Translated by the NAT instance"},
	{Reason: FirewallPassed, Title: "The firewall lets it pass"},
	{Reason: Relayed, Title: "Handed on"},

	{NoIPv6Address, "No address of this family", SymptomTimeout, "", "Give it an IPv6 address: a dual-stack subnet, and for a function Ipv6AllowedForDualStack."},
	{ZoneLost, "Its zone is down", SymptomTimeout, "", "Place it in more than one Availability Zone."},
	{RouteLoop, "The routes go in a circle", SymptomTimeout, "NO_PATH", "Point one of the routes at the way out."},
	{ReplyElsewhere, "The reply goes to another network", SymptomTimeout, "", "Give the two networks blocks that do not overlap, or route the reply more narrowly."},
	{AsymmetricReturn, "The reply goes another way", SymptomTimeout, "INGRESS_RTB_TRAFFIC_REDIRECTION", "Route the reply through the same appliance."},
	{SGReferenceLost, "The group is not known any more", SymptomTimeout, "SG_REFERENCES_NOT_PRESERVED", "Allow the address that the packet arrives with, instead of the group."},
	{EgressOnlyRefused, "Egress-only: IPv6, and outward", SymptomTimeout, "PROTOCOL_RESTRICTION", "Use an internet gateway for what comes in, and a NAT gateway for IPv4."},
	{EndpointForeign, "The endpoint serves its own VPC only", SymptomTimeout, "NO_PATH", "Use an interface endpoint, or an endpoint of the caller's own VPC."},
	{PublicAccessBlocked, "Block Public Access", SymptomTimeout, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "Add an exclusion for this subnet, or change the mode."},
	{NATIPv4Only, "A NAT gateway carries IPv4", SymptomTimeout, "PROTOCOL_RESTRICTION", "Route ::/0 to an egress-only internet gateway."},
	{NATZoneNotCovered, "The NAT gateway does not cover this zone", SymptomTimeout, "REGIONAL_NGW_ROUTE_AZ_RESTRICTION", "Add the zone to the NAT gateway, or let it cover zones automatically."},
	{SourceDestCheck, "Source/destination check", SymptomTimeout, "ENI_SOURCE_DEST_CHECK_RESTRICTION", "Turn the instance's source/destination check off."},
	{InstanceForwardsNot, "The instance does not forward", SymptomTimeout, "ENI_ADDRESS_RESTRICTION", "Set its operating system up to forward and translate packets."},
	{FirewallDrops, "The firewall drops it", SymptomTimeout, "FIREWALL_RULES_RESTRICTION", "Add a rule that passes it."},
	{FirewallRejects, "The firewall rejects it", SymptomReset, "FIREWALL_RULES_RESTRICTION", "Add a rule that passes it."},
	{PeeringTransitive, "Peering is not transitive", SymptomTimeout, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "Join the two networks directly, or use a transit gateway."},
	{TransitNoAttachment, "Not attached to the transit gateway", SymptomTimeout, "NO_PATH", "Attach the connection to the transit gateway."},
	{TransitZone, "The transit gateway is not in this zone", SymptomTimeout, "TGW_ROUTE_AZ_RESTRICTION", "Add a subnet of this zone to the attachment."},
	{TransitNoAssociation, "No transit gateway route table", SymptomTimeout, "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", "Associate the attachment with a transit gateway route table."},
	{TransitNoRoute, "The transit gateway has no route", SymptomTimeout, "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", "Add a route, or let the destination's attachment propagate."},
	{VirtualGatewayForeign, "Not for the virtual private gateway", SymptomTimeout, "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "It carries what goes to and from interfaces of its own VPC; use a transit gateway for more."},
	{VirtualGatewayUnknown, "The gateway does not know this block", SymptomTimeout, "NO_POSSIBLE_DESTINATION", "Advertise the block by BGP, or add a static route to the VPN connection."},
	{ConnectionDown, "The connection is down", SymptomTimeout, "BAD_STATE_VPN", "Bring its tunnels up."},
	{ConnectionIPv4Only, "This VPN carries IPv4", SymptomTimeout, "PROTOCOL_RESTRICTION", "Use IPv4, a transit gateway, or Direct Connect."},
	{OnPremisesNoRoute, "Your network has no route", SymptomTimeout, "", "Route the VPC's block to the connection in your own network."},
	{OnPremisesDenied, "Your firewall denies it", SymptomTimeout, "", "Allow it in your own firewall."},
	{ClientVPNUnauthorized, "Clients may not go there", SymptomTimeout, "", "Add an authorisation rule for this block."},
	{ClientVPNNoRoute, "The Client VPN endpoint has no route", SymptomTimeout, "", "Add a route for this block to the Client VPN endpoint."},
	{DatabaseNotPublic, "Not all subnets of its group are public", SymptomTimeout, "", "Choose a DB subnet group whose subnets all route to the internet gateway."},
	{RelayNoTarget, "Nothing stands behind it", SymptomTimeout, "ELBV2_LISTENER_HAS_NO_TG", "Register a target."},
	{RelayOtherZone, "The target is in another zone", SymptomTimeout, "ELBV2_NO_TARGETS_IN_AZ", "Turn on cross-zone load balancing, or register a target in this zone."},
}

// Notes of gateways and other networks.
const (
	// NoteFunctionIPv6: AWS documents IPv6 of functions by an egress-only gateway alone.
	NoteFunctionIPv6 NoteCode = "function-ipv6-undocumented"
	// NoteTransitZone: which zone a transit gateway enters a VPC by is not documented.
	NoteTransitZone NoteCode = "transit-gateway-zone-choice"
	// NoteZoneLost: a zone is down, and what stands in it was left out.
	NoteZoneLost NoteCode = "zone-lost"
	// NoteNATIdle: a NAT gateway drops connections that are silent for long.
	NoteNATIdle NoteCode = "nat-idle-timeout"
	// NoteBalancerAnswers: behind a load balancer, a failure is an HTTP error.
	NoteBalancerAnswers NoteCode = "balancer-answers"
)
