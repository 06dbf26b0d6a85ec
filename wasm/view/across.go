package view

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// This file draws what joins networks: peering connections, transit gateways, and the
// connections to networks on premises.

// turn is how far from the middle of a gate a line that turns round in it enters and
// leaves, and turnBack the reply.
const (
	turn     = 10
	turnBack = 4
)

// gateReach is how far inside the border its gates reach.
const gateReach = 22

// off is how far from the call the line is that is being drawn.
func (t *trace) off() float64 {
	if t.stroke == strokeBack {
		return lane
	}
	return 0
}

// bounce goes into a gate from the left and out again: through a peering connection to
// the other VPC, through a regional NAT gateway back into its own.
func (t *trace) bounce(g *diagram.Shape) geom.Point {
	d := float64(turn)
	if t.stroke == strokeBack {
		d = turnBack
	}
	if t.pen.Y < g.Box.Center().Y {
		d = -d
	}
	in, out, x := leftOf(g, d), leftOf(g, -d), g.Box.Center().X
	switch border, ok := t.crossing(g, t.vpc); {
	case ok:
		border.Y += t.off()
		t.toBorder(border.Sub(geom.Pt(gateReach, 0)))
		t.to(border)
		t.elbow(in, max(border.X, t.all.Right())+36+t.off())
	case t.vpc != "":
		t.toBorder(in)
	default:
		t.elbow(in, in.X-14)
	}
	if t.refusing {
		t.through(in, out)
	} else {
		t.to(in, geom.Pt(x, in.Y), geom.Pt(x, out.Y), out)
	}
	t.door = nil
	if g.Type == core.TypePeering {
		t.vpc, t.hub = "", g
	}
	t.passed = append(t.passed, pass{shape: g})
	return in
}

// crossing returns where the tie of a peering connection crosses the border of a VPC.
func (t *trace) crossing(g *diagram.Shape, vpc core.ID) (geom.Point, bool) {
	for i := range t.sheet.Tethers {
		if tie := &t.sheet.Tethers[i]; tie.To == g.Key && tie.From == vpc && vpc != "" {
			return tie.Curve.A, true
		}
	}
	return geom.Point{}, false
}

// throughLink passes a gate that can be passed either way: a VPN connection on the
// border of an on-premises network, an attachment on that of a transit gateway.
func (t *trace) throughLink(g *diagram.Shape) geom.Point {
	if t.vpc != "" { // straight from a VPC, as where its gateway is not drawn
		t.toBorder(leftOf(g, t.off()))
	}
	in, out, x := leftOf(g, t.off()), rightOf(g, t.off()), g.Box.X-26
	if t.pen.X > g.Box.Center().X {
		in, out, x = out, in, g.Box.Right()+18
	}
	t.elbow(in, x)
	t.through(in, out)
	t.vpc, t.in, t.door, t.hub = "", "", nil, nil
	t.passed = append(t.passed, pass{shape: g})
	return in
}

// throughHub draws into a transit gateway, by the attachment that brings the packet,
// and to the table that is asked there. x is the table, or the gateway itself.
func (t *trace) throughHub(x, by *diagram.Shape) geom.Point {
	refusing := t.refusing
	t.refusing = false // what brings it lets it through
	hub := t.sheet.Shape(x.On)
	if x.Kind == diagram.ShapeHub {
		hub = x
	}
	if hub == nil {
		return x.Box.Center()
	}
	if t.hub != nil && t.hub != hub && by != nil {
		t.leaveHub(by)
	}
	if by != nil && by.Kind == diagram.ShapeGate && by.Type == core.TypeTransitAttachment {
		if by.Parent == hub.Key || t.vpc == by.Parent {
			t.throughGate(by)
			t.mark(by, t.state())
		}
	}
	at := leftOf(x, t.off())
	if t.pen.X > x.Box.Center().X {
		at = rightOf(x, t.off())
	}
	if t.vpc != "" {
		t.toBorder(at)
	} else if t.hub != hub {
		t.elbow(at, t.clear((t.pen.X+at.X)/2, at.X-12))
	}
	t.refusing = refusing
	t.vpc, t.in, t.door, t.hub = "", "", nil, hub
	t.passed = append(t.passed, pass{shape: x})
	return t.pen
}

// clear returns an x to the right of every VPC, as near to the wanted one as there is
// room before the limit.
func (t *trace) clear(x, limit float64) float64 {
	return max(x, min(t.all.Right()+24, limit))
}

// leaveHub draws out of the transit gateway that the pen is in, by the attachment that
// is tied to another gate.
func (t *trace) leaveHub(to *diagram.Shape) {
	for i := range t.sheet.Tethers {
		tie := &t.sheet.Tethers[i]
		key := tie.From
		if key == to.Key {
			key = tie.To
		} else if tie.To != to.Key {
			continue
		}
		if g := t.sheet.Shape(key); g != nil && t.hub != nil && g.Parent == t.hub.Key {
			t.elbow(leftOf(g, t.off()), g.Box.X-10)
			t.to(rightOf(g, t.off()))
			t.mark(g, t.state())
			t.passed = append(t.passed, pass{shape: g})
			t.hub = nil
		}
	}
}

// enterVPC draws from what joins VPCs into one of them: by its attachment, where the
// pen is in a transit gateway.
func (t *trace) enterVPC(vpc core.ID) {
	hub := t.hub
	if hub == nil || t.vpc == vpc {
		return
	}
	t.hub = nil
	refusing := t.refusing
	t.refusing = false
	defer func() { t.refusing = refusing }()
	if border, ok := t.crossing(hub, vpc); ok {
		border.Y -= t.off()
		t.elbow(border, max(border.X, t.all.Right())+36+t.off())
		t.to(border.Sub(geom.Pt(gateReach, 0)))
		t.vpc = vpc
		return
	}
	for i := range t.sheet.Tethers {
		tie := &t.sheet.Tethers[i]
		if g := t.sheet.Shape(tie.From); tie.To == hub.Key && g != nil && g.Kind == diagram.ShapeGate && g.Parent == vpc {
			if t.pen.X > hub.Box.X {
				t.to(geom.Pt(hub.Box.X, t.pen.Y))
			}
			t.throughGate(g)
			t.mark(g, t.state())
			return
		}
	}
	t.vpc = vpc
}

// toHost draws on to a host on premises.
func (t *trace) toHost(x *diagram.Shape) geom.Point {
	at := leftOf(x, t.off())
	if t.pen.X <= x.Box.X && t.pen != at {
		t.elbow(at, min(t.pen.X, at.X)-10)
		t.passed = append(t.passed, pass{shape: x})
	}
	return at
}

// toCaller draws on to an API, left of the Lambda service, over everything.
func (t *trace) toCaller(x *diagram.Shape) {
	at := rightOf(x, t.off())
	if t.pen.Dist(at) < 1 {
		return
	}
	if n := len(t.passed); t.vpc != "" && n > 0 { // from an interface endpoint, under all borders
		t.jump(rightOf(t.passed[n-1].shape, 0))
		t.tube = true
	}
	z, y, left := t.pen.X+14, t.all.Y-28, at.X+12
	if t.right != nil && t.pen.X > t.all.X {
		z = t.right.Box.X - 34
	}
	t.to(geom.Pt(z, t.pen.Y), geom.Pt(z, y), geom.Pt(left, y), geom.Pt(left, at.Y), at)
	t.in, t.vpc = "", ""
	t.passed = append(t.passed, pass{shape: x})
}
