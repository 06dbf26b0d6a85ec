package main

import (
	"fmt"
	"unicode/utf8"

	"lasthop/core"
)

// A reachReport is the JSON of what an end reaches and who reaches it.
type reachReport struct {
	End       core.Endpoint `json:"end"`
	Reaches   []core.Reach  `json:"reaches"`
	ReachedBy []core.Reach  `json:"reachedBy"`
}

func reach(c *call) (int, error) {
	var with whatIf
	with.flags(c)
	if err := c.parse(2, "a file and an end"); err != nil {
		return exitBad, err
	}
	n, _, err := with.load(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	end, err := n.Find(c.rest[1])
	if err != nil {
		return exitBad, err
	}
	r := reachReport{end, n.Reaches(end), n.ReachedBy(end)}
	if len(r.Reaches)+len(r.ReachedBy) == 0 {
		return exitBad, fmt.Errorf("%s neither opens connections nor takes any", end)
	}
	if c.asJSON {
		r.Reaches, r.ReachedBy = append([]core.Reach{}, r.Reaches...), append([]core.Reach{}, r.ReachedBy...)
		if err := c.print(r); err != nil {
			return exitBad, err
		}
		return exitYes, nil
	}
	c.reaches(string(end)+" reaches", r.Reaches, func(x *core.Reach) core.Endpoint { return x.To })
	c.reaches(string(end)+" is reached by", r.ReachedBy, func(x *core.Reach) core.Endpoint { return x.From })
	return exitYes, nil
}

func (c *call) reaches(title string, list []core.Reach, other func(*core.Reach) core.Endpoint) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(c.out, title)
	width := 0
	for i := range list {
		width = max(width, utf8.RuneCountInString(string(other(&list[i]))))
	}
	for i := range list {
		x := &list[i]
		how := "connect"
		if x.Kind == core.Invoke {
			how = "invoke"
		}
		fmt.Fprintf(c.out, "  %s %-*s  %-7s  %s\n", mark(x.Outcome), width, other(x), how, x.Cell)
	}
}
