package panel

import (
	"lasthop/core"
	"lasthop/wasm/view"
)

// A mark is a hop of the shown path that a part of a resource decided.
type mark struct {
	hop  int // as numbered in the hop list and in the picture
	step *core.Step
}

func (k mark) refused() bool { return refuses(k.step) }

//go:noinline
func refuses(s *core.Step) bool { return s.Outcome != core.Reachable }

// shown returns the path that is shown, nil if there is none.
//
//go:noinline
func (m *Model) shown() *core.Path {
	v := m.Answer.Verdict
	if v == nil || m.Answer.Path < 0 || m.Answer.Path >= len(v.Paths) {
		return nil
	}
	return &v.Paths[m.Answer.Path]
}

// asked returns the network that the verdict is about.
//
//go:noinline
func (m *Model) asked() *core.Network {
	if m.Answer.Network != nil {
		return m.Answer.Network
	}
	return m.Network
}

// marks returns the hops for which f holds.
//
//go:noinline
func (m *Model) marks(f func(s *core.Step) bool) []mark {
	p := m.shown()
	if p == nil {
		return nil
	}
	var out []mark
	for i := range p.Steps {
		if f(&p.Steps[i]) {
			out = append(out, mark{i + 1, &p.Steps[i]})
		}
	}
	return out
}

// marksAt returns the hops that one row or route of resource id decided.
//
//go:noinline
func (m *Model) marksAt(id core.ID, part core.Part, index int, via core.ID) []mark {
	return m.marks(func(s *core.Step) bool {
		c := &s.Cause
		return c.ID == id && c.Part == part && c.Index == index && c.Via == via
	})
}

// marksOf returns notes on the hops that a field decided, or, for PartNone, the
// resource as a whole: whatever none of its rows and fields answers for.
func (d *desk) marksOf(part core.Part, names string) *view.Node {
	id := d.id()
	return d.m.notes(d.m.marks(func(s *core.Step) bool {
		c := &s.Cause
		if part == core.PartNone {
			return s.At == id && (c.ID != id || !d.answers(c.Part))
		}
		return c.ID == id && c.Part == part && within(c.Field, names)
	}))
}

// answers reports whether the resource shows parts of this kind, which then carry
// their own notes. The VPC, for one, stands for a default ACL that is not drawn,
// and shows none of its rules.
func (d *desk) answers(part core.Part) bool {
	switch part {
	case core.PartNone:
		return false
	case core.PartField, core.PartStatement:
		return true
	case core.PartLocalRoute, core.PartEndpoint, core.PartPropagated:
		part = core.PartRoute
	}
	for _, f := range kindOf(d.r.Type()).fields {
		if partOf(f.name) == part {
			return true
		}
	}
	return false
}

// notes returns a sentence for each hop, nil for none. Hops of which the same is to
// be said share one.
func (m *Model) notes(marks []mark) *view.Node {
	if len(marks) == 0 {
		return nil
	}
	list := elem("<ul.notes/>")
	said := map[string]*view.Node{}
	for _, k := range marks {
		sentence := m.asked().Sentence(k.step)
		badges := said[sentence]
		if badges == nil {
			badges = elem("<span.badges/>")
			said[sentence] = badges
			add(list, html("<li class=?>@<span>$</></>", with{when(k.refused(), "stop"), sentence}, badges))
		}
		add(badges, hopBadge(k.hop, k.step))
	}
	return list
}

// hit returns the class of a row with these marks, and its badge: that of the
// first hop that it refused, else of the first that it let pass.
func hit(marks []mark) (class string, badge *view.Node) {
	if len(marks) == 0 {
		return "", nil
	}
	shown := marks[0]
	for _, k := range marks {
		if k.refused() {
			shown = k
			break
		}
	}
	class = "hit"
	if shown.refused() {
		class = "hit stop"
	} else if shown.step.Hypothetical {
		class = "hit ghost"
	}
	return class, hopBadge(shown.hop, shown.step)
}

// hopBadge returns the number of a hop, or the cross of one that refuses. What is
// hypothetical is dashed, as in the picture.
func hopBadge(hop int, s *core.Step) *view.Node {
	number := itoa(hop)
	class, sign, word := "badge", number, ""
	switch {
	case s.Outcome == core.Undecided:
		class, sign, word = "badge open", "?", " undecided"
	case s.Outcome == core.Intermittent:
		class, sign, word = "badge stop", "~", " now and then refused"
	case refuses(s):
		class, sign, word = "badge stop", "✕", " refused"
	}
	if s.Hypothetical {
		class += " ghost"
	}
	return html("<span class=$><span aria-hidden=true>$</><span.unseen>Hop $$: </></>", with{class, sign, number, word})
}
