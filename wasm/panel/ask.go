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
		switch r.Type() {
		case core.TypeFunction, core.TypeInstance, core.TypeService, core.TypeAPIGateway, core.TypeInterfaceEndpoint:
			words = append(words, idOf(r), nameOf(r), string(r.Type()))
		}
	}
	return join(words...)
}

func (m *Model) newQuestion() *view.Node {
	q := &m.Query
	invoke := q.Kind == core.Invoke
	var on, more *view.Node
	if !invoke {
		on, more = m.port(), m.advanced()
	}
	box := html(`<div.asking><div.q role=group aria-label=Question><span.say>Can</>@`+
		`<select.verb id=ask-kind data-field=ask/kind aria-label="Kind of question" value=$><option value=connect>reach</><option value=invoke>invoke</></>@@`+
		`<button class="quiet swap" type=button data-act=ask-swap>!swap!<span.unseen>Swap the two ends</></>@</></>`, with{q.Kind.String()},
		m.end("from", "From", q.From, fromTypes(invoke), !invoke), m.end("to", "To", q.To, toTypes(invoke), !invoke), on, more)
	for i := range m.Drafts {
		if d := &m.Drafts[i]; d.Err != "" && strings.HasPrefix(d.Field, "ask/") {
			add(box, wrongText(d.Field, d.Err))
		}
	}
	return box
}

// fromTypes and toTypes are what may stand at the ends of a question.
func fromTypes(invoke bool) []core.Type {
	if invoke {
		return []core.Type{core.TypeAPIGateway, core.TypeFunction, core.TypeInstance, core.TypeService}
	}
	return []core.Type{core.TypeFunction, core.TypeInstance}
}

func toTypes(invoke bool) []core.Type {
	if invoke {
		return []core.Type{core.TypeFunction}
	}
	return []core.Type{core.TypeService, core.TypeInstance, core.TypeInterfaceEndpoint, core.TypeFunction}
}

// plurals name the groups of a choice of ends.
func plural(t core.Type) string {
	switch t {
	case core.TypeAPIGateway:
		return "APIs"
	case core.TypeService:
		return "Services"
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
	if i, ok := m.resource(core.ID(m.Query.To)).(*core.Instance); ok && len(i.Listens) > 0 {
		return itoa(int(i.Listens[0].Port))
	}
	return "443"
}

// usualAction is what an empty action means, for the placeholder.
func (m *Model) usualAction() string {
	if s, ok := m.resource(core.ID(m.Query.To)).(*core.Service); ok {
		return usualAction(s.Service)
	}
	return "none"
}

// advanced holds what few questions need.
func (m *Model) advanced() *view.Node {
	return html("<details.advanced><summary>!inspect!<span.unseen>Action and host name</></><div.fields>@@</></>", nil,
		m.extra("ask-action", "ask/action", "IAM action", m.usualAction(), m.Query.Action),
		m.extra("ask-name", "ask/name", "Host name", "the usual one", m.Query.Name))
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
