package app_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"lasthop/core"
	"lasthop/wasm/app"
	"lasthop/wasm/edit/edittest"
)

// FuzzLink opens the program by any link: it must come up with a drawing that can be
// written and read again, and with a verdict; and a link that escapes its ends as links
// do must ask about the very ends.
func FuzzLink(f *testing.F) {
	for _, hash := range []string{
		"", "ex=four-subnets", "ex=four-subnets&kind=connect&from=fn-1&to=bucket", "ex=four-subnets&kind=invoke&from=api&to=fn-2",
		"from=fn-1&to=db&port=5432&proto=udp", "ex=none&from=&to=", "from=%66n-1&to=%zz&port=99999&proto=x", "ex=far&from=a&to=b",
		"from=fn-1&to=bucket&action=s3:PutObject&name=a.b", "&&==&%", "kind=invoke", "from=fn-1&from=fn-2&to=2001%3Adb8%3A%3A1",
	} {
		f.Add(hash, "fn-1", "bucket")
	}
	f.Add("", "a b&c=d", "100%")
	example := edittest.Example(f, "four-subnets")
	examples := []app.Example{{Name: "four-subnets", Title: "Four subnets", Data: example}, {Name: "far", Title: "Fetched"}}
	f.Fuzz(func(t *testing.T, hash, from, to string) {
		s := start(t, app.Options{Examples: examples, Hash: hash})
		doc := s.app.Editor().Real().Document()
		if _, err := core.Decode(core.Encode(doc.File())); err != nil {
			t.Fatalf("%q: %v", hash, err)
		}
		if !utf8.ValidString(from) || !utf8.ValidString(to) || from == "" || to == "" {
			return
		}
		link := "ex=four-subnets&from=" + escape(from) + "&to=" + escape(to)
		s = start(t, app.Options{Examples: examples, Hash: link})
		if q := s.app.Query(); q.From != core.Endpoint(from) || q.To != core.Endpoint(to) {
			t.Fatalf("%q asks from %q to %q", link, q.From, q.To)
		}
	})
}

// escape writes every byte as a per-cent escape.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}
