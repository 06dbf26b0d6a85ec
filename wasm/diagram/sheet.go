package diagram

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/geom"
)

// The keys of shapes that stand for no resource.
const (
	ZoneCallers  core.ID = "zone~callers"
	ZoneLambda   core.ID = "zone~lambda"
	ZoneServices core.ID = "zone~services"
	ZoneInternet core.ID = "zone~internet"
	// ZoneOrganization holds what an organization lays on its accounts.
	ZoneOrganization core.ID = "zone~organization"
	// ZoneTray holds what is attached to nothing, so that it can be selected.
	ZoneTray core.ID = "zone~tray"
	// LambdaAPI is the gate on the Lambda service's left border that invocations
	// pass.
	LambdaAPI core.ID = "zone~lambda-api"
)

func isZone(key core.ID) bool { return strings.HasPrefix(string(key), "zone~") }

// A ShapeKind tells shapes apart by how they look and behave.
type ShapeKind uint8

// The kinds of shape.
const (
	ShapeNone ShapeKind = iota
	// ShapeZone is a region of the drawing outside every VPC.
	ShapeZone
	ShapeVPC
	// ShapeBand is an Availability Zone within a VPC. It cannot be selected.
	ShapeBand
	ShapeSubnet
	// ShapeInterface is the network interface that functions share.
	ShapeInterface
	ShapeFunction
	ShapeInstance
	// ShapeNAT stands in a subnet and sends on what is not for it: a NAT gateway, or a
	// firewall endpoint.
	ShapeNAT
	// ShapeEndpoint is the interface, in one subnet, of what has one in each of
	// several: an interface endpoint, a load balancer, a database.
	ShapeEndpoint
	// ShapeGate stands on a border: an internet gateway, a gateway endpoint, a
	// transit gateway's attachment, a VPN connection, a resolver with its rules and
	// zones, the Lambda API; or between two VPCs: a peering connection.
	ShapeGate
	// ShapeDoor is half of a subnet's door: the network ACL, or the route table; or a
	// route table of a transit gateway.
	ShapeDoor
	// ShapeGroup is a security group's mark on the ring round an interface.
	ShapeGroup
	// ShapeKey is a policy, or a role, on the shape that it guards.
	ShapeKey
	ShapeService
	ShapeCaller
	// ShapeHost stands for any host of the internet.
	ShapeHost
	// ShapeCard is a resource in the tray, or a policy of the organization.
	ShapeCard
	// ShapeHub is a transit gateway: its route tables stand in it.
	ShapeHub
	// ShapeSite is an on-premises network, and ShapeMachine a host in it.
	ShapeSite
	ShapeMachine
)

// A Shape is one thing that is drawn. Boxes are in drawing units.
type Shape struct {
	// Key is unique on the sheet: the resource's id; the interface's id; "ID@SUBNET"
	// for a door, "ID@VPC" for a rule, a zone or a block on a VPC's border,
	// "ID@INTERFACE" for a group's mark, "ID@SHAPE" for a role's key,
	// "ID#policy" for a policy's key; or a zone's name.
	Key  core.ID
	Kind ShapeKind
	// Resource is the id of the resource that it stands for, Type its type; both
	// "" for zones and for interfaces that functions share.
	Resource core.ID
	Type     core.Type
	// Service is the short name of the AWS service, of services and endpoints.
	Service string
	// On is the subnet or shape at which it stands, for what is drawn more than
	// once: a door's subnet, an endpoint interface's subnet, a mark's interface.
	On core.ID
	// Parent is the key of the container, "" at the top.
	Parent core.ID
	Box    geom.Rect
	// Label is the name, Sub a second line: an address, a block, a service.
	Label, Sub string
	// Note is what is computed: "public", "private, out through nat".
	Note  string
	Class Class
	// Tag is the public address.
	Tag string
	// Owners are the functions that share the interface.
	Owners []core.ID
	// Groups are the security groups round it.
	Groups []Ring
	// LabelX is where the label of a band begins, from its left edge.
	LabelX float64
	// Part tells the two doors of a subnet apart, and names a key's policy.
	Part Part
	// Dim marks what does not work: a stopped instance, a failed gateway.
	Dim bool
	// Fixed marks what cannot be dragged: doors, marks, keys, bands, zones.
	Fixed bool
}

// A Ring is a security group round an interface. The same group has the same
// colour and the same mark everywhere.
type Ring struct {
	Group core.ID
	// Color is 0 to Colors-1, Mark 0 to Marks-1.
	Color, Mark int
}

// Colors and Marks are how many there are of each to tell groups apart.
const (
	Colors = 6
	Marks  = 8
)

// A Class is what the effective route table makes of a subnet.
type Class uint8

// The classes.
const (
	ClassNone Class = iota
	ClassPublic
	ClassPrivate
	ClassIsolated
	ClassVPN
)

// A Part tells apart the shapes of one resource at one place.
type Part uint8

// The parts.
const (
	PartNone Part = iota
	PartACL
	PartTable
	// PartTransit is a route table of a transit gateway.
	PartTransit
	PartRole
	PartPolicy
)

// Container reports whether other shapes stand in it.
func (s *Shape) Container() bool {
	switch s.Kind {
	case ShapeZone, ShapeVPC, ShapeBand, ShapeSubnet, ShapeHub, ShapeSite:
		return true
	}
	return false
}

// Round reports whether the shape is a circle.
func (s *Shape) Round() bool {
	return s.Kind == ShapeInterface || s.Kind == ShapeGate && s.Box.W > smallGate
}

// Header returns the part of a container that moves it when it is dragged.
func (s *Shape) Header() geom.Rect { return geom.R(s.Box.X, s.Box.Y, s.Box.W, headerHeight) }

// A Tether ties two shapes: a function to its interfaces, a gateway endpoint to
// the route tables that know it, a peering connection to its VPCs, an attachment to its
// transit gateway, a VPN connection to its gateway.
type Tether struct {
	// Key is unique among tethers.
	Key core.ID
	// Resource is the function, the gateway endpoint, or the connection.
	Resource core.ID
	// From and To are keys of shapes: the function and the interface, or the door
	// of the table and the gateway endpoint.
	From, To core.ID
	// On is the subnet that it leads to or comes from.
	On    core.ID
	Curve geom.Curve
}

// A Sheet says what stands where.
type Sheet struct {
	// Shapes are ordered back to front; every container comes before its contents.
	Shapes  []Shape
	Tethers []Tether
	// Bounds holds every shape and its labels.
	Bounds geom.Rect

	index map[core.ID]int
}

// Shape returns the shape with the key, or nil.
func (s *Sheet) Shape(key core.ID) *Shape {
	if i, ok := s.index[key]; ok {
		return &s.Shapes[i]
	}
	return nil
}

// A Handle is a point by which a selected shape can be pulled.
type Handle struct {
	// DX and DY tell which edges move with it: -1 left or top, 1 right or bottom.
	DX, DY int
	At     geom.Point
}

// Handles returns the handles of a shape: those of VPCs and subnets make them
// larger and smaller, all others have none.
func (s *Shape) Handles() []Handle {
	if s.Kind != ShapeVPC && s.Kind != ShapeSubnet {
		return nil
	}
	r, c := s.Box, s.Box.Center()
	return []Handle{
		{-1, -1, r.Min()}, {1, -1, geom.Pt(r.Right(), r.Y)},
		{-1, 1, geom.Pt(r.X, r.Bottom())}, {1, 1, geom.Pt(r.Right(), r.Bottom())},
		{-1, 0, geom.Pt(r.X, c.Y)}, {0, 1, geom.Pt(c.X, r.Bottom())}, {0, -1, geom.Pt(c.X, r.Y)},
		{1, 0, geom.Pt(r.Right(), c.Y)},
	}
}
