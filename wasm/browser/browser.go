//go:build js && wasm

// Package browser is the edge between the program and the page: it turns what
// happens in the page into [edit.Event]s, applies the program's patches once a
// frame, and carries out its effects. It decides nothing itself.
//
// Whatever the page calls goes through one wrapper, [page.enter]: a panic must not
// take the page down with it, but be said and answered by a fresh start from the
// last saved drawing, which the loader sees to.
//
// dom/v2 is used for the window and the document, safejs for all that may fail or
// is hot, and for elements too: the first element that dom/v2 wraps links its
// wrappers of every kind of element, 54 KB of what a first visitor downloads, and
// wrapping an event costs more time than the whole of handling it.
package browser

import (
	"runtime/debug"

	"github.com/hack-pad/safejs"
	"honnef.co/go/js/dom/v2"

	"lasthop/wasm/app"
	"lasthop/wasm/edit"
)

// A page is a running program in its page.
type page struct {
	app *app.App

	dom    dom.Window
	window safejs.Value // the same, for what may fail
	doc    safejs.Value // its document
	loader safejs.Value // window.lasthop
	signal safejs.Value // aborted by the loader when the program has died

	onFrame, onTick safejs.Func
	scheduled       bool // an animation frame is due
	ready           bool // the first batch has been applied
	dead            bool
	changed         bool // a control was changed since the last frame

	button  safejs.Value // of the page, that is pressed; see press
	pressed edit.Event   // how, without a Type if none is

	moves  []move       // the last movement of each pointer since the last frame
	focus  []app.Effect // wait until the patches are applied
	canvas canvas
}

// Run starts the program. It never returns: once dead, the program is deaf, and
// the browser frees it with the last of its listeners.
func Run() {
	// The collector shares the page's one thread with everything else, so it runs
	// less often than by default: else it halts one frame in twenty of a drag.
	debug.SetGCPercent(400)
	p := &page{window: safejs.Global()}
	p.loader = field(p.window, "lasthop")
	p.enter(func() {
		p.dom = dom.GetWindow()
		p.doc = p.get(p.window, "document")
		p.signal = p.get(p.loader, "signal")
		p.onFrame = p.callback(func([]safejs.Value) { p.frame() })
		p.onTick = p.callback(func([]safejs.Value) {
			p.handle(edit.Event{Type: edit.Tick})
		})
		p.app = app.New(p.options())
		p.listen()
		p.frame()
	})
	select {}
}

// enter runs f, the body of anything that the page may call.
func (p *page) enter(f func()) {
	if p.dead {
		return
	}
	defer func() {
		if r := recover(); r != nil && !p.dead {
			p.dead = true
			_, _ = p.loader.Call("crashed", panicText(r)+"\n\n"+string(debug.Stack()))
		}
	}()
	f()
}

func panicText(r any) string {
	switch r := r.(type) {
	case error:
		return r.Error()
	case string:
		return r
	case interface{ String() string }:
		return r.String()
	}
	return "panic"
}

// handle gives an event to the program and carries out what it asks for at once:
// the clipboard and the file chooser open only while the user's gesture lasts. It
// reports whether the program used the event up.
func (p *page) handle(ev edit.Event) bool {
	p.flushMoves()
	if ev.Time == 0 {
		ev.Time = p.now()
	}
	used := p.app.Handle(ev)
	p.effects()
	p.schedule()
	return used
}

// schedule asks for an animation frame, unless one is due.
func (p *page) schedule() {
	if p.scheduled {
		return
	}
	p.scheduled = true
	p.call(p.window, "requestAnimationFrame", p.onFrame)
}

// longestPress is for how many milliseconds a pressed button holds up the page.
const longestPress = 2000

// frame brings the page up to date; not while a button is pressed: pressing it has
// committed the field that had the focus, and were the button moved or replaced from
// under the pointer, releasing it would be no click.
func (p *page) frame() {
	p.scheduled = false
	if p.pressed.Type == edit.PointerDown && p.now()-p.pressed.Time < longestPress {
		p.schedule()
		return
	}
	p.flushMoves()
	batch := p.app.Frame()
	if batch == nil && p.changed {
		batch = []byte("[]") // the control goes back to what the program holds
	}
	p.changed = false
	if batch != nil && !p.dead {
		// A batch that fails leaves a page that no longer is what the program
		// believes it to be: the call panics, and both start anew.
		p.call(p.loader, "apply", string(batch))
	}
	p.effects()
	p.moveFocus()
	p.watchCanvas()
	if !p.ready {
		p.ready = true
		p.call(p.loader, "ready")
	}
}

// callback returns f as a function for the page.
func (p *page) callback(f func(args []safejs.Value)) safejs.Func {
	fn, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		p.enter(func() { f(args) })
		return nil
	})
	must(err)
	return fn
}

// get and call are for what cannot fail in any browser that runs WASM; where the
// page may refuse, the code calls safejs itself and looks at the error.
func (p *page) get(v safejs.Value, name string) safejs.Value {
	got, err := v.Get(name)
	must(err)
	return got
}

func (p *page) call(v safejs.Value, name string, args ...any) safejs.Value {
	got, err := v.Call(name, args...)
	must(err)
	return got
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// now returns the clock that events' time stamps are read from.
func (p *page) now() float64 {
	return number(p.call(p.get(p.window, "performance"), "now"))
}

// The readers of values return the zero value for anything else: an event that
// lacks a field is an event without it.

func number(v safejs.Value) float64 {
	n, err := v.Float()
	if err != nil {
		return 0
	}
	return n
}

func text(v safejs.Value) string {
	if v.Type() != safejs.TypeString {
		return ""
	}
	s, err := v.String()
	if err != nil {
		return ""
	}
	return s
}

func truth(v safejs.Value) bool {
	b, err := v.Truthy()
	return err == nil && b
}

func field(v safejs.Value, name string) safejs.Value {
	got, err := v.Get(name)
	if err != nil {
		return safejs.Undefined()
	}
	return got
}

func present(v safejs.Value) bool {
	return v.Type() != safejs.TypeNull && v.Type() != safejs.TypeUndefined
}
