package core

import (
	"lasthop/core/policy"
)

// decide asks about actions, all of which the caller needs, and records the
// statement that allows, or every policy that refuses (J2, J8).
func (w *walk) decide(x *inquiry, actions ...string) {
	for i := range w.n.unread {
		switch c := &w.n.unread[i]; {
		case c.Kind == ResourceControlPolicy && c.reaches(x.api.account),
			c.Kind != ResourceControlPolicy && x.role != nil && c.reaches(x.role.account):
			w.touch(c.ID)
		}
	}
	before := len(w.path.Steps)
	var first policy.Answer
	for i, action := range actions {
		x.Action = action
		a := policy.Authorise(&x.Question)
		if i == 0 {
			first = a
		}
		for j := range a.Blockers {
			w.refused(x, &a, j, before)
		}
	}
	if len(w.path.Steps) > before {
		return
	}
	w.add(Step{At: x.api.at, Outcome: Reachable, Reason: PolicyAllowed, Detail: listedActions(actions),
		Cause: w.statement(x, first.By, 0, first.Document, first.Statement), Tried: w.missed(x, first.Tried)})
}

// refused records one policy that refuses, once for all the actions that it refuses.
func (w *walk) refused(x *inquiry, a *policy.Answer, i, before int) {
	b := &a.Blockers[i]
	step := Step{At: x.api.at, Outcome: Blocked, Detail: x.Action, ARN: x.Request.Resource, Reason: policyReason(b.Kind, b.Explicit),
		Cause: w.statement(x, b.Kind, b.Level, b.Document, b.Statement)}
	switch b.Kind {
	case policy.Endpoint, policy.GatewayEndpoint:
		step.At = x.endpoint
	case policy.Identity, policy.Boundary, policy.SessionPolicy:
		step.At = x.caller
	case policy.ServiceControl, policy.ResourceControl:
		step.At = step.Cause.ID
	}
	for j := before; j < len(w.path.Steps); j++ {
		if s := &w.path.Steps[j]; s.Reason == step.Reason && s.Cause == step.Cause {
			if !inList(s.Detail, x.Action) {
				s.Detail += ", " + x.Action
			}
			return
		}
	}
	if i == 0 {
		step.Tried = w.missed(x, a.Tried)
		w.sourceNote(x, a)
	}
	w.add(step)
}

func listedActions(actions []string) string {
	out := actions[0]
	for _, a := range actions[1:] {
		out += ", " + a
	}
	return out
}

// inList reports whether a list such as "a, b" has an entry.
func inList(list, entry string) bool {
	for len(list) >= len(entry) {
		if list[:len(entry)] == entry && (len(list) == len(entry) || list[len(entry)] == ',') {
			return true
		}
		i := 0
		for i < len(list) && list[i] != ' ' {
			i++
		}
		if i == len(list) {
			return false
		}
		list = list[i+1:]
	}
	return false
}

// sourceNote says what a service sends as aws:SourceArn, where a statement would
// allow it but for that.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
func (w *walk) sourceNote(x *inquiry, a *policy.Answer) {
	if x.Principal.Service == "" {
		return
	}
	for i := range a.Tried {
		t := &a.Tried[i]
		if t.Kind != policy.Resource || t.Why != policy.WhyCondition {
			continue
		}
		if values := x.Lookup(t.Key); len(values) == 1 {
			w.notes = append(w.notes, Note{Code: NoteSourceKey, At: x.caller, Detail: t.Key + " = " + values[0]})
			return
		}
	}
}

// endpointOnly asks the endpoint's policy alone, for a request that nothing else
// stands in the way of. Without an endpoint, or without its policy, it goes through.
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
func (w *walk) endpointOnly(x *inquiry, action string) {
	x.Action = action
	step := Step{At: x.api.at, Outcome: Reachable, Reason: PolicyAllowed, Detail: action, ARN: x.Request.Resource, Cause: Ref{ID: x.api.at}}
	if len(x.Endpoint) > 0 {
		r := x.Endpoint[0].Evaluate(&x.Request)
		step.Cause = w.statement(x, policy.Endpoint, 0, 0, r.Statement)
		step.Tried = w.missed(x, r.Tried)
		if r.Decision != policy.Allow {
			step.At, step.Outcome, step.Reason = x.endpoint, Blocked, policyReason(policy.Endpoint, r.Decision == policy.Deny)
		}
	}
	w.add(step)
}

// qualified notes an endpoint policy that lets a function be invoked by its plain
// name and not by version or alias, or the other way round (I18).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-endpoints.html
func (w *walk) qualified(x *inquiry) {
	if len(x.Endpoint) == 0 {
		return
	}
	plain := x.Request
	plain.Action = actionInvoke
	version := plain
	version.Resource += ":1"
	a, b := x.Endpoint[0].Evaluate(&plain), x.Endpoint[0].Evaluate(&version)
	switch {
	case a.Decision == b.Decision:
	case a.Decision == policy.Allow:
		w.notes = append(w.notes, Note{Code: NoteQualifiedARN, At: x.endpoint, Detail: plain.Resource + ":*"})
	case b.Decision == policy.Allow:
		w.notes = append(w.notes, Note{Code: NoteQualifiedARN, At: x.endpoint, Detail: plain.Resource})
	}
}

// policyReasons are the reasons for which a kind of policy refuses: by its silence, and
// by a statement that denies. A resource control policy only denies.
var policyReasons = []struct {
	kind           policy.Kind
	silent, denies Reason
}{
	{policy.Resource, ResourcePolicySilent, ResourcePolicyDenies}, // also where no kind is to blame
	{policy.Endpoint, EndpointPolicySilent, EndpointPolicyDenies},
	{policy.GatewayEndpoint, EndpointPolicySilent, EndpointPolicyDenies},
	{policy.Identity, IdentityPolicySilent, IdentityPolicyDenies},
	{policy.Boundary, BoundarySilent, BoundaryDenies},
	{policy.SessionPolicy, SessionPolicySilent, SessionPolicyDenies},
	{policy.ServiceControl, ServiceControlSilent, ServiceControlDenies},
	{policy.ResourceControl, ResourceControlDenies, ResourceControlDenies},
}

func policyReason(k policy.Kind, explicit bool) Reason {
	row := &policyReasons[0]
	for i := range policyReasons {
		if policyReasons[i].kind == k {
			row = &policyReasons[i]
		}
	}
	if explicit {
		return row.denies
	}
	return row.silent
}

// statement points at a statement of the policy of a kind.
func (w *walk) statement(x *inquiry, k policy.Kind, level, document, statement int) Ref {
	r := Ref{ID: x.api.policy, Part: PartStatement, Index: statement, Field: fieldPolicy}
	switch k {
	case policy.Endpoint, policy.GatewayEndpoint:
		r.ID = x.endpoint
	case policy.ServiceControl:
		r.ID, r.Field = x.scps[level][max(document, 0)], fieldDocument
	case policy.ResourceControl:
		r.ID, r.Field = x.rcps[max(document, 0)], fieldDocument
	case policy.Boundary, policy.SessionPolicy, policy.Identity:
		if x.role == nil {
			return Ref{ID: x.api.at}
		}
		r.ID, r.Field = x.role.ID, "policies"
		switch {
		case k == policy.Boundary:
			r.Field = "boundary"
		case k == policy.SessionPolicy:
			r.Field = fieldSession
		case document >= 0 && document < len(x.role.fields):
			r.Field = x.role.fields[document]
		}
	case policy.Resource, policy.NoKind:
	}
	if r.ID == "" {
		return Ref{ID: x.api.at}
	}
	return r
}

func (w *walk) missed(x *inquiry, tried []policy.Miss) []Ref {
	if len(tried) == 0 {
		return nil
	}
	out := make([]Ref, len(tried))
	for i := range tried {
		t := &tried[i]
		out[i] = w.statement(x, t.Kind, t.Level, t.Document, t.Statement)
	}
	return out
}
