package field

import "lasthop/core"

// slot returns a pointer to the field of o that the file format calls name, nil if
// there is none. "id" is no field here: a new id concerns every reference to it.
func slot(o any, name string) any {
	if name == "name" {
		if r, ok := o.(core.Resource); ok {
			return &r.Head().Name
		}
	}
	switch o := o.(type) {
	case *core.VPC:
		switch name {
		case "cidrs":
			return &o.CIDRs
		case "dnsSupport":
			return &o.DNSSupport
		case "dnsHostnames":
			return &o.DNSHostnames
		}
	case *core.Subnet:
		switch name {
		case "vpc":
			return &o.VPC
		case "zone":
			return &o.Zone
		case "cidr":
			return &o.CIDR
		case "routeTable":
			return &o.RouteTable
		case "networkAcl":
			return &o.NetworkACL
		case "autoAssignPublicIp":
			return &o.AutoAssignPublicIP
		case "otherAddresses":
			return &o.OtherAddresses
		}
	case *core.RouteTable:
		switch name {
		case "vpc":
			return &o.VPC
		case "main":
			return &o.Main
		case "routes":
			return &o.Routes
		}
	case *core.Route:
		switch name {
		case "destination":
			return &o.Destination
		case "prefixList":
			return &o.PrefixList
		case "target":
			return &o.Target
		case "propagated":
			return &o.Propagated
		}
	case *core.NetworkACL:
		switch name {
		case "vpc":
			return &o.VPC
		case "default":
			return &o.Default
		case "inbound":
			return &o.Inbound
		case "outbound":
			return &o.Outbound
		}
	case *core.ACLRule:
		switch name {
		case "number":
			return &o.Number
		case "action":
			return &o.Action
		case "protocol":
			return &o.Protocol
		case "ports":
			return &o.Ports
		case "cidr":
			return &o.CIDR
		}
	case *core.SecurityGroup:
		switch name {
		case "vpc":
			return &o.VPC
		case "default":
			return &o.Default
		case "inbound":
			return &o.Inbound
		case "outbound":
			return &o.Outbound
		}
	case *core.GroupRule:
		switch name {
		case "protocol":
			return &o.Protocol
		case "ports":
			return &o.Ports
		case "cidr":
			return &o.CIDR
		case "group":
			return &o.Group
		case "prefixList":
			return &o.PrefixList
		case "note":
			return &o.Note
		}
	case *core.PrefixList:
		switch name {
		case "entries":
			return &o.Entries
		case "maxEntries":
			return &o.MaxEntries
		}
	case *core.InternetGateway:
		if name == "vpc" {
			return &o.VPC
		}
	case *core.NATGateway:
		switch name {
		case "subnet":
			return &o.Subnet
		case "private":
			return &o.Private
		case "privateIp":
			return &o.PrivateIP
		case "publicIp":
			return &o.PublicIP
		case "state":
			return &o.State
		}
	case *core.GatewayEndpoint:
		switch name {
		case "vpc":
			return &o.VPC
		case "service":
			return &o.Service
		case "routeTables":
			return &o.RouteTables
		case "policy":
			return &o.Policy
		}
	case *core.InterfaceEndpoint:
		switch name {
		case "vpc":
			return &o.VPC
		case "service":
			return &o.Service
		case "subnets":
			return &o.Subnets
		case "securityGroups":
			return &o.SecurityGroups
		case "privateDns":
			return &o.PrivateDNS
		case "policy":
			return &o.Policy
		}
	default:
		return slotOutside(o, name)
	}
	return nil
}

// slotOutside continues slot for what computes, and for what stands outside VPCs.
func slotOutside(o any, name string) any {
	switch o := o.(type) {
	case *core.Resolver:
		switch name {
		case "vpc":
			return &o.VPC
		case "servers":
			return &o.Servers
		case "view":
			return &o.View
		}
	case *core.Function:
		switch name {
		case "subnets":
			return &o.Subnets
		case "securityGroups":
			return &o.SecurityGroups
		case "role":
			return &o.Role
		case "timeout":
			return &o.Timeout
		case "state":
			return &o.State
		case "reservedConcurrency":
			return &o.ReservedConcurrency
		case "policy":
			return &o.Policy
		}
	case *core.Instance:
		switch name {
		case "subnet":
			return &o.Subnet
		case "securityGroups":
			return &o.SecurityGroups
		case "privateIp":
			return &o.PrivateIP
		case "publicIp":
			return &o.PublicIP
		case "role":
			return &o.Role
		case "listens":
			return &o.Listens
		case "stopped":
			return &o.Stopped
		}
	case *core.Listener:
		switch name {
		case "protocol":
			return &o.Protocol
		case "port":
			return &o.Port
		}
	case *core.Role:
		switch name {
		case "account":
			return &o.Account
		case "policies":
			return &o.Policies
		case "boundary":
			return &o.Boundary
		}
	case *core.NamedPolicy:
		switch name {
		case "name":
			return &o.Name
		case "managed":
			return &o.Managed
		case "document":
			return &o.Document
		}
	case *core.Service:
		switch name {
		case "service":
			return &o.Service
		case "region":
			return &o.Region
		case "account":
			return &o.Account
		case "policy":
			return &o.Policy
		}
	case *core.APIGateway:
		if name == "account" {
			return &o.Account
		}
	}
	return nil
}
