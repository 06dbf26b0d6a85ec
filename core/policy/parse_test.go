package policy

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// A statement of each kind that is as small as it may be.
const (
	allowAll       = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`
	allowEveryone  = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}`
	denyEveryone   = `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}`
	bucketFromVPCE = `{
  "Version": "2012-10-17",
  "Id": "only-through-the-endpoint",
  "Statement": [
    {
      "Sid": "deny the rest",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
      "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-s3"}}
    },
    {
      "Effect": "Allow",
      "Principal": {"AWS": "111122223333", "Service": ["delivery.logs.amazonaws.com"]},
      "NotAction": "s3:Put*",
      "NotResource": "arn:aws:s3:::bucket/private/*"
    }
  ]
}`
)

func mustParse(t testing.TB, text string, kind Kind) *Document {
	t.Helper()
	d, err := Parse([]byte(text), kind)
	if err != nil {
		t.Fatalf("Parse(%s): %v", text, err)
	}
	return d
}

func TestParse(t *testing.T) {
	d := mustParse(t, bucketFromVPCE, Resource)
	if d.Version != "2012-10-17" || d.ID != "only-through-the-endpoint" || len(d.Statements) != 2 {
		t.Errorf("got version %q, id %q, %d statements", d.Version, d.ID, len(d.Statements))
	}
	if s := d.Statements[0]; s.Sid != "deny the rest" || s.Effect != Deny || s.Line != 5 {
		t.Errorf("statement 0: got %q, %v, line %d", s.Sid, s.Effect, s.Line)
	}
	if s := d.Statements[1]; s.Effect != Allow || s.Line != 13 {
		t.Errorf("statement 1: got %v, line %d", s.Effect, s.Line)
	}
}

// with returns a policy whose one statement says more than Effect, Action, Resource.
func with(more string) string {
	return `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"` + more + `}]}`
}

func TestParseAccepts(t *testing.T) {
	for _, tt := range []struct {
		kind Kind
		text string
	}{
		// grammar: one value needs no list, a statement neither; elements in any order
		{Identity, allowAll},
		{Identity, `{"Statement": [{"Resource": ["*"], "Action": ["s3:Get*", "*"], "Effect": "Allow"}]}`},
		{Identity, `{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::b"}}`},
		{Boundary, allowAll}, {SessionPolicy, allowAll}, {ServiceControl, allowAll},
		{Resource, allowEveryone}, {Endpoint, allowEveryone}, {GatewayEndpoint, allowEveryone},
		// the default endpoint policy has no Version
		{Endpoint, `{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}`},
		// RCPFullAWSAccess, the only RCP that says Allow
		{ResourceControl, allowEveryone}, {ResourceControl, denyEveryone},
		// principals
		{Resource, with(`, "Principal": {"AWS": ["*", "111122223333", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/path/r",
			"arn:aws:iam::111122223333:user/u", "arn:aws:sts::111122223333:assumed-role/r/s", "arn:aws:sts::111122223333:federated-user/f"]}`)},
		{Resource, with(`, "Principal": {"Federated": "accounts.google.com", "CanonicalUser": ["79a5"], "Service": "s3.amazonaws.com"}`)},
		{Resource, with(`, "NotPrincipal": {"AWS": "111122223333"}`)},
		// resources: a '*' at the end reaches over the colons that are missing
		{Identity, strings.Replace(allowAll, `"*"}`, `["arn:aws:sqs:*", "arn:*:logs:eu-west-?:*:log-group:*", "arn:aws:s3:::b/${aws:username}"]}`, 1)},
		// conditions: quotes are optional round numbers and booleans; letter case of operators and keys does not matter
		{Identity, with(`, "Condition": {}`)},
		{Identity, with(`, "Condition": {"NumericLessThan": {"s3:max-keys": 10}, "bool": {"aws:SecureTransport": false}, "Null": {"aws:username": ["true"]}}`)},
		{Identity, with(`, "Condition": {"ForAllValues:StringLikeIfExists": {"aws:TagKeys": ["a*", 1, true]}, "foranyvalue:arnequals": {"aws:PrincipalArn": ["*", "arn:*:*:*:*:*"]}}`)},
		{Identity, with(`, "Condition": {"DateLessThan": {"aws:CurrentTime": ["2026-01-31T12:00:00Z", "2026-01", 1769860800]}, "BinaryEquals": {"x:y": "QUI="}}`)},
		{Identity, with(`, "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.7", "203.0.113.5/24", "2001:db8::/32"]}}`)},
		{Identity, with(`, "Condition": {"StringEquals": {"aws:username": ["${aws:userid, 'nobody'}", "${*}", "$"]}}`)},
		// Sids are IAM's business in its own policies only
		{Resource, with(`, "Principal": "*", "Sid": "with spaces"`)},
	} {
		if _, err := Parse([]byte(tt.text), tt.kind); err != nil {
			t.Errorf("Parse(%v %s): %v", tt.kind, tt.text, err)
		}
	}
}

// A text has a ¦ where the fault is.
func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct {
		kind      Kind
		text      string
		path, msg string // a part of the message
	}{
		// syntax
		{Identity, `¦`, "", "ends here"},
		{Identity, "{\n¦", "", "the policy ends here"},
		{Identity, "{\n\"Statement\": [{\"Effect\": ¦nope}]}", "Statement[0].Effect", "wants a value"},
		{Identity, `{"Statement": [],¦}`, "", "a key in double quotes"},
		{Identity, `{"Id": ¦"a` + "\n" + `"}`, "Id", "does not end on its line"},
		{Identity, `{"Id": "¦\x"}`, "Id", "no escape that JSON knows"},
		{Identity, "{\"Id\": \"¦\xff\"}", "Id", "not UTF-8"},
		{Identity, allowAll + `¦{}`, "", "something follows"},
		{Identity, allowAll + "¦\x00", "", "nothing more"},
		{Identity, `¦[]`, "", "wants a policy, which is an object, got a list"},
		{Identity, strings.Repeat("[", maxDepth) + "¦[", "[0][0][0][0][0][0][0][0][0][0][0][0]", "nests deeper"},
		{Identity, "¦" + strings.Repeat(" ", maxBytes) + allowAll, "", "64 KB"},
		{Endpoint, "¦" + strings.Repeat(" ", 20480) + allowEveryone, "", "20,480"},
		{Boundary, `¦{"Statement": ["` + strings.Repeat("x", 6144) + `"]}`, "", "6,144"},
		{NoKind, "¦" + allowAll, "", "of no kind"},
		// elements
		{Identity, "{\n  ¦\"version\": \"2012-10-17\"}", "version", `it is written "Version"`},
		{Identity, `{¦"Principals": 1}`, "Principals", "unknown element; there is Version, Id, Statement"},
		{Identity, `{"Version": "2012-10-17", ¦"Version": "2012-10-17"}`, "Version", "twice"},
		{Identity, `{"Version": ¦"2012-10-18"}`, "Version", `wants "2012-10-17", got "2012-10-18"`},
		{Identity, `{"Version": ¦2012}`, "Version", "got a number"},
		{Identity, `¦{"Version": "2012-10-17"}`, "", "wants a Statement"},
		{Identity, `{"Statement": ¦[]}`, "Statement", "at least one statement"},
		{Identity, `{"Statement": ¦"x"}`, "Statement", "a list of statements"},
		{Resource, `{"Id": "世界", "Statement": ¦1}`, "Statement", "a list of statements, got a number"}, // columns are characters
		{Identity, `{"Statement": [¦"x"]}`, "Statement[0]", "a statement, which is an object"},
		{Identity, `{"Id": ¦"x", "Statement": []}`, "Id", "an identity-based policy has no Id"},
		{Resource, `{"Id": ¦1, "Statement": []}`, "Id", "a string"},
		{Identity, with(`, ¦"effect": "Deny"`), "Statement[0].effect", `it is written "Effect"`},
		{Identity, with(`, "Sid": ¦"a b"`), "Statement[0].Sid", "letters and digits"},
		{Identity, `{"Statement": [{"Sid": "a", "Effect": "Deny", "Action": "*", "Resource": "*"}, ¦{"Sid": "a", "Effect": "Deny", "Action": "*", "Resource": "*"}]}`, "Statement[1]", "of statement [0] too"},
		{Identity, `{"Statement": ¦{"Action": "*", "Resource": "*"}}`, "Statement", "wants an Effect"},
		{Identity, `{"Statement": {"Effect": ¦"allow", "Action": "*", "Resource": "*"}}`, "Statement.Effect", `wants "Allow" or "Deny", got "allow"`},
		{Identity, "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:¦\u0416\", \"Resource\": \"*\"}}", "", "no character beyond U+00FF"},
		// Action, NotAction
		{Identity, `{"Statement": ¦{"Effect": "Deny", "Resource": "*"}}`, "Statement", "wants Action or NotAction"},
		{Identity, with(`, "NotAction": ¦"s3:*"`), "Statement[0].NotAction", "stands beside Action"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": ¦[], "Resource": "*"}}`, "Statement.Action", "is empty"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": ["s3:Get*", ¦"GetObject"], "Resource": "*"}}`, "Statement.Action[1]", `wants "*" or an action`},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": ¦"s3:Get:Object", "Resource": "*"}}`, "Statement.Action", `wants "*" or an action`},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": ¦"s3:Get Object", "Resource": "*"}}`, "Statement.Action", `the character " "`},
		{Identity, `{"Statement": {"Effect": "Deny", "NotAction": ¦true, "Resource": "*"}}`, "Statement.NotAction", "a string or a list of strings, got a boolean"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": ¦"` + strings.Repeat("é", 100) + `", "Resource": "*"}}`, "Statement.Action", "éé…"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": ["*", ¦1], "Resource": "*"}}`, "Statement.Action[1]", "wants a string, got a number"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Sid": ¦1}}`, "Statement.Sid", "wants a string"},
		{Identity, `{¦"": 1}`, `[""]`, "unknown element"},
		// Resource, NotResource
		{Identity, `{"Statement": ¦{"Effect": "Deny", "Action": "*"}}`, "Statement", "wants Resource or NotResource"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"bucket"}}`, "Statement.Resource", `wants "*" or an ARN`},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"arn:aws:s3:bucket"}}`, "Statement.Resource", "six parts"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"arn:aws:*"}}`, "Statement.Resource", "six parts"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"arn:aws:s*:::b"}}`, "Statement.Resource", "without wildcards"},
		{Identity, `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"arn:azure:s3:::b"}}`, "Statement.Resource", `no partition "azure"`},
		{Identity, `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"arn:aws:s3:${aws:x}::b"}}`, "Statement.Resource", "after the fifth colon"},
		{Identity, `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"arn:aws:s3:::${aws:x"}}`, "Statement.Resource", "does not end"},
		{Identity, `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": ¦"arn:aws:s3:::${aws:x, y}"}}`, "Statement.Resource", "single quotes"},
		// Principal, NotPrincipal
		{Identity, with(`, "Principal": ¦"*"`), "Statement[0].Principal", "an identity-based policy names no principals"},
		{ServiceControl, with(`, "NotPrincipal": ¦"*"`), "Statement[0].NotPrincipal", "a service control policy names no principals"},
		{Resource, strings.Replace(allowAll, `{"Eff`, `¦{"Eff`, 1), "Statement", "wants a Principal: a resource-based policy says whom"},
		{GatewayEndpoint, strings.Replace(allowAll, `{"Eff`, `¦{"Eff`, 1), "Statement", "a VPC endpoint policy says whom"},
		{Resource, with(`, "Principal": "*", "NotPrincipal": ¦"*"`), "Statement[0].NotPrincipal", "stands beside Principal"},
		{Resource, strings.Replace(allowEveryone, `"Principal": `, `"NotPrincipal": ¦`, 1), "Statement.NotPrincipal", `"Deny" only`},
		{Resource, with(`, "Principal": ¦"111122223333"`), "Statement[0].Principal", `an object such as {"AWS"`},
		{Resource, with(`, "Principal": ¦{}`), "Statement[0].Principal", "names nobody"},
		{Resource, with(`, "Principal": ¦{"AWS": []}`), "Statement[0].Principal", "names nobody"},
		{Resource, with(`, "Principal": {¦"aws": "*"}`), "Statement[0].Principal.aws", "one of AWS, Service"},
		{Resource, with(`, "Principal": {"AWS": [¦"arn:aws:iam::111122223333:role/*"]}`), "Statement[0].Principal.AWS[0]", "does not match part of a principal"},
		{Resource, with(`, "Principal": {"AWS": ¦"arn:aws:iam::111122223333:group/g"}`), "Statement[0].Principal.AWS", "a group is no principal"},
		{Resource, with(`, "Principal": {"AWS": ¦"11112222333"}`), "Statement[0].Principal.AWS", "wants an account"},
		{Resource, with(`, "Principal": {"AWS": ¦"arn:aws:sts::111122223333:assumed-role/r"}`), "Statement[0].Principal.AWS", "wants an account"},
		{Resource, with(`, "Principal": {"Federated": ¦""}`), "Statement[0].Principal.Federated", "names nobody"},
		{Resource, with(`, "Principal": {"Service": ¦"lambda"}`), "Statement[0].Principal.Service", "wants a service principal"},
		// Condition
		{Identity, with(`, "Condition": ¦[]`), "Statement[0].Condition", "an object of condition operators"},
		{Identity, with(`, "Condition": {¦"StringEqual": {}}`), "Statement[0].Condition.StringEqual", `did you mean "StringEquals"`},
		{Identity, with(`, "Condition": {¦"NumericLessThen": {}}`), "Statement[0].Condition.NumericLessThen", `did you mean "NumericLessThan"`},
		{Identity, with(`, "Condition": {¦"Equals": {}}`), "Statement[0].Condition.Equals", "unknown condition operator"},
		{Identity, with(`, "Condition": {¦"ForEach:StringLike": {}}`), `Statement[0].Condition["ForEach:StringLike"]`, "ForAllValues or ForAnyValue"},
		{Identity, with(`, "Condition": {¦"NullIfExists": {}}`), "Statement[0].Condition.NullIfExists", "Null stands alone"},
		{Identity, with(`, "Condition": {"Bool": {}, ¦"bool": {}}`), "Statement[0].Condition.bool", "twice"},
		{Identity, with(`, "Condition": {"Bool": ¦"true"}`), "Statement[0].Condition.Bool", "an object of condition keys"},
		{Identity, with(`, "Condition": {"StringLike": {¦"SourceVpce": "x"}}`), "Statement[0].Condition.StringLike.SourceVpce", "wants a condition key"},
		{Identity, with(`, "Condition": {"StringLike": {"aws:a": "x", ¦"AWS:A": "y"}}`), `Statement[0].Condition.StringLike["AWS:A"]`, "twice"},
		{Identity, with(`, "Condition": {"StringLike": {"aws:a": ["x", ¦null]}}`), `Statement[0].Condition.StringLike["aws:a"][1]`, "a string, a number or a boolean, got null"},
		{Identity, with(`, "Condition": {"NumericEquals": {"a:b": ¦"ten"}}`), `Statement[0].Condition.NumericEquals["a:b"]`, `wants a number, got "ten"`},
		{Identity, with(`, "Condition": {"NumericEquals": {"a:b": ¦"inf"}}`), `Statement[0].Condition.NumericEquals["a:b"]`, "wants a number"},
		{Identity, with(`, "Condition": {"DateEquals": {"a:b": ¦"2026-02-30"}}`), `Statement[0].Condition.DateEquals["a:b"]`, "wants a date"},
		{Identity, with(`, "Condition": {"Bool": {"a:b": ¦"yes"}}`), `Statement[0].Condition.Bool["a:b"]`, "wants true or false"},
		{Identity, with(`, "Condition": {"Bool": {"a:b": ¦["true", "false"]}}`), `Statement[0].Condition.Bool["a:b"]`, "not a list"},
		{Identity, with(`, "Condition": {"Bool": {"a:b": ¦"${aws:x}"}}`), `Statement[0].Condition.Bool["a:b"]`, "wants true or false"},
		{Identity, with(`, "Condition": {"BinaryEquals": {"a:b": ¦"*"}}`), `Statement[0].Condition.BinaryEquals["a:b"]`, "wants base64"},
		{Identity, with(`, "Condition": {"IpAddress": {"a:b": ¦"10.0.0.0/33"}}`), `Statement[0].Condition.IpAddress["a:b"]`, "CIDR"},
		{Identity, with(`, "Condition": {"ArnLike": {"a:b": ["arn:aws:iam::111122223333:role/*", ¦"role/*"]}}`), `Statement[0].Condition.ArnLike["a:b"][1]`, "wants \"*\" or an ARN"},
		{Identity, with(`, "Condition": {"ArnLike": {"a:b": ¦"arn:aws:iam:*"}}`), `Statement[0].Condition.ArnLike["a:b"]`, "six parts"},
		// organisations' policies
		{ServiceControl, `¦{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`, "", `a service control policy wants "Version": "2012-10-17"`},
		{ResourceControl, strings.Replace(denyEveryone, `"2012`, `¦"2008`, 1), "Version", `a resource control policy wants "Version"`},
		{ResourceControl, strings.Replace(allowEveryone, `{"Effect": "Allow", "Principal": "*", "Action": "*"`, `¦{"Effect": "Allow", "Principal": "*", "Action": "s3:*"`, 1), "Statement", "only denies"},
		{ResourceControl, with(`, "Principal": ¦{"AWS": "111122223333"}`), "Statement[0].Principal", "concerns everyone"},
		{ResourceControl, with(`, "NotPrincipal": ¦"*"`), "Statement[0].NotPrincipal", "has no NotPrincipal"},
		{ResourceControl, `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "NotAction": ¦"s3:*", "Resource": "*"}}`, "Statement.NotAction", "has no NotAction"},
	} {
		before, after, _ := strings.Cut(tt.text, "¦")
		line, column := 1+strings.Count(before, "\n"), 1+utf8.RuneCountInString(before[1+strings.LastIndex(before, "\n"):])
		_, err := Parse([]byte(before+after), tt.kind)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%v %.200s): got %v, want an *Error with %q", tt.kind, tt.text, err, tt.msg)
			continue
		}
		if e.Line != line || e.Column != column || e.Path != tt.path || !strings.Contains(e.Msg, tt.msg) {
			t.Errorf("Parse(%v %.200s):\n got %d:%d %q %s\nwant %d:%d %q …%s…", tt.kind, tt.text,
				e.Line, e.Column, e.Path, e.Msg, line, column, tt.path, tt.msg)
		}
	}
}

func TestErrorText(t *testing.T) {
	_, err := Parse([]byte("{\n \"Statement\": {\"Effect\": \"allow\"}}"), Identity)
	want := `line 2, column 26: Statement.Effect: wants "Allow" or "Deny", got "allow"`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// I7: the role that lets Lambda make network interfaces. I17, J2: what else is known.
func TestManaged(t *testing.T) {
	names := ManagedNames()
	for i, name := range names {
		if _, ok := Managed(name); !ok {
			t.Errorf("Managed(%q) is unknown or does not parse", name)
		}
		if i > 0 && names[i-1] >= name {
			t.Errorf("names are not sorted: %q before %q", names[i-1], name)
		}
	}
	for _, tt := range []struct {
		name, action string
		want         Decision
	}{
		{"AWSLambdaVPCAccessExecutionRole", "ec2:CreateNetworkInterface", Allow},
		{"AWSLambdaVPCAccessExecutionRole", "ec2:DescribeNetworkInterfaces", Allow},
		{"AWSLambdaVPCAccessExecutionRole", "ec2:DescribeSubnets", Allow},
		{"AWSLambdaVPCAccessExecutionRole", "ec2:DeleteNetworkInterface", Allow},
		{"AWSLambdaVPCAccessExecutionRole", "ec2:AssignPrivateIpAddresses", Allow},
		{"AWSLambdaVPCAccessExecutionRole", "ec2:UnassignPrivateIpAddresses", Allow},
		{"AWSLambdaVPCAccessExecutionRole", "logs:PutLogEvents", Allow},
		{"AWSLambdaVPCAccessExecutionRole", "ec2:DescribeVpcs", NoMatch},
		{"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "logs:CreateLogStream", Allow},
		{"AWSLambdaBasicExecutionRole", "ec2:CreateNetworkInterface", NoMatch},
		{"AmazonS3ReadOnlyAccess", "s3:GetObject", Allow},
		{"AmazonS3ReadOnlyAccess", "s3:PutObject", NoMatch},
		{"AmazonSSMReadOnlyAccess", "ssm:GetParameter", Allow},
		{"AmazonSSMReadOnlyAccess", "ssm:PutParameter", NoMatch},
	} {
		d, ok := Managed(tt.name)
		if !ok {
			t.Errorf("Managed(%q) is unknown", tt.name)
			continue
		}
		if got := d.Evaluate(&Request{Action: tt.action, Resource: "*"}).Decision; got != tt.want {
			t.Errorf("%s, %s: got %v, want %v", tt.name, tt.action, got, tt.want)
		}
	}
	if _, ok := Managed("AdministratorAccessButNotReally"); ok {
		t.Error("an unknown managed policy is found")
	}
}
