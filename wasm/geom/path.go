package geom

import (
	"math"
	"slices"
	"strconv"
)

// Num writes a coordinate for SVG: at most two decimals, no trailing zeros.
func Num(v float64) string { return string(AppendNum(nil, v)) }

// AppendNum appends what [Num] writes.
func AppendNum(b []byte, v float64) []byte {
	v = math.Round(v*100) / 100
	if v == 0 { // also turns -0 into 0
		return append(b, '0')
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

func appendPoint(b []byte, p Point) []byte {
	b = AppendNum(b, p.X)
	b = append(b, ' ')
	return AppendNum(b, p.Y)
}

// A Polyline is a path of straight lines.
type Polyline []Point

// Length returns the length of the whole line.
func (l Polyline) Length() float64 {
	n := 0.0
	for i := 1; i < len(l); i++ {
		n += l[i].Dist(l[i-1])
	}
	return n
}

// Dist returns the distance from p to the line, infinite for an empty one.
func (l Polyline) Dist(p Point) float64 {
	if len(l) == 1 {
		return p.Dist(l[0])
	}
	d := math.Inf(1)
	for i := 1; i < len(l); i++ {
		d = math.Min(d, Segment{l[i-1], l[i]}.Dist(p))
	}
	return d
}

// Simplified returns the line without repeated points and without points in the
// middle of a straight stretch.
func (l Polyline) Simplified() Polyline {
	out := make(Polyline, 0, len(l))
	for _, p := range l {
		if n := len(out); n > 0 && out[n-1].Dist(p) < 0.01 {
			continue
		}
		for n := len(out); n > 1 && straight(out[n-2], out[n-1], p); n = len(out) {
			out = out[:n-1]
		}
		out = append(out, p)
	}
	return out
}

// straight reports whether b lies on the way from a to c.
func straight(a, b, c Point) bool {
	u, v := b.Sub(a), c.Sub(b)
	return math.Abs(u.X*v.Y-u.Y*v.X) < 0.01 && u.X*v.X+u.Y*v.Y > 0
}

// Offset returns the line moved sideways by d, to the right of its direction, with
// its corners mitred. Right of a line that runs to the right is below it.
func (l Polyline) Offset(d float64) Polyline {
	l = l.Simplified()
	if len(l) < 2 {
		return l
	}
	normal := func(a, b Point) Point {
		n := b.Dist(a)
		return Point{-(b.Y - a.Y) / n, (b.X - a.X) / n}
	}
	out := make(Polyline, len(l))
	for i, p := range l {
		var m Point
		switch i {
		case 0:
			m = normal(p, l[1])
		case len(l) - 1:
			m = normal(l[i-1], p)
		default:
			a, b := normal(l[i-1], p), normal(p, l[i+1])
			m = a.Add(b)
			// The mitre of two unit normals: |m|² = 2 + 2cos; dividing by half of
			// it keeps both sides at distance d.
			k := (m.X*m.X + m.Y*m.Y) / 2
			if k < 0.1 { // a line that turns back on itself
				m = a
			} else {
				m = m.Scale(1 / k)
			}
		}
		out[i] = p.Add(m.Scale(d))
	}
	return out
}

// Path writes the line as SVG path data, its corners rounded by up to radius.
func (l Polyline) Path(radius float64) string {
	l = l.Simplified()
	if len(l) == 0 {
		return ""
	}
	b := make([]byte, 0, 16*len(l))
	b = append(b, 'M')
	b = appendPoint(b, l[0])
	for i := 1; i < len(l)-1; i++ {
		in, out := l[i].Dist(l[i-1]), l[i].Dist(l[i+1])
		r := math.Min(radius, math.Min(in, out)/2)
		p := l[i].Add(l[i-1].Sub(l[i]).Scale(r / in))
		q := l[i].Add(l[i+1].Sub(l[i]).Scale(r / out))
		b = append(b, 'L')
		b = appendPoint(b, p)
		b = append(b, 'Q')
		b = appendPoint(b, l[i])
		b = append(b, ' ')
		b = appendPoint(b, q)
	}
	if n := len(l); n > 1 {
		b = append(b, 'L')
		b = appendPoint(b, l[n-1])
	}
	return string(b)
}

// Point returns the point at the given distance along the line.
func (l Polyline) Point(at float64) Point {
	for i := 1; i < len(l); i++ {
		n := l[i].Dist(l[i-1])
		if at <= n && n > 0 {
			return l[i-1].Add(l[i].Sub(l[i-1]).Scale(at / n))
		}
		at -= n
	}
	if len(l) == 0 {
		return Point{}
	}
	return l[len(l)-1]
}

// A Curve goes from A to B: as the cubic Bézier curve with the control points C and
// D or, if there is Via, straight from corner to corner. In both cases it stays
// within the rectangle that the four points span.
type Curve struct {
	A, C, D, B Point
	Via        *Polyline
}

// Bent returns the curve from a to b by the corners.
func Bent(a, b Point, corners ...Point) Curve {
	via := Polyline(corners)
	lo, hi := a, a
	for _, p := range append(corners[:len(corners):len(corners)], b) {
		lo = Point{math.Min(lo.X, p.X), math.Min(lo.Y, p.Y)}
		hi = Point{math.Max(hi.X, p.X), math.Max(hi.Y, p.Y)}
	}
	return Curve{a, lo, hi, b, &via}
}

// Equal reports whether c and o are the same line.
func (c Curve) Equal(o Curve) bool {
	if c.A != o.A || c.B != o.B || c.C != o.C || c.D != o.D || (c.Via == nil) != (o.Via == nil) {
		return false
	}
	return c.Via == nil || slices.Equal(*c.Via, *o.Via)
}

// Leaning returns the curve from a to b that leaves to the right and arrives from
// the left; it is straight where both are level.
func Leaning(a, b Point) Curve {
	k := (b.X - a.X) / 2
	if k <= 0 { // b is not to the right of a: swing out on both sides
		k = math.Abs(k) + 24
	}
	return Curve{A: a, C: Point{a.X + k, a.Y}, D: Point{b.X - k, b.Y}, B: b}
}

// at returns the point of the Bézier curve at t, 0 to 1.
func (c Curve) at(t float64) Point {
	s := 1 - t
	a, b, d, e := s*s*s, 3*s*s*t, 3*s*t*t, t*t*t
	return Point{a*c.A.X + b*c.C.X + d*c.D.X + e*c.B.X, a*c.A.Y + b*c.C.Y + d*c.D.Y + e*c.B.Y}
}

// Polyline returns the curve as straight lines, n of them if it is not made of such.
func (c Curve) Polyline(n int) Polyline {
	if c.Via != nil {
		l := append(make(Polyline, 0, len(*c.Via)+2), c.A)
		return append(append(l, *c.Via...), c.B)
	}
	l := make(Polyline, n+1)
	for i := range l {
		l[i] = c.at(float64(i) / float64(n))
	}
	return l
}

// Dist returns the distance from p to the curve, closely enough for a pointer.
func (c Curve) Dist(p Point) float64 { return c.Polyline(16).Dist(p) }

// Path writes the curve as SVG path data, corners rounded by up to radius.
func (c Curve) Path(radius float64) string {
	if c.Via != nil {
		return c.Polyline(0).Path(radius)
	}
	b := append(make([]byte, 0, 48), 'M')
	b = appendPoint(b, c.A)
	if c.A.Y == c.B.Y && c.C.Y == c.A.Y && c.D.Y == c.A.Y {
		b = append(b, 'L')
		return string(appendPoint(b, c.B))
	}
	b = append(b, 'C')
	b = appendPoint(b, c.C)
	b = append(b, ' ')
	b = appendPoint(b, c.D)
	b = append(b, ' ')
	return string(appendPoint(b, c.B))
}
