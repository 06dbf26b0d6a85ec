// Package view turns a drawing into a tree of nodes, and trees into changes of the
// page. It is pure: it knows no browser and reads no text metrics from one.
//
//   - [Node] is the tree, for the picture (SVG) and for the panels round it (HTML).
//   - [Renderer] compares a tree with the last one and writes one batch of changes.
//   - [Scene] draws document, sheet and verdict as the content of the canvas.
//   - [Poster] draws a file as a picture that stands alone.
//   - [WriteHTML] and [WriteSVG] write a tree as text.
//
// What is drawn where is decided by package diagram; this package decides how it
// looks. Colours are classes, which site/scene.css fills in for light and dark.
package view
