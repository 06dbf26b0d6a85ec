package core

import "lasthop/core/policy"

// function: the limits of a function's configuration (I2, I24), and a role of its own
// account.
// https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
// https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html
func (v *validator) function(r *Function) {
	if r.State == "" {
		v.broken(noState, "state")
	}
	if r.Timeout < 1 || r.Timeout > 900 {
		v.hit(functionTimeout, "timeout", itoa(r.Timeout), "")
	}
	if n := len(r.Subnets); n > 16 {
		v.hit(functionSubnets, "subnets", itoa(n), "")
	}
	if n := len(r.SecurityGroups); n > 5 {
		v.hit(functionGroups, "securityGroups", itoa(n), "")
	}
	if c := r.ReservedConcurrency; c != nil && *c < 0 {
		v.broken(functionConcurrency, "reservedConcurrency")
	}
	v.region(r.Region)
	v.account(r.Account)
	if r.URL != "" && r.URL != URLNone && r.URL != URLIAM {
		v.hit(functionURL, "url", string(r.URL), "")
	}
	if _, ok := v.byID[r.Role].(*Role); ok && v.accountOf(r.Role) != v.accountOf(r.ID) {
		v.brokenWith(functionForeignRole, "role", r.Role)
	}
	v.functionFiles(r)
}

// functionNetworks: a function's subnets lie in one VPC, with its groups, and it has
// both or neither; not in a VPC of dedicated tenancy (I2). None may be for IPv6 alone,
// and a function with IPv6 has it in every one (I10).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
func (v *validator) functionNetworks(r *Function) {
	if len(r.Subnets) == 0 {
		if len(r.SecurityGroups) > 0 {
			v.broken(functionNoSubnet, "subnets")
		}
		return
	}
	if len(r.SecurityGroups) == 0 {
		v.broken(functionNoGroup, "securityGroups")
	}
	for i, s := range r.Subnets {
		if v.apart(r.Subnets[0], s) {
			v.at("subnets", i)
			v.brokenWith(functionTwoVPCs, "", s)
		}
	}
	v.groupNetworks(r.Subnets[0], "securityGroups", r.SecurityGroups)
	if vpc, ok := v.byID[v.vpcOf(r.ID)].(*VPC); ok {
		if vpc.Dedicated {
			v.brokenWith(dedicatedTenancy, "subnets", vpc.ID)
		}
		if r.Region != "" && r.Region != v.regionOf(vpc.ID) {
			v.brokenWith(otherRegion, "region", vpc.ID)
		}
	}
	for i, id := range r.Subnets {
		s, ok := v.byID[id].(*Subnet)
		if ok && (s.CIDR == "" && s.IPv6CIDR != "" || r.IPv6 && s.IPv6CIDR == "") {
			v.at("subnets", i)
			v.brokenWith(functionDualStack, "", id)
		}
	}
	v.at("", 0)
}

// functionFiles: only a function in a VPC mounts a file system, by a mount target in
// each of its zones (K6).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html
func (v *validator) functionFiles(r *Function) {
	fs, ok := v.byID[r.FileSystem].(*FileSystem)
	if !ok {
		return
	}
	if len(r.Subnets) == 0 {
		v.brokenWith(functionNoVPC, "fileSystem", fs.ID)
		return
	}
	for _, id := range r.Subnets {
		s, ok := v.byID[id].(*Subnet)
		if !ok || s.Zone == "" {
			continue
		}
		covered := false
		for _, t := range fs.Subnets {
			target, ok := v.byID[t].(*Subnet)
			covered = covered || ok && target.Zone == s.Zone
		}
		if !covered {
			v.hitWith(functionNoTarget, "fileSystem", fs.ID, s.Zone, "")
		}
	}
}

// policy: a policy document can be read, as AWS demands of the kind that it is (G20).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func (v *validator) policy(field string, malformed rule, text PolicyText, kind policy.Kind) {
	if len(text) == 0 || v.known {
		return
	}
	if _, err := policy.Parse(text, kind); err != nil {
		v.hit(malformed, field, err.Error(), "")
	}
}

// rolePolicies: a role's policies are documents, or managed by AWS and known.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
func (v *validator) rolePolicies(r *Role) {
	for i := range r.Policies {
		p := &r.Policies[i]
		v.at("policies", i)
		_, known := policy.Managed(p.Managed)
		switch written := len(p.Document) > 0; {
		case p.Managed != "" && written:
			v.broken(policyTwice, "")
		case p.Managed == "" && !written:
			v.broken(policyEmpty, "")
		case p.Managed != "" && !known:
			v.hit(policyUnknown, "managed", p.Managed, "")
		}
		v.policy("document", malformedDocument, p.Document, policy.Identity)
	}
	v.at("", 0)
	v.policy("boundary", malformedDocument, r.Boundary, policy.Boundary)
	v.policy("session", malformedDocument, r.Session, policy.SessionPolicy)
}

// organizationPolicy: a service or resource control policy is a document that reaches
// accounts.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
func (v *validator) organizationPolicy(r *OrganizationPolicy) {
	kind := policy.ServiceControl
	switch r.Kind {
	case "":
		v.broken(noKind, "kind")
	case ResourceControlPolicy:
		kind = policy.ResourceControl
	case ServiceControlPolicy:
	}
	if len(r.Document) == 0 {
		v.broken(policyEmpty, "document")
	}
	v.policy("document", malformedDocumentException, r.Document, kind)
	if r.Level < 0 {
		v.broken(negativeLevel, "level")
	}
	for i, a := range r.Accounts {
		v.at("accounts", i)
		v.accountAs("", a)
	}
	v.at("", 0)
}
