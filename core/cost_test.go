package core_test

import (
	"slices"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// TestCost: N1 to N9, of a network with one of each.
func TestCost(t *testing.T) {
	common := func(id core.ID) core.Common { return core.Common{ID: id} }
	auto := coretest.Subnet("auto", "vpc", "10.0.3.0/24")
	auto.AutoAssignPublicIP = true
	two := coretest.InterfaceEndpoint("vpce", "vpc", "ssm", "a")
	two.Subnets = []core.ID{"a", "b", "a"} // named twice, and there once
	elastic := coretest.Instance("elastic", "a", "")
	elastic.PublicIP, elastic.Stopped = "203.0.113.9", true
	stopped := coretest.Instance("stopped", "auto", "")
	stopped.Stopped = true
	private := coretest.NATGateway("nat-private", "a", func(g *core.NATGateway) { g.Private = true })
	failed := coretest.NATGateway("nat-failed", "a", func(g *core.NATGateway) { g.State = core.NATFailed })
	n := core.Compile(coretest.Topology(
		coretest.VPC("vpc", "10.0.0.0/16"), coretest.InternetGateway("igw", "vpc"), auto,
		coretest.Subnet("a", "vpc", "10.0.1.0/24"), coretest.Subnet("b", "vpc", "10.0.2.0/24", coretest.In("eu-west-1b")),
		coretest.GatewayEndpoint("vpce-s3", "vpc", "s3"), two,
		coretest.NATGateway("nat", "a"), private, failed,
		&core.NATGateway{Common: common("nat-manual"), VPC: "vpc", Regional: true, Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}, State: core.NATAvailable},
		&core.NATGateway{Common: common("nat-automatic"), VPC: "vpc", Regional: true, State: core.NATAvailable},
		coretest.Instance("auto-1", "auto", ""), elastic, stopped, coretest.Instance("inside", "a", ""),
		&core.TransitGateway{Common: common("tgw")}, &core.TransitAttachment{Common: common("attachment"), TransitGateway: "tgw", VPC: "vpc"},
		&core.VPNConnection{Common: common("vpn"), Kind: core.ConnectionVPN},
		&core.VPNConnection{Common: common("dx"), Kind: core.ConnectionDirectConnect},
		&core.LoadBalancer{Common: common("alb"), Placement: core.Placement{Subnets: []core.ID{"a", "b"}}},
		&core.LoadBalancer{Common: common("alb-internal"), Internal: true, Placement: core.Placement{Subnets: []core.ID{"a", "b"}}},
		&core.Database{Common: common("db"), PubliclyAccessible: true},
	))
	type item struct {
		at      core.ID
		code    string
		count   int
		dollars string
	}
	want := []item{
		{"nat", "nat-gateway", 1, "32.85"}, {"nat", "public-ipv4", 1, "3.65"},
		{"nat-automatic", "regional-nat-gateway", 2, "65.70"}, {"nat-automatic", "public-ipv4", 2, "7.30"},
		{"nat-manual", "regional-nat-gateway", 3, "98.55"}, {"nat-manual", "public-ipv4", 3, "10.95"},
		{"nat-private", "nat-gateway", 1, "32.85"},
		{"vpce", "interface-endpoint", 2, "14.60"},
		{"attachment", "transit-gateway-attachment", 1, "36.50"},
		{"vpn", "vpn-connection", 1, "36.50"},
		{"auto-1", "public-ipv4", 1, "3.65"}, {"elastic", "public-ipv4", 1, "3.65"},
		{"alb", "public-ipv4", 2, "7.30"}, {"db", "public-ipv4", 1, "3.65"},
	}
	got := n.Cost()
	var items []item
	sum := 0
	for _, x := range got.Items {
		items = append(items, item{x.At, x.Price.Info().Code, x.Count, core.Dollars(x.Monthly)})
		sum += x.Monthly
	}
	if !slices.Equal(items, want) {
		t.Errorf("got  %v\nwant %v", items, want)
	}
	if sum != got.Monthly || core.Dollars(sum) != "357.70" {
		t.Errorf("%s in all, the items are %s", core.Dollars(got.Monthly), core.Dollars(sum))
	}
	if len(got.Rates) != 5 {
		t.Errorf("rates: %+v", got.Rates)
	}
	if want := []core.ID{"dx", "auto-1", "elastic", "inside", "stopped", "alb", "alb-internal", "db"}; !slices.Equal(got.Unpriced, want) {
		t.Errorf("unpriced: %v, want %v", got.Unpriced, want)
	}
	if free := core.Compile(coretest.Topology(coretest.VPC("vpc", "10.0.0.0/16"), coretest.GatewayEndpoint("e", "vpc", "s3"))).Cost(); free.Monthly != 0 || free.Items != nil || free.Rates != nil {
		t.Errorf("what is free costs %+v", free)
	}
}
