package core

import "net/netip"

// An Outcome is what becomes of a question, of one path, or of one step.
type Outcome uint8

// The outcomes. They are ordered by how much they spoil the answer's good news,
// most first, except that Undecided is the zero value.
const (
	// Undecided: the drawing lacks something that the answer depends on.
	Undecided Outcome = iota
	// Undeployable: AWS would refuse a resource that lies on the path.
	Undeployable
	// Blocked: it never works.
	Blocked
	// Intermittent: it works for some connections and not for others.
	Intermittent
	// Divergent: it works from one subnet, or to one address, and not another.
	Divergent
	// Reachable: it works.
	Reachable
)

// A Symptom is what the caller sees.
type Symptom uint8

// The symptoms.
const (
	SymptomNone Symptom = iota
	SymptomTimeout
	SymptomRefused
	SymptomReset
	SymptomDNS
	SymptomAccessDenied
	SymptomThrottled
	SymptomInvokeError
	SymptomDeployError
	// SymptomNotInvoked: nobody sees an error; the function just never runs.
	SymptomNotInvoked
)

// A Stage is a part of the way, in the order in which it is walked.
type Stage uint8

// The stages.
const (
	StageNone Stage = iota
	// StageDeploy: would AWS have created what lies on the path?
	StageDeploy
	// StageReachAPI: does the caller's packet reach the Lambda API?
	StageReachAPI
	// StageAuthoriseCaller: may the caller invoke the function?
	StageAuthoriseCaller
	// StageState: is the function ready to run?
	StageState
	// StageResolve: does the name resolve, and to what?
	StageResolve
	// StageForward: the packet's way there.
	StageForward
	// StageReturn: the reply's way back.
	StageReturn
	// StageAuthoriseCall: does the service allow the call?
	StageAuthoriseCall
)

// A Verdict answers a [Query]. It is a pure function of the network and the
// query: the same input gives the same bytes, whatever the order of the input.
type Verdict struct {
	Query   Query   `json:"query"`
	Outcome Outcome `json:"outcome"`
	Symptom Symptom `json:"symptom"`
	// Paths holds one path for each candidate, source interface by destination
	// address, in the order of their ids and addresses.
	Paths []Path `json:"paths"`
	Notes []Note `json:"notes,omitempty"`
}

// A Path is the way of one candidate.
type Path struct {
	// Source is the interface, or the resource outside every VPC, that it starts at.
	Source ID `json:"source"`
	// Target is the resource that it ends at, for an endpoint its interface.
	Target ID `json:"target"`
	// Address is the destination address, or the block that stands for it.
	Address netip.Prefix `json:"address,omitzero"`
	Outcome Outcome      `json:"outcome"`
	Symptom Symptom      `json:"symptom"`
	Steps   []Step       `json:"steps"`
	// MoreMayFollow reports that a blocker hid the way on, so that mending those
	// listed may uncover others.
	MoreMayFollow bool `json:"moreMayFollow,omitempty"`
}

// A Step is one decision on a path, with its evidence.
type Step struct {
	// At is the drawn resource that decided.
	At ID `json:"at"`
	// On is the subnet or interface at which At stands, where At serves several.
	On      ID      `json:"on,omitempty"`
	Stage   Stage   `json:"stage"`
	Outcome Outcome `json:"outcome"`
	Reason  Reason  `json:"reason"`
	// Cause is the very rule, route or statement that decided.
	Cause Ref `json:"cause,omitzero"`
	// Tried lists those passed over, in the order in which they were tried.
	Tried []Ref `json:"tried,omitempty"`
	// In and Out are the packet before and after; they differ only where an
	// address or a port is translated.
	In  Header `json:"in,omitzero"`
	Out Header `json:"out,omitzero"`
	// Detail is what the sentence of Reason needs beside the rest: a host name,
	// an IAM action, a count. It is data, never a sentence.
	Detail string `json:"detail,omitempty"`
	// ARN is the resource that a policy was asked about.
	ARN string `json:"arn,omitempty"`
	// Hypothetical marks what comes after the first blocker: what would happen if
	// it were mended.
	Hypothetical bool `json:"hypothetical,omitempty"`
}

// A Header is the part of a packet that gates look at.
type Header struct {
	// Src and Dst are addresses, or blocks where any address of them is meant.
	Src netip.Prefix `json:"src,omitzero"`
	Dst netip.Prefix `json:"dst,omitzero"`
	// SrcPorts and DstPorts are sets, because ephemeral ports are.
	SrcPorts PortRange `json:"srcPorts,omitzero"`
	DstPorts PortRange `json:"dstPorts,omitzero"`
	Proto    Proto     `json:"proto,omitempty"`
}

// A PortRange is an inclusive range of ports, 0 to 65535.
type PortRange struct {
	Lo, Hi uint16
}

// A Part is a kind of thing within a resource that a [Ref] points at.
type Part string

// The parts.
const (
	PartNone       Part = ""
	PartRoute      Part = "route"     // Index into RouteTable.Routes
	PartLocalRoute Part = "local"     // Index into VPC.CIDRs; ID is the route table
	PartEndpoint   Part = "endpoint"  // the prefix-list route of the gateway endpoint Via; ID is the table
	PartPropagated Part = "learnt"    // Index into the blocks learnt from the connection or attachment Via; ID is the table
	PartRule       Part = "rule"      // Index into the rules of a firewall endpoint; Implicit for its default
	PartRecord     Part = "record"    // Index into the records of a zone or Resolver rule
	PartInbound    Part = "inbound"   // Index into the rules; Implicit for the final deny
	PartOutbound   Part = "outbound"  // Index into the rules; Implicit for the final deny
	PartStatement  Part = "statement" // Index into the statements of Policy
	PartField      Part = "field"     // Field names the attribute
)

// Implicit is the index of what stands in no list: an ACL's final '*', a group's
// or a policy's silence.
const Implicit = -1

// A Ref points at the rule, route, statement or field of a resource.
type Ref struct {
	ID    ID   `json:"id"`
	Part  Part `json:"part,omitempty"`
	Index int  `json:"index,omitempty"`
	// Field is a field of the resource, by its name in the file format: which
	// policy, or which attribute.
	Field string `json:"field,omitempty"`
	// Via is the endpoint of a PartEndpoint.
	Via ID `json:"via,omitempty"`
}

// A Note is a caveat to a verdict.
type Note struct {
	Code NoteCode `json:"code"`
	// At is the resource that the note is about, if any.
	At     ID     `json:"at,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// Deciding returns the path and the step that decide the verdict, for a reachable
// one the last step of the first path; nil where there is none. For every other
// outcome it is the first failing step of the first failing path.
func (v *Verdict) Deciding() (*Path, *Step) {
	for i := range v.Paths {
		if s := v.Paths[i].Deciding(); s != nil && (v.Outcome == Reachable || v.Paths[i].Outcome != Reachable) {
			return &v.Paths[i], s
		}
	}
	return nil, nil
}

// Deciding returns the first step that is not reachable, else the one that brought
// the call to its end: the last that is not of the way back. It is nil for a path
// without steps.
func (p *Path) Deciding() *Step {
	var last *Step
	for i := range p.Steps {
		if p.Steps[i].Outcome != Reachable {
			return &p.Steps[i]
		}
		if last == nil || p.Steps[i].Stage != StageReturn {
			last = &p.Steps[i]
		}
	}
	return last
}

// Blockers returns the steps that must change before the path works, in order.
func (p *Path) Blockers() []*Step {
	var out []*Step
	for i := range p.Steps {
		if p.Steps[i].Outcome != Reachable {
			out = append(out, &p.Steps[i])
		}
	}
	return out
}
