package core

import "lasthop/core/policy"

// drawing looks at what the whole drawing says: its Region and account.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
func (v *validator) drawing() {
	v.region(v.Region)
	v.account(v.Account)
}

func (v *validator) region(name string) { v.regionIn("region", name) }

func (v *validator) regionIn(field, name string) {
	if name != "" && !contains(regions, name) {
		v.hit(unknownRegion, field, name, "")
	}
}

func (v *validator) account(number string) { v.accountAs("account", number) }

func (v *validator) accountAs(field, number string) {
	ok := len(number) == 12 || number == ""
	for i := range len(number) {
		ok = ok && '0' <= number[i] && number[i] <= '9'
	}
	if !ok {
		v.hit(badAccount, field, number, "")
	}
}

// service looks at a resource of a Regional service.
func (v *validator) service(r *Service) {
	v.region(r.Region)
	v.account(r.Account)
	malformed := malformedDocument
	switch r.Service {
	case "":
		v.broken(noService, "service")
	case "s3":
		malformed = malformedPolicy
	}
	v.policy("policy", malformed, r.Policy, policy.Resource)
}

// id looks for ids that are reserved, illegal or there twice: no file can hold them.
func (v *validator) id(r Resource) {
	if why := checkID(v.own); why != "" {
		v.hit(badID, "id", why, "")
	}
	if v.byID[v.own] != r {
		v.broken(sameID, "id")
	}
}

// references looks for fields that name nothing, nothing that is drawn, or something
// of another type. Route targets have rules of their own.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
func (v *validator) references(r Resource) {
	switch field, id := parent(r); {
	case field == "subnet":
		v.reference(field, id, noSubnet, TypeSubnet)
	case field == "network":
		v.reference(field, id, noEntry, TypeOnPremises)
	case field == "vpc" && (id != "" || r.Type() != TypeInternetGateway && r.Type() != TypeVirtualGateway):
		v.reference(field, id, noVPC, TypeVPC)
	}
	if p, ok := r.(Placed); ok {
		v.inSubnets(p.Where().Subnets, p.Where().SecurityGroups)
	}
	switch r := r.(type) {
	case *Subnet:
		v.optional("routeTable", r.RouteTable, TypeRouteTable)
		v.optional("networkAcl", r.NetworkACL, TypeNetworkACL)
	case *RouteTable:
		for i := range r.Routes {
			v.at("routes", i)
			v.optional("prefixList", r.Routes[i].PrefixList, TypePrefixList)
		}
		v.at("", 0)
		v.optional("gateway", r.Gateway, TypeInternetGateway, TypeVirtualGateway)
		v.listed("propagatingGateways", r.PropagatingGateways, TypeVirtualGateway)
	case *SecurityGroup:
		v.listed("vpcs", r.VPCs, TypeVPC)
		v.ruleReferences("inbound", r.Inbound)
		v.ruleReferences("outbound", r.Outbound)
	case *GatewayEndpoint:
		v.listed("routeTables", r.RouteTables, TypeRouteTable)
	case *InterfaceEndpoint:
		v.inSubnets(r.Subnets, r.SecurityGroups)
	case *ResolverRule:
		v.listed("vpcs", r.VPCs, TypeVPC)
		v.optional("endpoint", r.Endpoint, TypeResolverEndpoint)
	case *PrivateZone:
		v.listed("vpcs", r.VPCs, TypeVPC)
	case *Peering:
		v.reference("requester", r.Requester, noVPC, TypeVPC)
		v.reference("accepter", r.Accepter, noVPC, TypeVPC)
	case *TransitAttachment:
		v.reference("transitGateway", r.TransitGateway, noEntry, TypeTransitGateway)
		v.optional("vpc", r.VPC, TypeVPC)
		v.listed("subnets", r.Subnets, TypeSubnet)
		v.optional("connection", r.Connection, TypeVPNConnection)
		v.optional("peer", r.Peer, TypeTransitAttachment)
		v.optional("routeTable", r.RouteTable, TypeTransitTable)
	case *TransitTable:
		v.reference("transitGateway", r.TransitGateway, noEntry, TypeTransitGateway)
		v.listed("propagations", r.Propagations, TypeTransitAttachment)
		for i := range r.Routes {
			v.at("routes", i)
			v.optional("attachment", r.Routes[i].Attachment, TypeTransitAttachment)
		}
	case *VPNConnection:
		v.reference("gateway", r.Gateway, noEntry, TypeVirtualGateway, TypeTransitGateway)
		v.reference("network", r.Network, noEntry, TypeOnPremises)
	case *OnPremises:
		for i := range r.Routes {
			v.at("routes", i)
			v.reference("target", r.Routes[i].Target, routeNoTarget, TypeVPNConnection)
		}
	case *Host:
		v.optional("role", r.Role, TypeRole)
	case *BlockPublicAccess:
		for i := range r.Exclusions {
			v.at("exclusions", i)
			v.reference("for", r.Exclusions[i].For, noEntry, TypeVPC, TypeSubnet)
		}
	case *Function:
		v.inSubnets(r.Subnets, r.SecurityGroups)
		v.reference("role", r.Role, noRole, TypeRole)
		v.optional("fileSystem", r.FileSystem, TypeFileSystem)
	case *Instance:
		v.listed("securityGroups", r.SecurityGroups, TypeSecurityGroup)
		v.optional("role", r.Role, TypeRole)
	case *LoadBalancer:
		for i := range r.Listeners {
			v.at("listeners", i)
			for _, id := range r.Listeners[i].Targets {
				v.reference("targets", id, noEntry, TypeFunction, TypeInstance)
			}
		}
	case *Database:
		v.optional("subnet", r.Subnet, TypeSubnet)
	case *DatabaseProxy:
		v.reference("target", r.Target, noEntry, TypeDatabase)
	case *Service:
		v.optional("role", r.Role, TypeRole)
	case *APIGateway:
		v.listed("vpcEndpoints", r.VPCEndpoints, TypeInterfaceEndpoint)
		v.optional("integration", r.Integration, TypeFunction, TypeLoadBalancer)
		v.listed("linkSubnets", r.LinkSubnets, TypeSubnet)
		v.listed("linkSecurityGroups", r.LinkSecurityGroups, TypeSecurityGroup)
	case *EventSourceMapping:
		v.reference("source", r.Source, noEntry, TypeService, TypeBroker)
		v.reference("function", r.Function, noEntry, TypeFunction)
		v.optional("secret", r.Secret, TypeService)
	}
	v.at("", 0)
}

func (v *validator) inSubnets(subnets, groups []ID) {
	v.listed("subnets", subnets, TypeSubnet)
	v.listed("securityGroups", groups, TypeSecurityGroup)
}

func (v *validator) listed(list string, ids []ID, wants Type) {
	for i, id := range ids {
		v.at(list, i)
		v.reference("", id, noEntry, wants)
	}
	v.at("", 0)
}

func (v *validator) ruleReferences(list string, rules []GroupRule) {
	for i := range rules {
		v.at(list, i)
		v.optional("group", rules[i].Group, TypeSecurityGroup)
		if _, region, ok := managedListService(rules[i].PrefixList); !ok || region != v.regionOf(v.own) {
			v.optional("prefixList", rules[i].PrefixList, TypePrefixList)
		}
	}
	v.at("", 0)
}

func (v *validator) optional(field string, id ID, wants ...Type) {
	if id != "" {
		v.reference(field, id, noEntry, wants...)
	}
}

// reference looks at one field, which wants one of some types: empty breaks the rule
// lack.
func (v *validator) reference(field string, id ID, lack rule, wants ...Type) {
	if id == "" {
		v.broken(lack, field)
		return
	}
	target := v.byID[id]
	if target == nil {
		v.say(referenceGone, notFound(v.byID[v.own].Type(), wants[0]), field, id, "", "")
		return
	}
	words := ""
	for i, t := range wants {
		if target.Type() == t {
			return
		}
		if i > 0 {
			words += " or "
		}
		words += withArticle(t)
	}
	v.say(referenceType, notFound(v.byID[v.own].Type(), wants[0]), field, id, withArticle(target.Type()), words)
}

// notFound names AWS's error for a resource of type owner that refers to one of type
// wants which does not exist; "" where AWS has none.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
func notFound(owner, wants Type) string {
	switch owner {
	case TypeFunction:
		return codeLambda
	case TypeEventSourceMapping:
		if wants == TypeFunction {
			return codeResource
		}
		return codeLambda
	case TypeResolverRule, TypeResolverEndpoint:
		return codeResource
	case TypeLoadBalancer, TypeFileSystem:
		if wants == TypeSubnet {
			return "SubnetNotFound"
		}
	case TypeDatabase, TypeDatabaseProxy, TypeCache, TypeBroker:
		if wants == TypeSubnet {
			return "InvalidSubnet"
		}
	}
	for i := range gone {
		if gone[i].of == wants {
			return gone[i].code
		}
	}
	return ""
}

var gone = [...]struct {
	of   Type
	code string
}{
	{TypeVPC, "InvalidVpcID.NotFound"},
	{TypeSubnet, "InvalidSubnetID.NotFound"},
	{TypeRouteTable, codeTable},
	{TypeNetworkACL, "InvalidNetworkAclID.NotFound"},
	{TypeSecurityGroup, codeGroup},
	{TypePrefixList, "InvalidPrefixListID.NotFound"},
	{TypeInternetGateway, "InvalidInternetGatewayID.NotFound"},
	{TypeVirtualGateway, "InvalidVpnGatewayID.NotFound"},
	{TypeVPNConnection, "InvalidVpnConnectionID.NotFound"},
	{TypeOnPremises, "InvalidCustomerGatewayID.NotFound"},
	{TypeTransitGateway, codeTransit},
	{TypeTransitAttachment, "InvalidTransitGatewayAttachmentID.NotFound"},
	{TypeTransitTable, codeTable},
	{TypeInterfaceEndpoint, "InvalidVpcEndpointId.NotFound"},
	{TypeDatabase, "DBInstanceNotFound"},
	{TypeRole, codeValue},
}

// withArticle names a type for people: "an internet gateway".
func withArticle(t Type) string {
	switch t {
	case TypeVPC:
		return "a VPC"
	case TypeNATGateway:
		return "a NAT gateway"
	case TypeNetworkACL:
		return "a network ACL"
	case TypeAPIGateway:
		return "an API Gateway"
	case TypePeering:
		return "a VPC peering connection"
	case TypeVPNConnection:
		return "a VPN connection"
	case TypeClientVPN:
		return "a Client VPN endpoint"
	case TypeDatabase:
		return "a DB instance"
	case TypeDatabaseProxy:
		return "an RDS Proxy"
	}
	name := []byte("a " + string(t))
	for i := range name {
		if name[i] == '-' {
			name[i] = ' '
		}
	}
	if c := name[2]; c == 'i' || c == 'e' || c == 'o' {
		return "an" + string(name[1:])
	}
	return string(name)
}

// oneOfAKind looks for what a VPC has but one of: its main route table (B1), default
// ACL (F1), default group (E2), internet gateway (C1), egress-only gateway (M3),
// virtual private gateway (L6) and DHCP options.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
// https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
func (v *validator) oneOfAKind(r Resource) {
	field, kind, marked := "default", rule(0), false
	switch r := r.(type) {
	case *RouteTable:
		field, kind, marked = "main", twoMainTables, r.Main
	case *NetworkACL:
		kind, marked = twoDefaultACLs, r.Default
	case *SecurityGroup:
		kind, marked = twoDefaultGroups, r.Default
	case *InternetGateway:
		field, kind, marked = "vpc", twoInternetGateways, true
	case *EgressOnlyGateway:
		field, kind, marked = "vpc", twoEgressGateways, true
	case *VirtualGateway:
		field, kind, marked = "vpc", twoVirtualGateways, true
	case *Resolver:
		field, kind, marked = "vpc", twoResolvers, true
	}
	if _, in := parent(r); marked && in != "" {
		v.once(kind, in, "", field, "")
	}
}
