package view

import (
	"slices"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// Below these scales the second lines, and then all labels, are left out.
const (
	farZoom     = 0.45
	fartherZoom = 0.25
)

// Scene draws the canvas: the <svg> element with all in it. Shapes whose input did
// not change since the last call with the same session are the same nodes.
func Scene(d *diagram.Document, s *diagram.Sheet, n *core.Network, sess *Session) *Node {
	if sess.memo == nil {
		sess.memo = newMemo()
	}
	m := sess.memo
	m.frame++
	p := m.planFor(s, n, sess)
	camera := m.group(0, A("class", "camera", "transform", cameraTransform(sess.Camera)),
		m.layers(s, p, sess)...)
	attrs := []Attr{{"class", sceneClass(sess)}, {"data-where", "canvas"}}
	if !sess.Edit {
		attrs = append(attrs, Attr{"role", "graphics-document"}, Attr{"aria-label", sceneName(d)})
	}
	return El("svg", attrs, camera, overlay(s, sess))
}

func sceneName(d *diagram.Document) string {
	if d.Title() == "" {
		return "Network"
	}
	return "Network: " + d.Title()
}

func sceneClass(sess *Session) string {
	switch z := sess.Camera.zoom(); {
	case z < fartherZoom:
		return "scene far farther"
	case z < farZoom:
		return "scene far"
	}
	return "scene"
}

func cameraTransform(c Camera) string {
	z := c.zoom()
	b := append(make([]byte, 0, 40), "translate("...)
	b = geom.AppendNum(b, -c.X*z)
	b = append(b, ' ')
	b = geom.AppendNum(b, -c.Y*z)
	b = append(b, ") scale("...)
	b = appendScale(b, z)
	return string(append(b, ')'))
}

// appendScale writes a scale with more digits than a coordinate needs.
func appendScale(b []byte, z float64) []byte {
	whole := geom.Snap(z*10000, 1) / 10000
	return appendFloat(b, whole)
}

// A memo keeps the subtrees of the last frame.
type memo struct {
	frame   int
	shapes  map[core.ID]*drawn
	tethers map[core.ID]*drawnTether
	groups  [8]*Node
	plan    *plan
	// What plan was made of.
	planSheet   *diagram.Sheet
	planNetwork *core.Network
	planVerdict *core.Verdict
	planShown   int
	planStep    int
	planPreview bool
}

func newMemo() *memo {
	return &memo{shapes: map[core.ID]*drawn{}, tethers: map[core.ID]*drawnTether{}}
}

// drawn is a shape as it was drawn last.
type drawn struct {
	shape diagram.Shape
	state string // the classes of its state
	kids  []*Node
	node  *Node
	frame int // when it was last on the sheet
}

type drawnTether struct {
	curve geom.Curve
	lit   bool
	node  *Node
	frame int
}

// planFor returns what the verdict adds to the picture.
func (m *memo) planFor(s *diagram.Sheet, n *core.Network, sess *Session) *plan {
	if m.plan == nil || m.planSheet != s || m.planNetwork != n || m.planVerdict != sess.Verdict ||
		m.planShown != sess.Shown || m.planStep != sess.Step || m.planPreview != sess.Preview {
		m.plan = makePlan(s, n, sess)
		m.planSheet, m.planNetwork, m.planVerdict = s, n, sess.Verdict
		m.planShown, m.planStep, m.planPreview = sess.Shown, sess.Step, sess.Preview
	}
	return m.plan
}

// group returns a <g>, the one of the last frame if it would be the same.
func (m *memo) group(slot int, attrs []Attr, kids ...*Node) *Node {
	kids = slices.DeleteFunc(kids, func(k *Node) bool { return k == nil })
	if g := m.groups[slot]; g != nil && slices.Equal(g.Kids, kids) && slices.Equal(g.Attrs, attrs) {
		return g
	}
	m.groups[slot] = &Node{Key: attrs[0].Value, Tag: "g", Attrs: attrs, Kids: kids}
	return m.groups[slot]
}

// layers draws the sheet back to front.
func (m *memo) layers(s *diagram.Sheet, p *plan, sess *Session) []*Node {
	back := make([]*Node, 0, 64)
	front := make([]*Node, 0, len(s.Shapes))
	var lifted []*Node
	for i := range s.Shapes {
		x := &s.Shapes[i]
		n := m.shape(x, p.states[x.Key])
		switch {
		case len(sess.Lifted) > 0 && slices.Contains(sess.Lifted, x.Key):
			lifted = append(lifted, n)
		case x.Container():
			back = append(back, n)
		default:
			front = append(front, n)
		}
	}
	ties := make([]*Node, 0, len(s.Tethers))
	for i := range s.Tethers {
		ties = append(ties, m.tether(&s.Tethers[i], p.tethers[s.Tethers[i].Key]))
	}
	m.sweep(len(s.Shapes), len(s.Tethers))
	out := []*Node{
		m.group(1, A("class", "containers"), back...),
		m.group(2, A("class", "tethers", "aria-hidden", "true"), ties...),
		p.route,
		m.group(3, A("class", "shapes"), front...),
	}
	if len(lifted) > 0 {
		out = append(out, m.group(4, A("class", "lifted"), lifted...))
	}
	return append(out, p.badges, p.callout)
}

// sweep forgets what is gone, once that is worth the walk.
func (m *memo) sweep(shapes, tethers int) {
	if len(m.shapes) > 2*shapes+64 {
		for key, d := range m.shapes {
			if d.frame != m.frame {
				delete(m.shapes, key)
			}
		}
	}
	if len(m.tethers) > 2*tethers+64 {
		for key, d := range m.tethers {
			if d.frame != m.frame {
				delete(m.tethers, key)
			}
		}
	}
}

// shape draws one shape. Its content is kept while it looks the same, and so
// survives a move; its element is kept while it stands still, too.
func (m *memo) shape(s *diagram.Shape, state string) *Node {
	d := m.shapes[s.Key]
	switch {
	case d == nil:
		d = &drawn{kids: content(s)}
		m.shapes[s.Key] = d
	case d.shape.Box == s.Box && d.state == state && sameLook(&d.shape, s):
		d.frame = m.frame
		return d.node
	case !sameLook(&d.shape, s) || d.shape.Box.W != s.Box.W || d.shape.Box.H != s.Box.H:
		d.kids = content(s)
	}
	d.shape, d.state, d.frame = *s, state, m.frame
	d.node = element(s, state, d.kids)
	return d.node
}

// element returns the <g> of a shape.
func element(s *diagram.Shape, state string, kids []*Node) *Node {
	class := classOf(s)
	if state != "" {
		class += " " + state
	}
	attrs := make([]Attr, 0, 8)
	attrs = append(attrs, Attr{"class", class}, Attr{"id", DOMID(s.Key)}, Attr{"data-key", string(s.Key)})
	if s.Resource != "" {
		attrs = append(attrs, Attr{"data-id", string(s.Resource)})
	}
	if s.On != "" {
		attrs = append(attrs, Attr{"data-on", string(s.On)})
	}
	move := append(make([]byte, 0, 24), "translate("...)
	move = geom.AppendNum(move, s.Box.X)
	move = append(move, ' ')
	move = geom.AppendNum(move, s.Box.Y)
	attrs = append(attrs, Attr{"transform", string(append(move, ')'))})
	if s.Kind == diagram.ShapeBand {
		attrs = append(attrs, Attr{"aria-hidden", "true"})
	} else {
		attrs = append(attrs, Attr{"role", "graphics-symbol"}, Attr{"aria-label", nameOf(s)})
	}
	n := &Node{Key: string(s.Key), Tag: "g", Attrs: attrs, Kids: make([]*Node, 0, len(kids))}
	for _, k := range kids {
		if k != nil {
			n.Kids = append(n.Kids, k)
		}
	}
	return n
}

// sameLook reports whether two shapes look the same, place and size apart.
func sameLook(a, b *diagram.Shape) bool {
	return a.Kind == b.Kind && a.Label == b.Label && a.Sub == b.Sub && a.Note == b.Note && a.Class == b.Class &&
		a.Tag == b.Tag && a.Dim == b.Dim && a.Type == b.Type && a.Service == b.Service && a.Resource == b.Resource &&
		a.On == b.On && a.Part == b.Part && a.LabelX == b.LabelX && slices.Equal(a.Groups, b.Groups)
}

func (m *memo) tether(t *diagram.Tether, lit bool) *Node {
	d := m.tethers[t.Key]
	if d == nil {
		d = &drawnTether{}
		m.tethers[t.Key] = d
	}
	d.frame = m.frame
	if d.node == nil || !d.curve.Equal(t.Curve) || d.lit != lit {
		d.curve, d.lit = t.Curve, lit
		class := "tether"
		if lit {
			class += " lit"
		}
		d.node = &Node{Key: string(t.Key), Tag: "path", Attrs: A("class", class, "d", t.Curve.Path(10))}
	}
	return d.node
}
