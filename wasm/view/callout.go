package view

import (
	"math"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// The sizes of the callout.
const (
	calloutWidth = 244
	calloutPad   = 14
	calloutLine  = 16
	calloutGap   = 18 // from the badge to the nearest edge
)

// calloutNode draws what the blocker has to say, next to its badge, where it covers
// neither a shape nor the route.
func calloutNode(s *diagram.Sheet, n *core.Network, t *trace) (*Node, geom.Rect) {
	b := t.blocker
	if b == nil {
		return nil, geom.Rect{}
	}
	title, body := n.Callout(b.step)
	titles := diagram.FontName.Wrap(title, calloutWidth-2*calloutPad, 2)
	lines := diagram.FontBody.Wrap(body, calloutWidth-2*calloutPad, 3)
	h := float64(2*calloutPad-4) + calloutLine*float64(len(titles)+len(lines))
	w := 0.0
	for _, l := range titles {
		w = max(w, diagram.FontName.Width(l))
	}
	for _, l := range lines {
		w = max(w, diagram.FontBody.Width(l))
	}
	w = min(w+2*calloutPad, calloutWidth)
	box := placeCallout(b.at, w, h, s.Bounds, obstacles(s, t, b))
	class := "callout"
	if b.sign == signOpen {
		class += " unsure"
	}
	g := Keyed("callout", "g", A("class", class, "aria-hidden", "true"),
		El("rect", A("class", "body", "x", num(box.X), "y", num(box.Y), "width", num(box.W), "height", num(box.H), "rx", "8")),
		El("path", A("class", "body", "d", pointer(b.at, box))),
	)
	y := box.Y + calloutPad + 9
	for _, l := range titles {
		g.Kids = append(g.Kids, El("text", A("class", "caption", "x", num(box.X+calloutPad), "y", num(y)), Text(l)))
		y += calloutLine
	}
	y++
	for _, l := range lines {
		g.Kids = append(g.Kids, El("text", A("x", num(box.X+calloutPad), "y", num(y)), Text(l)))
		y += calloutLine
	}
	return g, box
}

// pointer returns the path of the wedge from the box's edge to the badge. It is open
// at its base, where it covers the box's outline.
func pointer(at geom.Point, box geom.Rect) string {
	const half, corner = 8, 10
	base := box.Nearest(at)
	side := geom.Pt(half, 0)
	switch {
	case at.Y < box.Y || at.Y > box.Bottom():
		base.X = geom.Clamp(base.X, box.X+corner+half, box.Right()-corner-half)
	default:
		base.Y = geom.Clamp(base.Y, box.Y+corner+half, box.Bottom()-corner-half)
		side = geom.Pt(0, half)
	}
	d := at.Sub(base)
	n := math.Hypot(d.X, d.Y)
	if n < badgeRadius+4 {
		return ""
	}
	tip := at.Sub(d.Scale((badgeRadius + 4) / n))
	inward := box.Center().Sub(base)
	if side.Y == 0 {
		inward.X = 0
	} else {
		inward.Y = 0
	}
	if k := math.Hypot(inward.X, inward.Y); k > 0 {
		base = base.Add(inward.Scale(0.6 / k))
	}
	return geom.Polyline{base.Add(side), tip, base.Sub(side)}.Path(0)
}

// An obstacle is something that the callout should not cover, with what covering a
// unit of it costs.
type obstacle struct {
	box  geom.Rect
	cost float64
}

// reach is how far from the badge the callout may stand.
const reach = 420

// obstacles lists what is near the badge: shapes with their labels, headers of
// containers, badges, and the route.
func obstacles(s *diagram.Sheet, t *trace, b *badge) []obstacle {
	near := geom.Around(b.at, 2*reach, 2*reach)
	var out []obstacle
	add := func(r geom.Rect, cost float64) {
		if r.Intersects(near) {
			out = append(out, obstacle{r, cost})
		}
	}
	for i := range s.Shapes {
		x := &s.Shapes[i]
		switch x.Kind {
		case diagram.ShapeSubnet:
			w := max(diagram.FontBody.Width(x.Note), diagram.FontName.Width(x.Label)+diagram.FontMono.Width(x.Sub)+12)
			add(geom.R(x.Box.X, x.Box.Y, w+20, 46), 1)
		case diagram.ShapeVPC, diagram.ShapeZone:
			add(geom.R(x.Box.X, x.Box.Y, diagram.FontName.Width(x.Label)+diagram.FontMono.Width(x.Sub)+32, 32), 1)
		case diagram.ShapeBand:
		case diagram.ShapeGate:
			add(x.Box.Inset(-3), 4)
			if x.Round() {
				w := diagram.FontSmall.Width(x.Label) + 8
				add(geom.R(x.Box.Center().X-w/2, x.Box.Y-22, w, 20), 3)
			} else {
				add(geom.R(x.Box.Right(), x.Box.Y+8, 80, 20), 1)
			}
		case diagram.ShapeInterface:
			add(x.Box.Inset(-3), 4)
			add(geom.R(x.Box.X-16, x.Box.Bottom(), x.Box.W+32, 20), 3)
		default:
			add(x.Box.Inset(-6), 4)
		}
	}
	for i := range t.badges {
		add(geom.Around(t.badges[i].at, 2*badgeRadius+6, 2*badgeRadius+6), 6)
	}
	for _, l := range t.lines {
		for k := 1; k < len(l.points); k++ {
			add(geom.Spanning(l.points[k-1], l.points[k]).Inset(-6), 3)
		}
	}
	return out
}

// placeCallout tries places round the badge and takes the cheapest: near, right
// below if possible, and covering nothing.
func placeCallout(at geom.Point, w, h float64, sheet geom.Rect, things []obstacle) geom.Rect {
	best, cost := geom.Rect{}, math.Inf(1)
	try := func(r geom.Rect, c float64) {
		c += r.Dist(at) * 1.2
		if !sheet.ContainsRect(r) {
			c += 60
		}
		if c < cost {
			if c += covering(r, things) + crossing(at, r, things); c < cost {
				best, cost = r, c
			}
		}
	}
	for _, dy := range []float64{0, -1} {
		for step := 0.0; step < 200; step += 10 {
			y := at.Y + calloutGap + step
			if dy < 0 {
				y = at.Y - calloutGap - step - h
			}
			for shift := -1.0; shift <= 0; shift += 0.125 {
				r := geom.R(at.X+shift*w+(0.5+shift)*2*24, y, w, h)
				c := math.Abs(shift+0.125) * 6
				if dy < 0 {
					c += 8
				}
				try(r, c)
			}
		}
	}
	// Beside the badge, for what stands alone.
	for _, side := range []float64{1, -1} {
		for step := 0.0; step < 160; step += 20 {
			for shift := -1.0; shift <= 0; shift += 0.25 {
				x := at.X + calloutGap + 8 + step
				if side < 0 {
					x = at.X - calloutGap - 8 - step - w
				}
				try(geom.R(x, at.Y+shift*h, w, h), 10)
			}
		}
	}
	return geom.R(geom.Snap(best.X, 1), geom.Snap(best.Y, 1), w, h)
}

// crossing is what the pointer from the box to the badge covers on its way.
func crossing(at geom.Point, r geom.Rect, things []obstacle) float64 {
	near := r.Nearest(at)
	way := geom.Spanning(at, near)
	c := 0.0
	for i := range things {
		o := &things[i]
		if o.cost < 4 || o.box.Contains(at) || !o.box.Intersects(way.Inset(-2)) {
			continue
		}
		for k := 1; k < 8; k++ {
			if o.box.Contains(at.Add(near.Sub(at).Scale(float64(k) / 8))) {
				c += 60
				break
			}
		}
	}
	return c
}

func covering(r geom.Rect, things []obstacle) float64 {
	c := 0.0
	for i := range things {
		o := &things[i]
		w := min(r.Right(), o.box.Right()) - max(r.X, o.box.X)
		h := min(r.Bottom(), o.box.Bottom()) - max(r.Y, o.box.Y)
		if w > 0 && h > 0 {
			c += (w*h*0.1 + 30) * o.cost
		}
	}
	return c
}
