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
// with an Elastic IP, which a private one has none of (D1, D8).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
func (v *validator) natGateway(r *NATGateway) {
	if r.State == "" {
		v.hit(noState, "state", "", "")
	}
	if !r.alive() {
		return
	}
	v.rooms = append(v.rooms, roomClaim{r.Subnet, r.ID, r.PrivateIP != ""})
	v.privateAddress(r.Subnet, r.PrivateIP)
	v.publicAddress(r.PublicIP)
	if r.Private {
		if r.PublicIP != "" {
			v.hit(natPrivateElastic, "publicIp", "", "")
		}
	} else if vpc := v.vpcOf(r.ID); vpc != "" && !v.attached[vpc] {
		v.hitWith(noGateway, "subnet", vpc, "", "")
	}
}

// instance: an instance has one address of its subnet, and an Elastic IP only in a
// VPC with an internet gateway.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
func (v *validator) instance(r *Instance) {
	v.rooms = append(v.rooms, roomClaim{r.Subnet, r.ID, r.PrivateIP != ""})
	v.privateAddress(r.Subnet, r.PrivateIP)
	v.publicAddress(r.PublicIP)
	s, _ := v.byID[r.Subnet].(*Subnet)
	if vpc := v.vpcOf(r.ID); vpc != "" && r.PublicIP != "" && !v.attached[vpc] && (s == nil || !s.AutoAssignPublicIP) {
		v.hitWith(noGatewayForElastic, "publicIp", vpc, "", "")
	}
}

// privateAddress: an address lies in its subnet, is not one of the five that AWS
// keeps (A4), and is taken once.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (v *validator) privateAddress(subnet ID, a Address) {
	addr, err := a.Addr()
	if err != nil {
		v.hit(badAddress, "privateIp", err.Error(), "")
		return
	}
	s, ok := v.byID[subnet].(*Subnet)
	if !ok || a == "" {
		return
	}
	p, err := s.CIDR.Prefix()
	if err != nil {
		return
	}
	text := addr.String()
	switch {
	case !p.Contains(addr):
		v.hit(addressOutside, "privateIp", text, p.String())
	case keptByAWS(p, addr):
		v.hit(addressKept, "privateIp", text, "")
	}
	v.once(addressTwice, s.VPC, text, "privateIp", text)
}

// keptByAWS reports whether a is one of the first four addresses or the last of p.
func keptByAWS(p netip.Prefix, a netip.Addr) bool {
	if usable(p) == 0 {
		return false
	}
	return offset(a, 0).Compare(offset(p.Addr(), 4)) < 0 || a == offset(p.Addr(), 4+usable(p))
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
		v.hit(endpointNoService, "service", "", "")
	} else if strings.HasPrefix(service, "com.amazonaws.") {
		v.hit(longServiceName, "service", "", "")
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
			v.hitWith(tableOfOtherVPC, "", t, "", "")
			v.at("", 0)
		}
		if r.Service != "" && v.byID[t] != nil {
			v.once(tableHasEndpoint, t, r.Service, "routeTables", string(t))
		}
	}
	if vpc, ok := v.byID[r.VPC].(*VPC); ok && !vpc.DNSHostnames {
		v.hitWith(hostnamesOff, "vpc", r.VPC, "", "")
	}
}

// interfaceEndpoint: an interface endpoint has a subnet, at most one a zone (G10),
// in its own VPC.
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
func (v *validator) interfaceEndpoint(r *InterfaceEndpoint) {
	v.serviceName(r.Service)
	if len(r.Subnets) == 0 {
		v.hit(endpointNoSubnet, "subnets", "", "")
	}
	zones := map[string]ID{}
	for i, id := range r.Subnets {
		v.rooms = append(v.rooms, roomClaim{id, r.ID, false})
		s, ok := v.byID[id].(*Subnet)
		if !ok {
			continue
		}
		v.at("subnets", i)
		if v.apart(r.ID, id) {
			v.hitWith(subnetOfOtherVPC, "", id, "", "")
		}
		if other := zones[s.Zone]; other != "" && s.Zone != "" {
			v.hitWith(zoneTwice, "", id, string(other), s.Zone)
		} else {
			zones[s.Zone] = id
		}
	}
	v.at("", 0)
}

// privateDNS: private DNS takes both DNS attributes of the VPC and a service that
// has it (G12), and one endpoint of a VPC has it for a service.
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
func (v *validator) privateDNS(r *InterfaceEndpoint) {
	if !r.PrivateDNS || r.Service == "" {
		return
	}
	if vpc, ok := v.byID[r.VPC].(*VPC); ok && !(vpc.DNSSupport && vpc.DNSHostnames) {
		v.hitWith(privateDNSAttributes, "privateDns", r.VPC, "", "")
	}
	if serviceNamed(r.Service).noPrivateDNS {
		v.hit(privateDNSNever, "privateDns", r.Service, "")
	} else if r.VPC != "" {
		v.once(privateDNSTwice, r.VPC, r.Service, "privateDns", r.Service)
	}
}

// resolver: DHCP options name AmazonProvidedDNS, or up to four servers by their
// addresses.
// https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
func (v *validator) resolver(r *Resolver) {
	n, amazon := len(r.Servers), false
	if n == 0 {
		v.hit(noServer, "servers", "", "")
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
			v.hit(noEntry, "", "", "")
		case err != nil:
			v.hit(badText, "", err.Error(), "")
		}
	}
	v.at("", 0)
	if amazon && n > 1 {
		v.hit(mixedServers, "servers", "", "")
	}
}
