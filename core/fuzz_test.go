package core_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"lasthop/core"
	"lasthop/core/coretest"
)

// What Find takes for an end is one: an id of the drawing, an address, a service, or
// the internet; and it finds the same by it again.
func FuzzFind(f *testing.F) {
	for _, words := range []string{"internet", "fn", "function/fn", "FUNCTION/My Function", "my function", "twice", "s3", "s3@us-east-1", "s3@", "[2001:db8::7]", "::ffff:10.0.0.1",
		"fe80::1%eth0", "203.0.113.7", "", "[", "[]", "@", "/", "function/", "sqs@mars", "é", "internets", strings.Repeat("a", 300)} {
		f.Add(words)
	}
	named := func(id core.ID, name string) *core.Service {
		return &core.Service{Common: core.Common{ID: id, Name: name}, Service: "s3"}
	}
	fn := coretest.Function("fn", "", "")
	fn.Name = "My Function"
	n := core.Compile(coretest.Topology(fn, named("a", "twice"), named("b", "twice"), named("c", "Ärger"), named("d", "dynamodb"), named("203.0.113.9", "")))
	f.Fuzz(func(t *testing.T, words string) {
		end, err := n.Find(words)
		if err != nil {
			if end != "" || err.Error() == "" {
				t.Fatalf("%q: %q and %v", words, end, err)
			}
			return
		}
		service, _, _ := strings.Cut(string(end), "@")
		_, bad := netip.ParseAddr(string(end))
		known := false
		for _, s := range core.ServiceNames() {
			known = known || s == service
		}
		if end != "internet" && n.Resource(core.ID(end)) == nil && bad != nil && !known {
			t.Fatalf("%q is taken for %q, which is nothing", words, end)
		}
		if again, err := n.Find(string(end)); err != nil || again != end {
			t.Fatalf("%q is %q, and that is %q: %v", words, end, again, err)
		}
		v := n.Verdict(core.Query{From: "fn", To: end})
		checkWellFormed(t, n, &v)
	})
}

// Whatever is drawn, every question has a well-formed answer: nothing panics, no walk
// goes on for ever, and every step stands at something.
func FuzzVerdict(f *testing.F) {
	for _, name := range examples(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, uint16(0))
	}
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for i, path := range files {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range ar.Files {
			if part.Name == "resources" {
				f.Add(core.Encode(&core.File{Network: *networkOf(f, string(part.Data))}), uint16(i*977))
			}
		}
	}
	for seed := range uint64(20) {
		f.Add(core.Encode(coretest.RandomFile(seed)), uint16(seed*1009))
	}
	f.Fuzz(func(t *testing.T, data []byte, pick uint16) {
		file, err := core.Decode(data)
		if err != nil {
			return
		}
		if len(file.Network.Resources) > 300 {
			return // each run has a second
		}
		core.Validate(&file.Network)
		n := core.Compile(&file.Network)
		questions := pairs(n)
		for i := range 12 {
			q := questions[(int(pick)*31+i*7919)%len(questions)]
			if i%3 == 1 {
				q.Proto, q.Port, q.Family = core.ProtoUDP, pick, core.IPv6
			}
			v := n.Verdict(q)
			checkWellFormed(t, n, &v)
		}
		for _, c := range file.Checks {
			v := n.Verdict(c.Query)
			checkWellFormed(t, n, &v)
		}
	})
}
