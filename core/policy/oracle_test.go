package policy

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The oracle is a second, naive reading of the same language. It works on its own
// description of a policy, which is written out as JSON for Parse: nothing is compiled,
// wildcards are matched by trying everything, and it shares no code with the package.

type oStatement struct {
	effect       string
	principals   []string // "AWS ARN", "Service NAME" or "*"; none in documents that name no principals
	notPrincipal bool
	actions      []string
	notAction    bool
	resources    []string
	notResource  bool
	conditions   []oCondition
}

type oCondition struct {
	set, operator, key string
	ifExists           bool
	values             []string
}

type oDocument struct {
	version    string
	statements []oStatement
}

func (d oDocument) json() string {
	statements := []any{}
	for _, s := range d.statements {
		m := map[string]any{"Effect": s.effect}
		negate := func(name string, not bool, v any) {
			if not {
				name = "Not" + name
			}
			m[name] = v
		}
		negate("Action", s.notAction, s.actions)
		negate("Resource", s.notResource, s.resources)
		if slices.Contains(s.principals, "*") {
			negate("Principal", s.notPrincipal, "*")
		} else if len(s.principals) > 0 {
			p := map[string][]string{}
			for _, n := range s.principals {
				kind, name, _ := strings.Cut(n, " ")
				p[kind] = append(p[kind], name)
			}
			negate("Principal", s.notPrincipal, p)
		}
		conditions := map[string]map[string][]string{}
		for _, c := range s.conditions {
			name := c.set + c.operator
			if c.ifExists {
				name += "IfExists"
			}
			if conditions[name] == nil {
				conditions[name] = map[string][]string{}
			}
			conditions[name][c.key] = c.values
		}
		m["Condition"] = conditions
		statements = append(statements, m)
	}
	text, err := json.MarshalIndent(map[string]any{"Version": d.version, "Statement": statements}, "", " ")
	if err != nil {
		panic(err)
	}
	return string(text)
}

// An oChar is a character of a pattern: '*' and '?' are wildcards unless literal.
type oChar struct {
	r       rune
	literal bool
}

func oMatch(p []oChar, s []rune) bool {
	switch {
	case len(p) == 0:
		return len(s) == 0
	case p[0].r == '*' && !p[0].literal:
		for i := range len(s) + 1 {
			if oMatch(p[1:], s[i:]) {
				return true
			}
		}
		return false
	case len(s) == 0:
		return false
	case p[0].r == '?' && !p[0].literal, p[0].r == s[0]:
		return oMatch(p[1:], s[1:])
	}
	return false
}

func oChars(s string, literal bool) []oChar {
	var out []oChar
	for _, r := range s {
		out = append(out, oChar{r, literal})
	}
	return out
}

// oExpand replaces variables; false if one has no value.
func oExpand(s, version string, wildcards bool, r *Request) ([]oChar, bool) {
	if version != "2012-10-17" {
		return oChars(s, !wildcards), true
	}
	var out []oChar
	for s != "" {
		if !strings.HasPrefix(s, "${") {
			out = append(out, oChars(s[:1], !wildcards)...)
			s = s[1:]
			continue
		}
		name, rest, _ := strings.Cut(s[2:], "}")
		s = rest
		key, fallback, hasFallback := strings.Cut(name, ", ")
		values := oValues(r, key)
		switch {
		case name == "*", name == "?", name == "$":
			out = append(out, oChars(name, true)...)
		case len(values) == 1:
			out = append(out, oChars(values[0], true)...)
		case hasFallback:
			out = append(out, oChars(strings.Trim(fallback, "'"), true)...)
		default:
			return nil, false
		}
	}
	return out, true
}

func oValues(r *Request, key string) []string {
	for _, k := range r.Keys {
		if strings.EqualFold(k.Name, key) {
			if k.Values != nil {
				return k.Values
			}
			return []string{k.Value}
		}
	}
	if strings.EqualFold(key, "aws:PrincipalArn") {
		if r.Principal.RoleARN != "" {
			return []string{r.Principal.RoleARN}
		}
		if r.Principal.ARN != "" {
			return []string{r.Principal.ARN}
		}
	}
	return nil
}

// oCompare compares one value of the request with one of the policy, without negation;
// typed is false if the request's value is none of the operator's type.
func oCompare(c oCondition, version, want, got string, r *Request) (equal, typed, known bool) {
	op := strings.Replace(c.operator, "Not", "", 1)
	pattern, known := oExpand(want, version, op == "StringLike" || strings.HasPrefix(op, "Arn"), r)
	if !known {
		return false, true, false
	}
	switch {
	case op == "StringEquals", op == "StringLike":
		return oMatch(pattern, []rune(got)), true, true
	case op == "StringEqualsIgnoreCase":
		for i := range pattern {
			pattern[i].r = []rune(strings.ToLower(string(pattern[i].r)))[0]
		}
		return oMatch(pattern, []rune(strings.ToLower(got))), true, true
	case strings.HasPrefix(op, "Arn"):
		parts := [][]oChar{nil}
		for _, ch := range pattern {
			if ch.r == ':' && len(parts) < 6 {
				parts = append(parts, nil)
				continue
			}
			parts[len(parts)-1] = append(parts[len(parts)-1], ch)
		}
		arn := strings.SplitN(got, ":", 6)
		if len(arn) != len(parts) {
			return false, true, true
		}
		for i := range arn {
			if !oMatch(parts[i], []rune(arn[i])) {
				return false, true, true
			}
		}
		return true, true, true
	case strings.HasPrefix(op, "Numeric"):
		w, _ := strconv.ParseFloat(want, 64)
		g, err := strconv.ParseFloat(got, 64)
		return oOrder(op[len("Numeric"):], g-w), err == nil, true
	case strings.HasPrefix(op, "Date"):
		w, _ := time.Parse(time.RFC3339, want)
		g, err := time.Parse(time.RFC3339, got)
		return oOrder(op[len("Date"):], float64(g.Sub(w))), err == nil, true
	case op == "Bool":
		return want == got, got == "true" || got == "false", true
	case op == "IpAddress":
		address, bits, found := strings.Cut(want, "/")
		n := 32
		if found {
			n, _ = strconv.Atoi(bits)
		}
		w, _ := oAddress(address)
		g, ok := oAddress(got)
		return n == 0 || w>>(32-n) == g>>(32-n), ok, true
	}
	panic(c.operator)
}

func oOrder(how string, difference float64) bool {
	switch how {
	case "Equals":
		return difference == 0
	case "LessThan":
		return difference < 0
	case "LessThanEquals":
		return difference <= 0
	case "GreaterThan":
		return difference > 0
	}
	return difference >= 0
}

func oAddress(s string) (n uint32, ok bool) {
	parts := strings.Split(s, ".")
	for _, p := range parts {
		b, err := strconv.Atoi(p)
		if err != nil {
			return 0, false
		}
		n = n<<8 | uint32(b)
	}
	return n, len(parts) == 4
}

func oHolds(c oCondition, version string, r *Request) bool {
	values := oValues(r, c.key)
	if c.operator == "Null" {
		return (len(values) == 0) == (c.values[0] == "true")
	}
	if c.set != "" && len(values) == 1 && values[0] == "" {
		values = nil
	}
	negated := strings.Contains(c.operator, "Not")
	if len(values) == 0 {
		return c.ifExists || c.set == "ForAllValues:" || c.set == "" && negated
	}
	if c.set == "" && len(values) > 1 {
		return false
	}
	met := 0
	for _, got := range values {
		matched, spoilt := false, false
		for _, want := range c.values {
			equal, typed, known := oCompare(c, version, want, got, r)
			if !typed || !known {
				spoilt = true
			} else if equal {
				matched = true
			}
		}
		if matched != negated && (matched || !spoilt) {
			met++
		}
	}
	if c.set == "ForAllValues:" {
		return met == len(values)
	}
	return met > 0
}

// oGrant: 3 the caller or everyone, 2 its role, 1 its account, 0 nobody.
func oGrant(s oStatement, kind Kind, bounded bool, p Principal) int {
	if !kind.namesPrincipals() {
		return 3
	}
	has := func(name string) bool { return slices.Contains(s.principals, name) }
	account := p.ARN != "" && (has("AWS "+p.Account) || has("AWS arn:aws:iam::"+p.Account+":root"))
	isRoot := p.ARN == "arn:aws:iam::"+p.Account+":root"
	self := p.ARN != "" && has("AWS "+p.ARN) || p.Service != "" && has("Service "+p.Service)
	role := p.RoleARN != "" && has("AWS "+p.RoleARN)
	if s.notPrincipal {
		exempt := false
		switch {
		case has("*"):
			exempt = true
		case p.ARN == "":
			exempt = self
		case isRoot:
			exempt = account
		case p.RoleARN != "":
			exempt = account && role && self
		default:
			exempt = account && self
		}
		if exempt && !bounded {
			return 0
		}
		return 3
	}
	if kind == GatewayEndpoint {
		if has("*") || isRoot && account || p.Service != "" && self {
			return 3
		}
		return 0
	}
	switch {
	case has("*"), self, isRoot && account:
		return 3
	case role:
		return 2
	case account:
		return 1
	}
	return 0
}

func oApplies(s oStatement, version string, kind Kind, bounded bool, r *Request) int {
	grant := oGrant(s, kind, bounded, r.Principal)
	action := false
	for _, a := range s.actions {
		action = action || oMatch(oChars(strings.ToLower(a), false), []rune(strings.ToLower(r.Action)))
	}
	resource, known := false, true
	for _, p := range s.resources {
		pattern, ok := oExpand(p, version, true, r)
		known = known && ok
		resource = resource || ok && oMatch(pattern, []rune(r.Resource))
	}
	if action == s.notAction || resource == s.notResource || s.notResource && !known {
		return 0
	}
	for _, c := range s.conditions {
		if !oHolds(c, version, r) {
			return 0
		}
	}
	return grant
}

// oSays returns whether a document denies, and how closely it allows.
func oSays(d oDocument, kind Kind, bounded bool, r *Request) (denies bool, grant int) {
	for _, s := range d.statements {
		g := oApplies(s, d.version, kind, bounded, r)
		if s.effect == "Deny" {
			denies = denies || g > 0
		} else {
			grant = max(grant, g)
		}
	}
	return denies, grant
}

// A chooser makes small random policies over few names, so that they often match.
type chooser struct{ *rand.Rand }

func (c chooser) of(from ...string) string { return from[c.IntN(len(from))] }
func (c chooser) some(from ...string) []string {
	var out []string
	for range 1 + c.IntN(2) {
		out = append(out, c.of(from...))
	}
	return out
}
func (c chooser) maybe(n int) bool { return c.IntN(n) == 0 }

func (c chooser) resource() string {
	if c.maybe(3) {
		return "*"
	}
	s := "arn:aws:s3:::b"
	for range c.IntN(4) {
		s += c.of("a", "b", "/", "*", "?", "${x:s}", "${x:no}", "${x:no, 'a'}", "${*}", "${x:t}")
	}
	return s
}

func (c chooser) condition() oCondition {
	o := oCondition{set: c.of("", "", "", "ForAllValues:", "ForAnyValue:"), ifExists: c.maybe(4)}
	switch c.IntN(7) {
	case 0, 1:
		o.operator = c.of("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase")
		o.key, o.values = c.of("x:s", "X:S", "x:no", "x:t", "x:none", "x:empty"), c.some("a", "B", "b", "a*", "?", "*", "", "${x:s}", "${x:no}", "${*}", "a${x:no, 'b'}")
	case 2:
		o.operator = c.of("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals")
		o.key, o.values = c.of("x:n", "x:n", "x:no", "x:s", "x:nn"), c.some("1", "2", "2.5", "3")
	case 3:
		o.operator = c.of("DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals")
		o.key, o.values = c.of("x:d", "x:d", "x:no", "x:s"), c.some("2026-06-15T12:00:00Z", "2026-06-15T14:00:00+02:00", "2026-06-15T12:00:01Z", "2020-02-29T00:00:00Z")
	case 4:
		o.operator = c.of("IpAddress", "NotIpAddress")
		o.key, o.values = c.of("x:ip", "x:ip", "x:no", "x:s"), c.some("10.0.0.0/8", "10.0.1.0/24", "10.0.0.7", "0.0.0.0/0", "10.0.0.4/30")
	case 5:
		o.operator = c.of("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike")
		o.key, o.values = c.of("aws:PrincipalArn", "x:no", "x:s", "x:arn"), c.some("arn:aws:iam::*:role/*", userARN, "arn:*:*:*:*:*", "arn:aws:iam:*:role/x:y:z", "arn:aws:s?:::${x:s}*")
	case 6:
		o.operator, o.set, o.ifExists = "Null", "", false
		if c.maybe(2) {
			o.operator = "Bool"
		}
		o.key, o.values = c.of("x:b", "x:no", "x:none", "x:s", "x:empty"), []string{c.of("true", "false")}
	}
	return o
}

func (c chooser) document(kind Kind) oDocument {
	d := oDocument{version: c.of("2012-10-17", "2012-10-17", "2008-10-17")}
	if kind == ServiceControl || kind == ResourceControl {
		d.version = "2012-10-17"
	}
	for range 1 + c.IntN(3) {
		s := oStatement{effect: c.of("Allow", "Allow", "Allow", "Deny"), notAction: c.maybe(6), notResource: c.maybe(6)}
		s.actions = c.some("s3:Get", "S3:g?t", "s3:*", "*", "s3:Put", "s3:GetMore", "s3:*t")
		for range 1 + c.IntN(2) {
			r := c.resource()
			if d.version != "2012-10-17" {
				r = strings.NewReplacer("${", "", "}", "", ", ", "", "'", "").Replace(r)
			}
			s.resources = append(s.resources, r)
		}
		if kind.namesPrincipals() {
			s.principals = c.some("*", "AWS "+acct, "AWS arn:aws:iam::"+acct+":root", "AWS "+roleARN, "AWS "+session.ARN, "AWS "+userARN,
				"Service "+gateway.Service, "AWS "+other, "AWS "+roleARN, "*")
			if s.effect == "Deny" && c.maybe(2) {
				s.notPrincipal = true
				s.principals = append(s.principals, c.some("AWS "+acct, "AWS "+roleARN, "AWS "+session.ARN, "AWS "+userARN)...)
			}
		}
		if kind == ResourceControl {
			s.effect, s.notAction, s.notPrincipal, s.principals = "Deny", false, false, []string{"*"}
		}
		for range c.IntN(3) {
			o := c.condition()
			same := func(p oCondition) bool { return p.operator == o.operator && strings.EqualFold(p.key, o.key) }
			if !slices.ContainsFunc(s.conditions, same) { // JSON has no two of a name
				s.conditions = append(s.conditions, o)
			}
		}
		d.statements = append(d.statements, s)
	}
	return d
}

func (c chooser) request() Request {
	r := Request{
		Principal: []Principal{session, session, user, root, gateway, nobody}[c.IntN(6)],
		Action:    c.of("s3:Get", "S3:GET", "s3:Put", "s3:GetMore"),
		Resource:  c.of("*", "arn:aws:s3:::b", "arn:aws:s3:::ba", "arn:aws:s3:::bab/a", "arn:aws:s3:::b*"),
	}
	for _, k := range []Key{
		{Name: "x:s", Value: c.of("a", "b", "B", "ab", "*")}, {Name: "X:n", Value: c.of("1", "2", "3")}, {Name: "x:d", Value: c.of("2026-06-15T12:00:00Z", "2020-02-29T00:00:00Z")},
		{Name: "x:ip", Value: c.of("10.0.0.7", "10.0.1.7", "192.0.2.1")}, {Name: "x:b", Value: c.of("true", "false")}, {Name: "x:t", Values: []string{"a", c.of("a", "b")}},
		{Name: "x:none", Values: []string{}}, {Name: "x:empty", Value: ""}, {Name: "x:nn", Values: []string{"1", "2"}}, {Name: "x:arn", Value: "arn:aws:s3:::ab"},
	} {
		if !c.maybe(4) {
			r.Keys = append(r.Keys, k)
		}
	}
	return r
}

// rounds is enough to find what these tests have ever found; the race detector makes
// the oracle slow.
const rounds = 6_000

// One document: the package and the oracle agree.
func TestEvaluateAgainstOracle(t *testing.T) {
	c := chooser{rand.New(rand.NewPCG(7, 11))}
	seen := map[Decision]int{}
	for round := range rounds {
		kind := Identity + Kind(c.IntN(int(ResourceControl)))
		od, r := c.document(kind), c.request()
		d, err := Parse([]byte(od.json()), kind)
		if err != nil {
			t.Fatalf("round %d: %v\n%v %s", round, err, kind, od.json())
		}
		got := d.Evaluate(&r)
		denies, grant := oSays(od, kind, false, &r)
		want := Result{Decision: NoMatch}
		switch {
		case denies:
			want = Result{Decision: Deny}
		case grant > 0:
			want = Result{Decision: Allow, Grant: Grant(grant)}
		}
		seen[want.Decision]++
		if got.Decision != want.Decision || got.Grant != want.Grant {
			t.Fatalf("round %d: got %q %v, want %q %v\n%v %s\n%+v", round, got.Decision, got.Grant, want.Decision, want.Grant, kind, od.json(), r)
		}
		// Each statement either applies or was tried in vain.
		for i, s := range od.statements {
			missed := slices.ContainsFunc(got.Tried, func(m Miss) bool { return m.Statement == i && m.Why != Applies })
			if applies := oApplies(s, od.version, kind, false, &r) > 0; applies == missed {
				t.Fatalf("round %d: statement %d applies: %v, but the evidence is %+v\n%s\n%+v", round, i, applies, got.Tried, od.json(), r)
			}
		}
	}
	for _, d := range []Decision{NoMatch, Allow, Deny} {
		if seen[d] < rounds/20 {
			t.Errorf("too few cases of %q to prove anything: %v", d, seen)
		}
	}
}

// All documents: J4's formula, and every blocker is one.
func TestAuthoriseAgainstOracle(t *testing.T) {
	c := chooser{rand.New(rand.NewPCG(13, 17))}
	allowed := 0
	for round := range rounds / 2 {
		r := c.request()
		q := Question{Request: r, SameAccount: c.maybe(2), ResourceMustAllow: c.maybe(8)}
		deny := false
		var texts []string
		bounded := c.maybe(4) && r.Principal.ARN != root.ARN // a root user has none
		add := func(kind Kind) (*Document, int) {
			od := c.document(kind)
			d, err := Parse([]byte(od.json()), kind)
			if err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
			denies, grant := oSays(od, kind, bounded, &r)
			deny = deny || denies && (kind.namesPrincipals() || r.Principal.ARN != "")
			texts = append(texts, fmt.Sprintf("%v %s", kind, od.json()))
			return d, grant
		}
		union := func(kind Kind, n int) (docs []*Document, allows bool) {
			for range n {
				d, grant := add(kind)
				docs, allows = append(docs, d), allows || grant > 0
			}
			return docs, allows
		}
		endpoints := true
		for range c.IntN(3) {
			if c.maybe(2) {
				q.Endpoint = append(q.Endpoint, nil)
				continue
			}
			d, grant := add([]Kind{Endpoint, GatewayEndpoint}[c.IntN(2)])
			q.Endpoint, endpoints = append(q.Endpoint, d), endpoints && grant > 0
		}
		scps := true
		for range c.IntN(2) * c.IntN(3) {
			docs, allows := union(ServiceControl, 1+c.IntN(2))
			q.ServiceControl, scps = append(q.ServiceControl, docs), scps && allows
		}
		q.ResourceControl, _ = union(ResourceControl, c.IntN(4)/3)
		resource := 0
		if c.maybe(2) {
			q.Resource, resource = add(Resource)
		}
		var identity bool
		q.Identity, identity = union(Identity, c.IntN(3))
		boundary, sessions := true, true
		if bounded {
			d, grant := add(Boundary)
			q.Boundary, boundary = d, grant > 0
		}
		if c.maybe(4) && r.Principal.RoleARN != "" {
			q.Session, sessions = union(SessionPolicy, 1+c.IntN(2))
		}

		isRoot := r.Principal.ARN == root.ARN
		identity = identity || isRoot
		var want bool
		switch {
		case r.Principal.ARN == "":
			want = !deny && endpoints && resource > 0
		case q.SameAccount && q.ResourceMustAllow:
			want = !deny && endpoints && scps && (resource == 3 || resource == 2 && boundary && sessions || resource == 1 && identity && boundary && sessions)
		case q.SameAccount:
			want = !deny && endpoints && scps && (resource == 3 || (identity || resource == 2) && boundary && sessions)
		default:
			want = !deny && endpoints && scps && identity && boundary && sessions && resource > 0
		}
		if want {
			allowed++
		}
		a := Authorise(&q)
		if a.Allowed != want || a.Allowed != (len(a.Blockers) == 0) {
			t.Fatalf("round %d: got %v %+v, want %v\n%s\n%+v\nsame account %v, must allow %v", round, a.Allowed, a.Blockers, want,
				strings.Join(texts, "\n"), r, q.SameAccount, q.ResourceMustAllow)
		}
		// All the blockers mended, the request is allowed; with one left, it is not.
		mended := q
		mend(t, &mended, a.Blockers, -1)
		if m := Authorise(&mended); !m.Allowed {
			t.Fatalf("round %d: mended %+v, but then %+v\n%s\n%+v", round, a.Blockers, m.Blockers, strings.Join(texts, "\n"), r)
		}
		for i := range a.Blockers {
			mended = q
			mend(t, &mended, a.Blockers, i)
			if m := Authorise(&mended); m.Allowed {
				t.Fatalf("round %d: blocker %d of %+v was none\n%s\n%+v", round, i, a.Blockers, strings.Join(texts, "\n"), r)
			}
		}
	}
	if n := rounds / 2; allowed < n/20 || allowed > n*19/20 {
		t.Errorf("%d of %d allowed: too one-sided to prove anything", allowed, n)
	}
}

// mend removes the denying statements of blockers, and adds what allows everything to
// where there was silence; all but blocker number except.
func mend(t *testing.T, q *Question, blockers []Blocker, except int) {
	q.Endpoint, q.Identity, q.Session = slices.Clone(q.Endpoint), slices.Clone(q.Identity), slices.Clone(q.Session)
	q.ResourceControl, q.ServiceControl = slices.Clone(q.ResourceControl), slices.Clone(q.ServiceControl)
	at := func(b Blocker) **Document {
		switch b.Kind {
		case Endpoint:
			return &q.Endpoint[b.Document]
		case ResourceControl:
			return &q.ResourceControl[b.Document]
		case ServiceControl:
			q.ServiceControl[b.Level] = slices.Clone(q.ServiceControl[b.Level])
			return &q.ServiceControl[b.Level][b.Document]
		case Resource:
			return &q.Resource
		case Identity:
			return &q.Identity[b.Document]
		case Boundary:
			return &q.Boundary
		case SessionPolicy:
			return &q.Session[b.Document]
		}
		t.Fatalf("a blocker of no kind: %+v", b)
		return nil
	}
	// Denies from the last statement to the first, so that indices stay right.
	for i := len(blockers) - 1; i >= 0; i-- {
		if b := blockers[i]; b.Explicit && i != except {
			d := at(b)
			fewer := **d
			fewer.Statements = slices.Delete(slices.Clone(fewer.Statements), b.Statement, b.Statement+1)
			*d = &fewer
		}
	}
	for i, b := range blockers {
		if b.Explicit || i == except {
			continue
		}
		plain := mustParse(t, allowAll, Identity)
		switch b.Kind {
		case Endpoint:
			more := *q.Endpoint[b.Document]
			more.Statements = append(slices.Clone(more.Statements), mustParse(t, allowEveryone, Endpoint).Statements...)
			q.Endpoint[b.Document] = &more
		case ServiceControl:
			q.ServiceControl[b.Level] = append(slices.Clone(q.ServiceControl[b.Level]), plain)
		case Resource:
			more := Document{Kind: Resource, Version: version2012}
			if q.Resource != nil {
				more = *q.Resource
			}
			allow := allowEveryone
			switch p := q.Principal; {
			case p.ARN == "" || p.isRoot() || !q.SameAccount:
			case p.RoleARN != "": // not beyond the boundary, as everyone would be
				allow = strings.Replace(allow, `"*"`, `{"AWS": "`+p.RoleARN+`"}`, 1)
			default:
				allow = strings.Replace(allow, `"*"`, `{"AWS": "`+acct+`"}`, 1)
				q.Identity = append(q.Identity, plain)
			}
			more.Statements = append(slices.Clone(more.Statements), mustParse(t, allow, Resource).Statements...)
			q.Resource = &more
		case Identity:
			q.Identity = append(q.Identity, plain)
		case Boundary:
			more := *q.Boundary
			more.Statements = append(slices.Clone(more.Statements), plain.Statements...)
			q.Boundary = &more
		case SessionPolicy:
			q.Session = append(q.Session, plain)
		}
	}
}
