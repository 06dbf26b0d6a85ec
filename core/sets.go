package core

import (
	"net/netip"
	"slices"
	"strconv"
)

// covers reports whether every address of b lies in a. A block in a question
// means its addresses in general: a narrower rule concerns only some of them, and
// those are asked about as blocks of their own; see [Network.split].
func covers(a, b netip.Prefix) bool {
	return a.Bits() <= b.Bits() && a.Contains(b.Addr())
}

func host(a netip.Addr) netip.Prefix {
	return netip.PrefixFrom(a, a.BitLen())
}

// split returns the blocks of p that the drawing's rules and routes tell apart:
// p itself, meaning the rest of it, and each block that some rule names within it.
// p is left out where those blocks make it up entirely.
func (n *Network) split(p netip.Prefix, finest int) []netip.Prefix {
	out := []netip.Prefix{p}
	if p.IsSingleIP() {
		return out
	}
	// They are in the order of their addresses, so those within p stand together.
	first, _ := slices.BinarySearchFunc(n.named, p, func(b, p netip.Prefix) int { return b.Addr().Compare(p.Addr()) })
	for _, b := range n.named[first:] {
		if !p.Contains(b.Addr()) {
			break
		}
		if b.Bits() > p.Bits() && b.Bits() <= finest && !isSpecial(b) {
			out = append(out, b)
		}
	}
	if len(out) > 2 && coveredBy(p, out[1:]) {
		out = out[1:]
	}
	return out
}

// coveredBy reports whether blocks, each within p, make up all of p.
func coveredBy(p netip.Prefix, blocks []netip.Prefix) bool {
	for _, b := range blocks {
		if b.Bits() <= p.Bits() && b.Contains(p.Addr()) {
			return true
		}
	}
	if p.IsSingleIP() || !slices.ContainsFunc(blocks, func(b netip.Prefix) bool { return p.Contains(b.Addr()) }) {
		return false
	}
	low, high := halves(p)
	return coveredBy(low, blocks) && coveredBy(high, blocks)
}

func halves(p netip.Prefix) (low, high netip.Prefix) {
	low = netip.PrefixFrom(p.Addr(), p.Bits()+1)
	bytes := p.Addr().AsSlice()
	bytes[p.Bits()/8] |= 0x80 >> (p.Bits() % 8)
	a, _ := netip.AddrFromSlice(bytes)
	return low, netip.PrefixFrom(a, p.Bits()+1)
}

// The blocks that are no internet addresses.
var (
	private = []netip.Prefix{
		netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	}
	shared  = netip.MustParsePrefix("100.64.0.0/10")
	special = []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"),
		netip.MustParsePrefix("224.0.0.0/3"),
	}
	anyIPv4   = netip.MustParsePrefix("0.0.0.0/0")
	anyIPv6   = netip.MustParsePrefix("::/0")
	linkLocal = netip.MustParsePrefix("169.254.0.0/16")
	// local6 is where the resolver, the metadata and the time answer by IPv6.
	local6 = netip.MustParsePrefix("fd00:ec2::/32")
)

// isPrivate reports whether the internet gateway drops packets to p: RFC 1918 and
// RFC 6598 space.
func isPrivate(p netip.Prefix) bool {
	return covers(shared, p) || slices.ContainsFunc(private, func(b netip.Prefix) bool { return covers(b, p) })
}

func isSpecial(p netip.Prefix) bool {
	return isPrivate(p) || slices.ContainsFunc(special, func(b netip.Prefix) bool { return covers(b, p) })
}

// anyPort is every port.
var anyPort = PortRange{0, 65535}

// ephemeral is the range from which Lambda, NAT gateways and load balancers, and
// for want of knowledge everything else, choose a source port.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
var ephemeral = PortRange{1024, 65535}

func port(p uint16) PortRange { return PortRange{p, p} }

func (r PortRange) contains(o PortRange) bool { return r.Lo <= o.Lo && o.Hi <= r.Hi }

// String returns "443" or "1024-65535".
func (r PortRange) String() string {
	if r.Lo == r.Hi {
		return strconv.Itoa(int(r.Lo))
	}
	return strconv.Itoa(int(r.Lo)) + "-" + strconv.Itoa(int(r.Hi))
}

// A portSet is a set of ports as ascending, disjoint ranges.
type portSet []PortRange

// cut splits s into what lies in r and what does not.
func (s portSet) cut(r PortRange) (in, out portSet) {
	for _, p := range s {
		lo, hi := max(p.Lo, r.Lo), min(p.Hi, r.Hi)
		if lo > hi {
			out = append(out, p)
			continue
		}
		in = append(in, PortRange{lo, hi})
		if p.Lo < lo {
			out = append(out, PortRange{p.Lo, lo - 1})
		}
		if hi < p.Hi {
			out = append(out, PortRange{hi + 1, p.Hi})
		}
	}
	return in, out
}
