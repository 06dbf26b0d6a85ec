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
	w.roomFor(s.iface)
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
	if lacks := w.n.lacks(r, fn); len(lacks) > 0 {
		w.refuse(Step{At: fn, Outcome: Undeployable, Reason: RoleCannotCreateENI,
			Cause: Ref{ID: role, Part: PartField, Field: "policies"}, Detail: strings.Join(lacks, " ")})
	}
}

// lacks returns which of the interface actions a function's role does not allow where
// the function is.
func (n *Network) lacks(r *roleIndex, fn ID) []string {
	if region := n.regionOf(fn); region != n.region {
		return n.lacking(r, region)
	}
	return r.lacks
}

// interfaceKeys are the condition keys of the calls that make a function's interface.
func interfaceKeys(region string) policy.Keys {
	return policy.Keys{{Name: "aws:SecureTransport", Value: "true"}, {Name: "aws:RequestedRegion", Value: region}}
}

// lacking returns which of the interface actions a role does not allow in a Region, or
// its organization.
func (n *Network) lacking(r *roleIndex, region string) []string {
	var out []string
	scps, _ := n.serviceControl(r.account)
	for _, action := range interfaceActions {
		q := policy.Question{
			Request:     policy.Request{Principal: r.session("lambda"), Action: action, Resource: "*", Keys: interfaceKeys(region)},
			SameAccount: true, Identity: r.identity, Boundary: r.boundary, ServiceControl: scps,
		}
		if a := policy.Authorise(&q); !a.Allowed {
			out = append(out, action)
		}
	}
	return out
}

// ready asks whether the function can run: deployed, active, and with concurrency,
// and with its file system where it has one.
// https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
func (w *walk) ready(f *Function) {
	n := w.n
	w.stage = StageState
	w.touch(f.ID)
	if len(f.Subnets) > 0 {
		w.attachable(f.ID, f.Role)
		w.notes = append(w.notes, Note{Code: NoteVPCNotTouched, At: f.ID})
	}
	for _, x := range n.byOwner[f.ID] {
		w.touch(x.Subnet)
		w.roomFor(x)
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
	if f.FileSystem != "" {
		w.mount(f)
	}
}

// maxInterfaces is how many interfaces Lambda may have in a VPC, by the quota page;
// the page on troubleshooting says 250 (I8).
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const maxInterfaces = 500

// roomFor asks whether Lambda can make a function's interface: the subnet has an
// address for it, and the VPC is below the quota.
func (w *walk) roomFor(x *Interface) {
	if !x.Private.IsValid() && x.subnet.prefix.IsValid() {
		w.refuse(Step{At: x.Subnet, On: x.ID, Outcome: Undeployable, Reason: SubnetFull,
			Detail: itoa(x.subnet.usable), Cause: Ref{ID: x.Subnet, Part: PartField, Field: "cidr"}})
	}
	if v := x.subnet.vpc; v != nil && v.lambdaInterfaces > maxInterfaces {
		w.refuse(Step{At: v.ID, Outcome: Undeployable, Reason: InterfaceLimit, Detail: itoa(v.lambdaInterfaces)})
		w.notes = append(w.notes, Note{Code: NoteInterfaceLimit, At: v.ID})
	}
}
