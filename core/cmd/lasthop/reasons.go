package main

import (
	"fmt"
	"io"
	"strings"

	"lasthop/core"
)

// A reasonReport is the JSON of one reason.
type reasonReport struct {
	Code     core.Reason  `json:"code"`
	Title    string       `json:"title"`
	Symptom  core.Symptom `json:"symptom"`
	Analyzer string       `json:"analyzer,omitempty"`
	Change   string       `json:"change,omitempty"`
}

func reasons(c *call) (int, error) {
	var markdown bool
	c.BoolVar(&markdown, "markdown", false, "print a Markdown document")
	if err := c.parse(0, "no arguments"); err != nil {
		return exitBad, err
	}
	table := core.Reasons()
	switch {
	case c.asJSON && markdown:
		return exitBad, fmt.Errorf("reasons takes only one of -json and -markdown")
	case c.asJSON:
		out := []reasonReport{}
		for _, r := range table {
			out = append(out, reasonReport{r.Reason, r.Title, r.Symptom, r.Analyzer, r.Change})
		}
		if err := c.print(out); err != nil {
			return exitBad, err
		}
	case markdown:
		markdownReasons(c.out, table)
	default:
		for _, r := range table {
			fmt.Fprintf(c.out, "%s\n  %s\n", r.Reason, r.Title)
			for _, x := range [][2]string{{"symptom", r.Symptom.String()}, {"analyzer", r.Analyzer}, {"change", r.Change}} {
				if x[1] != "" && x[1] != "none" {
					fmt.Fprintf(c.out, "  %-9s %s\n", x[0], x[1])
				}
			}
		}
	}
	return exitYes, nil
}

// markdownReasons writes the document that the repository keeps: a table of the reasons
// that stop a call, and a list of those that let it go on.
func markdownReasons(out io.Writer, table []core.ReasonInfo) {
	fmt.Fprint(out, `# Every reason that an answer can give

Written by `+"`lasthop reasons -markdown`"+`; a test keeps it so. Codes are added and never renamed. The third column is what the
caller sees, the fourth the counterpart in the [explanation codes](https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html)
of AWS's Reachability Analyzer, where there is one.

## Reasons that stop a call, or leave it undecided

| code | meaning | symptom | Reachability Analyzer | the first thing to change |
| --- | --- | --- | --- | --- |
`)
	cell := func(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
	for _, r := range table {
		if r.Change != "" {
			fmt.Fprintf(out, "| `%s` | %s | %s | %s | %s |\n", r.Reason, cell(r.Title), r.Symptom, cell(r.Analyzer), cell(r.Change))
		}
	}
	fmt.Fprint(out, "\n## Reasons that let it go on\n\n| code | meaning |\n| --- | --- |\n")
	for _, r := range table {
		if r.Change == "" {
			fmt.Fprintf(out, "| `%s` | %s |\n", r.Reason, cell(r.Title))
		}
	}
}
