package core_test

import (
	"testing"

	"lasthop/core"
	ct "lasthop/core/coretest"
)

// TestDefaultVPC: a host in it is on the internet, a function in it is not, and AWS
// would refuse nothing of it (A8, A7, C3).
func TestDefaultVPC(t *testing.T) {
	topology := ct.Topology(core.DefaultVPC([]string{"eu-west-1a", "eu-west-1b", "eu-west-1c"})...)
	topology.Resources = append(topology.Resources,
		ct.Instance("host", "default-eu-west-1a", "default-sg"), ct.Instance("peer", "default-eu-west-1c", "default-sg"),
		ct.Function("fn", "default-eu-west-1b", "default-sg"), ct.Role("role"))
	n := core.Compile(topology)
	for _, p := range n.Problems() {
		if p.Severity != core.Remark {
			t.Errorf("%+v", p)
		}
	}
	for _, c := range []struct {
		from, to core.Endpoint
		want     core.Outcome
		reason   core.Reason
	}{
		{"host", "internet", core.Reachable, core.Delivered},
		{"fn", "internet", core.Blocked, core.IGWNoPublicIP},
		{"fn", "host", core.Reachable, core.Delivered},           // both are members of the default group
		{"internet", "host", core.Blocked, core.SGNoInboundRule}, // and nobody else is let in
	} {
		v := n.Verdict(core.Query{From: c.from, To: c.to})
		if _, s := v.Deciding(); v.Outcome != c.want || s.Reason != c.reason {
			t.Errorf("%s → %s is %v by %s, want %v by %s", c.from, c.to, v.Outcome, s.Reason, c.want, c.reason)
		}
	}
	if got := len(core.DefaultVPC(make([]string, 40))); got != 5+16 {
		t.Errorf("%d resources for 40 zones, want 21: a /16 holds 16 subnets of /20", got)
	}
}
