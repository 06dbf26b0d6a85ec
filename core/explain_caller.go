package core

import (
	"bytes"
	"slices"
)

// invokeSymptomText says what the caller of a function sees, by the way in which it
// calls (I16, I22, I23); "" where the words for any connection do.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
func (n *Network) invokeSymptomText(v *Verdict, s *Step) string {
	how := n.manner(&v.Query)
	from := n.byID[ID(v.Query.From)]
	if s.Reason == APICaptured || s.Reason == APINotPublic {
		what := ": " + n.label(s.At) + " "
		if s.Reason == APICaptured {
			what = " from " + n.label(s.At) + ": "
		}
		return "HTTP 403 “Forbidden”" + what + n.Sentence(s) + ". That an answer comes at all shows that the packets arrive."
	}
	if v.Query.Kind != Invoke {
		// A call to an API or a balancer that took it, and failed behind.
		to := n.byID[ID(v.Query.To)]
		switch behind := n.failsBehind(v, s); {
		case !behind:
			return ""
		case s.Stage != StageAuthoriseCaller && s.Stage != StageState:
			return gatewayErrorText(to)
		}
		from, how = to, CallerSync
	}
	switch v.Symptom {
	case SymptomNotInvoked:
		return n.notInvokedText(s)
	case SymptomDNS:
		if s.Reason == NoFunctionURL {
			return "There is no URL to call."
		}
	case SymptomThrottled:
		return throttledText(from, how)
	case SymptomInvokeError:
		return n.invokeErrorText(s, from, how)
	case SymptomAccessDenied:
		return n.deniedText(s, from, how)
	default:
	}
	return ""
}

// failsBehind reports whether step s stopped the call behind the API or the balancer that
// the question is about.
func (n *Network) failsBehind(v *Verdict, s *Step) bool {
	to := n.byID[ID(v.Query.To)]
	if to == nil || to.Type() != TypeAPIGateway && to.Type() != TypeLoadBalancer {
		return false
	}
	p, _ := v.Deciding()
	if p == nil {
		return false
	}
	for i := range p.Steps {
		switch t := &p.Steps[i]; {
		case t == s:
			return false
		case t.At == ID(v.Query.To) && (t.Reason == PolicyAllowed || t.Reason == Relayed):
			return s.Stage != StageReturn
		}
	}
	return false
}

// gatewayErrorText is what the client sees of a network that fails behind an API or
// a balancer (K9, I23).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
func gatewayErrorText(to Resource) string {
	if to.Type() == TypeAPIGateway {
		return "The API takes the call, and its client sees “503 Service Unavailable” or “504 Gateway Timeout”."
	}
	if b := to.(*LoadBalancer); b.Kind == NetworkLoadBalancer {
		return "The balancer takes the connection, and its client waits until it times out or is reset."
	}
	return "The balancer takes the call, and its client sees “504 Gateway Time-out”, or “502 Bad Gateway” where the target refuses."
}

// subject is label for the beginning of a sentence.
func (n *Network) subject(id ID) string {
	if id == Internet {
		return "The internet"
	}
	return n.label(id)
}

// capital is the for the beginning of a sentence.
func (n *Network) capital(id ID) string { return "The" + n.the(id)[len("the"):] }

func (n *Network) deniedText(s *Step, from Resource, how Caller) string {
	const silent = "; the function never starts, and its log stays empty."
	switch r := from.(type) {
	case *APIGateway:
		return "The API’s client sees “500 Internal Server Error”" + silent
	case *LoadBalancer:
		return "The balancer’s client sees “502 Bad Gateway” or “503”" + silent
	case *Service:
		if serviceNamed(r.Service).name == "s3" {
			return "S3 refuses to save the notification: “Unable to validate the following destination configurations”. Where it was saved before, nobody sees an error" + silent
		}
		if how != CallerAsync {
			return n.capital(r.ID) + " gets AccessDeniedException (HTTP 403) where it waits for the result" + silent
		}
		return "Nobody sees an error but in the metrics of " + n.the(r.ID) + ", whose deliveries fail" + silent
	}
	if s.Reason == NoCredentials {
		return "HTTP 403 “Missing Authentication Token”: the request is not signed. That an answer comes at all shows that the packets arrive."
	}
	text := "AccessDeniedException (HTTP 403)"
	if how == CallerURL {
		text = "HTTP 403 Forbidden"
	}
	return text + ": " + n.Sentence(s) + ". That an answer comes at all shows that the packets arrive."
}

// notInvokedText is what there is to see of a function that nobody manages to call.
func (n *Network) notInvokedText(s *Step) string {
	switch s.Reason {
	case NoMapping, MappingDisabled, NotItsTarget, NotATrigger:
		return "Nobody sees an error: the function just never runs."
	case TriggerOtherRegion, TriggerOtherAccount:
		return "AWS refuses to join the two when they are set up, so that the function never runs."
	}
	if s.Reason.Info().Symptom == SymptomAccessDenied {
		return "The function never runs. The event source mapping shows “PROBLEM: " + n.Sentence(s) + "”."
	}
	return "The function never runs. The event source mapping shows “PROBLEM: Connection error. Please check your event source connection configuration”."
}

// throttledText: concurrency by the kind of caller (I22).
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
func throttledText(from Resource, how Caller) string {
	const throttled = "TooManyRequestsException (HTTP 429)"
	switch from.(type) {
	case *APIGateway:
		return "The API’s client sees “500 Internal Server Error” or “429 Too Many Requests”; Lambda answered " + throttled + "."
	case *LoadBalancer:
		return "The balancer’s client sees “502 Bad Gateway”; Lambda answered " + throttled + "."
	}
	switch how {
	case CallerAsync:
		return "The caller sees HTTP 202 and nothing else. With reserved concurrency 0 the event goes straight to the dead-letter queue or on-failure destination; any other throttle is retried for up to six hours."
	case CallerPoll:
		return "Nobody sees an error: the poller backs off, and what it read waits in the source."
	default:
	}
	return throttled + "."
}

// invokeErrorText: what Lambda answers where the function cannot run (I5, I6, K6).
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
func (n *Network) invokeErrorText(s *Step, from Resource, how Caller) string {
	text, retried := "", true
	switch s.Reason {
	case FunctionPendingReason:
		text = "ResourceConflictException (HTTP 409): the function is not ready yet"
	case FunctionInactiveReason:
		text = "ResourceNotReadyException (HTTP 502): this call wakes the function, and a later one succeeds"
	case FunctionFailedReason:
		text, retried = "The invocation fails: the function’s state is Failed", false
	case NoMountTarget:
		text = "EFSMountConnectivityException (HTTP 408): no mount target to connect to"
	case IdentityPolicySilent, IdentityPolicyDenies, BoundarySilent, BoundaryDenies, ServiceControlSilent, ServiceControlDenies:
		text = "EFSMountFailureException (HTTP 403): " + n.Sentence(s)
	default:
		text = "EFSMountConnectivityException or EFSMountTimeoutException (HTTP 408): the file system at " + block(s.In.Dst) + " does not answer"
	}
	switch from.(type) {
	case *APIGateway:
		return text + ". The API’s client sees “500 Internal Server Error”."
	case *LoadBalancer:
		return text + ". The balancer’s client sees “502 Bad Gateway”."
	}
	switch {
	case how == CallerAsync && retried:
		return text + ". The caller has gone with HTTP 202; Lambda tries again for up to six hours."
	case how == CallerPoll:
		return text + ". The poller tries again; what it read waits in the source."
	}
	return text + "."
}

// seenNotes says, of a function whose own call fails, what each of those that invoke
// it sees of that (I23).
func (n *Network) seenNotes(v *Verdict) []Note {
	f, ok := n.byID[ID(v.Query.From)].(*Function)
	if !ok || v.Query.Kind != Connect || v.Outcome != Blocked && v.Outcome != Divergent && v.Outcome != Intermittent {
		return nil
	}
	var notes []Note
	if s, ok := n.byID[ID(v.Query.To)].(*Service); ok && s.Service == "logs" || v.Query.To == "logs" {
		// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
		notes = append(notes, Note{Code: NoteLogsAnyway, At: f.ID})
	}
	for _, r := range n.invokers {
		code := NoteCode("")
		switch r := r.(type) {
		case *APIGateway:
			if r.Integration == f.ID {
				code = NoteSeenAPI
			}
		case *LoadBalancer:
			for i := range r.Listeners {
				if slices.Contains(r.Listeners[i].Targets, f.ID) {
					code = NoteSeenBalancer
				}
			}
		case *EventSourceMapping:
			if r.Function == f.ID && !r.Disabled {
				code = NoteSeenPoll
			}
		case *Service:
			code = n.seenByService(r, f)
		}
		if code != "" {
			notes = append(notes, Note{Code: code, At: r.Head().ID, Detail: v.Symptom.String()})
		}
	}
	return notes
}

// seenByService returns how a service that may invoke the function does so.
func (n *Network) seenByService(r *Service, f *Function) NoteCode {
	t := triggerOf(r)
	if t == nil || t.grant == byReader || t.grant == byRole && r.Role == "" || len(f.Policy) == 0 && r.Role == "" {
		return ""
	}
	if t.sameRegion && n.regionOf(r.ID) != n.regionOf(f.ID) {
		return ""
	}
	if t.grant == byResource && !bytes.Contains(f.Policy, []byte(t.principal)) && !bytes.Contains(f.Policy, []byte(`"*"`)) {
		return "" // far cheaper than to ask the policy
	}
	w := &walk{n: n, stage: StageAuthoriseCaller}
	if !w.authoriseService(r, t, f) {
		return ""
	}
	for i := range w.path.Steps {
		if w.path.Steps[i].Outcome != Reachable {
			return ""
		}
	}
	if t.how == CallerAsync {
		return NoteSeenAsync
	}
	return NoteSeenSync
}

// seenText is what a caller sees of a function that fails. A time-out in the code is
// the function's own, for the SDK waits longer than the three seconds that are usual.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
func (n *Network) seenText(x Note) string {
	who := n.label(x.At)
	switch x.Code {
	case NoteSeenAPI:
		if x.Detail == SymptomTimeout.String() {
			return "A client of " + who + " sees “502 Bad Gateway”, or “504” where the function’s time-out is longer than the API’s 29 or 30 seconds."
		}
		return "A client of " + who + " sees “502 Bad Gateway”, unless the code handles the error."
	case NoteSeenBalancer:
		return "A client of " + who + " sees “502 Bad Gateway”."
	case NoteSeenAsync:
		return who + " sees nothing: it has handed the event over. Lambda tries twice more, after one minute and two, then sends the event to the dead-letter queue or on-failure destination, if there is one."
	case NoteSeenPoll:
		return who + " tries the batch again, until it succeeds or expires; a stream waits behind it meanwhile."
	}
	return who + " sees HTTP 200 with FunctionError set, and the error as the payload."
}
