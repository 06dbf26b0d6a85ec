package panel

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// memo keeps the last tree of every panel.
type memo struct {
	kept map[string]kept
	// gists sum up a whole drawing, with the drawing that they are of.
	gists map[string]gist
}

type kept struct {
	from key
	node *view.Node
}

type gist struct {
	of   key
	text string
}

// A key stands for all that a panel is built from. Pointers stand for what is
// replaced and never changed in place.
type key struct {
	revision        int
	network, answer *core.Network
	verdict         *core.Verdict
	checks          *core.CheckResult
	path, step      int
	gist, text      string
}

// keep returns the panel called name, built anew only if what it is built from
// differs from last time. The same node tells the diff that nothing changed.
//
//go:noinline
func (m *Model) keep(name string, from key, build func() *view.Node) *view.Node {
	if k, ok := m.memo.kept[name]; ok && k.from == from {
		return k.node
	}
	if m.memo.kept == nil {
		m.memo.kept = map[string]kept{}
	}
	node := build()
	m.memo.kept[name] = kept{from, node}
	return node
}

// gist returns what the panel called name reads of the drawing, as one text: where
// an edit leaves it as it was, the panel need not be built anew.
//
//go:noinline
func (m *Model) gist(name string, sum func() string) string {
	k := m.drawing()
	if g, ok := m.memo.gists[name]; ok && g.of == k {
		return g.text
	}
	if m.memo.gists == nil {
		m.memo.gists = map[string]gist{}
	}
	text := sum()
	m.memo.gists[name] = gist{k, text}
	return text
}

// drawing is the key of a panel that is built from the drawing alone.
//
//go:noinline
func (m *Model) drawing() key {
	return key{revision: m.Revision, network: m.Network, text: join(m.Region, m.Account, m.LostZones, truth(m.ReadOnly))}
}

// answered is the key of a panel that shows the answer as well.
//
//go:noinline
func (m *Model) answered() key {
	k := m.drawing()
	k.answer, k.verdict, k.path, k.step = m.Answer.Network, m.Answer.Verdict, m.Answer.Path, m.Answer.Step
	if len(m.Checks) > 0 {
		k.checks = &m.Checks[0]
	}
	k.text = join(k.text, queryText(&m.Query), truth(m.Answer.Preview), itoa(len(m.Checks)))
	return k
}

// join makes one text of several, such that no two lists make the same.
//
//go:noinline
func join(words ...string) string { return strings.Join(words, "\x00") }

// queryText stands for a question in a key.
//
//go:noinline
func queryText(q *core.Query) string {
	return join(q.Kind.String(), string(q.From), string(q.To), string(q.Proto), itoa(int(q.Port)), q.Action, q.Name, string(q.Family), q.Caller.String())
}

// selectionText stands for the selection in a key.
//
//go:noinline
func (m *Model) selectionText() string {
	text := ""
	for _, id := range m.Selection {
		text = join(text, string(id))
	}
	return text
}

// draftsText stands for the drafts of some fields in a key.
//
//go:noinline
func (m *Model) draftsText(prefix string) string {
	text := ""
	for i := range m.Drafts {
		if d := &m.Drafts[i]; strings.HasPrefix(d.Field, prefix) {
			text = join(text, d.Field, d.Text, d.Err, itoa(d.Line))
		}
	}
	return text
}

// noDraft is what a field without a draft has.
var noDraft Draft

// draft returns the draft of a field; its Field is "" where there is none.
//
//go:noinline
func (m *Model) draft(path string) *Draft {
	for i := range m.Drafts {
		if m.Drafts[i].Field == path {
			return &m.Drafts[i]
		}
	}
	return &noDraft
}

// typed returns what a field shows: what was typed and not taken yet, else its value.
//
//go:noinline
func (m *Model) typed(path, value string) string {
	if d := m.draft(path); d.Field != "" {
		return d.Text
	}
	return value
}
