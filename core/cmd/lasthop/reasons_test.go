package main

import (
	"flag"
	"os"
	"testing"
)

var accept = flag.Bool("accept", false, "write the table of reasons anew")

// TestReasonsDocument: core/doc_reasons.md is what `lasthop reasons -markdown` prints.
func TestReasonsDocument(t *testing.T) {
	const path = "../../doc_reasons.md"
	_, want, _ := lasthop("reasons", "-markdown")
	if *accept {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what lasthop prints now; run go test ./core/cmd/lasthop -run Reasons -accept", path)
	}
}
