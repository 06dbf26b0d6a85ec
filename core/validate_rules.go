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
	referenceGone
	referenceType
	otherRegion
	noKind
	noEngine
	engineUnknown

	twoMainTables
	twoDefaultACLs
	twoDefaultGroups
	twoInternetGateways
	twoResolvers
	twoEgressGateways
	twoVirtualGateways
	twoDefaultVPCs

	vpcNoBlock
	vpcIPv6
	vpcSize
	vpcForbidden
	vpcDocker
	vpcOverlap
	vpcRestricted
	vpcBesideRoute
	vpcBesidePeer
	defaultBlock
	vpcSize6
	vpcForbidden6
	vpcNotUnique

	badZone
	negativeAddresses
	subnetIPv6
	subnetSize
	subnetSize6
	subnetWithout6
	subnetOutside
	subnetConflict
	otherNetwork
	tooManyAddresses
	noAddressLeft
	noAddressForFunctions
	noSpareAddress

	routeTwoDestinations
	routeNoDestination
	routeUnroutable
	routeInsideTarget
	routeInsideSubnet
	routeLocal
	routeNotLearnt
	routeNoTarget
	targetGone
	targetDetached
	targetNotThere
	targetStopped
	targetEndpoint
	targetType
	targetIPv6
	targetNAT64
	targetUnattached
	gatewayMain
	gatewayLearns
	gatewayTwoTables
	gatewayList
	gatewayOutside
	gatewayTarget
	gatewayNoPublic
	routeExists

	aclNumber
	aclNoAction
	aclNumberTwice
	noProtocol
	portsIgnored
	groupNoPeer
	groupTwoPeers
	groupOfOtherVPC
	groupUnknown
	groupStale
	groupOverTransit
	groupOfDefault
	groupProduct
	groupRuleTwice
	listTwice
	listFamilies
	listTooLong

	natPrivateElastic
	natRegionalSubnet
	natRegionalPrivate
	natZonalVPC
	noGateway
	noGatewayForElastic
	noState
	addressOutside
	addressKept
	addressTwice
	addressNoBlock
	hostNoAddress
	hostOutside
	hostTwice
	publicNotPublic
	publicTwice

	gatewayService
	endpointNoService
	longServiceName
	tableOfOtherVPC
	hostnamesOff
	tableHasEndpoint
	subnetOfOtherVPC
	zoneTwice
	privateDNSAttributes
	privateDNSNever
	privateDNSTwice
	inboundOnlyS3
	inboundOnlyGateway
	serviceNotAcross

	noServer
	manyServers
	mixedServers
	resolverOneAddress
	ruleNoEndpoint
	ruleInbound
	ruleTwice
	zoneTwin
	zoneUnseen
	noDomain
	domainNoVPC
	recordNoName
	recordNoValue
	recordOutside

	functionTimeout
	functionSubnets
	functionGroups
	functionConcurrency
	functionTwoVPCs
	functionNoGroup
	functionNoSubnet
	functionURL
	functionForeignRole
	functionDualStack
	functionNoVPC
	functionNoTarget
	dedicatedTenancy

	malformedDocument
	malformedPolicy
	invalidPolicyDocument
	policyTwice
	policyEmpty
	policyUnknown
	malformedDocumentException
	invalidPolicyOfAPI
	negativeLevel

	peeringSelf
	peeringTwice
	peeringOverlap
	noSubnetYet
	attachmentEmpty
	attachmentTwo
	attachmentTwice
	attachmentSubnets
	otherTransit
	peerSameTransit
	peerOneSided
	peerPropagates
	routeBlackhole
	directConnectStatic
	staticNoRoutes
	connectionUnattached
	vpnIPv6
	vpnNobody
	firewallNoAction
	blockTwice
	noMode
	blockMode
	exclusionMode
	exclusionTwice

	balancerZones
	balancerNoGateway
	balancerPrivate
	balancerNarrow
	listenerProtocol
	listenerPort
	listenerTwice
	listenerTargets
	databaseZones
	databaseElsewhere
	databaseNoGateway
	databaseNoNames
	databasePrivate
	proxyZones
	proxyElsewhere
	proxyEngine
	brokerZones
	apiNoPolicy
	apiNoEndpoint
	apiNotPrivate
	apiEndpoint
	apiNoLink
	mappingSource
	mappingProvisioned
	mappingSecret
	mappingTwice
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
	codeValue        = "InvalidParameterValue"
	codeCombination  = "InvalidParameterCombination"
	codeParameter    = "InvalidParameter"
	codeGroup        = "InvalidGroup.NotFound"
	codeVPCRange     = "InvalidVpc.Range"
	codeSubnetRange  = "InvalidSubnet.Range"
	codeNoAddress    = "InsufficientFreeAddressesInSubnet"
	codeLambda       = "InvalidParameterValueException"
	codeConstraint   = "ValidationException"
	codeValidation   = "ValidationError"
	codeResource     = "ResourceNotFoundException"
	codeResolver     = "InvalidRequestException"
	codeTable        = "InvalidRouteTableID.NotFound"
	codeTransit      = "InvalidTransitGatewayID.NotFound"
	codeNetworkState = "InvalidVPCNetworkStateFault"
)

const (
	blackHole  = "The route is a black hole: "
	wantsBoth  = "Lambda takes subnets and security groups together, or neither."
	inOtherVPC = "@ belongs to another VPC."
)
