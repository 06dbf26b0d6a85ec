package core

// Reasons of invocations, permissions and managed services for which a step lets
// the call go on.
const (
	// PolledByLambda: the Lambda service reads the source itself.
	PolledByLambda Reason = "polled-by-lambda"
	// FileSystemMounted: the file system answers where the function mounts it.
	FileSystemMounted Reason = "file-system-mounted"
)

// Reasons for which a function does not run, or a call to it is refused.
const (
	// NoCredentials: the request is not signed, and the service wants it to be.
	NoCredentials Reason = "no-credentials"
	// ServiceControlSilent and the next are an organization's, SessionPolicySilent
	// and the next those of whoever holds the role.
	ServiceControlSilent  Reason = "service-control-policy-silent"
	ServiceControlDenies  Reason = "service-control-policy-denies"
	ResourceControlDenies Reason = "resource-control-policy-denies"
	SessionPolicySilent   Reason = "session-policy-silent"
	SessionPolicyDenies   Reason = "session-policy-denies"

	// NotATrigger: the service does not invoke functions.
	NotATrigger Reason = "not-a-trigger"
	// NoMapping: the source is polled, and no mapping does it for the function.
	NoMapping Reason = "no-event-source-mapping"
	// MappingDisabled: the mapping is off.
	MappingDisabled Reason = "event-source-mapping-disabled"
	// NotItsTarget: the caller invokes something else.
	NotItsTarget Reason = "not-its-target"
	// TriggerOtherRegion: the caller only invokes functions of its own Region.
	TriggerOtherRegion Reason = "trigger-other-region"
	// TriggerOtherAccount: the caller only invokes functions of its own account.
	TriggerOtherAccount Reason = "trigger-other-account"
	// NoFunctionURL: the function has no URL.
	NoFunctionURL Reason = "no-function-url"

	// InterfaceLimit: the VPC has no room for another interface of Lambda's.
	InterfaceLimit Reason = "lambda-interface-limit"
	// NoMountTarget: the zone has no mount target.
	NoMountTarget Reason = "no-mount-target"

	// APINotPublic: the API is private, and the request comes from the internet.
	APINotPublic Reason = "api-private"
	// APICaptured: the execute-api endpoint takes calls that are for a public API.
	APICaptured Reason = "api-captured-by-endpoint"
)

var invokeReasons = []ReasonInfo{
	{Reason: PolledByLambda, Title: "Lambda polls it"},
	{Reason: FileSystemMounted, Title: "The file system is mounted"},

	{NoCredentials, "The caller has no credentials", SymptomAccessDenied, "", "Give the caller a role."},
	{ServiceControlSilent, "The organization does not allow it", SymptomAccessDenied, "", "Allow the action in a service control policy at each level, or call from another account."},
	{ServiceControlDenies, "The organization denies it", SymptomAccessDenied, "", "Narrow the Deny in the service control policy."},
	{ResourceControlDenies, "The organization denies it", SymptomAccessDenied, "", "Narrow the Deny in the resource control policy, or come the way that it demands."},
	{SessionPolicySilent, "The session policy does not allow it", SymptomAccessDenied, "", "Allow the action in the session policy."},
	{SessionPolicyDenies, "The session policy denies it", SymptomAccessDenied, "", "Remove the Deny from the session policy."},

	{NotATrigger, "This does not invoke functions", SymptomNotInvoked, "", "Choose a service that invokes functions, or call the Lambda API from code."},
	{NoMapping, "Nothing polls it for this function", SymptomNotInvoked, "", "Add an event source mapping from the source to the function."},
	{MappingDisabled, "The event source mapping is off", SymptomNotInvoked, "", "Enable the event source mapping."},
	{NotItsTarget, "It invokes something else", SymptomNotInvoked, "", "Make the function its target."},
	{TriggerOtherRegion, "The function is in another Region", SymptomNotInvoked, "", "Put the caller and the function into the same Region."},
	{TriggerOtherAccount, "The function is in another account", SymptomNotInvoked, "", "Put the caller and the function into the same account."},
	{NoFunctionURL, "The function has no URL", SymptomDNS, "", "Give the function a URL, or call the Lambda API."},

	{InterfaceLimit, "Too many Lambda interfaces in the VPC", SymptomDeployError, "", "Let functions share subnets and security groups, or ask AWS to raise the quota."},
	{NoMountTarget, "No mount target in this zone", SymptomInvokeError, "", "Add a mount target in each zone that the function uses."},

	{APINotPublic, "The API is private", SymptomAccessDenied, "", "Call it through an execute-api endpoint that its resource policy admits."},
	{APICaptured, "The execute-api endpoint captures public APIs", SymptomAccessDenied, "", "Call the API by a custom domain name, or turn private DNS off and call private APIs by the endpoint’s own name."},
}

// The notes of invocations.
const (
	// NoteSourceKey: the condition key that the calling service sends.
	NoteSourceKey NoteCode = "source-key-sent"
	// NoteQualifiedARN: the endpoint policy leaves out one form of the function's ARN.
	NoteQualifiedARN NoteCode = "qualified-arn"
	// NoteURLPublicOnly: no endpoint serves function URLs.
	NoteURLPublicOnly NoteCode = "function-url-public-only"
	// NoteCallerKind: the caller cannot invoke as the question says.
	NoteCallerKind NoteCode = "caller-kind"
	// NotePollerNoNetwork: the poller needs nothing of any VPC.
	NotePollerNoNetwork NoteCode = "poller-needs-no-network"
	// NotePollerNetwork: the poller uses the cluster's network, not the function's.
	NotePollerNetwork NoteCode = "poller-uses-cluster-network"
	// NoteLogsAnyway: Lambda delivers the log, whatever the function's network.
	NoteLogsAnyway NoteCode = "logs-anyway"
	// NoteAPINotDrawn: whether an endpoint carries a call depends on the API.
	NoteAPINotDrawn NoteCode = "api-not-drawn"
	// NoteInterfaceLimit: AWS documents disagree on the limit.
	NoteInterfaceLimit NoteCode = "lambda-interface-limit-documents-disagree"

	// What each kind of caller of a function that fails sees.
	NoteSeenSync     NoteCode = "seen-by-sync-caller"
	NoteSeenAPI      NoteCode = "seen-by-api-client"
	NoteSeenBalancer NoteCode = "seen-by-balancer-client"
	NoteSeenAsync    NoteCode = "seen-by-async-caller"
	NoteSeenPoll     NoteCode = "seen-by-poller"
)
