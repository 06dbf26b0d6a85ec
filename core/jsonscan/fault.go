package jsonscan

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// A Fault is what is wrong at a byte offset. While it travels outward, each value
// that it passes adds its name to the path.
type Fault struct {
	At int
	// Path names the value, such as "network.resources[3].cidr".
	Path string
	Msg  string
}

// Within puts name, a field, a key or an index in brackets, before the path. It is
// not inlined, for the sake of the download.
//
//go:noinline
func (f *Fault) Within(name string) *Fault {
	if f.Path != "" && f.Path[0] != '[' {
		name += "."
	}
	f.Path = name + f.Path
	return f
}

// Position returns the line and column of a byte offset. Both count from 1, columns
// in characters.
func Position(data []byte, at int) (line, column int) {
	before := data[:min(at, len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte{'\n'}), 1 + utf8.RuneCount(before[start:])
}

// PathName returns how a key stands in a path: bare if it is a word.
func PathName(key string) string {
	for i := range len(key) {
		if c := key[i]; !('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '-') {
			return "[" + Quote(key) + "]"
		}
	}
	if key == "" {
		return `[""]`
	}
	return key
}

// Index returns how the index of a list stands in a path.
func Index(i int) string { return "[" + strconv.Itoa(i) + "]" }

// Quote puts s in quotes for a message, cut short if it is long.
func Quote(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n++; n > most {
			return strconv.Quote(s[:i] + "…")
		}
	}
	return strconv.Quote(s)
}
