package edit

import (
	"slices"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// A Command is one thing that can be done. Menus, shortcuts and the help sheet are
// read from the table of them.
type Command struct {
	// Name is what data-act names.
	Name string
	// Title is what people read; Group is the heading in the help sheet, "" for none.
	Title, Group string
	// Keys run it, such as "Ctrl+KeyZ": modifiers, then the key's place (Code). A key
	// that must go by its character is written as "?".
	Keys []string
	// Canvas restricts the keys to when the canvas has the focus.
	Canvas bool
	// Typing lets the keys work while the focus is in a text field as well.
	Typing bool
	// Enabled reports whether it can be done now; nil means always.
	Enabled func(*Editor) bool
	// Run works out what is to be done.
	Run func(*Editor, Args) Plan
}

// Args are what a command is run with.
type Args struct {
	// Arg is its argument, from data-arg.
	Arg string
	// Shift and Ctrl report whether those keys were held.
	Shift, Ctrl bool
}

// Commands returns the table, the editor's own and those that were added.
func (ed *Editor) Commands() []Command { return ed.commands }

// Add adds commands to the table.
func (ed *Editor) Add(c ...Command) { ed.commands = append(ed.commands, c...) }

// keys runs the command that an event's keys mean.
func (ed *Editor) keys(ev *Event) Plan {
	want := chord(ev)
	for i := range ed.commands {
		c := &ed.commands[i]
		if ev.Typing && !c.Typing || c.Canvas && ev.Where != "canvas" {
			continue
		}
		if !slices.ContainsFunc(c.Keys, func(k string) bool { return k == want || len(k) == 1 && k == ev.Key && !ev.Command() && !ev.Alt }) {
			continue
		}
		if c.Enabled != nil && !c.Enabled(ed) {
			continue
		}
		p := c.Run(ed, Args{Shift: ev.Shift, Ctrl: ev.Command()})
		p.Used = true
		return p
	}
	return Plan{}
}

// run runs the command with the name.
func (ed *Editor) run(name string, in Args) Plan {
	for i := range ed.commands {
		if c := &ed.commands[i]; c.Name == name {
			if c.Enabled != nil && !c.Enabled(ed) {
				return Plan{}
			}
			return c.Run(ed, in)
		}
	}
	return Plan{Unknown: true}
}

// Run runs the command with the name, as an Action event would.
func (ed *Editor) Run(name, arg string) Plan {
	return ed.finish(Plan{Run: name, Arg: arg}, 0)
}

func hasSelection(ed *Editor) bool { return len(ed.selection) > 0 }

// commands is the editor's own table.
var commands = []Command{
	{Name: "undo", Title: "Undo", Group: "Edit", Keys: []string{"Ctrl+KeyZ"},
		Enabled: func(ed *Editor) bool { return ed.history.CanUndo() },
		Run:     func(ed *Editor, _ Args) Plan { return Plan{Step: Undo, Say: "Undone: " + ed.history.UndoLabel()} }},
	{Name: "redo", Title: "Redo", Group: "Edit", Keys: []string{"Ctrl+Shift+KeyZ", "Ctrl+KeyY"},
		Enabled: func(ed *Editor) bool { return ed.history.CanRedo() },
		Run:     func(ed *Editor, _ Args) Plan { return Plan{Step: Redo, Say: "Done again: " + ed.history.RedoLabel()} }},
	{Name: "delete", Title: "Delete", Group: "Edit", Keys: []string{"Delete", "Backspace"}, Canvas: true,
		Enabled: nil, Run: remove},
	{Name: "rename", Title: "Rename", Group: "Edit", Keys: []string{"F2"}, Canvas: true, Run: rename},
	{Name: "select-all", Title: "Select all", Group: "Select", Keys: []string{"Ctrl+KeyA"}, Canvas: true, Run: selectAll},
	{Name: "select", Run: choose},
	{Name: "escape", Title: "Select nothing", Group: "Select", Keys: []string{"Escape"}, Canvas: true,
		Enabled: hasSelection,
		Run:     func(*Editor, Args) Plan { return Plan{Select: []core.ID{}} }},
	{Name: "enter", Title: "Select the shape, then rename it", Group: "Select", Keys: []string{"Enter"}, Canvas: true, Run: enter},
	{Name: "left", Title: "Previous shape, or move the selection left", Group: "Move", Keys: []string{"ArrowLeft", "Shift+ArrowLeft"}, Canvas: true,
		Run: func(ed *Editor, in Args) Plan { return arrow(ed, in, -1, 0) }},
	{Name: "up", Title: "Previous shape, or move the selection up", Group: "Move", Keys: []string{"ArrowUp", "Shift+ArrowUp"}, Canvas: true,
		Run: func(ed *Editor, in Args) Plan { return arrow(ed, in, 0, -1) }},
	{Name: "right", Title: "Next shape, or move the selection right", Group: "Move", Keys: []string{"ArrowRight", "Shift+ArrowRight"}, Canvas: true,
		Run: func(ed *Editor, in Args) Plan { return arrow(ed, in, 1, 0) }},
	{Name: "down", Title: "Next shape, or move the selection down", Group: "Move", Keys: []string{"ArrowDown", "Shift+ArrowDown"}, Canvas: true,
		Run: func(ed *Editor, in Args) Plan { return arrow(ed, in, 0, 1) }},
	{Name: "follow", Title: "Follow a connection", Group: "Move", Keys: []string{"Ctrl+ArrowRight", "Ctrl+ArrowDown"}, Canvas: true,
		Run: func(ed *Editor, _ Args) Plan { return ed.follow(1) }},
	{Name: "follow-back", Title: "Go to what it stands in", Group: "Move", Keys: []string{"Ctrl+ArrowLeft", "Ctrl+ArrowUp"}, Canvas: true,
		Run: func(ed *Editor, _ Args) Plan { return ed.follow(-1) }},
	{Name: "fit", Title: "Fit all", Group: "View", Keys: []string{"Shift+Digit1"}, Run: func(ed *Editor, _ Args) Plan {
		c := Fit(ed.real.Sheet().Bounds, ed.canvas.W, ed.canvas.H)
		return Plan{Camera: &c}
	}},
	{Name: "fit-selection", Title: "Fit the selection", Group: "View", Keys: []string{"Shift+Digit2"}, Enabled: hasSelection, Run: fitSelection},
	{Name: "zoom-100", Title: "100 %", Group: "View", Keys: []string{"Ctrl+Digit0"}, Run: func(ed *Editor, _ Args) Plan { return ed.zoom(1) }},
	{Name: "zoom-in", Title: "Zoom in", Group: "View", Keys: []string{"Ctrl+Equal", "Ctrl+Shift+Equal"},
		Run: func(ed *Editor, _ Args) Plan { return ed.zoom(ed.camera.Zoom * zoomStep) }},
	{Name: "zoom-out", Title: "Zoom out", Group: "View", Keys: []string{"Ctrl+Minus"},
		Run: func(ed *Editor, _ Args) Plan { return ed.zoom(ed.camera.Zoom / zoomStep) }},
	{Name: "arrange", Title: "Lay everything out anew", Group: "Edit", Run: arrange},
	{Name: "canvas", Run: func(*Editor, Args) Plan { return Plan{Focus: "canvas"} }},
	{Name: "place", Run: func(_ *Editor, in Args) Plan {
		it := parseItem(in.Arg)
		if core.New(it.typ) == nil {
			return Plan{Refusal: "There is nothing called " + in.Arg + " to place."}
		}
		return Plan{Next: placing{item: it}, Say: "Click where it should stand, or press Enter on the canvas; Escape puts it back."}
	}},
}

// arrange forgets where everything stands.
func arrange(ed *Editor, _ Args) Plan {
	sheet := ed.real.Sheet()
	return Plan{Say: "Laid out anew", Do: &Edit{Label: "Lay out anew", Change: func(tx *diagram.Tx) {
		for i := range sheet.Shapes {
			if _, ok := tx.Document().Place(sheet.Shapes[i].Key); ok {
				tx.Unplace(sheet.Shapes[i].Key)
			}
		}
	}}}
}

const zoomStep = 1.25

// zoom scales round the middle of the canvas.
func (ed *Editor) zoom(z float64) Plan {
	c := ed.camera.ZoomAt(geom.Pt(ed.canvas.W/2, ed.canvas.H/2), z)
	return Plan{Camera: &c}
}

func fitSelection(ed *Editor, _ Args) Plan {
	var box geom.Rect
	for _, key := range ed.selection {
		if s := ed.real.Sheet().Shape(key); s != nil {
			box = box.Union(s.Box)
		}
	}
	c := Fit(box.Inset(-40), ed.canvas.W, ed.canvas.H)
	return Plan{Camera: &c}
}

func selectAll(ed *Editor, _ Args) Plan {
	sel := []core.ID{}
	sheet := ed.real.Sheet()
	for i := range sheet.Shapes {
		if s := &sheet.Shapes[i]; selectable(s) && s.Kind != diagram.ShapeDoor {
			sel = append(sel, s.Key)
		}
	}
	return Plan{Select: sel}
}

// choose selects the shape with the key, and brings it into sight. The id of a
// resource that has no shape of its own selects the resource.
func choose(ed *Editor, in Args) Plan {
	key := core.ID(in.Arg)
	if ed.real.Sheet().Shape(key) == nil && ed.real.doc.Resource(key) == nil {
		return Plan{Refusal: in.Arg + " is not in the drawing."}
	}
	p := Plan{Select: []core.ID{key}, Camera: ed.reveal(key)}
	if ed.real.Sheet().Shape(key) != nil {
		p.FocusShape = &key
	}
	return p
}

// enter selects the shape that the keyboard stands at; once it is selected, renames it.
func enter(ed *Editor, _ Args) Plan {
	if ed.focus != "" && !ed.selected(ed.focus) {
		return Plan{Select: []core.ID{ed.focus}, Say: label(ed.real.doc, ed.real.Sheet(), ed.focus) + ", selected"}
	}
	return rename(ed, Args{})
}

// rename puts the focus into the name of what is selected, or named.
func rename(ed *Editor, in Args) Plan {
	key := core.ID(in.Arg)
	if key == "" {
		key = firstOf(ed.selection)
	}
	id := key
	if s := ed.real.Sheet().Shape(key); s != nil {
		id = s.Resource
		if s.Kind == diagram.ShapeInterface && len(s.Owners) == 1 {
			id = s.Owners[0]
		}
	} else if t := tether(ed.real.Sheet(), key); t != nil {
		id = t.Resource
	}
	if ed.real.doc.Resource(id) == nil {
		return Plan{}
	}
	return Plan{Select: []core.ID{id}, Next: renaming{id}, Focus: nameField(id)}
}

// remove deletes what is selected, or named: resources with what lives in them, an
// interface by taking its functions out of the subnet, a door by giving the subnet
// back its default.
func remove(ed *Editor, in Args) Plan {
	keys := ed.selection
	if in.Arg != "" {
		keys = []core.ID{core.ID(in.Arg)}
	}
	h := &hand{sheet: ed.real.Sheet(), doc: ed.real.doc}
	var ids []core.ID
	var changes []func(*diagram.Tx)
	var names []core.ID
	for _, key := range keys {
		s := h.sheet.Shape(key)
		switch {
		case s == nil:
			if h.doc.Resource(key) != nil {
				ids, names = append(ids, key), append(names, key)
			}
		case s.Kind == diagram.ShapeInterface:
			changes = append(changes, h.detach(s, s.Parent))
			names = append(names, s.Owners...)
		case s.Kind == diagram.ShapeEndpoint:
			changes = append(changes, leave(s))
			names = append(names, s.Resource)
		case s.Kind == diagram.ShapeGate && s.On != "" && s.Type != core.TypeBlockPublicAccess:
			changes = append(changes, unshow(s))
			names = append(names, s.Resource)
		case s.Kind == diagram.ShapeDoor && s.Part != diagram.PartTransit:
			changes = append(changes, unassociate(s))
			names = append(names, s.Resource)
		case s.Kind == diagram.ShapeGroup || s.Kind == diagram.ShapeKey:
			// Marks go with what they stand at.
		case s.Resource != "" && h.doc.Resource(s.Resource) != nil:
			ids, names = append(ids, s.Resource), append(names, s.Resource)
		}
	}
	if len(ids)+len(changes) == 0 {
		if len(keys) == 0 {
			return Plan{}
		}
		return Plan{Refusal: "This cannot be deleted."}
	}
	order.Strings(names)
	names = slices.Compact(names)
	what := count(len(names)) + " shapes"
	if len(names) <= 2 {
		what = list(h.doc, names)
	}
	verb := "Delete "
	if len(ids) == 0 {
		verb = "Detach "
	}
	return Plan{Say: "Deleted " + what, Do: &Edit{Label: verb + what, Selection: []core.ID{}, Pin: true, Change: func(tx *diagram.Tx) {
		for _, c := range changes {
			c(tx)
		}
		diagram.Removal(tx.Document(), ids)(tx)
	}}}
}

// leave takes what has an interface in each of several subnets out of one, or away
// with its last one. An API stays without its VPC link.
func leave(s *diagram.Shape) func(*diagram.Tx) {
	return func(tx *diagram.Tx) {
		e := tx.Document().Resource(s.Resource)
		subnets, _ := stands(e)
		if subnets == nil {
			return
		}
		if len(*subnets) < 2 && e.Type() != core.TypeAPIGateway {
			diagram.Removal(tx.Document(), []core.ID{s.Resource})(tx)
			return
		}
		tx.Unplace(s.Key)
		put(s.Resource, func(r core.Resource) {
			subnets, _ := stands(r)
			*subnets = slices.DeleteFunc(*subnets, func(id core.ID) bool { return id == s.On })
			if d, ok := r.(*core.Database); ok && d.Subnet == s.On {
				d.Subnet = ""
			}
		})(tx)
	}
}

// unshow takes a private zone or a Resolver rule from a VPC, or away with its last one.
func unshow(s *diagram.Shape) func(*diagram.Tx) {
	return func(tx *diagram.Tx) {
		left := 0
		here := func(id core.ID) bool { return id == s.On }
		put(s.Resource, func(r core.Resource) {
			switch r := r.(type) {
			case *core.PrivateZone:
				r.VPCs = slices.DeleteFunc(r.VPCs, here)
				left = len(r.VPCs)
			case *core.ResolverRule:
				r.VPCs = slices.DeleteFunc(r.VPCs, here)
				left = len(r.VPCs)
			}
		})(tx)
		if left == 0 {
			diagram.Removal(tx.Document(), []core.ID{s.Resource})(tx)
		}
	}
}

// unassociate gives a subnet its default route table or ACL back.
func unassociate(s *diagram.Shape) func(*diagram.Tx) {
	return put(s.On, func(r core.Resource) {
		if sub, ok := r.(*core.Subnet); ok {
			if s.Part == diagram.PartTable {
				sub.RouteTable = ""
			} else {
				sub.NetworkACL = ""
			}
		}
	})
}

// arrow moves the selection by a step of the grid, by four with Shift; with nothing
// selected it moves the keyboard to the next or previous shape. Shapes stay in their
// container: to leave it, drag, or choose another in the inspector.
func arrow(ed *Editor, in Args, dx, dy float64) Plan {
	if len(ed.selection) == 0 || ed.focus != "" && !ed.selected(ed.focus) {
		return ed.walk(int(dx + dy))
	}
	h := take(ed, ed.selection[0])
	if len(h.shapes) == 0 {
		return Plan{Say: "This cannot be moved by itself."}
	}
	step := float64(geom.Grid)
	if in.Shift {
		step *= 4
	}
	e := &Edit{Label: "Move " + h.name(), Pin: true}
	for _, s := range h.shapes {
		d := h.moved(s, s.Box.Translate(dx*step, dy*step), h.sheet.Shape(s.Parent))
		e.Places = append(e.Places, d.places...)
	}
	return Plan{Do: e, Burst: true}
}
