// Package edittest drives an editor, or a whole program, the way hands do: press,
// move, release, strike a key. Tests read like the gesture that they tell.
package edittest

import (
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/edit"
	"lasthop/wasm/geom"
)

// A Driver sends events. Its methods return it, so that gestures chain.
type Driver struct {
	t      testing.TB
	handle func(edit.Event)
	editor func() *edit.Editor

	// At is where the pointer is, in client coordinates.
	At      geom.Point
	down    bool
	kind    string
	pointer int
	time    float64
	shift   bool
	ctrl    bool
	alt     bool
	// where is the data-where of the element under the pointer as it went down.
	where string
}

// Canvas is where a Driver's canvas stands.
var Canvas = geom.R(200, 50, 1000, 700)

// New returns a driver and tells the program how large the canvas is.
func New(t testing.TB, handle func(edit.Event), editor func() *edit.Editor) *Driver {
	d := &Driver{t: t, handle: handle, editor: editor, kind: "mouse", pointer: 1, where: "canvas"}
	return d.Send(edit.Event{Type: edit.Resize, X: Canvas.X, Y: Canvas.Y, DX: Canvas.W, DY: Canvas.H})
}

// ForEditor returns a driver of an editor alone.
func ForEditor(t testing.TB, ed *edit.Editor) *Driver {
	return New(t, func(ev edit.Event) { ed.Handle(&ev) }, func() *edit.Editor { return ed })
}

// Send sends an event as it is, with the time and the modifiers that are held.
func (d *Driver) Send(ev edit.Event) *Driver {
	d.time += 16
	ev.Time = d.time
	ev.Shift, ev.Ctrl, ev.Alt = ev.Shift || d.shift, ev.Ctrl || d.ctrl, ev.Alt || d.alt
	d.handle(ev)
	return d
}

// Wait lets time pass, in milliseconds, and then a Tick come.
func (d *Driver) Wait(ms float64) *Driver {
	d.time += ms - 16
	return d.Send(edit.Event{Type: edit.Tick})
}

// Holding holds modifiers, such as "Shift", until Holding is called again.
func (d *Driver) Holding(modifiers string) *Driver {
	d.shift = strings.Contains(modifiers, "Shift")
	d.ctrl = strings.Contains(modifiers, "Ctrl")
	d.alt = strings.Contains(modifiers, "Alt")
	return d
}

// Touch makes the pointer a finger, Mouse a mouse again.
func (d *Driver) Touch() *Driver { d.kind = "touch"; return d }

// Mouse makes the pointer a mouse.
func (d *Driver) Mouse() *Driver { d.kind = "mouse"; return d }

// Finger chooses which pointer the next events are of.
func (d *Driver) Finger(n int) *Driver { d.pointer = n; return d }

func (d *Driver) send(typ edit.EventType, button int) *Driver {
	ev := edit.Event{Type: typ, X: d.At.X, Y: d.At.Y, Pointer: d.pointer, PointerType: d.kind, Button: button, Where: d.where}
	if d.down {
		ev.Buttons = 1
	}
	return d.Send(ev)
}

// Over is the client point of a shape's centre. It fails the test if there is none.
func (d *Driver) Over(key core.ID) geom.Point {
	d.t.Helper()
	s := d.editor().Shown().Sheet().Shape(key)
	if s == nil {
		d.t.Fatalf("there is no shape %s on the sheet", key)
	}
	return d.editor().Client(s.Box.Center())
}

// Header is the client point of a container's header.
func (d *Driver) Header(key core.ID) geom.Point {
	d.t.Helper()
	s := d.editor().Shown().Sheet().Shape(key)
	if s == nil {
		d.t.Fatalf("there is no shape %s on the sheet", key)
	}
	h := s.Header()
	return d.editor().Client(geom.Pt(h.X+24, h.Y+h.H/2))
}

// Down presses the pointer at a client point.
func (d *Driver) Down(p geom.Point) *Driver {
	d.At, d.down, d.where = p, true, "canvas"
	return d.send(edit.PointerDown, 0)
}

// DownButton presses another button.
func (d *Driver) DownButton(p geom.Point, button int) *Driver {
	d.At, d.down, d.where = p, true, "canvas"
	return d.send(edit.PointerDown, button)
}

// Move moves the pointer to a client point, in a few steps.
func (d *Driver) Move(p geom.Point) *Driver {
	from := d.At
	for i := 1; i <= 4; i++ {
		d.At = from.Add(p.Sub(from).Scale(float64(i) / 4))
		d.send(edit.PointerMove, -1)
	}
	return d
}

// MoveBy moves the pointer by pixels.
func (d *Driver) MoveBy(dx, dy float64) *Driver { return d.Move(d.At.Add(geom.Pt(dx, dy))) }

// Up lets the pointer go.
func (d *Driver) Up() *Driver {
	d.down = false
	return d.send(edit.PointerUp, 0)
}

// Cancel is the browser taking the pointer away.
func (d *Driver) Cancel() *Driver {
	d.down = false
	return d.send(edit.PointerCancel, 0)
}

// Click presses and lets go.
func (d *Driver) Click(p geom.Point) *Driver { return d.Down(p).Up() }

// DoubleClick is two clicks and what browsers make of them.
func (d *Driver) DoubleClick(p geom.Point) *Driver {
	return d.Click(p).Click(p).send(edit.DoubleClick, 0)
}

// Drag drags from one client point to another.
func (d *Driver) Drag(from, to geom.Point) *Driver { return d.Down(from).Move(to).Up() }

// Palette presses a palette item, such as "function" or "service/s3".
func (d *Driver) Palette(item string) *Driver {
	d.At, d.down, d.where = geom.Pt(100, 300), true, "palette"
	return d.Send(edit.Event{Type: edit.PointerDown, X: d.At.X, Y: d.At.Y, Pointer: d.pointer, PointerType: d.kind, Buttons: 1,
		Where: "palette", Act: "place", Arg: item})
}

// Wheel turns the wheel at a client point.
func (d *Driver) Wheel(p geom.Point, dx, dy float64) *Driver {
	return d.Send(edit.Event{Type: edit.Wheel, X: p.X, Y: p.Y, DX: dx, DY: dy, Where: "canvas"})
}

// Key strikes keys with the canvas focused: "Escape", "Ctrl+KeyZ".
func (d *Driver) Key(keys string) *Driver { return d.KeyIn("canvas", keys, false) }

// KeyIn strikes keys elsewhere.
func (d *Driver) KeyIn(where, keys string, typing bool) *Driver {
	ev := edit.Event{Where: where, Typing: typing}
	for part := range strings.SplitSeq(keys, "+") {
		switch part {
		case "Ctrl":
			ev.Ctrl = true
		case "Shift":
			ev.Shift = true
		case "Alt":
			ev.Alt = true
		default:
			ev.Code, ev.Key = part, part
		}
	}
	ev.Type = edit.KeyDown
	d.Send(ev)
	ev.Type = edit.KeyUp
	return d.Send(ev)
}

// Act presses a button with data-act.
func (d *Driver) Act(act, arg string) *Driver {
	return d.Send(edit.Event{Type: edit.Action, Act: act, Arg: arg})
}

// Change commits a text in a field with data-field.
func (d *Driver) Change(field, value string) *Driver {
	return d.Send(edit.Event{Type: edit.Change, Field: field, Value: value})
}

// Type types a text into a field without committing it.
func (d *Driver) Type(field, value string) *Driver {
	return d.Send(edit.Event{Type: edit.Input, Field: field, Value: value})
}
