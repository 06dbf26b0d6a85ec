package core_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"lasthop/core"
)

// A posed question is a network and a call in it.
type posed struct {
	name     string
	topology *core.Topology
	query    core.Query
}

// everyQuestion returns the questions of every case and every check of every example.
func everyQuestion(t testing.TB) []posed {
	var out []posed
	cases, _ := filepath.Glob("testdata/cases/*.txtar")
	more, _ := filepath.Glob("testdata/proposals/*.txtar")
	files := append(cases, more...)
	for _, path := range files {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]string{}
		for _, f := range ar.Files {
			parts[f.Name] = string(f.Data)
		}
		topology := networkOf(t, parts["resources"])
		topology.LostZones = strings.Fields(parts["lost"])
		for line := range strings.Lines(parts["ask"]) {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, posed{filepath.Base(path) + ": " + line, topology, queryOf(t, line)})
			}
		}
	}
	files, _ = filepath.Glob("../examples/*.json")
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := core.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		n := core.Compile(&f.Network)
		for _, kind := range []core.Kind{core.Connect, core.Invoke} {
			for _, from := range n.Sources(kind) {
				for _, to := range n.Targets(kind) {
					if from != to {
						out = append(out, posed{filepath.Base(path) + ": " + string(from) + " -> " + string(to), &f.Network, core.Query{Kind: kind, From: from, To: to}})
					}
				}
			}
		}
	}
	return out
}

// TestProposals: whatever is proposed makes the call reachable; nothing of it can be
// left out; AWS refuses nothing of it; it lets nobody in from everywhere; the drawing
// itself is not touched; and what it costs is what it costs.
func TestProposals(t *testing.T) {
	mended := map[core.Reason]bool{}
	met := map[core.Reason]string{}
	failed, none := 0, 0
	for _, p := range everyQuestion(t) {
		n := core.Compile(p.topology)
		v := n.Verdict(p.query)
		before := core.Encode(&core.File{Network: *p.topology})
		list := n.Propose(p.topology, p.query)
		if v.Outcome == core.Reachable || v.Outcome == core.Undecided {
			if list != nil {
				t.Errorf("%s is %v: %d proposals", p.name, v.Outcome, len(list))
			}
			continue
		}
		failed++
		if len(list) == 0 {
			none++
		}
		for i := range v.Paths {
			for _, s := range v.Paths[i].Blockers() {
				met[s.Reason] = p.name
			}
		}
		if *listProposals {
			fmt.Printf("%s\n", p.name)
			if _, s := v.Deciding(); s != nil {
				fmt.Printf("  %v at %s: %s\n", v.Outcome, s.At, s.Reason)
			}
		}
		for i := range list {
			x := &list[i]
			if *listProposals {
				fmt.Printf("  %d. opens %d, %s: %s  [breaks %d]\n", i+1, x.Opens, core.Dollars(x.Monthly), strings.Join(n.ProposalText(x), " "), len(x.Breaks))
			}
			for _, r := range x.Reasons {
				mended[r] = true
			}
			checkProposal(t, p, n, x)
		}
		if len(list) > 6 {
			t.Errorf("%s: %d proposals", p.name, len(list))
		}
		if !bytes.Equal(before, core.Encode(&core.File{Network: *p.topology})) {
			t.Errorf("%s: the drawing has changed", p.name)
		}
	}
	t.Logf("%d calls that fail, %d without a proposal", failed, none)
	checkReasons(t, mended, met)
}

func checkProposal(t *testing.T, p posed, n *core.Network, x *core.Proposal) {
	t.Helper()
	after := x.Apply(p.topology)
	m := core.Compile(after)
	text := strings.Join(n.ProposalText(x), " ")
	if v := m.Verdict(p.query); v.Outcome != core.Reachable {
		t.Errorf("%s: %q leaves it %v", p.name, text, v.Outcome)
	}
	if len(x.Edits) == 0 || len(x.Reasons) == 0 || text == "" || x.Opens < 0 {
		t.Errorf("%s: %+v says nothing", p.name, x)
	}
	for i := range x.Edits {
		less := core.Proposal{Edits: slices.Delete(slices.Clone(x.Edits), i, i+1)}
		if v := core.Compile(less.Apply(p.topology)).Verdict(p.query); v.Outcome == core.Reachable {
			t.Errorf("%s: %q does without the edit of %s", p.name, text, x.Edits[i].ID())
		}
		checkNarrow(t, p, &x.Edits[i])
	}
	had := core.Validate(p.topology)
	for _, problem := range core.Validate(after) {
		if problem.Severity == core.Refused && !slices.Contains(had, problem) {
			t.Errorf("%s: %q makes AWS refuse %s: %s", p.name, text, problem.At, problem.Msg)
		}
	}
	if got := m.Cost().Monthly - n.Cost().Monthly; got != x.Monthly {
		t.Errorf("%s: %q costs %d, not %d", p.name, text, got, x.Monthly)
	}
}

// checkNarrow holds the rules that an edit adds to what may be opened at all.
func checkNarrow(t *testing.T, p posed, e *core.Edit) {
	t.Helper()
	wide := func(c core.CIDR) bool { return strings.HasSuffix(string(c), "/0") }
	switch after := e.After.(type) {
	case *core.SecurityGroup:
		before, _ := e.Before.(*core.SecurityGroup)
		if before == nil {
			before = &core.SecurityGroup{}
		}
		for _, r := range after.Inbound {
			if wide(r.CIDR) && !slices.Contains(before.Inbound, r) {
				t.Errorf("%s: %s lets in everybody", p.name, after.ID)
			}
		}
		for _, r := range after.Outbound {
			if !slices.Contains(before.Outbound, r) && !after.Default && r.Protocol != core.ProtoICMP && (r.Protocol == core.ProtoAll || r.Ports == "") {
				t.Errorf("%s: %s lets out %s %q", p.name, after.ID, r.Protocol, r.Ports)
			}
		}
	case *core.NetworkACL:
		before := e.Before.(*core.NetworkACL)
		for _, r := range after.Inbound {
			if wide(r.CIDR) && !slices.Contains(before.Inbound, r) && !strings.Contains(string(r.Ports), "-") && r.Protocol != core.ProtoICMP {
				t.Errorf("%s: %s lets everybody in by %s", p.name, after.ID, r.Ports)
			}
			if r.Protocol == core.ProtoAll && !slices.Contains(before.Inbound, r) {
				t.Errorf("%s: %s lets in everything", p.name, after.ID)
			}
		}
	}
}

// BenchmarkPropose looks for proposals in a lesson-sized network.
func BenchmarkPropose(b *testing.B) {
	data, err := os.ReadFile("../examples/four-subnets.json")
	if err != nil {
		b.Fatal(err)
	}
	f, err := core.Decode(data)
	if err != nil {
		b.Fatal(err)
	}
	n := core.Compile(&f.Network)
	for _, q := range []core.Query{{From: "fn-1", To: "internet"}, {From: "fn-3", To: "bucket"}, {From: "fn-3", To: "internet"}} {
		b.Run(string(q.From)+"-"+string(q.To), func(b *testing.B) {
			for b.Loop() {
				n.Propose(&f.Network, q)
			}
		})
	}
	b.Run("compile", func(b *testing.B) {
		for b.Loop() {
			core.Compile(&f.Network)
		}
	})
}
