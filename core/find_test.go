package core_test

import (
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// TestFind: an end may be an id, a name, a type and a name, an address or a service.
func TestFind(t *testing.T) {
	named := func(r core.Resource, name string) core.Resource {
		r.Head().Name = name
		return r
	}
	n := core.Compile(coretest.Topology(
		coretest.VPC("vpc", "10.0.0.0/16"), coretest.Subnet("a", "vpc", "10.0.1.0/24"),
		named(coretest.Function("fn-1", "", ""), "api"), named(coretest.Function("fn-2", "", ""), "worker"),
		named(coretest.Role("role"), "api"), named(coretest.Instance("db", "a", ""), "Orders DB"),
		coretest.Service("sqs", "sqs"), named(coretest.Service("bucket", "s3"), "internet"),
	))
	for _, c := range []struct{ end, want, fails string }{
		{end: "fn-1", want: "fn-1"},
		{end: "internet", want: "internet"}, // the id that is always there, whatever is called so
		{end: "worker", want: "fn-2"},
		{end: "Orders DB", want: "db"},
		{end: "orders db", want: "db"},
		{end: "function/api", want: "fn-1"},
		{end: "role/api", want: "role"},
		{end: "function/fn-2", want: "fn-2"},
		{end: "FUNCTION/API", want: "fn-1"},
		{end: "10.0.1.7", want: "10.0.1.7"},
		{end: "2001:DB8::7", want: "2001:db8::7"},
		{end: "[2001:db8::7]", want: "2001:db8::7"},
		{end: "::ffff:10.0.0.1", want: "10.0.0.1"},
		{end: "s3", want: "s3"},
		{end: "ssm", want: "ssm"},
		{end: "s3@us-east-1", want: "s3@us-east-1"},
		{end: "sqs", want: "sqs"}, // the drawn queue of that id
		{end: "api", fails: `"api" is the name of several: fn-1 (function), role (role)`},
		{end: "", fails: "empty"},
		{end: "fe80::1%eth0", fails: "zone"},
		{end: "s3@us-esat-1", fails: `is "us-east-1" meant?`},
		{end: "wroker", fails: `is "worker" meant?`},
		{end: "instance/api", fails: "is no id or name"},
		{end: "10.0.1", fails: "is no id or name"},
	} {
		got, err := n.Find(c.end)
		switch {
		case c.fails == "" && (err != nil || string(got) != c.want):
			t.Errorf("%q: %q, %v, want %q", c.end, got, err, c.want)
		case c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)):
			t.Errorf("%q: %q, %v, want an error that says %q", c.end, got, err, c.fails)
		}
	}
}
