package policy

import (
	"reflect"
	"strings"
	"testing"
)

// Callers of these tests.
const (
	acct    = "111122223333"
	other   = "999999999999"
	roleARN = "arn:aws:iam::111122223333:role/service/fn-role"
	userARN = "arn:aws:iam::111122223333:user/ann"
)

var (
	session = RoleSession(roleARN, "fn-1")
	user    = User(userARN)
	root    = Root(acct)
	gateway = Service("apigateway.amazonaws.com")
	nobody  Principal
)

func TestPrincipals(t *testing.T) {
	if want := "arn:aws:sts::111122223333:assumed-role/fn-role/fn-1"; session.ARN != want || session.RoleARN != roleARN || session.Account != acct {
		t.Errorf("RoleSession: got %+v, want ARN %s", session, want)
	}
	if user.Account != acct || root.ARN != "arn:aws:iam::111122223333:root" {
		t.Errorf("got %+v, %+v", user, root)
	}
	// The keys that follow from the principal; an absent one is nil.
	for _, tt := range []struct {
		p    Principal
		key  string
		want []string
	}{
		{session, "aws:PrincipalArn", []string{roleARN}}, // the role's, not the session's
		{session, "AWS:principalARN", []string{roleARN}},
		{session, "aws:PrincipalAccount", []string{acct}},
		{session, "aws:PrincipalType", []string{"AssumedRole"}},
		{session, "aws:PrincipalIsAWSService", []string{"false"}},
		{session, "aws:username", nil},
		{user, "aws:PrincipalArn", []string{userARN}},
		{user, "aws:PrincipalType", []string{"User"}},
		{user, "aws:username", []string{"ann"}},
		{root, "aws:PrincipalType", []string{"Account"}},
		{root, "aws:username", nil},
		{gateway, "aws:PrincipalArn", nil},
		{gateway, "aws:PrincipalAccount", nil},
		{gateway, "aws:PrincipalIsAWSService", []string{"true"}},
		{gateway, "aws:PrincipalServiceName", []string{"apigateway.amazonaws.com"}},
		{nobody, "aws:PrincipalArn", nil},
		{nobody, "aws:PrincipalIsAWSService", nil},
		{nobody, "aws:PrincipalAccount", []string{"anonymous"}},
		{nobody, "aws:PrincipalType", []string{"Anonymous"}},
		{nobody, "aws:SourceVpce", nil},
	} {
		r := Request{Principal: tt.p}
		if got := r.Lookup(tt.key); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s of %+v: got %q, want %q", tt.key, tt.p, got, tt.want)
		}
	}
	// The caller's own word counts first.
	r := Request{Principal: session, Keys: Keys{{Name: "aws:principalarn", Value: "x"}, {Name: "aws:TagKeys", Values: []string{"a", "b"}}, {Name: "aws:None", Values: []string{}}}}
	if got := r.Lookup("aws:PrincipalArn"); !reflect.DeepEqual(got, []string{"x"}) {
		t.Errorf("a listed key: got %q", got)
	}
	if got := r.Lookup("aws:tagkeys"); len(got) != 2 {
		t.Errorf("a multivalued key: got %q", got)
	}
	if got := r.Lookup("aws:none"); got != nil {
		t.Errorf("a key without values: got %q, want none", got)
	}
	if k := (Keys{}).With("a:b", "c").With("a:c", ""); len(k) != 1 {
		t.Errorf("With: got %v", k)
	}
}

func TestActionsAndResources(t *testing.T) {
	for _, tt := range []struct {
		element, value string
		action         string
		resource       string
		want           bool
	}{
		// Action: letter case does not matter; * and ? anywhere
		{"Action", `"s3:GetObject"`, "s3:getobject", "*", true},
		{"Action", `"S3:GET*"`, "s3:GetObject", "*", true},
		{"Action", `"s3:*Object"`, "s3:GetObject", "*", true},
		{"Action", `"s3:*Object"`, "s3:GetObjectAcl", "*", false},
		{"Action", `"s3:Get?bject"`, "s3:GetObject", "*", true},
		{"Action", `"s3:GetObject?"`, "s3:GetObject", "*", false},
		{"Action", `["sqs:*", "s3:List*"]`, "s3:ListBucket", "*", true},
		{"Action", `"s3:*"`, "s3-object-lambda:GetObject", "*", false},
		{"Action", `"*"`, "s3:GetObject", "*", true},
		{"Action", `"*:*"`, "s3:GetObject", "*", true},
		{"NotAction", `["iam:*", "s3:Put*"]`, "s3:GetObject", "*", true},
		{"NotAction", `["iam:*", "S3:put*"]`, "s3:PutObject", "*", false},
		// Resource: letter case matters; a '*' may reach over slashes and colons
		{"Resource", `"arn:aws:s3:::bucket/*"`, "s3:GetObject", "arn:aws:s3:::bucket/a/b", true},
		{"Resource", `"arn:aws:s3:::bucket/*"`, "s3:ListBucket", "arn:aws:s3:::bucket", false}, // J7: object actions only
		{"Resource", `"arn:aws:s3:::bucket"`, "s3:GetObject", "arn:aws:s3:::bucket/a", false},
		{"Resource", `"arn:aws:s3:::Bucket"`, "s3:GetObject", "arn:aws:s3:::bucket", false},
		{"Resource", `"arn:aws:s3:::buck?t/*/x"`, "s3:GetObject", "arn:aws:s3:::bucket/a/b/x", true},
		{"Resource", `"arn:aws:ssm:*"`, "ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/p", true},
		{"Resource", `"arn:aws:ssm:*:*:parameter/p"`, "ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/p", true},
		{"Resource", `["arn:aws:s3:::a", "arn:aws:s3:::b"]`, "s3:ListBucket", "arn:aws:s3:::b", true},
		{"Resource", `"arn:aws:ec2:eu-west-1:111122223333:network-interface/*"`, "ec2:CreateNetworkInterface", "*", false},
		{"Resource", `"*"`, "ec2:CreateNetworkInterface", "*", true},
		{"NotResource", `"arn:aws:s3:::bucket/private/*"`, "s3:GetObject", "arn:aws:s3:::bucket/a", true},
		{"NotResource", `["arn:aws:s3:::x", "arn:aws:s3:::bucket/private/*"]`, "s3:GetObject", "arn:aws:s3:::bucket/private/a", false},
	} {
		text := strings.Replace(allowAll, `"`+strings.TrimPrefix(tt.element, "Not")+`": "*"`, `"`+tt.element+`": `+tt.value, 1)
		d := mustParse(t, text, Identity)
		got := d.Evaluate(&Request{Principal: session, Action: tt.action, Resource: tt.resource})
		if want := map[bool]Decision{true: Allow}[tt.want]; got.Decision != want {
			t.Errorf("%s %s: %s on %s: got %q, want %q", tt.element, tt.value, tt.action, tt.resource, got.Decision, want)
		}
	}
}

// Wildcards count characters, not bytes.
func TestGlob(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true}, {"", "a", false}, {"*", "", true}, {"?", "", false}, {"**", "a", true},
		{"*a*b*", "xxaxxbxx", true}, {"*a*b*", "xxbxxaxx", false}, {"a*a", "a", false}, {"a*a", "aa", true},
		{"?", "世", true}, {"??", "世", false}, {"*??", "世", false}, {"*?", "世", true}, {"*??xy", "世xy", false}, {"世?界", "世x界", true},
		{"*aaaaaaaaaaaaaaaab", strings.Repeat("a", 5000), false},
	} {
		p, _ := compile(tt.pattern, true, false)
		if got := p.matches(tt.text, false); got != tt.want {
			t.Errorf("%q matches %q: got %v, want %v", tt.pattern, tt.text, got, tt.want)
		}
	}
}

// J6, and what each operator does. A condition is met or not; the request's keys are k.
func TestConditions(t *testing.T) {
	k := Keys{
		{Name: "x:s", Value: "Home"}, {Name: "x:empty", Value: ""}, {Name: "x:n", Value: "10"}, {Name: "x:f", Value: "2.50"},
		{Name: "x:d", Value: "2026-06-15T12:00:00Z"}, {Name: "x:b", Value: "true"}, {Name: "x:raw", Value: "AB"},
		{Name: "x:ip", Value: "203.0.113.7"}, {Name: "x:ip6", Value: "2001:db8::7"},
		{Name: "x:arn", Value: "arn:aws:lambda:eu-west-1:111122223333:function:fn-1"},
		{Name: "x:tags", Values: []string{"a", "b"}}, {Name: "x:none", Values: []string{}}, {Name: "x:tag", Values: []string{"a"}},
		{Name: "x:block", Value: "203.0.113.0/24"},
	}
	for _, tt := range []struct {
		condition string
		want      bool
	}{
		// key names: letter case does not matter; several keys and operators: all must hold; several values: one
		{`"StringEquals": {"X:S": "Home"}`, true},
		{`"StringEquals": {"x:s": "Home", "x:n": "11"}`, false},
		{`"StringEquals": {"x:s": "Home"}, "NumericEquals": {"x:n": 11}`, false},
		{`"StringEquals": {"x:s": ["Away", "Home"]}`, true},
		{`"StringNotEquals": {"x:s": ["Away", "Home"]}`, false},
		{`"StringNotEquals": {"x:s": ["Away", "Work"]}`, true},
		{`"StringEquals": {"x:s": []}`, false},
		{`"StringNotEquals": {"x:s": []}`, true},
		// String
		{`"StringEquals": {"x:s": "home"}`, false},
		{`"StringEquals": {"x:s": "Hom*"}`, false}, // no wildcards here
		{`"StringEquals": {"x:empty": ""}`, true},
		{`"StringEqualsIgnoreCase": {"x:s": "hOME"}`, true},
		{`"StringNotEqualsIgnoreCase": {"x:s": "hOME"}`, false},
		{`"StringLike": {"x:s": "H?m*"}`, true},
		{`"StringLike": {"x:s": "h*"}`, false},
		{`"StringNotLike": {"x:s": "H*"}`, false},
		{`"StringNotLike": {"x:s": "X*"}`, true},
		// Numeric
		{`"NumericEquals": {"x:n": "10.0"}`, true}, {`"NumericEquals": {"x:f": 2.5}`, true},
		{`"NumericNotEquals": {"x:n": 10}`, false}, {`"NumericNotEquals": {"x:n": 11}`, true},
		{`"NumericLessThan": {"x:n": 10}`, false}, {`"NumericLessThan": {"x:n": 10.1}`, true},
		{`"NumericLessThanEquals": {"x:n": 10}`, true}, {`"NumericLessThanEquals": {"x:n": 9}`, false},
		{`"NumericGreaterThan": {"x:n": 9}`, true}, {`"NumericGreaterThan": {"x:n": 10}`, false},
		{`"NumericGreaterThanEquals": {"x:n": 10}`, true}, {`"NumericGreaterThanEquals": {"x:n": 11}`, false},
		{`"NumericEquals": {"x:s": 10}`, false}, {`"NumericNotEquals": {"x:s": 10}`, false}, // no number: neither
		// Date: ISO 8601 with a zone, a day, a month, or seconds since 1970
		{`"DateEquals": {"x:d": "2026-06-15T14:00:00.000+02:00"}`, true},
		{`"DateEquals": {"x:d": 1781524800}`, true},
		{`"DateNotEquals": {"x:d": "2026-06-15T12:00Z"}`, false},
		{`"DateGreaterThan": {"x:d": "2026-06-15"}`, true}, {`"DateGreaterThan": {"x:d": "2026-06-15T12:00:00Z"}`, false},
		{`"DateGreaterThanEquals": {"x:d": "2026-06-15T12:00:00Z"}`, true},
		{`"DateLessThan": {"x:d": "2026-07"}`, true}, {`"DateLessThan": {"x:d": "2026-06-15T12:00:00Z"}`, false},
		{`"DateLessThanEquals": {"x:d": "2026-06-15T12:00:00.001Z"}`, true},
		{`"DateEquals": {"x:s": "2026-07"}`, false},
		// Bool, Binary
		{`"Bool": {"x:b": "true"}`, true}, {`"Bool": {"x:b": "True"}`, true}, {`"Bool": {"x:b": false}`, false},
		{`"Bool": {"x:s": "false"}`, false},
		{`"BinaryEquals": {"x:raw": "QUI="}`, true}, {`"BinaryEquals": {"x:raw": "QUJD"}`, false},
		// IpAddress: a block or one address
		{`"IpAddress": {"x:ip": "203.0.113.0/24"}`, true}, {`"IpAddress": {"x:ip": ["10.0.0.0/8", "203.0.113.7"]}`, true},
		{`"IpAddress": {"x:ip": "203.0.113.8"}`, false}, {`"IpAddress": {"x:ip": "0.0.0.0/0"}`, true},
		{`"IpAddress": {"x:ip": "::/0"}`, false}, {`"IpAddress": {"x:ip6": "2001:db8::/32"}`, true},
		{`"NotIpAddress": {"x:ip": "203.0.113.0/24"}`, false}, {`"NotIpAddress": {"x:ip": "10.0.0.0/8"}`, true},
		{`"IpAddress": {"x:block": "203.0.113.0/25"}`, false}, {`"NotIpAddress": {"x:block": "203.0.113.0/25"}`, false}, // no address: neither
		{`"IpAddress": {"x:s": "0.0.0.0/0"}`, false}, {`"NotIpAddress": {"x:s": "0.0.0.0/0"}`, false},
		// Arn: part by part, Equals and Like alike
		{`"ArnEquals": {"x:arn": "arn:aws:lambda:*:111122223333:function:fn-?"}`, true},
		{`"ArnLike": {"x:arn": "arn:aws:lambda:eu-west-1:111122223333:*"}`, true},
		{`"ArnLike": {"x:arn": "arn:aws:lambda:*:function:fn-1:x"}`, false},     // '*' stays within its part
		{`"StringLike": {"x:arn": "arn:aws:lambda:*:function:fn-1"}`, true},     // unlike here
		{`"ArnLike": {"x:arn": "arn:aws:*:eu*:1111*:function:fn-1"}`, true},     //
		{`"ArnLike": {"x:arn": "*"}`, true}, {`"ArnLike": {"x:s": "*"}`, false}, // no ARN
		{`"ArnNotLike": {"x:arn": "arn:aws:lambda:*:*:*"}`, false}, {`"ArnNotEquals": {"x:arn": "arn:aws:s3:*:*:*"}`, true},
		{`"ArnLike": {"x:arn": "arn:aws:lambda:eu-west-1:*:fn-1"}`, false},
		// a missing key: positive operators do not match, negated ones do, …IfExists both, Null asks
		{`"StringEquals": {"x:no": "Home"}`, false}, {`"StringLike": {"x:no": "*"}`, false}, {`"IpAddress": {"x:no": "0.0.0.0/0"}`, false},
		{`"Bool": {"x:no": "false"}`, false}, {`"NumericLessThan": {"x:no": 1}`, false}, {`"ArnLike": {"x:no": "*"}`, false},
		{`"StringNotEquals": {"x:no": "Home"}`, true}, {`"StringNotLike": {"x:no": "*"}`, true}, {`"NotIpAddress": {"x:no": "0.0.0.0/0"}`, true},
		{`"ArnNotLike": {"x:no": "*"}`, true}, {`"NumericNotEquals": {"x:no": 1}`, true}, {`"DateNotEquals": {"x:no": 1}`, true},
		{`"StringEqualsIfExists": {"x:no": "Home"}`, true}, {`"StringNotEqualsIfExists": {"x:no": "Home"}`, true}, {`"BoolIfExists": {"x:no": "true"}`, true},
		{`"StringEqualsIfExists": {"x:s": "Away"}`, false}, {`"StringEqualsIfExists": {"x:s": "Home"}`, true},
		{`"Null": {"x:no": "true"}`, true}, {`"Null": {"x:no": "false"}`, false}, {`"Null": {"x:s": true}`, false}, {`"Null": {"x:s": false}`, true},
		{`"Null": {"x:none": true}`, true}, {`"Null": {"x:empty": false}`, true}, {`"StringNotEquals": {"x:none": "a"}`, true},
		// sets: all of the request's values, or any of them
		{`"ForAllValues:StringEquals": {"x:tags": ["a", "b", "c"]}`, true}, {`"ForAllValues:StringEquals": {"x:tags": ["a", "c"]}`, false},
		{`"ForAnyValue:StringEquals": {"x:tags": ["b", "c"]}`, true}, {`"ForAnyValue:StringEquals": {"x:tags": "c"}`, false},
		{`"ForAllValues:StringNotEquals": {"x:tags": ["c", "d"]}`, true}, {`"ForAllValues:StringNotEquals": {"x:tags": ["a"]}`, false},
		{`"ForAnyValue:StringNotEquals": {"x:tags": ["a"]}`, true}, {`"ForAnyValue:StringNotEquals": {"x:tags": ["a", "b"]}`, false},
		{`"ForAllValues:StringLike": {"x:s": "H*"}`, true}, {`"ForAnyValue:StringLike": {"x:s": "h*"}`, false},
		// sets of nothing: all, and not any, negated or not; an empty string is nothing
		{`"ForAllValues:StringEquals": {"x:no": "a"}`, true}, {`"ForAllValues:StringNotEquals": {"x:no": "a"}`, true}, {`"ForAllValues:StringEquals": {"x:empty": "a"}`, true},
		{`"ForAnyValue:StringEquals": {"x:no": "a"}`, false}, {`"ForAnyValue:StringNotEquals": {"x:no": "a"}`, false}, {`"ForAnyValue:StringNotEquals": {"x:empty": "a"}`, false},
		{`"ForAnyValue:StringEqualsIfExists": {"x:no": "a"}`, true},
		// a multivalued key without a set operator: nothing matches
		{`"StringEquals": {"x:tags": "a"}`, false}, {`"StringNotEquals": {"x:tags": "z"}`, false},
		{`"StringEquals": {"x:tag": "a"}`, true}, // unless it has one value only
	} {
		text := `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {` + tt.condition + `}}}`
		d := mustParse(t, text, Identity)
		got := d.Evaluate(&Request{Principal: session, Action: "x:y", Resource: "*", Keys: k}).Decision == Allow
		if got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.condition, got, tt.want)
		}
	}
}

// Policy variables, of Version 2012-10-17 only.
func TestVariables(t *testing.T) {
	const v12, v08 = "2012-10-17", "2008-10-17"
	ann := Request{Principal: user, Action: "s3:GetObject", Resource: "arn:aws:s3:::home/ann/x",
		Keys: Keys{{Name: "x:star", Value: "*"}, {Name: "x:me", Value: "ann"}, {Name: "x:tags", Values: []string{"a", "b"}}, {Name: "x:odd", Value: "\xff"}}}
	for _, tt := range []struct {
		version, element, value string
		want                    bool
	}{
		{v12, "Resource", `"arn:aws:s3:::home/${aws:username}/*"`, true},
		{v12, "Resource", `"arn:aws:s3:::home/${ AWS:UserName }/*"`, true},
		{v08, "Resource", `"arn:aws:s3:::home/${aws:username}/*"`, false}, // text there
		{v12, "Resource", `"arn:aws:s3:::home/${x:no, 'ann'}/*"`, true},
		{v12, "Resource", `"arn:aws:s3:::home/${aws:username, 'bob'}/*"`, true},
		{v12, "Resource", `"arn:aws:s3:::home/${x:star}"`, false}, // a value brings no wildcard
		{v12, "Resource", `"arn:aws:s3:::home/${x:odd}"`, false},
		{v12, "Resource", `"arn:aws:s3:::home/${x:no, '*'}"`, false},
		{v12, "Resource", `"arn:aws:s3:::home/ann/${*}"`, false},
		{v12, "Resource", `"arn:aws:s3:::home/${?}nn/x"`, false},
		// without a value the resource matches nothing, and nothing is known to be not it
		{v12, "Resource", `"arn:aws:s3:::home/${x:no}/*"`, false},
		{v12, "Resource", `["arn:aws:s3:::home/${x:no}/*", "arn:aws:s3:::home/ann/x"]`, true},
		{v12, "Resource", `"arn:aws:s3:::home/${x:tags}/*"`, false}, // multivalued: no variable
		{v12, "NotResource", `"arn:aws:s3:::home/${x:no}/*"`, false},
		{v12, "NotResource", `"arn:aws:s3:::home/${x:star}/*"`, true},
		{v12, "Condition", `{"StringEquals": {"x:me": "${aws:username}"}}`, true},
		{v12, "Condition", `{"StringEquals": {"x:me": "${x:no}"}}`, false},
		{v12, "Condition", `{"StringNotEquals": {"x:me": "${x:no}"}}`, false},
		{v12, "Condition", `{"StringNotEquals": {"x:none": "${x:no}"}}`, true}, // not looked at
		{v12, "Condition", `{"StringEqualsIgnoreCase": {"x:me": "A${x:no, 'NN'}"}}`, true},
		{v12, "Condition", `{"StringLike": {"x:star": "${*}"}}`, true},
		{v12, "Condition", `{"StringLike": {"x:me": "${*}"}}`, false},
		{v12, "Condition", `{"StringEquals": {"x:star": "${*}"}}`, true},
		{v08, "Condition", `{"StringEquals": {"x:star": "${*}"}}`, false},
		{v12, "Condition", `{"StringLike": {"x:me": "a${x:star}"}}`, false},
		{v12, "Condition", `{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/${aws:username}"}}`, true},
		{v12, "Condition", `{"ForAnyValue:StringEquals": {"x:tags": ["${x:no}", "b"]}}`, true},
		{v12, "Condition", `{"ForAllValues:StringNotEquals": {"x:tags": ["${x:no}"]}}`, false},
	} {
		text := `{"Version": "` + tt.version + `", "Statement": {"Effect": "Allow", "Action": "*", "` + tt.element + `": ` + tt.value
		if tt.element == "Condition" {
			text += `, "Resource": "*"`
		}
		d := mustParse(t, text+"}}", Identity)
		if got := d.Evaluate(&ann).Decision == Allow; got != tt.want {
			t.Errorf("%s %s %s: got %v, want %v", tt.version, tt.element, tt.value, got, tt.want)
		}
	}
}

// J3: whom a Principal names, and how closely. G20: gateway endpoints know everyone only.
func TestPrincipalElement(t *testing.T) {
	for _, tt := range []struct {
		principal string
		caller    Principal
		kind      Kind
		want      Grant
	}{
		{`"*"`, session, Resource, GrantDirect}, {`{"AWS": "*"}`, session, Resource, GrantDirect},
		{`"*"`, nobody, Resource, GrantDirect}, {`"*"`, gateway, Resource, GrantDirect},
		{`{"AWS": "111122223333"}`, session, Resource, GrantAccount},
		{`{"AWS": "arn:aws:iam::111122223333:root"}`, session, Resource, GrantAccount},
		{`{"AWS": "arn:aws:iam::111122223333:root"}`, user, Resource, GrantAccount},
		{`{"AWS": "arn:aws:iam::111122223333:root"}`, root, Resource, GrantDirect},
		{`{"AWS": "999999999999"}`, session, Resource, NoGrant}, {`{"AWS": "111122223333"}`, gateway, Resource, NoGrant},
		{`{"AWS": "` + roleARN + `"}`, session, Resource, GrantRole},
		{`{"AWS": "arn:aws:iam::111122223333:role/fn-role"}`, session, Resource, NoGrant}, // the path is part of the role's ARN
		{`{"AWS": "` + session.ARN + `"}`, session, Resource, GrantDirect},
		{`{"AWS": ["111122223333", "` + session.ARN + `", "` + roleARN + `"]}`, session, Resource, GrantDirect}, // the closest counts
		{`{"AWS": "` + userARN + `"}`, user, Resource, GrantDirect}, {`{"AWS": "` + userARN + `"}`, session, Resource, NoGrant},
		{`{"Service": "apigateway.amazonaws.com"}`, gateway, Resource, GrantDirect},
		{`{"Service": "s3.amazonaws.com"}`, gateway, Resource, NoGrant}, {`{"Service": "s3.amazonaws.com"}`, nobody, Resource, NoGrant},
		{`{"Federated": "accounts.google.com", "CanonicalUser": "79a5"}`, session, Resource, NoGrant},
		{`{"AWS": "111122223333"}`, session, Endpoint, GrantAccount}, {`{"AWS": "` + roleARN + `"}`, session, Endpoint, GrantRole},
		{`"*"`, session, GatewayEndpoint, GrantDirect}, {`{"AWS": "` + roleARN + `"}`, session, GatewayEndpoint, NoGrant},
		{`{"AWS": "111122223333"}`, session, GatewayEndpoint, NoGrant}, {`{"AWS": "111122223333"}`, root, GatewayEndpoint, GrantDirect},
	} {
		d := mustParse(t, strings.Replace(allowEveryone, `"*"`, tt.principal, 1), tt.kind)
		got := d.Evaluate(&Request{Principal: tt.caller, Action: "s3:GetObject", Resource: "*"})
		if got.Grant != tt.want {
			t.Errorf("%v, Principal %s, caller %+v: got %v, want %v", tt.kind, tt.principal, tt.caller, got.Grant, tt.want)
		}
	}
}

// NotPrincipal leaves out whom it names with role and account.
func TestNotPrincipal(t *testing.T) {
	for _, tt := range []struct {
		not    string
		caller Principal
		want   Decision
	}{
		{`"*"`, session, NoMatch},
		{`{"AWS": "999999999999"}`, session, Deny},
		{`{"AWS": "111122223333"}`, session, Deny},
		{`{"AWS": ["111122223333", "` + roleARN + `"]}`, session, Deny},
		{`{"AWS": ["111122223333", "` + roleARN + `", "` + session.ARN + `"]}`, session, NoMatch},
		{`{"AWS": ["` + roleARN + `", "` + session.ARN + `"]}`, session, Deny},
		{`{"AWS": "` + userARN + `"}`, user, Deny},
		{`{"AWS": ["` + userARN + `", "arn:aws:iam::111122223333:root"]}`, user, NoMatch},
		{`{"AWS": "arn:aws:iam::111122223333:root"}`, root, NoMatch},
		{`{"Service": "apigateway.amazonaws.com"}`, gateway, NoMatch},
		{`{"Service": "apigateway.amazonaws.com"}`, session, Deny},
		{`{"AWS": "111122223333"}`, nobody, Deny},
	} {
		d := mustParse(t, strings.Replace(denyEveryone, `"Principal": "*"`, `"NotPrincipal": `+tt.not, 1), Resource)
		if got := d.Evaluate(&Request{Principal: tt.caller, Action: "s3:GetObject", Resource: "*"}).Decision; got != tt.want {
			t.Errorf("NotPrincipal %s, caller %+v: got %q, want %q", tt.not, tt.caller, got, tt.want)
		}
	}
	// A permissions boundary takes every exemption away.
	q := Question{
		Request:     Request{Principal: user, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x"},
		SameAccount: true, Identity: []*Document{mustParse(t, allowAll, Identity)},
		Resource: mustParse(t, strings.Replace(denyEveryone, `"Principal": "*"`, `"NotPrincipal": {"AWS": ["`+userARN+`", "111122223333"]}`, 1), Resource),
	}
	if a := Authorise(&q); !a.Allowed {
		t.Errorf("without a boundary: %+v", a)
	}
	q.Boundary = mustParse(t, allowAll, Boundary)
	if a := Authorise(&q); a.Allowed || a.By != Resource || !a.Explicit {
		t.Errorf("with a boundary: %+v", a)
	}
}

// J2: a Deny counts wherever it stands; of the Allows the closest; each miss is told.
func TestEvidence(t *testing.T) {
	d := mustParse(t, `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "*", "Resource": "*"},
		{"Effect": "Allow", "Principal": "*", "Action": "s3:Put*", "Resource": "*"},
		{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::other"},
		{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"x:s": "v", "aws:SourceVpce": "vpce-1"}}},
		{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"NumericLessThan": {"x:n": 5}}},
		{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}"},
		{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "*"},
		{"Effect": "Allow", "Principal": {"AWS": "`+roleARN+`"}, "Action": "s3:GetObject", "Resource": "*"},
		{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"Null": {"x:n": "true"}}}
	]}`, Resource)
	r := Request{Principal: session, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k",
		Keys: Keys{{Name: "x:s", Value: "v"}, {Name: "x:n", Value: "7"}}}
	miss := func(i int, why Why, operator, key string, missing bool) Miss {
		return Miss{Kind: Resource, Statement: i, Why: why, Operator: operator, Key: key, Missing: missing}
	}
	want := Result{Decision: Allow, Statement: 7, Grant: GrantRole, Tried: []Miss{
		miss(0, WhyPrincipal, "", "", false),
		miss(1, WhyAction, "", "", false),
		miss(2, WhyResource, "", "", false),
		miss(3, WhyCondition, "StringEquals", "aws:SourceVpce", true),
		miss(4, WhyCondition, "NumericLessThan", "x:n", false),
		miss(5, WhyVariable, "", "aws:username", true),
		miss(8, WhyCondition, "Null", "x:n", false),
	}}
	if got := d.Evaluate(&r); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	r.Keys = r.Keys[:1] // no x:n: the Deny applies, whatever allows
	if got := d.Evaluate(&r); got.Decision != Deny || got.Statement != 8 || got.Grant != NoGrant {
		t.Errorf("got %+v, want statement 8 to deny", got)
	}
	r.Action = "s3:ListBucket"
	r.Keys = Keys{{Name: "x:n", Value: "7"}}
	if got := d.Evaluate(&r); got.Decision != NoMatch || got.Statement != -1 || len(got.Tried) != 9 {
		t.Errorf("got %+v, want silence", got)
	}
}

// Of statements that say the same, the first decides.
func TestFirstDecides(t *testing.T) {
	r := Request{Principal: session, Action: "s3:GetObject", Resource: "*"}
	for _, tt := range []struct {
		statements []string
		want       int
	}{
		{[]string{toOther, toRole, toRole, toAccount}, 1},
		{[]string{toAccount, toAll, toSession}, 1},
		{[]string{toAll, toOther, notAll, notAll}, 2},
	} {
		if got := resourceOf(t, tt.statements...).Evaluate(&r); got.Statement != tt.want {
			t.Errorf("%q: got statement %d, want %d", tt.statements, got.Statement, tt.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, tt := range []struct {
		text string
		want int64 // milliseconds, -1 if it is none
	}{
		{"1970-01-01T00:00:00Z", 0}, {"0", 0}, {"1970", 1970000}, {"1970-01", 0}, {"1970-01-02", 86400000},
		{"2000-02-29", 951782400000}, {"2000-03-01", 951868800000}, {"1969-12-31T23:59:59.5Z", -500}, {"2024-12-31T23:59:59.123456789Z", 1735689599123},
		{"2026-06-15T12:00+05:30", 1781505000000}, {"2026-06-15T12:00-01:00", 1781528400000}, {"0000-03-01", -62162035200000}, {"0000-01-01", -62167219200000},
		{"", -1}, {"x", -1}, {"2026-", -1}, {"2026-13", -1}, {"2026-00", -1}, {"2026-02-29", -1}, {"2100-02-29", -1}, {"2026-04-31", -1}, {"2026-01-00", -1},
		{"2026-01-01T", -1}, {"2026-01-01T12", -1}, {"2026-01-01T12:00", -1}, {"2026-01-01T24:00Z", -1}, {"2026-01-01T12:60Z", -1}, {"2026-01-01T12:00:60Z", -1},
		{"2026-01-01T12:00:00.Z", -1}, {"2026-01-01T12:00:00+01", -1}, {"2026-01-01T12:00:00ZZ", -1}, {"2026-01-01 12:00:00Z", -1}, {"123456789012", -1}, {"-1", -1}, {"2026-01x", -1},
	} {
		got, ok := parseDate(tt.text)
		if ok != (tt.want != -1) || ok && got != tt.want {
			t.Errorf("parseDate(%q): got %d, %v, want %d", tt.text, got, ok, tt.want)
		}
	}
}

func TestNames(t *testing.T) {
	for k := NoKind; k <= ResourceControl; k++ {
		if (k == NoKind) != (k.String() == "") {
			t.Errorf("Kind %d has the name %q", k, k)
		}
	}
	for _, tt := range []struct{ got, want string }{
		{Allow.String() + Deny.String() + NoMatch.String(), "AllowDeny"},
		{GrantAccount.String() + ", " + GrantRole.String() + ", " + GrantDirect.String() + NoGrant.String(), "to the account, to the role, to the caller"},
		{WhyPrincipal.String() + WhyAction.String() + WhyResource.String() + WhyCondition.String() + Applies.String(), "PrincipalActionResourceCondition"},
		{WhyVariable.String(), "policy variable"},
		{Kind(99).String() + Decision(99).String() + Grant(99).String() + Why(99).String(), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
