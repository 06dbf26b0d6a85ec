package core

import (
	"net/netip"
	"strings"
)

// alive reports whether the gateway is there, or is about to be.
func (r *NATGateway) alive() bool {
	return r.State != NATFailed && r.State != NATDeleting && r.State != NATDeleted
}

// natGateway: a public NAT gateway is made in a VPC with an internet gateway, and
// with an Elastic IP, which a private one has none of (D1, D8). A regional one is
// public, and has a VPC in place of a subnet (D10).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
func (v *validator) natGateway(r *NATGateway) {
	if r.State == "" {
		v.broken(noState, "state")
	}
	if !r.alive() {
		return
	}
	field, _ := parent(r)
	if r.Regional {
		if r.Subnet != "" || r.PrivateIP != "" {
			v.broken(natRegionalSubnet, "subnet")
		}
		if r.Private {
			v.broken(natRegionalPrivate, "private")
		}
		for i, zone := range r.Zones {
			v.at("zones", i)
			v.zone("", zone)
		}
		v.at("", 0)
	} else {
		v.rooms = append(v.rooms, roomClaim{subnet: r.Subnet, owner: r.ID, field: "subnet", fixed: r.PrivateIP != ""})
		v.privateAddress("privateIp", r.Subnet, r.PrivateIP)
		if r.VPC != "" || len(r.Zones) > 0 {
			v.broken(natZonalVPC, "vpc")
		}
	}
	v.publicAddress(r.PublicIP)
	if r.Private {
		if r.PublicIP != "" {
			v.broken(natPrivateElastic, "publicIp")
		}
	} else if vpc := v.vpcOf(r.ID); vpc != "" && !v.attached[vpc] {
		v.brokenWith(noGateway, field, vpc)
	}
}

// instance: an instance has one address of its subnet, an IPv6 one only where the
// subnet has a block, and an Elastic IP only in a VPC with an internet gateway.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
func (v *validator) instance(r *Instance) {
	v.rooms = append(v.rooms, roomClaim{subnet: r.Subnet, owner: r.ID, field: "subnet", fixed: r.PrivateIP != ""})
	v.privateAddress("privateIp", r.Subnet, r.PrivateIP)
	v.privateAddress("ipv6", r.Subnet, r.IPv6)
	v.publicAddress(r.PublicIP)
	s, _ := v.byID[r.Subnet].(*Subnet)
	if vpc := v.vpcOf(r.ID); vpc != "" && r.PublicIP != "" && !v.attached[vpc] && (s == nil || !s.AutoAssignPublicIP) {
		v.brokenWith(noGatewayForElastic, "publicIp", vpc)
	}
}

// privateAddress: an address lies in its subnet, is not one of the five that AWS
// keeps (A4), and is taken once.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (v *validator) privateAddress(field string, subnet ID, a Address) {
	addr, err := a.Addr()
	if err != nil {
		v.hit(badAddress, field, err.Error(), "")
		return
	}
	s, ok := v.byID[subnet].(*Subnet)
	if !ok || a == "" {
		return
	}
	block := s.CIDR
	if field == "ipv6" {
		block = s.IPv6CIDR
	}
	if block == "" {
		v.brokenWith(addressNoBlock, field, subnet)
		return
	}
	p, err := block.Prefix()
	if err != nil {
		return
	}
	text := addr.String()
	switch {
	case !p.Contains(addr):
		v.hit(addressOutside, field, text, p.String())
	case keptByAWS(p, addr):
		v.hit(addressKept, field, text, "")
	}
	v.once(addressTwice, s.VPC, text, field, text)
}

// keptByAWS reports whether a is one of the first four addresses or the last of p.
func keptByAWS(p netip.Prefix, a netip.Addr) bool {
	if a.Is4() && usable(p) == 0 {
		return false
	}
	x := p.Addr()
	for range 4 {
		if x == a {
			return true
		}
		x = x.Next()
	}
	return !p.Contains(a.Next())
}

// publicAddress: an Elastic IP is a public IPv4 address, and belongs to one
// interface (D1).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html
func (v *validator) publicAddress(a Address) {
	addr, err := a.Addr()
	switch {
	case err != nil:
		v.hit(badAddress, "publicIp", err.Error(), "")
	case a == "":
	case !addr.Is4() || isSpecial(host(addr)):
		v.hit(publicNotPublic, "publicIp", addr.String(), "")
	default:
		v.once(publicTwice, "", addr.String(), "publicIp", addr.String())
	}
}

// serviceName checks that an endpoint names its service, and by its short name.
func (v *validator) serviceName(service string) {
	if service == "" {
		v.broken(endpointNoService, "service")
	} else if strings.HasPrefix(service, "com.amazonaws.") {
		v.broken(longServiceName, "service")
	}
}

// gatewayEndpoint: gateway endpoints exist for S3 and DynamoDB (G1), for tables of
// their own VPC, each of which knows one for a service (G2); AWS asks for both DNS
// attributes (G7).
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
func (v *validator) gatewayEndpoint(r *GatewayEndpoint) {
	v.serviceName(r.Service)
	if r.Service != "" && !serviceNamed(r.Service).gateway {
		v.hit(gatewayService, "service", r.Service, "")
	}
	for i, t := range r.RouteTables {
		if v.apart(r.ID, t) {
			v.at("routeTables", i)
			v.brokenWith(tableOfOtherVPC, "", t)
			v.at("", 0)
		}
		if r.Service != "" && v.byID[t] != nil {
			v.once(tableHasEndpoint, t, r.Service, "routeTables", string(t))
		}
	}
	if vpc, ok := v.byID[r.VPC].(*VPC); ok && !vpc.DNSHostnames {
		v.brokenWith(hostnamesOff, "vpc", r.VPC)
	}
}

// The services that an interface endpoint reaches in another Region.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
var acrossRegions = []string{"s3", "iam", "ecr.api", "ecr.dkr", "kms", "kms-fips", "ecs", "lambda", "kinesis-firehose", "kinesisanalytics", "kinesisanalytics-fips", "route53"}

// interfaceEndpoint: an interface endpoint has a subnet, at most one a zone (G10),
// in its own VPC, and serves another Region for some services (G16).
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
func (v *validator) interfaceEndpoint(r *InterfaceEndpoint) {
	v.serviceName(r.Service)
	if len(r.Subnets) == 0 {
		v.broken(noSubnetYet, "subnets")
	}
	v.takes("subnets", r.Subnets, 0)
	v.zones("subnets", r.Subnets, r.VPC, rules[zoneTwice].code)
	v.regionIn("serviceRegion", r.ServiceRegion)
	if r.ServiceRegion != "" && r.Service != "" && r.ServiceRegion != v.regionOf(r.ID) && !contains(acrossRegions, r.Service) {
		v.hit(serviceNotAcross, "serviceRegion", r.Service, "")
	}
}

// zones counts the zones of a resource's subnets, which are all of one network, and at
// most one a zone where AWS has an error for that. A subnet that is not drawn, or in no
// zone yet, counts as one of another.
func (v *validator) zones(list string, subnets []ID, network ID, twice string) int {
	n := 0
	seen := map[string]ID{}
	for i, id := range subnets {
		if network == "" {
			network = id
		}
		v.at(list, i)
		if v.apart(network, id) {
			v.brokenWith(subnetOfOtherVPC, "", id)
		}
		s, ok := v.byID[id].(*Subnet)
		if !ok || s.Zone == "" {
			n++
		} else if other := seen[s.Zone]; other == "" {
			seen[s.Zone] = id
			n++
		} else if twice != "" {
			v.say(zoneTwice, twice, "", other, s.Zone, "")
		}
	}
	v.at("", 0)
	return n
}

// privateDNS: private DNS takes both DNS attributes of the VPC and a service that
// has it (G12), and one endpoint of a VPC has it for a service. That for the Resolver's
// inbound endpoints alone is of S3, beside a gateway endpoint (G18).
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
func (v *validator) privateDNS(r *InterfaceEndpoint) {
	if r.InboundResolverOnly {
		v.inboundOnly(r)
	}
	if !r.PrivateDNS || r.Service == "" {
		return
	}
	if vpc, ok := v.byID[r.VPC].(*VPC); ok && !(vpc.DNSSupport && vpc.DNSHostnames) {
		v.brokenWith(privateDNSAttributes, "privateDns", r.VPC)
	}
	if serviceNamed(r.Service).noPrivateDNS {
		v.hit(privateDNSNever, "privateDns", r.Service, "")
	} else if r.VPC != "" {
		v.once(privateDNSTwice, r.VPC, r.Service+" "+r.ServiceRegion, "privateDns", r.Service)
	}
}

func (v *validator) inboundOnly(r *InterfaceEndpoint) {
	switch {
	case r.Service == "":
	case r.Service != "s3" || !r.PrivateDNS:
		v.broken(inboundOnlyS3, "inboundResolverOnly")
	default:
		for _, other := range v.resources {
			if g, ok := other.(*GatewayEndpoint); ok && g.VPC == r.VPC && g.Service == "s3" {
				return
			}
		}
		v.brokenWith(inboundOnlyGateway, "inboundResolverOnly", r.VPC)
	}
}

// resolver: DHCP options name AmazonProvidedDNS, or up to four servers by their
// addresses.
// https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
func (v *validator) resolver(r *Resolver) {
	n, amazon := len(r.Servers), false
	if n == 0 {
		v.broken(noServer, "servers")
	}
	if n > 4 {
		v.hit(manyServers, "servers", itoa(n), "")
	}
	for i, s := range r.Servers {
		v.at("servers", i)
		switch _, err := s.Addr(); {
		case s == AmazonProvidedDNS:
			amazon = true
		case s == "":
			v.broken(noEntry, "")
		case err != nil:
			v.hit(badText, "", err.Error(), "")
		}
	}
	v.at("", 0)
	if amazon && n > 1 {
		v.broken(mixedServers, "servers")
	}
}
