package core_test

import (
	"flag"
	"testing"

	"lasthop/core"
)

var listProposals = flag.Bool("proposals", false, "print every proposal")

// noProposal explains the reasons that no edit of the drawing mends.
var noProposal = map[core.Reason]string{}

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
