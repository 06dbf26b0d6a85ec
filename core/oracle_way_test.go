package core

import (
	"math/rand/v2"
	"net/netip"
	"strconv"
	"testing"
)

// TestRouteRankOracle: of the rows of the packet's family that hold the address, less
// the learnt ones where the VPC has the address itself, the longest decides; of equal
// ones static goes before prefix list, Direct Connect, static VPN and BGP, a static row
// for a block of the VPC before local, and the smallest target last of all (B3 to B6).
func TestRouteRankOracle(t *testing.T) {
	met := map[int]int{}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 21))
		prefix := func() netip.Prefix {
			if r.IntN(3) == 0 {
				p, _ := netip.AddrFrom16([16]byte{0x26, 0, 0x1f, 0x18, 0, byte(r.IntN(2)), 0, byte(r.IntN(4) * 64)}).Prefix([]int{0, 32, 48, 56, 58, 64}[r.IntN(6)])
				return p
			}
			return randomPrefix(r)
		}
		type row struct {
			p       netip.Prefix
			rank    int
			learnt  bool
			target  string
			isLocal bool
		}
		vpc := &VPC{Common: Common{ID: "vpc"}, CIDRs: []CIDR{"10.0.0.0/16"}, IPv6CIDRs: []CIDR{"2600:1f18::/56"}}
		rows := []row{{netip.MustParsePrefix("10.0.0.0/16"), 0, false, "", true}, {netip.MustParsePrefix("2600:1f18::/56"), 0, false, "", true}}
		table := &RouteTable{Common: Common{ID: "rtb"}, VPC: "vpc"}
		resources := []Resource{vpc, table, &VirtualGateway{Common: Common{ID: "vgw"}, VPC: "vpc"}}
		static := map[netip.Prefix]bool{}
		for i := range 2 + r.IntN(8) {
			p, target := prefix(), ID("t"+strconv.Itoa(r.IntN(5)))
			switch r.IntN(4) {
			case 0:
				list := &PrefixList{Common: Common{ID: ID("pl" + strconv.Itoa(i))}, Entries: []CIDR{CIDR(p.String())}}
				resources = append(resources, list)
				table.Routes = append(table.Routes, Route{PrefixList: list.ID, Target: target})
				rows = append(rows, row{p, 1, false, string(target), false})
			case 1:
				origin := r.IntN(3)
				table.Routes = append(table.Routes, Route{Destination: CIDR(p.String()), Target: target, Propagated: true, Origin: []RouteOrigin{OriginDirectConnect, OriginVPNStatic, OriginVPNBGP}[origin]})
				rows = append(rows, row{p, 2 + origin, true, string(target), false})
			default:
				if !static[p] {
					static[p] = true
					table.Routes = append(table.Routes, Route{Destination: CIDR(p.String()), Target: target})
					rows = append(rows, row{p, 0, false, string(target), false})
				}
			}
		}
		if r.IntN(2) == 0 {
			table.PropagatingGateways = []ID{"vgw"}
			for i := range 1 + r.IntN(2) {
				p, kind := randomPrefix(r), r.IntN(3)
				id := ID("c" + strconv.Itoa(i))
				c := &VPNConnection{Common: Common{ID: id}, Gateway: "vgw", Network: "n" + id, Kind: ConnectionVPN, Static: kind == 1, Routes: []CIDR{CIDR(p.String())}, Down: r.IntN(5) == 0}
				if kind == 0 {
					c.Kind = ConnectionDirectConnect
				}
				resources = append(resources, c, &OnPremises{Common: Common{ID: "n" + id}, CIDRs: []CIDR{CIDR(p.String())}})
				if !c.Down {
					rows = append(rows, row{p, 2 + kind, true, "vgw", false})
				}
			}
		}
		n := Compile(&Topology{Region: "eu-west-1", Resources: resources})
		for range 20 {
			dst := randomAddr(r)
			if r.IntN(3) == 0 {
				dst = netip.AddrFrom16([16]byte{0x26, 0, 0x1f, 0x18, 0, byte(r.IntN(2)), 0, byte(r.IntN(256)), 7})
			}
			own := rows[0].p.Contains(dst) || rows[1].p.Contains(dst)
			var best *row
			better := func(x, y *row) bool {
				if x.p.Bits() != y.p.Bits() {
					return x.p.Bits() > y.p.Bits()
				}
				if x.rank != y.rank {
					return x.rank < y.rank
				}
				if x.isLocal != y.isLocal {
					return y.isLocal
				}
				return x.target < y.target
			}
			for i := range rows {
				if x := &rows[i]; x.p.Contains(dst) && !(own && x.learnt) && (best == nil || better(x, best)) {
					best = x
				}
			}
			got, _ := n.tables["rtb"].lookup(n.vpcs["vpc"], host(dst))
			switch {
			case got == nil && best == nil:
			case got == nil || best == nil || got.prefix != best.p || string(got.target) != best.target || int(got.rank) != best.rank:
				t.Fatalf("seed %d: %v: got %+v, want %+v of %+v", seed, dst, got, best, rows)
			default:
				met[best.rank]++
			}
		}
	}
	for rank := range 5 {
		if met[rank] < 50 {
			t.Errorf("rows of rank %d decided but %d times", rank, met[rank])
		}
	}
}

// TestGroupReferenceOracle: a rule that names a group of another VPC knows its members
// over a peering connection within the Region, either way, and inbound over a transit
// gateway on which referencing is on at all three places; nowhere else (E5, E6).
func TestGroupReferenceOracle(t *testing.T) {
	for combination := range 1 << 6 {
		bit := func(i int) bool { return combination>>i&1 == 1 }
		peered, abroad, gateway, here, there, outbound := bit(0), bit(1), bit(2), bit(3), bit(4), bit(5)
		region, way := "eu-west-1", ID("tgw")
		if abroad {
			region = "us-east-1"
		}
		if peered {
			way = "pcx"
		}
		named := func(id ID) Common { return Common{ID: id} }
		anywhere := []GroupRule{{Protocol: ProtoAll, CIDR: "0.0.0.0/0"}}
		a := &SecurityGroup{Common: named("sg-a"), VPC: "a", Outbound: anywhere}
		b := &SecurityGroup{Common: named("sg-b"), VPC: "b", Inbound: anywhere}
		if outbound {
			a.Outbound = []GroupRule{{Protocol: ProtoTCP, Ports: "443", Group: "sg-b"}}
		} else {
			b.Inbound = []GroupRule{{Protocol: ProtoTCP, Ports: "443", Group: "sg-a"}}
		}
		n := Compile(&Topology{Region: "eu-west-1", Account: "111122223333", Resources: []Resource{
			&VPC{Common: named("a"), CIDRs: []CIDR{"10.1.0.0/16"}}, &VPC{Common: named("b"), CIDRs: []CIDR{"10.2.0.0/16"}, Region: region},
			&Subnet{Common: named("a-1"), VPC: "a", Zone: "eu-west-1a", CIDR: "10.1.1.0/24"}, &Subnet{Common: named("b-1"), VPC: "b", Zone: region + "a", CIDR: "10.2.1.0/24"},
			&RouteTable{Common: named("rtb-a"), VPC: "a", Main: true, Routes: []Route{{Destination: "10.2.0.0/16", Target: way}}},
			&RouteTable{Common: named("rtb-b"), VPC: "b", Main: true, Routes: []Route{{Destination: "10.1.0.0/16", Target: way}}},
			&Peering{Common: named("pcx"), Requester: "a", Accepter: "b", State: PeeringActive},
			&TransitGateway{Common: named("tgw"), SecurityGroupReferencing: gateway},
			&TransitTable{Common: named("tgw-rtb"), TransitGateway: "tgw", Propagations: []ID{"att-a", "att-b"}},
			&TransitAttachment{Common: named("att-a"), TransitGateway: "tgw", VPC: "a", Subnets: []ID{"a-1"}, RouteTable: "tgw-rtb", SecurityGroupReferencing: here},
			&TransitAttachment{Common: named("att-b"), TransitGateway: "tgw", VPC: "b", Subnets: []ID{"b-1"}, RouteTable: "tgw-rtb", SecurityGroupReferencing: there},
			a, b,
			&Instance{Common: named("from"), Subnet: "a-1", SecurityGroups: []ID{"sg-a"}, PrivateIP: "10.1.1.10"},
			&Instance{Common: named("to"), Subnet: "b-1", SecurityGroups: []ID{"sg-b"}, PrivateIP: "10.2.1.10", Listens: []Listener{{ProtoTCP, 443}}},
		}})
		want := peered && !abroad
		if !peered {
			want = !outbound && gateway && here && there
		}
		if outbound {
			want = !abroad // the peering connection is there, whichever way the packet takes
		}
		at := b.ID
		if outbound {
			at = a.ID
		}
		v := n.Verdict(Query{From: "from", To: "to"})
		found := false
		for _, s := range v.Paths[0].Steps {
			if s.At == at && s.Stage == StageForward {
				found = true
				if got := s.Outcome == Reachable; got != want {
					t.Errorf("%06b: passes %s: %v, want %v", combination, at, got, want)
				}
			}
		}
		if !found {
			t.Errorf("%06b: %s is not asked", combination, at)
		}
	}
}
