//go:build js && wasm

package browser

import (
	"strings"

	"github.com/hack-pad/safejs"

	"lasthop/wasm/edit"
)

// A move is a pointermove that has not been handled: of several in a frame only
// the last counts.
type move struct {
	pointer int
	event   safejs.Value
}

// listen adds every listener. They stand on the document, since the elements
// inside come and go; and say by attributes what they are.
func (p *page) listen() {
	for name, kind := range map[string]edit.EventType{
		"pointerdown":        edit.PointerDown,
		"pointerup":          edit.PointerUp,
		"pointercancel":      edit.PointerCancel,
		"lostpointercapture": edit.PointerCancel,
		"dblclick":           edit.DoubleClick,
	} {
		p.on(p.doc, name, func(ev safejs.Value) {
			e := p.pointer(kind, ev)
			p.press(e, field(ev, "target"))
			p.handle(e)
		})
	}
	p.on(p.doc, "pointermove", p.keepMove)
	p.on(p.doc, "mousedown", func(ev safejs.Value) {
		// The middle button pans; without this the browser scrolls by itself.
		if number(field(ev, "button")) == 1 && p.where(ev) == onCanvas {
			prevent(ev)
		}
	})
	p.on(p.doc, "contextmenu", func(ev safejs.Value) {
		if p.handle(p.pointer(edit.ContextMenu, ev)) {
			prevent(ev)
		}
	})
	p.on(p.doc, "wheel", p.wheel)
	p.on(p.doc, "keydown", func(ev safejs.Value) { p.key(edit.KeyDown, ev) })
	p.on(p.doc, "keyup", func(ev safejs.Value) { p.key(edit.KeyUp, ev) })
	p.on(p.doc, "click", p.click)
	p.on(p.doc, "input", func(ev safejs.Value) { p.edited(edit.Input, ev) })
	p.on(p.doc, "change", func(ev safejs.Value) { p.edited(edit.Change, ev) })
	p.on(p.doc, "focusin", func(ev safejs.Value) {
		p.handle(edit.Event{Type: edit.Focused, Field: p.nearest(ev, "data-field"), Where: p.where(ev)})
	})
	p.on(p.doc, "focusout", func(ev safejs.Value) {
		if !present(field(ev, "relatedTarget")) {
			p.handle(edit.Event{Type: edit.Focused})
		}
	})
	p.on(p.doc, "paste", p.paste)
	p.on(p.doc, "dragover", prevent) // else the browser leaves the page for the file
	p.on(p.doc, "drop", p.drop)
	p.on(p.window, "blur", func(safejs.Value) { p.handle(edit.Event{Type: edit.Blur}) })
	p.on(p.window, "pagehide", func(safejs.Value) { p.handle(edit.Event{Type: edit.Blur}) })
	p.on(p.window, "resize", func(safejs.Value) { p.measureCanvas() })
	p.on(p.window, "hashchange", func(safejs.Value) {
		p.handle(edit.Event{Type: edit.Navigate, Value: p.hash()})
	})
	for name, query := range mediaQueries {
		list := p.call(p.window, "matchMedia", query)
		p.on(list, "change", func(ev safejs.Value) {
			p.handle(edit.Event{Type: edit.Media, Name: name, Value: truthText(field(ev, "matches"))})
		})
	}
}

// mediaQueries are the system's preferences that the program is told of.
var mediaQueries = map[string]string{
	"dark":           "(prefers-color-scheme: dark)",
	"reduced-motion": "(prefers-reduced-motion: reduce)",
	"coarse":         "(pointer: coarse)",
}

// on adds a listener that goes when the program dies. It is never passive: wheel
// and touch would scroll the page under the canvas.
func (p *page) on(target safejs.Value, name string, f func(ev safejs.Value)) {
	fn := p.callback(func(args []safejs.Value) { f(args[0]) })
	p.call(target, "addEventListener", name, fn, map[string]any{"passive": false, "signal": p.signal})
}

func prevent(ev safejs.Value) { _, _ = ev.Call("preventDefault") }

// onCanvas is the data-where of the canvas.
const onCanvas = "canvas"

// where returns the data-where nearest to an event's target.
func (p *page) where(ev safejs.Value) string { return p.nearest(ev, "data-where") }

// nearest returns an attribute of the nearest element to the event's target that
// has it, "" if none has.
func (p *page) nearest(ev safejs.Value, attribute string) string {
	return attr(closest(field(ev, "target"), "["+attribute+"]"), attribute)
}

// closest returns null where the target is no element, such as the document itself.
func closest(target safejs.Value, selector string) safejs.Value {
	found, err := target.Call("closest", selector)
	if err != nil {
		return safejs.Null()
	}
	return found
}

func attr(element safejs.Value, name string) string {
	if !present(element) {
		return ""
	}
	v, err := element.Call("getAttribute", name)
	if err != nil {
		return ""
	}
	return text(v)
}

// pointer decodes a pointer or mouse event.
func (p *page) pointer(kind edit.EventType, ev safejs.Value) edit.Event {
	e := edit.Event{
		Type:        kind,
		X:           number(field(ev, "clientX")),
		Y:           number(field(ev, "clientY")),
		Pointer:     int(number(field(ev, "pointerId"))),
		PointerType: text(field(ev, "pointerType")),
		Button:      int(number(field(ev, "button"))),
		Buttons:     int(number(field(ev, "buttons"))),
		Where:       p.where(ev),
		Time:        number(field(ev, "timeStamp")),
	}
	modifiers(&e, ev)
	if kind == edit.PointerDown {
		acting := closest(field(ev, "target"), "[data-act]")
		e.Act, e.Arg = attr(acting, "data-act"), attr(acting, "data-arg")
	}
	return e
}

func modifiers(e *edit.Event, ev safejs.Value) {
	e.Shift = truth(field(ev, "shiftKey"))
	e.Ctrl = truth(field(ev, "ctrlKey"))
	e.Alt = truth(field(ev, "altKey"))
	e.Meta = truth(field(ev, "metaKey"))
}

// keepMove keeps a movement until the next frame.
func (p *page) keepMove(ev safejs.Value) {
	pointer := int(number(field(ev, "pointerId")))
	for i := range p.moves {
		if p.moves[i].pointer == pointer {
			p.moves[i].event = ev
			return
		}
	}
	p.moves = append(p.moves, move{pointer, ev})
	p.schedule()
}

// flushMoves handles the movements that were kept: at a frame, and before any
// other event, so that the order of events holds.
func (p *page) flushMoves() {
	moves := p.moves
	p.moves = nil
	for _, m := range moves {
		p.app.Handle(p.pointer(edit.PointerMove, m.event))
	}
	if len(moves) > 0 {
		p.effects()
	}
}

// pressable is what a click on must not be lost, see [page.frame].
const pressable = "button,summary,label,[type=checkbox]"

// press follows a press of the page's buttons. Leaving a field for one may move the
// button from under the pointer, since a row is lower without the focus: released
// where it was pressed, it is clicked all the same.
func (p *page) press(e edit.Event, target safejs.Value) {
	down := p.pressed
	dx, dy := e.X-down.X, e.Y-down.Y
	p.pressed = edit.Event{}
	switch {
	case e.Type == edit.PointerDown && e.Button == 0 && e.Where == "":
		if p.button = closest(target, pressable); present(p.button) {
			p.pressed = e
		}
	case e.Type == edit.PointerUp && down.Type == edit.PointerDown && dx*dx+dy*dy < 36 && !truth(p.call(p.button, "contains", target)):
		p.call(p.button, "click")
	}
}

// Pixels in a line and a page of the wheel, for browsers that count in those.
const (
	wheelLine = 16
	wheelPage = 400
)

func (p *page) wheel(ev safejs.Value) {
	if p.where(ev) != onCanvas {
		return
	}
	prevent(ev)
	e := p.pointer(edit.Wheel, ev)
	unit := 1.0
	switch number(field(ev, "deltaMode")) {
	case 1:
		unit = wheelLine
	case 2:
		unit = wheelPage
	}
	e.DX = number(field(ev, "deltaX")) * unit
	e.DY = number(field(ev, "deltaY")) * unit
	p.handle(e)
}

// typing are the controls that keys belong to.
const typing = "textarea,select,[contenteditable],input:not([type=checkbox]):not([type=radio])"

func (p *page) key(kind edit.EventType, ev safejs.Value) {
	if truth(field(ev, "isComposing")) {
		return // the keys of an input method make text, not commands
	}
	e := edit.Event{
		Type:   kind,
		Key:    text(field(ev, "key")),
		Code:   text(field(ev, "code")),
		Repeat: truth(field(ev, "repeat")),
		Typing: present(closest(field(ev, "target"), typing)),
		Field:  p.nearest(ev, "data-field"),
		Where:  p.where(ev),
		Time:   number(field(ev, "timeStamp")),
	}
	modifiers(&e, ev)
	if p.handle(e) {
		prevent(ev)
	}
}

func (p *page) click(ev safejs.Value) {
	acting := closest(field(ev, "target"), "[data-act]")
	if !present(acting) {
		return
	}
	e := p.pointer(edit.Action, ev)
	e.Act, e.Arg = attr(acting, "data-act"), attr(acting, "data-arg")
	p.handle(e)
}

// edited decodes a keystroke in a control, or its commit.
func (p *page) edited(kind edit.EventType, ev safejs.Value) {
	control := field(ev, "target")
	name := attr(control, "data-field")
	if name == "" {
		return
	}
	value := text(field(control, "value"))
	if text(field(control, "type")) == "checkbox" {
		value = truthText(field(control, "checked"))
	}
	p.changed = kind == edit.Change
	p.handle(edit.Event{Type: kind, Field: name, Value: value, Time: number(field(ev, "timeStamp"))})
}

func truthText(v safejs.Value) string {
	if truth(v) {
		return "true"
	}
	return "false"
}

// hash returns the page's hash without its "#".
func (p *page) hash() string {
	return strings.TrimPrefix(p.dom.Location().Hash(), "#")
}
