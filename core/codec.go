package core

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"lasthop/core/jsonscan"
)

// MaxFileBytes is the size above which [Decode] does not even look at a file. A
// drawing of 10,000 resources has some 3 MB.
const MaxFileBytes = 32 << 20

// drawing is the kind of JSON that a file holds.
var drawing = jsonscan.Kind{Name: "file", Key: "field name", MaxDepth: 64, MaxValues: 2_000_000}

// A DecodeError says where a file is not a drawing, and why. Line and Column count
// from 1, columns in characters; both are 0 where the fault is the whole file's.
type DecodeError struct {
	Line, Column int
	// Path names the value, such as "network.resources[3].cidr".
	Path string
	Msg  string
}

// Error returns, for example, `line 12, column 7: network.resources[3].cidr: wants
// a string such as "10.0.0.0/16", got a number`.
func (e *DecodeError) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		b.WriteString("line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": ")
	}
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	b.WriteString(e.Msg)
	return b.String()
}

// Decode reads a drawing, strictly: what it does not understand it refuses, with a
// [*DecodeError]. It refuses what cannot be drawn at all, such as two resources
// with one id; what AWS would refuse it lets pass, for [Validate] to list.
func Decode(data []byte) (*File, error) {
	if len(data) > MaxFileBytes {
		return nil, &DecodeError{Msg: "the file is too large: " + megabytes(len(data)) + ", and the most is " + megabytes(MaxFileBytes)}
	}
	if what := foreign(data); what != "" {
		return nil, &DecodeError{Msg: "this is " + what + ", not a Lasthop drawing"}
	}
	body := data
	if mark := "\ufeff"; len(data) > len(mark) && string(data[:len(mark)]) == mark {
		body = data[len(mark):]
	}
	d := decoder{Scanner: jsonscan.Scanner{Kind: &drawing, Data: body}, fields: fieldCache{}}
	file, f := d.file()
	if f != nil {
		return nil, decodeError(f, body)
	}
	return file, nil
}

func megabytes(n int) string {
	return strconv.Itoa((n+1<<20-1)>>20) + " MB"
}

type fault = jsonscan.Fault

// whole is the offset of what is wrong with the file rather than with a place in it.
const whole = -1

// decodeError says where in data a fault is.
func decodeError(f *fault, data []byte) *DecodeError {
	if f.At == whole {
		return &DecodeError{Msg: f.Msg}
	}
	line, column := jsonscan.Position(data, f.At)
	return &DecodeError{Line: line, Column: column, Path: f.Path, Msg: f.Msg}
}

// checkID returns why an id is none, or "".
func checkID(id ID) string {
	switch n := utf8.RuneCountInString(string(id)); {
	case id == "":
		return "an id may not be empty"
	case n > 256:
		return "an id has at most 256 characters, this one " + strconv.Itoa(n)
	case id == Internet:
		return quote(string(id)) + " is reserved; choose another id"
	}
	for _, r := range string(id) {
		switch {
		case r == '~':
			return "an id may not contain '~', which separates the parts of derived ids"
		case r == ' ' || !strconv.IsPrint(r) || r == utf8.RuneError:
			return "an id may hold printable characters only, and no spaces"
		}
	}
	return ""
}

// parent returns the resource that r lies in, and the field that says so.
func parent(r Resource) (field string, id ID) {
	switch r := r.(type) {
	case *Subnet:
		return "vpc", r.VPC
	case *RouteTable:
		return "vpc", r.VPC
	case *NetworkACL:
		return "vpc", r.VPC
	case *SecurityGroup:
		return "vpc", r.VPC
	case *InternetGateway:
		return "vpc", r.VPC
	case *EgressOnlyGateway:
		return "vpc", r.VPC
	case *VirtualGateway:
		return "vpc", r.VPC
	case *NATGateway:
		if r.Regional {
			return "vpc", r.VPC
		}
		return "subnet", r.Subnet
	case *GatewayEndpoint:
		return "vpc", r.VPC
	case *InterfaceEndpoint:
		return "vpc", r.VPC
	case *Resolver:
		return "vpc", r.VPC
	case *Instance:
		return "subnet", r.Subnet
	case *FirewallEndpoint:
		return "subnet", r.Subnet
	case *Host:
		return "network", r.Network
	}
	return "", ""
}

// nearest returns the name that got was probably meant to be, or "".
func nearest(got string, names []string) string {
	best, least := "", 1+min(2, len(got)/3)
	for _, name := range names {
		if d := distance(lower(got), lower(name), least); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to add, drop, change or swap with their neighbour to
// make b of a, as far as most.
func distance(a, b string, most int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= most {
		return most
	}
	above, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			change := row[j]
			if a[i] != b[j] {
				change++
			}
			next[j+1] = min(change, next[j]+1, row[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], above[j-1]+1)
			}
		}
		above, row, next = row, next, above
	}
	return row[len(b)]
}
