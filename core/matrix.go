package core

import (
	"net/netip"
	"reflect"
	"strings"
)

// A Cell is the answer to one pair: what becomes of it, and what decides that. It is
// what [Network.Verdict] says, without the steps.
type Cell struct {
	Outcome Outcome `json:"outcome"`
	Symptom Symptom `json:"symptom"`
	Reason  Reason  `json:"reason,omitempty"`
	At      ID      `json:"at,omitempty"`
}

// A Matrix answers one question for every source and every target.
//
// Hosts that are configured alike get like answers, so that one verdict serves a whole
// class of them: all pairs of 400 instances in 40 classes take a hundredth of the time
// of 160,000 verdicts. Two hosts are of one class if they have the same type and the
// same values in every field but id, name and addresses, no resource names either of
// them, AWS refuses neither, and their addresses lie in the same of the blocks that
// the drawing mentions; that they are in one subnet follows. A source need not listen
// like another, nor a target hold the same role. Where a policy might tell holders of a
// role apart (a condition, a session's name), each asks an AWS API for itself. A class
// is never wrong where it is too narrow, so whatever is not a plain host is in one of
// its own, and a test compares every cell with its verdict.
type Matrix struct {
	Query   Query // what was asked of every pair; without ends
	Sources []Endpoint
	Targets []Endpoint

	from, to []int // the class of each source and target
	classes  int   // of targets
	cells    []classCell
	alone    []bool   // targets whose answers no class of sources shares
	single   [][]Cell // of those, by target and source
	self     []Cell   // of a source as its own target
}

// A classCell is the answer to one pair of a class of sources and one of targets; from
// and to report that the deciding resource is the source or the target itself.
type classCell struct {
	Cell
	from, to bool
}

// Cell returns the answer for the source and the target at those places.
func (m *Matrix) Cell(source, target int) Cell {
	if m.Sources[source] == m.Targets[target] {
		return m.self[source]
	}
	if m.alone[target] {
		return m.single[target][source]
	}
	c := &m.cells[m.from[source]*m.classes+m.to[target]]
	cell := c.Cell
	switch {
	case c.from:
		cell.At = ID(m.Sources[source])
	case c.to:
		cell.At = ID(m.Targets[target])
	}
	return cell
}

// Matrix answers q, whose ends mean nothing, for every source and target; nil stands
// for those of [Network.Sources] and [Network.Targets].
func (n *Network) Matrix(q Query, sources, targets []Endpoint) *Matrix {
	if sources == nil {
		sources = n.Sources(q.Kind)
	}
	if targets == nil {
		targets = n.Targets(q.Kind)
	}
	q.From, q.To = "", ""
	m := &Matrix{Query: q, Sources: sources, Targets: targets, self: make([]Cell, len(sources)),
		alone: make([]bool, len(targets)), single: make([][]Cell, len(targets))}
	c := classifier{n: n, mentions: n.mentions(), keys: map[string]int{}, fields: fieldCache{}, apart: n.policiesTellApart()}
	c.byName = q.Name != "" // which may be that of one host
	c.asked(sources)
	c.asked(targets)
	var firsts, seconds, firstTargets, secondTargets []int
	m.from, firsts, seconds = c.classes(sources, false)
	c.byName = c.byName || q.Kind == Invoke // policies name functions
	m.to, firstTargets, secondTargets = c.classes(targets, true)
	m.classes = len(firstTargets)
	m.cells = make([]classCell, len(firsts)*m.classes)
	for t, to := range targets {
		if m.alone[t] = c.apart && (q.Kind == Invoke || n.authorises(to)); m.alone[t] {
			m.single[t] = make([]Cell, len(sources))
			for s := range sources {
				m.single[t][s], _, _ = n.cell(q, sources[s], to)
			}
		}
	}
	for t, to := range firstTargets {
		if m.alone[to] {
			continue
		}
		for s, from := range firsts {
			to := to
			if sources[from] == targets[to] {
				// A host and itself are no example of the pair of their classes.
				switch {
				case secondTargets[t] >= 0:
					to = secondTargets[t]
				case seconds[s] >= 0:
					from = seconds[s]
				default:
					continue
				}
			}
			x := &m.cells[s*m.classes+t]
			x.Cell, x.from, x.to = n.cell(q, sources[from], targets[to])
		}
	}
	asked := make(map[Endpoint]bool, len(targets))
	for _, to := range targets {
		asked[to] = true
	}
	for s, from := range sources {
		if asked[from] {
			m.self[s], _, _ = n.cell(q, from, from)
		}
	}
	return m
}

// cell asks one pair.
func (n *Network) cell(q Query, from, to Endpoint) (c Cell, source, target bool) {
	q.From, q.To = from, to
	v := n.withoutNotes(q)
	c = Cell{Outcome: v.Outcome, Symptom: v.Symptom}
	if _, s := v.Deciding(); s != nil {
		c.Reason, c.At = s.Reason, s.At
	}
	return c, c.At == ID(from), c.At == ID(to)
}

// authorises reports whether policies have a say on connections to an end.
func (n *Network) authorises(end Endpoint) bool {
	switch n.byID[ID(end)].(type) {
	case nil:
		_, err := netip.ParseAddr(string(end))
		return ID(end) != Internet && err != nil
	case *Instance, *Function, *Database, *DatabaseProxy, *Cache:
		return false
	}
	return true
}

// A classifier sorts ends into classes.
type classifier struct {
	n        *Network
	mentions *mentions
	keys     map[string]int
	fields   fieldCache
	apart    bool
	byName   bool // every end is a class of its own
}

// asked takes the addresses among ends for mentioned: the host that has one is not like
// others to that question.
func (c *classifier) asked(ends []Endpoint) {
	for _, end := range ends {
		if a, err := netip.ParseAddr(string(end)); err == nil && a.Zone() == "" {
			c.mentions.block(host(a))
		}
	}
}

// classes returns the class of each end, and the first and second end of each class;
// -1 where there is no second.
func (c *classifier) classes(ends []Endpoint, target bool) (of, first, second []int) {
	of = make([]int, len(ends))
	clear(c.keys)
	for i, end := range ends {
		key := c.key(ID(end), target)
		class, ok := c.keys[key]
		if !ok {
			class = len(first)
			c.keys[key] = class
			first, second = append(first, i), append(second, -1)
		} else if second[class] < 0 && ends[first[class]] != end {
			second[class] = i
		}
		of[i] = class
	}
	return of, first, second
}

// key returns what two ends of one class have in common: their id where they may not
// share a class.
func (c *classifier) key(id ID, target bool) string {
	r := c.n.byID[id]
	alone := string(id)
	if c.byName {
		return alone
	}
	switch r.(type) {
	case *Instance, *Function, *Database, *Cache:
	default:
		return alone
	}
	owned := c.n.byOwner[id]
	if c.mentions.ids[alone] || len(c.n.refused[id]) > 0 || len(owned) == 0 {
		return alone
	}
	e := encoder{fields: c.fields}
	e.text(string(r.Type()))
	v := reflect.ValueOf(r).Elem()
	for _, f := range c.fields.of(v.Type()) {
		if !varies(f.name, r.Type(), target) {
			e.text("\n")
			e.value(f.in(v), 0)
		}
	}
	for _, x := range owned {
		e.text("\n" + string(x.Subnet))
		if x.Owners[0] == id {
			e.text(" first")
		}
		for _, a := range addresses(x) {
			e.text(" " + c.mentions.around(a).String())
			if a.IsValid() && isPrivate(host(a)) {
				e.text(" private")
			}
		}
		if c.n.byPublic[x.Public] == x {
			e.text(" public")
		}
	}
	return string(e.out)
}

// varies reports whether hosts of one class may differ in a field: in what they are
// called, in their addresses, which are looked at as such, and in what bears on the
// other end of a connection only.
func varies(field string, of Type, target bool) bool {
	switch field {
	case "id", "name", "privateIp", "publicIp":
		return true
	case "ipv6":
		return of == TypeInstance
	case "listens":
		return !target
	case "role", "os":
		return target
	}
	return false
}

// addresses returns those of an interface; an invalid one where it has none.
func addresses(x *Interface) []netip.Addr {
	return []netip.Addr{x.Private, x.Public, x.IPv6}
}

// Sources returns what may ask: the ends from which a question of that kind can start,
// in the order of the drawing, and the internet.
func (n *Network) Sources(kind Kind) []Endpoint {
	to := Endpoint(Internet)
	if kind == Invoke {
		for _, r := range n.resources {
			if r.Type() == TypeFunction {
				to = Endpoint(r.Head().ID)
				break
			}
		}
		if to == Endpoint(Internet) {
			return nil
		}
	}
	return n.ends(func(id Endpoint) bool {
		v := n.withoutNotes(Query{Kind: kind, From: id, To: to})
		_, s := v.Deciding()
		return s == nil || s.Reason != NotASource
	})
}

// Targets returns what can be asked about: the ends at which a question of that kind
// can end.
func (n *Network) Targets(kind Kind) []Endpoint {
	return n.ends(func(id Endpoint) bool {
		if kind == Invoke {
			return id != Endpoint(Internet) && n.byID[ID(id)].Type() == TypeFunction
		}
		v := n.withoutNotes(Query{From: Endpoint(Internet), To: id})
		_, s := v.Deciding()
		return s == nil || s.Reason != NotADestination
	})
}

// ends returns the resources of the types of which the first one fits, and the
// internet, if that does: whether something can be an end is a matter of its type.
func (n *Network) ends(fits func(Endpoint) bool) []Endpoint {
	var out []Endpoint
	var last Type
	ok := false
	for _, r := range n.resources {
		c := r.Head()
		if n.byID[c.ID] != r {
			continue
		}
		if r.Type() != last {
			last, ok = r.Type(), fits(Endpoint(c.ID))
		}
		if ok {
			out = append(out, Endpoint(c.ID))
		}
	}
	if fits(Endpoint(Internet)) {
		out = append(out, Endpoint(Internet))
	}
	return out
}

// String writes a cell as "blocked at igw: igw-no-public-ip, timeout".
func (c Cell) String() string {
	var b strings.Builder
	b.WriteString(c.Outcome.String())
	if c.Outcome != Reachable {
		b.WriteString(" at " + string(c.At) + ": " + string(c.Reason))
		if c.Symptom != SymptomNone {
			b.WriteString(", " + c.Symptom.String())
		}
	}
	return b.String()
}
