package view

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A page is a naive model of what the page's apply function works on.
type page struct {
	t     *testing.T
	nodes map[int]*pageNode
}

type pageNode struct {
	Tag, Text string
	Attrs     map[string]string
	Kids      []*pageNode
	parent    *pageNode
	id        int
}

func newPage(t *testing.T) *page {
	return &page{t, map[int]*pageNode{Host: {Tag: "host", id: Host}}}
}

func (p *page) node(v any) *pageNode {
	p.t.Helper()
	n := p.nodes[int(v.(float64))]
	if n == nil {
		p.t.Fatalf("no node %v", v)
	}
	return n
}

func (p *page) insert(n, parent *pageNode, before any) {
	p.t.Helper()
	at := len(parent.Kids)
	if before.(float64) != 0 {
		at = indexOf(parent.Kids, p.node(before))
		if at < 0 {
			p.t.Fatalf("insert before node %v, which is not a child of %d", before, parent.id)
		}
	}
	n.parent = parent
	parent.Kids = append(parent.Kids[:at], append([]*pageNode{n}, parent.Kids[at:]...)...)
}

func (p *page) detach(n *pageNode) {
	i := indexOf(n.parent.Kids, n)
	n.parent.Kids = append(n.parent.Kids[:i], n.parent.Kids[i+1:]...)
}

func indexOf(list []*pageNode, n *pageNode) int {
	for i, k := range list {
		if k == n {
			return i
		}
	}
	return -1
}

func (p *page) build(v any) *pageNode {
	p.t.Helper()
	a := v.([]any)
	n := &pageNode{id: int(a[0].(float64))}
	if p.nodes[n.id] != nil {
		p.t.Fatalf("id %d given twice", n.id)
	}
	p.nodes[n.id] = n
	if len(a) == 2 {
		n.Text = a[1].(string)
		return n
	}
	n.Tag = a[1].(string)
	n.Attrs = map[string]string{}
	for k, v := range a[2].(map[string]any) {
		n.Attrs[k] = v.(string)
	}
	for _, k := range a[3].([]any) {
		kid := p.build(k)
		kid.parent = n
		n.Kids = append(n.Kids, kid)
	}
	return n
}

// apply does a batch and returns how many operations it had.
func (p *page) apply(batch []byte) int {
	p.t.Helper()
	if batch == nil {
		return 0
	}
	var ops [][]any
	if err := json.Unmarshal(batch, &ops); err != nil {
		p.t.Fatalf("the batch is not JSON: %v\n%s", err, batch)
	}
	for _, op := range ops {
		switch n := p.node(op[1]); op[0] {
		case "m":
			p.insert(p.build(op[3]), n, op[2])
		case "v":
			p.detach(n)
			p.insert(n, p.node(op[2]), op[3])
		case "d":
			p.detach(n)
		case "a":
			n.Attrs[op[2].(string)] = op[3].(string)
		case "r":
			if _, ok := n.Attrs[op[2].(string)]; !ok {
				p.t.Fatalf("remove attribute %v, which is not there", op[2])
			}
			delete(n.Attrs, op[2].(string))
		case "t":
			n.Text = op[2].(string)
		default:
			p.t.Fatalf("unknown operation %v", op)
		}
	}
	return len(ops)
}

// plain turns both kinds of node into the same text.
func (n *pageNode) plain(b *strings.Builder) {
	if n.Tag == "" {
		b.WriteString(strconv.Quote(n.Text))
		return
	}
	b.WriteString("<" + n.Tag)
	for _, name := range sortedKeys(n.Attrs) {
		b.WriteString(" " + name + "=" + strconv.Quote(n.Attrs[name]))
	}
	b.WriteString(">(")
	for _, k := range n.Kids {
		k.plain(b)
	}
	b.WriteString(")")
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for _, name := range []string{"a", "b", "class", "d"} {
		if _, ok := m[name]; ok {
			keys = append(keys, name)
		}
	}
	return keys
}

func plainNode(n *Node) *pageNode {
	p := &pageNode{Tag: n.Tag, Text: n.Text}
	if n.Tag != "" {
		p.Attrs = map[string]string{}
	}
	for _, a := range n.Attrs {
		p.Attrs[a.Name] = a.Value
	}
	for _, k := range n.Kids {
		p.Kids = append(p.Kids, plainNode(k))
	}
	return p
}

func plainText(n *pageNode) string {
	var b strings.Builder
	n.plain(&b)
	return b.String()
}

// randomTree makes a tree in which keys are unique among siblings.
func randomTree(r *rand.Rand, depth int) *Node {
	if depth == 0 || r.IntN(6) == 0 {
		return Text([]string{"", "one", "zwei \"x\"", "\\ \n\u2028 \x01é"}[r.IntN(4)])
	}
	n := &Node{Tag: []string{"g", "path", "div"}[r.IntN(3)]}
	for _, name := range []string{"a", "b", "class", "d"} {
		if r.IntN(2) == 0 {
			n.Attrs = append(n.Attrs, Attr{name, strconv.Itoa(r.IntN(3))})
		}
	}
	r.Shuffle(len(n.Attrs), func(i, j int) { n.Attrs[i], n.Attrs[j] = n.Attrs[j], n.Attrs[i] })
	for _, key := range r.Perm(9)[:r.IntN(9)] {
		k := randomTree(r, depth-1)
		if key < 6 {
			k.Key = strconv.Itoa(key)
		}
		n.Kids = append(n.Kids, k)
	}
	return n
}

// edited returns a tree that shares most of n, as a frame shares most of the last.
func edited(r *rand.Rand, n *Node) *Node {
	c := *n
	c.Attrs = append([]Attr(nil), n.Attrs...)
	c.Kids = append([]*Node(nil), n.Kids...)
	if n.Tag == "" {
		c.Text = strconv.Itoa(r.IntN(3))
		return &c
	}
	switch r.IntN(6) {
	case 0:
		if len(c.Attrs) > 0 {
			c.Attrs[0].Value = strconv.Itoa(r.IntN(9))
		}
	case 1:
		if len(c.Attrs) > 0 {
			c.Attrs = c.Attrs[1:]
		}
	case 2:
		r.Shuffle(len(c.Kids), func(i, j int) { c.Kids[i], c.Kids[j] = c.Kids[j], c.Kids[i] })
	case 3:
		if len(c.Kids) > 0 {
			i := r.IntN(len(c.Kids))
			c.Kids = append(c.Kids[:i], c.Kids[i+1:]...)
		}
	case 4:
		c.Kids = append([]*Node{randomTree(r, 2)}, c.Kids...)
		c.Kids[0].Key = "new" + strconv.Itoa(r.IntN(1e9))
	default:
		if len(c.Kids) > 0 {
			i := r.IntN(len(c.Kids))
			c.Kids[i] = edited(r, c.Kids[i])
		}
	}
	return &c
}

func TestABatchTurnsTheLastTreeIntoTheNew(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := newPage(t)
		var rend Renderer
		tree := randomTree(r, 3)
		for range 6 {
			p.apply(rend.Render(tree))
			got, want := plainText(p.nodes[Host].Kids[0]), plainText(plainNode(tree))
			if got != want || len(p.nodes[Host].Kids) != 1 {
				t.Fatalf("seed %d: %s", seed, cmp.Diff(want, got))
			}
			if again := rend.Render(tree); again != nil {
				t.Fatalf("seed %d: the same tree again gives %s", seed, again)
			}
			if r.IntN(4) == 0 {
				tree = randomTree(r, 3)
			} else {
				for range 1 + r.IntN(3) {
					tree = edited(r, tree)
				}
			}
		}
	}
}

func TestMovingOneOfManyIsOneOperation(t *testing.T) {
	var kids []*Node
	for i := range 100 {
		kids = append(kids, Keyed("k"+strconv.Itoa(i), "g", nil))
	}
	p := newPage(t)
	var rend Renderer
	p.apply(rend.Render(El("g", nil, kids...)))
	kids = append(append([]*Node(nil), kids[1:]...), kids[0])
	if n := p.apply(rend.Render(El("g", nil, kids...))); n != 1 {
		t.Errorf("bringing the first of 100 to the front took %d operations", n)
	}
}

func TestUserTextIsNeverMarkup(t *testing.T) {
	n := El("div", A("title", `"><script>`), Text("<b> & \"x\""), El("br", nil), El("svg", nil, El("path", A("d", "M0 0"))))
	var b strings.Builder
	if err := WriteHTML(&b, n); err != nil {
		t.Fatal(err)
	}
	want := `<div title="&quot;&gt;&lt;script&gt;">&lt;b&gt; &amp; "x"<br><svg><path d="M0 0"/></svg></div>`
	if b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
}
