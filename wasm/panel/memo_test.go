package panel

import (
	"strconv"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/view"
)

// parts returns the panels of a page by their class or id.
func parts(m *Model) map[string]*view.Node {
	page := App(m, canvas())
	out := map[string]*view.Node{}
	for _, name := range []string{"top", "palette", "outline", "zoom", "inspector", "ask", "sheets", "message"} {
		n := find(page, "class", name)
		if n == nil {
			n = find(page, "id", name)
		}
		out[name] = n
	}
	return out
}

// Only what changed is built anew: a drag frame must not cost the panels.
func TestUnchangedPanelsAreTheSameNodes(t *testing.T) {
	m := fourModel().selects("subnet-1")
	before := parts(m)
	for name, n := range before {
		if n == nil {
			t.Fatalf("the page has no %s", name)
		}
	}
	for _, c := range []struct {
		what    string
		change  func()
		changed string
	}{
		{"nothing", func() {}, ""},
		{"the live text", func() { m.Live = "Blocked at hop 5 of 6" }, ""},
		{"the zoom", func() { m.Zoom = 120 }, "zoom"},
		{"a message", func() { m.Message.Text = "no" }, "message"},
		{"the search", func() { m.Search = "nat" }, "palette"},
		{"saving", func() { m.Save = Saving }, "top"},
		{"the same selection, another slice", func() { m.Selection = []core.ID{"subnet-1"} }, ""},
		{"the selection", func() { m.Selection = []core.ID{"nat"} }, "outline inspector"},
		{"a preview", func() {
			v := *m.Answer.Verdict
			m.Answer.Verdict, m.Answer.Preview = &v, true
		}, "inspector ask"},
		{"the step", func() { m.Answer.Step = 2 }, "ask"},
		{"a policy's draft", func() { m.Drafts = []Draft{{Field: "res/bucket/policy", Text: "{"}} }, "inspector"},
	} {
		c.change()
		after := parts(m)
		for name := range before {
			want := false
			for _, s := range strings.Fields(c.changed) {
				want = want || s == name
			}
			if got := after[name] != before[name]; got != want {
				t.Errorf("%s: %s built anew: %v, want %v", c.what, name, got, want)
			}
		}
		before = after
	}
}

// A model gives the same page as a new one in the same state.
func TestMemoTellsStatesApart(t *testing.T) {
	all, old := models(), fourModel()
	for _, name := range sorted(all) {
		fresh := *all[name]
		kept := fresh
		kept.memo = old.memo
		if old.memo.kept == nil {
			App(old, canvas())
			kept.memo = old.memo
		}
		if a, b := said(App(&fresh, canvas())), said(App(&kept, canvas())); a != b {
			t.Errorf("%s: after other states the page says\n%s\nwant\n%s", name, b, a)
		}
	}
}

// large is a network of about 1,000 shapes.
func large() *core.Topology {
	t := fourSubnets()
	for i := range 60 {
		n := strconv.Itoa(i)
		id := core.ID("big-" + n)
		t.Resources = append(t.Resources, &core.Subnet{Common: core.Common{ID: id}, VPC: "vpc", CIDR: core.CIDR("10.0." + strconv.Itoa(10+i) + ".0/24"), RouteTable: "rtb-nat"})
		for j := range 15 {
			t.Resources = append(t.Resources, &core.Instance{Common: core.Common{ID: id + core.ID("-"+strconv.Itoa(j))}, Subnet: id, SecurityGroups: []core.ID{"sg-endpoint"}})
		}
	}
	return t
}

func BenchmarkApp(b *testing.B) {
	small, big := fourModel().selects("subnet-1"), fourModel().selects("subnet-1")
	big.Network = core.Compile(large())
	big.asks(big.Query)
	for _, c := range []struct {
		name string
		m    *Model
	}{{"4 subnets", small}, {"1,000 shapes", big}} {
		m, svg := c.m, canvas()
		v := *m.Answer.Verdict
		App(m, svg)
		b.Run(c.name+"/drag frame", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				App(m, svg)
			}
		})
		b.Run(c.name+"/new answer", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := v
				m.Answer.Verdict = &w
				App(m, svg)
			}
		})
		b.Run(c.name+"/new network", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Revision++
				App(m, svg)
			}
		})
	}
}
