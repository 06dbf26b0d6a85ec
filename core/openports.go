package core

// An OpenRange is a range of ports of one protocol, all with one answer.
type OpenRange struct {
	Proto Proto     `json:"proto"`
	Ports PortRange `json:"ports"` // 0 for ICMP, which has none
	// Outcome is what becomes of a connection to a process behind the port, whether
	// or not there is one: reachable, intermittent or divergent.
	Outcome Outcome `json:"outcome"`
	// Listens reports that there is one.
	Listens bool `json:"listens,omitempty"`
}

// OpenPorts returns the ports on which from reaches to, in order: what no gate keeps
// shut, and whether something listens there.
//
// It asks no port for itself. Every rule that a packet meets compares its port with the
// ends of a range, so that all ports between two neighbouring ends of the drawing have
// one answer; one verdict serves them all.
func (n *Network) OpenPorts(from, to Endpoint) []OpenRange {
	var out []OpenRange
	m := n.mentions()
	// A service's own ports stand in no drawing: those of DNS and AWS APIs, and the
	// usual one of what is asked about.
	usual := n.withoutNotes(Query{From: from, To: to})
	own := []PortRange{port(53), port(443)}
	for i := range usual.Paths {
		for j := range usual.Paths[i].Steps {
			own = append(own, usual.Paths[i].Steps[j].In.DstPorts)
		}
	}
	for _, p := range own {
		m.ports[p.Lo], m.ports[int(p.Hi)+1] = true, true
	}
	for _, proto := range []Proto{ProtoTCP, ProtoUDP} {
		for lo := 1; lo <= 65535; {
			hi := lo
			for hi < 65535 && !m.ports[hi+1] {
				hi++
			}
			r := OpenRange{Proto: proto, Ports: PortRange{uint16(lo), uint16(hi)}}
			lo = hi + 1
			if !n.open(&r, from, to) {
				continue
			}
			if k := len(out) - 1; k >= 0 && out[k].Proto == proto && out[k].Ports.Hi == r.Ports.Lo-1 && out[k].Outcome == r.Outcome && out[k].Listens == r.Listens {
				out[k].Ports.Hi = r.Ports.Hi
				continue
			}
			out = append(out, r)
		}
	}
	if r := (OpenRange{Proto: ProtoICMP}); n.open(&r, from, to) {
		out = append(out, r)
	}
	return out
}

// open asks about the first port of a range, and reports whether it is open.
func (n *Network) open(r *OpenRange, from, to Endpoint) bool {
	v := n.withoutNotes(Query{From: from, To: to, Proto: r.Proto, Port: r.Ports.Lo})
	if len(v.Paths) == 0 {
		return false
	}
	r.Listens = true
	for i := range v.Paths {
		p := &v.Paths[i]
		listens, shut := true, false
		rest := Reachable
		for j := range p.Steps {
			switch s := &p.Steps[j]; {
			case s.Reason == NoListener:
				listens = false
			case s.Stage == StageAuthoriseCall: // a question of its own: the network is open
			case s.Outcome == Intermittent:
				rest = Intermittent
			case s.Outcome != Reachable:
				shut = true
			}
		}
		r.Listens = r.Listens && listens && !shut
		if shut {
			rest = Blocked
		}
		switch {
		case i == 0:
			r.Outcome = rest
		case r.Outcome != rest:
			r.Outcome = Divergent
		}
	}
	return r.Outcome != Blocked
}
