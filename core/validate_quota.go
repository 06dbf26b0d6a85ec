package core

// A quota is how many there may be of something (A9).
type quota struct {
	code, what string
	// soft is the default, which AWS raises on request; hard cannot be passed. 0
	// stands for no such limit.
	soft, hard int
	// of is what is counted, in a VPC or in the Region; "" for rows of a list.
	of    Type
	inVPC bool
}

// The quotas of what resources have.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
var (
	groupsPerInterface = quota{code: "SecurityGroupsPerInterfaceLimitExceeded", what: "security groups", soft: 5, hard: 16}
	blocksPerVPC       = quota{code: "CidrLimitExceeded", what: "address blocks", soft: 5, hard: 50}
	routesPerTable     = quota{code: "RouteLimitExceeded", what: "routes", soft: 500, hard: 1000}
	learntPerTable     = quota{code: "RouteLimitExceeded", what: "propagated routes", hard: 100}
	rulesPerACL        = quota{code: "NetworkAclEntryLimitExceeded", what: "rules", soft: 20, hard: 40}
	rulesPerGroup      = quota{code: "RulesPerSecurityGroupLimitExceeded", what: "rules (a prefix list counts as its entries)", soft: 60, hard: 1000}
	entriesPerList     = quota{code: "PrefixListMaxEntriesExceeded", what: "entries", soft: 1000}
	natPerZone         = quota{code: "NatGatewayLimitExceeded", what: "NAT gateways in the zone", soft: 5}
	elasticPerRegion   = quota{code: "AddressLimitExceeded", what: "Elastic IPs of NAT gateways", soft: 5}
)

// counted are the quotas of resources.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
var counted = []quota{
	{"VpcLimitExceeded", "VPCs in the Region", 5, 0, TypeVPC, false},
	{"SubnetLimitExceeded", "subnets in the VPC", 200, 0, TypeSubnet, true},
	{"RouteTableLimitExceeded", "route tables in the VPC", 200, 0, TypeRouteTable, true},
	{"NetworkAclLimitExceeded", "network ACLs in the VPC", 200, 0, TypeNetworkACL, true},
	{"SecurityGroupLimitExceeded", "security groups in the Region", 2500, 0, TypeSecurityGroup, false},
	{"InternetGatewayLimitExceeded", "internet gateways in the Region", 5, 0, TypeInternetGateway, false},
	{"VpcEndpointLimitExceeded", "gateway endpoints in the Region", 20, 0, TypeGatewayEndpoint, false},
	{"VpcEndpointLimitExceeded", "interface endpoints in the VPC", 50, 0, TypeInterfaceEndpoint, true},
}

// limit reports n of something where that is more than AWS allows, at first or ever.
func (v *validator) limit(field string, q *quota, n int) {
	p := Problem{At: v.own, Field: field, Code: q.code, Severity: Warning}
	most, tail := q.soft, " until you ask for more."
	if q.hard > 0 && n > q.hard {
		p.Severity, most, tail = Refused, q.hard, ", and never more."
	}
	if most > 0 && n > most {
		p.Msg = "There are " + itoa(n) + " " + q.what + ", and AWS allows " + itoa(most) + tail
		v.problems = append(v.problems, p)
	}
}

// quotas counts resources, and the Elastic IPs that NAT gateways take.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
func (v *validator) quotas() {
	type place struct {
		of Type
		in ID // a VPC; "" for the Region
	}
	count := map[place]int{}
	elastic, zones := 0, map[string]int{}
	for _, r := range v.resources {
		t := r.Type()
		count[place{t, ""}]++
		if _, in := parent(r); in != "" {
			count[place{t, in}]++
		}
		if nat, ok := r.(*NATGateway); ok && nat.alive() {
			if !nat.Private {
				elastic++
			}
			if s, ok := v.byID[nat.Subnet].(*Subnet); ok && s.Zone != "" {
				zones[s.Zone]++
				v.own = nat.ID
				v.limit("subnet", &natPerZone, zones[s.Zone])
			}
		}
	}
	v.own = ""
	v.limit("", &elasticPerRegion, elastic)
	for i := range counted {
		q := &counted[i]
		if v.own = ""; !q.inVPC {
			v.limit("", q, count[place{q.of, ""}])
			continue
		}
		for _, r := range v.resources {
			if r.Type() != TypeVPC {
				break // they come first
			}
			v.own = r.Head().ID
			v.limit("", q, count[place{q.of, v.own}])
		}
	}
}
