package diagram

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lasthop/core"
	"lasthop/wasm/geom"
)

// random makes a network, half-drawn in places: references may lead nowhere.
func random(r *rand.Rand) *core.File {
	var all []core.Resource
	pick := func(prefix string, n int) core.ID {
		if r.IntN(12) == 0 {
			return "nowhere"
		}
		return core.ID(prefix + strconv.Itoa(r.IntN(n)))
	}
	vpcs, subnets, groups, tables := 1+r.IntN(3), 1+r.IntN(14), 1+r.IntN(5), 1+r.IntN(4)
	add := func(id string, x core.Resource) {
		x.Head().ID = core.ID(id)
		if r.IntN(5) == 0 {
			x.Head().Name = "a rather long name for " + id
		}
		all = append(all, x)
	}
	for i := range vpcs {
		add("vpc-"+strconv.Itoa(i), &core.VPC{CIDRs: []core.CIDR{"10.0.0.0/16"}})
		add("igw-"+strconv.Itoa(i), &core.InternetGateway{VPC: pick("vpc-", vpcs)})
		add("gwe-"+strconv.Itoa(i), &core.GatewayEndpoint{VPC: pick("vpc-", vpcs), Service: "s3", RouteTables: []core.ID{pick("rtb-", tables)}})
	}
	for i := range subnets {
		add("net-"+strconv.Itoa(i), &core.Subnet{VPC: pick("vpc-", vpcs), Zone: "zone-" + strconv.Itoa(r.IntN(3)), CIDR: core.CIDR("10.0." + strconv.Itoa(i) + ".0/24"), RouteTable: pick("rtb-", tables)})
	}
	for i := range tables {
		add("rtb-"+strconv.Itoa(i), &core.RouteTable{VPC: pick("vpc-", vpcs), Routes: []core.Route{{Destination: "0.0.0.0/0", Target: pick("igw-", vpcs)}}})
	}
	for i := range groups {
		add("sg-"+strconv.Itoa(i), &core.SecurityGroup{VPC: pick("vpc-", vpcs)})
	}
	for i := range r.IntN(12) {
		f := &core.Function{Role: "role-0", State: core.FunctionActive}
		for range r.IntN(4) {
			if s := pick("net-", subnets); !slices.Contains(f.Subnets, s) {
				f.Subnets = append(f.Subnets, s)
			}
			if g := pick("sg-", groups); !slices.Contains(f.SecurityGroups, g) {
				f.SecurityGroups = append(f.SecurityGroups, g)
			}
		}
		add("fn-"+strconv.Itoa(i), f)
	}
	for i := range r.IntN(12) {
		add("vm-"+strconv.Itoa(i), &core.Instance{Subnet: pick("net-", subnets), SecurityGroups: []core.ID{pick("sg-", groups)}, Role: "role-0"})
	}
	for i := range r.IntN(3) {
		add("nat-"+strconv.Itoa(i), &core.NATGateway{Subnet: pick("net-", subnets), State: core.NATAvailable})
		add("vpce-"+strconv.Itoa(i), &core.InterfaceEndpoint{VPC: pick("vpc-", vpcs), Service: "ssm", Subnets: []core.ID{pick("net-", subnets)}, SecurityGroups: []core.ID{pick("sg-", groups)}})
	}
	for i := range r.IntN(8) {
		add("bucket-"+strconv.Itoa(i), &core.Service{Service: "s3"})
	}
	for i := range r.IntN(4) {
		add("api-"+strconv.Itoa(i), &core.APIGateway{})
	}
	addOthers(r, add, pick, vpcs, subnets)
	add("role-0", &core.Role{})
	add("role-1", &core.Role{})
	add("pl", &core.PrefixList{})
	add("acl", &core.NetworkACL{VPC: pick("vpc-", vpcs)})
	add("dns", &core.Resolver{VPC: pick("vpc-", vpcs)})
	return &core.File{Format: core.Format, Network: core.Topology{Region: "eu-west-1", Account: "123456789012", Resources: all}}
}

// addOthers adds what joins networks, what stands in subnets beside functions, and
// what calls them.
func addOthers(r *rand.Rand, add func(string, core.Resource), pick func(string, int) core.ID, vpcs, subnets int) {
	n := 1 + r.IntN(3)
	in := func() core.Placement {
		p := core.Placement{SecurityGroups: []core.ID{pick("sg-", 2)}}
		for range r.IntN(3) {
			if s := pick("net-", subnets); !slices.Contains(p.Subnets, s) {
				p.Subnets = append(p.Subnets, s)
			}
		}
		return p
	}
	for i := range r.IntN(3) {
		k := strconv.Itoa(i)
		add("tgw-"+k, &core.TransitGateway{})
		add("pcx-"+k, &core.Peering{Requester: pick("vpc-", vpcs), Accepter: pick("vpc-", vpcs), State: core.PeeringActive})
		add("site-"+k, &core.OnPremises{CIDRs: []core.CIDR{"192.168.0.0/16"}})
		add("eigw-"+k, &core.EgressOnlyGateway{VPC: pick("vpc-", vpcs)})
		add("vgw-"+k, &core.VirtualGateway{VPC: pick("vpc-", vpcs)})
		add("rnat-"+k, &core.NATGateway{VPC: pick("vpc-", vpcs), Regional: true, State: core.NATAvailable})
		add("scp-"+k, &core.OrganizationPolicy{Kind: core.ServiceControlPolicy})
		add("bpa-"+k, &core.BlockPublicAccess{Mode: core.BlockIngress})
	}
	for i := range r.IntN(5) {
		k := strconv.Itoa(i)
		a := &core.TransitAttachment{TransitGateway: pick("tgw-", n)}
		switch r.IntN(3) {
		case 0:
			a.VPC, a.Subnets = pick("vpc-", vpcs), []core.ID{pick("net-", subnets)}
		case 1:
			a.Connection = pick("vpn-", 3)
		default:
			a.Peer = pick("att-", 3)
		}
		add("att-"+k, a)
		add("tgwrtb-"+k, &core.TransitTable{TransitGateway: pick("tgw-", n), Routes: []core.TransitRoute{{Destination: "0.0.0.0/0", Attachment: "att-0"}}})
		add("vpn-"+k, &core.VPNConnection{Gateway: pick([]string{"vgw-", "tgw-"}[r.IntN(2)], n), Network: pick("site-", n)})
		add("host-"+k, &core.Host{Network: pick("site-", n), IP: "192.168.0.7", Role: "role-0"})
		add("zone-"+k, &core.PrivateZone{Domain: "corp.example", VPCs: []core.ID{pick("vpc-", vpcs), pick("vpc-", vpcs)}})
		add("rule-"+k, &core.ResolverRule{Domain: "a.rather.long.domain.example", VPCs: []core.ID{pick("vpc-", vpcs)}})
		add("esm-"+k, &core.EventSourceMapping{Source: "bucket-0", Function: "fn-0"})
		add("fw-"+k, &core.FirewallEndpoint{Subnet: pick("net-", subnets)})
		for _, x := range []core.Resource{
			&core.LoadBalancer{Placement: in()}, &core.Database{Placement: in()}, &core.DatabaseProxy{Placement: in()}, &core.Cache{Placement: in()},
			&core.FileSystem{Placement: in()}, &core.Broker{Placement: in()}, &core.ResolverEndpoint{Placement: in()}, &core.ClientVPN{Placement: in()},
		} {
			if r.IntN(3) == 0 {
				add(string(x.Type())+"-"+k, x)
			}
		}
		if r.IntN(3) == 0 {
			add("link-"+k, &core.APIGateway{Endpoint: core.APIPrivate, LinkSubnets: []core.ID{pick("net-", subnets)}})
		}
	}
}

// solid reports whether nothing else may cover the shape.
func solid(s *Shape) bool {
	switch s.Kind {
	case ShapeGroup, ShapeKey:
		return false
	}
	return !s.Container()
}

func TestEverythingHasAShapeAndNothingOverlaps(t *testing.T) {
	for seed := range uint64(300) {
		d := FromFile(random(rand.New(rand.NewPCG(seed, 5))))
		s := Lay(d, nil)
		keys := map[core.ID]bool{}
		shown := map[core.ID]bool{}
		for i := range s.Shapes {
			x := &s.Shapes[i]
			if keys[x.Key] || x.Key == "" {
				t.Fatalf("seed %d: key %q is not unique", seed, x.Key)
			}
			keys[x.Key], shown[x.Resource] = true, true
			if p := s.Shape(x.Parent); x.Parent != "" && (p == nil || s.index[x.Parent] > i && solid(x)) {
				t.Fatalf("seed %d: %s comes before its parent %s, or has none", seed, x.Key, x.Parent)
			} else if p != nil && solid(x) && x.Kind != ShapeGate && x.Kind != ShapeDoor && !p.Box.ContainsRect(x.Box) {
				t.Fatalf("seed %d: %s at %v is not within %s at %v", seed, x.Key, x.Box, p.Key, p.Box)
			}
			if x.Box != geom.R(geom.Snap(x.Box.X, 0.5), geom.Snap(x.Box.Y, 0.5), x.Box.W, x.Box.H) {
				t.Fatalf("seed %d: %s stands on a fraction: %v", seed, x.Key, x.Box)
			}
			for j := range s.Shapes[:i] {
				o := &s.Shapes[j]
				both := solid(x) && solid(o) || x.Kind == o.Kind && (x.Kind == ShapeSubnet || x.Kind == ShapeVPC || x.Kind == ShapeHub || x.Kind == ShapeSite)
				if both && x.Box.Intersects(o.Box) {
					t.Fatalf("seed %d: %s at %v overlaps %s at %v", seed, x.Key, x.Box, o.Key, o.Box)
				}
			}
		}
		for _, r := range d.Resources() {
			if !shown[r.Head().ID] {
				t.Fatalf("seed %d: %s has no shape", seed, r.Head().ID)
			}
		}
		for _, tie := range s.Tethers {
			if s.Shape(tie.From) == nil || s.Shape(tie.To) == nil {
				t.Fatalf("seed %d: tether %s ends nowhere", seed, tie.Key)
			}
		}
	}
}

var sheetOptions = cmp.Options{cmpopts.IgnoreUnexported(Sheet{})}

func TestOrderOfTheFileDoesNotMatter(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 6))
		f := random(r)
		want := Lay(FromFile(f), nil)
		all := slices.Clone(f.Network.Resources)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		f.Network.Resources = all
		if diff := cmp.Diff(want, Lay(FromFile(f), nil), sheetOptions); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// boxes returns the boxes of the shapes by key.
func boxes(s *Sheet) map[core.ID]geom.Rect {
	out := map[core.ID]geom.Rect{}
	for i := range s.Shapes {
		out[s.Shapes[i].Key] = s.Shapes[i].Box
	}
	return out
}

func TestFreezingMovesNothing(t *testing.T) {
	for seed := range uint64(100) {
		d := FromFile(random(rand.New(rand.NewPCG(seed, 8))))
		before := boxes(Lay(d, nil))
		d.Update("", Lay(d, nil).Freeze)
		if diff := cmp.Diff(before, boxes(Lay(d, nil))); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		again := FromFile(d.File())
		if diff := cmp.Diff(before, boxes(Lay(again, nil)), cmpopts.EquateApprox(0, 0.51)); diff != "" {
			t.Fatalf("seed %d, from the file: %s", seed, diff)
		}
	}
}

func TestMovingOneShapeMovesNoOther(t *testing.T) {
	d := FromFile(small())
	d.Update("", Lay(d, nil).Freeze)
	before := Lay(d, nil)
	at := before.Shape("db").Box
	d.Update("", func(tx *Tx) { tx.Place("db", geom.R(at.X+8, at.Y, 0, 0)) })
	after := Lay(d, nil)
	for key, b := range boxes(before) {
		got := after.Shape(key).Box
		mine := key == "db" || before.Shape(key).On == "db" || before.Shape(key).Parent == "db"
		if mine && got != b.Translate(8, 0) || !mine && got != b {
			t.Errorf("%s went from %v to %v", key, b, got)
		}
	}
}

func TestContainersGrowRoundWhatIsMoved(t *testing.T) {
	d := FromFile(small())
	d.Update("", Lay(d, nil).Freeze)
	s := Lay(d, nil)
	net := s.Shape("subnet-2").Box
	d.Update("", func(tx *Tx) { tx.Place("db", geom.R(net.X+40, net.Bottom()-10, 0, 0)) })
	s = Lay(d, nil)
	db, grown, vpc := s.Shape("db").Box, s.Shape("subnet-2").Box, s.Shape("vpc").Box
	if !grown.ContainsRect(db) || !vpc.ContainsRect(grown) || grown.Bottom() <= net.Bottom() {
		t.Errorf("db %v, its subnet %v (was %v), its VPC %v", db, grown, net, vpc)
	}
}

// A place that is not true any more is passed over: the drawing shows where a
// thing acts.
func TestAPlaceInAnotherSubnetDoesNotCount(t *testing.T) {
	d := FromFile(small())
	d.Update("", Lay(d, nil).Freeze)
	d.Update("", func(tx *Tx) {
		db := Clone(d.Resource("db")).(*core.Instance)
		db.Subnet = "subnet-1"
		tx.Put(db)
	})
	s := Lay(d, nil)
	if !s.Shape("subnet-1").Box.ContainsRect(s.Shape("db").Box) {
		t.Errorf("db at %v is not in subnet-1 at %v", s.Shape("db").Box, s.Shape("subnet-1").Box)
	}
}

// Adding something to a drawing that stands as someone put it leaves the rest.
func TestAddingLeavesWhatStands(t *testing.T) {
	for seed := range uint64(60) {
		d := FromFile(random(rand.New(rand.NewPCG(seed, 9))))
		d.Update("", Lay(d, nil).Freeze)
		before := Lay(d, nil)
		d.Update("", func(tx *Tx) {
			s := &core.Subnet{VPC: "vpc-0", Zone: "zone-1", CIDR: "10.0.200.0/24"}
			s.ID = "new-subnet"
			tx.Put(s)
			f := &core.Function{Subnets: []core.ID{"new-subnet"}, State: core.FunctionActive, Role: "role-0"}
			f.ID = "new-fn"
			tx.Put(f)
		})
		after := Lay(d, nil)
		for i := range before.Shapes {
			x := &before.Shapes[i]
			switch x.Kind {
			case ShapeInterface, ShapeInstance, ShapeNAT, ShapeEndpoint, ShapeFunction, ShapeService, ShapeCaller, ShapeSubnet, ShapeHub, ShapeSite, ShapeMachine:
				if got := after.Shape(x.Key).Box; got.Min() != x.Box.Min() {
					t.Fatalf("seed %d: adding moved %s from %v to %v", seed, x.Key, x.Box, got)
				}
			}
		}
		if fn := after.Shape("new-fn"); fn == nil {
			t.Fatalf("seed %d: new-fn has no shape", seed)
		} else {
			for i := range after.Shapes {
				if o := &after.Shapes[i]; o.Kind == ShapeFunction && o.Key != "new-fn" && o.Box.Intersects(fn.Box) {
					t.Fatalf("seed %d: new-fn at %v covers %s at %v", seed, fn.Box, o.Key, o.Box)
				}
			}
		}
	}
}

func TestTheSameGroupHasTheSameRingEverywhere(t *testing.T) {
	d := FromFile(small())
	s := Lay(d, nil)
	seen := map[core.ID]Ring{}
	for i := range s.Shapes {
		for _, g := range s.Shapes[i].Groups {
			if r, ok := seen[g.Group]; ok && r != g {
				t.Errorf("%s is %v and %v", g.Group, r, g)
			}
			seen[g.Group] = g
		}
	}
	if a, b := seen["sg"], seen["sg-2"]; a.Color == b.Color || a.Mark == b.Mark {
		t.Errorf("two groups share a colour or a mark: %v, %v", a, b)
	}
}

func TestSpreadKeepsDistanceAndOrder(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 2))
		wanted := make([]float64, r.IntN(9))
		for i := range wanted {
			wanted[i] = float64(r.IntN(300))
		}
		slices.Sort(wanted)
		got := spread(wanted, 60)
		for i := range got {
			if i > 0 && got[i]-got[i-1] < 59 {
				t.Fatalf("%v came too close: %v", wanted, got)
			}
		}
		free := true
		for i := 1; i < len(wanted); i++ {
			free = free && wanted[i]-wanted[i-1] >= 60
		}
		if free && !slices.Equal(got, wanted) {
			t.Fatalf("%v had room and were moved: %v", wanted, got)
		}
	}
}

func TestTextsFitWhatTheyAreGiven(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 4))
		var text []rune
		for range r.IntN(60) {
			text = append(text, []rune("abcWi .,-é中…")[r.IntN(12)])
		}
		s, w := string(text), 40+float64(r.IntN(200))
		for _, f := range []Font{FontName, FontBody, FontSmall, FontMono} {
			if e := f.Elide(s, w); f.Width(e) > w {
				t.Fatalf("%q elided to %q, which is %v wide and not %v", s, e, f.Width(e), w)
			}
			got := f.Wrap(s, w, 3)
			if len(got) > 3 {
				t.Fatalf("%q wrapped to %d lines", s, len(got))
			}
			for _, l := range got {
				if f.Width(l) > w {
					t.Fatalf("%q wrapped to %q, which is %v wide and not %v", s, l, f.Width(l), w)
				}
			}
		}
	}
}
