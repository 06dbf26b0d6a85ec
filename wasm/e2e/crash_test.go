package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// breakPatches makes the next batch of patches fail, which no program can go on
// from: it panics within the wrapper around every entry.
const breakPatches = `lasthop.apply = () => { throw new Error("broken for the test") }`

// breakAlways does so for this program and all that follow it.
const breakAlways = `Object.defineProperty(lasthop, "apply", { get: () => () => { throw new Error("broken for the test") }, set() {} })`

// stir makes the program draw again.
func (p *tab) stir() {
	p.t.Helper()
	p.clickAt(p.center(`[data-where="canvas"]`))
}

func TestPanicRestartsVisibly(t *testing.T) {
	p := edit(t, setup{})
	eval[chromedp.Void](p, breakPatches)
	p.stir()
	p.until("the page says that it restarted", `document.querySelector("#notice").textContent.includes("restarted from your last saved state")`)
	p.expectConsole("broken for the test")
	p.until("the editor is back", `document.querySelector('[data-where="canvas"]')`)
	p.screenshot("restarted")
	p.click("#notice button")
	p.until("the notice is gone", `!document.querySelector("#notice").textContent`)
	p.stir()
}

// What kills the WASM itself, not just its Go code, is answered in the same way.
func TestTrapRestarts(t *testing.T) {
	p := edit(t, setup{})
	eval[chromedp.Void](p, `setTimeout(() => { throw new WebAssembly.RuntimeError("unreachable") })`)
	p.until("the page says that it restarted", `document.querySelector("#notice").textContent.includes("restarted")`)
	p.expectConsole("unreachable")
	p.expectConsole("unreachable")
	p.until("the editor is back", `document.querySelector('[data-where="canvas"]')`)
}

func TestCrashLoopStops(t *testing.T) {
	p := edit(t, setup{})
	eval[chromedp.Void](p, breakAlways+`; lasthop.keep('{"title":"kept"}')`)
	p.stir()
	p.until("the page gives up", `document.querySelector("#notice").textContent.includes("keeps failing")`)
	for range 3 {
		p.expectConsole("broken for the test")
	}
	p.screenshot("stopped")
	eval[chromedp.Void](p, `URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text }); return "#" }`)
	p.click("#notice button")
	p.until("the last saved drawing is offered", `window.saved === '{"title":"kept"}'`)
}

// blockStorage makes the browser refuse its storage as a sandboxed frame does:
// the property itself throws.
const blockStorage = `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError") } })`

func TestStorageBlocked(t *testing.T) {
	p := edit(t, setup{before: blockStorage})
	p.until("the page says that nothing is saved", `/store|saved/i.test(document.querySelector("#save-state").textContent)`)
	p.stir()
	p.screenshot("blocked")
}
