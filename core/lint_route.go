package core

// shadowedRoutes finds routes that lose to another for the same block (B5), and learnt
// ones within the VPC, which the local route always beats (B6).
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (l *linter) shadowedRoutes() {
	l.tables(func(_ *RouteTable, t *tableIndex, v *vpcIndex) {
		for i := range t.routes {
			r := &t.routes[i]
			if r.ref.Part != PartRoute && r.ref.Part != PartPropagated {
				continue
			}
			if r.propagate && v != nil && v.owns(r.prefix) {
				l.found(r.ref, "The learnt route for "+r.prefix.String()+" is never used: it lies within the VPC, where the local route wins.")
				continue
			}
			if i == 0 || t.routes[i-1].prefix != r.prefix {
				continue
			}
			if w := &t.routes[i-1]; w.rank != 1 || r.rank != 1 {
				l.found(r.ref, "This route for "+r.prefix.String()+" is never used: "+l.n.RefText(w.ref)+" wins for the same block.")
			}
		}
	})
}

// blackHoles finds routes whose target is gone or not ready. They still take what they
// match, and drop it (B10).
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (l *linter) blackHoles() {
	l.tables(func(r *RouteTable, t *tableIndex, _ *vpcIndex) {
		for i := range t.routes {
			if x := &t.routes[i]; x.kind == targetNone && x.ref.Part == PartRoute && r.Routes[x.ref.Index].Target != "" {
				l.found(x.ref, "What is for "+x.prefix.String()+" is lost: "+l.n.label(x.target)+" is not there, or not ready to take it. No wider route steps in.")
			}
		}
	})
}

// overlappingLists finds blocks that two prefix lists send to different targets: which
// one AWS takes is not documented (0.3).
func (l *linter) overlappingLists() {
	l.tables(func(_ *RouteTable, t *tableIndex, _ *vpcIndex) {
		for i := range t.routes {
			r := &t.routes[i]
			if r.rank != 1 || r.ref.Part != PartRoute {
				continue
			}
			for j := range i {
				if w := &t.routes[j]; w.rank == 1 && w.ref != r.ref && w.target != r.target && w.prefix.Overlaps(r.prefix) {
					l.found(r.ref, "The list overlaps that of "+l.n.RefText(w.ref)+" at "+w.prefix.String()+
						". Where blocks are equal AWS picks one target, and does not say which; Lasthop takes the first by id.")
					break
				}
			}
		}
	})
}

// oneSidedPeerings finds active peerings to which the tables of one VPC only lead: the
// replies find no way back (L1).
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
func (l *linter) oneSidedPeerings() {
	for _, r := range l.n.resources {
		p, ok := r.(*Peering)
		if !ok || p.State != PeeringActive || l.n.vpcs[p.Requester] == nil || l.n.vpcs[p.Accepter] == nil {
			continue
		}
		routed := map[ID]bool{}
		l.tables(func(r *RouteTable, t *tableIndex, _ *vpcIndex) {
			for i := range t.routes {
				routed[r.VPC] = routed[r.VPC] || t.routes[i].target == p.ID
			}
		})
		if routed[p.Requester] != routed[p.Accepter] {
			without := p.Requester
			if routed[without] {
				without = p.Accepter
			}
			l.field(p.ID, "", "No route table of "+l.n.label(without)+" leads to the peering, so replies from there are lost. A peering needs routes in both VPCs.")
		}
	}
}
