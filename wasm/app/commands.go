package app

import (
	"strconv"

	"lasthop/wasm/edit"
	"lasthop/wasm/panel"
)

// addCommands adds what the program can do beside editing to the editor's table.
func (a *App) addCommands() {
	do := func(f func()) func(*edit.Editor, edit.Args) edit.Plan {
		return func(*edit.Editor, edit.Args) edit.Plan { f(); return edit.Plan{} }
	}
	with := func(f func(arg string)) func(*edit.Editor, edit.Args) edit.Plan {
		return func(_ *edit.Editor, in edit.Args) edit.Plan { f(in.Arg); return edit.Plan{} }
	}
	number := func(f func(int)) func(*edit.Editor, edit.Args) edit.Plan {
		return with(func(arg string) {
			if n, err := strconv.Atoi(arg); err == nil {
				f(n)
			}
		})
	}
	a.ed.Add(
		edit.Command{Name: "open", Title: "Open a file", Group: "File", Keys: []string{"Ctrl+KeyO"}, Typing: true, Run: do(func() { a.ask(Effect{Kind: PickFile}) })},
		edit.Command{Name: "save", Title: "Export the drawing as a file", Group: "File", Keys: []string{"Ctrl+KeyS"}, Typing: true, Run: do(a.download)},
		edit.Command{Name: "example", Run: with(a.openExample)},
		edit.Command{Name: "theme", Title: "Light, dark, or as the system says", Group: "View", Run: do(a.nextTheme)},
		edit.Command{Name: "help", Title: "List every key", Group: "Help", Keys: []string{"?"}, Run: do(a.toggleHelp)},
		edit.Command{Name: "dismiss", Run: with(a.dismiss)},
		edit.Command{Name: "sheet", Run: with(a.toggleSheet)},
		edit.Command{Name: "ask", Title: "Go to the question", Group: "Ask", Keys: []string{"Slash"},
			Run: func(*edit.Editor, edit.Args) edit.Plan { return edit.Plan{Focus: "ask/from"} }},
		edit.Command{Name: "ask-swap", Title: "Ask the other way round", Group: "Ask", Run: do(a.swap)},
		edit.Command{Name: "ask-check", Run: number(a.askCheck)},
		edit.Command{Name: "pin", Title: "Pin the question as a check", Group: "Ask", Run: do(a.pin)},
		edit.Command{Name: "unpin", Run: number(a.unpin)},
		edit.Command{Name: "show-path", Run: number(func(i int) { a.path, a.step = i, -1 })},
		edit.Command{Name: "step", Run: number(a.goToStep)},
		edit.Command{Name: "next-step", Title: "Next hop", Group: "Ask", Keys: []string{"BracketRight"}, Run: do(func() { a.goToStep(a.step + 1) })},
		edit.Command{Name: "previous-step", Title: "Previous hop", Group: "Ask", Keys: []string{"BracketLeft"}, Run: do(func() { a.goToStep(a.step - 1) })},
		edit.Command{Name: "add", Run: with(a.addRow)},
		edit.Command{Name: "remove", Run: with(a.removeRow)},
		edit.Command{Name: "close", Keys: []string{"Escape"}, Typing: true,
			Enabled: func(*edit.Editor) bool { return a.model.HelpOpen || a.model.Sheet != "" || len(a.drafts) > 0 },
			Run:     do(a.escape)},
	)
	a.model.Help = a.help()
}

// help lists the commands that have keys, by group.
func (a *App) help() []panel.HelpGroup {
	var groups []panel.HelpGroup
	for _, c := range a.ed.Commands() {
		if c.Group == "" || len(c.Keys) == 0 {
			continue
		}
		i := 0
		for i < len(groups) && groups[i].Title != c.Group {
			i++
		}
		if i == len(groups) {
			groups = append(groups, panel.HelpGroup{Title: c.Group})
		}
		k := panel.HelpKey{Label: c.Title}
		for _, key := range c.Keys {
			k.Keys = append(k.Keys, edit.KeyLabel(key))
		}
		groups[i].Keys = append(groups[i].Keys, k)
	}
	return groups
}

func (a *App) toggleHelp() {
	a.model.HelpOpen = !a.model.HelpOpen
	if a.model.HelpOpen {
		a.ask(Effect{Kind: Focus, Name: "help-close"})
	} else {
		a.ask(Effect{Kind: Focus, Name: "canvas"})
	}
}

func (a *App) toggleSheet(name string) {
	if a.model.Sheet == name {
		name = ""
	}
	a.model.Sheet = name
}

func (a *App) dismiss(what string) {
	switch what {
	case "message":
		a.model.Message = panel.Message{}
	case "help":
		if a.model.HelpOpen {
			a.toggleHelp()
		}
	case "sheet":
		a.model.Sheet = ""
	}
}

// escape closes what is open, else takes back what was typed and not committed.
func (a *App) escape() {
	switch {
	case a.model.HelpOpen:
		a.toggleHelp()
	case len(a.drafts) > 0:
		a.drafts = nil
	default:
		a.model.Sheet = ""
	}
}

// goToStep stands at a hop of the path that is shown; at the same one again, leaves it.
func (a *App) goToStep(i int) {
	v := a.answers.of(a.ed.Real().Network()).verdict(a.query)
	path := a.look(v)
	if v == nil || path >= len(v.Paths) {
		return
	}
	steps := v.Paths[path].Steps
	if i < 0 || i >= len(steps) || i == a.step {
		a.step = -1
		return
	}
	a.step = i
	a.said = "Hop " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(steps)) + ": " + a.ed.Real().Network().Sentence(&steps[i])
}

// nextTheme goes round: as the system says, light, dark.
func (a *App) nextTheme() {
	switch a.model.Theme {
	case panel.ThemeAuto:
		a.model.Theme = panel.ThemeLight
	case panel.ThemeLight:
		a.model.Theme = panel.ThemeDark
	default:
		a.model.Theme = panel.ThemeAuto
	}
	name := ""
	if a.model.Theme != panel.ThemeAuto {
		name = a.model.Theme.String()
	}
	a.ask(Effect{Kind: SetTheme, Name: name})
}

func themeNamed(name string) panel.Theme {
	switch name {
	case "light":
		return panel.ThemeLight
	case "dark":
		return panel.ThemeDark
	}
	return panel.ThemeAuto
}
