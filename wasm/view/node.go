package view

// A Node is an element or a text of the page. A node is immutable once it is in a
// tree that was rendered: the same pointer at the same place means "unchanged", and
// the renderer does not look inside. So whoever keeps a subtree whose input did not
// change pays nothing for it.
type Node struct {
	// Key tells siblings apart across renders, so that they are moved instead of
	// rebuilt. It is optional: nodes without one are matched in order by their tag.
	Key string
	// Tag is the element's name, "" for a text.
	Tag   string
	Attrs []Attr
	// Text is the content of a text node.
	Text string
	Kids []*Node
}

// An Attr is an attribute. Names are unique within a node.
type Attr struct{ Name, Value string }

// El returns an element. Nil kids are left out, so that a part can be optional.
func El(tag string, attrs []Attr, kids ...*Node) *Node {
	n := &Node{Tag: tag, Attrs: attrs}
	if len(kids) > 0 {
		n.Kids = make([]*Node, 0, len(kids))
		for _, k := range kids {
			if k != nil {
				n.Kids = append(n.Kids, k)
			}
		}
	}
	return n
}

// Keyed returns an element with a key; it is otherwise like [El].
func Keyed(key, tag string, attrs []Attr, kids ...*Node) *Node {
	n := El(tag, attrs, kids...)
	n.Key = key
	return n
}

// Text returns a text node.
func Text(s string) *Node { return &Node{Text: s} }

// A returns attributes from names and values in turn. A last name without a value
// gets the empty one, which is how HTML writes true.
func A(pairs ...string) []Attr {
	attrs := make([]Attr, 0, (len(pairs)+1)/2)
	for i := 0; i < len(pairs); i += 2 {
		a := Attr{Name: pairs[i]}
		if i+1 < len(pairs) {
			a.Value = pairs[i+1]
		}
		attrs = append(attrs, a)
	}
	return attrs
}

// Attr returns the value of the attribute and whether it is there.
func (n *Node) Attr(name string) (string, bool) {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// Find returns the first node of the tree, itself included, for which f holds; nil
// if there is none.
func (n *Node) Find(f func(*Node) bool) *Node {
	if n == nil || f(n) {
		return n
	}
	for _, k := range n.Kids {
		if m := k.Find(f); m != nil {
			return m
		}
	}
	return nil
}
