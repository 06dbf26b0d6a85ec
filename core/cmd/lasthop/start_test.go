package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestStart: the drawing to begin with can be asked at once.
func TestStart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new.json")
	if code, _, errs := lasthop("start", "-region", "us-east-1", "-zones", "a,b", "-o", file); code != exitYes {
		t.Fatal(errs)
	}
	code, out, errs := lasthop("matrix", file)
	if code == exitBad {
		t.Fatal(errs, out)
	}
	if _, out, _ = lasthop("start", "-region", "us-east-1", "-zones", "a,b"); !strings.Contains(out, `"id": "default-us-east-1b"`) || strings.Contains(out, "us-east-1c") {
		t.Errorf("printed\n%s", out)
	}
	if code, _, errs = lasthop("start", "-region", "moon"); code != exitBad || !strings.Contains(errs, "moon") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
