package view

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// authorise draws on to what the policies guard, where the request has arrived, and
// returns where the badge of the one that decided goes.
func (t *trace) authorise(x *diagram.Shape, s *core.Step) geom.Point {
	target := t.sheet.OfEnd(t.query.To)
	if target == nil {
		return x.Box.Center()
	}
	if x.Kind == diagram.ShapeFunction && s.Stage != core.StageAuthoriseCall {
		switch target.Kind { // what hands the call on to a function
		case diagram.ShapeEndpoint:
			target, t.tube = x, true
		case diagram.ShapeCaller:
			t.toCaller(target)
			target, t.tube = x, false
		}
	}
	switch target.Kind {
	case diagram.ShapeService, diagram.ShapeHost:
		t.toOutside(target)
	case diagram.ShapeCaller:
		t.toCaller(target)
	case diagram.ShapeFunction:
		if x == target { // the request passes the API and stops at the function's own policy
			t.refusing = false
		}
		t.toFunction(target)
	}
	t.litKey(x, s)
	switch {
	case x == target && s.Stage == core.StageState:
		return geom.Pt(x.Box.Right(), x.Box.Y)
	case x == target && x.Kind == diagram.ShapeFunction:
		if k := t.sheet.Shape(x.Key + "#policy"); k != nil {
			return k.Box.Center().Add(geom.Pt(0, -keyRadius-badgeRadius))
		}
		return t.pen
	case x == target:
		return t.pen
	case x.Kind == diagram.ShapeGate: // the policy of a gateway endpoint
		return x.Box.Center().Add(geom.Pt(0, x.Box.H/2))
	case x.Kind == diagram.ShapeEndpoint:
		return geom.Pt(x.Box.X+16, x.Box.Y-10)
	}
	// The role of who calls.
	return geom.Pt(x.Box.Right(), x.Box.Bottom())
}

// litKey lights the key of the policy that decided, on the shape that it guards
// or, for a role, on the caller.
func (t *trace) litKey(x *diagram.Shape, s *core.Step) {
	state := t.state()
	if s.Outcome != core.Reachable && t.stroke != strokeAhead {
		state = stateRefused
	}
	if k := t.sheet.Shape(s.Cause.ID + "@" + core.ID(t.query.From)); k != nil {
		t.mark(k, state)
		return
	}
	t.mark(t.sheet.Shape(x.Key+"#policy"), state)
}
