package view

import (
	"slices"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// overlay draws what belongs to the screen and not to the drawing, in pixels, so
// that its lines are as thick and its handles as large at every scale: the drop
// highlight, hover, selection, focus and handles, guides, what is under way.
func overlay(s *diagram.Sheet, sess *Session) *Node {
	o := &screen{s, sess.Camera, nil}
	if x := s.Shape(sess.Drop); x != nil {
		o.outline(x, "drop"+unless(!sess.Refused), 0)
	}
	if x := s.Shape(sess.Hover); x != nil && !slices.Contains(sess.Selection, x.Key) {
		o.outline(x, "hover", 2)
	}
	for _, key := range sess.Selection {
		if x := s.Shape(key); x != nil {
			o.outline(x, "selected", 3)
		} else {
			o.tether(key, "selected")
		}
	}
	if x := s.Shape(sess.Focus); x != nil {
		o.outline(x, "focus", 6)
	}
	if sess.Handles && len(sess.Selection) == 1 {
		if x := s.Shape(sess.Selection[0]); x != nil {
			o.handles(x)
		}
	}
	for _, g := range sess.Guides {
		a, b := o.at(g.A), o.at(g.B)
		o.add(El("path", A("class", "guide", "d", geom.Polyline{a, b}.Path(0))))
	}
	o.link(sess.Link)
	o.ghost(sess.Ghost)
	if m := sess.Marquee; m != nil {
		o.rect("marquee", o.box(*m), 0)
	}
	o.reason(sess)
	return Keyed("overlay", "g", A("class", "overlay", "aria-hidden", "true"), o.kids...)
}

// unless is the class of what is not allowed.
func unless(ok bool) string {
	if ok {
		return ""
	}
	return " no"
}

// A screen collects nodes in pixels of the canvas.
type screen struct {
	sheet  *diagram.Sheet
	camera Camera
	kids   []*Node
}

func (o *screen) add(n *Node) { o.kids = append(o.kids, n) }

func (o *screen) at(p geom.Point) geom.Point {
	p = o.camera.ToCanvas(p)
	return geom.Pt(geom.Snap(p.X, 0.5), geom.Snap(p.Y, 0.5))
}

func (o *screen) box(r geom.Rect) geom.Rect {
	return geom.Spanning(o.at(r.Min()), o.at(geom.Pt(r.Right(), r.Bottom())))
}

func (o *screen) rect(class string, r geom.Rect, radius float64) {
	o.add(El("rect", A("class", class, "x", num(r.X), "y", num(r.Y), "width", num(r.W), "height", num(r.H), "rx", num(radius))))
}

// outline draws round a shape, at a distance in pixels.
func (o *screen) outline(x *diagram.Shape, class string, out float64) {
	r := o.box(x.Box).Inset(-out)
	if x.Round() || x.Kind == diagram.ShapeKey || x.Kind == diagram.ShapeGroup {
		c := r.Center()
		o.add(El("circle", A("class", class, "cx", num(c.X), "cy", num(c.Y), "r", num(r.W/2))))
		return
	}
	o.rect(class, r, 8*o.camera.zoom()+out)
}

func (o *screen) tether(key core.ID, class string) {
	for i := range o.sheet.Tethers {
		if t := &o.sheet.Tethers[i]; t.Key == key {
			line := t.Curve.Polyline(24)
			for k := range line {
				line[k] = o.camera.ToCanvas(line[k])
			}
			o.add(El("path", A("class", class, "d", line.Path(8))))
		}
	}
}

// handles draws where a container can be pulled larger.
func (o *screen) handles(x *diagram.Shape) {
	for _, h := range x.Handles() {
		o.rect("handle", geom.Around(o.at(h.At), 9, 9), 2.5)
	}
}

func (o *screen) link(l *Link) {
	if l == nil {
		return
	}
	from := o.sheet.Shape(l.From)
	if from == nil {
		return
	}
	a := from.Box.Center()
	if !from.Round() {
		a = rightOf(from, 0)
	}
	class := "wire" + unless(l.Legal || l.Over == "")
	o.add(El("path", A("class", class, "d", geom.Leaning(o.at(a), o.at(l.To)).Path(0))))
	if x := o.sheet.Shape(l.Over); x != nil {
		o.outline(x, "drop"+unless(l.Legal), 2)
	}
}

// ghost draws a shape that is on its way from the palette.
func (o *screen) ghost(g *Ghost) {
	if g == nil {
		return
	}
	r := o.box(g.Box)
	z := o.camera.zoom()
	n := El("g", A("class", "phantom"+unless(g.Legal)),
		El("rect", A("class", "body", "x", num(r.X), "y", num(r.Y), "width", num(r.W), "height", num(r.H), "rx", num(8*z))),
		glyphAt(g.Type, g.Service, r.X+12*z, r.Y+min(r.H, 44*z)/2-9*z, 1.125*z))
	if z >= farZoom {
		n.Kids = append(n.Kids, El("text", A("x", num(r.X+38*z), "y", num(r.Y+min(r.H, 44*z)/2+4.5*z), "font-size", num(13*z)),
			Text(diagram.FontName.Elide(g.Label, g.Box.W-44))))
	}
	o.add(n)
}

// reason says why a drop is refused, beside what is being dragged.
func (o *screen) reason(sess *Session) {
	if !sess.Refused || sess.Reason == "" {
		return
	}
	at := geom.Pt(sess.Width/2, 24)
	switch {
	case sess.Ghost != nil:
		r := o.box(sess.Ghost.Box)
		at = geom.Pt(r.Center().X, r.Bottom()+22)
	case len(sess.Lifted) > 0:
		if x := o.sheet.Shape(sess.Lifted[0]); x != nil {
			r := o.box(x.Box)
			at = geom.Pt(r.Center().X, r.Bottom()+22)
		}
	}
	lines := diagram.FontBody.Wrap(sess.Reason, 260, 3)
	w := 0.0
	for _, l := range lines {
		w = max(w, diagram.FontBody.Width(l))
	}
	w += 24
	h := float64(len(lines))*16 + 12
	x := geom.Clamp(at.X-w/2, 8, sess.Width-w-8)
	y := geom.Clamp(at.Y, 8, sess.Height-h-8)
	g := El("g", A("class", "reason"), El("rect", A("class", "body", "x", num(x), "y", num(y), "width", num(w), "height", num(h), "rx", "7")))
	for i, l := range lines {
		g.Kids = append(g.Kids, El("text", A("x", num(x+12), "y", num(y+18+16*float64(i))), Text(l)))
	}
	o.add(g)
}
