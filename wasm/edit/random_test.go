package edit_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/edit"
	"lasthop/wasm/edit/edittest"
	"lasthop/wasm/geom"
)

// A script of random gestures: whatever hands do, undoing everything gives back the
// drawing to the byte, and redoing everything what it had become.
func TestRandomGesturesUndo(t *testing.T) {
	scripts, length := uint64(60), 40
	if testing.Short() {
		scripts = 10
	}
	for seed := range scripts {
		ed, d := open(t)
		before := bytesOf(ed)
		log := perform(ed, d, rand.New(rand.NewPCG(seed, 1)), length)
		fail := func(what, diff string) {
			t.Fatalf("script %d: %s\n%s\n%s", seed, what, diff, strings.Join(log, "\n"))
		}
		ed.Cancel()
		for ed.CanRedo() != "" { // the script may have ended on an undo
			ed.Run("redo", "")
		}
		after := bytesOf(ed)
		if _, err := core.Decode([]byte(after)); err != nil {
			fail("the drawing cannot be opened again: "+err.Error(), "")
		}
		steps := 0
		for ed.CanUndo() != "" {
			ed.Run("undo", "")
			steps++
		}
		if got := bytesOf(ed); got != before {
			fail("undoing all is not where it began", difference(before, got))
		}
		for ed.CanRedo() != "" {
			ed.Run("redo", "")
			steps--
		}
		if got := bytesOf(ed); got != after || steps != 0 {
			fail("redoing all is not where it ended", difference(after, got))
		}
	}
}

var items = []string{"vpc", "subnet", "route-table", "network-acl", "security-group", "prefix-list", "role", "nat-gateway", "gateway-endpoint",
	"interface-endpoint", "instance", "function", "service/s3", "service/sqs", "api-gateway", "internet-gateway", "resolver",
	"vpc-peering-connection", "transit-gateway", "transit-gateway-attachment", "transit-gateway-route-table", "virtual-private-gateway", "vpn-connection",
	"on-premises-network", "on-premises-host", "private-hosted-zone", "resolver-rule", "load-balancer", "db-instance", "firewall-endpoint", "client-vpn-endpoint",
	"organization-policy", "block-public-access", "event-source-mapping", "egress-only-internet-gateway"}

var strokes = []string{"Delete", "Escape", "ArrowLeft", "ArrowDown", "Shift+ArrowRight", "Ctrl+KeyZ", "Ctrl+Shift+KeyZ", "Ctrl+KeyA", "F2", "Enter",
	"Shift+Digit1", "Shift+Digit2", "Ctrl+Equal", "Ctrl+Minus", "Ctrl+ArrowRight"}

// perform does n random gestures and returns what it did.
func perform(ed *edit.Editor, d *edittest.Driver, r *rand.Rand, n int) []string {
	var log []string
	note := func(s ...string) { log = append(log, strings.Join(s, " ")) }
	point := func() geom.Point {
		shapes := ed.Shown().Sheet().Shapes
		if len(shapes) == 0 || r.IntN(8) == 0 {
			return geom.Pt(edittest.Canvas.X+r.Float64()*edittest.Canvas.W, edittest.Canvas.Y+r.Float64()*edittest.Canvas.H)
		}
		s := &shapes[r.IntN(len(shapes))]
		p := s.Box.Center()
		if s.Container() {
			p = geom.Pt(s.Box.X+r.Float64()*s.Box.W, s.Box.Y+r.Float64()*s.Box.H)
		}
		return ed.Client(p)
	}
	for range n {
		switch r.IntN(12) {
		case 0, 1, 2, 3:
			note("drag")
			d.Holding([]string{"", "Shift", "Alt"}[r.IntN(3)])
			d.Down(point()).Move(point())
			if r.IntN(3) == 0 {
				d.Move(point())
			}
			switch r.IntN(6) {
			case 0:
				note("… Escape")
				d.Key("Escape")
			case 1:
				note("… cancel")
				d.Cancel()
			case 2:
				note("… wheel")
				d.Wheel(d.At, r.Float64()*100-50, r.Float64()*100-50)
			}
			d.Up().Holding("")
		case 4, 5:
			item := items[r.IntN(len(items))]
			note("palette", item)
			d.Palette(item).Move(point()).Up()
		case 6:
			item := items[r.IntN(len(items))]
			note("place", item)
			d.Act("place", item).Click(point())
		case 7, 8:
			note("click")
			d.Click(point())
		case 9:
			note("double click")
			d.DoubleClick(point())
		default:
			k := strokes[r.IntN(len(strokes))]
			note(k)
			d.Key(k)
		}
	}
	return log
}
