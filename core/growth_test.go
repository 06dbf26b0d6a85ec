package core_test

import (
	"strconv"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// BenchmarkGrowth shows how the three things that an editor waits for grow with the
// network: one verdict, one edit (a network compiled anew), and all pairs of hosts.
func BenchmarkGrowth(b *testing.B) {
	for _, interfaces := range []int{10, 100, 400, 1000, 10000} {
		topology := coretest.Estate(interfaces, 1)
		n := core.Compile(topology)
		var hosts []core.Endpoint
		for _, r := range n.Resources() {
			if t := r.Type(); t == core.TypeInstance || t == core.TypeFunction {
				hosts = append(hosts, core.Endpoint(r.Head().ID))
			}
		}
		size := strconv.Itoa(interfaces)
		b.Run("verdict/"+size, func(b *testing.B) {
			for b.Loop() {
				if v := n.Verdict(core.Query{From: "v0-web-0", To: "v0-app-3", Port: 8080}); v.Outcome != core.Reachable {
					b.Fatal(v.Outcome)
				}
			}
		})
		b.Run("edit/"+size, func(b *testing.B) {
			for b.Loop() {
				core.Compile(topology)
			}
		})
		b.Run("pairs/"+size, func(b *testing.B) {
			for b.Loop() {
				n.Matrix(core.Query{}, hosts, hosts)
			}
			b.ReportMetric(float64(len(hosts)*len(hosts)), "pairs")
		})
	}
}
