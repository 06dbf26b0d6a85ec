package main

import (
	"fmt"

	"lasthop/core"
)

// A findingReport is the JSON of one finding.
type findingReport struct {
	File     string        `json:"file"`
	Code     core.LintCode `json:"code"`
	Severity string        `json:"severity"`
	Title    string        `json:"title"`
	At       core.ID       `json:"at"`
	Ref      core.Ref      `json:"ref"`
	Where    string        `json:"where"`
	Sentence string        `json:"sentence"`
}

// severities are the names of those that findings have.
var severities = map[core.Severity]string{core.Refused: "refused", core.Missing: "missing", core.Warning: "warning", core.Remark: "remark"}

func lint(c *call) (int, error) {
	var with whatIf
	with.flags(c)
	var quiet, codes bool
	c.BoolVar(&quiet, "warnings", false, "leave remarks out")
	c.BoolVar(&codes, "codes", false, "list what is looked for, and read no file")
	if err := c.parse(-1, "at least one file"); err != nil && (!codes || len(c.rest) > 0) {
		return exitBad, err
	}
	if codes {
		return c.lintCodes()
	}
	titles := map[core.LintCode]string{}
	for _, x := range core.LintCodes() {
		titles[x.Code] = x.Title
	}
	found := []findingReport{}
	for _, path := range c.rest {
		n, _, err := with.load(path)
		if err != nil {
			return exitBad, err
		}
		for _, p := range n.Problems() {
			if name := severities[p.Severity]; name != "" && (p.Severity == core.Refused || p.Severity == core.Missing) {
				code := core.LintCode(p.Code)
				if code == "" {
					code = core.LintCode(name)
				}
				where := p.Field
				found = append(found, findingReport{path, code, name, "AWS refuses it, or it is unfinished", p.At, core.Ref{ID: p.At, Part: core.PartField, Field: p.Field}, where, p.Field + ": " + p.Msg})
			}
		}
		for _, f := range n.Lint() {
			if quiet && f.Severity == core.Remark {
				continue
			}
			found = append(found, findingReport{path, f.Code, severities[f.Severity], titles[f.Code], f.At, f.Ref, n.RefText(f.Ref), f.Sentence})
		}
	}
	if c.asJSON {
		if err := c.print(found); err != nil {
			return exitBad, err
		}
	} else {
		for _, f := range found {
			fmt.Fprintf(c.out, "%s: %s: %s (%s)\n  %s\n", f.File, f.Severity, f.At, f.Code, f.Sentence)
		}
		fmt.Fprintf(c.out, "%d found\n", len(found))
	}
	if len(found) > 0 {
		return exitNo, nil
	}
	return exitYes, nil
}

// A codeReport is the JSON of what lint looks for.
type codeReport struct {
	Code     core.LintCode `json:"code"`
	Severity string        `json:"severity"`
	Title    string        `json:"title"`
}

func (c *call) lintCodes() (int, error) {
	reports := []codeReport{}
	for _, x := range core.LintCodes() {
		reports = append(reports, codeReport{x.Code, severities[x.Severity], x.Title})
	}
	if c.asJSON {
		return exitYes, c.print(reports)
	}
	for _, x := range reports {
		fmt.Fprintf(c.out, "%-29s %-8s %s\n", x.Code, x.Severity, x.Title)
	}
	return exitYes, nil
}
