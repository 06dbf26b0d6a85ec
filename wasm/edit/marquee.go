package edit

import (
	"slices"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// marquee selects what a rectangle touches.
type marquee struct {
	down   downAt
	at     geom.Point // the other corner, in the drawing
	before []core.ID  // the selection at the start
}

func (marquee) Name() string { return "marquee" }

func (s marquee) box() geom.Rect { return geom.Spanning(s.down.drawing, s.at) }

func (s marquee) overlay() Overlay {
	b := s.box()
	return Overlay{Marquee: &b}
}

func (s marquee) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{Select: append([]core.ID{}, s.before...)}
	case s.down.other(ev):
		return s, Plan{}
	case ev.Type == PointerMove:
		s.at = ed.inDrawing(ev)
		return s, Plan{Select: s.touched(ed)}
	case ev.Type == PointerUp:
		return idle{}, Plan{Select: s.touched(ed)}
	}
	return s, Plan{}
}

// touched returns what the rectangle selects: shapes that it touches, and containers
// that lie in it whole. With Shift they add to what was selected.
func (s marquee) touched(ed *Editor) []core.ID {
	box := s.box()
	sel := []core.ID{}
	if s.down.shift {
		sel = append(sel, s.before...)
	}
	sheet := ed.real.Sheet()
	for i := range sheet.Shapes {
		sh := &sheet.Shapes[i]
		if !selectable(sh) || sh.Kind == diagram.ShapeDoor || slices.Contains(sel, sh.Key) {
			continue
		}
		if sh.Container() && box.ContainsRect(sh.Box) || !sh.Container() && box.Intersects(sh.Box) {
			sel = append(sel, sh.Key)
		}
	}
	return sel
}

// selectable reports whether a shape can be part of a selection of several.
func selectable(s *diagram.Shape) bool {
	switch s.Kind {
	case diagram.ShapeNone, diagram.ShapeBand, diagram.ShapeZone, diagram.ShapeGroup, diagram.ShapeKey:
		return false
	default:
		return true
	}
}
