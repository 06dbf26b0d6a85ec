package app_test

import (
	"strconv"
	"testing"

	"lasthop/core"
	"lasthop/wasm/app"
	"lasthop/wasm/edit"
	"lasthop/wasm/edit/edittest"
	"lasthop/wasm/geom"
)

var sizes = []int{50, 1000}

// large returns a screen with a drawing of about n shapes, looked at as a whole.
func large(b *testing.B, n int) *screen {
	s := start(b, app.Options{Examples: []app.Example{{Name: "large", Data: core.Encode(edittest.Large(n))}}})
	s.Key("Shift+Digit1")
	s.frame()
	b.ReportMetric(float64(len(s.app.Editor().Real().Sheet().Shapes)), "shapes")
	return s
}

// An edit of a rule, the new answer, and the frame that shows it.
func BenchmarkEditToFrame(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := large(b, n)
			s.Act("select", "sg-1")
			s.frame()
			blocks := []string{"0.0.0.0/0", "10.0.0.0/8"}
			bytes := 0
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				i++
				s.app.Handle(edit.Event{Type: edit.Change, Field: "res/sg-1/outbound/0/cidr|group|prefixList", Value: blocks[i%2]})
				batch := s.app.Frame()
				if len(batch) == 0 {
					b.Fatal("nothing changed")
				}
				bytes += len(batch)
				s.app.Effects()
			}
			b.ReportMetric(float64(bytes)/float64(b.N), "patch-bytes/op")
		})
	}
}

// A frame of a drag with the live preview on: within the shape's own subnet, and to
// and fro between two subnets, which analyses anew at every crossing.
func BenchmarkDragFrame(b *testing.B) {
	const iface = core.ID("eni~subnet-1-1~sg-1")
	for _, n := range sizes {
		for _, way := range []string{"within", "across"} {
			b.Run(strconv.Itoa(n)+"/"+way, func(b *testing.B) {
				s := large(b, n)
				other := s.Over("subnet-1-2")
				s.Down(s.Over(iface)).MoveBy(10, 0)
				from := s.At
				bytes := 0
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					i++
					p := from.Add(geom.Pt(float64(i%17), float64(i%5)))
					if way == "across" && i%2 == 0 {
						p = other.Add(geom.Pt(float64(i%17), 0))
					}
					s.app.Handle(edit.Event{Type: edit.PointerMove, X: p.X, Y: p.Y, Pointer: 1, PointerType: "mouse", Buttons: 1, Where: "canvas"})
					bytes += len(s.app.Frame())
				}
				b.ReportMetric(float64(bytes)/float64(b.N), "patch-bytes/op")
			})
		}
	}
}

// Opening a drawing: decode, compile, lay out, and the first frame.
func BenchmarkOpen(b *testing.B) {
	for _, n := range sizes {
		data := core.Encode(edittest.Large(n))
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s := app.New(app.Options{Stored: data})
				s.Handle(edit.Event{Type: edit.Resize, DX: 1000, DY: 700})
				if s.Frame() == nil {
					b.Fatal("nothing to see")
				}
			}
		})
	}
}
