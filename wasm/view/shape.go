package view

import (
	"strconv"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// content draws a shape with its top left corner at the origin.
func content(s *diagram.Shape) []*Node {
	switch s.Kind {
	case diagram.ShapeZone:
		return zoneContent(s)
	case diagram.ShapeVPC:
		return vpcContent(s)
	case diagram.ShapeBand:
		return bandContent(s)
	case diagram.ShapeSubnet:
		return subnetContent(s)
	case diagram.ShapeInterface:
		return interfaceContent(s)
	case diagram.ShapeGate:
		return gateContent(s)
	case diagram.ShapeDoor:
		return doorContent(s)
	case diagram.ShapeGroup:
		return markContent(s)
	case diagram.ShapeKey:
		return keyContent(s)
	case diagram.ShapeFunction, diagram.ShapeCaller:
		return plateContent(s)
	case diagram.ShapeHub, diagram.ShapeSite:
		return placeContent(s)
	case diagram.ShapeInstance, diagram.ShapeNAT, diagram.ShapeEndpoint, diagram.ShapeCard, diagram.ShapeMachine:
		return cardContent(s)
	case diagram.ShapeService, diagram.ShapeHost:
		return serviceContent(s)
	case diagram.ShapeNone:
	}
	return nil
}

func num(v float64) string { return geom.Num(v) }

func box(class string, w, h, radius float64) *Node {
	return El("rect", A("class", class, "width", num(w), "height", num(h), "rx", num(radius)))
}

// label draws a text. What does not fit into width is elided, and then told in full
// by a tooltip.
func label(class string, x, y float64, f diagram.Font, s string, width float64) *Node {
	if s == "" {
		return nil
	}
	short := f.Elide(s, width)
	t := El("text", []Attr{{"x", num(x)}, {"y", num(y)}}, Text(short))
	if class != "" {
		t.Attrs = append(t.Attrs, Attr{"class", class})
	}
	if short != s {
		t.Kids = append(t.Kids, El("title", nil, Text(s)))
	}
	return t
}

func glyphAt(t core.Type, service string, x, y, scale float64) *Node {
	move := "translate(" + num(x) + " " + num(y) + ")"
	if scale != 1 {
		move += " scale(" + num(scale) + ")"
	}
	return El("path", A("class", "sym", "d", glyphPath(t, service), "transform", move))
}

func zoneContent(s *diagram.Shape) []*Node {
	return []*Node{
		box("box", s.Box.W, s.Box.H, 12),
		label("caption", 16, 27, diagram.FontBody, s.Label, s.Box.W-24),
	}
}

func vpcContent(s *diagram.Shape) []*Node {
	name := diagram.FontName.Elide(s.Label, s.Box.W/2)
	x := 16 + diagram.FontName.Width(name) + 12
	return []*Node{
		box("box", s.Box.W, s.Box.H, 12),
		label("name", 16, 28, diagram.FontName, s.Label, s.Box.W/2),
		label("mono sub", x, 28, diagram.FontMono, s.Sub, s.Box.W-x-16),
	}
}

// placeContent draws a transit gateway or an on-premises network: others stand in it.
func placeContent(s *diagram.Shape) []*Node {
	class, y := "box", 28.0
	if s.Kind == diagram.ShapeHub {
		class = "body"
	}
	if s.Sub != "" {
		y = 22
	}
	return []*Node{
		box(class, s.Box.W, s.Box.H, 10),
		glyphAt(s.Type, "", 13, 14, 1.125),
		label("name", 40, y, diagram.FontName, s.Label, s.Box.W-48),
		label("mono sub", 40, 38, diagram.FontMono, s.Sub, s.Box.W-48),
	}
}

func bandContent(s *diagram.Shape) []*Node {
	return []*Node{
		El("path", A("class", "rule", "d", "M1 0H"+num(s.Box.W-1))),
		label("faint", s.LabelX+4, 20, diagram.FontSmall, s.Label, 110),
	}
}

func subnetContent(s *diagram.Shape) []*Node {
	room := s.Box.W - 32
	name := diagram.FontName.Elide(s.Label, room)
	x := diagram.FontName.Width(name) + 10
	return []*Node{
		box("box", s.Box.W, s.Box.H, 8),
		label("name", 16, 24, diagram.FontName, s.Label, room),
		label("mono sub", 16+x, 24, diagram.FontMono, s.Sub, room-x),
		label("note", 16, 41, diagram.FontBody, s.Note, room),
	}
}

// ringNodes draws the groups round an interface: each a ring of its own.
func ringNodes(s *diagram.Shape, ring func(class string, out float64) *Node) []*Node {
	var out []*Node
	for i, g := range s.Groups {
		out = append(out, ring("ring ring-"+strconv.Itoa(g.Color+1), float64(i)*3.5))
	}
	return out
}

func interfaceContent(s *diagram.Shape) []*Node {
	r := s.Box.W / 2
	circle := func(class string, radius float64) *Node {
		return El("circle", A("class", class, "cx", num(r), "cy", num(r), "r", num(radius)))
	}
	out := []*Node{circle("disc", r)}
	if len(s.Groups) == 0 {
		out = append(out, circle("plain", r))
	}
	out = append(out, ringNodes(s, func(class string, d float64) *Node { return circle(class, r+d) })...)
	out = append(out, glyphAt(glyphInterface, "", r-9, r-9, 1.125))
	out = append(out, label("mono sub mid", r, s.Box.H+14+3.5*float64(max(0, len(s.Groups)-1)), diagram.FontMono, s.Sub, 110))
	return append(out, tagNodes(s, geom.Pt(r, -2))...)
}

// tagNodes draws the public address as a tag round a point.
func tagNodes(s *diagram.Shape, at geom.Point) []*Node {
	if s.Tag == "" {
		return nil
	}
	f := diagram.Font{Size: 10.5, Mono: true}
	w := f.Width(s.Tag) + 14
	return []*Node{El("g", A("class", "pill"),
		El("rect", A("class", "body", "x", num(at.X-w/2), "y", num(at.Y-8), "width", num(w), "height", "16", "rx", "8")),
		El("text", A("class", "mono mid", "x", num(at.X), "y", num(at.Y+3.8)), Text(s.Tag)),
	)}
}

func gateContent(s *diagram.Shape) []*Node {
	r := s.Box.W / 2
	if !s.Round() {
		return []*Node{
			box("body", s.Box.W, s.Box.H, 7),
			glyphAt(s.Type, "", r-7, r-7, 0.875),
			label("small", s.Box.W+6, s.Box.H+4, diagram.FontSmall, s.Label, 140),
		}
	}
	t, halo := s.Type, "small mid halo"
	switch {
	case s.Key == diagram.LambdaAPI:
		t, halo = glyphAPI, halo+" outside"
	case s.Type == core.TypeVPNConnection || s.Parent == "" || s.Fixed:
		halo += " outside"
	}
	return []*Node{
		El("circle", A("class", "body", "cx", num(r), "cy", num(r), "r", num(r))),
		glyphAt(t, "", r-9, r-9, 1.125),
		label(halo, r, -8, diagram.FontSmall, s.Label, 120),
		label("small mid", r, -8, diagram.FontSmall, s.Label, 120),
	}
}

// doorContent draws half of a subnet's door: the ACL as a plate, the route table as
// a signpost.
func doorContent(s *diagram.Shape) []*Node {
	w, h := s.Box.W, s.Box.H
	plate := box("body", w, h, 6)
	if s.Part != diagram.PartACL {
		plate = El("path", A("class", "body", "d", "M6 0H"+num(w-10)+"Q"+num(w-8)+" 0 "+num(w-6.5)+" 1.5L"+num(w)+" "+num(h/2)+
			"L"+num(w-6.5)+" "+num(h-1.5)+"Q"+num(w-8)+" "+num(h)+" "+num(w-10)+" "+num(h)+"H6Q0 "+num(h)+" 0 "+num(h-6)+"V6Q0 0 6 0z"))
	}
	return []*Node{
		plate,
		glyphAt(s.Type, "", 14, h/2-6.5, 0.8125),
		label("small", 32, h/2+4, diagram.FontSmall, s.Label, w-40),
	}
}

func markContent(s *diagram.Shape) []*Node {
	if len(s.Groups) == 0 {
		return nil
	}
	r, g := s.Box.W/2, s.Groups[0]
	return []*Node{
		El("circle", A("class", "stamp ring-"+strconv.Itoa(g.Color+1), "cx", num(r), "cy", num(r), "r", num(r))),
		El("path", A("class", "fill-"+strconv.Itoa(g.Color+1), "d", markPaths[g.Mark%len(markPaths)], "transform", "translate("+num(r)+" "+num(r)+")")),
	}
}

func keyContent(s *diagram.Shape) []*Node {
	r := s.Box.W / 2
	t := glyphKey
	if s.Part == diagram.PartRole || s.Part == diagram.PartTable {
		t = s.Type
	}
	return []*Node{
		El("circle", A("class", "body", "cx", num(r), "cy", num(r), "r", num(r))),
		glyphAt(t, "", r-6, r-6, 0.75),
	}
}

// plateContent draws a function or a caller: a glyph and a name.
func plateContent(s *diagram.Shape) []*Node {
	up := 4.5
	if s.Sub != "" {
		up = -2
	}
	return []*Node{
		box("body", s.Box.W, s.Box.H, 8),
		glyphAt(s.Type, "", 12, s.Box.H/2-10, 1.25),
		label("name", 38, s.Box.H/2+up, diagram.FontName, s.Label, s.Box.W-44),
		label("small sub", 38, s.Box.H/2+14, diagram.FontSmall, s.Sub, s.Box.W-44),
	}
}

// cardContent draws what stands in a subnet or in the tray: a glyph, a name, and
// an address or the type.
func cardContent(s *diagram.Shape) []*Node {
	w, h := s.Box.W, s.Box.H
	out := []*Node{box("body", w, h, 7)}
	out = append(out, ringNodes(s, func(class string, d float64) *Node {
		return El("rect", A("class", class, "x", num(-d), "y", num(-d), "width", num(w+2*d), "height", num(h+2*d), "rx", num(7+d)))
	})...)
	class, f := "mono sub", diagram.FontMono
	if s.Kind == diagram.ShapeCard {
		class, f = "small sub", diagram.FontSmall
	}
	out = append(out,
		glyphAt(s.Type, "", 11, h/2-9, 1.125),
		label("", 38, h/2-3, diagram.FontBody, s.Label, w-44),
		label(class, 38, h/2+11, f, s.Sub, w-44))
	return append(out, tagNodes(s, geom.Pt(w/2+6, h+6))...)
}

func serviceContent(s *diagram.Shape) []*Node {
	w, h := s.Box.W, s.Box.H
	t, class, f := s.Type, "sub", diagram.FontBody
	if s.Kind == diagram.ShapeHost {
		t, class, f = glyphGlobe, "mono sub", diagram.FontMono
	}
	return []*Node{
		box("body", w, h, 8),
		glyphAt(t, s.Service, 20, h/2-11, 1.375),
		label("name", 56, h/2-3, diagram.FontName, s.Label, w-64),
		label(class, 56, h/2+14, f, s.Sub, w-64),
	}
}

// classOf returns the classes that a shape's kind and state give its element.
func classOf(s *diagram.Shape) string {
	switch s.Kind {
	case diagram.ShapeZone:
		if s.Key == diagram.ZoneInternet || s.Key == diagram.ZoneTray || s.Key == diagram.ZoneOrganization {
			return "zone outer"
		}
		return "zone"
	case diagram.ShapeVPC:
		return "vpc"
	case diagram.ShapeBand:
		return "band"
	case diagram.ShapeSubnet:
		switch s.Class {
		case diagram.ClassPublic:
			return "subnet pub"
		case diagram.ClassPrivate, diagram.ClassVPN:
			return "subnet priv"
		case diagram.ClassNone, diagram.ClassIsolated:
		}
		return "subnet"
	case diagram.ShapeSite:
		return "site"
	}
	class := "shape " + kindNames[s.Kind]
	if s.Dim {
		class += " off"
	}
	return class
}

var kindNames = map[diagram.ShapeKind]string{
	diagram.ShapeInterface: "interface", diagram.ShapeFunction: "function", diagram.ShapeInstance: "instance",
	diagram.ShapeNAT: "nat", diagram.ShapeEndpoint: "endpoint", diagram.ShapeGate: "gate", diagram.ShapeDoor: "door",
	diagram.ShapeGroup: "group", diagram.ShapeKey: "key", diagram.ShapeService: "service", diagram.ShapeCaller: "caller",
	diagram.ShapeHost: "host", diagram.ShapeCard: "card", diagram.ShapeHub: "hub", diagram.ShapeMachine: "machine",
}

// nameOf is the accessible name of a shape.
func nameOf(s *diagram.Shape) string {
	join := func(parts ...string) string {
		out := ""
		for _, p := range parts {
			if p == "" {
				continue
			}
			if out != "" {
				out += ", "
			}
			out += p
		}
		return out
	}
	switch s.Kind {
	case diagram.ShapeZone:
		return s.Label
	case diagram.ShapeBand:
		return "Availability Zone " + s.Label
	case diagram.ShapeInterface:
		return join("interface of "+s.Label, s.Sub, "in "+string(s.On))
	case diagram.ShapeDoor:
		return join(s.Type.Word()+" "+s.Label, "of "+string(s.On))
	case diagram.ShapeGroup:
		return "security group " + s.Label
	case diagram.ShapeKey:
		if s.Part == diagram.PartRole {
			return "role " + s.Label
		}
		if s.Part == diagram.PartTable {
			return "route table " + s.Label
		}
		return s.Label
	case diagram.ShapeHost:
		return "any host of the internet"
	case diagram.ShapeService:
		return join(s.Label, s.Sub)
	}
	word := s.Type.Word()
	if word == s.Label {
		word = ""
	} else if word != "" {
		word += " "
	}
	sub := s.Sub
	if s.Kind == diagram.ShapeCard && s.Parent == diagram.ZoneTray {
		sub = "not attached"
	}
	return join(word+s.Label, sub, s.Note, s.Tag)
}
