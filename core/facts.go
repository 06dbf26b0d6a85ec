package core

// A SubnetClass says how far a subnet reaches, by its effective route table alone.
// https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
type SubnetClass uint8

// The classes.
const (
	// ClassUnknown: the drawing lacks its VPC or its table.
	ClassUnknown SubnetClass = iota
	// ClassPublic: a route to an internet gateway.
	ClassPublic
	// ClassPrivate: no such route, but one to a NAT gateway or another way out.
	ClassPrivate
	// ClassIsolated: nothing but local routes and endpoints.
	ClassIsolated
	// ClassVPNOnly: no way out but a virtual private gateway.
	ClassVPNOnly
)

// SubnetFacts are what follows for a subnet from the rest of the drawing.
type SubnetFacts struct {
	// RouteTable and NetworkACL are the effective ones; the VPC's id stands for a
	// main table or default ACL that is not drawn.
	RouteTable, NetworkACL ID
	Class                  SubnetClass
	// Because is the route that makes it so, if one does.
	Because Ref
	// Target is what that route leads to.
	Target ID
	// Endpoints reports that its table knows a gateway endpoint or that an
	// interface endpoint stands in it.
	Endpoints bool
	// AddressesTotal is the size less the five that AWS reserves; AddressesLeft
	// may be negative in an overfull subnet.
	AddressesTotal, AddressesLeft int
}

// SubnetFacts returns what follows for a subnet; the zero value for an id that is
// no subnet.
func (n *Network) SubnetFacts(id ID) SubnetFacts {
	s := n.subnets[id]
	if s == nil {
		return SubnetFacts{}
	}
	f := SubnetFacts{AddressesTotal: s.usable, AddressesLeft: s.usable - s.taken}
	if s.acl != nil {
		f.NetworkACL = s.acl.at
	}
	if s.table == nil {
		return f
	}
	f.RouteTable, f.Class = s.table.at, ClassIsolated
	elsewhere := false
	for i := range s.table.routes {
		r := &s.table.routes[i]
		switch r.kind {
		case targetIGW:
			if f.Class != ClassPublic {
				f.Class, f.Because, f.Target = ClassPublic, r.ref, r.target
			}
		case targetNAT, targetInstance, targetEgressOnly, targetPeering, targetTransit, targetFirewall:
			// A way to another network speaks for the subnet only for want of a way out.
			other := r.kind == targetPeering || r.kind == targetTransit
			if f.Class == ClassIsolated || f.Class == ClassVPNOnly || f.Class == ClassPrivate && elsewhere && !other {
				f.Class, f.Because, f.Target, elsewhere = ClassPrivate, r.ref, r.target, other
			}
		case targetVirtual:
			if f.Class == ClassIsolated {
				f.Class, f.Because, f.Target = ClassVPNOnly, r.ref, r.target
			}
		case targetGatewayEndpoint:
			f.Endpoints = true
		case targetLocal, targetNone, targetConnection, targetAttachment:
		}
	}
	for i := range n.interfaces {
		if x := &n.interfaces[i]; x.Kind == KindEndpoint && x.Subnet == id {
			f.Endpoints = true
		}
	}
	return f
}
