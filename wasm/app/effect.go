package app

// An EffectKind says what the page is asked to do.
type EffectKind uint8

// The effects. The zero value is none.
const (
	NoEffect EffectKind = iota
	// Store keeps Data under Name; the page answers with a Stored event.
	Store
	// Download offers Data as a file called Name, of media type Text.
	Download
	// PickFile opens the file chooser; the page answers with a DropFile event.
	PickFile
	// Focus moves the focus: Field is a data-field; Name "canvas" means the canvas,
	// else an element's id.
	Focus
	// CopyText puts Text on the clipboard.
	CopyText
	// SetHash replaces the page's hash by Text.
	SetHash
	// SetTheme sets data-theme on the root element to Name: "light", "dark" or "" for
	// what the system says.
	SetTheme
	// Wake asks for a Tick event in Delay milliseconds.
	Wake
	// Fetch reads the site's own file Name; the page answers with a DropFile event,
	// or with one without Data and the reason in Value.
	Fetch
	// SetTitle sets the document's title to Text.
	SetTitle
	// Capture routes every event of the pointer Pointer to the canvas until it is up.
	Capture
)

// An Effect is something only the page can do, as data.
type Effect struct {
	Kind    EffectKind
	Name    string
	Field   string
	Text    string
	Data    []byte
	Delay   int
	Pointer int
}
