package core

import "net/netip"

// The blocks whose traffic no route carries (B11).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
var unroutable = []netip.Prefix{netip.MustParsePrefix("169.254.168.0/22"), netip.MustParsePrefix("fd00:ec2::/32")}

// routes: a route leads one destination somewhere that a route may lead (B11), and
// one inside the VPC only a whole subnet to an instance or NAT gateway (B7).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (v *validator) routes(t *RouteTable) {
	blocks, learnt, made := v.blocks(t.VPC), 0, 0
	for i := range t.Routes {
		r := &t.Routes[i]
		v.at("routes", i)
		if r.Propagated {
			learnt++
		} else if l, ok := v.byID[r.PrefixList].(*PrefixList); ok {
			made += max(1, l.MaxEntries, len(l.Entries))
		} else {
			made++
		}
		if r.Destination == "" {
			if r.PrefixList == "" {
				v.broken(routeNoDestination, "destination")
			}
			continue
		}
		if r.PrefixList != "" {
			v.broken(routeTwoDestinations, "")
		}
		p, ok := v.block("destination", r.Destination)
		if !ok {
			continue
		}
		if u, never := within(unroutable, p); never {
			v.hit(routeUnroutable, "destination", p.String(), u.String())
		}
		b, inside := within(blocks, p)
		switch {
		case inside && !r.Propagated:
			if hit := v.insideVPC(t, r, p, b); hit == routeInsideSubnet {
				v.hit(hit, "destination", p.String(), b.String())
			} else if hit != 0 {
				v.hit(hit, "target", p.String(), b.String())
			}
		case len(blocks) > 0 && t.Gateway != "":
			v.hit(gatewayOutside, "destination", p.String(), "")
		case len(blocks) > 0 && r.Target == localTarget:
			v.hit(routeLocal, "target", p.String(), "")
		}
	}
	v.at("", 0)
	v.limit("routes", &routesPerTable, made)
	v.limit("routes", &learntPerTable, learnt)
}

// localTarget is the target of the routes that every table has for its VPC's blocks.
const localTarget ID = "local"

// insideVPC returns the rule that a static route to p, which is as narrow as the VPC's
// block or narrower, breaks, or 0: it may send that whole block, or the whole block of
// one of its subnets, through an appliance (B3, B7).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (v *validator) insideVPC(t *RouteTable, r *Route, p, block netip.Prefix) rule {
	switch v.byID[r.Target].(type) {
	case nil:
		if r.Target == localTarget && p != block && t.Gateway == "" {
			return routeInsideTarget
		}
	case *NATGateway, *Instance, *FirewallEndpoint:
	default:
		if t.Gateway == "" {
			return routeInsideTarget
		}
	}
	if p == block {
		return 0
	}
	for _, other := range v.resources {
		if s, ok := other.(*Subnet); ok && s.VPC == t.VPC {
			for _, c := range [2]CIDR{s.CIDR, s.IPv6CIDR} {
				if q, err := c.Prefix(); c != "" && err == nil && q == p {
					return 0
				}
			}
		}
	}
	return routeInsideSubnet
}

// family returns an address of the family of a route's destination; the zero Addr
// where it cannot be told.
func (v *validator) family(r *Route) netip.Addr {
	c := r.Destination
	if l, ok := v.byID[r.PrefixList].(*PrefixList); ok && c == "" && len(l.Entries) > 0 {
		c = l.Entries[0]
	}
	p, _ := c.Prefix()
	return p.Addr()
}

// routeTargets: what a route leads to is of a type that it may lead to, and of the
// table's VPC (B9); an egress-only gateway takes IPv6 alone, a transit gateway wants an
// attachment first. What is gone or not ready makes it a black hole, which is legal
// (B10). Only the routes of virtual private gateways are learnt.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
func (v *validator) routeTargets(t *RouteTable) {
	for i := range t.Routes {
		route := &t.Routes[i]
		v.at("routes", i)
		id := route.Target
		if id == "" {
			v.broken(routeNoTarget, "target")
			continue
		}
		if id == localTarget && v.byID[id] == nil {
			continue
		}
		to := v.family(route)
		hit, detail, learnt := rule(0), "", false
		switch r := v.byID[id].(type) {
		case nil:
			hit, learnt = targetGone, true
		case *InternetGateway:
			if r.VPC == "" {
				hit = targetDetached
			}
		case *EgressOnlyGateway:
			if to.Is4() {
				hit = targetIPv6
			}
		case *NATGateway:
			if !r.alive() {
				hit, detail = targetNotThere, string(r.State)
			} else if p, _ := route.Destination.Prefix(); to.Is6() && !(p.IsValid() && covers(nat64, p)) {
				hit = targetNAT64
			}
		case *Instance:
			if r.Stopped {
				hit = targetStopped
			}
		case *GatewayEndpoint:
			hit = targetEndpoint
		case *FirewallEndpoint:
		case *Peering:
			if t.VPC != "" && r.Requester != "" && r.Accepter != "" && r.beyond(t.VPC) == "" {
				hit = otherNetwork
			} else if r.State != PeeringActive && r.State != "" {
				hit, detail = targetNotThere, string(r.State)
			}
		case *TransitGateway:
			if t.VPC != "" && v.attachment(id, t.VPC) == nil {
				hit = targetUnattached
			}
		case *VirtualGateway:
			if learnt = true; r.VPC == "" {
				hit = targetDetached
			}
		default:
			hit, detail = targetType, withArticle(r.Type())
		}
		if hit != 0 {
			v.hitWith(hit, "target", id, detail, "")
		}
		if v.apart(t.ID, id) {
			v.brokenWith(otherNetwork, "target", id)
		}
		if route.Propagated && !learnt {
			v.brokenWith(routeNotLearnt, "target", id)
		}
	}
	v.at("", 0)
	for i, id := range t.PropagatingGateways {
		if v.apart(t.ID, id) {
			v.at("propagatingGateways", i)
			v.brokenWith(otherNetwork, "", id)
		}
	}
	v.at("", 0)
}

// gatewayTable: the table of a gateway is not the main one, learns no routes and knows
// no prefix lists; it steers what enters the VPC to an instance or a firewall, or lets
// it be (B12). An instance behind an internet gateway needs a public address for that.
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
func (v *validator) gatewayTable(t *RouteTable) {
	if t.Gateway == "" {
		return
	}
	if t.Main {
		v.broken(gatewayMain, "main")
	}
	if len(t.PropagatingGateways) > 0 {
		v.broken(gatewayLearns, "propagatingGateways")
	}
	if v.apart(t.ID, t.Gateway) {
		v.brokenWith(otherNetwork, "gateway", t.Gateway)
	}
	v.once(gatewayTwoTables, "", string(t.Gateway), "gateway", string(t.Gateway))
	_, internet := v.byID[t.Gateway].(*InternetGateway)
	for i := range t.Routes {
		r := &t.Routes[i]
		v.at("routes", i)
		if r.PrefixList != "" {
			v.broken(gatewayList, "prefixList")
		}
		if r.Propagated {
			v.broken(gatewayLearns, "")
		}
		switch x := v.byID[r.Target].(type) {
		case nil, *FirewallEndpoint:
		case *Instance:
			s, _ := v.byID[x.Subnet].(*Subnet)
			if internet && x.PublicIP == "" && s != nil && !s.AutoAssignPublicIP {
				v.brokenWith(gatewayNoPublic, "target", x.ID)
			}
		default:
			v.brokenWith(gatewayTarget, "target", r.Target)
		}
	}
	v.at("", 0)
}

// routeDuplicates: a table has one static route for a destination (B8). One that was
// learnt may be there beside it (B5).
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
func (v *validator) routeDuplicates(t *RouteTable) {
	first := map[string]int{}
	for i := range t.Routes {
		r := &t.Routes[i]
		field, key := "destination", ""
		if p, err := r.Destination.Prefix(); err == nil {
			key = p.String()
		} else if r.PrefixList != "" {
			field, key = "prefixList", string(r.PrefixList)
		}
		if key == "" || r.Propagated {
			continue
		}
		if j, ok := first[key]; ok {
			v.at("routes", i)
			v.hit(routeExists, field, key, itoa(j+1))
			continue
		}
		first[key] = i
	}
	v.at("", 0)
}
