//go:build js && wasm

package browser

import (
	"github.com/hack-pad/safejs"
	"honnef.co/go/js/dom/v2"

	"lasthop/wasm/app"
)

// effects carries out what the program asks of the page.
func (p *page) effects() {
	for _, e := range p.app.Effects() {
		p.carryOut(e)
	}
}

func (p *page) carryOut(e app.Effect) {
	switch e.Kind {
	case app.NoEffect:
	case app.Store:
		p.store(e)
	case app.Download:
		p.download(e)
	case app.PickFile:
		p.pickFile()
	case app.Focus:
		p.focus = append(p.focus, e)
		p.schedule()
	case app.CopyText:
		p.copyText(e.Text)
	case app.SetHash:
		// Replaced, not set: no entry in the history, no hashchange. A sandboxed
		// frame may refuse.
		url := p.dom.Location().Pathname() + p.dom.Location().Search()
		if e.Text != "" {
			url += "#" + e.Text
		}
		_, _ = p.get(p.window, "history").Call("replaceState", nil, "", url)
	case app.SetTheme:
		p.setTheme(e.Name)
	case app.Wake:
		p.call(p.window, "setTimeout", p.onTick, e.Delay)
	case app.Fetch:
		p.fetch(e.Name)
	case app.SetTitle:
		p.dom.Document().(dom.HTMLDocument).SetTitle(e.Text)
	case app.Capture:
		if present(p.canvas.element) {
			// Fails where the pointer is up already, which is as good.
			_, _ = p.canvas.element.Call("setPointerCapture", e.Pointer)
		}
	}
}

func (p *page) setTheme(name string) {
	root := p.get(p.doc, "documentElement")
	if name == "" {
		p.call(root, "removeAttribute", "data-theme")
	} else {
		p.call(root, "setAttribute", "data-theme", name)
	}
	_ = p.write(themeKey, name)
}

// moveFocus moves the focus where the program asked, now that what it asked for is
// there. On loading it never does: the program has not been asked anything yet.
func (p *page) moveFocus() {
	wanted := p.focus
	p.focus = nil
	for _, e := range wanted {
		var target safejs.Value
		switch {
		case e.Name == onCanvas:
			target = p.canvas.element
		case e.Field != "":
			target = p.call(p.doc, "querySelector", `[data-field="`+cssEscape(e.Field)+`"]`)
		default:
			target = p.call(p.doc, "getElementById", e.Name)
		}
		if present(target) {
			p.call(target, "focus", map[string]any{"preventScroll": e.Name == onCanvas})
		}
	}
}

// cssEscape makes a text safe within a quoted selector.
func cssEscape(s string) string {
	var b []byte
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}

// copyText puts a text on the clipboard, by the old way where the new one is refused.
func (p *page) copyText(s string) {
	byCommand := p.callback(func([]safejs.Value) {
		box := p.call(p.doc, "createElement", "textarea")
		must(box.Set("value", s))
		focused := p.get(p.doc, "activeElement")
		p.call(p.get(p.doc, "body"), "append", box)
		p.call(box, "select")
		_, _ = p.doc.Call("execCommand", "copy")
		p.call(box, "remove")
		if present(focused) {
			p.call(focused, "focus")
		}
	})
	promise, err := field(field(p.window, "navigator"), "clipboard").Call("writeText", s)
	if err != nil {
		p.call(byCommand.Value(), "call")
		return
	}
	p.call(promise, "catch", byCommand)
}
