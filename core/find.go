package core

import (
	"errors"
	"net/netip"
	"strings"
)

// Find returns the end of a question that a person means by some words: the id of a
// resource, "internet", an address ("203.0.113.7", "2001:db8::7", "[2001:db8::7]"),
// a name, a type and a name ("function/api", the type as the file format has it), or
// an AWS service that is not drawn ("s3", or "s3@us-east-1" for another Region). It
// tries them in that order, names in any letter case last. Words that fit several
// resources are an error that lists them.
func (n *Network) Find(end string) (Endpoint, error) {
	if end == "" {
		return "", errors.New("an end is empty")
	}
	if ID(end) == Internet || n.byID[ID(end)] != nil {
		return Endpoint(end), nil
	}
	bare := end
	if len(end) > 2 && end[0] == '[' && end[len(end)-1] == ']' {
		bare = end[1 : len(end)-1]
	}
	if a, err := netip.ParseAddr(bare); err == nil {
		if a.Zone() != "" {
			return "", errors.New(quote(end) + " has a zone; only addresses without one can be asked about")
		}
		return Endpoint(a.Unmap().String()), nil
	}
	for _, same := range []func(a, b string) bool{
		func(a, b string) bool { return a == b },
		func(a, b string) bool { return lower(a) == lower(b) },
	} {
		if found := n.called(end, same); len(found) == 1 {
			return Endpoint(found[0].Head().ID), nil
		} else if len(found) > 1 {
			return "", errors.New(quote(end) + " is the name of several: " + n.candidates(found) + "; say which by its id")
		}
	}
	service, region, elsewhere := strings.Cut(end, "@")
	if contains(ServiceNames(), service) {
		if elsewhere && !contains(regions, region) {
			return "", errors.New(quote(end) + ": " + quote(region) + " is no Region of AWS" + n.perhaps(region, regions))
		}
		return Endpoint(end), nil
	}
	return "", errors.New(quote(end) + " is no id or name of the drawing, no address, no AWS service, and not \"internet\"" + n.perhaps(end, n.endNames()))
}

// called returns the resources that words name, with or without their type.
func (n *Network) called(words string, same func(a, b string) bool) []Resource {
	var out []Resource
	for _, r := range n.resources {
		c, kind := r.Head(), string(r.Type())
		if n.byID[c.ID] != r {
			continue
		}
		hit := c.Name != "" && same(c.Name, words) || same(string(c.ID), words)
		if i := len(kind); !hit && len(words) > i+1 && words[i] == '/' && same(words[:i], kind) {
			hit = same(words[i+1:], c.Name) || same(words[i+1:], string(c.ID))
		}
		if hit {
			out = append(out, r)
		}
	}
	return out
}

// candidates lists resources as an error does: "api (function), api-2 (role)".
func (n *Network) candidates(list []Resource) string {
	var b strings.Builder
	for i, r := range list {
		switch {
		case i == 8:
			return b.String() + " and " + itoa(len(list)-i) + " more"
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(r.Head().ID) + " (" + r.Type().Word() + ")")
	}
	return b.String()
}

// perhaps offers what was probably meant, or nothing.
func (n *Network) perhaps(got string, names []string) string {
	if best := nearest(got, names); best != "" {
		return "; is " + quote(best) + " meant?"
	}
	return ""
}

// endNames lists what Find knows by name.
func (n *Network) endNames() []string {
	out := []string{string(Internet)}
	for _, r := range n.resources {
		out = append(out, string(r.Head().ID))
		if name := r.Head().Name; name != "" {
			out = append(out, name)
		}
	}
	return append(out, ServiceNames()...)
}
