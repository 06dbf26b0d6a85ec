package view

import (
	"slices"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// reply draws the way back: the shapes of the way there in reverse, without groups
// and tables, which have no say about replies, and with the ACLs that are asked
// again. Failed says that the call did not get there, so that the reply is
// hypothetical and not drawn.
func (t *trace) reply(failed bool) {
	steps := t.returnSteps()
	if failed {
		return
	}
	pen, in, vpc, door, tube, hub, passed := t.pen, t.in, t.vpc, t.door, t.tube, t.hub, t.passed
	there := passed
	t.stroke = strokeBack
	if n := len(there); n > 0 {
		end := there[n-1].shape
		switch end.Kind {
		case diagram.ShapeService, diagram.ShapeHost:
			t.jump(leftOf(end, lane))
			there = there[:n-1]
		case diagram.ShapeGate:
			// The service itself is drawn only when its policies are asked.
			if x := t.sheet.OfEnd(t.query.To); x != nil && (x.Kind == diagram.ShapeService || x.Kind == diagram.ShapeHost) {
				t.jump(leftOf(x, lane))
			}
		case diagram.ShapeInstance, diagram.ShapeEndpoint:
			t.jump(t.exit(end, cardBackOut))
			t.enter(end)
			there = there[:n-1]
		case diagram.ShapeMachine:
			t.jump(leftOf(end, lane))
			there = there[:n-1]
		case diagram.ShapeCaller:
			// What came back from an API over everything would cover the call.
			there = nil
		}
	}
	t.hub = nil
	refused := false
	for i := len(there) - 1; i >= 0 && !refused; i-- {
		p := there[i]
		switch p.shape.Kind {
		case diagram.ShapeHub:
			refused = t.returned(steps, p.shape, t.throughHub(p.shape, nil))
		case diagram.ShapeDoor:
			if p.shape.Part == diagram.PartTransit {
				refused = t.returned(steps, p.shape, t.throughHub(p.shape, nil))
				break
			}
			var at geom.Point
			if p.inward {
				off := float64(lane)
				if t.twice[p.shape] {
					off = backTwice
				}
				at = t.throughACLOut(p.shape, off)
			} else {
				at = t.throughACLIn(p.shape, lane)
			}
			refused = t.returned(steps, p.shape, at)
			if table := t.tableOf(p.shape); p.inward && table != nil && steps.has(table) {
				at = t.throughTable(table)
				refused = t.returned(steps, table, at) || refused
			}
		case diagram.ShapeGate:
			refused = t.returned(steps, p.shape, t.throughGate(p.shape))
		case diagram.ShapeNAT:
			t.intoCard(p.shape)
			t.jump(t.exit(p.shape, cardBackOut))
			t.enter(p.shape)
		case diagram.ShapeInterface:
			t.intoCard(p.shape)
			t.homeward(p.shape)
		case diagram.ShapeHost:
			if i == 0 {
				t.toOutside(p.shape)
			}
		case diagram.ShapeMachine:
			t.toHost(p.shape)
		case diagram.ShapeInstance, diagram.ShapeEndpoint, diagram.ShapeFunction:
			switch {
			case i > 0 && p.shape.Kind != diagram.ShapeFunction: // it forwards
				t.intoCard(p.shape)
				t.jump(t.exit(p.shape, cardBackOut))
				t.enter(p.shape)
			case i > 0:
			case t.in != "":
				t.intoCard(p.shape)
			default:
				t.returnOutside(p.shape)
			}
		}
	}
	if !refused {
		refused = steps.rest()
	}
	// The rest of the path goes on from where the call arrived.
	t.passed = passed
	t.pen, t.in, t.vpc, t.door, t.tube, t.hub = pen, in, vpc, door, tube, hub
	t.stroke = strokeWay
	if refused {
		t.stroke = strokeAhead
	}
	t.jump(pen)
}

// returnOutside draws the reply to a function outside every VPC, under the VPCs.
func (t *trace) returnOutside(x *diagram.Shape) {
	at := rightOf(x, lane)
	far := t.pen.X + 24
	if t.right != nil && t.pen.X > t.all.Right()+4 {
		far = t.right.Box.X - 22 - lane
	}
	y := at.Y
	if t.crossesVPC(y) {
		y = t.all.Bottom() + 20 + lane
	}
	t.to(geom.Pt(far, t.pen.Y), geom.Pt(far, y))
	t.elbow(at, at.X+10)
}

// homeward draws the reply from the interface to the function that called.
func (t *trace) homeward(x *diagram.Shape) {
	from := t.sheet.OfEnd(t.query.From)
	if from == nil || from.Kind != diagram.ShapeFunction {
		return
	}
	key := from.Key + "~>" + x.Key
	for i := range t.sheet.Tethers {
		if tie := &t.sheet.Tethers[i]; tie.Key == key {
			points := flat(tie.Curve).Offset(lane)
			for k := len(points) - 1; k >= 0; k-- {
				t.to(points[k])
			}
		}
	}
}

// tableOf returns the route table beside an ACL.
func (t *trace) tableOf(acl *diagram.Shape) *diagram.Shape {
	for i := range t.sheet.Shapes {
		if x := &t.sheet.Shapes[i]; x.Kind == diagram.ShapeDoor && x.Part == diagram.PartTable && x.On == acl.On {
			return x
		}
	}
	return nil
}

// returning holds the steps of the way back that are still to come.
type returning struct {
	trace *trace
	left  []int
}

func (t *trace) returnSteps() *returning {
	r := &returning{trace: t}
	for i := range t.path.Steps {
		if t.path.Steps[i].Stage == core.StageReturn {
			r.left = append(r.left, i)
		}
	}
	return r
}

// find returns where among the steps to come the first is that x stands for, -1 for
// none.
func (r *returning) find(x *diagram.Shape) int {
	return slices.IndexFunc(r.left, func(i int) bool { return r.trace.sheet.OfStep(&r.trace.path.Steps[i]) == x })
}

func (r *returning) has(x *diagram.Shape) bool { return r.find(x) >= 0 }

// rest gives a badge to a step that refuses at what the line does not pass, and
// reports whether there is one.
func (r *returning) rest() bool {
	for _, i := range r.left {
		s := &r.trace.path.Steps[i]
		x := r.trace.sheet.OfStep(s)
		if s.Outcome == core.Reachable || x == nil {
			continue
		}
		at := leftOf(x, 0) // beside the label
		if x.Container() {
			at = geom.Pt(x.Box.Right()-18, x.Box.Y+20)
		}
		r.trace.mark(x, stateRefused)
		r.trace.badge(i+1, s, x, at)
		return true
	}
	return false
}

// returned takes the step of the way back that x stands for, and reports whether
// it refuses. Only a step that refuses has a badge: the others follow the call.
func (t *trace) returned(r *returning, x *diagram.Shape, at geom.Point) bool {
	k := r.find(x)
	if k < 0 {
		return false
	}
	i := r.left[k]
	r.left = slices.Delete(r.left, k, k+1)
	s := &t.path.Steps[i]
	if s.Outcome == core.Reachable {
		return false
	}
	t.mark(x, stateRefused)
	t.badge(i+1, s, x, at)
	return true
}
