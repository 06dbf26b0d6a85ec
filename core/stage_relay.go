package core

// A relay takes a call in one connection and hands it on in another of its own: a load
// balancer to its targets, an RDS Proxy to its database (K4, K9).

// A relayed is what the call is handed on to.
type relayed struct {
	id       ID
	iface    *Interface // nil for a function
	function *Function
	port     uint16
}

// A way is a candidate, and which of the targets behind it takes the call.
type way struct {
	candidate
	relay *relayed // nil where the candidate is no relay, or has no target
}

// ways makes a way of each target behind each candidate.
func (n *Network) ways(list []candidate, s *source, d *destination) []way {
	out := make([]way, 0, len(list))
	for i := range list {
		targets := n.relays(n.drawnAt(&list[i], s), d)
		for j := range targets {
			out = append(out, way{list[i], &targets[j]})
		}
		if len(targets) == 0 {
			out = append(out, way{list[i], nil})
		}
	}
	return out
}

// drawnAt returns the drawn interface that has a candidate's address, nil if none
// has.
func (n *Network) drawnAt(c *candidate, s *source) *Interface {
	switch {
	case c.iface != nil:
		return c.iface
	case !c.block.IsSingleIP():
		return nil
	}
	if x := n.byPublic[c.block.Addr()]; x != nil {
		return x
	}
	if s.iface != nil {
		return n.byPrivate[vpcAddr{s.iface.subnet.VPC, c.block.Addr()}]
	}
	return nil
}

// relays returns what the owner of interface x hands a call to d's port on to.
func (n *Network) relays(x *Interface, d *destination) []relayed {
	if x == nil || x.Kind != KindManaged {
		return nil
	}
	var out []relayed
	switch r := n.byID[x.Owners[0]].(type) {
	case *LoadBalancer:
		l := r.listener(d.proto, d.port)
		if l == nil {
			return nil
		}
		to := l.TargetPort
		if to == 0 {
			to = l.Port
		}
		for _, id := range sortedIDs(l.Targets) {
			switch t := n.byID[id].(type) {
			case *Function:
				out = append(out, relayed{id: id, function: t})
			case *Instance:
				if y := n.byIface[OwnerInterface(id)]; y != nil {
					out = append(out, relayed{id: id, iface: y, port: to})
				}
			}
		}
	case *DatabaseProxy:
		for _, y := range n.byOwner[r.Target] {
			out = append(out, relayed{id: y.ID, iface: y, port: n.servicePort(r)})
		}
	}
	return out
}

// listener returns the listener for a port, nil if there is none.
func (r *LoadBalancer) listener(proto Proto, port uint16) *BalancedListener {
	for i := range r.Listeners {
		if l := &r.Listeners[i]; l.Port == port && protoMatches(l.Protocol, proto) {
			return l
		}
	}
	return nil
}

// relay takes a call in at interface x, whose step it is, and hands it on.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
func (w *walk) relay(x *Interface, step Step) arrival {
	a := arrival{known: true, hdr: step.In}
	hdr, to := step.In, w.relayed
	w.relayed = nil
	b, balancer := w.n.byID[x.Owners[0]].(*LoadBalancer)
	switch {
	case balancer && b.listener(hdr.Proto, hdr.DstPorts.Lo) == nil,
		!balancer && (hdr.Proto != ProtoTCP || hdr.DstPorts != port(w.n.servicePort(w.n.byID[x.Owners[0]]))):
		step.Outcome, step.Reason = Blocked, NoListener
		w.add(step)
		return a
	case to == nil:
		step.Outcome, step.Reason = Blocked, RelayNoTarget
		w.add(step)
		return a
	}
	step.Reason, step.Detail = Relayed, string(to.id)
	w.add(step)
	if to.function != nil {
		stage := w.stage
		w.invokedByService(b, to.function)
		w.stage = stage
		return a
	}
	out := Header{Src: host(x.Private), Dst: host(to.iface.Private), SrcPorts: ephemeral, DstPorts: port(to.port), Proto: hdr.Proto}
	inner := destination{id: to.iface.Owners[0], proto: hdr.Proto, port: to.port, block: out.Dst, iface: to.iface, literal: true}
	if balancer && b.Kind == NetworkLoadBalancer {
		if !b.CrossZone && x.subnet.Zone != to.iface.subnet.Zone {
			w.add(Step{At: b.ID, On: x.ID, Outcome: Blocked, Reason: RelayOtherZone, Detail: to.iface.subnet.Zone, In: out, Cause: Ref{ID: b.ID, Part: PartField, Field: "crossZone"}})
		}
		if b.PreserveClientIP {
			// The target sees the client, and the balancer takes care of the replies.
			out.Src, out.SrcPorts = hdr.Src, hdr.SrcPorts
			return w.preserved(x, to.iface, out, a)
		}
	}
	w.fromInterface(x, &inner, out)
	return a
}

// preserved hands a call on with the client's own address.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
func (w *walk) preserved(x, y *Interface, hdr Header, a arrival) arrival {
	if x.subnet != y.subnet {
		w.acl(x.subnet, PartOutbound, hdr)
		w.leg(leg{kind: legLocal, from: x.subnet, to: y.subnet, hdr: hdr, client: hdr.SrcPorts, handled: true})
		w.acl(y.subnet, PartInbound, hdr)
	}
	w.enter(y, hdr)
	return a
}

// serves reports whether a managed service listens for a packet.
func (n *Network) serves(r Resource, hdr Header) bool {
	switch r := r.(type) {
	case *ResolverEndpoint:
		return r.Direction == Inbound && hdr.DstPorts == port(53) && (hdr.Proto == ProtoUDP || hdr.Proto == ProtoTCP)
	case *Broker:
		if hdr.Proto == ProtoTCP && r.Engine == "msk" && r.Port == 0 {
			// One port for each way to authenticate.
			switch hdr.DstPorts.Lo {
			case 9092, 9094, 9096, 9098:
				return true
			}
		}
	}
	p := n.servicePort(r)
	return p != 0 && hdr.Proto == ProtoTCP && hdr.DstPorts == port(p)
}
