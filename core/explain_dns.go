package core

import (
	"slices"
	"strings"
)

// dnsSentence says what a step decided for the reasons of reason_dns.go; "" for others.
func (n *Network) dnsSentence(s *Step) string {
	switch s.Reason {
	case ResolvedPrivate:
		return s.Detail + " is " + block(s.Out.Dst) + ", a private address"
	case ResolvedOutsideVPC:
		return s.Detail + " is " + kindOfAddress(s)
	case ResolvedEndpointName:
		return s.Detail + " is " + block(s.Out.Dst) + ", the own name of " + n.label(s.Cause.ID)
	case ResolvedZone:
		return s.Detail + " is " + block(s.Out.Dst) + ", from the private zone " + n.label(s.Cause.ID)
	case ResolvedRule:
		return s.Detail + " is " + block(s.Out.Dst) + ", says the server of the rule " + n.label(s.Cause.ID)
	case ResolvedAlias:
		name, other, _ := strings.Cut(s.Detail, " ")
		return name + " is another name of " + other + ", from " + n.label(s.Cause.ID)
	case ResolvedDNS64:
		return s.Detail + " has no IPv6 address, so DNS64 of " + n.label(s.Cause.ID) + " makes " + block(s.Out.Dst)
	case DNSForwarded:
		return "the rule " + n.label(s.Cause.ID) + " forwards the question for " + s.Detail
	case DNSNoSuchName:
		switch s.Cause.Field {
		case "vpcs":
			return "nobody here knows " + s.Detail + ": " + n.the(s.Cause.ID) + " is visible in the VPCs that it is associated with, and nowhere else"
		case "dnsHostnames":
			return "nobody here knows " + s.Detail + ": private zones need enableDnsSupport and enableDnsHostnames of " + n.the(s.Cause.ID)
		case "servers":
			return "nobody here knows " + s.Detail + ": the servers of " + n.label(s.Cause.ID) + " do not know private zones"
		}
	case DNSNoRecord:
		return n.the(s.Cause.ID) + " answers for this domain and has no record for " + s.Detail + "; public DNS is not asked"
	case DNSNoFamily:
		return s.Detail + " has no address of a family that the sender uses"
	case DNSAliasLoop:
		return s.Detail + " leads from name to name and never to an address"
	case NameOfOtherService:
		service, region, _ := strings.Cut(s.Detail, " ")
		return "the name is that of " + service + " in " + region + ", which refuses calls for anything else"
	}
	return ""
}

// dnsAdvice returns the first thing to change for a name that does not resolve, where
// the step says more than its reason; "" elsewhere.
func (n *Network) dnsAdvice(s *Step) string {
	switch {
	case s.Stage != StageResolve:
	case s.In.Dst.IsValid():
		text := "Give the query a way to the server at " + block(s.In.Dst)
		for _, r := range n.resources {
			if r, ok := r.(*Resolver); ok && slices.Contains(r.Servers, Address(block(s.In.Dst))) {
				return text + ", or go back to AmazonProvidedDNS."
			}
		}
		return text + "."
	case s.Reason == DNSNoSuchName && s.Cause.Field == "vpcs":
		return "Associate " + n.the(s.Cause.ID) + " with the VPC of the caller."
	case s.Reason == DNSNoSuchName && s.Cause.Field == "dnsHostnames":
		return "Turn on enableDnsSupport and enableDnsHostnames for " + n.the(s.Cause.ID) + "."
	case s.Reason == DNSNoSuchName && s.Cause.Field == "servers":
		return "Go back to AmazonProvidedDNS, or let the servers forward to it."
	}
	return ""
}

// kindOfAddress writes the address of an answer and whether it is public.
func kindOfAddress(s *Step) string {
	switch p := s.Out.Dst; {
	case !p.IsValid() || p.Bits() == 0:
		return "a public address"
	case isPrivate(p):
		return block(p) + ", a private address"
	case !p.IsSingleIP():
		return "one of " + block(p) + ", public addresses"
	default:
		return block(p) + ", a public address"
	}
}

// recordText returns a record of a zone or a Resolver rule in one line.
func (n *Network) recordText(r Ref) string {
	var records []Record
	switch z := n.byID[r.ID].(type) {
	case *PrivateZone:
		records = z.Records
	case *ResolverRule:
		records = z.Records
	}
	if r.Index < 0 || r.Index >= len(records) {
		return "no record of " + n.label(r.ID)
	}
	return records[r.Index].Name + " → " + n.label(ID(records[r.Index].Value))
}

// dnsNote returns the words of a note of reason_dns.go; "" for others.
func (n *Network) dnsNote(x Note) string {
	switch x.Code {
	case NoteEndpointBypassed:
		if x.Detail == "inboundResolverOnly" {
			return n.label(x.At) + " is bypassed: its private DNS answers only what comes in through a Resolver inbound endpoint."
		}
	case NoteZoneBypassed:
		if x.Detail == "dnsHostnames" {
			return n.label(x.At) + " is bypassed: private zones need enableDnsSupport and enableDnsHostnames."
		}
		return n.label(x.At) + " is bypassed: the resolver in use does not know private zones."
	case NoteZoneNotVisible:
		return n.label(x.At) + " has names of this domain, but is not associated with the VPC of the caller; peering, transit gateways and VPNs do not change that."
	case NoteDNSLimits:
		return "An interface may send 1,024 packets a second to the Amazon resolver, and a function may hold 20 TCP connections to it; beyond that names fail under load. The limits are not simulated."
	case NoteNameTaken:
		return "Nothing in the drawing says what " + x.Detail + " is; it is taken for a public name of " + n.label(x.At) + "."
	case NoteAPINameTaken:
		return n.label(x.At) + " takes the names of all APIs of its Region; it carries calls to private APIs, and a public one answers 403 Forbidden."
	case NotePublicOverPeering:
		return "Over " + n.label(x.At) + " the name stands for the public address, because the DNS option of the peering is off at the other side."
	}
	return ""
}
