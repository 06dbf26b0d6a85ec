package core

import (
	"cmp"
	"strings"

	"lasthop/core/order"
)

// The domains that a VPC's resolver answers in a way of its own, and which of them
// decides on a name (H4).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html

// A domainIndex is a domain that a VPC's resolver answers in a way of its own.
// Exactly one of rule, zone and endpoint is set, or none for the names of EC2.
type domainIndex struct {
	domain   string
	rank     uint8
	id       ID
	rule     *ResolverRule
	zone     *PrivateZone
	endpoint *InterfaceEndpoint // its hidden zone: private DNS
	// off is the field that keeps it from answering: "privateDns" of the endpoint,
	// or "dnsHostnames" of the VPC. inboundOnly keeps it from the VPC's own.
	off         string
	inboundOnly bool
}

// The order among domains of the same name: a rule beats a zone.
const (
	rankRule uint8 = iota
	rankZone
	rankEndpoint
	rankEC2
)

// indexDomains lists, for each VPC, the domains that its resolver answers by itself,
// the most specific first.
func (n *Network) indexDomains() {
	for _, r := range n.resources {
		v, ok := r.(*VPC)
		if !ok {
			continue
		}
		x := n.vpcs[v.ID]
		off := ""
		if !v.DNSSupport || !v.DNSHostnames {
			off = "dnsHostnames"
		}
		add := func(d domainIndex) { x.domains = append(x.domains, d) }
		for _, r := range x.rules {
			add(domainIndex{domain: domainOf(r.Domain), rank: rankRule, id: r.ID, rule: r})
		}
		for _, z := range x.zones {
			add(domainIndex{domain: domainOf(z.Domain), rank: rankZone, id: z.ID, zone: z, off: off})
		}
		for _, e := range x.endpoints {
			info := serviceNamed(e.Service)
			d := domainIndex{rank: rankEndpoint, id: e.ID, endpoint: e, off: off, inboundOnly: e.InboundResolverOnly}
			if info.noPrivateDNS || !e.PrivateDNS {
				d.off = "privateDns"
			}
			d.domain = strings.TrimPrefix(info.host("", cmp.Or(e.ServiceRegion, x.region)), ".")
			add(d)
			if plain, ok := strings.CutSuffix(d.domain, ".amazonaws.com"); ok && e.Service != "s3" {
				d.domain = plain + ".api.aws"
				add(d)
			}
		}
		if off == "" && len(x.rules) > 0 {
			// AWS defines rules for the names of EC2, so that a rule for "." or "com"
			// does not take them.
			// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html
			add(domainIndex{domain: privateDomain(x.region), rank: rankEC2})
			add(domainIndex{domain: publicDomain(x.region), rank: rankEC2})
		}
		order.By(x.domains, func(a, b *domainIndex) int {
			return cmp.Or(len(b.domain)-len(a.domain), cmp.Compare(a.domain, b.domain), int(a.rank)-int(b.rank), cmp.Compare(a.id, b.id))
		})
	}
}

// dnsName writes a name as DNS compares it: in small letters, without the final dot.
func dnsName(name string) string { return strings.TrimSuffix(strings.ToLower(name), ".") }

// domainOf does the same for a domain; "" is the root, which covers every name.
func domainOf(domain string) string { return dnsName(domain) }

// inDomain reports whether a domain covers a name.
func inDomain(name, domain string) bool {
	if len(name) <= len(domain) {
		return name == domain
	}
	return domain == "" || strings.HasSuffix(name, domain) && name[len(name)-len(domain)-1] == '.'
}

// match returns the domain that decides on a name, if any does: the most specific
// one. A rule of type SYSTEM takes the name back from the forwarding rules.
func (p *viewpoint) match(name string) *domainIndex {
	system := false
	for i := range p.vpc.domains {
		d := &p.vpc.domains[i]
		switch {
		case !inDomain(name, d.domain) || d.off != "" || d.inboundOnly && !p.inbound:
		case d.rule != nil && d.rule.System:
			system = true
		case d.rule == nil || !system:
			return d
		}
	}
	return nil
}
