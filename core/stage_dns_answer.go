package core

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
)

// What the resolver of a VPC answers: the most specific of Resolver rules and
// private zones, then the VPC's own names, then public DNS (H4).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html

// A question is one name and what it is asked for.
type question struct {
	d *destination
	// usual is what the destination's usual name stands for; at is whom the source
	// asks.
	usual meaning
	at    viewpoint
	// found is what the name that was looked up last stands for.
	found meaning
	// seen are the names that stood for other names.
	seen []string
}

// maxAliases bounds a chain of names that stand for names.
const maxAliases = 8

// lookup answers one name from a viewpoint, and records which zone, rule or endpoint
// decided. The addresses are of both families.
func (w *walk) lookup(q *question, p viewpoint, name string, depth int) ([]candidate, bool) {
	if depth > maxAliases || slices.Contains(q.seen, name) && p.vpc == q.at.vpc {
		return w.unknown(&p, name, DNSAliasLoop, Ref{})
	}
	if p.vpc != nil {
		if d := p.match(name); d != nil {
			switch {
			case d.rule != nil:
				return w.forward(q, p, d.rule, name, depth)
			case d.zone != nil:
				return w.fromRecords(q, p, d.zone.ID, d.zone.Records, ResolvedZone, name, depth)
			case d.endpoint != nil:
				q.found = meaning{kind: nameEndpoint, endpoint: d.endpoint}
				list := w.endpointAddresses(d.endpoint, "")
				if len(list) == 0 {
					w.missing(d.endpoint.ID, "subnets")
					return nil, false
				}
				w.resolved(&p, name, list, ResolvedEndpoint, Ref{ID: d.endpoint.ID, Part: PartField, Field: "privateDns"})
				return list, true
			}
		}
	}
	w.passedBy(&q.at, &p, name)
	if v := q.at.home; v != nil && q.d.api != nil && depth == 0 {
		// Elsewhere a zone leads this name to an endpoint.
		if id := w.n.zoneOf(name); id != "" && !slices.ContainsFunc(v.domains, func(d domainIndex) bool { return d.id == id }) {
			w.note(Note{Code: NoteZoneNotVisible, At: id})
		}
	}
	return w.fromNames(q, p, name, depth)
}

// resolved records what a name stands for.
func (w *walk) resolved(p *viewpoint, name string, list []candidate, r Reason, cause Ref) {
	if p.at == Internet {
		return // anybody outside; public names are their own evidence
	}
	w.add(Step{At: p.at, On: p.on, Outcome: Reachable, Reason: r, Cause: cause, Detail: name, Out: Header{Dst: list[0].block}})
}

// unknown records that a name stands for nothing here.
func (w *walk) unknown(p *viewpoint, name string, r Reason, cause Ref) ([]candidate, bool) {
	w.stop(Step{At: p.at, On: p.on, Outcome: Blocked, Reason: r, Cause: cause, Detail: name})
	return nil, false
}

// passedBy notes the endpoints and zones that would know the name and were not
// asked.
func (w *walk) passedBy(asked, p *viewpoint, name string) {
	if asked.home == nil {
		return
	}
	for i := range asked.home.domains {
		d := &asked.home.domains[i]
		if d.rank != rankZone && d.rank != rankEndpoint || !inDomain(name, d.domain) {
			continue
		}
		x := Note{Code: NoteEndpointBypassed, At: d.id, Detail: d.off}
		if d.zone != nil {
			x.Code = NoteZoneBypassed
		}
		switch {
		case d.off != "":
		case p.vpc != asked.home:
			x.Detail = "resolver"
		case d.inboundOnly && !p.inbound:
			x.Detail = "inboundResolverOnly"
		default:
			continue
		}
		w.note(x)
	}
}

// note adds a caveat, once.
func (w *walk) note(x Note) {
	for _, y := range w.notes {
		if x == y {
			return
		}
	}
	w.notes = append(w.notes, x)
}

// fromRecords answers from the records of a zone or a rule. A zone that covers the
// name and lacks it says that there is no such name; public DNS is not asked.
func (w *walk) fromRecords(q *question, p viewpoint, id ID, records []Record, r Reason, name string, depth int) ([]candidate, bool) {
	w.touch(id)
	set := recordSet(records, name)
	if len(set) == 0 {
		return w.unknown(&p, name, DNSNoRecord, Ref{ID: id, Part: PartRecord, Index: Implicit})
	}
	cause := Ref{ID: id, Part: PartRecord, Index: set[0]}
	var list []candidate
	for _, i := range set {
		value := records[i].Value
		if a, err := netip.ParseAddr(value); err == nil {
			list = append(list, candidate{host(a), w.n.interfaceAt(p.vpc, a)})
			continue
		}
		if res := w.n.byID[ID(value)]; res != nil {
			w.touch(ID(value))
			q.found = w.n.meaningOfResource(res)
			switch q.found.kind {
			case nameInstance:
				list = append(list, candidatesOf([]*Interface{q.found.iface})...)
			case nameHost:
				list = append(list, candidate{block: q.found.block})
			default:
				list = append(list, w.meant(q, &p, &q.found)...)
			}
			continue
		}
		q.seen = append(q.seen, name)
		w.add(Step{At: p.at, On: p.on, Outcome: Reachable, Reason: ResolvedAlias, Detail: name + " " + value, Cause: Ref{ID: id, Part: PartRecord, Index: i}})
		if r == ResolvedRule {
			// The server that was asked follows its own records, and public DNS.
			p.own, p.vpc = true, nil
			if len(recordSet(records, dnsName(value))) == 0 {
				return w.fromNames(q, p, dnsName(value), depth+1)
			}
			if depth++; depth > maxAliases || slices.Contains(q.seen, dnsName(value)) {
				return w.unknown(&p, name, DNSAliasLoop, cause)
			}
			return w.fromRecords(q, p, id, records, r, dnsName(value), depth)
		}
		return w.lookup(q, p, dnsName(value), depth+1)
	}
	if len(list) == 0 {
		return w.unknown(&p, name, DNSNoSuchName, cause)
	}
	w.resolved(&p, name, list, r, cause)
	return list, true
}

// recordSet returns the indexes of the records for a name: those of that name, else
// those of the closest wildcard above it.
func recordSet(records []Record, name string) []int {
	var set []int
	best := -1
	for i := range records {
		own := dnsName(records[i].Name)
		length := len(own) + 1 // a name of its own beats every wildcard
		if own != name {
			parent, wild := strings.CutPrefix(own, "*.")
			if !wild || len(name) <= len(parent) || !inDomain(name, parent) {
				continue
			}
			length = len(parent)
		}
		if length > best {
			best, set = length, set[:0]
		}
		if length == best {
			set = append(set, i)
		}
	}
	return set
}

// interfaceAt returns the drawn interface with an address, seen from a VPC.
func (n *Network) interfaceAt(v *vpcIndex, a netip.Addr) *Interface {
	if v != nil {
		if x := n.byPrivate[vpcAddr{v.ID, a}]; x != nil {
			return x
		}
	}
	return n.byPublic[a]
}

// forward sends the question on by a Resolver rule: out of the outbound endpoint's
// interfaces, as ordinary packets, to the servers of the rule.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network.html
func (w *walk) forward(q *question, p viewpoint, rule *ResolverRule, name string, depth int) ([]candidate, bool) {
	w.touch(rule.ID)
	w.add(Step{At: p.at, On: p.on, Outcome: Reachable, Reason: DNSForwarded, Cause: Ref{ID: rule.ID}, Detail: name})
	own := w.n.byOwner[rule.Endpoint]
	switch {
	case len(own) == 0:
		w.missing(rule.ID, "endpoint")
		return nil, false
	case len(rule.Targets) == 0:
		w.missing(rule.ID, "targets")
		return nil, false
	}
	next := viewpoint{at: p.at, on: p.on, own: true}
	ok := w.first(rule.Targets, rule.ID, func(x *walk, target Address) bool {
		a, err := target.Addr()
		if err != nil || !a.IsValid() {
			x.missing(rule.ID, "targets")
			return false
		}
		before := *x
		for i := range own {
			y := before
			y.path.Steps = append([]Step(nil), before.path.Steps...)
			s := source{at: rule.Endpoint, iface: own[i], ephem: ephemeral, region: p.vpc.region, account: p.vpc.account}
			who, ok := y.query(&s, rule.Endpoint, a)
			if i == 0 || ok {
				*x = y
			}
			if !ok {
				continue
			}
			if got, answers, inbound := x.byInboundEndpoint(who); inbound {
				next = got
				return answers
			}
			return true
		}
		return false
	})
	switch {
	case !ok:
		w.hidden = true
		return nil, false
	case len(recordSet(rule.Records, name)) > 0:
		next = p
		return w.fromRecords(q, next, rule.ID, rule.Records, ResolvedRule, name, depth)
	case next.vpc != nil:
		return w.lookup(q, next, name, depth+1)
	case domainOf(rule.Domain) == "":
		// Whoever takes every name looks up public ones.
		return w.fromNames(q, next, name, depth)
	}
	return w.unknown(&p, name, DNSNoRecord, Ref{ID: rule.ID, Part: PartRecord, Index: Implicit})
}

// fromNames answers the names that need no zone: those that AWS gives to things,
// and those of public DNS.
func (w *walk) fromNames(q *question, p viewpoint, name string, depth int) ([]candidate, bool) {
	m := q.usual
	if depth > 0 || q.d.name != "" {
		m = w.n.meaningOfName(name, &q.usual)
	}
	q.found = m
	switch m.kind {
	case nameNothing:
		return w.unknown(&p, name, DNSNoSuchName, Ref{})
	case nameOther:
		// Some public name of the destination, unless a private zone that is not
		// visible here has it.
		if id := w.n.zoneOf(name); id != "" && depth == 0 {
			cause := w.notVisible(&q.at, id)
			if q.d.id != Internet {
				return w.unknown(&p, name, DNSNoSuchName, cause)
			}
		}
		if q.d.id != Internet && depth == 0 {
			w.note(Note{Code: NoteNameTaken, At: q.d.id, Detail: name})
		}
		m = q.usual
		q.found = m
	default:
	}
	list := w.meant(q, &p, &m)
	if len(list) == 0 {
		return w.unknown(&p, name, DNSNoSuchName, Ref{})
	}
	r, cause := ResolvedPublic, Ref{}
	first := list[0].block
	switch {
	case m.kind == nameEndpoint:
		r, cause = ResolvedEndpointName, Ref{ID: m.endpoint.ID}
	case p.own:
		r = ResolvedByServer
	case p.vpc == nil:
		r = ResolvedOutsideVPC
	case first.Addr().Is4() && isPrivate(first):
		r = ResolvedPrivate
	}
	w.resolved(&p, name, list, r, cause)
	return list, true
}

// notVisible says why a zone or rule that has a name was not asked: passedBy has
// noted it, unless it is not associated with the VPC.
func (w *walk) notVisible(asked *viewpoint, id ID) Ref {
	for _, x := range w.notes {
		if x.Code != NoteZoneBypassed || x.At != id {
			continue
		}
		if x.Detail == "resolver" && asked.home.resolver != nil {
			return Ref{ID: asked.home.resolver.ID, Part: PartField, Field: "servers"}
		}
		return Ref{ID: asked.home.ID, Part: PartField, Field: "dnsHostnames"}
	}
	w.note(Note{Code: NoteZoneNotVisible, At: id})
	return Ref{ID: id, Part: PartField, Field: "vpcs"}
}

// zoneOf returns a zone or rule of the drawing that covers a name, wherever it is
// visible: the most specific.
func (n *Network) zoneOf(name string) ID {
	best, id := 0, ID("")
	for _, r := range n.resources {
		domain := ""
		switch r := r.(type) {
		case *PrivateZone:
			domain = domainOf(r.Domain)
		case *ResolverRule:
			domain = domainOf(r.Domain)
		}
		if len(domain) > best && inDomain(name, domain) {
			best, id = len(domain), r.Head().ID
		}
	}
	return id
}

// sameService finds out whether the name in use is that of another service or Region
// than the call is for: then what is there refuses the call when it arrives (G16).
func (w *walk) sameService(d *destination, q *question) {
	if d.api == nil {
		if e := q.found.endpoint; e != nil && serviceNamed(e.Service).name == "execute-api" {
			w.note(Note{Code: NoteAPINameTaken, At: e.ID})
		}
		return
	}
	service, region, at := q.found.service, q.found.region, d.id
	switch q.found.kind {
	case nameEndpoint:
		e := q.found.endpoint
		service, region, at = e.Service, cmp.Or(e.ServiceRegion, w.n.regionOf(e.ID)), e.ID
	case nameService:
	default:
		return
	}
	got := serviceNamed(service)
	if got.name != d.api.service.name || region != d.api.region && !q.found.global {
		w.misnamed = Step{At: at, Outcome: Blocked, Reason: NameOfOtherService, Detail: got.name + " " + region}
	}
}
