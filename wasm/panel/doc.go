// Package panel builds everything round the canvas: the top bar, the palette, the
// inspector, Ask with its answer and its hops, checks, problems, the outline and
// the messages. Its one function, [App], turns a [Model] into a tree of HTML
// nodes. It is pure: it knows no browser, holds nothing that is not in the Model,
// and asks the core for every sentence that it prints.
//
// # What the page sends back
//
// Panels act through attributes alone, which package app reads:
//
//   - data-act="NAME" data-arg="ARGUMENT" on buttons;
//   - data-field="PATH" on inputs, with the input's value;
//   - data-where="palette" and data-where="canvas" on what takes pointer events.
//
// A path is a list of segments joined by [Path] and split by [SplitPath]: "ask",
// "doc", "check", "res" or "palette", then what it is about.
//
//	ask/kind                connect or invoke
//	ask/from ask/to         a core.Endpoint; a choice of "an address" sends [AnAddress]
//	ask/port ask/proto ask/action ask/name     as in core.Query, "" for the usual
//	doc/title doc/about doc/region doc/account
//	check/INDEX/expect      an outcome by its name
//	palette/search          on every key stroke
//	res/ID/FIELD            the field by its name in the file format; "id" renames
//	res/ID/LIST/INDEX       an item of a list of ids, blocks or addresses
//	res/ID/LIST/+           append the value to the list
//	res/ID/LIST/INDEX/FIELD a field of a row
//	res/ID/LIST/INDEX/A|B|C one of several fields, by what the value is: see [Which]
//
// Check boxes send "true" and "false".
//
// The acts, with their arguments:
//
//	undo redo open save theme zoom-in zoom-out fit ask-swap pin help
//	select KEY · show-path INDEX · step INDEX · previous-step · next-step · ask-check INDEX · unpin INDEX
//	place TYPE or TYPE/SERVICE · delete ID · add ID/LIST · remove ID/LIST/INDEX
//	example NAME · dismiss message, help or sheet · sheet palette, inspector or ask
package panel
