package core_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"lasthop/core"
)

var accept = flag.Bool("accept", false, "write what came as what is wanted")

// TestCases walks every testdata/cases/*.txtar. A case is a network, one resource
// a line, the questions put to it, and the answers: the outcome, then each path as
// the gates that it passes, a refusing one with its reason. Some say as well what a
// reader is told, in words.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runCase(t, path) })
	}
}

func runCase(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var resources, asks, lost, want, words string
	var wantAt, wordsAt int
	for i, f := range ar.Files {
		switch f.Name {
		case "resources":
			resources = string(f.Data)
		case "ask":
			asks = string(f.Data)
		case "lost":
			lost = string(f.Data)
		case "want":
			want, wantAt = string(f.Data), i
		case "words":
			words, wordsAt = string(f.Data), i
		default:
			t.Fatalf("%s: no section is called %q", path, f.Name)
		}
	}
	topology := networkOf(t, resources)
	topology.LostZones = strings.Fields(lost)
	n := core.Compile(topology)
	var got, said strings.Builder
	for line := range strings.Lines(asks) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		v := n.Verdict(queryOf(t, line))
		got.WriteString(line + "\n")
		got.WriteString(brief(&v))
		if wordsAt > 0 {
			said.WriteString(line + "\n")
			said.WriteString(inWords(n, &v))
		}
		checkWellFormed(t, n, &v)
	}
	if *accept && (got.String() != want || said.String() != words) {
		ar.Files[wantAt].Data = []byte(got.String())
		if wordsAt > 0 {
			ar.Files[wordsAt].Data = []byte(said.String())
		}
		if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(want, got.String()); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if d := cmp.Diff(words, said.String()); d != "" {
		t.Errorf("in words: -want +got:\n%s", d)
	}
}

// inWords writes what a reader is told: the headline, what the developer sees, and
// the notes.
func inWords(n *core.Network, v *core.Verdict) string {
	text := "  " + n.Headline(v) + "\n"
	if v.Symptom != core.SymptomNone {
		text += "  " + n.SymptomText(v) + "\n"
	}
	for _, x := range v.Notes {
		text += "    " + n.NoteText(x) + "\n"
	}
	return text
}

// networkOf reads one resource a line into a network in eu-west-1. "@lab" takes in
// testdata/base/lab.txt; a later line replaces an earlier one of the same id, and
// "-id" removes it.
func networkOf(t testing.TB, lines string) *core.Topology {
	t.Helper()
	var ids []string
	byID := map[string]string{}
	var read func(string)
	read = func(lines string) {
		for line := range strings.Lines(lines) {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || line[0] == '#':
			case line[0] == '@':
				data, err := os.ReadFile("testdata/base/" + line[1:] + ".txt")
				if err != nil {
					t.Fatal(err)
				}
				read(string(data))
			case line[0] == '-':
				if byID[line[1:]] == "" {
					t.Fatalf("%s: no such resource", line)
				}
				delete(byID, line[1:])
			default:
				id := between(line, `"id":"`, `"`)
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
				byID[id] = line
			}
		}
	}
	read(lines)
	var b bytes.Buffer
	b.WriteString(`{"format":"lasthop/1","title":"","network":{"region":"eu-west-1","account":"111122223333","resources":[`)
	first := true
	for _, id := range ids {
		if byID[id] == "" {
			continue
		}
		if !first {
			b.WriteByte(',')
		}
		b.WriteString("\n" + byID[id])
		first = false
	}
	b.WriteString("]}}")
	f, err := core.Decode(b.Bytes())
	if err != nil {
		t.Fatalf("network: %v", err)
	}
	return &f.Network
}

// between returns what stands between two marks.
func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// queryOf reads "fn -> db:5432", "fn -> bucket s3:PutObject", "fn -> x udp name=a.b"
// or "api invokes fn".
func queryOf(t testing.TB, line string) core.Query {
	t.Helper()
	words := strings.Fields(line)
	if len(words) < 3 || words[1] != "->" && words[1] != "invokes" {
		t.Fatalf("question %q", line)
	}
	q := core.Query{From: core.Endpoint(words[0]), To: core.Endpoint(words[2])}
	if words[1] == "invokes" {
		q.Kind = core.Invoke
	}
	if to, p, ok := strings.Cut(words[2], ":"); ok && strings.Count(words[2], ":") == 1 {
		port, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			t.Fatalf("question %q: %v", line, err)
		}
		q.To, q.Port = core.Endpoint(to), uint16(port)
	}
	for _, w := range words[3:] {
		name, isName := strings.CutPrefix(w, "name=")
		caller, isCaller := strings.CutPrefix(w, "caller=")
		switch {
		case isCaller:
			if err := q.Caller.UnmarshalText([]byte(caller)); err != nil {
				t.Fatalf("question %q: %v", line, err)
			}
		case isName:
			q.Name = name
		case strings.Contains(w, ":"):
			q.Action = w
		case w == "url":
			q.Caller = core.CallerURL
		default:
			q.Proto = core.Proto(w)
		}
	}
	return q
}

// brief writes a verdict as the cases do.
func brief(v *core.Verdict) string {
	var b strings.Builder
	b.WriteString("  " + v.Outcome.String())
	if _, s := v.Deciding(); s != nil && v.Outcome != core.Reachable {
		b.WriteString(" at " + string(s.At) + ": " + string(s.Reason))
	}
	if v.Symptom != core.SymptomNone {
		b.WriteString(", " + v.Symptom.String())
	}
	b.WriteByte('\n')
	for i := range v.Paths {
		p := &v.Paths[i]
		b.WriteString("    " + string(p.Source) + " " + p.Outcome.String() + ":")
		stage := core.StageNone
		for j := range p.Steps {
			s := &p.Steps[j]
			if s.Stage != stage {
				b.WriteString(" [" + s.Stage.String() + "]")
				stage = s.Stage
			}
			b.WriteString(" " + string(s.At))
			switch s.Cause.Part {
			case core.PartInbound:
				b.WriteString(".in")
			case core.PartOutbound:
				b.WriteString(".out")
			}
			if s.Outcome != core.Reachable {
				b.WriteString("(" + string(s.Reason) + ")")
			}
		}
		if p.MoreMayFollow {
			b.WriteString(" …")
		}
		b.WriteByte('\n')
	}
	for _, x := range v.Notes {
		b.WriteString("    note " + string(x.Code))
		if x.At != "" {
			b.WriteString(" " + string(x.At))
		}
		if x.Detail != "" {
			b.WriteString(" " + x.Detail)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// checkWellFormed holds every verdict to what is true of all of them.
func checkWellFormed(t *testing.T, n *core.Network, v *core.Verdict) {
	t.Helper()
	for i := range v.Paths {
		p := &v.Paths[i]
		failed := false
		for j := range p.Steps {
			s := &p.Steps[j]
			if named := s.Out.Dst; s.Stage == core.StageResolve && s.Reason == core.ResolvedEndpoint && named.IsSingleIP() && p.Address.IsSingleIP() &&
				named.Addr().Is4() == p.Address.Addr().Is4() && named != p.Address {
				t.Errorf("%v: path %d goes to %v, and its name stands for %v", v.Query, i, p.Address, named)
			}
			if s.Hypothetical != failed {
				t.Errorf("%v: path %d step %d (%s at %s): hypothetical is %v", v.Query, i, j, s.Reason, s.At, s.Hypothetical)
			}
			failed = failed || s.Outcome != core.Reachable
			if n.Resource(s.At) == nil && s.At != core.Internet && s.Reason != core.EndMissing {
				t.Errorf("%v: path %d step %d is at %q, which is not drawn", v.Query, i, j, s.At)
			}
			if s.Reason.Info().Title == "" {
				t.Errorf("%v: reason %q is in no table", v.Query, s.Reason)
			}
			if n.Sentence(s) == "" {
				t.Errorf("%v: reason %q has no sentence", v.Query, s.Reason)
			}
			if s.Stage == core.StageNone {
				t.Errorf("%v: path %d step %d (%s) has no stage", v.Query, i, j, s.Reason)
			}
		}
		if failed == (p.Outcome == core.Reachable) {
			t.Errorf("%v: path %d is %v", v.Query, i, p.Outcome)
		}
	}
	if n.Headline(v) == "" {
		t.Errorf("%v: no headline", v.Query)
	}
	if v.Symptom != core.SymptomNone && n.SymptomText(v) == "" {
		t.Errorf("%v: no words for %v", v.Query, v.Symptom)
	}
}
