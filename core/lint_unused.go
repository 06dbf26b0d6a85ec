package core

import "slices"

// unused finds groups, tables, ACLs, prefix lists and gateways that nothing uses: they
// mislead whoever reads the drawing, and some are paid for.
func (l *linter) unused() {
	u := usage{named: map[ID]bool{}, carried: map[ID]bool{}}
	for _, r := range l.n.resources {
		u.add(r)
	}
	for i := range l.n.interfaces {
		for _, g := range l.n.interfaces[i].Groups {
			u.carried[g] = true
		}
	}
	for _, r := range l.n.resources {
		if why := u.why(r); why != "" {
			l.field(r.Head().ID, "", why)
		}
	}
}

// A usage holds what is named in the fields that put something to use: a table by its
// subnets, a gateway by routes, connections and attachments, a list by rules.
type usage struct{ named, carried map[ID]bool }

func (u *usage) add(r Resource) {
	switch r := r.(type) {
	case *Subnet:
		u.named[r.RouteTable], u.named[r.NetworkACL] = true, true
	case *RouteTable:
		u.named[r.Gateway] = true
		for _, id := range r.PropagatingGateways {
			u.named[id] = true
		}
		for i := range r.Routes {
			u.named[r.Routes[i].Target], u.named[r.Routes[i].PrefixList] = true, true
		}
	case *SecurityGroup:
		for _, rule := range slices.Concat(r.Inbound, r.Outbound) {
			u.named[rule.PrefixList] = true
			if rule.Group != r.ID {
				u.named[rule.Group] = true
			}
		}
	case *APIGateway:
		for _, id := range r.LinkSecurityGroups {
			u.carried[id] = true
		}
	case *VPNConnection:
		u.named[r.Gateway] = true
	case *TransitAttachment:
		u.named[r.TransitGateway], u.named[r.RouteTable] = true, true
	}
}

// why says what is missing for a resource to be used; "" where it is, or where nothing
// is known of its use.
func (u *usage) why(r Resource) string {
	id := r.Head().ID
	named := u.named[id]
	switch r := r.(type) {
	case *RouteTable:
		if !named && !r.Main && r.Gateway == "" {
			return "No subnet uses this route table."
		}
	case *NetworkACL:
		if !named && !r.Default {
			return "No subnet uses this network ACL."
		}
	case *SecurityGroup:
		if !named && !r.Default && !u.carried[id] {
			return "Nothing carries this group, and no rule names it."
		}
	case *PrefixList:
		if !named {
			return "No route and no rule names this prefix list."
		}
	case *InternetGateway:
		switch {
		case r.VPC == "":
			return "It is attached to no VPC."
		case !named:
			return "No route leads to it."
		}
	case *EgressOnlyGateway:
		if !named {
			return "No route leads to it."
		}
	case *NATGateway:
		if !named && r.State != NATDeleted && r.State != NATDeleting {
			return "No route leads to it, and it is paid for by the hour."
		}
	case *VirtualGateway:
		switch {
		case r.VPC == "":
			return "It is attached to no VPC."
		case !named:
			return "It has no connection, and no route leads to it."
		}
	case *TransitGateway:
		if !named {
			return "Nothing is attached to it, and no route leads to it."
		}
	case *TransitTable:
		if !named {
			return "No attachment is associated with this table."
		}
	case *Peering:
		if !named && r.State == PeeringActive {
			return "No route leads to it, in either VPC."
		}
	}
	return ""
}
