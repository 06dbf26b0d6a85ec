package core

import (
	"net/netip"
	"slices"
)

// Ways: routes, and the gateways that they lead to.

// route leads a packet that has no route, or a wrong one, to where its destination is.
func (m *mender) route() {
	s := m.s
	at := s.At
	switch s.Reason {
	case IGWPrivateDestination, EgressOnlyRefused, NATIPv4Only:
		// The route that led here was the wrong one: that of the caller's own subnet,
		// or the last.
		if x := m.source(); s.Reason == IGWPrivateDestination && x != nil && x.subnet.vpc != nil && x.subnet.table != nil {
			m.waysTo(x.subnet.table.at, x.subnet, x.subnet.vpc, s.In.Dst, netip.Prefix{})
		}
		for j := m.i - 1; j >= 0 && (at == s.At || s.Reason == IGWPrivateDestination); j-- {
			switch t := &m.p.Steps[j]; {
			case t.Reason == TransitForwarded:
				m.transit(t.At)
			case t.Reason == RouteMatched && t.Cause.Part == PartRoute && at == s.At:
				at = t.At
			}
		}
	}
	dead := netip.Prefix{}
	switch r := m.n.byID[at].(type) {
	case *TransitTable:
		m.transit(at)
		return
	case *OnPremises:
		m.onPremises()
		return
	case *RouteTable:
		if s.Reason == RouteBlackhole && s.Cause.Index >= 0 && s.Cause.Index < len(r.Routes) {
			dead, _ = r.Routes[s.Cause.Index].Destination.Prefix()
		}
		if v := m.n.vpcs[r.VPC]; v != nil {
			m.waysTo(at, m.n.subnets[s.On], v, s.In.Dst, dead)
		}
	case *VPC:
		m.waysTo(at, m.n.subnets[s.On], m.n.vpcs[r.ID], s.In.Dst, dead)
	case *InternetGateway, *EgressOnlyGateway:
		if v := m.n.vpcs[parentOf(r)]; v != nil && v.igw == nil {
			m.offer(m.gateway(v)...)
		}
	}
}

func parentOf(r Resource) ID {
	_, id := parent(r)
	return id
}

// waysTo offers routes of the table at, which serves subnet s of VPC v, to an address.
// A dead route is replaced by one with its own destination.
func (m *mender) waysTo(at ID, s *subnetIndex, v *vpcIndex, dst, dead netip.Prefix) {
	n := m.n
	block := func(p netip.Prefix) netip.Prefix {
		if dead.IsValid() && dead.Bits() >= p.Bits() {
			return dead
		}
		return p
	}
	if o := m.networkOf(dst, v); o.vpc != nil {
		p := block(blockOf(o.vpc.blocks, dst))
		for _, x := range v.peerings {
			if x.beyond(v.ID) == o.vpc.ID {
				m.offer(m.routed(at, p, x.ID, 1))
			}
		}
		for _, a := range v.attached {
			for _, b := range o.vpc.attached {
				if a.TransitGateway == b.TransitGateway {
					m.offer(m.routed(at, p, a.TransitGateway, 1))
				}
			}
		}
		if len(m.out) == 0 {
			m.peerWith(at, v, o.vpc, p)
		}
		return
	} else if o.premises != nil {
		p := block(blockOf(o.premises.blocks, dst))
		for _, r := range n.resources {
			c, ok := r.(*VPNConnection)
			if !ok || c.Network != o.premises.ID {
				continue
			}
			if v.vgw != nil && c.Gateway == v.vgw.ID {
				m.offer(m.routed(at, p, c.Gateway, 1))
			} else if n.vpcs[v.ID] != nil && n.attachment(c.Gateway, v) != nil {
				m.offer(m.routed(at, p, c.Gateway, 1))
			}
		}
		return
	}
	if isPrivate(dst) || v.owns(dst) {
		return
	}
	m.outward(at, s, v, dst, block)
}

// outward offers ways to the internet.
func (m *mender) outward(at ID, s *subnetIndex, v *vpcIndex, dst netip.Prefix, block func(netip.Prefix) netip.Prefix) {
	n := m.n
	whole, opens := anyIPv4, 32
	if !dst.Addr().Is4() {
		whole = anyIPv6
	}
	if service, _ := serviceAt(dst); dst.IsSingleIP() && service == "" {
		whole, opens = dst, 1 // the code uses this one address
	}
	p := block(whole)
	inward := m.s.Stage == StageReturn
	x := m.source()
	if !dst.Addr().Is4() {
		if v.eigw != nil && !inward {
			m.offer(m.routed(at, p, v.eigw.ID, opens))
		} else if !inward {
			e := &EgressOnlyGateway{Common: Common{ID: m.fresh("eigw-" + v.ID)}, VPC: v.ID}
			m.offer(added(e, 0, "Add an egress-only internet gateway to "+m.name(v.ID)), m.routed(at, p, e.ID, opens))
		}
	}
	if inward || x != nil && x.Kind == KindInstance && (x.Public.IsValid() || !dst.Addr().Is4()) {
		gate := m.gateway(v)
		m.offer(append(gate, m.routed(at, p, m.igwOf(v, gate), opens))...)
	}
	if !dst.Addr().Is4() || inward {
		return
	}
	for _, sameZone := range []bool{true, false} {
		for _, r := range n.resources {
			g, ok := r.(*NATGateway)
			if !ok || g.Private || g.State != NATAvailable {
				continue
			}
			if in := n.subnets[g.Subnet]; g.Regional && g.VPC == v.ID && sameZone ||
				in != nil && in.vpc == v && (s != nil && in.Zone == s.Zone) == sameZone && m.public(in, at) {
				m.offer(m.routed(at, p, g.ID, opens))
			}
		}
	}
	if len(m.out) > 0 && m.out[len(m.out)-1].amends[0].add == nil {
		return // there is one already
	}
	if in := m.publicSubnet(v, s, at); in != nil {
		g := &NATGateway{Common: Common{ID: m.fresh("nat-" + in.ID)}, Subnet: in.ID, State: NATAvailable}
		m.offer(added(g, 0, "Add a NAT gateway in "+m.name(in.ID)), m.routed(at, p, g.ID, opens))
		return
	}
	g := &NATGateway{Common: Common{ID: m.fresh("nat-" + v.ID)}, VPC: v.ID, Regional: true, State: NATAvailable}
	m.offer(append(m.gateway(v), added(g, 0, "Add a regional NAT gateway to "+m.name(v.ID)), m.routed(at, p, g.ID, opens))...)
}

// A network is one that a private address belongs to.
type network struct {
	vpc      *vpcIndex
	premises *onPremisesIndex
}

// networkOf returns whose a private address is, but for VPC v: that of the question's
// own end first, then that of a network that is joined to v, then any.
func (m *mender) networkOf(dst netip.Prefix, v *vpcIndex) network {
	var found network
	rank := 0
	take := func(o network, r int) {
		if r > rank {
			found, rank = o, r
		}
	}
	ends := [2]ID{ID(m.v.Query.To), ID(m.v.Query.From)}
	for _, r := range m.n.resources {
		switch r := r.(type) {
		case *VPC:
			o := m.n.vpcs[r.ID]
			if o == v || !o.owns(dst) {
				continue
			}
			score := 1
			for _, p := range v.peerings {
				if p.beyond(v.ID) == o.ID {
					score = 2
				}
			}
			for _, end := range ends {
				if own := m.n.byOwner[end]; len(own) > 0 && own[0].subnet.vpc == o {
					score = 3
				}
			}
			take(network{vpc: o}, score)
		case *OnPremises:
			if o := m.n.onPremises[r.ID]; o.owns(dst) {
				take(network{premises: o}, 2)
			}
		}
	}
	return found
}

// blockOf returns the block that holds an address.
func blockOf(blocks []netip.Prefix, p netip.Prefix) netip.Prefix {
	for _, b := range blocks {
		if covers(b, p) {
			return b
		}
	}
	return p
}

// routed sets the route for a block in a table, or in the main table that AWS makes
// where the drawing shows none.
func (m *mender) routed(at ID, p netip.Prefix, target ID, opens int) *amend {
	dst := CIDR(p.String())
	row := Route{Destination: dst, Target: target}
	if _, ok := m.n.byID[at].(*VPC); ok {
		t := &RouteTable{Common: Common{ID: m.fresh("rtb-main-" + at)}, VPC: at, Main: true, Routes: []Route{row}}
		return added(t, opens, "Add to the main route table of "+m.name(at)+" the route "+string(dst)+" → "+m.name(target))
	}
	t, ok := m.n.byID[at].(*RouteTable)
	if !ok {
		return nil
	}
	if x, _ := m.n.tables[at].lookup(nil, p); x != nil && x.target == target {
		return nil // it leads there already
	}
	text := "Add to " + m.name(at) + " the route " + string(dst) + " → " + m.name(target)
	for i := range t.Routes {
		if t.Routes[i].Destination.is(p) {
			text = "Point the route " + string(dst) + " of " + m.name(at) + " at " + m.name(target) + " instead of " + m.name(t.Routes[i].Target)
		}
	}
	return m.shift(at, opens, text+m.alsoServes(at, m.s.On), func(r Resource) {
		c := r.(*RouteTable)
		kept := []Route{}
		for _, old := range c.Routes {
			if !old.Destination.is(p) {
				kept = append(kept, old)
			}
		}
		kept = append(kept, row)
		c.Routes = kept
	})
}

// is reports whether a block as it is written stands for p.
func (c CIDR) is(p netip.Prefix) bool {
	q, err := c.Prefix()
	return err == nil && q == p
}

// alsoServes says which other subnets a table serves.
func (m *mender) alsoServes(table, besides ID) string {
	var names []string
	asks := func(subnet ID) bool { // the caller stands there itself
		return slices.ContainsFunc(m.n.byOwner[ID(m.v.Query.From)], func(x *Interface) bool { return x.Subnet == subnet })
	}
	for _, r := range m.n.resources {
		if s, ok := r.(*Subnet); ok && s.ID != besides && !asks(s.ID) && m.n.subnets[s.ID].table != nil && m.n.subnets[s.ID].table.at == table {
			names = append(names, m.name(s.ID))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " (the table serves " + joined(names) + " too)"
}

// public reports whether a subnet's table leads to the internet gateway, and is not
// the table at.
func (m *mender) public(s *subnetIndex, at ID) bool {
	if s.table == nil || s.table.at == at {
		return false
	}
	r, _ := s.table.lookup(s.vpc, anyIPv4)
	return r != nil && r.kind == targetIGW
}

// publicSubnet returns one of VPC v that is not served by the table at, in the zone of
// s if there is one.
func (m *mender) publicSubnet(v *vpcIndex, s *subnetIndex, at ID) *subnetIndex {
	var found *subnetIndex
	for _, r := range m.n.resources {
		x := m.n.subnets[r.Head().ID]
		if r.Type() != TypeSubnet || x.vpc != v || !m.public(x, at) {
			continue
		}
		if s != nil && x.Zone == s.Zone {
			return x
		}
		if found == nil {
			found = x
		}
	}
	return found
}

// gateway adds an internet gateway to a VPC that has none.
func (m *mender) gateway(v *vpcIndex) []*amend {
	if v.igw != nil {
		return nil
	}
	return []*amend{added(&InternetGateway{Common: Common{ID: m.fresh("igw-" + v.ID)}, VPC: v.ID}, 0, "Attach an internet gateway to "+m.name(v.ID))}
}

func (m *mender) igwOf(v *vpcIndex, gate []*amend) ID {
	if v.igw != nil {
		return v.igw.ID
	}
	return gate[0].id
}

// natWay gives a NAT gateway a way out: by its own subnet's table, or by another subnet.
func (m *mender) natWay() {
	id := ID("")
	for j := m.i; j >= 0 && id == ""; j-- {
		if t := &m.p.Steps[j]; t.Reason == NATTranslated || t.Reason == NATNotAvailable || t.Reason == NATNoInternet {
			if _, ok := m.n.byID[t.At].(*NATGateway); ok {
				id = t.At
			}
		}
	}
	g, ok := m.n.byID[id].(*NATGateway)
	if !ok {
		return
	}
	if g.Regional {
		if v := m.n.vpcs[g.VPC]; v != nil {
			m.offer(m.gateway(v)...)
		}
		return
	}
	s := m.n.subnets[g.Subnet]
	if s == nil || s.vpc == nil {
		return
	}
	if in := m.publicSubnet(s.vpc, s, m.s.At); in != nil {
		m.offer(m.shift(id, 0, "Move "+m.name(id)+" to "+m.name(in.ID)+", by creating it there", func(r Resource) { r.(*NATGateway).Subnet, r.(*NATGateway).PrivateIP = in.ID, "" }))
	}
	gate := m.gateway(s.vpc)
	m.offer(append(gate, m.routed(m.s.At, anyIPv4, m.igwOf(s.vpc, gate), 32))...)
}

// address gives an interface what it lacks to be on the internet.
func (m *mender) address() {
	s := m.s
	x := m.n.byIface[s.On]
	if x == nil {
		x = m.source()
	}
	if s.Reason == DatabaseNotPublic {
		m.publicRoutes()
		return
	}
	if x == nil || x.subnet.vpc == nil {
		return
	}
	v, owner := x.subnet.vpc, x.Owners[0]
	if s.Reason == NoIPv6Address {
		switch r := m.n.byID[owner].(type) {
		case *Function:
			m.offer(m.shift(owner, 0, "Allow IPv6 for dual-stack subnets in "+m.name(owner), func(r Resource) { r.(*Function).IPv6 = true }))
		case *Instance:
			if a := m.freeIPv6(x.subnet); a.IsValid() {
				m.offer(m.shift(r.ID, 0, "Assign an IPv6 address of its subnet to "+m.name(owner), func(r Resource) { r.(*Instance).IPv6 = Address(a.String()) }))
			}
		}
		return
	}
	amends := m.gateway(v)
	if s.Reason == IGWNoPublicIP {
		amends = nil
	}
	switch r := m.n.byID[owner].(type) {
	case *Instance:
		if !x.Public.IsValid() {
			ip := m.freePublic()
			amends = append(amends, m.edit(r.ID, 32, "Give "+m.name(r.ID)+" an Elastic IP address", func(r Resource) { r.(*Instance).PublicIP = ip }))
		}
	case *Database:
		if !r.PubliclyAccessible {
			amends = append(amends, m.edit(r.ID, 32, "Make "+m.name(r.ID)+" publicly accessible", func(r Resource) { r.(*Database).PubliclyAccessible = true }))
		}
	}
	if len(amends) > 0 {
		m.offer(amends...)
	}
}

// publicRoutes leads a subnet of a public database to the internet gateway.
func (m *mender) publicRoutes() {
	s := m.n.subnets[m.s.On]
	if s == nil || s.table == nil || s.vpc == nil || s.vpc.igw == nil {
		return
	}
	p, opens := anyIPv4, 32
	if m.s.In.Src.IsSingleIP() {
		p, opens = m.s.In.Src, 1
	}
	m.offer(m.routed(s.table.at, p, s.vpc.igw.ID, opens))
}

// freePublic returns an address of the documentation that stands for an Elastic IP.
func (m *mender) freePublic() Address {
	a := netip.AddrFrom4([4]byte{203, 0, 113, 200})
	for m.n.byPublic[a] != nil {
		a = a.Next()
	}
	return Address(a.String())
}

func (m *mender) freeIPv6(s *subnetIndex) netip.Addr {
	if !s.prefix6.IsValid() {
		return netip.Addr{}
	}
	a := s.prefix6.Addr()
	for range 16 {
		a = a.Next()
	}
	for m.n.byPrivate[vpcAddr{s.VPC, a}] != nil {
		a = a.Next()
	}
	return a
}

// forward sets an instance up to pass packets on: translated to the internet, as they
// are to elsewhere.
func (m *mender) forward() {
	kinds := []Forwarding{ForwardNAT, ForwardRoute}
	if isPrivate(m.s.In.Dst) {
		kinds = []Forwarding{ForwardRoute, ForwardNAT}
	}
	for _, k := range kinds {
		text := "Set " + m.name(m.s.At) + " up to pass packets on, translated to its own address"
		if k == ForwardRoute {
			text = "Set " + m.name(m.s.At) + " up to pass packets on as they are"
		}
		m.offer(m.edit(m.s.At, 1, text, func(r Resource) { r.(*Instance).Forwards = k }))
	}
}

// sameWayBack leads the reply through the appliance that the packet came by.
func (m *mender) sameWayBack() {
	s := m.s
	through := ID(s.Detail)
	x := m.drawnAt(s.In.Dst, nil)
	if through == "" || x == nil || x.subnet.vpc == nil {
		return
	}
	p := x.subnet.prefix
	switch r := m.n.byID[s.At].(type) {
	case *RouteTable:
		m.offer(m.routed(s.At, p, through, 0))
	case *InternetGateway:
		t := &RouteTable{Common: Common{ID: m.fresh("rtb-" + r.ID)}, VPC: r.VPC, Gateway: r.ID, Routes: []Route{{Destination: CIDR(p.String()), Target: through}}}
		m.offer(added(t, 0, "Add a route table for "+m.name(r.ID)+" with the route "+string(t.Routes[0].Destination)+" → "+m.name(through)))
	}
}
