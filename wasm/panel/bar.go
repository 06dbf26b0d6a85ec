package panel

import "lasthop/wasm/view"

// topBar returns the bar with the title and what is done to the whole drawing.
func (m *Model) topBar() *view.Node {
	k := key{step: len(m.Examples), text: m.firstExample() + join(m.Title, m.Undo, m.Redo, m.Save.String(), m.SaveNote, m.draftsText("doc/title"),
		m.Theme.String(), truth(m.ReadOnly), truth(m.HelpOpen), m.Example)}
	return m.keep("top", k, func() *view.Node {
		return html("<header.top><button.skip type=button data-act=canvas>Skip to the drawing</><h1.brand>last<span>hop</></>@@<span.gap/>"+
			"<button.btn type=button data-act=undo disabled=? aria-label=?>!undo!<span.word>Undo</></>"+
			"<button.btn type=button data-act=redo disabled=? aria-label=?>!redo!<span.word>Redo</></>"+
			"<button.menu-button id=more type=button popovertarget=actions>!menu!<span.unseen>More</></>"+
			"<div.actions id=actions popover=auto>@"+
			"<button.btn type=button data-act=open popovertarget=actions popovertargetaction=hide>!open!<span.word>Open</></>"+
			"<button.btn type=button data-act=save popovertarget=actions popovertargetaction=hide>!save!<span.word>Export</></>"+
			"<button.btn type=button data-act=theme popovertarget=actions popovertargetaction=hide>!theme!<span.word>$</></>"+
			"<button.btn type=button data-act=help popovertarget=actions popovertargetaction=hide aria-expanded=$>!help!<span.word>Help</></></></>",
			with{when(m.Undo == "", "true"), after("Undo: ", m.Undo), when(m.Redo == "", "true"), after("Redo: ", m.Redo), m.Theme.label(), truth(m.HelpOpen)},
			m.titleField(), m.saveState(), m.exampleMenu())
	})
}

// after puts a word before a text, unless that is empty.
//
//go:noinline
func after(word, s string) string {
	if s == "" {
		return ""
	}
	return word + s
}

// titleField is the drawing's name, set as a title until someone edits it.
func (m *Model) titleField() *view.Node {
	if m.ReadOnly {
		return html("<p.title>$</>", with{m.Title})
	}
	return html("<input.title id=title data-field=doc/title type=text aria-label=Title autocomplete=off spellcheck=false placeholder=Untitled maxlength=200 value=$/>",
		with{m.typed("doc/title", m.Title)})
}

// saveNames are the states as data-state names them.
var saveNames = []string{"unknown", "saved", "saving", "failed", "elsewhere"}

func (m *Model) saveState() *view.Node {
	note := ""
	if m.Save >= SaveFailed {
		note = after(": ", m.SaveNote)
	}
	return html("<span.save-state id=save-state role=status data-state=$>$$</>", with{saveNames[m.Save], m.Save.String(), note})
}

func (t Theme) label() string {
	switch t {
	case ThemeAuto:
		return "Theme"
	case ThemeLight:
		return "Light"
	case ThemeDark:
		return "Dark"
	}
	return ""
}

// exampleMenu opens one of the drawings that come with the page. The browser
// closes a popover by itself, on Escape, on a choice and on a click elsewhere.
func (m *Model) exampleMenu() *view.Node {
	if len(m.Examples) == 0 {
		return nil
	}
	list := elem("<ul/>")
	for _, x := range m.Examples {
		add(list, html("<li key=$><button type=button data-act=example data-arg=$ popovertarget=examples popovertargetaction=hide aria-current=?><b>$</><span?>$</></></>",
			with{x.Name, x.Name, when(x.Name == m.Example, "true"), x.Title, x.About}))
	}
	return html("<div.examples><button.btn type=button popovertarget=examples>!examples!<span.word>Examples</></>"+
		"<div.menu id=examples popover=auto role=group aria-label=Examples>@</></>", nil, list)
}

// firstExample names what stands first in the menu, which changes.
func (m *Model) firstExample() string {
	if len(m.Examples) == 0 {
		return ""
	}
	return m.Examples[0].About
}
