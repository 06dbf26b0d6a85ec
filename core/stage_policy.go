package core

import (
	"net/netip"

	"lasthop/core/policy"
)

// Permission is a question of its own, asked once the request has arrived: the
// policies of the endpoint that it crossed, of its caller, and of its target.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

// authorise asks whether the service allows the call that a source's code makes.
func (w *walk) authorise(s *source, d *destination, a *arrival) {
	n, api := w.n, d.api
	w.touch(api.policy)
	q := policy.Question{
		Request:  policy.Request{Action: api.action, Resource: api.arn, Keys: n.requestKeys(api, a)},
		Resource: n.policies[policyKey{api.policy, fieldPolicy}],
	}
	switch {
	case s.role != nil:
		w.touch(s.role.ID)
		q.Principal = s.role.session(string(s.at))
		q.SameAccount = s.role.account == api.account
		q.Identity, q.Boundary = s.role.identity, s.role.boundary
		if _, ok := n.byID[s.at].(*Function); ok {
			// Set on the calls of a function's code, and on no other.
			q.Keys = q.Keys.With("lambda:SourceFunctionArn", n.functionARN(s.at))
		}
	case s.roleID != "" || s.at != Internet && n.byID[s.at].Type() == TypeFunction:
		w.stop(Step{At: s.at, Outcome: Undecided, Reason: ReferenceMissing, Cause: Ref{ID: s.at, Part: PartField, Field: "role"}})
		return
	default:
		// Without credentials the caller is anonymous: only a resource policy that
		// names everyone lets it in.
	}
	var endpoint ID
	if a.endpoint != nil {
		endpoint = a.endpoint.Head().ID
		w.touch(endpoint)
		if doc := n.policies[policyKey{endpoint, fieldPolicy}]; doc != nil {
			q.Endpoint = append(q.Endpoint, doc)
		}
	}
	w.decide(&q, s, api, endpoint)
}

// authoriseService asks the function's resource policy about an API that invokes it
// on its own behalf.
// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
func (w *walk) authoriseService(g *APIGateway, f *Function) {
	n := w.n
	w.touch(f.ID)
	account := g.Account
	if account == "" {
		account = n.account
	}
	api := apiCall{at: f.ID, policy: f.ID, action: "lambda:InvokeFunction", account: n.account, region: n.region, arn: n.functionARN(f.ID)}
	q := policy.Question{
		Request: policy.Request{
			Principal: policy.Service("apigateway.amazonaws.com"), Action: api.action, Resource: api.arn,
			Keys: policy.Keys{
				{Name: "aws:SourceArn", Value: "arn:aws:execute-api:" + n.region + ":" + account + ":" + g.Label() + "/*"},
				{Name: "aws:SourceAccount", Value: account},
			},
		},
		SameAccount: account == n.account,
		Resource:    n.policies[policyKey{f.ID, fieldPolicy}],
	}
	w.decide(&q, nil, &api, "")
}

// fieldPolicy is the field of a resource's own policy, fieldDocument that of an
// organization's.
const (
	fieldPolicy   = "policy"
	fieldDocument = "document"
)

func (r *roleIndex) session(name string) policy.Principal {
	return policy.RoleSession(r.arn, name)
}

func (n *Network) functionARN(id ID) string {
	return serviceNamed("lambda").resourceARN("lambda:InvokeFunction", n.region, n.account, n.label(id))
}

// requestKeys are the condition keys that the way of the request sets: through an
// endpoint those of the endpoint, and otherwise the public address.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
func (n *Network) requestKeys(api *apiCall, a *arrival) policy.Keys {
	keys := make(policy.Keys, 0, 10)
	keys = append(keys,
		policy.Key{Name: "aws:SecureTransport", Value: "true"},
		policy.Key{Name: "aws:ViaAWSService", Value: "false"},
		policy.Key{Name: "aws:RequestedRegion", Value: api.region},
		policy.Key{Name: "aws:ResourceAccount", Value: api.account},
	)
	if a.endpoint == nil {
		return keys.With("aws:SourceIp", addressKey(a.hdr.Src))
	}
	keys = append(keys,
		policy.Key{Name: "aws:SourceVpce", Value: string(a.endpoint.Head().ID)},
		policy.Key{Name: "aws:SourceVpc", Value: string(a.vpc)},
	)
	switch api.service.name {
	case "s3", "kms", "lambda":
		keys = append(keys, policy.Key{Name: "aws:SourceVpcArn", Value: "arn:aws:ec2:" + n.region + ":" + n.account + ":vpc/" + string(a.vpc)})
	}
	if a.private.IsValid() {
		keys = append(keys, policy.Key{Name: "aws:VpcSourceIp", Value: a.private.String()})
	}
	return keys
}

// addressKey writes a source address; "" where it is not known.
func addressKey(p netip.Prefix) string {
	if !p.IsValid() || p == anyIPv4 {
		return ""
	}
	return p.Addr().String()
}

// decide asks, and records the statement that allows, or every policy that refuses.
func (w *walk) decide(q *policy.Question, s *source, api *apiCall, endpoint ID) {
	a := policy.Authorise(q)
	if a.Allowed {
		w.add(Step{At: api.at, Outcome: Reachable, Reason: PolicyAllowed, Detail: api.action,
			Cause: w.statement(a.By, a.Document, a.Statement, s, api, endpoint), Tried: w.missed(a.Tried, s, api, endpoint)})
		return
	}
	for i := range a.Blockers {
		b := &a.Blockers[i]
		step := Step{At: api.at, Outcome: Blocked, Detail: api.action, Reason: policyReason(b.Kind, b.Explicit),
			Cause: w.statement(b.Kind, b.Document, b.Statement, s, api, endpoint)}
		switch b.Kind {
		case policy.Endpoint, policy.GatewayEndpoint:
			step.At = endpoint
		case policy.Identity, policy.Boundary:
			step.At = s.at
		}
		if i == 0 {
			step.Tried = w.missed(a.Tried, s, api, endpoint)
		}
		w.add(step)
	}
}

func policyReason(k policy.Kind, explicit bool) Reason {
	pick := func(denies, silent Reason) Reason {
		if explicit {
			return denies
		}
		return silent
	}
	switch k {
	case policy.Endpoint, policy.GatewayEndpoint:
		return pick(EndpointPolicyDenies, EndpointPolicySilent)
	case policy.Identity:
		return pick(IdentityPolicyDenies, IdentityPolicySilent)
	case policy.Boundary:
		return pick(BoundaryDenies, BoundarySilent)
	}
	return pick(ResourcePolicyDenies, ResourcePolicySilent)
}

// statement points at a statement of the policy of a kind.
func (w *walk) statement(k policy.Kind, document, statement int, s *source, api *apiCall, endpoint ID) Ref {
	r := Ref{ID: api.policy, Part: PartStatement, Index: statement, Field: fieldPolicy}
	switch k {
	case policy.Endpoint, policy.GatewayEndpoint:
		r.ID = endpoint
	case policy.Boundary:
		r.ID, r.Field = s.role.ID, "boundary"
	case policy.Identity:
		if s == nil || s.role == nil {
			return Ref{ID: api.at}
		}
		r.ID, r.Field = s.role.ID, "policies"
		if document >= 0 && document < len(s.role.fields) {
			r.Field = s.role.fields[document]
		}
	}
	if r.ID == "" {
		return Ref{ID: api.at}
	}
	return r
}

func (w *walk) missed(tried []policy.Miss, s *source, api *apiCall, endpoint ID) []Ref {
	if len(tried) == 0 {
		return nil
	}
	out := make([]Ref, len(tried))
	for i := range tried {
		out[i] = w.statement(tried[i].Kind, tried[i].Document, tried[i].Statement, s, api, endpoint)
	}
	return out
}
