package core

// A Change is a pair of ends whose answer is another one in another network.
type Change struct {
	Kind Kind     `json:"kind"`
	From Endpoint `json:"from"`
	To   Endpoint `json:"to"`
	Old  Cell     `json:"old"`
	New  Cell     `json:"new"`
	// Sentence says why, of the new answer.
	Sentence string `json:"sentence"`
}

// Diff returns the pairs of ends that both networks have and answer otherwise, each
// with the usual question: another outcome, or another reason or place of a failure.
// A pair that is reachable in both has not changed, whichever way its packets go.
func Diff(old, new *Network) []Change {
	var out []Change
	for _, kind := range []Kind{Connect, Invoke} {
		q := Query{Kind: kind}
		sources := common(old.Sources(kind), new.Sources(kind))
		targets := common(old.Targets(kind), new.Targets(kind))
		a, b := old.Matrix(q, sources, targets), new.Matrix(q, sources, targets)
		for i, from := range sources {
			for j, to := range targets {
				x, y := a.Cell(i, j), b.Cell(i, j)
				if _, function := new.byID[ID(to)].(*Function); x == y || from == to || function != (kind == Invoke) ||
					x.Outcome == Reachable && y.Outcome == Reachable {
					continue
				}
				q.From, q.To = from, to
				v := new.Verdict(q)
				c := Change{kind, from, to, x, y, new.Headline(&v)}
				if _, s := v.Deciding(); s != nil && v.Outcome != Reachable {
					c.Sentence += " " + new.Label(s) + ": " + new.Sentence(s) + "."
				}
				out = append(out, c)
			}
		}
	}
	return out
}

// common returns what is in both lists, in the order of the second; never nil, which
// would stand for everything.
func common(a, b []Endpoint) []Endpoint {
	in := make(map[Endpoint]bool, len(a))
	for _, end := range a {
		in[end] = true
	}
	out := []Endpoint{}
	for _, end := range b {
		if in[end] {
			out = append(out, end)
		}
	}
	return out
}

// A CheckChange is a check that holds in one of two networks only.
type CheckChange struct {
	Old, New CheckResult
}

// DiffChecks asks the checks of both networks and returns those that came to hold, or
// no longer do.
func DiffChecks(old, new *Network, checks []Check) []CheckChange {
	var out []CheckChange
	a, b := RunChecks(old, checks), RunChecks(new, checks)
	for i := range a {
		if a[i].Pass != b[i].Pass {
			out = append(out, CheckChange{a[i], b[i]})
		}
	}
	return out
}
