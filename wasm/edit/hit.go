package edit

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// A HitPart says which part of a shape a point hits.
type HitPart uint8

// The parts.
const (
	HitNothing HitPart = iota
	// HitShape is a shape that is no container.
	HitShape
	// HitHeader is the part of a container that moves it.
	HitHeader
	// HitBody is the rest of a container: a press there selects it, a drag is a marquee.
	HitBody
	// HitTether is the line between two shapes.
	HitTether
)

// A Hit is what stands at a point.
type Hit struct {
	Part HitPart
	// Key is that of the shape, or of the tether.
	Key core.ID
}

// Half the width in pixels within which a tether is hit, and the least half size of
// a shape's target, for a mouse and for a finger.
// https://www.w3.org/WAI/WCAG22/Understanding/target-size-minimum.html
const (
	tetherReach = 10
	mouseReach  = 12
	touchReach  = 20
)

// hitTest returns what stands at p: the frontmost shape that is no container, then a
// tether, then the innermost container. A shape smaller than a comfortable target is
// hit all round it too, unless another one is hit outright.
func hitTest(s *diagram.Sheet, p geom.Point, zoom float64, touch bool) Hit {
	reach := mouseReach / zoom
	if touch {
		reach = touchReach / zoom
	}
	near, nearest := Hit{}, reach
	for i := len(s.Shapes) - 1; i >= 0; i-- {
		sh := &s.Shapes[i]
		if sh.Container() || sh.Kind == diagram.ShapeNone {
			continue
		}
		if sh.Box.Contains(p) {
			return Hit{HitShape, sh.Key}
		}
		grown := geom.Around(sh.Box.Center(), max(sh.Box.W, 2*reach), max(sh.Box.H, 2*reach))
		if d := sh.Box.Dist(p); d < nearest && grown.Contains(p) {
			near, nearest = Hit{HitShape, sh.Key}, d
		}
	}
	if near.Part != HitNothing {
		return near
	}
	if t := tetherAt(s, p, tetherReach/zoom); t != nil {
		return Hit{HitTether, t.Key}
	}
	for i := len(s.Shapes) - 1; i >= 0; i-- {
		sh := &s.Shapes[i]
		if !sh.Container() || sh.Kind == diagram.ShapeBand || !sh.Box.Contains(p) {
			continue
		}
		if sh.Header().Contains(p) {
			return Hit{HitHeader, sh.Key}
		}
		return Hit{HitBody, sh.Key}
	}
	return Hit{}
}

// tetherAt returns the nearest tether within reach of p, or nil.
func tetherAt(s *diagram.Sheet, p geom.Point, reach float64) *diagram.Tether {
	var best *diagram.Tether
	for i := range s.Tethers {
		t := &s.Tethers[i]
		c := t.Curve
		lo := geom.Pt(min(c.A.X, c.B.X, c.C.X, c.D.X), min(c.A.Y, c.B.Y, c.C.Y, c.D.Y))
		hi := geom.Pt(max(c.A.X, c.B.X, c.C.X, c.D.X), max(c.A.Y, c.B.Y, c.C.Y, c.D.Y))
		if !geom.Spanning(lo, hi).Inset(-reach).Contains(p) {
			continue
		}
		if d := c.Dist(p); d <= reach {
			best, reach = t, d
		}
	}
	return best
}

// containersAt returns the containers under p, innermost first, without those in
// the hand.
func containersAt(s *diagram.Sheet, p geom.Point, held func(core.ID) bool) []*diagram.Shape {
	var at []*diagram.Shape
	for i := len(s.Shapes) - 1; i >= 0; i-- {
		sh := &s.Shapes[i]
		if sh.Container() && sh.Box.Contains(p) && (held == nil || !held(sh.Key)) {
			at = append(at, sh)
		}
	}
	return at
}

// first returns the first shape of a kind, or nil.
func first(shapes []*diagram.Shape, kind diagram.ShapeKind) *diagram.Shape {
	for _, s := range shapes {
		if s.Kind == kind {
			return s
		}
	}
	return nil
}

// within reports whether the shape with the key, or what it stands in, is one for
// which f holds.
func within(s *diagram.Sheet, key core.ID, f func(core.ID) bool) bool {
	for range 16 { // no drawing is nested that deep
		if key == "" {
			return false
		}
		if f(key) {
			return true
		}
		sh := s.Shape(key)
		if sh == nil {
			return false
		}
		key = sh.Parent
	}
	return false
}

// placeOf returns what is stored when a shape stands at box: whole units, and no
// size for shapes that have a fixed one.
func placeOf(s *diagram.Shape, box geom.Rect) Place {
	r := geom.R(geom.Snap(box.X, 1), geom.Snap(box.Y, 1), 0, 0)
	if s.Container() {
		r.W, r.H = geom.Snap(box.W, 1), geom.Snap(box.H, 1)
	}
	return Place{s.Key, r}
}
