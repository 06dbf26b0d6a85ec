package core

// beyond returns the VPC at the other end of a peering connection; "" if id is at
// neither.
func (r *Peering) beyond(id ID) ID {
	switch id {
	case r.Requester:
		return r.Accepter
	case r.Accepter:
		return r.Requester
	}
	return ""
}

// peering: a connection joins two VPCs whose blocks do not overlap, in either family,
// once (L1). It fails at both ends alike, and at neither VPC.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
func (v *validator) peering(r *Peering) {
	if r.State == "" {
		v.broken(noState, "state")
	}
	if r.Requester == "" || r.Accepter == "" || r.State == PeeringDeleted {
		return
	}
	if r.Requester == r.Accepter {
		v.broken(peeringSelf, "accepter")
		return
	}
	pair := r.Requester + "~" + r.Accepter
	if r.Accepter < r.Requester {
		pair = r.Accepter + "~" + r.Requester
	}
	v.once(peeringTwice, "", string(pair), "accepter", "")
	theirs := v.blocks(r.Accepter)
	for _, p := range v.blocks(r.Requester) {
		if b, clash := overlapping(theirs, p); clash {
			v.hitWith(peeringOverlap, "accepter", r.Accepter, p.String(), b.String())
			break
		}
	}
}

// attachment returns the attachment of a VPC or connection to a transit gateway, or nil.
func (v *validator) attachment(gateway, id ID) *TransitAttachment {
	for _, x := range v.joined {
		if x.TransitGateway == gateway && id != "" && (x.VPC == id || x.Connection == id) {
			return x
		}
	}
	return nil
}

// transitAttachment: an attachment ties one thing to a transit gateway of its Region,
// once; a VPC by one subnet a zone (L5).
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
func (v *validator) transitAttachment(r *TransitAttachment) {
	n := 0
	for _, id := range [...]ID{r.VPC, r.Connection, r.Peer} {
		if id != "" {
			n++
		}
	}
	switch {
	case n == 0:
		v.broken(attachmentEmpty, "")
	case n > 1:
		v.broken(attachmentTwo, "")
	case r.Peer == "" && r.TransitGateway != "":
		v.once(attachmentTwice, r.TransitGateway, string(r.VPC+r.Connection), "transitGateway", "")
	}
	if r.VPC == "" {
		if len(r.Subnets) > 0 {
			v.broken(attachmentSubnets, "subnets")
		}
	} else {
		if len(r.Subnets) == 0 {
			v.broken(noSubnetYet, "subnets")
		}
		v.takes("subnets", r.Subnets, 0)
		v.zones("subnets", r.Subnets, r.VPC, rules[zoneTwice].code)
		if v.byID[r.VPC] != nil && v.byID[r.TransitGateway] != nil && v.regionOf(r.VPC) != v.regionOf(r.TransitGateway) {
			v.brokenWith(otherRegion, "vpc", r.VPC)
		}
	}
	if c, ok := v.byID[r.Connection].(*VPNConnection); ok && c.Gateway != "" && c.Gateway != r.TransitGateway {
		v.brokenWith(otherTransit, "connection", r.Connection)
	}
	if p, ok := v.byID[r.Peer].(*TransitAttachment); ok {
		switch {
		case p.TransitGateway == r.TransitGateway && r.TransitGateway != "":
			v.brokenWith(peerSameTransit, "peer", r.Peer)
		case p.Peer != r.ID:
			v.brokenWith(peerOneSided, "peer", r.Peer)
		}
	}
	if t, ok := v.byID[r.RouteTable].(*TransitTable); ok && t.TransitGateway != r.TransitGateway {
		v.brokenWith(otherTransit, "routeTable", r.RouteTable)
	}
}

// transitTable: a transit gateway route table has one static route for a destination,
// to an attachment of its gateway or nowhere, and learns from attachments of its
// gateway, though not from peers (L5).
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
func (v *validator) transitTable(t *TransitTable) {
	for i, id := range t.Propagations {
		x, ok := v.byID[id].(*TransitAttachment)
		v.at("propagations", i)
		switch {
		case !ok:
		case x.TransitGateway != t.TransitGateway:
			v.brokenWith(otherTransit, "", id)
		case x.Peer != "":
			v.brokenWith(peerPropagates, "", id)
		}
	}
	first := map[string]int{}
	for i := range t.Routes {
		r := &t.Routes[i]
		v.at("routes", i)
		if p, ok := v.block("destination", r.Destination); ok {
			if j := first[p.String()]; j > 0 {
				v.hit(routeExists, "destination", p.String(), itoa(j))
			} else {
				first[p.String()] = i + 1
			}
		}
		x, ok := v.byID[r.Attachment].(*TransitAttachment)
		switch {
		case r.Attachment == "" && !r.Blackhole:
			v.broken(routeNoTarget, "attachment")
		case r.Attachment != "" && r.Blackhole:
			v.broken(routeBlackhole, "blackhole")
		case ok && x.TransitGateway != t.TransitGateway:
			v.brokenWith(otherTransit, "attachment", r.Attachment)
		}
	}
	v.at("", 0)
}

// vpnConnection: a connection has routes of its own where it has no BGP, which Direct
// Connect always has; over a virtual private gateway a VPN carries IPv4 alone (L6). To
// a transit gateway it leads by an attachment.
// https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
// https://docs.aws.amazon.com/vpn/latest/s2svpn/ipv4-ipv6.html
func (v *validator) vpnConnection(r *VPNConnection) {
	switch {
	case r.Kind == "":
		v.broken(noKind, "kind")
	case r.Static && r.Kind == ConnectionDirectConnect:
		v.broken(directConnectStatic, "static")
	case r.Static && len(r.Routes) == 0:
		v.broken(staticNoRoutes, "routes")
	}
	gateway := v.byID[r.Gateway]
	if _, transit := gateway.(*TransitGateway); transit && v.attachment(r.Gateway, r.ID) == nil {
		v.brokenWith(connectionUnattached, "gateway", r.Gateway)
	}
	_, private := gateway.(*VirtualGateway)
	for i, c := range r.Routes {
		v.at("routes", i)
		if p, ok := v.block("", c); ok && p.Addr().Is6() && private && r.Kind == ConnectionVPN {
			v.hit(vpnIPv6, "", p.String(), "")
		}
	}
	v.at("", 0)
}

// onPremises: a network of one's own has blocks, a firewall, and routes to AWS by
// connections that end in it (L6).
func (v *validator) onPremises(r *OnPremises) {
	if len(r.CIDRs) == 0 {
		v.broken(noBlock, "cidrs")
	}
	v.texts("cidrs", r.CIDRs)
	for i := range r.Routes {
		v.at("routes", i)
		v.block("destination", r.Routes[i].Destination)
		if c, ok := v.byID[r.Routes[i].Target].(*VPNConnection); ok && c.Network != r.ID {
			v.brokenWith(otherNetwork, "target", c.ID)
		}
	}
	v.at("", 0)
	v.aclRules("inbound", r.Inbound, &unlimited)
	v.aclRules("outbound", r.Outbound, &unlimited)
	v.servers("servers", r.Servers)
}

// texts checks the blocks of a list.
func (v *validator) texts(list string, blocks []CIDR) {
	for i, c := range blocks {
		v.at(list, i)
		v.block("", c)
	}
	v.at("", 0)
}

// servers checks the addresses of a list.
func (v *validator) servers(list string, addresses []Address) {
	for i, a := range addresses {
		v.at(list, i)
		if _, err := a.Addr(); err != nil {
			v.hit(badText, "", err.Error(), "")
		} else if a == "" {
			v.broken(noEntry, "")
		}
	}
	v.at("", 0)
}

// host: a machine has an address of its network, by itself.
func (v *validator) host(r *Host) {
	a, err := r.IP.Addr()
	switch {
	case err != nil:
		v.hit(badAddress, "ip", err.Error(), "")
		return
	case r.IP == "":
		v.broken(hostNoAddress, "ip")
		return
	}
	if n, ok := v.byID[r.Network].(*OnPremises); ok {
		inside, read := false, len(n.CIDRs) > 0
		for _, c := range n.CIDRs {
			p, err := c.Prefix()
			inside, read = inside || err == nil && p.Contains(a), read && err == nil
		}
		if read && !inside {
			v.hitWith(hostOutside, "ip", r.Network, a.String(), "")
		}
	}
	v.once(hostTwice, r.Network, a.String(), "ip", a.String())
}
