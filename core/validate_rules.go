package core

// A rule is something that AWS refuses, that is missing, or that is seldom meant.
type rule uint8

// The rules, in the order of the methods that look at them.
const (
	noBlock rule = iota
	badText
	badAddress
	noEntry

	unknownRegion
	badAccount
	noService
	badID
	sameID

	noVPC
	noSubnet
	noRole
	missingVPC
	missingSubnet
	missingTable
	missingACL
	missingGroup
	missingList
	missingRole
	missingOfFunction
	wrongVPC
	wrongSubnet
	wrongTable
	wrongACL
	wrongGroup
	wrongList
	wrongRole
	wrongOfFunction

	twoMainTables
	twoDefaultACLs
	twoDefaultGroups
	twoInternetGateways
	twoResolvers

	vpcNoBlock
	vpcIPv6
	vpcSize
	vpcForbidden
	vpcDocker
	vpcOverlap
	vpcRestricted

	badZone
	negativeAddresses
	subnetIPv6
	subnetSize
	subnetOutside
	subnetConflict
	otherNetwork
	tooManyAddresses
	noAddressLeft
	noAddressForFunctions

	routeTwoDestinations
	routeNoDestination
	routeUnroutable
	routeInsideTarget
	routeInsideSubnet
	routeNoTarget
	targetGone
	targetDetached
	targetNotThere
	targetStopped
	targetEndpoint
	targetType
	routeExists

	aclNumber
	aclNoAction
	aclNumberTwice
	noProtocol
	portsIgnored
	groupNoPeer
	groupTwoPeers
	groupOfOtherVPC
	groupRuleTwice
	listTwice
	listFamilies
	listTooLong

	natPrivateElastic
	noGateway
	noGatewayForElastic
	noState
	addressOutside
	addressKept
	addressTwice
	publicNotPublic
	publicTwice

	gatewayService
	endpointNoService
	longServiceName
	tableOfOtherVPC
	hostnamesOff
	tableHasEndpoint
	endpointNoSubnet
	subnetOfOtherVPC
	zoneTwice
	privateDNSAttributes
	privateDNSNever
	privateDNSTwice

	noServer
	manyServers
	mixedServers

	functionTimeout
	functionSubnets
	functionGroups
	functionConcurrency
	functionTwoVPCs
	functionNoGroup
	functionNoSubnet

	malformedDocument
	malformedPolicy
	invalidPolicyDocument
	policyTwice
	policyEmpty
	policyUnknown
)

// A ruleInfo is AWS's error, how much it matters, and the words: '@' stands for the
// other resource, '%' and '$' for what is wrong, see [fill].
type ruleInfo struct {
	code     string
	severity Severity
	words    string
}

// Names of AWS's errors that several rules give.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
const (
	codeValue       = "InvalidParameterValue"
	codeCombination = "InvalidParameterCombination"
	codeParameter   = "InvalidParameter"
	codeGroup       = "InvalidGroup.NotFound"
	codeVPCRange    = "InvalidVpc.Range"
	codeSubnetRange = "InvalidSubnet.Range"
	codeNoAddress   = "InsufficientFreeAddressesInSubnet"
	codeLambda      = "InvalidParameterValueException"
	codeConstraint  = "ValidationException"
)

const (
	notDrawn   = "@ is not in the drawing."
	wrongType  = "@ is %, and this wants %."
	blackHole  = "The route is a black hole: "
	wantsBoth  = "Lambda takes subnets and security groups together, or neither."
	inOtherVPC = "@ belongs to another VPC."
)

var rules = [...]ruleInfo{
	noBlock:    {"", Missing, "No address block is given."},
	badText:    {codeValue, Refused, "%."},
	badAddress: {"InvalidAddress.Malformed", Refused, "%."},
	noEntry:    {"", Missing, "This entry is empty."},

	unknownRegion: {"", Warning, "Lasthop knows no Region $."},
	badAccount:    {"", Refused, "An account number has 12 digits, and $ is none."},
	noService:     {"", Missing, "Which service it belongs to is not chosen."},
	badID:         {"", Refused, "The id will not do: %."},
	sameID:        {"", Refused, "Two resources have this id."},

	noVPC:             {"", Missing, "It lies in no VPC yet."},
	noSubnet:          {"", Missing, "It lies in no subnet yet."},
	noRole:            {"", Missing, "It has no execution role yet."},
	missingVPC:        {"InvalidVpcID.NotFound", Missing, notDrawn},
	missingSubnet:     {"InvalidSubnetID.NotFound", Missing, notDrawn},
	missingTable:      {"InvalidRouteTableID.NotFound", Missing, notDrawn},
	missingACL:        {"InvalidNetworkAclID.NotFound", Missing, notDrawn},
	missingGroup:      {codeGroup, Missing, notDrawn},
	missingList:       {"InvalidPrefixListID.NotFound", Missing, notDrawn},
	missingRole:       {codeValue, Missing, notDrawn},
	missingOfFunction: {codeLambda, Missing, notDrawn},
	wrongVPC:          {"InvalidVpcID.NotFound", Refused, wrongType},
	wrongSubnet:       {"InvalidSubnetID.NotFound", Refused, wrongType},
	wrongTable:        {"InvalidRouteTableID.NotFound", Refused, wrongType},
	wrongACL:          {"InvalidNetworkAclID.NotFound", Refused, wrongType},
	wrongGroup:        {codeGroup, Refused, wrongType},
	wrongList:         {"InvalidPrefixListID.NotFound", Refused, wrongType},
	wrongRole:         {codeValue, Refused, wrongType},
	wrongOfFunction:   {codeLambda, Refused, wrongType},

	twoMainTables:       {"", Refused, "A VPC has one main route table, and @ is marked too."},
	twoDefaultACLs:      {"", Refused, "A VPC has one default network ACL, and @ is marked too."},
	twoDefaultGroups:    {"InvalidGroup.Reserved", Refused, "A VPC has one default security group, and @ is marked too."},
	twoInternetGateways: {codeValue, Refused, "A VPC has one internet gateway attached, and @ is too."},
	twoResolvers:        {"", Refused, "A VPC has one set of DHCP options, and @ is another."},

	vpcNoBlock:    {"", Missing, "A VPC needs an IPv4 address block."},
	vpcIPv6:       {codeVPCRange, Refused, "% is IPv6, and this is an IPv4 block."},
	vpcSize:       {codeVPCRange, Refused, "% is too wide or too narrow: a block is /16 to /28."},
	vpcForbidden:  {codeVPCRange, Refused, "% lies in %, which no VPC may use."},
	vpcDocker:     {"", Warning, "Some AWS services use 172.17.0.0/16 themselves; choose another block."},
	vpcOverlap:    {codeVPCRange, Refused, "% overlaps %, which the VPC has already."},
	vpcRestricted: {codeVPCRange, Refused, "% cannot be added: %."},

	badZone:               {codeValue, Refused, "$ is no Availability Zone of %."},
	negativeAddresses:     {"", Refused, "There cannot be fewer than 0 other addresses."},
	subnetIPv6:            {codeSubnetRange, Refused, "% is IPv6, and this is an IPv4 block."},
	subnetSize:            {codeSubnetRange, Refused, "% is too wide or too narrow: a block is /16 to /28."},
	subnetOutside:         {codeSubnetRange, Refused, "% does not lie within a block of @."},
	subnetConflict:        {"InvalidSubnet.Conflict", Refused, "% overlaps % of @."},
	otherNetwork:          {codeValue, Refused, "This and @ belong to different networks."},
	tooManyAddresses:      {codeNoAddress, Refused, "The subnet gives % addresses, fewer than %."},
	noAddressLeft:         {codeNoAddress, Refused, "@ has no address left: it gives %."},
	noAddressForFunctions: {"SubnetIPAddressLimitReachedException", Warning, "Addresses it gives: %. Interfaces that want one: %."},

	routeTwoDestinations: {codeCombination, Refused, "A route has a block or a prefix list as its destination, not both."},
	routeNoDestination:   {"", Missing, "The route has no destination."},
	routeUnroutable:      {codeValue, Refused, "% lies in %, which cannot be routed."},
	routeInsideTarget:    {codeValue, Refused, "% is equal to or more specific than the VPC's block %: such a route leads to an instance or a NAT gateway."},
	routeInsideSubnet:    {codeValue, Refused, "% lies within the VPC's block %, and is not the whole block of a subnet."},
	routeNoTarget:        {"", Missing, "The route leads nowhere yet."},
	targetGone:           {"", Remark, blackHole + notDrawn},
	targetDetached:       {"", Remark, blackHole + "@ is attached to no VPC."},
	targetNotThere:       {"", Remark, blackHole + "@ is %."},
	targetStopped:        {"", Remark, blackHole + "@ is stopped."},
	targetEndpoint:       {codeValue, Refused, "No route to a gateway endpoint can be made by hand; associate this table with @ instead."},
	targetType:           {codeValue, Refused, "A route cannot lead to %."},
	routeExists:          {"RouteAlreadyExists", Refused, "The route identified by % already exists, in row %."},

	aclNumber:       {codeValue, Refused, "Rules are numbered 1 to 32766, and this one %."},
	aclNoAction:     {"", Missing, "Whether to allow or deny is not chosen."},
	aclNumberTwice:  {"NetworkAclEntryAlreadyExists", Refused, "Row % has the number % already."},
	noProtocol:      {"", Missing, "No protocol is chosen."},
	portsIgnored:    {"", Warning, "A rule for % has no ports; these are ignored."},
	groupNoPeer:     {"", Missing, "The rule has no source or destination yet: a block, a group or a prefix list."},
	groupTwoPeers:   {"InvalidPermission.Malformed", Refused, "A rule has one of a block, a group and a prefix list."},
	groupOfOtherVPC: {codeGroup, Refused, inOtherVPC},
	groupRuleTwice:  {"InvalidPermission.Duplicate", Refused, "The rule is the same as that of row %."},
	listTwice:       {codeValue, Refused, "% is there already, in row %."},
	listFamilies:    {codeValue, Refused, "A list holds IPv4 blocks or IPv6 blocks, not both."},
	listTooLong:     {"PrefixListMaxEntriesExceeded", Refused, "It holds % blocks, and % at most."},

	natPrivateElastic:   {codeCombination, Refused, "A private NAT gateway has no Elastic IP."},
	noGateway:           {"Gateway.NotAttached", Refused, "Network @ has no internet gateway attached."},
	noGatewayForElastic: {"Gateway.NotAttached", Refused, "Network @ has no internet gateway attached, and so no Elastic IPs."},
	noState:             {"", Missing, "Its state is not chosen."},
	addressOutside:      {codeValue, Refused, "% does not fall within the subnet's address range %."},
	addressKept:         {codeValue, Refused, "% is in the subnet's reserved address range: the first four and the last."},
	addressTwice:        {"InvalidIPAddress.InUse", Refused, "% is in use by @ too."},
	publicNotPublic:     {"InvalidAddress.NotFound", Refused, "% is no public IPv4 address."},
	publicTwice:         {"Resource.AlreadyAssociated", Refused, "% belongs to @ too."},

	gatewayService:       {codeParameter, Refused, "There are gateway endpoints for s3 and dynamodb; $ takes an interface endpoint."},
	endpointNoService:    {"", Missing, "Which service it leads to is not chosen."},
	longServiceName:      {"InvalidServiceName", Refused, "Name the service by its last part, such as \"ssm\"."},
	tableOfOtherVPC:      {"InvalidRouteTableID.NotFound", Refused, inOtherVPC},
	hostnamesOff:         {"", Warning, "AWS asks for enableDnsHostnames in a VPC with a gateway endpoint; names resolve without it."},
	tableHasEndpoint:     {"RouteAlreadyExists", Refused, "The table $ has one route to a service, and @ makes the same."},
	endpointNoSubnet:     {"", Missing, "It has no subnet yet, and so no interface."},
	subnetOfOtherVPC:     {"InvalidSubnetID.NotFound", Refused, inOtherVPC},
	zoneTwice:            {"DuplicateSubnetsInSameZone", Refused, "$ is in % too, and an endpoint takes one subnet a zone."},
	privateDNSAttributes: {codeParameter, Refused, "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames of @."},
	privateDNSNever:      {codeParameter, Refused, "Endpoints for % have no private DNS."},
	privateDNSTwice:      {codeParameter, Refused, "There is a conflicting DNS domain for % in the VPC: that of @."},

	noServer:     {"", Missing, "It names no server."},
	manyServers:  {codeValue, Refused, "It names % servers, and 4 is the most."},
	mixedServers: {"", Warning, "Beside AmazonProvidedDNS, other servers make names resolve now one way, now another."},

	functionTimeout:     {codeConstraint, Refused, "A function may run 1 to 900 seconds, not %."},
	functionSubnets:     {codeConstraint, Refused, "A function has at most 16 subnets, and this one %."},
	functionGroups:      {codeConstraint, Refused, "A function has at most 5 security groups, and this one %."},
	functionConcurrency: {codeConstraint, Refused, "Reserved concurrency is 0 or more."},
	functionTwoVPCs:     {codeLambda, Refused, "@ lies in another VPC than the first subnet."},
	functionNoGroup:     {"", Missing, "It has no security group yet. " + wantsBoth},
	functionNoSubnet:    {"", Missing, "It has no subnet yet. " + wantsBoth},

	malformedDocument:     {"MalformedPolicyDocument", Refused, "The policy is malformed: %."},
	malformedPolicy:       {"MalformedPolicy", Refused, "The policy is malformed: %."},
	invalidPolicyDocument: {"InvalidPolicyDocument", Refused, "The policy is malformed: %."},
	policyTwice:           {codeCombination, Refused, "A policy is an AWS managed one or has a document of its own, not both."},
	policyEmpty:           {"", Missing, "The policy says nothing yet."},
	policyUnknown:         {"NoSuchEntity", Missing, "Lasthop knows no AWS managed policy $; paste its document instead."},
}
