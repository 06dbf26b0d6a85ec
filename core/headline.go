package core

import (
	"slices"
	"strings"
)

// Headline answers the question in one plain sentence or two.
func (n *Network) Headline(v *Verdict) string {
	p, s := v.Deciding()
	if s == nil {
		return "Nothing to walk yet."
	}
	switch v.Outcome {
	case Reachable:
		return n.yes(v, p)
	case Divergent:
		return "It depends on " + n.divergesBy(v) + " " + n.where(s)
	case Intermittent:
		if s.Stage == StageState {
			return "Now and then. It depends on the subnet that the function runs in: " + n.where(s)
		}
		return "Now and then. Some replies are lost at " + n.the(s.At) + "."
	case Undeployable:
		if s.Reason == RefusedByAWS {
			return "AWS would refuse " + n.the(s.At) + ": " + ended(n.Sentence(s))
		}
		return "AWS would refuse this, because of " + n.the(s.At) + ": " + ended(n.Sentence(s))
	case Undecided:
		if s.Reason == NotModelled {
			return "Not to be decided: " + n.Sentence(s) + "."
		}
		if r := n.byID[s.At]; r == nil {
			return "Not to be decided: there is no " + string(s.At) + " in the drawing."
		}
		return "Not to be decided yet: " + n.the(s.At) + " is unfinished; " + ended(n.Sentence(s))
	case Blocked: // below
	}
	if v.Query.Kind == Invoke && s.Stage == StageAuthoriseCaller && n.manner(&v.Query) == CallerPoll && s.Reason.Info().Symptom == SymptomAccessDenied {
		return "No. The poller is refused by " + n.whose(s) + "."
	}
	if v.Query.Kind == Invoke && s.Stage == StageAuthoriseCaller {
		return "No. " + n.subject(ID(v.Query.From)) + " may not invoke " + n.label(ID(v.Query.To)) + "."
	}
	if name := p.lookedUp(s); v.Query.Kind == Invoke && name != "" && n.manner(&v.Query) == CallerPoll {
		return "No. On the poller’s way to " + name + " it stops at " + n.the(s.At) + "."
	}
	if v.Query.Kind == Invoke && s.Stage == StageState {
		return "It may be invoked, but it does not run."
	}
	if v.Symptom == SymptomAccessDenied {
		return "No. It arrives, but " + n.whose(s) + " refuses it."
	}
	return "No. " + n.where(s)
}

// lookedUp returns the name that was resolved last before a step of reaching the API;
// "" if none was.
func (p *Path) lookedUp(s *Step) string {
	name := ""
	for i := range p.Steps {
		t := &p.Steps[i]
		if t == s {
			if s.Stage != StageReachAPI {
				return ""
			}
			return name
		}
		switch t.Reason {
		case ResolvedPublic, ResolvedEndpoint, ResolvedByServer, ResolvedOutsideVPC:
			name, _, _ = strings.Cut(t.Detail, " ")
		}
	}
	return ""
}

// ended returns a sentence with one full stop at its end.
func ended(s string) string { return strings.TrimSuffix(s, ".") + "." }

// yes says by which way.
func (n *Network) yes(v *Verdict, p *Path) string {
	if v.Query.Kind == Invoke {
		text := "Yes. " + n.subject(ID(v.Query.From)) + " can invoke " + n.label(ID(v.Query.To)) + "."
		if f, ok := n.byID[ID(v.Query.To)].(*Function); ok && len(f.Subnets) > 0 {
			text += " The function’s VPC is not touched."
		}
		return text
	}
	way := ""
	for i := range p.Steps {
		switch s := &p.Steps[i]; {
		case s.Stage != StageForward:
		case s.Reason == NATTranslated, s.Reason == InstanceTranslated, s.Reason == EndpointForwarded, s.Reason == EndpointEntered:
			way = " through " + n.label(s.At)
		case (s.Reason == IGWTranslated || s.Reason == EgressOnlyForwarded) && way == "":
			way = " through " + n.label(s.At)
		case s.Reason == OutsideVPCEgress:
			way = " from outside every VPC"
		}
	}
	return "Yes. " + n.subject(ID(v.Query.From)) + " reaches " + n.label(ID(v.Query.To)) + way + "."
}

// where says at which gate it stops.
func (n *Network) where(s *Step) string {
	switch {
	case s.Stage == StageResolve && s.In.Dst.IsValid():
		return "The name cannot be resolved: the DNS query stops at " + n.the(s.At) + "."
	case s.Stage == StageResolve:
		return "The name cannot be resolved."
	case s.Stage == StageReturn:
		return "The call arrives, but the reply stops at " + n.the(s.At) + "."
	case s.Reason.Info().Symptom == SymptomAccessDenied:
		return "It is refused by " + n.whose(s) + "."
	case s.Outcome == Undecided:
		return n.capital(s.At) + " is unfinished."
	}
	return "It stops at " + n.the(s.At) + "."
}

// whose names the policy that refused.
func (n *Network) whose(s *Step) string {
	switch s.Reason {
	case EndpointPolicySilent, EndpointPolicyDenies:
		return "the policy of " + n.the(s.At)
	case IdentityPolicySilent, IdentityPolicyDenies:
		return "the caller’s role " + n.label(s.Cause.ID)
	case BoundarySilent, BoundaryDenies:
		return "the permissions boundary of " + n.label(s.Cause.ID)
	case NameOfOtherService:
		return "the service of that name"
	}
	if who := n.invokeWhose(s); who != "" {
		return who
	}
	return "the policy of " + n.the(s.At)
}

// divergesBy says what the paths of a divergent answer differ in: the first of the
// source's subnet, the target behind a relay, and the address that tells those that
// arrive from those that do not, or all of them together where none does alone.
func (n *Network) divergesBy(v *Verdict) string {
	for _, d := range []struct{ noun, word string }{{"subnet", "from"}, {"target", "to"}, {"address", "by"}, {"way", ""}} {
		var yes, no []string
		for i := range v.Paths {
			p := &v.Paths[i]
			name := n.aspect(p, d.word)
			if p.Outcome == Reachable {
				yes = append(yes, name)
			} else {
				no = append(no, name)
			}
		}
		apart := !slices.ContainsFunc(yes, func(name string) bool { return name == "" || slices.Contains(no, name) }) && !slices.Contains(no, "")
		if apart || d.word == "" {
			return "the " + d.noun + ": " + either(d.word, yes) + " yes, " + either(d.word, no) + " no."
		}
	}
	return ""
}

// aspect names one side of a path: the subnet that it comes "from", the target that it
// leads "to", the address that it goes "by", or all of them for "".
func (n *Network) aspect(p *Path, of string) string {
	switch x, to := n.byIface[p.Source], n.byIface[p.Target]; of {
	case "from":
		if x != nil {
			return n.label(x.Subnet)
		}
	case "to":
		if to == nil {
			return n.label(p.Target)
		}
	case "by":
		switch {
		case to != nil:
			return n.label(to.Subnet)
		case p.Address.IsValid():
			return block(p.Address)
		}
		return n.label(p.Target)
	default:
		return strings.TrimSpace(n.aspect(p, "from") + " to " + n.label(p.Target) + " by " + n.aspect(p, "by"))
	}
	return ""
}

// either lists names once each after a word, such as "from a, b".
func either(word string, names []string) string {
	if len(names) == 0 {
		return "none"
	}
	var out []string
	for _, s := range names {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.TrimSpace(word + " " + strings.Join(out, ", "))
}

// SymptomText says what the developer would see, in the words of the log or the
// SDK, and what to make of it.
// https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-networking.html
func (n *Network) SymptomText(v *Verdict) string {
	_, s := v.Deciding()
	if s == nil {
		return ""
	}
	if text := n.invokeSymptomText(v, s); text != "" {
		return text
	}
	f, _ := n.byID[ID(v.Query.From)].(*Function)
	switch v.Symptom {
	case SymptomTimeout:
		if b, ok := n.byID[s.At].(*LoadBalancer); ok && s.Reason == RelayNoTarget && b.Kind != NetworkLoadBalancer {
			return "The balancer answers “503 Service Unavailable”: nothing is there to hand the call to."
		}
		if f != nil {
			return "The log says “" + timedOut(f) + "”. Nothing answers, so there is no error to read."
		}
		return "The connection times out (ETIMEDOUT). Nothing answers, so there is no error to read."
	case SymptomDNS:
		return n.dnsText(s, f)
	case SymptomRefused:
		return "The connection is refused at once (ECONNREFUSED): the packet arrives, and nothing listens."
	case SymptomReset:
		return "The connection is reset (ECONNRESET)."
	case SymptomAccessDenied:
		return "HTTP 403 AccessDenied: " + n.Sentence(s) + ". That an answer comes at all shows that the packets arrive."
	case SymptomThrottled:
		return "HTTP 429 TooManyRequestsException."
	case SymptomInvokeError:
		return n.invokeErrorText(s, nil, CallerSync)
	case SymptomNotInvoked:
		return n.notInvokedText(s)
	case SymptomDeployError:
		return n.deployText(s)
	case SymptomNone:
	}
	return ""
}

func timedOut(f *Function) string {
	return "Task timed out after " + itoa(f.Timeout) + ".00 seconds"
}

func (n *Network) dnsText(s *Step, f *Function) string {
	switch {
	case s.Reason == DNSNoSuchName, s.Reason == DNSNoRecord, s.Reason == DNSNoFamily:
		return "The name is not found (ENOTFOUND, UnknownHostException)."
	case s.Reason == DNSDisabled || !s.In.Dst.IsValid():
		return "The name does not resolve (EAI_AGAIN, UnknownHostException, gaierror)."
	case f != nil:
		return "The name does not resolve (EAI_AGAIN); where the function’s time-out is shorter than the resolver’s, the log says “" + timedOut(f) + "”."
	}
	return "The name does not resolve (EAI_AGAIN)."
}

func (n *Network) deployText(s *Step) string {
	switch s.Reason {
	case RoleCannotCreateENI:
		return "InvalidParameterValueException (HTTP 400): “The provided execution role does not have permissions to call CreateNetworkInterface on EC2”."
	case SubnetFull:
		return "SubnetIPAddressLimitReachedException (HTTP 502)."
	case InterfaceLimit:
		return "ENILimitReachedException (HTTP 502)."
	}
	if s.Reason == RefusedByAWS {
		return ended(n.Sentence(s))
	}
	return n.capital(s.At) + " cannot be created like this."
}

// NoteText returns a caveat as a sentence.
func (n *Network) NoteText(x Note) string {
	for _, of := range []func(Note) string{n.networkNote, n.dnsNote, n.invokeNote} {
		if text := of(x); text != "" {
			return text
		}
	}
	switch x.Code {
	case NoteStandInAddress:
		return "Public addresses of AWS services are stand-ins; AWS changes the real ones."
	case NoteSubnetChoice:
		return "AWS does not document which of its subnets an execution environment uses, so each is walked."
	case NoteEndpointBypassed:
		switch x.Detail {
		case "resolver":
			return n.label(x.At) + " is bypassed: the resolver in use does not know its private DNS name."
		case "dnsHostnames":
			return n.label(x.At) + " is bypassed: private DNS needs enableDnsSupport and enableDnsHostnames."
		}
		return n.label(x.At) + " is bypassed: its private DNS is off, so the usual name stays public."
	case NoteEndpointWouldServe:
		return n.label(x.At) + " would serve, if only the name resolved."
	case NoteSeenAs:
		return "The destination sees the call come from " + x.Detail + "."
	case NoteOtherServers:
		return "The first resolver, " + x.Detail + ", does not answer; each lookup waits for it first."
	case NoteVPCNotTouched:
		return "An invocation goes to the Lambda service; the function’s subnets, groups and ACLs have no say."
	case NoteHostnamesOff:
		return "AWS lists enableDnsHostnames as required for a gateway endpoint; plain names still resolve. Not documented by AWS."
	case NoteNATSameSubnet:
		return "Which ACL checks apply when client and NAT gateway share a subnet is not documented by AWS."
	case NoteMoreMayFollow:
		return "The way on is hidden from here; mending this may uncover more."
	}
	return string(x.Code)
}

// addNotes adds the caveats that follow from the whole answer, and drops repeats.
func (n *Network) addNotes(v *Verdict) {
	add := func(x Note) { v.Notes = append(v.Notes, x) }
	if v.Outcome == Divergent {
		if f, ok := n.byID[ID(v.Query.From)].(*Function); ok && len(f.Subnets) > 1 {
			add(Note{Code: NoteSubnetChoice, At: f.ID})
		}
	}
	for i := range v.Paths {
		p := &v.Paths[i]
		if p.MoreMayFollow {
			add(Note{Code: NoteMoreMayFollow})
		}
		for j := range p.Steps {
			s := &p.Steps[j]
			if p.Outcome == Reachable && s.Stage == StageForward && s.Reason == IGWTranslated && s.In.Src != s.Out.Src {
				add(Note{Code: NoteSeenAs, At: s.At, Detail: block(s.Out.Src)})
			}
			if p.Outcome == Reachable && s.Stage == StageForward && s.Reason == NATTranslated && s.On == "" && s.Out.Src != anyIPv4 {
				add(Note{Code: NoteSeenAs, At: s.At, Detail: block(s.Out.Src)}) // regional: it has no subnet to be in
			}
			if p.Outcome == Reachable && s.Stage == StageForward && s.Reason == NATTranslated && keptOpen(s.In) {
				add(Note{Code: NoteNATIdle, At: s.At})
			}
			if b, ok := n.byID[s.At].(*LoadBalancer); ok && b.Kind == ApplicationLoadBalancer && s.Reason == Relayed && p.Outcome != Reachable {
				add(Note{Code: NoteBalancerAnswers, At: s.At})
			}
			if s.Reason == ResolvedPublic && s.Out.Dst.IsValid() && s.Out.Dst != anyIPv4 && !s.Out.Dst.IsSingleIP() {
				add(Note{Code: NoteStandInAddress})
			}
			if s.Reason == EndpointForwarded && v.Query.Kind == Connect {
				if e, ok := n.byID[s.At].(*GatewayEndpoint); ok {
					if x := n.vpcs[e.VPC]; x != nil && !x.DNSHostnames {
						add(Note{Code: NoteHostnamesOff, At: x.ID})
					}
				}
			}
		}
	}
	if len(n.lost) > 0 {
		n.addLost(v)
	}
	v.Notes = append(v.Notes, n.seenNotes(v)...)
	kept := v.Notes[:0]
	for i, x := range v.Notes {
		seen := false
		for _, y := range v.Notes[:i] {
			seen = seen || x == y
		}
		if !seen {
			kept = append(kept, x)
		}
	}
	v.Notes = kept
}

// keptOpen reports whether a connection is of a kind that programs keep open between
// calls: anything by TCP but the web.
func keptOpen(h Header) bool {
	return h.Proto == ProtoTCP && h.DstPorts != port(443) && h.DstPorts != port(80)
}

// addLost notes of what stands in several zones that a part of it is in one that is
// down, and was left out.
func (n *Network) addLost(v *Verdict) {
	for i := range n.interfaces {
		x := &n.interfaces[i]
		if !x.Lost {
			continue
		}
		for _, o := range x.Owners {
			if !n.byOwner[o][0].Lost && v.concerns(o) {
				v.Notes = append(v.Notes, Note{Code: NoteZoneLost, At: o, Detail: x.subnet.Zone})
			}
		}
	}
}

// concerns reports whether a resource asks, or decides on the way.
func (v *Verdict) concerns(id ID) bool {
	if ID(v.Query.From) == id {
		return true
	}
	for i := range v.Paths {
		for j := range v.Paths[i].Steps {
			if v.Paths[i].Steps[j].At == id {
				return true
			}
		}
	}
	return false
}
