package main

import (
	"errors"
	"fmt"
	"strconv"

	"lasthop/core"
)

// A checkReport is the JSON of one check.
type checkReport struct {
	File  string     `json:"file"`
	Pass  bool       `json:"pass"`
	Check core.Check `json:"check"`
	Got   core.Cell  `json:"got"`
	Text  string     `json:"text"`
}

func check(c *call) (int, error) {
	var with whatIf
	with.flags(c)
	if err := c.parse(-1, "at least one file"); err != nil {
		return exitBad, err
	}
	reports := []checkReport{}
	failed := 0
	var unread []error // told at the end, so that one bad file hides no other's answers
	for _, path := range c.rest {
		n, f, err := with.load(path)
		if err != nil {
			unread = append(unread, err)
			continue
		}
		for _, r := range core.RunChecks(n, f.Checks) {
			if !r.Pass {
				failed++
			}
			reports = append(reports, checkReport{path, r.Pass, r.Check, cellOf(&r.Verdict), checkLine(n, &r)})
		}
	}
	if c.asJSON {
		if err := c.print(reports); err != nil {
			return exitBad, err
		}
	} else {
		for _, r := range reports {
			mark := "ok  "
			if !r.Pass {
				mark = "FAIL"
			}
			fmt.Fprintf(c.out, "%s %s: %s\n", mark, r.File, r.Text)
		}
		if len(reports) > 0 || len(unread) == 0 {
			fmt.Fprintf(c.out, "%d passed, %d failed\n", len(reports)-failed, failed)
		}
	}
	switch {
	case len(unread) > 0:
		return exitBad, errors.Join(unread...)
	case failed > 0:
		return exitNo, nil
	}
	return exitYes, nil
}

// cellOf returns what decides a verdict.
func cellOf(v *core.Verdict) core.Cell {
	cell := core.Cell{Outcome: v.Outcome, Symptom: v.Symptom}
	if _, s := v.Deciding(); s != nil {
		cell.Reason, cell.At = s.Reason, s.At
	}
	return cell
}

// checkLine says what was asked and, where it failed, what came instead.
func checkLine(n *core.Network, r *core.CheckResult) string {
	if r.Pass {
		return asked(&r.Check.Query) + " is " + expected(&r.Check)
	}
	got := core.Check{Expect: r.Verdict.Outcome, Symptom: r.Verdict.Symptom}
	if _, s := r.Verdict.Deciding(); s != nil && r.Verdict.Outcome != core.Reachable {
		got.At, got.Reason = s.At, s.Reason
	}
	return asked(&r.Check.Query) + ": expected " + expected(&r.Check) + ", got " + expected(&got) + ". " + n.Headline(&r.Verdict)
}

// asked writes a question, e.g. "fn-1 → db:5432".
func asked(q *core.Query) string {
	verb := "→"
	if q.Kind == core.Invoke {
		verb = "invokes"
	}
	to := string(q.To)
	if q.Port != 0 {
		to += ":" + strconv.Itoa(int(q.Port))
	}
	return string(q.From) + " " + verb + " " + to
}

func expected(c *core.Check) string {
	s := c.Expect.String()
	if c.At != "" {
		s += " at " + string(c.At)
	}
	if c.Reason != "" {
		s += " (" + string(c.Reason) + ")"
	}
	if c.Symptom != core.SymptomNone {
		s += ", " + c.Symptom.String()
	}
	return s
}
