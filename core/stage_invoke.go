package core

import (
	"cmp"

	"lasthop/core/policy"
)

// invoke answers "can From invoke the function To?". An invocation goes to the
// Lambda API and never into the function's VPC (I14).
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-invocation.html
func (n *Network) invoke(v *Verdict) {
	q := &v.Query
	f, ok := n.byID[ID(q.To)].(*Function)
	if !ok {
		reason := NotADestination
		if n.byID[ID(q.To)] == nil {
			reason = EndMissing
		}
		v.undecided(q.To, reason)
		v.Paths[0].Steps[0].Detail = Invoke.String()
		return
	}
	switch r := n.byID[ID(q.From)].(type) {
	case *Service, *APIGateway, *LoadBalancer:
		n.invokeByService(v, r, f)
		return
	case *Broker, *EventSourceMapping:
		n.invokeByPolling(v, r, f)
		return
	}
	sources, ok := n.sources(v)
	if !ok {
		return
	}
	d := destination{id: f.ID, proto: ProtoTCP, port: 443, name: q.Name, family: q.Family}
	region, account := n.regionOf(f.ID), n.accountOf(f.ID)
	if n.manner(q) == CallerURL {
		if f.URL == "" {
			w := &walk{n: n, path: Path{Source: ID(q.From), Target: f.ID}, stage: StageReachAPI}
			w.stop(Step{At: f.ID, Outcome: Blocked, Reason: NoFunctionURL, Cause: Ref{ID: f.ID, Part: PartField, Field: "url"}})
			v.Paths = append(v.Paths, w.finish())
			return
		}
		n.aimAtService(&d, urlService.name, region, account, f.Label(), "")
	} else {
		n.aimAtService(&d, "lambda", region, account, f.Label(), q.Action)
	}
	d.api.policy = f.ID
	from := len(v.Paths)
	for i := range sources {
		n.connectFrom(v, &sources[i], &d, StageReachAPI)
	}
	for i := from; i < len(v.Paths); i++ {
		p := &v.Paths[i]
		if p.MoreMayFollow {
			continue
		}
		w := &walk{n: n, path: *p}
		w.ready(f)
		kept := w.deploy[:0]
		for j := range w.deploy {
			if !sameStep(p.Steps, &w.deploy[j]) {
				kept = append(kept, w.deploy[j])
			}
		}
		w.deploy = kept
		v.Paths[i] = w.finish()
		v.Notes = append(v.Notes, w.notes...)
	}
	// Only an answer that holds needs to be told of the network that has no say.
	v.Notes = without(v.Notes, NoteVPCNotTouched)
}

// authoriseURL asks whether a caller may use the function's URL. Of one with AuthType
// NONE the caller is anybody; with AWS_IAM it signs. Either needs two grants (I17).
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
func (w *walk) authoriseURL(s *source, d *destination, a *arrival) {
	n := w.n
	f := n.byID[d.api.policy].(*Function)
	caller := *s
	if f.URL != URLIAM {
		caller.role, caller.roleID = nil, ""
	} else if s.role == nil && s.roleID == "" {
		w.add(Step{At: s.at, Outcome: Blocked, Reason: NoCredentials, Detail: actionInvokeURL, ARN: d.api.arn, Cause: Ref{ID: f.ID, Part: PartField, Field: "url"}})
		return
	}
	x, ok := w.inquireAnyone(&caller, d.api, a)
	if !ok {
		return
	}
	if s.iface != nil && s.iface.subnet.vpc != nil {
		for _, e := range s.iface.subnet.vpc.endpoints {
			if e.Service == "lambda" {
				w.notes = append(w.notes, Note{Code: NoteURLPublicOnly, At: e.ID})
			}
		}
	}
	x.Keys = append(x.Keys,
		policy.Key{Name: "lambda:FunctionUrlAuthType", Value: string(cmp.Or(f.URL, URLNone))},
		policy.Key{Name: "lambda:InvokedViaFunctionUrl", Value: "true"})
	w.decide(x, actionInvokeURL, actionInvoke)
}

// inquireAnyone is inquire for a request that need not be signed.
func (w *walk) inquireAnyone(s *source, api *apiCall, a *arrival) (*inquiry, bool) {
	if s.role != nil || s.roleID != "" {
		return w.inquire(s, api, a)
	}
	x := &inquiry{caller: s.at, api: api}
	x.Resource = w.n.policies[policyKey{api.policy, fieldPolicy}]
	x.Keys = w.n.requestKeys(api, a)
	x.Request.Resource = api.arn
	w.touch(api.policy)
	return x, true
}

// without drops the notes of a code.
func without(notes []Note, code NoteCode) []Note {
	kept := notes[:0]
	for _, x := range notes {
		if x.Code != code {
			kept = append(kept, x)
		}
	}
	return kept
}

// anyOf tries several ways of which AWS picks one: the subnet that an environment
// runs in, the interface of an endpoint. Where all of them work it records the first;
// where none does, what stops each; and where some do, the others as intermittent.
func (w *walk) anyOf(count int, try func(x *walk, i int)) {
	before, hadDeploy, hadNotes := len(w.path.Steps), len(w.deploy), len(w.notes)
	tries := make([]walk, count)
	failed := 0
	fails := make([]bool, count)
	for i := range tries {
		x := &tries[i]
		*x = *w
		x.path.Steps = append(make([]Step, 0, before+8), w.path.Steps...)
		x.deploy = append([]Step(nil), w.deploy...)
		x.notes = append([]Note(nil), w.notes...)
		x.legs, x.hops, x.hidden = nil, 0, false
		try(x, i)
		for j := before; j < len(x.path.Steps); j++ {
			if x.path.Steps[j].Outcome != Reachable {
				fails[i] = true
			}
		}
		if fails[i] {
			failed++
		}
	}
	for i := range tries {
		x := &tries[i]
		if failed > 0 && !fails[i] || failed == 0 && i > 0 {
			continue
		}
		for _, s := range x.path.Steps[before:] {
			if failed < count && s.Outcome == Blocked {
				s.Outcome = Intermittent
			}
			if !sameStep(w.path.Steps[before:], &s) {
				w.path.Steps = append(w.path.Steps, s)
			}
		}
		w.deploy = append(w.deploy, x.deploy[hadDeploy:]...)
		w.notes = append(w.notes, x.notes[hadNotes:]...)
		w.hidden = w.hidden || x.hidden
	}
	w.legs, w.hops = nil, 0
}

// sameStep reports whether a gate has already decided the same by the same rule.
func sameStep(steps []Step, s *Step) bool {
	for i := range steps {
		if t := &steps[i]; t.At == s.At && t.On == s.On && t.Stage == s.Stage && t.Reason == s.Reason && t.Cause == s.Cause && t.In == s.In && t.Detail == s.Detail {
			return true
		}
	}
	return false
}
