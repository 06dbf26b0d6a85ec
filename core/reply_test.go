package core_test

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// The reply law: what a reachable answer is sent back passes every ACL and route table
// on its way, by a walk of its own that reads the drawing alone and decides by brute
// force. Of the answer it takes the packet as the responder saw it, and what gateways
// made of it on the way there.

// A rewalk reads a drawing. Of the network it takes the addresses of interfaces alone.
type rewalk struct {
	top    *core.Topology
	n      *core.Network
	ifaces []core.Interface
	byID   map[core.ID]core.Resource
	// undo are the translations of the packet, last one innermost.
	undo []undoing
	met  map[string]int
}

// An undoing is what an interface does with a reply: it sends it on to whom the packet
// came from.
type undoing struct {
	at core.ID // the interface
	in core.Header
}

type packet struct {
	src, dst           netip.Prefix
	srcPorts, dstPorts core.PortRange
}

var anyEphemeral = core.PortRange{Lo: 1024, Hi: 65535}

// ephemeralOf returns the ports from which the owner of an interface calls (F6).
func (r *rewalk) ephemeralOf(iface core.ID) core.PortRange {
	for i := range r.ifaces {
		if x := &r.ifaces[i]; x.ID == iface && x.Kind == core.KindInstance {
			return core.PortRange{Lo: 32768, Hi: 61000}
		}
	}
	return anyEphemeral
}

func (r *rewalk) iface(match func(x *core.Interface) bool) *core.Interface {
	for i := range r.ifaces {
		if match(&r.ifaces[i]) {
			return &r.ifaces[i]
		}
	}
	return nil
}

func (r *rewalk) subnet(id core.ID) *core.Subnet { return r.byID[id].(*core.Subnet) }

func (r *rewalk) inVPC(vpc core.ID, a netip.Addr) *core.Interface {
	return r.iface(func(x *core.Interface) bool {
		return r.subnet(x.Subnet).VPC == vpc && (x.Private == a || x.IPv6 == a)
	})
}

func holds(block core.CIDR, p netip.Prefix) bool {
	b, err := netip.ParsePrefix(string(block))
	return err == nil && b.Bits() <= p.Bits() && b.Contains(p.Addr())
}

// acl refuses a packet that one of its ports is denied for (F3, F4, F6).
func (r *rewalk) acl(s *core.Subnet, inbound bool, p packet) error {
	var a *core.NetworkACL
	for _, x := range r.top.Resources {
		if c, ok := x.(*core.NetworkACL); ok && (c.ID == s.NetworkACL || s.NetworkACL == "" && c.VPC == s.VPC && c.Default) {
			a = c
		}
	}
	rules, peer := a.Outbound, p.dst
	if inbound {
		rules, peer = a.Inbound, p.src
	}
	// Ports between the borders of rules are all treated alike.
	probe := []int{int(p.dstPorts.Lo), int(p.dstPorts.Hi)}
	for _, rule := range rules {
		if ports, err := rule.Ports.Range(); err == nil {
			probe = append(probe, int(ports.Lo)-1, int(ports.Lo), int(ports.Hi), int(ports.Hi)+1)
		}
	}
	for _, port := range probe {
		if port < int(p.dstPorts.Lo) || port > int(p.dstPorts.Hi) {
			continue
		}
		lowest, allowed := 1<<20, false
		for _, rule := range rules {
			ports, _ := rule.Ports.Range()
			if rule.Number < lowest && (rule.Protocol == core.ProtoAll || rule.Protocol == core.ProtoTCP && int(ports.Lo) <= port && port <= int(ports.Hi)) && holds(rule.CIDR, peer) {
				lowest, allowed = rule.Number, rule.Action == core.Allow
			}
		}
		if !allowed {
			return fmt.Errorf("%s denies port %d at %s, inbound %v: %+v", a.ID, port, s.ID, inbound, p)
		}
	}
	return nil
}

// target returns where a subnet's table sends a packet: the longest prefix, or "local"
// (B3, B4).
func (r *rewalk) target(s *core.Subnet, dst netip.Prefix) core.ID {
	var table *core.RouteTable
	for _, x := range r.top.Resources {
		if t, ok := x.(*core.RouteTable); ok && (t.ID == s.RouteTable || s.RouteTable == "" && t.VPC == s.VPC && t.Main) {
			table = t
		}
	}
	best, target := -1, core.ID("")
	try := func(block core.CIDR, to core.ID) {
		if b, err := netip.ParsePrefix(string(block)); err == nil && holds(block, dst) && b.Bits() > best {
			best, target = b.Bits(), to
		}
	}
	v := r.byID[s.VPC].(*core.VPC)
	for _, b := range append(slices.Clone(v.CIDRs), v.IPv6CIDRs...) {
		try(b, "local")
	}
	for _, row := range table.Routes {
		try(row.Destination, row.Target)
	}
	return target
}

// overTransit returns the attachment that a transit gateway's table leads to (L5).
func (r *rewalk) overTransit(from *core.TransitAttachment, dst netip.Prefix) *core.TransitAttachment {
	table, ok := r.byID[from.RouteTable].(*core.TransitTable)
	if !ok {
		return nil
	}
	best := -1
	var end *core.TransitAttachment
	for _, id := range table.Propagations {
		a := r.byID[id].(*core.TransitAttachment)
		var blocks []core.CIDR
		if v, ok := r.byID[a.VPC].(*core.VPC); ok {
			blocks = append(slices.Clone(v.CIDRs), v.IPv6CIDRs...)
		} else if c, ok := r.byID[a.Connection].(*core.VPNConnection); ok && !c.Down {
			blocks = r.byID[c.Network].(*core.OnPremises).CIDRs
		}
		for _, b := range blocks {
			if p, err := netip.ParsePrefix(string(b)); err == nil && holds(b, dst) && p.Bits() > best {
				best, end = p.Bits(), a
			}
		}
	}
	return end
}

func (r *rewalk) attachment(match func(*core.TransitAttachment) bool) *core.TransitAttachment {
	for _, x := range r.top.Resources {
		if a, ok := x.(*core.TransitAttachment); ok && match(a) {
			return a
		}
	}
	return nil
}

// arrive ends the reply at interface x, or has x send it on to whom it translated.
func (r *rewalk) arrive(x *core.Interface, source core.ID) error {
	if len(r.undo) == 0 {
		if x.ID != source {
			return fmt.Errorf("it ends at %s", x.ID)
		}
		return nil
	}
	u := r.undo[len(r.undo)-1]
	r.undo = r.undo[:len(r.undo)-1]
	if u.at != x.ID {
		return fmt.Errorf("it comes to %s, and %s has translated the packet", x.ID, u.at)
	}
	r.met["undone by "+string(r.byID[x.Owners[0]].Type())]++
	back := anyEphemeral
	if len(r.undo) > 0 {
		back = r.ephemeralOf(r.undo[len(r.undo)-1].at)
	} else if source != "" {
		back = r.ephemeralOf(source)
	}
	return r.send(x, source, packet{src: u.in.Dst, dst: u.in.Src, srcPorts: u.in.DstPorts, dstPorts: back})
}

// send takes the reply out of interface x.
func (r *rewalk) send(x *core.Interface, source core.ID, p packet) error {
	s := r.subnet(x.Subnet)
	if holds(s.CIDR, p.dst) || s.IPv6CIDR != "" && holds(s.IPv6CIDR, p.dst) {
		y := r.inVPC(s.VPC, p.dst.Addr())
		if y == nil {
			return fmt.Errorf("nobody in %s has %v", s.ID, p.dst)
		}
		r.met["neighbour"]++
		return r.arrive(y, source)
	}
	if err := r.acl(s, false, p); err != nil {
		return err
	}
	target := r.target(s, p.dst)
	switch t := r.byID[target].(type) {
	case *core.InternetGateway:
		r.met["internet gateway"]++
		if p.dst.Addr().Is4() {
			p.src = netip.PrefixFrom(x.Public, 32)
		}
		return r.outside(source, p)
	case *core.Peering:
		r.met["peering"]++
		other := t.Accepter
		if other == s.VPC {
			other = t.Requester
		}
		return r.into(other, source, p)
	case *core.TransitGateway:
		from := r.attachment(func(a *core.TransitAttachment) bool { return a.TransitGateway == t.ID && a.VPC == s.VPC })
		if from == nil {
			return fmt.Errorf("%s is not attached", s.VPC)
		}
		var door *core.Subnet
		for _, id := range from.Subnets {
			if d := r.subnet(id); d.Zone == s.Zone {
				door = d
			}
		}
		if door == nil {
			return fmt.Errorf("no attachment in the zone of %s", s.ID)
		}
		if door.ID != s.ID {
			if err := r.acl(door, true, p); err != nil {
				return err
			}
		}
		return r.transit(from, s.Zone, source, p)
	case *core.VirtualGateway:
		r.met["virtual private gateway"]++
		for _, x := range r.top.Resources {
			if c, ok := x.(*core.VPNConnection); ok && c.Gateway == t.ID && !c.Down {
				return r.home(c, source, p)
			}
		}
		return fmt.Errorf("%s has no connection", t.ID)
	}
	if target != "local" {
		return fmt.Errorf("the table of %s sends it to %q: %+v", s.ID, target, p)
	}
	r.met["local"]++
	return r.into(s.VPC, source, p)
}

// transit takes the reply from an attachment to the next.
func (r *rewalk) transit(from *core.TransitAttachment, zone string, source core.ID, p packet) error {
	r.met["transit gateway"]++
	end := r.overTransit(from, p.dst)
	if end == nil {
		return fmt.Errorf("the transit gateway has no route to %v", p.dst)
	}
	if c, ok := r.byID[end.Connection].(*core.VPNConnection); ok {
		return r.home(c, source, p)
	}
	// It enters by the subnet of the zone that it comes from, where there is one.
	ids := slices.Clone(end.Subnets)
	slices.Sort(ids)
	door := r.subnet(ids[0])
	for _, id := range ids {
		if d := r.subnet(id); d.Zone == zone {
			door = d
		}
	}
	y := r.inVPC(end.VPC, p.dst.Addr())
	if y == nil {
		return fmt.Errorf("nobody in %s has %v", end.VPC, p.dst)
	}
	if y.Subnet == door.ID {
		return r.arrive(y, source)
	}
	if err := r.acl(door, false, p); err != nil {
		return err
	}
	if to := r.target(door, p.dst); to != "local" {
		return fmt.Errorf("the table of %s sends it to %q", door.ID, to)
	}
	if err := r.acl(r.subnet(y.Subnet), true, p); err != nil {
		return err
	}
	return r.arrive(y, source)
}

// home ends the reply on premises.
func (r *rewalk) home(c *core.VPNConnection, source core.ID, p packet) error {
	h, ok := r.byID[source].(*core.Host)
	if !ok || h.Network != c.Network || string(h.IP) != p.dst.Addr().String() || c.Down {
		return fmt.Errorf("%s brings it to %s", c.ID, c.Network)
	}
	r.met["home"]++
	return nil
}

// into brings the reply to an interface of a VPC.
func (r *rewalk) into(vpc, source core.ID, p packet) error {
	y := r.inVPC(vpc, p.dst.Addr())
	if y == nil {
		return fmt.Errorf("nobody in %s has %v", vpc, p.dst)
	}
	if err := r.acl(r.subnet(y.Subnet), true, p); err != nil {
		return err
	}
	return r.arrive(y, source)
}

// outside carries the reply over the internet: to a public address of the drawing, or
// home.
func (r *rewalk) outside(source core.ID, p packet) error {
	y := r.iface(func(x *core.Interface) bool { return x.Public == p.dst.Addr() || x.IPv6 == p.dst.Addr() })
	if y == nil || !p.dst.IsSingleIP() {
		if r.n.Resource(source) != nil && r.byID[source].Type() != core.TypeFunction || len(r.undo) > 0 {
			if _, host := r.byID[source].(*core.Host); !host {
				return fmt.Errorf("it is lost on the internet, on its way to %s: %+v", source, p)
			}
		}
		r.met["internet"]++
		return nil
	}
	if y.Public == p.dst.Addr() {
		p.dst = netip.PrefixFrom(y.Private, 32)
	}
	r.met["in by the gateway"]++
	return r.into(r.subnet(y.Subnet).VPC, source, p)
}

// fromNetwork takes the reply out of an on-premises network.
func (r *rewalk) fromNetwork(network, source core.ID, p packet) error {
	o := r.byID[network].(*core.OnPremises)
	for _, row := range o.Routes {
		if !holds(row.Destination, p.dst) {
			continue
		}
		c := r.byID[row.Target].(*core.VPNConnection)
		if c.Down {
			return fmt.Errorf("%s is down", c.ID)
		}
		r.met["out of the network"]++
		if g, ok := r.byID[c.Gateway].(*core.VirtualGateway); ok {
			return r.into(g.VPC, source, p)
		}
		from := r.attachment(func(a *core.TransitAttachment) bool { return a.Connection == c.ID })
		// Which zone it enters by is not documented: it takes the one it goes to.
		return r.transit(from, r.zoneOf(from, p), source, p)
	}
	return fmt.Errorf("%s has no route to %v", network, p.dst)
}

func (r *rewalk) zoneOf(from *core.TransitAttachment, p packet) string {
	if end := r.overTransit(from, p.dst); end != nil && end.VPC != "" {
		if y := r.inVPC(end.VPC, p.dst.Addr()); y != nil {
			return r.subnet(y.Subnet).Zone
		}
	}
	return ""
}

// reply walks the reply of a reachable path.
func (r *rewalk) reply(p *core.Path) error {
	r.undo = nil
	source := p.Source
	var last *core.Step
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Stage != core.StageForward && s.Stage != core.StageReachAPI {
			continue
		}
		switch s.Reason {
		case core.NATTranslated, core.Relayed:
			r.undo = append(r.undo, undoing{s.On, s.In})
		}
		if s.In.Src.IsValid() {
			last = s
		}
	}
	if last == nil {
		return nil
	}
	seen := last.Out
	back := packet{src: seen.Dst, dst: seen.Src, srcPorts: seen.DstPorts, dstPorts: seen.SrcPorts}
	if len(r.undo) > 0 {
		back.dstPorts = anyEphemeral
	} else {
		back.dstPorts = r.ephemeralOf(source)
	}
	x := r.iface(func(x *core.Interface) bool { return last.On != "" && x.ID == last.On })
	switch {
	case last.Reason == core.EndpointForwarded:
		r.met["gateway endpoint"]++
		return r.into(r.byID[last.At].(*core.GatewayEndpoint).VPC, source, back)
	case last.Reason == core.Delivered && x != nil, last.Reason == core.EndpointEntered:
		return r.send(x, source, back)
	case last.Reason == core.Delivered:
		if h, ok := r.byID[last.At].(*core.Host); ok {
			return r.fromNetwork(h.Network, source, back)
		}
		if o, ok := r.byID[last.At].(*core.OnPremises); ok {
			return r.fromNetwork(o.ID, source, back)
		}
		return r.outside(source, back)
	case last.Reason == core.IGWTranslated, last.Reason == core.IGWForwarded, last.Reason == core.EgressOnlyForwarded,
		last.Reason == core.OutsideVPCEgress, last.Reason == core.OnPremisesInternet:
		return r.outside(source, back)
	}
	return fmt.Errorf("the packet ends with %s", last.Reason)
}

// asked are the questions worth asking of a plausible network: from what sends to what
// listens.
func asked(n *core.Network) []core.Query {
	var from, to []core.Endpoint
	for _, r := range n.Resources() {
		id := core.Endpoint(r.Head().ID)
		switch r.(type) {
		case *core.Function, *core.Host:
			from = append(from, id)
		case *core.Instance:
			from, to = append(from, id), append(to, id)
		}
		switch r.(type) {
		case *core.Host, *core.Database, *core.LoadBalancer, *core.Service, *core.InterfaceEndpoint:
			to = append(to, id)
		}
	}
	from, to = append(from, "internet", "198.51.100.7"), append(to, "internet", "198.51.100.7", "203.0.113.20", "10.1.6.77")
	var out []core.Query
	for _, a := range from {
		for _, b := range to {
			if a != b {
				out = append(out, core.Query{From: a, To: b})
			}
		}
	}
	return out
}

// TestReplyLaw holds every reachable path of plausible networks to the reply law.
func TestReplyLaw(t *testing.T) {
	met := map[string]int{}
	for seed := range uint64(60) {
		top := coretest.Plausible(seed)
		n := core.Compile(top)
		r := &rewalk{top: top, n: n, ifaces: n.Interfaces(), byID: map[core.ID]core.Resource{}, met: met}
		for _, x := range top.Resources {
			r.byID[x.Head().ID] = x
		}
		for _, q := range asked(n) {
			v := n.Verdict(q)
			for i := range v.Paths {
				if p := &v.Paths[i]; p.Outcome == core.Reachable {
					if err := r.reply(p); err != nil {
						t.Fatalf("seed %d: %s -> %s: %v\n%s", seed, q.From, q.To, err, brief(&v))
					}
				}
			}
		}
	}
	for _, way := range []string{"local", "neighbour", "internet gateway", "peering", "transit gateway", "virtual private gateway", "gateway endpoint",
		"in by the gateway", "home", "out of the network", "undone by nat-gateway", "undone by load-balancer"} {
		if met[way] < 5 {
			t.Errorf("%s: only %d replies", way, met[way])
		}
	}
}
