package policy

// A Kind says what a policy is attached to, and so what it must contain and what
// its silence means.
type Kind uint8

// The kinds of policies.
const (
	NoKind          Kind = iota
	Identity             // of a role or user: grants
	Resource             // of a bucket, function, queue: grants, and names to whom
	Endpoint             // of an interface endpoint: only limits
	GatewayEndpoint      // of a gateway endpoint: only limits, and knows principals by condition only
	Boundary             // permissions boundary of a role or user: only limits
	SessionPolicy        // passed when the role was assumed: only limits
	ServiceControl       // SCP of the caller's organisation: only limits
	ResourceControl      // RCP of the resource's organisation: only denies
)

// kinds holds, by Kind, the name that AWS's error messages use, and its article.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
var kinds = [...]struct{ name, article string }{
	NoKind:          {"", ""},
	Identity:        {"identity-based policy", "an"},
	Resource:        {"resource-based policy", "a"},
	Endpoint:        {"VPC endpoint policy", "a"},
	GatewayEndpoint: {"VPC endpoint policy", "a"},
	Boundary:        {"permissions boundary", "a"},
	SessionPolicy:   {"session policy", "a"},
	ServiceControl:  {"service control policy", "a"},
	ResourceControl: {"resource control policy", "a"},
}

// String returns the kind in the words of AWS's error messages, such as
// "VPC endpoint policy".
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k].name
	}
	return ""
}

// namesPrincipals reports whether statements of the kind say whom they concern.
func (k Kind) namesPrincipals() bool {
	switch k {
	case Resource, Endpoint, GatewayEndpoint, ResourceControl:
		return true
	case NoKind, Identity, Boundary, SessionPolicy, ServiceControl:
	}
	return false
}

// A Decision is what one statement or document says about a request.
type Decision uint8

// The decisions. A document that neither allows nor denies is silent, which most
// kinds of policies turn into a refusal.
const (
	NoMatch Decision = iota
	Allow
	Deny
)

// String returns the decision as a policy writes it, or "" for NoMatch.
func (d Decision) String() string {
	switch d {
	case Allow:
		return "Allow"
	case Deny:
		return "Deny"
	case NoMatch:
	}
	return ""
}

// A Grant is how closely an Allow names the caller. In the account of the resource
// it decides what else must allow the request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
type Grant uint8

// The grants, from weak to strong.
const (
	NoGrant      Grant = iota
	GrantAccount       // names the account: the caller's identity policies must allow too
	GrantRole          // names the role of the session: boundary and session policies still limit it
	GrantDirect        // names the caller itself, or everyone: enough by itself
)

// String returns the grant in words.
func (g Grant) String() string {
	switch g {
	case GrantAccount:
		return "to the account"
	case GrantRole:
		return "to the role"
	case GrantDirect:
		return "to the caller"
	case NoGrant:
	}
	return ""
}

// A Why is the element by which a statement does not apply to a request.
type Why uint8

// The reasons, in the order in which the elements are looked at.
const (
	Applies      Why = iota
	WhyPrincipal     // Principal or NotPrincipal
	WhyAction        // Action or NotAction
	WhyResource      // Resource or NotResource
	WhyCondition     // one operator and key of Condition
	WhyVariable      // a policy variable that the request has no value for
)

// String returns the element's name as in a policy.
func (w Why) String() string {
	switch w {
	case WhyPrincipal:
		return "Principal"
	case WhyAction:
		return "Action"
	case WhyResource:
		return "Resource"
	case WhyCondition:
		return "Condition"
	case WhyVariable:
		return "policy variable"
	case Applies:
	}
	return ""
}
