package policy

import (
	"reflect"
	"strings"
	"testing"
)

// Policies of these tests, by what they say of s3:GetObject on bucket/key.
func identityOf(t testing.TB, statements ...string) *Document {
	return docOf(t, Identity, statements...)
}
func resourceOf(t testing.TB, statements ...string) *Document {
	return docOf(t, Resource, statements...)
}

func docOf(t testing.TB, kind Kind, statements ...string) *Document {
	return mustParse(t, `{"Version": "2012-10-17", "Statement": [`+strings.Join(statements, ",\n")+`]}`, kind)
}

const (
	yes     = `{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`
	no      = `{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}`
	nothing = `{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}`

	toAll     = `{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}`
	toAccount = `{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"}`
	toRole    = `{"Effect": "Allow", "Principal": {"AWS": "` + roleARN + `"}, "Action": "s3:*", "Resource": "*"}`
	toSession = `{"Effect": "Allow", "Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/fn-role/fn-1"}, "Action": "s3:*", "Resource": "*"}`
	toUser    = `{"Effect": "Allow", "Principal": {"AWS": "` + userARN + `"}, "Action": "s3:*", "Resource": "*"}`
	toGateway = `{"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "*", "Resource": "*"}`
	toOther   = `{"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "s3:*", "Resource": "*"}`
	notAll    = `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}`
)

// An ask is a question in few words: of each kind of policy the statement it has, "" for
// no policy. Several endpoints, or levels of SCPs, stand between bars; "-" is an
// endpoint without a policy.
type ask struct {
	endpoint, rcp, scp, resource, identity, boundary, session string
}

func (a ask) question(t testing.TB, caller Principal, sameAccount bool) *Question {
	q := &Question{
		Request:     Request{Principal: caller, Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/key"},
		SameAccount: sameAccount,
	}
	one := func(kind Kind, statement string) []*Document {
		if statement == "" {
			return nil
		}
		return []*Document{docOf(t, kind, statement)}
	}
	if a.endpoint != "" {
		for s := range strings.SplitSeq(a.endpoint, "|") {
			if s == "-" {
				q.Endpoint = append(q.Endpoint, nil)
				continue
			}
			q.Endpoint = append(q.Endpoint, docOf(t, Endpoint, s))
		}
	}
	if a.scp != "" {
		for s := range strings.SplitSeq(a.scp, "|") {
			q.ServiceControl = append(q.ServiceControl, one(ServiceControl, s))
		}
	}
	q.ResourceControl = one(ResourceControl, a.rcp)
	if a.resource != "" {
		q.Resource = resourceOf(t, a.resource)
	}
	q.Identity = one(Identity, a.identity)
	if a.boundary != "" {
		q.Boundary = docOf(t, Boundary, a.boundary)
	}
	q.Session = one(SessionPolicy, a.session)
	return q
}

func TestAuthorise(t *testing.T) {
	const same, cross = true, false
	for _, tt := range []struct {
		rule   string
		caller Principal
		same   bool
		ask    ask
		want   string // the blockers, or who allows
	}{
		// J2: the default is no; an Allow suffices; a Deny anywhere refuses
		{"J2 nothing allows", session, same, ask{}, "no identity-based policy"},
		{"J2 silence", session, same, ask{identity: nothing}, "no identity-based policy"},
		{"J2 identity", session, same, ask{identity: yes}, "by identity-based policy"},
		{"J2 deny in the boundary", session, same, ask{identity: yes, boundary: no}, "deny in permissions boundary, no permissions boundary"},
		{"J2 deny in the resource", session, same, ask{identity: yes, resource: notAll}, "deny in resource-based policy"},
		{"J2 deny beats a direct grant", session, same, ask{identity: no, resource: toSession}, "deny in identity-based policy"},
		{"J2 deny in the session", session, same, ask{resource: toSession, session: no}, "deny in session policy"},
		{"J2 SCP silent", session, same, ask{identity: yes, scp: nothing}, "no service control policy"},
		{"J2 SCP at every level", session, same, ask{identity: yes, scp: yes + "|" + nothing + "|" + yes}, "no service control policy"},
		{"J2 SCP allows", session, same, ask{identity: yes, scp: yes + "|" + yes}, "by identity-based policy"},
		{"J2 SCP denies the root user too", root, same, ask{scp: no}, "deny in service control policy, no service control policy"},
		{"J2 RCP", session, same, ask{identity: yes, rcp: notAll}, "deny in resource control policy"},
		{"J2 RCP that says Allow", session, same, ask{identity: yes, rcp: `{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}`}, "by identity-based policy"},
		{"J2 the root user needs no policy", root, same, ask{}, "by nothing"},
		// J3: same account, identity or resource
		{"J3 everyone", session, same, ask{resource: toAll}, "by resource-based policy"},
		{"J3 session", session, same, ask{resource: toSession}, "by resource-based policy"},
		{"J3 user", user, same, ask{resource: toUser}, "by resource-based policy"},
		{"J3 role", session, same, ask{resource: toRole}, "by resource-based policy"},
		{"J3 account: not by itself", session, same, ask{resource: toAccount}, "no identity-based policy"},
		{"J3 account and identity", session, same, ask{resource: toAccount, identity: yes}, "by identity-based policy"},
		{"J3 somebody else", session, same, ask{resource: toOther, identity: nothing}, "no identity-based policy"},
		// J3: a boundary or session policy limits a grant to the role, not one to the session, the user or everyone
		{"J3 role within the boundary", session, same, ask{resource: toRole, boundary: nothing}, "no permissions boundary"},
		{"J3 role within the session", session, same, ask{resource: toRole, session: nothing}, "no session policy"},
		{"J3 session beyond both", session, same, ask{resource: toSession, boundary: nothing, session: nothing}, "by resource-based policy"},
		{"J3 user beyond the boundary", user, same, ask{resource: toUser, boundary: nothing}, "by resource-based policy"},
		{"J3 everyone beyond the boundary", session, same, ask{resource: toAll, boundary: nothing}, "by resource-based policy"},
		{"J3 identity within the boundary", session, same, ask{identity: yes, boundary: nothing}, "no permissions boundary"},
		{"J3 identity within both", session, same, ask{identity: yes, boundary: yes, session: yes}, "by identity-based policy"},
		{"J3 all silent", session, same, ask{identity: nothing, boundary: nothing, session: nothing}, "no identity-based policy, no permissions boundary, no session policy"},
		// J3: another account, identity and resource
		{"J3 cross: identity only", session, cross, ask{identity: yes}, "no resource-based policy"},
		{"J3 cross: resource only", session, cross, ask{resource: toAll}, "no identity-based policy"},
		{"J3 cross: session only", session, cross, ask{resource: toSession}, "no identity-based policy"},
		{"J3 cross: neither", session, cross, ask{}, "no resource-based policy, no identity-based policy"},
		{"J3 cross: account and identity", session, cross, ask{resource: toAccount, identity: yes}, "by identity-based policy"},
		{"J3 cross: boundary", session, cross, ask{resource: toSession, identity: yes, boundary: nothing}, "no permissions boundary"},
		{"J3 cross: root user", root, cross, ask{resource: toAccount}, "by nothing"},
		{"J3 cross: root user, resource silent", root, cross, ask{}, "no resource-based policy"},
		// J4, G20: an endpoint's policy must allow too, and never grants; without one all may pass
		{"J4 no policy", session, same, ask{endpoint: "-", identity: yes}, "by identity-based policy"},
		{"J4 allows", session, same, ask{endpoint: toAll, identity: yes}, "by identity-based policy"},
		{"J4 allows the account", session, same, ask{endpoint: toAccount, identity: yes}, "by identity-based policy"},
		{"J4 does not grant", session, same, ask{endpoint: toAll}, "no identity-based policy"},
		{"J4 silent", session, same, ask{endpoint: toOther, identity: yes}, "no VPC endpoint policy"},
		{"J4 silent, resource grants", session, same, ask{endpoint: toOther, resource: toSession}, "no VPC endpoint policy"},
		{"J4 denies", session, same, ask{endpoint: notAll, identity: yes}, "deny in VPC endpoint policy, no VPC endpoint policy"},
		{"J4 the second endpoint", session, same, ask{endpoint: toAll + "|" + toOther + "|-", identity: yes}, "no VPC endpoint policy"},
		// every blocker, in order, denies first
		{"all", session, cross, ask{endpoint: toOther, rcp: notAll, scp: nothing, resource: notAll, identity: no, boundary: nothing, session: nothing},
			"deny in resource control policy, deny in resource-based policy, deny in identity-based policy, no VPC endpoint policy, " +
				"no service control policy, no resource-based policy, no identity-based policy, no permissions boundary, no session policy"},
		// I16: a service that acts on its own behalf needs the resource's policy alone
		{"I16 service", gateway, same, ask{resource: toGateway}, "by resource-based policy"},
		{"I16 service, not named", gateway, same, ask{resource: toAccount, identity: yes}, "no resource-based policy"},
		{"I16 service, no policy", gateway, same, ask{}, "no resource-based policy"},
		{"I16 SCPs do not concern it", gateway, same, ask{resource: toGateway, scp: no}, "by resource-based policy"},
		{"I16 denied", gateway, same, ask{resource: notAll}, "deny in resource-based policy, no resource-based policy"},
		// I17: even a public URL needs a resource policy
		{"I17 anonymous", nobody, cross, ask{resource: toAll}, "by resource-based policy"},
		{"I17 anonymous, no policy", nobody, cross, ask{}, "no resource-based policy"},
	} {
		q := tt.ask.question(t, tt.caller, tt.same)
		a := Authorise(q)
		if got := outcomeText(&a); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.rule, got, tt.want)
		}
	}
}

// outcomeText says who allows, or what blocks.
func outcomeText(a *Answer) string {
	if a.Allowed {
		if a.By == NoKind {
			return "by nothing"
		}
		return "by " + a.By.String()
	}
	var out []string
	for _, b := range a.Blockers {
		if b.Explicit {
			out = append(out, "deny in "+b.Kind.String())
		} else {
			out = append(out, "no "+b.Kind.String())
		}
	}
	return strings.Join(out, ", ")
}

// J3: KMS keys and roles to assume, whose own policy must allow.
func TestResourceMustAllow(t *testing.T) {
	for _, tt := range []struct {
		resource, identity, boundary string
		want                         string
	}{
		{"", yes, "", "no resource-based policy"},
		{toOther, yes, "", "no resource-based policy"},
		{toAccount, "", "", "no identity-based policy"}, // the account is named so that its identity policies count
		{toAccount, yes, "", "by identity-based policy"},
		{toRole, "", "", "by resource-based policy"},
		{toRole, "", nothing, "no permissions boundary"},
		{toSession, "", nothing, "by resource-based policy"},
	} {
		q := ask{resource: tt.resource, identity: tt.identity, boundary: tt.boundary}.question(t, session, true)
		q.ResourceMustAllow = true
		a := Authorise(q)
		if got := outcomeText(&a); got != tt.want {
			t.Errorf("%+v: got %s, want %s", tt, got, tt.want)
		}
		for _, b := range a.Blockers {
			if b.Or != NoKind {
				t.Errorf("%+v: nothing else could allow instead, got %v", tt, b.Or)
			}
		}
	}
}

// The answer names the policy, the statement, and what else could help.
func TestAnswer(t *testing.T) {
	q := &Question{
		Request:     Request{Principal: session, Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/key", Keys: Keys{{Name: "aws:SourceIp", Value: "198.51.100.9"}}},
		SameAccount: true,
		Identity:    []*Document{identityOf(t, nothing), nil, identityOf(t, nothing, yes)},
		Resource:    resourceOf(t, toOther, strings.TrimSuffix(notAll, "}")+`, "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-s3"}}}`, notAll),
	}
	want := Answer{By: Resource, Document: 0, Statement: 1, Explicit: true,
		Blockers: []Blocker{{Kind: Resource, Statement: 1, Explicit: true}, {Kind: Resource, Statement: 2, Explicit: true}},
		Tried: []Miss{
			{Kind: Resource, Statement: 0, Why: WhyPrincipal},
			{Kind: Identity, Document: 0, Statement: 0, Why: WhyAction},
			{Kind: Identity, Document: 2, Statement: 0, Why: WhyAction},
		}}
	if got := Authorise(q); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	q.Resource = nil
	want = Answer{Allowed: true, By: Identity, Document: 2, Statement: 1, Tried: want.Tried[1:]}
	if got := Authorise(q); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	q.Identity = q.Identity[:2]
	a := Authorise(q)
	if len(a.Blockers) != 1 || a.Blockers[0] != (Blocker{Kind: Identity, Document: -1, Statement: -1, Or: Resource}) || a.By != Identity || a.Document != -1 || a.Explicit {
		t.Errorf("silence: got %+v", a)
	}
	q.Endpoint = []*Document{nil, docOf(t, GatewayEndpoint, toAccount)}
	q.ServiceControl = [][]*Document{{docOf(t, ServiceControl, yes)}, {}, {docOf(t, ServiceControl, nothing), docOf(t, ServiceControl, nothing)}}
	if a = Authorise(q); len(a.Blockers) != 3 || a.Blockers[0] != (Blocker{Kind: Endpoint, Document: 1, Statement: -1}) ||
		a.Blockers[1] != (Blocker{Kind: ServiceControl, Level: 2, Document: -1, Statement: -1}) {
		t.Errorf("endpoint and SCP: got %+v", a.Blockers)
	}
}

// J7: a bucket tied to an endpoint, or to a VPC. The path decides which keys there are (J5).
func TestBucketTiedToEndpoint(t *testing.T) {
	deny := func(condition string) *Document {
		return resourceOf(t, strings.TrimSuffix(notAll, "}")+`, "Condition": `+condition+`}`)
	}
	byEndpoint := deny(`{"StringNotEquals": {"aws:SourceVpce": "vpce-s3"}}`)
	byVPC := deny(`{"StringNotEquals": {"aws:SourceVpc": "vpc"}}`)
	byAddress := deny(`{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`)
	nat := Keys{{Name: "aws:SourceIp", Value: "203.0.113.7"}}
	endpoint := Keys{{Name: "aws:SourceVpce", Value: "vpce-s3"}, {Name: "aws:SourceVpc", Value: "vpc"}, {Name: "aws:VpcSourceIp", Value: "10.0.4.9"}}
	second := Keys{{Name: "aws:SourceVpce", Value: "vpce-2"}, {Name: "aws:SourceVpc", Value: "vpc"}}
	for _, tt := range []struct {
		name   string
		bucket *Document
		keys   Keys
		want   bool
	}{
		{"its endpoint", byEndpoint, endpoint, true},
		{"another endpoint of the VPC", byEndpoint, second, false},
		{"NAT gateway", byEndpoint, nat, false}, // the key is missing, so that NotEquals holds
		{"VPC: its endpoint", byVPC, endpoint, true},
		{"VPC: another endpoint", byVPC, second, true},
		{"VPC: NAT gateway", byVPC, nat, false},
		{"address: NAT gateway", byAddress, nat, true},
		{"address: endpoint", byAddress, endpoint, false}, // no source address through an endpoint
	} {
		q := ask{identity: yes}.question(t, session, true)
		q.Resource, q.Keys = tt.bucket, tt.keys
		a := Authorise(q)
		if a.Allowed != tt.want {
			t.Errorf("%s: got %s", tt.name, outcomeText(&a))
		}
		if !a.Allowed && a.Blockers[0].Phrase(q.Action) != "with an explicit deny in a resource-based policy" {
			t.Errorf("%s: got %q", tt.name, a.Blockers[0].Phrase(q.Action))
		}
	}
}

// I7, J10: the role may make interfaces, but not for the function's own code.
func TestSourceFunctionArn(t *testing.T) {
	fn := "arn:aws:lambda:eu-west-1:111122223333:function:fn-1"
	vpc, _ := Managed("AWSLambdaVPCAccessExecutionRole")
	deny := identityOf(t, `{"Effect": "Deny", "Action": ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], "Resource": "*",
		"Condition": {"ArnEquals": {"lambda:SourceFunctionArn": "`+fn+`"}}}`)
	q := Question{Request: Request{Principal: session, Action: "ec2:CreateNetworkInterface", Resource: "*"}, SameAccount: true, Identity: []*Document{vpc, deny}}
	if a := Authorise(&q); !a.Allowed {
		t.Errorf("Lambda itself: got %s", outcomeText(&a))
	}
	q.Keys = q.Keys.With("lambda:SourceFunctionArn", fn)
	if a := Authorise(&q); a.Allowed || a.Document != 1 {
		t.Errorf("the function's code: got %s", outcomeText(&a))
	}
}

// J8: the words of AWS's messages.
func TestPhrase(t *testing.T) {
	for _, tt := range []struct {
		b    Blocker
		want string
	}{
		{Blocker{Kind: Identity}, "because no identity-based policy allows the s3:GetObject action"},
		{Blocker{Kind: Boundary}, "because no permissions boundary allows the s3:GetObject action"},
		{Blocker{Kind: Endpoint}, "because no VPC endpoint policy allows the s3:GetObject action"},
		{Blocker{Kind: Identity, Explicit: true}, "with an explicit deny in an identity-based policy"},
		{Blocker{Kind: Resource, Explicit: true}, "with an explicit deny in a resource-based policy"},
		{Blocker{Kind: Endpoint, Explicit: true}, "with an explicit deny in a VPC endpoint policy"},
		{Blocker{Kind: Boundary, Explicit: true}, "with an explicit deny in a permissions boundary"},
		{Blocker{Kind: SessionPolicy, Explicit: true}, "with an explicit deny in a session policy"},
		{Blocker{Kind: ServiceControl, Explicit: true}, "with an explicit deny in a service control policy"},
		{Blocker{Kind: ResourceControl, Explicit: true}, "with an explicit deny in a resource control policy"},
	} {
		if got := tt.b.Phrase("s3:GetObject"); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
