//go:build !js

package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
)

// ServeHTTP serves the site.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	f := s.files[name]
	if f == nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Vary", "Accept-Encoding")
	// The page asks for its own files by their hash, so those never go stale.
	if r.URL.RawQuery == "v="+f.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	body, encoding := f.Body, accepted(r.Header.Get("Accept-Encoding"))
	if encoding != "" {
		body = f.encoded(encoding, f.Body)
		h.Set("Content-Encoding", encoding)
	}
	h.Set("ETag", `"`+f.hash+encoding+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// accepted returns the best encoding that a request's Accept-Encoding allows.
func accepted(header string) string {
	best := ""
	for _, part := range strings.Split(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.Trim(q, " ") == "q=0" {
			continue
		}
		switch {
		case name == "br", name == "gzip" && best == "":
			best = name
		}
	}
	return best
}

// encodings are a file's compressed bodies, made when first asked for.
type encodings struct {
	mu   sync.Mutex
	body map[string][]byte
}

// Fast levels: the local server makes them while someone waits.
const (
	serveBrotli = 5
	serveGzip   = 6
)

func (e *encodings) encoded(name string, body []byte) []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.body == nil {
		e.body = map[string][]byte{}
	}
	if e.body[name] == nil {
		if name == "br" {
			e.body[name] = Brotli(body, serveBrotli)
		} else {
			e.body[name] = Gzip(body, serveGzip)
		}
	}
	return e.body[name]
}

// Brotli returns body compressed at a level from 0 to 11.
func Brotli(body []byte, level int) []byte {
	return compressed(body, func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, level) })
}

// Gzip returns body compressed at a level from 1 to 9.
func Gzip(body []byte, level int) []byte {
	return compressed(body, func(w io.Writer) io.WriteCloser {
		z, err := gzip.NewWriterLevel(w, level)
		if err != nil {
			panic(err) // only for a level that does not exist
		}
		return z
	})
}

// compressed cannot fail: it writes to memory.
func compressed(body []byte, to func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	w := to(&b)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}
