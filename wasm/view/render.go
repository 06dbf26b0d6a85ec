package view

import (
	"strconv"
	"unicode/utf8"
)

const (
	// Host is the id of the element on the page in which the tree is mounted.
	Host = 1
	// FirstID is the first node id that a [Renderer] gives; those below are kept
	// for the page's own elements.
	FirstID = 100
)

// A Renderer keeps the page equal to the last tree that it was given. The zero
// value is ready to use and takes the host to be empty.
type Renderer struct {
	root *live
	last int // the last id given
	out  []byte
}

// live is a node that is on the page, with its id there. It is apart from Node so
// that one Node may stand in several trees.
type live struct {
	node *Node
	id   int
	kids []*live
}

// Render returns the changes that turn the last tree into this one, as the JSON
// array that the page's apply function takes; nil if there are none. The bytes are
// good until the next call. The array holds operations, each an array itself, to be done in order:
//
//	["m", parent, before or 0, subtree]   insert; subtree is [id, tag, {attributes}, [subtrees]] or [id, text]
//	["v", id, parent, before or 0]        move
//	["d", id]                             remove with all in it
//	["a", id, name, value] ["r", id, name] set and remove an attribute
//	["t", id, text]                       set a text
func (r *Renderer) Render(tree *Node) []byte {
	if r.last == 0 {
		r.last = FirstID - 1
	}
	r.out = r.out[:0]
	switch {
	case r.root == nil:
		r.root = r.insert(Host, 0, tree)
	case alike(r.root.node, tree):
		r.patch(r.root, tree)
	default:
		old := r.root
		r.root = r.insert(Host, old.id, tree)
		r.remove(old)
	}
	if len(r.out) == 0 {
		return nil
	}
	return append(r.out, ']')
}

// alike reports whether the element of a can become that of b.
func alike(a, b *Node) bool { return a.Key == b.Key && a.Tag == b.Tag }

// op begins an operation on a node.
func (r *Renderer) op(name byte, id int) {
	if len(r.out) == 0 {
		r.out = append(r.out, '[')
	} else {
		r.out = append(r.out, ',')
	}
	r.out = append(r.out, '[', '"', name, '"', ',')
	r.out = strconv.AppendInt(r.out, int64(id), 10)
}

func (r *Renderer) number(n int) {
	r.out = append(r.out, ',')
	r.out = strconv.AppendInt(r.out, int64(n), 10)
}

func (r *Renderer) text(s string) {
	r.out = append(r.out, ',')
	r.out = appendJSON(r.out, s)
}

func (r *Renderer) end() { r.out = append(r.out, ']') }

func (r *Renderer) insert(parent, before int, n *Node) *live {
	r.op('m', parent)
	r.number(before)
	r.out = append(r.out, ',')
	l := r.create(n)
	r.end()
	return l
}

func (r *Renderer) remove(l *live) {
	r.op('d', l.id)
	r.end()
}

// create writes a subtree and gives ids to its nodes.
func (r *Renderer) create(n *Node) *live {
	r.last++
	l := &live{node: n, id: r.last}
	r.out = append(r.out, '[')
	r.out = strconv.AppendInt(r.out, int64(l.id), 10)
	if n.Tag == "" {
		r.text(n.Text)
		r.end()
		return l
	}
	r.text(n.Tag)
	r.out = append(r.out, ",{"...)
	for i, a := range n.Attrs {
		if i > 0 {
			r.out = append(r.out, ',')
		}
		r.out = appendJSON(r.out, a.Name)
		r.out = append(r.out, ':')
		r.out = appendJSON(r.out, a.Value)
	}
	r.out = append(r.out, "},["...)
	if len(n.Kids) > 0 {
		l.kids = make([]*live, len(n.Kids))
		for i, k := range n.Kids {
			if i > 0 {
				r.out = append(r.out, ',')
			}
			l.kids[i] = r.create(k)
		}
	}
	r.out = append(r.out, "]]"...)
	return l
}

// patch makes l show n, which is alike.
func (r *Renderer) patch(l *live, n *Node) {
	old := l.node
	if old == n {
		return
	}
	l.node = n
	if n.Tag == "" {
		if old.Text != n.Text {
			r.op('t', l.id)
			r.text(n.Text)
			r.end()
		}
		return
	}
	r.patchAttrs(l.id, old, n)
	r.patchKids(l, n.Kids)
}

func (r *Renderer) patchAttrs(id int, old, n *Node) {
	for i, a := range n.Attrs {
		if i < len(old.Attrs) && old.Attrs[i] == a {
			continue
		}
		if v, ok := old.Attr(a.Name); !ok || v != a.Value {
			r.op('a', id)
			r.text(a.Name)
			r.text(a.Value)
			r.end()
		}
	}
	for i, a := range old.Attrs {
		if i < len(n.Attrs) && n.Attrs[i].Name == a.Name {
			continue
		}
		if _, ok := n.Attr(a.Name); !ok {
			r.op('r', id)
			r.text(a.Name)
			r.end()
		}
	}
}

func (r *Renderer) patchKids(l *live, kids []*Node) {
	if len(kids) == len(l.kids) {
		same := true
		for i, k := range kids {
			if l.kids[i].node != k && !alike(l.kids[i].node, k) {
				same = false
				break
			}
		}
		if same {
			for i, k := range kids {
				r.patch(l.kids[i], k)
			}
			return
		}
	}
	match := matchKids(l.kids, kids)
	kept := make([]bool, len(l.kids))
	for _, m := range match {
		if m >= 0 {
			kept[m] = true
		}
	}
	for i, k := range l.kids {
		if !kept[i] {
			r.remove(k)
		}
	}
	stay := longestRun(match)
	next := make([]*live, len(kids))
	before := 0
	for i := len(kids) - 1; i >= 0; i-- {
		switch m := match[i]; {
		case m < 0:
			next[i] = r.insert(l.id, before, kids[i])
		default:
			next[i] = l.kids[m]
			if !stay[i] {
				r.op('v', next[i].id)
				r.number(l.id)
				r.number(before)
				r.end()
			}
			r.patch(next[i], kids[i])
		}
		before = next[i].id
	}
	l.kids = next
}

// matchKids returns for each new kid the index of the old one that becomes it, or
// -1: by key, and without a key by tag, in order.
func matchKids(old []*live, kids []*Node) []int {
	keyed := make(map[string]int, len(old))
	for i, o := range old {
		if o.node.Key != "" {
			keyed[o.node.Key] = i
		}
	}
	used := make([]bool, len(old))
	match := make([]int, len(kids))
	from := 0
	for i, k := range kids {
		match[i] = -1
		if k.Key != "" {
			if m, ok := keyed[k.Key]; ok && !used[m] && old[m].node.Tag == k.Tag {
				match[i], used[m] = m, true
			}
			continue
		}
		for m := from; m < len(old); m++ {
			if o := old[m].node; o.Key == "" && o.Tag == k.Tag && !used[m] {
				match[i], used[m], from = m, true, m+1
				break
			}
		}
	}
	return match
}

// longestRun reports for each index whether it belongs to a longest rising
// subsequence of those values that are not negative: those kids need not move.
func longestRun(v []int) []bool {
	var tails []int // index of the smallest end of a run of each length
	prev := make([]int, len(v))
	for i, x := range v {
		if x < 0 {
			continue
		}
		lo, hi := 0, len(tails)
		for lo < hi {
			if m := (lo + hi) / 2; v[tails[m]] < x {
				lo = m + 1
			} else {
				hi = m
			}
		}
		prev[i] = -1
		if lo > 0 {
			prev[i] = tails[lo-1]
		}
		if lo == len(tails) {
			tails = append(tails, i)
		} else {
			tails[lo] = i
		}
	}
	in := make([]bool, len(v))
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = prev[i] {
			in[i] = true
		}
	}
	return in
}

// appendJSON appends s as a JSON string.
func appendJSON(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			if r, n := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || n > 1 {
				i += n
				continue
			}
		}
		b = append(b, s[from:i]...)
		switch {
		case c >= utf8.RuneSelf:
			b = append(b, "\uFFFD"...)
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		from = i
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}
