package core

import (
	"net/netip"
	"slices"

	"lasthop/core/order"
)

// maxHops bounds a walk through routes: no legal path passes so many gateways.
const maxHops = 16

// A walk follows one candidate and records what each gate decides, while it decides.
type walk struct {
	n     *Network
	path  Path
	stage Stage
	hops  int
	// deploy collects what AWS would have refused on the way.
	deploy []Step
	// hidden reports that a gate left the way on unknown.
	hidden bool
	legs   []leg
	notes  []Note
	// misnamed is the refusal of a call by the name of another service.
	misnamed Step

	// origin is the interface that the packet's source address belongs to, nil for
	// one outside every VPC; started is the one where the walk started.
	origin, started *Interface
	// between tells what the packet crossed since origin sent it.
	between between
	// through is a firewall or router that it has just passed untranslated.
	through ID
	// entering reports that a gateway has brought it to a subnet that it now leaves.
	entering bool
	// relay is the target that a load balancer or proxy hands the call on to.
	relayed *relayed
}

// A between is how much of a sender's identity gateways preserve: whether a rule that
// names its security group still knows it (E5, E6).
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
type between uint8

const (
	samePlace    between = iota
	peered               // a peering connection within one Region
	transited            // a transit gateway with security group referencing
	identityLost         // anything else, or a firewall on the way
)

// add records a step at the current stage.
func (w *walk) add(s Step) {
	s.Stage = w.stage
	if s.Outcome == Reachable && s.Out == (Header{}) {
		s.Out = s.In
	}
	w.path.Steps = append(w.path.Steps, s)
	w.touch(s.At)
	w.touch(s.On)
}

// stop records a step that refuses and leaves the way on unknown.
func (w *walk) stop(s Step) {
	w.hidden = true
	w.add(s)
}

// touch notes a resource on the path, so that one that AWS would refuse is found.
func (w *walk) touch(id ID) {
	if id == "" || len(w.n.refused) == 0 {
		return
	}
	list := w.n.refused[id]
	if len(list) == 0 {
		return
	}
	for i := range w.deploy {
		if w.deploy[i].At == id && w.deploy[i].Reason == RefusedByAWS {
			return
		}
	}
	for _, i := range list {
		p := &w.n.problems[i]
		w.deploy = append(w.deploy, Step{
			At: id, Stage: StageDeploy, Outcome: Undeployable, Reason: RefusedByAWS,
			Cause: Ref{ID: id, Part: PartField, Field: p.Field}, Detail: p.Code,
		})
	}
}

// refuse records a deployment step for what AWS would not build or run.
func (w *walk) refuse(s Step) {
	s.Stage = StageDeploy
	w.deploy = append(w.deploy, s)
	w.touch(s.At)
}

// missing records that the drawing lacks what field of id refers to.
func (w *walk) missing(id ID, field string) {
	w.stop(Step{At: id, Outcome: Undecided, Reason: ReferenceMissing, Cause: Ref{ID: id, Part: PartField, Field: field}})
}

// finish puts deployment first, marks what is hypothetical, and sums the path up.
func (w *walk) finish() Path {
	p := w.path
	if len(w.deploy) > 0 {
		p.Steps = append(w.deploy, p.Steps...)
	}
	p.Outcome = Reachable
	for i := range p.Steps {
		s := &p.Steps[i]
		if p.Outcome != Reachable {
			s.Hypothetical = true
			continue
		}
		if s.Outcome != Reachable {
			p.Outcome = s.Outcome
			p.Symptom = s.symptom()
		}
	}
	// An intermittent gate spoils less than what certainly refuses behind it.
	if p.Outcome == Intermittent {
		for i := range p.Steps {
			if s := &p.Steps[i]; s.Outcome != Reachable && s.Outcome != Intermittent {
				p.Outcome, p.Symptom = s.Outcome, s.symptom()
				break
			}
		}
	}
	p.MoreMayFollow = w.hidden && p.Outcome != Reachable
	return p
}

// symptom returns what the caller sees when this step decides. A name that cannot
// be resolved looks the same whatever stopped the query.
func (s *Step) symptom() Symptom {
	if s.Outcome == Undecided || s.Outcome == Reachable {
		return SymptomNone
	}
	if s.Stage == StageResolve {
		return SymptomDNS
	}
	symptom := s.Reason.Info().Symptom
	if s.Stage == StageState && (symptom == SymptomTimeout || symptom == SymptomAccessDenied) {
		return SymptomInvokeError // a file system that does not answer, or refuses (K6)
	}
	return symptom
}

// A destination is what a question's To means.
type destination struct {
	id      ID
	res     Resource // nil for an address
	name    string   // the host name in use; "" when the code uses an address
	proto   Proto
	port    uint16
	block   netip.Prefix // its public block, its private address, or the literal address
	block6  netip.Prefix // the same by IPv6, if it has one
	api     *apiCall     // set when it is an AWS API
	iface   *Interface   // set when it is an interface of the drawing: the first of ifaces
	ifaces  []*Interface // every interface of the resource
	onlyVia *InterfaceEndpoint
	literal bool   // the code uses an address, not a name
	family  Family // the one that the question insists on
}

// An apiCall is a request to an AWS service.
type apiCall struct {
	service *serviceInfo
	region  string
	account string
	action  string
	arn     string
	at      ID
	policy  ID // the resource whose policy guards it
}

// A source is where a question starts.
type source struct {
	at    ID
	iface *Interface // nil outside every VPC
	host  *Host      // set on premises
	role  *roleIndex
	block netip.Prefix // outside: the address it comes from
	// only4 marks a function that may not use the IPv6 address of the interface that
	// it shares with others.
	only4   bool
	roleID  ID
	ephem   PortRange
	region  string
	account string
}

// Verdict answers a question. It is pure, and safe for concurrent use.
func (n *Network) Verdict(q Query) Verdict {
	v := n.withoutNotes(q)
	n.addNotes(&v)
	return v
}

// withoutNotes is Verdict less the caveats, for those who ask about every pair.
func (n *Network) withoutNotes(q Query) Verdict {
	v := Verdict{Query: q}
	if q.Kind == Invoke {
		n.invoke(&v)
	} else {
		n.connect(&v)
	}
	v.sum()
	return v
}

// sum draws the verdict from its paths.
func (v *Verdict) sum() {
	if len(v.Paths) == 0 {
		return
	}
	best, worst := Undecided, Reachable
	for i := range v.Paths {
		best, worst = max(best, v.Paths[i].Outcome), min(worst, v.Paths[i].Outcome)
	}
	switch {
	case best == worst:
		v.Outcome = best
	case worst <= Undeployable:
		// A function with one subnet that cannot exist is not deployed at all.
		v.Outcome = worst
	case best == Reachable || best == Intermittent:
		v.Outcome = Divergent
	default:
		v.Outcome = worst
	}
	if v.Outcome == Undecided {
		return
	}
	for i := range v.Paths {
		if p := &v.Paths[i]; p.Outcome != Reachable && (v.Outcome == Divergent || p.Outcome == v.Outcome) {
			v.Symptom = p.Symptom
			return
		}
	}
}

// undecided answers a question that has no path to walk.
func (v *Verdict) undecided(at Endpoint, r Reason) {
	v.Paths = []Path{{
		Source: ID(v.Query.From), Target: ID(v.Query.To),
		Steps: []Step{{At: ID(at), Stage: StageForward, Outcome: Undecided, Reason: r}},
	}}
}

// connect answers "can From open a connection to To and use it?".
func (n *Network) connect(v *Verdict) {
	sources, ok := n.sources(v)
	if !ok {
		return
	}
	d, ok := n.destination(v)
	if !ok {
		return
	}
	for i := range sources {
		n.connectFrom(v, &sources[i], &d, StageForward)
	}
}

// connectFrom walks every candidate of one source and appends its paths. The stage
// is StageForward, or StageReachAPI when the connection serves an invocation.
func (n *Network) connectFrom(v *Verdict, s *source, d *destination, stage Stage) {
	w := &walk{n: n, path: Path{Source: s.at, Target: d.id}}
	w.path.Steps = make([]Step, 0, 14) // a call through a NAT gateway takes 13
	if s.iface != nil {
		w.path.Source = s.iface.ID
	}
	w.deployable(s)
	candidates, ok := w.resolve(s, d)
	if !ok {
		v.Paths = append(v.Paths, w.finish())
		v.Notes = append(v.Notes, w.notes...)
		return
	}
	ways := n.ways(candidates, s, d)
	from := len(v.Paths)
	for i, c := range ways {
		x := w // the last way may have the walk itself
		if i+1 < len(ways) {
			own := *w
			x = &own
			x.path.Steps = append(make([]Step, 0, cap(w.path.Steps)), w.path.Steps...)
			x.deploy = append([]Step(nil), w.deploy...)
			x.notes = append([]Note(nil), w.notes...)
		}
		x.stage = stage
		x.relayed = c.relay
		x.path.Address = c.block
		x.path.chose(c.block)
		if c.iface != nil && c.iface.Kind == KindEndpoint {
			x.path.Target = c.iface.ID
		}
		if c.relay != nil {
			x.path.Target = c.relay.id
		}
		n.carry(x, s, d, c.candidate)
		v.Paths = append(v.Paths, x.finish())
		v.Notes = append(v.Notes, x.notes...)
	}
	if len(ways) > 1 && ways[0].iface == nil {
		v.Paths = append(v.Paths[:from], merge(v.Paths[from:], d.block)...)
	}
}

// chose makes the answer of the resolver the one address, of several, that this path
// takes.
func (p *Path) chose(address netip.Prefix) {
	if i := len(p.Steps) - 1; i >= 0 {
		if s := &p.Steps[i]; s.Stage == StageResolve && s.Out.Dst.IsValid() && !s.Out.Src.IsValid() {
			s.Out.Dst = address
		}
	}
}

// merge drops the paths to parts of one public block that no gate told apart. A
// single path that remains stands for the whole block.
func merge(paths []Path, whole netip.Prefix) []Path {
	kept := paths[:0]
	for i := range paths {
		if !slices.ContainsFunc(kept, func(p Path) bool { return sameGates(&p, &paths[i]) }) {
			kept = append(kept, paths[i])
		}
	}
	if len(kept) > 1 {
		return kept
	}
	p := &kept[0]
	part := p.Address
	p.Address = whole
	widen := func(h *Header) {
		if h.Src == part {
			h.Src = whole
		}
		if h.Dst == part {
			h.Dst = whole
		}
	}
	for i := range p.Steps {
		widen(&p.Steps[i].In)
		widen(&p.Steps[i].Out)
	}
	return kept
}

// sameGates reports whether two paths pass the same gates by the same rules.
func sameGates(a, b *Path) bool {
	return slices.EqualFunc(a.Steps, b.Steps, func(x, y Step) bool {
		return x.At == y.At && x.On == y.On && x.Stage == y.Stage && x.Outcome == y.Outcome && x.Reason == y.Reason && x.Cause == y.Cause
	})
}

// carry walks there and back, and asks the service for leave.
func (n *Network) carry(w *walk, s *source, d *destination, c candidate) {
	stage := w.stage
	hdr := Header{Dst: c.block, DstPorts: port(d.port), SrcPorts: s.ephem, Proto: d.proto}
	var a arrival
	if s.iface == nil {
		hdr.Src = s.block
	} else {
		if a := s.address(c.block); a.IsValid() {
			hdr.Src = host(a)
		}
	}
	a = w.send(s, d, hdr)
	if !a.known {
		return
	}
	w.stage = StageReturn
	w.back()
	if d.api == nil {
		return
	}
	w.stage = StageAuthoriseCall
	if stage == StageReachAPI {
		w.stage = StageAuthoriseCaller
	}
	if w.misnamed.Reason != "" {
		w.add(w.misnamed)
		return
	}
	w.authorise(s, d, &a)
}

func sortedIDs(ids []ID) []ID {
	out := slices.Clone(ids)
	order.Strings(out)
	return slices.Compact(out)
}
