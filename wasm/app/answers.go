package app

import (
	"lasthop/core"
)

// answers keeps what was asked of the last networks: that of the drawing as it is,
// and that of the drawing as a drop would leave it.
type answers struct {
	kept  [2]*answer
	turn  int
	asked int // verdicts computed, for tests
}

// An answer is what one network answered.
type answer struct {
	all     *answers
	net     *core.Network
	query   core.Query
	last    *core.Verdict
	pinned  []core.Check
	results []core.CheckResult
}

// of returns what is known of a network.
func (a *answers) of(net *core.Network) *answer {
	for i, k := range a.kept {
		if k != nil && k.net == net {
			a.turn = 1 - i
			return k
		}
	}
	k := &answer{all: a, net: net}
	a.kept[a.turn] = k
	a.turn = 1 - a.turn
	return k
}

// verdict answers a question, nil if there is none.
func (k *answer) verdict(q core.Query) *core.Verdict {
	if q.From == "" || q.To == "" {
		return nil
	}
	if k.last == nil || k.query != q {
		k.all.asked++
		v := k.net.Verdict(q)
		k.last, k.query = &v, q
	}
	return k.last
}

// checks answers the pinned questions.
func (k *answer) checks(checks []core.Check) []core.CheckResult {
	if len(checks) == 0 {
		return nil
	}
	if len(k.pinned) != len(checks) || &k.pinned[0] != &checks[0] {
		k.all.asked += len(checks)
		k.pinned, k.results = checks, core.RunChecks(k.net, checks)
	}
	return k.results
}
