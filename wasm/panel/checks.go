package panel

import (
	"cmp"

	"lasthop/core"
	"lasthop/wasm/view"
)

// checks lists the pinned questions with their answers, live.
func (m *Model) checks() *view.Node {
	if len(m.Checks) == 0 {
		return nil
	}
	list := elem("<ul.checks/>")
	passed := 0
	for i := range m.Checks {
		if m.Checks[i].Pass {
			passed++
		}
		add(list, m.check(&m.Checks[i], itoa(i)))
	}
	class := "go"
	if passed < len(m.Checks) {
		class = "stop"
	}
	return html(`<section.block id=checks key=checks><h3>Checks <span class="count $">$ of $ as expected</></>@</>`,
		with{class, itoa(passed), itoa(len(m.Checks))}, list)
}

func (m *Model) check(c *core.CheckResult, i string) *view.Node {
	asked, said := m.questionText(&c.Check.Query), c.Verdict.Outcome.String()
	s, class := sign(said)
	word := "As expected: "
	if !c.Pass {
		s, class, word = "!", "stop", "Not as expected: "
		said += expected(c)
	}
	var unpin *view.Node
	if !m.ReadOnly {
		unpin = html("<button.cross type=button data-act=unpin data-arg=$>!close!<span.unseen>Unpin $</></>", with{i, asked})
	}
	return html("<li key=$ data-pass=$ data-outcome=$><button.pick type=button data-act=ask-check data-arg=$ aria-current=?><span.asked>$</>@<span.outcome>$</></>@</>",
		with{i, truth(c.Pass), c.Verdict.Outcome.String(), i, when(c.Check.Query == m.Query, "true"), asked, said}, signed(s, class, word), unpin)
}

// signed returns a sign with the word that it stands for.
//
//go:noinline
func signed(s, class, word string) *view.Node {
	return html(`<span class="sign $"><span aria-hidden=true>$</><span.unseen>$</></>`, with{class, s, word})
}

// expected says what the check wanted and did not get.
func expected(c *core.CheckResult) string {
	if c.Check.Expect != c.Verdict.Outcome {
		return ", expected " + c.Check.Expect.String()
	}
	if c.Check.At != "" {
		return ", expected at " + string(c.Check.At)
	}
	return ", but otherwise than expected"
}

// questionText returns a question in as few words as will do.
func (m *Model) questionText(q *core.Query) string {
	arrow := " → "
	if q.Kind == core.Invoke {
		arrow = " invokes "
	}
	s := m.label(core.ID(q.From)) + arrow + m.label(core.ID(q.To))
	if q.Port != 0 {
		s += ":" + itoa(int(q.Port))
	}
	if q.Action != "" {
		s += ", " + q.Action
	}
	if q.Name != "" {
		s += ", " + q.Name
	}
	return s
}

// problems lists what AWS would refuse and what is missing, each with a jump.
func (m *Model) problems() *view.Node {
	if m.Network == nil {
		return nil
	}
	list := elem("<ul.problems/>")
	all := m.Network.Problems()
	for i := range all {
		p := &all[i]
		s, class, word := severity(p.Severity)
		add(list, html("<li key=$ data-at=$ data-code=$><button.pick type=button data-act=select data-arg=$>@<span.said><b>$</> <code?>$</> $</></></>",
			with{itoa(i), string(p.At), p.Code, string(p.At), m.label(p.At), p.Code, p.Msg}, signed(s, class, word)))
	}
	if len(all) == 0 {
		return nil
	}
	return html("<section.block id=problems key=problems><h3>Problems <span.count>$</></>@</>", with{itoa(len(all))}, list)
}

func severity(s core.Severity) (sign, class, word string) {
	switch s {
	case core.Refused:
		return "✕", "stop", "AWS refuses: "
	case core.Missing:
		return "?", "open", "Incomplete: "
	case core.Warning:
		return "!", "open", "Warning: "
	case core.SeverityNone, core.Remark:
	}
	return "i", "open", "Note: "
}

// overview is the inspector of nothing: what the drawing is about.
func (m *Model) overview() *view.Node {
	box := html("<section.resource key=overview aria-labelledby=inspector-title><header.head><h2 id=inspector-title>$</></></>", with{cmp.Or(m.Title, "Untitled")})
	if m.ReadOnly {
		return add(box, html("<p.lead?>$</>", with{m.About}))
	}
	about := m.typed("doc/about", m.About)
	hint := ""
	if len(m.resources()) == 0 {
		hint = "The drawing is empty. Place a VPC from the palette, or open an example."
	} else if len(m.Checks) == 0 {
		hint = "Nothing is selected. Choose a shape to see its fields and what follows from them; ask below who can reach whom."
	}
	return add(box,
		elem("<label.unseen for=doc-about>About this drawing</>"),
		html(`<textarea.about id=doc-about data-field=doc/about rows=$ placeholder="What this drawing shows." value=$/>`, with{itoa(2 + len(about)/44), about}),
		html("<div.fields>@@@</>", nil, m.extra("doc-region", "doc/region", "Region", "", m.Region), m.extra("doc-account", "doc/account", "Account", "", m.Account),
			m.extra("doc-zones", "doc/zones", "Zones down", "none", m.LostZones)),
		html("<p.none?>$</>", with{hint}))
}
