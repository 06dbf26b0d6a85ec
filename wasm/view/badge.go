package view

import (
	"strconv"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// badgeRadius is that of a numbered hop.
const badgeRadius = 9

// A sign is what a badge shows.
type sign uint8

const (
	signNumber sign = iota
	signStop        // a cross: here it stops
	signOpen        // a question mark: not to be decided
	signSome        // a tilde: it passes now and then
	signDone        // a tick: it arrived
)

// A badge marks a step on the picture.
type badge struct {
	number int
	step   *core.Step
	shape  *diagram.Shape
	at     geom.Point
	sign   sign
	ahead  bool // what would follow
}

func (t *trace) badge(number int, s *core.Step, x *diagram.Shape, at geom.Point) {
	b := badge{number: number, step: s, shape: x, at: at, ahead: s.Hypothetical}
	switch s.Outcome {
	case core.Reachable:
	case core.Undecided:
		b.sign = signOpen
	case core.Intermittent:
		b.sign = signSome
	default:
		b.sign = signStop
	}
	b.at = t.clearOf(b.at, x.Type == core.TypeResolver)
	t.badges = append(t.badges, b)
	if b.sign != signNumber && !b.ahead && t.blocker == nil {
		t.blocker = &b
	}
}

// clearOf returns a point near p at which no badge is yet, to the left if asked.
func (t *trace) clearOf(p geom.Point, left bool) geom.Point {
	const d = 2*badgeRadius + 1
	for _, off := range []geom.Point{{}, {X: d}, {Y: -d}, {Y: d}, {X: -d}, {X: d, Y: -d}, {X: 2 * d}, {Y: -2 * d}, {Y: 2 * d}} {
		if left {
			off.X = -off.X
		}
		q, free := p.Add(off), true
		for i := range t.badges {
			if t.badges[i].at.Dist(q) < d-1 {
				free = false
				break
			}
		}
		if free {
			return q
		}
	}
	return p
}

// badgesNode draws the badges; the one of the step that the reader stands at is
// drawn last and stronger.
func badgesNode(badges []badge, step int) *Node {
	g := &Node{Key: "badges", Tag: "g", Attrs: A("class", "hops", "aria-hidden", "true")}
	for i := range badges {
		g.Kids = append(g.Kids, badgeNode(&badges[i], badges[i].number == step+1))
	}
	return g
}

func badgeNode(b *badge, here bool) *Node {
	class, radius := "hop", float64(badgeRadius)
	switch {
	case b.ahead:
		class += " ahead"
	case b.sign == signDone:
		class += " done"
		radius++
	case b.sign == signOpen:
		class += " unsure"
	case b.sign != signNumber:
		class += " halt"
		radius++
	}
	if here {
		class += " here"
	}
	var inner *Node
	switch b.sign {
	case signNumber:
		inner = El("text", A("y", "4"), Text(strconv.Itoa(b.number)))
	case signOpen:
		inner = El("text", A("y", "4"), Text("?"))
	case signSome:
		inner = El("path", A("class", "mark", "d", "M-5 1C-3-4 -1-1 0 0S3 4 5-1"))
	case signStop:
		inner = El("path", A("class", "mark", "d", "M-3.6-3.6 3.6 3.6M3.6-3.6-3.6 3.6"))
	case signDone:
		inner = El("path", A("class", "mark", "d", "M-4 .3-1.2 3 4-2.8"))
	}
	return Keyed(strconv.Itoa(b.number), "g",
		A("class", class, "transform", "translate("+num(b.at.X)+" "+num(b.at.Y)+")", "data-hop", strconv.Itoa(b.number)),
		El("circle", A("class", "dot", "r", num(radius))), inner)
}
