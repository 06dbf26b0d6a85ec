package e2e

import (
	"os"
	"testing"
)

// A drawing with nearly every type of resource in it opens, answers across peering,
// transit gateways and VPN, and shows every kind of field in the inspector.
func TestDrawingWithEverything(t *testing.T) {
	data, err := os.ReadFile("../view/testdata/hybrid.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, dark := range []bool{false, true} {
		name := "light"
		if dark {
			name = "dark"
		}
		t.Run(name, func(t *testing.T) {
			p := edit(t, setup{dark: dark})
			p.drop("#canvas", "hybrid.json", string(data))
			p.until("the drawing is open", `!!document.querySelector('#canvas [data-key="tgw"]')`)
			p.ask("connect", "fn", "orders")
			p.outcome("reachable")
			p.frame()
			p.screenshot("transit")
			for _, c := range []struct{ key, field string }{
				{"tgw-main@tgw", "res/tgw-main/transitGateway"},
				{"office", "res/office/routes/0/destination"},
				{"zone-corp@app", "res/zone-corp/records/0/name"},
				{"firewall", "res/firewall/default"},
				{"eni~alb~public-a", "res/alb/listeners/0/port"},
				{"bpa@app", "res/bpa/exclusions/0/for"},
				{"poll-kafka", "res/poll-kafka/source"},
			} {
				eval[bool](p, `(() => {
					const b = document.createElement("button");
					b.dataset.act = "select"; b.dataset.arg = `+quote(c.key)+`;
					document.querySelector("#app").append(b); b.click(); b.remove(); return true })()`)
				p.until("the inspector edits "+c.field, `!!document.querySelector('[data-field="`+c.field+`"]')`)
				p.frame()
				p.screenshot("inspect-" + c.key)
			}
		})
	}
}
