package field

import (
	"errors"
	"reflect"
	"testing"

	"lasthop/core"
	"lasthop/core/coretest"
)

// Whatever is typed into whatever field is taken, or refused in words; what is taken is
// kept when the drawing is written and read.
func FuzzSet(f *testing.F) {
	for _, s := range [][2]string{{"cidrs/0", "10.0.0.0/16"}, {"inbound/0/ports", "443-"}, {"inbound/+", ""}, {"policy", `{"Version":"2012-10-17"}`}, {"policies/0/document", "{"},
		{"state", "ACTIVE"}, {"timeout", "99999999999"}, {"reservedConcurrency", ""}, {"listens/0", "tcp/443"}, {"servers/+", "AmazonProvidedDNS"}, {"routes/-1/target", "x"}, {"", ""}, {"name", "\x00é"}} {
		f.Add(uint8(0), s[0], s[1])
		f.Add(uint8(13), s[0], s[1])
		f.Add(uint8(30), s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, typ uint8, where, text string) {
		file := coretest.Full()
		i := int(typ) % len(file.Network.Resources)
		r := file.Network.Resources[i]
		if err := Set(r, path(where), text); err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Msg == "" {
				t.Fatalf("%s of %s: %v", where, r.Type(), err)
			}
			return
		}
		written := core.Encode(file)
		again, err := core.Decode(written)
		if err != nil {
			t.Fatalf("%s of %s = %q does not survive: %v", where, r.Type(), text, err)
		}
		if !reflect.DeepEqual(written, core.Encode(again)) {
			t.Fatalf("%s of %s = %q is written otherwise the second time", where, r.Type(), text)
		}
	})
}
