//go:build js && wasm

package browser

import (
	"github.com/hack-pad/safejs"

	"lasthop/wasm/edit"
)

// A canvas follows the element that the program draws in: the program makes it,
// and needs to know where it stands.
type canvas struct {
	element  safejs.Value
	observer safejs.Value
}

// watchCanvas finds the canvas, once it is there or when it was replaced.
func (p *page) watchCanvas() {
	c := &p.canvas
	if present(c.element) && truth(field(c.element, "isConnected")) {
		return
	}
	c.element = p.call(p.doc, "querySelector", "[data-where="+onCanvas+"]")
	if !present(c.element) {
		return
	}
	if !present(c.observer) {
		seen := p.callback(func([]safejs.Value) { p.measureCanvas() })
		observer, err := p.get(p.window, "ResizeObserver").New(seen)
		must(err)
		c.observer = observer
	}
	p.call(c.observer, "disconnect")
	p.call(c.observer, "observe", c.element)
	p.measureCanvas()
}

// measureCanvas tells the program where the canvas is.
func (p *page) measureCanvas() {
	if !present(p.canvas.element) {
		return
	}
	box := p.call(p.canvas.element, "getBoundingClientRect")
	p.handle(edit.Event{
		Type: edit.Resize,
		X:    number(field(box, "left")), Y: number(field(box, "top")),
		DX: number(field(box, "width")), DY: number(field(box, "height")),
	})
}
