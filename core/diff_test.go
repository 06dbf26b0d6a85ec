package core_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// TestReach: what fn-2 reaches and who reaches it are what the verdicts say.
func TestReach(t *testing.T) {
	n := core.Compile(lessonNetwork(t))
	reached := map[core.Endpoint]core.Reach{}
	for _, r := range n.Reaches("fn-1") {
		if r.From != "fn-1" || r.To == "fn-1" {
			t.Errorf("%+v is not from fn-1", r)
		}
		if got := verdictCell(n, core.Query{Kind: r.Kind}, r.From, r.To); got != r.Cell {
			t.Errorf("%+v, the verdict says %v", r, got)
		}
		reached[r.To] = r
	}
	if c := reached["bucket"]; c.Outcome != core.Blocked || c.At != "igw" || c.Kind != core.Connect {
		t.Errorf("bucket: %+v", c)
	}
	if c := reached["parameter"]; c.Outcome != core.Reachable {
		t.Errorf("parameter: %+v", c)
	}
	if c, ok := reached["fn-2"]; !ok || c.Kind != core.Invoke {
		t.Errorf("fn-2: %+v", c)
	}
	if _, ok := reached["vpc"]; ok {
		t.Error("a VPC is reached")
	}
	callers := map[core.Endpoint]core.Kind{}
	for _, r := range n.ReachedBy("fn-1") {
		callers[r.From] = r.Kind
		if got := verdictCell(n, core.Query{Kind: r.Kind}, r.From, "fn-1"); got != r.Cell {
			t.Errorf("%+v, the verdict says %v", r, got)
		}
	}
	if kind, ok := callers["api"]; !ok || kind != core.Invoke {
		t.Errorf("api does not call fn-1 in %v", callers)
	}
	if kind, ok := callers["fn-2"]; !ok || kind != core.Invoke {
		t.Errorf("fn-2 does not call fn-1 in %v", callers)
	}
}

// TestWhatIf: the changed copy differs where it should, and the original stays (D11,
// B10, I6).
func TestWhatIf(t *testing.T) {
	before := lessonNetwork(t)
	kept := core.Encode(&core.File{Network: *before})
	n := core.Compile(before)
	changes := func(t2 *core.Topology) map[core.Endpoint]core.Change {
		out := map[core.Endpoint]core.Change{}
		for _, c := range core.Diff(n, core.Compile(t2)) {
			if c.Sentence == "" {
				t.Errorf("%+v says nothing", c)
			}
			out[c.From+"→"+c.To] = c
		}
		return out
	}
	if got := changes(before); len(got) != 0 {
		t.Errorf("nothing was changed, and %v changed", got)
	}
	noNAT := changes(core.Delete(before, "nat"))
	c, ok := noNAT["fn-2→internet"]
	if !ok || c.Old.Outcome != core.Reachable || c.New.Outcome != core.Blocked || c.New.Reason != core.RouteBlackhole {
		t.Errorf("fn-2 without the NAT gateway: %+v", c)
	}
	if _, ok := noNAT["fn-1→internet"]; ok {
		t.Error("fn-1 does not use the NAT gateway")
	}
	idle := changes(core.Idle(before, "fn-3"))
	if c := idle["api→fn-3"]; c.New.Reason != core.FunctionInactiveReason || c.Kind != core.Invoke {
		t.Errorf("an idle function: %+v", c)
	}
	if got := changes(core.Idle(before, "api")); len(got) != 0 {
		t.Errorf("only a function sleeps: %v", got)
	}
	lost := core.LoseZone(core.LoseZone(before, "eu-west-1a"), "eu-west-1a")
	if !slices.Equal(lost.LostZones, []string{"eu-west-1a"}) || len(before.LostZones) != 0 {
		t.Errorf("lost %v, %v before", lost.LostZones, before.LostZones)
	}
	dark := changes(core.LoseZone(before, "eu-west-1a"))
	if c := dark["fn-2→internet"]; c.Old.Outcome != core.Reachable || c.New.Outcome != core.Blocked || c.New.Reason != core.ZoneLost {
		t.Errorf("fn-2 in a zone that is down: %+v", c)
	}
	if c, ok := dark["fn-4→bucket"]; ok {
		t.Errorf("fn-4 is in another zone: %+v", c)
	}
	gone := core.Delete(before, "fn-1")
	if len(gone.Resources) != len(before.Resources)-1 {
		t.Error("fn-1 is still there")
	}
	if got := core.Encode(&core.File{Network: *before}); !reflect.DeepEqual(kept, got) {
		t.Error("the original was changed")
	}
}

// TestDiffChecks: checks that hold in one network only are listed.
func TestDiffChecks(t *testing.T) {
	topology := lessonNetwork(t)
	checks := []core.Check{
		{Query: core.Query{From: "fn-2", To: "internet"}, Expect: core.Reachable},
		{Query: core.Query{From: "fn-1", To: "internet"}, Expect: core.Blocked},
	}
	got := core.DiffChecks(core.Compile(topology), core.Compile(core.Delete(topology, "nat")), checks)
	if len(got) != 1 || got[0].Old.Check != checks[0] || !got[0].Old.Pass || got[0].New.Pass {
		t.Errorf("%+v", got)
	}
	if got := core.DiffChecks(core.Compile(coretest.Topology()), core.Compile(coretest.Topology()), nil); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestDiffTellsOfOpenConnections: a closed group leaves open connections alone, a closed
// ACL cuts them, and what opens or breaks otherwise says nothing of them (E8).
func TestDiffTellsOfOpenConnections(t *testing.T) {
	before := lab(t)
	for _, c := range []struct {
		line string
		from core.Endpoint
		says string
	}{
		{`{"id":"sg-db","type":"security-group","vpc":"vpc","inbound":[],"outbound":[]}`, "fn-nat", "go on until they end."},
		{`{"id":"acl","type":"network-acl","vpc":"vpc","default":true,"inbound":[],"outbound":[]}`, "fn-nat", "are cut at once."},
		{`{"id":"db","type":"instance","subnet":"iso","securityGroups":["sg-db"],"privateIp":"10.0.3.50","stopped":true,"listens":[{"protocol":"tcp","port":3306}]}`, "fn-nat", ""},
	} {
		after := networkOf(t, "@lab\n"+c.line)
		said := false
		for _, change := range core.Diff(core.Compile(before), core.Compile(after)) {
			if change.From == c.from && change.To == "db" {
				said = true
				if c.says == "" && strings.Contains(change.Sentence, "Connections that are open") || !strings.HasSuffix(change.Sentence, c.says) {
					t.Errorf("%s: %q, want it to end in %q", c.line, change.Sentence, c.says)
				}
			}
		}
		if !said {
			t.Errorf("%s: nothing changed from %s to db", c.line, c.from)
		}
	}
}
