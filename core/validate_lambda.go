package core

import "lasthop/core/policy"

// function: the limits of a function's configuration (I2, I24).
// https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
// https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html
func (v *validator) function(r *Function) {
	if r.State == "" {
		v.hit(noState, "state", "", "")
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
		v.hit(functionConcurrency, "reservedConcurrency", "", "")
	}
}

// functionNetworks: a function's subnets lie in one VPC, with its groups, and it has
// both or neither (I2).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
func (v *validator) functionNetworks(r *Function) {
	if len(r.Subnets) == 0 {
		if len(r.SecurityGroups) > 0 {
			v.hit(functionNoSubnet, "subnets", "", "")
		}
		return
	}
	if len(r.SecurityGroups) == 0 {
		v.hit(functionNoGroup, "securityGroups", "", "")
	}
	for i, s := range r.Subnets {
		if v.apart(r.Subnets[0], s) {
			v.at("subnets", i)
			v.hitWith(functionTwoVPCs, "", s, "", "")
		}
	}
	v.groupNetworks(r.Subnets[0], r.SecurityGroups)
}

// groupNetworks: the groups of an interface are of its VPC (E7).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func (v *validator) groupNetworks(network ID, groups []ID) {
	for i, g := range groups {
		if v.apart(network, g) {
			v.at("securityGroups", i)
			v.hitWith(groupOfOtherVPC, "", g, "", "")
		}
	}
	v.at("", 0)
}

// policy: a policy document can be read, as AWS demands of the kind that it is (G20).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func (v *validator) policy(field string, malformed rule, text PolicyText, kind policy.Kind) {
	if len(text) == 0 {
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
			v.hit(policyTwice, "", "", "")
		case p.Managed == "" && !written:
			v.hit(policyEmpty, "", "", "")
		case p.Managed != "" && !known:
			v.hit(policyUnknown, "managed", p.Managed, "")
		}
		v.policy("document", malformedDocument, p.Document, policy.Identity)
	}
	v.at("", 0)
	v.policy("boundary", malformedDocument, r.Boundary, policy.Boundary)
}
