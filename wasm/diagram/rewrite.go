package diagram

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
)

// FreshID returns an id that nothing in the document has: stem itself, or stem
// with the lowest number that makes it so, as in "fn-3".
func (d *Document) FreshID(stem string) core.ID {
	taken := func(id core.ID) bool { return id == core.Internet || d.resources[id] != nil }
	for i := 1; ; i++ {
		if id := core.ID(stem + "-" + strconv.Itoa(i)); !taken(id) {
			return id
		}
	}
}

// Rename returns the change that gives the resource old the id to, which must be
// free: in every field that names it, in the places of its shapes, and in the
// pinned checks.
func Rename(d *Document, old, to core.ID) func(*Tx) {
	return func(tx *Tx) {
		r := d.Resource(old)
		if r == nil || old == to {
			return
		}
		c := Clone(r)
		c.Head().ID = to
		for _, u := range Users(d, old) {
			if u.Head().ID != old {
				tx.Put(Retarget(u, old, to))
			} else {
				c = Retarget(c, old, to)
			}
		}
		tx.Remove(old)
		tx.Put(c)
		for key, place := range maps.Clone(d.places) {
			if k := renamedKey(key, old, to); k != key {
				tx.Unplace(key)
				tx.Place(k, place)
			}
		}
		checks := slices.Clone(d.Checks())
		for i := range checks {
			c := &checks[i]
			if core.ID(c.Query.From) == old {
				c.Query.From = core.Endpoint(to)
			}
			if core.ID(c.Query.To) == old {
				c.Query.To = core.Endpoint(to)
			}
			if c.At == old {
				c.At = to
			}
		}
		tx.SetChecks(checks)
	}
}

// renamedKey returns the key of a shape after a resource got a new id. The groups
// in the id of a shared interface are sorted, so they are sorted anew.
func renamedKey(key, old, to core.ID) core.ID {
	if key == old {
		return to
	}
	parts := strings.Split(string(key), "~")
	if len(parts) < 2 || parts[0] != "eni" {
		return key
	}
	for i, p := range parts {
		if i > 0 && p == string(old) {
			parts[i] = string(to)
		}
	}
	if len(parts) > 3 {
		order.Strings(parts[2:])
	}
	return core.ID(strings.Join(parts, "~"))
}

// Contents returns ids and everything that lives in them, sorted: the subnets of a
// VPC, the instances of a subnet, the attachments of a transit gateway, a peering
// connection with either of its VPCs. An internet gateway and a virtual private
// gateway are attached to a VPC and do not live in it.
func Contents(d *Document, ids []core.ID) []core.ID {
	in := make(map[core.ID]bool, len(ids))
	for _, id := range ids {
		if d.Resource(id) != nil {
			in[id] = true
		}
	}
	for grown := true; grown; {
		grown = false
		for _, r := range d.Resources() {
			id := r.Head().ID
			if in[id] || r.Type() == core.TypeInternetGateway || r.Type() == core.TypeVirtualGateway {
				continue
			}
			lives := in[Parent(r)]
			switch r := r.(type) {
			case *core.TransitAttachment:
				lives = lives || in[r.TransitGateway]
			case *core.Peering:
				lives = in[r.Requester] || in[r.Accepter]
			}
			if lives {
				in[id], grown = true, true
			}
		}
	}
	out := make([]core.ID, 0, len(in))
	for id := range in {
		out = append(out, id)
	}
	order.Strings(out)
	return out
}

// Removal returns the change that removes the resources and what lives in them,
// and puts right what referred to them:
//
//   - lists lose the item: a function its subnet, an endpoint its table;
//   - an association falls back to its default: a subnet to the main table and the
//     default ACL; an internet gateway is detached; a role is simply gone;
//   - rules that name a removed group or prefix list go, as AWS would not let the
//     list go before them, and so do exclusions and DNS aliases of what is removed;
//   - a route to a removed target stays, as a black hole: that is what AWS does, in
//     the tables of transit gateways too;
//   - pinned checks stay, and say that something is missing.
func Removal(d *Document, ids []core.ID) func(*Tx) {
	return func(tx *Tx) {
		all := Contents(d, ids)
		gone := make(map[core.ID]bool, len(all))
		for _, id := range all {
			gone[id] = true
		}
		for _, r := range slices.Clone(d.Resources()) {
			if gone[r.Head().ID] {
				tx.Remove(r.Head().ID)
			} else if c, changed := without(r, gone); changed {
				tx.Put(c)
			}
		}
		for key := range maps.Clone(d.places) {
			if keyNames(key, gone) {
				tx.Unplace(key)
			}
		}
	}
}

// keyNames reports whether a shape's key is that of a resource in ids, or of an
// interface that is derived from one.
func keyNames(key core.ID, ids map[core.ID]bool) bool {
	for part := range strings.SplitSeq(string(key), "~") {
		if ids[core.ID(part)] {
			return true
		}
	}
	return false
}

// without returns r without what names a resource that is gone, and whether that
// is any different from r.
func without(r core.Resource, gone map[core.ID]bool) (core.Resource, bool) {
	touched := false
	visit(r, func(f field, id *core.ID) {
		touched = touched || gone[*id] && !f.stays()
	})
	alias := func(a core.Record) bool { return gone[core.ID(a.Value)] }
	if !touched && !slices.ContainsFunc(records(r), alias) {
		return r, false
	}
	isGone := func(id core.ID) bool { return gone[id] }
	goneRule := func(g core.GroupRule) bool { return gone[g.Group] || gone[g.PrefixList] }
	drop := func(lists ...*[]core.ID) {
		for _, l := range lists {
			*l = slices.DeleteFunc(*l, isGone)
		}
	}
	c := Clone(r)
	if p, ok := c.(core.Placed); ok {
		drop(&p.Where().Subnets, &p.Where().SecurityGroups)
	}
	switch c := c.(type) {
	case *core.RouteTable:
		c.Routes = slices.DeleteFunc(c.Routes, func(x core.Route) bool { return gone[x.PrefixList] })
		drop(&c.PropagatingGateways)
	case *core.SecurityGroup:
		c.Inbound = slices.DeleteFunc(c.Inbound, goneRule)
		c.Outbound = slices.DeleteFunc(c.Outbound, goneRule)
		drop(&c.VPCs)
	case *core.GatewayEndpoint:
		drop(&c.RouteTables)
	case *core.InterfaceEndpoint:
		drop(&c.Subnets, &c.SecurityGroups)
	case *core.Function:
		drop(&c.Subnets, &c.SecurityGroups)
	case *core.Instance:
		drop(&c.SecurityGroups)
	case *core.APIGateway:
		drop(&c.VPCEndpoints, &c.LinkSubnets, &c.LinkSecurityGroups)
	case *core.LoadBalancer:
		for i := range c.Listeners {
			drop(&c.Listeners[i].Targets)
		}
	case *core.TransitAttachment:
		drop(&c.Subnets)
	case *core.TransitTable:
		drop(&c.Propagations)
	case *core.BlockPublicAccess:
		c.Exclusions = slices.DeleteFunc(c.Exclusions, func(x core.BlockExclusion) bool { return gone[x.For] })
	case *core.ResolverRule:
		drop(&c.VPCs)
		c.Records = slices.DeleteFunc(c.Records, alias)
	case *core.PrivateZone:
		drop(&c.VPCs)
		c.Records = slices.DeleteFunc(c.Records, alias)
	}
	visit(c, func(f field, id *core.ID) {
		if f.index < 0 && gone[*id] {
			*id = ""
		}
	})
	return c, true
}

// stays reports whether the field keeps a reference to what is gone: that of a route.
func (f field) stays() bool {
	return f.name == "routes" && f.sub != "prefixList"
}

// interfacesIn returns the subnets in which r has an interface of its own in each.
func interfacesIn(r core.Resource) []core.ID {
	switch r := r.(type) {
	case *core.InterfaceEndpoint:
		return r.Subnets
	case *core.APIGateway:
		return r.LinkSubnets
	case core.Placed:
		return r.Where().Subnets
	}
	return nil
}

// shapeKeys returns the keys under which a place may be stored: those of
// resources, and of the interfaces that follow from them. Zones are not in it.
func (d *Document) shapeKeys() map[core.ID]bool {
	keys := make(map[core.ID]bool, 2*len(d.resources))
	for _, r := range d.Resources() {
		keys[r.Head().ID] = true
		if f, ok := r.(*core.Function); ok {
			for _, s := range f.Subnets {
				keys[core.FunctionInterface(s, f.SecurityGroups)] = true
			}
		}
		for _, s := range interfacesIn(r) {
			keys[core.EndpointInterface(r.Head().ID, s)] = true
		}
	}
	return keys
}
