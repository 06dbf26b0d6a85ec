package diagram

import (
	"slices"

	"lasthop/core"
)

// Clone returns a deep copy of r, or nil for nil. It is how a change to a resource
// begins, since a document's own resources are never changed in place.
func Clone(r core.Resource) core.Resource {
	switch r := r.(type) {
	case *core.VPC:
		c := *r
		c.CIDRs = slices.Clone(r.CIDRs)
		return &c
	case *core.Subnet:
		c := *r
		return &c
	case *core.RouteTable:
		c := *r
		c.Routes = slices.Clone(r.Routes)
		return &c
	case *core.NetworkACL:
		c := *r
		c.Inbound, c.Outbound = slices.Clone(r.Inbound), slices.Clone(r.Outbound)
		return &c
	case *core.SecurityGroup:
		c := *r
		c.Inbound, c.Outbound = slices.Clone(r.Inbound), slices.Clone(r.Outbound)
		return &c
	case *core.PrefixList:
		c := *r
		c.Entries = slices.Clone(r.Entries)
		return &c
	case *core.InternetGateway:
		c := *r
		return &c
	case *core.NATGateway:
		c := *r
		return &c
	case *core.GatewayEndpoint:
		c := *r
		c.RouteTables, c.Policy = slices.Clone(r.RouteTables), slices.Clone(r.Policy)
		return &c
	case *core.InterfaceEndpoint:
		c := *r
		c.Subnets, c.SecurityGroups, c.Policy = slices.Clone(r.Subnets), slices.Clone(r.SecurityGroups), slices.Clone(r.Policy)
		return &c
	case *core.Resolver:
		c := *r
		c.Servers = slices.Clone(r.Servers)
		return &c
	case *core.Function:
		c := *r
		c.Subnets, c.SecurityGroups, c.Policy = slices.Clone(r.Subnets), slices.Clone(r.SecurityGroups), slices.Clone(r.Policy)
		if r.ReservedConcurrency != nil {
			n := *r.ReservedConcurrency
			c.ReservedConcurrency = &n
		}
		return &c
	case *core.Instance:
		c := *r
		c.SecurityGroups, c.Listens = slices.Clone(r.SecurityGroups), slices.Clone(r.Listens)
		return &c
	case *core.Role:
		c := *r
		c.Policies, c.Boundary = slices.Clone(r.Policies), slices.Clone(r.Boundary)
		for i := range c.Policies {
			c.Policies[i].Document = slices.Clone(c.Policies[i].Document)
		}
		return &c
	case *core.Service:
		c := *r
		c.Policy = slices.Clone(r.Policy)
		return &c
	case *core.APIGateway:
		c := *r
		return &c
	}
	return nil
}
