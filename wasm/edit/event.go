package edit

// An EventType says what happened.
type EventType uint8

// The events. The zero value is none: an editor ignores it.
const (
	NoEvent EventType = iota
	// PointerDown carries X, Y, Pointer, PointerType, Button, Buttons, Where and,
	// when it falls on an element with data-act, Act and Arg: a palette item can be
	// dragged from where it stands.
	PointerDown
	PointerMove
	PointerUp
	// PointerCancel is sent for pointercancel and for lostpointercapture without a
	// PointerUp before it. It undoes the gesture.
	PointerCancel
	// Wheel carries DX and DY in pixels, whatever the browser's deltaMode was.
	Wheel
	DoubleClick
	// ContextMenu is a right click, a long press or Shift+F10.
	ContextMenu
	KeyDown
	KeyUp
	// Action is a press of an element with data-act, by pointer or by keyboard.
	Action
	// Input is a keystroke in an element with data-field, Change its commit.
	Input
	Change
	// Resize tells where the canvas is: X and Y are its top left corner in client
	// coordinates, DX and DY its width and height.
	Resize
	// DropFile is a file dropped or picked: Name and Data.
	DropFile
	// Paste is text pasted with the canvas focused: Data.
	Paste
	// Blur is the page losing focus.
	Blur
	// Tick answers a Wake effect.
	Tick
	// Media tells a preference of the system: Name is "dark", "reduced-motion" or
	// "coarse", Value "true" or "false".
	Media
	// Stored answers a Store effect: Name is its key; Value is "" or what went wrong.
	Stored
	// Focused tells which field or region has the focus: Field is a data-field, Where
	// "canvas" for the canvas, both empty for neither.
	Focused
	// Navigate is a change of the page's hash: Value, without the leading "#".
	Navigate
)

// An Event is what the page reports, as plain data: no elements, no closures. Which
// fields are set depends on Type.
type Event struct {
	Type EventType
	// X and Y are client coordinates.
	X, Y float64
	// Pointer identifies a pointer while it is down; PointerType is "mouse", "touch" or "pen".
	Pointer     int
	PointerType string
	// Button is the button that changed (0 main, 1 middle, 2 right); Buttons are those held.
	Button, Buttons int
	DX, DY          float64

	Shift, Ctrl, Alt, Meta bool
	// Key is the character, Code the place on the keyboard.
	Key, Code string
	// Repeat marks a key held down.
	Repeat bool
	// Typing reports that the focus is in a text field or a select.
	Typing bool
	// Where is "canvas", "palette" or "" for elsewhere: the nearest data-where.
	Where string
	// Act and Arg are data-act and data-arg. "select:fn-1" as Act alone means the
	// same as Act "select" with Arg "fn-1".
	Act, Arg string
	// Field is data-field, of a key too that is pressed in one; Value the text of the control, "true" or "false" for a checkbox.
	Field, Value string
	Name         string
	Data         []byte
	// Time is the event's own time stamp in milliseconds.
	Time float64
}

// Command reports whether the key that means "command" on this keyboard is held:
// Control, or Command on a Mac.
func (ev *Event) Command() bool { return ev.Ctrl || ev.Meta }

// Action returns the act and its argument, split at the first colon where the page
// wrote both in one.
func (ev *Event) Action() (act, arg string) {
	if ev.Arg == "" {
		for i := range len(ev.Act) {
			if ev.Act[i] == ':' {
				return ev.Act[:i], ev.Act[i+1:]
			}
		}
	}
	return ev.Act, ev.Arg
}
