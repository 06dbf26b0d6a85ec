package jsonscan

import (
	"encoding/json"
	"strings"
	"testing"
)

var sample = Kind{Name: "sample", Key: "name", MaxDepth: 3, MaxValues: 8}

// skipAll reads one value, and that nothing follows it.
func skipAll(s *Scanner) *Fault {
	f := s.Skip()
	if f == nil && (s.Space() != 0 || s.Pos < len(s.Data)) {
		f = s.Wants("nothing more")
	}
	return f
}

// A text has a ¦ where the fault is.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ text, path, msg string }{
		{`¦`, "", "wants a value, but the sample ends here"},
		{`¦nul`, "", `wants a value, got "n"`},
		{`{¦`, "", "wants a name in double quotes, but the sample ends here"},
		{`{"a" ¦1}`, "", `wants ':' after a name, got "1"`},
		{`{"a": 1 ¦2}`, "", `wants ',' or '}', got "2"`},
		{`{"a": {"b c": [1, ¦}]}}`, `a["b c"][1]`, `wants a value, got "}"`},
		{`[1 ¦2]`, "", `wants ',' or ']', got "2"`},
		{`[1, ¦// two`, "[1]", "JSON has no comments"},
		{`[[[¦[]]]]`, "[0][0][0]", "nests deeper than 3 levels"},
		{`[1, 2, 3, 4, 5, 6, 7, ¦8]`, "[7]", "more than 8 values"},
		{`[-¦x]`, "[0]", `wants a digit, got "x"`},
		{`1e+¦`, "", "wants a digit, but the sample ends here"},
		{`¦"a`, "", "this string does not end"},
		{"¦\"a\n\"", "", "this string does not end on its line"},
		{"\"a¦\x1f\"", "", `a control character inside a string; write it as \u001f`},
		{"[\"é¦\xc3\"]", "[0]", "this is not UTF-8 text"},
		{`"¦\ud83d\u0041"`, "", "a backslash that starts no escape that JSON knows"},
		{`"¦\u00g0"`, "", "a backslash that starts no escape that JSON knows"},
		{"1¦\x00", "", `wants nothing more, got "\x00"`},
	} {
		before, after, _ := strings.Cut(c.text, "¦")
		f := skipAll(&Scanner{Kind: &sample, Data: []byte(before + after)})
		if f == nil || f.At != len(before) || f.Path != c.path || f.Msg != c.msg {
			t.Errorf("%s: got %+v, want %d %q %s", c.text, f, len(before), c.path, c.msg)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		`""`: "", `"世 a"`: "世 a", `"\u00e9\uD83D\uDE00"`: "é😀", `"a\n\t\r\b\f\/\\\"b"`: "a\n\t\r\b\f/\\\"b",
	} {
		s := Scanner{Kind: &sample, Data: []byte(in)}
		if got, f := s.Text(); f != nil || string(got) != want || s.Pos != len(in) {
			t.Errorf("%s: got %q, %+v, up to %d", in, got, f, s.Pos)
		}
	}
}

// What is open already counts: there is less room below it.
func TestDepthOfTheWhole(t *testing.T) {
	for depth, ok := range []bool{true, true, false} {
		if f := skipAll(&Scanner{Kind: &sample, Data: []byte("[[]]"), Depth: depth}); (f == nil) != ok {
			t.Errorf("below %d: got %+v", depth, f)
		}
	}
}

func TestCheckUTF8(t *testing.T) {
	for in, want := range map[string]int{"": -1, "aé\ufffd世": -1, "\xff": 0, "é\xe4\xb8": 2} {
		got := -1
		if f := (&Scanner{Kind: &sample, Data: []byte(in)}).CheckUTF8(); f != nil {
			got = f.At
		}
		if got != want {
			t.Errorf("%q: got %d, want %d", in, got, want)
		}
	}
}

func TestPosition(t *testing.T) {
	const text = "é1\n\n世界2"
	for _, c := range []struct{ at, line, column int }{
		{0, 1, 1}, {2, 1, 2}, {3, 1, 3}, {4, 2, 1}, {5, 3, 1}, {11, 3, 3}, {12, 3, 4}, {99, 3, 4},
	} {
		if line, column := Position([]byte(text), c.at); line != c.line || column != c.column {
			t.Errorf("%d: got %d:%d, want %d:%d", c.at, line, column, c.line, c.column)
		}
	}
}

func TestPathName(t *testing.T) {
	for in, want := range map[string]string{"a-Z_9": "a-Z_9", "": `[""]`, "aws:x": `["aws:x"]`, "é": `["é"]`, "[": `["["]`, "@": `["@"]`} {
		if got := PathName(in); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"a\"b\n":                `"a\"b\n"`,
		strings.Repeat("é", 60): `"` + strings.Repeat("é", 60) + `"`,
		strings.Repeat("é", 61): `"` + strings.Repeat("é", 60) + `…"`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

// What is skipped is JSON; what is not is none, or is what encoding/json mends.
func FuzzSkip(f *testing.F) {
	for _, text := range []string{`{"a": [1, -2.5e+3, "x", true, false, null], "b": {}}`, `"\ud83d"`, `01`, `1.`, `-`, `.5`, `0.0E-0`, `[1,]`, `{"a":}`, `{,}`, "\"\xff\"", ` 1 `, `1 2`, ``} {
		f.Add([]byte(text))
	}
	kind := Kind{Name: "sample", Key: "name", MaxDepth: 1000, MaxValues: 1e6}
	f.Fuzz(func(t *testing.T, data []byte) {
		s := Scanner{Kind: &kind, Data: data}
		fault := skipAll(&s)
		if fault == nil {
			if !json.Valid(data) {
				t.Fatalf("took %q", data)
			}
			return
		}
		if fault.At < 0 || fault.At > len(data) {
			t.Fatalf("%q has no byte %d", data, fault.At)
		}
		for _, stricter := range []string{notUTF8, "backslash", "deeper", "more than"} {
			if strings.Contains(fault.Msg, stricter) {
				return
			}
		}
		if json.Valid(data) {
			t.Fatalf("refused %q: %s", data, fault.Msg)
		}
	})
}
