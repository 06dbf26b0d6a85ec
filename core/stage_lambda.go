package core

import (
	"strings"

	"lasthop/core/policy"
)

// interfaceActions are what the execution role needs before Lambda can attach a
// function to a VPC.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
var interfaceActions = []string{
	"ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
	"ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses",
}

// deployable asks whether AWS would have built the source: the function's role may
// create the interface, and the subnet has an address for it.
func (w *walk) deployable(s *source) {
	w.stage = StageDeploy
	w.touch(s.at)
	if s.iface == nil {
		return
	}
	w.touch(s.iface.Subnet)
	w.touch(s.iface.subnet.VPC)
	for _, g := range s.iface.Groups {
		w.touch(g)
	}
	if i, ok := w.n.byID[s.at].(*Instance); ok && i.Stopped {
		w.refuse(Step{At: s.at, Outcome: Blocked, Reason: InstanceStopped, Cause: Ref{ID: s.at, Part: PartField, Field: "stopped"}})
	}
	if s.iface.Kind != KindFunction {
		return
	}
	w.attachable(s.at, s.roleID)
	if !s.iface.Private.IsValid() && s.iface.subnet.prefix.IsValid() {
		w.refuse(Step{At: s.iface.Subnet, On: s.iface.ID, Outcome: Undeployable, Reason: SubnetFull,
			Detail: itoa(s.iface.subnet.usable), Cause: Ref{ID: s.iface.Subnet, Part: PartField, Field: "cidr"}})
	}
}

// attachable asks whether a VPC function's execution role lets Lambda make its
// interface, which is decided when it is deployed and not when it runs.
func (w *walk) attachable(fn, role ID) {
	r := w.n.roles[role]
	if r == nil {
		w.refuse(Step{At: fn, Outcome: Undecided, Reason: ReferenceMissing, Cause: Ref{ID: fn, Part: PartField, Field: "role"}})
		return
	}
	w.touch(role)
	if len(r.lacks) > 0 {
		w.refuse(Step{At: fn, Outcome: Undeployable, Reason: RoleCannotCreateENI,
			Cause: Ref{ID: role, Part: PartField, Field: "policies"}, Detail: strings.Join(r.lacks, " ")})
	}
}

// lacking returns which of the interface actions a role does not allow, or its
// organization.
func (n *Network) lacking(r *roleIndex) []string {
	var out []string
	scps, _ := n.serviceControl(r.account)
	for _, action := range interfaceActions {
		q := policy.Question{
			Request:     policy.Request{Principal: r.session("lambda"), Action: action, Resource: "*"},
			SameAccount: true, Identity: r.identity, Boundary: r.boundary, ServiceControl: scps,
		}
		if a := policy.Authorise(&q); !a.Allowed {
			out = append(out, action)
		}
	}
	return out
}

// invoke answers "can From invoke the function To?". An invocation goes to the
// Lambda API and never into the function's VPC.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-invocation.html
func (n *Network) invoke(v *Verdict) {
	f, ok := n.byID[ID(v.Query.To)].(*Function)
	if !ok {
		reason := NotADestination
		if n.byID[ID(v.Query.To)] == nil {
			reason = EndMissing
		}
		v.undecided(v.Query.To, reason)
		return
	}
	if _, ok := n.byID[ID(v.Query.From)].(*APIGateway); ok {
		n.invokeByService(v, f)
		return
	}
	sources, ok := n.sources(v)
	if !ok {
		return
	}
	d := destination{id: f.ID, proto: ProtoTCP, port: 443}
	n.aimAtService(&d, "lambda", "", "", f.Label(), v.Query.Action)
	d.api.policy = f.ID
	from := len(v.Paths)
	for i := range sources {
		n.connectFrom(v, &sources[i], &d, StageReachAPI)
	}
	for i := from; i < len(v.Paths); i++ {
		p := &v.Paths[i]
		if p.MoreMayFollow {
			continue
		}
		w := &walk{n: n, path: *p}
		n.ready(w, f)
		v.Paths[i] = w.finish()
	}
}

// invokeByService is an invocation by an AWS service on its own behalf: inside AWS,
// allowed by the function's resource policy alone.
// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
func (n *Network) invokeByService(v *Verdict, f *Function) {
	api := n.byID[ID(v.Query.From)].(*APIGateway)
	w := &walk{n: n, path: Path{Source: api.ID, Target: f.ID, Steps: make([]Step, 0, 4)}, stage: StageReachAPI}
	w.add(Step{At: api.ID, Outcome: Reachable, Reason: ServiceCallsLambda, Detail: "lambda." + n.region + ".amazonaws.com"})
	w.stage = StageAuthoriseCaller
	w.authoriseService(api, f)
	n.ready(w, f)
	v.Paths = append(v.Paths, w.finish())
	v.Notes = append(v.Notes, w.notes...)
}

// ready asks whether the function can run: deployed, active, and with concurrency.
// https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
func (n *Network) ready(w *walk, f *Function) {
	w.stage = StageState
	w.touch(f.ID)
	if len(f.Subnets) > 0 {
		w.attachable(f.ID, f.Role)
		w.notes = append(w.notes, Note{Code: NoteVPCNotTouched, At: f.ID})
	}
	for _, x := range n.byOwner[f.ID] {
		w.touch(x.Subnet)
		if !x.Private.IsValid() && x.subnet.prefix.IsValid() {
			w.refuse(Step{At: x.Subnet, On: x.ID, Outcome: Undeployable, Reason: SubnetFull,
				Detail: itoa(x.subnet.usable), Cause: Ref{ID: x.Subnet, Part: PartField, Field: "cidr"}})
		}
	}
	step := Step{At: f.ID, Outcome: Reachable, Reason: FunctionReady, Cause: Ref{ID: f.ID, Part: PartField, Field: "state"}}
	switch f.State {
	case FunctionPending:
		step.Outcome, step.Reason = Blocked, FunctionPendingReason
	case FunctionInactive:
		step.Outcome, step.Reason = Blocked, FunctionInactiveReason
	case FunctionFailed:
		step.Outcome, step.Reason = Blocked, FunctionFailedReason
	default:
		if f.ReservedConcurrency != nil && *f.ReservedConcurrency == 0 {
			step.Outcome, step.Reason, step.Cause.Field = Blocked, ReservedConcurrencyZero, "reservedConcurrency"
		}
	}
	w.add(step)
}
