package core

// RuleWords returns the words of every rule of Validate.
func RuleWords() []string {
	out := make([]string, len(rules))
	for i := range rules {
		out[i] = rules[i].words
	}
	return out
}

// RuleOf returns the number of the rule by whose words a problem speaks, the longest
// that fit; -1 for a quota.
func RuleOf(p Problem) int {
	best := -1
	for i := range rules {
		d := &rules[i]
		if d.severity == p.Severity && (d.code == p.Code || rule(i) == referenceGone || rule(i) == referenceType || rule(i) == zoneTwice) && fits(d.words, p.Msg) {
			if best < 0 || len(d.words) > len(rules[best].words) {
				best = i
			}
		}
	}
	return best
}

// fits reports whether text is words with its gaps filled.
func fits(words, text string) bool {
	if words == "" {
		return text == ""
	}
	if words[0] != '@' && words[0] != '%' && words[0] != '$' {
		return text != "" && text[0] == words[0] && fits(words[1:], text[1:])
	}
	for i := 1; i <= len(text); i++ {
		if fits(words[1:], text[i:]) {
			return true
		}
	}
	return false
}
