package view

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lasthop/core"
)

var accept = flag.Bool("accept", false, "write what the tests get as what they want")

// golden compares got with a file, or writes it there.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *accept {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -accept to write it, and look at it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (run with -accept if it is better now):\n%s", path, diff)
	}
}

// lines breaks markup into lines that a diff can show.
func lines(svg string) string { return strings.ReplaceAll(svg, "><", ">\n<") }

func TestGoldenPosters(t *testing.T) {
	cases := []struct {
		name  string
		file  *core.File
		query *core.Query
	}{
		{"four-subnets", fourSubnets(), nil},
		{"fn-1-bucket", fourSubnets(), &core.Query{From: "fn-1", To: "bucket"}},
		{"fn-2-bucket", fourSubnets(), &core.Query{From: "fn-2", To: "bucket"}},
		{"fn-4-bucket", fourSubnets(), &core.Query{From: "fn-4", To: "bucket"}},
		{"fn-2-parameter", fourSubnets(), &core.Query{From: "fn-2", To: "parameter"}},
		{"api-invokes-fn-1", fourSubnets(), &core.Query{Kind: core.Invoke, From: "api", To: "fn-1"}},
		{"tiers", tiers(), nil},
		{"hybrid", hybrid(t), nil},
		{"hybrid-transit", hybrid(t), &core.Query{From: "fn", To: "orders"}},
		{"hybrid-peering", hybrid(t), &core.Query{From: "fn", To: "build"}},
		{"hybrid-vpn", hybrid(t), &core.Query{From: "fn", To: "ledger"}},
		{"hybrid-direct-connect", hybrid(t), &core.Query{From: "scada", To: "pool"}},
		{"hybrid-balancer", hybrid(t), &core.Query{From: "internet", To: "alb"}},
		{"hybrid-regional-nat", hybrid(t), &core.Query{From: "build", To: "internet"}},
		{"tiers-divergent", tiers(), &core.Query{From: "archive", To: "bucket"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := WriteSVG(&b, Poster(c.file, c.query)); err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/"+c.name+".svg", lines(b.String()))
		})
	}
}

const stylesheetMark = "/* The rest is written by `go test ./wasm/view -run Golden -accept` from wasm/view/style.go. */\n"

// The stylesheet of the page and that of posters must be the same.
func TestGoldenStylesheet(t *testing.T) {
	const path = "../../site/scene.css"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the site is not here: ", err) // as when the tests run as WASM
	}
	tokens, _, _ := strings.Cut(string(text), stylesheetMark)
	golden(t, path, tokens+stylesheetMark+stylesheet+overlaystyle)
	checkTokens(t, tokens)
}

// checkTokens compares the colours of the page with those of posters, and the two
// places where the page defines its dark ones.
func checkTokens(t *testing.T, css string) {
	t.Helper()
	blocks := strings.Split(css, " color-scheme:")
	if len(blocks) != 4 {
		t.Fatalf("scene.css defines %d sets of colours, not light, dark and dark", len(blocks)-1)
	}
	read := func(block string) map[string]string {
		out := map[string]string{}
		for line := range strings.Lines(block) {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && strings.HasPrefix(name, "--") {
				out[name] = strings.TrimSuffix(strings.TrimSpace(value), ";")
			}
		}
		return out
	}
	day, night := read(blocks[1]), read(blocks[2])
	delete(day, "--shadow")
	if diff := cmp.Diff(light, day); diff != "" {
		t.Errorf("posters and scene.css differ in the light colours:\n%s", diff)
	}
	if diff := cmp.Diff(night, read(blocks[3])); diff != "" {
		t.Errorf("the two dark blocks of scene.css differ:\n%s", diff)
	}
	for name := range night {
		if name != "--shadow" && day[name] == "" {
			t.Errorf("%s has a dark value and no light one", name)
		}
	}
}
