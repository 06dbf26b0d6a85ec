package e2e

import (
	"context"
	"encoding/base64"
	"strconv"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// A point is a place in the viewport.
type point struct {
	X, Y float64
}

// ctrl is the modifier as the protocol counts them.
const ctrl = 2

// call sends a command to the browser.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		p.t.Fatal(err)
	}
}

// center returns the middle of an element, which must be there.
func (p *tab) center(selector string) point {
	p.t.Helper()
	p.until("there is "+selector, `document.querySelector(`+quote(selector)+`)`)
	return eval[point](p, `(() => {
		const r = document.querySelector(`+quote(selector)+`).getBoundingClientRect();
		return { X: r.x + r.width / 2, Y: r.y + r.height / 2 };
	})()`)
}

func (p *tab) mouse(kind input.DispatchMouseEventType, at point, button input.MouseButton, buttons int64) {
	p.t.Helper()
	params := input.DispatchMouseEventParams{Type: kind, X: at.X, Y: at.Y, Button: button, Buttons: buttons}
	if kind != input.DispatchMouseEventTypeMouseMoved {
		params.ClickCount = 1
	}
	call(p, input.DispatchMouseEvent, params)
}

func (p *tab) press(at point) {
	p.t.Helper()
	p.mouse(input.DispatchMouseEventTypeMousePressed, at, input.MouseButtonLeft, 1)
}

func (p *tab) release(at point) {
	p.t.Helper()
	p.mouse(input.DispatchMouseEventTypeMouseReleased, at, input.MouseButtonLeft, 0)
}

// move moves the mouse, with the left button held.
func (p *tab) move(at point) {
	p.t.Helper()
	p.mouse(input.DispatchMouseEventTypeMouseMoved, at, input.MouseButtonLeft, 1)
}

func (p *tab) clickAt(at point) {
	p.t.Helper()
	p.mouse(input.DispatchMouseEventTypeMouseMoved, at, input.MouseButtonNone, 0)
	p.press(at)
	p.release(at)
}

// click scrolls to an element and clicks in its middle.
func (p *tab) click(selector string) {
	p.t.Helper()
	p.until("there is "+selector, `document.querySelector(`+quote(selector)+`)`)
	eval[chromedp.Void](p, `document.querySelector(`+quote(selector)+`).scrollIntoView({ block: "nearest" })`)
	p.clickAt(p.center(selector))
}

// drag drags with the left button from one place to another, in steps.
func (p *tab) drag(from, to point) {
	p.t.Helper()
	p.dragOver(from, to)
	p.release(to)
}

// dragOver is drag without the release.
func (p *tab) dragOver(from, to point) {
	p.t.Helper()
	p.mouse(input.DispatchMouseEventTypeMouseMoved, from, input.MouseButtonNone, 0)
	p.press(from)
	const steps = 8
	for i := 1.0; i <= steps; i++ {
		p.move(point{from.X + (to.X-from.X)*i/steps, from.Y + (to.Y-from.Y)*i/steps})
	}
}

// wheel turns the wheel at a place.
func (p *tab) wheel(at point, dx, dy float64, modifiers int64) {
	p.t.Helper()
	call(p, mouseWheel, wheelParams{"mouseWheel", at.X, at.Y, dx, dy, modifiers})
}

// wheelParams are those of input.DispatchMouseEvent for the wheel: the browser wants
// both deltas, and the driver's own type leaves out one that is 0.
type wheelParams struct {
	Type      string  `json:"type"`
	X         float64 `json:"x"`
	Y         float64 `json:"y"`
	DeltaX    float64 `json:"deltaX"`
	DeltaY    float64 `json:"deltaY"`
	Modifiers int64   `json:"modifiers"`
}

var mouseWheel = cdp.Command[wheelParams, cdp.Empty]{Method: input.CommandDispatchMouseEvent}

// swipe drags with one finger.
func (p *tab) swipe(from, to point) {
	p.t.Helper()
	const steps = 8
	touch := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
	touch(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: from.X, Y: from.Y})
	for i := 1.0; i <= steps; i++ {
		touch(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: from.X + (to.X-from.X)*i/steps, Y: from.Y + (to.Y-from.Y)*i/steps})
		time.Sleep(time.Second / 60)
	}
	touch(input.DispatchTouchEventTypeTouchEnd)
}

// keys types text, or presses keys of the kb package, with modifiers held.
func (p *tab) keys(keys string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// focused returns the id, or else the tag, of what has the focus.
func (p *tab) focused() string {
	p.t.Helper()
	return eval[string](p, `document.activeElement?.id || document.activeElement?.localName || ""`)
}

// drop drops a file on the middle of an element. The browser lets no script-made
// file through its own input queue, so this one step is a synthetic event.
func (p *tab) drop(selector, name, content string) {
	p.t.Helper()
	at := p.center(selector)
	eval[chromedp.Void](p, `(() => {
		const data = new DataTransfer();
		const bytes = Uint8Array.from(atob(`+quote(base64.StdEncoding.EncodeToString([]byte(content)))+`), (c) => c.charCodeAt(0));
		data.items.add(new File([bytes], `+quote(name)+`));
		const at = `+quote(selector)+`;
		for (const type of ["dragenter", "dragover", "drop"]) {
			document.querySelector(at).dispatchEvent(new DragEvent(type, {
				bubbles: true, cancelable: true, dataTransfer: data, clientX: `+format(at.X)+`, clientY: `+format(at.Y)+`,
			}));
		}
	})()`)
}

func (p *tab) emulateDark() {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	})
}

func format(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
