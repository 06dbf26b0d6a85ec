package core

import (
	"net/netip"
	"strings"
)

// A mend is what mends one blocker, or leads past it.
type mend struct {
	amends []*amend
	// apart marks one that leads another way, so that the other blockers of its path
	// may not matter any more.
	apart bool
}

// shifts reports whether it may change the way of other calls.
func (m *mend) shifts() bool {
	for i := range m.amends {
		if m.amends[i].shifts {
			return true
		}
	}
	return false
}

// A mender looks at one blocker of a verdict and collects what would mend it. What it
// offers need not work: the search asks.
type mender struct {
	n   *Network
	v   *Verdict
	p   *Path
	i   int // the blocker's place in the path
	s   *Step
	out []mend
}

// offer collects a mend, the better one first.
func (m *mender) offer(amends ...*amend) { m.collect(false, amends) }

// instead collects a mend that leads another way.
func (m *mender) instead(amends ...*amend) { m.collect(true, amends) }

func (m *mender) collect(apart bool, amends []*amend) {
	for i := range amends {
		if amends[i] == nil {
			return // one that cannot be made
		}
		amends[i].reason = m.s.Reason
	}
	m.out = append(m.out, mend{amends, apart})
}

// edit changes a drawn resource.
func (m *mender) edit(id ID, opens int, text string, change func(Resource)) *amend {
	r := m.n.byID[id]
	if r == nil {
		return nil
	}
	return &amend{id: id, kind: r.Type(), change: change, text: text, opens: opens}
}

// shift changes a drawn resource in a way that other calls may notice.
func (m *mender) shift(id ID, opens int, text string, change func(Resource)) *amend {
	a := m.edit(id, opens, text, change)
	if a != nil {
		a.shifts = true
	}
	return a
}

// add adds a resource.
func added(r Resource, opens int, text string) *amend {
	return &amend{id: r.Head().ID, kind: r.Type(), add: r, opens: opens, text: text, shifts: true}
}

// fresh returns an id that the drawing does not have yet.
func (m *mender) fresh(want ID) ID {
	id := want
	for i := 2; m.n.byID[id] != nil || id == Internet; i++ {
		id = want + ID("-"+itoa(i))
	}
	return id
}

func (m *mender) name(id ID) string { return m.n.label(id) }

// source is the interface that the path starts at, nil if it starts outside.
func (m *mender) source() *Interface { return m.n.byIface[m.p.Source] }

// drawnAt returns the interface with an address, in VPC v if it has one there.
func (m *mender) drawnAt(p netip.Prefix, v *vpcIndex) *Interface {
	if !p.IsSingleIP() {
		return nil
	}
	if v != nil {
		if x := m.n.byPrivate[vpcAddr{v.ID, p.Addr()}]; x != nil {
			return x
		}
	}
	for i := range m.n.interfaces {
		if x := &m.n.interfaces[i]; x.Private == p.Addr() || x.IPv6 == p.Addr() {
			return x
		}
	}
	return nil
}

// A setting is the commonest mend: one field of the resource that is named as the cause,
// or where the blocker stands.
type setting struct {
	reason Reason
	kind   Type
	text   string // with a dot in the place of the resource's label
	opens  int
	set    func(m *mender, r Resource)
}

var settings = []setting{
	{InstanceStopped, TypeInstance, "Start ·", 0, func(_ *mender, r Resource) { r.(*Instance).Stopped = false }},
	{SourceDestCheck, TypeInstance, "Turn off the source/destination check of ·", 1, func(_ *mender, r Resource) { r.(*Instance).SourceDestCheck = false }},
	{FunctionPendingReason, TypeFunction, "Wait until the state of · is Active", 0, active},
	{FunctionInactiveReason, TypeFunction, "Invoke · again, and wait until its state is Active", 0, active},
	{FunctionFailedReason, TypeFunction, "Mend what the StateReason of · names, and update the function until its state is Active", 0, active},
	{ReservedConcurrencyZero, TypeFunction, "Remove the reserved concurrency of ·", 0, func(_ *mender, r Resource) { r.(*Function).ReservedConcurrency = nil }},
	{RefusedByAWS, TypeLoadBalancer, "Create · again as an application load balancer", 0, func(_ *mender, r Resource) { r.(*LoadBalancer).Kind = ApplicationLoadBalancer }},
	{DNSDisabled, TypeVPC, "Turn on enableDnsSupport of ·", 0, func(_ *mender, r Resource) { r.(*VPC).DNSSupport = true }},
	{NATNotAvailable, TypeNATGateway, "Wait for ·, or create it again, until its state is available", 0, available},
	{RouteBlackhole, TypeNATGateway, "Create · again, until its state is available", 0, available},
	{NATPrivateToIGW, TypeNATGateway, "Create · again as a public NAT gateway with an Elastic IP address", 32, func(_ *mender, r Resource) { r.(*NATGateway).Private = false }},
	{NATZoneNotCovered, TypeNATGateway, "Add the zone of the caller to ·", 0, func(m *mender, r Resource) {
		r.(*NATGateway).Zones = append(r.(*NATGateway).Zones, m.s.Detail)
	}},
	{ConnectionDown, TypeVPNConnection, "Bring up the tunnels of ·", 0, func(_ *mender, r Resource) { r.(*VPNConnection).Down = false }},
	{RelayOtherZone, TypeLoadBalancer, "Turn on cross-zone load balancing of ·", 0, func(_ *mender, r Resource) { r.(*LoadBalancer).CrossZone = true }},
	{MappingDisabled, TypeEventSourceMapping, "Enable ·", 0, func(_ *mender, r Resource) { r.(*EventSourceMapping).Disabled = false }},
	{APICaptured, TypeInterfaceEndpoint, "Turn off private DNS of ·", 0, func(_ *mender, r Resource) { r.(*InterfaceEndpoint).PrivateDNS = false }},
	{TransitZone, TypeTransitAttachment, "Add the caller’s subnet to the attachment ·", 0, func(m *mender, r Resource) {
		r.(*TransitAttachment).Subnets = append(r.(*TransitAttachment).Subnets, m.s.On)
	}},
	{NoMountTarget, TypeFileSystem, "Add a mount target in the function’s subnet to ·", 0, func(m *mender, r Resource) {
		r.(*FileSystem).Subnets = append(r.(*FileSystem).Subnets, m.s.On)
	}},
	{RoleCannotCreateENI, TypeRole, "Attach AWSLambdaVPCAccessExecutionRole to ·", 1, func(_ *mender, r Resource) {
		r.(*Role).Policies = append(r.(*Role).Policies, NamedPolicy{Managed: "AWSLambdaVPCAccessExecutionRole"})
	}},
}

func active(_ *mender, r Resource) { r.(*Function).State = FunctionActive }

func available(_ *mender, r Resource) { r.(*NATGateway).State = NATAvailable }

// mend collects what mends the blocker itself.
func (m *mender) mend() {
	s := m.s
	for i := range settings {
		x := &settings[i]
		if x.reason != s.Reason {
			continue
		}
		for _, id := range []ID{s.Cause.ID, s.At, m.owner(s.On), m.target()} {
			if r := m.n.byID[id]; r != nil && r.Type() == x.kind {
				m.offer(m.shift(id, x.opens, strings.Replace(x.text, "·", m.name(id), 1), func(r Resource) { x.set(m, r) }))
				break
			}
		}
	}
	switch s.Reason {
	case SGNoOutboundRule, SGNoInboundRule, SGReferenceLost:
		m.groupRule()
	case NACLOutboundDenied, NACLInboundDenied, NACLReturnDenied, NACLReturnPartial, OnPremisesDenied:
		m.aclRule()
	case FirewallDrops, FirewallRejects:
		m.firewallRule()
	case NoListener:
		m.listen()
	case PublicAccessBlocked:
		m.exclusion()
	case ClientVPNUnauthorized, ClientVPNNoRoute:
		m.clientVPN()

	case NoRoute, NoReturnRoute, IGWPrivateDestination, EgressOnlyRefused, NATIPv4Only, RouteBlackhole:
		m.route()
	case NATNoInternet, NATLoop:
		m.natWay()
	case IGWNoPublicIP, IGWNoMapping, NoIPv6Address, DatabaseNotPublic:
		m.address()
	case InstanceForwardsNot:
		m.forward()
	case AsymmetricReturn:
		m.sameWayBack()

	case PeeringTransitive:
		m.peer()
	case TransitNoAttachment, TransitNoAssociation, TransitNoRoute:
		m.transit(s.At)
	case OnPremisesNoRoute, VirtualGatewayUnknown:
		m.onPremises()

	case OutsideVPCPrivate, RefusedByAWS:
		m.attach()
	case DNSNoSuchName, DNSNoRecord, DNSAliasLoop, DNSNoFamily:
		m.record()

	case NoCredentials:
		m.credentials()
	case NoMapping, NotItsTarget, NoFunctionURL:
		m.aim()
	default:
		if s.Reason.Info().Symptom == SymptomAccessDenied {
			m.permit()
		}
	}
}

// owner returns whose an interface is.
func (m *mender) owner(iface ID) ID {
	if x := m.n.byIface[iface]; x != nil {
		return x.Owners[0]
	}
	return ""
}

// target returns what the route leads to that is the blocker's cause.
func (m *mender) target() ID {
	if t, ok := m.n.byID[m.s.Cause.ID].(*RouteTable); ok && m.s.Cause.Part == PartRoute && m.s.Cause.Index >= 0 {
		return t.Routes[m.s.Cause.Index].Target
	}
	return ""
}

// around collects what leads past the whole way of the path: an endpoint for the
// service, and at first also another place for the function.
func (m *mender) around(first bool) {
	s := m.s
	switch s.Reason {
	case ResourcePolicyDenies, ResourceControlDenies, APINotPublic: // they may demand an endpoint
	default:
		if s.Reason.Info().Symptom == SymptomAccessDenied {
			return
		}
	}
	m.zones()
	m.endpoints()
	if first && m.placed() {
		m.elsewhere()
	}
}

// placed reports whether the place that the path starts from may matter: something
// stops it that is neither a group nor the far end.
func (m *mender) placed() bool {
	for _, s := range m.p.Blockers() {
		switch s.Reason {
		case SGNoOutboundRule, SGNoInboundRule, SGReferenceLost, NoListener, InstanceStopped, FunctionAcceptsNothing, NoSuchHost:
		default:
			if s.Reason.Info().Symptom != SymptomAccessDenied {
				return true
			}
		}
	}
	return false
}
