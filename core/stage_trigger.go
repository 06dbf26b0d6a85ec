package core

import (
	"slices"

	"lasthop/core/policy"
)

// A trigger is how a service invokes functions (I15).
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
type trigger struct {
	service string
	how     Caller // CallerUsual: synchronously or not, as it is told
	grant   grantBy
	// principal is what the function's resource policy must name.
	principal string
	// source is the form of aws:SourceArn, with REGION, ACCOUNT and NAME to fill in.
	source string
	// sameRegion and sameAccount: it only invokes functions of its own.
	sameRegion, sameAccount bool
	// reads are the actions that the function's role needs on a polled source.
	reads []string
	// stream is what the actions of reads concern, where it is not the resource itself.
	stream string
}

// grantBy is what lets a service invoke a function.
type grantBy uint8

const (
	byResource grantBy = iota // the function's resource policy
	byRole                    // a role of the service's own
	byEither                  // the role if it has one
	byReader                  // the function's role, which reads the source
)

// triggers are the services that invoke functions, and where each is described.
// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
var triggers = []trigger{
	{service: "s3", how: CallerAsync, principal: "s3.amazonaws.com", source: "arn:aws:s3:::NAME", sameRegion: true},
	{service: "sns", how: CallerAsync, principal: "sns.amazonaws.com", source: "arn:aws:sns:REGION:ACCOUNT:NAME"},
	{service: "ses", how: CallerAsync, principal: "ses.amazonaws.com", source: "arn:aws:ses:REGION:ACCOUNT:receipt-rule-set/NAME:receipt-rule/NAME", sameRegion: true},
	{service: "events", how: CallerAsync, grant: byEither, principal: "events.amazonaws.com", source: "arn:aws:events:REGION:ACCOUNT:rule/NAME"},
	{service: "iot", how: CallerAsync, principal: "iot.amazonaws.com", source: "arn:aws:iot:REGION:ACCOUNT:rule/NAME"},
	{service: "logs", how: CallerAsync, principal: "logs.amazonaws.com", source: "arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*", sameRegion: true},
	{service: "monitoring", how: CallerAsync, principal: "lambda.alarms.cloudwatch.amazonaws.com", source: "arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME"},
	{service: "config", how: CallerAsync, principal: "config.amazonaws.com", source: "arn:aws:config:REGION:ACCOUNT:config-rule/NAME", sameRegion: true},
	{service: "codecommit", how: CallerAsync, principal: "codecommit.amazonaws.com", source: "arn:aws:codecommit:REGION:ACCOUNT:NAME", sameRegion: true},
	{service: "cognito-idp", how: CallerSync, principal: "cognito-idp.amazonaws.com", source: "arn:aws:cognito-idp:REGION:ACCOUNT:userpool/NAME", sameRegion: true},
	{service: "connect", how: CallerSync, principal: "connect.amazonaws.com", source: "arn:aws:connect:REGION:ACCOUNT:instance/NAME", sameRegion: true},
	{service: "lex", how: CallerSync, principal: "lexv2.amazonaws.com", source: "arn:aws:lex:REGION:ACCOUNT:bot-alias/NAME/*", sameRegion: true},
	{service: "secretsmanager", how: CallerSync, principal: "secretsmanager.amazonaws.com", source: "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME", sameRegion: true},
	{service: "vpc-lattice", how: CallerSync, principal: "vpc-lattice.amazonaws.com", source: "arn:aws:vpc-lattice:REGION:ACCOUNT:targetgroup/NAME", sameRegion: true},
	{service: "states", how: CallerUsual, grant: byRole},
	{service: "scheduler", how: CallerAsync, grant: byRole},
	{service: "pipes", how: CallerUsual, grant: byRole},
	{service: "firehose", how: CallerSync, grant: byRole},
	{service: "codepipeline", how: CallerAsync, grant: byRole, sameRegion: true},
	{service: "s3-batch", how: CallerSync, grant: byRole, sameRegion: true},
	{service: "cloudformation", how: CallerAsync, grant: byRole, sameRegion: true},
	{service: "sqs", how: CallerPoll, grant: byReader, sameRegion: true, reads: []string{"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}},
	{service: "kinesis", how: CallerPoll, grant: byReader, sameRegion: true,
		reads: []string{"kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"}},
	{service: "dynamodb", how: CallerPoll, grant: byReader, sameRegion: true, stream: "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/*",
		reads: []string{"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"}},
}

// The callers that have resource types of their own.
var (
	apiTrigger      = trigger{service: "apigateway", principal: "apigateway.amazonaws.com", source: "arn:aws:execute-api:REGION:ACCOUNT:NAME/*", how: CallerSync}
	balancerTrigger = trigger{service: "elasticloadbalancing", principal: "elasticloadbalancing.amazonaws.com", how: CallerSync,
		source: "arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/*", sameRegion: true, sameAccount: true}
)

// triggerOf returns how a resource invokes functions, nil if it does not.
func triggerOf(r Resource) *trigger {
	switch r := r.(type) {
	case *APIGateway:
		return &apiTrigger
	case *LoadBalancer:
		return &balancerTrigger
	case *Service:
		name := serviceNamed(r.Service).name
		for i := range triggers {
			if triggers[i].service == name {
				return &triggers[i]
			}
		}
	}
	return nil
}

// manner returns how the question's From invokes: as its type implies, or as the
// question says where it has the choice.
func (n *Network) manner(q *Query) Caller {
	switch r := n.byID[ID(q.From)].(type) {
	case *Service, *APIGateway, *LoadBalancer:
		if t := triggerOf(r); t != nil && t.how != CallerUsual {
			return t.how
		}
	case *Broker, *EventSourceMapping:
		return CallerPoll
	case nil:
		if f, ok := n.byID[ID(q.To)].(*Function); ok && f.URL != "" && q.Caller == CallerUsual {
			return CallerURL
		}
	}
	if q.Caller == CallerAsync || q.Caller == CallerURL {
		return q.Caller
	}
	return CallerSync
}

// invokeByService is an invocation by an AWS service: inside AWS, and never through
// the function's VPC.
func (n *Network) invokeByService(v *Verdict, by Resource, f *Function) {
	id := by.Head().ID
	t := triggerOf(by)
	if t == nil {
		w := &walk{n: n, path: Path{Source: id, Target: f.ID}, stage: StageReachAPI}
		w.stop(Step{At: id, Outcome: Blocked, Reason: NotATrigger})
		v.Paths = append(v.Paths, w.finish())
		return
	}
	if t.grant == byReader {
		n.invokeByPolling(v, by, f)
		return
	}
	w := &walk{n: n, path: Path{Source: id, Target: f.ID, Steps: make([]Step, 0, 4)}, stage: StageReachAPI}
	w.touch(id)
	w.add(Step{At: id, Outcome: Reachable, Reason: ServiceCallsLambda, Detail: "lambda." + n.regionOf(f.ID) + ".amazonaws.com"})
	w.aimed(by, f)
	w.invokedByService(by, f)
	v.Paths = append(v.Paths, w.finish())
	v.Notes = append(v.Notes, w.notes...)
	if c := v.Query.Caller; c != CallerUsual && t.how != CallerUsual && c != t.how {
		v.Notes = append(v.Notes, Note{Code: NoteCallerKind, At: id, Detail: t.how.String()})
	}
}

// aimed asks whether a drawn caller has the function as its target at all.
func (w *walk) aimed(by Resource, f *Function) {
	switch r := by.(type) {
	case *APIGateway:
		if r.Integration != "" && r.Integration != f.ID {
			w.add(Step{At: r.ID, Outcome: Blocked, Reason: NotItsTarget, Detail: w.n.label(r.Integration), Cause: Ref{ID: r.ID, Part: PartField, Field: "integration"}})
		}
	case *LoadBalancer:
		for i := range r.Listeners {
			if slices.Contains(r.Listeners[i].Targets, f.ID) {
				return
			}
		}
		w.add(Step{At: r.ID, Outcome: Blocked, Reason: NotItsTarget, Cause: Ref{ID: r.ID, Part: PartField, Field: "listeners"}})
	}
}

// invokedByService asks whether a service, an API or a load balancer may invoke the
// function, and whether that runs: the steps that follow once it has the request.
func (w *walk) invokedByService(by Resource, f *Function) {
	n, id, t := w.n, by.Head().ID, triggerOf(by)
	w.stage = StageAuthoriseCaller
	w.touch(f.ID)
	region, account := n.regionOf(id), n.accountOf(id)
	if t.sameRegion && region != n.regionOf(f.ID) {
		w.add(Step{At: id, Outcome: Blocked, Reason: TriggerOtherRegion, Detail: n.regionOf(f.ID), Cause: Ref{ID: id, Part: PartField, Field: "region"}})
	}
	if t.sameAccount && account != n.accountOf(f.ID) {
		w.add(Step{At: id, Outcome: Blocked, Reason: TriggerOtherAccount, Detail: n.accountOf(f.ID), Cause: Ref{ID: id, Part: PartField, Field: "account"}})
	}
	if w.authoriseService(by, t, f) {
		w.ready(f)
	}
}

// authoriseService asks the function's resource policy about the service, or the
// policies of the role that the service has. It reports whether the answer is known.
// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
func (w *walk) authoriseService(by Resource, t *trigger, f *Function) bool {
	n, id := w.n, by.Head().ID
	region, account := n.regionOf(id), n.accountOf(id)
	api := apiCall{at: f.ID, policy: f.ID, action: actionInvoke, account: n.accountOf(f.ID), region: n.regionOf(f.ID), arn: n.functionARN(f.ID)}
	x := &inquiry{caller: id, api: &api}
	x.Request.Resource = api.arn
	x.Resource = n.policies[policyKey{f.ID, fieldPolicy}]
	x.Keys = policy.Keys{
		{Name: "aws:SecureTransport", Value: "true"},
		{Name: "aws:RequestedRegion", Value: api.region},
		{Name: "aws:ResourceAccount", Value: api.account},
	}
	role := ID("")
	if s, ok := by.(*Service); ok {
		role = s.Role
	}
	if t.grant == byRole || t.grant == byEither && role != "" {
		x.role = n.roles[role]
		if x.role == nil {
			w.missing(id, "role")
			return false
		}
		w.touch(role)
		n.act(x, string(id))
		w.decide(x, actionInvoke)
		return true
	}
	x.Principal = policy.Service(t.principal)
	x.SameAccount = account == api.account
	x.Keys = append(x.Keys,
		policy.Key{Name: "aws:SourceArn", Value: fillForm(t.source, region, account, by.Head().Label())},
		policy.Key{Name: "aws:SourceAccount", Value: account})
	w.decide(x, actionInvoke)
	return true
}
