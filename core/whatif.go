package core

import "slices"

// What if? Each of these returns a changed copy of a topology; resources that do not
// change are shared, for none is ever changed in place.

// LoseZone returns the topology with an Availability Zone down: nothing in it sends,
// forwards or answers.
func LoseZone(t *Topology, zone string) *Topology {
	c := *t
	if !contains(t.LostZones, zone) {
		c.LostZones = append(slices.Clone(t.LostZones), zone)
	}
	return &c
}

// Delete returns the topology without a resource. What refers to it stays as it is: a
// route to it becomes a black hole. A NAT gateway stays in sight, as in AWS, where a
// deleted one is listed for a while.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html
func Delete(t *Topology, id ID) *Topology {
	return replace(t, id, func(r Resource) Resource {
		if g, ok := r.(*NATGateway); ok {
			c := *g
			c.State = NATDeleted
			return &c
		}
		return nil
	})
}

// Idle returns the topology after a function was not invoked for 14 days: Lambda takes
// back the interfaces of a function in a VPC and makes it inactive. A function outside
// every VPC stays as it is.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
func Idle(t *Topology, function ID) *Topology {
	return replace(t, function, func(r Resource) Resource {
		if f, ok := r.(*Function); ok && len(f.Subnets) > 0 && f.State == FunctionActive {
			c := *f
			c.State = FunctionInactive
			return &c
		}
		return r
	})
}

// replace returns the topology with another resource, or none, in the place of one.
func replace(t *Topology, id ID, by func(Resource) Resource) *Topology {
	c := *t
	c.Resources = make([]Resource, 0, len(t.Resources))
	for _, r := range t.Resources {
		if r != nil && r.Head().ID == id {
			r = by(r)
		}
		if r != nil {
			c.Resources = append(c.Resources, r)
		}
	}
	return &c
}
