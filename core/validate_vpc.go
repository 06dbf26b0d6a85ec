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
		v.broken(vpcNoBlock, "cidrs")
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
			v.broken(vpcDocker, "")
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

// addedBlocks: a block is not added where it covers the destination of a route of the
// VPC, or overlaps a peer (A2). Which of the two came first the drawing does not say:
// the route or the peering is refused, and of the block it is only told.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
func (v *validator) addedBlocks(r *VPC) {
	for i := 1; i < len(r.CIDRs); i++ {
		p, err := r.CIDRs[i].Prefix()
		if err != nil {
			continue
		}
		v.at("cidrs", i)
		for _, other := range v.resources {
			t, ok := other.(*RouteTable)
			if !ok || t.VPC != r.ID {
				continue
			}
			for j := range t.Routes {
				d, err := t.Routes[j].Destination.Prefix()
				if err == nil && covers(p, d) && (t.Routes[j].Propagated || v.insideVPC(t, &t.Routes[j], d, p) != 0) {
					v.hitWith(vpcBesideRoute, "", t.ID, p.String(), d.String())
				}
			}
		}
		for _, x := range v.peerings {
			if id := x.beyond(r.ID); id != "" && x.State != PeeringDeleted {
				if b, clash := overlapping(v.blocks(id), p); clash {
					v.hitWith(vpcBesidePeer, "", x.ID, p.String(), b.String())
				}
			}
		}
	}
	v.at("", 0)
}

// overlapping reports whether one of the blocks overlaps p, and which.
func overlapping(blocks []netip.Prefix, p netip.Prefix) (netip.Prefix, bool) {
	for _, b := range blocks {
		if b.Overlaps(p) {
			return b, true
		}
	}
	return p, false
}

// defaultVPC: a Region has one default VPC, of a block that is always the same (A8).
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
func (v *validator) defaultVPC(r *VPC) {
	if !r.Default {
		return
	}
	v.once(twoDefaultVPCs, ID(v.accountOf(r.ID)), v.regionOf(r.ID), "default", "")
	if len(r.CIDRs) == 0 {
		return
	}
	if p, err := r.CIDRs[0].Prefix(); err == nil && p != defaultVPC {
		v.hit(defaultBlock, "cidrs[0]", p.String(), "")
	}
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
	v.zone("zone", r.Zone)
	if r.OtherAddresses < 0 {
		v.broken(negativeAddresses, "otherAddresses")
	}
	if r.CIDR == "" && r.IPv6CIDR != "" {
		return
	}
	p, ok := v.block("cidr", r.CIDR)
	if !ok || !v.sized(subnetIPv6, "cidr", p) {
		return
	}
	v.inNetwork("cidr", r.VPC, p)
}

// zone: an Availability Zone is one of the Region (A5).
func (v *validator) zone(field, zone string) {
	if region := v.regionOf(v.own); zone != "" && !strings.HasPrefix(zone, region) {
		v.hit(badZone, field, zone, region)
	}
}

// inNetwork: a subnet's block lies within one block of its VPC (A3).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (v *validator) inNetwork(field string, vpc ID, p netip.Prefix) {
	blocks := v.blocks(vpc)
	if _, inside := within(blocks, p); len(blocks) > 0 && !inside {
		v.hitWith(subnetOutside, field, vpc, p.String(), "")
	}
}

// subnetNetworks: a subnet's route table (B1) and ACL (F1) are of its VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (v *validator) subnetNetworks(r *Subnet) {
	if v.apart(r.ID, r.RouteTable) {
		v.brokenWith(otherNetwork, "routeTable", r.RouteTable)
	}
	if v.apart(r.ID, r.NetworkACL) {
		v.brokenWith(otherNetwork, "networkAcl", r.NetworkACL)
	}
}

// subnetConflicts: subnets of a VPC do not overlap (A3), in either family (A10). Of
// each subnet and family one conflict is told.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (v *validator) subnetConflicts() {
	type taken struct {
		subnet *Subnet
		block  netip.Prefix
	}
	for _, field := range [...]string{"cidr", "ipv6Cidr"} {
		var all []taken
		for _, r := range v.resources {
			s, ok := r.(*Subnet)
			if !ok || s.VPC == "" {
				continue
			}
			c := s.CIDR
			if field == "ipv6Cidr" {
				c = s.IPv6CIDR
			}
			if p, err := c.Prefix(); err == nil {
				all = append(all, taken{s, p})
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
				v.hitWith(subnetConflict, field, outer.subnet.ID, inner.block.String(), outer.block.String())
				if v.own = outer.subnet.ID; !told[v.own] {
					told[v.own] = true
					v.hitWith(subnetConflict, field, inner.subnet.ID, outer.block.String(), inner.block.String())
				}
			}
		}
	}
}
