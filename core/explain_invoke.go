package core

// invokeSentence says what a step decided for the reasons of reason_invoke.go; "" for others.
func (n *Network) invokeSentence(s *Step) string {
	switch s.Reason {
	case PolledByLambda:
		return "Lambda reads " + s.Detail + " from inside the service, and invokes the function with what it finds"
	case FileSystemMounted:
		return "is mounted at " + block(s.In.Dst) + ", " + traffic(s.In.Proto, s.In.DstPorts)
	case NoCredentials:
		return "signs no request, and " + s.Detail + " wants a signature"
	case NotATrigger:
		return "does not invoke functions"
	case NoMapping:
		return "waits to be read, and no event source mapping reads it for " + s.Detail
	case MappingDisabled:
		return "is disabled, so that nobody polls"
	case NotItsTarget:
		if s.Detail != "" {
			return "invokes " + s.Detail + " instead"
		}
		return "has no listener with the function as its target"
	case TriggerOtherRegion:
		return "only invokes functions of its own Region; the function is in " + s.Detail
	case TriggerOtherAccount:
		return "only invokes functions of its own account; the function is in " + s.Detail
	case NoFunctionURL:
		return "has no URL to call"
	case InterfaceLimit:
		return "Lambda would need " + s.Detail + " interfaces in the VPC, and 500 is the quota"
	case NoMountTarget:
		return "has no mount target in " + s.Detail
	case APINotPublic:
		return "is a private API; it takes no call that comes over the internet"
	case APICaptured:
		return "its private DNS takes every execute-api name of the Region, and it carries calls to private APIs only"
	}
	return ""
}

// invokeNote returns the words of a note of reason_invoke.go; "" for others.
func (n *Network) invokeNote(x Note) string {
	switch x.Code {
	case NoteSourceKey:
		return n.label(x.At) + " sends " + x.Detail + "; the statement wants another value."
	case NoteQualifiedARN:
		return "The policy of " + n.label(x.At) + " lets the function be invoked in one form of its ARN only; allow " + x.Detail + " too, for versions and aliases."
	case NoteURLPublicOnly:
		return "A function URL is on the public internet only: " + n.label(x.At) + " does not serve it, PrivateLink has no endpoint for it."
	case NoteCallerKind:
		return n.label(x.At) + " always invokes in one way: " + callerWords(x.Detail) + "."
	case NotePollerNoNetwork:
		if x.Detail != "" {
			return "In provisioned mode the cluster’s VPC needs no NAT gateway and no endpoint for the pollers to reach Lambda and STS."
		}
		return "The pollers run inside the Lambda service: polling this needs no NAT gateway and no endpoint."
	case NotePollerNetwork:
		return "The poller stands in the subnets of " + n.label(x.At) + ", with its security groups; the function’s own network has no say."
	case NoteLogsAnyway:
		return "Only calls that the code itself makes to CloudWatch Logs need this way: what the function prints, Lambda delivers, past every VPC."
	case NoteAPINotDrawn:
		return n.label(x.At) + " carries calls to private APIs only; a public one would answer 403 here. The API is not drawn."
	case NoteInterfaceLimit:
		return "AWS documents disagree on the number of interfaces that Lambda may have in a VPC: 500 or 250."
	case NoteSeenSync, NoteSeenAPI, NoteSeenBalancer, NoteSeenAsync, NoteSeenPoll:
		return n.seenText(x)
	}
	return ""
}

func callerWords(how string) string {
	switch how {
	case "sync":
		return "it waits for the result"
	case "async":
		return "it hands the event over and does not wait"
	}
	return "it is polled"
}

// invokeWhose names the policy that refused, for the reasons of reason_invoke.go.
func (n *Network) invokeWhose(s *Step) string {
	switch s.Reason {
	case ServiceControlSilent, ServiceControlDenies:
		return "the service control policy " + n.label(s.Cause.ID)
	case ResourceControlDenies:
		return "the resource control policy " + n.label(s.Cause.ID)
	case SessionPolicySilent, SessionPolicyDenies:
		return "the session policy of " + n.label(s.Cause.ID)
	case APICaptured:
		return n.the(s.At)
	case APINotPublic:
		return "the API " + n.label(s.At) + " itself"
	}
	return ""
}
