package core

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"lasthop/core/order"
)

// An InterfaceKind tells whose a network interface is.
type InterfaceKind uint8

// The kinds of interface.
const (
	KindFunction InterfaceKind = iota + 1
	KindInstance
	KindNAT
	KindEndpoint
	// KindManaged is that of a [Placed] resource, or of an API's VPC link.
	KindManaged
	// KindFirewall is that of a firewall endpoint.
	KindFirewall
)

// An Interface is a network interface that follows from the drawn resources.
type Interface struct {
	// ID is derived: eni~SUBNET~GROUPS for the Hyperplane interface that functions
	// with that subnet and those groups share, eni~OWNER or eni~OWNER~SUBNET else.
	ID   ID
	Kind InterfaceKind
	// Owners are the functions that share it, or its one owner.
	Owners []ID
	Subnet ID
	// Groups are its security groups by id, sorted; empty where none was chosen
	// and the VPC's default group guards it. A NAT gateway has none.
	Groups []ID
	// Private is its address; invalid while its subnet has none for it.
	Private netip.Addr
	// Public is the public address mapped to it; invalid where there is none. A
	// function's interface never has one.
	Public netip.Addr
	// IPv6 is its IPv6 address; invalid where it has none.
	IPv6 netip.Addr
	// Lost reports that its zone is down.
	Lost bool

	subnet *subnetIndex
	groups []*groupIndex
	// unguarded marks what no group guards: a network load balancer may have none.
	unguarded bool
	// missing is a group that is named but not drawn.
	missing ID
}

// Interfaces returns every interface, by id.
func (n *Network) Interfaces() []Interface { return n.interfaces }

// FunctionInterface returns the id of the interface that functions with a subnet
// and a set of security groups share.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-enis
func FunctionInterface(subnet ID, groups []ID) ID {
	sorted := slices.Clone(groups)
	order.Strings(sorted)
	var b strings.Builder
	b.WriteString("eni~")
	b.WriteString(string(subnet))
	for _, g := range slices.Compact(sorted) {
		b.WriteByte('~')
		b.WriteString(string(g))
	}
	return ID(b.String())
}

// OwnerInterface returns the id of the interface of an instance or a NAT gateway.
func OwnerInterface(owner ID) ID { return "eni~" + owner }

// EndpointInterface returns the id of the interface in a subnet of what has one in
// each of several: an interface endpoint, or a [Placed] resource.
func EndpointInterface(endpoint, subnet ID) ID { return "eni~" + endpoint + "~" + subnet }

type wish struct {
	Interface
	fixed, public Address
	// fixed6 is a written IPv6 address; wants6 asks for one.
	fixed6 Address
	wants6 bool
}

// indexInterfaces derives the interfaces and gives each an address: the one that
// is written down, else one chosen by its id, so that adding something elsewhere
// does not renumber what is there. Where a subnet runs out, functions lose first:
// they are what can do without being deployed again.
func (n *Network) indexInterfaces() {
	var wishes []wish
	add := func(w wish) {
		w.subnet = n.subnets[w.Subnet]
		if w.subnet == nil {
			return
		}
		order.Strings(w.Groups)
		w.Groups = slices.Compact(w.Groups)
		wishes = append(wishes, w)
	}
	seen := map[ID]int{}
	for _, r := range n.resources {
		switch r := r.(type) {
		case *NATGateway:
			w := wish{Interface: Interface{ID: OwnerInterface(r.ID), Kind: KindNAT, Owners: []ID{r.ID}, Subnet: r.Subnet}, fixed: r.PrivateIP}
			if !r.Private {
				w.public = cmp.Or(r.PublicIP, standInPublic)
			}
			if !r.Regional {
				add(w)
			}
		case *InterfaceEndpoint:
			for _, s := range r.Subnets {
				add(wish{Interface: Interface{ID: EndpointInterface(r.ID, s), Kind: KindEndpoint, Owners: []ID{r.ID}, Subnet: s, Groups: slices.Clone(r.SecurityGroups)}})
			}
		case *Instance:
			w := wish{Interface: Interface{ID: OwnerInterface(r.ID), Kind: KindInstance, Owners: []ID{r.ID}, Subnet: r.Subnet, Groups: slices.Clone(r.SecurityGroups)}, fixed: r.PrivateIP, public: r.PublicIP, fixed6: r.IPv6}
			if s := n.subnets[r.Subnet]; w.public == "" && s != nil && s.AutoAssignPublicIP {
				w.public = standInPublic
			}
			add(w)
		case *Function:
			for _, s := range r.Subnets {
				id := FunctionInterface(s, r.SecurityGroups)
				if i, ok := seen[id]; ok {
					if !slices.Contains(wishes[i].Owners, r.ID) {
						wishes[i].Owners = append(wishes[i].Owners, r.ID)
						wishes[i].wants6 = wishes[i].wants6 || r.IPv6
					}
					continue
				}
				if n.subnets[s] != nil {
					seen[id] = len(wishes)
				}
				add(wish{Interface: Interface{ID: id, Kind: KindFunction, Owners: []ID{r.ID}, Subnet: s, Groups: slices.Clone(r.SecurityGroups)}, wants6: r.IPv6})
			}
		case *FirewallEndpoint:
			add(wish{Interface: Interface{ID: OwnerInterface(r.ID), Kind: KindFirewall, Owners: []ID{r.ID}, Subnet: r.Subnet}})
		case *APIGateway:
			for _, s := range r.LinkSubnets {
				add(managed(r.ID, s, r.LinkSecurityGroups))
			}
		case *EventSourceMapping:
			// The poller's, with the cluster's subnets and groups (I20).
			if b, ok := n.byID[r.Source].(*Broker); ok {
				for _, s := range sortedIDs(b.Subnets) {
					add(managed(r.ID, s, b.SecurityGroups))
				}
			}
		case Placed:
			subnets, public := r.Where().Subnets, Address("")
			switch r := r.(type) {
			case *LoadBalancer:
				if !r.Internal {
					public = standInPublic
				}
			case *Database:
				if r.Subnet != "" {
					subnets = []ID{r.Subnet}
				}
				if r.PubliclyAccessible {
					public = cmp.Or(r.PublicIP, standInPublic)
				}
			}
			for _, s := range sortedIDs(subnets) {
				w := managed(r.Head().ID, s, r.Where().SecurityGroups)
				w.public = public
				if e, ok := r.(*ResolverEndpoint); ok {
					w.fixed = e.addressIn(n.subnets[s])
				}
				add(w)
			}
		}
	}
	rank := [...]int{KindNAT: 0, KindFirewall: 1, KindEndpoint: 2, KindManaged: 3, KindInstance: 4, KindFunction: 5}
	order.By(wishes, func(a, b *wish) int {
		fixed := func(w *wish) int {
			if w.fixed != "" {
				return 0
			}
			return 1
		}
		return cmp.Or(fixed(a)-fixed(b), rank[a.Kind]-rank[b.Kind], cmp.Compare(a.ID, b.ID))
	})
	for i := range wishes {
		if a, err := wishes[i].public.Addr(); err == nil && a.IsValid() {
			n.byPublic[a] = &Interface{} // taken: no stand-in may be the same
		}
	}
	for i := range wishes {
		n.interfaces = append(n.interfaces, n.place(&wishes[i]))
	}
	order.By(n.interfaces, func(a, b *Interface) int { return cmp.Compare(a.ID, b.ID) })
	for i := range n.interfaces {
		x := &n.interfaces[i]
		n.byIface[x.ID] = x
		if x.Kind == KindFunction && x.subnet.vpc != nil {
			x.subnet.vpc.lambdaInterfaces++
		}
		if !x.Lost {
			n.own(x)
		}
		if x.Private.IsValid() {
			n.byPrivate[vpcAddr{x.subnet.VPC, x.Private}] = x
		}
		if x.Public.IsValid() {
			n.byPublic[x.Public] = x
		}
		if x.IPv6.IsValid() {
			n.byPrivate[vpcAddr{x.subnet.VPC, x.IPv6}], n.byPublic[x.IPv6] = x, x
		}
	}
	if len(n.lost) > 0 {
		for i := range n.interfaces {
			x := &n.interfaces[i]
			for _, o := range x.Owners {
				if x.Lost && (len(n.byOwner[o]) == 0 || n.byOwner[o][0].Lost) {
					n.byOwner[o] = append(n.byOwner[o], x)
				}
			}
		}
	}
}

// own lists an interface as one of its owners'. Of several, those in a zone that is
// down are left out; where all of them are down, they stay, to be refused by name.
func (n *Network) own(x *Interface) {
	for _, o := range x.Owners {
		n.byOwner[o] = append(n.byOwner[o], x)
	}
}

// managed wishes for the interface of a managed service in one of its subnets.
func managed(owner, subnet ID, groups []ID) wish {
	return wish{Interface: Interface{ID: EndpointInterface(owner, subnet), Kind: KindManaged, Owners: []ID{owner}, Subnet: subnet, Groups: slices.Clone(groups)}}
}

// addressIn returns the address that was chosen for a Resolver endpoint in a subnet.
func (e *ResolverEndpoint) addressIn(s *subnetIndex) Address {
	for _, text := range e.Addresses {
		if a, err := text.Addr(); err == nil && s != nil && s.prefix.Contains(a) {
			return text
		}
	}
	return ""
}

// place gives one interface its address and its groups.
func (n *Network) place(w *wish) Interface {
	x, s := w.Interface, w.subnet
	s.taken++
	x.Lost = n.lost[s.Zone]
	if w.public == standInPublic {
		x.Public = n.standInPublic(x.ID)
	} else if a, err := w.public.Addr(); err == nil && w.public != "" {
		x.Public = a
	}
	n.placeIPv6(&x, w)
	if a, err := w.fixed.Addr(); err == nil && w.fixed != "" {
		if _, used := n.byPrivate[vpcAddr{s.VPC, a}]; !used && s.prefix.Contains(a) {
			x.Private = a
		}
	} else if w.fixed == "" && s.taken <= s.usable {
		first := int(hash(string(x.ID)) % uint32(s.usable))
		for i := range s.usable {
			a := offset(s.prefix.Addr(), 4+(first+i)%s.usable)
			if _, used := n.byPrivate[vpcAddr{s.VPC, a}]; !used {
				x.Private = a
				break
			}
		}
	}
	if x.Private.IsValid() {
		n.byPrivate[vpcAddr{s.VPC, x.Private}] = &Interface{}
	}
	if x.Kind == KindNAT || x.Kind == KindFirewall {
		return x
	}
	for _, g := range x.Groups {
		if gi := n.groups[g]; gi != nil {
			x.groups = append(x.groups, gi)
		} else if x.missing == "" {
			x.missing = g
		}
	}
	if b, ok := n.byID[x.Owners[0]].(*LoadBalancer); ok && b.Kind == NetworkLoadBalancer && len(x.Groups) == 0 {
		x.unguarded = true
	} else if len(x.Groups) == 0 && s.vpc != nil {
		x.groups = []*groupIndex{s.vpc.defaultSG}
	}
	return x
}

// offset returns the address i after a.
func offset(a netip.Addr, i int) netip.Addr {
	b := a.As4()
	v := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	v += uint32(i)
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)})
}

// standInPublic stands for the public address that AWS would choose.
const standInPublic Address = "stand-in"

// standInPublic returns a public address for an interface, one of a documentation
// block by its id, or where that is full of the block for benchmarks.
func (n *Network) standInPublic(id ID) netip.Addr {
	h := int(hash(string(id)) % 254)
	for i := range 1 << 17 {
		a := offset(netip.AddrFrom4([4]byte{198, 51, 100, 1}), (h+i)%254)
		if i >= 254 {
			a = offset(netip.AddrFrom4([4]byte{198, 18, 0, 0}), i)
		}
		if n.byPublic[a] == nil {
			n.byPublic[a] = &Interface{}
			return a
		}
	}
	return netip.Addr{}
}

// placeIPv6 gives an interface its IPv6 address: the written one, or one by its id.
func (n *Network) placeIPv6(x *Interface, w *wish) {
	s := x.subnet
	if !s.prefix6.IsValid() || x.Kind == KindNAT {
		return
	}
	if a, err := w.fixed6.Addr(); w.fixed6 != "" {
		if err == nil && s.prefix6.Contains(a) && n.byPrivate[vpcAddr{s.VPC, a}] == nil {
			x.IPv6 = a
		}
	} else if w.wants6 || s.AutoAssignIPv6 && (x.Kind == KindInstance || x.Kind == KindManaged) {
		b := s.prefix6.Addr().As16()
		h := hash(string(x.ID))
		for i := uint32(0); ; i++ {
			v := h + i
			b[12], b[13], b[14], b[15] = byte(v>>24), byte(v>>16), byte(v>>8), byte(v)|16
			x.IPv6 = netip.AddrFrom16(b)
			if n.byPrivate[vpcAddr{s.VPC, x.IPv6}] == nil {
				break
			}
		}
	}
	if x.IPv6.IsValid() {
		n.byPrivate[vpcAddr{s.VPC, x.IPv6}] = &Interface{}
	}
}

// address returns the interface's own address of the family that dst has.
func (x *Interface) address(dst netip.Prefix) netip.Addr {
	if dst.Addr().Is4() {
		return x.Private
	}
	return x.IPv6
}

func itoa(i int) string { return strconv.Itoa(i) }

// member reports whether the private address a of VPC v belongs to an interface
// that carries group g.
func (n *Network) member(v ID, a netip.Addr, g *groupIndex) bool {
	x := n.byPrivate[vpcAddr{v, a}]
	return x != nil && slices.Contains(x.groups, g)
}
