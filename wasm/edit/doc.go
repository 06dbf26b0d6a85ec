// Package edit is the editor without a page: events go in as plain data, and the
// drawing, the selection and the camera change.
//
//   - [Event] is what a page reports; it holds no elements.
//   - A [State] is what the editor is in the middle of: idle, pointing, dragging,
//     placing, connecting … Each is a small type whose Handle returns the next state
//     and a [Plan]. A state never changes anything itself.
//   - A [Plan] says what is to be done. Its [Edit] enters the document as one step.
//   - A kernel (drop.go, make.go) works out, for shapes over a place, the edit that
//     letting go there would be, or why it would be refused. The preview and the drop
//     use the same one, so what is shown is what happens.
//   - While a gesture lasts, its edit is tried on a copy of the document: [Editor.Shown].
//     The document itself is never half-way, and Escape is to forget the copy.
//   - A [Command] is a record with name, title, keys, enabled and run; menus,
//     shortcuts and the help sheet read the same table.
//
// Positions come from the snapshot at the start of a gesture and the pointer's total
// movement, never from the last position.
package edit
