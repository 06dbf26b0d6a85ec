//go:build js && wasm

package browser

import (
	"strconv"

	"github.com/hack-pad/safejs"

	"lasthop/core"
	"lasthop/wasm/app"
	"lasthop/wasm/edit"
)

// readFile reads a File and hands it to the program, or says why it cannot. One that
// is too large to be a drawing is not read at all: it would fill the memory.
func (p *page) readFile(file safejs.Value, x, y float64) {
	ev := edit.Event{Type: edit.DropFile, Name: text(field(file, "name")), X: x, Y: y}
	if size := number(field(file, "size")); size > core.MaxFileBytes {
		ev.Value = "the file is too large: " + strconv.Itoa(int(size)>>20) + " MB, and the most is " + strconv.Itoa(core.MaxFileBytes>>20) + " MB"
		p.handle(ev)
		return
	}
	p.await(p.call(file, "arrayBuffer"), func(buffer safejs.Value) {
		ev.Data = p.bytes(buffer)
		p.handle(ev)
	}, func(reason string) {
		ev.Value = reason
		p.handle(ev)
	})
}

// bytes copies an ArrayBuffer. An empty one gives an empty slice, not nil.
func (p *page) bytes(buffer safejs.Value) []byte {
	array, err := p.get(p.window, "Uint8Array").New(buffer)
	must(err)
	n, err := array.Length()
	must(err)
	data := make([]byte, n)
	_, err = safejs.CopyBytesToGo(data, array)
	must(err)
	return data
}

// await calls done with a promise's value, or failed with the reason.
func (p *page) await(promise safejs.Value, done func(safejs.Value), failed func(reason string)) {
	var yes, no safejs.Func
	release := func() {
		yes.Release()
		no.Release()
	}
	yes = p.callback(func(args []safejs.Value) {
		release()
		done(args[0])
	})
	no = p.callback(func(args []safejs.Value) {
		release()
		reason, err := args[0].Call("toString")
		if err != nil {
			failed("it cannot be read")
			return
		}
		failed(text(reason))
	})
	p.call(promise, "then", yes, no)
}

func (p *page) drop(ev safejs.Value) {
	prevent(ev)
	file := field(field(field(ev, "dataTransfer"), "files"), "0")
	if present(file) {
		p.readFile(file, number(field(ev, "clientX")), number(field(ev, "clientY")))
	}
}

// pickFile opens the file chooser.
func (p *page) pickFile() {
	input := p.call(p.doc, "createElement", "input")
	must(input.Set("type", "file"))
	must(input.Set("accept", ".json,application/json"))
	p.on(input, "change", func(safejs.Value) {
		if file := field(field(input, "files"), "0"); present(file) {
			p.readFile(file, 0, 0)
		}
	})
	p.call(input, "click")
}

func (p *page) download(e app.Effect) {
	array, err := p.get(p.window, "Uint8Array").New(len(e.Data))
	must(err)
	_, err = safejs.CopyBytesToJS(array, e.Data)
	must(err)
	p.call(p.loader, "download", e.Name, e.Text, array)
}

// fetch reads one of the site's own files; the policy of the page allows no other.
func (p *page) fetch(name string) {
	ev := edit.Event{Type: edit.DropFile, Name: name}
	failed := func(reason string) {
		ev.Value = reason
		p.handle(ev)
	}
	p.await(p.call(p.window, "fetch", name), func(response safejs.Value) {
		if !truth(field(response, "ok")) {
			failed("the server answered " + strconv.Itoa(int(number(field(response, "status")))))
			return
		}
		p.await(p.call(response, "arrayBuffer"), func(buffer safejs.Value) {
			ev.Data = p.bytes(buffer)
			p.handle(ev)
		}, failed)
	}, failed)
}

// paste hands over text that is pasted anywhere but into a text field.
func (p *page) paste(ev safejs.Value) {
	if present(closest(field(ev, "target"), typing)) {
		return
	}
	pasted, err := field(ev, "clipboardData").Call("getData", "text/plain")
	if err != nil || text(pasted) == "" {
		return
	}
	prevent(ev)
	p.handle(edit.Event{Type: edit.Paste, Data: []byte(text(pasted)), Where: p.where(ev)})
}
