package main

import (
	"fmt"
	"strings"

	"lasthop/core"
)

func ports(c *call) (int, error) {
	var with whatIf
	with.flags(c)
	if err := c.parse(3, "a file and two ends"); err != nil {
		return exitBad, err
	}
	n, _, err := with.load(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	from, err := n.Find(c.rest[1])
	if err != nil {
		return exitBad, err
	}
	to, err := n.Find(c.rest[2])
	if err != nil {
		return exitBad, err
	}
	v := n.Verdict(core.Query{From: from, To: to})
	if _, s := v.Deciding(); s != nil && (s.Reason == core.NotASource || s.Reason == core.NotADestination || s.Reason == core.EndMissing) {
		return exitBad, fmt.Errorf("%s: %s", s.At, n.Sentence(s))
	}
	open := append([]core.OpenRange{}, n.OpenPorts(from, to)...)
	if c.asJSON {
		if err := c.print(open); err != nil {
			return exitBad, err
		}
	} else {
		for _, r := range open {
			line := strings.ToUpper(string(r.Proto))
			if r.Proto != core.ProtoICMP {
				line += " " + r.Ports.String()
			}
			if r.Outcome != core.Reachable {
				line += ", " + r.Outcome.String()
			}
			if !r.Listens {
				line += ", nothing listens"
			}
			fmt.Fprintln(c.out, line)
		}
		if len(open) == 0 {
			fmt.Fprintf(c.out, "no port of %s is open to %s\n", to, from)
		}
	}
	if len(open) == 0 {
		return exitNo, nil
	}
	return exitYes, nil
}
