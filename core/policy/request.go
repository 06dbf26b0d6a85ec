package policy

import "strings"

// A Request is what is asked of AWS, by whom, with the context that conditions look at.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
type Request struct {
	Principal Principal
	// Action is such as "s3:GetObject".
	Action string
	// Resource is the ARN of what the action concerns, or "*" for an action that
	// concerns no single resource.
	Resource string
	// Keys are the condition keys of the request. Those of the principal, from
	// aws:PrincipalArn to aws:PrincipalType, need not be listed.
	Keys Keys
}

// A Principal is who makes a request. Use [RoleSession], [User], [Root] or [Service];
// the zero Principal is anonymous.
type Principal struct {
	// ARN is that of the caller itself: the role session, the user, or the root
	// user. It is "" for an AWS service.
	ARN string
	// RoleARN is the ARN of the role that the session has assumed.
	RoleARN string
	// Account is the caller's 12-digit account.
	Account string
	// Service is the service principal of an AWS service that acts on its own behalf,
	// such as "apigateway.amazonaws.com".
	Service string
}

// RoleSession returns the principal that results from assuming a role. For a Lambda
// function the session's name is the function's.
func RoleSession(roleARN, session string) Principal {
	account := arnField(roleARN, 4)
	// The path of a role is not part of its sessions' ARNs.
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
	name := roleARN[strings.LastIndexByte(roleARN, '/')+1:]
	return Principal{
		ARN:     "arn:" + arnField(roleARN, 1) + ":sts::" + account + ":assumed-role/" + name + "/" + session,
		RoleARN: roleARN,
		Account: account,
	}
}

// User returns the principal of an IAM user.
func User(arn string) Principal { return Principal{ARN: arn, Account: arnField(arn, 4)} }

// Root returns the root user of an account in the partition aws.
func Root(account string) Principal {
	return Principal{ARN: "arn:aws:iam::" + account + ":root", Account: account}
}

// Service returns an AWS service that acts on its own behalf, such as
// "apigateway.amazonaws.com".
func Service(name string) Principal { return Principal{Service: name} }

// isIdentity reports whether p is of an account, so that identity policies speak of it.
func (p *Principal) isIdentity() bool { return p.ARN != "" }

func (p *Principal) isRoot() bool { return strings.HasSuffix(p.ARN, ":root") }

// Keys are the condition keys of a request, in no particular order. Names are
// compared without regard to case; a key that is not listed is absent.
type Keys []Key

// A Key is one condition key and its value. Values, if not nil, stands instead of
// Value and makes the key multivalued, as aws:TagKeys is; without values it counts
// as absent.
type Key struct {
	Name, Value string
	Values      []string
}

// With returns the keys with one more, or as they are if value is "". Like append, it
// may write into the memory behind k.
func (k Keys) With(name, value string) Keys {
	if value == "" {
		return k
	}
	return append(k, Key{Name: name, Value: value})
}

// Lookup returns the values that a condition on key sees, nil if the key is absent.
func (r *Request) Lookup(key string) []string {
	one, many, ok := r.lookup(key, principalKeyOf(key))
	switch {
	case !ok:
		return nil
	case many != nil:
		return many
	}
	return []string{one}
}

// lookup finds a key: one value, or many of a multivalued key.
func (r *Request) lookup(name string, derived principalKey) (one string, many []string, ok bool) {
	for i := range r.Keys {
		k := &r.Keys[i]
		if !equalFold(k.Name, name) {
			continue
		}
		switch {
		case k.Values == nil:
			return k.Value, nil, true
		case len(k.Values) == 1:
			return k.Values[0], nil, true
		}
		return "", k.Values, len(k.Values) > 0
	}
	if derived == noPrincipalKey {
		return "", nil, false
	}
	one = r.Principal.key(derived)
	return one, nil, one != ""
}

// A principalKey is a condition key that follows from the principal.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
type principalKey uint8

const (
	noPrincipalKey principalKey = iota
	principalARN
	principalAccount
	principalType
	principalIsService
	principalServiceName
	principalUsername
)

var principalKeys = [...]string{
	principalARN:         "aws:PrincipalArn",
	principalAccount:     "aws:PrincipalAccount",
	principalType:        "aws:PrincipalType",
	principalIsService:   "aws:PrincipalIsAWSService",
	principalServiceName: "aws:PrincipalServiceName",
	principalUsername:    "aws:username",
}

func principalKeyOf(name string) principalKey {
	for i, n := range principalKeys {
		if n != "" && equalFold(n, name) {
			return principalKey(i)
		}
	}
	return noPrincipalKey
}

// key returns the value of a principal's key, "" if this principal has none.
func (p *Principal) key(k principalKey) string {
	user := !p.isRoot() && p.RoleARN == "" && strings.HasPrefix(arnField(p.ARN, 5), "user/")
	switch k {
	case principalARN:
		if p.RoleARN != "" { // the role's, not the session's
			return p.RoleARN
		}
		return p.ARN
	case principalAccount:
		if !p.isIdentity() && p.Service == "" {
			return "anonymous"
		}
		return p.Account
	case principalType:
		switch {
		case p.Service != "":
			return ""
		case !p.isIdentity():
			return "Anonymous"
		case p.RoleARN != "":
			return "AssumedRole"
		case p.isRoot():
			return "Account"
		case user:
			return "User"
		}
		return ""
	case principalIsService:
		switch {
		case p.Service != "":
			return "true"
		case p.isIdentity():
			return "false"
		}
		return "" // only signed requests have it
	case principalServiceName:
		return p.Service
	case principalUsername:
		if user {
			return p.ARN[strings.LastIndexByte(p.ARN, '/')+1:]
		}
		return ""
	case noPrincipalKey:
	}
	return ""
}

// arnField returns the i-th of the six parts of an ARN, from 0; "" if there are fewer.
func arnField(arn string, i int) string {
	for range i {
		_, rest, ok := strings.Cut(arn, ":")
		if !ok {
			return ""
		}
		arn = rest
	}
	if i < 5 {
		arn, _, _ = strings.Cut(arn, ":")
	}
	return arn
}

// equalFold reports whether two names are the same but for the case of ASCII letters.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i] != b[i] && lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
