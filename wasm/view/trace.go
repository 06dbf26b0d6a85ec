package view

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// A trace follows one path of a verdict over the sheet with a pen, gate by gate,
// and keeps the lines that the pen drew and the badges of the steps.
type trace struct {
	sheet *diagram.Sheet
	query core.Query
	path  *core.Path
	plan  *plan
	ground

	pen    geom.Point
	in     core.ID        // the subnet that the pen is in, "" for none
	vpc    core.ID        // the VPC that the pen is in, "" for none
	door   *diagram.Shape // the door that the pen left last, while in a VPC
	hub    *diagram.Shape // what joins VPCs and the pen is in, nil for none
	stroke stroke
	tube   bool

	// asking is set when the DNS query's own packets are what fails: then their walk
	// is the route.
	asking bool
	// refusing is set while the pen draws to a gate that lets nothing through.
	refusing bool

	lines  []line
	badges []badge
	// passed are the shapes of the way there, for the way back.
	passed []pass
	// twice are the ACLs that the way there passes both in and out, as round a NAT
	// gateway.
	twice map[*diagram.Shape]bool
	// blocker is the badge of the step that decides, if it refuses.
	blocker *badge
}

// A pass is a shape that the call went through.
type pass struct {
	shape  *diagram.Shape
	inward bool // an ACL or a gate, from outside
}

func newTrace(s *diagram.Sheet, v *core.Verdict, path *core.Path, p *plan) *trace {
	t := &trace{sheet: s, query: v.Query, path: path, plan: p, twice: map[*diagram.Shape]bool{}}
	t.survey(s)
	return t
}

// lane is how far the reply runs beside the call.
const lane = 7

// run draws the whole path.
func (t *trace) run() {
	for i := range t.path.Steps {
		if s := &t.path.Steps[i]; s.Stage == core.StageResolve && s.Outcome != core.Reachable {
			t.asking = true
		}
	}
	t.findTwice()
	t.start()
	failed, replied := false, false
	for i := range t.path.Steps {
		s := &t.path.Steps[i]
		if s.Stage == core.StageReturn {
			if !replied {
				replied = true
				t.reply(failed)
			}
			failed = failed || s.Outcome != core.Reachable
			continue
		}
		if s.Hypothetical && t.stroke == strokeWay {
			t.setStroke(strokeAhead)
		}
		t.step(i, s)
		failed = failed || s.Outcome != core.Reachable
	}
	t.finish()
}

// findTwice notes which doors the way there passes in both directions.
func (t *trace) findTwice() {
	in, out := map[*diagram.Shape]bool{}, map[*diagram.Shape]bool{}
	for i := range t.path.Steps {
		s := &t.path.Steps[i]
		switch s.Stage {
		case core.StageForward, core.StageReachAPI, core.StageResolve:
		default:
			continue
		}
		if x := t.sheet.OfStep(s); x != nil && x.Kind == diagram.ShapeDoor {
			switch s.Cause.Part {
			case core.PartInbound:
				in[x] = true
			case core.PartOutbound:
				out[x] = true
			}
		}
	}
	for x := range in {
		t.twice[x] = out[x]
	}
}

// setStroke begins a new line at the pen.
func (t *trace) setStroke(s stroke) {
	t.stroke, t.tube = s, false
	t.lines = append(t.lines, line{stroke: s, points: geom.Polyline{t.pen}})
}

// to draws on to the points.
func (t *trace) to(points ...geom.Point) {
	n := len(t.lines)
	if n == 0 || t.lines[n-1].stroke != t.stroke || t.lines[n-1].tube != t.tube {
		t.lines = append(t.lines, line{stroke: t.stroke, tube: t.tube, points: geom.Polyline{t.pen}})
		n++
	}
	l := &t.lines[n-1]
	l.points = append(l.points, points...)
	t.pen = points[len(points)-1]
}

// through draws into a gate and out of it; where the gate refuses, the line ends
// at its near side, and what would follow begins at the other.
func (t *trace) through(in, out geom.Point) {
	t.to(in)
	if t.refusing {
		t.stroke = strokeAhead
		t.jump(out)
		return
	}
	t.to(out)
}

// jump lifts the pen.
func (t *trace) jump(p geom.Point) {
	t.pen = p
	t.lines = append(t.lines, line{stroke: t.stroke, tube: t.tube, points: geom.Polyline{p}})
}

// mark gives a shape a state, unless it has a graver one.
func (t *trace) mark(s *diagram.Shape, state string) {
	if s == nil || s.Container() && s.Kind != diagram.ShapeHub {
		return
	}
	rank := map[string]int{"": 0, stateBeyond: 1, stateLit: 2, stateReached: 3, stateRefused: 4}
	if rank[state] > rank[t.plan.states[s.Key]] {
		t.plan.states[s.Key] = state
	}
}

func (t *trace) state() string {
	if t.stroke == strokeAhead {
		return stateBeyond
	}
	return stateLit
}

// start puts the pen where the call begins: at the interface for what is in a VPC,
// after the tether from its function.
func (t *trace) start() {
	from := t.sheet.OfEnd(t.query.From)
	x := t.sheet.OfInterface(t.path.Source)
	if x == nil {
		x = from
	}
	if x != nil && x.Type == core.TypeRole { // someone who holds its credentials
		x = t.sheet.Shape(core.Internet)
	}
	if x == nil {
		return
	}
	t.mark(from, stateLit)
	t.mark(x, stateLit)
	switch x.Kind {
	case diagram.ShapeInterface:
		if from != nil && from.Kind == diagram.ShapeFunction {
			key := from.Key + "~>" + x.Key
			t.jump(rightOf(from, 0))
			for i := range t.sheet.Tethers {
				if tie := &t.sheet.Tethers[i]; tie.Key == key {
					t.plan.tethers[key] = true
					t.to(flat(tie.Curve)...)
				}
			}
			t.to(x.Box.Center())
		} else {
			t.jump(x.Box.Center())
		}
		t.enter(x)
		t.passed = append(t.passed, pass{shape: x})
	case diagram.ShapeHost, diagram.ShapeMachine, diagram.ShapeSite:
		t.jump(leftOf(x, 0))
		t.passed = append(t.passed, pass{shape: x})
	default:
		t.jump(rightOf(x, 0))
		t.enter(x)
		t.passed = append(t.passed, pass{shape: x})
	}
}

// enter notes that the pen is in the subnet that x stands in.
func (t *trace) enter(x *diagram.Shape) {
	t.in, t.vpc, t.door = "", "", nil
	if s := t.sheet.Shape(x.On); s != nil && s.Kind == diagram.ShapeSubnet {
		t.in, t.vpc = s.Key, s.Parent
	}
}

func rightOf(s *diagram.Shape, dy float64) geom.Point {
	return geom.Pt(s.Box.Right(), s.Box.Center().Y+dy)
}

func leftOf(s *diagram.Shape, dy float64) geom.Point {
	return geom.Pt(s.Box.X, s.Box.Center().Y+dy)
}

func flat(c geom.Curve) geom.Polyline {
	if c.Via == nil && c.A.Y == c.B.Y && c.C.Y == c.A.Y {
		return geom.Polyline{c.A, c.B}
	}
	return c.Polyline(24)
}

// step draws on to the shape of one step, and gives it its badge.
func (t *trace) step(i int, s *core.Step) {
	x := t.sheet.OfStep(s)
	if x == nil {
		return
	}
	number := i + 1
	var at geom.Point
	state := t.state()
	t.refusing = t.stroke == strokeWay && s.Outcome != core.Reachable && s.Outcome != core.Intermittent
	switch {
	case s.Stage == core.StageDeploy || s.Stage == core.StageNone:
		at = geom.Pt(x.Box.X, x.Box.Y)
	case x.Kind == diagram.ShapeGate && !x.Round():
		at = leftOf(x, 0).Add(geom.Pt(-badgeRadius-1, 0))
	case s.Stage == core.StageResolve && !t.asking:
		// The DNS query's own walk is told in the list; in the picture only the gate
		// that refuses it counts.
		return
	case s.In == (core.Header{}) && s.Stage != core.StageAuthoriseCall && s.Stage != core.StageAuthoriseCaller && s.Stage != core.StageState && x.Kind != diagram.ShapeCaller:
		// No packet came here: the question itself is at fault, or the drawing.
		at = geom.Pt(x.Box.X, x.Box.Y)
	case s.Stage == core.StageAuthoriseCall || s.Stage == core.StageAuthoriseCaller || s.Stage == core.StageState:
		at = t.authorise(x, s)
	default:
		at = t.pass(x, s)
	}
	if s.Outcome != core.Reachable && state == stateLit {
		state = stateRefused
	}
	t.mark(x, state)
	t.refusing = false
	t.badge(number, s, x, at)
}

// pass draws on to a gate and through it, and returns where its badge goes.
func (t *trace) pass(x *diagram.Shape, s *core.Step) geom.Point {
	switch x.Kind {
	case diagram.ShapeGroup, diagram.ShapeInterface:
		on := x
		if x.Kind == diagram.ShapeGroup {
			on = t.sheet.OfInterface(x.On)
		}
		if on == nil {
			return x.Box.Center()
		}
		if s.Cause.Part == core.PartInbound || s.Reason == core.SGNoInboundRule {
			t.intoCard(on)
			return t.pen
		}
		return rightOf(on, 0)
	case diagram.ShapeDoor:
		switch inward := s.Cause.Part == core.PartInbound || s.Reason == core.NACLInboundDenied; {
		case x.Part == diagram.PartTransit:
			return t.throughHub(x, t.sheet.Shape(s.On))
		case x.Part == diagram.PartTable && t.vpc != "" && t.in == "":
			return t.throughTable(x)
		case x.Part == diagram.PartACL && inward && (t.vpc != "" || t.hub != nil):
			return t.throughACLIn(x, t.inLane(x))
		case x.Part == diagram.PartACL && !inward && t.in == x.On:
			return t.throughACLOut(x, 0)
		case inward: // the reply to a DNS query, which is not drawn
			return x.Box.Center().Add(geom.Pt(22, x.Box.H/2))
		}
		return leftOf(x, 0)
	case diagram.ShapeHub:
		return t.throughHub(x, nil)
	case diagram.ShapeGate:
		if x.Type == core.TypeVPNConnection && t.hub != nil {
			t.leaveHub(x)
		}
		return t.throughGate(x)
	case diagram.ShapeSite:
		return geom.Pt(x.Box.Right()-18, x.Box.Y+20)
	case diagram.ShapeMachine:
		return t.toHost(x)
	case diagram.ShapeNAT:
		t.intoCard(x)
		t.passed = append(t.passed, pass{shape: x})
		t.jump(t.exit(x, cardOut))
		return numberOf(x)
	case diagram.ShapeEndpoint, diagram.ShapeInstance:
		if t.in != x.On || x.Key == t.sourceKey() { // nothing reached it
			return rightOf(x, 0)
		}
		t.intoCard(x)
		if n := len(t.passed); n == 0 || t.passed[n-1].shape != x {
			t.passed = append(t.passed, pass{shape: x})
		}
		if x.Kind == diagram.ShapeInstance && x != t.end() { // it only forwards
			t.jump(t.exit(x, cardOut))
		}
		return numberOf(x)
	case diagram.ShapeCaller:
		if x == t.end() {
			t.toCaller(x)
		}
		return rightOf(x, 0)
	case diagram.ShapeFunction:
		return rightOf(x, 0)
	case diagram.ShapeService, diagram.ShapeHost:
		t.toOutside(x)
		return t.pen
	case diagram.ShapeSubnet:
		return geom.Pt(x.Box.Right()-22, x.Box.Y+22)
	}
	return x.Box.Center()
}

// numberOf is where a card in a subnet has its badge: low on its left edge, clear of
// the lines on its right, of the keys on its upper edge, and of the address of an
// interface beside it.
func numberOf(x *diagram.Shape) geom.Point { return geom.Pt(x.Box.X, x.Box.Bottom()-6) }

func (t *trace) sourceKey() core.ID {
	if x := t.sheet.OfInterface(t.path.Source); x != nil {
		return x.Key
	}
	return ""
}

// inLane keeps a call that enters by an ACL apart from the same call leaving by it.
func (t *trace) inLane(door *diagram.Shape) float64 {
	if t.twice[door] {
		return -10
	}
	return 0
}

// The lines that enter and leave a card keep apart: the call and then the reply,
// in the order in which they pass the door, so that none crosses another.
const (
	cardIn      = -12
	cardOut     = -3
	cardBackIn  = 5
	cardBackOut = 12
)

// end returns the shape at which the path ends: of what has several interfaces, the one
// that the packet reaches.
func (t *trace) end() *diagram.Shape {
	to := core.ID(t.query.To)
	if x := t.sheet.OfInterface(t.path.Target); x != nil && x.Resource == to && x.Key != to {
		return x
	}
	for i := len(t.path.Steps) - 1; i >= 0; i-- {
		s := &t.path.Steps[i]
		if x := t.sheet.OfInterface(s.On); s.At == to && s.Stage != core.StageReturn && x != nil && x.Resource == to {
			return x
		}
	}
	return t.sheet.OfEnd(t.query.To)
}

// finish ends the path: with a tick where all went well.
func (t *trace) finish() {
	if t.path.Outcome != core.Reachable {
		return
	}
	end := t.end()
	t.mark(end, stateReached)
	if n := len(t.badges); n > 0 && end != nil {
		last := &t.badges[n-1]
		behind := end.Kind == diagram.ShapeEndpoint && (last.shape.Kind == diagram.ShapeFunction || last.shape.Kind == diagram.ShapeInstance)
		if last.shape == end || last.shape.On == end.Key || behind || strings.HasPrefix(string(last.shape.Key), "eni~") {
			last.sign = signDone
		}
	}
}
