package policy

// A Miss is a statement that does not apply to a request, and why.
type Miss struct {
	Kind      Kind
	Level     int // of a service control policy: which level of Question.ServiceControl
	Document  int // which of its kind, from 0
	Statement int
	Why       Why
	// Operator and Key say which condition is not met, or which policy variable has
	// no value.
	Operator, Key string
	// Missing: the request has no such key.
	Missing bool
}

// A Result is what one document says about a request.
type Result struct {
	Decision Decision
	// Statement is the deciding one: the first that denies, or of those that allow the
	// first that names the caller most closely; -1 if there is none.
	Statement int
	// Grant is how closely it allows. Documents that name no principals grant directly.
	Grant Grant
	// Tried are the statements that did not apply, in order.
	Tried []Miss
}

// Evaluate asks the document about a request. A Deny counts more than any Allow.
func (d *Document) Evaluate(r *Request) Result {
	e := evaluator{r: r, room: len(d.Statements)}
	o := e.document(d, d.Kind, 0, 0)
	result := Result{Statement: -1, Tried: e.tried}
	switch {
	case o.deny >= 0:
		result.Decision, result.Statement = Deny, o.deny
	case o.grant != NoGrant:
		result.Decision, result.Statement, result.Grant = Allow, o.allow, o.grant
	}
	return result
}

// An evaluator gathers evidence over the documents that a request meets.
type evaluator struct {
	r       *Request
	bounded bool // the caller has a permissions boundary
	tried   []Miss
	room    int       // how many misses there may be
	denies  []Blocker // one for each statement that denies
	silent  []Blocker // one for each kind or policy that ought to allow, and does not
}

// An outcome is what a document says: which statement denies, and which allows.
type outcome struct {
	deny, allow int // -1 if none
	grant       Grant
}

func (e *evaluator) document(d *Document, kind Kind, level, index int) outcome {
	o := outcome{deny: -1, allow: -1}
	if d == nil {
		return o
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		miss := Miss{Kind: kind, Level: level, Document: index, Statement: i}
		grant := s.applies(e, d.Kind, &miss)
		switch {
		case grant == NoGrant:
			if e.tried == nil {
				e.tried = make([]Miss, 0, e.room)
			}
			e.tried = append(e.tried, miss)
		case s.Effect == Deny:
			if o.deny < 0 {
				o.deny = i
			}
			e.denies = append(e.denies, Blocker{Kind: kind, Level: level, Document: index, Statement: i, Explicit: true})
		case grant > o.grant:
			o.allow, o.grant = i, grant
		}
	}
	return o
}

// applies reports by its grant whether the statement concerns the request; if it does
// not, miss says why.
func (s *Statement) applies(e *evaluator, kind Kind, miss *Miss) Grant {
	r := e.r
	grant := GrantDirect
	if kind.namesPrincipals() {
		if grant = s.names(e, kind); grant == NoGrant {
			miss.Why = WhyPrincipal
			return NoGrant
		}
	}
	if anyAction(s.actions, r.Action) == s.notAction {
		miss.Why = WhyAction
		return NoGrant
	}
	found, unresolved := anyResource(s.resources, r)
	switch {
	case unresolved != "" && !found:
		// Not even "all but this resource" can be told without the variable.
		miss.Why, miss.Key, miss.Missing = WhyVariable, unresolved, true
		return NoGrant
	case found == s.notResource:
		miss.Why = WhyResource
		return NoGrant
	}
	for i := range s.conditions { // all operators and keys must hold
		if !s.conditions[i].holds(r, miss) {
			return NoGrant
		}
	}
	return grant
}

// names returns how closely the statement names the caller.
func (s *Statement) names(e *evaluator, kind Kind) Grant {
	p := &e.r.Principal
	if s.notPrincipal {
		if exempts(s.principals, p, e.bounded) {
			return NoGrant
		}
		return GrantDirect
	}
	grant := NoGrant
	for i := range s.principals {
		grant = max(grant, s.principals[i].grant(p, kind))
	}
	return grant
}

func anyAction(patterns []pattern, action string) bool {
	for i := range patterns {
		if patterns[i].matches(action, true) {
			return true
		}
	}
	return false
}

// anyResource matches a whole ARN, in which a '*' may reach over colons.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
func anyResource(patterns []pattern, r *Request) (found bool, unresolved string) {
	for i := range patterns {
		p := &patterns[i]
		if p.form == formVariable {
			q, missing := p.resolve(r)
			if missing != "" {
				unresolved = missing
				continue
			}
			p = &q
		}
		if p.matches(r.Resource, false) {
			return true, ""
		}
	}
	return false, unresolved
}
