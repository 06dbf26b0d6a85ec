package core

import "slices"

// A LintCode is the stable code of something in a network that works, or fails, in a
// way that is seldom meant. Codes are added and never renamed.
type LintCode string

// The codes.
const (
	LintRouteShadowed        LintCode = "route-shadowed"
	LintRouteBlackHole       LintCode = "route-black-hole"
	LintPrefixesOverlap      LintCode = "prefix-lists-overlap"
	LintPeeringOneSided      LintCode = "peering-one-sided"
	LintACLRuleShadowed      LintCode = "acl-rule-shadowed"
	LintACLRepliesNarrow     LintCode = "acl-replies-narrow"
	LintGroupOpen            LintCode = "group-open-to-world"
	LintGroupReferenceStale  LintCode = "group-reference-stale"
	LintNATPrivateSubnet     LintCode = "nat-in-private-subnet"
	LintNATSharesSubnet      LintCode = "nat-shares-subnet"
	LintNATCrossZone         LintCode = "nat-cross-zone"
	LintPublicAddressUseless LintCode = "public-address-useless"
	LintEndpointNoTable      LintCode = "endpoint-no-table"
	LintEndpointMissing      LintCode = "gateway-endpoint-missing"
	LintEndpointNotUsed      LintCode = "endpoint-not-used"
	LintEndpointOneZone      LintCode = "endpoint-one-zone"
	LintFunctionPublicSubnet LintCode = "function-in-public-subnet"
	LintFunctionSubnets      LintCode = "function-subnets-unequal"
	LintFunctionOneZone      LintCode = "function-one-zone"
	LintRoleLacksInterfaces  LintCode = "role-lacks-interface-actions"
	LintCodeMayUseInterfaces LintCode = "code-may-use-interface-actions"
	LintURLOpen              LintCode = "function-url-open"
	LintPolicyAnySource      LintCode = "function-policy-any-source"
	LintUnused               LintCode = "unused"
)

// A LintInfo is what is true of a code wherever it occurs.
type LintInfo struct {
	Code     LintCode
	Severity Severity
	// Title is a few words for a list.
	Title string
}

// A Finding is one thing that [Network.Lint] found.
type Finding struct {
	Code     LintCode
	Severity Severity
	// At is the resource that has it, and Ref the row, rule or field.
	At  ID
	Ref Ref
	// Sentence says it for people, with its consequence.
	Sentence string
}

// A lint is one idea of what is seldom meant.
type lint struct {
	LintInfo
	find func(*linter)
}

// lints returns all of them, in the order of their findings.
func lints() []lint {
	return []lint{
		{LintInfo{LintRouteShadowed, Warning, "A route that is never used"}, (*linter).shadowedRoutes},
		{LintInfo{LintRouteBlackHole, Warning, "A route that leads nowhere"}, (*linter).blackHoles},
		{LintInfo{LintPrefixesOverlap, Warning, "Two prefix lists for one block"}, (*linter).overlappingLists},
		{LintInfo{LintPeeringOneSided, Warning, "A peering with routes on one side only"}, (*linter).oneSidedPeerings},
		{LintInfo{LintACLRuleShadowed, Warning, "An ACL rule that never decides"}, (*linter).shadowedACLRules},
		{LintInfo{LintACLRepliesNarrow, Warning, "An ACL that lets only some replies in"}, (*linter).narrowReplies},
		{LintInfo{LintGroupOpen, Warning, "A port for administrators or databases, open to the world"}, (*linter).openGroups},
		{LintInfo{LintGroupReferenceStale, Warning, "A rule for a group that it cannot see"}, (*linter).staleReferences},
		{LintInfo{LintNATPrivateSubnet, Warning, "A NAT gateway in a private subnet"}, (*linter).natsInPrivateSubnets},
		{LintInfo{LintNATSharesSubnet, Warning, "A NAT gateway beside its clients"}, (*linter).natsBesideClients},
		{LintInfo{LintNATCrossZone, Remark, "A NAT gateway of another zone"}, (*linter).natsAcrossZones},
		{LintInfo{LintPublicAddressUseless, Warning, "A public address without a way to the internet"}, (*linter).uselessAddresses},
		{LintInfo{LintEndpointNoTable, Warning, "A gateway endpoint that no subnet uses"}, (*linter).endpointsWithoutTable},
		{LintInfo{LintEndpointMissing, Remark, "A NAT gateway carries what an endpoint carries for free"}, (*linter).missingEndpoints},
		{LintInfo{LintEndpointNotUsed, Remark, "An endpoint that usual names pass by"}, (*linter).endpointsNotUsed},
		{LintInfo{LintEndpointOneZone, Remark, "An endpoint in one zone"}, (*linter).endpointsInOneZone},
		{LintInfo{LintFunctionPublicSubnet, Warning, "A function in a public subnet"}, (*linter).functionsInPublicSubnets},
		{LintInfo{LintFunctionSubnets, Warning, "Unequal subnets of one function"}, (*linter).unequalSubnets},
		{LintInfo{LintFunctionOneZone, Remark, "A function in one zone"}, (*linter).functionsInOneZone},
		{LintInfo{LintRoleLacksInterfaces, Warning, "A role that cannot attach its function"}, (*linter).rolesLackingActions},
		{LintInfo{LintCodeMayUseInterfaces, Remark, "Code that may make network interfaces"}, (*linter).codeWithInterfaceActions},
		{LintInfo{LintURLOpen, Remark, "A function URL open to everyone"}, (*linter).openURLs},
		{LintInfo{LintPolicyAnySource, Remark, "A service that may invoke for anybody"}, (*linter).policiesForAnySource},
		{LintInfo{LintUnused, Remark, "Something that nothing uses"}, (*linter).unused},
	}
}

// LintCodes returns what is known of every code, in the order of findings.
func LintCodes() []LintInfo {
	all := lints()
	out := make([]LintInfo, len(all))
	for i := range all {
		out[i] = all[i].LintInfo
	}
	return out
}

// Lint returns what is seldom meant in the network, by code and then in the order of
// the drawing. What AWS would refuse is in [Network.Problems] instead.
func (n *Network) Lint() []Finding {
	l := linter{n: n}
	for _, x := range lints() {
		l.LintInfo = x.LintInfo
		x.find(&l)
	}
	return l.out
}

// A linter looks for one thing after the other.
type linter struct {
	LintInfo
	n   *Network
	out []Finding
}

// found records a finding at a row or rule; the same one twice is one.
func (l *linter) found(ref Ref, sentence string) {
	if k := len(l.out) - 1; k >= 0 && l.out[k].Code == l.Code && l.out[k].Ref == ref && l.out[k].Sentence == sentence {
		return
	}
	l.out = append(l.out, Finding{l.Code, l.Severity, ref.ID, ref, sentence})
}

// field records a finding at a field of a resource.
func (l *linter) field(id ID, field, sentence string) {
	l.found(Ref{ID: id, Part: PartField, Field: field}, sentence)
}

// tables calls each for every drawn route table, in order.
func (l *linter) tables(each func(r *RouteTable, t *tableIndex, v *vpcIndex)) {
	for _, r := range l.n.resources {
		if r, ok := r.(*RouteTable); ok && l.n.tables[r.ID] != nil {
			each(r, l.n.tables[r.ID], l.n.vpcs[r.VPC])
		}
	}
}

// leadsTo reports whether a table has a route of a kind.
func (t *tableIndex) leadsTo(kind targetKind) bool {
	return t != nil && slices.ContainsFunc(t.routes, func(r routeIndex) bool { return r.kind == kind })
}

// way returns the route of a subnet's table for the internet; nil where it has none.
func (s *subnetIndex) way() *routeIndex {
	if s.table == nil {
		return nil
	}
	r, _ := s.table.lookup(s.vpc, anyIPv4)
	return r
}

// clients returns the interfaces of functions and instances in a subnet.
func (n *Network) clients(subnet ID) []*Interface {
	var out []*Interface
	for i := range n.interfaces {
		if x := &n.interfaces[i]; x.Subnet == subnet && (x.Kind == KindFunction || x.Kind == KindInstance) {
			out = append(out, x)
		}
	}
	return out
}
