package edit

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// An Edit is a change of the document that has been worked out and not yet made.
type Edit struct {
	// Label names the step for menus, such as "Move fn-1".
	Label string
	// Change makes the network part of the change; nil if there is none. It reads
	// the document through the Tx, so that several can follow one another.
	Change func(*diagram.Tx)
	// Places are where shapes stand afterwards.
	Places []Place
	// Token tells the network part of one edit from that of another within a gesture:
	// as long as it is the same, only Places differ.
	Token string
	// Selection is what is selected afterwards; nil for what was selected before.
	Selection []core.ID
	// Pin keeps every other shape where it stands: from the first gesture on, nothing
	// moves but what a person moves.
	Pin bool
}

// A Place is where one shape stands. W and H are 0 for shapes of a fixed size.
type Place struct {
	Key core.ID
	Box geom.Rect
}

// apply makes the edit in a document that looks like sheet.
func (e *Edit) apply(tx *diagram.Tx, sheet *diagram.Sheet) {
	if e.Pin {
		sheet.Freeze(tx)
	}
	if e.Change != nil {
		e.Change(tx)
	}
	e.place(tx)
}

func (e *Edit) place(tx *diagram.Tx) {
	for _, p := range e.Places {
		tx.Place(p.Key, p.Box)
	}
}

// A Plan is what a state wants done. The zero Plan is nothing.
type Plan struct {
	// Do enters the document as one step; with Burst it joins the step before it if
	// that was part of the same burst.
	Do    *Edit
	Burst bool
	// Step goes back or forth in the history.
	Step Step
	// Select replaces the selection, if not nil; an empty list selects nothing.
	Select []core.ID
	// Camera moves the camera, if not nil.
	Camera *Camera
	// Hover and FocusShape move those marks, if not nil.
	Hover, FocusShape *core.ID
	// Next is the state that a command leads to; nil stays.
	Next State
	// Run is the name of a command to run, with its argument.
	Run, Arg string

	// The rest is for the page.

	// Focus is the data-field to focus, or "canvas".
	Focus string
	// Refusal says in words why a gesture changed nothing.
	Refusal string
	// Say is what the live region should tell.
	Say string
	// Capture asks that all events of this pointer come here: it is the pointer's
	// number plus one, 0 for none.
	Capture int
	// Wake asks for a Tick in that many milliseconds.
	Wake int
	// Forget is a data-field whose draft is to be dropped.
	Forget string
	// Unknown reports that nothing here knows the action.
	Unknown bool
	// Used reports that the event was taken, so that the browser does nothing with it.
	Used bool
}

// A Step is a move in the history.
type Step uint8

// The steps.
const (
	NoStep Step = iota
	Undo
	Redo
)

// An Overlay is what a gesture under way shows.
type Overlay struct {
	// Try is the edit that ending the gesture now would be; nil for none.
	Try *Edit
	// Drop is the container under the pointer that would take what is dragged, or,
	// with a Refusal, the shape that would not.
	Drop    core.ID
	Refusal string
	// Lifted are keys of shapes in the hand, by their keys after Try.
	Lifted  []core.ID
	Ghost   *Ghost
	Marquee *geom.Rect
	Link    *Link
	Guides  []geom.Segment
}

// A Ghost is something in the hand that has no shape on the sheet.
type Ghost struct {
	Type    core.Type
	Service string
	Label   string
	Box     geom.Rect
}

// A Link is a connection that is being drawn.
type Link struct {
	From core.ID // key of a shape
	To   geom.Point
	Over core.ID // key of the shape under the pointer
}
