package edit

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// dragging moves what is in the hand. At every moment it knows what letting go would
// do; the editor shows that on a copy.
type dragging struct {
	down downAt
	hand hand
	at   proposal
}

func (dragging) Name() string { return "dragging" }

func (s dragging) overlay() Overlay {
	return s.at.overlay()
}

func (s dragging) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{}
	case ev.Type == Wheel:
		return s, wheel(ed, ev)
	case s.down.other(ev):
		return s, Plan{}
	case ev.Type == PointerMove:
		s.at = s.hand.over(ed.inDrawing(ev), ed.inDrawing(ev).Sub(s.down.drawing), !ev.Alt)
		return s, Plan{}
	case ev.Type == PointerUp:
		return idle{}, s.at.plan()
	}
	return s, Plan{}
}

// A hand holds shapes as they were when they were taken.
type hand struct {
	sheet *diagram.Sheet
	doc   *diagram.Document
	// shapes are those taken, none of them within another.
	shapes []*diagram.Shape
}

// take takes the selection into the hand, or the shape alone if it is not selected.
func take(ed *Editor, key core.ID) hand {
	sheet := ed.real.Sheet()
	keys := []core.ID{key}
	if ed.selected(key) {
		keys = ed.selection
	}
	h := hand{sheet: sheet, doc: ed.real.doc}
	chosen := make(map[core.ID]bool, len(keys))
	for _, k := range keys {
		chosen[k] = true
	}
	for _, k := range keys {
		sh := sheet.Shape(k)
		if sh == nil || sh.Fixed || within(sheet, sh.Parent, func(p core.ID) bool { return chosen[p] }) {
			continue
		}
		h.shapes = append(h.shapes, sh)
	}
	return h
}

// held reports whether the shape with the key is in the hand, or within one that is.
func (h *hand) held(key core.ID) bool {
	return within(h.sheet, key, func(k core.ID) bool {
		for _, s := range h.shapes {
			if s.Key == k {
				return true
			}
		}
		return false
	})
}

// A proposal is what ending a gesture here would do.
type proposal struct {
	// edit is nil if nothing would happen.
	edit *Edit
	// into is the container that would take what is held, if that changes anything;
	// with a refusal, the one that does not take it.
	into    core.ID
	refusal string
	lifted  []core.ID
	ghost   *Ghost
	guides  []geom.Segment
}

func (p proposal) overlay() Overlay {
	return Overlay{Try: p.edit, Drop: p.into, Refusal: p.refusal, Lifted: p.lifted, Ghost: p.ghost, Guides: p.guides}
}

func (p proposal) plan() Plan {
	if p.refusal != "" {
		return Plan{Refusal: p.refusal}
	}
	return Plan{Do: p.edit}
}

// over proposes what happens to what is held with the pointer at p, moved by d in
// all. Whose it becomes goes by the pointer's position alone.
func (h *hand) over(p, d geom.Point, snap bool) proposal {
	var out proposal
	lead := h.shapes[0]
	if snap {
		d, out.guides = h.snapped(d)
	}
	at := containersAt(h.sheet, p, h.held)
	e := &Edit{Label: "Move " + h.name(), Pin: true}
	var changes []func(*diagram.Tx)
	for _, s := range h.shapes {
		t := h.drop(s, s.Box.Translate(d.X, d.Y), at)
		if t.refusal != "" {
			out = proposal{refusal: t.refusal, into: t.into}
			out.ghost = &Ghost{Type: ghostType(lead), Service: lead.Service, Label: h.name(), Box: lead.Box.Translate(d.X, d.Y)}
			for _, s := range h.shapes {
				out.lifted = append(out.lifted, s.Key)
			}
			return out
		}
		if t.change != nil {
			changes = append(changes, t.change)
			out.into = t.into
			e.Token += string(s.Key) + ">" + string(t.into) + " "
		}
		e.Places = append(e.Places, t.places...)
		if t.key != "" {
			out.lifted = append(out.lifted, t.key)
			e.Selection = append(e.Selection, t.key)
		}
		if t.merges != "" {
			e.Selection = append(e.Selection, t.merges)
			out.ghost = &Ghost{Type: ghostType(s), Service: s.Service, Label: h.name(), Box: s.Box.Translate(d.X, d.Y)}
		}
	}
	if len(changes) > 0 {
		e.Change = func(tx *diagram.Tx) {
			for _, c := range changes {
				c(tx)
			}
		}
		e.Label += " to " + h.label(out.into)
	}
	out.edit = e
	return out
}

// ghostType is the type that a ghost of the shape is drawn as.
func ghostType(s *diagram.Shape) core.Type {
	if s.Kind == diagram.ShapeInterface {
		return core.TypeFunction
	}
	return s.Type
}

// name is what is held, in words.
func (h *hand) name() string {
	if n := len(h.shapes); n > 1 {
		return count(n) + " shapes"
	}
	s := h.shapes[0]
	if s.Kind == diagram.ShapeInterface {
		return list(h.doc, s.Owners)
	}
	return h.label(s.Key)
}

// label is what people call the shape with the key.
func (h *hand) label(key core.ID) string { return label(h.doc, h.sheet, key) }

func label(doc *diagram.Document, sheet *diagram.Sheet, key core.ID) string {
	if s := sheet.Shape(key); s != nil && s.Resource != "" {
		key = s.Resource
	} else if s != nil && s.Label != "" {
		return s.Label
	}
	if r := doc.Resource(key); r != nil {
		return r.Head().Label()
	}
	return string(key)
}

// snapReach is the distance, in drawing units, at which a shape snaps to another.
const snapReach = 8

// snapped returns the displacement that brings the first shape held in line with a
// neighbour, with the guides that say so, else onto the grid.
func (h *hand) snapped(d geom.Point) (geom.Point, []geom.Segment) {
	lead := h.shapes[0]
	box := lead.Box.Translate(d.X, d.Y)
	m := box.Center()
	var guides []geom.Segment
	nearX, nearY := snapReach/2.0, snapReach/2.0
	var byX, byY *diagram.Shape
	for i := range h.sheet.Shapes {
		s := &h.sheet.Shapes[i]
		if s.Kind != lead.Kind || s.Key == lead.Key || h.held(s.Key) {
			continue
		}
		c := s.Box.Center()
		if dx := abs(c.X - m.X); dx < nearX {
			nearX, byX = dx, s
		}
		if dy := abs(c.Y - m.Y); dy < nearY {
			nearY, byY = dy, s
		}
	}
	x, y := geom.Snap(box.X, geom.Grid)-lead.Box.X, geom.Snap(box.Y, geom.Grid)-lead.Box.Y
	if byX != nil {
		c := byX.Box.Center()
		x = c.X - lead.Box.Center().X
		guides = append(guides, geom.Segment{A: c, B: geom.Pt(c.X, m.Y)})
	}
	if byY != nil {
		c := byY.Box.Center()
		y = c.Y - lead.Box.Center().Y
		guides = append(guides, geom.Segment{A: c, B: geom.Pt(m.X, c.Y)})
	}
	return geom.Pt(x, y), guides
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}
