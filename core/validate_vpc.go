package core

import (
	"cmp"
	"net/netip"
	"strings"

	"lasthop/core/order"
)

// Blocks that the address rules name.
var (
	forbidden = []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("127.0.0.0/8"),
		netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("224.0.0.0/4"),
	}
	docker      = netip.MustParsePrefix("172.17.0.0/16")
	benchmark19 = netip.MustParsePrefix("198.19.0.0/16")
	tenZero     = netip.MustParsePrefix("10.0.0.0/16")
	tenZeroOne  = netip.MustParsePrefix("10.0.0.0/15")
	defaultVPC  = netip.MustParsePrefix("172.31.0.0/16")
)

// sized reports whether a VPC's or subnet's block is IPv4 of /16 to /28, or hits
// the rule ipv6 or the next one.
func (v *validator) sized(ipv6 rule, field string, p netip.Prefix) bool {
	switch {
	case !p.Addr().Is4():
		v.hit(ipv6, field, p.String(), "")
	case p.Bits() < 16 || p.Bits() > 28:
		v.hit(ipv6+1, field, p.String(), "")
	default:
		return true
	}
	return false
}

// vpcBlocks: a VPC has an IPv4 block of /16 to /28 outside the ranges that mean
// something else (A1).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
func (v *validator) vpcBlocks(r *VPC) {
	if len(r.CIDRs) == 0 {
		v.hit(vpcNoBlock, "cidrs", "", "")
	}
	v.limit("cidrs", &blocksPerVPC, len(r.CIDRs))
	for i, c := range r.CIDRs {
		v.at("cidrs", i)
		p, ok := v.block("", c)
		if !ok || !v.sized(vpcIPv6, "", p) {
			continue
		}
		for _, f := range forbidden {
			if f.Overlaps(p) {
				v.hit(vpcForbidden, "", p.String(), f.String())
			}
		}
		if docker.Overlaps(p) {
			v.hit(vpcDocker, "", "", "")
		}
	}
	v.at("", 0)
}

// secondaryBlocks: blocks of one VPC do not overlap, and what its first block is
// restricts what may be added (A2).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
func (v *validator) secondaryBlocks(r *VPC) {
	var have []netip.Prefix
	for i, c := range r.CIDRs {
		p, err := c.Prefix()
		if err != nil || !p.Addr().Is4() {
			continue
		}
		v.at("cidrs", i)
		for _, h := range have {
			if h.Overlaps(p) {
				v.hit(vpcOverlap, "", p.String(), h.String())
				break
			}
		}
		if len(have) > 0 {
			if why := restricted(have, p); why != "" {
				v.hit(vpcRestricted, "", p.String(), why)
			}
		}
		have = append(have, p)
	}
	v.at("", 0)
}

// restricted returns why a block may not be added to the blocks that a VPC has, the
// first of which is its primary one; "" if it may.
func restricted(have []netip.Prefix, p netip.Prefix) string {
	was, is := private1918(have[0]), private1918(p)
	switch {
	case was >= 0 && is >= 0 && was != is:
		return "the private ranges 10/8, 172.16/12 and 192.168/16 do not mix"
	case was < 0 && is >= 0:
		return "a private range must be the VPC's first block"
	case benchmark19.Overlaps(p) && !benchmark19.Overlaps(have[0]):
		return "198.19.0.0/16 does not mix with other ranges"
	case defaultVPC.Overlaps(p):
		return "172.31.0.0/16 is never a secondary block"
	case tenZero.Overlaps(p):
		for _, h := range have {
			if tenZeroOne.Overlaps(h) {
				return "beside a block of 10.0.0.0/15 there can be none of 10.0.0.0/16"
			}
		}
	}
	return ""
}

// private1918 returns which range of RFC 1918 p lies in, or -1.
func private1918(p netip.Prefix) int {
	for i, b := range private {
		if b.Overlaps(p) {
			return i
		}
	}
	return -1
}

// within reports whether one of the blocks covers p, and which.
func within(blocks []netip.Prefix, p netip.Prefix) (netip.Prefix, bool) {
	for _, b := range blocks {
		if covers(b, p) {
			return b, true
		}
	}
	return p, false
}

// subnetBlock: a subnet's block is /16 to /28 and lies within one block of its VPC
// (A3); its zone is one of the Region (A5).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (v *validator) subnetBlock(r *Subnet) {
	if r.Zone != "" && !strings.HasPrefix(r.Zone, v.Region) {
		v.hit(badZone, "zone", r.Zone, v.Region)
	}
	if r.OtherAddresses < 0 {
		v.hit(negativeAddresses, "otherAddresses", "", "")
	}
	p, ok := v.block("cidr", r.CIDR)
	if !ok || !v.sized(subnetIPv6, "cidr", p) {
		return
	}
	blocks := v.blocks(r.VPC)
	if _, inside := within(blocks, p); len(blocks) > 0 && !inside {
		v.hitWith(subnetOutside, "cidr", r.VPC, p.String(), "")
	}
}

// subnetNetworks: a subnet's route table (B1) and ACL (F1) are of its VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (v *validator) subnetNetworks(r *Subnet) {
	if v.apart(r.ID, r.RouteTable) {
		v.hitWith(otherNetwork, "routeTable", r.RouteTable, "", "")
	}
	if v.apart(r.ID, r.NetworkACL) {
		v.hitWith(otherNetwork, "networkAcl", r.NetworkACL, "", "")
	}
}

// subnetConflicts: subnets of a VPC do not overlap (A3). Of each subnet one conflict
// is told.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (v *validator) subnetConflicts() {
	type taken struct {
		subnet *Subnet
		block  netip.Prefix
	}
	var all []taken
	for _, r := range v.resources {
		if s, ok := r.(*Subnet); ok && s.VPC != "" {
			if p, err := s.CIDR.Prefix(); err == nil {
				all = append(all, taken{s, p})
			}
		}
	}
	// Of two blocks that overlap one holds the other, and in this order it comes
	// before it, with nothing in between that it does not hold.
	order.By(all, func(a, b *taken) int {
		return cmp.Or(cmp.Compare(a.subnet.VPC, b.subnet.VPC), a.block.Addr().Compare(b.block.Addr()), a.block.Bits()-b.block.Bits())
	})
	told := map[ID]bool{}
	for i := 0; i < len(all); {
		outer := &all[i]
		for i++; i < len(all) && all[i].subnet.VPC == outer.subnet.VPC && covers(outer.block, all[i].block); i++ {
			inner := &all[i]
			v.own = inner.subnet.ID
			v.hitWith(subnetConflict, "cidr", outer.subnet.ID, inner.block.String(), outer.block.String())
			if v.own = outer.subnet.ID; !told[v.own] {
				told[v.own] = true
				v.hitWith(subnetConflict, "cidr", inner.subnet.ID, outer.block.String(), inner.block.String())
			}
		}
	}
}

// usable returns how many addresses of a subnet can be given out: all but the first
// four and the last (A4).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func usable(p netip.Prefix) int {
	if !p.IsValid() || !p.Addr().Is4() || p.Bits() < 16 {
		return 0
	}
	return max(0, 1<<(32-p.Bits())-5)
}

// A roomClaim is an interface that wants an address of a subnet.
type roomClaim struct {
	subnet, owner ID
	// fixed marks one whose address is written down: it comes first.
	fixed bool
}

// subnetRoom: every interface takes an address (A4, I8, D1). What does not fit is
// refused; of a function, whose interface Lambda makes later and may share, the
// subnet only warns, and the verdict says which function goes without.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-enis
func (v *validator) subnetRoom() {
	room, wanted := map[ID]int{}, map[ID]int{}
	for _, r := range v.resources {
		switch r := r.(type) {
		case *Subnet:
			p, err := r.CIDR.Prefix()
			n := usable(p)
			if err != nil || n == 0 {
				continue
			}
			room[r.ID] = max(0, n-max(0, r.OtherAddresses))
			if v.own = r.ID; r.OtherAddresses > n {
				v.hit(tooManyAddresses, "otherAddresses", itoa(n), itoa(r.OtherAddresses))
			}
		case *Function:
			for _, s := range r.Subnets {
				key := claim{noAddressForFunctions, s, string(FunctionInterface(s, r.SecurityGroups))}
				if v.first[key] == "" {
					v.first[key] = r.ID
					wanted[s]++
				}
			}
		}
	}
	used := map[ID]int{}
	for pass := range 2 {
		for _, c := range v.rooms {
			n, known := room[c.subnet]
			if c.fixed != (pass == 0) || !known {
				continue
			}
			if used[c.subnet]++; used[c.subnet] > n {
				v.own = c.owner
				v.hitWith(noAddressLeft, "subnet", c.subnet, itoa(n), "")
			}
		}
	}
	for _, r := range v.resources {
		id := r.Head().ID
		if n, known := room[id]; known && wanted[id] > 0 && used[id]+wanted[id] > n {
			v.own = id
			v.hit(noAddressForFunctions, "cidr", itoa(n), itoa(used[id]+wanted[id]))
		}
	}
}
