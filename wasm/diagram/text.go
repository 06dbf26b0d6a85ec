package diagram

import "unicode/utf8"

// A Font is a text style of the picture. Browsers are never asked how wide a text
// is: the picture is also drawn where there is none.
type Font struct {
	// Size is in drawing units.
	Size float64
	Bold bool
	// Mono is the fixed-width style of addresses and blocks.
	Mono bool
}

// The text styles.
var (
	FontName  = Font{Size: 13, Bold: true}
	FontBody  = Font{Size: 12}
	FontSmall = Font{Size: 11.5}
	FontMono  = Font{Size: 11.5, Mono: true}
)

// The widths of the printable ASCII characters in hundredths of the size, for the
// widest of the faces that the page's font stack may resolve to, so that what fits
// here fits everywhere.
var (
	regular = [95]byte{
		32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
		100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
		50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
	}
	bold = [95]byte{
		35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84, 58,
		100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 37, 77, 64, 100, 84, 85, 73, 85, 77, 72, 68, 81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50,
		50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104, 71, 69, 72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84,
	}
)

// runeWidth returns the width of a character in hundredths of the size.
func (f Font) runeWidth(r rune) float64 {
	switch {
	case r >= 0x1100 && (r <= 0x11ff || r >= 0x2e80 && r <= 0xd7ff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x1f000):
		return 105 // ideographs, Hangul and pictographs are as wide as high
	case r >= 0x300 && r <= 0x36f:
		return 0 // combining marks
	case f.Mono:
		return 60.3
	case r == '…':
		return 100
	case r == '’' || r == '‘' || r == '·':
		return 38
	case r == '→':
		return 84
	case r < ' ' || r > '~':
		return 72
	case f.Bold:
		return float64(bold[r-' '])
	}
	return float64(regular[r-' '])
}

// Width returns how wide s is, at most.
func (f Font) Width(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += f.runeWidth(r)
	}
	return w * f.Size / 100
}

// Elide returns s, or as much of its beginning as fits into width with an ellipsis.
func (f Font) Elide(s string, width float64) string {
	if f.Width(s) <= width {
		return s
	}
	room := width*100/f.Size - f.runeWidth('…')
	if room < 0 {
		return ""
	}
	w := 0.0
	for i, r := range s {
		if w += f.runeWidth(r); w > room {
			for i > 0 && s[i-1] == ' ' {
				i--
			}
			return s[:i] + "…"
		}
	}
	return s
}

// Wrap breaks s into at most lines lines of at most width, at spaces where it can.
// What does not fit is elided.
func (f Font) Wrap(s string, width float64, lines int) []string {
	var out []string
	for s != "" {
		if len(out) == lines-1 || f.Width(s) <= width {
			return append(out, f.Elide(s, width))
		}
		end, space, w := 0, -1, 0.0
		for i, r := range s {
			if r == ' ' {
				space = i
			}
			if w += f.runeWidth(r) * f.Size / 100; w > width && i > 0 {
				break
			}
			_, n := utf8.DecodeRuneInString(s[i:])
			end = i + n
		}
		if end < len(s) && s[end] == ' ' {
			space = end
		}
		if space > 0 {
			out = append(out, s[:space])
			s = s[space+1:]
		} else {
			out = append(out, s[:end])
			s = s[end:]
		}
	}
	return out
}
