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

// Parent returns the id of the container that r lives in: its VPC, its subnet, its
// transit gateway, its network; "" for what stands outside every VPC, and for what is
// detached.
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
	case *core.EgressOnlyGateway:
		return r.VPC
	case *core.VirtualGateway:
		return r.VPC
	case *core.NATGateway:
		if r.Regional {
			return r.VPC
		}
		return r.Subnet
	case *core.FirewallEndpoint:
		return r.Subnet
	case *core.GatewayEndpoint:
		return r.VPC
	case *core.InterfaceEndpoint:
		return r.VPC
	case *core.Resolver:
		return r.VPC
	case *core.Instance:
		return r.Subnet
	case *core.TransitAttachment:
		if r.VPC != "" {
			return r.VPC
		}
		return r.TransitGateway
	case *core.TransitTable:
		return r.TransitGateway
	case *core.Host:
		return r.Network
	}
	return ""
}

// Mentions reports whether a field of r names id.
func Mentions(r core.Resource, id core.ID) bool {
	found := false
	visit(r, func(_ field, p *core.ID) { found = found || *p == id })
	for _, a := range records(r) {
		found = found || a.Value == string(id)
	}
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
	all := records(c)
	for i := range all {
		if all[i].Value == string(from) {
			all[i].Value = string(to)
		}
	}
	return c
}

// records returns the DNS records of r: the value of one that is an alias is the id
// of a resource.
func records(r core.Resource) []core.Record {
	switch r := r.(type) {
	case *core.PrivateZone:
		return r.Records
	case *core.ResolverRule:
		return r.Records
	}
	return nil
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
	acceptVGW     = []core.Type{core.TypeVirtualGateway}
	acceptTGW     = []core.Type{core.TypeTransitGateway}
	acceptAttach  = []core.Type{core.TypeTransitAttachment}
	acceptRouting = []core.Type{core.TypeTransitTable}
	acceptVPN     = []core.Type{core.TypeVPNConnection}
	acceptOnPrem  = []core.Type{core.TypeOnPremises}

	// AcceptTargets are what a route may lead to.
	AcceptTargets = []core.Type{core.TypeInternetGateway, core.TypeEgressOnlyGateway, core.TypeNATGateway, core.TypeTransitGateway, core.TypeVirtualGateway,
		core.TypePeering, core.TypeFirewallEndpoint, core.TypeInstance}
)

// visit calls f for every field of r that names another resource, with a pointer
// to it.
func visit(r core.Resource, f func(field, *core.ID)) {
	one := func(name string, id *core.ID, optional bool, accepts ...core.Type) {
		f(field{name, -1, "", accepts, optional}, id)
	}
	list := func(name string, ids []core.ID, accepts ...core.Type) {
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
	vpc := func(id *core.ID, optional bool) { one("vpc", id, optional, acceptVPC...) }
	if p, ok := r.(core.Placed); ok {
		list("subnets", p.Where().Subnets, acceptSubnet...)
		list("securityGroups", p.Where().SecurityGroups, acceptGroup...)
	}
	switch r := r.(type) {
	case *core.VPC, *core.PrefixList, *core.Role, *core.TransitGateway, *core.OrganizationPolicy:
		// These name no other resource by its id.
	case *core.Subnet:
		vpc(&r.VPC, false)
		one("routeTable", &r.RouteTable, true, acceptTable...)
		one("networkAcl", &r.NetworkACL, true, acceptACL...)
	case *core.RouteTable:
		vpc(&r.VPC, false)
		for i := range r.Routes {
			f(field{"routes", i, "prefixList", acceptList, true}, &r.Routes[i].PrefixList)
			f(field{"routes", i, "target", AcceptTargets, false}, &r.Routes[i].Target)
		}
		one("gateway", &r.Gateway, true, core.TypeInternetGateway, core.TypeVirtualGateway)
		list("propagatingGateways", r.PropagatingGateways, acceptVGW...)
	case *core.NetworkACL:
		vpc(&r.VPC, false)
	case *core.SecurityGroup:
		vpc(&r.VPC, false)
		list("vpcs", r.VPCs, acceptVPC...)
		rules("inbound", r.Inbound)
		rules("outbound", r.Outbound)
	case *core.InternetGateway:
		vpc(&r.VPC, true)
	case *core.EgressOnlyGateway:
		vpc(&r.VPC, false)
	case *core.VirtualGateway:
		vpc(&r.VPC, true)
	case *core.NATGateway:
		one("subnet", &r.Subnet, r.Regional, acceptSubnet...)
		vpc(&r.VPC, true)
	case *core.GatewayEndpoint:
		vpc(&r.VPC, false)
		list("routeTables", r.RouteTables, acceptTable...)
	case *core.InterfaceEndpoint:
		vpc(&r.VPC, false)
		list("subnets", r.Subnets, acceptSubnet...)
		list("securityGroups", r.SecurityGroups, acceptGroup...)
	case *core.Resolver:
		vpc(&r.VPC, false)
	case *core.ResolverRule:
		list("vpcs", r.VPCs, acceptVPC...)
		one("endpoint", &r.Endpoint, true, core.TypeResolverEndpoint)
	case *core.PrivateZone:
		list("vpcs", r.VPCs, acceptVPC...)
	case *core.Peering:
		one("requester", &r.Requester, false, acceptVPC...)
		one("accepter", &r.Accepter, false, acceptVPC...)
	case *core.TransitAttachment:
		one("transitGateway", &r.TransitGateway, false, acceptTGW...)
		vpc(&r.VPC, true)
		list("subnets", r.Subnets, acceptSubnet...)
		one("connection", &r.Connection, true, acceptVPN...)
		one("peer", &r.Peer, true, acceptAttach...)
		one("routeTable", &r.RouteTable, true, acceptRouting...)
	case *core.TransitTable:
		one("transitGateway", &r.TransitGateway, false, acceptTGW...)
		list("propagations", r.Propagations, acceptAttach...)
		for i := range r.Routes {
			f(field{"routes", i, "attachment", acceptAttach, true}, &r.Routes[i].Attachment)
		}
	case *core.VPNConnection:
		one("gateway", &r.Gateway, false, core.TypeVirtualGateway, core.TypeTransitGateway)
		one("network", &r.Network, false, acceptOnPrem...)
	case *core.OnPremises:
		for i := range r.Routes {
			f(field{"routes", i, "target", acceptVPN, false}, &r.Routes[i].Target)
		}
	case *core.Host:
		one("network", &r.Network, false, acceptOnPrem...)
		one("role", &r.Role, true, acceptRole...)
	case *core.FirewallEndpoint:
		one("subnet", &r.Subnet, false, acceptSubnet...)
	case *core.BlockPublicAccess:
		for i := range r.Exclusions {
			f(field{"exclusions", i, "for", []core.Type{core.TypeVPC, core.TypeSubnet}, false}, &r.Exclusions[i].For)
		}
	case *core.Function:
		list("subnets", r.Subnets, acceptSubnet...)
		list("securityGroups", r.SecurityGroups, acceptGroup...)
		one("role", &r.Role, false, acceptRole...)
		one("fileSystem", &r.FileSystem, true, core.TypeFileSystem)
	case *core.Instance:
		one("subnet", &r.Subnet, false, acceptSubnet...)
		list("securityGroups", r.SecurityGroups, acceptGroup...)
		one("role", &r.Role, true, acceptRole...)
	case *core.LoadBalancer:
		for i := range r.Listeners {
			for j := range r.Listeners[i].Targets {
				f(field{"listeners", i, "targets/" + strconv.Itoa(j), []core.Type{core.TypeFunction, core.TypeInstance}, false}, &r.Listeners[i].Targets[j])
			}
		}
	case *core.Database:
		one("subnet", &r.Subnet, true, acceptSubnet...)
	case *core.DatabaseProxy:
		one("target", &r.Target, false, core.TypeDatabase)
	case *core.Service:
		one("role", &r.Role, true, acceptRole...)
	case *core.APIGateway:
		list("vpcEndpoints", r.VPCEndpoints, core.TypeInterfaceEndpoint)
		one("integration", &r.Integration, true, core.TypeFunction, core.TypeLoadBalancer)
		list("linkSubnets", r.LinkSubnets, acceptSubnet...)
		list("linkSecurityGroups", r.LinkSecurityGroups, acceptGroup...)
	case *core.EventSourceMapping:
		one("source", &r.Source, false, core.TypeService, core.TypeBroker)
		one("function", &r.Function, false, core.TypeFunction)
		one("secret", &r.Secret, true, core.TypeService)
	}
}
