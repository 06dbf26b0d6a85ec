//go:build !js

// Package site makes the page: it builds the WASM, draws the static picture that
// stands in the page until the WASM has arrived, and serves all of it or writes
// it to a folder. Every URL in the page is relative, so that it works from any
// sub-path of any static host.
package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"mime"
	"os"
	"path"
	"path/filepath"
	"sort"
)

// static are the files that are served as they are, and the page's template.
//
//go:embed index.html *.css *.js *.svg
var static embed.FS

// Options say how the site is built.
type Options struct {
	// Base is the URL that the site will be published at, if it is known: the page
	// names it as its canonical address. Nothing else depends on it.
	Base string
	// Log is told when something takes long. Nil is silent.
	Log io.Writer
}

// A Site is a built site.
type Site struct {
	files map[string]*File
}

// A File is one file of a site.
type File struct {
	// Path is relative to the site's root, with slashes.
	Path string
	// Type is the media type that it is served with.
	Type string
	Body []byte

	hash string
	encodings
}

// Build builds the site from the source tree that the working directory is in.
func Build(o Options) (*Site, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	wasm, err := BuildWASM(root, "./wasm", o.Log)
	if err != nil {
		return nil, err
	}
	script, err := scripts()
	if err != nil {
		return nil, err
	}
	s := &Site{files: map[string]*File{}}
	s.add("lasthop.wasm", wasm)
	s.add("lasthop.js", script)
	for _, name := range []string{"page.css", "scene.css", "panel.css", "icon.svg"} {
		body, err := static.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s.add(name, body)
	}
	examples, err := readExamples(filepath.Join(root, "examples"))
	if err != nil {
		return nil, err
	}
	for _, x := range examples {
		s.add(x.Path(), x.data)
	}
	page, err := s.page(examples, o.Base)
	if err != nil {
		return nil, err
	}
	s.add("index.html", page)
	return s, nil
}

// Of returns a site of the given files, by path.
func Of(files map[string][]byte) *Site {
	s := &Site{files: map[string]*File{}}
	for name, body := range files {
		s.add(name, body)
	}
	return s
}

// scripts returns the page's one script: Go's support code, the patcher, the loader.
func scripts() ([]byte, error) {
	support, err := WASMSupport()
	if err != nil {
		return nil, err
	}
	parts := [][]byte{support}
	for _, name := range []string{"patch.js", "loader.js"} {
		body, err := static.ReadFile(name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, body)
	}
	return bytes.Join(parts, []byte("\n")), nil
}

func (s *Site) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	s.files[name] = &File{
		Path: name,
		Type: mime.TypeByExtension(path.Ext(name)),
		Body: body,
		hash: hex.EncodeToString(sum[:6]),
	}
}

// FirstLoad returns the files that a browser fetches before the editor can be used.
func (s *Site) FirstLoad() []*File {
	var files []*File
	for _, name := range []string{"index.html", "page.css", "scene.css", "panel.css", "icon.svg", "lasthop.js", "lasthop.wasm"} {
		files = append(files, s.files[name])
	}
	return files
}

// Files returns every file, sorted by path.
func (s *Site) Files() []*File {
	files := make([]*File, 0, len(s.files))
	for _, f := range s.files {
		files = append(files, f)
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	return files
}

// Write writes the site to a folder, which is made if need be.
func (s *Site) Write(dir string) error {
	for _, f := range s.Files() {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
