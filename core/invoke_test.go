package core_test

import (
	"strconv"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// TestInterfaceLimit: Lambda has at most 500 interfaces in a VPC, one for each subnet
// and set of groups (I4, I8).
func TestInterfaceLimit(t *testing.T) {
	for _, tc := range []struct {
		groups int
		want   core.Outcome
	}{{500, core.Reachable}, {501, core.Undeployable}} {
		resources := []core.Resource{coretest.VPC("vpc", "10.0.0.0/16"), coretest.Subnet("subnet", "vpc", "10.0.0.0/20"), coretest.Role("role"), coretest.Function("caller", "", "")}
		for i := range tc.groups {
			id := core.ID("sg-" + strconv.Itoa(i))
			resources = append(resources, coretest.SecurityGroup(id, "vpc"), coretest.Function("fn-"+id, "subnet", id))
		}
		n := core.Compile(coretest.Topology(resources...))
		v := n.Verdict(core.Query{Kind: core.Invoke, From: "caller", To: "fn-sg-7"})
		if v.Outcome != tc.want {
			t.Errorf("%d interfaces: %v, want %v", tc.groups, v.Outcome, tc.want)
		}
		_, s := v.Deciding()
		if tc.want == core.Undeployable && (s.Reason != core.InterfaceLimit || n.SymptomText(&v) != "ENILimitReachedException (HTTP 502).") {
			t.Errorf("decided by %s: %s", s.Reason, n.SymptomText(&v))
		}
		checkWellFormed(t, n, &v)
	}
}

// BenchmarkInvoke measures one invocation of each kind: by a service, from inside the
// VPC by an endpoint, and by a poller.
func BenchmarkInvoke(b *testing.B) {
	policy := core.PolicyText(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}]}`)
	n := core.Compile(coretest.Topology(
		coretest.VPC("vpc", "10.0.0.0/16"),
		coretest.Subnet("a", "vpc", "10.0.1.0/24"),
		coretest.SecurityGroup("sg", "vpc", coretest.TCP("443", "10.0.0.0/16")),
		coretest.InterfaceEndpoint("vpce", "vpc", "lambda", "a", "sg"),
		coretest.Role("role"),
		coretest.Function("inside", "a", "sg"),
		coretest.Function("fn", "a", "sg", func(f *core.Function) { f.Policy = policy }),
		coretest.Service("bucket", "s3"),
		coretest.Service("queue", "sqs"),
		&core.EventSourceMapping{Common: core.Common{ID: "mapping"}, Source: "queue", Function: "fn"},
	))
	for _, from := range []core.Endpoint{"bucket", "inside", "queue"} {
		b.Run(string(from), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v := n.Verdict(core.Query{Kind: core.Invoke, From: from, To: "fn"}); v.Outcome != core.Reachable {
					b.Fatal(v.Outcome)
				}
			}
		})
	}
}
