package core

import "lasthop/core/policy"

// drawing looks at what the whole drawing says: its Region and account.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
func (v *validator) drawing() {
	v.region(v.Region)
	v.account(v.Account)
}

func (v *validator) region(name string) {
	if name != "" && !contains(regions, name) {
		v.hit(unknownRegion, "region", name, "")
	}
}

func (v *validator) account(number string) {
	ok := len(number) == 12 || number == ""
	for i := range len(number) {
		ok = ok && '0' <= number[i] && number[i] <= '9'
	}
	if !ok {
		v.hit(badAccount, "account", number, "")
	}
}

// service looks at a resource of a Regional service.
func (v *validator) service(r *Service) {
	v.region(r.Region)
	v.account(r.Account)
	malformed := malformedDocument
	switch r.Service {
	case "":
		v.hit(noService, "service", "", "")
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
		v.hit(sameID, "id", "", "")
	}
}

// references looks for fields that name nothing, nothing that is drawn, or something
// of another type. Route targets have rules of their own.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
func (v *validator) references(r Resource) {
	switch field, id := parent(r); {
	case field == "subnet":
		v.reference(field, id, TypeSubnet, noSubnet)
	case field == "vpc" && (id != "" || r.Type() != TypeInternetGateway):
		v.reference(field, id, TypeVPC, noVPC)
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
	case *SecurityGroup:
		v.ruleReferences("inbound", r.Inbound)
		v.ruleReferences("outbound", r.Outbound)
	case *GatewayEndpoint:
		v.listed("routeTables", r.RouteTables, TypeRouteTable)
	case *InterfaceEndpoint:
		v.listed("subnets", r.Subnets, TypeSubnet)
		v.listed("securityGroups", r.SecurityGroups, TypeSecurityGroup)
	case *Function:
		v.listed("subnets", r.Subnets, TypeSubnet)
		v.listed("securityGroups", r.SecurityGroups, TypeSecurityGroup)
		v.reference("role", r.Role, TypeRole, noRole)
	case *Instance:
		v.listed("securityGroups", r.SecurityGroups, TypeSecurityGroup)
		v.optional("role", r.Role, TypeRole)
	}
	v.at("", 0)
}

func (v *validator) listed(list string, ids []ID, wants Type) {
	for i, id := range ids {
		v.at(list, i)
		v.reference("", id, wants, noEntry)
	}
	v.at("", 0)
}

func (v *validator) ruleReferences(list string, rules []GroupRule) {
	for i := range rules {
		v.at(list, i)
		v.optional("group", rules[i].Group, TypeSecurityGroup)
		if _, region, ok := managedListService(rules[i].PrefixList); !ok || region != v.Region {
			v.optional("prefixList", rules[i].PrefixList, TypePrefixList)
		}
	}
}

func (v *validator) optional(field string, id ID, wants Type) {
	if id != "" {
		v.reference(field, id, wants, noEntry)
	}
}

// reference looks at one field: empty breaks the rule lack.
func (v *validator) reference(field string, id ID, wants Type, lack rule) {
	if id == "" {
		v.hit(lack, field, "", "")
		return
	}
	missing := missingVPC
	switch wants {
	case TypeSubnet:
		missing = missingSubnet
	case TypeRouteTable:
		missing = missingTable
	case TypeNetworkACL:
		missing = missingACL
	case TypeSecurityGroup:
		missing = missingGroup
	case TypePrefixList:
		missing = missingList
	case TypeRole:
		missing = missingRole
	}
	if v.byID[v.own].Type() == TypeFunction {
		missing = missingOfFunction
	}
	switch target := v.byID[id]; {
	case target == nil:
		v.hitWith(missing, field, id, "", "")
	case target.Type() != wants:
		v.hitWith(missing+wrongVPC-missingVPC, field, id, withArticle(target.Type()), withArticle(wants))
	}
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
	}
	name := []byte("a " + string(t))
	for i := range name {
		if name[i] == '-' {
			name[i] = ' '
		}
	}
	if name[2] == 'i' {
		return "an" + string(name[1:])
	}
	return string(name)
}

// oneOfAKind looks for what a VPC has but one of: its main route table (B1), default
// ACL (F1), default group (E2), internet gateway (C1) and DHCP options.
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
	case *Resolver:
		field, kind, marked = "vpc", twoResolvers, true
	}
	if _, in := parent(r); marked && in != "" {
		v.once(kind, in, "", field, "")
	}
}
