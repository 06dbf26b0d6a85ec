package diagram

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/geom"
)

// A Change is what one [Document.Update] did: each thing that it touched, before
// and after. It is plain data and must not be changed.
type Change struct {
	// Label names the step for menus, such as "Move fn-1".
	Label         string
	Before, After State
}

// A State is the part of a document that a change touched.
type State struct {
	// Resources and Places hold nil where there was none.
	Resources map[core.ID]core.Resource
	Places    map[core.ID]*geom.Rect
	// Head is nil unless the change touched it.
	Head *Head
}

// Inverse returns the change that undoes c.
func (c Change) Inverse() Change { return Change{c.Label, c.After, c.Before} }

// Empty reports whether c changes nothing.
func (c Change) Empty() bool {
	return len(c.After.Resources) == 0 && len(c.After.Places) == 0 && c.After.Head == nil
}

// Network reports whether c touches the network part, on which verdicts depend.
func (c Change) Network() bool {
	if len(c.After.Resources) > 0 {
		return true
	}
	a, b := c.Before.Head, c.After.Head
	return b != nil && (a.Region != b.Region || a.Account != b.Account || !slices.Equal(a.LostZones, b.LostZones))
}

// Touched returns the ids and keys that c puts, removes or moves, sorted.
func (c Change) Touched() []core.ID {
	keys := make([]core.ID, 0, len(c.After.Resources)+len(c.After.Places))
	for id := range c.After.Resources {
		keys = append(keys, id)
	}
	for key := range c.After.Places {
		if _, too := c.After.Resources[key]; !too {
			keys = append(keys, key)
		}
	}
	order.Strings(keys)
	return keys
}

// Then returns the change that does c and then next, which must follow it
// directly: a burst of small changes becomes one step. It keeps c's label.
func (c Change) Then(next Change) Change {
	out := Change{Label: c.Label}
	out.Before.Resources, out.After.Resources = chain(c.Before.Resources, c.After.Resources, next.Before.Resources, next.After.Resources)
	out.Before.Places, out.After.Places = chain(c.Before.Places, c.After.Places, next.Before.Places, next.After.Places)
	out.Before.Head, out.After.Head = c.Before.Head, c.After.Head
	if next.After.Head != nil {
		out.After.Head = next.After.Head
		if out.Before.Head == nil {
			out.Before.Head = next.Before.Head
		}
	}
	return out.pruned()
}

// chain joins two steps of one map: the first "before" and the last "after" count.
func chain[V any](before1, after1, before2, after2 map[core.ID]V) (before, after map[core.ID]V) {
	before, after = maps.Clone(before2), maps.Clone(after1)
	if before == nil {
		before = map[core.ID]V{}
	}
	if after == nil {
		after = map[core.ID]V{}
	}
	maps.Copy(before, before1)
	maps.Copy(after, after2)
	return before, after
}

// pruned returns c without what is the same before and after.
func (c Change) pruned() Change {
	for id, r := range c.After.Resources {
		if Equal(c.Before.Resources[id], r) {
			delete(c.Before.Resources, id)
			delete(c.After.Resources, id)
		}
	}
	for key, r := range c.After.Places {
		if b := c.Before.Places[key]; b == r || b != nil && r != nil && *b == *r {
			delete(c.Before.Places, key)
			delete(c.After.Places, key)
		}
	}
	if a, b := c.Before.Head, c.After.Head; a != nil && a.equal(b) {
		c.Before.Head, c.After.Head = nil, nil
	}
	return c
}

// Equal reports whether two resources, each possibly nil, are the same in every
// field.
func Equal(a, b core.Resource) bool {
	return a == b || a != nil && b != nil && reflect.DeepEqual(a, b)
}

func (h *Head) equal(o *Head) bool {
	return h.Title == o.Title && h.About == o.About && h.Region == o.Region && h.Account == o.Account &&
		slices.Equal(h.LostZones, o.LostZones) && slices.Equal(h.Checks, o.Checks)
}

// A Tx is a change under way. What it does shows at once in the document that it
// changes; see [Tx.Document].
type Tx struct {
	doc           *Document
	before, after State
}

// Update runs f, which changes the document through tx, and returns what it did.
// A change that in the end changes nothing is empty and raises no counter.
func (d *Document) Update(label string, f func(tx *Tx)) Change {
	tx := &Tx{doc: d}
	f(tx)
	c := Change{label, tx.before, tx.after}.pruned()
	d.count(c)
	return c
}

// Apply does a change that was recorded earlier, on the document that it was
// recorded on, in the state in which it was recorded.
func (d *Document) Apply(c Change) {
	for id, r := range c.After.Resources {
		d.set(id, r)
	}
	for key, r := range c.After.Places {
		d.setPlace(key, r)
	}
	if c.After.Head != nil {
		d.head = *c.After.Head
	}
	d.count(c)
}

// count raises the counters after c.
func (d *Document) count(c Change) {
	if c.Empty() {
		return
	}
	d.version++
	if c.Network() {
		d.revision++
		d.topology = nil
	}
}

func (d *Document) set(id core.ID, r core.Resource) {
	if d.resources[id] == nil || r == nil {
		d.sorted = nil
	}
	if r == nil {
		delete(d.resources, id)
	} else {
		d.resources[id] = r
	}
	if d.sorted != nil {
		// An edit keeps the order; others may hold the slice.
		d.sorted = slices.Clone(d.sorted)
		i, _ := slices.BinarySearchFunc(d.sorted, id, func(r core.Resource, id core.ID) int { return cmp.Compare(r.Head().ID, id) })
		d.sorted[i] = r
	}
	d.topology = nil
}

func (d *Document) setPlace(key core.ID, r *geom.Rect) {
	if r == nil {
		delete(d.places, key)
	} else {
		d.places[key] = *r
	}
}

// Document returns the document that tx changes, for reading.
func (tx *Tx) Document() *Document { return tx.doc }

// Put adds r, or replaces the resource with its id. The document keeps r, which
// must not be changed afterwards: see [Clone].
func (tx *Tx) Put(r core.Resource) { tx.put(r.Head().ID, r) }

// Remove takes the resource out. What refers to it stays as it is; [Removal] also
// looks after that.
func (tx *Tx) Remove(id core.ID) { tx.put(id, nil) }

func (tx *Tx) put(id core.ID, r core.Resource) {
	if tx.after.Resources == nil {
		tx.before.Resources, tx.after.Resources = map[core.ID]core.Resource{}, map[core.ID]core.Resource{}
	}
	if _, seen := tx.before.Resources[id]; !seen {
		tx.before.Resources[id] = tx.doc.resources[id]
	}
	tx.after.Resources[id] = r
	tx.doc.set(id, r)
}

// Place stores where the shape with that key stands.
func (tx *Tx) Place(key core.ID, r geom.Rect) { tx.place(key, &r) }

// Unplace forgets where the shape stands, so that it is laid out anew.
func (tx *Tx) Unplace(key core.ID) { tx.place(key, nil) }

func (tx *Tx) place(key core.ID, r *geom.Rect) {
	if tx.after.Places == nil {
		tx.before.Places, tx.after.Places = map[core.ID]*geom.Rect{}, map[core.ID]*geom.Rect{}
	}
	if _, seen := tx.before.Places[key]; !seen {
		tx.before.Places[key] = nil
		if old, ok := tx.doc.places[key]; ok {
			tx.before.Places[key] = &old
		}
	}
	tx.after.Places[key] = r
	tx.doc.setPlace(key, r)
}

// SetTitle sets the drawing's title.
func (tx *Tx) SetTitle(s string) { tx.head(func(h *Head) { h.Title = s }) }

// SetAbout sets the sentence on what the drawing shows.
func (tx *Tx) SetAbout(s string) { tx.head(func(h *Head) { h.About = s }) }

// SetRegion sets the Region of everything that names no other.
func (tx *Tx) SetRegion(s string) { tx.head(func(h *Head) { h.Region = s }) }

// SetAccount sets the account of everything that names no other.
func (tx *Tx) SetAccount(s string) { tx.head(func(h *Head) { h.Account = s }) }

// SetLostZones says which Availability Zones are down. The document keeps the slice.
func (tx *Tx) SetLostZones(zones []string) { tx.head(func(h *Head) { h.LostZones = zones }) }

// SetChecks replaces the pinned questions. The document keeps the slice.
func (tx *Tx) SetChecks(c []core.Check) { tx.head(func(h *Head) { h.Checks = c }) }

func (tx *Tx) head(set func(*Head)) {
	if tx.before.Head == nil {
		old := tx.doc.head
		tx.before.Head = &old
	}
	set(&tx.doc.head)
	now := tx.doc.head
	tx.after.Head = &now
	tx.doc.topology = nil
}
