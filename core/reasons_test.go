package core_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lasthop/core"
)

// TestEveryReasonIsProven: each reason decides some answer of the cases, or for those
// that let the call go on stands on its way, with a sentence, and where it refuses
// with what the caller sees and a first thing to change.
func TestEveryReasonIsProven(t *testing.T) {
	cases := readCases(t)
	seen, decides := map[core.Reason]bool{}, map[core.Reason]bool{}
	for name, c := range cases {
		for _, ask := range c.asks {
			v := c.network.Verdict(queryOf(t, ask))
			if _, s := v.Deciding(); s != nil {
				decides[s.Reason] = true
			}
			for i := range v.Paths {
				for j := range v.Paths[i].Steps {
					s := &v.Paths[i].Steps[j]
					seen[s.Reason] = true
					if text := c.network.Sentence(s); !sentence(text) || text == string(s.Reason) {
						t.Errorf("%s: %s: %s at %s says %q", name, ask, s.Reason, s.At, text)
					}
				}
			}
			for _, text := range []string{c.network.Headline(&v), c.network.SymptomText(&v)} {
				if text == "" && v.Symptom == core.SymptomNone {
					continue
				}
				if !sentence(text) || !strings.HasSuffix(text, ".") || strings.ToUpper(text[:1]) != text[:1] {
					t.Errorf("%s: %s: %q is no sentence", name, ask, text)
				}
			}
		}
	}
	titles := map[core.Reason]bool{}
	for _, r := range core.Reasons() {
		if titles[r.Reason] {
			t.Errorf("%s stands in the table twice", r.Reason)
		}
		titles[r.Reason] = true
		goesOn := r.Change == ""
		switch {
		case !seen[r.Reason]:
			t.Errorf("no case shows %s", r.Reason)
		case !goesOn && !decides[r.Reason]:
			t.Errorf("no answer of the cases is decided by %s", r.Reason)
		}
		if !sentence(r.Title) || strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s: title %q", r.Reason, r.Title)
		}
		if !goesOn && !strings.HasSuffix(r.Change, ".") || goesOn && (r.Symptom != core.SymptomNone || r.Analyzer != "") {
			t.Errorf("%s: %q is no change, or what it lets through has a symptom", r.Reason, r.Change)
		}
		if r.Analyzer != strings.ToUpper(r.Analyzer) || strings.Contains(r.Analyzer, " ") {
			t.Errorf("%s: %q is no code of Reachability Analyzer", r.Reason, r.Analyzer)
		}
	}
	for r := range seen {
		if !titles[r] {
			t.Errorf("%s stands in no table", r)
		}
	}
}

// sentence reports whether text has words, and no gap where a word should be.
func sentence(text string) bool {
	return len(text) > 2 && text == strings.TrimSpace(text) && !strings.Contains(text, "  ") && !strings.Contains(text, " ,") &&
		!strings.Contains(text, " .") && !strings.Contains(text, "..") && !strings.Contains(text, " : ") && !strings.Contains(text, "%!")
}

// TestEveryNoteIsProven: every note stands in some answer of the cases, and says
// something.
func TestEveryNoteIsProven(t *testing.T) {
	seen := map[core.NoteCode]bool{}
	for name, c := range readCases(t) {
		for _, ask := range c.asks {
			for _, x := range c.network.Verdict(queryOf(t, ask)).Notes {
				seen[x.Code] = true
				if text := c.network.NoteText(x); !sentence(text) || text == string(x.Code) || !strings.HasSuffix(text, ".") {
					t.Errorf("%s: %s: %s says %q", name, ask, x.Code, text)
				}
			}
		}
	}
	for _, code := range constants(t, "NoteCode") {
		if !seen[core.NoteCode(code)] {
			t.Errorf("no case shows the note %s", code)
		}
	}
}

// TestReasonsAreInTheTable: every constant of type Reason stands in Reasons.
func TestReasonsAreInTheTable(t *testing.T) {
	for _, code := range constants(t, "Reason") {
		if core.Reason(code).Info().Title == "" {
			t.Errorf("%s stands in no table", code)
		}
	}
}

// constants returns the values of the package's string constants of a type.
func constants(t *testing.T, of string) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != of {
				return true
			}
			for _, value := range spec.Values {
				if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					s, _ := strconv.Unquote(lit.Value)
					out = append(out, s)
				}
			}
			return true
		})
	}
	if len(out) < 10 {
		t.Fatalf("found but %d constants of type %s", len(out), of)
	}
	return out
}

// TestSymptomWords: what the developer sees is in the words of the log, the SDK or the
// service.
func TestSymptomWords(t *testing.T) {
	cases := readCases(t)
	for _, c := range []struct{ in, ask, words string }{
		{"four-subnets", "fn-iso -> internet", "Task timed out after 3.00 seconds"},
		{"four-subnets", "plain -> internet", "ETIMEDOUT"},
		{"listeners", "fn-nat -> db:5432", "ECONNREFUSED"},
		{"dns-off", "fn-nat -> bucket", "EAI_AGAIN"},
		{"zones", "fn-iso -> internet name=other.inner.corp.example", "ENOTFOUND"},
		{"bucket-policy", "fn-nat -> bucket", "with an explicit deny in a resource-based policy"},
		{"api-endpoint", "fn-nat -> public", "HTTP 403 “Forbidden”"},
		{"balancer-empty", "internet -> alb", "503 Service Unavailable"},
		{"balancer-account", "alb invokes theirs", "AWS refuses to join the two"},
		{"role-cannot-attach", "fn-nat -> internet", "InvalidParameterValueException (HTTP 400)"},
		{"subnet-full", "fn-tiny -> internet", "SubnetIPAddressLimitReachedException (HTTP 502)"},
	} {
		in := cases[c.in]
		if in == nil {
			t.Fatalf("no case %s", c.in)
		}
		v := in.network.Verdict(queryOf(t, c.ask))
		if text := in.network.SymptomText(&v); !strings.Contains(text, c.words) {
			t.Errorf("%s: %s: %q does not say %q", c.in, c.ask, text, c.words)
		}
	}
}
