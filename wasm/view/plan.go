package view

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// A plan is what a verdict adds to the picture: the route of the path that is
// shown, its numbered hops, the callout, and the state of the shapes it passes.
type plan struct {
	// states are the classes that shapes get, by key: lit, beyond, refused, reached.
	states map[core.ID]string
	// tethers are those that the route covers.
	tethers                map[core.ID]bool
	route, badges, callout *Node
	calloutBox             geom.Rect
}

// The states of shapes.
const (
	stateLit     = "lit"     // passed
	stateBeyond  = "beyond"  // would be passed
	stateRefused = "refused" // where it stops
	stateReached = "reached" // where it ends well
)

func makePlan(s *diagram.Sheet, n *core.Network, sess *Session) *plan {
	p := &plan{states: map[core.ID]string{}, tethers: map[core.ID]bool{}}
	v := sess.Verdict
	if v == nil || len(v.Paths) == 0 {
		return p
	}
	path := shownPath(v, sess.Shown)
	t := newTrace(s, v, path, p)
	t.run()
	p.route = routeNode(t, sess.Preview)
	p.badges = badgesNode(t.badges, sess.Step)
	if n != nil {
		p.callout, p.calloutBox = calloutNode(s, n, t)
	}
	return p
}

// shownPath returns the path with the index, or if there is none the path that
// decides.
func shownPath(v *core.Verdict, i int) *core.Path {
	if i >= 0 && i < len(v.Paths) {
		return &v.Paths[i]
	}
	if p, _ := v.Deciding(); p != nil {
		return p
	}
	return &v.Paths[0]
}

// A stroke says how a part of the route is drawn.
type stroke uint8

const (
	strokeWay   stroke = iota // the call on its way
	strokeAhead               // what would follow if the blocker were mended
	strokeBack                // the reply
)

// A line is a part of the route in one stroke. A tube is the part that runs inside
// AWS's own network, under the borders that it crosses.
type line struct {
	stroke stroke
	tube   bool
	points geom.Polyline
}

// cornerRadius rounds the corners of the route.
const cornerRadius = 8

func routeNode(t *trace, preview bool) *Node {
	class := "route"
	if preview {
		class += " tentative"
	}
	g := &Node{Key: "route", Tag: "g", Attrs: A("class", class, "aria-hidden", "true")}
	names := [...]string{"call", "ahead", "reply"}
	for _, want := range []stroke{strokeAhead, strokeBack, strokeWay} {
		for _, l := range t.lines {
			if l.stroke != want || len(l.points) < 2 {
				continue
			}
			d := l.points.Path(cornerRadius)
			g.Kids = append(g.Kids, El("path", A("class", names[l.stroke], "d", d)))
			if l.tube && l.stroke == strokeWay {
				g.Kids = append(g.Kids, El("path", A("class", "tube", "d", d)))
			}
		}
	}
	return g
}
