package main

import (
	"fmt"
	"os"
	"strings"

	"lasthop/core"
)

// A fixReport is the JSON of what makes a call work.
type fixReport struct {
	Query     core.Query       `json:"query"`
	Outcome   core.Outcome     `json:"outcome"`
	Headline  string           `json:"headline"`
	Proposals []proposalReport `json:"proposals"`
}

// A proposalReport is one set of edits; Monthly is in US dollars.
type proposalReport struct {
	Sentences []string      `json:"sentences"`
	Mends     []core.Reason `json:"mends"`
	Opens     int           `json:"opens"`
	Monthly   string        `json:"monthly"`
	Edits     []editReport  `json:"edits"`
	Breaks    []core.Reach  `json:"breaks"`
}

type editReport struct {
	ID     core.ID       `json:"id"`
	Type   core.Type     `json:"type"`
	Before core.Resource `json:"before,omitempty"`
	After  core.Resource `json:"after,omitempty"`
}

func fix(c *call) (int, error) {
	var q core.Query
	var proto, family, caller, out string
	invocation, pick := false, 1
	c.Var(&choice{&proto, []string{"tcp", "udp", "icmp"}}, "proto", "the `PROTOCOL`: tcp, udp or icmp")
	c.Var(&choice{&family, []string{"ipv4", "ipv6"}}, "family", "the address `FAMILY` that the code insists on: ipv4 or ipv6")
	c.Var(actionFlag{&q.Action}, "action", "the IAM `ACTION`, such as s3:PutObject")
	c.StringVar(&q.Name, "name", "", "the host `NAME` or address that the code uses")
	c.BoolVar(&invocation, "invoke", false, "FROM invokes the function TO")
	c.Var(&choice{&caller, []string{"sync", "async", "poll", "url"}}, "caller", "with -invoke, `HOW`: sync, async, poll or url")
	c.StringVar(&out, "o", "", "write the drawing with a proposal applied to `FILE`")
	c.IntVar(&pick, "n", 1, "which `PROPOSAL` -o applies, by its number")
	if err := c.parse(3, "a file and two ends"); err != nil {
		return exitBad, err
	}
	f, err := open(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	n := core.Compile(&f.Network)
	if q.From, err = n.Find(c.rest[1]); err != nil {
		return exitBad, err
	}
	if q.To, q.Port, err = target(n, c.rest[2]); err != nil {
		return exitBad, err
	}
	q.Proto, q.Family = core.Proto(proto), core.Family(family)
	switch {
	case invocation:
		q.Kind = core.Invoke
		q.Caller = map[string]core.Caller{"sync": core.CallerSync, "async": core.CallerAsync, "poll": core.CallerPoll, "url": core.CallerURL}[caller]
	case caller != "":
		return exitBad, fmt.Errorf("-caller %s: only an invocation has one; add -invoke", caller)
	}
	v := n.Verdict(q)
	if _, s := v.Deciding(); s != nil && (s.Reason == core.NotASource || s.Reason == core.NotADestination || s.Reason == core.EndMissing) {
		return exitBad, fmt.Errorf("%s: %s", s.At, n.Sentence(s))
	}
	list, wrote := n.Propose(&f.Network, q), ""
	if out != "" {
		wrote = "wrote nothing: there is nothing to apply"
	}
	if out != "" && v.Outcome != core.Reachable && len(list) > 0 {
		if pick < 1 || pick > len(list) {
			return exitBad, fmt.Errorf("-n %d: there are %d proposals", pick, len(list))
		}
		edited := *f
		edited.Network = *list[pick-1].Apply(&f.Network)
		if err := os.WriteFile(out, core.Encode(&edited), 0o644); err != nil {
			return exitBad, err
		}
		wrote = fmt.Sprintf("wrote %s, with proposal %d applied", out, pick)
	}
	code := exitYes
	if v.Outcome != core.Reachable && len(list) == 0 {
		code = exitNo
	}
	if c.asJSON {
		return code, c.print(fixes(n, &v, list))
	}
	fmt.Fprintln(c.out, n.Headline(&v))
	for i := range list {
		p := &list[i]
		fmt.Fprintf(c.out, "\n%d. mends %s; opens %d, costs $%s a month more\n", i+1, mends(p), p.Opens, core.Dollars(p.Monthly))
		for _, s := range n.ProposalText(p) {
			fmt.Fprintf(c.out, "   - %s\n", s)
		}
		for _, b := range p.Breaks {
			fmt.Fprintf(c.out, "   ! takes the way from %s to %s: %s\n", b.From, b.To, b.Reason)
		}
	}
	if len(list) > 0 {
		fmt.Fprintln(c.out, "\n\"opens\" is how much more is let through: 0 nothing, 1 one address on one port,\none more for each doubling of either, 32 the whole internet on one port.")
	}
	if wrote != "" {
		fmt.Fprintln(c.out, "\n"+wrote)
	}
	if code == exitNo {
		fmt.Fprintln(c.out, "\nNo small edit was found that makes it work and lets in nobody else.")
	}
	return code, nil
}

func mends(p *core.Proposal) string {
	out := make([]string, len(p.Reasons))
	for i, r := range p.Reasons {
		out[i] = string(r)
	}
	return strings.Join(out, ", ")
}

func fixes(n *core.Network, v *core.Verdict, list []core.Proposal) fixReport {
	r := fixReport{Query: v.Query, Outcome: v.Outcome, Headline: n.Headline(v), Proposals: []proposalReport{}}
	for i := range list {
		p := &list[i]
		x := proposalReport{Sentences: n.ProposalText(p), Mends: p.Reasons, Opens: p.Opens, Monthly: core.Dollars(p.Monthly), Breaks: append([]core.Reach{}, p.Breaks...)}
		for j := range p.Edits {
			e := &p.Edits[j]
			kind := core.Type("")
			for _, resource := range []core.Resource{e.Before, e.After} {
				if resource != nil {
					kind = resource.Type()
				}
			}
			x.Edits = append(x.Edits, editReport{e.ID(), kind, e.Before, e.After})
		}
		r.Proposals = append(r.Proposals, x)
	}
	return r
}
