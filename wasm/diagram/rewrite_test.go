package diagram

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/geom"
)

func TestRemovingASubnetPutsRightWhatReferredToIt(t *testing.T) {
	d := FromFile(small())
	d.Update("Delete", Removal(d, []core.ID{"subnet-1"}))
	if got := d.Resource("fn").(*core.Function).Subnets; !slices.Equal(got, []core.ID{"subnet-2"}) {
		t.Errorf("fn keeps subnets %q", got)
	}
	if got := d.Resource("vpce-ssm").(*core.InterfaceEndpoint).Subnets; !slices.Equal(got, []core.ID{"subnet-2"}) {
		t.Errorf("vpce-ssm keeps subnets %q", got)
	}
	if d.Resource("nat") != nil {
		t.Error("the NAT gateway outlived its subnet")
	}
	if got := d.Resource("rtb").(*core.RouteTable).Routes[1].Target; got != "nat" {
		t.Errorf("the route to the NAT gateway is not a black hole: it leads to %q", got)
	}
	if _, ok := d.Place("eni~subnet-1~sg"); ok {
		t.Error("the interface's place was kept")
	}
}

func TestRemovingFallsBackToDefaults(t *testing.T) {
	d := FromFile(small())
	d.Update("Delete", Removal(d, []core.ID{"rtb", "acl", "sg-2", "pl", "role"}))
	s := d.Resource("subnet-1").(*core.Subnet)
	if s.RouteTable != "" || s.NetworkACL != "" {
		t.Errorf("subnet-1 still names %q and %q", s.RouteTable, s.NetworkACL)
	}
	if got := len(d.Resource("sg").(*core.SecurityGroup).Outbound); got != 1 {
		t.Errorf("sg has %d outbound rules; the one that named sg-2 should be gone", got)
	}
	if got := len(d.Resource("vpce-s3").(*core.GatewayEndpoint).RouteTables); got != 0 {
		t.Errorf("vpce-s3 still knows %d tables", got)
	}
	if got := d.Resource("fn").(*core.Function).Role; got != "" {
		t.Errorf("fn still has role %q", got)
	}
}

func TestRemovingAVPCDetachesItsInternetGateway(t *testing.T) {
	d := FromFile(small())
	d.Update("Delete", Removal(d, []core.ID{"vpc"}))
	var left []core.ID
	for _, r := range d.Resources() {
		left = append(left, r.Head().ID)
	}
	if want := []core.ID{"bucket", "fn", "igw", "pl", "role"}; !slices.Equal(left, want) {
		t.Errorf("left: %q, want %q", left, want)
	}
	if got := d.Resource("igw").(*core.InternetGateway).VPC; got != "" {
		t.Errorf("igw is attached to %q", got)
	}
}

// After a removal only routes may name what is gone.
func TestRemovalLeavesNoDanglingReference(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		d := FromFile(small())
		all := d.Resources()
		var ids []core.ID
		for range 1 + r.IntN(4) {
			ids = append(ids, all[r.IntN(len(all))].Head().ID)
		}
		d.Update("Delete", Removal(d, ids))
		for _, res := range d.Resources() {
			for _, ref := range References(res) {
				if ref.ID != "" && d.Resource(ref.ID) == nil && !strings.HasPrefix(ref.Path, "routes/") {
					t.Fatalf("removing %q left %s of %s naming %s", ids, ref.Path, res.Head().ID, ref.ID)
				}
			}
		}
	}
}

func TestRenameReachesEveryMention(t *testing.T) {
	for _, r := range small().Network.Resources {
		old := r.Head().ID
		d := FromFile(small())
		users := len(Users(d, old))
		d.Update("Rename", Rename(d, old, "zz"))
		if d.Resource(old) != nil || d.Resource("zz") == nil {
			t.Fatalf("%s was not renamed", old)
		}
		if got := Users(d, old); len(got) != 0 {
			t.Errorf("%s still names %s", got[0].Head().ID, old)
		}
		if got := len(Users(d, "zz")); got != users {
			t.Errorf("%s had %d users, zz has %d", old, users, got)
		}
	}
	d := FromFile(small())
	d.Update("Rename", Rename(d, "sg", "a-group"))
	if p, ok := d.Place("eni~subnet-1~a-group"); !ok || p != geom.R(24, 48, 0, 0) {
		t.Errorf("the shared interface lost its place: %v", p)
	}
	d.Update("Rename", Rename(d, "fn", "fn-9"))
	if got := d.Checks()[0].Query.From; got != "fn-9" {
		t.Errorf("the check asks from %s", got)
	}
}

// References must know every field of type ID, whatever type grows one.
func TestReferencesKnowEveryField(t *testing.T) {
	id := reflect.TypeFor[core.ID]()
	var count func(v reflect.Value) int
	count = func(v reflect.Value) int {
		n := 0
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).Name != "Common" {
					n += count(v.Field(i))
				}
			}
		case reflect.Slice:
			if v.Type().Elem().Kind() == reflect.Uint8 {
				return 0
			}
			one := reflect.New(v.Type().Elem()).Elem()
			v.Set(reflect.Append(v, one))
			n += count(v.Index(v.Len() - 1))
		case reflect.String:
			if v.Type() == id {
				v.SetString("x")
				n++
			}
		}
		return n
	}
	for _, typ := range core.Types() {
		r := core.New(typ)
		want := count(reflect.ValueOf(r).Elem())
		refs := References(r)
		for _, ref := range refs {
			if ref.ID != "x" {
				t.Errorf("%s: %s was not reached", typ, ref.Path)
			}
		}
		if len(refs) != want {
			t.Errorf("%s: References finds %d fields, the type has %d", typ, len(refs), want)
		}
		if c := Clone(r); !Equal(c, r) {
			t.Errorf("%s: Clone differs", typ)
		}
	}
}

// A clone must share no memory that a later change could reach.
func TestCloneIsDeep(t *testing.T) {
	for _, r := range small().Network.Resources {
		c := Clone(r)
		visit(c, func(_ field, id *core.ID) { *id = "changed" })
		c.Head().Name = "changed"
		for _, ref := range References(r) {
			if ref.ID == "changed" {
				t.Errorf("%s: changing a clone changed %s of the original", r.Head().ID, ref.Path)
			}
		}
	}
}
