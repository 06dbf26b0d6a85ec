package core_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// TestOpenPorts: two groups and an ACL leave three ranges, in one of which something
// listens (E1, F3).
func TestOpenPorts(t *testing.T) {
	group := coretest.SecurityGroup("sg-db", "vpc", coretest.TCP("5000-6000", "10.0.1.0/24"), coretest.TCP("22", "10.0.0.0/16"),
		core.GroupRule{Protocol: core.ProtoICMP, CIDR: "10.0.1.0/24"})
	acl := coretest.OpenACL("acl", "vpc")
	acl.Inbound = append([]core.ACLRule{{Number: 50, Action: core.Deny, Protocol: core.ProtoTCP, Ports: "5100-5199", CIDR: "0.0.0.0/0"}}, acl.Inbound...)
	db := coretest.Instance("db", "b", "sg-db")
	db.Listens[0].Port = 5432
	n := core.Compile(coretest.Topology(coretest.VPC("vpc", "10.0.0.0/16"), coretest.Role("role"),
		coretest.Subnet("a", "vpc", "10.0.1.0/24"), coretest.Subnet("b", "vpc", "10.0.2.0/24", coretest.Filtered("acl")),
		acl, group, coretest.SecurityGroup("sg", "vpc"), coretest.Function("fn", "a", "sg"), db,
	))
	tcp := func(lo, hi uint16, listens bool) core.OpenRange {
		return core.OpenRange{Proto: core.ProtoTCP, Ports: core.PortRange{Lo: lo, Hi: hi}, Outcome: core.Reachable, Listens: listens}
	}
	want := []core.OpenRange{tcp(22, 22, false), tcp(5000, 5099, false), tcp(5200, 5431, false), tcp(5432, 5432, true), tcp(5433, 6000, false),
		{Proto: core.ProtoICMP, Outcome: core.Reachable, Listens: true}}
	if got := n.OpenPorts("fn", "db"); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := n.OpenPorts("fn", "nowhere"); got != nil {
		t.Errorf("to nowhere: %v", got)
	}
}

// openByVerdict is the outcome of one port, with a process put behind it.
func openByVerdict(n *core.Network, from, to core.Endpoint, proto core.Proto, port uint16) core.Outcome {
	v := n.Verdict(core.Query{From: from, To: to, Proto: proto, Port: port})
	outcome := core.Blocked
	for i := range v.Paths {
		of := core.Reachable
		for _, s := range v.Paths[i].Blockers() {
			switch {
			case s.Reason == core.NoListener || s.Stage == core.StageAuthoriseCall:
			case s.Outcome == core.Intermittent:
				of = max(core.Blocked, min(of, core.Intermittent))
			default:
				of = core.Blocked
			}
		}
		if i > 0 && of != outcome {
			return core.Divergent
		}
		outcome = of
	}
	return outcome
}

// TestOpenPortsOracle: every port that is sampled has the verdict of its range, or of no
// range if it is shut.
func TestOpenPortsOracle(t *testing.T) {
	for seed := range rounds(150) {
		r := rand.New(rand.NewPCG(seed, 9))
		topology := likeHosts(r)
		if seed%3 == 0 {
			topology = coretest.RandomTopology(seed)
		}
		for _, resource := range topology.Resources { // rules with ranges of every size
			if g, ok := resource.(*core.SecurityGroup); ok {
				lo, hi := uint16(r.IntN(65536)), uint16(r.IntN(65536))
				ports, _ := core.PortRange{Lo: min(lo, hi), Hi: max(lo, hi)}.MarshalText()
				g.Inbound = append(g.Inbound, coretest.TCP(core.Ports(ports), "0.0.0.0/0"))
			}
		}
		n := core.Compile(topology)
		sources, targets := n.Sources(core.Connect), n.Targets(core.Connect)
		for range 4 {
			from, to := sources[r.IntN(len(sources))], targets[r.IntN(len(targets))]
			open := n.OpenPorts(from, to)
			sample := []uint16{1, 80, 443, 65535}
			for _, x := range open {
				sample = append(sample, max(x.Ports.Lo, 2)-1, x.Ports.Lo, x.Ports.Hi, min(x.Ports.Hi, 65534)+1)
			}
			for range 40 {
				sample = append(sample, uint16(1+r.IntN(65535)), uint16(1+r.IntN(12)))
			}
			for _, proto := range []core.Proto{core.ProtoTCP, core.ProtoUDP} {
				for _, port := range sample {
					if port == 0 {
						continue
					}
					got := core.Blocked
					for _, x := range open {
						if x.Proto == proto && x.Ports.Lo <= port && port <= x.Ports.Hi {
							got = x.Outcome
						}
					}
					if want := openByVerdict(n, from, to, proto, port); got != want {
						t.Fatalf("seed %d, %s → %s, %s %d: %v, the verdict says %v; open are %v", seed, from, to, proto, port, got, want, open)
					}
				}
			}
		}
	}
}
