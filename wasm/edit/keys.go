package edit

import "strings"

// chord writes the keys of an event the way the command table does: modifiers in
// the order Ctrl, Alt, Shift, then the key's place on the keyboard. It goes by Code,
// so that shortcuts work whatever script the layout writes; Command on a Mac is Ctrl.
func chord(ev *Event) string {
	if ev.Code == "" {
		return ""
	}
	var b strings.Builder
	if ev.Command() {
		b.WriteString("Ctrl+")
	}
	if ev.Alt {
		b.WriteString("Alt+")
	}
	if ev.Shift {
		b.WriteString("Shift+")
	}
	switch ev.Code {
	case "NumpadEnter":
		b.WriteString("Enter")
	case "NumpadAdd":
		b.WriteString("Equal")
	case "NumpadSubtract":
		b.WriteString("Minus")
	default:
		b.WriteString(ev.Code)
	}
	return b.String()
}

// KeyLabel writes keys of the command table for people: "Ctrl+Shift+KeyZ" is
// "Ctrl+Shift+Z".
func KeyLabel(keys string) string {
	mods, key := "", keys
	if i := strings.LastIndexByte(keys, '+'); i >= 0 {
		mods, key = keys[:i+1], keys[i+1:]
	}
	switch {
	case strings.HasPrefix(key, "Key"):
		key = key[3:]
	case strings.HasPrefix(key, "Digit"):
		key = key[5:]
	default:
		for i := 0; i+1 < len(keyNames); i += 2 {
			if keyNames[i] == key {
				key = keyNames[i+1]
			}
		}
	}
	return mods + key
}

var keyNames = []string{
	"ArrowLeft", "←", "ArrowRight", "→", "ArrowUp", "↑", "ArrowDown", "↓",
	"Equal", "+", "Minus", "−", "Escape", "Esc", "Backspace", "Backspace",
	"BracketLeft", "[", "BracketRight", "]", "Slash", "/", "Period", ".", "Comma", ",",
}
