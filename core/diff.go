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
func Diff(before, after *Network) []Change {
	var out []Change
	for _, kind := range []Kind{Connect, Invoke} {
		q := Query{Kind: kind}
		sources := common(before.Sources(kind), after.Sources(kind))
		targets := common(before.Targets(kind), after.Targets(kind))
		a, b := before.Matrix(q, sources, targets), after.Matrix(q, sources, targets)
		for i, from := range sources {
			for j, to := range targets {
				x, y := a.Cell(i, j), b.Cell(i, j)
				if _, function := after.byID[ID(to)].(*Function); x == y || from == to || function != (kind == Invoke) ||
					x.Outcome == Reachable && y.Outcome == Reachable {
					continue
				}
				q.From, q.To = from, to
				v := after.Verdict(q)
				c := Change{kind, from, to, x, y, after.Headline(&v)}
				if _, s := v.Deciding(); s != nil && v.Outcome != Reachable {
					c.Sentence += " " + after.Label(s) + ": " + after.Sentence(s) + "."
					if x.Outcome == Reachable {
						c.Sentence += openConnections(s.Reason)
					}
				}
				out = append(out, c)
			}
		}
	}
	return out
}

// openConnections says what becomes of connections that were open when a filter was
// changed: groups keep state, and ACLs do not (E8).
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
func openConnections(r Reason) string {
	switch r {
	case SGNoInboundRule, SGNoOutboundRule, SGReferenceLost:
		return " Connections that are open and tracked go on until they end."
	case NACLInboundDenied, NACLOutboundDenied, NACLReturnDenied:
		return " Connections that are open are cut at once."
	}
	return ""
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
func DiffChecks(before, after *Network, checks []Check) []CheckChange {
	var out []CheckChange
	a, b := RunChecks(before, checks), RunChecks(after, checks)
	for i := range a {
		if a[i].Pass != b[i].Pass {
			out = append(out, CheckChange{a[i], b[i]})
		}
	}
	return out
}
