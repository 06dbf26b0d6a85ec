package panel

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// sign returns the sign and the class of an outcome.
//
//go:noinline
func sign(outcome string) (string, string) {
	switch outcome {
	case "reachable":
		return "✓", "go"
	case "divergent":
		return "◐", "stop"
	case "intermittent":
		return "~", "stop"
	case "undecided":
		return "?", "open"
	case "undeployable":
		return "!", "stop"
	}
	return "✕", "stop"
}

// seal returns the sign of an outcome as the page shows it large.
func seal(outcome string) *view.Node {
	s, class := sign(outcome)
	return html(`<span class="seal $" aria-hidden=true>$</>`, with{class, s})
}

// verdict returns the answer: a sentence, what the caller sees, and what to change.
func (m *Model) verdict() *view.Node {
	v, n := m.Answer.Verdict, m.asked()
	if v == nil || n == nil {
		return elem("<section id=verdict data-outcome=none><p.none>Choose where a call starts and where it goes.</></>")
	}
	var at, reason, preview string
	if _, s := v.Deciding(); s != nil {
		at, reason = string(s.At), string(s.Reason)
	}
	if m.Answer.Preview {
		preview = "if dropped here"
	}
	symptom := elem("<p.symptom/>")
	if v.Symptom != core.SymptomNone {
		add(symptom, quoted(n.SymptomText(v))...)
	}
	body := html("<div.said><div.headline><h3>$</>@</><p.tag?>$</>@@</>", with{n.Headline(v), preview}, m.pin(), unlessEmpty(symptom), m.fixes(n))
	for _, note := range v.Notes {
		add(body, html("<p.caveat>$</>", with{n.NoteText(note)}))
	}
	return html("<section id=verdict class=? data-outcome=$ data-symptom=$ data-reason=? data-at=?>@@</>",
		with{when(preview != "", "preview"), v.Outcome.String(), v.Symptom.String(), reason, at}, seal(v.Outcome.String()), body)
}

// unlessEmpty returns nil for an element without content.
func unlessEmpty(n *view.Node) *view.Node {
	if len(n.Kids) == 0 {
		return nil
	}
	return n
}

// quoted sets as code what stands between quotation marks: what a log or an error says.
func quoted(s string) []*view.Node {
	var out []*view.Node
	for s != "" {
		before, rest, _ := strings.Cut(s, "“")
		inside, after, _ := strings.Cut(rest, "”")
		if before != "" {
			out = append(out, text(before))
		}
		if inside != "" {
			out = append(out, code(inside))
		}
		s = after
	}
	return out
}

// fixes returns what to change, for every hop that stands in the way.
func (m *Model) fixes(n *core.Network) *view.Node {
	p := m.shown()
	if p == nil || p.Outcome == core.Reachable {
		return nil
	}
	list := elem("<ol.fixes/>")
	for i := range p.Steps {
		s := &p.Steps[i]
		if advice := n.Advice(s); refuses(s) && advice != "" {
			add(list, html("<li key=$>@<span>@: @</></>", with{itoa(i)}, hopBadge(i+1, s), link(string(s.At), labelIn(n, s.At)), add(elem("<span/>"), quoted(advice)...)))
		}
	}
	head := "What to change"
	if len(list.Kids) == 0 {
		return nil
	}
	if len(list.Kids) > 1 {
		head = itoa(len(list.Kids)) + " things stand in the way"
	}
	return html("<div.changes><p.change>$</>@</>", with{head}, list)
}

// pin keeps the question, with today's answer, as a check; of one that is kept it
// says what is expected.
func (m *Model) pin() *view.Node {
	if m.ReadOnly || m.Answer.Preview {
		return nil
	}
	for i := range m.Checks {
		c := &m.Checks[i].Check
		if c.Query != m.Query {
			continue
		}
		choice := html(`<select.expect data-field="check/$/expect" aria-label="Expected answer" value=$/>`, with{itoa(i), c.Expect.String()})
		for o := core.Undecided; o <= core.Reachable; o++ {
			add(choice, option(o.String(), o.String()))
		}
		return html("<span.pinned>!pin!<span.word>expect</>@</>", nil, choice)
	}
	return elem(`<button class="btn pin" type=button data-act=pin>!pin!<span.word>Pin</><span.unseen> as a check</></>`)
}

// tabs offers the paths where there are several, each with its own outcome.
func (m *Model) tabs() *view.Node {
	v := m.Answer.Verdict
	if v == nil || len(v.Paths) < 2 {
		return nil
	}
	n := m.asked()
	list := elem("<ul.tabs aria-label=Paths/>")
	targets := false // whether the paths differ in whom they lead to
	for i := range v.Paths {
		targets = targets || v.Paths[i].Target != v.Paths[0].Target && interfaceOf(n, v.Paths[i].Target) == nil
	}
	for i := range v.Paths {
		p := &v.Paths[i]
		outcome, index := p.Outcome.String(), itoa(i)
		s, class := sign(outcome)
		add(list, html(`<li key=$><button.tab type=button data-act=show-path data-arg=$ aria-pressed=$><span class="sign $" aria-hidden=true>$</><b>$</> <span.outcome>$</></></>`,
			with{index, index, truth(i == m.Answer.Path), class, s, pathName(n, p, targets), outcome}))
	}
	return list
}

// pathName says which candidate a path is: the subnet that it leaves from, the address
// that it goes to, and whom it leads to where that tells it apart.
func pathName(n *core.Network, p *core.Path, target bool) string {
	name := labelIn(n, p.Source)
	if x := interfaceOf(n, p.Source); x != nil {
		name = labelIn(n, x.Subnet)
	}
	if p.Address.IsSingleIP() {
		name += " → " + p.Address.Addr().String()
	}
	if target {
		name += " → " + labelIn(n, p.Target)
	}
	return name
}
