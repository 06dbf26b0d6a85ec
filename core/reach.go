package core

// A Reach is what becomes of one pair of ends, as an X-ray of a resource shows it.
type Reach struct {
	Kind Kind     `json:"kind"`
	From Endpoint `json:"from"`
	To   Endpoint `json:"to"`
	Cell
}

// Reaches returns what becomes of every call that from can make, in the order of the
// drawing: connections first, then invocations. To a function nobody can connect, so
// functions are only invoked.
func (n *Network) Reaches(from Endpoint) []Reach { return n.reaches([]Endpoint{from}, nil) }

// ReachedBy returns what becomes of every call that may be made to an end.
func (n *Network) ReachedBy(to Endpoint) []Reach { return n.reaches(nil, []Endpoint{to}) }

func (n *Network) reaches(sources, targets []Endpoint) []Reach {
	var out []Reach
	for _, kind := range []Kind{Connect, Invoke} {
		m := n.Matrix(Query{Kind: kind}, sources, targets)
		for i, from := range m.Sources {
			for j, to := range m.Targets {
				_, function := n.byID[ID(to)].(*Function)
				if from == to || function != (kind == Invoke) {
					continue
				}
				switch c := m.Cell(i, j); c.Reason {
				case NotASource, NotADestination, EndMissing:
				default:
					out = append(out, Reach{kind, from, to, c})
				}
			}
		}
	}
	return out
}
