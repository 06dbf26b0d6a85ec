package main

import (
	"fmt"
	"io"

	"lasthop/core"
)

// A verdictReport is the JSON of one answer.
type verdictReport struct {
	Query   core.Query   `json:"query"`
	Outcome core.Outcome `json:"outcome"`
	Reason  core.Reason  `json:"reason"`
	At      core.ID      `json:"at"`
	Symptom core.Symptom `json:"symptom"`
	// Headline and SymptomText are the answer in words.
	Headline    string       `json:"headline"`
	SymptomText string       `json:"symptomText,omitempty"`
	Blockers    []blocker    `json:"blockers"`
	Paths       []pathReport `json:"paths"`
	Notes       []noteReport `json:"notes,omitempty"`
}

// A blocker is one setting that must change before a path works.
type blocker struct {
	Path     int          `json:"path"`
	At       core.ID      `json:"at"`
	On       core.ID      `json:"on,omitempty"`
	Stage    core.Stage   `json:"stage"`
	Outcome  core.Outcome `json:"outcome"`
	Reason   core.Reason  `json:"reason"`
	Sentence string       `json:"sentence"`
	Change   string       `json:"change,omitempty"`
}

type pathReport struct {
	core.Path
	Steps []stepReport `json:"steps"`
}

type stepReport struct {
	core.Step
	Sentence string `json:"sentence"`
}

type noteReport struct {
	core.Note
	Text string `json:"text"`
}

func report(n *core.Network, v *core.Verdict) verdictReport {
	r := verdictReport{
		Query: v.Query, Outcome: v.Outcome, Symptom: v.Symptom,
		Headline: n.Headline(v), SymptomText: n.SymptomText(v),
		Blockers: []blocker{}, Paths: []pathReport{},
	}
	if _, s := v.Deciding(); s != nil {
		r.At, r.Reason = s.At, s.Reason
	}
	for i := range v.Paths {
		p := &v.Paths[i]
		for _, s := range p.Blockers() {
			r.Blockers = append(r.Blockers, blocker{i, s.At, s.On, s.Stage, s.Outcome, s.Reason, n.Sentence(s), n.Advice(s)})
		}
		pr := pathReport{Path: *p, Steps: []stepReport{}}
		for j := range p.Steps {
			pr.Steps = append(pr.Steps, stepReport{p.Steps[j], n.Sentence(&p.Steps[j])})
		}
		r.Paths = append(r.Paths, pr)
	}
	for _, x := range v.Notes {
		r.Notes = append(r.Notes, noteReport{x, n.NoteText(x)})
	}
	return r
}

// printVerdict writes the answer for people: each path's hops, then the sentence.
func printVerdict(out io.Writer, n *core.Network, v *core.Verdict) {
	for i := range v.Paths {
		p := &v.Paths[i]
		if len(v.Paths) > 1 {
			fmt.Fprintf(out, "path %d: %s → %s %s\n", i+1, p.Source, p.Target, address(p))
		}
		for j := range p.Steps {
			printStep(out, n, &p.Steps[j], j+1)
		}
		if len(v.Paths) > 1 {
			fmt.Fprintf(out, "     %s\n\n", p.Outcome)
		}
	}
	_, s := v.Deciding()
	fmt.Fprintf(out, "\n%s\n", n.Headline(v))
	fmt.Fprintf(out, "  outcome  %s\n", v.Outcome)
	if s != nil {
		fmt.Fprintf(out, "  reason   %s\n  at       %s\n", s.Reason, s.At)
	}
	fmt.Fprintf(out, "  symptom  %s\n", v.Symptom)
	if text := n.SymptomText(v); text != "" {
		fmt.Fprintf(out, "           %s\n", text)
	}
	if s != nil {
		if text := n.Advice(s); text != "" {
			fmt.Fprintf(out, "  change   %s\n", text)
		}
	}
	for _, x := range v.Notes {
		fmt.Fprintf(out, "  note     %s\n", n.NoteText(x))
	}
}

func address(p *core.Path) string {
	if !p.Address.IsValid() {
		return ""
	}
	return p.Address.String()
}

func printStep(out io.Writer, n *core.Network, s *core.Step, number int) {
	mark := " "
	switch {
	case s.Outcome == core.Intermittent:
		mark = "~"
	case s.Outcome == core.Undecided:
		mark = "?"
	case s.Outcome != core.Reachable:
		mark = "✕"
	case s.Hypothetical:
		mark = "·"
	case s.Stage == core.StageReturn:
		mark = "←"
	}
	fmt.Fprintf(out, "%3d %s %-22s %s\n", number, mark, n.Label(s), n.Sentence(s))
}
