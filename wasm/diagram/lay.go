package diagram

import (
	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/geom"
)

// Lay returns the sheet of a document: its shapes at their stored places, and the
// others where [Arrange] would put them or where there is room. n is the compiled
// network of the document; nil lets Lay compile it. The same input gives the same
// sheet.
//
// A stored place counts only while it is true: one that lies outside the container
// that the shape belongs to is passed over, so that an interface whose function
// was given another subnet is drawn there and nowhere else.
func Lay(d *Document, n *core.Network) *Sheet { return lay(d, n, d.places) }

// Arrange returns a place for everything that has one of its own, as if nothing
// were stored. A small change of the document changes little of it.
func Arrange(d *Document, n *core.Network) map[core.ID]geom.Rect {
	return lay(d, n, nil).Places()
}

// Places returns the place of every shape that has one of its own, as a document
// stores it: containers with their size, all others without.
func (s *Sheet) Places() map[core.ID]geom.Rect {
	out := make(map[core.ID]geom.Rect, len(s.Shapes))
	for i := range s.Shapes {
		switch x := &s.Shapes[i]; x.Kind {
		case ShapeVPC, ShapeSubnet, ShapeHub, ShapeSite:
			out[x.Key] = x.Box
		case ShapeZone, ShapeBand, ShapeDoor, ShapeGroup, ShapeKey, ShapeNone:
		default:
			if !x.Fixed {
				out[x.Key] = geom.R(x.Box.X, x.Box.Y, 0, 0)
			}
		}
	}
	return out
}

// Freeze stores the place of every shape that stands where the layout put it, so
// that from now on nothing moves but what a person moves. An editor calls it
// with the first move.
func (s *Sheet) Freeze(tx *Tx) {
	places := s.Places()
	keys := make([]core.ID, 0, len(places))
	for key := range places {
		if _, ok := tx.doc.Place(key); !ok {
			keys = append(keys, key)
		}
	}
	order.Strings(keys)
	for _, key := range keys {
		tx.Place(key, places[key])
	}
}

func lay(d *Document, n *core.Network, stored map[core.ID]geom.Rect) *Sheet {
	if n == nil {
		n = core.Compile(d.Topology())
	}
	l := &layout{d: d, n: n, stored: stored}
	l.read()
	l.reserve()
	l.measure()
	l.layVPCs()
	l.layHubs()
	l.layFunctions()
	l.layCallers()
	l.layServices()
	l.laySites()
	l.tieConnections()
	l.layOrganization()
	l.layTray()
	return l.sheet()
}

// layers are the shapes of a layout under way. A document keeps them from one
// layout to the next, so that a drag does not allocate them at every frame.
type layers struct {
	zones, containers, shapes, front []Shape
}

// reserve takes the layers of the last layout, emptied.
func (l *layout) reserve() {
	if l.d.layers == nil {
		l.d.layers = &layers{}
	}
	l.layers = *l.d.layers
	l.zones, l.containers, l.shapes, l.front = l.zones[:0], l.containers[:0], l.shapes[:0], l.front[:0]
	l.tethers = make([]Tether, 0, len(l.n.Interfaces())+8)
}

// A layout is the work of making one sheet.
type layout struct {
	d      *Document
	n      *core.Network
	stored map[core.ID]geom.Rect

	vpcs      []*vpcPlan
	subnets   map[core.ID]*subnetPlan
	functions []*functionPlan
	byID      map[core.ID]*functionPlan
	services  []*core.Service
	callers   []core.Resource
	hubs      []*hubPlan
	peerings  []*core.Peering
	sites     []*sitePlan
	controls  []core.Resource // of the organization
	tray      []core.Resource
	strays    []*subnetPlan // subnets of no VPC
	rings     map[core.ID]Ring
	// gateTables are the route tables of gateways, by gateway.
	gateTables map[core.ID][]*core.RouteTable

	// The widths that shapes of a kind share.
	functionW, cardW, serviceW, callerW, aclW, tableW, trayW, hubW, siteW float64

	layers
	tethers []Tether
	api     geom.Point // the Lambda API's gate
	lambda  geom.Rect  // the Lambda service
	sides   geom.Rect  // all VPCs together
	edge    float64    // the right end of the VPCs and of what joins them
	low     geom.Point // where what is outside on the right ends
}

type vpcPlan struct {
	vpc      *core.VPC
	subnets  []*subnetPlan
	gates    []core.Resource // on the right border: gateways, endpoints, attachments
	tags     []core.Resource // on the upper border: rules, zones, blocked access
	resolver *core.Resolver
	box      geom.Rect
}

type subnetPlan struct {
	subnet *core.Subnet
	vpc    *vpcPlan
	facts  core.SubnetFacts
	// interfaces are those that functions share; cards all others.
	interfaces []*core.Interface
	cards      []cardPlan
	box        geom.Rect
	// places are the boxes of interfaces, then cards.
	places []geom.Rect
}

// door returns the middle of the subnet's door, on its right edge.
func (p *subnetPlan) door() geom.Point { return geom.Pt(p.box.Right(), p.box.Y+rowCentre) }

type cardPlan struct {
	key   core.ID
	res   core.Resource
	iface *core.Interface
}

type functionPlan struct {
	fn     *core.Function
	ties   []tie
	wanted float64 // the y that its interfaces ask for
	box    geom.Rect
}

// A tie is an interface of a function.
type tie struct {
	key    core.ID
	subnet core.ID
	at     geom.Point
}

// place returns the stored place of a shape of the given size, if there is one.
func (l *layout) place(key core.ID, w, h float64) (geom.Rect, bool) {
	r, ok := l.stored[key]
	return geom.R(r.X, r.Y, w, h), ok
}

// sheet puts the layers together.
func (l *layout) sheet() *Sheet {
	*l.d.layers = l.layers
	n := len(l.zones) + len(l.containers) + len(l.shapes) + len(l.front)
	s := &Sheet{Shapes: make([]Shape, 0, n), Tethers: l.tethers, index: make(map[core.ID]int, n)}
	for _, layer := range [][]Shape{l.zones, l.containers, l.shapes, l.front} {
		s.Shapes = append(s.Shapes, layer...)
	}
	for i := range s.Shapes {
		s.index[s.Shapes[i].Key] = i
		s.Bounds = s.Bounds.Union(s.Shapes[i].Box)
	}
	// Labels of gates stand above and beside their shapes.
	if !s.Bounds.Empty() {
		s.Bounds = s.Bounds.Inset(-gateSize / 2)
	}
	return s
}

// spread moves wanted centres apart so that neighbours are at least pitch from
// each other, and keeps them as near to where they want to be as that allows. The
// input must be sorted. (It pools neighbours that violate the order, as in
// isotonic regression.)
func spread(wanted []float64, pitch float64) []float64 {
	type pool struct {
		sum float64
		n   int
	}
	var pools []pool
	for i, w := range wanted {
		pools = append(pools, pool{w - float64(i)*pitch, 1})
		for k := len(pools); k > 1 && pools[k-2].sum/float64(pools[k-2].n) > pools[k-1].sum/float64(pools[k-1].n); k = len(pools) {
			pools[k-2].sum += pools[k-1].sum
			pools[k-2].n += pools[k-1].n
			pools = pools[:k-1]
		}
	}
	out := make([]float64, 0, len(wanted))
	for _, p := range pools {
		for range p.n {
			out = append(out, geom.Snap(p.sum/float64(p.n)+float64(len(out))*pitch, 1))
		}
	}
	return out
}

// lowered moves r down in steps until it touches none of the others.
func lowered(r geom.Rect, others []geom.Rect, step float64) geom.Rect {
	for range 2*len(others) + 2 {
		moved := false
		for _, o := range others {
			if r.Inset(-4).Intersects(o) {
				r.Y += geom.SnapUp(o.Bottom()+4-r.Y, step)
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	return r
}
