package diagram

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lasthop/core"
	"lasthop/wasm/geom"
)

// small is a network with one of nearly everything.
func small() *core.File {
	vpc := &core.VPC{CIDRs: []core.CIDR{"10.0.0.0/16"}, DNSSupport: true}
	vpc.ID = "vpc"
	return &core.File{
		Format: core.Format, Title: "Small",
		Network: core.Topology{Region: "eu-west-1", Account: "123456789012", Resources: []core.Resource{
			vpc,
			&core.Subnet{Common: core.Common{ID: "subnet-1"}, VPC: "vpc", Zone: "eu-west-1a", CIDR: "10.0.1.0/24", RouteTable: "rtb", NetworkACL: "acl"},
			&core.Subnet{Common: core.Common{ID: "subnet-2"}, VPC: "vpc", Zone: "eu-west-1b", CIDR: "10.0.2.0/24"},
			&core.RouteTable{Common: core.Common{ID: "rtb"}, VPC: "vpc", Routes: []core.Route{{Destination: "0.0.0.0/0", Target: "igw"}, {PrefixList: "pl", Target: "nat"}}},
			&core.NetworkACL{Common: core.Common{ID: "acl"}, VPC: "vpc", Inbound: []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}},
			&core.SecurityGroup{Common: core.Common{ID: "sg"}, VPC: "vpc", Outbound: []core.GroupRule{{Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}, {Protocol: core.ProtoTCP, Ports: "443", Group: "sg-2"}}},
			&core.SecurityGroup{Common: core.Common{ID: "sg-2"}, VPC: "vpc"},
			&core.PrefixList{Common: core.Common{ID: "pl"}, Entries: []core.CIDR{"192.0.2.0/24"}},
			&core.InternetGateway{Common: core.Common{ID: "igw"}, VPC: "vpc"},
			&core.NATGateway{Common: core.Common{ID: "nat"}, Subnet: "subnet-1", State: core.NATAvailable},
			&core.GatewayEndpoint{Common: core.Common{ID: "vpce-s3"}, VPC: "vpc", Service: "s3", RouteTables: []core.ID{"rtb"}},
			&core.InterfaceEndpoint{Common: core.Common{ID: "vpce-ssm"}, VPC: "vpc", Service: "ssm", Subnets: []core.ID{"subnet-1", "subnet-2"}, SecurityGroups: []core.ID{"sg"}},
			&core.Function{Common: core.Common{ID: "fn"}, Subnets: []core.ID{"subnet-1", "subnet-2"}, SecurityGroups: []core.ID{"sg"}, Role: "role", Timeout: 3, State: core.FunctionActive},
			&core.Instance{Common: core.Common{ID: "db"}, Subnet: "subnet-2", SecurityGroups: []core.ID{"sg-2"}, Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 5432}}},
			&core.Role{Common: core.Common{ID: "role"}, Policies: []core.NamedPolicy{{Name: "p", Document: core.PolicyText(`{}`)}}},
			&core.Service{Common: core.Common{ID: "bucket"}, Service: "s3"},
		}},
		Checks: []core.Check{{Query: core.Query{From: "fn", To: "bucket"}, Expect: core.Blocked, At: "igw"}},
		Layout: map[core.ID]core.Place{"subnet-1": {X: 8, Y: 16, W: 300, H: 120}, "eni~subnet-1~sg": {X: 24, Y: 48}, "eni~db": {X: 1, Y: 1}},
	}
}

// snapshot is all of a document that anyone can see, its counters apart.
type snapshot struct {
	Head      Head
	Resources map[core.ID]core.Resource
	Places    map[core.ID]geom.Rect
}

func snap(d *Document) snapshot {
	s := snapshot{d.head, map[core.ID]core.Resource{}, map[core.ID]geom.Rect{}}
	for id, r := range d.resources {
		s.Resources[id] = Clone(r)
	}
	for key, r := range d.places {
		s.Places[key] = r
	}
	return s
}

// randomChange does a few random things.
func randomChange(r *rand.Rand, d *Document) func(*Tx) {
	pick := func() core.ID {
		all := d.Resources()
		if len(all) == 0 {
			return "nothing"
		}
		return all[r.IntN(len(all))].Head().ID
	}
	switch r.IntN(9) {
	case 0:
		return Removal(d, []core.ID{pick(), pick()})
	case 1:
		return Rename(d, pick(), core.ID("renamed-"+strconv.Itoa(r.IntN(1000))))
	default:
		return func(tx *Tx) {
			for range r.IntN(5) {
				id := pick()
				switch r.IntN(8) {
				case 0:
					n := core.New(core.Types()[r.IntN(len(core.Types()))])
					n.Head().ID = d.FreshID("new")
					tx.Put(n)
				case 1:
					if old := d.Resource(id); old != nil {
						c := Clone(old)
						c.Head().Name = strconv.Itoa(r.IntN(3))
						tx.Put(c)
					}
				case 2:
					tx.Remove(id)
				case 3:
					tx.Place(id, geom.R(float64(r.IntN(3)), 0, 10, 10))
				case 4:
					tx.Unplace(id)
				case 5:
					tx.SetTitle(strconv.Itoa(r.IntN(3)))
				case 6:
					tx.SetChecks(d.Checks()[:r.IntN(len(d.Checks())+1)])
				case 7:
					tx.SetLostZones([][]string{nil, {"eu-west-1a"}}[r.IntN(2)])
					tx.SetRegion([]string{"eu-west-1", "us-east-1"}[r.IntN(2)])
				}
			}
		}
	}
}

func TestUndoReturnsToTheStartAndRedoToTheEnd(t *testing.T) {
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 7))
		d := FromFile(small())
		start := snap(d)
		var h History
		states := []snapshot{start}
		for i := range 25 {
			before := snap(d)
			version, revision := d.Version(), d.Revision()
			c := d.Update("step", randomChange(r, d))
			after := snap(d)
			changed := !cmp.Equal(before, after)
			network := !cmp.Equal(before.Resources, after.Resources) || before.Head.Region != after.Head.Region || !slices.Equal(before.Head.LostZones, after.Head.LostZones)
			if c.Empty() == changed {
				t.Fatalf("seed %d step %d: Empty is %v, the document changed: %v", seed, i, c.Empty(), changed)
			}
			if (d.Version() > version) != changed || (d.Revision() > revision) != network {
				t.Fatalf("seed %d step %d: version %d→%d (changed %v), revision %d→%d (network %v)", seed, i, version, d.Version(), changed, revision, d.Revision(), network)
			}
			if h.Do(c, nil, c.Touched()); changed {
				states = append(states, after)
			}
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, ok := h.Undo(d); !ok {
				t.Fatalf("seed %d: no step to undo with %d left", seed, i)
			}
			if diff := cmp.Diff(states[i], snap(d)); diff != "" {
				t.Fatalf("seed %d: undo to state %d:\n%s", seed, i, diff)
			}
		}
		if h.CanUndo() {
			t.Fatalf("seed %d: more to undo than was done", seed)
		}
		for i := 1; i < len(states); i++ {
			h.Redo(d)
			if diff := cmp.Diff(states[i], snap(d)); diff != "" {
				t.Fatalf("seed %d: redo to state %d:\n%s", seed, i, diff)
			}
		}
		if _, ok := h.Redo(d); ok {
			t.Fatalf("seed %d: more to redo than was undone", seed)
		}
	}
}

func TestABurstIsOneStep(t *testing.T) {
	d := FromFile(small())
	start := snap(d)
	var h History
	move := func(x float64) Change {
		return d.Update("Move", func(tx *Tx) { tx.Place("db", geom.R(x, 0, 0, 0)) })
	}
	h.Do(move(8), []core.ID{"db"}, []core.ID{"db"})
	h.Extend(move(16), []core.ID{"db"})
	h.Extend(move(24), []core.ID{"db"})
	end := snap(d)
	if sel, _ := h.Undo(d); !slices.Equal(sel, []core.ID{"db"}) || h.CanUndo() {
		t.Errorf("undo of a burst left %q selected and CanUndo %v", sel, h.CanUndo())
	}
	if diff := cmp.Diff(start, snap(d)); diff != "" {
		t.Error(diff)
	}
	h.Redo(d)
	if diff := cmp.Diff(end, snap(d)); diff != "" {
		t.Error(diff)
	}
}

func TestACopyIsApart(t *testing.T) {
	d := FromFile(small())
	start := snap(d)
	c := d.Copy()
	c.Update("", Removal(c, []core.ID{"vpc"}))
	c.Update("", func(tx *Tx) { tx.SetTitle("other"); tx.Place("bucket", geom.R(1, 2, 3, 4)) })
	if diff := cmp.Diff(start, snap(d)); diff != "" {
		t.Error(diff)
	}
}

func TestAFileComesBackAsItWas(t *testing.T) {
	d := FromFile(small())
	f := d.File()
	if _, ok := f.Layout["eni~db"]; ok {
		t.Error("a place for a shape that there is not was kept")
	}
	if diff := cmp.Diff(snap(FromFile(f)).Resources, snap(d).Resources); diff != "" {
		t.Error(diff)
	}
	if f.Layout["subnet-1"] != (core.Place{X: 8, Y: 16, W: 300, H: 120}) || f.Layout["eni~subnet-1~sg"] != (core.Place{X: 24, Y: 48}) {
		t.Errorf("layout %v", f.Layout)
	}
	if diff := cmp.Diff(f.Checks, small().Checks); diff != "" {
		t.Error(diff)
	}
}
