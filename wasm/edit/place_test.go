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
