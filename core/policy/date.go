package policy

// parseDate reads a date as the W3C profile of ISO 8601 writes it, or seconds since
// 1970, and returns milliseconds since 1970. Only digits are seconds, four too.
// https://www.w3.org/TR/NOTE-datetime
func parseDate(s string) (millis int64, ok bool) {
	if n, rest, ok := digits(s, 1, 11); ok && rest == "" {
		return n * 1000, true
	}
	year, s, ok := digits(s, 4, 4)
	if !ok || s == "" {
		return 0, false
	}
	var month int64
	day := int64(1)
	if month, s, ok = after(s, '-', 12); !ok || month < 1 {
		return 0, false
	}
	if s != "" && s[0] == '-' {
		if day, s, ok = after(s, '-', daysIn(year, month)); !ok || day < 1 {
			return 0, false
		}
	} else if s != "" {
		return 0, false
	}
	millis = daysSince1970(year, month, day) * 24 * 3600 * 1000
	if s == "" {
		return millis, true
	}
	var hour, minute, second int64
	if hour, s, ok = after(s, 'T', 23); !ok {
		return 0, false
	}
	if minute, s, ok = after(s, ':', 59); !ok {
		return 0, false
	}
	if s != "" && s[0] == ':' {
		if second, s, ok = after(s, ':', 59); !ok {
			return 0, false
		}
		if s != "" && s[0] == '.' {
			var fraction int64
			rest := s[1:]
			if fraction, s, ok = digits(rest, 1, 9); !ok {
				return 0, false
			}
			for n := len(rest) - len(s); n != 3; { // to milliseconds
				if n < 3 {
					fraction, n = fraction*10, n+1
				} else {
					fraction, n = fraction/10, n-1
				}
			}
			millis += fraction
		}
	}
	millis += ((hour*60+minute)*60 + second) * 1000
	// A time has a zone: Z, +hh:mm or -hh:mm.
	if s == "Z" {
		return millis, true
	}
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	sign := int64(-1)
	if s[0] == '-' {
		sign = 1
	}
	if hour, s, ok = after(s, s[0], 23); !ok {
		return 0, false
	}
	if minute, s, ok = after(s, ':', 59); !ok || s != "" {
		return 0, false
	}
	return millis + sign*(hour*60+minute)*60*1000, true
}

// digits reads between least and most digits.
func digits(s string, least, most int) (n int64, rest string, ok bool) {
	i := 0
	for i < len(s) && i < most && '0' <= s[i] && s[i] <= '9' {
		n = n*10 + int64(s[i]-'0')
		i++
	}
	return n, s[i:], i >= least
}

// after reads a separator and two digits that make at most most.
func after(s string, sep byte, most int64) (n int64, rest string, ok bool) {
	if s == "" || s[0] != sep {
		return 0, s, false
	}
	n, rest, ok = digits(s[1:], 2, 2)
	return n, rest, ok && n <= most
}

func daysIn(year, month int64) int64 {
	switch {
	case month == 2 && (year%4 == 0 && year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// daysSince1970 counts days by years that begin in March, so that the leap day is
// the last one.
func daysSince1970(year, month, day int64) int64 {
	if month <= 2 {
		year, month = year-1, month+12
	}
	return 365*year + floor(year, 4) - floor(year, 100) + floor(year, 400) + (153*(month-3)+2)/5 + day - 1 - 719468
}

func floor(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}
