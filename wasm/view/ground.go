package view

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// The ground is what the pen must not cross: the boxes of VPCs and subnets.
type ground struct {
	vpcs    []*diagram.Shape
	subnets []*diagram.Shape
	right   *diagram.Shape // the zone of services, or else the internet
	all     geom.Rect      // all VPCs
}

func (g *ground) survey(s *diagram.Sheet) {
	for i := range s.Shapes {
		switch x := &s.Shapes[i]; x.Kind {
		case diagram.ShapeVPC:
			g.vpcs = append(g.vpcs, x)
			g.all = g.all.Union(x.Box)
		case diagram.ShapeSubnet:
			g.subnets = append(g.subnets, x)
		case diagram.ShapeZone:
			if x.Key == diagram.ZoneServices || x.Key == diagram.ZoneInternet && g.right == nil {
				g.right = x
			}
		}
	}
}

// blocked reports whether the straight line from a to b runs into a subnet.
func (g *ground) blocked(a, b geom.Point) bool {
	r := geom.Spanning(a, b).Inset(-1)
	for _, s := range g.subnets {
		if s.Box.Intersects(r) {
			return true
		}
	}
	return false
}

// throughACLOut leaves the subnet by its ACL.
func (t *trace) throughACLOut(door *diagram.Shape, off float64) geom.Point {
	at := leftOf(door, off)
	t.elbow(at, max(at.X-t.bend(false), t.pen.X))
	t.through(at, rightOf(door, off))
	t.in, t.door = "", door
	t.passed = append(t.passed, pass{shape: door})
	return at
}

// throughTable passes the route table, beside the ACL.
func (t *trace) throughTable(door *diagram.Shape) geom.Point {
	dy := t.pen.Y - door.Box.Center().Y
	if dy > 14 || dy < -14 {
		dy = 0
	}
	at := leftOf(door, dy)
	t.through(at, rightOf(door, dy))
	t.door = door
	return at
}

// The gap between subnets is 20 units high: below the tethers, the route.
const (
	gapBelow = 11 // from a subnet down to the route in the gap under it
	gapAbove = 9  // from a subnet up to the route in the gap over it
)

// throughACLIn enters a subnet by its ACL, past the route table, which has no say
// about what enters.
func (t *trace) throughACLIn(door *diagram.Shape, off float64) geom.Point {
	subnet := t.sheet.Shape(door.On)
	if subnet != nil {
		t.enterVPC(subnet.Parent)
	}
	y := door.Box.Center().Y
	x := door.Box.Center().X + 15 + off
	if t.stroke == strokeBack {
		x += lane
	}
	below := t.pen.Y >= y
	from := t.leaveDoor()
	level := y - 24
	if below {
		level = y + 24
	}
	if t.stroke == strokeBack {
		level += 5
	}
	if subnet != nil && (from.X < subnet.Box.X || t.blocked(geom.Pt(from.X, level), geom.Pt(x, level))) {
		// From another column: along the gap beside the subnet's own row.
		level = subnet.Box.Y - gapAbove
		if below {
			level = subnet.Box.Bottom() + gapBelow
		}
		if t.stroke == strokeBack {
			level += 4.5
		}
	}
	t.to(geom.Pt(from.X, level), geom.Pt(x, level))
	entry := geom.Pt(x, door.Box.Y)
	if below {
		entry.Y = door.Box.Bottom()
	}
	if t.refusing {
		t.through(entry, leftOf(door, off))
	} else {
		t.to(geom.Pt(x, y+off), leftOf(door, off))
	}
	t.in, t.door = door.On, nil
	if subnet != nil {
		t.vpc = subnet.Parent
	}
	t.passed = append(t.passed, pass{shape: door, inward: true})
	return entry
}

// leaveDoor moves the pen clear of the door or gate that it stands at, into the
// lane beside it, and returns where it is.
func (t *trace) leaveDoor() geom.Point {
	x := t.pen.X + 14
	switch {
	case t.door == nil:
		x = t.pen.X - 12
		if t.stroke == strokeBack {
			x = t.pen.X - 6
		}
	case t.door.Part == diagram.PartACL:
		x = t.pen.X + 6
	case t.stroke == strokeBack:
		x = t.pen.X + 14 + lane
	}
	t.to(geom.Pt(x, t.pen.Y))
	return t.pen
}

// throughGate passes a gate on a VPC's border, outward or inward, or the gate of
// the Lambda API.
func (t *trace) throughGate(g *diagram.Shape) geom.Point {
	off := 0.0
	if t.stroke == strokeBack {
		off = lane
	}
	parent := t.sheet.Shape(g.Parent)
	switch {
	case g.Type == core.TypePeering || g.Type == core.TypeNATGateway:
		return t.bounce(g)
	case g.Type == core.TypeVPNConnection || parent != nil && parent.Kind == diagram.ShapeHub:
		return t.throughLink(g)
	case g.Key == diagram.LambdaAPI:
		at := leftOf(g, off)
		t.elbow(at, (t.pen.X+at.X)/2)
		t.through(at, rightOf(g, off))
		t.passed = append(t.passed, pass{shape: g, inward: true})
		return at
	case t.vpc != "":
		at := leftOf(g, off)
		t.toBorder(at)
		t.through(at, rightOf(g, off))
		t.vpc, t.door = "", nil
		t.passed = append(t.passed, pass{shape: g})
		return at
	}
	at := rightOf(g, off)
	t.elbow(at, t.clear(at.X+18, t.pen.X-8))
	t.through(at, leftOf(g, off))
	t.vpc, t.door = g.Parent, nil
	t.passed = append(t.passed, pass{shape: g, inward: true})
	return at
}

// elbow draws to a point with one vertical part, at x.
func (t *trace) elbow(at geom.Point, x float64) {
	if dy := t.pen.Y - at.Y; dy > 0.5 || dy < -0.5 {
		t.to(geom.Pt(x, t.pen.Y), geom.Pt(x, at.Y))
	}
	t.to(at)
}

// toBorder draws from a door to a gate on the VPC's right border: straight where
// nothing is between, else along the gap beside the subnet's row.
func (t *trace) toBorder(at geom.Point) {
	from := t.pen
	near := at.X - 12
	if dy := from.Y - at.Y; !t.blocked(from, geom.Pt(near, from.Y)) {
		if dy > 0.5 || dy < -0.5 {
			x := max(near-10, min(near, from.X+14))
			t.to(geom.Pt(x, from.Y), geom.Pt(x, at.Y))
		}
		t.to(at)
		return
	}
	c := t.leaveDoor()
	y := c.Y
	if s := t.doorSubnet(); s != nil {
		if y = s.Box.Y - gapAbove; at.Y > from.Y {
			y = s.Box.Bottom() + gapBelow
		}
	}
	t.to(geom.Pt(c.X, y), geom.Pt(near, y), geom.Pt(near, at.Y), at)
}

// doorSubnet returns the subnet whose door the pen left last.
func (t *trace) doorSubnet() *diagram.Shape {
	if t.door == nil {
		return nil
	}
	return t.sheet.Shape(t.door.On)
}

// exit returns where a line leaves a card: beside where it came in or, where the
// card is level with its subnet's door, level with the line in the door.
func (t *trace) exit(x *diagram.Shape, off float64) geom.Point {
	at := rightOf(x, off)
	for _, p := range t.passed {
		if p.shape.Kind != diagram.ShapeDoor || p.shape.On != x.On || p.shape.Part != diagram.PartACL {
			continue
		}
		if dy := p.shape.Box.Center().Y - x.Box.Center().Y; dy > -4 && dy < 4 {
			switch {
			case t.stroke != strokeBack:
				off = 0
			case t.twice[p.shape]:
				off = backTwice
			default:
				off = lane
			}
			at.Y = p.shape.Box.Center().Y + off
		}
	}
	return at
}

// backTwice is how far below its middle a reply leaves by an ACL that the call
// passed in both directions.
const backTwice = 11

// bend is how far from its ACL a line in a subnet turns, inward or outward.
func (t *trace) bend(inward bool) float64 {
	switch {
	case t.stroke != strokeBack && inward:
		return 42
	case t.stroke != strokeBack:
		return 33
	case inward:
		return 25
	}
	return 17
}

// intoCard draws on to a card within the subnet that the pen is in.
func (t *trace) intoCard(x *diagram.Shape) {
	if x.Box.Inset(-1).Contains(t.pen) {
		return // there already
	}
	if in := t.sheet.Shape(x.On); in != nil {
		t.enterVPC(in.Parent) // straight to it, where an attachment stands in its subnet
	}
	off := 0.0
	switch x.Kind {
	case diagram.ShapeNAT, diagram.ShapeEndpoint:
		off = cardIn
	}
	if t.stroke == strokeBack {
		off = cardBackIn
	}
	at := rightOf(x, off)
	if dy := t.pen.Y - x.Box.Center().Y; dy > -16 && dy < 16 {
		at.Y = t.pen.Y // level with the door
	}
	if x.Kind == diagram.ShapeInterface {
		at = x.Box.Center()
		if t.stroke == strokeBack {
			at.Y += lane
		}
	}
	if t.pen.X < x.Box.X { // from a neighbour on its left
		at = leftOf(x, 0)
		t.elbow(at, at.X-14)
	} else {
		t.elbow(at, max(t.pen.X-t.bend(true), min(at.X+8, t.pen.X)))
	}
	t.enter(x)
}

// toOutside draws on to what is outside every VPC on the right.
func (t *trace) toOutside(x *diagram.Shape) {
	at := leftOf(x, 0)
	if t.stroke == strokeBack {
		at.Y += lane
	}
	if x.Box.Inset(-1).Contains(t.pen) {
		return
	}
	switch {
	case t.vpc != "":
		// From an interface endpoint: inside AWS's own network, under all borders.
		last := t.passed[len(t.passed)-1].shape
		if last.Kind == diagram.ShapeEndpoint || last.Kind == diagram.ShapeInstance {
			t.jump(rightOf(last, 0))
		}
		t.tube = true
	case t.pen.X < t.all.X && t.crossesVPC(t.pen.Y):
		y := t.all.Bottom() + 20
		bend := t.all.X - 14
		t.to(geom.Pt(bend, t.pen.Y), geom.Pt(bend, y))
	}
	bend := (t.pen.X + at.X) / 2
	if t.right != nil {
		bend = t.right.Box.X - 22
		if z := t.sheet.Shape(x.Parent); z != nil {
			bend = min(bend, z.Box.X-22)
		}
	}
	t.elbow(at, max(bend, min(t.pen.X+8, at.X-8)))
	t.in, t.vpc = "", ""
	t.passed = append(t.passed, pass{shape: x})
}

func (t *trace) crossesVPC(y float64) bool {
	for _, v := range t.vpcs {
		if y > v.Box.Y-8 && y < v.Box.Bottom()+8 {
			return true
		}
	}
	return false
}

// toFunction draws an invocation into the Lambda service, by the gate of its API,
// and to the function's left side.
func (t *trace) toFunction(x *diagram.Shape) {
	at := leftOf(x, 0)
	if k := t.sheet.Shape(x.Key + "#policy"); k != nil {
		at = leftOf(k, 0)
	}
	if x.Box.Inset(-keyReach).Contains(t.pen) {
		return
	}
	if g := t.sheet.Shape(diagram.LambdaAPI); g != nil {
		if t.pen.X > g.Box.Right() { // from the right, over everything
			y := t.all.Y - 28
			z := t.pen.X
			if t.right != nil {
				z = t.right.Box.X - 34
			}
			left := g.Box.X - 24
			t.to(geom.Pt(z, t.pen.Y), geom.Pt(z, y), geom.Pt(left, y), geom.Pt(left, g.Box.Center().Y))
		}
		t.throughGate(g)
		t.mark(g, t.state())
	}
	t.elbow(at, t.pen.X+8)
}

// keyRadius is that of a key, keyReach how far from the shape that it guards the
// pen counts as having arrived.
const (
	keyRadius = 10
	keyReach  = 16
)
