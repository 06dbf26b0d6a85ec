package panel

import (
	"strings"

	"lasthop/core"
)

// Path joins segments into the value of a data-field or data-arg attribute. A
// slash in a segment, which an id may hold, becomes "~1", and a tilde "~0", as in
// a JSON pointer.
func Path(segments ...string) string {
	path := ""
	for i, s := range segments {
		if i > 0 {
			path += "/"
		}
		path += strings.ReplaceAll(strings.ReplaceAll(s, "~", "~0"), "/", "~1")
	}
	return path
}

// SplitPath returns the segments of a path that [Path] joined.
func SplitPath(path string) []string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		segments[i] = strings.ReplaceAll(strings.ReplaceAll(s, "~1", "/"), "~0", "~")
	}
	return segments
}

// Which returns the one field, of alternatives such as "cidr|group|prefixList",
// that a value typed into their common input belongs to: the id of a drawn group
// or list, the name of an AWS-managed list, else a block. Whoever sets it clears
// the others.
func Which(alternatives, value string, resource func(core.ID) core.Resource) string {
	fields := strings.Split(alternatives, "|")
	want := ""
	switch r := resource(core.ID(value)).(type) {
	case *core.SecurityGroup:
		want = "group"
	case *core.PrefixList:
		want = "prefixList"
	default:
		if r == nil && strings.HasPrefix(value, "com.amazonaws.") {
			want = "prefixList"
		}
	}
	for _, f := range fields {
		if f == want {
			return f
		}
	}
	return fields[0]
}
