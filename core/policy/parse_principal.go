package policy

import (
	"strings"

	"lasthop/core/jsonscan"
)

// A named principal is one value of Principal or NotPrincipal.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
type named struct {
	who  who
	text string
}

type who uint8

const (
	whoNobody   who = iota // a federated or canonical user: read, and no caller of ours
	whoEveryone            // "*"
	whoAccount             // its 12 digits
	whoIdentity            // the ARN of a user, role or session
	whoService             // a service principal
)

func (p *parser) principalElement(s *Statement, n, is, not *node) *fault {
	if !p.kind.namesPrincipals() {
		for _, e := range []struct {
			name string
			node *node
		}{{"Principal", is}, {"NotPrincipal", not}} {
			if e.node != nil {
				return e.node.fault(p.kind.withArticle() + " names no principals: they are those it is attached to").Within(e.name)
			}
		}
		return nil
	}
	name, from := "Principal", is
	switch {
	case is != nil && not != nil:
		return not.fault("stands beside Principal; a statement has one of them").Within("NotPrincipal")
	case is == nil && not == nil:
		return n.fault("wants a Principal: " + p.kind.withArticle() + " says whom each statement concerns")
	case is == nil:
		name, from, s.notPrincipal = "NotPrincipal", not, true
		// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
		if s.Effect == Allow {
			return not.fault(`goes with "Effect": "Deny" only`).Within(name)
		}
		if p.kind == ResourceControl {
			return not.fault("a resource control policy has no NotPrincipal").Within(name)
		}
	}
	if f := s.readPrincipals(from); f != nil {
		return f.Within(name)
	}
	if p.kind == ResourceControl && (len(s.principals) != 1 || s.principals[0].who != whoEveryone) {
		return from.fault(`a resource control policy concerns everyone: "Principal": "*"`).Within(name)
	}
	return nil
}

func (s *Statement) readPrincipals(n *node) *fault {
	if n.form == isString && n.text == "*" {
		s.principals = []named{{who: whoEveryone}}
		return nil
	}
	if n.form != isObject {
		return n.wants(`"*" or an object such as {"AWS": "111122223333"}`)
	}
	for i := range n.kids {
		m := &n.kids[i]
		read := principalReader(m.key)
		if read == nil {
			return &fault{At: m.keyAt, Path: jsonscan.PathName(m.key), Msg: "a principal is one of AWS, Service, Federated, CanonicalUser"}
		}
		f := eachString(&m.node, func(v *node) *fault {
			p, msg := read(v.text)
			if msg != "" {
				return v.fault(msg)
			}
			s.principals = append(s.principals, p)
			return nil
		})
		if f != nil {
			return f.Within(m.key)
		}
	}
	if len(s.principals) == 0 {
		return n.fault("names nobody")
	}
	return nil
}

func principalReader(key string) func(string) (named, string) {
	switch key {
	case "AWS":
		return awsPrincipal
	case "Service":
		return servicePrincipal
	case "Federated", "CanonicalUser":
		return func(s string) (named, string) {
			if s == "" {
				return named{}, "names nobody"
			}
			return named{who: whoNobody, text: s}, ""
		}
	}
	return nil
}

func awsPrincipal(s string) (named, string) {
	switch {
	case s == "*":
		return named{who: whoEveryone}, ""
	case isAccount(s):
		return named{whoAccount, s}, ""
	case strings.ContainsAny(s, "*?"):
		return named{}, "a wildcard does not match part of a principal; use \"*\" with a condition on aws:PrincipalArn"
	}
	const wants = `wants an account, or the ARN of a root user, role, user or session, got `
	if !strings.HasPrefix(s, "arn:aws") || !isAccount(arnField(s, 4)) || arnField(s, 3) != "" {
		return named{}, wants + jsonscan.Quote(s)
	}
	of, rest := arnField(s, 2), arnField(s, 5)
	switch kind, name, _ := strings.Cut(rest, "/"); {
	case of == "iam" && rest == "root":
		return named{whoAccount, arnField(s, 4)}, ""
	case name == "":
	case of == "iam" && (kind == "role" || kind == "user"),
		of == "sts" && kind == "federated-user",
		of == "sts" && kind == "assumed-role" && strings.IndexByte(name, '/') > 0:
		return named{whoIdentity, s}, ""
	case of == "iam" && kind == "group":
		return named{}, "a group is no principal; name its users"
	}
	return named{}, wants + jsonscan.Quote(s)
}

func isAccount(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 12
}

func servicePrincipal(s string) (named, string) {
	if !strings.Contains(s, ".") || strings.ContainsAny(s, "*?:/ ") {
		return named{}, `wants a service principal such as "lambda.amazonaws.com", got ` + jsonscan.Quote(s)
	}
	return named{whoService, s}, ""
}

// grant returns how closely a value of Principal names p.
func (n *named) grant(p *Principal, kind Kind) Grant {
	switch n.who {
	case whoEveryone:
		return GrantDirect
	case whoService:
		if p.Service == n.text && p.Service != "" {
			return GrantDirect
		}
	case whoAccount:
		switch {
		case p.Account != n.text || !p.isIdentity():
		case p.isRoot():
			return GrantDirect
		case kind != GatewayEndpoint:
			return GrantAccount
		}
	case whoIdentity:
		// A gateway endpoint's policy cannot name roles and users: it names everyone,
		// with a condition on aws:PrincipalArn; an account there means its root user.
		// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
		switch {
		case kind == GatewayEndpoint:
		case p.ARN == n.text:
			return GrantDirect
		case p.RoleARN == n.text && p.RoleARN != "":
			return GrantRole
		}
	case whoNobody:
	}
	return NoGrant
}

// exempts reports whether NotPrincipal leaves p out. It has to name the session, its
// role and their account, or the user and the account: AWS may look at each of them.
// With a permissions boundary no caller is left out.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
func exempts(names []named, p *Principal, bounded bool) bool {
	if bounded {
		return false
	}
	var inAccount, role, self bool
	for i := range names {
		n := &names[i]
		switch n.who {
		case whoEveryone:
			return true
		case whoService:
			self = self || p.Service != "" && p.Service == n.text
		case whoAccount:
			inAccount = inAccount || p.isIdentity() && p.Account == n.text
		case whoIdentity:
			self = self || p.ARN == n.text
			role = role || p.RoleARN == n.text
		case whoNobody:
		}
	}
	switch {
	case p.isRoot():
		return inAccount
	case !p.isIdentity():
		return self
	}
	return inAccount && self && (role || p.RoleARN == "")
}
