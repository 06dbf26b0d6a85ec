// Package order sorts. It does what slices.SortStableFunc does through one sort.Stable
// for all types: the generic sorts are compiled anew for every element type, and
// came to a tenth of the program that a browser has to download.
package order

import (
	"cmp"
	"sort"
)

// By sorts s by compare, which is negative where a comes before b. Equal elements
// keep their order.
func By[T any](s []T, compare func(a, b *T) int) {
	sort.Stable(list{len(s),
		func(i, j int) bool { return compare(&s[i], &s[j]) < 0 },
		func(i, j int) { s[i], s[j] = s[j], s[i] },
	})
}

// Strings sorts ids, names and other strings in ascending order.
func Strings[T ~string](s []T) {
	By(s, func(a, b *T) int { return cmp.Compare(*a, *b) })
}

// A list is any slice, reached through closures.
type list struct {
	n    int
	less func(i, j int) bool
	swap func(i, j int)
}

func (l list) Len() int           { return l.n }
func (l list) Less(i, j int) bool { return l.less(i, j) }
func (l list) Swap(i, j int)      { l.swap(i, j) }
