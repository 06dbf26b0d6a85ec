//go:build js && wasm

package browser

import (
	"strings"

	"github.com/hack-pad/safejs"

	"lasthop/wasm/app"
	"lasthop/wasm/edit"
)

// Keys in the browser's storage begin with the program's name: other pages of the
// same host share it.
const (
	keyPrefix  = "lasthop:"
	themeKey   = "theme"
	drawingKey = "drawing" // the name in the program's Store effects
)

// storage returns the browser's storage. Where it is blocked, reading
// window.localStorage throws, and from a plain property access that would kill the
// Go program; Reflect.get is a call, whose exceptions are caught.
func (p *page) storage() (safejs.Value, error) {
	return p.get(p.window, "Reflect").Call("get", p.window, "localStorage")
}

// read returns "" for a key that is not there.
func (p *page) read(key string) (string, error) {
	s, err := p.storage()
	if err != nil {
		return "", err
	}
	v, err := s.Call("getItem", keyPrefix+key)
	if err != nil {
		return "", err
	}
	return text(v), nil
}

func (p *page) write(key, value string) error {
	s, err := p.storage()
	if err != nil {
		return err
	}
	_, err = s.Call("setItem", keyPrefix+key, value)
	return err
}

// store keeps a drawing: in the browser's storage, and with the loader, which
// outlives the program. The program is told how it went.
func (p *page) store(e app.Effect) {
	content := string(e.Data)
	err := p.write(e.Name, content)
	if e.Name != drawingKey {
		return // what was put aside
	}
	p.call(p.loader, "keep", content)
	answer := edit.Event{Type: edit.Stored, Name: e.Name}
	if err != nil {
		answer.Value = storageProblem(err)
	}
	p.handle(answer)
}

// storageProblem says in words why storage fails.
func storageProblem(err error) string {
	switch msg := err.Error(); {
	case strings.Contains(msg, "quota"):
		return "the browser's storage is full"
	default:
		return "this browser does not let the page store anything"
	}
}

// options gathers what the program starts from. That it was started again after it
// died it need not say: the loader does, with the reason.
func (p *page) options() app.Options {
	o := app.Options{Hash: p.hash()}
	o.Dark = p.matches("dark")
	o.ReducedMotion = p.matches("reduced-motion")
	o.Coarse = p.matches("coarse")

	kept := field(p.loader, "kept")
	stored, err := p.read(drawingKey)
	if err != nil {
		o.StoredProblem = storageProblem(err)
	}
	switch {
	case truth(field(p.loader, "fresh")):
	case present(kept):
		o.Stored = []byte(text(kept))
	case stored != "":
		o.Stored = []byte(stored)
		p.call(p.loader, "keep", stored)
	}
	if before, err := p.read(drawingKey + "-before"); err == nil && before != "" {
		o.Before = []byte(before)
	}
	if theme, err := p.read(themeKey); err == nil {
		o.Theme = theme
	}

	examples := p.get(p.loader, "examples")
	n, err := examples.Length()
	must(err)
	for i := range n {
		x, err := examples.Index(i)
		must(err)
		example := app.Example{Name: text(field(x, "name")), Title: text(field(x, "title")), About: text(field(x, "about"))}
		if data := text(field(x, "data")); data != "" {
			example.Data = []byte(data)
		}
		o.Examples = append(o.Examples, example)
	}
	return o
}

func (p *page) matches(name string) bool {
	return truth(field(p.call(p.window, "matchMedia", mediaQueries[name]), "matches"))
}
