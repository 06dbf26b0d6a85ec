package core_test

import (
	"os"
	"testing"

	"lasthop/core"
)

// lessonNetwork is a network of the size of a lesson.
func lessonNetwork(tb testing.TB) *core.Topology {
	tb.Helper()
	data, err := os.ReadFile("../examples/four-subnets.json")
	if err != nil {
		tb.Fatal(err)
	}
	f, err := core.Decode(data)
	if err != nil {
		tb.Fatal(err)
	}
	return &f.Network
}

func BenchmarkVerdict(b *testing.B) {
	n := core.Compile(lessonNetwork(b))
	for _, q := range []core.Query{
		{From: "fn-1", To: "bucket"}, {From: "fn-2", To: "bucket"}, {From: "fn-4", To: "bucket"},
		{From: "fn-2", To: "parameter"}, {Kind: core.Invoke, From: "api", To: "fn-1"},
	} {
		b.Run(string(q.From)+"-"+string(q.To), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v := n.Verdict(q)
				if len(v.Paths) == 0 {
					b.Fatal("no path")
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	t := lessonNetwork(b)
	b.ReportAllocs()
	for b.Loop() {
		core.Compile(t)
	}
}
