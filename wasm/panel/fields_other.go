package panel

import "lasthop/core"

var blockModes = []string{string(core.BlockOff), "off", string(core.BlockBidirectional), "blocks both directions", string(core.BlockIngress), "blocks what comes in"}

var engines = []string{
	"mysql", "MySQL", "mariadb", "MariaDB", "postgres", "PostgreSQL", "aurora-mysql", "Aurora MySQL", "aurora-postgresql", "Aurora PostgreSQL",
	"sqlserver", "SQL Server", "oracle", "Oracle",
}

var portField = field{name: "port", label: "Port", ctl: ctlNumber, help: "0: the engine’s usual one."}

// otherKinds are gateways between networks, what is outside, what has interfaces of
// its own in subnets, and what calls functions.
var otherKinds = []kind{
	{core.TypeEgressOnlyGateway, "Egress-only internet gateway", "Lets IPv6 out of the VPC, and only replies in.", []field{vpcField}},
	{core.TypeVirtualGateway, "Virtual private gateway", "The VPC’s end of a VPN or of Direct Connect.", []field{
		{name: "vpc", label: "Attached to", ctl: ctlRef, to: someVPC, hint: "nothing: detached"},
	}},
	{core.TypePeering, "Peering connection", "Joins two VPCs, and no third one. Both need routes.", []field{
		{name: "requester", label: "Requester", ctl: ctlRef, to: someVPC, hint: "none"},
		{name: "accepter", label: "Accepter", ctl: ctlRef, to: someVPC, hint: "none"},
		{name: "state", label: "State", ctl: ctlChoice, choices: []string{
			string(core.PeeringActive), "active", string(core.PeeringPending), "pending acceptance", string(core.PeeringDeleted), "deleted"}},
		{name: "requesterDns", label: "Private DNS of the requester", ctl: ctlSwitch, help: "The accepter resolves its public names to private addresses."},
		{name: "accepterDns", label: "Private DNS of the accepter", ctl: ctlSwitch, help: "The requester resolves its public names to private addresses."},
	}},
	{core.TypeTransitGateway, "Transit gateway", "Joins VPCs, connections and other transit gateways, by its own route tables.", []field{
		{name: "securityGroupReferencing", label: "Group references", ctl: ctlSwitch, help: "Inbound rules may name groups of other attached VPCs."},
		regionField,
	}},
	{core.TypeTransitAttachment, "Attachment", "Ties a VPC, a connection or another transit gateway to a transit gateway.", []field{
		{name: "transitGateway", label: "Transit gateway", ctl: ctlRef, to: someTGW, hint: "none"},
		{name: "vpc", label: "VPC", ctl: ctlRef, to: someVPC, hint: "none"},
		{name: "subnets", label: "Subnets", ctl: ctlRefs, to: someSubnet, near: true, hint: "None: it reaches nothing.", help: "One a zone: hosts of other zones cannot use it."},
		{name: "connection", label: "Or a connection", ctl: ctlRef, to: someVPN, hint: "none"},
		{name: "peer", label: "Or a peer’s attachment", ctl: ctlRef, to: someAttach, hint: "none"},
		{name: "routeTable", label: "Associated table", ctl: ctlRef, to: []core.Type{core.TypeTransitTable}, hint: "none: it forwards nothing"},
		{name: "securityGroupReferencing", label: "Group references", ctl: ctlSwitch, more: true},
		{name: "applianceMode", label: "Appliance mode", ctl: ctlSwitch, help: "Keeps both directions of a flow in one zone.", more: true},
	}},
	{core.TypeTransitTable, "Transit gateway route table", "Says where a transit gateway sends what its associated attachments bring.", []field{
		{name: "routes", label: "Routes", ctl: ctlTable, cols: []field{
			{name: "destination", label: "Destination", ctl: ctlCode, hint: "0.0.0.0/0"},
			{name: "attachment", label: "Attachment", ctl: ctlRef, to: someAttach, hint: "none"},
			{name: "blackhole", label: "Drop", ctl: ctlSwitch},
		}},
		{name: "propagations", label: "Learns routes from", ctl: ctlRefs, to: someAttach, hint: "No attachment."},
		{name: "transitGateway", label: "Transit gateway", ctl: ctlRef, to: someTGW, hint: "none"},
	}},
	{core.TypeVPNConnection, "Connection", "A Site-to-Site VPN, or Direct Connect, between a gateway and a network of your own.", []field{
		{name: "kind", label: "Kind", ctl: ctlChoice, choices: []string{string(core.ConnectionVPN), "VPN", string(core.ConnectionDirectConnect), "Direct Connect"}},
		{name: "gateway", label: "Gateway", ctl: ctlRef, to: []core.Type{core.TypeVirtualGateway, core.TypeTransitGateway}, hint: "none"},
		{name: "network", label: "Network", ctl: ctlRef, to: someOnPrem, hint: "none"},
		{name: "static", label: "Static routing", ctl: ctlSwitch, help: "Instead of BGP."},
		{name: "routes", label: "Known blocks", ctl: ctlList, hint: "192.168.0.0/16", help: "With BGP none means every block of the network."},
		{name: "down", label: "Down", ctl: ctlSwitch, help: "Its tunnels are down."},
	}},
	{core.TypeOnPremises, "On-premises network", "A network of your own, outside AWS.", []field{
		{name: "cidrs", label: "Blocks", ctl: ctlList, hint: "192.168.0.0/16"},
		{name: "routes", label: "Routes", ctl: ctlTable, cols: []field{
			{name: "destination", label: "Destination", ctl: ctlCode, hint: "10.0.0.0/16"},
			{name: "target", label: "By", ctl: ctlRef, to: someVPN, hint: "choose…"},
		}},
		{name: "inbound", label: "From AWS", ctl: ctlTable, cols: aclColumns},
		{name: "outbound", label: "To AWS", ctl: ctlTable, cols: aclColumns},
		{name: "servers", label: "DNS servers", ctl: ctlList, hint: "10.0.4.17", help: "None: public DNS."},
	}},
	{core.TypeHost, "On-premises host", "A machine of a network of your own.", []field{
		{name: "network", label: "Network", ctl: ctlRef, to: someOnPrem, hint: "none"},
		{name: "ip", label: "Address", ctl: ctlCode, hint: "192.168.0.7"},
		{name: "role", label: "Role", ctl: ctlRef, to: someRole, hint: "none: no credentials"},
		listensField,
	}},
	{core.TypeClientVPN, "Client VPN endpoint", "People’s machines enter the VPC by its interfaces, and are seen by their addresses.", []field{
		{name: "authorizations", label: "Authorised blocks", ctl: ctlList, hint: "10.0.0.0/16"},
		{name: "routes", label: "Further routes", ctl: ctlList, hint: "0.0.0.0/0", help: "Beside the blocks of its VPC."},
		subnetsField, groupsField,
	}},
	{core.TypeFirewallEndpoint, "Firewall endpoint", "Inspects what routes send to it, and has to see both directions.", []field{
		subnetField,
		{name: "rules", label: "Rules", ctl: ctlTable, cols: []field{
			{name: "action", label: "Action", ctl: ctlChoice, choices: firewallActions},
			{name: "protocol", label: "Proto", ctl: ctlChoice, choices: protocols},
			{name: "ports", label: "Ports", ctl: ctlCode, hint: "all"},
			{name: "source", label: "From", ctl: ctlCode, hint: "any"},
			{name: "destination", label: "To", ctl: ctlCode, hint: "any"},
		}},
		{name: "default", label: "Everything else", ctl: ctlChoice, choices: firewallActions},
	}},
	{core.TypeBlockPublicAccess, "Block Public Access", "Blocks what would pass the internet gateways of every VPC of the Region.", []field{
		{name: "mode", label: "Mode", ctl: ctlChoice, choices: blockModes},
		{name: "exclusions", label: "Exclusions", ctl: ctlTable, cols: []field{
			{name: "for", label: "For", ctl: ctlRef, to: []core.Type{core.TypeVPC, core.TypeSubnet}, hint: "choose…"},
			{name: "mode", label: "Allows", ctl: ctlChoice, choices: exclusionModes},
		}},
		regionField,
	}},
	{core.TypeLoadBalancer, "Load balancer", "Hands connections on to functions, by the Lambda API, or to instances.", []field{
		{name: "kind", label: "Kind", ctl: ctlChoice, choices: []string{string(core.ApplicationLoadBalancer), "application", string(core.NetworkLoadBalancer), "network"}},
		{name: "internal", label: "Internal", ctl: ctlSwitch, help: "No public address."},
		subnetsField, groupsField,
		{name: "listeners", label: "Listeners", ctl: ctlStack, hint: "None: it accepts no connection.", cols: []field{
			{name: "port", label: "Port", ctl: ctlNumber},
			{name: "protocol", label: "Proto", ctl: ctlChoice, choices: []string{"tcp", "tcp", "udp", "udp"}},
			{name: "targets", label: "Targets", ctl: ctlRefs, to: []core.Type{core.TypeFunction, core.TypeInstance}, hint: "None."},
			{name: "targetPort", label: "Port of the targets", ctl: ctlNumber, help: "0: the same."},
		}},
		{name: "preserveClientIp", label: "Keep client addresses", ctl: ctlSwitch, help: "Of a network load balancer.", more: true},
		{name: "crossZone", label: "Cross-zone", ctl: ctlSwitch, help: "A network load balancer sends to other zones too.", more: true},
	}},
	{core.TypeDatabase, "Database", "An RDS DB instance, or an Aurora cluster’s endpoint.", []field{
		{name: "engine", label: "Engine", ctl: ctlChoice, choices: engines},
		portField,
		{name: "subnets", label: "Subnet group", ctl: ctlRefs, to: someSubnet, near: true, hint: "None: it has no address.", help: "Of two zones at least."},
		{name: "subnet", label: "Runs in", ctl: ctlRef, to: someSubnet, near: true, hint: "any of them"},
		groupsField,
		{name: "publiclyAccessible", label: "Publicly accessible", ctl: ctlSwitch, help: "Its name resolves to a public address from outside."},
		{name: "publicIp", label: "Public address", ctl: ctlCode, hint: "AWS chooses", more: true},
	}},
	{core.TypeDatabaseProxy, "Database proxy", "Shares a pool of connections to a database behind it.", []field{
		{name: "target", label: "Database", ctl: ctlRef, to: []core.Type{core.TypeDatabase}, hint: "none"},
		subnetsField, groupsField,
	}},
	{core.TypeCache, "Cache", "An ElastiCache cluster.", []field{
		{name: "engine", label: "Engine", ctl: ctlChoice, choices: []string{"valkey", "Valkey", "redis", "Redis", "memcached", "Memcached"}},
		portField, subnetsField, groupsField,
	}},
	{core.TypeFileSystem, "File system", "An EFS file system with a mount target in each of its subnets.", []field{subnetsField, groupsField}},
	{core.TypeBroker, "Broker", "A cluster that Lambda polls from within its VPC.", []field{
		{name: "engine", label: "Engine", ctl: ctlChoice, choices: []string{
			"msk", "MSK", "kafka", "Kafka of your own", "activemq", "ActiveMQ", "rabbitmq", "RabbitMQ", "documentdb", "DocumentDB"}},
		portField, subnetsField, groupsField,
	}},
	{core.TypeResolverEndpoint, "Resolver endpoint", "Carries DNS queries into the VPC, or out of it.", []field{
		{name: "direction", label: "Direction", ctl: ctlChoice, choices: []string{string(core.Inbound), "inbound", string(core.Outbound), "outbound"}},
		subnetsField,
		{name: "addresses", label: "Addresses", ctl: ctlList, hint: "10.0.4.17", help: "Those of its interfaces, in the order of the subnets; none: AWS chooses."},
		groupsField,
	}},
	{core.TypeResolverRule, "Resolver rule", "Forwards the queries for a domain to other servers.", []field{
		{name: "domain", label: "Domain", ctl: ctlCode, hint: "corp.example"},
		{name: "vpcs", label: "VPCs", ctl: ctlRefs, to: someVPC, hint: "None: it has no effect."},
		{name: "endpoint", label: "Outbound endpoint", ctl: ctlRef, to: []core.Type{core.TypeResolverEndpoint}, hint: "none"},
		{name: "targets", label: "Servers", ctl: ctlList, hint: "192.168.0.2"},
		recordsField,
		{name: "system", label: "Type SYSTEM", ctl: ctlSwitch, help: "The Amazon resolver answers itself after all.", more: true},
	}},
	{core.TypePrivateZone, "Private zone", "Names that only its VPCs can resolve.", []field{
		{name: "domain", label: "Domain", ctl: ctlCode, hint: "corp.example"},
		{name: "vpcs", label: "VPCs", ctl: ctlRefs, to: someVPC, hint: "None: nobody sees it."},
		recordsField,
	}},
	{core.TypeOrganizationPolicy, "Organization policy", "What an organization lets its accounts do at most.", []field{
		{name: "kind", label: "Kind", ctl: ctlChoice, choices: []string{string(core.ServiceControlPolicy), "service control policy", string(core.ResourceControlPolicy), "resource control policy"}},
		{name: "accounts", label: "Accounts", ctl: ctlList, hint: "123456789012", help: "None: every account."},
		{name: "level", label: "Level", ctl: ctlNumber, help: "0 at the root, more for each unit below."},
		{name: "document", label: "Document", ctl: ctlPolicy, hint: "None."},
	}},
	{core.TypeAPIGateway, "API Gateway", "An API whose integration invokes functions.", []field{
		{name: "integration", label: "Calls", ctl: ctlRef, to: []core.Type{core.TypeFunction, core.TypeLoadBalancer}, hint: "any function"},
		{name: "endpoint", label: "Endpoint type", ctl: ctlChoice, choices: []string{
			"", "regional, as usual", string(core.APIRegional), "regional", string(core.APIEdge), "edge-optimised", string(core.APIPrivate), "private"}},
		{name: "vpcEndpoints", label: "Private: VPC endpoints", ctl: ctlRefs, to: []core.Type{core.TypeInterfaceEndpoint}, hint: "None."},
		{name: "policy", label: "Resource policy", ctl: ctlPolicy, hint: "None; a private API needs one."},
		{name: "linkSubnets", label: "VPC link: subnets", ctl: ctlRefs, to: someSubnet, near: true, hint: "None: no VPC link.", more: true},
		{name: "linkSecurityGroups", label: "VPC link: security groups", ctl: ctlRefs, to: someGroup, near: true, hint: "None: the VPC’s default group.", more: true},
		regionField, accountField,
	}},
	{core.TypeEventSourceMapping, "Event source mapping", "Makes Lambda poll a queue, a stream or a cluster for a function.", []field{
		{name: "source", label: "Polls", ctl: ctlRef, to: []core.Type{core.TypeService, core.TypeBroker}, hint: "none"},
		{name: "function", label: "For", ctl: ctlRef, to: []core.Type{core.TypeFunction}, hint: "none"},
		{name: "disabled", label: "Disabled", ctl: ctlSwitch},
		{name: "provisioned", label: "Provisioned mode", ctl: ctlSwitch, help: "Its pollers need nothing of the VPC."},
		{name: "secret", label: "Secret", ctl: ctlRef, to: []core.Type{core.TypeService}, hint: "none", help: "With the cluster’s credentials.", more: true},
	}},
}

var firewallActions = []string{string(core.FirewallPass), "pass", string(core.FirewallDrop), "drop", string(core.FirewallReject), "reject"}

var exclusionModes = []string{string(core.AllowBidirectional), "both directions", string(core.AllowEgress), "what goes out"}
