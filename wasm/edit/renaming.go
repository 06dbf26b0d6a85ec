package edit

import "lasthop/core"

// renaming has the focus in the field with a thing's name. The text itself is a draft
// of the page's; this state knows how it ends.
type renaming struct {
	id core.ID
}

func (renaming) Name() string { return "renaming" }

// field is the data-field of the name.
func (s renaming) field() string { return nameField(s.id) }

// nameField is the data-field of a resource's name: "/" and "~" are written as in a
// JSON pointer.
func nameField(id core.ID) string {
	out := make([]byte, 0, len(id)+10)
	out = append(out, "res/"...)
	for i := range len(id) {
		switch id[i] {
		case '~':
			out = append(out, "~0"...)
		case '/':
			out = append(out, "~1"...)
		default:
			out = append(out, id[i])
		}
	}
	return string(append(out, "/name"...))
}

func (s renaming) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case ev.Type == KeyDown && ev.Code == "Escape":
		return idle{}, Plan{Forget: s.field(), Focus: "canvas"}
	case ev.Type == KeyDown && (ev.Code == "Enter" || ev.Code == "NumpadEnter"):
		return idle{}, Plan{Focus: "canvas"} // losing the focus commits the text
	case ev.Type == Focused && ev.Field != s.field():
		return idle{}, Plan{}
	case ev.Type == PointerDown, ev.Type == Action:
		return idle{}.Handle(ed, ev)
	}
	return s, Plan{}
}
