package panel

import (
	"net/netip"
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// askBar returns the question, its answer and the hops.
func (m *Model) askBar() *view.Node {
	k := m.answered()
	k.text = join(k.text, m.draftsText("ask/"))
	return m.keep("ask", k, func() *view.Node {
		return html("<section.ask aria-label=Ask>"+closer+"<div.question><h2.unseen>Ask</>@@</><div.way>@@@</></>", nil,
			m.question(), m.verdict(), m.stepper(), m.tabs(), m.hops())
	})
}

// question returns the sentence with the gaps: "Can fn-1 reach bucket on 443/tcp".
// It lists the whole drawing, and few edits change what it lists.
func (m *Model) question() *view.Node {
	return m.keep("question", key{gist: m.gist("ends", m.ends), text: join(m.usualPort(), m.usualAction(), m.draftsText("ask/"), queryText(&m.Query))}, m.newQuestion)
}

// ends sums up what may be chosen as an end.
func (m *Model) ends() string {
	var words []string
	for _, r := range m.resources() {
		switch v, ok := r.(*core.VPC); {
		case ok && len(v.IPv6CIDRs) > 0:
			words = append(words, "ipv6")
		case isEnd(r.Type()):
			words = append(words, idOf(r), nameOf(r), string(r.Type()))
		}
	}
	return join(words...)
}

func (m *Model) newQuestion() *view.Node {
	q := &m.Query
	invoke := q.Kind == core.Invoke
	on, more := m.caller(), (*view.Node)(nil)
	if !invoke {
		on, more = m.port(), m.advanced()
	}
	box := html(`<div.asking><div.q role=group aria-label=Question><span.say>Can</>@`+
		`<select.verb id=ask-kind data-field=ask/kind aria-label="Kind of question" value=$><option value=connect>reach</><option value=invoke>invoke</></>@@`+
		`<button class="quiet swap" type=button data-act=ask-swap>!swap!<span.unseen>Swap the two ends</></>@</></>`, with{q.Kind.String()},
		m.end("from", "From", q.From, fromTypes(invoke), true), m.end("to", "To", q.To, toTypes(invoke), !invoke), on, more)
	for i := range m.Drafts {
		if d := &m.Drafts[i]; d.Err != "" && strings.HasPrefix(d.Field, "ask/") {
			add(box, wrongText(d.Field, d.Err))
		}
	}
	return box
}

// The types of what may stand at the ends of a question. Who invokes may be any that
// sends packets, too.
var (
	senders = []core.Type{core.TypeFunction, core.TypeInstance, core.TypeHost, core.TypeClientVPN, core.TypeRole}
	callers = append([]core.Type{core.TypeAPIGateway, core.TypeEventSourceMapping, core.TypeService, core.TypeLoadBalancer, core.TypeBroker}, senders...)
	targets = []core.Type{core.TypeService, core.TypeInstance, core.TypeInterfaceEndpoint, core.TypeFunction, core.TypeLoadBalancer,
		core.TypeDatabase, core.TypeDatabaseProxy, core.TypeCache, core.TypeFileSystem, core.TypeBroker, core.TypeAPIGateway,
		core.TypeResolverEndpoint, core.TypeHost, core.TypeOnPremises, core.TypeNATGateway}
)

// isEnd reports whether a type may stand at an end of any question.
func isEnd(t core.Type) bool {
	for _, list := range [][]core.Type{callers, targets} {
		for _, x := range list {
			if x == t {
				return true
			}
		}
	}
	return false
}

func fromTypes(invoke bool) []core.Type {
	if invoke {
		return callers
	}
	return senders
}

func toTypes(invoke bool) []core.Type {
	if invoke {
		return targets[3:4] // functions
	}
	return targets
}

// plurals name the groups of a choice of ends.
func plural(t core.Type) string {
	switch t {
	case core.TypeAPIGateway:
		return "APIs"
	case core.TypeDatabaseProxy:
		return "Database proxies"
	case core.TypeCache:
		return "Caches"
	}
	return kindOf(t).noun + "s"
}

// end returns the choice of one end, grouped by kind, and beside it the address
// if the end is one.
func (m *Model) end(name, label string, value core.Endpoint, types []core.Type, outside bool) *view.Node {
	field := "ask/" + name
	chosen := m.typed(field, string(value))
	s := html(`<select.end id="ask-$" data-field=$ aria-label=$ value=$/>`, with{name, field, label, chosen})
	found := outside && chosen == string(core.Internet)
	for _, t := range types {
		group := html("<optgroup key=$ label=$/>", with{string(t), plural(t)})
		for _, r := range m.resources() {
			if h := r.Head(); r.Type() == t {
				add(group, option(string(h.ID), h.Label()))
				found = found || string(h.ID) == chosen
			}
		}
		if len(group.Kids) > 0 {
			add(s, group)
		}
	}
	var address *view.Node
	if outside {
		group := html("<optgroup key=outside label=Outside>@</>", nil, option(string(core.Internet), "the internet"))
		_, err := netip.ParseAddr(chosen)
		if !found && (err == nil || m.draft(field).Field != "") {
			found = true
			add(group, option(chosen, "an address:"))
			address = html(`<input.code.address id="ask-$-address" data-field=$ type=text aria-label="$, the address" autocomplete=off spellcheck=false value=$/>`,
				with{name, field, label, chosen})
			describe(address, field, "", m.draft(field).Err)
		} else {
			add(group, option(AnAddress, "an address…"))
		}
		add(s, group)
	}
	if outside && name == "to" { // what is not drawn
		group := html(`<optgroup key=services label="AWS services, not drawn"/>`, nil)
		for i := 0; i < len(services); i += 2 {
			if m.resource(core.ID(services[i])) == nil {
				add(group, option(services[i], services[i+1]))
				found = found || services[i] == chosen
			}
		}
		add(s, group)
	}
	if !found {
		called := m.label(core.ID(chosen))
		if chosen == "" {
			called = "choose…"
		} else if m.resource(core.ID(chosen)) == nil {
			called += " (missing)"
		}
		s.Kids = append([]*view.Node{option(chosen, called)}, s.Kids...)
	}
	if address == nil {
		return s
	}
	return html("<span.pair>@@</>", nil, s, address)
}

// port returns the port and the protocol; empty means the usual ones.
func (m *Model) port() *view.Node {
	value := ""
	if m.Query.Port != 0 {
		value = itoa(int(m.Query.Port))
	}
	input := html("<input.code.port id=ask-port data-field=ask/port type=text inputmode=numeric aria-label=Port placeholder=$ autocomplete=off value=$/>",
		with{m.usualPort(), m.typed("ask/port", value)})
	describe(input, "ask/port", "", m.draft("ask/port").Err)
	chosen := string(m.Query.Proto)
	proto := html("<select.code id=ask-proto data-field=ask/proto aria-label=Protocol value=$/>", with{chosen})
	for _, p := range []string{"tcp", "udp", "icmp"} {
		value := p
		if p == "tcp" && chosen != "tcp" {
			value = "" // the usual one
		}
		add(proto, option(value, p))
	}
	return html("<span.on><span.say>on</> <span.pair.at-port>@<span.say aria-hidden=true>/</>@</></>", nil, input, proto)
}

// usualPort is what an empty port means, for the placeholder.
func (m *Model) usualPort() string {
	if m.Network != nil {
		if port, _ := m.Network.Usual(m.Query.To); port != 0 {
			return itoa(int(port))
		}
	}
	return "443"
}

// usualAction is what an empty action means, for the placeholder.
func (m *Model) usualAction() string {
	if m.Network != nil {
		if _, action := m.Network.Usual(m.Query.To); action != "" {
			return action
		}
	}
	return "none"
}

// callerWays are the ways to invoke, and what people call them.
var callerWays = []string{"", "the usual way", "sync", "a synchronous call", "async", "an event", "poll", "polling", "url", "its URL"}

// caller returns how the function is invoked, nil where that is not asked.
func (m *Model) caller() *view.Node {
	if m.Query.Kind != core.Invoke {
		return nil
	}
	s := html(`<select.caller id=ask-caller data-field=ask/caller aria-label="How it is invoked" value=$/>`, with{m.Query.Caller.String()})
	for i := 0; i < len(callerWays); i += 2 {
		add(s, option(callerWays[i], callerWays[i+1]))
	}
	return html("<span.on><span.say>by</> @</>", nil, s)
}

// advanced holds what few questions need; the address family is only asked where
// there are two.
func (m *Model) advanced() *view.Node {
	var family *view.Node
	for _, r := range m.resources() {
		if v, ok := r.(*core.VPC); ok && len(v.IPv6CIDRs) > 0 || m.Query.Family != "" {
			family = html("<div.f><label.label for=ask-family>Family</>@</>", nil, add(html("<select id=ask-family data-field=ask/family value=$/>", with{string(m.Query.Family)}),
				option("", "whatever there is"), option(string(core.IPv4), "IPv4"), option(string(core.IPv6), "IPv6")))
			break
		}
	}
	return html("<details.advanced><summary>!inspect!<span.unseen>Action and host name</></><div.fields>@@@</></>", nil,
		m.extra("ask-action", "ask/action", "IAM action", m.usualAction(), m.Query.Action),
		m.extra("ask-name", "ask/name", "Host name", "the usual one", m.Query.Name), family)
}

// extra returns a labelled line of text that is no field of a resource.
func (m *Model) extra(id, field, label, hint, value string) *view.Node {
	input := html("<input.code id=$ data-field=$ type=text placeholder=? autocomplete=off spellcheck=false value=$/>", with{id, field, hint, m.typed(field, value)})
	err := m.draft(field).Err
	describe(input, field, "", err)
	if strings.HasPrefix(field, "ask/") {
		err = "" // it is said beneath the question
	}
	return html("<div.f><label.label for=$>$</>@@</>", with{id, label}, input, wrongText(field, err))
}
