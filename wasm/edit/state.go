package edit

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// A State is what the editor is in the middle of. It is a value that is never
// changed: handling an event returns the next state, and what is to be done. A state
// with something to show has a method overlay as well.
type State interface {
	Handle(ed *Editor, ev *Event) (State, Plan)
	// Name is the state's name, for tests and for data-state.
	Name() string
}

// idle waits.
type idle struct{}

func (idle) Name() string { return "idle" }

func (s idle) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch ev.Type {
	case PointerDown:
		return press(ed, ev)
	case PointerMove:
		if ev.Buttons == 0 {
			return s, hover(ed, ev)
		}
	case Wheel:
		return s, wheel(ed, ev)
	case DoubleClick:
		if hit := ed.hit(ev); ed.overCanvas(ev) && hit.Part != HitNothing {
			return s, Plan{Run: "rename", Arg: string(hit.Key)}
		}
	case KeyDown:
		return s, ed.keys(ev)
	case Action:
		act, arg := ev.Action()
		return s, Plan{Run: act, Arg: arg}
	default: // nothing to do with the canvas
	}
	return s, Plan{}
}

// press is what a pointer that goes down begins.
func press(ed *Editor, ev *Event) (State, Plan) {
	if ev.Where == "palette" && ev.Button == 0 {
		if act, arg := ev.Action(); act == "place" {
			return palettePointing{down(ed, ev), parseItem(arg)}, Plan{}
		}
	}
	if ev.Where != "canvas" {
		return idle{}, Plan{}
	}
	capture := ev.Pointer + 1
	if ev.Button == 1 || ev.Button == 0 && ed.space {
		return panning{down(ed, ev), ed.camera}, Plan{Capture: capture}
	}
	hit := ed.hit(ev)
	if ev.Button != 0 {
		return idle{}, Plan{Select: selectFor(ed, hit, false)}
	}
	plan := Plan{Capture: capture, Focus: "canvas"}
	if hit.Part == HitShape || hit.Part == HitHeader {
		if !ed.selected(hit.Key) && !ev.Shift {
			plan.Select = []core.ID{hit.Key}
		}
	}
	if ev.PointerType == "touch" && (hit.Part == HitNothing || hit.Part == HitBody) {
		plan.Wake = longPress
	}
	return pointing{down: down(ed, ev), hit: hit, fresh: plan.Select != nil}, plan
}

// longPress is how long, in milliseconds, a finger rests before it draws a marquee.
const longPress = 500

// hover marks the shape under the pointer.
func hover(ed *Editor, ev *Event) Plan {
	var key core.ID
	if ed.overCanvas(ev) && ev.Where == "canvas" {
		if hit := ed.hit(ev); hit.Part == HitShape || hit.Part == HitHeader || hit.Part == HitTether {
			key = hit.Key
		}
	}
	if key == ed.hover {
		return Plan{}
	}
	return Plan{Hover: &key}
}

// wheel pans, or zooms at the pointer.
func wheel(ed *Editor, ev *Event) Plan {
	if !ed.overCanvas(ev) {
		return Plan{}
	}
	c := ed.camera
	switch {
	case ev.Command() || ed.WheelZooms:
		// A notch of a mouse is about 100 pixels, a pinch on a touchpad a few.
		f := 1 - geom.Clamp(ev.DY, -100, 100)*0.002
		if ev.Command() && ev.DY > -20 && ev.DY < 20 {
			f = 1 - ev.DY*0.01
		}
		c = c.ZoomAt(ed.onCanvas(ev), c.Zoom*f)
	case ev.Shift && ev.DX == 0:
		c = c.Pan(ev.DY, 0)
	default:
		c = c.Pan(ev.DX, ev.DY)
	}
	return Plan{Camera: &c}
}

// A press is where and how a pointer went down.
type downAt struct {
	pointer int
	touch   bool
	time    float64
	// client and drawing are the point in both coordinates.
	client, drawing geom.Point
	shift           bool
}

func down(ed *Editor, ev *Event) downAt {
	return downAt{ev.Pointer, ev.PointerType == "touch", ev.Time, geom.Pt(ev.X, ev.Y), ed.inDrawing(ev), ev.Shift}
}

// The distances in pixels from which a press is a drag.
const (
	mouseThreshold = 4
	touchThreshold = 6
)

// dragged reports whether the pointer has moved far enough to mean it.
func (d downAt) dragged(ev *Event) bool {
	threshold := float64(mouseThreshold)
	if d.touch {
		threshold = touchThreshold
	}
	return d.client.Dist(geom.Pt(ev.X, ev.Y)) >= threshold
}

// other reports whether the event is about another pointer than this one.
func (d downAt) other(ev *Event) bool { return ev.Pointer != d.pointer }

// abandoned reports whether the event takes a gesture back: Escape, or the browser
// taking the pointer away.
func abandoned(ev *Event) bool {
	return ev.Type == PointerCancel || ev.Type == Blur || ev.Type == KeyDown && ev.Code == "Escape"
}

// abandoned is the same for the gesture of one pointer.
func (d downAt) abandoned(ev *Event) bool {
	return abandoned(ev) && (ev.Type != PointerCancel || !d.other(ev))
}

// pointing is a pointer that is down and has not moved yet: a click, or the
// beginning of something.
type pointing struct {
	down downAt
	hit  Hit
	// fresh reports that the press itself selected the shape.
	fresh bool
}

func (pointing) Name() string { return "pointing" }

func (s pointing) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{}
	case ev.Type == PointerDown && s.down.touch && s.down.other(ev):
		return pinch(ed, s.down, ev)
	case ev.Type == Tick && s.down.touch && ev.Time-s.down.time > longPress-50 && (s.hit.Part == HitNothing || s.hit.Part == HitBody):
		return marquee{down: s.down, at: s.down.drawing, before: ed.selection}, Plan{}
	case s.down.other(ev):
		return s, Plan{}
	case ev.Type == PointerUp:
		return idle{}, s.click(ed)
	case ev.Type == PointerMove && s.down.dragged(ev):
		next := s.begin(ed)
		return next.Handle(ed, ev)
	}
	return s, Plan{}
}

// click is a press that stayed where it was.
func (s pointing) click(ed *Editor) Plan {
	p := Plan{Select: selectFor(ed, s.hit, s.down.shift)}
	if s.fresh && s.down.shift {
		p.Select = nil
	}
	if sh := ed.real.Sheet().Shape(s.hit.Key); sh != nil {
		p.FocusShape = &sh.Key
	}
	return p
}

// selectFor returns what is selected after a click, adding to the selection with
// Shift.
func selectFor(ed *Editor, hit Hit, add bool) []core.ID {
	key := hit.Key
	switch hit.Part {
	case HitShape, HitHeader:
	case HitNothing:
		key = ""
	case HitTether:
		if t := tether(ed.real.Sheet(), hit.Key); t != nil {
			key = t.Resource
		}
	case HitBody:
		if sh := ed.real.Sheet().Shape(key); sh == nil || sh.Kind == diagram.ShapeZone {
			key = ""
		}
	}
	switch {
	case key == "" && add:
		return nil
	case key == "":
		return []core.ID{}
	case !add:
		return []core.ID{key}
	}
	sel := make([]core.ID, 0, len(ed.selection)+1)
	for _, k := range ed.selection {
		if k != key {
			sel = append(sel, k)
		}
	}
	if len(sel) == len(ed.selection) {
		sel = append(sel, key)
	}
	return sel
}

// begin returns the gesture that a drag from here is.
func (s pointing) begin(ed *Editor) State {
	sheet := ed.real.Sheet()
	switch s.hit.Part {
	case HitTether:
		if t := tether(sheet, s.hit.Key); t != nil {
			return connecting{down: s.down, end: end{tether: *t}}
		}
	case HitShape, HitHeader:
		sh := sheet.Shape(s.hit.Key)
		if sh.Kind == diagram.ShapeGroup || sh.Kind == diagram.ShapeKey { // a mark goes with its shape
			if on := sheet.Shape(sh.On); on != nil {
				sh = on
			}
		}
		if sh.Kind == diagram.ShapeDoor && sh.Part != diagram.PartTransit {
			return connecting{down: s.down, end: end{door: *sh}}
		}
		if h := take(ed, sh.Key); len(h.shapes) > 0 {
			return dragging{down: s.down, hand: h}
		}
		if sh.Kind != diagram.ShapeZone {
			return still{s.down, sh.Key}
		}
	case HitNothing, HitBody:
	}
	if s.down.touch {
		return panning{s.down, ed.camera}
	}
	return marquee{down: s.down, at: s.down.drawing, before: ed.selection}
}

func tether(s *diagram.Sheet, key core.ID) *diagram.Tether {
	for i := range s.Tethers {
		if s.Tethers[i].Key == key {
			return &s.Tethers[i]
		}
	}
	return nil
}

// still is a drag of something that cannot be moved: it says so, and nothing else
// happens.
type still struct {
	down downAt
	key  core.ID
}

func (still) Name() string { return "still" }

func (s still) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{}
	case ev.Type == PointerUp && !s.down.other(ev):
		return idle{}, Plan{Refusal: s.overlay().Refusal}
	}
	return s, Plan{}
}

func (s still) overlay() Overlay {
	return Overlay{Drop: s.key, Refusal: "This follows from what it stands at and cannot be moved by itself."}
}
