package diagram

import (
	"strconv"

	"lasthop/core"
)

// A Reference is a field of a resource that names another resource.
type Reference struct {
	// Path is the field as the file format names it, such as "vpc", "subnets/0" or
	// "routes/2/target".
	Path string
	// ID is what the field holds, possibly "".
	ID core.ID
	// Accepts lists the types that may stand there.
	Accepts []core.Type
	// Optional reports that the field may be empty.
	Optional bool
}

// References returns every field of r that names another resource, empty ones too,
// in the order of the file format.
func References(r core.Resource) []Reference {
	var out []Reference
	visit(r, func(f field, id *core.ID) {
		out = append(out, Reference{f.path(), *id, f.accepts, f.optional})
	})
	return out
}

// Parent returns the id of the container that r lives in: its VPC or its subnet;
// "" for what stands outside every VPC, and for what is detached.
func Parent(r core.Resource) core.ID {
	switch r := r.(type) {
	case *core.Subnet:
		return r.VPC
	case *core.RouteTable:
		return r.VPC
	case *core.NetworkACL:
		return r.VPC
	case *core.SecurityGroup:
		return r.VPC
	case *core.InternetGateway:
		return r.VPC
	case *core.NATGateway:
		return r.Subnet
	case *core.GatewayEndpoint:
		return r.VPC
	case *core.InterfaceEndpoint:
		return r.VPC
	case *core.Resolver:
		return r.VPC
	case *core.Instance:
		return r.Subnet
	}
	return ""
}

// Mentions reports whether a field of r names id.
func Mentions(r core.Resource, id core.ID) bool {
	found := false
	visit(r, func(_ field, p *core.ID) { found = found || *p == id })
	return found
}

// Users returns the resources that name id in a field, sorted by id.
func Users(d *Document, id core.ID) []core.Resource {
	var out []core.Resource
	for _, r := range d.Resources() {
		if Mentions(r, id) {
			out = append(out, r)
		}
	}
	return out
}

// Retarget returns a copy of r in which every field that named from names to.
func Retarget(r core.Resource, from, to core.ID) core.Resource {
	c := Clone(r)
	visit(c, func(_ field, id *core.ID) {
		if *id == from {
			*id = to
		}
	})
	return c
}

// A field is a place in a resource that holds an id.
type field struct {
	name     string
	index    int    // in a list, else -1
	sub      string // in a row of a list
	accepts  []core.Type
	optional bool
}

func (f field) path() string {
	p := f.name
	if f.index >= 0 {
		p += "/" + strconv.Itoa(f.index)
	}
	if f.sub != "" {
		p += "/" + f.sub
	}
	return p
}

var (
	acceptVPC     = []core.Type{core.TypeVPC}
	acceptSubnet  = []core.Type{core.TypeSubnet}
	acceptTable   = []core.Type{core.TypeRouteTable}
	acceptACL     = []core.Type{core.TypeNetworkACL}
	acceptGroup   = []core.Type{core.TypeSecurityGroup}
	acceptList    = []core.Type{core.TypePrefixList}
	acceptRole    = []core.Type{core.TypeRole}
	acceptTargets = []core.Type{core.TypeInternetGateway, core.TypeNATGateway, core.TypeInstance}
)

// visit calls f for every field of r that names another resource, with a pointer
// to it.
func visit(r core.Resource, f func(field, *core.ID)) {
	one := func(name string, id *core.ID, accepts []core.Type, optional bool) {
		f(field{name, -1, "", accepts, optional}, id)
	}
	list := func(name string, ids []core.ID, accepts []core.Type) {
		for i := range ids {
			f(field{name, i, "", accepts, false}, &ids[i])
		}
	}
	rules := func(name string, rules []core.GroupRule) {
		for i := range rules {
			f(field{name, i, "group", acceptGroup, true}, &rules[i].Group)
			f(field{name, i, "prefixList", acceptList, true}, &rules[i].PrefixList)
		}
	}
	switch r := r.(type) {
	case *core.VPC, *core.PrefixList, *core.Role, *core.Service, *core.APIGateway:
		// These name no other resource by its id.
	case *core.Subnet:
		one("vpc", &r.VPC, acceptVPC, false)
		one("routeTable", &r.RouteTable, acceptTable, true)
		one("networkAcl", &r.NetworkACL, acceptACL, true)
	case *core.RouteTable:
		one("vpc", &r.VPC, acceptVPC, false)
		for i := range r.Routes {
			f(field{"routes", i, "prefixList", acceptList, true}, &r.Routes[i].PrefixList)
			f(field{"routes", i, "target", acceptTargets, false}, &r.Routes[i].Target)
		}
	case *core.NetworkACL:
		one("vpc", &r.VPC, acceptVPC, false)
	case *core.SecurityGroup:
		one("vpc", &r.VPC, acceptVPC, false)
		rules("inbound", r.Inbound)
		rules("outbound", r.Outbound)
	case *core.InternetGateway:
		one("vpc", &r.VPC, acceptVPC, true)
	case *core.NATGateway:
		one("subnet", &r.Subnet, acceptSubnet, false)
	case *core.GatewayEndpoint:
		one("vpc", &r.VPC, acceptVPC, false)
		list("routeTables", r.RouteTables, acceptTable)
	case *core.InterfaceEndpoint:
		one("vpc", &r.VPC, acceptVPC, false)
		list("subnets", r.Subnets, acceptSubnet)
		list("securityGroups", r.SecurityGroups, acceptGroup)
	case *core.Resolver:
		one("vpc", &r.VPC, acceptVPC, false)
	case *core.Function:
		list("subnets", r.Subnets, acceptSubnet)
		list("securityGroups", r.SecurityGroups, acceptGroup)
		one("role", &r.Role, acceptRole, false)
	case *core.Instance:
		one("subnet", &r.Subnet, acceptSubnet, false)
		list("securityGroups", r.SecurityGroups, acceptGroup)
		one("role", &r.Role, acceptRole, true)
	}
}
