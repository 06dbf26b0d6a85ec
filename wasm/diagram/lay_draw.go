package diagram

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/geom"
)

// drawVPC adds the shapes of a VPC: its box, its Availability Zones, its subnets,
// and the gates on its border.
func (l *layout) drawVPC(v *vpcPlan) {
	id := v.vpc.ID
	l.containers = append(l.containers, Shape{
		Key: id, Kind: ShapeVPC, Resource: id, Type: core.TypeVPC, Box: v.box,
		Label: v.vpc.Label(), Sub: l.vpcSub(v.vpc),
	})
	banded := l.drawBands(v)
	for _, p := range v.subnets {
		l.drawSubnet(p, id)
		if s := &l.containers[len(l.containers)-1]; !banded && p.subnet.Zone != "" {
			if s.Note != "" {
				s.Note += ", "
			}
			s.Note += l.zoneLabel(p.subnet.Zone)
		}
	}
	l.drawGates(v)
	l.drawResolver(v)
	l.drawTags(v)
}

// vpcSub tells the blocks of a VPC, and where it is if that is elsewhere.
func (l *layout) vpcSub(v *core.VPC) string {
	s := blocks(slices.Concat(v.CIDRs, v.IPv6CIDRs))
	if v.Region != "" && v.Region != l.d.Region() {
		s += ", " + v.Region
	}
	if v.Account != "" && v.Account != l.d.Account() {
		s += ", account " + v.Account
	}
	return s
}

// subnetBlocks tells the blocks of a subnet.
func subnetBlocks(s *core.Subnet) string {
	if s.IPv6CIDR == "" {
		return string(s.CIDR)
	}
	if s.CIDR == "" {
		return string(s.IPv6CIDR)
	}
	return string(s.CIDR) + ", " + string(s.IPv6CIDR)
}

func blocks(cidrs []core.CIDR) string {
	s := ""
	for i, c := range cidrs {
		if i > 0 {
			s += ", "
		}
		s += string(c)
	}
	return s
}

// drawBands adds a band for each Availability Zone, unless someone has moved the
// subnets so that bands would overlap; it reports whether it did.
func (l *layout) drawBands(v *vpcPlan) bool {
	var bands []Shape
	for _, p := range v.subnets {
		if p.subnet.Zone == "" {
			continue
		}
		key := core.ID("zone~" + string(v.vpc.ID) + "~" + p.subnet.Zone)
		i := slices.IndexFunc(bands, func(s Shape) bool { return s.Key == key })
		// The label stands over the last route table, clear of every lane.
		x := p.door().X + l.aclW/2 + doorGap - v.box.X
		if i < 0 {
			bands = append(bands, Shape{Key: key, Kind: ShapeBand, Parent: v.vpc.ID, Box: p.box, Label: l.zoneLabel(p.subnet.Zone), LabelX: x, Fixed: true})
			continue
		}
		bands[i].Box = bands[i].Box.Union(p.box)
		bands[i].LabelX = max(bands[i].LabelX, x)
	}
	for i := range bands {
		b := &bands[i]
		b.Box = geom.R(v.box.X, b.Box.Y-subnetGap/2, v.box.W, b.Box.H+subnetGap)
		for j := range bands[:i] {
			if bands[j].Box.Inset(1).Intersects(b.Box) {
				return false
			}
		}
	}
	order.By(bands, func(a, b *Shape) int { return int(a.Box.Y - b.Box.Y) })
	l.containers = append(l.containers, bands...)
	return true
}

// zoneLabel names an Availability Zone, and says so if it is down.
func (l *layout) zoneLabel(zone string) string {
	if slices.Contains(l.d.LostZones(), zone) {
		return zone + ", down"
	}
	return zone
}

// note says what the effective route table makes of the subnet.
func (l *layout) note(p *subnetPlan) string {
	s := ""
	switch p.facts.Class {
	case core.ClassPublic:
		s = "public"
	case core.ClassPrivate:
		s = "private, out through " + l.label(p.facts.Target)
	case core.ClassVPNOnly:
		s = "VPN-only, through " + l.label(p.facts.Target)
	case core.ClassIsolated:
		s = "isolated"
		if p.facts.Endpoints {
			s = "isolated, with endpoints"
		}
	case core.ClassUnknown:
	}
	return s
}

func (l *layout) label(id core.ID) string {
	if r := l.d.Resource(id); r != nil {
		return r.Head().Label()
	}
	return string(id)
}

// drawSubnet adds a subnet, its door, and what stands in it.
func (l *layout) drawSubnet(p *subnetPlan, parent core.ID) {
	id := p.subnet.ID
	l.containers = append(l.containers, Shape{
		Key: id, Kind: ShapeSubnet, Resource: id, Type: core.TypeSubnet, Parent: parent, Box: p.box,
		Label: p.subnet.Label(), Sub: subnetBlocks(p.subnet), Note: l.note(p), Class: classOf(p.facts.Class),
	})
	at := p.door()
	l.drawDoor(p, PartACL, geom.Around(at, l.aclW, doorHeight))
	l.drawDoor(p, PartTable, geom.R(at.X+l.aclW/2+doorGap, at.Y-doorHeight/2, l.tableW, doorHeight))
	for i, x := range p.interfaces {
		l.drawInterface(p, x, p.places[i])
	}
	for i, c := range p.cards {
		l.drawCard(p, c, p.places[len(p.interfaces)+i])
	}
}

func classOf(c core.SubnetClass) Class {
	switch c {
	case core.ClassPublic:
		return ClassPublic
	case core.ClassPrivate:
		return ClassPrivate
	case core.ClassIsolated:
		return ClassIsolated
	case core.ClassVPNOnly:
		return ClassVPN
	case core.ClassUnknown:
	}
	return ClassNone
}

// doorLabel returns the resource and the label of half a door. Where AWS's default
// is in force and not drawn, or where the resource is missing, it is "".
func (l *layout) doorLabel(p *subnetPlan, part Part) (core.ID, string) {
	named, at, byDefault := p.subnet.NetworkACL, p.facts.NetworkACL, "default"
	if part == PartTable {
		named, at, byDefault = p.subnet.RouteTable, p.facts.RouteTable, "main"
	}
	if named != "" && l.d.Resource(named) == nil {
		return "", string(named) + "?"
	}
	if r := l.d.Resource(at); r != nil && r.Type() != core.TypeVPC {
		return at, r.Head().Label()
	}
	return "", byDefault
}

func (l *layout) drawDoor(p *subnetPlan, part Part, box geom.Rect) {
	id, label := l.doorLabel(p, part)
	s := Shape{
		Key: id + "@" + p.subnet.ID, Kind: ShapeDoor, Resource: id, Type: core.TypeNetworkACL, On: p.subnet.ID, Parent: p.subnet.ID,
		Box: box, Label: label, Part: part, Fixed: true,
	}
	if part == PartTable {
		s.Type = core.TypeRouteTable
	}
	if id == "" {
		s.Key = core.ID(s.Type) + "@" + p.subnet.ID
		s.Dim = true
	}
	l.shapes = append(l.shapes, s)
}

func address(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// addressOf returns the address that an interface shows: that of IPv4 if it has one.
func addressOf(x *core.Interface) string {
	return cmp.Or(address(x.Private), address(x.IPv6))
}

// ringsOf returns the groups round an interface.
func (l *layout) ringsOf(x *core.Interface) []Ring {
	var out []Ring
	for _, g := range x.Groups {
		if r, ok := l.rings[g]; ok {
			out = append(out, r)
		}
	}
	return out
}

// drawInterface adds the interface that functions share, and ties them to it.
func (l *layout) drawInterface(p *subnetPlan, x *core.Interface, box geom.Rect) {
	s := Shape{
		Key: x.ID, Kind: ShapeInterface, On: p.subnet.ID, Parent: p.subnet.ID, Box: box,
		Sub: addressOf(x), Tag: address(x.Public), Owners: x.Owners, Groups: l.ringsOf(x), Dim: x.Lost,
	}
	if s.Sub == "" {
		s.Sub, s.Dim = "no address", true
	}
	for i, o := range x.Owners {
		if i > 0 {
			s.Label += ", "
		}
		s.Label += l.label(o)
		if f := l.byID[o]; f != nil {
			f.ties = append(f.ties, tie{x.ID, p.subnet.ID, box.Center()})
		}
	}
	l.shapes = append(l.shapes, s)
	c := box.Center()
	for i, r := range s.Groups {
		// Marks stand on the upper half of the ring, where neither the address nor
		// the line of the route passes.
		at := [...]geom.Point{{X: -.707, Y: -.707}, {X: .707, Y: -.707}, {X: 0, Y: -1}, {X: -.707, Y: .707}, {X: .707, Y: .707}}
		l.drawMark(&s, r, c.Add(at[i%len(at)].Scale(interfaceSize/2)))
	}
}

// drawMark adds a group's mark on the interface that it guards.
func (l *layout) drawMark(s *Shape, r Ring, at geom.Point) {
	on := s.Key
	if s.Kind == ShapeInstance {
		on = core.OwnerInterface(s.Key)
	}
	l.front = append(l.front, Shape{
		Key: r.Group + "@" + on, Kind: ShapeGroup, Resource: r.Group, Type: core.TypeSecurityGroup, On: on, Parent: s.Key,
		Box: geom.R(geom.Snap(at.X-markSize/2, 0.5), geom.Snap(at.Y-markSize/2, 0.5), markSize, markSize), Label: l.label(r.Group), Groups: []Ring{r}, Fixed: true,
	})
}

// drawCard adds an instance, a NAT gateway, or an interface of an endpoint or of
// another service.
func (l *layout) drawCard(p *subnetPlan, c cardPlan, box geom.Rect) {
	s := Shape{
		Key: c.key, Kind: ShapeEndpoint, Resource: c.res.Head().ID, Type: c.res.Type(), Service: serviceOf(c.res), On: p.subnet.ID, Parent: p.subnet.ID, Box: box,
		Label: c.res.Head().Label(), Sub: addressOf(c.iface), Tag: address(c.iface.Public), Groups: l.ringsOf(c.iface), Dim: c.iface.Lost,
	}
	if s.Sub == "" {
		s.Sub, s.Dim = "no address", true
	}
	var role core.ID
	policy := false
	switch r := c.res.(type) {
	case *core.Instance:
		s.Kind, s.Dim, role = ShapeInstance, s.Dim || r.Stopped, r.Role
	case *core.NATGateway:
		s.Kind, s.Dim = ShapeNAT, s.Dim || r.State != core.NATAvailable
	case *core.FirewallEndpoint:
		s.Kind = ShapeNAT
	case *core.InterfaceEndpoint:
		policy = len(r.Policy) > 0
	}
	l.shapes = append(l.shapes, s)
	for i, r := range s.Groups {
		l.drawMark(&s, r, geom.Pt(box.Right()-16-float64(i)*18, box.Y))
	}
	if role != "" {
		l.drawRole(&s, role, geom.Pt(box.X+16, box.Y))
	}
	if policy {
		l.drawPolicy(&s, geom.Pt(box.X+16, box.Y), false)
	}
}

// drawRole adds the key of the role that a function or an instance holds.
func (l *layout) drawRole(s *Shape, role core.ID, at geom.Point) {
	if l.d.Resource(role) == nil {
		return
	}
	l.front = append(l.front, Shape{
		Key: role + "@" + s.Key, Kind: ShapeKey, Resource: role, Type: core.TypeRole, On: s.Key, Parent: s.Key, Part: PartRole,
		Box: geom.Around(at, keySize, keySize), Label: l.label(role), Fixed: true,
	})
}

// drawPolicy adds the key of the policy that guards s. Hollow draws the place of a
// policy that is not there.
func (l *layout) drawPolicy(s *Shape, at geom.Point, hollow bool) {
	l.front = append(l.front, Shape{
		Key: s.Key + "#policy", Kind: ShapeKey, Resource: s.Resource, Type: s.Type, On: s.Key, Parent: s.Key, Part: PartPolicy,
		Box: geom.Around(at, keySize, keySize), Label: "policy of " + s.Label, Dim: hollow, Fixed: true,
	})
}

// drawFunction adds a function, its tethers, and its keys: on the left, where
// invocations come in, the policy that says who may invoke it; its role below.
func (l *layout) drawFunction(f *functionPlan) {
	id := f.fn.ID
	s := Shape{
		Key: id, Kind: ShapeFunction, Resource: id, Type: core.TypeFunction, Parent: ZoneLambda, Box: f.box,
		Label: f.fn.Label(), Dim: f.fn.State != core.FunctionActive,
	}
	l.shapes = append(l.shapes, s)
	for _, t := range f.ties {
		l.tethers = append(l.tethers, Tether{
			Key: id + "~>" + t.key, Resource: id, From: id, To: t.key, On: t.subnet,
			Curve: l.tether(f, t),
		})
	}
	if len(f.fn.Policy) > 0 || len(l.callers) > 0 {
		l.drawPolicy(&s, geom.Pt(f.box.X, f.box.Center().Y), len(f.fn.Policy) == 0)
	}
	if f.fn.Role != "" {
		l.drawRole(&s, f.fn.Role, geom.Pt(f.box.Right()-16, f.box.Bottom()))
	}
}

// drawService adds a resource of an AWS service, and the key of its policy.
func (l *layout) drawService(r *core.Service, box geom.Rect) {
	s := Shape{
		Key: r.ID, Kind: ShapeService, Resource: r.ID, Type: core.TypeService, Service: r.Service, Parent: ZoneServices, Box: box,
		Label: r.Label(), Sub: l.serviceSub(r),
	}
	l.shapes = append(l.shapes, s)
	if len(r.Policy) > 0 {
		l.drawPolicy(&s, geom.Pt(box.X, box.Center().Y), false)
	}
	if r.Role != "" {
		l.drawRole(&s, r.Role, geom.Pt(box.Right()-16, box.Bottom()))
	}
}

func (l *layout) serviceSub(r *core.Service) string {
	s := ServiceName(r.Service)
	if r.Region != "" && r.Region != l.d.Region() {
		s += ", " + r.Region
	}
	if r.Account != "" && r.Account != l.d.Account() {
		s += ", " + r.Account
	}
	return s
}

func serviceOf(r core.Resource) string {
	switch r := r.(type) {
	case *core.Service:
		return r.Service
	case *core.GatewayEndpoint:
		return r.Service
	case *core.InterfaceEndpoint:
		return r.Service
	}
	return ""
}

// serviceNames are the names of services that are not their short names in capitals.
var serviceNames = []string{
	"dynamodb", "DynamoDB", "secretsmanager", "Secrets Manager", "events", "EventBridge", "states", "Step Functions", "lambda", "Lambda",
	"logs", "CloudWatch Logs", "monitoring", "CloudWatch", "apigateway", "API Gateway", "execute-api", "API Gateway, invoking", "scheduler", "EventBridge Scheduler",
	"pipes", "EventBridge Pipes", "kinesis", "Kinesis", "firehose", "Data Firehose", "rds-data", "RDS Data API", "cognito-idp", "Cognito", "athena", "Athena", "glue", "Glue",
	"xray", "X-Ray", "bedrock-runtime", "Bedrock", "appconfigdata", "AppConfig", "codecommit", "CodeCommit", "codepipeline", "CodePipeline",
	"cloudformation", "CloudFormation", "config", "Config", "iot", "IoT Core", "connect", "Connect", "lex", "Lex", "vpc-lattice", "VPC Lattice",
	"s3-batch", "S3 Batch Operations", "elasticfilesystem", "EFS",
}

// ServiceName returns a service's name as people write it, such as "S3" for "s3".
func ServiceName(short string) string {
	for i := 0; i < len(serviceNames); i += 2 {
		if serviceNames[i] == short {
			return serviceNames[i+1]
		}
	}
	if len(short) > 3 {
		return short
	}
	return strings.ToUpper(short)
}
