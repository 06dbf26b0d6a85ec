package diagram

import (
	"cmp"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
)

// read sorts the resources by where they stand.
func (l *layout) read() {
	all := l.d.Resources()
	l.subnets = map[core.ID]*subnetPlan{}
	l.byID = map[core.ID]*functionPlan{}
	vpcs := map[core.ID]*vpcPlan{}
	used := map[core.ID]bool{} // what stands somewhere already
	for _, r := range all {
		if v, ok := r.(*core.VPC); ok {
			p := &vpcPlan{vpc: v}
			vpcs[v.ID] = p
			l.vpcs = append(l.vpcs, p)
			used[v.ID] = true
		}
	}
	for _, r := range all {
		switch r := r.(type) {
		case *core.Subnet:
			p := &subnetPlan{subnet: r, vpc: vpcs[r.VPC], facts: l.n.SubnetFacts(r.ID)}
			l.subnets[r.ID] = p
			if p.vpc != nil {
				p.vpc.subnets = append(p.vpc.subnets, p)
			} else {
				l.strays = append(l.strays, p)
			}
			used[r.ID], used[p.facts.RouteTable], used[p.facts.NetworkACL] = true, true, true
		case *core.Function:
			f := &functionPlan{fn: r}
			l.functions = append(l.functions, f)
			l.byID[r.ID] = f
			used[r.ID], used[r.Role] = true, true
		case *core.Service:
			l.services = append(l.services, r)
			used[r.ID] = true
		case *core.APIGateway:
			l.callers = append(l.callers, r)
			used[r.ID] = true
		case *core.InternetGateway:
			if v := vpcs[r.VPC]; v != nil {
				v.gates = append(v.gates, r)
				used[r.ID] = true
			}
		case *core.GatewayEndpoint:
			if v := vpcs[r.VPC]; v != nil {
				v.gates = append(v.gates, r)
				used[r.ID] = true
			}
		case *core.Resolver:
			if v := vpcs[r.VPC]; v != nil && v.resolver == nil {
				v.resolver = r
				used[r.ID] = true
			}
		case *core.Instance:
			used[r.Role] = true
		}
	}
	l.readInterfaces(used)
	l.assignRings()
	for _, r := range all {
		if !used[r.Head().ID] {
			l.tray = append(l.tray, r)
		}
	}
	rankOf := map[core.Type]int{}
	for i, t := range core.Types() {
		rankOf[t] = i
	}
	order.By(l.tray, func(a, b *core.Resource) int { return rankOf[(*a).Type()] - rankOf[(*b).Type()] })
}

// readInterfaces puts every interface into its subnet.
func (l *layout) readInterfaces(used map[core.ID]bool) {
	all := l.n.Interfaces()
	for i := range all {
		x := &all[i]
		p := l.subnets[x.Subnet]
		if p == nil {
			continue
		}
		for _, g := range x.Groups {
			used[g] = true
		}
		if x.Kind == core.KindFunction {
			p.interfaces = append(p.interfaces, x)
			continue
		}
		r := l.d.Resource(x.Owners[0])
		if r == nil {
			continue
		}
		key := x.ID
		if x.Kind != core.KindEndpoint {
			key = r.Head().ID // its one interface needs no key of its own
		}
		p.cards = append(p.cards, cardPlan{key, r, x})
		used[r.Head().ID] = true
	}
	for _, p := range l.subnets {
		order.By(p.cards, func(a, b *cardPlan) int {
			return cmp.Or(a.rank()-b.rank(), strings.Compare(string(a.key), string(b.key)))
		})
	}
}

// rank orders what stands in a subnet: ways out first.
func (c *cardPlan) rank() int {
	switch c.iface.Kind {
	case core.KindNAT:
		return 0
	case core.KindEndpoint:
		return 1
	case core.KindFunction, core.KindInstance:
	}
	return 2
}

// assignRings gives each group a colour and a mark. They follow from its id, so
// that a new group rarely changes those of others; where two would be equal, the
// one with the greater id takes what is used least.
func (l *layout) assignRings() {
	l.rings = map[core.ID]Ring{}
	var colors [Colors]int
	var marks [Marks]int
	for _, r := range l.d.Resources() {
		if r.Type() != core.TypeSecurityGroup {
			continue
		}
		id := r.Head().ID
		h := fnv(string(id))
		l.rings[id] = Ring{id, leastUsed(colors[:], h%Colors), leastUsed(marks[:], h/Colors%Marks)}
	}
}

// leastUsed returns the index of a smallest count, the first from start on, and
// counts it.
func leastUsed(counts []int, start uint32) int {
	best := int(start)
	for i := range counts {
		if k := (int(start) + i) % len(counts); counts[k] < counts[best] {
			best = k
		}
	}
	counts[best]++
	return best
}

// fnv is 32-bit FNV-1a.
func fnv(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// measure decides the widths that shapes of a kind share, by the longest label.
func (l *layout) measure() {
	var function, card, service, caller, acl, table, tray float64
	widest := func(w *float64, f Font, s string) { *w = max(*w, f.Width(s)) }
	for _, f := range l.functions {
		widest(&function, FontName, f.fn.Label())
	}
	for _, p := range l.subnets {
		for _, c := range p.cards {
			widest(&card, FontBody, c.res.Head().Label())
			widest(&card, FontMono, address(c.iface.Private))
		}
		_, a := l.doorLabel(p, PartACL)
		_, t := l.doorLabel(p, PartTable)
		widest(&acl, FontSmall, a)
		widest(&table, FontSmall, t)
	}
	for _, s := range l.services {
		widest(&service, FontName, s.Label())
		widest(&service, FontBody, l.serviceSub(s))
	}
	for _, c := range l.callers {
		widest(&caller, FontName, c.Label())
	}
	for _, r := range l.tray {
		widest(&tray, FontBody, r.Head().Label())
		widest(&tray, FontSmall, r.Type().Word())
	}
	l.functionW = fitWidth(46+function, 92, 208)
	l.cardW = fitWidth(48+card, 116, 184)
	l.serviceW = fitWidth(66+service, 148, 232)
	l.callerW = fitWidth(50+caller, 92, 160)
	l.aclW = fitWidth(44+acl, 80, 136)
	l.tableW = fitWidth(44+table, 80, 136)
	l.trayW = fitWidth(48+tray, 132, 208)
}

// fitWidth rounds a width up to a multiple of eight within bounds.
func fitWidth(w, lo, hi float64) float64 {
	return min(max(float64(int(w+7)/8*8), lo), hi)
}
