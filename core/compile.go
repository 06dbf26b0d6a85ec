package core

import (
	"cmp"
	"net/netip"
	"slices"

	"lasthop/core/order"
	"lasthop/core/policy"
)

// A Network is an immutable index of a [Topology]. Its methods are pure and safe
// for concurrent use.
type Network struct {
	region, account string

	lost map[string]bool // zones that are down

	resources []Resource // by type order, then id
	invokers  []Resource // those that may invoke functions of themselves
	byID      map[ID]Resource
	vpcs      map[ID]*vpcIndex
	subnets   map[ID]*subnetIndex
	tables    map[ID]*tableIndex
	acls      map[ID]*aclIndex
	groups    map[ID]*groupIndex
	lists     map[ID][]netip.Prefix
	policyIndex

	onPremises map[ID]*onPremisesIndex
	transit    map[ID]*tableIndex           // transit gateway route tables
	behind     map[ID]*tableIndex           // what a virtual private gateway knows
	joined     map[[2]ID]*TransitAttachment // by transit gateway and connection
	access     []*BlockPublicAccess
	firewalls  map[ID][]firewallEntry

	interfaces []Interface // by id
	byIface    map[ID]*Interface
	byOwner    map[ID][]*Interface
	byPrivate  map[vpcAddr]*Interface
	byPublic   map[netip.Addr]*Interface

	problems []Problem
	refused  map[ID][]int // indexes into problems, for resources that AWS would refuse
	named    []netip.Prefix
}

type vpcAddr struct {
	vpc  ID
	addr netip.Addr
}

type vpcIndex struct {
	*VPC
	region, account string
	blocks          []netip.Prefix // IPv4 first
	main            *tableIndex
	defaultACL      *aclIndex
	defaultSG       *groupIndex
	igw             *InternetGateway
	igwTable        *tableIndex // the gateway route table of igw
	vgwTable        *tableIndex // that of vgw
	eigw            *EgressOnlyGateway
	vgw             *VirtualGateway
	resolver        *Resolver
	zones           []*PrivateZone
	rules           []*ResolverRule
	peerings        []*Peering // the active ones
	attached        []*TransitAttachment
	gateways        []*GatewayEndpoint
	endpoints       []*InterfaceEndpoint
	domains         []domainIndex // the most specific first
	// lambdaInterfaces counts those that functions have in it.
	lambdaInterfaces int
}

func (v *vpcIndex) owns(p netip.Prefix) bool {
	return slices.ContainsFunc(v.blocks, func(b netip.Prefix) bool { return covers(b, p) })
}

type subnetIndex struct {
	*Subnet
	prefix  netip.Prefix // IPv4
	prefix6 netip.Prefix
	vpc     *vpcIndex // nil where the drawing lacks it
	table   *tableIndex
	acl     *aclIndex
	// missing is the field whose reference is not in the drawing, if any.
	missing string
	// taken counts its interfaces and other addresses; usable is what it has.
	taken, usable int
}

type aclIndex struct {
	at                ID
	inbound, outbound []aclEntry // by number
}

type aclEntry struct {
	prefix netip.Prefix
	ports  PortRange
	proto  Proto
	allow  bool
	ref    Ref
}

type groupIndex struct {
	id                ID // "" for a default group that is not drawn
	at                ID
	inbound, outbound []groupEntry
}

type groupEntry struct {
	prefixes []netip.Prefix
	group    ID // the rule's security group, if it names one
	self     bool
	ports    PortRange
	proto    Proto
	ref      Ref
}

// Compile indexes a topology, complete or not. It never fails: what is missing or
// illegal becomes a [Problem], and verdicts that depend on it say so.
func Compile(t *Topology) *Network { return compileAfter(t, nil) }

// compileAfter is Compile for an edit of a topology that has been compiled: what is
// known of the policies of resources that are the same is taken over.
func compileAfter(t *Topology, before *Network) *Network {
	n := &Network{
		region: t.Region, account: t.Account,
		byID: make(map[ID]Resource, len(t.Resources)),
		vpcs: map[ID]*vpcIndex{}, subnets: map[ID]*subnetIndex{}, tables: map[ID]*tableIndex{},
		acls: map[ID]*aclIndex{}, groups: map[ID]*groupIndex{}, lists: map[ID][]netip.Prefix{},
		policyIndex: policyIndex{policies: map[policyKey]*policy.Document{}, roles: map[ID]*roleIndex{}},
		byIface:     map[ID]*Interface{}, byOwner: map[ID][]*Interface{},
		byPrivate: map[vpcAddr]*Interface{}, byPublic: map[netip.Addr]*Interface{},
		refused: map[ID][]int{}, lost: map[string]bool{}, onPremises: map[ID]*onPremisesIndex{},
		transit: map[ID]*tableIndex{}, behind: map[ID]*tableIndex{}, firewalls: map[ID][]firewallEntry{}, joined: map[[2]ID]*TransitAttachment{},
	}
	for _, z := range t.LostZones {
		n.lost[z] = true
	}
	n.resources = sorted(t.Resources)
	for _, r := range n.resources {
		n.byID[r.Head().ID] = r
		if _, mapping := r.(*EventSourceMapping); mapping || triggerOf(r) != nil {
			n.invokers = append(n.invokers, r)
		}
	}
	n.problems = validate(t, n.resources, before)
	for i := range n.problems {
		if p := &n.problems[i]; p.Severity == Refused {
			n.refused[p.At] = append(n.refused[p.At], i)
		}
	}
	n.indexContainers()
	n.indexRules()
	n.indexPolicies(before)
	n.indexInterfaces()
	n.indexDomains()
	order.By(n.named, func(a, b *netip.Prefix) int {
		return cmp.Or(a.Addr().Compare(b.Addr()), a.Bits()-b.Bits())
	})
	n.named = slices.Compact(n.named)
	return n
}

// sorted returns the resources by type and id: the order that makes every answer
// independent of the order of the input.
func sorted(in []Resource) []Resource {
	rank := map[Type]int{}
	for i, t := range Types() {
		rank[t] = i
	}
	type ranked struct {
		rank int
		id   ID
		r    Resource
	}
	keys := make([]ranked, 0, len(in))
	for _, r := range in {
		if r != nil {
			keys = append(keys, ranked{rank[r.Type()], r.Head().ID, r})
		}
	}
	order.By(keys, func(a, b *ranked) int { return cmp.Or(a.rank-b.rank, cmp.Compare(a.id, b.id)) })
	out := make([]Resource, len(keys))
	for i := range keys {
		out[i] = keys[i].r
	}
	return out
}

// Resource returns the resource with that id, or nil.
func (n *Network) Resource(id ID) Resource { return n.byID[id] }

// Resources returns every resource, by type and then id.
func (n *Network) Resources() []Resource { return n.resources }

// Problems returns what [Validate] finds.
func (n *Network) Problems() []Problem { return n.problems }

// indexContainers fills in VPCs, their parts, and subnets.
func (n *Network) indexContainers() {
	for _, r := range n.resources {
		switch r := r.(type) {
		case *VPC:
			v := &vpcIndex{VPC: r, region: cmp.Or(r.Region, n.region), account: cmp.Or(r.Account, n.account)}
			for _, c := range r.CIDRs {
				if p, err := c.Prefix(); err == nil {
					v.blocks = append(v.blocks, p)
				}
			}
			for _, c := range r.IPv6CIDRs {
				if p, err := c.Prefix(); err == nil && !p.Addr().Is4() {
					v.blocks = append(v.blocks, p)
				}
			}
			n.vpcs[r.ID] = v
		case *InternetGateway:
			if v := n.vpcs[r.VPC]; v != nil && v.igw == nil {
				v.igw = r
			}
		case *EgressOnlyGateway:
			if v := n.vpcs[r.VPC]; v != nil && v.eigw == nil {
				v.eigw = r
			}
		case *VirtualGateway:
			if v := n.vpcs[r.VPC]; v != nil && v.vgw == nil {
				v.vgw = r
			}
		case *Peering:
			if a, b := n.vpcs[r.Requester], n.vpcs[r.Accepter]; a != nil && b != nil && a != b && r.State == PeeringActive {
				a.peerings, b.peerings = append(a.peerings, r), append(b.peerings, r)
			}
		case *TransitAttachment:
			if v := n.vpcs[r.VPC]; v != nil {
				v.attached = append(v.attached, r)
			}
			if key := [2]ID{r.TransitGateway, r.Connection}; r.Connection != "" && n.joined[key] == nil {
				n.joined[key] = r
			}
		case *PrivateZone:
			for _, id := range sortedIDs(r.VPCs) {
				if v := n.vpcs[id]; v != nil {
					v.zones = append(v.zones, r)
				}
			}
		case *ResolverRule:
			for _, id := range sortedIDs(r.VPCs) {
				if v := n.vpcs[id]; v != nil {
					v.rules = append(v.rules, r)
				}
			}
		case *Resolver:
			if v := n.vpcs[r.VPC]; v != nil && v.resolver == nil {
				v.resolver = r
			}
		case *GatewayEndpoint:
			if v := n.vpcs[r.VPC]; v != nil {
				v.gateways = append(v.gateways, r)
			}
		case *InterfaceEndpoint:
			if v := n.vpcs[r.VPC]; v != nil {
				v.endpoints = append(v.endpoints, r)
			}
		case *OnPremises:
			n.onPremises[r.ID] = n.compileOnPremises(r)
		case *BlockPublicAccess:
			n.access = append(n.access, r)
		case *FirewallEndpoint:
			n.firewalls[r.ID] = n.compileFirewall(r)
		case *PrefixList:
			for _, c := range r.Entries {
				if p, err := c.Prefix(); err == nil {
					n.lists[r.ID] = append(n.lists[r.ID], p)
				}
			}
		}
	}
}

// list returns the blocks of a prefix list, drawn or AWS-managed.
func (n *Network) list(id ID) []netip.Prefix {
	if l, ok := n.lists[id]; ok {
		return l
	}
	if service, region, ok := managedListService(id); ok {
		return []netip.Prefix{standIn(service, region)}
	}
	return nil
}

// indexRules compiles tables, ACLs and groups, and ties subnets to them.
func (n *Network) indexRules() {
	n.indexConnections()
	for _, r := range n.resources {
		switch r := r.(type) {
		case *RouteTable:
			v := n.vpcs[r.VPC]
			t := n.compileTable(r.ID, v, r)
			n.tables[r.ID] = t
			switch {
			case v == nil:
			case r.Gateway != "" && v.igw != nil && v.igw.ID == r.Gateway:
				v.igwTable = t
			case r.Gateway != "" && v.vgw != nil && v.vgw.ID == r.Gateway:
				v.vgwTable = t
			case r.Main && v.main == nil:
				v.main = t
			}
		case *NetworkACL:
			a := &aclIndex{at: r.ID, inbound: n.compileACL(r.ID, PartInbound, r.Inbound), outbound: n.compileACL(r.ID, PartOutbound, r.Outbound)}
			n.acls[r.ID] = a
			if v := n.vpcs[r.VPC]; v != nil && r.Default && v.defaultACL == nil {
				v.defaultACL = a
			}
		case *SecurityGroup:
			g := &groupIndex{id: r.ID, at: r.ID, inbound: n.compileGroup(r.ID, PartInbound, r.Inbound), outbound: n.compileGroup(r.ID, PartOutbound, r.Outbound)}
			n.groups[r.ID] = g
			if v := n.vpcs[r.VPC]; v != nil && r.Default && v.defaultSG == nil {
				v.defaultSG = g
			}
		}
	}
	for _, v := range n.vpcs {
		n.fillDefaults(v)
	}
	for _, r := range n.resources {
		if s, ok := r.(*Subnet); ok {
			n.subnets[s.ID] = n.compileSubnet(s)
		}
	}
	for _, r := range n.resources {
		// An attachment has an interface in each of its subnets.
		if a, ok := r.(*TransitAttachment); ok {
			for _, id := range sortedIDs(a.Subnets) {
				if s := n.subnets[id]; s != nil {
					s.taken++
				}
			}
		}
	}
}

// fillDefaults gives a VPC what AWS creates with it, where the drawing shows none:
// a main table with the local routes, an ACL that allows everything, and a group
// that admits its own members.
// https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html
func (n *Network) fillDefaults(v *vpcIndex) {
	if v.main == nil {
		v.main = n.compileTable(v.ID, v, nil)
	}
	if v.defaultACL == nil {
		rule := func(part Part) []aclEntry {
			e := aclEntry{prefix: anyIPv4, ports: anyPort, proto: ProtoAll, allow: true, ref: Ref{ID: v.ID, Part: part, Field: fieldDefaultACL}}
			if len(v.IPv6CIDRs) == 0 {
				return []aclEntry{e}
			}
			e6 := e
			e6.prefix = anyIPv6
			return []aclEntry{e, e6}
		}
		v.defaultACL = &aclIndex{at: v.ID, inbound: rule(PartInbound), outbound: rule(PartOutbound)}
	}
	if v.defaultSG == nil {
		out := []netip.Prefix{anyIPv4}
		if len(v.IPv6CIDRs) > 0 {
			out = append(out, anyIPv6)
		}
		v.defaultSG = &groupIndex{
			at:       v.ID,
			inbound:  []groupEntry{{self: true, ports: anyPort, proto: ProtoAll, ref: Ref{ID: v.ID, Part: PartInbound, Field: fieldDefaultGroup}}},
			outbound: []groupEntry{{prefixes: out, ports: anyPort, proto: ProtoAll, ref: Ref{ID: v.ID, Part: PartOutbound, Field: fieldDefaultGroup}}},
		}
	}
}

// The fields of a Ref that points at what AWS creates with a VPC.
const (
	fieldDefaultACL   = "defaultNetworkAcl"
	fieldDefaultGroup = "defaultSecurityGroup"
)

func (n *Network) compileSubnet(s *Subnet) *subnetIndex {
	x := &subnetIndex{Subnet: s, vpc: n.vpcs[s.VPC]}
	if p, err := s.CIDR.Prefix(); err == nil {
		x.prefix = p
		if p.Addr().Is4() {
			x.usable = max(0, 1<<min(32-p.Bits(), 30)-5)
		}
	}
	if p, err := s.IPv6CIDR.Prefix(); err == nil && !p.Addr().Is4() {
		x.prefix6 = p
	}
	x.taken = s.OtherAddresses
	switch {
	case x.vpc == nil:
		x.missing = "vpc"
		return x
	case s.RouteTable != "" && n.tables[s.RouteTable] == nil:
		x.missing = "routeTable"
	case s.NetworkACL != "" && n.acls[s.NetworkACL] == nil:
		x.missing = "networkAcl"
	}
	x.table, x.acl = x.vpc.main, x.vpc.defaultACL
	if s.RouteTable != "" {
		x.table = n.tables[s.RouteTable]
	}
	if s.NetworkACL != "" {
		x.acl = n.acls[s.NetworkACL]
	}
	return x
}

func (n *Network) compileACL(id ID, part Part, rules []ACLRule) []aclEntry {
	byNumber := make([]int, len(rules))
	for i := range byNumber {
		byNumber[i] = i
	}
	order.By(byNumber, func(a, b *int) int { return rules[*a].Number - rules[*b].Number })
	out := make([]aclEntry, 0, len(rules))
	for _, i := range byNumber {
		r := &rules[i]
		p, err := r.CIDR.Prefix()
		ports, errPorts := r.Ports.Range()
		if err != nil || errPorts != nil {
			continue
		}
		n.named = append(n.named, p)
		out = append(out, aclEntry{prefix: p, ports: ports, proto: r.Protocol, allow: r.Action == Allow, ref: Ref{ID: id, Part: part, Index: i}})
	}
	return out
}

func (n *Network) compileGroup(id ID, part Part, rules []GroupRule) []groupEntry {
	out := make([]groupEntry, 0, len(rules))
	for i := range rules {
		r := &rules[i]
		e := groupEntry{proto: r.Protocol, group: r.Group, ref: Ref{ID: id, Part: part, Index: i}}
		ports, err := r.Ports.Range()
		if err != nil {
			continue
		}
		e.ports = ports
		switch {
		case r.PrefixList != "":
			e.prefixes = n.list(r.PrefixList)
		case r.CIDR != "":
			p, err := r.CIDR.Prefix()
			if err != nil {
				continue
			}
			e.prefixes = []netip.Prefix{p}
		}
		n.named = append(n.named, e.prefixes...)
		out = append(out, e)
	}
	return out
}
