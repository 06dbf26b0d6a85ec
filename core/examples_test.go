package core_test

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"lasthop/core"
)

// TestExamplesTeach: every example says what it is about, asks enough, holds a failure
// to learn from, and says of each failure where it happens, why, and what is seen.
func TestExamplesTeach(t *testing.T) {
	titles := map[string]string{}
	for _, name := range examples(t) {
		f := readExample(t, name)
		if other := titles[f.Title]; f.Title == "" || other != "" {
			t.Errorf("%s: the title %q is that of %q too, or empty", name, f.Title, other)
		}
		titles[f.Title] = name
		if n := len(strings.Fields(f.About)); n < 10 || n > 60 || !strings.ContainsAny(f.About[len(f.About)-1:], ".?") {
			t.Errorf("%s: says what it is about in %d words: %q", name, n, f.About)
		}
		if len(f.Checks) < 8 {
			t.Errorf("%s: only %d checks", name, len(f.Checks))
		}
		if len(f.Network.Resources) < 12 || len(f.Network.Resources) > 60 {
			t.Errorf("%s: %d resources", name, len(f.Network.Resources))
		}
		if len(f.Checks) > 0 && f.Checks[0].Expect == core.Reachable {
			t.Errorf("%s: the first check, which the page shows, is no failure", name)
		}
		failures := 0
		for _, c := range f.Checks {
			if c.Expect == core.Reachable {
				continue
			}
			failures++
			if c.At == "" || c.Reason == "" || c.Symptom == core.SymptomNone {
				t.Errorf("%s: %+v does not say where it fails, why, and what is seen", name, c)
			}
		}
		if failures == 0 || failures == len(f.Checks) {
			t.Errorf("%s: %d of %d checks expect a failure", name, failures, len(f.Checks))
		}
		n := core.Compile(&f.Network)
		for _, r := range core.RunChecks(n, f.Checks) {
			if text := n.Headline(&r.Verdict); text == "" || r.Verdict.Outcome != core.Reachable && n.SymptomText(&r.Verdict) == "" {
				t.Errorf("%s: %+v has no words: %q", name, r.Check, text)
			}
		}
	}
}

const examplesHead = `# Examples

Each file is a network that carries its own checks: questions with the answers that are expected of it. Open one in the playground, under
*Examples*, or ask on the command line:

` + "```sh" + `
go run ./core/cmd/lasthop check examples/*.json
go run ./core/cmd/lasthop trace examples/hub-and-spoke.json experiment internet
` + "```" + `

The first question of each is a failure to learn from. Names, accounts and addresses are made up; the public addresses are those that are kept for
documentation. The smallest networks come first.

| network | what it teaches | ask first | resources | checks |
| --- | --- | --- | --- | --- |
`

// TestExamplesDocument: examples/README.md lists the examples as they are.
func TestExamplesDocument(t *testing.T) {
	type entry struct {
		size int
		file string
		*core.File
	}
	var list []entry
	for _, name := range examples(t) {
		f := readExample(t, name)
		e := entry{len(f.Network.Resources), filepath.Base(name), f}
		if strings.HasPrefix(e.file, "four-subnets") {
			e.size = 0
		}
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(a.size-b.size, len(a.file)-len(b.file), cmp.Compare(a.file, b.file))
	})
	var b strings.Builder
	b.WriteString(examplesHead)
	for _, e := range list {
		q := e.Checks[0].Query
		how := " → "
		if q.Kind == core.Invoke {
			how = " invokes "
		}
		b.WriteString("| [" + e.Title + "](" + e.file + ") | " + e.About + " | " + string(q.From) + how + string(q.To) + " | " +
			strconv.Itoa(len(e.Network.Resources)) + " | " + strconv.Itoa(len(e.Checks)) + " |\n")
	}
	const path = "../examples/README.md"
	if *accept {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(b.String(), string(kept)); diff != "" {
		t.Errorf("%s is out of date; run go test -run TestExamplesDocument -accept: %s", path, diff)
	}
}
