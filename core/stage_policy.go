package core

import (
	"net/netip"

	"lasthop/core/policy"
)

// Permission is a question of its own, asked once the request has arrived: the
// policies of the endpoint that it crossed, of its caller, of the organization, and
// of its target.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

// An inquiry is a request to AWS with what is needed to say whose policy decided.
type inquiry struct {
	policy.Question
	caller   ID         // who asks
	role     *roleIndex // nil for a service on its own behalf and for a stranger
	api      *apiCall
	endpoint ID     // of the endpoint that it crossed, if any
	scps     [][]ID // who carries Question.ServiceControl
	rcps     []ID   // who carries Question.ResourceControl
}

// fieldPolicy is the field of a resource's own policy, fieldDocument that of an
// organization's.
const (
	fieldPolicy   = "policy"
	fieldDocument = "document"
	fieldSession  = "session"
)

// authorise asks whether the service allows the call that a source's code makes.
func (w *walk) authorise(s *source, d *destination, a *arrival) {
	switch d.api.service.name {
	case "execute-api":
		w.authoriseAPI(s, d, a)
		return
	case urlService.name:
		w.authoriseURL(s, d, a)
		return
	}
	x, ok := w.inquire(s, d.api, a)
	if !ok {
		return
	}
	if d.api.action == actionWhoAmI {
		// Whoever signs may ask who they are, whatever policies say (J3); but for the
		// endpoint on the way.
		w.endpointOnly(x, d.api.action)
		return
	}
	w.decide(x, d.api.action)
	if d.api.action == actionInvoke && x.endpoint != "" {
		w.qualified(x)
	}
}

// inquire gathers the policies that a source's request meets, and its keys. It
// records a refusal of its own where nobody has signed the request.
func (w *walk) inquire(s *source, api *apiCall, a *arrival) (*inquiry, bool) {
	n := w.n
	w.touch(api.policy)
	x := &inquiry{caller: s.at, role: s.role, api: api}
	x.Resource = n.policies[policyKey{api.policy, fieldPolicy}]
	x.Keys = n.requestKeys(api, a)
	x.Request.Resource = api.arn
	if s.role != nil {
		n.act(x, string(s.at))
	} else {
		f, isFunction := n.byID[s.at].(*Function)
		switch {
		case s.roleID != "" || isFunction && f.Role == "":
			w.stop(Step{At: s.at, Outcome: Undecided, Reason: ReferenceMissing, Cause: Ref{ID: s.at, Part: PartField, Field: "role"}})
			return nil, false
		case !api.service.anonymous:
			w.add(Step{At: s.at, Outcome: Blocked, Reason: NoCredentials, Detail: api.action, ARN: api.arn, Cause: Ref{ID: s.at, Part: PartField, Field: "role"}})
			return nil, false
		}
		// A stranger: only a resource policy that names everyone lets it in.
	}
	if a.endpoint != nil {
		x.endpoint = a.endpoint.Head().ID
		w.touch(x.endpoint)
		if doc := n.policies[policyKey{x.endpoint, fieldPolicy}]; doc != nil {
			x.Endpoint = append(x.Endpoint, doc)
		}
	}
	if api.service.controlled {
		x.ResourceControl, x.rcps = n.resourceControl(api.account)
	}
	// "Key policies are the primary way to control access to KMS keys": where one is
	// drawn it must allow; the one that AWS makes leaves it to the account (J3).
	// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
	x.ResourceMustAllow = api.service.name == "kms" && x.Resource != nil
	return x, true
}

// act makes x a request of its role, in a session of that name.
func (n *Network) act(x *inquiry, session string) {
	r := x.role
	x.Principal = r.session(session)
	x.SameAccount = r.account == x.api.account
	x.Identity, x.Boundary = r.identity, r.boundary
	if r.limit != nil {
		x.Session = []*policy.Document{r.limit}
	}
	if len(n.controls) > 0 {
		x.ServiceControl, x.scps = n.serviceControl(r.account)
	}
	if _, ok := n.byID[x.caller].(*Function); ok {
		// Set on the calls of a function's code, and on no other (I11, J10).
		// https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
		x.Keys = x.Keys.With("lambda:SourceFunctionArn", n.functionARN(x.caller))
	}
}

func (r *roleIndex) session(name string) policy.Principal {
	return policy.RoleSession(r.arn, name)
}

func (n *Network) functionARN(id ID) string {
	region, account := n.regionOf(id), n.accountOf(id)
	return "arn:aws:lambda:" + region + ":" + account + ":function:" + n.label(id)
}

// requestKeys are the condition keys that the way of the request sets: through an
// endpoint those of the endpoint, and otherwise the public address (J5).
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
		arn := "arn:aws:ec2:" + n.regionOf(a.vpc) + ":" + n.accountOf(a.vpc) + ":vpc/" + string(a.vpc)
		keys = append(keys, policy.Key{Name: "aws:SourceVpcArn", Value: arn})
	}
	if a.private.IsValid() {
		keys = append(keys, policy.Key{Name: "aws:VpcSourceIp", Value: a.private.String()})
	}
	return keys
}

// addressKey writes a source address; "" where it is not known.
func addressKey(p netip.Prefix) string {
	if !p.IsValid() || p.Bits() == 0 {
		return ""
	}
	return p.Addr().String()
}
