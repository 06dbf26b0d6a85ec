package core_test

import (
	"flag"
	"testing"

	"lasthop/core"
)

var listProposals = flag.Bool("proposals", false, "print every proposal")

// noProposal explains the reasons that no edit of the drawing mends.
var noProposal = map[core.Reason]string{
	core.NATAcceptsNothing:      "the question itself is wrong: nothing stands behind a NAT gateway",
	core.FunctionAcceptsNothing: "the question itself is wrong: a function is invoked, not connected to",
	core.EndpointProtocol:       "the question itself is wrong: endpoints carry no such protocol",
	core.NoSuchHost:             "nobody has the address: what should be there is not to be guessed",
	core.NameOfOtherService:     "the code uses the name of another service, and code is not drawn",
	core.RelayNoTarget:          "a listener has no target, and which one it should have is not to be guessed",
	core.ReplyElsewhere:         "two networks have one block, and to renumber one is no small edit",
	core.VirtualGatewayForeign:  "AWS carries nothing through a VPC from a virtual private gateway",
	core.ConnectionIPv4Only:     "a VPN to a virtual private gateway has no IPv6; another connection is no small edit",
	core.NotATrigger:            "the service invokes no functions",
	core.TriggerOtherRegion:     "to move a resource to another Region is to build it anew",
	core.TriggerOtherAccount:    "to move a resource to another account is to build it anew",
}

// checkReasons: each reason for which a call fails is mended by some proposal, or there
// is an explanation why no edit mends it; never both, and never neither.
func checkReasons(t *testing.T, mended map[core.Reason]bool, met map[core.Reason]string) {
	for _, info := range core.Reasons() {
		r := info.Reason
		why, explained := noProposal[r]
		switch {
		case info.Symptom == core.SymptomNone:
			if explained {
				t.Errorf("%s stops nothing, and is explained", r)
			}
		case explained && mended[r]:
			t.Errorf("%s is mended, and is said not to be: %s", r, why)
		case !explained && !mended[r]:
			t.Errorf("%s is never mended, e.g. in %q, and nothing says why", r, met[r])
		}
	}
}
