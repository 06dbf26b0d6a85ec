package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"lasthop/core"
	"lasthop/site"
	"lasthop/wasm/diagram"
)

// rounds is how often a figure is taken; the median of them counts.
const rounds = 9

// median and p95 of some milliseconds.
func median(ms []float64) float64 { return quantile(ms, 0.5) }
func p95(ms []float64) float64    { return quantile(ms, 0.95) }

func quantile(ms []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(ms))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// BenchmarkNavigation takes the time from navigation until the page can be used,
// of the editor and of a page that does nothing but start an empty Go program:
// on a first visit, and on a second one.
func BenchmarkNavigation(b *testing.B) {
	pages := []struct {
		name    string
		handler http.Handler
	}{{"empty", emptyPage(b)}, {"editor", server.site}}
	for b.Loop() {
		first, again := map[string][]float64{}, map[string][]float64{}
		// In turns, so that a busy moment of the machine hits both.
		for range rounds {
			for _, page := range pages {
				p := open(b, setup{handler: page.handler})
				p.visit("")
				first[page.name] = append(first[page.name], p.interactive())
				p.visit("")
				again[page.name] = append(again[page.name], p.interactive())
				p.close()
			}
		}
		for _, page := range pages {
			b.ReportMetric(median(first[page.name]), page.name+"-first-ms")
			b.ReportMetric(median(again[page.name]), page.name+"-again-ms")
		}
		b.ReportMetric(median(first["editor"])/median(first["empty"]), "first-ratio")
		b.ReportMetric(median(again["editor"])/median(again["empty"]), "again-ratio")
	}
}

// interactive waits for the page's mark and returns when it was set, in
// milliseconds since the navigation began.
func (p *tab) interactive() float64 {
	p.t.Helper()
	const mark = `performance.getEntriesByName("lasthop-ready")[0]`
	p.until("the page can be used", mark)
	return eval[float64](p, mark+`.startTime`)
}

// emptyPage is the page to compare with.
func emptyPage(b *testing.B) http.Handler {
	b.Helper()
	dir := b.TempDir()
	for name, text := range map[string]string{
		"go.mod":  "module empty\n\ngo 1.26\n",
		"main.go": "package main\n\nfunc main() {}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	wasm, err := site.BuildWASM(dir, ".", nil)
	if err != nil {
		b.Fatal(err)
	}
	support, err := site.WASMSupport()
	if err != nil {
		b.Fatal(err)
	}
	const start = `
const go = new Go();
WebAssembly.instantiateStreaming(fetch("empty.wasm"), go.importObject)
	.then(({ instance }) => go.run(instance))
	.then(() => performance.mark("lasthop-ready"));`
	return site.Of(map[string][]byte{
		"index.html": []byte(`<!doctype html><title>Empty</title><link rel="icon" href="data:,">` +
			`<link rel="preload" as="fetch" crossorigin href="empty.wasm"><script defer src="empty.js"></script>`),
		"empty.js":   append(support, start...),
		"empty.wasm": wasm,
	})
}

// grown returns the first example with subnets and what stands in them added until
// its drawing has so many shapes.
func grown(b *testing.B, shapes int) string {
	b.Helper()
	data, err := os.ReadFile("../../examples/four-subnets.json")
	if err != nil {
		b.Fatal(err)
	}
	f, err := core.Decode(data)
	if err != nil {
		b.Fatal(err)
	}
	add := func(r core.Resource) { f.Network.Resources = append(f.Network.Resources, r) }
	count := func() int {
		d := diagram.FromFile(f)
		return len(diagram.Lay(d, core.Compile(d.Topology())).Shapes)
	}
	groups := []core.ID{"sg-functions"}
	role := f.Network.Resources[slices.IndexFunc(f.Network.Resources, func(r core.Resource) bool { return r.Type() == core.TypeRole })]
	for i := 16; count() < shapes; i++ {
		n := strconv.Itoa(i)
		subnet := core.ID("extra-" + n)
		add(&core.Subnet{Common: core.Common{ID: subnet}, VPC: "vpc", Zone: "eu-west-1a",
			CIDR: core.CIDR("10.0." + n + ".0/24"), RouteTable: "rtb-nat", NetworkACL: "acl-open"})
		add(&core.Function{Common: core.Common{ID: core.ID("worker-" + n)}, Subnets: []core.ID{subnet}, SecurityGroups: groups,
			Role: role.Head().ID, Timeout: 3, State: core.FunctionActive})
		for j := range 12 {
			add(&core.Instance{Common: core.Common{ID: core.ID("host-" + n + "-" + strconv.Itoa(j))}, Subnet: subnet, SecurityGroups: groups,
				Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 443}}})
		}
	}
	b.Logf("%d shapes", count())
	return string(core.Encode(f))
}

// meter adds up the time that the page spends in its frames' callbacks.
const meter = `(() => {
	const raf = window.requestAnimationFrame;
	window.work = 0;
	window.requestAnimationFrame = (f) => raf((t) => {
		const start = performance.now();
		try { f(t); } finally { window.work += performance.now() - start; }
	});
	window.bareFrame = raf;
})()`

// large opens the editor on a drawing of so many shapes, all of them in view.
func large(b *testing.B, shapes int) *tab {
	b.Helper()
	p := edit(b, setup{before: meter})
	p.drop("#canvas", "large.json", grown(b, shapes))
	p.until("the drawing is open", `document.querySelector('#canvas [data-id="extra-16"]') || `+strconv.FormatBool(shapes <= 60))
	p.ask("connect", "fn-1", "bucket")
	p.click(`[data-act="fit"]`)
	p.frame()
	return p
}

// BenchmarkEdit takes the time from the commit of a field until the answer is on
// the screen: handling the event, and the frame that draws it with its style,
// layout and paint; not the wait for the frame to begin.
func BenchmarkEdit(b *testing.B) {
	for _, shapes := range []int{50, 1000} {
		b.Run(strconv.Itoa(shapes), func(b *testing.B) {
			for b.Loop() {
				p := large(b, shapes)
				eval[chromedp.Void](p, `document.querySelector('[data-act="select"][data-arg="sg-functions"]').click()`) // in the outline
				p.until("the group's rules can be edited", `document.querySelector('[data-field="res/sg-functions/outbound/0/ports"]')`)
				p.ask("connect", "fn-4", "bucket")
				times := evalAsync[struct{ All, Script []float64 }](p, `(async () => {
					const field = '[data-field="res/sg-functions/outbound/0/ports"]';
					const frame = () => new Promise((done) => bareFrame(done));
					const task = () => new Promise((done) => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); });
					const all = [], script = [];
					for (let i = 0; i < 41; i++) {
						await frame();
						await task();
						const input = document.querySelector(field);
						input.value = i % 2 ? "443" : "80";
						const start = performance.now();
						input.dispatchEvent(new Event("change", { bubbles: true }));
						const handled = performance.now() - start;
						const before = work;
						const began = await new Promise((done) => bareFrame(() => done(performance.now())));
						await task();
						script.push(handled + work - before);
						all.push(handled + work - before + performance.now() - began);
						const outcome = document.querySelector("#verdict").dataset.outcome;
						if (outcome !== (i % 2 ? "reachable" : "blocked")) throw new Error("edit " + i + " gave " + outcome);
					}
					return { All: all.slice(1), Script: script.slice(1) };
				})()`)
				b.ReportMetric(median(times.All), "median-ms")
				b.ReportMetric(p95(times.All), "p95-ms")
				b.ReportMetric(median(times.Script), "script-ms")
				p.close()
			}
		})
	}
}

// BenchmarkDrag takes the frames of a drag among 1,000 shapes, over other subnets
// so that the answer is previewed anew.
func BenchmarkDrag(b *testing.B) {
	for b.Loop() {
		p := large(b, 1000)
		from, to := p.center(interface1), p.center(subnet2)
		p.press(from)
		eval[chromedp.Void](p, `(() => {
			window.frames = [];
			window.spent = [];
			window.outcomes = new Set();
			let last = 0, lastWork = work;
			const tick = (t) => {
				if (last) { frames.push(t - last); spent.push(work - lastWork); }
				outcomes.add(document.querySelector("#verdict").dataset.outcome);
				last = t;
				lastWork = work;
				window.going = bareFrame(tick);
			};
			bareFrame(tick);
		})()`)
		for i := range 180 {
			step := float64(i%60) / 60
			if i/60%2 == 1 {
				step = 1 - step
			}
			p.move(point{from.X + (to.X-from.X)*step, from.Y + (to.Y-from.Y)*step})
		}
		frames, spent := eval[[]float64](p, `frames`), eval[[]float64](p, `spent`)
		if outcomes := eval[[]string](p, `[...outcomes].sort()`); !slices.Equal(outcomes, []string{"blocked", "reachable"}) {
			b.Fatalf("the drag previewed %v", outcomes)
		}
		p.keys(kb.Escape)
		p.release(to)
		b.ReportMetric(median(frames), "frame-median-ms")
		b.ReportMetric(p95(frames), "frame-p95-ms")
		b.ReportMetric(median(spent), "script-median-ms")
		b.ReportMetric(p95(spent), "script-p95-ms")
		p.close()
	}
}
