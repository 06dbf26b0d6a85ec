package diagram

import "lasthop/core"

// MaxSteps is how many steps a [History] keeps.
const MaxSteps = 1000

// A Step is a change as a person made it, with what was selected round it.
type Step struct {
	Change Change
	// Before and After are the selection before the change and after it.
	Before, After []core.ID
}

// A History holds the steps that can be undone and redone. The zero value is empty.
type History struct {
	done, undone []Step
}

// Do records a change that was made. An empty one is not a step.
func (h *History) Do(c Change, before, after []core.ID) {
	if c.Empty() {
		return
	}
	h.undone = nil
	h.done = append(h.done, Step{c, before, after})
	if len(h.done) > MaxSteps {
		h.done = append([]Step(nil), h.done[1:]...)
	}
}

// Extend joins a change to the last step, as a burst of arrow keys does. If
// nothing was done yet, or something was undone since, it is a step of its own.
func (h *History) Extend(c Change, after []core.ID) {
	if len(h.done) == 0 || len(h.undone) > 0 {
		h.Do(c, after, after)
		return
	}
	last := &h.done[len(h.done)-1]
	last.Change, last.After = last.Change.Then(c), after
	if last.Change.Empty() {
		h.done = h.done[:len(h.done)-1]
	}
}

// Undo takes the last step back and returns the selection to restore; ok is false
// if there is none.
func (h *History) Undo(d *Document) (selection []core.ID, ok bool) {
	if len(h.done) == 0 {
		return nil, false
	}
	s := h.done[len(h.done)-1]
	h.done = h.done[:len(h.done)-1]
	h.undone = append(h.undone, s)
	d.Apply(s.Change.Inverse())
	return s.Before, true
}

// Redo does the last undone step again and returns the selection to restore; ok is
// false if there is none.
func (h *History) Redo(d *Document) (selection []core.ID, ok bool) {
	if len(h.undone) == 0 {
		return nil, false
	}
	s := h.undone[len(h.undone)-1]
	h.undone = h.undone[:len(h.undone)-1]
	h.done = append(h.done, s)
	d.Apply(s.Change)
	return s.After, true
}

// CanUndo reports whether there is a step to undo.
func (h *History) CanUndo() bool { return len(h.done) > 0 }

// CanRedo reports whether there is a step to redo.
func (h *History) CanRedo() bool { return len(h.undone) > 0 }

// UndoLabel names the step that Undo would take back, or is "".
func (h *History) UndoLabel() string { return lastLabel(h.done) }

// RedoLabel names the step that Redo would do, or is "".
func (h *History) RedoLabel() string { return lastLabel(h.undone) }

func lastLabel(s []Step) string {
	if len(s) == 0 {
		return ""
	}
	return s[len(s)-1].Change.Label
}
