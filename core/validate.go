package core

import (
	"cmp"
	"net/netip"

	"lasthop/core/order"
	"lasthop/core/policy"
)

// A Severity says how much a [Problem] matters.
type Severity uint8

// The severities.
const (
	SeverityNone Severity = iota
	// Refused: AWS would refuse the resource, so that nothing that passes it can be
	// deployed.
	Refused
	// Missing: the drawing lacks something that the resource needs, so that no
	// answer through it can be given yet.
	Missing
	// Warning: legal, or refused only under a quota that AWS raises on request, and
	// seldom meant.
	Warning
	// Remark: worth knowing, and what the verdict takes into account anyway.
	Remark
)

// A Problem is something in a drawing that AWS would refuse, that is not there
// yet, or that is seldom meant. Problems never keep a drawing from being opened,
// saved or asked; the ones with severity Refused or Missing decide a
// question only where At lies on its path.
type Problem struct {
	// At is the resource that has the problem; "" for the drawing as a whole. A
	// conflict between two resources is two problems, one at each.
	At ID
	// Field is the path of the field within the resource, as the file format names
	// it: "cidr", "routes[2].destination"; "" for the resource as a whole.
	Field string
	// Code is the name of AWS's error, such as "InvalidSubnet.Conflict"; "" where
	// AWS has none.
	Code string
	// Msg is a sentence or two for people, without the id of At.
	Msg      string
	Severity Severity
	// Missing reports that the field is empty where it may not be, or refers to a
	// resource that is not in the drawing. A route whose target is missing is a
	// black hole, and no more than a remark.
	Missing bool
	// With is the other resource of a conflict, or the one that is referred to.
	With ID
}

// Validate returns what is wrong with t, in the order of the resources' types and
// ids. It never fails, whatever t holds, and is a pure function of t.
//
// Each thing that AWS looks at is one small method below, and one entry of [rules],
// which has the words.
func Validate(t *Topology) []Problem { return validate(t, sorted(t.Resources), nil) }

// validate is Validate where the resources are in order already. What was in a network
// before, and had nothing that AWS refuses, has policies that can be read.
func validate(t *Topology, resources []Resource, before *Network) []Problem {
	v := newValidator(t, resources)
	v.drawing()
	for _, r := range v.resources {
		v.own = r.Head().ID
		v.known = before != nil && before.byID[v.own] == r && len(before.refused[v.own]) == 0
		v.id(r)
		v.references(r)
		v.oneOfAKind(r)
		v.one(r)
	}
	v.subnetConflicts()
	v.subnetRoom()
	v.quotas()
	order.By(v.problems, func(a, b *Problem) int { return v.place[a.At] - v.place[b.At] })
	return v.problems
}

// one looks at what a resource says, by its type.
func (v *validator) one(r Resource) {
	switch r := r.(type) {
	case *VPC:
		v.region(r.Region)
		v.account(r.Account)
		v.vpcBlocks(r)
		v.secondaryBlocks(r)
		v.addedBlocks(r)
		v.vpcBlocks6(r)
		v.defaultVPC(r)
	case *Subnet:
		v.subnetBlock(r)
		v.subnetBlock6(r)
		v.subnetNetworks(r)
	case *RouteTable:
		v.routes(r)
		v.routeTargets(r)
		v.gatewayTable(r)
		v.routeDuplicates(r)
	case *NetworkACL:
		v.aclRules("inbound", r.Inbound, &rulesPerACL)
		v.aclRules("outbound", r.Outbound, &rulesPerACL)
	case *SecurityGroup:
		v.groupVPCs(r)
		v.groupRules(r, "inbound", r.Inbound)
		v.groupRules(r, "outbound", r.Outbound)
	case *PrefixList:
		v.prefixList(r)
	case *NATGateway:
		v.natGateway(r)
	case *GatewayEndpoint:
		v.gatewayEndpoint(r)
		v.policy("policy", invalidPolicyDocument, r.Policy, policy.GatewayEndpoint)
	case *InterfaceEndpoint:
		v.interfaceEndpoint(r)
		v.privateDNS(r)
		v.groupNetworks(r.ID, "securityGroups", r.SecurityGroups)
		v.policy("policy", invalidPolicyDocument, r.Policy, policy.Endpoint)
	case *Resolver:
		v.resolver(r)
	case *ResolverRule:
		v.resolverRule(r)
	case *PrivateZone:
		v.privateZone(r)
	case *Peering:
		v.peering(r)
	case *TransitGateway:
		v.region(r.Region)
	case *TransitAttachment:
		v.transitAttachment(r)
	case *TransitTable:
		v.transitTable(r)
	case *VPNConnection:
		v.vpnConnection(r)
	case *OnPremises:
		v.onPremises(r)
	case *Host:
		v.host(r)
	case *FirewallEndpoint:
		v.firewallEndpoint(r)
	case *BlockPublicAccess:
		v.blockPublicAccess(r)
	case *Function:
		v.function(r)
		v.functionNetworks(r)
		v.policy("policy", malformedDocument, r.Policy, policy.Resource)
	case *Instance:
		v.instance(r)
		v.groupNetworks(r.ID, "securityGroups", r.SecurityGroups)
	case *Role:
		v.account(r.Account)
		v.rolePolicies(r)
	case *OrganizationPolicy:
		v.organizationPolicy(r)
	case *Service:
		v.service(r)
	case *APIGateway:
		v.apiGateway(r)
	case *EventSourceMapping:
		v.eventSourceMapping(r)
	case Placed:
		v.placed(r)
	}
}

// A validator goes through the resources of a topology, in order.
type validator struct {
	*Topology
	resources []Resource // without nil, by type and then id
	byID      map[ID]Resource
	place     map[ID]int         // in resources; the drawing itself comes first
	attached  map[ID]bool        // VPCs with an internet gateway
	mains     map[ID]*RouteTable // by VPC
	peerings  []*Peering
	joined    []*TransitAttachment

	// What is looked at: a resource, and in it a list and a row, if any.
	own ID
	// known marks a resource whose policies can be read, as is known already.
	known bool
	list  string
	row   int

	// What was seen, for what may be there but once.
	first   map[claim]ID
	rooms   []roomClaim
	weights map[ID]int // the rules of a security group, as quotas count them
	global  []globalBlock

	problems []Problem
}

// A claim is something that one resource may have: an address, a route, a name.
type claim struct {
	rule rule
	in   ID
	what string
}

func newValidator(t *Topology, resources []Resource) *validator {
	n := len(resources)
	v := &validator{
		Topology: t, resources: resources, byID: make(map[ID]Resource, n), place: make(map[ID]int, n+1),
		attached: map[ID]bool{}, mains: map[ID]*RouteTable{}, first: map[claim]ID{}, weights: map[ID]int{},
	}
	v.place[""] = -1
	for i, r := range v.resources {
		id := r.Head().ID
		if v.byID[id] == nil {
			v.byID[id] = r
			v.place[id] = i
		}
		switch r := r.(type) {
		case *InternetGateway:
			v.attached[r.VPC] = true
		case *RouteTable:
			if r.Main {
				v.mains[r.VPC] = r
			}
		case *Peering:
			v.peerings = append(v.peerings, r)
		case *TransitAttachment:
			v.joined = append(v.joined, r)
		}
	}
	return v
}

// at moves to a row of a list; "" leaves the lists of the resource.
func (v *validator) at(list string, row int) { v.list, v.row = list, row }

// hit reports that what is looked at breaks a rule in one of its fields. a and b
// fill the gaps in the rule's words.
func (v *validator) hit(r rule, field, a, b string) { v.hitWith(r, field, "", a, b) }

// broken and brokenWith are hit and hitWith for rules whose words have no gaps to fill.
func (v *validator) broken(r rule, field string) { v.hitWith(r, field, "", "", "") }

func (v *validator) brokenWith(r rule, field string, with ID) { v.hitWith(r, field, with, "", "") }

// hitWith is hit where another resource has part in it.
func (v *validator) hitWith(r rule, field string, with ID, a, b string) {
	v.say(r, rules[r].code, field, with, a, b)
}

// say is hitWith with another name for AWS's error.
func (v *validator) say(r rule, code, field string, with ID, a, b string) {
	if v.list != "" {
		row := v.list + "[" + itoa(v.row) + "]"
		if field != "" {
			row += "." + field
		}
		field = row
	}
	d := &rules[r]
	v.problems = append(v.problems, Problem{
		At: v.own, Field: field, Code: code, Msg: fill(d.words, with, a, b),
		Severity: d.severity, Missing: d.severity == Missing || r == targetGone, With: with,
	})
}

// once reports a clash if another resource made the same claim before, at both.
func (v *validator) once(r rule, in ID, what, field, a string) {
	c := claim{r, in, what}
	other, taken := v.first[c]
	if !taken {
		v.first[c] = v.own
	} else if other != v.own {
		v.clash(r, other, field, a, a)
	}
}

// clash reports at both of two resources that they cannot exist beside each other.
func (v *validator) clash(r rule, other ID, field, a, b string) {
	own := v.own
	v.hitWith(r, field, other, a, b)
	v.own = other
	v.hitWith(r, field, own, b, a)
	v.own = own
}

// fill puts what is meant into a rule's words: with in quotes for '@', then a and b
// for each '%', or in quotes for each '$'.
func fill(words string, with ID, a, b string) string {
	var out []byte
	for i := range len(words) {
		switch words[i] {
		case '@':
			out = append(out, quote(string(with))...)
		case '%':
			out = append(out, a...)
			a = b
		case '$':
			out = append(out, quote(a)...)
			a = b
		default:
			out = append(out, words[i])
		}
	}
	return string(out)
}

// block parses the block of a field, or says what is wrong with its text.
func (v *validator) block(field string, c CIDR) (netip.Prefix, bool) {
	if c == "" {
		v.broken(noBlock, field)
		return netip.Prefix{}, false
	}
	p, err := c.Prefix()
	if err != nil {
		v.hit(badText, field, err.Error(), "")
	}
	return p, err == nil
}

// blocks returns the blocks of a VPC that can be read, of both families; nil for what
// is no VPC.
func (v *validator) blocks(id ID) []netip.Prefix {
	vpc, ok := v.byID[id].(*VPC)
	if !ok {
		return nil
	}
	var out []netip.Prefix
	for _, list := range [2][]CIDR{vpc.CIDRs, vpc.IPv6CIDRs} {
		for _, c := range list {
			if p, err := c.Prefix(); err == nil {
				out = append(out, p)
			}
		}
	}
	return out
}

// vpcOf returns the VPC that a resource lies in, by its first subnet if it has
// several; "" if the drawing has none.
func (v *validator) vpcOf(id ID) ID {
	for range 3 { // a resource, its subnet, its VPC
		r := v.byID[id]
		if r == nil {
			return ""
		}
		var subnets []ID
		switch r := r.(type) {
		case *VPC:
			return id
		case *Function:
			subnets = r.Subnets
		case Placed:
			subnets = r.Where().Subnets
		}
		if len(subnets) > 0 {
			id = subnets[0]
		} else if _, id = parent(r); id == "" {
			return ""
		}
	}
	return ""
}

// homeOf returns the Region and the account of a resource, or of its VPC.
func (v *validator) homeOf(id ID) (region, account string) {
	region, account = ownHome(v.byID[id])
	if vpc, ok := v.byID[v.vpcOf(id)].(*VPC); ok {
		region, account = cmp.Or(region, vpc.Region), cmp.Or(account, vpc.Account)
	}
	return cmp.Or(region, v.Region), cmp.Or(account, v.Account)
}

func (v *validator) regionOf(id ID) string {
	region, _ := v.homeOf(id)
	return region
}

func (v *validator) accountOf(id ID) string {
	_, account := v.homeOf(id)
	return account
}

// apart reports whether two resources are known to lie in different VPCs.
func (v *validator) apart(a, b ID) bool {
	va, vb := v.vpcOf(a), v.vpcOf(b)
	return va != vb && va != "" && vb != ""
}
