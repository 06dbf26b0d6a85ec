package diagram

import (
	"cmp"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
)

// read sorts the resources by where they stand.
func (l *layout) read() {
	all := l.d.Resources()
	l.subnets = map[core.ID]*subnetPlan{}
	l.byID = map[core.ID]*functionPlan{}
	l.gateTables = map[core.ID][]*core.RouteTable{}
	vpcs := map[core.ID]*vpcPlan{}
	used := map[core.ID]bool{} // what stands somewhere already
	hubs, sites := map[core.ID]*hubPlan{}, map[core.ID]*sitePlan{}
	for _, r := range all {
		switch r := r.(type) {
		case *core.VPC:
			p := &vpcPlan{vpc: r}
			vpcs[r.ID] = p
			l.vpcs = append(l.vpcs, p)
			used[r.ID] = true
		case *core.TransitGateway:
			p := &hubPlan{hub: r}
			hubs[r.ID] = p
			l.hubs = append(l.hubs, p)
			used[r.ID] = true
		case *core.OnPremises:
			p := &sitePlan{site: r}
			sites[r.ID] = p
			l.sites = append(l.sites, p)
			used[r.ID] = true
		}
	}
	gate := func(vpc core.ID, r core.Resource) {
		if v := vpcs[vpc]; v != nil {
			v.gates = append(v.gates, r)
			used[r.Head().ID] = true
		}
	}
	tag := func(in []core.ID, r core.Resource) {
		for i, id := range in {
			if v := vpcs[id]; v != nil && !slices.Contains(in[:i], id) {
				v.tags = append(v.tags, r)
				used[r.Head().ID] = true
			}
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
			used[r.ID], used[r.Role] = true, true
		case *core.APIGateway, *core.EventSourceMapping:
			l.callers = append(l.callers, r)
			used[r.Head().ID] = true
		case *core.InternetGateway:
			gate(r.VPC, r)
		case *core.EgressOnlyGateway:
			gate(r.VPC, r)
		case *core.VirtualGateway:
			gate(r.VPC, r)
		case *core.GatewayEndpoint:
			gate(r.VPC, r)
		case *core.NATGateway:
			if r.Regional {
				gate(r.VPC, r)
			}
		case *core.TransitAttachment:
			if h := hubs[r.TransitGateway]; r.VPC != "" {
				gate(r.VPC, r)
			} else if h != nil {
				h.gates = append(h.gates, r)
				used[r.ID] = true
			}
		case *core.TransitTable:
			if h := hubs[r.TransitGateway]; h != nil {
				h.tables = append(h.tables, r)
				used[r.ID] = true
			}
		case *core.Peering:
			if vpcs[r.Requester] != nil || vpcs[r.Accepter] != nil {
				l.peerings = append(l.peerings, r)
				used[r.ID] = true
			}
		case *core.VPNConnection:
			if p := sites[r.Network]; p != nil {
				p.gates = append(p.gates, r)
				used[r.ID] = true
			}
		case *core.Host:
			if p := sites[r.Network]; p != nil {
				p.hosts = append(p.hosts, r)
				used[r.ID], used[r.Role] = true, true
			}
		case *core.ResolverRule:
			tag(r.VPCs, r)
		case *core.PrivateZone:
			tag(r.VPCs, r)
		case *core.BlockPublicAccess:
			tag(l.blockedBy(r), r)
		case *core.OrganizationPolicy:
			l.controls = append(l.controls, r)
			used[r.ID] = true
		case *core.Resolver:
			if v := vpcs[r.VPC]; v != nil && v.resolver == nil {
				v.resolver = r
				used[r.ID] = true
			}
		}
	}
	for _, r := range all {
		if t, ok := r.(*core.RouteTable); ok && t.Gateway != "" && used[t.Gateway] && !used[t.ID] {
			l.gateTables[t.Gateway] = append(l.gateTables[t.Gateway], t)
			used[t.ID] = true
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
		if key == core.OwnerInterface(x.Owners[0]) {
			key = x.Owners[0] // its one interface needs no key of its own
		}
		p.cards = append(p.cards, cardPlan{key, r, x})
		used[r.Head().ID] = true
		if i, ok := r.(*core.Instance); ok {
			used[i.Role] = true
		}
	}
	for _, p := range l.subnets {
		order.By(p.cards, func(a, b *cardPlan) int {
			return cmp.Or(a.rank()-b.rank(), strings.Compare(string(a.key), string(b.key)))
		})
	}
}

// rank orders what stands in a subnet: ways out first.
func (c *cardPlan) rank() int {
	switch c.res.Type() {
	case core.TypeNATGateway, core.TypeFirewallEndpoint:
		return 0
	case core.TypeInterfaceEndpoint:
		return 1
	}
	return 2
}

// blockedBy returns the VPCs that Block Public Access concerns: those of its Region,
// in the drawing's account.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func (l *layout) blockedBy(b *core.BlockPublicAccess) []core.ID {
	var out []core.ID
	for _, v := range l.vpcs {
		if l.region(v.vpc.Region) == l.region(b.Region) && (v.vpc.Account == "" || v.vpc.Account == l.d.Account()) {
			out = append(out, v.vpc.ID)
		}
	}
	return out
}

// region returns a Region, the drawing's for "".
func (l *layout) region(r string) string { return cmp.Or(r, l.d.Region()) }

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
	var function, card, service, caller, acl, table, tray, hub, site float64
	widest := func(w *float64, f Font, s string) { *w = max(*w, f.Width(s)) }
	for _, f := range l.functions {
		widest(&function, FontName, f.fn.Label())
	}
	for _, p := range l.subnets {
		for _, c := range p.cards {
			widest(&card, FontBody, c.res.Head().Label())
			widest(&card, FontMono, addressOf(c.iface))
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
		widest(&caller, FontName, c.Head().Label())
		widest(&caller, FontSmall, l.callerSub(c))
	}
	for _, list := range [][]core.Resource{l.tray, l.controls} {
		for _, r := range list {
			widest(&tray, FontBody, r.Head().Label())
			widest(&tray, FontSmall, cardSub(r))
		}
	}
	for _, h := range l.hubs {
		widest(&hub, FontName, h.hub.Label())
		for _, t := range h.tables {
			widest(&hub, FontSmall, t.Label()+"      ")
		}
	}
	for _, p := range l.sites {
		widest(&site, FontName, p.site.Label())
		widest(&site, FontMono, blocks(p.site.CIDRs))
		for _, h := range p.hosts {
			widest(&site, FontBody, h.Label()+"        ")
		}
	}
	l.functionW = fitWidth(46+function, 92, 208)
	l.cardW = fitWidth(48+card, 116, 184)
	l.serviceW = fitWidth(66+service, 148, 232)
	l.callerW = fitWidth(50+caller, 92, 192)
	l.hubW = fitWidth(60+hub, 152, 240)
	l.siteW = max(fitWidth(44+site, 184, 264), l.serviceW+2*cardSpace)
	l.aclW = fitWidth(44+acl, 80, 136)
	l.tableW = fitWidth(44+table, 80, 136)
	l.trayW = fitWidth(48+tray, 132, 208)
}

// fitWidth rounds a width up to a multiple of eight within bounds.
func fitWidth(w, lo, hi float64) float64 {
	return min(max(float64(int(w+7)/8*8), lo), hi)
}
