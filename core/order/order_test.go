package order

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestByIsAStableSort(t *testing.T) {
	type pair struct{ key, at int }
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		in := make([]pair, r.IntN(60))
		for i := range in {
			in[i] = pair{r.IntN(8), i}
		}
		want := slices.Clone(in)
		slices.SortStableFunc(want, func(a, b pair) int { return a.key - b.key })
		By(in, func(a, b *pair) int { return a.key - b.key })
		if !slices.Equal(in, want) {
			t.Fatalf("seed %d: got %v, want %v", seed, in, want)
		}
	}
}

func TestStrings(t *testing.T) {
	in := []string{"b", "", "a10", "a2", "b"}
	Strings(in)
	if want := []string{"", "a10", "a2", "b", "b"}; !slices.Equal(in, want) {
		t.Fatalf("got %v, want %v", in, want)
	}
}
