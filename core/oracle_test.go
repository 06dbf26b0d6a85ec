package core

import (
	"cmp"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strconv"
	"testing"
)

// The oracles below decide one address and one port at a time, by the words of the
// AWS pages and without any of the package's shortcuts.

func randomPrefix(r *rand.Rand) netip.Prefix {
	// Few bits vary, so that blocks nest and meet often.
	a := netip.AddrFrom4([4]byte{10, byte(r.IntN(2)), byte(r.IntN(4) * 64), byte(r.IntN(4) * 64)})
	p, _ := a.Prefix([]int{0, 8, 15, 16, 17, 18, 24, 25, 26, 32}[r.IntN(10)])
	return p
}

func randomAddr(r *rand.Rand) netip.Addr {
	return netip.AddrFrom4([4]byte{10, byte(r.IntN(2)), byte(r.IntN(256)), byte(r.IntN(256))})
}

// TestLongestPrefixOracle: among the rows that hold the address, the one with the
// most bits wins; ties go to the static one (B4, B5).
func TestLongestPrefixOracle(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		vpc := &VPC{Common: Common{ID: "vpc"}, CIDRs: []CIDR{"10.0.0.0/16"}}
		table := &RouteTable{Common: Common{ID: "rtb"}, VPC: "vpc"}
		seen := map[netip.Prefix]bool{}
		for range 1 + r.IntN(8) {
			p := randomPrefix(r)
			if seen[p] || p.String() == "10.0.0.0/16" {
				continue
			}
			seen[p] = true
			table.Routes = append(table.Routes, Route{Destination: CIDR(p.String()), Target: "igw"})
		}
		n := Compile(&Topology{Region: "eu-west-1", Resources: []Resource{vpc, table, &InternetGateway{Common: Common{ID: "igw"}, VPC: "vpc"}}})
		for range 20 {
			dst := randomAddr(r)
			best, bits := Ref{}, -1
			if netip.MustParsePrefix("10.0.0.0/16").Contains(dst) {
				best, bits = Ref{ID: "rtb", Part: PartLocalRoute}, 16
			}
			for i, row := range table.Routes {
				p := netip.MustParsePrefix(string(row.Destination))
				if p.Contains(dst) && p.Bits() > bits {
					best, bits = Ref{ID: "rtb", Part: PartRoute, Index: i}, p.Bits()
				}
			}
			got, _ := n.tables["rtb"].lookup(n.vpcs["vpc"], host(dst))
			switch {
			case got == nil && bits >= 0:
				t.Fatalf("seed %d: %v: no route, want %v in %v", seed, dst, best, table.Routes)
			case got != nil && got.ref != best:
				t.Fatalf("seed %d: %v: got %v, want %v in %v", seed, dst, got.ref, best, table.Routes)
			}
		}
	}
}

// TestACLOracle: for every port by itself, the lowest-numbered rule that matches
// decides, and where none does the packet is denied (F3, F6).
func TestACLOracle(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 2))
		acl := &NetworkACL{Common: Common{ID: "acl"}, VPC: "vpc"}
		numbers := r.Perm(40)
		for i := range r.IntN(7) {
			lo, hi := r.IntN(64), r.IntN(64)
			rule := ACLRule{Number: 1 + numbers[i], Action: Allow, Protocol: []Proto{ProtoAll, ProtoTCP, ProtoUDP}[r.IntN(3)], CIDR: CIDR(randomPrefix(r).String())}
			if r.IntN(2) == 0 {
				rule.Action = Deny
			}
			if rule.Protocol != ProtoAll && r.IntN(3) > 0 {
				rule.Ports = Ports(PortRange{uint16(min(lo, hi)), uint16(max(lo, hi))}.String())
			}
			acl.Outbound = append(acl.Outbound, rule)
		}
		n := Compile(&Topology{Resources: []Resource{&VPC{Common: Common{ID: "vpc"}}, acl}})
		lo, hi := r.IntN(64), r.IntN(64)
		hdr := Header{Dst: host(randomAddr(r)), DstPorts: PortRange{uint16(min(lo, hi)), uint16(max(lo, hi))}, Proto: ProtoTCP}
		wantOpen, wantShut := 0, 0
		for p := int(hdr.DstPorts.Lo); p <= int(hdr.DstPorts.Hi); p++ {
			number, allowed := 1<<20, false
			for _, rule := range acl.Outbound {
				ports, _ := rule.Ports.Range()
				if rule.Number < number && rule.Protocol != ProtoUDP && netip.MustParsePrefix(string(rule.CIDR)).Contains(hdr.Dst.Addr()) &&
					(rule.Protocol == ProtoAll || int(ports.Lo) <= p && p <= int(ports.Hi)) {
					number, allowed = rule.Number, rule.Action == Allow
				}
			}
			if allowed {
				wantOpen++
			} else {
				wantShut++
			}
		}
		var tried []Ref
		open, shut, allow, deny := judge(n.acls["acl"].outbound, hdr, &tried)
		if open != wantOpen || shut != wantShut {
			t.Fatalf("seed %d: %v: %d open, %d shut, want %d and %d in %+v", seed, hdr, open, shut, wantOpen, wantShut, acl.Outbound)
		}
		if open > 0 && (allow == nil || acl.Outbound[allow.Index].Action != Allow) || deny != nil && acl.Outbound[deny.Index].Action != Deny {
			t.Fatalf("seed %d: cited %v and %v in %+v", seed, allow, deny, acl.Outbound)
		}
	}
}

// TestGroupOracle: a packet passes if any rule of any group of the interface holds
// its protocol, its port, and its peer by block, list or membership (E1, E4, E5).
func TestGroupOracle(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 3))
		groups := make([]*SecurityGroup, 3)
		list := &PrefixList{Common: Common{ID: "pl"}, Entries: []CIDR{CIDR(randomPrefix(r).String()), CIDR(randomPrefix(r).String())}}
		res := []Resource{
			&VPC{Common: Common{ID: "vpc"}, CIDRs: []CIDR{"10.0.0.0/16"}}, list,
			&Subnet{Common: Common{ID: "sn"}, VPC: "vpc", CIDR: "10.0.0.0/18"},
		}
		for i := range groups {
			g := &SecurityGroup{Common: Common{ID: ID("sg" + strconv.Itoa(i))}, VPC: "vpc"}
			for range r.IntN(3) {
				lo, hi := r.IntN(8), r.IntN(8)
				rule := GroupRule{Protocol: []Proto{ProtoAll, ProtoTCP, ProtoUDP}[r.IntN(3)]}
				if rule.Protocol != ProtoAll {
					rule.Ports = Ports(PortRange{uint16(min(lo, hi)), uint16(max(lo, hi))}.String())
				}
				switch r.IntN(3) {
				case 0:
					rule.CIDR = CIDR(randomPrefix(r).String())
				case 1:
					rule.Group = ID("sg" + strconv.Itoa(r.IntN(3)))
				case 2:
					rule.PrefixList = "pl"
				}
				g.Inbound = append(g.Inbound, rule)
			}
			groups[i] = g
			res = append(res, g)
		}
		carried := map[ID][]ID{}
		for i := range 3 {
			x := &Instance{Common: Common{ID: ID("i" + strconv.Itoa(i))}, Subnet: "sn"}
			for _, k := range r.Perm(3)[:1+r.IntN(2)] {
				x.SecurityGroups = append(x.SecurityGroups, groups[k].ID)
			}
			carried[x.ID] = x.SecurityGroups
			res = append(res, x)
		}
		n := Compile(&Topology{Resources: res})
		from, to := n.byIface["eni~i0"], n.byIface["eni~i1"]
		src := from.Private
		if r.IntN(3) == 0 {
			src = randomAddr(r)
		}
		hdr := Header{Src: host(src), Dst: host(to.Private), DstPorts: port(uint16(r.IntN(8))), Proto: ProtoTCP}
		want := false
		for _, id := range carried["i1"] {
			for _, g := range groups {
				if g.ID != id {
					continue
				}
				for _, rule := range g.Inbound {
					ports, _ := rule.Ports.Range()
					if rule.Protocol == ProtoUDP || rule.Protocol == ProtoTCP && (hdr.DstPorts.Lo < ports.Lo || hdr.DstPorts.Lo > ports.Hi) {
						continue
					}
					switch {
					case rule.CIDR != "":
						want = want || netip.MustParsePrefix(string(rule.CIDR)).Contains(src)
					case rule.PrefixList != "":
						for _, e := range list.Entries {
							want = want || netip.MustParsePrefix(string(e)).Contains(src)
						}
					default:
						for owner, held := range carried {
							for _, h := range held {
								want = want || h == rule.Group && n.byIface[OwnerInterface(owner)].Private == src
							}
						}
					}
				}
			}
		}
		w := &walk{n: n, stage: StageForward}
		w.groups(to, PartInbound, hdr)
		if got := w.path.Steps[0].Outcome == Reachable; got != want {
			t.Fatalf("seed %d: %v passes: %v, want %v", seed, hdr, got, want)
		}
	}
}

// TestSplitOracle: the parts of a block, each less the narrower parts within it,
// hold every address of the block once.
func TestSplitOracle(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 4))
		n := &Network{}
		base := netip.MustParsePrefix("198.18.0.0/24")
		for range r.IntN(6) {
			p, _ := netip.AddrFrom4([4]byte{198, 18, 0, byte(r.IntN(256))}).Prefix(23 + r.IntN(10))
			n.named = append(n.named, p)
		}
		slices.SortFunc(n.named, func(a, b netip.Prefix) int { return cmp.Or(a.Addr().Compare(b.Addr()), a.Bits()-b.Bits()) })
		parts := n.split(base, 32)
		narrowest := func(a netip.Addr, among []netip.Prefix) netip.Prefix {
			best := netip.Prefix{}
			for _, p := range among {
				if p.Contains(a) && (!best.IsValid() || p.Bits() > best.Bits()) {
					best = p
				}
			}
			return best
		}
		for i := range 256 {
			a := netip.AddrFrom4([4]byte{198, 18, 0, byte(i)})
			want := narrowest(a, append([]netip.Prefix{base}, keepWithin(n.named, base)...))
			if got := narrowest(a, parts); got != want {
				t.Fatalf("seed %d: %v is in part %v, want %v (named %v, parts %v)", seed, a, got, want, n.named, parts)
			}
		}
	}
}

func keepWithin(list []netip.Prefix, base netip.Prefix) []netip.Prefix {
	var out []netip.Prefix
	for _, p := range list {
		if p.Bits() > base.Bits() && base.Contains(p.Addr()) {
			out = append(out, p)
		}
	}
	return out
}
