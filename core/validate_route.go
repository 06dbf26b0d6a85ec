package core

import "net/netip"

// The blocks whose traffic no route carries (B11).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
var unroutable = []netip.Prefix{netip.MustParsePrefix("169.254.168.0/22"), netip.MustParsePrefix("fd00:ec2::/32")}

// routes: a route leads one destination somewhere that a route may lead (B11), and
// one inside the VPC only a whole subnet to an instance or NAT gateway (B7).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (v *validator) routes(t *RouteTable) {
	blocks, learnt := v.blocks(t.VPC), 0
	for i := range t.Routes {
		r := &t.Routes[i]
		v.at("routes", i)
		if r.Propagated {
			learnt++
		}
		if r.Destination == "" {
			if r.PrefixList == "" {
				v.hit(routeNoDestination, "destination", "", "")
			}
			continue
		}
		if r.PrefixList != "" {
			v.hit(routeTwoDestinations, "", "", "")
		}
		p, ok := v.block("destination", r.Destination)
		if !ok {
			continue
		}
		if u, never := within(unroutable, p); never {
			v.hit(routeUnroutable, "destination", p.String(), u.String())
		}
		if b, inside := within(blocks, p); inside && !r.Propagated {
			v.insideVPC(t, r, p, b)
		}
	}
	v.at("", 0)
	v.limit("routes", &routesPerTable, len(t.Routes)-learnt)
	v.limit("routes", &learntPerTable, learnt)
}

// insideVPC checks a static route to p, which is as narrow as the VPC's block or
// narrower: it may send that whole block, or the whole block of one of its subnets,
// through an appliance (B3, B7).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (v *validator) insideVPC(t *RouteTable, r *Route, p, block netip.Prefix) {
	if _, igw := v.byID[r.Target].(*InternetGateway); igw {
		v.hit(routeInsideTarget, "target", p.String(), block.String())
		return
	}
	if p == block {
		return
	}
	for _, other := range v.resources {
		if s, ok := other.(*Subnet); ok && s.VPC == t.VPC {
			if c, err := s.CIDR.Prefix(); err == nil && c == p {
				return
			}
		}
	}
	v.hit(routeInsideSubnet, "destination", p.String(), block.String())
}

// routeTargets: what a route leads to is of a type that it may lead to, and of the
// table's VPC (B9). What is gone or not ready makes it a black hole, which is legal
// (B10).
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
func (v *validator) routeTargets(t *RouteTable) {
	for i := range t.Routes {
		v.at("routes", i)
		id := t.Routes[i].Target
		if id == "" {
			v.hit(routeNoTarget, "target", "", "")
			continue
		}
		hit, detail := rule(0), ""
		switch r := v.byID[id].(type) {
		case nil:
			hit = targetGone
		case *InternetGateway:
			if r.VPC == "" {
				hit = targetDetached
			}
		case *NATGateway:
			if !r.alive() {
				hit, detail = targetNotThere, string(r.State)
			}
		case *Instance:
			if r.Stopped {
				hit = targetStopped
			}
		case *GatewayEndpoint:
			hit = targetEndpoint
		default:
			hit, detail = targetType, withArticle(r.Type())
		}
		if hit != 0 {
			v.hitWith(hit, "target", id, detail, "")
		}
		if v.apart(t.ID, id) {
			v.hitWith(otherNetwork, "target", id, "", "")
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
