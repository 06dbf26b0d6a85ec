//go:build !js

package site

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// dataSection writes segments as a linker would.
func dataSection(at []int, data [][]byte) []byte {
	b := binary.AppendUvarint(nil, uint64(len(at)))
	for i := range at {
		b = appendVarint(append(b, 0, i32const), at[i])
		b = binary.AppendUvarint(append(b, end), uint64(len(data[i])))
		b = append(b, data[i]...)
	}
	return b
}

func module(sections ...[]byte) []byte {
	m := []byte("\x00asm\x01\x00\x00\x00")
	for i, s := range sections {
		m = append(m, byte(10+i)) // 10 is code, 11 is data
		m = binary.AppendUvarint(m, uint64(len(s)))
		m = append(m, s...)
	}
	return m
}

// memory lays a data section out, as a browser does.
func memory(section []byte) (image []byte, segments int) {
	count, n := binary.Uvarint(section)
	section = section[n:]
	for range count {
		at, n := varint(section[2:])
		size, m := binary.Uvarint(section[3+n:])
		data := section[3+n+m:][:size]
		section = section[3+n+m+int(size):]
		if short := at + len(data) - len(image); short > 0 {
			image = append(image, make([]byte, short)...)
		}
		copy(image[at:], data)
	}
	return image, int(count)
}

func TestPackKeepsTheMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var at []int
		var data [][]byte
		next := r.IntN(100_000)
		for range 1 + r.IntN(40) {
			d := make([]byte, 1+r.IntN(30))
			for i := range d {
				d[i] = byte(1 + r.IntN(255))
			}
			at, data = append(at, next), append(data, d)
			next += len(d) + r.IntN(3*maxGap)
		}
		section, code := dataSection(at, data), []byte("code")
		packed, err := pack(module(code, section))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(packed, code) {
			t.Error("another section has changed")
		}
		body := packed[len(module(code)):]
		_, n := binary.Uvarint(body[1:])
		want, before := memory(section)
		got, after := memory(body[1+n:])
		if !bytes.Equal(got, want) || after > before {
			t.Fatalf("%d segments at %d became %d with another memory", before, at, after)
		}
	}
}

func TestPackRefusesWhatItCannotRead(t *testing.T) {
	whole := module([]byte("code"), dataSection([]int{5}, [][]byte{{1, 2, 3}}))
	for n := range whole {
		if n == len(module([]byte("code"))) || n == 8 {
			continue // whole modules too, of fewer sections
		}
		if _, err := pack(whole[:n]); err == nil {
			t.Errorf("cut short at %d: no error", n)
		}
	}
	passive := module([]byte("code"), []byte{1, 1, 2, 0, 0})
	if _, err := pack(passive); err == nil {
		t.Error("a passive segment: no error")
	}
}
