package core_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"lasthop/core"
)

// The registry of rules: testdata/rules.txt has every rule that the verdict obeys, and
// what proves it; testdata/vectors.txt the questions whose answers are known. The
// tests of this file hold both to what is there.

// sections is how many rules each section has, and vectors how many vectors there are.
var sections = []struct {
	letter string
	rules  int
}{
	{"A", 10}, {"B", 13}, {"C", 7}, {"D", 13}, {"E", 10}, {"F", 11}, {"G", 21}, {"H", 10}, {"I", 25}, {"J", 10}, {"K", 11}, {"L", 9}, {"M", 4}, {"N", 9},
}

const vectors = 40

// ruleIDs returns every rule's id, in order.
func ruleIDs() []string {
	out := []string{"0-1"}
	for _, s := range sections {
		for i := range s.rules {
			out = append(out, s.letter+strconv.Itoa(i+1))
		}
	}
	return out
}

// A rulesCase is a case, read once for all the tests of the registry.
type rulesCase struct {
	ids     []string // on its first line
	asks    []string
	network *core.Network
}

var idsLine = regexp.MustCompile(`^((?:[A-P]\d+|0-1)(?:, (?:[A-P]\d+|0-1))*): \S`)

func readCases(t *testing.T) map[string]*rulesCase {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	out := map[string]*rulesCase{}
	for _, path := range files {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := &rulesCase{}
		first, _, _ := strings.Cut(string(ar.Comment), "\n")
		if m := idsLine.FindStringSubmatch(first); m != nil {
			c.ids = strings.Split(m[1], ", ")
		} else if regexp.MustCompile(`\b[A-P]\d+\b`).MatchString(first) {
			t.Errorf("%s: the first line names rules, and not as a list: %q", path, first)
		}
		var topology *core.Topology
		lost := ""
		for _, f := range ar.Files {
			switch f.Name {
			case "resources":
				topology = networkOf(t, string(f.Data))
			case "ask":
				for line := range strings.Lines(string(f.Data)) {
					if line = strings.TrimSpace(line); line != "" {
						c.asks = append(c.asks, line)
					}
				}
			case "lost":
				lost = string(f.Data)
			}
		}
		topology.LostZones = strings.Fields(lost)
		c.network = core.Compile(topology)
		out[strings.TrimSuffix(filepath.Base(path), ".txtar")] = c
	}
	return out
}

// table returns the rows of a file of the registry, its columns trimmed.
func table(t *testing.T, path string, columns int) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.SplitN(line, "|", columns)
		if len(row) != columns {
			t.Fatalf("%s: %q has %d columns", path, line, len(row))
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// testFiles returns the text of every test beside this one and in the policy package.
func testFiles(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*_test.go", "policy/*_test.go", "cmd/lasthop/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, string(data))
		}
	}
	return out
}

// TestEveryRuleIsProven: every rule stands in the list once, with at least one proof,
// and every proof is there.
func TestEveryRuleIsProven(t *testing.T) {
	cases := readCases(t)
	byRule := map[string][]string{}
	notes := map[core.NoteCode]bool{}
	for name, c := range cases {
		for _, id := range c.ids {
			byRule[id] = append(byRule[id], name)
		}
		for _, ask := range c.asks {
			for _, x := range c.network.Verdict(queryOf(t, ask)).Notes {
				notes[x.Code] = true
			}
		}
	}
	data, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	doc := strings.Join(strings.Fields(strings.ReplaceAll(string(data), "\n//", "\n")), " ")
	tests := testFiles(t)
	hasTest := func(text string) bool {
		name, row, isRow := strings.Cut(text, ": ")
		found, rows := false, !isRow
		for _, file := range tests {
			found = found || strings.Contains(file, "\nfunc "+name+"(t *testing.T)")
			rows = rows || strings.Contains(file, "\t{"+strconv.Quote(row)+",")
		}
		return found && rows
	}

	var got []string
	for _, row := range table(t, "testdata/rules.txt", 3) {
		id := row[0]
		got = append(got, id)
		if row[2] == "" {
			t.Errorf("%s has no title", id)
		}
		proven, said, seen := false, false, false
		for _, how := range strings.Split(row[1], ";") {
			how = strings.TrimSpace(how)
			kind, what, _ := strings.Cut(how, " ")
			ok := false
			switch kind {
			case "case":
				ok = what == "" && len(byRule[id]) > 0
				proven = true
			case "test":
				ok = hasTest(what)
				proven = true
			case "doc:":
				ok = what != "" && strings.Contains(doc, what)
				said = true
			case "note:":
				ok = notes[core.NoteCode(what)]
				seen = true
			case "none:":
				ok = what != ""
				seen = true
			}
			if !ok {
				t.Errorf("%s: %q is not there", id, how)
			}
		}
		if !proven && !(said && seen) {
			t.Errorf("%s: neither proven, nor named as not modelled with how the user learns of it", id)
		}
	}
	if want := ruleIDs(); !slices.Equal(got, want) {
		t.Errorf("rules.txt has %v\nwant %v", got, want)
	}
	known := ruleIDs()
	for i := range vectors {
		known = append(known, "P"+strconv.Itoa(i+1))
	}
	for id, in := range byRule {
		if !slices.Contains(known, id) {
			t.Errorf("%v name %s, and there is no such rule", in, id)
		}
	}
}

// TestVectors: each of the forty known answers is what comes, in a case that names it.
func TestVectors(t *testing.T) {
	cases := readCases(t)
	seen := map[string]bool{}
	for _, row := range table(t, "testdata/vectors.txt", 4) {
		id, c := row[0], cases[row[1]]
		seen[id] = true
		if c == nil || !slices.Contains(c.ids, id) {
			t.Errorf("%s: there is no case %q that names it", id, row[1])
			continue
		}
		clauses := strings.Split(row[2], ";")
		i := strings.LastIndex(clauses[0], " = ")
		if i < 0 {
			t.Fatalf("%s: %q", id, row[2])
		}
		question, want := clauses[0][:i], strings.TrimSpace(clauses[0][i+3:])
		if !slices.Contains(c.asks, question) {
			t.Errorf("%s: %s does not ask %q", id, row[1], question)
		}
		v := c.network.Verdict(queryOf(t, question))
		_, s := v.Deciding()
		got := v.Outcome.String()
		if v.Outcome != core.Reachable {
			got += ", " + string(s.Reason) + ", " + v.Symptom.String()
		}
		if got != want {
			t.Errorf("%s: %s: got %s, want %s", id, question, got, want)
		}
		for _, clause := range clauses[1:] {
			kind, text, _ := strings.Cut(strings.TrimSpace(clause), " ")
			switch kind {
			case "note":
				if !slices.ContainsFunc(v.Notes, func(x core.Note) bool {
					return strings.TrimSpace(string(x.Code)+" "+strings.TrimSpace(string(x.At)+" "+x.Detail)) == text
				}) {
					t.Errorf("%s: %s: no note %q in %v", id, question, text, v.Notes)
				}
			case "says":
				if words := c.network.SymptomText(&v) + " " + c.network.Sentence(s); !strings.Contains(words, text) {
					t.Errorf("%s: %s: %q does not say %q", id, question, words, text)
				}
			default:
				t.Errorf("%s: what is %q?", id, clause)
			}
		}
	}
	for i := range vectors {
		if id := "P" + strconv.Itoa(i+1); !seen[id] {
			t.Errorf("%s has no question", id)
		}
	}
}
