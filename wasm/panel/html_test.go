package panel

import (
	"bytes"
	"testing"

	"lasthop/wasm/view"
)

func TestMarkup(t *testing.T) {
	kid := view.Text("kid")
	for _, c := range []struct {
		what string
		node *view.Node
		want string
	}{
		{"classes, a flag and values", html(`<p.a.b hidden role=x/y aria-label="two words">text</>`, nil), `<p class="a b" hidden="" role="x/y" aria-label="two words">text</p>`},
		{"texts, in order", html(`<p id="n:$" class=$>$ and $</>`, with{"1", "2", "3", "4"}), `<p id="n:1" class="2">3 and 4</p>`},
		{"what looks like markup in a text", html(`<p title=$>$</>`, with{`"$@`, `<b>*!x!</>`}), `<p title="&quot;$@">&lt;b&gt;*!x!&lt;/&gt;</p>`},
		{"optional attributes", html(`<p id=? class=?/>`, with{"", "b"}), `<p class="b"></p>`},
		{"kids, some missing", html(`<p>@<b/>*</>`, nil, nil, kid, nil, kid), `<p><b></b>kidkid</p>`},
		{"optional elements", html(`<p><b?>$</><i?>$</></>`, with{"", "i"}), `<p><i>i</i></p>`},
		{"a value before the end", html(`<p><input value=$/><b data-x=a/b/></>`, with{""}), `<p><input value=""><b data-x="a/b"></b></p>`},
	} {
		var b bytes.Buffer
		if err := view.WriteHTML(&b, c.node); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
	if n := html("<li key=$/>", with{"a"}); n.Key != "a" || len(n.Attrs) != 0 {
		t.Errorf("key: %+v", n)
	}
	if n := html("<li?>$</>", with{""}); n != nil {
		t.Errorf("an optional element without content: %+v", n)
	}
}
