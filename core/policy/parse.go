package policy

import (
	"bytes"
	"strings"

	"lasthop/core/jsonscan"
)

// A Document is a parsed policy.
type Document struct {
	Kind Kind
	// Version is "2012-10-17", or the older "2008-10-17", which a document without a
	// Version has, and which knows no policy variables.
	Version    string
	ID         string
	Statements []Statement
}

// The versions of the language.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
const (
	version2012 = "2012-10-17"
	version2008 = "2008-10-17"
)

// A Statement is one statement of a policy.
type Statement struct {
	Sid    string
	Effect Decision // Allow or Deny
	Line   int      // where it stands in the text, from 1

	principals []named
	actions    []pattern // in lower case
	resources  []pattern
	conditions []condition

	notPrincipal, notAction, notResource bool
}

// Parse reads a policy of a kind. Where AWS would refuse it, Parse does, with an [*Error].
func Parse(data []byte, kind Kind) (*Document, error) {
	p := parser{kind: kind, data: data}
	d, f := p.policy()
	if f != nil {
		return nil, errorAt(f, data)
	}
	return d, nil
}

type parser struct {
	kind      Kind
	data      []byte
	variables bool // the document's version knows policy variables
}

// sizes holds, by Kind, how many bytes a policy may have, and whether white space counts.
// A role's inline policies have 10,240 together, so that one of them never has more.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
var sizes = [...]struct {
	bytes int
	space bool
	text  string
}{
	Identity:        {10240, false, "10,240 characters, white space not counted"},
	Boundary:        {6144, false, "6,144 characters, white space not counted"},
	Endpoint:        {20480, true, "20,480 characters"},
	GatewayEndpoint: {20480, true, "20,480 characters"},
	ResourceControl: {},
}

func (p *parser) size() *fault {
	if len(p.data) > maxBytes {
		return &fault{Msg: "the policy is too large: no policy has more than 64 KB"}
	}
	if int(p.kind) >= len(sizes) || p.kind == NoKind {
		return &fault{Msg: "a policy of no kind that there is"}
	}
	most := sizes[p.kind]
	if most.bytes == 0 {
		return nil
	}
	n := len(p.data)
	if !most.space {
		for _, c := range []byte(" \t\r\n") {
			n -= bytes.Count(p.data, []byte{c})
		}
	}
	if n > most.bytes {
		return &fault{Msg: "the policy is too large: " + p.kind.withArticle() + " has at most " + most.text}
	}
	return nil
}

// withArticle returns the kind's name with "a" or "an".
func (k Kind) withArticle() string { return kinds[k].article + " " + kinds[k].name }

var policyElements = []string{"Version", "Id", "Statement"}

func (p *parser) policy() (*Document, *fault) {
	if f := p.size(); f != nil {
		return nil, f
	}
	root, f := document(p.data)
	if f != nil {
		return nil, f
	}
	d := &Document{Kind: p.kind, Version: version2008}
	elements, f := p.elements(&root, "a policy, which is an object", policyElements)
	if f != nil {
		return nil, f
	}
	version, id, statement := elements[0], elements[1], elements[2]
	if version != nil {
		if version.form != isString || version.text != version2012 && version.text != version2008 {
			return nil, version.wants(jsonscan.Quote(version2012)).Within("Version")
		}
		d.Version = version.text
	}
	// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
	if (p.kind == ServiceControl || p.kind == ResourceControl) && (version == nil || d.Version != version2012) {
		msg := p.kind.withArticle() + ` wants "Version": "2012-10-17"`
		if version != nil {
			return nil, version.fault(msg).Within("Version")
		}
		return nil, root.fault(msg)
	}
	p.variables = d.Version == version2012
	if id != nil {
		if !p.kind.namesPrincipals() || p.kind == ResourceControl {
			return nil, id.fault(p.kind.withArticle() + " has no Id").Within("Id")
		}
		if id.form != isString {
			return nil, id.wants("a string").Within("Id")
		}
		d.ID = id.text
	}
	if f := p.characters(); f != nil {
		return nil, f
	}
	if statement == nil {
		return nil, root.fault("wants a Statement")
	}
	return d, p.statements(d, statement)
}

// characters holds IAM's own documents to the characters that IAM stores.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
func (p *parser) characters() *fault {
	switch p.kind {
	case Identity, Boundary, SessionPolicy:
		for i, r := range string(p.data) {
			if r > 0xFF {
				return &fault{At: i, Msg: "IAM keeps no character beyond U+00FF, such as " + jsonscan.Quote(string(r))}
			}
		}
	case NoKind, Resource, Endpoint, GatewayEndpoint, ServiceControl, ResourceControl:
	}
	return nil
}

// elements returns the values of an object's known elements in the order of names,
// nil where there is none, and refuses the others.
func (p *parser) elements(n *node, what string, names []string) ([]*node, *fault) {
	if n.form != isObject {
		return nil, n.wants(what)
	}
	out := make([]*node, len(names))
next:
	for i := range n.kids {
		m := &n.kids[i]
		for j, name := range names {
			if m.key == name {
				out[j] = &m.node
				continue next
			}
		}
		msg := "unknown element"
		if meant := nearest(m.key, names); meant != "" {
			msg += "; it is written " + jsonscan.Quote(meant)
		} else {
			msg += "; there is " + strings.Join(names, ", ")
		}
		return nil, &fault{At: m.keyAt, Path: jsonscan.PathName(m.key), Msg: msg}
	}
	return out, nil
}

// nearest returns the name that got was probably meant to be, or "": one that differs
// in case or towards its end only.
func nearest(got string, names []string) string {
	best, most := "", len(got)*2/3
	for _, name := range names {
		n := 0
		for n < min(len(got), len(name)) && lower(got[n]) == lower(name[n]) {
			n++
		}
		if n > most || n == len(got) && n == len(name) {
			best, most = name, n
		}
	}
	return best
}

func (p *parser) statements(d *Document, n *node) *fault {
	if n.form == isObject { // a single statement needs no list
		d.Statements = make([]Statement, 1)
		if f := p.statement(&d.Statements[0], n); f != nil {
			return f.Within("Statement")
		}
		return nil
	}
	if n.form != isList {
		return n.wants("a list of statements").Within("Statement")
	}
	if len(n.kids) == 0 {
		return n.fault("wants at least one statement").Within("Statement")
	}
	d.Statements = make([]Statement, len(n.kids))
	for i := range n.kids {
		if f := p.statement(&d.Statements[i], &n.kids[i].node); f != nil {
			return f.Within("Statement" + jsonscan.Index(i))
		}
		sid := d.Statements[i].Sid
		for j := range i {
			if sid != "" && d.Statements[j].Sid == sid && p.ownSids() {
				return n.kids[i].node.fault("Sid " + jsonscan.Quote(sid) + " is that of statement " + jsonscan.Index(j) + " too").Within("Statement" + jsonscan.Index(i))
			}
		}
	}
	return nil
}

// ownSids reports whether IAM itself holds the statements' ids to its rules; for
// other policies that is up to each service.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
func (p *parser) ownSids() bool {
	switch p.kind {
	case Identity, Boundary, SessionPolicy, ServiceControl:
		return true
	case NoKind, Resource, Endpoint, GatewayEndpoint, ResourceControl:
	}
	return false
}

var statementElements = []string{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}

func (p *parser) statement(s *Statement, n *node) *fault {
	elements, f := p.elements(n, "a statement, which is an object", statementElements)
	if f != nil {
		return f
	}
	s.Line = 1 + bytes.Count(p.data[:n.at], []byte{'\n'})
	sid, effect := elements[0], elements[1]
	if sid != nil {
		if sid.form != isString {
			return sid.wants("a string").Within("Sid")
		}
		if s.Sid = sid.text; p.ownSids() && !alphanumeric(s.Sid) {
			return sid.fault("a Sid has letters and digits only").Within("Sid")
		}
	}
	switch {
	case effect == nil:
		return n.fault("wants an Effect")
	case effect.form == isString && effect.text == "Allow":
		s.Effect = Allow
	case effect.form == isString && effect.text == "Deny":
		s.Effect = Deny
	default:
		return effect.wants(`"Allow" or "Deny"`).Within("Effect")
	}
	if f := p.principalElement(s, n, elements[2], elements[3]); f != nil {
		return f
	}
	if s.actions, s.notAction, f = p.patterns(n, "Action", elements[4], elements[5], p.action); f != nil {
		return f
	}
	// Every policy but a role's trust policy names resources.
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
	if s.resources, s.notResource, f = p.patterns(n, "Resource", elements[6], elements[7], p.resource); f != nil {
		return f
	}
	if p.kind == ResourceControl {
		if f := resourceControl(s, n, elements[5]); f != nil {
			return f
		}
	}
	if c := elements[8]; c != nil {
		if f := p.conditions(s, c); f != nil {
			return f.Within("Condition")
		}
	}
	return nil
}

// resourceControl holds a statement of an RCP to its narrower language. Only the
// RCPFullAWSAccess that every account has may say Allow.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
func resourceControl(s *Statement, n, notAction *node) *fault {
	all := func(ps []pattern) bool { return len(ps) == 1 && ps[0].form == formAny }
	switch {
	case notAction != nil:
		return notAction.fault("a resource control policy has no NotAction").Within("NotAction")
	case s.Effect == Allow && !(all(s.actions) && all(s.resources) && !s.notResource):
		return n.fault("a resource control policy only denies")
	}
	return nil
}

func alphanumeric(s string) bool {
	for i := range len(s) {
		if c := lower(s[i]); !('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
			return false
		}
	}
	return true
}
