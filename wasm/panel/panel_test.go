package panel

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/view"
)

var update = flag.Bool("update", false, "write what came as what is wanted")

func canvas() *view.Node { return view.El("svg", view.A("class", "scene")) }

// models are the page in states that between them show every part of it.
func models() map[string]*Model {
	out := map[string]*Model{"nothing": fourModel(), "empty": {}}
	for _, r := range fourSubnets().Resources {
		id := r.Head().ID
		out["select "+string(id)] = fourModel().selects(id)
		readOnly := fourModel().selects(id)
		readOnly.ReadOnly = true
		out["read "+string(id)] = readOnly
	}
	for _, key := range []core.ID{"acl-open@subnet-3", "eni~subnet-1~sg-functions", "eni~nat", "internet", "zone~lambda", "gone"} {
		out["select "+string(key)] = fourModel().selects(key)
	}
	out["several"] = fourModel().selects("fn-1", "subnet-1", "zone~services")
	out["isolated"] = fourModel().asks(core.Query{From: "fn-3", To: "bucket"}).selects("rtb-local")
	out["address"] = fourModel().asks(core.Query{From: "fn-2", To: AnAddress, Port: 22})
	out["inward"] = fourModel().asks(core.Query{From: "internet", To: "database"})
	out["invoke"] = fourModel().asks(core.Query{Kind: core.Invoke, From: "api", To: "fn-1"})
	out["missing"] = fourModel().asks(core.Query{From: "fn-9", To: "bucket"})
	out["parameter"] = fourModel().asks(core.Query{From: "fn-2", To: "parameter"}).selects("sg-endpoint")
	out["divergent"] = divergent()
	broken := breaking()
	out["broken"] = broken.selects("rtb-nat")
	for _, id := range []core.ID{"subnet-2", "acl-open", "sg-functions", "fn-1", "bucket"} {
		out["broken "+string(id)] = breaking().selects(id)
	}
	help := fourModel()
	help.HelpOpen, help.Theme, help.Sheet, help.Armed, help.Save, help.SaveNote = true, ThemeDark, "ask", "service/s3", SaveFailed, "storage is full"
	help.Message = Message{Text: "network.json was not opened.", Detail: "Line 3: not JSON."}
	out["help"] = help
	search := fourModel()
	search.Search, search.Answer.Preview, search.Answer.Step = "nothing like it", true, 2
	out["search"] = search
	return out
}

// divergent is fn-1 in a public and a NAT subnet.
func divergent() *Model {
	t := fourSubnets()
	for _, r := range t.Resources {
		if f, ok := r.(*core.Function); ok && f.ID == "fn-1" {
			f.Subnets = []core.ID{"subnet-1", "subnet-2"}
		}
	}
	m := fourModel()
	m.Network = core.Compile(t)
	m.Checks = core.RunChecks(m.Network, []core.Check{{Query: core.Query{From: "fn-1", To: "bucket"}, Expect: core.Reachable}})
	return m.asks(core.Query{From: "fn-1", To: "bucket"})
}

// breaking has what AWS would refuse, and drafts that were refused.
func breaking() *Model {
	t := fourSubnets()
	for _, r := range t.Resources {
		switch r := r.(type) {
		case *core.Subnet:
			if r.ID == "subnet-2" {
				r.CIDR, r.RouteTable = "10.0.1.128/25", "rtb-gone"
			}
		case *core.RouteTable:
			if r.ID == "rtb-nat" {
				r.Routes = append(r.Routes, core.Route{Destination: "0.0.0.0/0", Target: "nat-gone"}, core.Route{})
			}
		case *core.Function:
			r.Subnets = append(r.Subnets, "subnet-gone")
		case *core.SecurityGroup:
			r.Inbound = append(r.Inbound, core.GroupRule{Protocol: "tcp", Ports: "99999", CIDR: "10.0.0.0"})
		}
	}
	m := fourModel()
	m.Network = core.Compile(t)
	m.asks(core.Query{From: "fn-2", To: "bucket"})
	m.Drafts = []Draft{
		{Field: "res/bucket/policy", Text: "{\n  \"Statemnt\": []\n}", Err: "there is no such field as “Statemnt”", Line: 2},
		{Field: "res/rtb-nat/routes/0/destination|prefixList", Text: "0.0.0.0/", Err: "this is not a block"},
		{Field: "res/subnet-2/cidr", Text: "10.0", Err: "this is not a block"},
		{Field: "ask/port", Text: "https", Err: "a port is a number"},
		{Field: "ask/to", Text: "203.0.113", Err: "this is no address"},
	}
	return m
}

func sorted(m map[string]*Model) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func TestGolden(t *testing.T) {
	all := models()
	for _, name := range []string{"select subnet-1", "select acl-open@subnet-3", "select sg-endpoint", "select role", "nothing", "divergent", "broken", "invoke", "read fn-1", "help"} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := view.WriteHTML(&b, App(all[name], canvas())); err != nil {
				t.Fatal(err)
			}
			got := bytes.ReplaceAll(b.Bytes(), []byte("><"), []byte(">\n<"))
			file := filepath.Join("testdata", strings.NewReplacer(" ", "-", "@", "-at-").Replace(name)+".html")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs at %s\n(go test ./wasm/panel -update writes it anew)", file, difference(string(got), string(want)))
			}
		})
	}
}

// difference returns the first line in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			old := "(nothing)"
			if i < len(w) {
				old = w[i]
			}
			return "\n got " + g[i] + "\nwant " + old
		}
	}
	return "the end"
}

// find returns the first node with an attribute of this value.
func find(n *view.Node, name, value string) *view.Node {
	return n.Find(func(n *view.Node) bool {
		v, ok := n.Attr(name)
		return ok && v == value
	})
}

// said returns the text of a node, without what only assistive technology hears.
func said(n *view.Node) string {
	if n == nil {
		return ""
	}
	if n.Tag == "" {
		return n.Text
	}
	if class, _ := n.Attr("class"); strings.Contains(" "+class+" ", " unseen ") {
		return ""
	}
	var b strings.Builder
	for _, k := range n.Kids {
		b.WriteString(said(k))
	}
	return b.String()
}

func TestVerdictHooks(t *testing.T) {
	page := App(fourModel(), canvas())
	v := find(page, "id", "verdict")
	for name, want := range map[string]string{"data-outcome": "blocked", "data-reason": "igw-no-public-ip", "data-at": "igw", "data-symptom": "timeout"} {
		if got, _ := v.Attr(name); got != want {
			t.Errorf("#verdict %s = %q, want %q", name, got, want)
		}
	}
	hops := find(page, "id", "hops")
	var at []string
	for _, li := range hops.Kids {
		id, _ := li.Attr("data-at")
		at = append(at, id)
	}
	if got, want := strings.Join(at, " "), "resolver sg-functions acl-open rtb-public igw  bucket"; got != want {
		t.Errorf("#hops > li: %q, want %q", got, want)
	}
	if got := said(find(page, "data-reason", "igw-no-public-ip")); got == "" {
		t.Error("no hop carries the deciding reason")
	}
}

func TestEveryBlockerIsListed(t *testing.T) {
	m := fourModel()
	p := &m.Answer.Verdict.Paths[0]
	p.Steps = slices.Clone(p.Steps)
	last := &p.Steps[len(p.Steps)-1]
	last.Outcome, last.Reason = core.Blocked, core.IdentityPolicySilent
	fixes := find(App(m, canvas()), "class", "fixes")
	if len(fixes.Kids) != 2 {
		t.Errorf("%d things to change, want the gateway and the role", len(fixes.Kids))
	}
}

func TestPathsHaveTabs(t *testing.T) {
	m := divergent()
	tabs := find(App(m, canvas()), "class", "tabs")
	if got, want := said(tabs), "✕subnet-1 blocked✓subnet-2 reachable"; got != want {
		t.Errorf("tabs %q, want %q", got, want)
	}
	m.Answer.Path = 1
	if li := find(App(m, canvas()), "data-at", "nat"); li == nil {
		t.Error("the second path's hops do not show its NAT gateway")
	}
}

// The row that decided is marked where it is edited, and where it is only shown.
func TestDecidingRow(t *testing.T) {
	for _, c := range []struct {
		from      core.Endpoint
		key       core.ID
		row, note string
	}{
		{"fn-1", "rtb-public", "hit", "0.0.0.0/0 → igw"},
		{"fn-1", "subnet-1", "hit", "0.0.0.0/0 → igw"},
		{"fn-1", "sg-functions", "hit", "allows all traffic"},
		{"fn-1", "acl-open@subnet-1", "hit", "rule 100 allows"},
		{"fn-3", "rtb-local", "implied hit stop", "no route"},
		{"fn-4", "rtb-s3", "implied hit", "vpce-s3"},
		{"fn-4", "subnet-4", "implied hit", "vpce-s3"},
	} {
		page := App(fourModel().asks(core.Query{From: c.from, To: "bucket"}).selects(c.key), canvas())
		if find(page, "class", c.row) == nil {
			t.Errorf("%s asks, %s is selected: no row is marked %q", c.from, c.key, c.row)
		}
		if got := said(find(page, "class", "notes")); !strings.Contains(got, c.note) {
			t.Errorf("%s asks, %s is selected: the note is %q, want %q in it", c.from, c.key, got, c.note)
		}
	}
}

func TestRulesStandByNumber(t *testing.T) {
	top := fourSubnets()
	for _, r := range top.Resources {
		if a, ok := r.(*core.NetworkACL); ok {
			a.Outbound = []core.ACLRule{{Number: 300, Action: core.Deny, CIDR: "0.0.0.0/0"}, {Number: 90, Action: core.Allow, CIDR: "10.0.0.0/8"}}
		}
	}
	m := fourModel()
	m.Network = core.Compile(top)
	page := App(m.selects("acl-open"), canvas())
	var order []string
	page.Find(func(n *view.Node) bool {
		if f, _ := n.Attr("data-field"); strings.HasPrefix(f, "res/acl-open/outbound/") && strings.HasSuffix(f, "/number") {
			v, _ := n.Attr("value")
			order = append(order, f+"="+v)
		}
		return false
	})
	want := "res/acl-open/outbound/1/number=90 res/acl-open/outbound/0/number=300"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("rules %s, want %s", got, want)
	}
}

func TestChecksTurn(t *testing.T) {
	page := App(fourModel(), canvas())
	got := said(find(page, "id", "checks"))
	for _, want := range []string{"4 of 5 as expected", "fn-2 → bucket✓reachable", "fn-1 → parameter!reachable, expected blocked"} {
		if !strings.Contains(got, want) {
			t.Errorf("checks say %q, want %q in it", got, want)
		}
	}
}

func TestDerived(t *testing.T) {
	for key, want := range map[core.ID][]string{
		"subnet-1":                  {"Public, because rtb-public sends 0.0.0.0/0 to igw.", "249 of 251 left", "interface of fn-1", "10.0.1.4"},
		"subnet-4":                  {"Isolated", "addresses of S3", "vpce-s3"},
		"sg-functions":              {"Carried by", "fn-1 in subnet-1", "sg-endpoint"},
		"rtb-nat":                   {"Used by", "subnet-2"},
		"acl-open":                  {"Used by", "subnet-1", "subnet-4"},
		"role":                      {"Named by", "fn-4", "execution role"},
		"eni~subnet-1~sg-functions": {"Hyperplane", "10.0.1.", "Public addressnone"},
		"fn-1":                      {"Attached to main"},
		"vpc":                       {"subnet-2", "private"},
		"gone":                      {"gone"},
	} {
		got := said(find(App(fourModel().selects(key), canvas()), "id", "inspector"))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the inspector says %q, want %q in it", key, got, w)
			}
		}
	}
}

func TestLegalTargets(t *testing.T) {
	top := fourSubnets()
	top.Resources = append(top.Resources,
		&core.VPC{Common: core.Common{ID: "other"}, CIDRs: []core.CIDR{"10.1.0.0/16"}},
		&core.RouteTable{Common: core.Common{ID: "rtb-other"}, VPC: "other"},
		&core.InternetGateway{Common: core.Common{ID: "igw-other"}, VPC: "other"})
	m := fourModel()
	m.Network = core.Compile(top)
	choices := func(key core.ID, field string) string {
		s := find(App(m.selects(key), canvas()), "data-field", field)
		var out []string
		s.Find(func(n *view.Node) bool {
			if v, _ := n.Attr("value"); n.Tag == "option" {
				out = append(out, v)
			}
			return false
		})
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		key         core.ID
		field, want string
	}{
		{"subnet-1", "res/subnet-1/routeTable", " rtb-local rtb-nat rtb-public rtb-s3"},
		{"rtb-public", "res/rtb-public/routes/0/target", "igw nat database"},
		{"rtb-other", "res/rtb-other/vpc", " other vpc"},
		{"fn-1", "res/fn-1/subnets/+", " subnet-2 subnet-3 subnet-4"},
		{"fn-1", "res/fn-1/role", " role"},
	} {
		if got := choices(c.key, c.field); got != c.want {
			t.Errorf("%s offers %q, want %q", c.field, got, c.want)
		}
	}
}
