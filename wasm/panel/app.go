package panel

import (
	"strings"

	"lasthop/wasm/view"
)

// App returns the whole page inside #app: the panels, with canvas, the <svg>, in
// their midst. A panel whose inputs did not change since the last call with the
// same Model is the same node as then.
func App(m *Model, canvas *view.Node) *view.Node {
	class := "lasthop"
	if m.Sheet != "" {
		class += " sheet-" + m.Sheet
	}
	if m.ReadOnly {
		class += " read-only"
	}
	return html("<div class=$>*<p.unseen id=live aria-live=polite aria-atomic=true>$</></>", with{class, m.Live},
		m.topBar(), m.message(), m.left(), m.stage(canvas), m.inspector(), m.askBar(), m.sheetBar(), m.helpSheet())
}

// message returns the bar that says what went wrong. It is always in the page, so
// that assistive technology notices when it fills.
func (m *Model) message() *view.Node {
	msg := &m.Message
	return m.keep("message", key{text: join(msg.Text, msg.Detail, truth(msg.News))}, func() *view.Node {
		if msg.Text == "" {
			return elem("<div.message id=message role=alert/>")
		}
		return html(`<div class="message$" id=message role=alert><p><b>$</> <span>$</></>`+
			"<button.quiet type=button data-act=dismiss data-arg=message>!close!<span.unseen>Dismiss</></></>",
			with{when(msg.News, " news"), msg.Text, msg.Detail})
	})
}

// closer lowers a sheet; wide screens do not show it.
const closer = `<button class="closer quiet" type=button data-act=dismiss data-arg=sheet>!close!<span.unseen>Close this panel</></>`

// left returns the palette and the outline.
func (m *Model) left() *view.Node {
	if m.ReadOnly {
		return html("<aside.left aria-label=Outline>"+closer+"@</>", nil, m.outline())
	}
	return html(`<aside.left aria-label="Palette and outline">`+closer+"@@</>", nil, m.palette(), m.outline())
}

// stage returns the canvas with its controls. To edit in, it is an application with
// one Tab stop; to look at, the picture speaks for itself.
func (m *Model) stage(canvas *view.Node) *view.Node {
	if m.ReadOnly {
		return html("<main.stage><div.canvas id=canvas data-where=canvas>@</>@</>", nil, canvas, m.zoom())
	}
	return html(`<main.stage><div.canvas id=canvas data-where=canvas tabindex=0 role=application aria-roledescription=drawing aria-label="Network: $" aria-describedby=canvas-keys aria-activedescendant=?>@</>@@`+
		`<p.unseen id=canvas-keys>Arrow keys move among shapes, Enter opens one, question mark lists every key. The outline lists the same network.</></>`,
		with{m.Title, m.Active}, canvas, m.armed(), m.zoom())
}

// armed says what the next click or Enter on the canvas places.
func (m *Model) armed() *view.Node {
	if m.Armed == "" {
		return nil
	}
	label := m.Armed
	if it := itemOf(m.Armed); it != nil {
		label = it.label
	}
	return html("<p.armed>Click or press Enter where the <b>$</> goes; Escape cancels</>", with{label})
}

func (m *Model) zoom() *view.Node {
	return m.keep("zoom", key{step: m.Zoom}, func() *view.Node {
		return html("<div.zoom role=group aria-label=Zoom><button.quiet type=button data-act=zoom-out>!minus!<span.unseen>Zoom out</></>"+
			"<output aria-label=Scale>$ %</><button.quiet type=button data-act=zoom-in>!plus!<span.unseen>Zoom in</></>"+
			"<button.quiet type=button data-act=fit>!fit!<span.unseen>Fit the drawing to the window</></></>", with{itoa(m.Zoom)})
	})
}

// sheetBar returns the buttons that draw up a panel where there is no room for
// all of them at once.
func (m *Model) sheetBar() *view.Node {
	outcome, headline := "", ""
	if v, n := m.Answer.Verdict, m.asked(); v != nil && n != nil {
		outcome, headline = v.Outcome.String(), n.Headline(v)
	}
	return m.keep("sheets", key{text: join(m.Sheet, outcome, headline, truth(m.ReadOnly))}, func() *view.Node {
		var answer *view.Node
		if outcome != "" {
			answer = html("<button.answer type=button data-act=sheet data-arg=ask>@<b>$</></>", with{headline}, seal(outcome))
		}
		left := "Add"
		if m.ReadOnly {
			left = "Outline"
		}
		return html("<nav.sheets aria-label=Panels>@<button.tab type=button data-act=sheet data-arg=palette aria-expanded=$>!plus!$</>"+
			"<button.tab type=button data-act=sheet data-arg=inspector aria-expanded=$>!inspect!Inspect</>"+
			"<button.tab type=button data-act=sheet data-arg=ask aria-expanded=$>!ask!Ask</></>",
			with{truth(m.Sheet == "palette"), left, truth(m.Sheet == "inspector"), truth(m.Sheet == "ask")}, answer)
	})
}

// helpSheet lists every key, and says what this is.
func (m *Model) helpSheet() *view.Node {
	if !m.HelpOpen {
		return nil
	}
	groups := elem("<div.keys/>")
	for _, g := range m.Help {
		list := elem("<dl/>")
		for _, k := range g.Keys {
			add(list, html("<div><dt>$</>@</>", with{k.Label}, keys(k.Keys)))
		}
		add(groups, html("<section><h3>$</>@</>", with{g.Title}, list))
	}
	return html("<div.veil key=help><div.help id=help role=dialog aria-modal=true aria-labelledby=help-title>"+
		"<div.head><h2 id=help-title>Keys</><button.quiet id=help-close type=button data-act=dismiss data-arg=help>!close!<span.unseen>Close</></></>@<section.about><h3>About</>"+
		"<p>Lasthop draws AWS networks and says which way a call travels, or the hop at which it stops, and why. Everything happens in this page: nothing you draw leaves your machine.</>"+
		"<p>Lasthop is not affiliated with Amazon Web Services. Names of AWS services are used only to say what is meant.</></></></>", nil, groups)
}

// keys sets the keys of a command: each of them runs it.
func keys(ways []string) *view.Node {
	out := elem("<dd/>")
	for i, way := range ways {
		if i > 0 {
			add(out, text(" or "))
		}
		for j, part := range keyParts(way) {
			if j > 0 {
				add(out, text("+"))
			}
			add(out, html("<kbd>$</>", with{part}))
		}
	}
	return out
}

// keyParts splits "Ctrl+Z" into its keys; the last may be the plus key itself.
func keyParts(s string) []string {
	i := strings.LastIndexByte(strings.TrimSuffix(s, "+"), '+')
	if i <= 0 {
		return []string{s}
	}
	return append(strings.Split(s[:i], "+"), s[i+1:])
}
