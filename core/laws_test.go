package core_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// rounds returns how many random networks a test that is slow by nature looks at: fewer
// as WASM, where the same tests run a second time.
func rounds(n uint64) uint64 {
	if runtime.GOARCH == "wasm" {
		return max(3, n/10)
	}
	return n
}

func lab(t *testing.T) *core.Topology {
	t.Helper()
	data, err := os.ReadFile("testdata/base/lab.txt")
	if err != nil {
		t.Fatal(err)
	}
	return networkOf(t, string(data))
}

// pairs asks every resource about every other, both ways of asking.
func pairs(n *core.Network) []core.Query {
	var out []core.Query
	ends := []core.Endpoint{"internet", "198.51.100.7"}
	for _, r := range n.Resources() {
		ends = append(ends, core.Endpoint(r.Head().ID))
	}
	for _, from := range ends {
		for _, to := range ends {
			out = append(out, core.Query{From: from, To: to}, core.Query{Kind: core.Invoke, From: from, To: to})
		}
	}
	return out
}

// TestOrderMeansNothing: the same resources in any order give the same bytes.
func TestOrderMeansNothing(t *testing.T) {
	topology := lab(t)
	n := core.Compile(topology)
	for seed := range uint64(5) {
		shuffled := &core.Topology{Region: topology.Region, Account: topology.Account, Resources: slices.Clone(topology.Resources)}
		coretest.Shuffle(shuffled, seed)
		m := core.Compile(shuffled)
		for _, q := range pairs(n) {
			a, b := n.Verdict(q), m.Verdict(q)
			x, err := json.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			y, _ := json.Marshal(b)
			if !bytes.Equal(x, y) {
				t.Fatalf("seed %d, %+v:\n%s\n%s", seed, q, x, y)
			}
		}
	}
}

// TestEveryAnswerIsWellFormed asks everything about everything, in the lab and in
// random networks, most of them nonsense.
func TestEveryAnswerIsWellFormed(t *testing.T) {
	n := core.Compile(lab(t))
	for _, q := range pairs(n) {
		v := n.Verdict(q)
		checkWellFormed(t, n, &v)
	}
	for seed := range uint64(300) {
		n := core.Compile(coretest.RandomTopology(seed))
		questions := pairs(n)
		r := rand.New(rand.NewPCG(seed, 5))
		for range min(60, len(questions)) {
			v := n.Verdict(questions[r.IntN(len(questions))])
			checkWellFormed(t, n, &v)
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
}

// TestAddedAllowNeverBlocks: one more allow rule in a group, or one more numbered
// behind all others in an ACL, never turns a reachable answer into another.
func TestAddedAllowNeverBlocks(t *testing.T) {
	topology := lab(t)
	before := core.Compile(topology)
	questions := pairs(before)
	r := rand.New(rand.NewPCG(1, 6))
	for range 40 {
		i := r.IntN(len(topology.Resources))
		changed := &core.Topology{Region: topology.Region, Account: topology.Account, Resources: slices.Clone(topology.Resources)}
		cidr := []core.CIDR{"0.0.0.0/0", "10.0.0.0/16", "10.0.2.0/24", "3.5.88.0/24"}[r.IntN(4)]
		switch x := topology.Resources[i].(type) {
		case *core.SecurityGroup:
			c := *x
			rule := core.GroupRule{Protocol: core.ProtoTCP, Ports: "443", CIDR: cidr}
			c.Inbound, c.Outbound = append(slices.Clone(c.Inbound), rule), append(slices.Clone(c.Outbound), rule)
			changed.Resources[i] = &c
		case *core.NetworkACL:
			c := *x
			rule := core.ACLRule{Number: 30000, Action: core.Allow, Protocol: core.ProtoAll, CIDR: cidr}
			c.Inbound, c.Outbound = append(slices.Clone(c.Inbound), rule), append(slices.Clone(c.Outbound), rule)
			changed.Resources[i] = &c
		default:
			continue
		}
		after := core.Compile(changed)
		for _, q := range questions {
			if v := before.Verdict(q); v.Outcome == core.Reachable {
				if w := after.Verdict(q); w.Outcome != core.Reachable {
					t.Fatalf("%+v was reachable and is %v after an allow for %s in %s", q, w.Outcome, cidr, topology.Resources[i].Head().ID)
				}
			}
		}
	}
}

// TestConcurrentQuestions: a network answers many at once.
func TestConcurrentQuestions(t *testing.T) {
	n := core.Compile(lab(t))
	questions := pairs(n)
	done := make(chan bool)
	for range 4 {
		go func() {
			for _, q := range questions {
				n.Verdict(q)
			}
			done <- true
		}()
	}
	for range 4 {
		<-done
	}
}
