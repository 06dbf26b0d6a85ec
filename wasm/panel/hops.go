package panel

import (
	"cmp"
	"net/netip"

	"lasthop/core"
	"lasthop/wasm/view"
)

// hops returns the way as an ordered list; the way back is a list within it.
func (m *Model) hops() *view.Node {
	list := elem("<ol id=hops aria-label=Hops/>")
	p := m.shown()
	if p == nil {
		return list
	}
	n := m.asked()
	for i := 0; i < len(p.Steps); i++ {
		if p.Steps[i].Stage != core.StageReturn {
			add(list, m.hop(n, p, i))
			continue
		}
		end := i
		for end < len(p.Steps) && p.Steps[end].Stage == core.StageReturn {
			end++
		}
		add(list, m.wayBack(n, p, i, end))
		i = end - 1
	}
	return list
}

// stepper heads the hops: with it one goes along the way, a hop at a time.
func (m *Model) stepper() *view.Node {
	p := m.shown()
	if p == nil || len(p.Steps) == 0 {
		return nil
	}
	count := itoa(len(p.Steps))
	if m.Answer.Step >= 0 {
		count = itoa(m.Answer.Step+1) + " of " + count
	}
	return html("<div.stepper><h3>Hops <span.count>$</></>"+
		"<button.quiet type=button data-act=previous-step disabled=?>!previous!<span.unseen>Previous hop</></>"+
		"<button.quiet type=button data-act=next-step disabled=?>!next!<span.unseen>Next hop</></></>",
		with{count, when(m.Answer.Step <= 0, "true"), when(m.Answer.Step == len(p.Steps)-1, "true")})
}

// wayBack returns the hops of the reply, folded away unless one of them refuses.
func (m *Model) wayBack(n *core.Network, p *core.Path, from, end int) *view.Node {
	sub := elem("<ol.back/>")
	wrong := 0
	for i := from; i < end; i++ {
		add(sub, m.hop(n, p, i))
		if refuses(&p.Steps[i]) {
			wrong++
		}
	}
	count := itoa(end - from)
	said := count + " hops, all let the reply pass"
	if end-from == 1 {
		said = "1 hop, which lets the reply pass"
	}
	if wrong > 0 {
		said = itoa(wrong) + " of " + count + " stops the reply"
	}
	open := wrong > 0 || m.Answer.Step >= from && m.Answer.Step < end
	return html(`<li.return key="back$"><details class=? open=?><summary><span.badge.reply aria-hidden=true>↩</><span.at>the way back</><span.sentence>$</></>@</></>`,
		with{itoa(from), when(p.Steps[from].Hypothetical, "ghost"), when(open, "true"), said}, sub)
}

// hop returns one hop, which opens to its evidence.
func (m *Model) hop(n *core.Network, p *core.Path, i int) *view.Node {
	s := &p.Steps[i]
	class, index, current := "", itoa(i), ""
	if s.Hypothetical {
		class = "ghost"
	} else if refuses(s) {
		class = "stop"
	}
	if i == m.Answer.Step {
		current = "step"
	}
	return html("<li key=$ class=? data-at=$ data-reason=$ data-outcome=$ aria-current=?><details><summary data-act=step data-arg=$>@<span.at>$</><span.sentence>$</></>@</></>",
		with{index, class, string(s.At), string(s.Reason), s.Outcome.String(), current, index, n.Label(s), n.Sentence(s)}, hopBadge(i+1, s), evidence(n, s))
}

// evidence returns what a hop decided on: the packet, the row, those passed over.
func evidence(n *core.Network, s *core.Step) *view.Node {
	list := elem("<dl.evidence/>")
	in, out := header(&s.In), header(&s.Out)
	if in != "" {
		add(list, proof("Packet", code(in)))
	}
	if out != "" && out != in {
		add(list, proof("Leaves as", code(out)))
	}
	if s.Cause.ID != "" {
		add(list, proof("Decided by", html("<span>@ <code>$</></>", with{n.RefText(s.Cause)}, link(string(s.Cause.ID), labelIn(n, s.Cause.ID)))))
	}
	if len(s.Tried) > 0 {
		rows := elem("<ul/>")
		for _, r := range s.Tried {
			add(rows, html("<li><code>$</></>", with{n.RefText(r)}))
		}
		add(list, proof("Passed over", rows))
	}
	at := cmp.Or(s.On, s.At)
	reason := html("<span><code>$</></>", with{string(s.Reason)})
	if a := s.Reason.Info().Analyzer; a != "" {
		add(reason, text(", in AWS’s Reachability Analyzer "), code(a))
	}
	return add(list, proof("Where", link(string(at), labelIn(n, at))), proof("Reason", reason))
}

//go:noinline
func proof(label string, value *view.Node) *view.Node {
	return html("<div><dt>$</><dd>@</></>", with{label}, value)
}

// header returns the part of a packet that gates look at, "" where there is none.
//
//go:noinline
func header(h *core.Header) string {
	if !h.Src.IsValid() && !h.Dst.IsValid() {
		return ""
	}
	s := headerEnd(h.Src, h.SrcPorts) + " → " + headerEnd(h.Dst, h.DstPorts)
	if h.Proto != "" {
		s += " " + string(h.Proto)
	}
	return s
}

func headerEnd(p netip.Prefix, r core.PortRange) string {
	s := "any"
	if p.IsSingleIP() {
		s = p.Addr().String()
	} else if p.IsValid() {
		s = p.String()
	}
	if r != (core.PortRange{}) {
		s += ":" + ports(r)
	}
	return s
}

func ports(r core.PortRange) string {
	if r.Lo == r.Hi {
		return itoa(int(r.Lo))
	}
	return itoa(int(r.Lo)) + "–" + itoa(int(r.Hi))
}
