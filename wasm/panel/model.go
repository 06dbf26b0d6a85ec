package panel

import "lasthop/core"

// AnAddress is the address that a question starts from when someone chooses "an
// address" instead of a drawn shape: one of those kept for documentation.
// https://www.rfc-editor.org/rfc/rfc5737
const AnAddress = "203.0.113.7"

// A Model is all that the panels show. Its owner keeps one for as long as the
// page lives and changes its fields between calls of [App]: it also remembers the
// last trees, so that a panel whose inputs did not change comes back as the same
// node. Slices and maps in it are replaced, never changed in place.
type Model struct {
	// The document.
	Title, About    string
	Region, Account string
	// LostZones are the Availability Zones that are down, joined by commas.
	LostZones string
	// Revision rises with every change of the network or of the checks.
	Revision int
	// Network is the drawing, compiled. Its problems and its resources are read
	// from it.
	Network *core.Network
	Checks  []core.CheckResult

	// Selection are keys of shapes: resource ids, interface ids, zones, or derived
	// keys such as "acl-open@subnet-1".
	Selection []core.ID
	// Query is the question in the Ask bar, Answer its answer.
	Query  core.Query
	Answer Answer
	// Drafts are texts that were typed and are not in the document, because they
	// are unfinished or were refused.
	Drafts []Draft

	// Undo and Redo name the step that each would take; "" disables it.
	Undo, Redo string
	Save       SaveState
	// SaveNote adds to the state of saving: why it fails, what another tab did.
	SaveNote string
	Message  Message
	// Live is what the live region says.
	Live string

	// Search filters the palette; Armed is the item that the next click places.
	Search string
	Armed  string
	// Examples are the drawings that can be opened by name; Example is the one
	// that was opened, if any.
	Examples []Example
	Example  string
	// Zoom is the scale in per cent.
	Zoom  int
	Theme Theme
	// ReadOnly shows the drawing without means to change it.
	ReadOnly bool
	// Active is the DOM id of the shape with the keyboard focus in the canvas.
	Active string
	// Sheet is the panel that is drawn up on a phone: "palette", "inspector",
	// "ask", or "" for none.
	Sheet string
	// Wanted is the field that the focus was last asked into.
	Wanted string
	// HelpOpen shows the help sheet, with Help from the command registry.
	HelpOpen bool
	Help     []HelpGroup

	memo memo
}

// An Answer is a verdict and how much of it is shown.
type Answer struct {
	// Network is what the verdict was computed on: during a drag it is the network
	// as it would be after the drop. Nil means the Model's.
	Network *core.Network
	// Verdict is nil before anything can be asked.
	Verdict *core.Verdict
	// Path is the index of the path that is shown.
	Path int
	// Step is the index of the step that the reader stands at; -1 for none.
	Step int
	// Preview marks the answer as that of a drag that is still under way.
	Preview bool
}

// A Draft is the text of one field that is not, or not yet, in the document.
type Draft struct {
	Field string
	Text  string
	// Err says why it cannot be taken; "" while it is merely unfinished.
	Err string
	// Line is the line of a policy that Err is about, from 1; 0 for none.
	Line int
}

// A Message is something that the page has to say: an error, or news.
type Message struct {
	// Text is what happened; "" shows nothing.
	Text string
	// Detail is where and why, in the words of who found it.
	Detail string
	// News marks what is not an error.
	News bool
}

// An Example is a drawing that comes with the page.
type Example struct {
	Name, Title, About string
}

// A HelpGroup is a group of commands in the help sheet.
type HelpGroup struct {
	Title string
	Keys  []HelpKey
}

// A HelpKey is one command with the keys that run it, such as "Ctrl+Z".
type HelpKey struct {
	Keys  []string
	Label string
}

// A SaveState says whether the drawing is safe.
type SaveState uint8

// The states of saving.
const (
	SaveUnknown SaveState = iota
	Saved
	Saving
	SaveFailed
	// SavedElsewhere: another tab holds a newer version.
	SavedElsewhere
)

// String returns the state as the page shows it.
func (s SaveState) String() string {
	switch s {
	case SaveUnknown:
		return ""
	case Saved:
		return "Saved"
	case Saving:
		return "Saving…"
	case SaveFailed:
		return "Not saved"
	case SavedElsewhere:
		return "Changed in another tab"
	}
	return ""
}

// A Theme is the colours of the page.
type Theme uint8

// The themes.
const (
	// ThemeAuto follows the system.
	ThemeAuto Theme = iota
	ThemeLight
	ThemeDark
)

// String returns the theme as data-theme names it.
func (t Theme) String() string {
	switch t {
	case ThemeAuto:
		return "auto"
	case ThemeLight:
		return "light"
	case ThemeDark:
		return "dark"
	}
	return "auto"
}
