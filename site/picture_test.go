//go:build !js

package site

import (
	"bytes"
	"os"
	"testing"

	"lasthop/core"
	"lasthop/wasm/view"
)

// TestReadmePicture: the picture in the README is what the renderer draws today.
func TestReadmePicture(t *testing.T) {
	data, err := os.ReadFile("../examples/four-subnets.json")
	if err != nil {
		t.Fatal(err)
	}
	file, err := core.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	var drawn bytes.Buffer
	if err := view.WriteSVG(&drawn, view.Poster(file, &core.Query{From: "fn-1", To: "bucket"})); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("../examples/four-subnets.svg")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(drawn.Bytes(), kept) {
		t.Error("examples/four-subnets.svg is out of date: go run . render examples/four-subnets.json fn-1 bucket -o examples/four-subnets.svg")
	}
}
