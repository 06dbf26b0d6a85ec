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

// everyQuestion returns the questions of every case, the pairs of the lab that fail, and
// one for each way to fail of every example.
func everyQuestion(t testing.TB) []posed {
	var out []posed
	cases, _ := filepath.Glob("testdata/cases/*.txtar")
	more, _ := filepath.Glob("testdata/proposals/*.txtar")
	files := slices.Concat(cases, more)
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
		out = append(out, failingPairs(filepath.Base(path), &f.Network, true)...)
	}
	return append(out, failingPairs("lab", networkOf(t, "@lab"), false)...)
}

// failingPairs returns the calls between any two ends of a network that fail; one for each
// reason and place where once is enough.
func failingPairs(name string, t *core.Topology, once bool) []posed {
	var out []posed
	n := core.Compile(t)
	seen := map[string]bool{}
	for _, kind := range []core.Kind{core.Connect, core.Invoke} {
		m := n.Matrix(core.Query{Kind: kind}, nil, nil)
		for i, from := range m.Sources {
			for j, to := range m.Targets {
				c := m.Cell(i, j)
				if key := fmt.Sprint(kind, c.Reason, c.At); from != to && c.Outcome != core.Reachable && !(once && seen[key]) {
					seen[key] = true
					out = append(out, posed{name + ": " + string(from) + " -> " + string(to), t, core.Query{Kind: kind, From: from, To: to}})
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

// TestProposalsOrder: the same drawing in another order gets the same proposals.
func TestProposalsOrder(t *testing.T) {
	for i, p := range everyQuestion(t) {
		if i%9 != 0 {
			continue
		}
		turned := *p.topology
		turned.Resources = slices.Clone(turned.Resources)
		slices.Reverse(turned.Resources)
		a, b := core.Compile(p.topology).Propose(p.topology, p.query), core.Compile(&turned).Propose(&turned, p.query)
		if len(a) != len(b) {
			t.Fatalf("%s: %d proposals, and %d in another order", p.name, len(a), len(b))
		}
		for i := range a {
			if x, y := told(p.topology, &a[i]), told(&turned, &b[i]); x != y {
				t.Errorf("%s: %s\nand in another order: %s", p.name, x, y)
			}
		}
	}
}

// told writes all that a proposal says, and the drawing that it makes.
func told(t *core.Topology, p *core.Proposal) string {
	return fmt.Sprintf("%v %v %d %d %v\n%s", core.Compile(t).ProposalText(p), p.Reasons, p.Opens, p.Monthly, p.Breaks,
		core.Encode(&core.File{Network: *p.Apply(t)}))
}

// TestProposalChoices: what is best for a few well-known calls, in words and figures.
func TestProposalChoices(t *testing.T) {
	all := map[string]posed{}
	for _, p := range everyQuestion(t) {
		all[p.name] = p
	}
	for _, c := range []struct{ question, first, some string }{
		// A way that is there beats one that is paid for.
		{"four-subnets.txtar: fn-pub -> bucket", "0 0.00 Put vpce-s3 on the route table rtb-pub.", "7.30 Add a security group"},
		{"private-dns-off.txtar: fn-iso -> parameter", "0 0.00 Turn on private DNS of vpce-ssm.", "32 0.00 Add to rtb-iso the route 0.0.0.0/0 → nat."},
		{"two-subnets.txtar: fn-two -> internet", "0 0.00 Take pub out of the subnets of fn-two.", ""},
		{"four-subnets.txtar: plain -> internet", "32 3.65 Give plain an Elastic IP address.", ""},
		// The caller's group and the very port; a /32 where there is no group.
		{"database.txtar: fn-other -> db", "1 0.00 Add an inbound rule to sg-db: TCP 3306 from sg-other.", ""},
		{"client-vpn.txtar: 198.51.100.8 -> bastion", "1 0.00 Add an inbound rule to sg-bastion: TCP 22 from 198.51.100.8/32.", ""},
		// Nobody is let in from everywhere.
		{"inbound.txtar: internet -> web:80", "", ""},
		{"peering.txtar: fn-nat -> b-lost", "1 0.00 Add to rtb-b-lost the route 10.0.0.0/16 → pcx.", ""},
		{"joined.txtar: fn-nat -> b-host", "1 0.00 Propagate att-b into tgw-rtb.", ""},
		{"vpn.txtar: fn-nat -> mute", "1 0.00 In blind, route 10.0.0.0/16 to dx.", ""},
		{"public-access.txtar: web -> internet", "1 0.00 Add an exclusion for pub to bpa, outward only.", ""},
		{"nat-misplaced.txtar: fn-nat -> internet", "0 0.00 Move nat to pub, by creating it there.", "Add to rtb-iso the route 0.0.0.0/0 → igw"},
		{"role-cannot-attach.txtar: fn-nat -> internet", "1 0.00 Attach AWSLambdaVPCAccessExecutionRole to role.", ""},
		{"bucket-policy.txtar: fn-nat -> bucket", "0 0.00 Put vpce-s3 on the route table rtb-nat.", "Exempt the role role from the Deny of bucket."},
		{"zone-elsewhere.txtar: fn-b -> parameter", "1 0.00 Associate zone with b.", "7.30 Add a security group"},
		{"policies.txtar: app -> parameter", "2 0.00 Add a role role-app that allows ssm:GetParameter on arn:aws:ssm:eu-west-1:111122223333:parameter/parameter. Give app the role role-app.", ""},
	} {
		p, ok := all[c.question]
		if !ok {
			t.Fatalf("nobody asks %q", c.question)
		}
		n := core.Compile(p.topology)
		var texts []string
		for _, x := range n.Propose(p.topology, p.query) {
			texts = append(texts, fmt.Sprintf("%d %s %s", x.Opens, core.Dollars(x.Monthly), strings.Join(n.ProposalText(&x), " ")))
		}
		first := ""
		if len(texts) > 0 {
			first = texts[0]
		}
		if first != c.first || !strings.Contains(strings.Join(texts, "\n"), c.some) {
			t.Errorf("%s:\n%s\nwant first %q, and %q", c.question, strings.Join(texts, "\n"), c.first, c.some)
		}
	}
}
