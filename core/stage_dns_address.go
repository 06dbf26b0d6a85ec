package core

// The addresses behind names: some are private inside a VPC and public elsewhere, some
// are private everywhere (H6, H9).

// meant returns the addresses that a name stands for, from a viewpoint.
func (w *walk) meant(q *question, p *viewpoint, m *meaning) []candidate {
	switch m.kind {
	case nameBlock:
		return w.public(m.block)
	case nameService:
		return w.serviceAddresses(q.d, m)
	case nameEndpoint:
		return w.endpointAddresses(m.endpoint, m.zone)
	case nameInstance:
		return w.instanceAddresses(p, m.iface)
	case namePrivate:
		// The VPC's own names, for every address of its blocks.
		if p.vpc != nil && p.vpc.owns(m.block) && m.region == privateDomain(p.vpc.region) {
			return []candidate{{m.block, w.n.byPrivate[vpcAddr{p.vpc.ID, m.block.Addr()}]}}
		}
	case nameManaged:
		return w.managedAddresses(p, m.res)
	case nameHost:
		// Nobody but its own network and the records of zones and rules knows it.
		if h, ok := w.n.byID[p.at].(*Host); ok && h.Network == m.res.(*Host).Network {
			return []candidate{{block: m.block}}
		}
	case nameOther, nameNothing:
	}
	return nil
}

func (w *walk) serviceAddresses(d *destination, m *meaning) []candidate {
	block := standIn(m.service, m.region)
	if d.api != nil && d.api.service.name == m.service && d.api.region == m.region {
		block = d.block
	}
	list := w.public(block)
	if m.dual {
		list = append(list, w.public(standInIPv6(m.service, m.region))...)
	}
	return list
}

// endpointAddresses lists an endpoint's addresses, those of one zone if it is given.
func (w *walk) endpointAddresses(e *InterfaceEndpoint, zone string) []candidate {
	return candidatesOf(w.alive(w.n.byOwner[e.ID], zone))
}

// alive leaves out what stands in another zone than the one that is given, and what
// stands in a zone that is down, unless nothing else is left: names drop the
// addresses that do not answer.
func (w *walk) alive(interfaces []*Interface, zone string) []*Interface {
	var up, down []*Interface
	for _, x := range interfaces {
		switch {
		case zone != "" && dnsName(x.subnet.Zone) != dnsName(zone):
		case x.Lost:
			down = append(down, x)
		default:
			up = append(up, x)
		}
	}
	if len(up) == 0 {
		return down
	}
	return up
}

// instanceAddresses are the private ones inside the instance's VPC, and over a
// peering that allows it; public ones elsewhere (H6).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html#vpc-dns-hostnames
func (w *walk) instanceAddresses(p *viewpoint, x *Interface) []candidate {
	var list []candidate
	switch {
	case w.inside(p, x) && x.Private.IsValid():
		list = []candidate{{host(x.Private), x}}
	case x.Public.IsValid():
		list = []candidate{{host(x.Public), x}}
	}
	if x.IPv6.IsValid() {
		list = append(list, candidate{host(x.IPv6), x})
	}
	return list
}

// inside reports whether a resolver turns the public names of interface x's VPC into
// private addresses: that VPC's own, and that of a peer if the peering's DNS option
// is on at the side of x.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html
func (w *walk) inside(p *viewpoint, x *Interface) bool {
	v := x.subnet.vpc
	if p.vpc == nil || v == nil {
		return false
	}
	if p.vpc == v {
		return true
	}
	for _, c := range p.vpc.peerings {
		allowed := c.RequesterDNS
		switch v.ID {
		case c.Requester:
		case c.Accepter:
			allowed = c.AccepterDNS
		default:
			continue
		}
		if allowed && bothAttributes(v) && bothAttributes(p.vpc) {
			return true
		}
		if x.Public.IsValid() {
			w.note(Note{Code: NotePublicOverPeering, At: c.ID})
		}
	}
	return false
}

// bothAttributes reports whether a VPC has enableDnsSupport and enableDnsHostnames.
func bothAttributes(v *vpcIndex) bool { return v.DNSSupport && v.DNSHostnames }

// managedAddresses are those of a load balancer, a database or the like: public ones
// of an internet-facing balancer; of a publicly accessible database as of an
// instance; of all others the private ones, to whoever asks (H9). Their names stand
// for IPv4 addresses, as is usual, where they have any.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding
func (w *walk) managedAddresses(p *viewpoint, r Resource) []candidate {
	public, zone := false, ""
	own := w.n.byOwner[r.Head().ID]
	switch r := r.(type) {
	case *LoadBalancer:
		public = !r.Internal
	case *Database:
		public = r.PubliclyAccessible && len(own) > 0 && own[0].subnet.vpc != nil && bothAttributes(own[0].subnet.vpc) && !w.inside(p, own[0])
	case *FileSystem:
		// The name stands for the mount target of the zone of whoever asks.
		// https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html
		if len(own) > 0 && own[0].subnet.vpc == p.home {
			zone = p.zone
		}
	}
	var list []candidate
	for _, x := range w.alive(own, zone) {
		switch {
		case public && x.Public.IsValid():
			list = append(list, candidate{host(x.Public), x})
		case x.Private.IsValid():
			list = append(list, candidate{host(x.Private), x})
		case x.IPv6.IsValid():
			list = append(list, candidate{host(x.IPv6), x})
		}
	}
	return list
}
