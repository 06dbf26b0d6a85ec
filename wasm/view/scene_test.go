package view

import (
	"slices"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// A stage holds what a scene is drawn from.
type stage struct {
	d    *diagram.Document
	n    *core.Network
	s    *diagram.Sheet
	sess *Session
}

func newStage(f *core.File, q *core.Query) *stage {
	st := &stage{d: diagram.FromFile(f), sess: &Session{Width: 1200, Height: 800, Step: -1, Shown: -1}}
	st.n = core.Compile(st.d.Topology())
	st.s = diagram.Lay(st.d, st.n)
	st.sess.Camera = fit(st.s.Bounds, 1200, 800)
	if q != nil {
		v := st.n.Verdict(*q)
		st.sess.Verdict = &v
	}
	return st
}

// fit returns the camera that shows box in a canvas.
func fit(box geom.Rect, width, height float64) Camera {
	z := min((width-24)/box.W, (height-24)/box.H, 1.5)
	c := box.Center()
	return Camera{X: c.X - width/2/z, Y: c.Y - height/2/z, Zoom: z}
}

func (st *stage) scene() *Node { return Scene(st.d, st.s, st.n, st.sess) }

// shape returns the element of a shape.
func shape(n *Node, key core.ID) *Node {
	return n.Find(func(n *Node) bool {
		v, ok := n.Attr("data-key")
		return ok && v == string(key)
	})
}

func hasClass(n *Node, class string) bool {
	if n == nil {
		return false
	}
	v, _ := n.Attr("class")
	return slices.Contains(strings.Fields(v), class)
}

func each(n *Node, f func(*Node)) {
	f(n)
	for _, k := range n.Kids {
		each(k, f)
	}
}

func TestTheRefusedShapeIsMarked(t *testing.T) {
	for _, c := range []struct {
		q       core.Query
		refused core.ID
		lit     []core.ID
		reached core.ID
	}{
		{core.Query{From: "fn-1", To: "bucket"}, "igw", []core.ID{"fn-1", "eni~subnet-1~sg-functions", "acl-open@subnet-1", "rtb-public@subnet-1"}, ""},
		{core.Query{From: "fn-3", To: "bucket"}, "rtb-local@subnet-3", []core.ID{"fn-3", "acl-open@subnet-3"}, ""},
		{core.Query{From: "fn-2", To: "bucket"}, "", []core.ID{"fn-2", "nat", "igw", "rtb-nat@subnet-2", "rtb-public@subnet-1"}, "bucket"},
		{core.Query{From: "fn-4", To: "bucket"}, "", []core.ID{"vpce-s3", "rtb-s3@subnet-4"}, "bucket"},
		{core.Query{From: "fn-2", To: "parameter"}, "", []core.ID{"resolver", "eni~vpce-ssm~subnet-4", "sg-endpoint@eni~vpce-ssm~subnet-4"}, "parameter"},
		{core.Query{Kind: core.Invoke, From: "api", To: "fn-1"}, "", []core.ID{"api", "zone~lambda-api", "fn-1#policy"}, "fn-1"},
	} {
		st := newStage(fourSubnets(), &c.q)
		n := st.scene()
		var refused []string
		each(n, func(n *Node) {
			if key, ok := n.Attr("data-key"); ok && hasClass(n, "refused") {
				refused = append(refused, key)
			}
		})
		if want := strings.Fields(string(c.refused)); !slices.Equal(refused, want) {
			t.Errorf("%v: refused is %q, want %q", c.q, refused, want)
		}
		for _, key := range c.lit {
			if !hasClass(shape(n, key), "lit") {
				t.Errorf("%v: %s is not lit", c.q, key)
			}
		}
		if c.reached != "" && !hasClass(shape(n, c.reached), "reached") {
			t.Errorf("%v: %s is not marked as reached", c.q, c.reached)
		}
		if got := n.Find(func(n *Node) bool { return hasClass(n, "callout") }) != nil; got != (c.refused != "") {
			t.Errorf("%v: there is a callout: %v", c.q, got)
		}
	}
}

// Never by colour alone: a refusal has a cross, an arrival a tick, what would follow
// a dashed line.
func TestSignsBesideColours(t *testing.T) {
	find := func(n *Node, class ...string) *Node {
		return n.Find(func(n *Node) bool {
			for _, c := range class {
				if !hasClass(n, c) {
					return false
				}
			}
			return true
		})
	}
	n := newStage(fourSubnets(), &core.Query{From: "fn-1", To: "bucket"}).scene()
	if b := find(n, "hop", "halt"); b == nil || find(b, "mark") == nil {
		t.Error("the hop that refuses has no cross")
	}
	if find(n, "ahead") == nil {
		t.Error("what would follow is not drawn")
	}
	n = newStage(fourSubnets(), &core.Query{From: "fn-4", To: "bucket"}).scene()
	if b := find(n, "hop", "done"); b == nil || find(b, "mark") == nil {
		t.Error("the arrival has no tick")
	}
	if find(n, "reply") == nil {
		t.Error("the reply is not drawn")
	}
}

// The numbers on the picture are those of the list of hops: the step's index plus one.
func TestBadgesAreNumberedLikeTheList(t *testing.T) {
	st := newStage(fourSubnets(), &core.Query{From: "fn-2", To: "bucket"})
	path := st.sess.Verdict.Paths[0]
	n := st.scene()
	for i := range path.Steps {
		s := &path.Steps[i]
		if s.Stage == core.StageReturn {
			continue
		}
		want := n.Find(func(n *Node) bool { v, _ := n.Attr("data-hop"); return v == num(float64(i+1)) })
		if want == nil {
			t.Errorf("step %d, at %s, has no badge", i+1, s.At)
		}
	}
}

func TestMovingOneShapeRebuildsOnlyIt(t *testing.T) {
	st := newStage(large(), nil)
	st.d.Update("", st.s.Freeze)
	st.s = diagram.Lay(st.d, st.n)
	before := st.scene()
	var r Renderer
	p := newPage(t)
	p.apply(r.Render(before))
	box := st.s.Shape("x-3-1").Box
	st.d.Update("", func(tx *diagram.Tx) { tx.Place("x-3-1", geom.R(box.X+1, box.Y, 0, 0)) })
	st.s = diagram.Lay(st.d, st.n)
	after := st.scene()
	batch := r.Render(after)
	if n := p.apply(batch); n != 2 { // the instance and its group's mark
		t.Errorf("moving one of many took %d operations: %.300s", n, batch)
	}
	old, now := shape(before, "x-3-1"), shape(after, "x-3-1")
	if old == now || old.Kids[0] != now.Kids[0] {
		t.Error("the moved shape was not moved, or its content was rebuilt")
	}
	if shape(before, "x-4-1") != shape(after, "x-4-1") {
		t.Error("a shape that stands still was rebuilt")
	}
	if again := r.Render(st.scene()); again != nil {
		t.Errorf("a frame in which nothing changed gives %.200s", again)
	}
}

func TestTheSceneIsNamedAndCarriesNoStyle(t *testing.T) {
	for _, f := range []*core.File{fourSubnets(), tiers()} {
		st := newStage(f, &core.Query{From: "fn-1", To: "bucket"})
		st.sess.Selection, st.sess.Focus = []core.ID{"subnet-1"}, "igw"
		ids := map[string]bool{}
		each(st.scene(), func(n *Node) {
			if _, ok := n.Attr("style"); ok {
				t.Errorf("<%s> has a style attribute", n.Tag)
			}
			if id, ok := n.Attr("id"); ok {
				if ids[id] || strings.Contains(id, " ") {
					t.Errorf("id %q is given twice or has a space", id)
				}
				ids[id] = true
			}
			role, ok := n.Attr("role")
			if label, _ := n.Attr("aria-label"); ok && label == "" {
				t.Errorf("<%s role=%q> has no name", n.Tag, role)
			}
			seen := map[string]bool{}
			for _, a := range n.Attrs {
				if seen[a.Name] {
					t.Errorf("<%s> has two attributes %q", n.Tag, a.Name)
				}
				seen[a.Name] = true
			}
		})
	}
}

// queries are all questions between the ends of a file.
func queries(f *core.File) []core.Query {
	var out []core.Query
	var from, to []core.Endpoint
	for _, r := range f.Network.Resources {
		id := core.Endpoint(r.Head().ID)
		switch r.Type() {
		case core.TypeFunction, core.TypeInstance:
			from, to = append(from, id), append(to, id)
		case core.TypeService:
			to = append(to, id)
		case core.TypeAPIGateway:
			from = append(from, id)
		}
	}
	from, to = append(from, "internet"), append(to, "internet")
	for _, a := range from {
		for _, b := range to {
			if a != b {
				out = append(out, core.Query{From: a, To: b}, core.Query{Kind: core.Invoke, From: a, To: b})
			}
		}
	}
	return out
}

// The drawing must be true: the route crosses the border of a subnet at its ACL, or
// by the tether of the function that calls, and nowhere else.
func TestTheRouteCrossesBordersOnlyAtGates(t *testing.T) {
	asksOutside := fourSubnets()
	for _, r := range asksOutside.Network.Resources {
		if r, ok := r.(*core.Resolver); ok {
			r.Servers = []core.Address{"8.8.8.8"}
		}
	}
	for _, f := range []*core.File{fourSubnets(), tiers(), asksOutside} {
		st := newStage(f, nil)
		for _, q := range queries(f) {
			v := st.n.Verdict(q)
			for i := range v.Paths {
				tr := newTrace(st.s, &v, &v.Paths[i], &plan{states: map[core.ID]string{}, tethers: map[core.ID]bool{}})
				tr.run()
				for _, l := range tr.lines {
					if l.tube {
						continue
					}
					for k := 1; k < len(l.points); k++ {
						checkCrossings(t, st.s, q, l.points[k-1], l.points[k])
					}
				}
			}
		}
	}
}

func checkCrossings(t *testing.T, s *diagram.Sheet, q core.Query, a, b geom.Point) {
	t.Helper()
	const step = 2
	n := int(a.Dist(b)/step) + 1
	for i := range n {
		p := a.Add(b.Sub(a).Scale(float64(i) / float64(n)))
		o := a.Add(b.Sub(a).Scale(float64(i+1) / float64(n)))
		for k := range s.Shapes {
			x := &s.Shapes[k]
			border := x.Kind == diagram.ShapeSubnet || x.Kind == diagram.ShapeVPC
			if !border || x.Box.Contains(p) == x.Box.Contains(o) || crossesAt(s, x, q, p) {
				continue
			}
			t.Errorf("%v: the route crosses the border of %s at %v", q, x.Key, p)
			return
		}
	}
}

// crossesAt reports whether there is a gate or a tether of the container x at p.
func crossesAt(s *diagram.Sheet, x *diagram.Shape, q core.Query, p geom.Point) bool {
	for i := range s.Shapes {
		g := &s.Shapes[i]
		door := g.Kind == diagram.ShapeDoor && g.Part == diagram.PartACL && g.On == x.Key
		gate := g.Kind == diagram.ShapeGate && g.Parent == x.Key
		if (door || gate) && g.Box.Inset(-4).Contains(p) {
			return true
		}
	}
	for i := range s.Tethers {
		if c := &s.Tethers[i]; c.From == core.ID(q.From) && c.Curve.Dist(p) < 10 {
			return true
		}
	}
	return false
}

// Whatever is missing, the rest is drawn.
func TestHalfDrawnNetworksAreDrawn(t *testing.T) {
	all := queries(tiers())
	for i, r := range tiers().Network.Resources {
		id := r.Head().ID
		for _, tidy := range []bool{false, true} {
			st := newStage(tiers(), nil)
			st.d.Update("", func(tx *diagram.Tx) {
				if tidy {
					diagram.Removal(st.d, []core.ID{id})(tx)
				} else {
					tx.Remove(id)
				}
			})
			st.n = core.Compile(st.d.Topology())
			st.s = diagram.Lay(st.d, st.n)
			for k := i % 7; k < len(all); k += 7 { // all of them, over the resources
				v := st.n.Verdict(all[k])
				st.sess.Verdict = &v
				for i := range v.Paths {
					st.sess.Shown = i
					makePlan(st.s, st.n, st.sess)
				}
			}
			if st.scene() == nil {
				t.Errorf("without %s there is no picture", id)
			}
		}
	}
}

// The callout covers no shape and no badge where there is room, as there is here.
func TestTheCalloutCoversNothing(t *testing.T) {
	for _, q := range []core.Query{{From: "fn-1", To: "bucket"}, {From: "fn-3", To: "bucket"}, {From: "fn-1", To: "internet"}, {From: "fn-4", To: "internet"}} {
		st := newStage(fourSubnets(), &q)
		p := makePlan(st.s, st.n, st.sess)
		if p.callout == nil {
			t.Errorf("%v: no callout", q)
			continue
		}
		for i := range st.s.Shapes {
			if x := &st.s.Shapes[i]; !x.Container() && x.Box.Intersects(p.calloutBox) {
				t.Errorf("%v: the callout at %v covers %s at %v", q, p.calloutBox, x.Key, x.Box)
			}
		}
	}
}

// Whatever is asked of a network with everything in it, each step stands at a shape,
// the line goes from who asks to where it ends, and no badge is far from its shape.
func TestEveryRouteIsDrawn(t *testing.T) {
	f := hybrid(t)
	n := core.Compile(&f.Network)
	d := diagram.FromFile(f)
	s := diagram.Lay(d, n)
	var ends []core.Endpoint
	for _, r := range n.Resources() {
		ends = append(ends, core.Endpoint(r.Head().ID))
	}
	ends = append(ends, core.Endpoint(core.Internet))
	asked := 0
	for _, kind := range []core.Kind{core.Connect, core.Invoke} {
		for _, from := range ends {
			for _, to := range ends {
				if kind == core.Invoke && to != "fn" && to != "worker" || from == to {
					continue
				}
				q := core.Query{Kind: kind, From: from, To: to}
				v := n.Verdict(q)
				for i := range v.Paths {
					p := &v.Paths[i]
					for j := range p.Steps {
						if s.OfStep(&p.Steps[j]) == nil {
							t.Errorf("%v: step %d, %s on %s, is not drawn", q, j+1, p.Steps[j].At, p.Steps[j].On)
						}
					}
					tr := newTrace(s, &v, p, &plan{states: map[core.ID]string{}, tethers: map[core.ID]bool{}})
					tr.run()
					asked++
					for _, b := range tr.badges {
						if d := b.shape.Box.Dist(b.at); d > 80 && !b.shape.Container() && b.shape.Kind != diagram.ShapeGroup {
							t.Errorf("%v, path %d: badge %d at %v is %v from %s", q, i+1, b.number, b.at, d, b.shape.Key)
						}
					}
					if p.Outcome != core.Reachable || kind == core.Invoke {
						continue
					}
					end, pen := tr.end(), geom.Point{}
					if n := len(tr.badges); n > 0 && tr.badges[n-1].shape.Kind == diagram.ShapeFunction {
						end = tr.badges[n-1].shape // behind a load balancer
					}
					for _, l := range tr.lines {
						if l.stroke == strokeWay && len(l.points) > 0 {
							pen = l.points[len(l.points)-1]
						}
					}
					if end != nil && end.Box.Dist(pen) > 30 && end.Kind != diagram.ShapeSite {
						t.Errorf("%v, path %d: the line ends at %v, %v from %s", q, i+1, pen, end.Box.Dist(pen), end.Key)
					}
				}
			}
		}
	}
	if asked < 500 {
		t.Errorf("only %d paths", asked)
	}
}

func TestEveryTypeAndServiceHasAGlyph(t *testing.T) {
	seen := map[string]core.Type{}
	for _, typ := range core.Types() {
		d := glyphPath(typ, "")
		if d == "" {
			t.Errorf("%s has no glyph", typ)
		}
		if other, ok := seen[d]; ok {
			t.Errorf("%s and %s look the same", typ, other)
		}
		seen[d] = typ
	}
	if len(markPaths) != diagram.Marks {
		t.Errorf("there are %d marks, not %d", len(markPaths), diagram.Marks)
	}
}

func TestCameraGoesThereAndBack(t *testing.T) {
	c := Camera{X: -40, Y: 20, Zoom: 1.75}
	p := geom.Pt(123, 45)
	if got := c.ToCanvas(c.ToDrawing(p)); got.Dist(p) > 1e-9 {
		t.Errorf("%v came back as %v", p, got)
	}
}
