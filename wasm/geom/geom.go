// Package geom holds the plane geometry of the drawing: points, rectangles, curves
// and orthogonal paths, as plain values without state. It imports nothing of the
// project. The y axis points down, as on the screen.
package geom

import "math"

// A Point is a place in the plane, or a displacement.
type Point struct{ X, Y float64 }

// Pt is shorthand for Point{x, y}.
func Pt(x, y float64) Point { return Point{x, y} }

// Add returns p moved by q.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Sub returns the displacement from q to p.
func (p Point) Sub(q Point) Point { return Point{p.X - q.X, p.Y - q.Y} }

// Scale returns p with both parts multiplied by k.
func (p Point) Scale(k float64) Point { return Point{p.X * k, p.Y * k} }

// Dist returns the distance between p and q.
func (p Point) Dist(q Point) float64 { return math.Hypot(p.X-q.X, p.Y-q.Y) }

// A Rect is a rectangle by its top left corner and its size.
type Rect struct{ X, Y, W, H float64 }

// R is shorthand for Rect{x, y, w, h}.
func R(x, y, w, h float64) Rect { return Rect{x, y, w, h} }

// Around returns the rectangle of the given size with p in its middle.
func Around(p Point, w, h float64) Rect { return Rect{p.X - w/2, p.Y - h/2, w, h} }

// Spanning returns the rectangle with p and q at opposite corners.
func Spanning(p, q Point) Rect {
	return Rect{math.Min(p.X, q.X), math.Min(p.Y, q.Y), math.Abs(p.X - q.X), math.Abs(p.Y - q.Y)}
}

// Right returns the x of the right edge.
func (r Rect) Right() float64 { return r.X + r.W }

// Bottom returns the y of the bottom edge.
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Center returns the middle.
func (r Rect) Center() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Min returns the top left corner.
func (r Rect) Min() Point { return Point{r.X, r.Y} }

// Empty reports whether r has no area.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Contains reports whether p lies in r or on its edge.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.X && p.X <= r.X+r.W && p.Y >= r.Y && p.Y <= r.Y+r.H
}

// ContainsRect reports whether all of q lies in r.
func (r Rect) ContainsRect(q Rect) bool {
	return q.X >= r.X && q.Y >= r.Y && q.Right() <= r.Right() && q.Bottom() <= r.Bottom()
}

// Intersects reports whether r and q share more than an edge.
func (r Rect) Intersects(q Rect) bool {
	return r.X < q.Right() && q.X < r.Right() && r.Y < q.Bottom() && q.Y < r.Bottom()
}

// Union returns the smallest rectangle that holds both; an empty one adds nothing.
func (r Rect) Union(q Rect) Rect {
	if r.Empty() {
		return q
	}
	if q.Empty() {
		return r
	}
	x, y := math.Min(r.X, q.X), math.Min(r.Y, q.Y)
	return Rect{x, y, math.Max(r.Right(), q.Right()) - x, math.Max(r.Bottom(), q.Bottom()) - y}
}

// Translate returns r moved by dx, dy.
func (r Rect) Translate(dx, dy float64) Rect { return Rect{r.X + dx, r.Y + dy, r.W, r.H} }

// Inset returns r with every edge moved inwards by d, or outwards for a negative d.
func (r Rect) Inset(d float64) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Nearest returns the point of r that is nearest to p.
func (r Rect) Nearest(p Point) Point {
	return Point{Clamp(p.X, r.X, r.Right()), Clamp(p.Y, r.Y, r.Bottom())}
}

// Dist returns the distance from p to r; 0 inside.
func (r Rect) Dist(p Point) float64 { return p.Dist(r.Nearest(p)) }

// Clamp returns v, or the end of the range lo to hi that it lies beyond.
func Clamp(v, lo, hi float64) float64 {
	if hi < lo {
		hi = lo
	}
	return math.Min(math.Max(v, lo), hi)
}

// Grid is the step of the drawing's grid, in drawing units.
const Grid = 8

// Snap returns the multiple of step that is nearest to v; v itself if step is 0.
func Snap(v, step float64) float64 {
	if step == 0 {
		return v
	}
	return math.Round(v/step) * step
}

// SnapPoint snaps both parts of p.
func SnapPoint(p Point, step float64) Point { return Point{Snap(p.X, step), Snap(p.Y, step)} }

// SnapUp returns the lowest multiple of step that is not below v.
func SnapUp(v, step float64) float64 { return math.Ceil(v/step) * step }

// A Segment is the straight line from A to B.
type Segment struct{ A, B Point }

// Dist returns the distance from p to the segment.
func (s Segment) Dist(p Point) float64 {
	d := s.B.Sub(s.A)
	n := d.X*d.X + d.Y*d.Y
	if n == 0 {
		return p.Dist(s.A)
	}
	t := Clamp(((p.X-s.A.X)*d.X+(p.Y-s.A.Y)*d.Y)/n, 0, 1)
	return p.Dist(s.A.Add(d.Scale(t)))
}

// Bounds returns the rectangle that the segment spans, possibly without area.
func (s Segment) Bounds() Rect { return Spanning(s.A, s.B) }
