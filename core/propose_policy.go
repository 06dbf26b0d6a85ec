package core

import (
	"slices"
	"strings"
)

// Permission: the one statement that is missing, or an exception from one that denies.

// permit allows the very action on the very resource where a policy is silent, and
// exempts the caller's role where one denies.
func (m *mender) permit() {
	s := m.s
	if s.ARN == "" {
		return
	}
	id, field := s.Cause.ID, s.Cause.Field
	what := strings.ReplaceAll(s.Detail, ", ", " and ") + " on " + s.ARN
	switch s.Reason {
	case IdentityPolicySilent:
		if _, ok := m.n.byID[id].(*Role); ok {
			doc := document(statement(s, "", ""))
			m.offer(m.edit(id, 1, "Allow "+m.name(id)+" "+what, func(r Resource) {
				r.(*Role).Policies = append(r.(*Role).Policies, NamedPolicy{Name: "allow-" + strings.ReplaceAll(firstOf(s.Detail), ":", "-"), Document: doc})
			}))
		}
	case BoundarySilent, SessionPolicySilent, ServiceControlSilent:
		m.amendPolicy(id, field, 1, "Allow "+what+" in the "+policyWord(s.Reason)+" "+m.name(id), func(p PolicyText) PolicyText { return withStatement(p, statement(s, "", "")) })
	case EndpointPolicySilent:
		condition := ""
		if arn := m.callerARN(ID(m.v.Query.From)); arn != "" {
			condition = `{"ArnEquals":{"aws:PrincipalArn":` + inJSON(arn) + `}}`
		}
		m.amendPolicy(s.At, fieldPolicy, 1, "Allow "+what+" in the policy of "+m.name(s.At), func(p PolicyText) PolicyText {
			return withStatement(p, statement(s, `"*"`, condition))
		})
	case ResourcePolicySilent:
		for _, who := range m.callers() {
			st := statement(s, who.principal, who.condition)
			m.amendPolicy(id, fieldPolicy, 1+who.opens, "Allow "+who.name+" "+what+" in the policy of "+m.name(id), func(p PolicyText) PolicyText {
				return withStatement(p, st)
			})
		}
	case IdentityPolicyDenies, BoundaryDenies, SessionPolicyDenies, ServiceControlDenies, ResourceControlDenies, ResourcePolicyDenies, EndpointPolicyDenies:
		arn := m.callerARN(ID(m.v.Query.From))
		if f, ok := m.n.byID[ID(m.v.Query.To)].(*Function); ok && arn == "" {
			arn = m.callerARN(f.ID) // polled in the name of its role
		}
		if s.Cause.Part != PartStatement || s.Cause.Index < 0 || arn == "" {
			return
		}
		field := field
		if s.Reason == ResourcePolicyDenies || s.Reason == EndpointPolicyDenies {
			field = fieldPolicy
		}
		m.amendPolicy(id, field, 2, "Exempt the role "+arn[strings.LastIndexByte(arn, '/')+1:]+" from the Deny of "+m.name(id), func(p PolicyText) PolicyText {
			return exempting(p, s.Cause.Index, arn)
		})
	}
}

func policyWord(r Reason) string {
	switch r {
	case BoundarySilent:
		return "permissions boundary of"
	case SessionPolicySilent:
		return "session policy of"
	}
	return "service control policy"
}

func firstOf(list string) string {
	first, _, _ := strings.Cut(list, ",")
	return first
}

// amendPolicy changes one policy of a resource; a change that yields none is no offer.
func (m *mender) amendPolicy(id ID, field string, opens int, text string, change func(PolicyText) PolicyText) {
	r := m.n.byID[id]
	if r == nil {
		return
	}
	if p := policyOf(copied(r), field); p != nil && change(*p) != nil {
		m.offer(m.edit(id, opens, text, func(r Resource) {
			if p := policyOf(r, field); p != nil {
				if q := change(*p); q != nil {
					*p = q
				}
			}
		}))
	}
}

// policyOf points at a policy of a resource, as a [Ref] names it.
func policyOf(r Resource, field string) *PolicyText {
	switch r := r.(type) {
	case *Service:
		return &r.Policy
	case *Function:
		return &r.Policy
	case *APIGateway:
		return &r.Policy
	case *GatewayEndpoint:
		return &r.Policy
	case *InterfaceEndpoint:
		return &r.Policy
	case *OrganizationPolicy:
		return &r.Document
	case *Role:
		switch field {
		case "boundary":
			return &r.Boundary
		case fieldSession:
			return &r.Session
		}
		r.Policies = slices.Clone(r.Policies)
		for i := range r.Policies {
			if field == "policies/"+itoa(i) && r.Policies[i].Managed == "" {
				return &r.Policies[i].Document
			}
		}
	}
	return nil
}

// callerARN returns the ARN of the role that an end calls with, "" if it has none.
func (m *mender) callerARN(id ID) string {
	role := id
	switch r := m.n.byID[id].(type) {
	case *Function:
		role = r.Role
	case *Instance:
		role = r.Role
	case *Host:
		role = r.Role
	case *Service:
		role = r.Role
	}
	if x := m.n.roles[role]; x != nil {
		return x.arn
	}
	return ""
}

// A grantee is whom a resource policy may name.
type grantee struct {
	name, principal, condition string
	opens                      int
}

// callers returns who may have been refused, from the narrowest: the caller's role, a
// service for one source of its own, and whoever uses a URL that asks for no signature.
func (m *mender) callers() []grantee {
	n, s := m.n, m.s
	var out []grantee
	if arn := m.callerARN(ID(m.v.Query.From)); arn != "" {
		out = append(out, grantee{"the role " + arn[strings.LastIndexByte(arn, '/')+1:], `{"AWS":` + inJSON(arn) + `}`, "", 0})
	}
	for j := m.i; j >= -1; j-- {
		id := ID(m.v.Query.From)
		if j >= 0 {
			id = m.p.Steps[j].At
		}
		r := n.byID[id]
		t := triggerOf(r)
		if t == nil || t.principal == "" || id == s.At {
			continue
		}
		source := fillForm(t.source, n.regionOf(id), n.accountOf(id), n.label(id))
		out = append(out, grantee{t.principal, `{"Service":` + inJSON(t.principal) + `}`, `{"ArnLike":{"aws:SourceArn":` + inJSON(source) + `}}`, 0})
		break
	}
	switch r := n.byID[s.Cause.ID].(type) {
	case *Function:
		if r.URL == URLNone {
			out = append(out, grantee{"whoever knows the URL", `"*"`, `{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}`, 32})
		}
	case *APIGateway:
		if x := m.source(); x != nil && r.Endpoint == APIPrivate {
			out = append(out, grantee{"callers of " + m.name(x.subnet.VPC), `"*"`, `{"StringEquals":{"aws:SourceVpc":` + inJSON(string(x.subnet.VPC)) + `}}`, 8})
		}
	}
	return out
}

// statement writes what allows the actions of a step on its resource.
func statement(s *Step, principal, condition string) string {
	text := `{"Effect":"Allow",`
	if principal != "" {
		text += `"Principal":` + principal + `,`
	}
	actions := strings.Split(s.Detail, ", ")
	text += `"Action":`
	if len(actions) == 1 {
		text += inJSON(actions[0])
	} else {
		for i, a := range actions {
			actions[i] = inJSON(a)
		}
		text += "[" + strings.Join(actions, ",") + "]"
	}
	text += `,"Resource":` + inJSON(s.ARN)
	if condition != "" {
		text += `,"Condition":` + condition
	}
	return text + "}"
}

func document(statement string) PolicyText {
	return PolicyText(`{"Version":"2012-10-17","Statement":[` + statement + `]}`)
}

// withStatement adds a statement to a policy.
func withStatement(p PolicyText, statement string) PolicyText {
	if len(p) == 0 {
		return document(statement)
	}
	from, to := member(string(p), "Statement")
	if from < 0 {
		return nil
	}
	old := strings.TrimSpace(string(p[from:to]))
	switch {
	case old == "[]" || strings.TrimSpace(strings.Trim(old, "[]")) == "":
		old = "[" + statement + "]"
	case old[0] == '[':
		old = old[:len(old)-1] + "," + statement + "]"
	default:
		old = "[" + old + "," + statement + "]"
	}
	return PolicyText(string(p[:from]) + old + string(p[to:]))
}

// exempting adds a condition to a statement, so that it does not hold for a role.
func exempting(p PolicyText, index int, arn string) PolicyText {
	from, to := member(string(p), "Statement")
	if from < 0 {
		return nil
	}
	if p[from] == '[' {
		at := from + 1
		for i := 0; ; i++ {
			at = skipSpace(string(p), at)
			if at >= to || p[at] == ']' {
				return nil
			}
			end := valueEnd(string(p), at)
			if i == index {
				from, to = at, end
				break
			}
			at = skipSpace(string(p), end)
			if at < to && p[at] == ',' {
				at++
			}
		}
	} else if index != 0 {
		return nil
	}
	st := string(p[from:to])
	operator := `"ArnNotEquals":{"aws:PrincipalArn":` + inJSON(arn) + `}`
	if a, b := member(st, "Condition"); a >= 0 {
		inner := strings.TrimSpace(st[a:b])
		if strings.Contains(inner, `"ArnNotEquals"`) || len(inner) < 2 {
			return nil
		}
		if rest := strings.TrimSpace(inner[1 : len(inner)-1]); rest != "" {
			operator += "," + rest
		}
		st = st[:a] + "{" + operator + "}" + st[b:]
	} else {
		st = strings.TrimRight(st[:len(st)-1], " \n\t") + `,"Condition":{` + operator + `}}`
	}
	return PolicyText(string(p[:from]) + st + string(p[to:]))
}

// member returns where the value of an object's member stands; from is negative where
// there is none.
func member(s, name string) (from, to int) {
	at := skipSpace(s, 0)
	if at >= len(s) || s[at] != '{' {
		return -1, -1
	}
	for at = skipSpace(s, at+1); at < len(s) && s[at] == '"'; at = skipSpace(s, at) {
		end := valueEnd(s, at)
		key := s[at:end]
		at = skipSpace(s, end)
		if at >= len(s) || s[at] != ':' {
			return -1, -1
		}
		at = skipSpace(s, at+1)
		end = valueEnd(s, at)
		if key == `"`+name+`"` {
			return at, end
		}
		if at = skipSpace(s, end); at >= len(s) || s[at] != ',' {
			return -1, -1
		}
		at++
	}
	return -1, -1
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r') {
		i++
	}
	return i
}

// valueEnd returns where the JSON value that starts at i ends.
func valueEnd(s string, i int) int {
	depth, quoted := 0, false
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case quoted && c == '\\':
			i++
		case quoted:
			if quoted = c != '"'; !quoted && depth == 0 {
				return i + 1
			}
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case depth == 0 && (c == ',' || c == ' ' || c == '\n' || c == '\t' || c == '\r'):
			return i
		}
	}
	return i
}

// credentials gives a caller that signs nothing a role of its own.
func (m *mender) credentials() {
	id := ID(m.v.Query.From)
	role := &Role{Common: Common{ID: m.fresh("role-" + id)}, Policies: []NamedPolicy{{Name: "call", Document: document(statement(m.s, "", ""))}}}
	text := "Give " + m.name(id) + " the role " + string(role.ID)
	switch m.n.byID[id].(type) {
	case *Instance, *Host:
		m.offer(added(role, 1, "Add a role "+string(role.ID)+" that allows "+m.s.Detail+" on "+m.s.ARN), m.edit(id, 1, text, func(r Resource) {
			switch r := r.(type) {
			case *Instance:
				r.Role = role.ID
			case *Host:
				r.Role = role.ID
			}
		}))
	}
}

// aim makes the function what its caller invokes.
func (m *mender) aim() {
	n := m.n
	f, ok := n.byID[ID(m.v.Query.To)].(*Function)
	if !ok {
		return
	}
	if m.s.Reason == NoFunctionURL {
		m.offer(m.edit(f.ID, 1, "Give "+m.name(f.ID)+" a URL that asks for signatures (AWS_IAM)", func(r Resource) { r.(*Function).URL = URLIAM }))
		return
	}
	switch r := n.byID[m.s.At].(type) {
	case *Service, *Broker:
		e := &EventSourceMapping{Common: Common{ID: m.fresh("esm-" + r.Head().ID + "-" + f.ID)}, Source: r.Head().ID, Function: f.ID}
		m.offer(added(e, 1, "Add an event source mapping from "+m.name(r.Head().ID)+" to "+m.name(f.ID)))
	case *EventSourceMapping:
		m.offer(m.shift(r.ID, 1, "Let "+m.name(r.ID)+" invoke "+m.name(f.ID), func(r Resource) { r.(*EventSourceMapping).Function = f.ID }))
	case *APIGateway:
		m.offer(m.shift(r.ID, 1, "Make "+m.name(f.ID)+" the integration of "+m.name(r.ID), func(r Resource) { r.(*APIGateway).Integration = f.ID }))
	case *LoadBalancer:
		if len(r.Listeners) == 0 {
			return
		}
		m.offer(m.shift(r.ID, 1, "Make "+m.name(f.ID)+" the target of "+m.name(r.ID), func(r Resource) {
			c := r.(*LoadBalancer)
			c.Listeners = slices.Clone(c.Listeners)
			c.Listeners[0].Targets = []ID{f.ID} // a target group has one function
		}))
	}
}

// inJSON writes a string as JSON does.
func inJSON(s string) string { return string(appendString(nil, s)) }
