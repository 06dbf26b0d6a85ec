package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// An answer is what the page is to say: "reachable", or "blocked" with where and
// what the caller sees. through and around name shapes that the way takes or avoids.
type answer struct {
	outcome, at, symptom string
	through, around      string
}

var (
	atGateway = answer{outcome: "blocked", at: "igw", symptom: "timeout"}
	throughS3 = answer{outcome: "reachable", symptom: "none", through: "vpce-s3", around: "nat"}
	throughN  = answer{outcome: "reachable", symptom: "none", through: "nat"}
	throughE  = answer{outcome: "reachable", symptom: "none", through: "vpce-ssm", around: "nat"}
	outside   = answer{outcome: "reachable", symptom: "none", around: "vpc"} // the VPC is not touched
)

func noRoute(table string) answer {
	return answer{outcome: "blocked", at: table, symptom: "timeout"}
}

func noName(at string) answer { return answer{outcome: "blocked", at: at, symptom: "dns"} }

// table is the table of the article and its variants: for each example and target,
// what fn-1 to fn-4 get.
var table = []struct {
	example, to string
	answers     [4]answer
}{
	{"four-subnets", "bucket", [4]answer{atGateway, throughN, noRoute("rtb-local"), throughS3}},
	{"four-subnets-bucket-policy", "bucket", [4]answer{atGateway, {outcome: "blocked", at: "bucket", symptom: "access-denied"}, noRoute("rtb-local"), throughS3}},
	{"four-subnets", "parameter", [4]answer{throughE, throughE, throughE, throughE}},
	{"four-subnets-endpoint-sg", "parameter", [4]answer{noRoute("sg-endpoint"), noRoute("sg-endpoint"), noRoute("sg-endpoint"), throughE}},
	{"four-subnets-no-private-dns", "parameter", [4]answer{atGateway, throughN, noRoute("rtb-local"), noRoute("rtb-s3")}},
	{"four-subnets-external-resolver", "parameter", [4]answer{noName("igw"), throughN, noName("rtb-local"), noName("rtb-s3")}},
	{"four-subnets-external-resolver", "bucket", [4]answer{noName("igw"), throughN, noName("rtb-local"), noName("rtb-s3")}},
	{"four-subnets", "internet", [4]answer{atGateway, throughN, noRoute("rtb-local"), noRoute("rtb-s3")}},
}

var functions = [4]string{"fn-1", "fn-2", "fn-3", "fn-4"}

func TestTableThroughThePage(t *testing.T) {
	p := edit(t, setup{})
	for _, row := range table {
		p.openExample(row.example)
		for i, fn := range functions {
			t.Run(row.example+"/"+fn+"-"+row.to, func(t *testing.T) {
				p := p.within(t)
				p.ask("connect", fn, row.to)
				p.expect(row.answers[i])
			})
		}
	}
}

func TestInvocationsThroughThePage(t *testing.T) {
	p := edit(t, setup{})
	refused := answer{outcome: "blocked", at: "fn-1", symptom: "access-denied"}
	for _, row := range []struct {
		example string
		answers [4]answer
	}{
		{"four-subnets", [4]answer{outside, outside, outside, outside}},
		{"four-subnets-no-permission", [4]answer{refused, outside, outside, outside}},
	} {
		p.openExample(row.example)
		for i, fn := range functions {
			t.Run(row.example+"/"+fn, func(t *testing.T) {
				p := p.within(t)
				p.ask("invoke", "api", fn)
				p.expect(row.answers[i])
			})
		}
	}
}

// within returns the same tab for a subtest.
func (p *tab) within(t *testing.T) *tab {
	return &tab{t: t, ctx: p.ctx, url: p.url, cancel: func() {}}
}

// openExample opens an example from the menu.
func (p *tab) openExample(name string) {
	p.t.Helper()
	p.click(`[popovertarget="examples"]`)
	p.click(`[data-act="example"][data-arg="` + name + `"]`)
	p.until(name+" is open", `document.querySelector('[data-act="example"][data-arg="`+name+`"]').getAttribute("aria-current") === "true"`)
}

// ask puts a question by the controls of the page.
func (p *tab) ask(kind, from, to string) {
	p.t.Helper()
	p.choose("#ask-kind", kind)
	p.choose("#ask-from", from)
	p.choose("#ask-to", to)
}

// choose chooses an option. The list of a select is the system's, out of reach of
// the browser's input queue; the test of the keyboard chooses by typing instead.
func (p *tab) choose(selector, value string) {
	p.t.Helper()
	p.until(selector+" offers "+value, `[...document.querySelectorAll(`+quote(selector+" option")+`)].some((o) => o.value === `+quote(value)+`)`)
	eval[chromedp.Void](p, `(() => {
		const s = document.querySelector(`+quote(selector)+`);
		s.value = `+quote(value)+`;
		s.dispatchEvent(new Event("input", { bubbles: true }));
		s.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
	p.until(selector+" shows "+value, `document.querySelector(`+quote(selector)+`).value === `+quote(value))
	p.frame()
}

// frame waits until what was done has been drawn.
func (p *tab) frame() {
	p.t.Helper()
	evalAsync[chromedp.Void](p, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))`)
}

// expect holds the answer on the page, its hops and the picture to what is wanted.
func (p *tab) expect(want answer) {
	p.t.Helper()
	got := eval[struct {
		Outcome, At, Symptom, Text string
		Hops                       []string
		Refused                    []string
	}](p, `(() => {
		const v = document.querySelector("#verdict");
		return {
			Outcome: v.dataset.outcome, At: v.dataset.at ?? "", Symptom: v.dataset.symptom, Text: v.textContent,
			Hops: [...document.querySelectorAll("#hops li[data-at]")].map((li) => li.dataset.at),
			Refused: [...document.querySelectorAll("#canvas .refused")].map((g) => g.dataset.id ?? ""),
		};
	})()`)
	if got.Outcome != want.outcome || got.Symptom != want.symptom || want.at != "" && got.At != want.at {
		p.t.Errorf("the page says %s at %q with symptom %s, want %s at %q with %s\n%s",
			got.Outcome, got.At, got.Symptom, want.outcome, want.at, want.symptom, got.Text)
	}
	hops := " " + strings.Join(got.Hops, " ") + " "
	if want.through != "" && !strings.Contains(hops, " "+want.through+" ") {
		p.t.Errorf("the way is%s, want it through %s", hops, want.through)
	}
	if want.around != "" && strings.Contains(hops, " "+want.around+" ") {
		p.t.Errorf("the way is%s, want it not through %s", hops, want.around)
	}
	if want.outcome == "blocked" && !strings.Contains(" "+strings.Join(got.Refused, " ")+" ", " "+want.at+" ") {
		p.t.Errorf("the picture marks %q as refusing, want %s", got.Refused, want.at)
	}
	if want.outcome == "reachable" && len(got.Refused) > 0 {
		p.t.Errorf("the picture marks %q as refusing, want none", got.Refused)
	}
}
