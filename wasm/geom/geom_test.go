package geom

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestNum(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {-0.001, "0"}, {1, "1"}, {1.5, "1.5"}, {-12.3456, "-12.35"}, {100, "100"}, {0.1 + 0.2, "0.3"},
	} {
		if got := Num(c.v); got != c.want {
			t.Errorf("Num(%v) = %q, want %q", c.v, got, c.want)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, c := range []struct {
		what string
		got  string
		want string
	}{
		{"nothing", Polyline{}.Path(8), ""},
		{"straight", Polyline{{0, 0}, {5, 0}, {10, 0}}.Path(8), "M0 0L10 0"},
		{"rounded", Polyline{{0, 0}, {20, 0}, {20, 20}}.Path(8), "M0 0L12 0Q20 0 20 8L20 20"},
		{"a short leg halves the radius", Polyline{{0, 0}, {20, 0}, {20, 8}}.Path(8), "M0 0L16 0Q20 0 20 4L20 8"},
		{"sharp", Polyline{{0, 0}, {20, 0}, {20, 20}}.Path(0), "M0 0L20 0Q20 0 20 0L20 20"},
		{"a level curve is a line", Leaning(Pt(0, 4), Pt(10, 4)).Path(8), "M0 4L10 4"},
		{"by corners", Bent(Pt(0, 0), Pt(20, 20), Pt(20, 0)).Path(8), "M0 0L12 0Q20 0 20 8L20 20"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}

// A line and its offset keep their distance along every stretch.
func TestOffsetKeepsDistance(t *testing.T) {
	l := Polyline{{0, 0}, {40, 0}, {40, 60}, {100, 60}}
	for _, d := range []float64{7, -7} {
		o := l.Offset(d)
		if len(o) != len(l) {
			t.Fatalf("%v", o)
		}
		for i := 1; i < len(o); i++ {
			mid := o[i].Add(o[i-1]).Scale(0.5)
			if got := l.Dist(mid); math.Abs(got-7) > 0.01 {
				t.Errorf("offset %v: stretch %d is %v away", d, i, got)
			}
		}
	}
	if o := l.Offset(7); o[0] != Pt(0, 7) {
		t.Errorf("to the right of a line that runs right is below, got %v", o[0])
	}
}

// A curve stays within the rectangle of its four points, as hit tests rely on.
func TestCurvesStayWithinTheirPoints(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	p := func() Point { return Pt(r.Float64()*100, r.Float64()*100) }
	for range 500 {
		for _, c := range []Curve{Leaning(p(), p()), Bent(p(), p(), p(), p())} {
			box := Spanning(c.A, c.A)
			for _, q := range []Point{c.B, c.C, c.D} {
				lo := Pt(math.Min(box.X, q.X), math.Min(box.Y, q.Y))
				hi := Pt(math.Max(box.Right(), q.X), math.Max(box.Bottom(), q.Y))
				box = Spanning(lo, hi)
			}
			for _, q := range c.Polyline(20) {
				if !box.Inset(-0.001).Contains(q) {
					t.Fatalf("%v leaves %v", q, box)
				}
				if d := c.Dist(q); d > 1 {
					t.Fatalf("%v is on the curve and %v away from it", q, d)
				}
			}
		}
	}
}

func TestRects(t *testing.T) {
	a := R(0, 0, 10, 10)
	if a.Intersects(R(10, 0, 5, 5)) {
		t.Error("rectangles that share an edge do not intersect")
	}
	if !a.Intersects(R(9, 9, 5, 5)) || !a.Contains(Pt(10, 10)) {
		t.Error("corners")
	}
	if got := a.Union(Rect{}); got != a {
		t.Errorf("an empty rectangle adds nothing, got %v", got)
	}
	if got := a.Union(R(20, -5, 5, 5)); got != R(0, -5, 25, 15) {
		t.Errorf("union %v", got)
	}
	if got := Snap(13, Grid); got != 16 {
		t.Errorf("13 snaps to %v", got)
	}
}
