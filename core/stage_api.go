package core

import (
	"cmp"

	"lasthop/core/policy"
)

// authoriseAPI asks whether an API takes the call. A private API takes what comes
// through an execute-api endpoint and is admitted by its resource policy; the
// endpoint in turn carries nothing for any other API (G19, K11).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
func (w *walk) authoriseAPI(s *source, d *destination, a *arrival) {
	n := w.n
	r, ok := n.byID[d.api.at].(*APIGateway)
	if !ok {
		// An API that is not drawn: what it makes of the call is not to be known.
		if a.endpoint != nil {
			w.notes = append(w.notes, Note{Code: NoteAPINotDrawn, At: a.endpoint.Head().ID})
		}
		return
	}
	x := &inquiry{caller: s.at, role: s.role, api: d.api}
	x.Request = policy.Request{Action: actionCallAPI, Resource: d.api.arn, Keys: n.requestKeys(d.api, a)}
	if s.role != nil {
		x.Principal = s.role.session(string(s.at))
	}
	x.Resource = n.policies[policyKey{r.ID, fieldPolicy}]
	before := len(w.path.Steps)
	if a.endpoint != nil {
		x.endpoint = a.endpoint.Head().ID
		w.touch(x.endpoint)
		if doc := n.policies[policyKey{x.endpoint, fieldPolicy}]; doc != nil {
			x.Endpoint = append(x.Endpoint, doc)
			if res := doc.Evaluate(&policy.Request{Action: actionCallAPI, Resource: d.api.arn, Keys: x.Keys, Principal: x.Principal}); res.Decision != policy.Allow {
				w.endpointOnly(x, actionCallAPI)
			}
		}
	}
	switch private := r.Endpoint == APIPrivate; {
	case private && a.endpoint == nil:
		w.add(Step{At: r.ID, Outcome: Blocked, Reason: APINotPublic, Cause: Ref{ID: r.ID, Part: PartField, Field: "endpoint"}})
	case !private && a.endpoint != nil:
		w.add(Step{At: x.endpoint, Outcome: Blocked, Reason: APICaptured, Detail: d.name, Cause: Ref{ID: x.endpoint, Part: PartField, Field: "privateDns"}})
	case x.Resource == nil && private:
		w.add(Step{At: r.ID, Outcome: Blocked, Reason: ResourcePolicySilent, Detail: actionCallAPI, ARN: d.api.arn, Cause: Ref{ID: r.ID, Part: PartField, Field: fieldPolicy}})
	case x.Resource != nil:
		res := x.Resource.Evaluate(&x.Request)
		if res.Decision == policy.Allow {
			break
		}
		w.add(Step{At: r.ID, Outcome: Blocked, Reason: policyReason(policy.Resource, res.Decision == policy.Deny), Detail: actionCallAPI, ARN: d.api.arn,
			Cause: w.statement(x, policy.Resource, 0, 0, res.Statement), Tried: w.missed(x, res.Tried)})
	}
	if len(w.path.Steps) == before {
		w.add(Step{At: r.ID, Outcome: Reachable, Reason: PolicyAllowed, Detail: actionCallAPI, Cause: Ref{ID: r.ID}})
	}
	w.integrate(r)
}

// integrate walks on from an API to what it calls: a function, by the Lambda API, or
// a load balancer, from the interfaces of its VPC link.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
func (w *walk) integrate(r *APIGateway) {
	n := w.n
	switch to := n.byID[r.Integration].(type) {
	case *Function:
		w.stage = StageReachAPI
		w.add(Step{At: r.ID, Outcome: Reachable, Reason: ServiceCallsLambda, Detail: "lambda." + n.regionOf(to.ID) + ".amazonaws.com"})
		w.invokedByService(r, to)
	case *LoadBalancer:
		w.throughLink(r, to)
	case nil:
		if r.Integration != "" {
			w.missing(r.ID, "integration")
		}
	default:
		w.stop(Step{At: r.ID, Outcome: Undecided, Reason: NotModelled, Detail: "an API in front of " + article(n.kindOf(r.Integration)), Cause: Ref{ID: r.ID, Part: PartField, Field: "integration"}})
	}
}

// throughLink walks from each interface of a VPC link to each of the balancer's. An
// internet-facing balancer needs no link.
func (w *walk) throughLink(r *APIGateway, b *LoadBalancer) {
	n := w.n
	links, inside := n.byOwner[r.ID], n.byOwner[b.ID]
	if len(links) == 0 && b.Internal {
		w.missing(r.ID, "linkSubnets")
		return
	}
	if len(inside) == 0 || len(b.Listeners) == 0 {
		w.missing(b.ID, "listeners")
		return
	}
	l := b.Listeners[0]
	type link struct {
		source
		destination
		way
	}
	var tries []link
	for i := range max(1, len(links)) {
		for _, to := range inside {
			x := link{
				source:      source{at: r.ID, ephem: ephemeral, block: standIn("execute-api", n.regionOf(r.ID)), region: n.regionOf(r.ID), account: n.accountOf(r.ID)},
				destination: destination{id: b.ID, res: b, iface: to, ifaces: inside, block: host(to.Private), proto: cmp.Or(l.Protocol, ProtoTCP), port: l.Port, literal: true},
			}
			if len(links) > 0 {
				x.source.iface = links[i]
			} else if to.Public.IsValid() {
				x.literal, x.destination.block = false, host(to.Public)
			}
			for _, way := range n.ways([]candidate{{x.destination.block, to}}, &x.source, &x.destination) {
				x.way = way
				tries = append(tries, x)
			}
		}
	}
	w.anyOf(len(tries), func(x *walk, i int) {
		s, d := &tries[i].source, &tries[i].destination
		hdr := Header{Src: s.block, Dst: d.block, SrcPorts: s.ephem, DstPorts: port(d.port), Proto: d.proto}
		if s.iface != nil {
			hdr.Src = host(s.iface.Private)
		}
		if s.iface != nil && !s.iface.Private.IsValid() || !d.iface.Private.IsValid() {
			x.hidden = true
			return
		}
		x.relayed = tries[i].relay
		x.stage = StageForward
		if a := x.send(s, d, hdr); a.known {
			x.stage = StageReturn
			x.back()
		}
	})
}

// apiAlias returns the endpoint that the first label of an API's name speaks of:
// AWS gives a private API a public name for each endpoint that it is associated with.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/associate-private-api-with-vpc-endpoint.html
func (n *Network) apiAlias(label string) *InterfaceEndpoint {
	for _, r := range n.resources {
		g, ok := r.(*APIGateway)
		if !ok || g.Endpoint != APIPrivate {
			continue
		}
		for _, id := range g.VPCEndpoints {
			if e, ok := n.byID[id].(*InterfaceEndpoint); ok && label == hostLabel(g.Label())+"-"+string(id) {
				return e
			}
		}
	}
	return nil
}
