package panel

import (
	"strconv"
	"strings"

	"lasthop/wasm/view"
)

// Panels are written as markup with holes rather than as calls: a string is data,
// which the WASM holds once and compresses well, while Go that builds the same
// nodes, call by call, made this package's code more than twice as large. For the
// same reason its small functions are never inlined.

// with are the texts that fill the holes of a markup.
type with = []string

// html builds one element from markup.
//
//	<tag.class.class name=value name="a value" name=$ name="res/$/id" flag>…</>
//
// Every element ends in "</>", or in "/>" if it is empty. "$" is the next text. In
// place of an attribute's value "?" is the next text too, and leaves the attribute
// out if that is empty. In the content "@" is the next kid and "*" all that are
// left; nil kids are left out; "!name!" is one of the page's own signs. An element
// whose tag ends in "?" is left out if it has no content. The attribute "key" is the
// node's key among its siblings.
//
//go:noinline
func html(markup string, texts []string, kids ...*view.Node) *view.Node {
	b := builder{src: markup, kids: append([]*view.Node(nil), kids...)}
	copy(b.texts[:], texts)
	return b.element()
}

// elem builds an element from markup without holes.
//
//go:noinline
func elem(markup string) *view.Node { return html(markup, nil) }

// A builder holds copies, so that the arrays that callers make stay on their stack:
// on the heap they would take several times the code, at each of a few hundred calls.
type builder struct {
	src         string
	texts       [12]string
	kids        []*view.Node
	text0, kid0 int // those used up
}

// until cuts the source before the first of some bytes.
func (b *builder) until(stops string) string {
	i := strings.IndexAny(b.src, stops)
	s := b.src[:i]
	b.src = b.src[i:]
	return s
}

func (b *builder) text() string {
	b.text0++
	return b.texts[b.text0-1]
}

// fill replaces the holes in a text.
func (b *builder) fill(s string) string {
	before, after, hole := strings.Cut(s, "$")
	for hole {
		before += b.text()
		s = after
		var next string
		next, after, hole = strings.Cut(s, "$")
		before += next
	}
	return before
}

// element builds the element at the start of the source, nil if it is to be left out.
func (b *builder) element() *view.Node {
	b.src = b.src[1:]
	tag := b.until(" />")
	tag, optional := strings.CutSuffix(tag, "?")
	n := &view.Node{}
	if name, class, ok := strings.Cut(tag, "."); ok {
		tag = name
		n.Attrs = append(n.Attrs, view.Attr{Name: "class", Value: strings.ReplaceAll(class, ".", " ")})
	}
	n.Tag = tag
	for b.src[0] == ' ' {
		b.src = b.src[1:]
		b.attribute(n)
	}
	if b.src[0] == '/' {
		b.src = b.src[2:]
		return n
	}
	b.src = b.src[1:]
	b.content(n)
	if optional && len(n.Kids) == 0 {
		return nil
	}
	return n
}

func (b *builder) attribute(n *view.Node) {
	a := view.Attr{Name: b.until("= />")}
	if b.src[0] == '=' {
		b.src = b.src[1:]
		switch b.src[0] {
		case '?':
			b.src = b.src[1:]
			if a.Value = b.text(); a.Value == "" {
				return
			}
		case '"':
			b.src = b.src[1:]
			a.Value = b.fill(b.until(`"`))
			b.src = b.src[1:]
		default:
			i := strings.IndexAny(b.src, " >")
			if b.src[i] == '>' && b.src[i-1] == '/' {
				i--
			}
			a.Value = b.fill(b.src[:i])
			b.src = b.src[i:]
		}
	}
	if a.Name == "key" {
		n.Key = a.Value
		return
	}
	n.Attrs = append(n.Attrs, a)
}

// content adds what stands between the tags.
func (b *builder) content(n *view.Node) {
	for {
		if s := b.fill(b.until("<@*!")); s != "" {
			n.Kids = append(n.Kids, &view.Node{Text: s})
		}
		switch {
		case b.src[0] == '@':
			b.src = b.src[1:]
			add(n, b.kids[b.kid0])
			b.kid0++
		case b.src[0] == '*':
			b.src = b.src[1:]
			add(n, b.kids[b.kid0:]...)
			b.kid0 = len(b.kids)
		case b.src[0] == '!':
			b.src = b.src[1:]
			add(n, icon(b.until("!")))
			b.src = b.src[1:]
		case b.src[1] == '/':
			b.src = b.src[3:]
			return
		default:
			add(n, b.element())
		}
	}
}

// add appends kids to an element that is still being built; nil kids are left out.
//
//go:noinline
func add(n *view.Node, kids ...*view.Node) *view.Node {
	for _, k := range kids {
		if k != nil {
			n.Kids = append(n.Kids, k)
		}
	}
	return n
}

// set gives an element that is still being built attributes, from names and values
// in turn.
//
//go:noinline
func set(n *view.Node, pairs ...string) *view.Node {
	n.Attrs = append(n.Attrs, view.A(pairs...)...)
	return n
}

// text returns a text node.
//
//go:noinline
func text(s string) *view.Node { return view.Text(s) }

// code returns text as code is set.
//
//go:noinline
func code(s string) *view.Node { return html("<code>$</>", with{s}) }

// link returns a button that selects what it names.
//
//go:noinline
func link(key, label string) *view.Node {
	return html("<button.link type=button data-act=select data-arg=$>$</>", with{key, label})
}

// option returns one choice of a select; the select's own value says which is chosen.
//
//go:noinline
func option(value, label string) *view.Node {
	return html("<option key=$ value=$>$</>", with{value, value, label})
}

// itoa is strconv.Itoa, once.
//
//go:noinline
func itoa(i int) string { return strconv.Itoa(i) }

// when returns s if a condition holds, else "".
//
//go:noinline
func when(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

// truth returns the value of aria-pressed and its like.
//
//go:noinline
func truth(ok bool) string {
	if ok {
		return "true"
	}
	return "false"
}

// icon returns one of the page's own signs. It is never the only name of a
// control: a word stands beside it, seen or unseen.
//
//go:noinline
func icon(name string) *view.Node {
	for i := 0; i+1 < len(icons); i += 2 {
		if icons[i] == name {
			return html(`<svg.icon viewBox="0 0 18 18" aria-hidden=true focusable=false><path d=$/></>`, with{icons[i+1]})
		}
	}
	return nil
}

// icons are outlines in a box of 18 by 18, with one stroke weight.
var icons = []string{
	"undo", "M6.5 4 3 7.5l3.5 3.5M3.5 7.5H11a3.5 3.5 0 0 1 0 7H7.5",
	"redo", "M11.5 4 15 7.5 11.5 11M14.5 7.5H7a3.5 3.5 0 0 0 0 7h3.5",
	"open", "M2.5 14.5v-10h4.5l1.5 2h7v8z",
	"save", "M9 2.5v8.5M5.5 8 9 11.5 12.5 8M3 14.5h12",
	"theme", "M9 3a6 6 0 1 0 0 12zM9 3a6 6 0 0 1 0 12",
	"help", "M6.5 6.7A2.5 2.5 0 1 1 9 9.5v1.3M9 13.5v.6",
	"menu", "M3 5h12M3 9h12M3 13h12",
	"examples", "M3 3.5h5v5H3zM10.5 3.5H15M10.5 6H15M3 12h12M3 14.5h8",
	"plus", "M9 4v10M4 9h10",
	"minus", "M4 9h10",
	"fit", "M3 6.5V3h3.5M11.5 3H15v3.5M15 11.5V15h-3.5M6.5 15H3v-3.5",
	"close", "M4.5 4.5l9 9M13.5 4.5l-9 9",
	"swap", "M3 6.5h11M11 3.5l3 3-3 3M15 11.5H4M7 8.5l-3 3 3 3",
	"previous", "M11 4 6 9l5 5",
	"next", "M7 4l5 5-5 5",
	"pin", "M6 3h6l-.8 5 2.3 2.5h-9L6.8 8zM9 10.5V16",
	"bin", "M3.5 5h11M7 5V3h4v2M5 5l.7 10h6.6L13 5",
	"inspect", "M3 4h12M3 9h12M3 14h12M6 2.5v3M12 7.5v3M8 12.5v3",
	"ask", "M3 4h12v8H8l-3.5 3V12H3z",
	"search", "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M11.5 11.5 15 15",
}
