package core

// A CheckResult is what became of one check.
type CheckResult struct {
	Check   Check
	Verdict Verdict
	Pass    bool
}

// RunChecks asks every check's question and compares the answers with what is
// expected: the outcome always, the place, reason and symptom where they are given.
func RunChecks(n *Network, checks []Check) []CheckResult {
	out := make([]CheckResult, len(checks))
	for i, c := range checks {
		v := n.Verdict(c.Query)
		out[i] = CheckResult{Check: c, Verdict: v, Pass: c.Holds(&v)}
	}
	return out
}

// Holds reports whether v is what c expects.
func (c *Check) Holds(v *Verdict) bool {
	if v.Outcome != c.Expect || c.Symptom != SymptomNone && v.Symptom != c.Symptom {
		return false
	}
	if c.At == "" && c.Reason == "" {
		return true
	}
	_, s := v.Deciding()
	return s != nil && (c.At == "" || s.At == c.At) && (c.Reason == "" || s.Reason == c.Reason)
}
