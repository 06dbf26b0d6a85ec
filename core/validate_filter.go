package core

import "net/netip"

// ports checks the text of a rule's ports, and that its protocol has any.
func (v *validator) ports(p Ports, proto Proto) {
	if proto == "" {
		v.broken(noProtocol, "protocol")
	}
	if _, err := p.Range(); err != nil {
		v.hit(badText, "ports", err.Error(), "")
	} else if p != "" && (proto == ProtoAll || proto == ProtoICMP) {
		v.hit(portsIgnored, "ports", string(proto), "")
	}
}

// aclRules: an ACL rule has a number from 1 to 32766, its own in its direction, and
// a block (F3).
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
func (v *validator) aclRules(list string, rules []ACLRule, most *quota) {
	first := map[int]int{}
	for i := range rules {
		r := &rules[i]
		v.at(list, i)
		if r.Number < 1 || r.Number > 32766 {
			v.hit(aclNumber, "number", itoa(r.Number), "")
		}
		if j := first[r.Number]; j > 0 {
			v.hit(aclNumberTwice, "number", itoa(j), itoa(r.Number))
		} else {
			first[r.Number] = i + 1
		}
		if r.Action == "" {
			v.broken(aclNoAction, "action")
		}
		v.block("cidr", r.CIDR)
		v.ports(r.Ports, r.Protocol)
	}
	v.at("", 0)
	v.limit(list, most, len(rules))
}

// groupRules: a group rule has one peer (E4), is there once, and names a group only
// where its VPC knows it (E6). A prefix list counts as many rules as it may have
// entries (E4), those of S3 and DynamoDB as one; rules for IPv4 and for IPv6 are
// counted apart, and one that names a group or a list counts as both (A9).
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
func (v *validator) groupRules(g *SecurityGroup, list string, rules []GroupRule) {
	type meaning struct {
		protocol Proto
		ports    PortRange
		block    netip.Prefix
		peer     ID
	}
	first := map[meaning]int{}
	var weight [2]int // IPv4, IPv6
	for i := range rules {
		r := &rules[i]
		v.at(list, i)
		m, peers := meaning{protocol: r.Protocol, peer: r.Group + r.PrefixList}, 0
		if r.CIDR != "" {
			peers++
			m.block, _ = v.block("cidr", r.CIDR)
		}
		if r.Group != "" {
			peers++
		}
		if r.PrefixList != "" {
			peers++
		}
		switch {
		case peers == 0:
			v.broken(groupNoPeer, "")
		case peers > 1:
			v.broken(groupTwoPeers, "")
		}
		v.ports(r.Ports, r.Protocol)
		if other, ok := v.byID[r.Group].(*SecurityGroup); ok {
			if hit := v.groupKnown(g, other, list == "inbound"); hit != 0 {
				v.brokenWith(hit, "group", r.Group)
			}
		}
		one := 1
		if l, ok := v.byID[r.PrefixList].(*PrefixList); ok {
			one = max(1, l.MaxEntries, len(l.Entries))
		}
		if !m.block.IsValid() || m.block.Addr().Is4() {
			weight[0] += one
		}
		if !m.block.IsValid() || m.block.Addr().Is6() {
			weight[1] += one
		}
		ports, err := r.Ports.Range()
		if r.Protocol != ProtoAll && r.Protocol != ProtoICMP {
			m.ports = ports
		}
		if peers != 1 || err != nil || m.peer == "" && !m.block.IsValid() {
			continue
		}
		if j := first[m]; j > 0 {
			v.hit(groupRuleTwice, "", itoa(j), "")
		} else {
			first[m] = i + 1
		}
	}
	v.at("", 0)
	most := max(weight[0], weight[1])
	v.limit(list, &rulesPerGroup, most)
	v.weights[g.ID] = max(v.weights[g.ID], most)
}

// groupKnown returns the rule that other breaks as the peer in a rule of g, 0 for none
// (E6): it has a VPC in common with g, or one that is peered with one of g's in the
// same Region, or for inbound rules on the same transit gateway. A deleted peering
// leaves a stale rule, which matches nothing.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
func (v *validator) groupKnown(g, other *SecurityGroup, inbound bool) rule {
	worst := groupUnknown
	for _, a := range append([]ID{g.VPC}, g.VPCs...) {
		for _, b := range append([]ID{other.VPC}, other.VPCs...) {
			if a == b || v.vpcOf(a) == "" || v.vpcOf(b) == "" {
				return 0
			}
			for _, x := range v.peerings {
				switch {
				case x.beyond(a) != b || x.State == PeeringPending || v.regionOf(a) != v.regionOf(b):
				case x.State == PeeringDeleted:
					worst = groupStale
				default:
					return 0
				}
			}
			for _, x := range v.joined {
				y := v.attachment(x.TransitGateway, b)
				if x.VPC != a || y == nil {
					continue
				}
				tgw, _ := v.byID[x.TransitGateway].(*TransitGateway)
				if inbound && x.SecurityGroupReferencing && y.SecurityGroupReferencing && tgw != nil && tgw.SecurityGroupReferencing {
					return 0
				}
				worst = groupOverTransit
			}
		}
	}
	return worst
}

// groupVPCs: a group may be associated with further VPCs of its Region, but no default
// group and no default VPC (E7).
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateSecurityGroupVpc.html
func (v *validator) groupVPCs(g *SecurityGroup) {
	own, _ := v.byID[g.VPC].(*VPC)
	for i, id := range g.VPCs {
		v.at("vpcs", i)
		vpc, ok := v.byID[id].(*VPC)
		switch {
		case !ok:
		case v.regionOf(id) != v.regionOf(g.ID):
			v.brokenWith(otherRegion, "", id)
		case g.Default || vpc.Default || own != nil && own.Default:
			v.brokenWith(groupOfDefault, "", id)
		}
	}
	v.at("", 0)
}

// groupNetworks: the groups of an interface are of its VPC, or associated with it (E7),
// and not too many (A9).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func (v *validator) groupNetworks(network ID, list string, groups []ID) {
	vpc, weight, n := v.vpcOf(network), 0, 0
	for i, id := range groups {
		if !hasID(groups[:i], id) {
			n++
		}
		g, ok := v.byID[id].(*SecurityGroup)
		if !ok {
			continue
		}
		weight = max(weight, v.weights[id])
		if v.apart(network, id) && !hasID(g.VPCs, vpc) {
			v.at(list, i)
			v.brokenWith(groupOfOtherVPC, "", id)
		}
	}
	v.at("", 0)
	if v.byID[v.own].Type() != TypeFunction { // whose five are the most that there are
		v.limit(list, &groupsPerInterface, n)
	}
	if n*weight > 1000 {
		v.hit(groupProduct, list, itoa(n), itoa(weight))
	}
}

func hasID(list []ID, id ID) bool {
	for _, x := range list {
		if x == id {
			return true
		}
	}
	return false
}

// prefixList: a list holds blocks of one address family, each once, and no more
// than its maximum.
// https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
func (v *validator) prefixList(l *PrefixList) {
	first := map[netip.Prefix]int{}
	var family netip.Addr
	for i, c := range l.Entries {
		v.at("entries", i)
		p, ok := v.block("", c)
		if !ok {
			continue
		}
		if j := first[p]; j > 0 {
			v.hit(listTwice, "", p.String(), itoa(j))
			continue
		}
		first[p] = i + 1
		if family.IsValid() && family.Is4() != p.Addr().Is4() {
			v.broken(listFamilies, "")
		}
		family = p.Addr()
	}
	v.at("", 0)
	if n := len(l.Entries); l.MaxEntries != 0 && n > l.MaxEntries {
		v.hit(listTooLong, "maxEntries", itoa(n), itoa(l.MaxEntries))
	}
	v.limit("entries", &entriesPerList, len(l.Entries))
}
