package core

import (
	"net/netip"
	"slices"
)

// Address families: a name may stand for addresses of both, and the source uses
// those that it has itself.

// The prefix in which DNS64 writes an IPv4 address, and NAT64 reads it.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// families reports which families the source sends by.
func (s *source) families() (v4, v6 bool) {
	switch {
	case s.iface != nil:
		v4, v6 = s.iface.Private.IsValid(), s.iface.IPv6.IsValid() && !s.only4
		return v4 || !v6, v6 // without any, deployable has said so
	case s.at == Internet && s.block.Bits() == 0:
		return true, true
	}
	return s.block.Addr().Is4(), !s.block.Addr().Is4()
}

// address returns the address of the source's interface from which it sends to dst;
// invalid where it has none of that family.
func (s *source) address(dst netip.Prefix) netip.Addr {
	if s.only4 && !dst.Addr().Is4() {
		return netip.Addr{}
	}
	return s.iface.address(dst)
}

func (s *source) onlyIPv6() bool {
	v4, _ := s.families()
	return !v4
}

// dns64 reports whether the resolver gives the source IPv6 addresses for names that
// have IPv4 addresses alone.
func (w *walk) dns64(s *source) bool {
	return s.iface != nil && s.iface.subnet.DNS64
}

// families keeps the addresses of the families that the source has and the question
// asks for. Where none is left, DNS64 may make IPv6 addresses of IPv4 ones.
func (w *walk) families(s *source, d *destination, p viewpoint, name string, list []candidate) ([]candidate, bool) {
	v4, v6 := s.families()
	v4, v6 = v4 && d.family != IPv6, v6 && d.family != IPv4
	usable := func(c candidate) bool {
		is4 := c.block.Addr().Is4()
		return is4 && v4 || !is4 && v6
	}
	if !slices.ContainsFunc(list, func(c candidate) bool { return !usable(c) }) {
		return list, true
	}
	var out []candidate
	for _, c := range list {
		if usable(c) {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out, true
	}
	if v6 && !d.literal && w.dns64(s) && (p.at == "" || p.vpc != nil && !p.inbound) {
		for _, c := range list {
			out = append(out, candidate{block: mapped(c.block)})
		}
		at, on := p.at, p.on
		if v := s.iface.subnet.vpc; at == "" && v != nil {
			at, on = v.resolverShape(), v.ID
		}
		if at == "" {
			at = s.iface.Subnet // its VPC is not drawn
		}
		if name == "" {
			name = w.n.label(d.id)
		}
		w.add(Step{At: at, On: on, Outcome: Reachable, Reason: ResolvedDNS64, Detail: name, Out: Header{Dst: out[0].block},
			Cause: Ref{ID: s.iface.Subnet, Part: PartField, Field: "dns64"}})
		return out, true
	}
	if name == "" {
		return list, true // an address in use, which the source's interface refuses
	}
	w.stop(Step{At: p.at, On: p.on, Outcome: Blocked, Reason: DNSNoFamily, Detail: name})
	return nil, false
}

// mapped writes an IPv4 block into the NAT64 prefix.
func mapped(p netip.Prefix) netip.Prefix {
	b, four := nat64.Addr().As16(), p.Addr().As4()
	copy(b[12:], four[:])
	return netip.PrefixFrom(netip.AddrFrom16(b), nat64.Bits()+p.Bits())
}

// standInIPv6 returns the block that stands for a service's IPv6 addresses: its
// stand-in for IPv4, written into a block that Amazon owns.
// https://docs.aws.amazon.com/vpc/latest/userguide/aws-ipv6-support.html
func standInIPv6(service, region string) netip.Prefix {
	p := standIn(service, region)
	four := p.Addr().As4()
	b := [16]byte{0x26, 0x00, 0x1f, 0xf0, four[0], four[1], four[2], four[3]}
	return netip.PrefixFrom(netip.AddrFrom16(b), 32+p.Bits())
}

// public returns the blocks of a public address that the drawing's rules tell
// apart. "The internet" is split no finer than /8, or /16 of IPv6: narrower rules
// speak of particular hosts, which can be asked about by address.
func (w *walk) public(p netip.Prefix) []candidate {
	finest := p.Addr().BitLen()
	switch p {
	case anyIPv4:
		finest = 8
	case anyIPv6:
		finest = 16
	}
	blocks := w.n.split(p, finest)
	out := make([]candidate, len(blocks))
	for i, b := range blocks {
		out[i] = candidate{block: b}
	}
	return out
}
