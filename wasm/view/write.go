package view

import (
	"io"
	"strings"
)

// WriteHTML writes the tree as HTML.
func WriteHTML(w io.Writer, n *Node) error {
	var b strings.Builder
	write(&b, n, false)
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteSVG writes the tree, whose root is an <svg>, as a file of its own.
func WriteSVG(w io.Writer, n *Node) error {
	var b strings.Builder
	root := *n
	if _, ok := n.Attr("xmlns"); !ok {
		root.Attrs = append([]Attr{{"xmlns", "http://www.w3.org/2000/svg"}}, n.Attrs...)
	}
	write(&b, &root, true)
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// void lists the HTML elements that have neither content nor an end tag.
var void = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

func write(b *strings.Builder, n *Node, svg bool) {
	if n.Tag == "" {
		escape(b, n.Text, false)
		return
	}
	svg = svg || n.Tag == "svg"
	b.WriteByte('<')
	b.WriteString(n.Tag)
	for _, a := range n.Attrs {
		b.WriteByte(' ')
		b.WriteString(a.Name)
		b.WriteString(`="`)
		escape(b, a.Value, true)
		b.WriteByte('"')
	}
	if len(n.Kids) == 0 {
		if svg {
			b.WriteString("/>")
			return
		}
		if void[n.Tag] {
			b.WriteByte('>')
			return
		}
	}
	b.WriteByte('>')
	for _, k := range n.Kids {
		write(b, k, svg)
	}
	b.WriteString("</")
	b.WriteString(n.Tag)
	b.WriteByte('>')
}

func escape(b *strings.Builder, s string, quotes bool) {
	from := 0
	for i := range len(s) {
		var e string
		switch c := s[i]; {
		case c == '&':
			e = "&amp;"
		case c == '<':
			e = "&lt;"
		case c == '>':
			e = "&gt;"
		case c == '"' && quotes:
			e = "&quot;"
		case c < ' ' && c != '\n' && c != '\t':
			e = "\uFFFD" // not a character of XML
		default:
			continue
		}
		b.WriteString(s[from:i])
		b.WriteString(e)
		from = i + 1
	}
	b.WriteString(s[from:])
}
