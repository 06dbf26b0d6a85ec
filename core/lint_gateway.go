package core

import "slices"

// natsInPrivateSubnets finds public NAT gateways whose own subnet has no way to an
// internet gateway (D2).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
func (l *linter) natsInPrivateSubnets() {
	l.nats(func(g *NATGateway, s *subnetIndex) {
		if !g.Private && s.table != nil && !s.table.leadsTo(targetIGW) {
			l.field(g.ID, "subnet", "Its subnet "+l.n.label(s.ID)+" has no route to an internet gateway, so it gives nobody the internet.")
		}
	})
}

// natsBesideClients finds public NAT gateways that share their subnet with functions,
// or with instances without a public address: one table cannot serve both (D3).
func (l *linter) natsBesideClients() {
	l.nats(func(g *NATGateway, s *subnetIndex) {
		if g.Private {
			return
		}
		for _, x := range l.n.clients(s.ID) {
			if !x.Public.IsValid() {
				l.field(g.ID, "subnet", l.n.label(x.Owners[0])+" is in the same subnet. One route table serves both: led to the internet gateway, it leads "+
					l.n.label(x.Owners[0])+" past the NAT gateway; led to the NAT gateway, that one sends to itself.")
				return
			}
		}
	})
}

// nats calls each for every zonal NAT gateway that stands in a drawn subnet.
func (l *linter) nats(each func(*NATGateway, *subnetIndex)) {
	for _, r := range l.n.resources {
		if g, ok := r.(*NATGateway); ok && !g.Regional && l.n.subnets[g.Subnet] != nil {
			each(g, l.n.subnets[g.Subnet])
		}
	}
}

// natsAcrossZones finds subnets with hosts whose way out is a NAT gateway of another
// zone: it costs, and fails with that zone (D11, N5).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
func (l *linter) natsAcrossZones() {
	for _, r := range l.n.resources {
		s := l.n.subnets[r.Head().ID]
		if s == nil || len(l.n.clients(s.ID)) == 0 {
			continue
		}
		way := s.way()
		if way == nil || way.kind != targetNAT {
			continue
		}
		if g, ok := l.n.byID[way.target].(*NATGateway); ok && !g.Regional {
			if at := l.n.subnets[g.Subnet]; at != nil && at.Zone != s.Zone {
				l.field(s.ID, "routeTable", "It leaves by "+l.n.label(g.ID)+", which stands in "+at.Zone+": every gigabyte is paid for twice, and when "+
					at.Zone+" fails, "+s.Zone+" loses the internet too.")
			}
		}
	}
}

// uselessAddresses finds instances with a public address in a subnet that has no route
// to an internet gateway: replies do not leave by it (C4).
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (l *linter) uselessAddresses() {
	for i := range l.n.interfaces {
		if x := &l.n.interfaces[i]; x.Kind == KindInstance && x.Public.IsValid() && x.subnet.table != nil && !x.subnet.table.leadsTo(targetIGW) {
			l.field(x.Owners[0], "publicIp", "It has a public address, but its subnet "+l.n.label(x.Subnet)+
				" has no route to an internet gateway: nobody reaches it by that address, and it is paid for.")
		}
	}
}

// endpointsWithoutTable finds gateway endpoints that no subnet's table knows (G2).
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
func (l *linter) endpointsWithoutTable() {
	for _, r := range l.n.resources {
		e, ok := r.(*GatewayEndpoint)
		if !ok {
			continue
		}
		used := false
		for _, r := range l.n.resources {
			if s := l.n.subnets[r.Head().ID]; s != nil && s.table != nil {
				used = used || contains(stringsOf(e.RouteTables), string(s.table.at))
			}
		}
		switch {
		case len(e.RouteTables) == 0:
			l.field(e.ID, "routeTables", "No route table knows it, so nothing goes through it.")
		case !used:
			l.field(e.ID, "routeTables", "None of its route tables serves a subnet, so nothing goes through it.")
		}
	}
}

func stringsOf(ids []ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// missingEndpoints finds tables that send hosts to S3 or DynamoDB through a NAT gateway,
// which is paid by the gigabyte, where a gateway endpoint is free (G5, N3).
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
func (l *linter) missingEndpoints() {
	for _, r := range l.n.resources {
		s := l.n.subnets[r.Head().ID]
		if s == nil || s.vpc == nil || s.table == nil || len(l.n.clients(s.ID)) == 0 {
			continue
		}
		for _, service := range []string{"s3", "dynamodb"} {
			way, _ := s.table.lookup(s.vpc, standIn(service, l.n.regionOf(s.VPC)))
			if what := l.n.holds(service, l.n.regionOf(s.VPC)); what != "" && way != nil && way.kind == targetNAT {
				l.field(s.ID, "routeTable", "Its way to "+l.n.label(what)+" leads through "+l.n.label(way.target)+
					", which is paid by the gigabyte. A gateway endpoint for "+service+" on "+l.n.label(s.table.at)+" is free.")
			}
		}
	}
}

// holds returns a drawn resource of a service in a Region, or "".
func (n *Network) holds(service, region string) ID {
	for _, r := range n.resources {
		if x, ok := r.(*Service); ok && x.Service == service && n.regionOf(x.ID) == region {
			return x.ID
		}
	}
	return ""
}

// endpointsNotUsed finds interface endpoints whose private DNS is off: the usual names
// stay public and pass them by (G12), unless a private zone leads some name to them
// (G15).
// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
func (l *linter) endpointsNotUsed() {
	for _, r := range l.n.resources {
		if e, ok := r.(*InterfaceEndpoint); ok && !e.PrivateDNS && !serviceNamed(e.Service).gateway && !serviceNamed(e.Service).noPrivateDNS && !l.n.inZone(e.ID) {
			l.field(e.ID, "privateDns", "Its private DNS is off, so the usual name of "+e.Service+
				" stays public and passes it by. Only code that uses the endpoint’s own name goes through it.")
		}
	}
}

// inZone reports whether a record of some private zone stands for a resource.
func (n *Network) inZone(id ID) bool {
	for _, r := range n.resources {
		if z, ok := r.(*PrivateZone); ok && slices.ContainsFunc(z.Records, func(x Record) bool { return x.Value == string(id) }) {
			return true
		}
	}
	return false
}

// endpointsInOneZone finds interface endpoints in one zone that hosts of other zones
// depend on (G10, A5).
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
func (l *linter) endpointsInOneZone() {
	for _, r := range l.n.resources {
		e, ok := r.(*InterfaceEndpoint)
		if !ok {
			continue
		}
		zone, one := l.n.oneZone(e.Subnets)
		if !one {
			continue
		}
		for i := range l.n.interfaces {
			x := &l.n.interfaces[i]
			if (x.Kind == KindFunction || x.Kind == KindInstance) && x.subnet.VPC == e.VPC && x.subnet.Zone != zone {
				l.field(e.ID, "subnets", "It stands in "+zone+" alone, and "+l.n.label(x.Owners[0])+" may use it from "+x.subnet.Zone+
					": traffic between zones is paid for, and when "+zone+" fails, so does the endpoint.")
				break
			}
		}
	}
}

// oneZone returns the zone of subnets that all stand in one.
func (n *Network) oneZone(subnets []ID) (zone string, one bool) {
	for _, id := range subnets {
		s := n.subnets[id]
		if s == nil || s.Zone == "" || zone != "" && zone != s.Zone {
			return "", false
		}
		zone = s.Zone
	}
	return zone, zone != ""
}
