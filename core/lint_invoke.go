package core

import "lasthop/core/policy"

// policiesForAnySource finds functions that an AWS service may invoke for whoever asks
// it to, in any account: the statement names the service and no aws:SourceArn or
// aws:SourceAccount (I16).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
func (l *linter) policiesForAnySource() {
	for _, r := range l.n.resources {
		f, ok := r.(*Function)
		d := l.n.policies[policyKey{r.Head().ID, fieldPolicy}]
		if !ok || d == nil {
			continue
		}
		ask := func(t *trigger) {
			if t.principal == "" {
				return
			}
			q := policy.Request{Principal: policy.Service(t.principal), Action: actionInvoke, Resource: l.n.functionARN(f.ID)}
			if a := d.Evaluate(&q); a.Decision == policy.Allow {
				l.found(Ref{ID: f.ID, Part: PartStatement, Index: a.Statement, Field: fieldPolicy},
					"It lets "+t.principal+" invoke the function for anybody’s resources, in any account. Add a condition on aws:SourceArn or aws:SourceAccount.")
			}
		}
		for i := range triggers {
			ask(&triggers[i])
		}
		ask(&apiTrigger)
		ask(&balancerTrigger)
	}
}
