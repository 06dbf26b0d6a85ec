package core_test

import (
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// tidy is a network in which nothing is amiss: two zones, a NAT gateway in each, a
// function in both, and endpoints. Edits replace resources by id, or add them.
func tidy(edits ...core.Resource) *core.Topology {
	const b = coretest.Region + "b"
	open := []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}
	ssm := coretest.InterfaceEndpoint("vpce-ssm", "vpc", "ssm", "priv-a", "sg-endpoint")
	ssm.Subnets = []core.ID{"priv-a", "priv-b"}
	fn := coretest.Function("fn", "priv-a", "sg-fn")
	fn.Subnets = []core.ID{"priv-a", "priv-b"}
	web := coretest.Instance("web", "pub-a", "sg-web")
	web.PublicIP = "203.0.113.9"
	t := coretest.Topology(
		coretest.VPC("vpc", "10.0.0.0/16"), coretest.InternetGateway("igw", "vpc"),
		coretest.Subnet("pub-a", "vpc", "10.0.1.0/24", coretest.Routed("rtb-pub")),
		coretest.Subnet("pub-b", "vpc", "10.0.2.0/24", coretest.Routed("rtb-pub"), coretest.In(b)),
		coretest.Subnet("priv-a", "vpc", "10.0.11.0/24", coretest.Routed("rtb-a"), coretest.Filtered("acl")),
		coretest.Subnet("priv-b", "vpc", "10.0.12.0/24", coretest.Routed("rtb-b"), coretest.Filtered("acl"), coretest.In(b)),
		coretest.RouteTable("rtb-pub", "vpc", coretest.To("0.0.0.0/0", "igw")),
		coretest.RouteTable("rtb-a", "vpc", coretest.To("0.0.0.0/0", "nat-a")),
		coretest.RouteTable("rtb-b", "vpc", coretest.To("0.0.0.0/0", "nat-b")),
		coretest.NetworkACL("acl", "vpc", open, open),
		coretest.SecurityGroup("sg-web", "vpc", coretest.TCP("443", "0.0.0.0/0")),
		coretest.SecurityGroup("sg-fn", "vpc"),
		coretest.SecurityGroup("sg-endpoint", "vpc", core.GroupRule{Protocol: core.ProtoTCP, Ports: "443", Group: "sg-fn"}),
		coretest.NATGateway("nat-a", "pub-a"), coretest.NATGateway("nat-b", "pub-b"),
		coretest.GatewayEndpoint("vpce-s3", "vpc", "s3", "rtb-a", "rtb-b"), ssm,
		coretest.Service("bucket", "s3"), fn, web,
		coretest.Role("role", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
			{"Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": {"ArnLike": {"lambda:SourceFunctionArn": "arn:aws:lambda:*:*:function:fn"}}}]}`),
	)
	for _, edit := range edits {
		found := false
		for i, r := range t.Resources {
			if r.Head().ID == edit.Head().ID {
				t.Resources[i], found = edit, true
			}
		}
		if !found {
			t.Resources = append(t.Resources, edit)
		}
	}
	return t
}

// changed returns a copy of a resource of the tidy network with a change.
func changed[R any, P interface {
	*R
	core.Resource
}](id core.ID, change func(*R)) core.Resource {
	for _, r := range tidy().Resources {
		if p, ok := r.(P); ok && r.Head().ID == id {
			change((*R)(p))
			return p
		}
	}
	panic("no " + string(id))
}

func common(id core.ID) core.Common { return core.Common{ID: id} }

type edits []core.Resource

// lintCases has, for each code, networks where it fires, and where, and such as come
// near without firing it. The tidy network fires none.
var lintCases = []struct {
	code  core.LintCode
	at    core.ID // "" where it does not fire
	edits edits
}{
	{core.LintRouteShadowed, "rtb-a", edits{coretest.RouteTable("rtb-a", "vpc", coretest.To("0.0.0.0/0", "nat-a"),
		core.Route{Destination: "0.0.0.0/0", Target: "vgw", Propagated: true}), &core.VirtualGateway{Common: common("vgw"), VPC: "vpc"}}},
	{core.LintRouteShadowed, "rtb-a", edits{coretest.RouteTable("rtb-a", "vpc", coretest.To("0.0.0.0/0", "nat-a"),
		core.Route{Destination: "10.0.99.0/24", Target: "vgw", Propagated: true}), &core.VirtualGateway{Common: common("vgw"), VPC: "vpc"}}},
	{core.LintRouteShadowed, "", edits{coretest.RouteTable("rtb-a", "vpc", coretest.To("0.0.0.0/0", "nat-a"),
		core.Route{Destination: "172.16.0.0/12", Target: "vgw", Propagated: true}, coretest.To("172.16.1.0/24", "nat-a")), &core.VirtualGateway{Common: common("vgw"), VPC: "vpc"}}},
	{core.LintRouteBlackHole, "rtb-a", edits{coretest.RouteTable("rtb-a", "vpc", coretest.To("0.0.0.0/0", "nat-gone"))}},
	{core.LintRouteBlackHole, "rtb-a", edits{changed("nat-a", func(g *core.NATGateway) { g.State = core.NATDeleted })}},
	{core.LintPrefixesOverlap, "rtb-a", edits{
		&core.PrefixList{Common: common("pl-1"), Entries: []core.CIDR{"172.16.0.0/16"}}, &core.PrefixList{Common: common("pl-2"), Entries: []core.CIDR{"172.16.0.0/16"}},
		coretest.RouteTable("rtb-a", "vpc", core.Route{PrefixList: "pl-1", Target: "nat-a"}, core.Route{PrefixList: "pl-2", Target: "nat-b"})}},
	{core.LintPrefixesOverlap, "", edits{
		&core.PrefixList{Common: common("pl-1"), Entries: []core.CIDR{"172.16.0.0/16"}}, &core.PrefixList{Common: common("pl-2"), Entries: []core.CIDR{"172.17.0.0/16"}},
		coretest.RouteTable("rtb-a", "vpc", core.Route{PrefixList: "pl-1", Target: "nat-a"}, core.Route{PrefixList: "pl-2", Target: "nat-b"})}},
	{core.LintPeeringOneSided, "pcx", edits{coretest.VPC("other", "10.1.0.0/16"), &core.Peering{Common: common("pcx"), Requester: "vpc", Accepter: "other", State: core.PeeringActive},
		coretest.RouteTable("rtb-a", "vpc", coretest.To("0.0.0.0/0", "nat-a"), coretest.To("10.1.0.0/16", "pcx"))}},
	{core.LintPeeringOneSided, "", edits{coretest.VPC("other", "10.1.0.0/16"), &core.Peering{Common: common("pcx"), Requester: "vpc", Accepter: "other", State: core.PeeringActive},
		coretest.RouteTable("rtb-a", "vpc", coretest.To("0.0.0.0/0", "nat-a"), coretest.To("10.1.0.0/16", "pcx")), coretest.MainTable("main", "other", coretest.To("10.0.0.0/16", "pcx"))}},
	{core.LintACLRuleShadowed, "acl", edits{changed("acl", func(a *core.NetworkACL) {
		a.Inbound = append(a.Inbound, core.ACLRule{Number: 200, Action: core.Deny, Protocol: core.ProtoTCP, Ports: "22", CIDR: "10.0.0.0/8"})
	})}},
	{core.LintACLRuleShadowed, "", edits{changed("acl", func(a *core.NetworkACL) {
		a.Inbound = append(a.Inbound, core.ACLRule{Number: 50, Action: core.Deny, Protocol: core.ProtoTCP, Ports: "22", CIDR: "10.0.0.0/8"})
	})}},
	{core.LintACLRepliesNarrow, "acl", edits{changed("acl", func(a *core.NetworkACL) {
		a.Inbound = []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoTCP, Ports: "32768-65535", CIDR: "0.0.0.0/0"}}
	})}},
	{core.LintACLRepliesNarrow, "", edits{changed("acl", func(a *core.NetworkACL) {
		a.Inbound = []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoTCP, Ports: "1024-65535", CIDR: "0.0.0.0/0"}}
	})}},
	{core.LintGroupOpen, "sg-web", edits{coretest.SecurityGroup("sg-web", "vpc", coretest.TCP("20-25", "0.0.0.0/0"))}},
	{core.LintGroupOpen, "sg-web", edits{coretest.SecurityGroup("sg-web", "vpc", coretest.All("::/0"))}},
	{core.LintGroupOpen, "", edits{coretest.SecurityGroup("sg-web", "vpc", coretest.TCP("22", "203.0.113.0/24"), coretest.TCP("443", "0.0.0.0/0"))}},
	{core.LintGroupReferenceStale, "sg-endpoint", edits{coretest.SecurityGroup("sg-endpoint", "vpc", core.GroupRule{Protocol: core.ProtoAll, Group: "sg-gone"})}},
	{core.LintGroupReferenceStale, "sg-endpoint", edits{coretest.VPC("other", "10.1.0.0/16"), coretest.SecurityGroup("sg-other", "other"),
		coretest.SecurityGroup("sg-endpoint", "vpc", core.GroupRule{Protocol: core.ProtoAll, Group: "sg-other"}),
		&core.Peering{Common: common("pcx"), Requester: "vpc", Accepter: "other", State: core.PeeringDeleted}}},
	{core.LintGroupReferenceStale, "", edits{coretest.VPC("other", "10.1.0.0/16"), coretest.SecurityGroup("sg-other", "other"),
		coretest.SecurityGroup("sg-endpoint", "vpc", core.GroupRule{Protocol: core.ProtoAll, Group: "sg-other"}),
		&core.Peering{Common: common("pcx"), Requester: "other", Accepter: "vpc", State: core.PeeringActive}}},
	{core.LintGroupReferenceStale, "", edits{coretest.VPC("other", "10.1.0.0/16"), coretest.SecurityGroup("sg-other", "other"),
		coretest.SecurityGroup("sg-endpoint", "vpc", core.GroupRule{Protocol: core.ProtoAll, Group: "sg-other"}),
		&core.TransitGateway{Common: common("tgw"), SecurityGroupReferencing: true},
		&core.TransitAttachment{Common: common("at-1"), TransitGateway: "tgw", VPC: "vpc", SecurityGroupReferencing: true},
		&core.TransitAttachment{Common: common("at-2"), TransitGateway: "tgw", VPC: "other", SecurityGroupReferencing: true}}},
	{core.LintNATPrivateSubnet, "nat-a", edits{coretest.RouteTable("rtb-pub", "vpc")}},
	{core.LintNATPrivateSubnet, "", edits{coretest.RouteTable("rtb-pub", "vpc"), changed("nat-a", func(g *core.NATGateway) { g.Private = true }),
		changed("nat-b", func(g *core.NATGateway) { g.Private = true })}},
	{core.LintNATSharesSubnet, "nat-a", edits{coretest.NATGateway("nat-a", "priv-a")}},
	{core.LintNATCrossZone, "priv-b", edits{coretest.RouteTable("rtb-b", "vpc", coretest.To("0.0.0.0/0", "nat-a"))}},
	{core.LintNATCrossZone, "", edits{coretest.RouteTable("rtb-b", "vpc", coretest.To("0.0.0.0/0", "nat-r")),
		&core.NATGateway{Common: common("nat-r"), VPC: "vpc", Regional: true, State: core.NATAvailable}}},
	{core.LintPublicAddressUseless, "web", edits{changed("web", func(i *core.Instance) { i.Subnet = "priv-a" })}},
	{core.LintEndpointNoTable, "vpce-s3", edits{coretest.GatewayEndpoint("vpce-s3", "vpc", "s3")}},
	{core.LintEndpointNoTable, "vpce-s3", edits{coretest.GatewayEndpoint("vpce-s3", "vpc", "s3", "rtb-spare"), coretest.RouteTable("rtb-spare", "vpc")}},
	{core.LintEndpointMissing, "priv-b", edits{coretest.GatewayEndpoint("vpce-s3", "vpc", "s3", "rtb-a")}},
	{core.LintEndpointMissing, "priv-a", edits{coretest.Service("table", "dynamodb")}},
	{core.LintEndpointMissing, "", edits{coretest.GatewayEndpoint("vpce-s3", "vpc", "s3", "rtb-a", "rtb-b"), coretest.Service("queue", "sqs")}},
	{core.LintEndpointNotUsed, "vpce-ssm", edits{changed("vpce-ssm", func(e *core.InterfaceEndpoint) { e.PrivateDNS = false })}},
	{core.LintEndpointNotUsed, "", edits{changed("vpce-ssm", func(e *core.InterfaceEndpoint) { e.PrivateDNS, e.Service = false, "dynamodb" })}},
	{core.LintEndpointNotUsed, "", edits{changed("vpce-ssm", func(e *core.InterfaceEndpoint) { e.PrivateDNS = false }),
		&core.PrivateZone{Common: common("zone"), Domain: "ssm.eu-west-1.amazonaws.com", VPCs: []core.ID{"vpc"},
			Records: []core.Record{{Name: "ssm.eu-west-1.amazonaws.com", Value: "vpce-ssm"}}}}},
	{core.LintEndpointOneZone, "vpce-ssm", edits{changed("vpce-ssm", func(e *core.InterfaceEndpoint) { e.Subnets = e.Subnets[:1] })}},
	{core.LintFunctionPublicSubnet, "fn", edits{changed("fn", func(f *core.Function) { f.Subnets[0] = "pub-a" })}},
	{core.LintFunctionSubnets, "fn", edits{coretest.RouteTable("rtb-b", "vpc")}},
	{core.LintFunctionSubnets, "fn", edits{changed("priv-b", func(s *core.Subnet) { s.NetworkACL = "" })}},
	{core.LintFunctionSubnets, "", edits{changed("priv-b", func(s *core.Subnet) { s.RouteTable = "rtb-a" })}},
	{core.LintFunctionOneZone, "fn", edits{changed("fn", func(f *core.Function) { f.Subnets = f.Subnets[1:] })}},
	{core.LintRoleLacksInterfaces, "fn", edits{&core.Role{Common: common("role")}}},
	{core.LintRoleLacksInterfaces, "", edits{&core.Role{Common: common("role")}, coretest.Function("fn", "", "")}},
	{core.LintCodeMayUseInterfaces, "fn", edits{coretest.Role("role")}},
	{core.LintCodeMayUseInterfaces, "", edits{&core.Role{Common: common("role")}}},
	{core.LintURLOpen, "fn", edits{changed("fn", func(f *core.Function) { f.URL = core.URLNone })}},
	{core.LintURLOpen, "", edits{changed("fn", func(f *core.Function) { f.URL = core.URLIAM })}},
	{core.LintPolicyAnySource, "fn", edits{changed("fn", func(f *core.Function) {
		f.Policy = core.PolicyText(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}}`)
	})}},
	{core.LintPolicyAnySource, "", edits{changed("fn", func(f *core.Function) {
		f.Policy = core.PolicyText(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}}`)
	})}},
	{core.LintUnused, "sg-spare", edits{coretest.SecurityGroup("sg-spare", "vpc", core.GroupRule{Protocol: core.ProtoAll, Group: "sg-spare"})}},
	{core.LintUnused, "", edits{changed("sg-web", func(g *core.SecurityGroup) { g.Default = true })}},
	{core.LintUnused, "rtb-spare", edits{coretest.RouteTable("rtb-spare", "vpc")}},
	{core.LintUnused, "", edits{coretest.MainTable("main", "vpc")}},
	{core.LintUnused, "acl-spare", edits{coretest.OpenACL("acl-spare", "vpc")}},
	{core.LintUnused, "nat-spare", edits{coretest.NATGateway("nat-spare", "pub-a")}},
	{core.LintUnused, "igw-spare", edits{coretest.InternetGateway("igw-spare", "")}},
	{core.LintUnused, "eigw", edits{&core.EgressOnlyGateway{Common: common("eigw"), VPC: "vpc"}}},
	{core.LintUnused, "vgw", edits{&core.VirtualGateway{Common: common("vgw"), VPC: "vpc"}}},
	{core.LintUnused, "tgw", edits{&core.TransitGateway{Common: common("tgw")}}},
	{core.LintUnused, "pl", edits{&core.PrefixList{Common: common("pl")}}},
	{core.LintUnused, "pcx", edits{coretest.VPC("other", "10.1.0.0/16"), &core.Peering{Common: common("pcx"), Requester: "vpc", Accepter: "other", State: core.PeeringActive}}},
}

// TestLint: each code fires where it should, points at something drawn and says so,
// and fires nowhere in the tidy network.
func TestLint(t *testing.T) {
	if got := core.Compile(tidy()).Lint(); len(got) != 0 {
		t.Errorf("the tidy network is not: %+v", got)
	}
	fired := map[core.LintCode]bool{}
	for _, c := range lintCases {
		n := core.Compile(tidy(c.edits...))
		hit := false
		for _, f := range n.Lint() {
			if f.Code != c.code {
				continue
			}
			if c.at == "" {
				t.Errorf("%s fires at %s: %s", c.code, f.At, f.Sentence)
			}
			hit = hit || f.At == c.at
			if n.Resource(f.At) == nil || f.Ref.ID != f.At || f.Sentence == "" || f.Severity == core.SeverityNone {
				t.Errorf("%s: %+v", c.code, f)
			}
		}
		if c.at != "" && !hit {
			t.Errorf("%s does not fire at %s: %+v", c.code, c.at, n.Lint())
		}
		fired[c.code] = fired[c.code] || c.at != ""
	}
	for _, x := range core.LintCodes() {
		if !fired[x.Code] || x.Title == "" {
			t.Errorf("%s (%q) has no case where it fires", x.Code, x.Title)
		}
	}
}

// TestLintOfAnything: whatever is drawn, lint and cost answer, independently of order.
func TestLintOfAnything(t *testing.T) {
	for seed := range uint64(300) {
		topology := coretest.RandomTopology(seed)
		n := core.Compile(topology)
		want := n.Lint()
		cost := n.Cost()
		coretest.Shuffle(topology, seed)
		m := core.Compile(topology)
		got := m.Lint()
		if len(got) != len(want) || m.Cost().Monthly != cost.Monthly {
			t.Fatalf("seed %d: %d findings, then %d", seed, len(want), len(got))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("seed %d: %+v, then %+v", seed, want[i], got[i])
			}
			if n.Resource(got[i].At) == nil || n.RefText(got[i].Ref) == "" {
				t.Fatalf("seed %d: %+v", seed, got[i])
			}
		}
	}
}
