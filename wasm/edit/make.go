package edit

import (
	"net/netip"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// An item is something that can be placed: a type, and for services and endpoints
// of which service.
type item struct {
	typ     core.Type
	service string
}

// parseItem reads "function" or "service/s3".
func parseItem(s string) item {
	t, service, _ := strings.Cut(s, "/")
	it := item{core.Type(t), service}
	if it.service == "" {
		switch it.typ {
		case core.TypeGatewayEndpoint, core.TypeService:
			it.service = "s3"
		case core.TypeInterfaceEndpoint:
			it.service = "ssm"
		default: // of no service
		}
	}
	return it
}

func (it item) arg() string {
	if it.typ == core.TypeService {
		return string(it.typ) + "/" + it.service
	}
	return string(it.typ)
}

// stem is what ids of such a thing begin with.
func (it item) stem() string {
	for i := 0; i+1 < len(stems); i += 2 {
		switch stems[i] {
		case string(it.typ), string(it.typ) + "/" + it.service:
			return stems[i+1]
		}
	}
	if it.typ == core.TypeService {
		return it.service
	}
	if it.service != "" {
		return "vpce-" + it.service
	}
	return string(it.typ)
}

// stems are the items whose ids begin with something else than their type.
var stems = []string{
	"route-table", "rtb", "network-acl", "acl", "security-group", "sg", "prefix-list", "pl",
	"internet-gateway", "igw", "nat-gateway", "nat", "function", "fn", "api-gateway", "api",
	"service/s3", "bucket", "service/dynamodb", "table", "service/ssm", "parameter",
	"service/secretsmanager", "secret", "service/sqs", "queue", "service/sns", "topic", "service/kms", "key",
	"service/kinesis", "stream", "service/events", "bus", "service/states", "machine",
	"egress-only-internet-gateway", "eigw", "virtual-private-gateway", "vgw", "vpc-peering-connection", "pcx", "transit-gateway", "tgw",
	"transit-gateway-attachment", "tgw-attach", "transit-gateway-route-table", "tgw-rtb", "vpn-connection", "vpn", "client-vpn-endpoint", "cvpn",
	"firewall-endpoint", "firewall", "private-hosted-zone", "zone", "resolver-endpoint", "rslvr", "resolver-rule", "rule",
	"on-premises-network", "office", "on-premises-host", "host", "load-balancer", "lb", "db-instance", "db", "db-proxy", "proxy",
	"cache-cluster", "cache", "file-system", "efs", "organization-policy", "scp", "block-public-access", "bpa", "event-source-mapping", "esm",
}

// vpcSize is the size of a new VPC.
var vpcSize = geom.Pt(480, 320)

// propose returns what placing the item at p would do.
func (it item) propose(ed *Editor, p geom.Point) proposal {
	sheet, doc := ed.real.Sheet(), ed.real.doc
	at := containersAt(sheet, p, nil)
	m := maker{item: it, hand: hand{sheet: sheet, doc: doc}, at: at, p: p,
		subnet: first(at, diagram.ShapeSubnet), vpc: first(at, diagram.ShapeVPC), id: doc.FreshID(it.stem())}
	r, why := m.make()
	if r == nil {
		out := proposal{refusal: why, into: refused(at, why).into}
		out.ghost = &Ghost{Type: it.typ, Service: it.service, Label: string(m.id), Box: geom.Around(p, 96, 48)}
		return out
	}
	e := &Edit{Label: "Add " + string(m.id), Token: it.arg(), Places: m.places, Selection: []core.ID{m.id}, Pin: len(sheet.Shapes) > 0}
	for _, s := range at { // what is made goes by all that it is dropped on
		e.Token += ">" + string(s.Key)
	}
	e.Change = func(tx *diagram.Tx) {
		tx.Put(r)
		for _, f := range m.also {
			f(tx)
		}
	}
	out := proposal{edit: e, into: m.into, lifted: []core.ID{m.id}}
	if m.key != "" {
		out.lifted = []core.ID{m.key}
	} else if len(m.places) == 0 {
		out.ghost = &Ghost{Type: it.typ, Service: it.service, Label: string(m.id), Box: geom.Around(p, 96, 48)}
	}
	return out
}

// A maker makes one new resource, with what it needs to be of use.
type maker struct {
	item
	hand
	at          []*diagram.Shape
	subnet, vpc *diagram.Shape
	p           geom.Point
	id          core.ID

	// into, places, key and also are what make finds besides the resource: the
	// container, places, the shape that stands at p if it is not the resource's, and
	// further changes.
	into   core.ID
	places []Place
	key    core.ID
	also   []func(*diagram.Tx)
}

// make returns the resource, or nil and why it cannot be placed here.
func (m *maker) make() (core.Resource, string) {
	common := core.Common{ID: m.id}
	switch m.typ {
	case core.TypeVPC:
		if m.vpc != nil {
			return nil, "A VPC does not stand in another one."
		}
		if len(m.at) > 0 {
			return nil, "A VPC stands on free ground, beside the others."
		}
		m.stand(geom.R(m.p.X, m.p.Y, vpcSize.X, vpcSize.Y))
		return &core.VPC{Common: common, CIDRs: []core.CIDR{m.nextVPCBlock()}, DNSSupport: true}, ""
	case core.TypeSubnet:
		return m.makeSubnet(common)
	case core.TypeRouteTable, core.TypeNetworkACL:
		return m.makeDoor(common)
	case core.TypeSecurityGroup:
		if m.vpc == nil {
			return nil, "A security group belongs to a VPC. Drop it there."
		}
		m.into = m.vpc.Key
		return &core.SecurityGroup{Common: common, VPC: m.vpc.Resource,
			Outbound: []core.GroupRule{{Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}}, ""
	case core.TypePrefixList:
		return &core.PrefixList{Common: common}, ""
	case core.TypeRole:
		return newRole(m.id), ""
	case core.TypeInternetGateway, core.TypeGatewayEndpoint, core.TypeResolver, core.TypeEgressOnlyGateway, core.TypeVirtualGateway, core.TypeTransitAttachment:
		return m.makeGate(common)
	case core.TypeLoadBalancer, core.TypeDatabase, core.TypeDatabaseProxy, core.TypeCache, core.TypeFileSystem, core.TypeBroker,
		core.TypeResolverEndpoint, core.TypeClientVPN:
		return m.makePlaced(common)
	case core.TypeNATGateway, core.TypeInstance, core.TypeInterfaceEndpoint, core.TypeFirewallEndpoint:
		return m.makeInSubnet(common)
	case core.TypeFunction:
		return m.makeFunction(common)
	case core.TypeService:
		if why := m.outside(diagram.ZoneServices, 148, 52); why != "" {
			return nil, "AWS services stand outside every VPC. " + why
		}
		return &core.Service{Common: common, Service: m.service}, ""
	case core.TypeAPIGateway:
		if why := m.outside(diagram.ZoneCallers, 92, 44); why != "" {
			return nil, "Callers stand outside every VPC, left of the Lambda service. " + why
		}
		return &core.APIGateway{Common: common}, ""
	}
	return m.makeOther(common)
}

// stand places the new resource's own shape, within its container if it has one.
func (m *maker) stand(box geom.Rect) {
	if c := m.sheet.Shape(m.into); c != nil {
		box = kept(box, c)
	}
	r := geom.R(geom.Snap(box.X, geom.Grid), geom.Snap(box.Y, geom.Grid), 0, 0)
	if m.typ == core.TypeVPC {
		r.W, r.H = box.W, box.H
	}
	m.places = append(m.places, Place{m.id, r})
}

// outside places the new shape in a zone outside every VPC, and says why not. The
// first shape of a zone brings the zone with it.
func (m *maker) outside(zone core.ID, w, h float64) string {
	z := m.sheet.Shape(zone)
	switch {
	case z == nil && len(m.at) == 0:
		m.into = zone
		return ""
	case z == nil:
		return "Drop it on free ground."
	case m.zone(m.at, zone) == nil:
		return "Drop it there: " + z.Label + "."
	}
	m.into = zone
	m.stand(geom.Around(m.p, w, h))
	return ""
}

func (m *maker) makeSubnet(common core.Common) (core.Resource, string) {
	if m.vpc == nil {
		return nil, "A subnet stands in a VPC."
	}
	v, _ := m.doc.Resource(m.vpc.Resource).(*core.VPC)
	if v == nil {
		return nil, "A subnet stands in a VPC."
	}
	block := m.nextSubnetBlock(v)
	if block == "" {
		return nil, v.Label() + " has no /24 left for a subnet."
	}
	m.into = m.vpc.Key
	zone := m.doc.Region() + "a"
	if m.subnet != nil { // beside another one: in its zone
		if s, ok := m.doc.Resource(m.subnet.Resource).(*core.Subnet); ok && s.Zone != "" {
			zone = s.Zone
		}
	} else if band := first(m.at, diagram.ShapeBand); band != nil && strings.HasPrefix(band.Label, m.doc.Region()) {
		zone, _, _ = strings.Cut(band.Label, ",") // it may be down
	}
	return &core.Subnet{Common: common, VPC: v.ID, Zone: zone, CIDR: block}, ""
}

// makeDoor makes a route table, with no more than its local route, or an ACL that
// lets everything pass; dropped on a subnet, that subnet has it at once.
func (m *maker) makeDoor(common core.Common) (core.Resource, string) {
	if m.vpc == nil {
		return nil, "This belongs to a VPC. Drop it on a subnet, to be its door, or elsewhere in a VPC."
	}
	m.into = m.vpc.Key
	vpc := m.vpc.Resource
	if m.subnet != nil {
		m.into = m.subnet.Key
		m.key = m.id + "@" + m.subnet.Key
		m.also = append(m.also, put(m.subnet.Resource, func(r core.Resource) {
			if m.typ == core.TypeRouteTable {
				r.(*core.Subnet).RouteTable = m.id
			} else {
				r.(*core.Subnet).NetworkACL = m.id
			}
		}))
	}
	if m.typ == core.TypeRouteTable {
		return &core.RouteTable{Common: common, VPC: vpc}, ""
	}
	all := core.ACLRule{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}
	return &core.NetworkACL{Common: common, VPC: vpc, Inbound: []core.ACLRule{all}, Outbound: []core.ACLRule{all}}, ""
}

func (m *maker) makeGate(common core.Common) (core.Resource, string) {
	vpc := m.vpc
	if vpc == nil {
		vpc = m.borderAt(m.p)
	}
	if vpc == nil {
		return nil, "This stands on the border of a VPC. Drop it on one."
	}
	hub := core.ID("")
	if m.typ == core.TypeTransitAttachment {
		if hub = m.hub(); hub == "" {
			return nil, "An attachment ties a VPC to a transit gateway. Place one first."
		}
	}
	if other := gateOf(m.doc, vpc.Resource, m.typ); other != "" && single(m.typ) {
		return nil, m.label(vpc.Key) + " already has " + string(other) + "; a VPC takes one."
	}
	m.into = vpc.Key
	// The shape stands on the border, as near to the pointer as Lay can put it.
	m.places = append(m.places, Place{m.id, geom.R(geom.Snap(m.p.X-20, 1), geom.Snap(m.p.Y-20, 1), 0, 0)})
	switch m.typ {
	case core.TypeInternetGateway:
		return &core.InternetGateway{Common: common, VPC: vpc.Resource}, ""
	case core.TypeEgressOnlyGateway:
		return &core.EgressOnlyGateway{Common: common, VPC: vpc.Resource}, ""
	case core.TypeVirtualGateway:
		return &core.VirtualGateway{Common: common, VPC: vpc.Resource}, ""
	case core.TypeTransitAttachment:
		return &core.TransitAttachment{Common: common, TransitGateway: hub, VPC: vpc.Resource, Subnets: m.onePerZone(vpc.Resource), RouteTable: m.tableOf(hub)}, ""
	case core.TypeResolver:
		return &core.Resolver{Common: common, VPC: vpc.Resource, Servers: []core.Address{core.AmazonProvidedDNS}}, ""
	default:
		return &core.GatewayEndpoint{Common: common, VPC: vpc.Resource, Service: m.service, RouteTables: m.tablesFor(vpc.Resource)}, ""
	}
}

// onePerZone returns the first subnet of each zone of a VPC.
func (m *maker) onePerZone(vpc core.ID) []core.ID {
	var out []core.ID
	seen := map[string]bool{}
	for _, r := range m.doc.Resources() {
		if s, ok := r.(*core.Subnet); ok && s.VPC == vpc && !seen[s.Zone] {
			seen[s.Zone] = true
			out = append(out, s.ID)
		}
	}
	return out
}

// tablesFor returns the route tables that a new gateway endpoint ties itself to: that
// of the subnet it is dropped on, else every table of the VPC; never one that already
// has a route to the service.
func (m *maker) tablesFor(vpc core.ID) []core.ID {
	var only core.ID
	if m.subnet != nil {
		only = tableOf(m.sheet, m.subnet.Key)
	}
	taken := map[core.ID]bool{}
	for _, r := range m.doc.Resources() {
		if e, ok := r.(*core.GatewayEndpoint); ok && e.Service == m.service {
			for _, t := range e.RouteTables {
				taken[t] = true
			}
		}
	}
	var out []core.ID
	for _, r := range m.doc.Resources() {
		t, ok := r.(*core.RouteTable)
		if ok && t.VPC == vpc && !taken[t.ID] && (only == "" || only == t.ID) {
			out = append(out, t.ID)
		}
	}
	return out
}

func (m *maker) makeInSubnet(common core.Common) (core.Resource, string) {
	if m.subnet == nil {
		return nil, "This stands in a subnet."
	}
	m.into = m.subnet.Key
	in, vpc := m.subnet.Resource, vpcOf(m.doc, m.subnet.Resource)
	groups := groupsFor(m.doc, vpc, nil, true)
	switch m.typ {
	case core.TypeNATGateway:
		m.stand(geom.Around(m.p, 116, 40))
		return &core.NATGateway{Common: common, Subnet: in, State: core.NATAvailable}, ""
	case core.TypeFirewallEndpoint:
		m.stand(geom.Around(m.p, 116, 40))
		return &core.FirewallEndpoint{Common: common, Subnet: in, Default: core.FirewallPass}, ""
	case core.TypeInstance:
		m.stand(geom.Around(m.p, 116, 40))
		return &core.Instance{Common: common, Subnet: in, SecurityGroups: groups, SourceDestCheck: true,
			Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 443}}}, ""
	default:
		m.key = core.EndpointInterface(m.id, in)
		box := kept(geom.Around(m.p, 116, 40), m.subnet)
		m.places = append(m.places, Place{m.key, geom.R(geom.Snap(box.X, geom.Grid), geom.Snap(box.Y, geom.Grid), 0, 0)})
		return &core.InterfaceEndpoint{Common: common, VPC: vpc, Service: m.service, Subnets: []core.ID{in},
			SecurityGroups: groups, PrivateDNS: !m.privateDNSTaken(vpc)}, ""
	}
}

// privateDNSTaken reports whether another endpoint of the VPC holds the service's
// name: AWS lets only one do so.
// https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
func (m *maker) privateDNSTaken(vpc core.ID) bool {
	return slices.ContainsFunc(m.doc.Resources(), func(r core.Resource) bool {
		e, ok := r.(*core.InterfaceEndpoint)
		return ok && e.VPC == vpc && e.Service == m.service && e.PrivateDNS
	})
}

// makeFunction makes a function with a role of its own that lets it have interfaces.
func (m *maker) makeFunction(common core.Common) (core.Resource, string) {
	role := newRole(m.doc.FreshID("role"))
	f := &core.Function{Common: common, Role: role.ID, Timeout: 3, State: core.FunctionActive}
	switch {
	case m.subnet != nil:
		m.into = m.subnet.Key
		f.Subnets = []core.ID{m.subnet.Resource}
		f.SecurityGroups = groupsFor(m.doc, vpcOf(m.doc, m.subnet.Resource), nil, true)
		key := core.FunctionInterface(m.subnet.Resource, f.SecurityGroups)
		if m.sheet.Shape(key) == nil {
			m.key = key
			box := kept(geom.Around(m.p, interfaceSize, interfaceSize), m.subnet)
			m.places = append(m.places, Place{key, geom.R(geom.Snap(box.X, geom.Grid), geom.Snap(box.Y, geom.Grid), 0, 0)})
		}
	default:
		if why := m.outside(diagram.ZoneLambda, 92, 44); why != "" {
			return nil, "A function runs in the Lambda service. Drop it there, or on a subnet to attach it."
		}
	}
	m.also = append(m.also, func(tx *diagram.Tx) { tx.Put(role) })
	return f, ""
}

// newRole returns a role that lets a function write its log and have interfaces.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
func newRole(id core.ID) *core.Role {
	return &core.Role{Common: core.Common{ID: id}, Policies: []core.NamedPolicy{{Managed: "AWSLambdaVPCAccessExecutionRole"}}}
}

// nextVPCBlock is the first of 10.0.0.0/16, 10.1.0.0/16 … that overlaps no VPC.
func (m *maker) nextVPCBlock() core.CIDR {
	var taken []netip.Prefix
	for _, r := range m.doc.Resources() {
		if v, ok := r.(*core.VPC); ok {
			for _, c := range v.CIDRs {
				if p, err := netip.ParsePrefix(string(c)); err == nil {
					taken = append(taken, p)
				}
			}
		}
	}
	for i := range 256 {
		p := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i)}), 16)
		if !overlaps(p, taken) {
			return core.CIDR(p.String())
		}
	}
	return "172.16.0.0/16"
}

// nextSubnetBlock is the first free /24 of a VPC, leaving the very first one, which
// people keep, if there is another; "" if there is none.
func (m *maker) nextSubnetBlock(v *core.VPC) core.CIDR {
	var taken []netip.Prefix
	for _, r := range m.doc.Resources() {
		if s, ok := r.(*core.Subnet); ok && s.VPC == v.ID {
			if p, err := netip.ParsePrefix(string(s.CIDR)); err == nil {
				taken = append(taken, p)
			}
		}
	}
	last := core.CIDR("")
	for _, c := range v.CIDRs {
		block, err := netip.ParsePrefix(string(c))
		if err != nil || !block.Addr().Is4() {
			continue
		}
		bits := max(24, block.Bits())
		a := block.Masked().Addr().As4()
		base := uint32(a[0])<<24 | uint32(a[1])<<16 | uint32(a[2])<<8 | uint32(a[3])
		for i := range uint32(1) << (bits - block.Bits()) {
			n := base + i<<(32-bits)
			p := netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}), bits)
			if overlaps(p, taken) {
				continue
			}
			if i > 0 {
				return core.CIDR(p.String())
			}
			last = core.CIDR(p.String())
		}
	}
	return last
}

func overlaps(p netip.Prefix, taken []netip.Prefix) bool {
	return slices.ContainsFunc(taken, p.Overlaps)
}
