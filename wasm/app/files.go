package app

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/edit"
	"lasthop/wasm/panel"
)

// drawingKey is the name under which the page stores the drawing, beforeKey that of
// the one before it, which is also its name among the examples.
const (
	drawingKey = "drawing"
	beforeKey  = "drawing-before"
)

// start opens what the options tell: the stored drawing, else the first example; then
// what the page's address asks for, as a step that can be undone.
func (a *App) start(o Options) {
	switch f, err := decode(o.Stored); {
	case f != nil:
		a.load(f)
		a.saving.state, a.saving.own = panel.Saved, o.Stored
	case err != nil:
		a.model.Message = panel.Message{Text: "The drawing that was stored here cannot be read. It was put aside.", Detail: err.Error()}
		a.ask(Effect{Kind: Store, Name: drawingKey + "-unreadable", Data: o.Stored})
		a.openFirst()
	default:
		a.openFirst()
	}
	if o.StoredProblem != "" {
		a.saving.state, a.saving.note = panel.SaveFailed, o.StoredProblem
	}
	a.saving.version = a.ed.Real().Document().Version()
	if f, err := decode(o.Before); f != nil && err == nil {
		a.keepBefore(o.Before, f.Title)
	}
	if o.Hash != "" {
		a.navigate(o.Hash)
	}
}

// decode reads a file, nil without an error for no data.
func decode(data []byte) (*core.File, error) {
	if len(data) == 0 {
		return nil, nil
	}
	return core.Decode(data)
}

// load makes the file the drawing, with a history that begins here.
func (a *App) load(f *core.File) {
	next := edit.New(diagram.FromFile(f))
	next.Aim = a.aim
	next.Handle(&edit.Event{Type: edit.Resize, X: a.ed.Canvas().X, Y: a.ed.Canvas().Y, DX: a.ed.Canvas().W, DY: a.ed.Canvas().H})
	a.ed = next
	a.addCommands()
	a.setQuery(defaultQuery(a.ed.Real().Document()))
	a.drafts = nil
}

func (a *App) openFirst() {
	for _, x := range a.examples {
		if f, err := decode(x.Data); f != nil && err == nil {
			a.load(f)
			a.model.Example = x.Name
			return
		}
	}
	if len(a.examples) > 0 {
		a.openExample(a.examples[0].Name)
	}
}

// openExample opens one of the drawings that come with the site.
func (a *App) openExample(name string) {
	a.opening, a.asked = "", ""
	if name == beforeKey {
		a.receive(name, a.saving.before, "")
		return
	}
	for _, x := range a.examples {
		if x.Name != name {
			continue
		}
		if x.Data == nil {
			a.opening = name
			a.ask(Effect{Kind: Fetch, Name: examplePath(name)})
			return
		}
		a.receive(examplePath(name), x.Data, "")
		return
	}
	a.model.Message = panel.Message{Text: "There is no example called " + name + "."}
}

// examplePath is where the site keeps an example.
func examplePath(name string) string { return "examples/" + name + ".json" }

// receive opens a file that was dropped, picked or fetched. One that cannot be read
// leaves the drawing as it was.
func (a *App) receive(name string, data []byte, problem string) {
	opening := a.opening
	if name == examplePath(opening) {
		a.opening = ""
	}
	if problem != "" {
		a.refuseFile(name, problem)
		return
	}
	f, err := core.Decode(data)
	if err != nil {
		a.refuseFile(name, err.Error())
		return
	}
	a.drafts = nil
	if a.saving.version != a.ed.Real().Document().Version() {
		a.store()
	}
	a.saving.aside = a.saving.own
	a.ed.Open("Open "+f.Title, f)
	a.model.Message, a.model.Example = panel.Message{}, ""
	for _, x := range a.examples {
		if name == examplePath(x.Name) {
			// Not stored before it is changed: the reader's own drawing stays.
			a.model.Example = x.Name
			a.saving.version = a.ed.Real().Document().Version()
		}
	}
	a.setQuery(defaultQuery(a.ed.Real().Document()))
	if opening != "" && name == examplePath(opening) {
		a.askFor(hashValues(a.asked))
		a.asked = ""
	}
	a.said = "Opened " + f.Title
}

// refuseFile says why a file was not opened.
func (a *App) refuseFile(name, why string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	if name == "" {
		name = "The file"
	}
	a.model.Message = panel.Message{Text: name + " was not opened; your drawing is as it was.", Detail: why}
	a.said = "" // the message is an alert and speaks for itself
}

// paste opens a drawing that was pasted as text; other text is none of our business.
func (a *App) paste(data []byte) {
	if text := strings.TrimSpace(string(data)); strings.HasPrefix(text, "{") {
		a.receive("What you pasted", []byte(text), "")
	}
}

// navigate follows the page's address: ex=NAME&kind=invoke&from=A&to=B&port=443.
func (a *App) navigate(hash string) {
	a.linked = true
	values := hashValues(hash)
	if name := values["ex"]; name != "" {
		a.openExample(name)
		if a.opening != "" {
			a.asked = hash // when it is there
			return
		}
	}
	a.askFor(values)
}

func hashValues(hash string) map[string]string {
	values := map[string]string{}
	for part := range strings.SplitSeq(hash, "&") {
		name, value, _ := strings.Cut(part, "=")
		values[name] = unescape(value)
	}
	return values
}

// askFor asks what the page's address asks.
func (a *App) askFor(values map[string]string) {
	if values["from"] == "" && values["to"] == "" {
		return
	}
	if values["kind"] == core.Invoke.String() {
		a.setQuery(core.Query{Kind: core.Invoke, From: core.Endpoint(values["from"]), To: core.Endpoint(values["to"])})
		return
	}
	a.setQuery(core.Query{From: core.Endpoint(values["from"]), To: core.Endpoint(values["to"])})
	for _, part := range []string{"port", "proto", "action", "name"} {
		if v := values[part]; v != "" {
			a.changeQuery(part, v)
		}
	}
}

// unescape undoes per-cent escapes; what is none stays as it is.
func unescape(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	hex := func(c byte) int {
		switch {
		case c >= '0' && c <= '9':
			return int(c - '0')
		case c|32 >= 'a' && c|32 <= 'f':
			return int(c|32-'a') + 10
		}
		return -1
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0 {
			out = append(out, byte(hex(s[i+1])<<4|hex(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

// download offers the drawing as a file.
func (a *App) download() {
	doc := a.ed.Real().Document()
	a.ask(Effect{Kind: Download, Name: fileName(doc.Title()), Text: "application/json", Data: core.Encode(doc.File())})
}

// fileName makes a file name of a title: "Four subnets, one bucket" becomes
// "four-subnets-one-bucket.json".
func fileName(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return "drawing.json"
	}
	return b.String() + ".json"
}
