package edit

import (
	"slices"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// An Editor holds a drawing and what a person is doing with it.
type Editor struct {
	real *Drawing
	// trial is the drawing as ending the gesture now would leave it; nil without one.
	trial *Drawing
	tried *Edit

	history   diagram.History
	burst     burst
	selection []core.ID
	hover     core.ID
	// focus is the shape that the keyboard stands at.
	focus core.ID

	state   State
	overlay Overlay

	camera Camera
	home   Camera    // that of the last GoHome: still it, as long as nobody moves
	canvas geom.Rect // in client coordinates
	space  bool      // the space bar is held

	// Aim returns what is to be seen where the whole drawing would be too small to
	// read: must in any case, too as far as there is room. It may be nil.
	Aim func(*diagram.Sheet) (must, too geom.Rect)

	// WheelZooms makes a plain wheel zoom instead of pan.
	WheelZooms bool

	commands []Command
	analyses int
}

// burst is a run of small steps that are undone as one.
type burst struct {
	version int // of the document after the last of them
	time    float64
}

// burstPause is the pause in milliseconds that ends a burst.
const burstPause = 1000

// New returns an editor of a drawing.
func New(d *diagram.Document) *Editor {
	ed := &Editor{state: idle{}, camera: Camera{Zoom: 1}, commands: slices.Clone(commands)}
	ed.real = &Drawing{doc: d, analyses: &ed.analyses}
	return ed
}

// Real returns the drawing as it is.
func (ed *Editor) Real() *Drawing { return ed.real }

// Shown returns the drawing as it is to be shown: while something is dragged, as
// letting go now would leave it.
func (ed *Editor) Shown() *Drawing {
	if ed.trial != nil {
		return ed.trial
	}
	return ed.real
}

// Trying reports whether Shown differs from Real in its network.
func (ed *Editor) Trying() bool {
	return ed.trial != nil && ed.trial.doc.Revision() != ed.real.doc.Revision()
}

// Analyses returns how often a network was compiled.
func (ed *Editor) Analyses() int { return ed.analyses }

// Selection returns the keys of the selected shapes; it must not be changed.
func (ed *Editor) Selection() []core.ID { return ed.selection }

// Hover returns the key of the shape under the pointer, "" for none.
func (ed *Editor) Hover() core.ID { return ed.hover }

// Focus returns the key of the shape that the keyboard stands at, "" for none.
func (ed *Editor) Focus() core.ID { return ed.focus }

// Camera returns which part of the drawing the canvas shows.
func (ed *Editor) Camera() Camera { return ed.camera }

// Canvas returns where the canvas is, in client coordinates.
func (ed *Editor) Canvas() geom.Rect { return ed.canvas }

// Overlay returns what the gesture under way shows.
func (ed *Editor) Overlay() Overlay { return ed.overlay }

// State returns the name of the state: "idle", "dragging" …
func (ed *Editor) State() string { return ed.state.Name() }

// Armed returns the palette item that the next click places, "" for none.
func (ed *Editor) Armed() string {
	if s, ok := ed.state.(placing); ok {
		return s.item.arg()
	}
	return ""
}

// CanUndo and CanRedo name the step that Undo and Redo would take, "" for none.
func (ed *Editor) CanUndo() string { return ed.history.UndoLabel() }

// CanRedo names the step that Redo would take, "" for none.
func (ed *Editor) CanRedo() string { return ed.history.RedoLabel() }

// Handle lets the active state handle an event and does what it plans. It returns
// the plan, whose last part is for the page.
func (ed *Editor) Handle(ev *Event) Plan {
	switch ev.Type {
	case Resize:
		ed.resize(geom.R(ev.X, ev.Y, ev.DX, ev.DY))
	case KeyDown:
		ed.space = ed.space || ev.Code == "Space" && !ev.Typing
	case KeyUp:
		ed.space = ed.space && ev.Code != "Space"
	case Blur:
		ed.space = false
	default: // the state knows
	}
	before := ed.state.Name()
	next, plan := ed.state.Handle(ed, ev)
	ed.state = next
	if ev.Type == KeyDown && !ev.Typing {
		// A key that ended a gesture, and the space bar, which would scroll the page.
		plan.Used = plan.Used || next.Name() != before || ev.Code == "Space" && ev.Where == "canvas"
	}
	used := plan.Used
	plan = ed.finish(plan, ev.Time)
	plan.Used = plan.Used || used
	return plan
}

// finish does a plan and shows what the state now shows.
func (ed *Editor) finish(plan Plan, time float64) Plan {
	for range 4 { // a command may ask for another, but not for ever
		if plan.Run == "" {
			break
		}
		name, arg := plan.Run, plan.Arg
		plan.Run = ""
		plan = plan.and(ed.run(name, Args{Arg: arg}))
	}
	ed.carryOut(plan, time)
	ed.overlay = Overlay{}
	if s, ok := ed.state.(interface{ overlay() Overlay }); ok {
		ed.overlay = s.overlay()
	}
	ed.try(ed.overlay.Try)
	return plan
}

// and returns the plan that does both; what the second says wins.
func (p Plan) and(q Plan) Plan {
	if q.Do == nil {
		q.Do, q.Burst = p.Do, p.Burst
	}
	if q.Select == nil {
		q.Select = p.Select
	}
	if q.Camera == nil {
		q.Camera = p.Camera
	}
	if q.Capture == 0 {
		q.Capture = p.Capture
	}
	if q.Forget == "" {
		q.Forget = p.Forget
	}
	if q.Focus == "" {
		q.Focus = p.Focus
	}
	return q
}

func (ed *Editor) carryOut(plan Plan, time float64) {
	if plan.Next != nil {
		ed.state = plan.Next
	}
	if plan.Do != nil {
		ed.do(plan.Do, plan.Burst, time)
	}
	switch plan.Step {
	case NoStep:
	case Undo:
		if sel, ok := ed.history.Undo(ed.real.doc); ok {
			ed.restore(sel)
		}
	case Redo:
		if sel, ok := ed.history.Redo(ed.real.doc); ok {
			ed.restore(sel)
		}
	}
	if plan.Select != nil {
		ed.selection = slices.Clone(plan.Select)
	}
	if plan.FocusShape != nil {
		ed.focus = *plan.FocusShape
	}
	if plan.Camera != nil {
		ed.camera = *plan.Camera
	}
	if plan.Hover != nil {
		ed.hover = *plan.Hover
	}
}

// Do enters an edit from outside the canvas, such as the inspector's, as one step.
func (ed *Editor) Do(e *Edit) {
	ed.Cancel()
	ed.do(e, false, 0)
}

// Cancel ends the gesture under way as if it had never begun.
func (ed *Editor) Cancel() {
	ed.state, ed.overlay = idle{}, Overlay{}
	ed.try(nil)
}

func (ed *Editor) do(e *Edit, joins bool, time float64) {
	before, version := ed.selection, ed.real.doc.Version()
	sameNetwork := ed.trial != nil && ed.tried != nil && ed.tried.Token == e.Token
	var sheet *diagram.Sheet
	if e.Pin {
		sheet = ed.real.Sheet()
	}
	c := ed.real.doc.Update(e.Label, func(tx *diagram.Tx) { e.apply(tx, sheet) })
	if sameNetwork && c.Network() {
		ed.real.adopt(ed.trial)
	}
	c = ed.grow(c)
	if e.Selection != nil {
		ed.selection = slices.Clone(e.Selection)
	}
	if joins && ed.burst.version == version && time-ed.burst.time < burstPause {
		ed.history.Extend(c, ed.selection)
	} else {
		ed.history.Do(c, before, ed.selection)
	}
	ed.burst = burst{}
	if joins {
		ed.burst = burst{ed.real.doc.Version(), time}
	}
	ed.prune()
}

// grow stores the size of every container that a change made the sheet enlarge: a
// container grows to fit its contents and never shrinks by itself.
func (ed *Editor) grow(c diagram.Change) diagram.Change {
	if len(c.After.Places) == 0 {
		return c
	}
	var grown []Place
	sheet := ed.real.Sheet()
	for i := range sheet.Shapes {
		s := &sheet.Shapes[i]
		if !s.Container() {
			continue
		}
		if old, ok := ed.real.doc.Place(s.Key); ok && old != s.Box && s.Box.ContainsRect(old) {
			grown = append(grown, placeOf(s, s.Box))
		}
	}
	if grown == nil {
		return c
	}
	e := Edit{Places: grown}
	return c.Then(ed.real.doc.Update(c.Label, e.place))
}

// restore selects what was selected round a step that was undone or redone.
func (ed *Editor) restore(selection []core.ID) {
	ed.selection = slices.Clone(selection)
	ed.burst = burst{}
	ed.prune()
}

// prune forgets shapes that are no longer there.
func (ed *Editor) prune() {
	sheet := ed.real.Sheet()
	gone := func(key core.ID) bool { return sheet.Shape(key) == nil && ed.real.doc.Resource(key) == nil }
	if slices.ContainsFunc(ed.selection, gone) {
		ed.selection = slices.DeleteFunc(slices.Clone(ed.selection), gone)
	}
	if gone(ed.focus) {
		ed.focus = ""
	}
	if gone(ed.hover) {
		ed.hover = ""
	}
}

// try shows the drawing as e would leave it; nil shows it as it is.
func (ed *Editor) try(e *Edit) {
	switch {
	case e == nil:
		ed.trial, ed.tried = nil, nil
	case ed.tried != nil && ed.tried.Token == e.Token:
		ed.trial.doc.Update("", e.place)
		ed.tried = e
	default:
		ed.trial = ed.real.copy()
		ed.trial.doc.Update("", func(tx *diagram.Tx) { e.apply(tx, ed.real.Sheet()) })
		ed.tried = e
	}
}

// Open replaces the whole drawing, as one step that can be undone.
func (ed *Editor) Open(label string, f *core.File) {
	ed.Cancel()
	before := ed.selection
	c := ed.real.doc.Update(label, func(tx *diagram.Tx) { replace(tx, f) })
	ed.selection, ed.focus, ed.hover = nil, "", ""
	ed.history.Do(c, before, nil)
	ed.burst = burst{}
	ed.GoHome()
}

func replace(tx *diagram.Tx, f *core.File) {
	old := tx.Document().File()
	next := make(map[core.ID]bool, len(f.Network.Resources))
	for _, r := range f.Network.Resources {
		next[r.Head().ID] = true
		tx.Put(r)
	}
	for _, r := range old.Network.Resources {
		if !next[r.Head().ID] {
			tx.Remove(r.Head().ID)
		}
	}
	for key := range old.Layout {
		if _, keep := f.Layout[key]; !keep {
			tx.Unplace(key)
		}
	}
	for key, p := range f.Layout {
		tx.Place(key, geom.R(float64(p.X), float64(p.Y), float64(p.W), float64(p.H)))
	}
	tx.SetTitle(f.Title)
	tx.SetAbout(f.About)
	tx.SetRegion(f.Network.Region)
	tx.SetAccount(f.Network.Account)
	tx.SetChecks(slices.Clone(f.Checks))
}

// GoHome shows the whole drawing, or what matters most of it.
func (ed *Editor) GoHome() {
	sheet := ed.real.Sheet()
	c := Fit(sheet.Bounds, ed.canvas.W, ed.canvas.H)
	if c.Zoom < readable && ed.Aim != nil {
		if must, too := ed.Aim(sheet); !must.Empty() {
			c = frame(sheet.Bounds, must, too, ed.canvas.W, ed.canvas.H)
		}
	}
	ed.camera, ed.home = c, c
}

// AtHome reports whether nobody has moved the camera since GoHome.
func (ed *Editor) AtHome() bool { return ed.camera == ed.home }

// resize keeps what is in the middle of the canvas in the middle; as long as nobody
// has moved the camera, it keeps showing what it showed.
func (ed *Editor) resize(canvas geom.Rect) {
	bounds, old := ed.real.Sheet().Bounds, ed.canvas
	ed.canvas = canvas
	switch dx, dy := canvas.W-old.W, canvas.H-old.H; {
	case old.Empty() || ed.AtHome():
		ed.GoHome()
	case ed.camera == Fit(bounds, old.W, old.H):
		ed.camera = Fit(bounds, canvas.W, canvas.H)
	case dx != 0 || dy != 0:
		ed.camera = ed.camera.Pan(-dx/2, -dy/2)
	}
}

// onCanvas returns the point of the canvas at client coordinates.
func (ed *Editor) onCanvas(ev *Event) geom.Point {
	return geom.Pt(ev.X-ed.canvas.X, ev.Y-ed.canvas.Y)
}

// inDrawing returns the point of the drawing at an event's coordinates.
func (ed *Editor) inDrawing(ev *Event) geom.Point {
	return ed.camera.ToDrawing(ed.onCanvas(ev))
}

// Client returns the client coordinates of a point of the drawing.
func (ed *Editor) Client(p geom.Point) geom.Point {
	return ed.camera.ToCanvas(p).Add(ed.canvas.Min())
}

// overCanvas reports whether the event happened over the canvas. While a pointer is
// captured, Where says only where it went down, so coordinates decide.
func (ed *Editor) overCanvas(ev *Event) bool {
	return ed.canvas.Contains(geom.Pt(ev.X, ev.Y))
}

func (ed *Editor) hit(ev *Event) Hit {
	return hitTest(ed.real.Sheet(), ed.inDrawing(ev), ed.camera.Zoom, ev.PointerType == "touch")
}

func (ed *Editor) selected(key core.ID) bool { return slices.Contains(ed.selection, key) }
