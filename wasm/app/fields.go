package app

import (
	"errors"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/diagram"
	"lasthop/wasm/edit"
	"lasthop/wasm/field"
	"lasthop/wasm/panel"
)

// input keeps what is being typed. Drafts are what the page shows in a field, so
// that drawing it anew never takes a half-typed text away.
func (a *App) input(name, text string) {
	if name == "palette/search" {
		a.model.Search = text
		return
	}
	d := panel.Draft{Field: name, Text: text}
	if i := a.draft(name); i >= 0 {
		// What was wrong stays to be read until the text is committed again.
		d.Err, d.Line = a.drafts[i].Err, a.drafts[i].Line
	}
	a.keepDraft(d)
}

func (a *App) draft(name string) int {
	return slices.IndexFunc(a.drafts, func(d panel.Draft) bool { return d.Field == name })
}

func (a *App) keepDraft(d panel.Draft) {
	drafts := slices.Clone(a.drafts)
	if i := a.draft(d.Field); i >= 0 {
		drafts[i] = d
	} else {
		drafts = append(drafts, d)
	}
	a.drafts = drafts
}

// forget drops the draft of a field, or, for a name that ends in a slash, of all
// fields below it.
func (a *App) forget(name string) {
	a.drafts = slices.DeleteFunc(slices.Clone(a.drafts), func(d panel.Draft) bool {
		return d.Field == name || strings.HasSuffix(name, "/") && strings.HasPrefix(d.Field, name)
	})
}

// leaveField drops drafts that were neither committed nor refused: their field has
// lost the focus with the text that it had before.
func (a *App) leaveField(now string) {
	if !slices.ContainsFunc(a.drafts, func(d panel.Draft) bool { return d.Err == "" && d.Field != now }) {
		return
	}
	a.drafts = slices.DeleteFunc(slices.Clone(a.drafts), func(d panel.Draft) bool { return d.Err == "" && d.Field != now })
	a.dirty = true
}

// change commits the text of a field. A text that cannot be meant is refused: it
// stays in the field with the reason, and the drawing stays as it was.
func (a *App) change(name, text string) {
	path := panel.SplitPath(name)
	var err error
	switch path[0] {
	case "palette":
		a.model.Search = text
		return
	case "ask":
		err = refusal(a.changeQuery(strings.Join(path[1:], "/"), text))
	case "doc":
		err = a.changeHead(strings.Join(path[1:], "/"), text)
	case "check":
		err = refusal(a.changeCheck(path, text))
	case "res":
		err = a.changeResource(path, text)
	default:
		return
	}
	if err == nil {
		a.forget(name)
		return
	}
	d := panel.Draft{Field: name, Text: text, Err: err.Error()}
	var bad *field.Error
	if errors.As(err, &bad) {
		d.Line = bad.Line
	}
	a.keepDraft(d)
	a.said = d.Err
}

func refusal(why string) error {
	if why == "" {
		return nil
	}
	return field.Refuse(why)
}

func (a *App) changeHead(part, text string) error {
	text = strings.TrimSpace(text)
	e := &edit.Edit{Label: "Change the " + part}
	switch part {
	case "title":
		e.Change = func(tx *diagram.Tx) { tx.SetTitle(text) }
	case "about":
		e.Change = func(tx *diagram.Tx) { tx.SetAbout(text) }
	case "region":
		if text == "" {
			return field.Refuse("Everything stands in some Region, such as eu-west-1.")
		}
		e.Change = func(tx *diagram.Tx) { tx.SetRegion(text) }
	case "zones":
		zones := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
		order.Strings(zones)
		zones = slices.Compact(zones)
		if len(zones) == 0 {
			zones = nil
		}
		e.Change = func(tx *diagram.Tx) { tx.SetLostZones(zones) }
	case "account":
		if len(text) != 12 || strings.Trim(text, "0123456789") != "" {
			return field.Refuse("An account has 12 digits.")
		}
		e.Change = func(tx *diagram.Tx) { tx.SetAccount(text) }
	default:
		return field.Refuse("A drawing has no such field.")
	}
	a.ed.Do(e)
	return nil
}

// changeResource sets a field of a resource: res/ID/FIELD…
func (a *App) changeResource(path []string, text string) error {
	if len(path) < 3 {
		return field.Refuse("No field is named.")
	}
	id, steps := core.ID(path[1]), slices.Clone(path[2:])
	doc := a.ed.Real().Document()
	r := doc.Resource(id)
	if r == nil {
		return field.Refuse(string(id) + " is not in the drawing any more.")
	}
	if len(steps) == 1 && steps[0] == "id" {
		return a.rename(id, strings.TrimSpace(text))
	}
	last := &steps[len(steps)-1]
	if strings.Contains(*last, "|") {
		*last = panel.Which(*last, strings.TrimSpace(text), doc.Resource)
	}
	c := diagram.Clone(r)
	if err := field.Set(c, steps, text); err != nil {
		return err
	}
	if n, ok := c.(*core.NATGateway); ok && n.Regional && n.VPC == "" {
		// One that leaves its subnet stays in the VPC.
		if s, ok := doc.Resource(r.(*core.NATGateway).Subnet).(*core.Subnet); ok {
			n.VPC = s.VPC
		}
	}
	a.put("Change "+fieldWords(steps)+" of "+r.Head().Label(), c)
	return nil
}

// put replaces a resource by a changed copy, as one step.
func (a *App) put(label string, c core.Resource) {
	a.ed.Do(&edit.Edit{Label: label, Change: func(tx *diagram.Tx) { tx.Put(c) }})
}

// fieldWords names a field in a step's label: "inbound rule 1", "cidr".
func fieldWords(steps []string) string {
	if len(steps) > 1 {
		return steps[0]
	}
	return steps[len(steps)-1]
}

// rename gives a resource another id, everywhere.
func (a *App) rename(old core.ID, text string) error {
	id := core.ID(text)
	if id == old {
		return nil
	}
	doc := a.ed.Real().Document()
	if err := field.CheckID(text); err != nil {
		return err
	}
	if doc.Resource(id) != nil {
		return field.Refuse("There is another “" + text + "” in the drawing.")
	}
	selection := slices.Clone(a.ed.Selection())
	for i, key := range selection {
		if key == old {
			selection[i] = id
		}
	}
	a.ed.Do(&edit.Edit{Label: "Rename " + string(old) + " to " + text, Change: diagram.Rename(doc, old, id), Selection: selection})
	q := a.query
	if q.From == core.Endpoint(old) {
		q.From = core.Endpoint(id)
	}
	if q.To == core.Endpoint(old) {
		q.To = core.Endpoint(id)
	}
	a.query = q
	a.forget(panel.Path("res", string(old)) + "/")
	return nil
}

// addRow appends a row: ID/LIST.
func (a *App) addRow(arg string) {
	a.changeList(arg, "Add to ", field.Add)
}

// removeRow takes a row away: ID/LIST/INDEX.
func (a *App) removeRow(arg string) {
	a.changeList(arg, "Remove from ", field.Remove)
}

func (a *App) changeList(arg, verb string, do func(core.Resource, []string) error) {
	path := panel.SplitPath(arg)
	c := diagram.Clone(a.ed.Real().Document().Resource(core.ID(path[0])))
	if c == nil {
		return
	}
	if err := do(c, path[1:]); err != nil {
		a.model.Message = panel.Message{Text: err.Error()}
		return
	}
	a.put(verb+path[min(1, len(path)-1)]+" of "+c.Head().Label(), c)
	// Rows have moved: what was typed in them belongs to others now.
	a.forget(panel.Path("res", path[0], path[1]) + "/")
}
