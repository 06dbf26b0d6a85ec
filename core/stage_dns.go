package core

import "net/netip"

// Name resolution: whom the source asks, and what stands behind the answer. What a
// server answers is in stage_dns_answer.go, and the names that AWS gives to things
// in stage_dns_names.go.
// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html

// A candidate is one address that a name stands for.
type candidate struct {
	block netip.Prefix
	iface *Interface // the interface that has the address, if the drawing shows it
}

// A viewpoint is who answers a question: what is private there, and what it knows.
type viewpoint struct {
	// at stands for it in the picture, on beside it.
	at, on ID
	// vpc is the VPC whose Amazon resolver answers; nil for public DNS.
	vpc *vpcIndex
	// home is the VPC of whoever asks; nil outside every VPC.
	home *vpcIndex
	// zone is the Availability Zone of whoever asks.
	zone string
	// inbound reports that the query came in by a Resolver inbound endpoint.
	inbound bool
	// own reports that a server of the user's own gives the answer.
	own bool
}

// resolve turns the destination's name into addresses as the source sees it, and
// reports whether it could. A literal address needs no resolver.
func (w *walk) resolve(s *source, d *destination) ([]candidate, bool) {
	w.stage = StageResolve
	name := d.name
	if name == "" {
		name = w.n.usualName(d.res)
	}
	if name == "" || d.literal {
		return w.unnamed(s, d)
	}
	p, ok := w.viewpoint(s)
	if !ok {
		w.hidden = true
		if s.iface != nil {
			w.wouldServe(s, d)
		}
		return nil, false
	}
	q := question{d: d, usual: w.n.meaningOf(d), at: p}
	list, ok := w.lookup(&q, p, dnsName(name), 0)
	if !ok {
		return nil, false
	}
	w.sameService(d, &q)
	return w.families(s, d, p, name, list)
}

// unnamed returns the addresses of a destination that goes by no name.
func (w *walk) unnamed(s *source, d *destination) ([]candidate, bool) {
	list := candidatesOf(d.ifaces)
	switch {
	case !d.block.IsValid():
		return []candidate{{}}, true // a function without a VPC takes no connections
	case d.literal || len(list) == 0:
		list = w.public(d.block)
	case d.iface.Kind == KindFunction:
		list = list[:1] // nor does one with a VPC, at any of its interfaces
	}
	if d.id == Internet && !d.literal && d.family == "" && s.onlyIPv6() && !w.dns64(s) {
		// The internet means IPv4 hosts, unless the source has no IPv4 at all.
		list = w.public(anyIPv6)
	}
	return w.families(s, d, viewpoint{}, "", list)
}

// candidatesOf lists the private addresses of interfaces, of both families.
func candidatesOf(interfaces []*Interface) []candidate {
	out := make([]candidate, 0, len(interfaces))
	for _, x := range interfaces {
		if x.Private.IsValid() {
			out = append(out, candidate{host(x.Private), x})
		}
	}
	for _, x := range interfaces {
		if x.IPv6.IsValid() {
			out = append(out, candidate{host(x.IPv6), x})
		}
	}
	return out
}

// resolverShape returns what stands for a VPC's resolver in the picture.
func (v *vpcIndex) resolverShape() ID {
	if v.resolver != nil {
		return v.resolver.ID
	}
	return v.ID
}

// amazon is the viewpoint of the VPC's own resolver.
func (v *vpcIndex) amazon() viewpoint {
	return viewpoint{at: v.resolverShape(), on: v.ID, vpc: v, home: v}
}

// viewpoint finds out who answers the source's questions, and brings the query there.
func (w *walk) viewpoint(s *source) (viewpoint, bool) {
	switch {
	case s.host != nil:
		return w.fromNetwork(s)
	case s.iface == nil || w.n.isClientVPN(s.at):
		// Outside every VPC there are public names only (H10). The machine behind a
		// Client VPN endpoint keeps the servers that it has.
		return viewpoint{at: s.at}, true
	}
	v := s.iface.subnet.vpc
	if v == nil {
		w.missing(s.iface.Subnet, "vpc")
		return viewpoint{}, false
	}
	p, ok := w.ask(v, s)
	p.home, p.zone = v, s.iface.subnet.Zone
	return p, ok
}

func (n *Network) isClientVPN(id ID) bool {
	_, ok := n.byID[id].(*ClientVPN)
	return ok
}

// ask sends the query to the VPC's DNS servers, in order, and returns what the one
// that answers knows. Queries to the Amazon resolver are never filtered or routed;
// those to any other server are ordinary packets.
// https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
func (w *walk) ask(v *vpcIndex, s *source) (viewpoint, bool) {
	at := v.resolverShape()
	w.touch(at)
	if v.resolver == nil || len(v.resolver.Servers) == 0 || v.resolver.Servers[0] == AmazonProvidedDNS {
		return w.amazon(v)
	}
	var p viewpoint
	ok := w.first(v.resolver.Servers, at, func(x *walk, server Address) bool {
		got, ok := x.askOne(v, s, at, server)
		if ok {
			p = got
		}
		return ok
	})
	return p, ok
}

// amazon asks the VPC's own resolver, which answers where DNS support is on.
func (w *walk) amazon(v *vpcIndex) (viewpoint, bool) {
	p := v.amazon()
	if !v.DNSSupport {
		w.add(Step{At: p.at, On: v.ID, Outcome: Blocked, Reason: DNSDisabled, Cause: Ref{ID: v.ID, Part: PartField, Field: "dnsSupport"}})
		return p, false
	}
	return p, true
}

// first tries servers in order. It keeps the walk to the first that answers, or
// where none does the walk to the first of all.
func (w *walk) first(servers []Address, at ID, try func(x *walk, server Address) bool) bool {
	var failed *walk
	for i, server := range servers {
		x := *w
		x.path.Steps = append(make([]Step, 0, len(w.path.Steps)+12), w.path.Steps...)
		x.deploy = append([]Step(nil), w.deploy...)
		x.notes = append([]Note(nil), w.notes...)
		if try(&x, server) {
			if i > 0 {
				x.notes = append(x.notes, Note{Code: NoteOtherServers, At: at, Detail: string(servers[0])})
			}
			*w = x
			return true
		}
		if failed == nil {
			failed = &x
		}
	}
	if failed != nil {
		*w = *failed
	}
	return false
}

// askOne asks one server of the VPC's DHCP options.
func (w *walk) askOne(v *vpcIndex, s *source, at ID, server Address) (viewpoint, bool) {
	if server == AmazonProvidedDNS {
		return w.amazon(v)
	}
	a, err := server.Addr()
	if err != nil || !a.IsValid() {
		w.missing(at, "servers")
		return viewpoint{}, false
	}
	if exempt(s.iface.subnet, host(a)) {
		return w.amazon(v)
	}
	who, ok := w.query(s, at, a)
	if !ok {
		return viewpoint{}, false
	}
	if p, ok, inbound := w.byInboundEndpoint(who); inbound {
		return p, ok
	}
	p := viewpoint{at: at, on: v.ID, own: true}
	if v.resolver.View == ViewVPC {
		// It forwards to the Amazon resolver of the VPC that it stands in.
		p.vpc = v
		if own := w.n.byOwner[who]; len(own) > 0 && own[0].subnet.vpc != nil {
			p.vpc = own[0].subnet.vpc
		}
		if !p.vpc.DNSSupport {
			return w.amazon(p.vpc)
		}
	}
	return p, true
}

// fromNetwork asks the DNS servers of an on-premises network for its host. Servers
// that are Resolver inbound endpoints answer as their VPC's resolver does; others,
// or none, know public names.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-network-to-vpc.html
func (w *walk) fromNetwork(s *source) (viewpoint, bool) {
	p := viewpoint{at: s.at}
	o := w.n.onPremises[s.host.Network]
	if o == nil || len(o.Servers) == 0 {
		return p, true
	}
	ok := w.first(o.Servers, s.at, func(x *walk, server Address) bool {
		a, err := server.Addr()
		if err != nil || !a.IsValid() {
			x.missing(o.ID, "servers")
			return false
		}
		who, ok := x.query(s, s.at, a)
		if ok {
			if got, answers, inbound := x.byInboundEndpoint(who); inbound {
				p, ok = got, answers
			}
		}
		return ok
	})
	return p, ok
}

// byInboundEndpoint returns the viewpoint of a query that a Resolver inbound
// endpoint takes in; inbound reports whether who is one.
func (w *walk) byInboundEndpoint(who ID) (p viewpoint, ok, inbound bool) {
	e, isEndpoint := w.n.byID[who].(*ResolverEndpoint)
	own := w.n.byOwner[who]
	if !isEndpoint || e.Direction != Inbound || len(own) == 0 || own[0].subnet.vpc == nil {
		return viewpoint{}, false, false
	}
	p, ok = w.amazon(own[0].subnet.vpc)
	p.inbound = true
	return p, ok, true
}

// query walks a DNS query from a source to a server and the answer back, and
// returns the owner of the address that it reached. The steps are those of any
// packet, at the stage of resolution.
func (w *walk) query(s *source, at ID, server netip.Addr) (who ID, ok bool) {
	before := len(w.path.Steps)
	stage := w.stage
	hdr := Header{Src: s.block, Dst: host(server), SrcPorts: s.ephem, DstPorts: port(53), Proto: ProtoUDP}
	if s.iface != nil {
		hdr.Src = host(s.address(hdr.Dst))
	}
	w.legs, w.hops = nil, 0
	d := destination{id: at, block: hdr.Dst, proto: ProtoUDP, port: 53, literal: true}
	a := w.send(s, &d, hdr)
	if a.known {
		if n := len(w.path.Steps); n > before {
			who = w.path.Steps[n-1].At
		}
		w.back()
	}
	ok = a.known
	for i := before; i < len(w.path.Steps); i++ {
		step := &w.path.Steps[i]
		step.Stage = StageResolve
		if step.Outcome != Reachable && step.Outcome != Intermittent {
			ok = false
		}
	}
	w.stage = stage
	w.legs, w.hops, w.origin, w.started, w.entering = nil, 0, nil, nil, false
	return who, ok
}

// The addresses of the Amazon resolver that are the same in every VPC.
var (
	resolverIPv4 = netip.MustParseAddr("169.254.169.253")
	resolverIPv6 = netip.MustParseAddr("fd00:ec2::253")
)

// toResolver brings a packet to the VPC's own resolver, or to another of the services
// that an interface reaches without group, ACL or route (E10, F9).
// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#AmazonDNS
func (w *walk) toResolver(x *Interface, hdr Header) arrival {
	v := x.subnet.vpc
	if v == nil {
		w.missing(x.Subnet, "vpc")
		return arrival{}
	}
	step := Step{At: v.resolverShape(), On: x.ID, Outcome: Reachable, Reason: Delivered, In: hdr}
	dst := hdr.Dst.Addr()
	switch dns := dst == resolverIPv4 || dst == resolverIPv6 || !covers(linkLocal, hdr.Dst) && !covers(local6, hdr.Dst); {
	case !dns && x.Kind == KindFunction:
		step.At, step.Outcome, step.Reason, step.Detail = v.ID, Undecided, NotModelled, "a link-local service of a function"
	case !dns:
		step.At = v.ID
	case hdr.DstPorts != port(53) || hdr.Proto != ProtoUDP && hdr.Proto != ProtoTCP:
		step.Outcome, step.Reason = Blocked, NoListener
	case !v.DNSSupport:
		step.Outcome, step.Reason, step.Cause = Blocked, DNSDisabled, Ref{ID: v.ID, Part: PartField, Field: "dnsSupport"}
	case x.Kind == KindFunction:
		w.note(Note{Code: NoteDNSLimits, At: step.At})
	}
	w.add(step)
	return arrival{known: true, hdr: hdr}
}

// wouldServe notes an endpoint that is ready for a name that did not resolve.
func (w *walk) wouldServe(s *source, d *destination) {
	t := s.iface.subnet.table
	if d.api == nil || t == nil {
		return
	}
	if r, _ := t.lookup(s.iface.subnet.vpc, d.block); r != nil && r.kind == targetGatewayEndpoint {
		w.notes = append(w.notes, Note{Code: NoteEndpointWouldServe, At: r.target})
	}
}
