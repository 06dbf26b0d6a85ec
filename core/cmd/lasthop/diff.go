package main

import (
	"fmt"

	"lasthop/core"
)

// A diffReport is the JSON of what differs.
type diffReport struct {
	Answers []core.Change      `json:"answers"`
	Checks  []checkChangeEntry `json:"checks"`
}

// A checkChangeEntry is a check of the new drawing that holds in one of the two only.
type checkChangeEntry struct {
	Check core.Check `json:"check"`
	Holds bool       `json:"holds"`
	Old   core.Cell  `json:"old"`
	New   core.Cell  `json:"new"`
}

func diff(c *call) (int, error) {
	if err := c.parse(2, "two files"); err != nil {
		return exitBad, err
	}
	old, err := load(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	f, err := open(c.rest[1])
	if err != nil {
		return exitBad, err
	}
	now := core.Compile(&f.Network)
	r := diffReport{append([]core.Change{}, core.Diff(old, now)...), []checkChangeEntry{}}
	for _, x := range core.DiffChecks(old, now, f.Checks) {
		r.Checks = append(r.Checks, checkChangeEntry{x.New.Check, x.New.Pass, cellOf(&x.Old.Verdict), cellOf(&x.New.Verdict)})
	}
	if c.asJSON {
		if err := c.print(r); err != nil {
			return exitBad, err
		}
	} else {
		for i := range r.Answers {
			x := &r.Answers[i]
			fmt.Fprintf(c.out, "%s\n  was  %s\n  is   %s\n       %s\n", asked(&core.Query{Kind: x.Kind, From: x.From, To: x.To}), x.Old, x.New, x.Sentence)
		}
		for i := range r.Checks {
			x := &r.Checks[i]
			verb := "no longer holds"
			if x.Holds {
				verb = "holds now"
			}
			fmt.Fprintf(c.out, "check: %s is %s: %s\n", asked(&x.Check.Query), expected(&x.Check), verb)
		}
		fmt.Fprintf(c.out, "%s changed, %s\n", count(len(r.Answers), "answer"), count(len(r.Checks), "check"))
	}
	if len(r.Answers)+len(r.Checks) > 0 {
		return exitNo, nil
	}
	return exitYes, nil
}
