package edit

import "lasthop/wasm/geom"

// A Camera says which part of the drawing the canvas shows: the point of the
// drawing at the canvas's top left corner, and the scale.
type Camera struct{ X, Y, Zoom float64 }

// The ends of the scale, and how far Fit enlarges.
const (
	MinZoom = 0.05
	MaxZoom = 4
	fitZoom = 1.25
	// fitMargin is what Fit leaves free round the drawing, in pixels.
	fitMargin = 16
	// Below readable the names in the drawing cannot be read; frame shows a part of it
	// at partZoom or a little more.
	readable = 0.4
	partZoom = 0.5
)

// ToDrawing returns the point of the drawing under a point of the canvas.
func (c Camera) ToDrawing(p geom.Point) geom.Point {
	return geom.Pt(c.X+p.X/c.Zoom, c.Y+p.Y/c.Zoom)
}

// ToCanvas returns where on the canvas a point of the drawing stands.
func (c Camera) ToCanvas(p geom.Point) geom.Point {
	return geom.Pt((p.X-c.X)*c.Zoom, (p.Y-c.Y)*c.Zoom)
}

// Pan returns the camera moved by pixels: the drawing follows a pointer that moved
// by the opposite.
func (c Camera) Pan(dx, dy float64) Camera {
	return Camera{c.X + dx/c.Zoom, c.Y + dy/c.Zoom, c.Zoom}
}

// ZoomAt returns the camera with another scale and the same point of the drawing
// under p, a point of the canvas.
func (c Camera) ZoomAt(p geom.Point, zoom float64) Camera {
	zoom = geom.Clamp(zoom, MinZoom, MaxZoom)
	at := c.ToDrawing(p)
	return Camera{at.X - p.X/zoom, at.Y - p.Y/zoom, zoom}
}

// Fit returns the camera that shows box in the middle of a canvas of that size.
func Fit(box geom.Rect, width, height float64) Camera {
	if box.Empty() || width <= 2*fitMargin || height <= 2*fitMargin {
		return Camera{X: box.X, Y: box.Y, Zoom: 1}
	}
	z := geom.Clamp(min((width-2*fitMargin)/box.W, (height-2*fitMargin)/box.H), MinZoom, fitZoom)
	m := box.Center()
	return Camera{m.X - width/2/z, m.Y - height/2/z, z}
}

// frame returns the camera that shows a part of box large enough to read: must, as
// much of too as there is room for, and nothing beyond the drawing.
func frame(box, must, too geom.Rect, width, height float64) Camera {
	both := must.Union(too)
	z := geom.Clamp(Fit(both, width, height).Zoom, partZoom, partZoom*1.1)
	// along returns where the canvas begins, along one axis.
	along := func(size, from, length, mustFrom, mustLength, middle float64) float64 {
		size /= z
		if length <= size {
			return from + (length-size)/2
		}
		at := geom.Clamp(middle-size/2, mustFrom+mustLength-size, mustFrom)
		return geom.Clamp(at, from, from+length-size)
	}
	box, m := box.Inset(-fitMargin), both.Center()
	return Camera{along(width, box.X, box.W, must.X, must.W, m.X), along(height, box.Y, box.H, must.Y, must.H, m.Y), z}
}
