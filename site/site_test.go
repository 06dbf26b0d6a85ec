//go:build !js

package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
)

var build = sync.OnceValues(func() (*Site, error) { return Build(Options{Base: "https://example.org/lasthop/"}) })

func built(t *testing.T) *Site {
	t.Helper()
	s, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(s *Site, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestMediaTypes(t *testing.T) {
	s := built(t)
	for path, want := range map[string]string{
		"/":                           "text/html; charset=utf-8",
		"/index.html":                 "text/html; charset=utf-8",
		"/lasthop.wasm":               "application/wasm",
		"/lasthop.js":                 "text/javascript; charset=utf-8",
		"/page.css":                   "text/css; charset=utf-8",
		"/icon.svg":                   "image/svg+xml",
		"/examples/four-subnets.json": "application/json",
	} {
		w := get(s, path)
		if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != want {
			t.Errorf("%s: %d, %s, want %s", path, w.Code, got, want)
		}
	}
	if w := get(s, "/../go.mod"); w.Code != http.StatusNotFound {
		t.Errorf("a file outside the site: %d", w.Code)
	}
}

func TestEncodings(t *testing.T) {
	s := built(t)
	for accept, want := range map[string]string{
		"":                  "",
		"gzip":              "gzip",
		"gzip, deflate, br": "br",
		"br;q=0, gzip":      "gzip",
		"br;q=0.5":          "br",
		"identity":          "",
	} {
		w := get(s, "/page.css", "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: got %q, want %q", accept, got, want)
			continue
		}
		var body io.Reader = w.Body
		switch want {
		case "br":
			body = brotli.NewReader(body)
		case "gzip":
			z, err := gzip.NewReader(body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		}
		text, err := io.ReadAll(body)
		if err != nil || !bytes.Equal(text, s.files["page.css"].Body) {
			t.Errorf("Accept-Encoding %q: the body is not the file (%v)", accept, err)
		}
	}
}

func TestUnchangedFilesAreNotSentAgain(t *testing.T) {
	s := built(t)
	first := get(s, "/lasthop.wasm", "Accept-Encoding", "gzip")
	again := get(s, "/lasthop.wasm", "Accept-Encoding", "gzip", "If-None-Match", first.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("%d with %d bytes", again.Code, again.Body.Len())
	}
	if plain := get(s, "/lasthop.wasm"); plain.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Error("one ETag for two encodings")
	}
	hash := s.files["lasthop.wasm"].hash
	if w := get(s, "/lasthop.wasm?v="+hash); !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Error("the file by its hash can be kept for ever, but is not")
	}
	if w := get(s, "/"); w.Header().Get("Cache-Control") != "no-cache" {
		t.Error("the page itself must be asked for anew")
	}
}

var reference = regexp.MustCompile(`(?:src|href|data-wasm)="([^"]*)"`)

// From any sub-path: nothing in the page begins at the host's root.
func TestReferencesAreRelativeAndThere(t *testing.T) {
	s := built(t)
	page := string(s.files["index.html"].Body)
	found := reference.FindAllStringSubmatch(page, -1)
	if len(found) < 6 {
		t.Fatalf("found %d references", len(found))
	}
	for _, m := range found {
		name, _, _ := strings.Cut(m[1], "?")
		switch {
		case m[1] == "https://example.org/lasthop/": // the canonical address
		case strings.HasPrefix(name, "#"):
		case s.files[name] == nil:
			t.Errorf("the page refers to %s, which is no file of the site", m[1])
		}
	}
}

func TestPageHasPictureAndExamples(t *testing.T) {
	page := string(built(t).files["index.html"].Body)
	for _, want := range []string{"<svg", "<noscript>", "four-subnets", `"name":"four-subnets-bucket-policy"`, `rel="canonical"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, "style=") {
		t.Error("the page has an inline style, which its policy forbids")
	}
	if n := strings.Count(page, "</script>"); n != 2 {
		t.Errorf("%d script elements are closed; an example may have closed one", n)
	}
}

func TestPolicyIsStrict(t *testing.T) {
	w := get(built(t), "/")
	got := w.Header().Get("Content-Security-Policy")
	if !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe-inline") || strings.Contains(got, "'unsafe-eval'") {
		t.Error(got)
	}
	if !strings.Contains(w.Body.String(), "http-equiv=\"Content-Security-Policy\"") {
		t.Error("the page does not carry its policy")
	}
}

func TestWrite(t *testing.T) {
	s, dir := built(t), t.TempDir()
	if err := s.Write(filepath.Join(dir, "site")); err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Files() {
		body, err := os.ReadFile(filepath.Join(dir, "site", f.Path))
		if err != nil || !bytes.Equal(body, f.Body) {
			t.Errorf("%s: %v", f.Path, err)
		}
	}
}

// The WASM is kept by what it is made of.
func TestSourceHashFollowsTheSources(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	hash := func() string {
		t.Helper()
		h, err := sourceHash(dir, "./wasm")
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	write("go.mod", "module x\n")
	write("core/a.go", "package core\n")
	first := hash()
	write("core/a_test.go", "package core\n")
	write("wasm/e2e/b.go", "package e2e\n")
	if hash() != first {
		t.Error("a test changes the WASM")
	}
	write("core/a.go", "package core // changed\n")
	if hash() == first {
		t.Error("a change of the source does not")
	}
}
