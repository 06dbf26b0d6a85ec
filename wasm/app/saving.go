package app

import (
	"lasthop/core"
	"lasthop/wasm/panel"
)

// saveDelay is how long after a change, in milliseconds, the drawing is stored. The
// promise is 300; what is typed and dragged meanwhile is stored with it.
const saveDelay = 200

// saving is how safe the drawing is.
type saving struct {
	state panel.SaveState
	note  string
	// version is that of the document that is stored, or on its way.
	version int
	// waiting reports that a store is due at the time after.
	waiting bool
	after   float64
	// own is the reader's drawing as it was stored last; aside is what own was when
	// another was opened, and before what was put aside for good.
	own, aside, before []byte
	// changed reports that something about saving is to be shown.
	changed bool
}

// due reports whether a Tick at that time is the one that was asked for.
func (s *saving) due(time float64) bool { return s.waiting && time >= s.after-20 }

// scheduleSave asks for the drawing to be stored soon, if it has changed.
func (a *App) scheduleSave(time float64) {
	s := &a.saving
	s.changed = false
	if s.waiting || s.version == a.ed.Real().Document().Version() {
		return
	}
	s.waiting, s.after = true, time+saveDelay
	if s.state != panel.SaveFailed {
		s.state, s.note = panel.Saving, ""
	}
	s.changed = true
	a.ask(Effect{Kind: Wake, Delay: saveDelay})
}

// store hands the drawing to the page.
func (a *App) store() {
	a.saving.waiting = false
	doc := a.ed.Real().Document()
	a.saving.version = doc.Version()
	if a.linked {
		// A reload must bring back this drawing, not what the address opened.
		a.linked = false
		a.ask(Effect{Kind: SetHash})
	}
	if aside := a.saving.aside; aside != nil {
		a.saving.aside = nil
		a.ask(Effect{Kind: Store, Name: beforeKey, Data: aside})
		if f, err := decode(aside); err == nil {
			a.keepBefore(aside, f.Title)
		}
	}
	a.saving.own = core.Encode(doc.File())
	a.ask(Effect{Kind: Store, Name: drawingKey, Data: a.saving.own})
}

// keepBefore offers, first among the examples, the drawing that was put aside.
func (a *App) keepBefore(data []byte, title string) {
	a.saving.before = data
	own := panel.Example{Name: beforeKey, Title: "Your earlier drawing", About: title}
	if len(a.model.Examples) > 0 && a.model.Examples[0].Name == beforeKey {
		a.model.Examples[0] = own
		return
	}
	a.model.Examples = append([]panel.Example{own}, a.model.Examples...)
}

// stored hears how it went.
func (a *App) stored(problem string) {
	s := &a.saving
	s.changed = true
	switch {
	case problem != "":
		s.state, s.note = panel.SaveFailed, problem
	case s.version == a.ed.Real().Document().Version():
		s.state, s.note = panel.Saved, ""
	}
	a.dirty = true
}
