package core

import "net/netip"

// The IPv6 space that a VPC may have blocks of.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
var (
	globalUnicast = netip.MustParsePrefix("2000::/3")
	uniqueLocal   = netip.MustParsePrefix("fd00::/8")
)

// A globalBlock is a public IPv6 block and the VPC that has it.
type globalBlock struct {
	block netip.Prefix
	vpc   ID
}

// sized6 reports whether p is IPv6 of /44 to /longest in steps of 4, or hits bad.
func (v *validator) sized6(bad rule, field string, p netip.Prefix, longest int) bool {
	n := p.Bits()
	ok := !p.Addr().Is4() && 44 <= n && n <= longest && n%4 == 0
	if !ok {
		v.hit(bad, field, p.String(), "")
	}
	return ok
}

// vpcBlocks6: an IPv6 block of a VPC is /44 to /60 in steps of 4, and public ones are
// unique in the world (A10).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
func (v *validator) vpcBlocks6(r *VPC) {
	var have []netip.Prefix
	for i, c := range r.IPv6CIDRs {
		v.at("ipv6Cidrs", i)
		p, ok := v.block("", c)
		if !ok || !v.sized6(vpcSize6, "", p, 60) {
			continue
		}
		if !covers(globalUnicast, p) && !covers(uniqueLocal, p) {
			v.hit(vpcForbidden6, "", p.String(), "")
		}
		if b, clash := overlapping(have, p); clash {
			v.hit(vpcOverlap, "", p.String(), b.String())
		}
		have = append(have, p)
		if !covers(globalUnicast, p) {
			continue
		}
		v.at("", 0)
		for _, g := range v.global {
			if g.vpc != r.ID && g.block.Overlaps(p) {
				v.clash(vpcNotUnique, g.vpc, "ipv6Cidrs", p.String(), g.block.String())
			}
		}
		v.global = append(v.global, globalBlock{p, r.ID})
	}
	v.at("", 0)
	v.limit("ipv6Cidrs", &blocksPerVPC6, len(r.IPv6CIDRs))
}

// subnetBlock6: an IPv6 block of a subnet lies within one of its VPC, and is as a rule
// a /64; what gives out IPv6 addresses needs one (A10, D13).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
func (v *validator) subnetBlock6(r *Subnet) {
	if r.IPv6CIDR == "" {
		if r.AutoAssignIPv6 {
			v.broken(subnetWithout6, "autoAssignIpv6")
		}
		if r.DNS64 {
			v.broken(subnetWithout6, "dns64")
		}
		return
	}
	if p, ok := v.block("ipv6Cidr", r.IPv6CIDR); ok && v.sized6(subnetSize6, "ipv6Cidr", p, 64) {
		v.inNetwork("ipv6Cidr", r.VPC, p)
	}
}
