package core

import (
	"net/netip"
	"slices"
)

// shadowedACLRules finds rules of which a rule with a lower number takes everything
// (F3).
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
func (l *linter) shadowedACLRules() {
	for _, r := range l.n.resources {
		if r, ok := r.(*NetworkACL); ok {
			l.shadowedIn(l.n.acls[r.ID].inbound, r.Inbound)
			l.shadowedIn(l.n.acls[r.ID].outbound, r.Outbound)
		}
	}
}

func (l *linter) shadowedIn(entries []aclEntry, rules []ACLRule) {
	for i := range entries {
		x := &entries[i]
		for j := range i {
			e := &entries[j]
			ports := e.proto == ProtoAll || e.proto == ProtoICMP || e.ports.contains(x.ports)
			if (e.proto == ProtoAll || e.proto == x.proto) && covers(e.prefix, x.prefix) && ports {
				l.found(x.ref, "Rule "+itoa(rules[x.ref.Index].Number)+" never decides: rule "+itoa(rules[e.ref.Index].Number)+
					" has a lower number and takes all of its traffic.")
				break
			}
		}
	}
}

// narrowReplies finds ACLs that let replies to some ephemeral ports in and others not,
// at subnets whose functions choose their ports from all of 1024-65535 (F6).
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
func (l *linter) narrowReplies() {
	seen := map[ID]bool{}
	for i := range l.n.interfaces {
		x := &l.n.interfaces[i]
		a := x.subnet.acl
		if x.Kind != KindFunction && x.Kind != KindNAT || a == nil || seen[a.at] {
			continue
		}
		seen[a.at] = true
		var tried []Ref
		open, shut, _, deny := judge(a.inbound, Header{Src: anyIPv4, DstPorts: ephemeral, Proto: ProtoTCP}, &tried)
		if open > 0 && shut > 0 {
			ref := Ref{ID: a.at, Part: PartInbound, Index: Implicit}
			if deny != nil {
				ref = *deny
			}
			l.found(ref, "Of the ports that replies from the internet come back to, 1024-65535, "+itoa(shut)+" are shut: "+
				"functions and NAT gateways of its subnets lose some connections and not others.")
		}
	}
}

// guarded are the ports that hardly anyone means to open to the whole internet.
var guarded = []struct {
	port uint16
	what string
}{
	{22, "SSH"}, {3389, "RDP"}, {3306, "MySQL"}, {5432, "PostgreSQL"}, {1433, "SQL Server"}, {1521, "Oracle"},
	{6379, "Redis"}, {11211, "Memcached"}, {27017, "DocumentDB"}, {2049, "NFS"}, {9092, "Kafka"},
}

// openGroups finds rules that let the whole internet in at such a port.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
func (l *linter) openGroups() {
	for _, r := range l.n.resources {
		g, ok := r.(*SecurityGroup)
		if !ok {
			continue
		}
		entries := l.n.groups[g.ID].inbound
		for i := range entries {
			e := &entries[i]
			world := slices.ContainsFunc(e.prefixes, func(p netip.Prefix) bool { return p.Bits() == 0 })
			if !world || e.proto != ProtoAll && e.proto != ProtoTCP {
				continue
			}
			text, count := "", 0
			for _, x := range guarded {
				if e.proto == ProtoAll || e.ports.contains(port(x.port)) {
					if count++; count <= 3 {
						text += ", " + x.what + " (" + itoa(int(x.port)) + ")"
					}
				}
			}
			if count > 3 {
				text += " and more"
			}
			if count > 0 {
				l.found(e.ref, "Anyone on the internet is let in at "+text[2:]+". Name the callers' group or block instead.")
			}
		}
	}
}

// staleReferences finds rules for a group that is not drawn, or that lives in a VPC to
// which nothing carries its name: such a rule matches nothing (E6).
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
func (l *linter) staleReferences() {
	for _, r := range l.n.resources {
		if g, ok := r.(*SecurityGroup); ok {
			l.staleIn(g, PartInbound, g.Inbound)
			l.staleIn(g, PartOutbound, g.Outbound)
		}
	}
}

func (l *linter) staleIn(g *SecurityGroup, part Part, rules []GroupRule) {
	for i := range rules {
		id := rules[i].Group
		if id == "" {
			continue
		}
		ref := Ref{ID: g.ID, Part: part, Index: i}
		other, ok := l.n.byID[id].(*SecurityGroup)
		switch {
		case !ok:
			l.found(ref, "The rule is for the group "+string(id)+", which is not there: it matches nothing.")
		case !l.n.sees(g, other, part):
			l.found(ref, "The rule is for "+l.n.label(id)+", a group of another VPC, and neither an active peering of the Region nor "+
				"a transit gateway with security group referencing joins the two: it matches nothing.")
		}
	}
}

// sees reports whether a rule of group g may name another group.
func (n *Network) sees(g, other *SecurityGroup, part Part) bool {
	for _, a := range append([]ID{g.VPC}, g.VPCs...) {
		for _, b := range append([]ID{other.VPC}, other.VPCs...) {
			if a == b || n.peered(a, b) || part == PartInbound && n.sharesTransit(a, b) {
				return true
			}
		}
	}
	return false
}

// peered reports whether an active peering within a Region joins two VPCs.
func (n *Network) peered(a, b ID) bool {
	return slices.ContainsFunc(n.resources, func(r Resource) bool {
		p, ok := r.(*Peering)
		return ok && p.State == PeeringActive && n.regionOf(a) == n.regionOf(b) &&
			(p.Requester == a && p.Accepter == b || p.Requester == b && p.Accepter == a)
	})
}

// sharesTransit reports whether one transit gateway carries group names between two
// VPCs: it and both attachments must be set to.
func (n *Network) sharesTransit(a, b ID) bool {
	gateways := map[ID]ID{}
	for _, r := range n.resources {
		t, ok := r.(*TransitAttachment)
		if !ok || !t.SecurityGroupReferencing || t.VPC != a && t.VPC != b {
			continue
		}
		if g, ok := n.byID[t.TransitGateway].(*TransitGateway); !ok || !g.SecurityGroupReferencing {
			continue
		}
		if other := gateways[t.TransitGateway]; other != "" && other != t.VPC {
			return true
		}
		gateways[t.TransitGateway] = t.VPC
	}
	return false
}
