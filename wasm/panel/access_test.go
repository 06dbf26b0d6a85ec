package panel

import (
	"strings"
	"testing"

	"lasthop/wasm/view"
)

// A page is read as assistive technology reads it.
type page struct {
	ids    map[string]*view.Node
	labels map[string]string // by the id that they are for
	all    []*view.Node
}

func read(n *view.Node) *page {
	p := &page{ids: map[string]*view.Node{}, labels: map[string]string{}}
	p.walk(n)
	return p
}

func (p *page) walk(n *view.Node) {
	p.all = append(p.all, n)
	if id, ok := n.Attr("id"); ok {
		p.ids[id] = n
	}
	if to, ok := n.Attr("for"); ok && n.Tag == "label" {
		p.labels[to] = heard(n)
	}
	for _, k := range n.Kids {
		p.walk(k)
	}
}

// heard returns the text of a node as it is spoken: without what is hidden.
func heard(n *view.Node) string {
	if n.Tag == "" {
		return n.Text
	}
	if h, _ := n.Attr("aria-hidden"); h == "true" {
		return ""
	}
	var b strings.Builder
	for _, k := range n.Kids {
		b.WriteString(heard(k))
	}
	return strings.TrimSpace(b.String())
}

// name returns the accessible name of a control.
func (p *page) name(n *view.Node) string {
	if s, ok := n.Attr("aria-label"); ok {
		return s
	}
	if by, ok := n.Attr("aria-labelledby"); ok && p.ids[by] != nil {
		return heard(p.ids[by])
	}
	if id, ok := n.Attr("id"); ok && p.labels[id] != "" {
		return p.labels[id]
	}
	switch n.Tag {
	case "button", "summary", "output":
		return heard(n)
	}
	return ""
}

func TestAccessible(t *testing.T) {
	all := models()
	for _, name := range sorted(all) {
		tree := App(all[name], canvas())
		p := read(tree)
		level := 1
		ids := map[string]bool{}
		for _, n := range p.all {
			what := n.Tag
			for _, a := range n.Attrs {
				what += " " + a.Name + "=" + a.Value
			}
			seen := map[string]bool{}
			for _, a := range n.Attrs {
				if seen[a.Name] {
					t.Errorf("%s: <%s> has %s twice", name, what, a.Name)
				}
				seen[a.Name] = true
			}
			if id, ok := n.Attr("id"); ok {
				if ids[id] || id == "" || strings.ContainsAny(id, " \n") {
					t.Errorf("%s: the id %q is empty, spaced or taken", name, id)
				}
				ids[id] = true
			}
			for _, bad := range []string{"style", "title", "onclick"} {
				if _, ok := n.Attr(bad); ok {
					t.Errorf("%s: <%s> has %s", name, what, bad)
				}
			}
			for _, ref := range []string{"aria-labelledby", "aria-describedby", "for", "list", "popovertarget", "aria-activedescendant"} {
				v, ok := n.Attr(ref)
				for _, id := range strings.Fields(v) {
					if ok && p.ids[id] == nil {
						t.Errorf("%s: <%s> points at %q, which is not there", name, what, id)
					}
				}
			}
			switch n.Tag {
			case "button", "input", "select", "textarea", "summary", "output":
				if p.name(n) == "" {
					t.Errorf("%s: <%s> has no name", name, what)
				}
			case "section", "aside", "nav":
				if r, _ := n.Attr("role"); r == "region" && p.name(n) == "" {
					t.Errorf("%s: <%s> has no name", name, what)
				}
			case "h1", "h2", "h3":
				now := int(n.Tag[1] - '0')
				if now > level+1 {
					t.Errorf("%s: <%s> %q follows a heading of level %d", name, what, heard(n), level)
				}
				level = now
			case "ul", "ol":
				for _, k := range n.Kids {
					if k.Tag != "li" {
						t.Errorf("%s: a list holds <%s>", name, k.Tag)
					}
				}
			}
			if n.Tag == "select" {
				checkSelect(t, name, n)
			}
			if f, ok := n.Attr("data-field"); ok && strings.Join(SplitPath(f), "") == "" {
				t.Errorf("%s: <%s> has an empty path", name, what)
			}
			if all[name].ReadOnly {
				if _, ok := n.Attr("data-field"); ok {
					_, disabled := n.Attr("disabled")
					_, still := n.Attr("readonly")
					if f, _ := n.Attr("data-field"); !disabled && !still && !strings.HasPrefix(f, "ask/") {
						t.Errorf("%s: <%s> can be changed", name, what)
					}
				}
				switch act, _ := n.Attr("data-act"); act {
				case "add", "remove", "delete", "place", "pin", "unpin":
					t.Errorf("%s: there is a button to %s", name, act)
				}
			}
		}
		checkKeys(t, name, tree)
	}
}

// checkSelect asks that a select's value is one of its options.
func checkSelect(t *testing.T, name string, n *view.Node) {
	value, _ := n.Attr("value")
	found := 0
	n.Find(func(k *view.Node) bool {
		if v, _ := k.Attr("value"); k.Tag == "option" && v == value {
			found++
		}
		return false
	})
	if found != 1 {
		f, _ := n.Attr("data-field")
		t.Errorf("%s: the select %s has %d options for its value %q", name, f, found, value)
	}
}

// checkKeys asks that keys are unique among siblings.
func checkKeys(t *testing.T, name string, n *view.Node) {
	seen := map[string]bool{}
	for _, k := range n.Kids {
		if k == nil {
			t.Fatalf("%s: <%s> has a nil kid", name, n.Tag)
		}
		if k.Key != "" && seen[k.Key] {
			t.Errorf("%s: <%s> has two kids with the key %q", name, n.Tag, k.Key)
		}
		seen[k.Key] = true
		checkKeys(t, name, k)
	}
}
