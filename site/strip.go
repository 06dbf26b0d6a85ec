//go:build !js

package site

import (
	"encoding/binary"
	"slices"
	"sort"
)

// stripTraces zeroes, in the data of a Go program, what serves stack traces alone:
// the names of functions and files, and the tables from program counters to lines.
// Zeros compress to nothing, and that is a tenth of what a visitor downloads. A
// panic still says what went wrong, and where by counters; to see names, run the
// same steps natively: all but the browser package does.
//
// The layout is that of Go 1.26 (runtime/symtab.go, internal/abi/symtab.go). Data
// that does not look like it is left as it is, and the gate on the size tells.
func stripTraces(segments []segment) {
	m := image(slices.Clone(segments))
	sort.Slice(m, func(i, j int) bool { return m[i].at < m[j].at })
	table, ok := m.findHeader()
	if !ok {
		return
	}
	field := func(i int) int { return m.uint(table+8+8*i, 8) }
	count, names, pcTables, functions := field(0), field(3), field(6), field(7)
	if count == 0 || names != 72 || pcTables < names || functions < pcTables {
		return
	}
	const ( // offsets in runtime._func
		nameOff, pcsp, pcfile, cuOffset, pcdataCount, pcdata = 4, 16, 20, 32, 28, 44
	)
	kept := map[int]bool{0: true}
	var lines []int
	for i := range count {
		f := table + functions + m.uint(table+functions+8*i+4, 4)
		kept[m.uint(f+pcsp, 4)] = true
		for k := range m.uint(f+pcdataCount, 4) {
			kept[m.uint(f+pcdata+4*k, 4)] = true
		}
		lines = append(lines, m.uint(f+pcfile, 4), m.uint(f+pcfile+4, 4))
		m.zero(f+nameOff, 4)
		m.zero(f+pcfile, 8)   // and pcln
		m.zero(f+cuOffset, 8) // and startLine
	}
	m.zero(table+names, pcTables-names)
	for _, at := range lines {
		if !kept[at] {
			kept[at] = true
			m.zeroTable(table + pcTables + at)
		}
	}
}

// An image is the data of a program by address, as ascending segments.
type image []segment

// header is the magic number of Go's table of functions, with the least step of a
// program counter and the size of a pointer.
var header = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// findHeader returns the address of the table of functions.
func (m image) findHeader() (int, bool) {
	for _, s := range m {
		for i := 0; i+len(header) <= len(s.data); i += 8 - (s.at+i)%8 {
			if (s.at+i)%8 == 0 && slices.Equal(s.data[i:i+len(header)], header) {
				return s.at + i, true
			}
		}
	}
	return 0, false
}

// at returns the data from an address on; nil where the memory begins as zero.
func (m image) at(address int) []byte {
	i := sort.Search(len(m), func(i int) bool { return m[i].at > address }) - 1
	if i < 0 || address-m[i].at >= len(m[i].data) {
		return nil
	}
	return m[i].data[address-m[i].at:]
}

// uint reads a little-endian number of some bytes.
func (m image) uint(address, size int) int {
	var b [8]byte
	for i := range size {
		if d := m.at(address + i); d != nil {
			b[i] = d[0]
		}
	}
	return int(binary.LittleEndian.Uint64(b[:]))
}

func (m image) zero(address, size int) {
	for i := range size {
		if d := m.at(address + i); d != nil {
			d[0] = 0
		}
	}
}

// zeroTable zeroes a table of values by program counter: pairs of variable-length
// numbers up to a first of zero.
func (m image) zeroTable(address int) {
	number := func(from int) int {
		n := 1
		for m.uint(from+n-1, 1) >= 0x80 {
			n++
		}
		return n
	}
	for first := true; first || m.uint(address, 1) != 0; first = false {
		n := number(address)
		n += number(address + n)
		m.zero(address, n)
		address += n
	}
}
