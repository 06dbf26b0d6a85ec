package edit

import (
	"lasthop/core"
	"lasthop/wasm/diagram"
)

// A Drawing is a document with what follows from it, computed when first asked for
// and kept until it is stale.
type Drawing struct {
	doc *diagram.Document

	net   *core.Network
	netAt int // the revision that net was compiled from

	sheet   *diagram.Sheet
	sheetAt int // the version that sheet was laid from

	// analyses counts compilations, for all drawings of an editor.
	analyses *int
}

// Document returns the document. Only the editor changes it.
func (w *Drawing) Document() *diagram.Document { return w.doc }

// Network returns the compiled network. It is the same pointer until the network
// part of the document changes.
func (w *Drawing) Network() *core.Network {
	if w.net == nil || w.netAt != w.doc.Revision() {
		*w.analyses++
		w.net, w.netAt = core.Compile(w.doc.Topology()), w.doc.Revision()
	}
	return w.net
}

// Sheet returns what stands where. It is the same pointer until the document changes.
func (w *Drawing) Sheet() *diagram.Sheet {
	if w.sheet == nil || w.sheetAt != w.doc.Version() {
		w.sheet, w.sheetAt = diagram.Lay(w.doc, w.Network()), w.doc.Version()
	}
	return w.sheet
}

// copy returns a drawing that can be changed without changing w.
func (w *Drawing) copy() *Drawing {
	c := *w
	c.doc = w.doc.Copy()
	return &c
}

// adopt takes over the network of a trial that has the same network part.
func (w *Drawing) adopt(trial *Drawing) {
	w.net, w.netAt = trial.Network(), w.doc.Revision()
}
