package core

// firewallEndpoint: a firewall endpoint stands in a subnet, and says what becomes of
// every packet (M2).
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-high-level-steps.html
func (v *validator) firewallEndpoint(r *FirewallEndpoint) {
	v.rooms = append(v.rooms, roomClaim{subnet: r.Subnet, owner: r.ID, field: "subnet"})
	if r.Default == "" {
		v.broken(firewallNoAction, "default")
	}
	for i := range r.Rules {
		x := &r.Rules[i]
		v.at("rules", i)
		if x.Action == "" {
			v.broken(firewallNoAction, "action")
		}
		v.ports(x.Ports, x.Protocol)
		if x.Source != "" {
			v.block("source", x.Source)
		}
		if x.Destination != "" {
			v.block("destination", x.Destination)
		}
	}
	v.at("", 0)
}

// blockPublicAccess: an account has one setting a Region, and exempts VPCs and subnets
// of it, each once (M1).
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func (v *validator) blockPublicAccess(r *BlockPublicAccess) {
	v.region(r.Region)
	region := v.regionOf(r.ID)
	v.once(blockTwice, "", region, "region", "")
	switch r.Mode {
	case "":
		v.broken(noMode, "mode")
	case BlockOff, BlockBidirectional, BlockIngress:
	default:
		v.hit(blockMode, "mode", string(r.Mode), "")
	}
	first := map[ID]int{}
	for i := range r.Exclusions {
		x := &r.Exclusions[i]
		v.at("exclusions", i)
		switch x.Mode {
		case "":
			v.broken(noMode, "mode")
		case AllowBidirectional, AllowEgress:
		default:
			v.hit(exclusionMode, "mode", string(x.Mode), "")
		}
		if v.byID[x.For] == nil {
			continue
		}
		if v.vpcOf(x.For) != "" && v.regionOf(x.For) != region {
			v.brokenWith(otherRegion, "for", x.For)
		}
		if j := first[x.For]; j > 0 {
			v.hitWith(exclusionTwice, "for", x.For, itoa(j), "")
		} else {
			first[x.For] = i + 1
		}
	}
	v.at("", 0)
	v.limit("exclusions", &exclusionsPerRegion, len(r.Exclusions))
}
