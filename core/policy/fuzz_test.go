package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// Parse never panics, what it refuses it refuses at a place within the text, and what
// it takes can be asked.
func FuzzParse(f *testing.F) {
	for k := Identity; k <= ResourceControl; k++ {
		for _, text := range []string{allowAll, allowEveryone, denyEveryone, bucketFromVPCE, "{\n\n", `{"Statement": [1]}`,
			with(`, "Principal": {"AWS": ["111122223333"], "Service": "s3.amazonaws.com"}`),
			with(`, "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a${aws:username, 'x'}*", 1, true]}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}`),
			with(`, "Condition": {"DateLessThan": {"a:b": "2026-01-31T12:00:00.5+01:00"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/${?}"}, "Null": {"a:c": true}}`),
		} {
			f.Add([]byte(text), uint8(k))
		}
	}
	keys := Keys{{Name: "aws:SourceIp", Value: "10.0.0.1"}, {Name: "aws:TagKeys", Values: []string{"a", "b"}}, {Name: "a:b", Value: "2026-01-31T12:00:00Z"}}
	f.Fuzz(func(t *testing.T, data []byte, k uint8) {
		d, err := Parse(data, Kind(k))
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("not an *Error: %v", err)
			}
			lines := bytes.Split(data, []byte("\n"))
			if e.Line < 1 || e.Line > len(lines) {
				t.Fatalf("line %d of %d: %v", e.Line, len(lines), e)
			}
			if n := utf8.RuneCount(lines[e.Line-1]); e.Column < 1 || e.Column > n+1 {
				t.Fatalf("column %d of %d: %v", e.Column, n, e)
			}
			if e.Msg == "" {
				t.Fatal("an error without a message")
			}
			return
		}
		if len(d.Statements) == 0 || d.Kind != Kind(k) {
			t.Fatalf("parsed to %+v", d)
		}
		for i, s := range d.Statements {
			if s.Effect != Allow && s.Effect != Deny || s.Line < 1 || s.Line > 1+strings.Count(string(data), "\n") {
				t.Fatalf("statement %d: %+v", i, s)
			}
		}
		for _, p := range []Principal{session, user, gateway, nobody} {
			r := Request{Principal: p, Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/key", Keys: keys}
			got := d.Evaluate(&r)
			if (got.Decision == NoMatch) != (got.Statement < 0) || len(got.Tried) > len(d.Statements) {
				t.Fatalf("evaluated to %+v", got)
			}
		}
	})
}

// What the scanner takes is JSON, and means what encoding/json reads. What it does not
// take is none, or has what no policy has.
func FuzzScanner(f *testing.F) {
	for _, text := range []string{`{"a": [1, -2.5e+3, "x", true, false, null], "b": {}}`, `"\u00e9\ud83d\ude00\n\t\r\b\f\/\\\""`, `"\ud83d"`, `"\u12"`, `"\u00zz"`, `"é世"`,
		`01`, `1.`, `-`, `1e`, `.5`, `0.0E-0`, `nul`, `[1,]`, `[1 2]`, `{"a" 1}`, `{"a":}`, `{,}`, `"a`, "\"\t\"", `[[[]]]`, ` 1 `, `1 2`, `{"a":1,"a":2}`, ``} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, fault := document(data)
		if fault != nil {
			for _, ours := range []string{"twice", "deeper", "more keys", "UTF-8", "backslash"} {
				if strings.Contains(fault.Msg, ours) {
					return
				}
			}
			if json.Valid(data) {
				t.Fatalf("refused %q: %s", data, fault.Msg)
			}
			return
		}
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil || !json.Valid(data) {
			t.Fatalf("took %q: %v", data, err)
		}
		if got := plain(&n); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %#v, want %#v", data, got, want)
		}
	})
}

// plain returns a node as encoding/json would.
func plain(n *node) any {
	switch n.form {
	case isObject:
		m := map[string]any{}
		for i := range n.kids {
			m[n.kids[i].key] = plain(&n.kids[i].node)
		}
		return m
	case isList:
		l := []any{}
		for i := range n.kids {
			l = append(l, plain(&n.kids[i].node))
		}
		return l
	case isString:
		return n.text
	case isNumber:
		return json.Number(n.text)
	case isBoolean:
		return n.text == "true"
	case isNull, noShape:
	}
	return nil
}
