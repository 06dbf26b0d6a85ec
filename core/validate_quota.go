package core

// A quota is how many there may be of something (A9).
type quota struct {
	code, what string
	// soft is the default, which AWS raises on request; hard cannot be passed. 0
	// stands for no such limit.
	soft, hard int
	// of is what is counted, in a VPC or in a Region; "" for rows of a list.
	of    Type
	inVPC bool
}

// The quotas of what resources have.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
var (
	groupsPerInterface  = quota{code: "SecurityGroupsPerInterfaceLimitExceeded", what: "security groups", soft: 5, hard: 16}
	blocksPerVPC        = quota{code: "CidrLimitExceeded", what: "address blocks", soft: 5, hard: 50}
	routesPerTable      = quota{code: "RouteLimitExceeded", what: "routes", soft: 500, hard: 1000}
	learntPerTable      = quota{code: "RouteLimitExceeded", what: "propagated routes", hard: 100}
	rulesPerACL         = quota{code: "NetworkAclEntryLimitExceeded", what: "rules", soft: 20, hard: 40}
	rulesPerGroup       = quota{code: "RulesPerSecurityGroupLimitExceeded", what: "rules (a prefix list counts as its entries)", soft: 60, hard: 1000}
	entriesPerList      = quota{code: "PrefixListMaxEntriesExceeded", what: "entries", soft: 1000}
	natPerZone          = quota{code: "NatGatewayLimitExceeded", what: "NAT gateways in the zone", soft: 5}
	elasticPerRegion    = quota{code: "AddressLimitExceeded", what: "Elastic IPs of NAT gateways", soft: 5}
	regionalPerVPC      = quota{code: "NatGatewayLimitExceeded", what: "regional NAT gateways in the VPC", soft: 5}
	blocksPerVPC6       = quota{code: "CidrLimitExceeded", what: "IPv6 address blocks", soft: 5, hard: 50}
	peeringsPerVPC      = quota{code: "ActiveVpcPeeringConnectionPerVpcLimitExceeded", what: "active peering connections", soft: 50, hard: 125}
	gatewayPerVPC       = quota{code: "VpcEndpointLimitExceeded", what: "gateway endpoints in the VPC", hard: 255}
	interfacesPerZone   = quota{code: "NetworkInterfaceLimitExceeded", what: "network interfaces in a zone", soft: 5000}
	functionInterfaces  = quota{code: "ENILimitReachedException", what: "interfaces of functions in the VPC", soft: 500}
	exclusionsPerRegion = quota{what: "exclusions", soft: 50}
	unlimited           quota
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

// quotas counts resources, each in its VPC or in its account and Region, and the
// Elastic IPs that NAT gateways take.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
func (v *validator) quotas() {
	type place struct {
		of              Type
		in              ID // a VPC, or
		account, region string
	}
	count := map[place]int{}
	var homes []place // of no type
	zones, regional, peered := map[string]int{}, map[ID]int{}, map[ID]int{}
	for _, r := range v.resources {
		t, id := r.Type(), r.Head().ID
		home := place{}
		switch t {
		case TypeVPC, TypeSecurityGroup, TypeInternetGateway, TypeGatewayEndpoint, TypeNATGateway:
			home = place{account: v.accountOf(id), region: v.regionOf(id)}
			i := 0
			for i < len(homes) && homes[i] != home {
				i++
			}
			if i == len(homes) {
				homes = append(homes, home)
			}
			count[place{t, "", home.account, home.region}]++
		}
		if _, in := parent(r); in != "" {
			count[place{of: t, in: in}]++
		}
		switch r := r.(type) {
		case *NATGateway:
			v.own = id
			if s, ok := v.byID[r.Subnet].(*Subnet); !r.alive() {
			} else if r.Regional {
				regional[r.VPC]++
				v.limit("vpc", &regionalPerVPC, regional[r.VPC])
			} else if ok && s.Zone != "" {
				zones[s.Zone]++
				v.limit("subnet", &natPerZone, zones[s.Zone])
			}
			if r.alive() && !r.Private && !r.Regional { // a regional one has addresses of its own making
				count[home]++
			}
		case *Peering:
			if r.State == PeeringActive {
				peered[r.Requester]++
				peered[r.Accepter]++
			}
		}
	}
	v.own = ""
	for _, home := range homes {
		v.limit("", &elasticPerRegion, count[home])
	}
	for i := range counted {
		q := &counted[i]
		if v.own = ""; !q.inVPC {
			for _, home := range homes {
				home.of = q.of
				v.limit("", q, count[home])
			}
			continue
		}
		for _, r := range v.resources {
			if r.Type() != TypeVPC {
				break // they come first
			}
			v.own = r.Head().ID
			v.limit("", q, count[place{of: q.of, in: v.own}])
		}
	}
	for _, r := range v.resources {
		if v.own = r.Head().ID; r.Type() == TypeVPC {
			v.limit("", &peeringsPerVPC, peered[v.own])
			v.limit("", &gatewayPerVPC, count[place{of: TypeGatewayEndpoint, in: v.own}])
		}
	}
}
