package main

import (
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// What an argument TO[:PORT] is taken for can be asked about.
func FuzzTarget(f *testing.F) {
	for _, s := range []string{"fn", "fn:443", "fn:0", "fn:99999", "[2001:db8::7]:443", "2001:db8::7", "203.0.113.7:80", "s3:443", ":", "a:b", "internet:", "a:b:80"} {
		f.Add(s)
	}
	n := core.Compile(coretest.Topology(coretest.Function("fn", "", ""), coretest.Service("a:b", "s3"), coretest.Service("80", "sqs")))
	f.Fuzz(func(t *testing.T, s string) {
		end, port, err := target(n, s)
		if err != nil {
			if end != "" || port != 0 {
				t.Fatalf("%q: %q, %d and %v", s, end, port, err)
			}
			return
		}
		if again, err := n.Find(string(end)); err != nil || again != end {
			t.Fatalf("%q is %q, and that is %q: %v", s, end, again, err)
		}
		v := n.Verdict(core.Query{From: "fn", To: end, Port: port})
		if n.Headline(&v) == "" {
			t.Fatalf("%q: no headline", s)
		}
	})
}
