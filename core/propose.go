package core

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"lasthop/core/order"
)

// Proposals: the small sets of edits that make a call work which does not. Nothing is
// proposed on belief: each set has been applied and the question asked again, and no
// edit of it can be left out. What mends a reason is in propose_mend.go and the files
// beside it, the sentences in the edits themselves.

// An Edit replaces a resource: Before is nil for one that is added, After for one that
// is removed. Neither is ever changed in place.
type Edit struct {
	Before, After Resource
}

// A Proposal is a set of edits after which the call is reachable.
type Proposal struct {
	// Edits are in the order in which files list resources.
	Edits []Edit
	// Reasons are those that it mends, in the order in which they were met.
	Reasons []Reason
	// Opens measures how much it newly lets through: each rule, statement, route or
	// exclusion counts 1, and beside that the binary logarithm of how many addresses
	// and of how many ports it names. A way to the internet, or from it, counts 32 as
	// any address does. Another subnet for a function counts 1, and what only leads
	// elsewhere, such as an endpoint, 0.
	Opens int
	// Monthly is what it adds to the month's cost, in micro-dollars; see [Network.Cost].
	Monthly int
	// Breaks are pairs that work and would not any more.
	Breaks []Reach

	does   []string
	shifts bool
}

// The bounds of a search: how many networks it compiles in all, how many of them to
// find ways, and how many ways it finds and offers.
const (
	mostTries    = 400
	mostSearched = 240
	mostFound    = 14
	mostOffered  = 6
	mostAmends   = 24
)

// An amend is one change to one resource, and the sentence that says so.
type amend struct {
	id     ID
	kind   Type
	add    Resource       // set where it adds one
	change func(Resource) // changes a copy
	text   string
	opens  int
	// shifts marks what may change the way of other calls.
	shifts bool
	// moves marks what puts the caller elsewhere: the search goes no other way from
	// there, for then it could as well have stayed.
	moves  bool
	reason Reason
}

// A draft is what a search has come to: amends, in order.
type draft []*amend

// A search looks for drafts that work.
type search struct {
	t    *Topology
	q    Query
	base *Network
	left int
	seen map[string]bool
}

// Propose returns sets of edits of t, which n was compiled from, that make a call
// reachable: those that break nothing else first, then those that open less, then
// those that cost less. There is none for a call that works, and for a drawing that
// is unfinished.
func (n *Network) Propose(t *Topology, q Query) []Proposal {
	v := n.Verdict(q)
	if v.Outcome == Reachable || v.Outcome == Undecided {
		return nil
	}
	s := &search{t: t, q: q, base: n, left: mostTries, seen: map[string]bool{}}
	found := map[string]bool{}
	var out []Proposal
	queue := s.next(n, &v, nil)
	for i := 0; i < len(queue) && len(out) < mostFound && s.left > mostTries-mostSearched; i++ {
		d := queue[i]
		after, v, ok := s.try(d)
		switch {
		case !ok || v.Outcome == Undecided:
		case v.Outcome == Reachable:
			d = s.least(d)
			if key := d.key(); !found[key] {
				found[key] = true
				out = append(out, s.proposal(d))
			}
		case len(d) < mostAmends:
			queue = append(queue, s.next(after, &v, d)...)
		}
	}
	var working []Query
	for i := range out {
		if out[i].shifts && working == nil {
			working = s.working()
		}
		out[i].Breaks = s.breaks(&out[i], working)
	}
	order.By(out, func(a, b *Proposal) int { return a.compare(b) })
	return distinct(out)
}

func (p *Proposal) compare(q *Proposal) int {
	return cmp.Or(len(p.Breaks)-len(q.Breaks), p.Opens-q.Opens, p.Monthly-q.Monthly, len(p.Edits)-len(q.Edits),
		strings.Compare(strings.Join(p.does, "\n"), strings.Join(q.does, "\n")))
}

// distinct keeps the best of those that edit the same resources, and of those that
// break something none if there are others.
func distinct(list []Proposal) []Proposal {
	seen := map[string]bool{}
	kept := list[:0]
	for _, p := range list {
		key := ""
		for _, e := range p.Edits {
			key += string(e.ID()) + "\n"
		}
		if !seen[key] && len(kept) < mostOffered && (len(p.Breaks) == 0 || len(kept) == 0 || len(kept[0].Breaks) > 0) {
			seen[key] = true
			kept = append(kept, p)
		}
	}
	return kept
}

// ID returns the id of the resource that an edit is about.
func (e *Edit) ID() ID {
	if e.After != nil {
		return e.After.Head().ID
	}
	return e.Before.Head().ID
}

// Apply returns the topology with the edits; t is unchanged.
func (p *Proposal) Apply(t *Topology) *Topology {
	for i := range p.Edits {
		e := &p.Edits[i]
		if e.Before == nil {
			c := *t
			c.Resources = append(slices.Clone(t.Resources), e.After)
			t = &c
			continue
		}
		t = replace(t, e.ID(), func(Resource) Resource { return e.After })
	}
	return t
}

// ProposalText says what a proposal does, one sentence an edit.
func (n *Network) ProposalText(p *Proposal) []string { return slices.Clone(p.does) }

// key tells drafts apart, in whatever order they came to the same.
func (d draft) key() string {
	texts := make([]string, len(d))
	for i := range d {
		texts[i] = d[i].text
	}
	order.Strings(texts)
	return strings.Join(texts, "\n")
}

// has reports whether the draft makes a change already, or adds a resource of the id.
func (d draft) has(a *amend) bool {
	for i := range d {
		if b := d[i]; b.text == a.text || a.add != nil && b.add != nil && a.id == b.id {
			return true
		}
	}
	return false
}

// on returns the draft with what a mend changes and the draft does not yet.
func (d draft) on(m *mend) draft {
	out := d[:len(d):len(d)]
	for i := range m.amends {
		if a := m.amends[i]; !d.has(a) {
			out = append(out, a)
		}
	}
	return out
}

// apply returns the topology with the changes of the draft.
func (d draft) apply(t *Topology) *Topology {
	c := *t
	c.Resources = append(make([]Resource, 0, len(t.Resources)+4), t.Resources...)
	for i := range d {
		a := d[i]
		if a.add != nil {
			c.Resources = append(c.Resources, a.add)
			continue
		}
		for j, r := range c.Resources {
			if r != nil && r.Head().ID == a.id && r.Type() == a.kind {
				c.Resources[j] = copied(r)
				a.change(c.Resources[j])
			}
		}
	}
	return &c
}

// copied returns a copy of a resource, to whose lists more can be appended.
func copied(r Resource) Resource {
	v := reflect.New(reflect.TypeOf(r).Elem())
	v.Elem().Set(reflect.ValueOf(r).Elem())
	clip(v.Elem())
	return v.Interface().(Resource)
}

func clip(v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Slice:
			f.SetCap(f.Len())
		case reflect.Struct:
			clip(f)
		}
	}
}

// try applies a draft and asks again. It reports false where AWS would refuse what the
// draft makes, or the search has tried enough.
func (s *search) try(d draft) (*Network, Verdict, bool) {
	if s.left--; s.left < 0 {
		return nil, Verdict{}, false
	}
	n := compileAfter(d.apply(s.t), s.base)
	for i := range n.problems {
		if p := &n.problems[i]; p.Severity == Refused && !slices.Contains(s.base.problems, *p) {
			return nil, Verdict{}, false
		}
	}
	return n, n.Verdict(s.q), true
}

// works reports whether a draft makes the call reachable.
func (s *search) works(d draft) bool {
	_, v, ok := s.try(d)
	return ok && v.Outcome == Reachable
}

// least leaves out what the draft can do without: single changes, then all that is
// changed at one resource, until nothing more can go.
func (s *search) least(d draft) draft {
	for i := len(d) - 1; i >= 0 && len(d) > 1; i-- {
		if less := slices.Concat(d[:i], d[i+1:]); s.works(less) {
			d, i = less, len(less)
		}
	}
	for i := range d {
		var less draft
		for j := range d {
			if d[j].id != d[i].id {
				less = append(less, d[j])
			}
		}
		if len(less) > 0 && len(less) < len(d)-1 && s.works(less) {
			return s.least(less)
		}
	}
	return d
}

// proposal sums a draft up.
func (s *search) proposal(d draft) Proposal {
	var p Proposal
	t := d.apply(s.t)
	for i := range d {
		p.Opens += d[i].opens
		p.shifts = p.shifts || d[i].shifts
		p.does = append(p.does, d[i].text+".")
		if !slices.Contains(p.Reasons, d[i].reason) {
			p.Reasons = append(p.Reasons, d[i].reason)
		}
	}
	n := compileAfter(t, s.base)
	for _, after := range n.resources {
		before := s.base.byID[after.Head().ID]
		if before != after {
			p.Edits = append(p.Edits, Edit{before, after})
		}
	}
	p.Monthly = n.Cost().Monthly - s.base.Cost().Monthly
	return p
}

// mostPairs bounds the pairs that a proposal is checked against.
const mostPairs = 600

// working returns the pairs of ends that work, with the usual question; none where there
// are too many to ask about.
func (s *search) working() []Query {
	var out []Query
	asked := 0
	for _, kind := range []Kind{Connect, Invoke} {
		sources, targets := s.base.Sources(kind), s.base.Targets(kind)
		if asked += len(sources) * len(targets); asked > mostPairs {
			return nil
		}
		m := s.base.Matrix(Query{Kind: kind}, sources, targets)
		for i, from := range sources {
			for j, to := range targets {
				if _, function := s.base.byID[ID(to)].(*Function); from != to && function == (kind == Invoke) && m.Cell(i, j).Outcome == Reachable {
					out = append(out, Query{Kind: kind, From: from, To: to})
				}
			}
		}
	}
	return out
}

// breaks returns the pairs that a proposal takes the way from. What only allows more
// takes none.
func (s *search) breaks(p *Proposal, working []Query) []Reach {
	if !p.shifts || len(working) == 0 {
		return nil
	}
	var out []Reach
	n := compileAfter(p.Apply(s.t), s.base)
	for _, q := range working {
		v := n.Verdict(q)
		if v.Outcome == Reachable {
			continue
		}
		c := Cell{Outcome: v.Outcome, Symptom: v.Symptom}
		if _, step := v.Deciding(); step != nil {
			c.Reason, c.At = step.Reason, step.At
		}
		out = append(out, Reach{q.Kind, q.From, q.To, c})
	}
	return out
}

// next returns the drafts that go on from one: with the best mend of each blocker of
// each failing path; then with another one in the place of one of them; and with each
// of what leads another way, alone.
func (s *search) next(n *Network, v *Verdict, d draft) []draft {
	var best, apart []mend
	var others []mend // each with the index in best that it stands for
	var stands []int
	moved := slices.ContainsFunc(d, func(a *amend) bool { return a.moves })
	for i := range v.Paths {
		p := &v.Paths[i]
		if p.Outcome == Reachable {
			continue
		}
		first := true
		for j := range p.Steps {
			switch p.Steps[j].Reason {
			case FunctionAcceptsNothing, NATAcceptsNothing, EndpointProtocol, NotATrigger, TriggerOtherRegion, TriggerOtherAccount, NameOfOtherService:
				return nil // the question itself would have to change
			}
			if p.Steps[j].Outcome == Reachable {
				continue
			}
			m := mender{n: n, v: v, p: p, i: j, s: &p.Steps[j]}
			m.mend()
			if first {
				m.around(len(d) == 0)
			}
			first = false
			at := -1
			for k := range m.out {
				x := &m.out[k]
				switch {
				case moved && x.shifts():
				case x.apart:
					apart = append(apart, *x)
				case at < 0:
					at = len(best)
					best = append(best, *x)
				default:
					others, stands = append(others, *x), append(stands, at)
				}
			}
		}
	}
	var out []draft
	push := func(x draft) {
		if key := x.key(); len(x) > len(d) && !s.seen[key] {
			s.seen[key] = true
			out = append(out, x)
		}
	}
	all := func(instead int, other *mend) {
		x := d
		for k := range best {
			if k != instead {
				x = x.on(&best[k])
			} else {
				x = x.on(other)
			}
		}
		push(x)
	}
	all(-1, nil)
	for k := range apart {
		push(d.on(&apart[k]))
	}
	for k := range others {
		all(stands[k], &others[k])
	}
	return out
}
