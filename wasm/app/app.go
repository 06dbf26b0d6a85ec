// Package app is the whole program without a page: events go in, batches of changes
// for the page come out, and what only a page can do is asked for as data.
//
//   - [App.Handle] takes an [edit.Event].
//   - [App.Frame] returns what the page has to change, once per animation frame.
//   - [App.Effects] returns what the page is asked to do: store, download, focus …
//
// The editor (package edit) owns the drawing and the gestures. App owns the rest: the
// question and its answer, the checks, drafts of fields, files, saving. Answers are
// kept per compiled network, and a network is compiled once per revision, so moving
// a box inside its subnet asks nothing anew; while a shape is dragged over another
// legal container, question and checks are put to the network as it would be.
package app

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/edit"
	"lasthop/wasm/panel"
	"lasthop/wasm/view"
)

// An App is the running program.
type App struct {
	ed       *edit.Editor
	model    panel.Model
	session  view.Session
	renderer view.Renderer

	query   core.Query
	path    int // the path that was chosen, or -1
	step    int // the step that the reader stands at, or -1
	answers answers

	drafts   []panel.Draft
	examples []Example
	opening  string // the example that is being fetched
	asked    string // the page's address, which asks something of that example
	saving   saving
	linked   bool   // the page's address opened what is shown
	spoken   string // the answer that the live region last told
	said     string
	title    string // what the page's title was last set to
	revision shownRevision

	effects []Effect
	dirty   bool
	refused bool   // the message is about a gesture that was refused
	focused string // data-where of the focus
}

// New returns the program, with the drawing that the options tell.
func New(o Options) *App {
	a := &App{step: -1, examples: o.Examples, dirty: true}
	a.session.Edit, a.session.Step = true, -1
	a.model.Theme = themeNamed(o.Theme)
	for _, x := range o.Examples {
		a.model.Examples = append(a.model.Examples, panel.Example{Name: x.Name, Title: x.Title, About: x.About})
	}
	a.ed = edit.New(diagram.FromFile(&core.File{Format: core.Format}))
	a.addCommands()
	a.start(o)
	return a
}

// Editor returns the editor; only tests and the benchmark look inside.
func (a *App) Editor() *edit.Editor { return a.ed }

// Effects returns what the page is asked to do, once.
func (a *App) Effects() []Effect {
	out := a.effects
	a.effects = nil
	return out
}

// Asked returns how many questions were put to networks.
func (a *App) Asked() int { return a.answers.asked }

// Query returns the question in the Ask bar.
func (a *App) Query() core.Query { return a.query }

func (a *App) ask(e Effect) { a.effects = append(a.effects, e) }

// Handle takes an event. It reports whether the event was used up, so that the
// browser should not act on it as well.
func (a *App) Handle(ev edit.Event) bool {
	ed, version := a.ed, a.ed.Real().Document().Version()
	if a.refused && (ev.Type == edit.PointerDown || ev.Type == edit.KeyDown) {
		a.model.Message, a.refused = panel.Message{}, false // it was about the last gesture
	}
	switch ev.Type {
	case edit.Action:
		if act, _ := ev.Action(); act == "place" {
			a.model.Sheet = "" // on a phone it covers where the thing is to stand
		}
	case edit.KeyDown:
		if ev.Field == "palette/search" && ev.Key == "Enter" && a.model.Search != "" {
			if arg := panel.FirstMatch(a.model.Search); arg != "" {
				a.ask(Effect{Kind: Focus, Name: "canvas"}) // where the next Enter places it
				a.Handle(edit.Event{Type: edit.Action, Act: "place", Arg: arg, Time: ev.Time})
			}
			return true
		}
	case edit.Input:
		a.input(ev.Field, ev.Value)
	case edit.Change:
		a.change(ev.Field, ev.Value)
	case edit.DropFile:
		a.receive(ev.Name, ev.Data, ev.Value)
	case edit.Stored:
		a.stored(ev.Value)
	case edit.Navigate:
		a.navigate(ev.Value)
	case edit.Paste:
		a.paste(ev.Data)
	case edit.Tick:
		if a.saving.due(ev.Time) {
			a.store()
		}
	case edit.Blur:
		if a.saving.waiting {
			a.store()
		}
	case edit.Focused:
		a.focused = ev.Where
		a.leaveField(ev.Field)
	default: // for the editor
	}
	plan := a.ed.Handle(&ev)
	a.follow(plan, ed == a.ed && version != a.ed.Real().Document().Version())
	a.scheduleSave(ev.Time)
	switch {
	case ev.Type == edit.PointerMove && a.ed.State() == "idle" && plan.Hover == nil:
	case ev.Type == edit.Tick && a.ed.State() == "idle" && !a.saving.changed:
	case ev.Type == edit.KeyUp:
	default:
		a.dirty = true
	}
	return plan.Used
}

// follow does the part of a plan that is for the page. A message is old news once the
// drawing has changed.
func (a *App) follow(plan edit.Plan, changed bool) {
	switch {
	case plan.Refusal != "":
		a.model.Message, a.refused = panel.Message{Text: plan.Refusal, News: true}, true
	case changed:
		a.model.Message, a.refused = panel.Message{}, false
	}
	if plan.Say != "" {
		a.said = plan.Say
	}
	if plan.Forget != "" {
		a.forget(plan.Forget)
	}
	switch {
	case plan.Focus == "canvas":
		a.model.Wanted = ""
		if a.focused != "canvas" {
			a.ask(Effect{Kind: Focus, Name: "canvas"})
		}
	case plan.Focus != "":
		a.ask(Effect{Kind: Focus, Field: plan.Focus})
		a.model.Wanted = plan.Focus
		a.model.Sheet = "" // on a phone the inspector comes up by itself
	case plan.Select != nil:
		a.model.Wanted = ""
	}
	if plan.Capture != 0 {
		a.ask(Effect{Kind: Capture, Pointer: plan.Capture - 1})
	}
	if plan.Wake != 0 {
		a.ask(Effect{Kind: Wake, Delay: plan.Wake})
	}
}

// Frame returns the changes that bring the page up to date, nil if there are none.
func (a *App) Frame() []byte {
	if !a.dirty {
		return nil
	}
	a.dirty = false
	return a.renderer.Render(a.Page())
}

// Page returns the page as it should be now. The same subtrees are the same nodes as
// last time.
func (a *App) Page() *view.Node {
	shown := a.ed.Shown()
	net := shown.Network()
	answer := a.answers.of(net)
	v := answer.verdict(a.query)
	checks := answer.checks(shown.Document().Checks())
	path := a.look(v)
	a.fillSession(v, path)
	a.fillModel(v, path, checks)
	return panel.App(&a.model, view.Scene(shown.Document(), shown.Sheet(), net, &a.session))
}

func (a *App) fillSession(v *core.Verdict, path int) {
	s, o := &a.session, a.ed.Overlay()
	s.Camera = view.Camera(a.ed.Camera())
	canvas := a.ed.Canvas()
	s.Width, s.Height = canvas.W, canvas.H
	s.Selection, s.Hover, s.Focus = a.ed.Selection(), a.ed.Hover(), a.ed.Focus()
	if a.focused != "canvas" {
		s.Focus = ""
	}
	s.Verdict, s.Shown, s.Step = v, path, a.step
	s.Preview = a.ed.Trying()
	s.Lifted, s.Drop, s.Refused, s.Reason = o.Lifted, o.Drop, o.Refusal != "", o.Refusal
	s.Marquee, s.Guides = o.Marquee, o.Guides
	s.Ghost, s.Link = nil, nil
	if g := o.Ghost; g != nil {
		s.Ghost = &view.Ghost{Type: g.Type, Service: g.Service, Label: g.Label, Box: g.Box, Legal: o.Refusal == ""}
	}
	if l := o.Link; l != nil {
		s.Link = &view.Link{From: l.From, To: l.To, Over: l.Over, Legal: o.Refusal == ""}
	}
}

func (a *App) fillModel(v *core.Verdict, path int, checks []core.CheckResult) {
	m, now := &a.model, a.ed.Real()
	doc := now.Document()
	m.Title, m.About, m.Region, m.Account = doc.Title(), doc.About(), doc.Region(), doc.Account()
	m.LostZones = strings.Join(doc.LostZones(), ", ")
	m.Network, m.Checks = now.Network(), checks
	if r := (shownRevision{doc.Revision(), len(doc.Checks()), first(doc.Checks())}); r != a.revision {
		a.revision = r
		m.Revision++
	}
	m.Selection = a.ed.Selection()
	m.Query = a.query
	m.Answer = panel.Answer{Network: a.ed.Shown().Network(), Verdict: v, Path: path, Step: a.step, Preview: a.ed.Trying()}
	m.Drafts = a.drafts
	m.Undo, m.Redo = a.ed.CanUndo(), a.ed.CanRedo()
	m.Save, m.SaveNote = a.saving.state, a.saving.note
	m.Armed = a.ed.Armed()
	m.Zoom = int(a.ed.Camera().Zoom*100 + 0.5)
	m.Live = a.speak(v, path)
	m.Active = ""
	if f := a.ed.Focus(); f != "" {
		m.Active = view.DOMID(f)
	}
	if m.Title != a.title {
		a.title = m.Title
		a.ask(Effect{Kind: SetTitle, Text: pageTitle(m.Title)})
	}
}

// A shownRevision tells whether the network or the checks have changed since they
// were last shown.
type shownRevision struct {
	network, checks int
	first           *core.Check
}

func first(checks []core.Check) *core.Check {
	if len(checks) == 0 {
		return nil
	}
	return &checks[0]
}

func pageTitle(title string) string {
	if title == "" {
		return "Lasthop"
	}
	return title + " – Lasthop"
}
