package main

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"lasthop/core"
)

// A cellReport is the JSON of one pair.
type cellReport struct {
	From core.Endpoint `json:"from"`
	To   core.Endpoint `json:"to"`
	core.Cell
}

func matrix(c *call) (int, error) {
	var with question
	with.flags(c)
	var byInvocation bool
	var port string
	c.BoolVar(&byInvocation, "invoke", false, "ask who can invoke which function, not who can connect")
	c.StringVar(&port, "port", "", "the `PORT` of every target; its usual one if it is not given")
	if err := c.parse(1, "a file"); err != nil {
		return exitBad, err
	}
	q := core.Query{Proto: core.Proto(with.proto), Family: core.Family(with.family), Action: with.action, Name: with.name}
	if byInvocation {
		q.Kind = core.Invoke
	}
	if port != "" {
		number, err := strconv.ParseUint(port, 10, 16)
		if err != nil || number == 0 {
			return exitBad, fmt.Errorf("-port %s: the port is not a number from 1 to 65535", port)
		}
		q.Port = uint16(number)
	}
	n, _, err := with.load(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	m := n.Matrix(q, nil, nil)
	cells := []cellReport{}
	for i, from := range m.Sources {
		for j, to := range m.Targets {
			if from != to {
				cells = append(cells, cellReport{from, to, m.Cell(i, j)})
			}
		}
	}
	if c.asJSON {
		if err := c.print(cells); err != nil {
			return exitBad, err
		}
		return exitYes, nil
	}
	width := 0
	for _, to := range m.Targets {
		width = max(width, utf8.RuneCountInString(string(to)))
	}
	var last core.Endpoint
	for _, x := range cells {
		if x.From != last {
			fmt.Fprintln(c.out, x.From)
			last = x.From
		}
		asked := ""
		if _, action := n.Usual(x.To); q.Action == "" && x.Symptom == core.SymptomAccessDenied && q.Kind == core.Connect && action != "" {
			asked = ", asked for " + action
		}
		fmt.Fprintf(c.out, "  %s %-*s  %s%s\n", mark(x.Outcome), width, x.To, x.Cell, asked)
	}
	return exitYes, nil
}

// mark is the sign of an outcome.
func mark(o core.Outcome) string {
	switch o {
	case core.Reachable:
		return "✓"
	case core.Intermittent, core.Divergent:
		return "~"
	case core.Undecided:
		return "?"
	default:
	}
	return "✕"
}
