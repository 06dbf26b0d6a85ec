package edit

import (
	"cmp"
	"slices"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// spot is where on the canvas the keyboard places things: in the shape that it
// stands at or that is selected, else in the middle.
func (ed *Editor) spot() geom.Point {
	for _, key := range []core.ID{ed.focus, firstOf(ed.selection)} {
		if s := ed.real.Sheet().Shape(key); s != nil {
			p := s.Box.Center()
			if s.Container() { // below the middle, where there is room more often
				p.Y = s.Box.Y + s.Box.H*0.6
			}
			return ed.camera.ToCanvas(p)
		}
	}
	return geom.Pt(ed.canvas.W/2, ed.canvas.H/2)
}

func firstOf(keys []core.ID) core.ID {
	if len(keys) == 0 {
		return ""
	}
	return keys[0]
}

// Reading returns the keys of all shapes that the keyboard can stand at, in reading
// order: row by row, each from left to right.
func Reading(s *diagram.Sheet) []core.ID {
	shapes := make([]*diagram.Shape, 0, len(s.Shapes))
	for i := range s.Shapes {
		if sh := &s.Shapes[i]; sh.Kind != diagram.ShapeBand && sh.Kind != diagram.ShapeNone {
			shapes = append(shapes, sh)
		}
	}
	row := func(s *diagram.Shape) int { return int(s.Box.Y) / 24 }
	order.By(shapes, func(a, b **diagram.Shape) int {
		return cmp.Or(row(*a)-row(*b), cmp.Compare((*a).Box.X, (*b).Box.X))
	})
	keys := make([]core.ID, len(shapes))
	for i, sh := range shapes {
		keys[i] = sh.Key
	}
	return keys
}

// walk moves the keyboard to another shape in reading order, by a step of 1 or -1.
func (ed *Editor) walk(step int) Plan {
	keys := Reading(ed.real.Sheet())
	if len(keys) == 0 {
		return Plan{}
	}
	i := slices.Index(keys, ed.focus)
	switch {
	case i < 0 && step > 0:
		i = 0
	case i < 0:
		i = len(keys) - 1
	default:
		i = (i + step + len(keys)) % len(keys)
	}
	return ed.stand(keys[i])
}

// follow moves the keyboard along a connection: from a function to its interfaces,
// from a door to the endpoint, and back.
func (ed *Editor) follow(step int) Plan {
	sheet := ed.real.Sheet()
	var ends []core.ID
	for _, t := range sheet.Tethers {
		if t.From == ed.focus {
			ends = append(ends, t.To)
		}
		if t.To == ed.focus {
			ends = append(ends, t.From)
		}
	}
	if sh := sheet.Shape(ed.focus); sh != nil && sh.Parent != "" {
		ends = append(ends, sh.Parent)
	}
	if len(ends) == 0 {
		return Plan{Say: "Nothing is connected to this."}
	}
	if step < 0 {
		return ed.stand(ends[len(ends)-1])
	}
	return ed.stand(ends[0])
}

// stand moves the keyboard to a shape, and the camera if it is out of sight.
func (ed *Editor) stand(key core.ID) Plan {
	p := Plan{FocusShape: &key, Say: label(ed.real.doc, ed.real.Sheet(), key)}
	p.Camera = ed.reveal(key)
	return p
}

// reveal returns the camera that brings a shape into sight, nil if it is.
func (ed *Editor) reveal(key core.ID) *Camera {
	s := ed.real.Sheet().Shape(key)
	if s == nil || ed.canvas.Empty() {
		return nil
	}
	a, b := ed.camera.ToCanvas(s.Box.Min()), ed.camera.ToCanvas(geom.Pt(s.Box.Right(), s.Box.Bottom()))
	seen := geom.Spanning(a, b)
	view := geom.R(0, 0, ed.canvas.W, ed.canvas.H)
	if view.ContainsRect(seen) || s.Container() && view.Intersects(seen) {
		return nil
	}
	m := ed.camera.ToCanvas(s.Box.Center())
	c := ed.camera.Pan(m.X-ed.canvas.W/2, m.Y-ed.canvas.H/2)
	return &c
}
