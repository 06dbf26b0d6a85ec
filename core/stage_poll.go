package core

import (
	"slices"
	"strings"

	"lasthop/core/policy"
)

// invokeByPolling is an invocation by an event source mapping: Lambda reads the
// source with the function's role, and invokes the function with what it finds.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
func (n *Network) invokeByPolling(v *Verdict, from Resource, f *Function) {
	id := from.Head().ID
	first := len(v.Paths)
	if m, ok := from.(*EventSourceMapping); ok {
		n.poll(v, m, f)
	} else {
		for _, r := range n.resources {
			if m, ok := r.(*EventSourceMapping); ok && m.Source == id && m.Function == f.ID {
				n.poll(v, m, f)
			}
		}
	}
	if len(v.Paths) == first {
		w := &walk{n: n, path: Path{Source: id, Target: f.ID}, stage: StageReachAPI}
		w.add(Step{At: id, Outcome: Blocked, Reason: NoMapping, Detail: f.Label()})
		w.ready(f)
		v.Paths = append(v.Paths, w.finish())
		v.Notes = append(v.Notes, w.notes...)
	}
	for i := first; i < len(v.Paths); i++ {
		// Whatever stops a poller, nobody is told: the function just never runs (I20).
		switch p := &v.Paths[i]; p.Symptom {
		case SymptomTimeout, SymptomRefused, SymptomReset, SymptomDNS, SymptomAccessDenied:
			p.Symptom = SymptomNotInvoked
		default:
		}
	}
	if c := v.Query.Caller; c != CallerUsual && c != CallerPoll {
		v.Notes = append(v.Notes, Note{Code: NoteCallerKind, At: id, Detail: CallerPoll.String()})
	}
}

// poll appends the paths of one mapping.
func (n *Network) poll(v *Verdict, m *EventSourceMapping, f *Function) {
	w := &walk{n: n, path: Path{Source: m.ID, Target: f.ID, Steps: make([]Step, 0, 8)}, stage: StageReachAPI}
	w.touch(m.ID)
	w.touch(m.Source)
	if m.Function != f.ID {
		w.add(Step{At: m.ID, Outcome: Blocked, Reason: NotItsTarget, Detail: n.label(m.Function), Cause: Ref{ID: m.ID, Part: PartField, Field: "function"}})
	}
	if m.Disabled {
		w.add(Step{At: m.ID, Outcome: Blocked, Reason: MappingDisabled, Cause: Ref{ID: m.ID, Part: PartField, Field: "disabled"}})
	}
	done := func(w *walk) {
		v.Paths = append(v.Paths, w.finish())
		v.Notes = append(v.Notes, w.notes...)
	}
	switch r := n.byID[m.Source].(type) {
	case *Service:
		t := triggerOf(r)
		if t == nil || t.grant != byReader {
			w.stop(Step{At: r.ID, Outcome: Blocked, Reason: NotATrigger})
			done(w)
			return
		}
		w.add(Step{At: m.ID, Outcome: Reachable, Reason: PolledByLambda, Detail: n.label(r.ID)})
		w.notes = append(w.notes, Note{Code: NotePollerNoNetwork, At: m.ID})
		if n.regionOf(r.ID) != n.regionOf(f.ID) {
			w.add(Step{At: r.ID, Outcome: Blocked, Reason: TriggerOtherRegion, Detail: n.regionOf(f.ID), Cause: Ref{ID: r.ID, Part: PartField, Field: "region"}})
		}
		if w.mayRead(f, r, t) {
			w.ready(f)
		}
		done(w)
	case *Broker:
		n.pollBroker(v, w, m, r, f)
	default:
		w.missing(m.ID, "source")
		done(w)
	}
}

// mayRead asks whether the function's role may read a queue, a stream or a table.
func (w *walk) mayRead(f *Function, r *Service, t *trigger) bool {
	n := w.n
	w.stage = StageAuthoriseCaller
	role := n.roles[f.Role]
	if role == nil {
		w.missing(f.ID, "role")
		return false
	}
	w.touch(f.Role)
	info := serviceNamed(r.Service)
	api := apiCall{service: info, at: r.ID, policy: r.ID, action: t.reads[0], account: n.accountOf(r.ID), region: n.regionOf(r.ID)}
	form := info.arn
	if t.stream != "" {
		form = t.stream
	}
	api.arn = fillForm(form, api.region, api.account, r.Label())
	x := &inquiry{caller: f.ID, role: role, api: &api}
	x.Request.Resource = api.arn
	x.Resource = n.policies[policyKey{r.ID, fieldPolicy}]
	x.Keys = policy.Keys{
		{Name: "aws:SecureTransport", Value: "true"},
		{Name: "aws:RequestedRegion", Value: api.region},
		{Name: "aws:ResourceAccount", Value: api.account},
	}
	x.act(n, f)
	if info.controlled {
		x.ResourceControl, x.rcps = n.resourceControl(api.account)
	}
	w.decide(x, t.reads...)
	return true
}

// act makes x a request by Lambda in the name of the function's role: not one of
// its code, so that it carries no lambda:SourceFunctionArn.
func (x *inquiry) act(n *Network, f *Function) {
	x.caller = ""
	n.act(x, f.Label())
	x.caller = f.ID
}

// brokerReads are what a function's role needs for Lambda to poll a cluster, beside
// pollerActions.
// https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
// https://docs.aws.amazon.com/lambda/latest/dg/kafka-permissions.html
// https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
// https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
var brokerReads = []struct{ engine, actions string }{
	{"msk", "kafka:DescribeClusterV2 kafka:GetBootstrapBrokers"},
	{"activemq", "mq:DescribeBroker"},
	{"rabbitmq", "mq:DescribeBroker"},
	{"documentdb", "rds:DescribeDBClusters rds:DescribeDBClusterParameters rds:DescribeDBSubnetGroups"},
}

// pollerActions let Lambda make the poller's interfaces.
var pollerActions = []string{
	"ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcs",
	"ec2:DeleteNetworkInterface", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups",
}

// iamPort is the port on which MSK knows its clients by IAM.
const iamPort = 9098

// pollBroker walks what a poller needs from each subnet of the cluster: the broker
// itself, and, on demand, the APIs of STS and Lambda, and of Secrets Manager for a
// secret. Its interfaces stand in the cluster's subnets, with the cluster's groups;
// the function's own network has no say (I20).
// https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
func (n *Network) pollBroker(v *Verdict, base *walk, m *EventSourceMapping, b *Broker, f *Function) {
	role := n.roles[f.Role]
	pollers := n.byOwner[m.ID]
	if role == nil || len(pollers) == 0 {
		at, field := f.ID, "role"
		if role != nil {
			at, field = b.ID, "subnets"
		}
		base.missing(at, field)
		v.Paths = append(v.Paths, base.finish())
		return
	}
	base.touch(f.Role)
	for _, from := range pollers {
		w := *base
		w.path.Source = from.ID
		w.path.Steps = append(make([]Step, 0, 40), base.path.Steps...)
		w.notes = append(w.notes, Note{Code: NotePollerNetwork, At: b.ID})
		w.touch(from.Subnet)
		s := source{at: m.ID, iface: from, role: role, roleID: f.Role, ephem: ephemeral, region: n.regionOf(b.ID), account: n.accountOf(b.ID)}
		if !from.Private.IsValid() {
			w.refuse(Step{At: from.Subnet, On: from.ID, Outcome: Undeployable, Reason: SubnetFull,
				Detail: itoa(from.subnet.usable), Cause: Ref{ID: from.Subnet, Part: PartField, Field: "cidr"}})
			w.hidden = true
		} else {
			w.reachBrokers(&s, b)
			if !m.Provisioned {
				w.pollerCalls(&s, "sts", actionAssume, role.arn, "")
				w.pollerCalls(&s, "lambda", actionInvoke, n.functionARN(f.ID), "")
				if m.Secret != "" {
					w.pollerCalls(&s, "secretsmanager", "secretsmanager:GetSecretValue", "", m.Secret)
				}
			} else {
				w.notes = append(w.notes, Note{Code: NotePollerNoNetwork, At: m.ID, Detail: "provisioned"})
			}
		}
		w.mayPoll(f, b, role)
		w.ready(f)
		v.Paths = append(v.Paths, w.finish())
		v.Notes = append(v.Notes, w.notes...)
	}
}

// reachBrokers walks from a poller to every interface of the cluster: a consumer
// talks to whichever broker has the messages.
func (w *walk) reachBrokers(s *source, b *Broker) {
	for _, to := range w.n.byOwner[b.ID] {
		if !to.Private.IsValid() {
			continue
		}
		p := w.n.servicePort(b)
		d := destination{id: b.ID, res: b, iface: to, block: host(to.Private), proto: ProtoTCP, port: p, literal: true}
		hdr := Header{Src: host(s.iface.Private), Dst: d.block, SrcPorts: s.ephem, DstPorts: port(p), Proto: ProtoTCP}
		w.legs, w.hops = nil, 0
		w.stage = StageReachAPI
		if a := w.send(s, &d, hdr); a.known {
			w.stage = StageReturn
			w.back()
		}
	}
	w.legs, w.hops = nil, 0
}

// pollerCalls walks from a poller to an AWS API: its network, and the policy of the
// endpoint that it crosses. STS and Lambda are called by the Lambda service itself,
// a secret is read in the name of the function's role.
// https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html#msk-vpc-privatelink
func (w *walk) pollerCalls(s *source, service, action, arn string, secret ID) {
	n := w.n
	d := destination{id: s.at, proto: ProtoTCP, port: 443}
	n.aimAtService(&d, service, s.region, s.account, "*", action)
	if secret != "" {
		r, ok := n.byID[secret].(*Service)
		if !ok {
			w.missing(s.at, "secret")
			return
		}
		d.id = r.ID
		d.name = ""
		n.aimAtService(&d, service, n.regionOf(r.ID), n.accountOf(r.ID), r.Label(), action)
		d.api.policy = r.ID
	} else {
		d.api.arn = arn
	}
	w.legs, w.hops = nil, 0
	list, ok := w.resolve(s, &d)
	if !ok {
		return
	}
	list = slices.DeleteFunc(list, func(c candidate) bool { return !c.block.Addr().Is4() })
	w.anyOf(len(list), func(x *walk, i int) {
		c := list[i]
		x.stage = StageReachAPI
		hdr := Header{Src: host(s.iface.Private), Dst: c.block, SrcPorts: s.ephem, DstPorts: port(443), Proto: ProtoTCP}
		a := x.send(s, &d, hdr)
		if !a.known {
			return
		}
		x.stage = StageReturn
		x.back()
		x.stage = StageAuthoriseCaller
		if secret != "" {
			x.authorise(s, &d, &a)
			return
		}
		q, ok := x.inquireAnyone(&source{at: s.at}, d.api, &a)
		if !ok {
			return
		}
		if a.endpoint != nil {
			q.endpoint = a.endpoint.Head().ID
			x.touch(q.endpoint)
			if doc := n.policies[policyKey{q.endpoint, fieldPolicy}]; doc != nil {
				q.Endpoint = append(q.Endpoint, doc)
			}
		}
		q.Principal = policy.Service("lambda.amazonaws.com")
		x.endpointOnly(q, action)
	})
}

// mayPoll asks whether the function's role lets Lambda poll the cluster.
func (w *walk) mayPoll(f *Function, b *Broker, role *roleIndex) {
	n := w.n
	w.stage = StageAuthoriseCaller
	actions := append(make([]string, 0, 16), pollerActions...)
	for i := range brokerReads {
		if brokerReads[i].engine == b.Engine {
			actions = append(actions, strings.Split(brokerReads[i].actions, " ")...)
		}
	}
	if b.Engine == "msk" && n.servicePort(b) == iamPort {
		actions = append(actions, "kafka-cluster:Connect", "kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup",
			"kafka-cluster:DescribeTopic", "kafka-cluster:ReadData", "kafka-cluster:DescribeClusterDynamicConfiguration")
	}
	api := apiCall{at: b.ID, action: actions[0], account: n.accountOf(b.ID), region: n.regionOf(b.ID)}
	x := &inquiry{caller: f.ID, role: role, api: &api}
	x.act(n, f)
	x.SameAccount = true // cross-account MSK needs a cluster policy, which is not drawn
	before := len(w.path.Steps)
	for _, action := range actions {
		api.arn = brokerARN(action, api.region, api.account, b.Label())
		x.Action, x.Request.Resource = action, api.arn
		a := policy.Authorise(&x.Question)
		for j := range a.Blockers {
			w.refused(x, &a, j, before)
		}
	}
	if len(w.path.Steps) == before {
		w.add(Step{At: b.ID, Outcome: Reachable, Reason: PolicyAllowed, Detail: actions[len(actions)-1], Cause: Ref{ID: role.ID, Part: PartField, Field: "policies"}})
	}
}

// brokerARN returns what an action of a poller concerns.
// https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html
func brokerARN(action, region, account, name string) string {
	service, _, _ := strings.Cut(action, ":")
	form := "*"
	switch {
	case service == "kafka" || action == "kafka-cluster:Connect" || action == "kafka-cluster:DescribeClusterDynamicConfiguration":
		form = "arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/*"
	case strings.HasSuffix(action, "Group"):
		form = "arn:aws:kafka:REGION:ACCOUNT:group/NAME/*"
	case service == "kafka-cluster":
		form = "arn:aws:kafka:REGION:ACCOUNT:topic/NAME/*"
	case service == "mq":
		form = "arn:aws:mq:REGION:ACCOUNT:broker:NAME:*"
	}
	return fillForm(form, region, account, name)
}
