//go:build !js

package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// policy is the page's Content-Security-Policy: own files only, no inline script
// or style, and no eval but the compiling of WASM. The page carries it in a meta
// element too, for hosts that cannot send headers.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
	"require-trusted-types-for 'script'"

// firstExample is the drawing that a first visitor sees.
const firstExample = "four-subnets"

// An example is a drawing that comes with the site. Its JSON form is what the
// loader reads.
type example struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	About string `json:"about,omitempty"`
	// Data is the whole file, for the first example only: the others are fetched
	// when they are asked for.
	Data string `json:"data,omitempty"`

	data []byte
	file *core.File
}

// Path returns the example's path in the site.
func (x *example) Path() string { return "examples/" + x.Name + ".json" }

// size is how much there is to see in an example; firstExample and its variants come
// before all others.
func (x *example) size() int {
	switch {
	case x.Name == firstExample:
		return -2
	case strings.HasPrefix(x.Name, firstExample):
		return -1
	}
	return len(x.file.Network.Resources)
}

// readExamples reads every drawing of a folder: firstExample, its variants, then the
// others, the smallest first.
func readExamples(dir string) ([]example, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var examples []example
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := core.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("site: %s: %w", name, err)
		}
		base := strings.TrimSuffix(filepath.Base(name), ".json")
		examples = append(examples, example{Name: base, Title: file.Title, About: file.About, data: data, file: file})
	}
	sort.SliceStable(examples, func(i, j int) bool { return examples[i].size() < examples[j].size() })
	if len(examples) == 0 || examples[0].Name != firstExample {
		return nil, fmt.Errorf("site: %s: there is no %s.json", dir, firstExample)
	}
	examples[0].Data = string(examples[0].data)
	return examples, nil
}

// page renders index.html, with the first example as its static picture.
func (s *Site) page(examples []example, base string) ([]byte, error) {
	first := examples[0].file
	var question *core.Query
	if len(first.Checks) > 0 {
		question = &first.Checks[0].Query
	}
	var poster bytes.Buffer
	if err := view.WriteSVG(&poster, view.Poster(first, question)); err != nil {
		return nil, err
	}
	// The encoder escapes "<", so the data cannot end the element that holds it.
	list, err := json.Marshal(examples)
	if err != nil {
		return nil, err
	}
	t, err := template.New("index.html").Funcs(template.FuncMap{
		"asset": func(name string) (string, error) {
			f := s.files[name]
			if f == nil {
				return "", fmt.Errorf("site: no file %s", name)
			}
			return name + "?v=" + f.hash, nil
		},
	}).ParseFS(static, "index.html")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{
		"Policy":   policy,
		"Base":     base,
		"Title":    first.Title,
		"Poster":   template.HTML(poster.String()), // #nosec G203 -- WriteSVG escapes all text
		"Examples": template.JS(list),              // #nosec G203 -- see above
		"Size":     len(s.files["lasthop.wasm"].Body),
	})
	return b.Bytes(), err
}
