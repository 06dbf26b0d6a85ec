package edit

import "lasthop/wasm/geom"

// panning moves the drawing under the pointer.
type panning struct {
	down   downAt
	camera Camera // at the start
}

func (panning) Name() string { return "panning" }

func (s panning) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{Camera: &s.camera}
	case ev.Type == PointerDown && s.down.touch && s.down.other(ev):
		return pinch(ed, s.down, ev)
	case s.down.other(ev):
		return s, Plan{}
	case ev.Type == PointerMove:
		c := s.camera.Pan(s.down.client.X-ev.X, s.down.client.Y-ev.Y)
		return s, Plan{Camera: &c}
	case ev.Type == PointerUp:
		return idle{}, Plan{}
	}
	return s, Plan{}
}

// pinching is two fingers: the two points of the drawing under them stay under them.
type pinching struct {
	first, second int        // pointers
	a, b          geom.Point // where they are, on the canvas
	a0, b0        geom.Point // where they were at the start
	camera        Camera     // at the start
}

func (pinching) Name() string { return "pinching" }

// pinch begins with the finger that is down and a second one.
func pinch(ed *Editor, d downAt, ev *Event) (State, Plan) {
	a := d.client.Sub(ed.canvas.Min())
	b := ed.onCanvas(ev)
	return pinching{first: d.pointer, second: ev.Pointer, a: a, b: b, a0: a, b0: b, camera: ed.camera},
		Plan{Capture: ev.Pointer + 1}
}

func (s pinching) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case ev.Pointer != s.first && ev.Pointer != s.second && ev.Type != KeyDown && ev.Type != Blur:
		return s, Plan{}
	case abandoned(ev):
		return idle{}, Plan{Camera: &s.camera}
	case ev.Pointer != s.first && ev.Pointer != s.second:
		return s, Plan{}
	case ev.Type == PointerUp:
		return idle{}, Plan{}
	case ev.Type == PointerMove:
		if ev.Pointer == s.first {
			s.a = ed.onCanvas(ev)
		} else {
			s.b = ed.onCanvas(ev)
		}
		start := s.a0.Dist(s.b0)
		if start < 1 {
			start = 1
		}
		m0, m := s.a0.Add(s.b0).Scale(0.5), s.a.Add(s.b).Scale(0.5)
		c := s.camera.ZoomAt(m0, s.camera.Zoom*s.a.Dist(s.b)/start).Pan(m0.X-m.X, m0.Y-m.Y)
		return s, Plan{Camera: &c}
	}
	return s, Plan{}
}
