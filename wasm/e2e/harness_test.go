package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"lasthop/site"
)

// patience is how long anything in the page may take before a test gives up.
const patience = 20 * time.Second

var (
	browser context.Context
	server  *host
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	built, err := site.Build(site.Options{Log: os.Stderr})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	server = &host{site: built, url: "http://" + listener.Addr().String()}
	go func() { _ = http.Serve(listener, server) }()

	ctx, cancel := chromedp.NewExecAllocator(context.Background(),
		chromedp.Flag("headless", "new"),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.CombinedOutput(io.Discard),
	)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "no Chromium could be started; install it (Debian: apt-get install chromium):", err)
		return 1
	}
	browser = ctx
	return m.Run()
}

// A host serves the site to each test under a path of its own, since the site must
// work from any; and lets a test stand between the site and the browser.
type host struct {
	site *site.Site
	url  string

	mu       sync.Mutex
	handlers []http.Handler
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.SplitN(r.URL.Path, "/", 3)
	n, err := strconv.Atoi(parts[1])
	h.mu.Lock()
	handlers := h.handlers
	h.mu.Unlock()
	if err != nil || len(parts) < 3 || n >= len(handlers) {
		http.NotFound(w, r)
		return
	}
	http.StripPrefix("/"+parts[1], handlers[n]).ServeHTTP(w, r)
}

// mount returns the URL under which the handler is served.
func (h *host) mount(handler http.Handler) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.handlers = append(h.handlers, handler)
	return h.url + "/" + strconv.Itoa(len(h.handlers)-1) + "/"
}

// A tab is a page of its own in a browser context of its own: no test sees what
// another stored.
type tab struct {
	t   testing.TB
	ctx context.Context
	url string

	cancel  func()
	mu      sync.Mutex
	errors  []string
	drained chan struct{}
}

// A setup changes how a tab is opened.
type setup struct {
	// handler stands in for the site; nil is the site.
	handler http.Handler
	// before is JavaScript to run before any of the page's.
	before string
	// width and height of the viewport; 0 is 1440 by 900.
	width, height int64
	// dark is the colour scheme.
	dark bool
}

// open opens a tab that shows nothing yet. It is closed when the test ends.
func open(t testing.TB, s setup) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	if s.handler == nil {
		s.handler = server.site
	}
	if s.width == 0 {
		s.width, s.height = 1440, 900
	}
	p := &tab{t: t, ctx: ctx, cancel: cancel, url: server.mount(s.handler), drained: make(chan struct{}, 2)}
	// The tab lives as long as the context of its first use, so that has no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.EmulateViewport(s.width, s.height))
	if s.dark {
		p.emulateDark()
	}
	if s.before != "" {
		p.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: s.before})
			return chromedp.Void{}, err
		})
	}
	go p.readConsole(chromedp.Console(ctx))
	t.Cleanup(p.close)
	return p
}

// close closes the tab, and fails the test if the page wrote an error to the console.
func (p *tab) close() {
	if p.ctx.Err() != nil {
		return
	}
	p.drainConsole()
	for _, e := range p.consoleErrors() {
		p.t.Errorf("console: %s", e)
	}
	if p.t.Failed() {
		p.screenshot("failed")
	}
	p.cancel()
}

// edit opens the editor and waits until it can be used.
func edit(t testing.TB, s setup) *tab {
	t.Helper()
	p := open(t, s)
	p.visit("")
	p.ready()
	return p
}

const lastWord = "end of the test"

func (p *tab) readConsole(messages func(func(chromedp.ConsoleMessage, error) bool)) {
	for m, err := range messages {
		switch {
		case err != nil:
			return
		case m.Text == lastWord:
			p.drained <- struct{}{}
		case m.Type == chromedp.ConsoleError, m.Type == chromedp.ConsoleException:
			p.mu.Lock()
			p.errors = append(p.errors, m.Text)
			p.mu.Unlock()
		}
	}
}

// drainConsole waits until all that the page wrote to the console has been read.
func (p *tab) drainConsole() {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`console.log(`+quote(lastWord)+`)`)); err != nil {
		return // the test has failed already
	}
	select {
	case <-p.drained:
	case <-ctx.Done():
		p.t.Error("the console was not read to its end")
	}
}

// consoleErrors takes the errors that were read from the console.
func (p *tab) consoleErrors() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	errors := p.errors
	p.errors = nil
	return errors
}

// expectConsole takes an error that the test provokes from the console.
func (p *tab) expectConsole(text string) {
	p.t.Helper()
	p.poll("an error on the console with "+text, func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		for i, e := range p.errors {
			if strings.Contains(e, text) {
				p.errors = append(p.errors[:i], p.errors[i+1:]...)
				return true
			}
		}
		return false
	})
}

// do runs actions with a deadline.
func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// visit goes to a path of the site.
func (p *tab) visit(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.url + path))
}

// ready waits until the editor can be used.
func (p *tab) ready() {
	p.t.Helper()
	p.until("the editor is ready", `document.documentElement.dataset.state === "ready"`)
}

// eval returns the value of a JavaScript expression.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// evalAsync returns the value that a promise comes to.
func evalAsync[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 3*patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for a JavaScript expression to hold.
func (p *tab) until(what, expression string) {
	p.t.Helper()
	p.poll(what, func() bool { return eval[bool](p, "!!("+expression+")") })
}

func (p *tab) poll(what string, holds func() bool) {
	p.t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("waited in vain: %s", what)
		}
	}
}

// text returns the text of an element, "" if it is not there.
func (p *tab) text(selector string) string {
	p.t.Helper()
	return eval[string](p, `(document.querySelector(`+quote(selector)+`)?.textContent ?? "").trim()`)
}

// quote returns a string as JavaScript.
func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// screenshot writes a picture to the folder named by SCREENSHOTS, if it is set.
func (p *tab) screenshot(name string) {
	p.t.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		file := strings.ReplaceAll(p.t.Name(), "/", "-") + "-" + name + ".png"
		err = os.WriteFile(filepath.Join(dir, file), picture, 0o644)
	}
	if err != nil {
		p.t.Log(err)
	}
}
