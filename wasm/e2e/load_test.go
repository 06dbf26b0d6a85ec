package e2e

import (
	"net/http"
	"strings"
	"testing"
)

func TestPageLoads(t *testing.T) {
	p := edit(t, setup{})
	if got := p.focused(); got != "body" {
		t.Errorf("loading moved the focus to %s", got)
	}
	p.screenshot("light")
}

// The picture stands in the page before a byte of the WASM has arrived, and goes
// when the editor takes its place.
func TestPictureBeforeProgram(t *testing.T) {
	gate := make(chan struct{})
	p := open(t, setup{handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			<-gate
		}
		server.site.ServeHTTP(w, r)
	})})
	p.visit("")
	p.until("the picture stands", `document.querySelector("#app .poster svg")?.getBoundingClientRect().height > 100`)
	p.until("the page says that it is loading", `document.querySelector("#boot progress")`)
	p.screenshot("before")
	close(gate)
	p.ready()
	p.until("the editor has taken the picture's place", `!document.querySelector("#app .poster")`)
}

func TestLoadingFailsAndIsTriedAgain(t *testing.T) {
	fail := true
	p := open(t, setup{handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if fail && strings.HasSuffix(r.URL.Path, ".wasm") {
			http.Error(w, "no", http.StatusServiceUnavailable)
			return
		}
		server.site.ServeHTTP(w, r)
	})})
	p.visit("")
	p.until("the page says that it failed", `document.querySelector("#boot.failed")?.textContent.includes("503")`)
	p.expectConsole("503")
	p.screenshot("failed-to-load")
	fail = false
	p.click("#boot button")
	p.ready()
	for _, e := range p.consoleErrors() {
		if !strings.Contains(e, "503") { // the preload's own
			t.Error(e)
		}
	}
}

// A static host may not know the media type of WASM.
func TestWrongMediaType(t *testing.T) {
	edit(t, setup{handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		server.site.ServeHTTP(wrongType{w}, r)
	})})
}

type wrongType struct{ http.ResponseWriter }

func (w wrongType) WriteHeader(code int) {
	if w.Header().Get("Content-Type") == "application/wasm" {
		w.Header().Set("Content-Type", "application/octet-stream")
	}
	w.ResponseWriter.WriteHeader(code)
}

// The policy of the page lets nothing in that was not written for it.
func TestPolicyForbidsInlineScript(t *testing.T) {
	p := edit(t, setup{})
	ran := eval[bool](p, `(() => {
		const s = document.createElement("script");
		try { s.text = "window.ran = true"; document.body.append(s); } catch {}
		return !!window.ran;
	})()`)
	if ran {
		t.Error("an inline script ran")
	}
	p.expectConsole("blocked")
	p.drainConsole()
	p.consoleErrors()
}
