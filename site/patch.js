// The patcher applies the batches of changes that the program sends, one a frame,
// to the nodes inside one host element. A batch is a JSON array of
//
//   ["m", parent, before or 0, subtree]   insert; a subtree is [number, tag, attributes, children]
//                                         or, for a text node, [number, text]
//   ["v", number, parent, before or 0]    move
//   ["d", number]                         remove
//   ["a", number, name, value]            set an attribute
//   ["r", number, name]                   remove an attribute
//   ["t", number, text]                   set the text of a text node
//
// The program numbers the nodes; the host is number 1. Everything it sends is text
// or an attribute, never markup, so nothing that a user wrote can become an element.
"use strict";

function patcher(host, signal) {
  const SVG = "http://www.w3.org/2000/svg";
  const HTML = "http://www.w3.org/1999/xhtml";
  // What a user may have changed since: the property is the truth, not the attribute.
  const controls = new Set(["input", "textarea", "select"]);
  const isProperty = (element, name) => (name === "value" || name === "checked") && controls.has(element.localName);
  const nodes = new Map();
  const numbers = new WeakMap();
  // What the program wants each control to show, and the controls that must be held
  // to it when the batch is done: those of which it spoke, selects whose options
  // changed, and what the user changed to something that the program did not take.
  const wanted = new WeakMap();
  const due = new Set();
  host.addEventListener("change", (event) => due.add(event.target), { signal });

  function node(number) {
    const found = nodes.get(number);
    if (!found) throw new Error("patch: there is no node " + number);
    return found;
  }

  function remember(number, made) {
    nodes.set(number, made);
    numbers.set(made, number);
    return made;
  }

  function forget(gone) {
    nodes.delete(numbers.get(gone));
    for (let kid = gone.firstChild; kid; kid = kid.nextSibling) forget(kid);
  }

  function make(tree, parent) {
    if (tree.length === 2) return remember(tree[0], document.createTextNode(tree[1]));
    const [number, tag, attributes, kids] = tree;
    const inSVG = tag === "svg" || (parent.namespaceURI === SVG && parent.localName !== "foreignObject");
    const made = remember(number, document.createElementNS(inSVG ? SVG : HTML, tag));
    for (const name in attributes) set(made, name, attributes[name]);
    for (const kid of kids) made.appendChild(make(kid, made));
    return made;
  }

  function set(element, name, value) {
    if (isProperty(element, name)) want(element, name, value);
    else element.setAttribute(name, value);
  }

  function want(element, name, value) {
    wanted.set(element, { ...wanted.get(element), [name]: value });
    due.add(element);
  }

  function show(element) {
    const { value, checked } = wanted.get(element) ?? {};
    if (checked !== undefined) element.checked = checked !== null && checked !== "false";
    if (value !== undefined) showValue(element, value ?? "");
  }

  function showValue(element, value) {
    if (element.value === value) return; // leaves the caret where it is
    const caret = element === document.activeElement ? element.selectionEnd : null;
    element.value = value;
    if (typeof caret === "number") element.setSelectionRange(caret, caret);
  }

  // optionsChange marks the select that an option comes to, or goes from.
  function optionsChange(parent) {
    if (parent.localName === "select" || parent.localName === "optgroup") due.add(parent.closest("select"));
  }

  function insert(made, parent, before) {
    parent.insertBefore(made, before ? node(before) : null);
    optionsChange(parent);
  }

  const operations = {
    m: (parent, before, tree) => insert(make(tree, node(parent)), node(parent), before),
    v: (number, parent, before) => insert(node(number), node(parent), before),
    d: (number) => {
      const gone = node(number);
      optionsChange(gone.parentNode);
      gone.remove();
      forget(gone);
    },
    a: (number, name, value) => set(node(number), name, value),
    r: (number, name) => {
      const element = node(number);
      if (isProperty(element, name)) want(element, name, null);
      else element.removeAttribute(name);
    },
    t: (number, text) => { node(number).nodeValue = text; },
  };

  return function apply(text) {
    if (nodes.size === 0) {
      host.replaceChildren(); // the static picture, or what a program that died left behind
      remember(1, host);
    }
    const focused = document.activeElement;
    for (const [name, ...operands] of JSON.parse(text)) operations[name](...operands);
    for (const element of due) if (element?.isConnected) show(element);
    due.clear();
    // Moving a node takes the focus from it.
    if (focused !== document.activeElement && host.contains(focused)) focused.focus({ preventScroll: true });
  };
}
