package core

import "slices"

// A Reason is the stable code of what decided a step. Codes are added freely and
// never renamed: files, checks and links carry them.
type Reason string

// Reasons for which a step lets the call go on.
const (
	ResolvedPublic     Reason = "resolved-public"
	ResolvedEndpoint   Reason = "resolved-endpoint"
	ResolvedByServer   Reason = "resolved-by-server"
	ResolvedOutsideVPC Reason = "resolved-outside-vpc"
	SGAllowed          Reason = "sg-allowed"
	NACLAllowed        Reason = "nacl-allowed"
	RouteMatched       Reason = "route-matched"
	RouteLocal         Reason = "route-local"
	RouteEndpoint      Reason = "route-endpoint"
	IGWTranslated      Reason = "igw-translated"
	NATTranslated      Reason = "nat-translated"
	EndpointForwarded  Reason = "endpoint-forwarded"
	EndpointEntered    Reason = "endpoint-entered"
	OutsideVPCEgress   Reason = "outside-vpc-egress"
	Delivered          Reason = "delivered"
	PolicyAllowed      Reason = "policy-allowed"
	ServiceCallsLambda Reason = "service-calls-lambda"
	FunctionReady      Reason = "function-ready"
)

// Reasons for which AWS would not have built what lies on the path.
const (
	RefusedByAWS            Reason = "refused-by-aws"
	RoleCannotCreateENI     Reason = "role-cannot-create-interface"
	SubnetFull              Reason = "subnet-full"
	ReferenceMissing        Reason = "reference-missing"
	EndMissing              Reason = "end-missing"
	NotASource              Reason = "not-a-source"
	NotADestination         Reason = "not-a-destination"
	NotModelled             Reason = "not-modelled"
	FunctionPendingReason   Reason = "function-pending"
	FunctionInactiveReason  Reason = "function-inactive"
	FunctionFailedReason    Reason = "function-failed"
	ReservedConcurrencyZero Reason = "reserved-concurrency-zero"
)

// Reasons for which a packet goes no further.
const (
	DNSDisabled            Reason = "dns-disabled"
	DNSNoSuchName          Reason = "dns-no-such-name"
	SGNoOutboundRule       Reason = "sg-no-outbound-rule"
	SGNoInboundRule        Reason = "sg-no-inbound-rule"
	NACLOutboundDenied     Reason = "nacl-outbound-denied"
	NACLInboundDenied      Reason = "nacl-inbound-denied"
	NACLReturnDenied       Reason = "nacl-return-denied"
	NACLReturnPartial      Reason = "nacl-return-partial"
	NoRoute                Reason = "no-route"
	RouteBlackhole         Reason = "route-blackhole"
	NoReturnRoute          Reason = "no-return-route"
	IGWNoPublicIP          Reason = "igw-no-public-ip"
	IGWPrivateDestination  Reason = "igw-private-destination"
	IGWNoMapping           Reason = "igw-no-mapping"
	NATNotAvailable        Reason = "nat-not-available"
	NATNoInternet          Reason = "nat-no-internet"
	NATLoop                Reason = "nat-loop"
	NATPrivateToIGW        Reason = "nat-private-to-igw"
	NATAcceptsNothing      Reason = "nat-accepts-no-connections"
	EndpointProtocol       Reason = "endpoint-protocol"
	NoSuchHost             Reason = "no-such-host"
	NoListener             Reason = "no-listener"
	InstanceStopped        Reason = "instance-stopped"
	FunctionAcceptsNothing Reason = "function-accepts-no-connections"
	OutsideVPCPrivate      Reason = "outside-vpc-private-destination"
)

// Reasons for which a request that arrived is refused.
const (
	EndpointPolicySilent Reason = "endpoint-policy-silent"
	EndpointPolicyDenies Reason = "endpoint-policy-denies"
	IdentityPolicySilent Reason = "identity-policy-silent"
	IdentityPolicyDenies Reason = "identity-policy-denies"
	ResourcePolicySilent Reason = "resource-policy-silent"
	ResourcePolicyDenies Reason = "resource-policy-denies"
	BoundarySilent       Reason = "boundary-silent"
	BoundaryDenies       Reason = "boundary-denies"
)

// A ReasonInfo is what is true of a reason wherever it occurs.
type ReasonInfo struct {
	Reason Reason
	// Title is a few words for a callout.
	Title string
	// Symptom is what the caller sees when the step decides; SymptomNone for
	// reasons that let the call go on.
	Symptom Symptom
	// Analyzer is the counterpart in AWS's Reachability Analyzer, if there is one.
	// https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
	Analyzer string
	// Change is the first thing to change, in words.
	Change string
}

// Reasons returns what is known of every reason, in the order of the constants.
func Reasons() []ReasonInfo { return slices.Concat(reasonTables...) }

// Info returns what is true of r wherever it occurs; the zero value for a code
// that this version does not know.
func (r Reason) Info() ReasonInfo {
	for _, table := range reasonTables {
		for i := range table {
			if table[i].Reason == r {
				return table[i]
			}
		}
	}
	return ReasonInfo{}
}

// reasonTables are the parts of the table, each beside its constants.
var reasonTables = [][]ReasonInfo{reasonTable, networkReasons, dnsReasons, invokeReasons}

var reasonTable = []ReasonInfo{
	{Reason: ResolvedPublic, Title: "Name resolved"},
	{Reason: ResolvedEndpoint, Title: "Name resolved to the endpoint"},
	{Reason: ResolvedByServer, Title: "Name resolved by your own server"},
	{Reason: ResolvedOutsideVPC, Title: "Name resolved outside the VPC"},
	{Reason: SGAllowed, Title: "Security group allows it"},
	{Reason: NACLAllowed, Title: "Network ACL allows it"},
	{Reason: RouteMatched, Title: "Route found"},
	{Reason: RouteLocal, Title: "Local route"},
	{Reason: RouteEndpoint, Title: "Route to the endpoint"},
	{Reason: IGWTranslated, Title: "Through the internet gateway"},
	{Reason: NATTranslated, Title: "Through the NAT gateway"},
	{Reason: EndpointForwarded, Title: "Through the gateway endpoint"},
	{Reason: EndpointEntered, Title: "Into the interface endpoint"},
	{Reason: OutsideVPCEgress, Title: "Straight out"},
	{Reason: Delivered, Title: "Delivered"},
	{Reason: PolicyAllowed, Title: "Allowed"},
	{Reason: ServiceCallsLambda, Title: "AWS calls Lambda"},
	{Reason: FunctionReady, Title: "The function runs"},

	{RefusedByAWS, "AWS refuses this", SymptomDeployError, "", "Change what AWS names in its error."},
	{RoleCannotCreateENI, "The role may not create interfaces", SymptomDeployError, "", "Attach AWSLambdaVPCAccessExecutionRole to the execution role."},
	{SubnetFull, "No address left", SymptomDeployError, "", "Use a larger subnet, or free addresses in this one."},
	{ReferenceMissing, "Something is missing", SymptomNone, "", "Draw what is missing, or choose something that is there."},
	{EndMissing, "Not in the drawing", SymptomNone, "NO_SOURCE_OR_DESTINATION", "Choose something that is in the drawing."},
	{NotASource, "This does not open connections", SymptomNone, "NO_PATH", "Ask from a function or an instance."},
	{NotADestination, "This takes no connections", SymptomNone, "UNSUPPORTED_COMPONENT", "Ask about what stands behind it."},
	{NotModelled, "Not modelled yet", SymptomNone, "", "Replace it with something that Lasthop models."},
	{FunctionPendingReason, "The function is still being set up", SymptomInvokeError, "", "Wait until its state is Active."},
	{FunctionInactiveReason, "The function sleeps", SymptomInvokeError, "BAD_STATE", "Invoke it again in a few minutes."},
	{FunctionFailedReason, "The function failed to set up", SymptomInvokeError, "BAD_STATE", "Look up its StateReason, mend it, and update the function."},
	{ReservedConcurrencyZero, "Reserved concurrency is 0", SymptomThrottled, "", "Raise the reserved concurrency, or remove it."},

	{DNSDisabled, "Name resolution is off", SymptomDNS, "", "Turn on enableDnsSupport for the VPC."},
	{DNSNoSuchName, "No such name", SymptomDNS, "", "Ask a resolver that knows the name, or correct the name."},
	{SGNoOutboundRule, "The security group does not let this out", SymptomTimeout, "ENI_SG_RULES_MISMATCH", "Add an outbound rule for this destination and port."},
	{SGNoInboundRule, "The security group does not let this in", SymptomTimeout, "ENI_SG_RULES_MISMATCH", "Add an inbound rule for the caller and this port."},
	{NACLOutboundDenied, "The network ACL does not let this out", SymptomTimeout, "SUBNET_ACL_RESTRICTION", "Add an outbound rule with a lower number that allows it."},
	{NACLInboundDenied, "The network ACL does not let this in", SymptomTimeout, "SUBNET_ACL_RESTRICTION", "Add an inbound rule with a lower number that allows it."},
	{NACLReturnDenied, "The reply is stopped", SymptomTimeout, "SUBNET_ACL_RESTRICTION", "Allow the client's ephemeral ports, 1024-65535, for the reply."},
	{NACLReturnPartial, "Some replies are stopped", SymptomTimeout, "SUBNET_ACL_RESTRICTION", "Open the whole ephemeral range, 1024-65535, for the reply."},
	{NoRoute, "No route", SymptomTimeout, "NO_ROUTE_TO_DESTINATION", "Add a route for this destination, or an endpoint for the service."},
	{RouteBlackhole, "Black hole", SymptomTimeout, "BAD_STATE_ROUTE", "Point the route at something that exists."},
	{NoReturnRoute, "No way back", SymptomTimeout, "NO_ROUTE_TO_DESTINATION", "Add a route back to the caller."},
	{IGWNoPublicIP, "No public address", SymptomTimeout, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "Go out through a NAT gateway or an endpoint; an instance may take an Elastic IP."},
	{IGWPrivateDestination, "A private address on the internet", SymptomTimeout, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", "Route this private block to the network that has it."},
	{IGWNoMapping, "No public address to enter by", SymptomTimeout, "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "Give the host a public address, or reach it another way."},
	{NATNotAvailable, "The NAT gateway is not available", SymptomTimeout, "BAD_STATE", "Wait for it, or create another."},
	{NATNoInternet, "The NAT gateway has no way out", SymptomTimeout, "NO_ROUTE_TO_DESTINATION", "Route 0.0.0.0/0 of the NAT gateway's own subnet to an internet gateway."},
	{NATLoop, "The NAT gateway routes to a NAT gateway", SymptomTimeout, "NO_PATH", "Move the NAT gateway into a subnet whose default route is an internet gateway."},
	{NATPrivateToIGW, "A private NAT gateway has no public address", SymptomTimeout, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "Use a public NAT gateway for the internet."},
	{NATAcceptsNothing, "Nobody can call a NAT gateway", SymptomTimeout, "NO_PATH", "A NAT gateway only carries connections outward."},
	{EndpointProtocol, "The endpoint carries only TCP", SymptomTimeout, "VPCE_GATEWAY_PROTOCOL_RESTRICTION", "Use TCP."},
	{NoSuchHost, "Nobody has this address", SymptomTimeout, "NO_POSSIBLE_DESTINATION", "Correct the address."},
	{NoListener, "Nothing listens there", SymptomRefused, "", "Use the port that the process listens on."},
	{InstanceStopped, "The instance is stopped", SymptomTimeout, "BAD_STATE", "Start the instance."},
	{FunctionAcceptsNothing, "A function takes no connections", SymptomTimeout, "NO_PATH", "Invoke the function through the Lambda API instead."},
	{OutsideVPCPrivate, "Outside every VPC", SymptomTimeout, "DISCONNECTED_VPCS", "Attach the function to the VPC that holds this address."},

	{EndpointPolicySilent, "The endpoint policy does not allow it", SymptomAccessDenied, "", "Allow the action and resource in the endpoint policy."},
	{EndpointPolicyDenies, "The endpoint policy denies it", SymptomAccessDenied, "", "Remove or narrow the Deny in the endpoint policy."},
	{IdentityPolicySilent, "The role does not allow it", SymptomAccessDenied, "", "Allow the action on this resource in a policy of the role."},
	{IdentityPolicyDenies, "The role denies it", SymptomAccessDenied, "", "Remove or narrow the Deny in the role's policy."},
	{ResourcePolicySilent, "The resource policy does not allow it", SymptomAccessDenied, "", "Add a statement to the resource's policy that allows this caller."},
	{ResourcePolicyDenies, "The resource policy denies it", SymptomAccessDenied, "", "Come the way that the policy demands, or narrow its Deny."},
	{BoundarySilent, "The permissions boundary does not allow it", SymptomAccessDenied, "", "Allow the action in the permissions boundary."},
	{BoundaryDenies, "The permissions boundary denies it", SymptomAccessDenied, "", "Remove the Deny from the permissions boundary."},
}

// A NoteCode is the stable code of a caveat.
type NoteCode string

// The notes.
const (
	// NoteStandInAddress: AWS chooses the address; the drawing uses a stand-in.
	NoteStandInAddress NoteCode = "stand-in-address"
	// NoteSubnetChoice: AWS does not document which subnet an environment uses.
	NoteSubnetChoice NoteCode = "subnet-choice-undocumented"
	// NoteEndpointBypassed: an endpoint of this service is there and not used.
	NoteEndpointBypassed NoteCode = "endpoint-bypassed"
	// NoteEndpointWouldServe: the endpoint would serve if the name resolved.
	NoteEndpointWouldServe NoteCode = "endpoint-would-serve"
	// NoteSeenAs: the source address that the destination sees.
	NoteSeenAs NoteCode = "seen-as"
	// NoteOtherServers: a resolver further down the list is asked only after a time-out.
	NoteOtherServers NoteCode = "other-servers"
	// NoteVPCNotTouched: an invocation never enters the function's VPC.
	NoteVPCNotTouched NoteCode = "vpc-not-touched"
	// NoteHostnamesOff: AWS lists enableDnsHostnames as required for a gateway endpoint.
	NoteHostnamesOff NoteCode = "dns-hostnames-off"
	// NoteNATSameSubnet: AWS does not document the ACL checks when client and NAT share a subnet.
	NoteNATSameSubnet NoteCode = "nat-same-subnet-undocumented"
	// NoteMoreMayFollow: a blocker hid the way on.
	NoteMoreMayFollow NoteCode = "more-may-follow"
)
