package edit

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// connecting draws a connection to another subnet: the end of a tether, which moves
// that function or that endpoint's table alone, or a subnet's door, which another
// subnet then has too.
type connecting struct {
	down downAt
	end  end
	to   geom.Point
	over core.ID
	at   proposal
}

// An end is what a connection is drawn from: one of the two is set.
type end struct {
	tether diagram.Tether
	door   diagram.Shape
}

func (connecting) Name() string { return "connecting" }

func (s connecting) overlay() Overlay {
	o := s.at.overlay()
	from := s.end.tether.From
	if from == "" {
		from = s.end.door.Key
	}
	o.Link = &Link{From: from, To: s.to, Over: s.over}
	return o
}

func (s connecting) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{}
	case ev.Type == Wheel:
		return s, wheel(ed, ev)
	case s.down.other(ev):
		return s, Plan{}
	case ev.Type == PointerMove:
		s.to = ed.inDrawing(ev)
		s.at, s.over = s.end.propose(ed, s.to)
		return s, Plan{}
	case ev.Type == PointerUp:
		return idle{}, s.at.plan()
	}
	return s, Plan{}
}

// propose returns what connecting to p would do, and the subnet there.
func (e end) propose(ed *Editor, p geom.Point) (proposal, core.ID) {
	sheet, doc := ed.real.Sheet(), ed.real.doc
	h := &hand{sheet: sheet, doc: doc}
	at := containersAt(sheet, p, nil)
	subnet := first(at, diagram.ShapeSubnet)
	if subnet == nil {
		return proposal{refusal: "Connect it to a subnet."}, ""
	}
	if subnet.Key == e.tether.On || subnet.Key == e.door.On {
		return proposal{}, subnet.Key
	}
	var d drop
	var what string
	switch {
	case e.door.Key != "":
		what = "Associate " + h.label(e.door.Key) + " with " + h.label(subnet.Key)
		d = h.associate(&e.door, subnet, at)
	default:
		what = "Move " + h.label(e.tether.Resource) + " to " + h.label(subnet.Key)
		d = h.moveTether(e.tether, subnet, at, p)
	}
	if d.refusal != "" {
		return proposal{refusal: d.refusal, into: d.into}, subnet.Key
	}
	out := proposal{into: d.into, edit: &Edit{Label: what, Change: d.change, Places: d.places, Token: "connect>" + string(d.into), Pin: true}}
	if d.key != "" {
		out.edit.Selection = []core.ID{d.key}
	}
	return out, subnet.Key
}

// moveTether moves one function's interface, or one association of a gateway endpoint.
func (h *hand) moveTether(t diagram.Tether, subnet *diagram.Shape, at []*diagram.Shape, p geom.Point) drop {
	switch r := h.doc.Resource(t.Resource).(type) {
	case *core.Function:
		if why := h.otherVPC(r.ID, t.On, subnet.Resource); why != "" {
			return refused(at, why)
		}
		d := drop{into: subnet.Key, change: h.reattach(r.ID, t.On, subnet.Resource)}
		h.stand(&d, h.keyIn(r.ID, subnet.Resource), kept(geom.Around(p, interfaceSize, interfaceSize), subnet))
		return d
	case *core.GatewayEndpoint:
		from, to := tableOf(h.sheet, t.On), tableOf(h.sheet, subnet.Key)
		if to == "" {
			return refused(at, "This subnet has no route table of its own.")
		}
		if vpcOf(h.doc, subnet.Resource) != r.VPC {
			return refused(at, h.label(subnet.Key)+" belongs to another VPC.")
		}
		return drop{into: subnet.Key, change: put(r.ID, func(r core.Resource) {
			e := r.(*core.GatewayEndpoint)
			e.RouteTables = swap(e.RouteTables, from, to)
		})}
	}
	return refused(at, "This connection cannot be moved.")
}

// tableOf returns the route table of a subnet's door.
func tableOf(s *diagram.Sheet, subnet core.ID) core.ID {
	for i := range s.Shapes {
		if sh := &s.Shapes[i]; sh.Kind == diagram.ShapeDoor && sh.Part == diagram.PartTable && sh.On == subnet {
			return sh.Resource
		}
	}
	return ""
}
