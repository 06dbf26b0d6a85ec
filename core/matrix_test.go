package core_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// verdictCell is what a matrix must say of a pair.
func verdictCell(n *core.Network, q core.Query, from, to core.Endpoint) core.Cell {
	q.From, q.To = from, to
	v := n.Verdict(q)
	c := core.Cell{Outcome: v.Outcome, Symptom: v.Symptom}
	if _, s := v.Deciding(); s != nil {
		c.Reason, c.At = s.Reason, s.At
	}
	return c
}

// everyEnd lists every resource, sensible end or not, the internet and some addresses.
func everyEnd(n *core.Network) []core.Endpoint {
	ends := []core.Endpoint{"internet", "198.51.100.7", "10.0.1.17", "2001:db8::7", "s3"}
	for _, r := range n.Resources() {
		ends = append(ends, core.Endpoint(r.Head().ID))
	}
	return ends
}

func compareMatrix(t *testing.T, n *core.Network, q core.Query, sources, targets []core.Endpoint) {
	t.Helper()
	m := n.Matrix(q, sources, targets)
	for i, from := range m.Sources {
		for j, to := range m.Targets {
			if got, want := m.Cell(i, j), verdictCell(n, q, from, to); got != want {
				t.Fatalf("%+v, %s → %s: the matrix says %v (%+v), the verdict %v (%+v)", q, from, to, got, got, want, want)
			}
		}
	}
}

// TestMatrixIsTheVerdict: every cell is what the verdict says, in the examples, the lab,
// networks as companies have them, and nonsense.
func TestMatrixIsTheVerdict(t *testing.T) {
	files, err := filepath.Glob("../examples/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples")
	}
	questions := []core.Query{{}, {Kind: core.Invoke}, {Port: 443}, {Proto: core.ProtoUDP, Port: 53}, {Proto: core.ProtoICMP}}
	networks := []*core.Topology{lab(t), coretest.Estate(60, 1), coretest.Estate(1210, 2)}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := core.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		networks = append(networks, &f.Network)
	}
	for _, topology := range networks {
		n := core.Compile(topology)
		ends := everyEnd(n)
		if len(ends) > 300 {
			r := rand.New(rand.NewPCG(1, 1))
			r.Shuffle(len(ends), func(i, j int) { ends[i], ends[j] = ends[j], ends[i] })
			ends = ends[:120]
		}
		for _, q := range questions {
			compareMatrix(t, n, q, ends, ends)
		}
	}
	for seed := range rounds(60) {
		n := core.Compile(coretest.RandomTopology(seed))
		ends := everyEnd(n)
		for _, q := range questions[:2] {
			compareMatrix(t, n, q, ends, ends)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestMatrixTellsHostsApart: networks of many like hosts with everything by which a
// drawing can single one out: a rule for its address, a route to it, a record.
func TestMatrixTellsHostsApart(t *testing.T) {
	for seed := range rounds(60) {
		r := rand.New(rand.NewPCG(seed, 8))
		topology := likeHosts(r)
		n := core.Compile(topology)
		ends := everyEnd(n)
		for _, q := range []core.Query{{}, {Kind: core.Invoke}, {Port: uint16(r.IntN(8))}, {Family: core.IPv6}} {
			compareMatrix(t, n, q, ends, ends)
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
}

// likeHosts returns a network of some twenty hosts of few kinds.
func likeHosts(r *rand.Rand) *core.Topology {
	one := func(of ...core.CIDR) core.CIDR { return of[r.IntN(len(of))] }
	address := func() core.CIDR {
		return core.CIDR("10.0." + strconv.Itoa(r.IntN(3)) + "." + strconv.Itoa(4+r.IntN(28)))
	}
	peer := func() core.CIDR {
		return one("0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/28", "10.0.1.0/24", address()+"/32", address()+"/30")
	}
	t := coretest.Topology(coretest.VPC("vpc", "10.0.0.0/16"), coretest.InternetGateway("igw", "vpc"),
		coretest.Service("bucket", "s3"), coretest.Service("parameter", "ssm"))
	document := []string{
		`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`,
		`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:VpcSourceIp":"10.0.1.0/28"}}}}`,
		`{"Statement":{"Effect":"Allow","Action":"ssm:*","Resource":"*"}}`,
		`{"Statement":{"Effect":"Allow","Action":"*","Resource":["arn:aws:lambda:*:*:function:f3","arn:aws:s3:::*"]}}`,
	}[r.IntN(4)]
	add := func(x ...core.Resource) { t.Resources = append(t.Resources, x...) }
	add(coretest.Role("role", document))
	add(coretest.MainTable("main", "vpc", coretest.To(one("0.0.0.0/0", "198.51.0.0/16"), "igw")),
		coretest.RouteTable("rtb", "vpc", coretest.To("0.0.0.0/0", core.ID("i"+strconv.Itoa(r.IntN(3))))))
	rules := func() []core.ACLRule {
		return []core.ACLRule{
			{Number: 90, Action: core.Deny, Protocol: core.ProtoTCP, Ports: core.Ports(strconv.Itoa(r.IntN(8))), CIDR: peer()},
			{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: one("0.0.0.0/0", "10.0.0.0/16")},
		}
	}
	add(coretest.NetworkACL("acl", "vpc", rules(), rules()))
	for i := range 3 {
		s := coretest.Subnet(core.ID("sn"+strconv.Itoa(i)), "vpc", core.CIDR("10.0."+strconv.Itoa(i)+".0/27"))
		if r.IntN(2) == 0 {
			s.NetworkACL = "acl"
		}
		if r.IntN(3) == 0 {
			s.RouteTable = "rtb"
		}
		add(s)
		g := coretest.SecurityGroup(core.ID("sg"+strconv.Itoa(i)), "vpc", coretest.TCP("", peer()),
			core.GroupRule{Protocol: core.ProtoAll, Group: core.ID("sg" + strconv.Itoa(r.IntN(3)))})
		if r.IntN(2) == 0 {
			g.Outbound = []core.GroupRule{coretest.All(peer()), coretest.TCP("0-5", peer())}
		}
		add(g)
	}
	add(coretest.InterfaceEndpoint("vpce", "vpc", "ssm", "sn1", "sg1"))
	// Few differences make large classes, many make small ones.
	subnets, groups := 1+r.IntN(3), 1+r.IntN(3)
	roles, stops, publics, ports := 1+r.IntN(2), r.IntN(2), r.IntN(3), 1+r.IntN(3)
	for i := range 24 {
		subnet, group := core.ID("sn"+strconv.Itoa(r.IntN(subnets))), core.ID("sg"+strconv.Itoa(r.IntN(groups)))
		if i%4 == 3 {
			f := coretest.Function(core.ID("f"+strconv.Itoa(i)), subnet, group)
			f.Policy = core.PolicyText([]string{"", `{"Statement":{"Effect":"Allow","Principal":"*","Action":"lambda:*","Resource":"*"}}`}[r.IntN(2)])
			add(f)
			continue
		}
		x := coretest.Instance(core.ID("i"+strconv.Itoa(i)), subnet, group)
		x.Listens[0].Port = uint16(r.IntN(ports))
		x.Role = []core.ID{"role", ""}[r.IntN(roles)]
		x.Stopped = stops > 0 && r.IntN(8) == 0
		if publics > 0 && r.IntN(3) == 0 {
			x.PublicIP = core.Address("198.51.100." + strconv.Itoa(1+r.IntN(60))) // now and then twice, which AWS refuses
		}
		if r.IntN(12) == 0 {
			x.PrivateIP = "10.0.7.7" // in no subnet
		}
		add(x)
	}
	manage(r, t)
	return t
}

// manage adds managed services to a network of like hosts, some of which name hosts or
// addresses, gives some of it IPv6, and takes a zone down.
func manage(r *rand.Rand, t *core.Topology) {
	some := func(ids ...core.ID) core.Placement {
		return core.Placement{Subnets: ids[:1+r.IntN(len(ids))], SecurityGroups: []core.ID{core.ID("sg" + strconv.Itoa(r.IntN(3)))}}
	}
	add := func(x ...core.Resource) { t.Resources = append(t.Resources, x...) }
	for i := range 5 {
		number := strconv.Itoa(i)
		add(&core.Database{Common: common(core.ID("db" + number)), Placement: some("sn0", "sn1"), Engine: []string{"mysql", "postgres"}[r.IntN(2)], PubliclyAccessible: r.IntN(3) == 0},
			&core.Cache{Common: common(core.ID("cache" + number)), Placement: some("sn1", "sn2"), Engine: "redis"})
	}
	if r.IntN(2) == 0 {
		add(&core.LoadBalancer{Common: common("lb"), Placement: some("sn0", "sn2"), Kind: core.ApplicationLoadBalancer, Internal: r.IntN(2) == 0,
			Listeners: []core.BalancedListener{{Protocol: core.ProtoTCP, Port: 443, Targets: []core.ID{"i0", "f3"}}}},
			&core.DatabaseProxy{Common: common("proxy"), Placement: some("sn0", "sn1"), Target: "db0"},
			&core.FileSystem{Common: common("efs"), Placement: some("sn1")})
	}
	if r.IntN(3) == 0 {
		add(&core.PrivateZone{Common: common("zone"), Domain: "corp.example", VPCs: []core.ID{"vpc"}, Records: []core.Record{{Name: "a.corp.example", Value: "10.0.1.9"}, {Name: "b.corp.example", Value: "i1"}}})
	}
	for _, resource := range t.Resources {
		switch x := resource.(type) {
		case *core.VPC:
			x.IPv6CIDRs = []core.CIDR{"2001:db8:1::/56"}
		case *core.Subnet:
			if x.ID == "sn2" {
				x.Zone = coretest.Region + "b"
			}
			if r.IntN(2) == 0 {
				x.IPv6CIDR, x.AutoAssignIPv6 = core.CIDR("2001:db8:1:"+string(x.ID[2:])+"::/64"), true
			}
		case *core.SecurityGroup:
			if r.IntN(2) == 0 {
				x.Inbound = append(x.Inbound, core.GroupRule{Protocol: core.ProtoTCP, CIDR: "2001:db8:1:1::/64"})
			}
		}
	}
	if r.IntN(4) == 0 {
		t.LostZones = []string{coretest.Region + "b"}
	}
}

// BenchmarkMatrix answers all pairs of 400 instances.
func BenchmarkMatrix(b *testing.B) {
	n := core.Compile(coretest.Estate(450, 1))
	var ends []core.Endpoint
	for _, r := range n.Resources() {
		if r.Type() == core.TypeInstance && len(ends) < 400 {
			ends = append(ends, core.Endpoint(r.Head().ID))
		}
	}
	if len(ends) < 400 {
		b.Fatalf("%d instances", len(ends))
	}
	b.ReportAllocs()
	for b.Loop() {
		n.Matrix(core.Query{}, ends, ends)
	}
}
