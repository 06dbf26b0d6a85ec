package edit_test

import (
	"slices"
	"testing"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/edit"
	"lasthop/wasm/edit/edittest"
	"lasthop/wasm/geom"
)

// What every palette item becomes when it is dropped on the four subnets.
func TestPlaceEachItem(t *testing.T) {
	for _, c := range []struct {
		item string
		on   core.ID // "" is free ground
		id   core.ID
		want func(d *diagram.Document, r core.Resource) bool
	}{
		{"vpc", "", "vpc-1", func(_ *diagram.Document, r core.Resource) bool { return r.(*core.VPC).CIDRs[0] == "10.1.0.0/16" }},
		{"subnet", "vpc", "subnet-5", func(_ *diagram.Document, r core.Resource) bool {
			s := r.(*core.Subnet)
			return s.CIDR == "10.0.5.0/24" && s.VPC == "vpc" && s.Zone == "eu-west-1a"
		}},
		{"route-table", "subnet-3", "rtb-1", func(d *diagram.Document, r core.Resource) bool {
			return len(r.(*core.RouteTable).Routes) == 0 && d.Resource("subnet-3").(*core.Subnet).RouteTable == "rtb-1"
		}},
		{"route-table", "vpc", "rtb-1", func(d *diagram.Document, r core.Resource) bool { return r.(*core.RouteTable).VPC == "vpc" }},
		{"network-acl", "subnet-3", "acl-1", func(d *diagram.Document, r core.Resource) bool {
			return len(r.(*core.NetworkACL).Inbound) == 1 && d.Resource("subnet-3").(*core.Subnet).NetworkACL == "acl-1"
		}},
		{"security-group", "vpc", "sg-1", func(_ *diagram.Document, r core.Resource) bool {
			g := r.(*core.SecurityGroup)
			return g.VPC == "vpc" && len(g.Inbound) == 0 && len(g.Outbound) == 1
		}},
		{"prefix-list", "", "pl-1", nil},
		{"role", "", "role-1", func(_ *diagram.Document, r core.Resource) bool {
			return r.(*core.Role).Policies[0].Managed == "AWSLambdaVPCAccessExecutionRole"
		}},
		{"nat-gateway", "subnet-2", "nat-1", func(_ *diagram.Document, r core.Resource) bool { return r.(*core.NATGateway).Subnet == "subnet-2" }},
		{"gateway-endpoint", "subnet-2", "vpce-s3-1", func(_ *diagram.Document, r core.Resource) bool {
			e := r.(*core.GatewayEndpoint)
			return e.Service == "s3" && slices.Equal(e.RouteTables, []core.ID{"rtb-nat"})
		}},
		{"gateway-endpoint/dynamodb", "vpc", "vpce-dynamodb-1", func(_ *diagram.Document, r core.Resource) bool {
			return slices.Equal(r.(*core.GatewayEndpoint).RouteTables, []core.ID{"rtb-local", "rtb-nat", "rtb-public", "rtb-s3"})
		}},
		{"interface-endpoint", "subnet-2", "vpce-ssm-1", func(_ *diagram.Document, r core.Resource) bool {
			e := r.(*core.InterfaceEndpoint)
			// vpce-ssm has the private name already.
			return e.VPC == "vpc" && slices.Equal(e.Subnets, []core.ID{"subnet-2"}) && len(e.SecurityGroups) == 1 && !e.PrivateDNS
		}},
		{"interface-endpoint/sqs", "subnet-2", "vpce-sqs-1", func(_ *diagram.Document, r core.Resource) bool { return r.(*core.InterfaceEndpoint).PrivateDNS }},
		{"instance", "subnet-2", "instance-1", func(_ *diagram.Document, r core.Resource) bool {
			i := r.(*core.Instance)
			return i.Subnet == "subnet-2" && len(i.SecurityGroups) == 1 && len(i.Listens) == 1
		}},
		{"function", "subnet-3", "fn-5", func(d *diagram.Document, r core.Resource) bool {
			f := r.(*core.Function)
			return slices.Equal(f.Subnets, []core.ID{"subnet-3"}) && slices.Equal(f.SecurityGroups, []core.ID{"sg-functions"}) &&
				d.Resource(f.Role) != nil && f.Role == "role-1"
		}},
		{"function", diagram.ZoneLambda, "fn-5", func(_ *diagram.Document, r core.Resource) bool { return len(r.(*core.Function).Subnets) == 0 }},
		{"service/s3", diagram.ZoneServices, "bucket-1", func(_ *diagram.Document, r core.Resource) bool { return r.(*core.Service).Service == "s3" }},
		{"service/sqs", diagram.ZoneServices, "queue-1", nil},
		{"api-gateway", diagram.ZoneCallers, "api-1", nil},
		{"event-source-mapping", diagram.ZoneCallers, "esm-1", func(_ *diagram.Document, r core.Resource) bool {
			return r.(*core.EventSourceMapping).Function == "fn-1"
		}},
		{"egress-only-internet-gateway", "vpc", "eigw-1", func(_ *diagram.Document, r core.Resource) bool { return r.(*core.EgressOnlyGateway).VPC == "vpc" }},
		{"virtual-private-gateway", "vpc", "vgw-1", func(_ *diagram.Document, r core.Resource) bool { return r.(*core.VirtualGateway).VPC == "vpc" }},
		{"private-hosted-zone", "vpc", "zone-1", func(_ *diagram.Document, r core.Resource) bool {
			return slices.Equal(r.(*core.PrivateZone).VPCs, []core.ID{"vpc"})
		}},
		{"resolver-rule", "vpc", "rule-1", func(_ *diagram.Document, r core.Resource) bool {
			return slices.Equal(r.(*core.ResolverRule).VPCs, []core.ID{"vpc"})
		}},
		{"transit-gateway", "", "tgw-1", nil},
		{"on-premises-network", "", "office-1", func(_ *diagram.Document, r core.Resource) bool {
			return slices.Equal(r.(*core.OnPremises).CIDRs, []core.CIDR{"192.168.0.0/24"})
		}},
		{"organization-policy", "", "scp-1", nil},
		{"block-public-access", "", "bpa-1", nil},
		{"firewall-endpoint", "subnet-2", "firewall-1", func(_ *diagram.Document, r core.Resource) bool {
			return r.(*core.FirewallEndpoint).Subnet == "subnet-2"
		}},
		{"load-balancer", "subnet-1", "lb-1", func(_ *diagram.Document, r core.Resource) bool {
			lb := r.(*core.LoadBalancer) // of two zones, and internet-facing in a public subnet
			return len(lb.Subnets) == 2 && lb.Subnets[0] == "subnet-1" && !lb.Internal && len(lb.SecurityGroups) == 1
		}},
		{"db-instance", "subnet-3", "db-1", func(_ *diagram.Document, r core.Resource) bool {
			db := r.(*core.Database)
			return len(db.Subnets) == 2 && db.Subnet == "subnet-3" && db.Engine == "postgres"
		}},
		{"db-proxy", "subnet-3", "proxy-1", nil},
		{"cache-cluster", "subnet-3", "cache-1", func(_ *diagram.Document, r core.Resource) bool { return len(r.(*core.Cache).Subnets) == 1 }},
		{"file-system", "subnet-3", "efs-1", nil},
		{"broker", "subnet-3", "broker-1", nil},
		{"resolver-endpoint", "subnet-3", "rslvr-1", nil},
		{"client-vpn-endpoint", "subnet-3", "cvpn-1", func(_ *diagram.Document, r core.Resource) bool {
			return slices.Equal(r.(*core.ClientVPN).Authorizations, []core.CIDR{"10.0.0.0/16"})
		}},
	} {
		t.Run(c.item+" on "+string(c.on), func(t *testing.T) {
			spot := func(ed *edit.Editor) geom.Point {
				switch s := ed.Real().Sheet().Shape(c.on); {
				case c.on == "":
					return edittest.Canvas.Min().Add(geom.Pt(4, 4))
				case s.Kind == diagram.ShapeSubnet:
					return ed.Client(geom.Pt(s.Box.X+150, s.Box.Bottom()-12))
				default:
					return ed.Client(geom.Pt(s.Box.X+s.Box.W*0.3, s.Box.Y+6))
				}
			}
			for _, way := range []string{"drag", "click", "keyboard"} {
				ed, d := open(t)
				before := bytesOf(ed)
				switch way {
				case "drag":
					d.Palette(c.item).Move(spot(ed))
					if ed.State() != "palette-dragging" || ed.Overlay().Refusal != "" {
						t.Fatalf("state %s, overlay %+v", ed.State(), ed.Overlay())
					}
					d.Up().Act("place", c.item) // the click that some browsers add
				case "click":
					d.Palette(c.item).Up().Act("place", c.item)
					if ed.State() != "placing" || ed.Armed() == "" {
						t.Fatalf("state %s, armed %q", ed.State(), ed.Armed())
					}
					d.Click(spot(ed))
				case "keyboard":
					if c.on == "" || c.item == "route-table" && c.on == "vpc" {
						continue
					}
					d.Act("select", string(c.on)).Act("place", c.item).Key("Enter")
				}
				r := ed.Real().Document().Resource(c.id)
				if r == nil {
					t.Fatalf("by %s: there is no %s; state %s", way, c.id, ed.State())
				}
				if ed.State() != "idle" || !slices.Equal(ed.Selection(), []core.ID{c.id}) {
					t.Errorf("by %s: state %s, selected %v", way, ed.State(), ed.Selection())
				}
				if c.want != nil && way != "keyboard" && !c.want(ed.Real().Document(), r) {
					t.Errorf("by %s: got %+v", way, r)
				}
				undoesAndRedoes(t, ed, before, nil)
			}
		})
	}
}

func TestPlaceRefusesInWords(t *testing.T) {
	for _, c := range []struct {
		item string
		on   core.ID
	}{
		{"vpc", "subnet-1"}, {"subnet", "bucket"}, {"nat-gateway", "vpc"}, {"instance", "bucket"}, {"internet-gateway", "vpc"},
		{"internet-gateway", "bucket"}, {"resolver", "vpc"}, {"function", "bucket"}, {"service/s3", "subnet-1"}, {"api-gateway", "subnet-1"},
		{"security-group", "bucket"}, {"route-table", "bucket"}, {"gateway-endpoint", "bucket"},
		// What needs another thing first, or stands elsewhere.
		{"vpc-peering-connection", "vpc"}, {"transit-gateway-attachment", "vpc"}, {"transit-gateway-route-table", "vpc"}, {"vpn-connection", "vpc"},
		{"on-premises-host", "vpc"}, {"on-premises-network", "vpc"}, {"transit-gateway", "vpc"}, {"db-instance", "vpc"}, {"private-hosted-zone", "bucket"},
		{"event-source-mapping", "subnet-1"},
	} {
		ed, d := open(t)
		before := bytesOf(ed)
		s := ed.Real().Sheet().Shape(c.on)
		d.Palette(c.item).Move(ed.Client(geom.Pt(s.Box.X+8, s.Box.Y+8)))
		if o := ed.Overlay(); o.Refusal == "" || o.Ghost == nil {
			t.Errorf("%s on %s: %+v", c.item, c.on, o)
		}
		d.Up()
		if bytesOf(ed) != before {
			t.Errorf("%s on %s changed the drawing", c.item, c.on)
		}
	}
}

func TestPlacingEnds(t *testing.T) {
	ed, d := open(t)
	d.Act("place", "function").Key("Escape")
	if ed.State() != "idle" {
		t.Errorf("after Escape: %s", ed.State())
	}
	d.Act("place", "function").Act("place", "function")
	if ed.State() != "idle" {
		t.Errorf("after the same again: %s", ed.State())
	}
	d.Act("place", "function").Act("place", "instance")
	if ed.Armed() != "instance" {
		t.Errorf("armed: %q", ed.Armed())
	}
	// A refused click leaves it armed, and zooming does too.
	d.Click(d.Over("bucket")).Key("Shift+Digit1")
	if ed.State() != "placing" {
		t.Errorf("after a refused click: %s", ed.State())
	}
	d.Act("place", "nonsense")
	if ed.Armed() == "nonsense" {
		t.Error("nonsense is armed")
	}
}

// What joins networks is placed between those that are there.
func TestPlaceBetweenNetworks(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	free := edittest.Canvas.Min().Add(geom.Pt(4, 4))
	box := func(key core.ID) geom.Point {
		b := ed.Real().Sheet().Shape(key).Box
		return ed.Client(geom.Pt(b.X+b.W/2, b.Bottom()-6))
	}
	place := func(item string, p geom.Point) { t.Helper(); d.Act("place", item).Click(p) }
	place("vpc", free)
	place("vpc-peering-connection", box("vpc"))
	place("transit-gateway", free.Add(geom.Pt(0, 12)))
	for ed.Real().Document().Resource("tgw-1") == nil && free.X < 900 {
		free.X += 40 // the new VPC may have grown over it
		d.Key("Escape")
		place("transit-gateway", free)
	}
	d.Key("Shift+Digit1")
	place("transit-gateway-route-table", box("tgw-1"))
	place("transit-gateway-attachment", box("vpc"))
	place("on-premises-network", edittest.Canvas.Min().Add(geom.Pt(4, 4)))
	d.Key("Shift+Digit1")
	place("on-premises-host", box("office-1"))
	place("vpn-connection", box("office-1"))
	doc := ed.Real().Document()
	pcx, _ := doc.Resource("pcx-1").(*core.Peering)
	if pcx == nil || pcx.Requester != "vpc" || pcx.Accepter != "vpc-1" {
		t.Errorf("peering %+v", pcx)
	}
	a, _ := doc.Resource("tgw-attach-1").(*core.TransitAttachment)
	if a == nil || a.TransitGateway != "tgw-1" || a.VPC != "vpc" || len(a.Subnets) == 0 || a.RouteTable != "tgw-rtb-1" {
		t.Errorf("attachment %+v", a)
	}
	h, _ := doc.Resource("host-1").(*core.Host)
	if h == nil || h.Network != "office-1" || h.IP != "192.168.0.10" {
		t.Errorf("host %+v", h)
	}
	c, _ := doc.Resource("vpn-1").(*core.VPNConnection)
	if c == nil || c.Network != "office-1" || c.Gateway != "tgw-1" {
		t.Errorf("connection %+v", c)
	}
	if b, _ := doc.Resource("tgw-attach-2").(*core.TransitAttachment); b == nil || b.Connection != "vpn-1" {
		t.Errorf("the connection has no attachment: %+v", b)
	}
	for ed.CanUndo() != "" {
		ed.Run("undo", "")
	}
	if got := bytesOf(ed); got != before {
		t.Errorf("undoing all is not where it began:\n%s", difference(before, got))
	}
}

// From an empty drawing, everything can be placed.
func TestPlaceOnEmptyGround(t *testing.T) {
	ed := edit.New(diagram.FromFile(&core.File{Network: core.Topology{Region: "eu-west-1", Account: "123456789012"}}))
	d := edittest.ForEditor(t, ed)
	place := func(item string, p geom.Point) { t.Helper(); d.Act("place", item).Click(p) }
	place("vpc", geom.Pt(500, 200))
	over := func(key core.ID, dx, dy float64) geom.Point {
		b := ed.Real().Sheet().Shape(key).Box
		return ed.Client(geom.Pt(b.X+dx, b.Y+dy))
	}
	place("subnet", over("vpc-1", 100, 100))
	place("internet-gateway", over("vpc-1", 100, 20))
	place("function", over("subnet-1", 100, 100))
	place("service/s3", geom.Pt(1190, 740))
	place("api-gateway", geom.Pt(204, 740))
	for _, id := range []core.ID{"vpc-1", "subnet-1", "igw-1", "fn-1", "bucket-1", "api-1", "role-1"} {
		if ed.Real().Document().Resource(id) == nil {
			t.Errorf("there is no %s", id)
		}
	}
	if s := ed.Real().Sheet().Shape("eni~subnet-1"); s == nil {
		t.Error("the function has no interface")
	}
	for ed.CanUndo() != "" {
		ed.Run("undo", "")
	}
	if n := len(ed.Real().Document().Resources()); n != 0 {
		t.Errorf("%d resources are left after undoing all", n)
	}
}
