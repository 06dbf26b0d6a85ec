package core

import (
	"net/netip"
	"slices"
	"strings"
	"unicode/utf8"

	"lasthop/core/policy"
)

// This file turns answers into sentences. It reads what the walk recorded and the
// drawing it speaks of; it decides nothing.

// label returns what people call a resource: its name, else its id.
func (n *Network) label(id ID) string {
	if id == Internet {
		return "the internet"
	}
	if r := n.byID[id]; r != nil {
		return r.Head().Label()
	}
	if x := n.byIface[id]; x != nil {
		return "the interface of " + n.labels(x.Owners)
	}
	return string(id)
}

func (n *Network) labels(ids []ID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = n.label(id)
	}
	return strings.Join(out, ", ")
}

// typeWords are the types as they stand in a sentence.
var typeWords = map[Type]string{
	TypeVPC: "VPC", TypeSubnet: "subnet", TypeRouteTable: "route table", TypeNetworkACL: "network ACL",
	TypeSecurityGroup: "security group", TypePrefixList: "prefix list", TypeInternetGateway: "internet gateway",
	TypeNATGateway: "NAT gateway", TypeGatewayEndpoint: "gateway endpoint", TypeInterfaceEndpoint: "interface endpoint",
	TypeResolver: "resolver", TypeFunction: "function", TypeInstance: "instance", TypeRole: "role",
	TypeService: "service", TypeAPIGateway: "API Gateway",
	TypeEgressOnlyGateway: "egress-only internet gateway", TypeResolverEndpoint: "Resolver endpoint",
	TypeResolverRule: "Resolver rule", TypePrivateZone: "private hosted zone", TypePeering: "peering connection",
	TypeTransitGateway: "transit gateway", TypeTransitAttachment: "transit gateway attachment",
	TypeTransitTable: "transit gateway route table", TypeVirtualGateway: "virtual private gateway",
	TypeVPNConnection: "VPN connection", TypeOnPremises: "on-premises network", TypeHost: "on-premises host",
	TypeClientVPN: "Client VPN endpoint", TypeFirewallEndpoint: "firewall endpoint",
	TypeBlockPublicAccess: "VPC Block Public Access", TypeLoadBalancer: "load balancer", TypeDatabase: "database",
	TypeDatabaseProxy: "RDS Proxy", TypeCache: "cache", TypeFileSystem: "file system", TypeBroker: "broker",
	TypeOrganizationPolicy: "organization policy", TypeEventSourceMapping: "event source mapping",
}

// Word returns the type as it stands in a sentence, e.g. "route table".
func (t Type) Word() string { return typeWords[t] }

// kindOf returns "internet gateway" for a resource of that type, for a service the
// noun for what it holds, such as "bucket".
func (n *Network) kindOf(id ID) string {
	r := n.byID[id]
	if r == nil {
		return ""
	}
	if s, ok := r.(*Service); ok {
		return serviceNamed(s.Service).noun
	}
	return r.Type().Word()
}

// the returns "the internet gateway igw", without saying the kind twice.
func (n *Network) the(id ID) string {
	kind, label := n.kindOf(id), n.label(id)
	if kind == "" || kind == label {
		if id == Internet {
			return label
		}
		return "the " + label
	}
	return "the " + kind + " " + label
}

// Label returns the step's gate and direction, e.g. "sg-functions, out".
func (n *Network) Label(s *Step) string {
	label := n.label(s.At)
	if s.At == Internet {
		label = "internet"
	}
	switch s.Cause.Part {
	case PartInbound:
		return label + ", in"
	case PartOutbound:
		return label + ", out"
	}
	return label
}

// block writes an address without "/32", and the whole internet in words.
func block(p netip.Prefix) string {
	switch {
	case !p.IsValid():
		return "an unknown address"
	case p == anyIPv4:
		return "any address"
	case p == anyIPv6:
		return "any IPv6 address"
	case p.IsSingleIP():
		return p.Addr().String()
	}
	return p.String()
}

func traffic(p Proto, ports PortRange) string {
	switch {
	case p == ProtoAll:
		return "all traffic"
	case p != ProtoTCP && p != ProtoUDP:
		return strings.ToUpper(string(p))
	case ports == anyPort:
		return "all " + strings.ToUpper(string(p))
	}
	return strings.ToUpper(string(p)) + " " + ports.String()
}

// packetText writes what a packet is, e.g. "TCP 443 to 10.0.4.9".
func packetText(h Header, outward bool) string {
	peer, word := h.Dst, " to "
	if !outward {
		peer, word = h.Src, " from "
	}
	return traffic(h.Proto, h.DstPorts) + word + block(peer)
}

// RefText returns the rule, route or statement that r points at, in one line.
func (n *Network) RefText(r Ref) string {
	if text := n.networkRef(r); text != "" {
		return text
	}
	switch r.Part {
	case PartLocalRoute:
		return n.localBlock(r) + " → local"
	case PartEndpoint:
		return n.endpointList(r.Via) + " → " + n.label(r.Via)
	case PartRoute:
		return n.routeText(r)
	case PartInbound, PartOutbound:
		return n.ruleText(r)
	case PartStatement:
		return n.statementText(r)
	case PartRecord:
		return n.recordText(r)
	case PartField:
		return strings.TrimSpace(r.Field + " of " + n.label(r.ID))
	}
	return n.label(r.ID)
}

func (n *Network) localBlock(r Ref) string {
	v := n.vpcs[r.ID]
	if t, ok := n.byID[r.ID].(*RouteTable); ok {
		v = n.vpcs[t.VPC]
	}
	if v == nil || r.Index >= len(v.blocks) {
		return "the VPC"
	}
	return v.blocks[r.Index].String()
}

func (n *Network) endpointList(id ID) string {
	if e, ok := n.byID[id].(*GatewayEndpoint); ok {
		return "com.amazonaws." + n.region + "." + e.Service
	}
	return "a prefix list"
}

func (n *Network) routeText(r Ref) string {
	if r.Index == Implicit {
		return "no route matches"
	}
	t, ok := n.byID[r.ID].(*RouteTable)
	if !ok || r.Index >= len(t.Routes) {
		return "a route"
	}
	row := &t.Routes[r.Index]
	dst := string(row.Destination)
	if row.PrefixList != "" {
		dst = string(row.PrefixList)
	}
	return dst + " → " + n.label(row.Target)
}

func (n *Network) ruleText(r Ref) string {
	switch g := n.byID[r.ID].(type) {
	case *SecurityGroup:
		rules := g.Outbound
		if r.Part == PartInbound {
			rules = g.Inbound
		}
		if r.Index == Implicit || r.Index >= len(rules) {
			return "no rule of the group allows it"
		}
		rule := &rules[r.Index]
		ports, _ := rule.Ports.Range()
		word := " to "
		if r.Part == PartInbound {
			word = " from "
		}
		return traffic(rule.Protocol, ports) + word + rule.peerText(n)
	case *NetworkACL:
		rules := g.Outbound
		if r.Part == PartInbound {
			rules = g.Inbound
		}
		if r.Index == Implicit || r.Index >= len(rules) {
			return "no numbered rule allows it, so rule * denies it"
		}
		return aclRuleText(&rules[r.Index], r.Part)
	}
	switch {
	case r.Field == fieldDefaultACL:
		return "the default network ACL allows all traffic"
	case r.Part == PartInbound:
		return "the default security group admits only its own members"
	}
	return "the default security group allows all traffic out"
}

func aclRuleText(rule *ACLRule, part Part) string {
	ports, _ := rule.Ports.Range()
	verb := " allows "
	if rule.Action == Deny {
		verb = " denies "
	}
	word := " to "
	if part == PartInbound {
		word = " from "
	}
	return "rule " + itoa(rule.Number) + verb + traffic(rule.Protocol, ports) + word + string(rule.CIDR)
}

func (r *GroupRule) peerText(n *Network) string {
	switch {
	case r.Group != "":
		return "members of " + n.label(r.Group)
	case r.PrefixList != "":
		return n.label(r.PrefixList)
	}
	return string(r.CIDR)
}

func (n *Network) statementText(r Ref) string {
	d := n.policies[policyKey{r.ID, r.Field}]
	owner := n.label(r.ID)
	if role := n.roles[r.ID]; role != nil {
		if i := slices.Index(role.fields, r.Field); i >= 0 {
			owner = "policy " + role.names[i]
		}
	}
	if d == nil || r.Index < 0 || r.Index >= len(d.Statements) {
		return "no statement of " + owner
	}
	if sid := d.Statements[r.Index].Sid; sid != "" {
		return "statement " + sid + " of " + owner
	}
	return "statement " + itoa(r.Index+1) + " of " + owner
}

// article puts "a" or "an" before a word.
func article(word string) string {
	if word != "" && strings.ContainsRune("aeiouAEIOU", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

// Sentence says what a step decided and why, without naming the gate.
func (n *Network) Sentence(s *Step) string {
	for _, of := range []func(*Step) string{n.networkSentence, n.dnsSentence, n.invokeSentence} {
		if text := of(s); text != "" {
			return text
		}
	}
	if s.Outcome == Reachable {
		return n.passed(s)
	}
	return n.stopped(s)
}

func (n *Network) passed(s *Step) string {
	switch s.Reason {
	case ResolvedPublic, ResolvedByServer, ResolvedEndpoint:
		return n.resolved(s)
	case ResolvedOutsideVPC:
		return s.Detail + " resolves to a public address"
	case SGAllowed:
		text := n.RefText(s.Cause)
		if s.Cause.Field != "" {
			return text
		}
		return "allows " + text
	case NACLAllowed:
		return n.RefText(s.Cause)
	case RouteMatched:
		return n.RefText(s.Cause) + ", the longest match for " + block(s.In.Dst)
	case RouteLocal:
		return n.RefText(s.Cause) + ": " + block(s.In.Dst) + " is in the VPC"
	case RouteEndpoint:
		return n.RefText(s.Cause) + ", narrower than any default route"
	case IGWTranslated:
		if s.In.Dst != s.Out.Dst {
			return block(s.In.Dst) + " becomes " + block(s.Out.Dst)
		}
		return block(s.In.Src) + " leaves as " + block(s.Out.Src)
	case NATTranslated:
		return block(s.In.Src) + " goes on as " + block(s.Out.Src)
	case EndpointForwarded:
		return "takes " + traffic(s.In.Proto, s.In.DstPorts) + " to the service; it sees " + block(s.In.Src)
	case EndpointEntered:
		return block(s.In.Dst) + " is its interface; it takes TCP 443"
	case OutsideVPCEgress:
		return "runs outside every VPC and leaves by an address of AWS"
	case Delivered:
		return n.delivered(s)
	case PolicyAllowed:
		return n.allowed(s)
	case ServiceCallsLambda:
		return "calls " + s.Detail + " inside AWS, not through your VPC"
	case FunctionReady:
		return "is active and runs"
	}
	return s.Reason.Info().Title
}

func (n *Network) resolved(s *Step) string {
	text := s.Detail + " is " + block(s.Out.Dst)
	switch {
	case s.Reason == ResolvedEndpoint:
		return text + ", private DNS of " + n.label(s.Cause.ID)
	case s.Reason == ResolvedByServer:
		return text + ", says your own resolver"
	case isPrivate(s.Out.Dst):
		return text + ", a private address"
	case s.Out.Dst == anyIPv4:
		return s.Detail + " resolves to a public address"
	case !s.Out.Dst.IsSingleIP():
		return s.Detail + " is one of " + block(s.Out.Dst) + ", public addresses"
	}
	return text + ", a public address"
}

func (n *Network) delivered(s *Step) string {
	switch {
	case s.Stage == StageResolve:
		return block(s.In.Dst) + " gets the query"
	case s.At == Internet && s.In.Src.IsSingleIP():
		return "gets it, seen as " + block(s.In.Src)
	case s.At == Internet || s.In.Dst == anyIPv4:
		return "gets it"
	}
	return "answers at " + block(s.In.Dst) + ", " + traffic(s.In.Proto, s.In.DstPorts)
}

func (n *Network) allowed(s *Step) string {
	if s.Cause.Part != PartStatement {
		return "allows " + s.Detail
	}
	if _, ok := n.byID[s.Cause.ID].(*Role); ok {
		return "the role may use " + s.Detail + ", by " + n.RefText(s.Cause)
	}
	return "may use " + s.Detail + ", by " + n.RefText(s.Cause)
}

func (n *Network) stopped(s *Step) string {
	text := n.refusal(s)
	if s.Stage == StageResolve && s.In.Dst.IsValid() {
		return text + "; so the DNS query to " + block(s.In.Dst) + " is lost"
	}
	return text
}

func (n *Network) refusal(s *Step) string {
	switch s.Reason {
	case RefusedByAWS:
		return n.problemText(s)
	case RoleCannotCreateENI:
		return n.label(s.Cause.ID) + " may not " + strings.ReplaceAll(s.Detail, " ", ", ")
	case SubnetFull:
		return "all " + s.Detail + " usable addresses are taken"
	case ReferenceMissing:
		return n.missingText(s.Cause)
	case EndMissing:
		return "there is nothing called " + string(s.At)
	case NotASource:
		return article(n.kindOf(s.At)) + " opens no connections"
	case NotADestination:
		if s.Detail == Invoke.String() {
			return article(n.kindOf(s.At)) + " cannot be invoked; only a function can"
		}
		return article(n.kindOf(s.At)) + " takes no connections"
	case NotModelled:
		if s.Detail != "" {
			return s.Detail + " is not modelled yet"
		}
		return "a route through an instance is not modelled yet"
	case FunctionPendingReason:
		return "its state is Pending while Lambda prepares its interface"
	case FunctionInactiveReason:
		return "its state is Inactive: idle for 14 days, it gave up its interface"
	case FunctionFailedReason:
		return "its state is Failed"
	case ReservedConcurrencyZero:
		return "its reserved concurrency is 0, so it never runs"
	case DNSDisabled:
		return "enableDnsSupport is off, so the resolver answers nobody"
	case DNSNoSuchName:
		return "nobody here knows " + s.Detail
	case SGNoOutboundRule:
		return "no outbound rule allows " + packetText(s.In, true)
	case SGNoInboundRule:
		if s.Cause.Field == fieldDefaultGroup {
			return "the default security group admits only its own members"
		}
		return "no inbound rule allows " + packetText(s.In, false)
	case NACLOutboundDenied:
		return packetText(s.In, true) + ": " + n.RefText(s.Cause)
	case NACLInboundDenied:
		return packetText(s.In, false) + ": " + n.RefText(s.Cause)
	case NACLReturnDenied:
		return "the reply, " + packetText(s.In, s.Cause.Part == PartOutbound) + ": " + n.RefText(s.Cause)
	case NACLReturnPartial:
		return "only part of the reply's ports, " + s.In.DstPorts.String() + ", is open: " + n.RefText(s.Cause)
	case NoRoute:
		return "has no route to " + block(s.In.Dst)
	case NATNoInternet:
		return "the NAT gateway's own subnet has no route to " + block(s.In.Dst)
	case NATLoop:
		return n.RefText(s.Cause) + ": a NAT gateway in this subnet would send to itself"
	case RouteBlackhole:
		return n.RefText(s.Cause) + " leads nowhere"
	case NoReturnRoute:
		return "has no way back to " + block(s.In.Dst)
	case IGWNoPublicIP:
		return block(s.In.Src) + " has no public address to leave with"
	case NATPrivateToIGW:
		return block(s.In.Src) + " belongs to a private NAT gateway, which has no public address"
	case IGWPrivateDestination:
		return block(s.In.Dst) + " is private; the internet gateway drops it"
	case IGWNoMapping:
		return "has no public address to be reached by"
	case NATNotAvailable:
		return "its state is " + s.Detail
	case NATAcceptsNothing:
		return "carries connections outward only"
	case EndpointProtocol:
		return "does not carry " + traffic(s.In.Proto, s.In.DstPorts)
	case NoSuchHost:
		return "nothing in the VPC has " + block(s.In.Dst)
	case NoListener:
		return "nothing listens on " + traffic(s.In.Proto, s.In.DstPorts)
	case InstanceStopped:
		return "is stopped"
	case FunctionAcceptsNothing:
		return "takes no connections; it is invoked through the Lambda API"
	case OutsideVPCPrivate:
		return block(s.In.Dst) + " is a private address, and there is no way to it from outside its VPC"
	}
	return n.policyRefusal(s)
}

// problemText repeats what Problems says of the refused resource.
func (n *Network) problemText(s *Step) string {
	for _, i := range n.refused[s.At] {
		p := &n.problems[i]
		if p.Field == s.Cause.Field && p.Code == s.Detail {
			if p.Code == "" {
				return p.Msg
			}
			return p.Code + ": " + p.Msg
		}
	}
	return "AWS refuses it: " + s.Detail
}

func (n *Network) missingText(r Ref) string {
	switch r.Part {
	case PartField:
		for i := range n.problems {
			p := &n.problems[i]
			if p.At == r.ID && p.Missing && p.With != "" && strings.HasPrefix(p.Field, r.Field) {
				return "its “" + r.Field + "” names " + string(p.With) + ", which is not in the drawing"
			}
		}
		return "its “" + r.Field + "” names something that is not in the drawing"
	case PartInbound, PartOutbound:
		return "a rule refers to what is not in the drawing: " + n.RefText(r)
	}
	return "something that it refers to is not in the drawing"
}

// policyRefusal is the text of the 403, as far as AWS words it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
func (n *Network) policyRefusal(s *Step) string {
	for i := range policyReasons {
		row := &policyReasons[i]
		if s.Reason != row.silent && s.Reason != row.denies {
			continue
		}
		b := policy.Blocker{Kind: row.kind, Explicit: s.Reason == row.denies}
		text := "not authorised " + b.Phrase(s.Detail)
		if s.Cause.Part == PartStatement && s.Cause.Index >= 0 {
			text += ": " + n.RefText(s.Cause)
		}
		return text
	}
	return s.Reason.Info().Title
}

// Advice returns the first thing to change at a step that refuses, or "".
func (n *Network) Advice(s *Step) string {
	if s.Outcome == Reachable {
		return ""
	}
	if text := n.dnsAdvice(s); text != "" {
		return text
	}
	if s.Reason == NoRoute && s.In.Dst == anyIPv4 {
		return "Add a route to the internet, such as 0.0.0.0/0 to a NAT gateway."
	}
	if s.Reason == NoRoute && s.In.Dst == anyIPv6 {
		return "Add a route to the internet, such as ::/0 to an egress-only internet gateway."
	}
	return s.Reason.Info().Change
}

// Callout returns a few words and one sentence for the picture.
func (n *Network) Callout(s *Step) (title, body string) {
	title = s.Reason.Info().Title
	if s.Reason == IGWNoPublicIP {
		if x := n.byIface[s.On]; x != nil && x.Kind == KindFunction {
			return title, "A function’s interface never has one, so the gateway drops the packet."
		}
		return title, "The sender has none, so the gateway drops the packet."
	}
	body = n.Sentence(s)
	if body != "" && body[0] < utf8.RuneSelf {
		body = strings.ToUpper(body[:1]) + body[1:]
	}
	if !strings.HasSuffix(body, ".") {
		body += "."
	}
	return title, body
}
