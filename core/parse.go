package core

import (
	"errors"
	"net/netip"
	"strconv"
	"strings"

	"lasthop/core/jsonscan"
)

// Prefix returns the block with its host bits cleared, as AWS does:
// 100.68.0.18/18 becomes 100.68.0.0/18.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
func (c CIDR) Prefix() (netip.Prefix, error) {
	p, err := netip.ParsePrefix(string(c))
	switch {
	case c == "":
		return netip.Prefix{}, errors.New("no block is given")
	case err == nil && p.Addr().Is4In6():
		return netip.Prefix{}, errors.New(quote(string(c)) + " is an IPv4 block in IPv6 dress; write it as IPv4")
	case err == nil:
		return p.Masked(), nil
	case !strings.Contains(string(c), "/"):
		return netip.Prefix{}, errors.New(quote(string(c)) + " has no prefix length; write a block such as 10.0.0.0/16")
	}
	return netip.Prefix{}, errors.New(quote(string(c)) + " is not a block such as 10.0.0.0/16")
}

// Addr returns the address; the zero Addr for "", which lets AWS choose.
// [AmazonProvidedDNS] is no address.
func (a Address) Addr() (netip.Addr, error) {
	if a == "" {
		return netip.Addr{}, nil
	}
	ip, err := netip.ParseAddr(string(a))
	if err != nil || ip.Zone() != "" || ip.Is4In6() {
		return netip.Addr{}, errors.New(quote(string(a)) + " is not an address such as 10.0.1.17")
	}
	return ip, nil
}

// Range returns the ports; every port for "".
func (p Ports) Range() (PortRange, error) {
	if p == "" {
		return PortRange{0, 65535}, nil
	}
	var r PortRange
	if err := r.UnmarshalText([]byte(p)); err != nil {
		return PortRange{}, err
	}
	return r, nil
}

// MarshalText writes "443" or "1024-65535".
func (r PortRange) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads "443" or "1024-65535".
func (r *PortRange) UnmarshalText(text []byte) error {
	s := string(text)
	first, last, ranged := strings.Cut(s, "-")
	if !ranged {
		last = first
	}
	lo, ok1 := parsePort(first)
	hi, ok2 := parsePort(last)
	switch {
	case !ok1 || !ok2:
		return errors.New(quote(s) + " is not a port such as 443 or a range such as 1024-65535")
	case lo > hi:
		return errors.New(quote(s) + " runs backwards; write the lower port first")
	}
	*r = PortRange{lo, hi}
	return nil
}

// parsePort reads a port as digits alone, without sign.
func parsePort(s string) (uint16, bool) {
	if s == "" || s[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 16)
	return uint16(n), err == nil
}

// quote puts s in quotes for a message, cut short if it is long.
func quote(s string) string { return jsonscan.Quote(s) }
