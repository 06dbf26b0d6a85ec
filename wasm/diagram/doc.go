// Package diagram holds the drawing: the resources of a network, where their shapes
// stand, and every change to them. It knows no browser and draws nothing.
//
//   - [Document] is the drawing. It changes only through [Document.Update], which
//     returns the [Change] that it made; a change's inverse is a swap.
//   - [History] keeps changes for undo and redo, with the selection round them.
//   - [References], [Rename] and [Removal] know which fields of a resource name
//     others, and what becomes of those fields when the named resource goes.
//   - [Lay] makes the [Sheet]: what stands where. Hit tests and pictures read it.
//   - [Arrange] places everything anew.
package diagram
