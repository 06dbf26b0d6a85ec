package core_test

import (
	"testing"

	"lasthop/core"
	ct "lasthop/core/coretest"
)

// TestSubnetClass: the effective table alone says how far a subnet reaches (A6).
func TestSubnetClass(t *testing.T) {
	for _, c := range []struct {
		name   string
		routes []core.Route
		want   core.SubnetClass
		target core.ID
	}{
		{"no route", nil, core.ClassIsolated, ""},
		{"a black hole", []core.Route{ct.To("0.0.0.0/0", "gone")}, core.ClassIsolated, ""},
		{"internet gateway", []core.Route{ct.To("10.9.0.0/16", "vgw"), ct.To("198.51.100.0/24", "igw")}, core.ClassPublic, "igw"},
		{"virtual private gateway", []core.Route{ct.To("192.168.0.0/16", "vgw")}, core.ClassVPNOnly, "vgw"},
		{"that and a NAT gateway", []core.Route{ct.To("192.168.0.0/16", "vgw"), ct.To("0.0.0.0/0", "nat")}, core.ClassPrivate, "nat"},
		{"IPv6 outward", []core.Route{ct.To("::/0", "eigw")}, core.ClassPrivate, "eigw"},
		{"peering and a NAT gateway", []core.Route{ct.To("10.2.0.0/16", "pcx"), ct.To("0.0.0.0/0", "nat")}, core.ClassPrivate, "nat"},
		{"peering", []core.Route{ct.To("10.2.0.0/16", "pcx")}, core.ClassPrivate, "pcx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := core.Compile(ct.Topology(
				ct.VPC("vpc", "10.0.0.0/16"), ct.VPC("peer", "10.2.0.0/16"), ct.Subnet("sn", "vpc", "10.0.1.0/24", ct.Routed("rtb")),
				ct.RouteTable("rtb", "vpc", c.routes...), ct.InternetGateway("igw", "vpc"), ct.NATGateway("nat", "sn"),
				&core.VirtualGateway{Common: named("vgw"), VPC: "vpc"}, &core.EgressOnlyGateway{Common: named("eigw"), VPC: "vpc"},
				&core.Peering{Common: named("pcx"), Requester: "vpc", Accepter: "peer", State: core.PeeringActive},
			))
			if f := n.SubnetFacts("sn"); f.Class != c.want || f.Target != c.target {
				t.Errorf("class %v through %q, want %v through %q", f.Class, f.Target, c.want, c.target)
			}
		})
	}
}
