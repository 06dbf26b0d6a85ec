package app

import (
	"strconv"

	"lasthop/core"
)

// speak returns what the live region tells: what was done, then the answer if it is
// another one than before.
func (a *App) speak(v *core.Verdict, path int) string {
	text := ""
	if v != nil {
		text = spoken(a.ed.Shown().Network(), v, path)
	}
	if a.ed.Trying() && text != "" {
		text = "Dropped here: " + text
	}
	switch {
	case text == a.spoken && a.said == "":
		return a.model.Live
	case text == a.spoken:
		text = ""
	default:
		a.spoken = text
	}
	said := a.said
	a.said = ""
	if said != "" && text != "" {
		if last := said[len(said)-1]; last != '.' && last != '!' {
			said += "."
		}
		return said + " " + text
	}
	return said + text
}

// spoken tells an answer in a sentence: "Blocked at hop 4 of 6, igw: …".
func spoken(n *core.Network, v *core.Verdict, path int) string {
	headline := n.Headline(v)
	if v.Outcome == core.Reachable || path >= len(v.Paths) {
		return headline
	}
	p := &v.Paths[path]
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Outcome == core.Reachable {
			continue
		}
		return outcomeWord(v.Outcome) + " at hop " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(p.Steps)) + ": " +
			n.Label(s) + ", " + n.Sentence(s)
	}
	return headline
}

func outcomeWord(o core.Outcome) string {
	switch o {
	case core.Undecided:
		return "Undecided"
	case core.Undeployable:
		return "AWS would refuse it"
	case core.Blocked:
		return "Blocked"
	case core.Intermittent:
		return "Now and then blocked"
	case core.Divergent:
		return "It depends: blocked"
	case core.Reachable:
		return "Reachable"
	}
	return ""
}
