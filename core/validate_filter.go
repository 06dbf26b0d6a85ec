package core

import "net/netip"

// ports checks the text of a rule's ports, and that its protocol has any.
func (v *validator) ports(p Ports, proto Proto) {
	if proto == "" {
		v.hit(noProtocol, "protocol", "", "")
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
func (v *validator) aclRules(list string, rules []ACLRule) {
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
			v.hit(aclNoAction, "action", "", "")
		}
		v.block("cidr", r.CIDR)
		v.ports(r.Ports, r.Protocol)
	}
	v.at("", 0)
	v.limit(list, &rulesPerACL, len(rules))
}

// groupRules: a group rule has one peer (E4), is there once, and a group that it
// names is of the same VPC, for want of peering (E6). A prefix list counts as many
// rules as it may have entries (E4), those of S3 and DynamoDB as one.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
func (v *validator) groupRules(list string, rules []GroupRule) {
	type meaning struct {
		protocol Proto
		ports    PortRange
		block    netip.Prefix
		peer     ID
	}
	first, weight := map[meaning]int{}, 0
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
			v.hit(groupNoPeer, "", "", "")
		case peers > 1:
			v.hit(groupTwoPeers, "", "", "")
		}
		v.ports(r.Ports, r.Protocol)
		if v.apart(v.own, r.Group) {
			v.hitWith(groupOfOtherVPC, "group", r.Group, "", "")
		}
		weight++
		if l, ok := v.byID[r.PrefixList].(*PrefixList); ok {
			weight += max(1, l.MaxEntries, len(l.Entries)) - 1
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
	v.limit(list, &rulesPerGroup, weight)
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
			v.hit(listFamilies, "", "", "")
		}
		family = p.Addr()
	}
	v.at("", 0)
	if n := len(l.Entries); l.MaxEntries != 0 && n > l.MaxEntries {
		v.hit(listTooLong, "maxEntries", itoa(n), itoa(l.MaxEntries))
	}
	v.limit("entries", &entriesPerList, len(l.Entries))
}
