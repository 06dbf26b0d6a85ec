package diagram

import (
	"maps"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/geom"
)

// A Document is a drawing. Its resources are never changed in place: a change puts
// a new value in the place of the old one. A document and its copies are not safe for
// concurrent use.
type Document struct {
	head      Head
	resources map[core.ID]core.Resource
	places    map[core.ID]geom.Rect

	revision, version int

	sorted   []core.Resource // by id; nil when stale
	topology *core.Topology  // nil when stale
	layers   *layers         // room for layouts, shared by copies
}

// A Head is what a document has once.
type Head struct {
	Title, About    string
	Region, Account string
	LostZones       []string
	Checks          []core.Check
}

// FromFile returns the drawing of a file. It keeps the file's resources, which
// must not be changed afterwards.
func FromFile(f *core.File) *Document {
	d := &Document{
		head: Head{
			Title: f.Title, About: f.About,
			Region: f.Network.Region, Account: f.Network.Account,
			LostZones: slices.Clone(f.Network.LostZones),
			Checks:    slices.Clone(f.Checks),
		},
		resources: make(map[core.ID]core.Resource, len(f.Network.Resources)),
		places:    make(map[core.ID]geom.Rect, len(f.Layout)),
		revision:  1,
		version:   1,
	}
	for _, r := range f.Network.Resources {
		d.resources[r.Head().ID] = r
	}
	for id, p := range f.Layout {
		d.places[id] = geom.R(float64(p.X), float64(p.Y), float64(p.W), float64(p.H))
	}
	return d
}

// File returns the drawing as a file. Places are rounded to whole units, and those
// of shapes that are gone are left out.
func (d *Document) File() *core.File {
	f := &core.File{
		Format: core.Format,
		Title:  d.head.Title, About: d.head.About,
		Network: *d.Topology(),
		Checks:  slices.Clone(d.head.Checks),
	}
	keys := d.shapeKeys()
	for key, r := range d.places {
		if !keys[key] && !isZone(key) {
			continue
		}
		if f.Layout == nil {
			f.Layout = make(map[core.ID]core.Place, len(d.places))
		}
		f.Layout[key] = core.Place{X: whole(r.X), Y: whole(r.Y), W: whole(r.W), H: whole(r.H)}
	}
	return f
}

func whole(v float64) int { return int(geom.Snap(v, 1)) }

// Copy returns a drawing that can be changed without changing d. It shares the
// resources, so it costs little: a drag tries its drop on a copy.
func (d *Document) Copy() *Document {
	c := *d
	c.resources = maps.Clone(d.resources)
	c.places = maps.Clone(d.places)
	return &c
}

// Title returns the drawing's title.
func (d *Document) Title() string { return d.head.Title }

// About returns the sentence on what the drawing shows.
func (d *Document) About() string { return d.head.About }

// Region returns the Region of everything that names no other.
func (d *Document) Region() string { return d.head.Region }

// Account returns the account of everything that names no other.
func (d *Document) Account() string { return d.head.Account }

// LostZones returns the Availability Zones that are down; they must not be changed.
func (d *Document) LostZones() []string { return d.head.LostZones }

// Checks returns the pinned questions; they must not be changed.
func (d *Document) Checks() []core.Check { return d.head.Checks }

// Resource returns the resource with the id, or nil.
func (d *Document) Resource(id core.ID) core.Resource { return d.resources[id] }

// Resources returns all resources sorted by id; the slice must not be changed.
func (d *Document) Resources() []core.Resource {
	if d.sorted == nil {
		d.sorted = make([]core.Resource, 0, len(d.resources))
		for _, r := range d.resources {
			d.sorted = append(d.sorted, r)
		}
		order.By(d.sorted, func(a, b *core.Resource) int { return strings.Compare(string((*a).Head().ID), string((*b).Head().ID)) })
	}
	return d.sorted
}

// Place returns the stored place of a shape, by its key, and whether there is one.
func (d *Document) Place(key core.ID) (geom.Rect, bool) {
	r, ok := d.places[key]
	return r, ok
}

// Topology returns the network part. It is the same pointer until that changes.
func (d *Document) Topology() *core.Topology {
	if d.topology == nil {
		d.topology = &core.Topology{
			Region: d.head.Region, Account: d.head.Account,
			LostZones: slices.Clone(d.head.LostZones),
			Resources: slices.Clone(d.Resources()),
		}
	}
	return d.topology
}

// Revision rises when, and only when, the network part changes: a verdict computed
// at the same revision still holds.
func (d *Document) Revision() int { return d.revision }

// Version rises at every change, of places too.
func (d *Document) Version() int { return d.version }
