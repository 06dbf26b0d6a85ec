package view

import (
	"lasthop/core"
	"lasthop/wasm/geom"
)

// A Camera says which part of the drawing the canvas shows: the point of the
// drawing at the canvas's top left corner, and the scale.
type Camera struct{ X, Y, Zoom float64 }

// ToDrawing returns the point of the drawing under a point of the canvas.
func (c Camera) ToDrawing(p geom.Point) geom.Point {
	z := c.zoom()
	return geom.Pt(c.X+p.X/z, c.Y+p.Y/z)
}

// ToCanvas returns where on the canvas a point of the drawing stands.
func (c Camera) ToCanvas(p geom.Point) geom.Point {
	z := c.zoom()
	return geom.Pt((p.X-c.X)*z, (p.Y-c.Y)*z)
}

func (c Camera) zoom() float64 {
	if c.Zoom <= 0 {
		return 1
	}
	return c.Zoom
}

// A Session is what the picture shows beside the drawing itself: where one looks,
// what is selected, what is asked, what is being dragged. Its owner keeps one
// Session for as long as the canvas lives and changes its exported fields between
// frames; it also remembers subtrees, so that unchanged shapes cost nothing.
// Slices in it are replaced, never changed in place.
type Session struct {
	Camera        Camera
	Width, Height float64 // of the canvas, in pixels
	// Edit draws for editing: handles, and no roles on the shapes' root, which is
	// then inside the page's own application region.
	Edit bool
	// Handles draws those of a single selected container.
	Handles bool

	// Selection, Hover and Focus are keys of shapes. Focus is the shape with the
	// keyboard focus.
	Selection    []core.ID
	Hover, Focus core.ID

	// Verdict is the answer whose route is drawn; nil for none. Shown is the index
	// of the path that is drawn, Step that of the step that the reader stands at,
	// or -1.
	Verdict *core.Verdict
	Shown   int
	Step    int
	// Preview marks the verdict as that of a drag that is still under way.
	Preview bool

	// Lifted are keys of shapes in the hand, drawn above the others.
	Lifted []core.ID
	// Ghost is a shape that does not exist yet.
	Ghost *Ghost
	// Drop is the container under the dragged shape; Refused says that it does not
	// take it, and Reason why.
	Drop    core.ID
	Refused bool
	Reason  string
	// Marquee is the rectangle of a selection under way.
	Marquee *geom.Rect
	// Guides are the lines that a dragged shape has snapped to.
	Guides []geom.Segment
	// Link is a connection under way.
	Link *Link

	memo *memo
}

// A Ghost is a new shape on its way from the palette.
type Ghost struct {
	Type    core.Type
	Service string // of a service or an endpoint
	Label   string
	Box     geom.Rect
	Legal   bool
}

// A Link is a connection that is being drawn, from a shape to the pointer.
type Link struct {
	From  core.ID // key of a shape
	To    geom.Point
	Over  core.ID // key of the shape under the pointer, if any
	Legal bool
}

// DOMID returns the id attribute of a shape's element.
func DOMID(key core.ID) string { return "shape-" + string(key) }
