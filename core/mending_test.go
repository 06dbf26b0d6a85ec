package core_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// The mending law: where no blocker hid the way on, mending exactly the blockers that an
// answer lists makes it reachable; where one did, the answer says that more may follow,
// and after the mending it is reachable or names others, never the same again.

// A mender changes a drawing of its own.
type mender struct {
	top  *core.Topology
	byID map[core.ID]core.Resource
}

func newMender(t *testing.T, top *core.Topology) *mender {
	t.Helper()
	f, err := core.Decode(core.Encode(&core.File{Network: *top}))
	if err != nil {
		t.Fatal(err)
	}
	m := &mender{top: &f.Network, byID: map[core.ID]core.Resource{}}
	for _, r := range m.top.Resources {
		m.byID[r.Head().ID] = r
	}
	return m
}

// mend undoes one blocker of a path, and reports whether it knows how.
func (m *mender) mend(n *core.Network, s *core.Step) bool {
	switch s.Reason {
	case core.SGNoOutboundRule, core.SGNoInboundRule, core.SGReferenceLost:
		g, ok := m.byID[s.At].(*core.SecurityGroup)
		if !ok {
			return false
		}
		rule := core.GroupRule{Protocol: s.In.Proto, Ports: core.Ports(s.In.DstPorts.String()), CIDR: core.CIDR(s.In.Src.String())}
		if s.Reason == core.SGNoOutboundRule {
			rule.CIDR = core.CIDR(s.In.Dst.String())
			if !slices.Contains(g.Outbound, rule) {
				g.Outbound = append(g.Outbound, rule)
			}
		} else if !slices.Contains(g.Inbound, rule) {
			g.Inbound = append(g.Inbound, rule)
		}
		return true
	case core.NACLOutboundDenied, core.NACLInboundDenied, core.NACLReturnDenied, core.NACLReturnPartial:
		a, ok := m.byID[s.At].(*core.NetworkACL)
		if !ok {
			return false
		}
		rules, peer := &a.Outbound, s.In.Dst
		if s.Cause.Part == core.PartInbound {
			rules, peer = &a.Inbound, s.In.Src
		}
		for i := range *rules {
			(*rules)[i].Number++
		}
		*rules = append(*rules, core.ACLRule{Number: 1, Action: core.Allow, Protocol: s.In.Proto, Ports: core.Ports(s.In.DstPorts.String()), CIDR: core.CIDR(peer.String())})
		return true
	case core.NoReturnRoute, core.NoRoute:
		return m.route(s)
	case core.IGWNoPublicIP:
		x := interfaceOf(n, s.On)
		if x == nil || len(x.Owners) != 1 {
			return false
		}
		if i, ok := m.byID[x.Owners[0]].(*core.Instance); ok {
			i.PublicIP = core.Address(fmt.Sprintf("203.0.113.%d", 100+len(i.ID)))
			return true
		}
		return false
	case core.IdentityPolicySilent:
		if r, ok := m.byID[s.Cause.ID].(*core.Role); ok {
			r.Policies = append(r.Policies, core.NamedPolicy{Document: core.PolicyText(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`)})
			return true
		}
		return false
	case core.ResourcePolicyDenies, core.ResourcePolicySilent:
		text := core.PolicyText(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}`)
		switch r := m.byID[s.At].(type) {
		case *core.Service:
			r.Policy = text
			return true
		case *core.Function:
			r.Policy = text
			return true
		}
		return false
	case core.NoCredentials:
		switch r := m.byID[s.At].(type) {
		case *core.Instance:
			r.Role = "role"
			return true
		case *core.Host:
			r.Role = "role"
			return true
		}
		return false
	case core.PublicAccessBlocked:
		m.byID[s.At].(*core.BlockPublicAccess).Mode = core.BlockOff
		return true
	case core.NoListener:
		if i, ok := m.byID[s.At].(*core.Instance); ok {
			i.Listens = append(i.Listens, core.Listener{Protocol: s.In.Proto, Port: s.In.DstPorts.Lo})
			return true
		}
		return false
	case core.InstanceStopped:
		m.byID[s.At].(*core.Instance).Stopped = false
		return true
	case core.TransitZone:
		a := m.byID[s.Cause.ID].(*core.TransitAttachment)
		if !slices.Contains(a.Subnets, s.On) {
			a.Subnets = append(a.Subnets, s.On)
		}
		return true
	case core.TransitNoRoute:
		// Learning from every attachment, and every connection up.
		t, ok := m.byID[s.At].(*core.TransitTable)
		if !ok || !m.owned(s.In.Dst) {
			return false
		}
		for _, r := range m.top.Resources {
			if a, ok := r.(*core.TransitAttachment); ok && a.TransitGateway == t.TransitGateway && !slices.Contains(t.Propagations, a.ID) {
				t.Propagations = append(t.Propagations, a.ID)
			}
			if c, ok := r.(*core.VPNConnection); ok {
				c.Down = false
			}
		}
		return true
	case core.ConnectionDown:
		m.byID[s.At].(*core.VPNConnection).Down = false
		return true
	case core.OnPremisesDenied:
		o := m.byID[s.At].(*core.OnPremises)
		rule := core.ACLRule{Number: 1, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}
		o.Inbound, o.Outbound = append(o.Inbound, rule), append(o.Outbound, rule)
		return true
	case core.OnPremisesNoRoute:
		o := m.byID[s.At].(*core.OnPremises)
		o.Routes = append(o.Routes, core.OnPremisesRoute{Destination: core.CIDR(s.In.Dst.String()), Target: "vpn"})
		return true
	}
	return false
}

// owned reports whether a network of the drawing has an address.
func (m *mender) owned(p netip.Prefix) bool {
	for _, r := range m.top.Resources {
		switch r := r.(type) {
		case *core.VPC:
			if slices.ContainsFunc(append(slices.Clone(r.CIDRs), r.IPv6CIDRs...), func(c core.CIDR) bool { return holds(c, p) }) {
				return true
			}
		case *core.OnPremises:
			if slices.ContainsFunc(r.CIDRs, func(c core.CIDR) bool { return holds(c, p) }) {
				return true
			}
		}
	}
	return false
}

// route adds what a table lacks: a route to whoever has the destination, or to the
// internet.
func (m *mender) route(s *core.Step) bool {
	table, ok := m.byID[s.At].(*core.RouteTable)
	if !ok || !s.In.Dst.IsValid() {
		return false
	}
	subnet, ok := m.byID[s.On].(*core.Subnet)
	if !ok {
		return false
	}
	target := core.ID("")
	private := s.In.Dst.Addr().IsPrivate()
	for _, r := range m.top.Resources {
		switch r := r.(type) {
		case *core.InternetGateway:
			// A reply to the internet, and who has a public address; others by NAT.
			if r.VPC == subnet.VPC && !private && s.In.Dst.Addr().Is4() && s.Reason == core.NoReturnRoute {
				target = r.ID
			}
		case *core.NATGateway:
			if home, ok := m.byID[r.Subnet].(*core.Subnet); ok && home.VPC == subnet.VPC && home.ID != subnet.ID && !private && s.In.Dst.Addr().Is4() && s.Reason == core.NoRoute {
				target = r.ID
			}
		case *core.TransitGateway:
			if private && target == "" && m.owned(s.In.Dst) && slices.ContainsFunc(m.top.Resources, func(x core.Resource) bool {
				a, ok := x.(*core.TransitAttachment)
				return ok && a.TransitGateway == r.ID && a.VPC == subnet.VPC
			}) {
				target = r.ID
			}
		}
	}
	if v, ok := m.byID["vgw"].(*core.VirtualGateway); ok && private && v.VPC == subnet.VPC && holds("192.168.0.0/16", s.In.Dst) {
		target = "vgw"
	}
	if p, ok := m.byID["pcx"].(*core.Peering); ok && private {
		for _, pair := range [][2]core.ID{{p.Requester, p.Accepter}, {p.Accepter, p.Requester}} {
			if pair[0] == subnet.VPC && holds(m.byID[pair[1]].(*core.VPC).CIDRs[0], s.In.Dst) {
				target = "pcx"
			}
		}
	}
	if target == "" {
		return false
	}
	destination := core.CIDR(s.In.Dst.String())
	table.Routes = slices.DeleteFunc(table.Routes, func(r core.Route) bool { return r.Destination == destination })
	table.Routes = append(table.Routes, core.Route{Destination: destination, Target: target})
	return true
}

func interfaceOf(n *core.Network, id core.ID) *core.Interface {
	all := n.Interfaces()
	if i := slices.IndexFunc(all, func(x core.Interface) bool { return x.ID == id }); i >= 0 {
		return &all[i]
	}
	return nil
}

// blockers returns what stands in the way, each as a word of its own.
func blockers(v *core.Verdict) (list []string, more bool) {
	for i := range v.Paths {
		p := &v.Paths[i]
		more = more || p.MoreMayFollow
		for _, s := range p.Blockers() {
			list = append(list, fmt.Sprint(s.At, s.On, s.Stage, s.Reason, s.In))
		}
	}
	return list, more
}

func TestMendingLaw(t *testing.T) {
	mended, followed := map[core.Reason]int{}, 0
	for seed := range uint64(25) {
		top := coretest.Plausible(seed)
		n := core.Compile(top)
		questions := asked(n)
		for _, q := range asked(n) {
			if _, ok := n.Resource(core.ID(q.From)).(*core.Function); ok {
				questions = append(questions, core.Query{Kind: core.Invoke, From: q.From, To: "v0-fn"})
			}
		}
		r := rand.New(rand.NewPCG(seed, 8))
		for range 40 {
			q := questions[r.IntN(len(questions))]
			before := n.Verdict(q)
			if before.Outcome == core.Reachable || before.Outcome == core.Undecided {
				continue
			}
			m := newMender(t, top)
			can := true
			for i := range before.Paths {
				for _, s := range before.Paths[i].Blockers() {
					can = can && m.mend(n, s)
				}
			}
			if !can {
				continue
			}
			was, more := blockers(&before)
			now := core.Compile(m.top)
			after := now.Verdict(q)
			left, _ := blockers(&after)
			if !more && after.Outcome != core.Reachable {
				t.Fatalf("seed %d: %+v is mended, and:\nbefore %s\nafter %s", seed, q, brief(&before), brief(&after))
			}
			for _, x := range left {
				if slices.Contains(was, x) {
					t.Fatalf("seed %d: %+v: %s is mended and still there:\nbefore %s\nafter %s", seed, q, x, brief(&before), brief(&after))
				}
			}
			if more {
				followed++
			}
			for i := range before.Paths {
				for _, s := range before.Paths[i].Blockers() {
					mended[s.Reason]++
				}
			}
		}
	}
	for _, r := range []core.Reason{core.SGNoInboundRule, core.SGNoOutboundRule, core.NACLInboundDenied, core.NACLOutboundDenied, core.NACLReturnPartial,
		core.NoRoute, core.NoReturnRoute, core.IGWNoPublicIP, core.PublicAccessBlocked, core.InstanceStopped, core.TransitZone, core.TransitNoRoute,
		core.OnPremisesNoRoute, core.ResourcePolicySilent, core.IdentityPolicySilent} {
		if mended[r] == 0 {
			t.Errorf("nothing was blocked by %s and mended", r)
		}
	}
	if followed < 20 {
		t.Errorf("only %d answers said that more may follow", followed)
	}
}

// TestPlausibleLaws holds plausible networks to what is true of all: legal, whatever the
// order the same, well formed, and never worse for one more allow.
func TestPlausibleLaws(t *testing.T) {
	reachable := 0
	for seed := range uint64(25) {
		top := coretest.Plausible(seed)
		for _, p := range core.Validate(top) {
			if p.Severity == core.Refused || p.Severity == core.Missing {
				t.Errorf("seed %d: %+v", seed, p)
			}
		}
		n := core.Compile(top)
		shuffled := core.Topology{Region: top.Region, Account: top.Account, Resources: slices.Clone(top.Resources)}
		coretest.Shuffle(&shuffled, seed)
		other := core.Compile(&shuffled)

		m := newMender(t, top)
		r := rand.New(rand.NewPCG(seed, 9))
		var added []string
		for _, x := range m.top.Resources {
			block := []core.CIDR{"0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "203.0.113.0/24", "192.168.1.0/24"}[r.IntN(5)]
			if r.IntN(3) > 0 {
				continue
			}
			switch x := x.(type) {
			case *core.SecurityGroup:
				rule := core.GroupRule{Protocol: core.ProtoTCP, Ports: "1-9000", CIDR: block}
				x.Inbound, x.Outbound = append(x.Inbound, rule), append(x.Outbound, rule)
			case *core.NetworkACL:
				rule := core.ACLRule{Number: 30000, Action: core.Allow, Protocol: core.ProtoAll, CIDR: block}
				x.Inbound, x.Outbound = append(x.Inbound, rule), append(x.Outbound, rule)
			case *core.OnPremises:
				if len(x.Inbound) > 0 {
					x.Inbound = append(x.Inbound, core.ACLRule{Number: 30000, Action: core.Allow, Protocol: core.ProtoAll, CIDR: block})
				}
			default:
				continue
			}
			added = append(added, fmt.Sprint(x.Head().ID, " ", block))
		}
		more := core.Compile(m.top)
		for _, q := range asked(n) {
			v, w := n.Verdict(q), other.Verdict(q)
			checkWellFormed(t, n, &v)
			if a, b := brief(&v), brief(&w); a != b {
				t.Fatalf("seed %d: %+v depends on the order:\n%s\n%s", seed, q, a, b)
			}
			if v.Outcome != core.Reachable {
				continue
			}
			reachable++
			if w := more.Verdict(q); w.Outcome != core.Reachable {
				t.Fatalf("seed %d: %+v was reachable, and is not after %v:\n%s\n%s", seed, q, added, brief(&v), brief(&w))
			}
		}
	}
	if reachable < 1000 {
		t.Errorf("only %d answers were reachable", reachable)
	}
}
