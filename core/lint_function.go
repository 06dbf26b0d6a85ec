package core

import (
	"strings"

	"lasthop/core/policy"
)

// functions calls each for every function that is attached to a VPC.
func (l *linter) functions(each func(*Function)) {
	for _, r := range l.n.resources {
		if f, ok := r.(*Function); ok && len(f.Subnets) > 0 {
			each(f)
		}
	}
}

// functionsInPublicSubnets finds functions whose way out is an internet gateway, which
// takes nothing from an interface without a public address (C3).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
func (l *linter) functionsInPublicSubnets() {
	l.functions(func(f *Function) {
		for _, id := range sortedIDs(f.Subnets) {
			if s := l.n.subnets[id]; s != nil {
				if way := s.way(); way != nil && way.kind == targetIGW {
					l.field(f.ID, "subnets", l.n.label(id)+" leads to the internet gateway, and a function’s interface never has a public IPv4 address: from there it cannot reach the internet. "+
						"Use a private subnet with a NAT gateway.")
				}
			}
		}
	})
}

// unequalSubnets finds functions whose subnets route or filter differently, so that
// what works is left to chance (I9).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
func (l *linter) unequalSubnets() {
	l.functions(func(f *Function) {
		var first *subnetIndex
		for _, id := range sortedIDs(f.Subnets) {
			s := l.n.subnets[id]
			switch {
			case s == nil || s.table == nil:
			case first == nil:
				first = s
			case s.acl != first.acl:
				l.field(f.ID, "subnets", l.n.label(first.ID)+" and "+l.n.label(s.ID)+" have different network ACLs, and AWS does not say which subnet an execution environment uses.")
				return
			case !sameWays(first.table, s.table):
				l.field(f.ID, "subnets", l.n.label(first.ID)+" and "+l.n.label(s.ID)+" route differently, and AWS does not say which subnet an execution environment uses: calls may work now and fail later.")
				return
			}
		}
	})
}

// sameWays reports whether two tables lead the same blocks to the same kinds of target;
// each zone may have a NAT gateway of its own.
func sameWays(a, b *tableIndex) bool {
	if a == b {
		return true
	}
	if len(a.routes) != len(b.routes) {
		return false
	}
	for i := range a.routes {
		if a.routes[i].prefix != b.routes[i].prefix || a.routes[i].kind != b.routes[i].kind {
			return false
		}
	}
	return true
}

// functionsInOneZone finds functions that a single zone can stop (I9, A5).
// https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5
func (l *linter) functionsInOneZone() {
	l.functions(func(f *Function) {
		if zone, one := l.n.oneZone(f.Subnets); one {
			l.field(f.ID, "subnets", "All of its subnets are in "+zone+": when that zone fails, so does the function. Add a subnet of another zone.")
		}
	})
}

// rolesLackingActions finds functions whose role does not let Lambda make their
// interfaces (I7).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
func (l *linter) rolesLackingActions() {
	l.functions(func(f *Function) {
		r := l.n.roles[f.Role]
		if r == nil {
			return
		}
		if lacks := l.n.lacks(r, f.ID); len(lacks) > 0 {
			l.field(f.ID, "role", l.n.label(f.Role)+" does not allow "+strings.Join(lacks, ", ")+
				", so Lambda cannot attach the function to its VPC. Attach AWSLambdaVPCAccessExecutionRole.")
		}
	})
}

// codeWithInterfaceActions finds functions whose code inherits from its role what Lambda
// needs to attach it, for want of a Deny with lambda:SourceFunctionArn (J10).
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
func (l *linter) codeWithInterfaceActions() {
	l.functions(func(f *Function) {
		r := l.n.roles[f.Role]
		if r == nil || len(l.n.lacks(r, f.ID)) > 0 {
			return
		}
		scps, _ := l.n.serviceControl(r.account)
		q := policy.Question{
			Request: policy.Request{
				Principal: r.session(string(f.ID)), Action: interfaceActions[0], Resource: "*",
				Keys: interfaceKeys(l.n.regionOf(f.ID)).With("lambda:SourceFunctionArn", l.n.functionARN(f.ID)),
			},
			SameAccount: true, Identity: r.identity, Boundary: r.boundary, ServiceControl: scps,
		}
		if policy.Authorise(&q).Allowed {
			l.field(f.ID, "role", "Its code inherits the role’s right to make network interfaces, which only Lambda needs. Deny "+
				interfaceActions[0]+" and the like where lambda:SourceFunctionArn is this function.")
		}
	})
}

// openURLs finds function URLs that ask nobody who they are (I17).
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
func (l *linter) openURLs() {
	for _, r := range l.n.resources {
		if f, ok := r.(*Function); ok && f.URL == URLNone {
			l.field(f.ID, "url", "Its URL has AuthType NONE: with the usual resource policy, anyone on the internet may call it.")
		}
	}
}
