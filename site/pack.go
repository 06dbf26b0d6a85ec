//go:build !js

package site

import (
	"encoding/binary"
	"errors"
)

// pack returns a WASM module with its data in a few large segments. Go's linker
// leaves every run of zeros out of the data, and starts a new segment after it:
// tens of thousands, whose headers no compressor can do much with, whereas zeros
// compress to nothing. Joined, they take a tenth off what a visitor downloads, and
// the browser has less to do. Memory begins as zeros, so nothing else changes.
// https://webassembly.github.io/spec/core/binary/modules.html#data-section
func pack(module []byte) (packed []byte, err error) {
	defer func() {
		if recover() != nil { // an index out of range
			packed, err = nil, errors.New("site: the WASM that the linker wrote cannot be read")
		}
	}()
	const header, dataSection = 8, 11
	out := append([]byte{}, module[:header]...)
	for rest := module[header:]; len(rest) > 0; {
		id := rest[0]
		size, n := uvarint(rest[1:])
		body := rest[1+n : 1+n+int(size)]
		rest = rest[1+n+int(size):]
		if id == dataSection {
			segments := joined(body)
			stripTraces(segments)
			body = encodeSegments(segments)
		}
		out = append(out, id)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	return out, nil
}

// maxGap is the longest run of zeros that is written out to join two segments.
const maxGap = 64

// A segment is data that stands in memory from an address on.
type segment struct {
	at   int
	data []byte
}

// joined returns a data section's segments with neighbouring ones joined.
func joined(section []byte) []segment {
	var segments []segment
	count, n := uvarint(section)
	section = section[n:]
	for range count {
		// An active segment of the one memory, at a constant: all that Go writes.
		if section[0] != 0 || section[1] != i32const {
			panic("another kind of segment")
		}
		at, n := varint(section[2:])
		section = section[2+n:]
		if section[0] != end {
			panic("another kind of offset")
		}
		size, m := uvarint(section[1:])
		data := section[1+m : 1+m+int(size)]
		section = section[1+m+int(size):]
		if last := len(segments) - 1; last >= 0 {
			s := &segments[last]
			if gap := at - s.at - len(s.data); gap >= 0 && gap <= maxGap {
				s.data = append(append(s.data, make([]byte, gap)...), data...)
				continue
			}
		}
		segments = append(segments, segment{at, append([]byte{}, data...)})
	}
	return segments
}

// encodeSegments writes a data section.
func encodeSegments(segments []segment) []byte {
	out := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, s := range segments {
		out = appendVarint(append(out, 0, i32const), s.at)
		out = binary.AppendUvarint(append(out, end), uint64(len(s.data)))
		out = append(out, s.data...)
	}
	return out
}

// The two instructions of a segment's offset.
const (
	i32const = 0x41
	end      = 0x0b
)

// uvarint is binary.Uvarint, but panics at the end of what there is.
func uvarint(b []byte) (uint64, int) {
	v, n := binary.Uvarint(b)
	if n <= 0 {
		panic("cut short")
	}
	return v, n
}

// varint and appendVarint code the signed numbers of WASM, which are not those of
// encoding/binary.

func varint(b []byte) (v, n int) {
	for shift := 0; ; shift += 7 {
		c := b[n]
		n++
		v |= int(c&0x7f) << shift
		if c&0x80 == 0 {
			if c&0x40 != 0 {
				v |= -1 << (shift + 7)
			}
			return v, n
		}
	}
}

func appendVarint(b []byte, v int) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
