package core

import (
	"net/netip"
	"strings"
)

// A candidate is one address that a name stands for.
type candidate struct {
	block netip.Prefix
	iface *Interface // the interface that has the address, if the drawing shows it
}

// resolve turns the destination's name into addresses as the source sees it, and
// reports whether it could. A literal address needs no resolver.
// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
func (w *walk) resolve(s *source, d *destination) ([]candidate, bool) {
	w.stage = StageResolve
	if d.name == "" {
		if d.iface != nil && !d.literal {
			return []candidate{{block: d.block, iface: d.iface}}, true
		}
		return w.public(d), true
	}
	if s.iface == nil {
		// Outside every VPC there are public names only (H10).
		if s.at != Internet {
			w.add(Step{At: s.at, Outcome: Reachable, Reason: ResolvedOutsideVPC, Detail: d.name})
		}
		return w.answer(nil, d, ViewPublic)
	}
	v := s.iface.subnet.vpc
	if v == nil {
		w.missing(s.iface.Subnet, "vpc")
		return nil, false
	}
	view, ok := w.ask(v, s)
	if !ok {
		w.hidden = true
		w.wouldServe(s, d)
		return nil, false
	}
	return w.answer(v, d, view)
}

// resolverShape returns what stands for a VPC's resolver in the picture.
func (v *vpcIndex) resolverShape() ID {
	if v.resolver != nil {
		return v.resolver.ID
	}
	return v.ID
}

// ask sends the query to the VPC's DNS servers, in order, and returns what the one
// that answers knows. Queries to the Amazon resolver are never filtered or routed;
// those to any other server are ordinary packets.
// https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
func (w *walk) ask(v *vpcIndex, s *source) (ResolverView, bool) {
	at := v.resolverShape()
	servers, view := []Address{AmazonProvidedDNS}, ViewVPC
	if v.resolver != nil && len(v.resolver.Servers) > 0 {
		servers = v.resolver.Servers
		view = v.resolver.View
		if view == "" {
			view = ViewPublic
		}
	}
	w.touch(at)
	var first *walk
	for i, server := range servers {
		x := *w
		x.path.Steps = append(make([]Step, 0, len(w.path.Steps)+8), w.path.Steps...)
		known, ok := x.askOne(v, s, at, server)
		if ok {
			if i > 0 {
				x.notes = append(x.notes, Note{Code: NoteOtherServers, At: at, Detail: string(servers[0])})
			}
			*w = x
			w.legs, w.hops = nil, 0
			if known {
				view = ViewVPC
			}
			return view, true
		}
		if first == nil {
			first = &x
		}
	}
	*w = *first
	return view, false
}

// askOne asks one server; amazon reports that it is the VPC's own resolver.
func (w *walk) askOne(v *vpcIndex, s *source, at ID, server Address) (amazon, ok bool) {
	a, err := server.Addr()
	if server != AmazonProvidedDNS && (err != nil || !a.IsValid()) {
		w.missing(at, "servers")
		return false, false
	}
	if server == AmazonProvidedDNS || exempt(s.iface.subnet, host(a)) {
		if !v.DNSSupport {
			w.add(Step{At: at, On: v.ID, Outcome: Blocked, Reason: DNSDisabled, Cause: Ref{ID: v.ID, Part: PartField, Field: "dnsSupport"}})
			return true, false
		}
		return true, true
	}
	before := len(w.path.Steps)
	hdr := Header{Src: host(s.iface.Private), Dst: host(a), SrcPorts: s.ephem, DstPorts: port(53), Proto: ProtoUDP}
	if !s.iface.Private.IsValid() {
		return false, false
	}
	arrived := w.fromInterface(s.iface, &destination{id: at, block: hdr.Dst, proto: ProtoUDP, port: 53, literal: true}, hdr)
	if arrived.known {
		w.back()
	}
	for i := before; i < len(w.path.Steps); i++ {
		st := &w.path.Steps[i]
		st.Stage = StageResolve
		if st.Outcome != Reachable && st.Outcome != Intermittent {
			ok = true
		}
	}
	return false, !ok
}

// answer is what a resolver with that view says of the destination's name.
func (w *walk) answer(v *vpcIndex, d *destination, view ResolverView) ([]candidate, bool) {
	step := Step{Outcome: Reachable, Reason: ResolvedPublic, Detail: d.name}
	if v != nil {
		step.At, step.On = v.resolverShape(), v.ID
		if v.resolver != nil && !amazonFirst(v.resolver) {
			step.Reason = ResolvedByServer
		}
	}
	found := func(r Reason, e *InterfaceEndpoint) ([]candidate, bool) {
		list := w.endpointAddresses(e)
		if list == nil {
			w.missing(e.ID, "subnets")
			return nil, false
		}
		step.Reason, step.Cause = r, Ref{ID: e.ID, Part: PartField, Field: "privateDns"}
		step.Out.Dst = list[0].block
		if v != nil {
			w.add(step)
		}
		return list, true
	}
	if e := w.endpointNamed(d); e != nil {
		return found(ResolvedEndpoint, e)
	}
	if d.iface != nil && !d.literal {
		return w.answerHost(v, d, view, step)
	}
	if v != nil && d.api != nil && d.api.region == w.n.region {
		for _, e := range v.endpoints {
			if e.Service != d.api.service.name {
				continue
			}
			switch {
			case d.api.service.noPrivateDNS || !e.PrivateDNS:
				w.notes = append(w.notes, Note{Code: NoteEndpointBypassed, At: e.ID, Detail: "privateDns"})
			case !v.DNSSupport || !v.DNSHostnames:
				w.notes = append(w.notes, Note{Code: NoteEndpointBypassed, At: e.ID, Detail: "dnsHostnames"})
			case view != ViewVPC:
				w.notes = append(w.notes, Note{Code: NoteEndpointBypassed, At: e.ID, Detail: "resolver"})
			default:
				return found(ResolvedEndpoint, e)
			}
		}
	}
	step.Out.Dst = d.block
	if v != nil {
		w.add(step)
	}
	return w.public(d), true
}

// answerHost resolves the name of a drawn host: its private address to whoever asks
// the VPC's resolver, else its public one.
func (w *walk) answerHost(v *vpcIndex, d *destination, view ResolverView, step Step) ([]candidate, bool) {
	inside := v != nil && view == ViewVPC && d.iface.subnet.VPC == v.ID
	switch {
	case inside:
		step.Out.Dst = host(d.iface.Private)
	case d.iface.Public.IsValid() && !strings.HasSuffix(d.name, ".internal"):
		step.Out.Dst = host(d.iface.Public)
	default:
		step.Outcome, step.Reason = Blocked, DNSNoSuchName
		if step.At == "" {
			step.At = d.id
		}
		w.stop(step)
		return nil, false
	}
	if v != nil {
		w.add(step)
	}
	return []candidate{{block: step.Out.Dst, iface: d.iface}}, true
}

func amazonFirst(r *Resolver) bool {
	return len(r.Servers) == 0 || r.Servers[0] == AmazonProvidedDNS
}

// endpointNamed returns the endpoint whose own name the code uses. Such names are
// public; what they stand for is private.
// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
func (w *walk) endpointNamed(d *destination) *InterfaceEndpoint {
	if d.onlyVia != nil {
		return d.onlyVia
	}
	if !strings.HasSuffix(d.name, ".vpce.amazonaws.com") {
		return nil
	}
	for _, r := range w.n.resources {
		if e, ok := r.(*InterfaceEndpoint); ok && strings.Contains("."+d.name, "."+string(e.ID)+".") {
			return e
		}
	}
	return nil
}

func (w *walk) endpointAddresses(e *InterfaceEndpoint) []candidate {
	var out []candidate
	for _, x := range w.n.byOwner[e.ID] {
		if x.Private.IsValid() {
			out = append(out, candidate{host(x.Private), x})
		}
	}
	return out
}

// public returns the blocks of the destination's public address that the drawing's
// rules tell apart. "The internet" is split no finer than /8: narrower rules speak
// of particular hosts, which can be asked about by address.
func (w *walk) public(d *destination) []candidate {
	finest := 32
	if d.block == anyIPv4 {
		finest = 8
	}
	blocks := w.n.split(d.block, finest)
	out := make([]candidate, len(blocks))
	for i, b := range blocks {
		out[i] = candidate{block: b}
	}
	return out
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
