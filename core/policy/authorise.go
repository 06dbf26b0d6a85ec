package policy

import (
	"slices"
	"strings"
)

// A Question is a request and all the policies that it meets. A nil document says
// nothing, but in Endpoint.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
type Question struct {
	Request
	// SameAccount: the resource is in the caller's account.
	SameAccount bool
	// Endpoint has the policy of each VPC endpoint that the request crosses, nil for
	// one without a policy, which lets everything through.
	Endpoint []*Document
	// ResourceControl are the RCPs of the resource's organisation. They only deny: the
	// RCPFullAWSAccess that allows everything cannot be taken away.
	ResourceControl []*Document
	// ServiceControl are the SCPs of the caller's organisation by level, from the root
	// down to the account. At each level one of those attached there must allow.
	ServiceControl [][]*Document
	// Resource is the resource's own policy, nil if there is none.
	Resource *Document
	// ResourceMustAllow: identity policies alone do not suffice, as for KMS keys and
	// the assuming of roles.
	ResourceMustAllow bool
	// Identity are the policies of the caller's role or user.
	Identity []*Document
	// Boundary is the permissions boundary of the caller's role or user.
	Boundary *Document
	// Session are the session policies; with any, one of them must allow.
	Session []*Document
}

// A Blocker is a policy that refuses a request, or the lack of one that allows it.
type Blocker struct {
	Kind Kind
	// Level is, for a service control policy, the level of Question.ServiceControl.
	Level int
	// Document is which policy of its kind, from 0, or -1 if several could speak and
	// none does.
	Document int
	// Statement is the one that denies; -1 for silence.
	Statement int
	// Explicit: a statement denies. Otherwise none allows.
	Explicit bool
	// Or is another kind of policy that could allow instead, NoKind if there is none.
	Or Kind
}

// Phrase says why, as AWS's error messages do: "because no identity-based policy
// allows the s3:GetObject action", "with an explicit deny in a VPC endpoint policy".
// Of several actions, "a:B, a:C", it speaks in the plural.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
func (b *Blocker) Phrase(action string) string {
	if b.Explicit {
		return "with an explicit deny in " + b.Kind.withArticle()
	}
	plural := ""
	if strings.Contains(action, ", ") {
		plural = "s"
	}
	return "because no " + b.Kind.String() + " allows the " + action + " action" + plural
}

// An Answer is whether a request is authorised, and by which policy.
type Answer struct {
	Allowed bool
	// By is the kind of policy that decided. Where the request is allowed it is the
	// one that grants: Resource if that suffices, or else Identity; NoKind for a root
	// user, who needs none. Where it is refused it is that of the first blocker, which
	// AWS's error message names.
	By Kind
	// Document and Statement are the deciding ones of that kind, -1 if there is none.
	Document, Statement int
	// Explicit: it is refused by a statement that denies.
	Explicit bool
	// Blockers are all that would have to change, explicit denies first, otherwise in
	// the order of the question's fields.
	Blockers []Blocker
	// Tried are the statements that did not apply, over all policies, in order.
	Tried []Miss
}

// Authorise combines policies as AWS does:
//
//   - any Deny refuses;
//   - endpoint policies and service control policies must allow;
//   - in the resource's account, the identity policies or the resource's policy must
//     allow, and the boundary and session policies too, unless the resource's policy
//     names the caller itself; naming its account is not enough;
//   - from another account, the identity policies (within boundary and session
//     policies) and the resource's policy must allow;
//   - an AWS service and an anonymous caller have the resource's policy only.
func Authorise(q *Question) Answer {
	e := evaluator{r: &q.Request, bounded: q.Boundary != nil, room: q.statements()}
	for i, d := range q.Endpoint {
		if o := e.document(d, Endpoint, 0, i); d != nil && o.allow < 0 {
			e.silence(Endpoint, 0, i, NoKind)
		}
	}
	for i, d := range q.ResourceControl {
		e.document(d, ResourceControl, 0, i)
	}
	insider := q.Principal.isIdentity()
	if insider { // an SCP concerns users and roles, not services
		for level, docs := range q.ServiceControl {
			if _, o := e.union(docs, ServiceControl, level); len(docs) > 0 && o.allow < 0 {
				e.silence(ServiceControl, level, -1, NoKind)
			}
		}
	}
	resource := e.document(q.Resource, Resource, 0, 0)
	if !insider {
		if resource.allow < 0 {
			e.silence(Resource, 0, 0, NoKind)
		}
		return e.answer(Resource, 0, resource.allow)
	}
	document, own := e.union(q.Identity, Identity, 0)
	// "All requests are implicitly denied with the exception of the root user."
	mayAlone := own.allow >= 0 || q.Principal.isRoot()
	boundary := e.document(q.Boundary, Boundary, 0, 0)
	_, session := e.union(q.Session, SessionPolicy, 0)

	by, statement := Identity, own.allow
	limited := true // by the boundary and session policies
	switch {
	case !q.SameAccount:
		if resource.allow < 0 {
			e.silence(Resource, 0, 0, NoKind)
		}
		if !mayAlone {
			e.silence(Identity, 0, -1, NoKind)
		}
	case resource.grant == GrantDirect:
		by, document, statement, limited = Resource, 0, resource.allow, false
	case q.ResourceMustAllow && resource.allow < 0:
		e.silence(Resource, 0, 0, NoKind)
	case mayAlone:
	case resource.grant == GrantRole:
		by, document, statement = Resource, 0, resource.allow
	case q.ResourceMustAllow:
		e.silence(Identity, 0, -1, NoKind)
	default:
		e.silence(Identity, 0, -1, Resource)
	}
	if limited && q.Boundary != nil && boundary.allow < 0 {
		e.silence(Boundary, 0, 0, NoKind)
	}
	if limited && len(q.Session) > 0 && session.allow < 0 {
		e.silence(SessionPolicy, 0, -1, NoKind)
	}
	if by == Identity && statement < 0 {
		by = NoKind // a root user
	}
	return e.answer(by, document, statement)
}

// union evaluates policies of which one that allows is enough, and says which does.
func (e *evaluator) union(docs []*Document, kind Kind, level int) (document int, all outcome) {
	document, all = -1, outcome{deny: -1, allow: -1}
	for i, d := range docs {
		if o := e.document(d, kind, level, i); o.allow >= 0 && all.allow < 0 {
			document, all = i, o
		}
	}
	return document, all
}

// silence records that no policy of a kind allows.
func (e *evaluator) silence(kind Kind, level, document int, or Kind) {
	e.silent = append(e.silent, Blocker{Kind: kind, Level: level, Document: document, Statement: -1, Or: or})
}

func (e *evaluator) answer(by Kind, document, statement int) Answer {
	blockers := slices.Concat(e.denies, e.silent)
	if len(blockers) == 0 {
		return Answer{Allowed: true, By: by, Document: document, Statement: statement, Tried: e.tried}
	}
	b := &blockers[0]
	return Answer{By: b.Kind, Document: b.Document, Statement: b.Statement, Explicit: b.Explicit,
		Blockers: blockers, Tried: e.tried}
}

// statements counts them all.
func (q *Question) statements() int {
	n := count(q.Endpoint) + count(q.ResourceControl) + count(q.Identity) + count(q.Session) +
		count([]*Document{q.Resource, q.Boundary})
	for _, docs := range q.ServiceControl {
		n += count(docs)
	}
	return n
}

func count(docs []*Document) int {
	n := 0
	for _, d := range docs {
		if d != nil {
			n += len(d.Statements)
		}
	}
	return n
}
