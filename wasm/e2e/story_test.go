package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	interface1 = `#canvas [data-key="eni~subnet-1~sg-functions"]`
	subnet2    = `#canvas [data-key="subnet-2"]`
)

// outcome waits for the answer.
func (p *tab) outcome(want string) {
	p.t.Helper()
	p.until("the answer is "+want, `document.querySelector("#verdict").dataset.outcome === `+quote(want))
}

// The first thing a visitor is told is the article's: fn-1 in the public subnet
// cannot reach the bucket.
func TestFirstVisit(t *testing.T) {
	p := edit(t, setup{})
	p.outcome("blocked")
	p.expect(atGateway)
	if text := p.text("#verdict"); !strings.Contains(text, "internet gateway") {
		t.Errorf("the answer says: %s", text)
	}
	if text := p.text("#live"); text == "" {
		t.Error("the live region is silent")
	}
	if kind := eval[string](p, `document.querySelector("#ask-kind").value`); kind != "connect" {
		t.Errorf("the kind of question shows as %q", kind)
	}
}

// A link can name an example and a question.
func TestLinkAsks(t *testing.T) {
	p := open(t, setup{})
	p.visit("#ex=four-subnets-no-permission&kind=invoke&from=api&to=fn-1")
	p.ready()
	p.until("the question is put to that example", `document.querySelector("#verdict").dataset.symptom === "access-denied"`)
	p.expect(answer{outcome: "blocked", at: "fn-1", symptom: "access-denied"})
}

// Dragging fn-1's interface into subnet-2 gives fn-1 the way through NAT; while it
// is held there the answer is that of the drop, and Undo takes all back.
func TestDragTurnsTheAnswer(t *testing.T) {
	p := edit(t, setup{})
	p.ask("connect", "fn-1", "bucket")
	p.outcome("blocked")

	from, to := p.center(interface1), p.center(subnet2)
	p.dragOver(from, to)
	p.outcome("reachable")
	p.screenshot("held")
	p.keys(kb.Escape)
	p.outcome("blocked")
	p.release(to)
	p.frame()
	p.outcome("blocked")

	p.drag(from, to)
	p.outcome("reachable")
	p.until("the function has left subnet-1", `!document.querySelector(`+quote(interface1)+`)`)
	p.screenshot("dropped")
	p.click(`[data-act="undo"]`)
	p.outcome("blocked")
	p.until("the interface is back", `document.querySelector(`+quote(interface1)+`)`)
	p.click(`[data-act="redo"]`)
	p.outcome("reachable")
	p.keys("z", chromedp.ModifierCtrl)
	p.outcome("blocked")
}

func TestSecurityGroupRuleTurnsTheAnswer(t *testing.T) {
	p := edit(t, setup{})
	p.ask("connect", "fn-4", "bucket")
	p.outcome("reachable")
	p.click(`#canvas [data-key="eni~subnet-4~sg-functions"]`)
	p.click(`#inspector [data-act="select"][data-arg="sg-functions"]`)
	const ports = `[data-field="res/sg-functions/outbound/0/ports"]`
	p.click(ports)
	p.keys("a", chromedp.ModifierCtrl)
	p.keys("80")
	p.keys(kb.Tab)
	p.outcome("blocked")
	p.expect(answer{outcome: "blocked", at: "sg-functions", symptom: "timeout"})
	p.screenshot("refused")
	p.click(`[data-act="undo"]`)
	p.outcome("reachable")
}

// A file that is none leaves the drawing as it was, and the page says where it is
// wrong, and how.
func TestMalformedFileIsRefused(t *testing.T) {
	p := edit(t, setup{})
	p.frame()
	before := eval[string](p, `document.querySelector("#canvas").innerHTML`)
	for _, file := range []struct{ name, content, says string }{
		{"wrong-type.json", "{\n  \"format\": \"lasthop/1\",\n  \"title\": 5\n}", "line 3"},
		{"cut-short.json", "{\n  \"format\": \"lasthop/1\",\n", "line"},
		{"unknown-field.json", "{\n  \"format\": \"lasthop/1\",\n  \"titel\": \"x\"\n}", "titel"},
		{"picture.png", "\x89PNG\r\n\x1a\n", "not a Lasthop drawing"},
	} {
		p.drop("#canvas", file.name, file.content)
		p.until("the page says what is wrong with "+file.name, `document.querySelector("#message").textContent.includes(`+quote(file.says)+`)`)
		p.until("it names the file", `document.querySelector("#message").textContent.includes(`+quote(file.name)+`)`)
	}
	p.screenshot("message")
	p.click(`#message [data-act="dismiss"]`)
	p.until("the message is gone", `!document.querySelector("#message").textContent`)
	p.frame()
	if after := eval[string](p, `document.querySelector("#canvas").innerHTML`); after != before {
		t.Error("the drawing has changed")
	}
	p.expect(atGateway)
}

// Without touching the mouse: Tab to the question, choose by typing, hear and read
// the answer.
func TestKeyboardAloneAsksAndReads(t *testing.T) {
	p := edit(t, setup{})
	p.tabTo("ask-from")
	p.keys("fn-2")
	p.tabTo("ask-to")
	p.keys("bucket")
	p.outcome("reachable")
	p.until("the live region tells it", `/reach/i.test(document.querySelector("#live").textContent)`)
	p.tabTo("ask-from", chromedp.ModifierShift)
	p.keys("fn-3")
	p.outcome("blocked")
	p.until("the live region tells it", `document.querySelector("#live").textContent.includes("rtb-local")`)
	if hops := eval[int](p, `document.querySelectorAll("#hops > li").length`); hops < 3 {
		t.Errorf("%d hops are listed", hops)
	}
	p.screenshot("asked")
}

// tabTo presses Tab, with modifiers held, until an element has the focus.
func (p *tab) tabTo(id string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	for range 200 {
		if p.focused() == id {
			return
		}
		p.keys(kb.Tab, modifiers...)
	}
	p.t.Fatalf("Tab never comes to %s", id)
}

// A palette item can be dragged to the canvas, and taken back.
func TestPaletteToCanvas(t *testing.T) {
	p := edit(t, setup{})
	count := func() int { return eval[int](p, `document.querySelectorAll("#canvas [data-id]").length`) }
	before := count()
	p.drag(p.center(`[data-where="palette"] [data-act="place"][data-arg="instance"]`), p.center(subnet2))
	p.poll("an instance stands in the drawing", func() bool { return count() > before })
	p.screenshot("placed")
	p.click(`[data-act="undo"]`)
	p.poll("it is gone again", func() bool { return count() == before })
}

// The wheel belongs to the canvas over the canvas: it pans, and with Control zooms,
// and never the page.
func TestWheelPansAndZooms(t *testing.T) {
	p := edit(t, setup{})
	p.frame()
	camera := func() string {
		return eval[string](p, `JSON.stringify(document.querySelector('#canvas [data-id="fn-1"]').getBoundingClientRect())`)
	}
	at := p.center("#canvas")
	for _, modifiers := range []int64{0, ctrl} {
		before := camera()
		p.wheel(at, 0, -120, modifiers)
		p.poll("the drawing moves", func() bool { return camera() != before })
	}
	if scale := eval[float64](p, `visualViewport.scale * devicePixelRatio`); scale != 1 {
		t.Errorf("the page itself is zoomed to %g", scale)
	}
}

// What was drawn is there after a reload, and after the program has died.
func TestNothingIsLost(t *testing.T) {
	p := edit(t, setup{})
	p.click("#title")
	p.keys("a", chromedp.ModifierCtrl)
	p.keys("My network")
	p.keys(kb.Enter)
	p.until("it is saved", `document.querySelector("#save-state").dataset.state === "saved"`)
	p.until("it is stored", `localStorage.getItem("lasthop:drawing")?.includes("My network")`)

	p.visit("")
	p.ready()
	p.until("the title is back", `document.querySelector("#title").value === "My network"`)

	eval[chromedp.Void](p, breakPatches)
	p.stir()
	p.until("the page says that it restarted", `document.querySelector("#notice").textContent.includes("restarted from your last saved state")`)
	p.expectConsole("broken for the test")
	p.until("the title is back", `document.querySelector("#title")?.value === "My network"`)
}

func TestFullStorageIsSaid(t *testing.T) {
	p := edit(t, setup{before: `Storage.prototype.setItem = () => { throw new DOMException("the quota is exceeded", "QuotaExceededError") }`})
	p.click("#title")
	p.keys("!" + kb.Enter)
	p.until("the page says that it cannot save", `document.querySelector("#save-state").dataset.state === "failed" && document.querySelector("#save-state").textContent.includes("full")`)
}

// A finger drags as the mouse does, from the palette too.
func TestTouchDrags(t *testing.T) {
	p := edit(t, setup{})
	call(p, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	p.ask("connect", "fn-1", "bucket")
	p.outcome("blocked")
	p.swipe(p.center(interface1), p.center(subnet2))
	p.outcome("reachable")
	p.click(`[data-act="undo"]`)
	p.outcome("blocked")

	count := func() int { return eval[int](p, `document.querySelectorAll("#canvas [data-id]").length`) }
	before := count()
	p.swipe(p.center(`[data-where="palette"] [data-act="place"][data-arg="instance"]`), p.center(subnet2))
	p.poll("an instance stands in the drawing", func() bool { return count() > before })
}

// The page on a phone, and in the dark: nothing is wider than the screen.
func TestScreens(t *testing.T) {
	for _, s := range []struct {
		name          string
		width, height int64
		dark          bool
	}{
		{"desk-light", 1440, 900, false}, {"desk-dark", 1440, 900, true},
		{"tablet-light", 1024, 768, false}, {"phone-light", 390, 844, false}, {"phone-dark", 390, 844, true},
	} {
		t.Run(s.name, func(t *testing.T) {
			p := edit(t, setup{width: s.width, height: s.height, dark: s.dark})
			p.frame()
			p.screenshot("screen")
			if wide := eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d pixels wider than the screen", wide)
			}
		})
	}
}

// Leaving a field commits it, and the page is drawn anew; a button that is pressed
// meanwhile is not taken from under the pointer.
func TestPressAfterEditIsNotLost(t *testing.T) {
	p := edit(t, setup{})
	p.ask("connect", "fn-1", "bucket")
	p.click(`#canvas [data-key="eni~subnet-1~sg-functions"]`)
	p.click(`#inspector [data-act="select"][data-arg="sg-functions"]`)
	p.click(`[data-field="res/sg-functions/outbound/0/ports"]`)
	p.keys("a", chromedp.ModifierCtrl)
	p.keys("99999")
	add := p.center(`[data-act="add"][data-arg="sg-functions/outbound"]`)
	p.press(add)
	time.Sleep(100 * time.Millisecond) // some frames, as a finger takes
	p.release(add)
	p.frame()
	p.until("a rule is added", `!!document.querySelector('[data-field="res/sg-functions/outbound/1/ports"]')`)
}

// Without touching the mouse: skip to the drawing, and place what a search finds.
func TestKeyboardAlonePlaces(t *testing.T) {
	p := edit(t, setup{})
	count := func() int { return eval[int](p, `document.querySelectorAll("#canvas [data-id]").length`) }
	before := count()
	p.keys(kb.Tab)
	p.keys(kb.Enter)
	p.until("the drawing has the focus", `document.activeElement.id === "canvas"`)
	p.tabTo("palette-search", chromedp.ModifierShift)
	p.keys("instance")
	p.keys(kb.Enter)
	p.until("an instance is ready to be placed", `document.querySelector(".armed")?.textContent.includes("Instance") && document.activeElement.id === "canvas"`)
	p.keys(kb.Enter)
	p.poll("it stands in the drawing", func() bool { return count() > before })
}
