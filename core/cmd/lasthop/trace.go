package main

import (
	"errors"
	"fmt"

	"lasthop/core"
)

// A question holds the flags that say more about a query than its ends.
type question struct {
	whatIf
	proto, family, action, name string
}

func (q *question) flags(c *call) {
	q.whatIf.flags(c)
	c.Var(&choice{&q.proto, []string{"tcp", "udp", "icmp"}}, "proto", "the `PROTOCOL`: tcp, udp or icmp")
	c.Var(&choice{&q.family, []string{"ipv4", "ipv6"}}, "family", "the address `FAMILY` that the code insists on: ipv4 or ipv6")
	c.Var(actionFlag{&q.action}, "action", "the IAM `ACTION` when TO is an AWS API, such as s3:PutObject")
	c.StringVar(&q.name, "name", "", "the host `NAME` or address that the code uses")
}

func trace(c *call) (int, error) {
	var with question
	with.flags(c)
	if err := c.parse(3, "a file and two ends"); err != nil {
		return exitBad, err
	}
	n, _, err := with.load(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	q := core.Query{Proto: core.Proto(with.proto), Family: core.Family(with.family), Action: with.action, Name: with.name}
	if q.From, err = n.Find(c.rest[1]); err != nil {
		return exitBad, err
	}
	if q.To, q.Port, err = target(n, c.rest[2]); err != nil {
		return exitBad, err
	}
	if q.Port != 0 && q.Proto == core.ProtoICMP {
		return exitBad, errors.New("ICMP has no ports; leave the port away")
	}
	return c.answer(n, q)
}

func invoke(c *call) (int, error) {
	var with whatIf
	with.flags(c)
	callers := []struct {
		caller core.Caller
		name   string
		about  string
		on     bool
	}{
		{core.CallerSync, "sync", "the caller waits for the result", false},
		{core.CallerAsync, "async", "the caller hands the event over and leaves", false},
		{core.CallerPoll, "poll", "Lambda polls CALLER for the function", false},
		{core.CallerURL, "url", "the caller uses the function's URL", false},
	}
	for i := range callers {
		c.BoolVar(&callers[i].on, callers[i].name, false, callers[i].about)
	}
	q := core.Query{Kind: core.Invoke}
	c.Var(actionFlag{&q.Action}, "action", "the IAM `ACTION`; lambda:InvokeFunction if it is not given")
	if err := c.parse(3, "a file and two ends"); err != nil {
		return exitBad, err
	}
	for _, x := range callers {
		if x.on && q.Caller != core.CallerUsual {
			return exitBad, errors.New("invoke takes only one of -sync, -async, -poll and -url")
		}
		if x.on {
			q.Caller = x.caller
		}
	}
	n, _, err := with.load(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	if q.From, err = n.Find(c.rest[1]); err != nil {
		return exitBad, err
	}
	if q.To, err = n.Find(c.rest[2]); err != nil {
		return exitBad, err
	}
	return c.answer(n, q)
}

// answer asks, prints, and returns the exit code.
func (c *call) answer(n *core.Network, q core.Query) (int, error) {
	v := n.Verdict(q)
	if _, s := v.Deciding(); s != nil && (s.Reason == core.NotASource || s.Reason == core.NotADestination || s.Reason == core.EndMissing) {
		return exitBad, fmt.Errorf("%s: %s", s.At, n.Sentence(s))
	}
	if c.asJSON {
		if err := c.print(report(n, &v)); err != nil {
			return exitBad, err
		}
	} else {
		printVerdict(c.out, n, &v)
	}
	if v.Outcome == core.Reachable {
		return exitYes, nil
	}
	return exitNo, nil
}
