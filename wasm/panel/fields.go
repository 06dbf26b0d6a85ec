package panel

import (
	"lasthop/core"
	"lasthop/core/policy"
	"lasthop/wasm/diagram"
)

// A control is the kind of input that edits a field.
type control uint8

const (
	_ control = iota
	// ctlText is a line of text; ctlCode one set as code: a block, an address, ports.
	ctlText
	ctlCode
	ctlNumber
	ctlSwitch
	// ctlChoice offers the field's choices and no others.
	ctlChoice
	// ctlOneOf is a text input that suggests the resources of several fields: see [Which].
	ctlOneOf
	// ctlRef offers the legal targets of a reference, ctlRefs edits a list of them.
	ctlRef
	ctlRefs
	// ctlList edits a list of texts.
	ctlList
	ctlPolicy
	// ctlTable edits rows with the columns of the field; ctlStack edits rows too
	// large for a table.
	ctlTable
	ctlStack
)

// A field describes how one field of a resource, or of a row, is edited. Adding
// a field to core is adding a line here; a test finds those without one.
type field struct {
	name  string // in the file format; alternatives are joined by '|'
	label string
	ctl   control
	// to are the types that a reference may point to.
	to []core.Type
	// near asks that targets be in the same VPC.
	near bool
	// choices are values and labels in turn.
	choices []string
	// hint stands in an empty input; for a reference it says what none means.
	hint string
	// help explains the field in a sentence.
	help string
	cols []field
	// more folds the field away under "More".
	more bool
}

var protocols = []string{"all", "all", "tcp", "tcp", "udp", "udp", "icmp", "icmp"}

var aclColumns = []field{
	{name: "number", label: "No.", ctl: ctlNumber},
	{name: "action", label: "Action", ctl: ctlChoice, choices: []string{"allow", "allow", "deny", "deny"}},
	{name: "protocol", label: "Proto", ctl: ctlChoice, choices: protocols},
	{name: "ports", label: "Ports", ctl: ctlCode, hint: "all"},
	{name: "cidr", label: "Block", ctl: ctlCode, hint: "0.0.0.0/0"},
}

var (
	groupPeers  = []core.Type{core.TypeSecurityGroup, core.TypePrefixList}
	outboundTo  = field{name: "cidr|group|prefixList", label: "To", ctl: ctlOneOf, hint: "block or group", to: groupPeers}
	inboundFrom = field{name: "cidr|group|prefixList", label: "From", ctl: ctlOneOf, hint: "block or group", to: groupPeers}
	groupProto  = field{name: "protocol", label: "Proto", ctl: ctlChoice, choices: protocols}
	groupPorts  = field{name: "ports", label: "Ports", ctl: ctlCode, hint: "all"}
	groupNote   = field{name: "note", label: "Note", ctl: ctlText, hint: "note"}
)

var (
	someVPC    = []core.Type{core.TypeVPC}
	someSubnet = []core.Type{core.TypeSubnet}
	someTable  = []core.Type{core.TypeRouteTable}
	someACL    = []core.Type{core.TypeNetworkACL}
	someGroup  = []core.Type{core.TypeSecurityGroup}
	someRole   = []core.Type{core.TypeRole}
	someTGW    = []core.Type{core.TypeTransitGateway}
	someAttach = []core.Type{core.TypeTransitAttachment}
	someOnPrem = []core.Type{core.TypeOnPremises}
	someVPN    = []core.Type{core.TypeVPNConnection}
)

// A kind is what the panels know of a resource type.
type kind struct {
	typ core.Type
	// noun is what people call one; what explains it in a sentence.
	noun, what string
	fields     []field
}

var (
	vpcField     = field{name: "vpc", label: "VPC", ctl: ctlRef, to: someVPC, hint: "none"}
	regionField  = field{name: "region", label: "Region", ctl: ctlCode, hint: "the drawing’s", more: true}
	accountField = field{name: "account", label: "Account", ctl: ctlCode, hint: "the drawing’s", more: true}
	groupsField  = field{name: "securityGroups", label: "Security groups", ctl: ctlRefs, to: someGroup, near: true, hint: "None: the VPC’s default group."}
	subnetsField = field{name: "subnets", label: "Subnets", ctl: ctlRefs, to: someSubnet, near: true, hint: "None: it has no address."}
	subnetField  = field{name: "subnet", label: "Subnet", ctl: ctlRef, to: someSubnet, hint: "none"}
	listensField = field{name: "listens", label: "Listens on", ctl: ctlTable, cols: []field{
		{name: "protocol", label: "Proto", ctl: ctlChoice, choices: []string{"tcp", "tcp", "udp", "udp"}},
		{name: "port", label: "Port", ctl: ctlNumber},
	}}
	recordsField = field{name: "records", label: "Records", ctl: ctlTable, cols: []field{
		{name: "name", label: "Name", ctl: ctlCode, hint: "db.corp.example"},
		{name: "value", label: "Value", ctl: ctlCode, hint: "address, name or id"},
	}}
)

// kinds describes every type of core.
var kinds = append(networkKinds, otherKinds...)

// networkKinds are the parts of a VPC and what runs code, otherKinds all others.
var networkKinds = []kind{
	{core.TypeVPC, "VPC", "A private network of your own, in one Region.", []field{
		{name: "cidrs", label: "Blocks", ctl: ctlList, hint: "10.0.0.0/16", help: "IPv4, /16 to /28, the primary block first."},
		{name: "dnsSupport", label: "DNS resolution", ctl: ctlSwitch, help: "enableDnsSupport: the Amazon resolver answers."},
		{name: "dnsHostnames", label: "DNS host names", ctl: ctlSwitch, help: "enableDnsHostnames: private DNS of endpoints needs it."},
		{name: "ipv6Cidrs", label: "IPv6 blocks", ctl: ctlList, hint: "2001:db8:1::/56", help: "Each /44 to /60."},
		regionField, accountField,
		{name: "default", label: "Default VPC", ctl: ctlSwitch, more: true},
		{name: "dedicated", label: "Dedicated tenancy", ctl: ctlSwitch, help: "No function can have interfaces here.", more: true},
	}},
	{core.TypeSubnet, "Subnet", "A range of the VPC’s addresses in one Availability Zone.", []field{
		{name: "cidr", label: "Block", ctl: ctlCode, hint: "10.0.1.0/24"},
		{name: "ipv6Cidr", label: "IPv6 block", ctl: ctlCode, hint: "none"},
		{name: "zone", label: "Zone", ctl: ctlText, hint: "eu-west-1a"},
		{name: "routeTable", label: "Route table", ctl: ctlRef, to: someTable, near: true, hint: "the main table"},
		{name: "networkAcl", label: "Network ACL", ctl: ctlRef, to: someACL, near: true, hint: "the default ACL"},
		{name: "vpc", label: "VPC", ctl: ctlRef, to: someVPC, hint: "none", more: true},
		{name: "autoAssignPublicIp", label: "Public addresses for instances", ctl: ctlSwitch, help: "Functions never get one.", more: true},
		{name: "autoAssignIpv6", label: "IPv6 addresses for all", ctl: ctlSwitch, more: true},
		{name: "dns64", label: "DNS64", ctl: ctlSwitch, help: "Names without an IPv6 address get one that a NAT gateway translates.", more: true},
		{name: "otherAddresses", label: "Addresses taken by others", ctl: ctlNumber, help: "By what is not drawn.", more: true},
	}},
	{core.TypeRouteTable, "Route table", "Says where packets that leave a subnet go; the longest match wins.", []field{
		{name: "routes", label: "Routes", ctl: ctlTable, cols: []field{
			{name: "destination|prefixList", label: "Destination", ctl: ctlOneOf, hint: "0.0.0.0/0", to: []core.Type{core.TypePrefixList}},
			{name: "target", label: "Target", ctl: ctlRef, near: true, hint: "choose…", to: diagram.AcceptTargets},
			{name: "propagated", label: "Learnt", ctl: ctlSwitch},
			{name: "origin", label: "By", ctl: ctlChoice, choices: []string{"", "usual", "direct-connect", "Direct Connect", "vpn-static", "static VPN", "vpn-bgp", "BGP VPN"}},
		}},
		{name: "main", label: "Main table", ctl: ctlSwitch, help: "Serves every subnet that names no table."},
		{name: "propagatingGateways", label: "Learns routes from", ctl: ctlRefs, to: []core.Type{core.TypeVirtualGateway}, near: true, hint: "No gateway."},
		{name: "gateway", label: "Table of the gateway", ctl: ctlRef, to: []core.Type{core.TypeInternetGateway, core.TypeVirtualGateway}, near: true, hint: "none: of subnets",
			help: "Routes what comes in through the gateway.", more: true},
		vpcField,
	}},
	{core.TypeNetworkACL, "Network ACL", "Filters what enters and leaves its subnets, packet by packet: replies too.", []field{
		{name: "outbound", label: "Outbound", ctl: ctlTable, cols: aclColumns},
		{name: "inbound", label: "Inbound", ctl: ctlTable, cols: aclColumns},
		{name: "default", label: "Default ACL", ctl: ctlSwitch, help: "Serves every subnet that names none."},
		vpcField,
	}},
	{core.TypeSecurityGroup, "Security group", "Allows connections to and from the interfaces that carry it; replies always pass.", []field{
		{name: "outbound", label: "Outbound", ctl: ctlTable, cols: []field{groupProto, groupPorts, outboundTo, groupNote}},
		{name: "inbound", label: "Inbound", ctl: ctlTable, cols: []field{groupProto, groupPorts, inboundFrom, groupNote}},
		{name: "default", label: "Default group", ctl: ctlSwitch, help: "Given to what names no group."},
		vpcField,
		{name: "vpcs", label: "Also in", ctl: ctlRefs, to: someVPC, hint: "No other VPC.", more: true},
	}},
	{core.TypePrefixList, "Prefix list", "A named set of blocks for routes and group rules.", []field{
		{name: "entries", label: "Blocks", ctl: ctlList, hint: "203.0.113.0/24"},
		{name: "maxEntries", label: "Most entries", ctl: ctlNumber, help: "Counts toward rule quotas; 0: as many as there are."},
	}},
	{core.TypeInternetGateway, "Internet gateway", "Connects the VPC to the internet, for interfaces with a public address.", []field{
		{name: "vpc", label: "Attached to", ctl: ctlRef, to: someVPC, hint: "nothing: detached"},
	}},
	{core.TypeNATGateway, "NAT gateway", "Lends its public address to what has none, from its own subnet.", []field{
		subnetField,
		{name: "publicIp", label: "Elastic IP", ctl: ctlCode, hint: "AWS chooses"},
		{name: "privateIp", label: "Private address", ctl: ctlCode, hint: "AWS chooses"},
		{name: "state", label: "State", ctl: ctlChoice, choices: []string{
			"available", "available", "pending", "pending", "failed", "failed", "deleting", "deleting", "deleted", "deleted"}},
		{name: "private", label: "Private connectivity", ctl: ctlSwitch, help: "No Elastic IP, no internet."},
		{name: "regional", label: "Regional", ctl: ctlSwitch, help: "One gateway for every zone of the VPC, in no subnet."},
		{name: "vpc", label: "VPC of a regional one", ctl: ctlRef, to: someVPC, hint: "none", more: true},
		{name: "zones", label: "Zones", ctl: ctlList, hint: "eu-west-1a", help: "Of a regional one; none: every zone.", more: true},
	}},
	{core.TypeGatewayEndpoint, "Gateway endpoint", "A free way to S3 or DynamoDB, by a route in the tables that know it.", []field{
		{name: "service", label: "Service", ctl: ctlChoice, choices: []string{"s3", "S3", "dynamodb", "DynamoDB"}},
		{name: "routeTables", label: "Route tables", ctl: ctlRefs, to: someTable, near: true, hint: "None: nothing leads to it."},
		{name: "policy", label: "Endpoint policy", ctl: ctlPolicy, hint: "None: it lets everything through."},
		vpcField,
	}},
	{core.TypeInterfaceEndpoint, "Interface endpoint", "A service’s own address inside your subnets.", []field{
		{name: "service", label: "Service", ctl: ctlChoice, choices: services},
		{name: "privateDns", label: "Private DNS", ctl: ctlSwitch, help: "The service’s usual name resolves to the endpoint."},
		subnetsField, groupsField,
		{name: "policy", label: "Endpoint policy", ctl: ctlPolicy, hint: "None: it lets everything through."},
		vpcField,
		{name: "inboundResolverOnly", label: "Private DNS for on-premises only", ctl: ctlSwitch, help: "For S3: the VPC’s own clients keep the gateway endpoint.", more: true},
		{name: "serviceRegion", label: "Region of the service", ctl: ctlCode, hint: "the VPC’s", more: true},
	}},
	{core.TypeResolver, "DNS options", "Whom functions and instances of the VPC ask for names.", []field{
		{name: "servers", label: "Servers", ctl: ctlList, hint: string(core.AmazonProvidedDNS), help: "AmazonProvidedDNS, or 1 to 4 addresses."},
		{name: "view", label: "Other servers answer from", ctl: ctlChoice, choices: []string{
			"", "public DNS", string(core.ViewPublic), "public DNS only", string(core.ViewVPC), "the VPC’s own resolver"}},
		vpcField,
	}},
	{core.TypeFunction, "Function", "Runs in the Lambda service; its interfaces stand in your subnets.", []field{
		{name: "subnets", label: "Subnets", ctl: ctlRefs, to: someSubnet, near: true, hint: "None: it runs outside every VPC."},
		groupsField,
		{name: "role", label: "Execution role", ctl: ctlRef, to: someRole, hint: "none"},
		{name: "timeout", label: "Time-out (s)", ctl: ctlNumber},
		{name: "state", label: "State", ctl: ctlChoice, choices: []string{
			"active", "active", "pending", "pending", "inactive", "inactive", "failed", "failed"}},
		{name: "policy", label: "Who may invoke it", ctl: ctlPolicy, hint: "None: only its own account."},
		{name: "url", label: "Function URL", ctl: ctlChoice, choices: []string{"", "none", string(core.URLNone), "for everyone (NONE)", string(core.URLIAM), "for signed requests (AWS_IAM)"}},
		{name: "ipv6", label: "IPv6 too", ctl: ctlSwitch, help: "Ipv6AllowedForDualStack: its interfaces get IPv6 addresses."},
		{name: "fileSystem", label: "File system", ctl: ctlRef, to: []core.Type{core.TypeFileSystem}, hint: "none", more: true},
		{name: "reservedConcurrency", label: "Reserved concurrency", ctl: ctlNumber, hint: "unreserved", help: "0 stops the function.", more: true},
		regionField, accountField,
	}},
	{core.TypeInstance, "Instance", "A virtual machine with one interface.", []field{
		subnetField, groupsField,
		{name: "privateIp", label: "Private address", ctl: ctlCode, hint: "AWS chooses"},
		{name: "publicIp", label: "Public address", ctl: ctlCode, hint: "none"},
		{name: "role", label: "Instance role", ctl: ctlRef, to: someRole, hint: "none: no credentials"},
		listensField,
		{name: "ipv6", label: "IPv6 address", ctl: ctlCode, hint: "none", more: true},
		{name: "sourceDestCheck", label: "Source/destination check", ctl: ctlSwitch, help: "Drops what is neither from it nor for it.", more: true},
		{name: "forwards", label: "What is not for it", ctl: ctlChoice, choices: []string{"", "it drops", string(core.ForwardNAT), "it sends on as its own", string(core.ForwardRoute), "it sends on"}, more: true},
		{name: "os", label: "System", ctl: ctlChoice, choices: []string{"", "Linux, as usual", string(core.Linux), "Linux", string(core.Windows), "Windows"}, more: true},
		{name: "stopped", label: "Stopped", ctl: ctlSwitch},
	}},
	{core.TypeRole, "Role", "What the code that holds it may do.", []field{
		{name: "policies", label: "Policies", ctl: ctlStack, cols: []field{
			{name: "name", label: "Name", ctl: ctlText},
			{name: "managed", label: "AWS managed", ctl: ctlChoice, choices: managed},
			{name: "document", label: "Document", ctl: ctlPolicy, hint: "None."},
		}, hint: "None: it may do nothing."},
		{name: "boundary", label: "Permissions boundary", ctl: ctlPolicy, hint: "None: nothing is cut off.", more: true},
		{name: "session", label: "Session policy", ctl: ctlPolicy, hint: "None: nothing is cut off.", more: true},
		accountField,
	}},
	{core.TypeService, "Service", "A resource of an AWS service, outside every VPC.", []field{
		{name: "service", label: "Service", ctl: ctlChoice, choices: services},
		{name: "policy", label: "Resource policy", ctl: ctlPolicy, hint: "None: only what roles allow."},
		{name: "role", label: "Role for invoking", ctl: ctlRef, to: someRole, hint: "none", help: "A state machine, a pipe or a schedule invokes functions with it.", more: true},
		regionField, accountField,
	}},
}

// services are the choices of a service: short names, and what AWS calls them.
var services = serviceChoices()

func serviceChoices() []string {
	var out []string
	for _, name := range core.ServiceNames() {
		out = append(out, name, serviceLabel(name))
	}
	return out
}

// managed are the AWS managed policies that the core knows.
var managed = managedChoices()

func managedChoices() []string {
	out := []string{"", "none: the document below"}
	for _, name := range policy.ManagedNames() {
		out = append(out, name, name)
	}
	return out
}

// kindOf returns what the panels know of a type.
//
//go:noinline
func kindOf(t core.Type) *kind {
	for i := range kinds {
		if kinds[i].typ == t {
			return &kinds[i]
		}
	}
	return &kind{typ: t, noun: string(t)}
}

// nounOf returns what people call a resource: a bucket rather than a service.
//
//go:noinline
func nounOf(r core.Resource) string {
	if s, ok := r.(*core.Service); ok {
		if it := itemOf("service/" + s.Service); it != nil {
			return it.label
		}
		return serviceLabel(s.Service) + " resource"
	}
	return kindOf(r.Type()).noun
}

// serviceLabel returns what AWS calls a service.
//
//go:noinline
func serviceLabel(name string) string {
	if name == "ssm" {
		return "Systems Manager"
	}
	return diagram.ServiceName(name)
}
