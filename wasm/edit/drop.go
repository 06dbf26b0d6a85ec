package edit

import (
	"slices"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// A drop is what becomes of one shape at a place.
type drop struct {
	// into is the container that takes it; with a refusal, the one that does not.
	into core.ID
	// change makes the network part; nil if the shape only moves.
	change func(*diagram.Tx)
	places []Place
	// key is the shape's key afterwards; merges, instead, that of the shape that it
	// becomes part of and that stands elsewhere.
	key, merges core.ID
	refusal     string
}

func refused(at []*diagram.Shape, why string) drop {
	d := drop{refusal: why}
	for _, s := range at {
		if s.Kind != diagram.ShapeBand {
			d.into = s.Key
			break
		}
	}
	return d
}

// moved only moves a shape, within its container, with all that stands in it.
func (h *hand) moved(s *diagram.Shape, box geom.Rect, in *diagram.Shape) drop {
	if in != nil && !s.Container() && s.Kind != diagram.ShapeGate {
		box = kept(box, in)
	}
	d := drop{key: s.Key, places: []Place{placeOf(s, box)}}
	if s.Container() {
		dx, dy := box.X-s.Box.X, box.Y-s.Box.Y
		for i := range h.sheet.Shapes {
			c := &h.sheet.Shapes[i]
			if c.Key == s.Key || c.Fixed || !within(h.sheet, c.Parent, func(k core.ID) bool { return k == s.Key }) {
				continue
			}
			d.places = append(d.places, placeOf(c, c.Box.Translate(dx, dy)))
		}
	}
	return d
}

// kept returns box moved into the inside of a container, as far as it fits there: in
// a subnet clear of its header, its door and its border. A zone grows and shrinks
// with what is in it, so it only keeps things in its column.
func kept(box geom.Rect, c *diagram.Shape) geom.Rect {
	left, top, right, bottom := 16.0, 48.0, 72.0, 32.0
	if c.Kind != diagram.ShapeSubnet {
		left, top, right, bottom = 16, 44, 16, 16
	}
	if c.Kind == diagram.ShapeZone {
		bottom = -1e6
	}
	x := geom.Clamp(box.X, c.Box.X+left, c.Box.Right()-right-box.W)
	y := geom.Clamp(box.Y, c.Box.Y+top, c.Box.Bottom()-bottom-box.H)
	return geom.R(x, y, box.W, box.H)
}

// drop proposes what becomes of s at box, with the containers under the pointer.
func (h *hand) drop(s *diagram.Shape, box geom.Rect, at []*diagram.Shape) drop {
	subnet, vpc := first(at, diagram.ShapeSubnet), first(at, diagram.ShapeVPC)
	switch s.Kind {
	case diagram.ShapeInterface:
		return h.dropInterface(s, box, at, subnet)
	case diagram.ShapeFunction:
		if z := h.home(s, at); z != nil {
			return h.moved(s, box, z)
		}
		if subnet == nil {
			return refused(at, "A function runs in the Lambda service. Drop it on a subnet to attach it there.")
		}
		return h.attach(s.Resource, subnet, box)
	case diagram.ShapeInstance, diagram.ShapeNAT:
		if subnet == nil {
			return refused(at, "This stands in a subnet.")
		}
		if subnet.Key == s.Parent {
			return h.moved(s, box, subnet)
		}
		return h.rehouse(s, box, subnet)
	case diagram.ShapeEndpoint:
		if subnet == nil {
			return refused(at, "Such a thing has its interfaces in subnets.")
		}
		if subnet.Key == s.Parent {
			return h.moved(s, box, subnet)
		}
		return h.moveEndpoint(s, box, at, subnet)
	case diagram.ShapeGate:
		return h.dropGate(s, box, at)
	case diagram.ShapeSubnet:
		return h.dropSubnet(s, box, at, vpc)
	case diagram.ShapeHub, diagram.ShapeSite:
		if len(at) > 0 {
			return refused(at, "This stands on free ground, beside the VPCs.")
		}
		return h.moved(s, box, nil)
	case diagram.ShapeMachine:
		return h.dropHost(s, box, at)
	case diagram.ShapeVPC:
		if vpc != nil {
			return refused(at, "A VPC does not stand in another one.")
		}
		return h.moved(s, box, nil)
	case diagram.ShapeService, diagram.ShapeCaller, diagram.ShapeHost:
		if z := h.home(s, at); z != nil {
			return h.moved(s, box, z)
		}
		return refused(at, "This stands outside every VPC.")
	case diagram.ShapeCard:
		return h.dropCard(s, box, at)
	case diagram.ShapeZone:
		return h.moved(s, box, nil)
	default:
		return refused(at, "This cannot be moved.")
	}
}

// home returns the zone that a shape stands in, if it stays there: the pointer is in
// it, or over free ground.
func (h *hand) home(s *diagram.Shape, at []*diagram.Shape) *diagram.Shape {
	z := h.sheet.Shape(s.Parent)
	if z == nil || len(at) > 0 && !slices.Contains(at, z) {
		return nil
	}
	return z
}

// zone returns the zone with the key if it is under the pointer.
func (h *hand) zone(at []*diagram.Shape, key core.ID) *diagram.Shape {
	for _, s := range at {
		if s.Key == key {
			return s
		}
	}
	return nil
}

// dropGate moves a gate along its border, or to another VPC.
func (h *hand) dropGate(s *diagram.Shape, box geom.Rect, at []*diagram.Shape) drop {
	if s.Type == core.TypePeering {
		return h.moved(s, box, nil)
	}
	vpc := first(at, diagram.ShapeVPC)
	if vpc == nil {
		vpc = h.borderAt(box.Center())
	}
	r := h.doc.Resource(s.Resource)
	if vpc != nil && r != nil && diagram.Parent(r) == vpc.Resource {
		return h.moved(s, box, vpc)
	}
	if vpc == nil {
		if s.Type != core.TypeInternetGateway && s.Type != core.TypeVirtualGateway {
			return refused(at, "This stands on the border of a VPC.")
		}
		return drop{into: "", change: put(s.Resource, func(r core.Resource) {
			switch r := r.(type) {
			case *core.InternetGateway:
				r.VPC = ""
			case *core.VirtualGateway:
				r.VPC = ""
			}
		}), key: s.Key}
	}
	return h.attachGate(s, box, at, vpc)
}

// attachGate makes a gate one of another VPC.
func (h *hand) attachGate(s *diagram.Shape, box geom.Rect, at []*diagram.Shape, vpc *diagram.Shape) drop {
	if other := gateOf(h.doc, vpc.Resource, s.Type); other != "" && single(s.Type) {
		return refused(at, h.label(vpc.Key)+" already has "+string(other)+"; a VPC takes one.")
	}
	return drop{into: vpc.Key, key: s.Key, places: []Place{placeOf(s, box)}, change: put(s.Resource, func(r core.Resource) {
		switch r := r.(type) {
		case *core.InternetGateway:
			r.VPC = vpc.Resource
		case *core.EgressOnlyGateway:
			r.VPC = vpc.Resource
		case *core.VirtualGateway:
			r.VPC = vpc.Resource
		case *core.NATGateway:
			r.VPC = vpc.Resource
		case *core.TransitAttachment:
			r.VPC, r.Subnets = vpc.Resource, nil
		case *core.Resolver:
			r.VPC = vpc.Resource
		case *core.GatewayEndpoint:
			r.VPC, r.RouteTables = vpc.Resource, nil
		}
	})}
}

// single reports whether a VPC takes only one gate of a type.
func single(t core.Type) bool {
	switch t {
	case core.TypeInternetGateway, core.TypeEgressOnlyGateway, core.TypeVirtualGateway, core.TypeResolver:
		return true
	}
	return false
}

// gateOf returns the gate of a type that a VPC has, "" if none.
func gateOf(doc *diagram.Document, vpc core.ID, t core.Type) core.ID {
	for _, r := range doc.Resources() {
		if r.Type() == t && diagram.Parent(r) == vpc {
			return r.Head().ID
		}
	}
	return ""
}

// borderReach is how far outside a VPC a gate is still meant for its border.
const borderReach = 48

// borderAt returns the VPC whose border is near p, or nil.
func (h *hand) borderAt(p geom.Point) *diagram.Shape {
	for i := range h.sheet.Shapes {
		s := &h.sheet.Shapes[i]
		if s.Kind == diagram.ShapeVPC && s.Box.Inset(-borderReach).Contains(p) {
			return s
		}
	}
	return nil
}

func (h *hand) dropSubnet(s *diagram.Shape, box geom.Rect, at []*diagram.Shape, vpc *diagram.Shape) drop {
	if vpc == nil {
		return refused(at, "A subnet stands in a VPC.")
	}
	sub, _ := h.doc.Resource(s.Resource).(*core.Subnet)
	if sub == nil || sub.VPC == vpc.Resource {
		return h.moved(s, box, vpc)
	}
	if h.doc.Resource(sub.VPC) != nil {
		return refused(at, "A subnet cannot change its VPC. Draw a new one there and move what is in this one.")
	}
	d := h.moved(s, box, vpc)
	d.into = vpc.Key
	d.change = put(s.Resource, func(r core.Resource) { r.(*core.Subnet).VPC = vpc.Resource })
	return d
}

// dropCard takes something out of the tray.
func (h *hand) dropCard(s *diagram.Shape, box geom.Rect, at []*diagram.Shape) drop {
	subnet, vpc := first(at, diagram.ShapeSubnet), first(at, diagram.ShapeVPC)
	switch s.Type {
	case core.TypeRouteTable, core.TypeNetworkACL:
		if subnet != nil {
			return h.associate(s, subnet, at)
		}
		return refused(at, "Drop it on a subnet to associate it.")
	case core.TypeInternetGateway, core.TypeGatewayEndpoint, core.TypeResolver, core.TypeEgressOnlyGateway, core.TypeVirtualGateway, core.TypeTransitAttachment:
		if vpc != nil {
			return h.attachGate(s, box, at, vpc)
		}
		return refused(at, "Drop it on a VPC to attach it.")
	case core.TypePrivateZone, core.TypeResolverRule:
		if vpc != nil {
			return h.show(s, vpc)
		}
		return refused(at, "Drop it on a VPC, whose resolver shall know it.")
	case core.TypeHost:
		return h.dropHost(s, box, at)
	case core.TypeLoadBalancer, core.TypeDatabase, core.TypeDatabaseProxy, core.TypeCache, core.TypeFileSystem, core.TypeBroker,
		core.TypeResolverEndpoint, core.TypeClientVPN, core.TypeInterfaceEndpoint:
		if subnet != nil {
			return h.moveEndpoint(s, box, at, subnet)
		}
		return refused(at, "Drop it on a subnet, to give it an interface there.")
	case core.TypeNATGateway, core.TypeInstance, core.TypeFirewallEndpoint:
		if subnet != nil {
			return h.rehouse(s, box, subnet)
		}
		return refused(at, "Drop it on a subnet.")
	case core.TypeSubnet:
		return h.dropSubnet(s, box, at, vpc)
	default:
		if z := h.home(s, at); z != nil {
			return h.moved(s, box, z)
		}
		return refused(at, "This has no place in the picture; others refer to it.")
	}
}

// dropHost moves a host within its network on premises, or to another one.
func (h *hand) dropHost(s *diagram.Shape, box geom.Rect, at []*diagram.Shape) drop {
	site := first(at, diagram.ShapeSite)
	if site == nil {
		return refused(at, "This stands in an on-premises network.")
	}
	if site.Key == s.Parent {
		return h.moved(s, box, site)
	}
	return drop{into: site.Key, key: s.Key, places: []Place{placeOf(s, kept(box, site))}, change: put(s.Resource, func(r core.Resource) {
		r.(*core.Host).Network = site.Resource
	})}
}

// show associates a private zone or a Resolver rule with a VPC.
func (h *hand) show(s, vpc *diagram.Shape) drop {
	return drop{into: vpc.Key, key: s.Resource + "@" + vpc.Key, change: put(s.Resource, func(r core.Resource) {
		switch r := r.(type) {
		case *core.PrivateZone:
			r.VPCs = append(r.VPCs, vpc.Resource)
		case *core.ResolverRule:
			r.VPCs = append(r.VPCs, vpc.Resource)
		}
	})}
}

// associate makes a subnet use a route table or an ACL.
func (h *hand) associate(s *diagram.Shape, subnet *diagram.Shape, at []*diagram.Shape) drop {
	r := h.doc.Resource(s.Resource)
	if r == nil {
		return refused(at, "This is the VPC’s default, which no other subnet can be given by name.")
	}
	if vpcOf(h.doc, subnet.Resource) != diagram.Parent(r) {
		return refused(at, r.Head().Label()+" belongs to another VPC.")
	}
	to := s.Resource
	return drop{into: subnet.Key, key: to + "@" + subnet.Key, change: put(subnet.Resource, func(r core.Resource) {
		sub := r.(*core.Subnet)
		if s.Type == core.TypeRouteTable {
			sub.RouteTable = to
		} else {
			sub.NetworkACL = to
		}
	})}
}

// put returns the change that replaces a resource by a changed copy of itself.
func put(id core.ID, set func(core.Resource)) func(*diagram.Tx) {
	return func(tx *diagram.Tx) {
		if c := diagram.Clone(tx.Document().Resource(id)); c != nil {
			set(c)
			tx.Put(c)
		}
	}
}

// vpcOf returns the VPC of a subnet, "" if it has none.
func vpcOf(doc *diagram.Document, subnet core.ID) core.ID {
	if s, ok := doc.Resource(subnet).(*core.Subnet); ok {
		return s.VPC
	}
	return ""
}
