package app

import (
	"slices"
	"strconv"
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/edit"
	"lasthop/wasm/geom"
)

// setQuery asks a question. The path and the step that were looked at belong to the
// old one.
func (a *App) setQuery(q core.Query) {
	if q != a.query {
		a.query, a.path, a.step = q, -1, -1
		if a.ed.AtHome() {
			a.ed.GoHome() // the same part of the drawing need not answer it
		}
	}
}

// aim returns where the answer is to be seen: the shape that decides, with room for
// what is written beside it, and where the call starts.
func (a *App) aim(s *diagram.Sheet) (must, too geom.Rect) {
	if x := s.Shape(core.ID(a.query.From)); x != nil {
		must, too = x.Box, x.Box
	}
	if v := a.answers.of(a.ed.Real().Network()).verdict(a.query); v != nil {
		if _, step := v.Deciding(); step != nil {
			if x := s.OfStep(step); x != nil {
				must = x.Box.Inset(-40)
			}
		}
	}
	return must, too
}

// look returns the path that is shown: the chosen one, at first the one that decides.
// It keeps path and step within the answer.
func (a *App) look(v *core.Verdict) int {
	if v == nil {
		a.path, a.step = -1, -1
		return 0
	}
	if a.path >= len(v.Paths) {
		a.path = -1
	}
	shown := max(a.path, 0)
	if p, _ := v.Deciding(); p != nil && a.path < 0 {
		for &v.Paths[shown] != p {
			shown++
		}
	}
	if shown >= len(v.Paths) || a.step >= len(v.Paths[shown].Steps) {
		a.step = -1
	}
	return shown
}

// defaultQuery is the question that a drawing opens with: that of its first check,
// else whether its first function reaches its first service, or the internet.
func defaultQuery(d *diagram.Document) core.Query {
	if c := d.Checks(); len(c) > 0 {
		return c[0].Query
	}
	var q core.Query
	for _, r := range d.Resources() {
		switch id := core.Endpoint(r.Head().ID); r.Type() {
		case core.TypeFunction:
			if q.From == "" {
				q.From = id
			}
		case core.TypeService:
			if q.To == "" {
				q.To = id
			}
		default:
		}
	}
	if q.From != "" && q.To == "" {
		q.To = core.Endpoint(core.Internet)
	}
	if q.From == "" {
		return core.Query{}
	}
	return q
}

// firstOf returns the first resource of a type, "" if there is none.
func firstOf(d *diagram.Document, t core.Type) core.Endpoint {
	for _, r := range d.Resources() {
		if r.Type() == t {
			return core.Endpoint(r.Head().ID)
		}
	}
	return ""
}

func isA(d *diagram.Document, e core.Endpoint, t core.Type) bool {
	r := d.Resource(core.ID(e))
	return r != nil && r.Type() == t
}

// changeQuery sets one part of the question; it returns why the text is refused.
func (a *App) changeQuery(part, text string) string {
	q, d := a.query, a.ed.Real().Document()
	text = strings.TrimSpace(text)
	switch part {
	case "kind":
		if text == q.Kind.String() {
			return ""
		}
		q = core.Query{Kind: core.Connect, From: q.From, To: q.To}
		if text == core.Invoke.String() {
			// The function that asked is now the one that is called.
			q.Kind = core.Invoke
			if isA(d, q.From, core.TypeFunction) {
				q.To = q.From
			} else if !isA(d, q.To, core.TypeFunction) {
				q.To = firstOf(d, core.TypeFunction)
			}
			q.From = ""
			for _, t := range []core.Type{core.TypeAPIGateway, core.TypeEventSourceMapping, core.TypeLoadBalancer, core.TypeRole} {
				if q.From == "" {
					q.From = firstOf(d, t)
				}
			}
		} else {
			if isA(d, q.To, core.TypeFunction) {
				q.From = q.To
			}
			q.To = defaultQuery(d).To
			if c := d.Checks(); len(c) > 0 && c[0].Query.Kind == core.Invoke {
				q.To = core.Endpoint(core.Internet)
			}
		}
	case "from", "to":
		end, err := a.ed.Real().Network().Find(text)
		if err != nil {
			return "“" + text + "” is neither in the drawing, nor an address, nor an AWS service."
		}
		if part == "from" {
			q.From = end
		} else {
			// What was said of the old target does not hold for the new one.
			q.To, q.Port, q.Proto, q.Action, q.Name = end, 0, "", "", ""
		}
	case "port":
		n, err := strconv.Atoi(text)
		if text != "" && (err != nil || n < 0 || n > 65535) {
			return "A port is a number from 1 to 65535."
		}
		q.Port = uint16(n)
	case "proto":
		if !slices.Contains([]string{"", "tcp", "udp", "icmp"}, text) {
			return "The protocol is tcp, udp or icmp."
		}
		q.Proto = core.Proto(text)
	case "action":
		q.Action = text
	case "name":
		q.Name = text
	case "family":
		if !slices.Contains([]string{"", string(core.IPv4), string(core.IPv6)}, text) {
			return "The family is ipv4 or ipv6."
		}
		q.Family = core.Family(text)
	case "caller":
		if err := q.Caller.UnmarshalText([]byte(text)); err != nil {
			return err.Error()
		}
	default:
		return "A question has no such part."
	}
	a.setQuery(q)
	return ""
}

// pin keeps the question as a check that expects the answer of now.
func (a *App) pin() {
	now := a.ed.Real()
	v := a.answers.of(now.Network()).verdict(a.query)
	if v == nil {
		return
	}
	checks := now.Document().Checks()
	for _, c := range checks {
		if c.Query == a.query {
			a.said = "This question is pinned already."
			return
		}
	}
	a.setChecks("Pin a check", append(slices.Clone(checks), core.Check{Query: a.query, Expect: v.Outcome}))
}

func (a *App) unpin(i int) {
	checks := slices.Clone(a.ed.Real().Document().Checks())
	if i >= 0 && i < len(checks) {
		a.setChecks("Unpin a check", slices.Delete(checks, i, i+1))
	}
}

func (a *App) setChecks(label string, checks []core.Check) {
	a.ed.Do(&edit.Edit{Label: label, Change: func(tx *diagram.Tx) { tx.SetChecks(checks) }})
}

// changeCheck sets what a check expects.
func (a *App) changeCheck(path []string, text string) string {
	checks := slices.Clone(a.ed.Real().Document().Checks())
	i, ok := index(path, 1)
	if !ok || i >= len(checks) || len(path) != 3 || path[2] != "expect" {
		return "There is no such check."
	}
	var o core.Outcome
	if err := o.UnmarshalText([]byte(text)); err != nil {
		return err.Error()
	}
	// A place or a reason belongs to the outcome that was expected.
	checks[i] = core.Check{Query: checks[i].Query, Expect: o}
	a.setChecks("Change a check", checks)
	return ""
}

// askCheck asks the question of a check.
func (a *App) askCheck(i int) {
	if checks := a.ed.Real().Document().Checks(); i >= 0 && i < len(checks) {
		a.setQuery(checks[i].Query)
		a.forget("ask/")
	}
}

// swap asks the other way round.
func (a *App) swap() {
	q := a.query
	if q.Kind == core.Connect {
		a.setQuery(core.Query{From: q.To, To: q.From})
	}
}

// index returns the number at a place of a path.
func index(path []string, i int) (int, bool) {
	if i >= len(path) {
		return 0, false
	}
	n, err := strconv.Atoi(path[i])
	return n, err == nil && n >= 0
}
