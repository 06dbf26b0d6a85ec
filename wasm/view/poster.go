package view

import (
	"slices"
	"strconv"
	"strings"

	"lasthop/core"
	"lasthop/wasm/diagram"
)

// Poster draws a file as a picture that stands alone, with the answer to q if it
// is not nil: its colours are in the markup, so that it needs no stylesheet. They
// are those of light, whatever the page looks like. The classes stay, so that a page
// that has the stylesheet shows it in its own colours.
func Poster(f *core.File, q *core.Query) *Node {
	d := diagram.FromFile(f)
	n := core.Compile(d.Topology())
	var v *core.Verdict
	if q != nil {
		answer := n.Verdict(*q)
		v = &answer
	}
	return PosterOf(d, diagram.Lay(d, n), n, v, -1)
}

// PosterOf is [Poster] for a drawing at hand: the verdict, possibly nil, with the
// path of the index, or for -1 that which decides.
func PosterOf(d *diagram.Document, s *diagram.Sheet, n *core.Network, v *core.Verdict, shown int) *Node {
	sess := &Session{Verdict: v, Shown: shown, Step: -1}
	m := newMemo()
	p := m.planFor(s, n, sess)
	b := s.Bounds
	if p.callout != nil {
		b = b.Union(p.calloutBox.Inset(-8))
	}
	tree := El("svg", A("class", "scene poster", "viewBox", num(b.X)+" "+num(b.Y)+" "+num(b.W)+" "+num(b.H),
		"width", num(b.W), "height", num(b.H), "role", "img", "aria-label", sceneName(d)),
		El("rect", A("class", "paper", "x", num(b.X), "y", num(b.Y), "width", num(b.W), "height", num(b.H))),
		El("g", nil, m.layers(s, p, sess)...))
	return inline(tree)
}

// light are the colours of the light page and its fonts. They are those of
// site/scene.css; a test compares them.
var light = map[string]string{
	"--paper": "#fbfaf7", "--panel": "#ffffff", "--ink": "#1d2430", "--soft": "#545d6b", "--faint": "#616a7a",
	"--line": "#d8d5cc", "--hair": "#ebe9e2", "--zone": "#f5f3ed", "--vpc": "#ffffff",
	"--pub": "#eff6ec", "--priv": "#eef3fb", "--iso": "#f4f3f0",
	"--accent": "#2456d6", "--accent-wash": "#e7eefd", "--stop": "#b83514", "--stop-wash": "#fcebe6",
	"--go": "#0b7057", "--go-wash": "#e3f4ee", "--ghost": "#828b9b",
	"--ring-1": "#7a4bc4", "--ring-2": "#0e7c86", "--ring-3": "#b4560a", "--ring-4": "#b0307c", "--ring-5": "#5c6f12", "--ring-6": "#52606d",
	"--sans": `"Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif`,
	"--mono": `ui-monospace, "SF Mono", "JetBrains Mono", "DejaVu Sans Mono", monospace`,
}

// A rule is one rule of the stylesheet: a descendant selector, outermost first.
type rule struct {
	selector [][]string // the classes of each part; a part without a dot is a tag
	weight   int
	attrs    []Attr
}

// parseRules reads the stylesheet's own small language: one rule a line.
func parseRules(css string) []rule {
	var out []rule
	for text := range strings.SplitSeq(css, "\n") {
		selectors, body, ok := strings.Cut(text, "{")
		if !ok {
			continue
		}
		var attrs []Attr
		for d := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(body), "}"), ";") {
			name, value, ok := strings.Cut(d, ":")
			if !ok {
				continue
			}
			value = strings.TrimSpace(value)
			if v, ok := strings.CutPrefix(value, "var("); ok {
				value = light[strings.TrimSuffix(v, ")")]
			}
			attrs = append(attrs, Attr{strings.TrimSpace(name), strings.TrimSuffix(value, "px")})
		}
		r := rule{attrs: attrs}
		for part := range strings.FieldsSeq(selectors) {
			classes := strings.Split(part, ".")
			r.weight += 10 * (len(classes) - 1)
			if classes[0] != "" {
				r.weight++
			}
			r.selector = append(r.selector, classes)
		}
		out = append(out, r)
	}
	return out
}

// inline returns a copy of the tree with the stylesheet worked into presentation
// attributes.
func inline(n *Node) *Node { return inliner{parseRules(stylesheet)}.node(n, nil) }

type inliner struct{ rules []rule }

// An ancestor is what selectors ask of an element: its tag, then its classes.
type ancestor []string

func (in inliner) node(n *Node, above []ancestor) *Node {
	if n.Tag == "" {
		return n
	}
	class, _ := n.Attr("class")
	self := ancestor(strings.Fields(n.Tag + " " + class))
	line := slices.Concat(above, []ancestor{self})
	c := &Node{Key: n.Key, Tag: n.Tag, Attrs: n.Attrs[:len(n.Attrs):len(n.Attrs)]}
	type won struct {
		attr   Attr
		weight int
	}
	var set []won
	for _, r := range in.rules {
		if !r.matches(line) {
			continue
		}
		for _, a := range r.attrs {
			found := false
			for i := range set {
				if set[i].attr.Name == a.Name {
					found = true
					if r.weight >= set[i].weight {
						set[i] = won{a, r.weight}
					}
				}
			}
			if !found {
				set = append(set, won{a, r.weight})
			}
		}
	}
	for _, w := range set {
		c.Attrs = append(c.Attrs, w.attr)
	}
	for _, k := range n.Kids {
		c.Kids = append(c.Kids, in.node(k, line))
	}
	return c
}

// matches reports whether the last element of the line is one that r is about.
func (r *rule) matches(line []ancestor) bool {
	k := len(r.selector) - 1
	if !line[len(line)-1].is(r.selector[k]) {
		return false
	}
	for i := len(line) - 2; i >= 0 && k > 0; i-- {
		if line[i].is(r.selector[k-1]) {
			k--
		}
	}
	return k == 0
}

// is reports whether the element has the tag and all classes of a part.
func (a ancestor) is(part []string) bool {
	if part[0] != "" && part[0] != a[0] {
		return false
	}
	for _, class := range part[1:] {
		found := false
		for _, c := range a[1:] {
			found = found || c == class
		}
		if !found {
			return false
		}
	}
	return true
}

func appendFloat(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'f', -1, 64) }
