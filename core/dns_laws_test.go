package core_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"golang.org/x/tools/txtar"

	"lasthop/core"
	"lasthop/core/coretest"
)

// TestEveryNameFromEverywhere asks for names of every kind from everything about
// everything, in the networks of the cases on names: each answer is well formed, and
// the same whatever the order of the resources.
func TestEveryNameFromEverywhere(t *testing.T) {
	names := []string{
		"db.corp.example", "round.corp.example", "nobody.corp.example", "files.corp.example", "ssm.eu-west-1.amazonaws.com", "ssm.eu-west-1.api.aws",
		"sqs.us-east-1.amazonaws.com", "bucket.s3.dualstack.eu-west-1.amazonaws.com", "vpce-ssm.ssm.eu-west-1.vpce.amazonaws.com",
		"vpce-ssm-eu-west-1b.ssm.eu-west-1.vpce.amazonaws.com", "ec2-203-0-113-50.eu-west-1.compute.amazonaws.com", "ip-10-0-1-50.eu-west-1.compute.internal",
		"sql.eu-west-1.rds.amazonaws.com", "alb.eu-west-1.elb.amazonaws.com", "x.execute-api.eu-west-1.amazonaws.com", "sts.amazonaws.com",
		"example.com", ".", "..", "*.corp.example", "ip-.eu-west-1.compute.internal", "amazonaws.com", ".amazonaws.com", "vpce.amazonaws.com", "on.aws",
	}
	for _, c := range []string{"zones", "rules-forward", "rules-hub", "rules-root", "inbound-endpoint", "families", "names-of-managed", "servers-ipv6"} {
		ar, err := txtar.ParseFile("testdata/cases/" + c + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		topology := networkOf(t, string(ar.Files[0].Data))
		n := core.Compile(topology)
		shuffled := *topology
		shuffled.Resources = append([]core.Resource(nil), topology.Resources...)
		coretest.Shuffle(&shuffled, 7)
		m := core.Compile(&shuffled)
		for i, q := range pairs(n) {
			if q.Kind == core.Invoke {
				continue
			}
			q.Name = names[i/2%len(names)]
			q.Family = []core.Family{"", core.IPv4, core.IPv6}[i%7%3]
			v := n.Verdict(q)
			checkWellFormed(t, n, &v)
			if len(v.Paths) == 0 {
				t.Errorf("%s: %+v: no path", c, q)
			}
			for _, x := range v.Notes {
				if text := n.NoteText(x); text == "" || text == string(x.Code) {
					t.Errorf("%s: note %q has no words", c, x.Code)
				}
			}
			if i%9 == 0 {
				other := m.Verdict(q)
				a, _ := json.Marshal(v)
				b, _ := json.Marshal(other)
				if !bytes.Equal(a, b) {
					t.Errorf("%s: %+v depends on the order of the resources", c, q)
				}
			}
			if t.Failed() {
				t.FailNow()
			}
		}
	}
}
