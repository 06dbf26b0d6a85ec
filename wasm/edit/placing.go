package edit

// palettePointing is a pointer that went down on a palette item.
type palettePointing struct {
	down downAt
	item item
}

func (palettePointing) Name() string { return "palette-pointing" }

func (s palettePointing) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{}
	case s.down.other(ev):
		return s, Plan{}
	case ev.Type == PointerMove && s.down.dragged(ev):
		next := paletteDragging{down: s.down, item: s.item}
		return next.Handle(ed, ev)
	case ev.Type == PointerUp:
		return idle{}, Plan{} // the click that follows arms the item
	}
	return s, Plan{}
}

// paletteDragging carries a new thing to the canvas.
type paletteDragging struct {
	down downAt
	item item
	at   proposal
}

func (paletteDragging) Name() string { return "palette-dragging" }

func (s paletteDragging) overlay() Overlay {
	return s.at.overlay()
}

func (s paletteDragging) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch {
	case s.down.abandoned(ev):
		return idle{}, Plan{}
	case s.down.other(ev):
		return s, Plan{}
	case ev.Type == PointerMove:
		s.at = proposal{}
		if ed.overCanvas(ev) {
			s.at = s.item.propose(ed, ed.inDrawing(ev))
		}
		return s, Plan{}
	case ev.Type == PointerUp && !ed.overCanvas(ev):
		return dropped{}, Plan{}
	case ev.Type == PointerUp:
		s.at = s.item.propose(ed, ed.inDrawing(ev))
		p := s.at.plan()
		if p.Refusal == "" {
			p.Focus = "canvas"
		}
		return dropped{}, p
	}
	return s, Plan{}
}

// dropped is idle, but for the click that browsers make of a drag that ends where
// its pointer was captured: that one does not arm the item.
type dropped struct{}

func (dropped) Name() string { return "idle" }

func (dropped) Handle(ed *Editor, ev *Event) (State, Plan) {
	if ev.Type == Action {
		if act, _ := ev.Action(); act == "place" {
			return idle{}, Plan{}
		}
	}
	if ev.Type == PointerMove || ev.Type == Tick {
		_, p := idle{}.Handle(ed, ev)
		return dropped{}, p
	}
	return idle{}.Handle(ed, ev)
}

// placing is an item that was chosen by a click or by Enter: the next click or Enter
// places it.
type placing struct {
	item item
	at   proposal
}

func (placing) Name() string { return "placing" }

func (s placing) overlay() Overlay {
	return s.at.overlay()
}

func (s placing) Handle(ed *Editor, ev *Event) (State, Plan) {
	switch ev.Type {
	case PointerCancel, Blur:
		return s, Plan{}
	case KeyDown:
		switch {
		case ev.Code == "Escape":
			return idle{}, Plan{Say: "Nothing was placed."}
		case (ev.Code == "Enter" || ev.Code == "Space") && ev.Where == "canvas":
			return s.place(s.item.propose(ed, ed.camera.ToDrawing(ed.spot())))
		}
	case PointerMove:
		s.at = proposal{}
		if ed.overCanvas(ev) && ev.Where == "canvas" {
			s.at = s.item.propose(ed, ed.inDrawing(ev))
		}
		return s, Plan{}
	case PointerDown:
		switch {
		case ev.Where == "canvas" && ev.Button == 0 && !ed.space:
			return s.place(s.item.propose(ed, ed.inDrawing(ev)))
		case ev.Where == "palette":
			return press(ed, ev)
		}
		return s, Plan{}
	case Action:
		act, arg := ev.Action()
		if act == "place" && parseItem(arg) == s.item { // the same item again: never mind
			return idle{}, Plan{}
		}
		return idle{}.Handle(ed, ev)
	default: // the canvas can be panned and zoomed meanwhile
	}
	next, p := idle{}.Handle(ed, ev)
	if _, still := next.(idle); still {
		return s, p
	}
	return next, p
}

func (s placing) place(at proposal) (State, Plan) {
	p := at.plan()
	if p.Refusal != "" {
		s.at = at
		return s, p // still armed: the next click may be better
	}
	p.Focus = "canvas"
	return idle{}, p
}
