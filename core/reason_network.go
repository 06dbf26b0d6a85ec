package core

// Reasons of gateways, appliances and other networks.
const (
	NoIPv6Address Reason = "no-ipv6-address"
)

var networkReasons = []ReasonInfo{
	{NoIPv6Address, "No address of this family", SymptomTimeout, "", "Give it an IPv6 address: a dual-stack subnet, and for a function Ipv6AllowedForDualStack."},
}
