package core

import "strings"

// resolverEndpoint: a Resolver endpoint has two addresses or more, and no dedicated
// tenancy.
// https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-choose-vpc.html
func (v *validator) resolverEndpoint(r *ResolverEndpoint) {
	if r.Direction == "" {
		v.broken(noKind, "direction")
	}
	if len(r.Subnets) == 1 {
		v.broken(resolverOneAddress, "subnets")
	}
	if vpc, ok := v.byID[v.vpcOf(r.ID)].(*VPC); ok && vpc.Dedicated {
		v.brokenWith(dedicatedTenancy, "subnets", vpc.ID)
	}
}

// resolverRule: a rule sends a domain to servers by an outbound endpoint of its Region,
// unless the Amazon resolver is to answer after all; a VPC has one rule for a domain.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html
func (v *validator) resolverRule(r *ResolverRule) {
	if !r.System {
		if r.Endpoint == "" {
			v.broken(ruleNoEndpoint, "endpoint")
		}
		if len(r.Targets) == 0 {
			v.broken(noServer, "targets")
		}
	}
	v.servers("targets", r.Targets)
	endpoint, ok := v.byID[r.Endpoint].(*ResolverEndpoint)
	if ok && endpoint.Direction == Inbound {
		v.brokenWith(ruleInbound, "endpoint", r.Endpoint)
	}
	for i, id := range r.VPCs {
		if ok && v.vpcOf(endpoint.ID) != "" && v.byID[id] != nil && v.regionOf(id) != v.regionOf(endpoint.ID) {
			v.at("vpcs", i)
			v.brokenWith(otherRegion, "", id)
		}
	}
	v.domain(ruleTwice, r.Domain, r.VPCs, r.Records)
}

// privateZone: a private zone is for VPCs, each of which sees one for a domain (H5),
// and sees it only with both DNS attributes (H3).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
func (v *validator) privateZone(r *PrivateZone) {
	for i, id := range r.VPCs {
		if vpc, ok := v.byID[id].(*VPC); ok && !(vpc.DNSSupport && vpc.DNSHostnames) {
			v.at("vpcs", i)
			v.brokenWith(zoneUnseen, "", id)
		}
	}
	v.domain(zoneTwin, r.Domain, r.VPCs, r.Records)
}

// domain checks the domain of a zone or rule, of which twice says that a VPC has one,
// and its records, which lie in it.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
func (v *validator) domain(twice rule, domain string, vpcs []ID, records []Record) {
	v.at("", 0)
	domain = strings.TrimSuffix(lower(domain), ".")
	if domain == "" {
		v.broken(noDomain, "domain")
	}
	if len(vpcs) == 0 {
		v.broken(domainNoVPC, "vpcs")
	}
	for _, id := range vpcs {
		if domain != "" && v.byID[id] != nil {
			v.once(twice, id, domain, "domain", string(id))
		}
	}
	for i := range records {
		r := &records[i]
		v.at("records", i)
		name := strings.TrimSuffix(lower(r.Name), ".")
		switch {
		case name == "":
			v.broken(recordNoName, "name")
		case domain != "" && name != domain && !strings.HasSuffix(name, "."+domain):
			v.hit(recordOutside, "name", name, domain)
		}
		if r.Value == "" {
			v.broken(recordNoValue, "value")
		}
	}
	v.at("", 0)
}
