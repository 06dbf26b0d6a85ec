package core

// Reasons of name resolution.

// Reasons for which a name goes on to an address.
const (
	ResolvedPrivate      Reason = "resolved-private"
	ResolvedEndpointName Reason = "resolved-endpoint-name"
	ResolvedZone         Reason = "resolved-zone"
	ResolvedRule         Reason = "resolved-rule"
	ResolvedAlias        Reason = "resolved-alias"
	ResolvedDNS64        Reason = "resolved-dns64"
	DNSForwarded         Reason = "dns-forwarded"
)

// Reasons for which a name comes to nothing.
const (
	DNSNoRecord        Reason = "dns-no-record"
	DNSNoFamily        Reason = "dns-no-address-of-family"
	DNSAliasLoop       Reason = "dns-alias-loop"
	NameOfOtherService Reason = "name-of-other-service"
)

var dnsReasons = []ReasonInfo{
	{Reason: ResolvedPrivate, Title: "Name resolved to a private address"},
	{Reason: ResolvedEndpointName, Title: "The endpoint’s own name"},
	{Reason: ResolvedZone, Title: "Name found in a private zone"},
	{Reason: ResolvedRule, Title: "Name answered by the forwarded server"},
	{Reason: ResolvedAlias, Title: "Another name"},
	{Reason: ResolvedDNS64, Title: "IPv6 address made by DNS64"},
	{Reason: DNSForwarded, Title: "Question forwarded by a Resolver rule"},

	{DNSNoRecord, "The zone has no such name", SymptomDNS, "", "Add a record for the name to the zone or server that answers for its domain."},
	{DNSNoFamily, "No address of a usable family", SymptomDNS, "", "Give both ends IPv4, or both IPv6; or turn on DNS64 for the subnet and route 64:ff9b::/96 to a NAT gateway."},
	{DNSAliasLoop, "Names that stand for each other", SymptomDNS, "", "Let the last record of the chain hold an address."},
	{NameOfOtherService, "The name of another service", SymptomAccessDenied, "", "Use the name of the service and Region that the call is for."},
}

// Notes of name resolution.
const (
	// NoteZoneBypassed: a private zone of the VPC has the name and was not asked.
	NoteZoneBypassed NoteCode = "zone-bypassed"
	// NoteZoneNotVisible: a zone or rule has the name, and is not associated here.
	NoteZoneNotVisible NoteCode = "zone-not-visible"
	// NotePublicOverPeering: a peer's public name stays public.
	NotePublicOverPeering NoteCode = "public-name-over-peering"
	// NoteDNSLimits: how many questions a function's interface may ask.
	NoteDNSLimits NoteCode = "dns-limits"
	// NoteNameTaken: no zone and no form of AWS's explains the name; it is taken for
	// one of the destination.
	NoteNameTaken NoteCode = "name-taken-for-target"
	// NoteAPINameTaken: an execute-api endpoint takes the name of an API that is not drawn.
	NoteAPINameTaken NoteCode = "api-name-taken"
)
