package app_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/app"
	"lasthop/wasm/edit"
	"lasthop/wasm/edit/edittest"
	"lasthop/wasm/geom"
	"lasthop/wasm/view"
)

const (
	fn1Interface = core.ID("eni~subnet-1~sg-functions")
	fn2Interface = core.ID("eni~subnet-2~sg-functions")
)

// A screen is a running program with hands and eyes.
type screen struct {
	*edittest.Driver
	t   testing.TB
	app *app.App
	// stored is what the program last asked to be stored, before what it put aside.
	stored, before []byte
	// other are the effects other than storing and waking, in order.
	other []app.Effect
	// fails is what storing answers.
	fails string
}

func start(t testing.TB, o app.Options) *screen {
	s := &screen{t: t, app: app.New(o)}
	s.Driver = edittest.New(t, s.handle, s.app.Editor)
	s.frame()
	return s
}

func fourSubnets(t testing.TB) *screen {
	return start(t, app.Options{Examples: []app.Example{
		{Name: "four-subnets", Title: "Four subnets", Data: edittest.Example(t, "four-subnets")},
		{Name: "four-subnets-endpoint-sg", Title: "The endpoint’s group", Data: edittest.Example(t, "four-subnets-endpoint-sg")},
		{Name: "far", Title: "Fetched"},
	}})
}

func (s *screen) handle(ev edit.Event) {
	s.app.Handle(ev)
	s.effects()
}

func (s *screen) effects() {
	for _, e := range s.app.Effects() {
		switch e.Kind {
		case app.Store:
			if e.Name == "drawing-before" {
				s.before = e.Data
				continue // the page does not answer
			}
			s.stored = e.Data
			s.app.Handle(edit.Event{Type: edit.Stored, Name: e.Name, Value: s.fails})
		case app.Wake:
		default:
			s.other = append(s.other, e)
		}
	}
}

func (s *screen) frame() {
	s.t.Helper()
	batch := s.app.Frame()
	s.effects()
	if batch != nil && !json.Valid(batch) {
		s.t.Fatalf("the batch is not JSON: %s", batch)
	}
}

// node returns the element of the page for which f holds.
func (s *screen) node(f func(*view.Node) bool) *view.Node { return s.app.Page().Find(f) }

func with(name, value string) func(*view.Node) bool {
	return func(n *view.Node) bool {
		v, ok := n.Attr(name)
		return ok && v == value
	}
}

// text returns all text below the element with the id.
func (s *screen) text(id string) string {
	s.t.Helper()
	n := s.node(with("id", id))
	if n == nil {
		s.t.Fatalf("the page has no #%s", id)
	}
	var b strings.Builder
	var walk func(*view.Node)
	walk = func(n *view.Node) {
		b.WriteString(n.Text)
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(n)
	return b.String()
}

// attr returns an attribute of the element with the id.
func (s *screen) attr(id, name string) string {
	s.t.Helper()
	n := s.node(with("id", id))
	if n == nil {
		s.t.Fatalf("the page has no #%s", id)
	}
	v, _ := n.Attr(name)
	return v
}

func (s *screen) outcome() string { s.t.Helper(); return s.attr("verdict", "data-outcome") }

// expect checks the answer on the page.
func (s *screen) expect(outcome string) {
	s.t.Helper()
	if got := s.outcome(); got != outcome {
		s.t.Errorf("the answer is %s (%s), want %s", got, s.attr("verdict", "data-reason"), outcome)
	}
}

func (s *screen) ask(from, to string) *screen {
	s.Change("ask/from", from)
	s.Change("ask/to", to)
	return s
}

func (s *screen) document() string {
	return string(core.Encode(s.app.Editor().Real().Document().File()))
}

// undoesAndRedoes checks that what was just done is one step.
func (s *screen) undoesAndRedoes(before string) {
	s.t.Helper()
	after := s.document()
	if after == before {
		s.t.Fatal("nothing was changed")
	}
	s.Key("Ctrl+KeyZ")
	if s.document() != before {
		s.t.Error("undo does not give back what was there before")
	}
	s.Key("Ctrl+Shift+KeyZ")
	if s.document() != after {
		s.t.Error("redo does not give back what was done")
	}
}

// A fresh drawing asks the question of its first check.
func TestFirstSight(t *testing.T) {
	s := fourSubnets(t)
	s.expect("blocked")
	if at, reason := s.attr("verdict", "data-at"), s.attr("verdict", "data-reason"); at != "igw" || reason != "igw-no-public-ip" {
		t.Errorf("at %s because of %s", at, reason)
	}
	if got := s.text("live"); !strings.HasPrefix(got, "Blocked at hop 5 of 7: igw, ") {
		t.Errorf("the live region says %q", got)
	}
	if s.app.Frame() != nil {
		t.Error("a second frame without an event is not empty")
	}
}

// Every cell of the article's table that the drawing itself answers.
func TestAskEachPair(t *testing.T) {
	s := fourSubnets(t)
	for _, c := range []struct{ from, to, outcome, at string }{
		{"fn-1", "bucket", "blocked", "igw"}, {"fn-2", "bucket", "reachable", ""}, {"fn-3", "bucket", "blocked", "rtb-local"}, {"fn-4", "bucket", "reachable", ""},
		{"fn-1", "parameter", "reachable", ""}, {"fn-2", "parameter", "reachable", ""}, {"fn-3", "parameter", "reachable", ""}, {"fn-4", "parameter", "reachable", ""},
		{"fn-1", "internet", "blocked", "igw"}, {"fn-2", "203.0.113.7", "reachable", ""}, {"fn-4", "internet", "blocked", "rtb-s3"},
	} {
		s.ask(c.from, c.to)
		s.expect(c.outcome)
		if c.at != "" && s.attr("verdict", "data-at") != c.at {
			t.Errorf("%s to %s stops at %s", c.from, c.to, s.attr("verdict", "data-at"))
		}
	}
	s.ask("fn-1", "bucket").Change("ask/kind", "invoke")
	s.expect("reachable")
	s.Change("ask/kind", "connect")
	s.expect("blocked")
	s.Act("ask-swap", "")
	if s.outcome() == "reachable" {
		t.Error("the bucket reaches the function")
	}
	before := s.document()
	s.Change("ask/port", "99999")
	s.Change("ask/from", "nobody")
	if s.document() != before {
		t.Error("a question changed the drawing")
	}
}

// The acceptance scenario: drag the interface of fn-1 into subnet-2.
func TestDragInterfaceTurnsTheAnswer(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	s.Down(s.Over(fn1Interface)).Move(s.Over("subnet-2").Add(geom.Pt(-20, 40)))
	s.expect("reachable") // before the drop
	if s.attr("verdict", "class") != "preview" {
		t.Error("the answer is not marked as a preview")
	}
	if got := s.text("live"); !strings.Contains(got, "Dropped here: Yes.") {
		t.Errorf("the live region says %q", got)
	}
	if s.document() != before {
		t.Error("the drawing changed before the drop")
	}
	s.Key("Escape")
	s.expect("blocked")
	if s.document() != before {
		t.Error("Escape does not restore")
	}
	s.Up()
	s.expect("blocked")

	s.Drag(s.Over(fn1Interface), s.Over("subnet-2").Add(geom.Pt(-20, 40)))
	s.expect("reachable")
	s.undoesAndRedoes(before)
	s.Act("undo", "")
	s.expect("blocked")
	s.Act("redo", "")
	s.expect("reachable")
}

// Pinned checks turn while a shape is still in the hand.
func TestChecksPreview(t *testing.T) {
	s := fourSubnets(t)
	failing := func() int {
		n := 0
		s.node(func(n1 *view.Node) bool {
			if v, ok := n1.Attr("data-pass"); ok && v == "false" {
				n++
			}
			return false
		})
		return n
	}
	if n := failing(); n != 0 {
		t.Fatalf("%d checks fail at first", n)
	}
	s.Down(s.Over(fn1Interface)).Move(s.Over(fn2Interface))
	if n := failing(); n != 2 { // fn-1 to the bucket and to the internet are expected to be blocked
		t.Errorf("%d checks fail while dragging", n)
	}
	s.Key("Escape")
	if n := failing(); n != 0 {
		t.Errorf("%d checks fail after Escape", n)
	}
}

// Moving about within a subnet asks nothing anew.
func TestMoveWithinSubnetAsksNothing(t *testing.T) {
	s := fourSubnets(t)
	ed := s.app.Editor()
	n, asked := ed.Analyses(), s.app.Asked()
	s.Down(s.Over(fn1Interface))
	for range 10 {
		s.MoveBy(5, 2)
		s.frame()
	}
	s.Up()
	s.frame()
	if ed.Analyses() != n || s.app.Asked() != asked {
		t.Errorf("compiled %d times, asked %d times", ed.Analyses()-n, s.app.Asked()-asked)
	}
}

func TestRuleEditTurnsTheAnswer(t *testing.T) {
	s := fourSubnets(t)
	s.ask("fn-1", "parameter")
	s.expect("reachable")
	before := s.document()
	s.Act("select", "sg-endpoint")
	s.Change("res/sg-endpoint/inbound/0/cidr|group|prefixList", "10.0.4.0/24")
	s.expect("blocked")
	if s.attr("verdict", "data-at") != "sg-endpoint" {
		t.Errorf("stopped at %s", s.attr("verdict", "data-at"))
	}
	s.undoesAndRedoes(before)
	s.Key("Ctrl+KeyZ")
	s.expect("reachable")
	// By group, by what the value is.
	s.Change("res/sg-endpoint/inbound/0/cidr|group|prefixList", "sg-functions")
	s.expect("reachable")
	if g := s.app.Editor().Real().Document().Resource("sg-endpoint").(*core.SecurityGroup); g.Inbound[0].Group != "sg-functions" || g.Inbound[0].CIDR != "" {
		t.Errorf("the rule is %+v", g.Inbound[0])
	}
}

// What cannot be meant stays in the field with the reason.
func TestRefusedTextStaysInTheField(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	s.Act("select", "subnet-1")
	s.Change("res/subnet-1/cidr", "10.0.1/24")
	if s.document() != before {
		t.Fatal("the drawing changed")
	}
	input := s.node(with("data-field", "res/subnet-1/cidr"))
	if v, _ := input.Attr("value"); v != "10.0.1/24" {
		t.Errorf("the field shows %q", v)
	}
	if v, _ := input.Attr("aria-invalid"); v != "true" {
		t.Error("the field is not marked as invalid")
	}
	// Escape takes it back.
	s.KeyIn("", "Escape", true)
	if v, _ := s.node(with("data-field", "res/subnet-1/cidr")).Attr("value"); v != "10.0.1.0/24" {
		t.Errorf("after Escape the field shows %q", v)
	}
	s.Type("res/subnet-1/cidr", "10.0.1.0/2")
	s.Change("res/subnet-1/cidr", "10.0.1.0/25")
	if s.document() == before {
		t.Error("a good text was not taken")
	}
	s.undoesAndRedoes(before)
}

func TestBrokenPolicyIsRefusedWithItsLine(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	s.Act("select", "bucket")
	s.Change("res/bucket/policy", "{\n\"Statement\": [\n}")
	if s.document() != before {
		t.Fatal("a broken policy was taken")
	}
	if s.node(func(n *view.Node) bool { return strings.Contains(n.Text, "ine 3") }) == nil {
		t.Errorf("the page does not name line 3")
	}
	s.Change("res/bucket/policy", `{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}`)
	s.ask("fn-2", "bucket")
	s.expect("blocked")
	if got := s.attr("verdict", "data-symptom"); got != "access-denied" {
		t.Errorf("the symptom is %s", got)
	}
}

func TestRowsAreAddedAndRemoved(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	s.Act("add", "rtb-local/routes")
	s.Change("res/rtb-local/routes/0/target", "nat")
	s.ask("fn-3", "bucket")
	s.expect("reachable")
	s.Act("remove", "rtb-local/routes/0")
	s.expect("blocked")
	for range 3 {
		s.Key("Ctrl+KeyZ")
	}
	if s.document() != before {
		t.Error("three steps back is not where it began")
	}
}

func TestRenameEverywhere(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	s.Act("select", "fn-1")
	s.Change("res/fn-1/id", "alpha")
	s.expect("blocked")
	if !slices.Equal(s.app.Editor().Selection(), []core.ID{"alpha"}) {
		t.Errorf("selected %v", s.app.Editor().Selection())
	}
	if strings.Contains(s.document(), `"fn-1"`) {
		t.Error("something still says fn-1")
	}
	s.undoesAndRedoes(before)
	now := s.document()
	for _, bad := range []string{"fn-2", "internet", "a b", ""} {
		s.Change("res/alpha/id", bad)
		if s.document() != now {
			t.Errorf("renamed to %q", bad)
		}
	}
}

// The name stands among what is folded away: it unfolds when the focus is to go there,
// and folds again afterwards.
func TestRenameUnfoldsTheName(t *testing.T) {
	s := fourSubnets(t)
	unfolded := func() bool {
		return s.node(func(n *view.Node) bool {
			_, open := n.Attr("open")
			return n.Tag == "details" && open && n.Find(func(n *view.Node) bool {
				f, _ := n.Attr("data-field")
				return f == "res/fn-1/name"
			}) != nil
		}) != nil
	}
	s.Act("select", "fn-1")
	if unfolded() {
		t.Error("unfolded by selecting")
	}
	for _, how := range []func(){
		func() { s.Click(s.Over("fn-1")).Key("F2") },
		func() { s.Act("rename", "fn-1") },
	} {
		how()
		if last := s.other[len(s.other)-1]; last.Kind != app.Focus || last.Field != "res/fn-1/name" || !unfolded() {
			t.Errorf("asked for %+v, unfolded %t", last, unfolded())
		}
		s.Key("Escape")
		if unfolded() {
			t.Error("still unfolded after Escape")
		}
	}
}

// Where the whole drawing is too small to read, the page opens on the step that
// decides, and follows the question until somebody moves.
func TestSmallCanvasShowsTheAnswer(t *testing.T) {
	s := fourSubnets(t)
	resize := func(w, h float64) { s.Send(edit.Event{Type: edit.Resize, Y: 46, DX: w, DY: h}) }
	inView := func(keys ...core.ID) {
		t.Helper()
		ed := s.app.Editor()
		for _, key := range keys {
			box := ed.Real().Sheet().Shape(key).Box
			if !ed.Canvas().Contains(ed.Client(box.Min())) || !ed.Canvas().Contains(ed.Client(geom.Pt(box.Right(), box.Bottom()))) {
				t.Errorf("%s is not in view at %+v", key, ed.Camera())
			}
		}
	}
	home := s.app.Editor().Camera()
	resize(390, 700)
	inView("fn-1", "igw")
	if z := s.app.Editor().Camera().Zoom; z < 0.5 {
		t.Errorf("scale %v", z)
	}
	s.app.Handle(edit.Event{Type: edit.Navigate, Value: "from=api&to=fn-4&kind=invoke"})
	inView("api")
	s.Act("fit", "")
	all := s.app.Editor().Camera()
	inView("api", "bucket", "internet")
	resize(380, 700)
	inView("api", "bucket", "internet")
	if c := s.app.Editor().Camera(); c.Zoom >= all.Zoom {
		t.Errorf("fitted %+v, then %+v in less room", all, c)
	}
	s.app.Handle(edit.Event{Type: edit.Navigate, Value: "from=fn-1&to=bucket"})
	s.Send(edit.Event{Type: edit.Resize, X: edittest.Canvas.X, Y: edittest.Canvas.Y, DX: edittest.Canvas.W, DY: edittest.Canvas.H})
	if c := s.app.Editor().Camera(); c != home {
		t.Errorf("%+v, opened at %+v", c, home)
	}
}

// What depends on the subnet opens with the way that fails; a chosen one stays.
func TestShowsThePathThatDecides(t *testing.T) {
	s := fourSubnets(t)
	s.ask("fn-2", "bucket")
	s.Change("res/fn-2/subnets/+", "subnet-3")
	s.expect("divergent")
	pressed := func() string {
		n := s.node(func(n *view.Node) bool {
			v, _ := n.Attr("aria-pressed")
			a, _ := n.Attr("data-act")
			return a == "show-path" && v == "true"
		})
		if n == nil {
			return "none"
		}
		arg, _ := n.Attr("data-arg")
		return arg
	}
	if got := pressed(); got != "1" {
		t.Errorf("path %s is shown", got)
	}
	s.Act("next-step", "")
	s.Act("show-path", "0")
	if got := pressed(); got != "0" {
		t.Errorf("path %s is shown, 0 was chosen", got)
	}
}

// A file that cannot be read shows where and why, and leaves the drawing alone.
func TestMalformedFile(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	for _, c := range []struct{ data, want string }{
		{"{\n \"format\": \"lasthop/1\",\n \"nonsense\": 1\n}", "line 3, column"},
		{"not JSON", "line 1"},
		{"", ""},
	} {
		s.Send(edit.Event{Type: edit.DropFile, Name: "net.json", Data: []byte(c.data)})
		if got := s.text("message"); !strings.Contains(got, "net.json") || !strings.Contains(got, c.want) {
			t.Errorf("the message is %q", got)
		}
		if s.document() != before {
			t.Fatal("the drawing changed")
		}
		s.expect("blocked")
	}
	s.Send(edit.Event{Type: edit.DropFile, Name: "large.json", Value: "the file has 100 MB"})
	if got := s.text("message"); !strings.Contains(got, "100 MB") {
		t.Errorf("the message is %q", got)
	}
	s.Act("dismiss", "message")
	if got := s.text("message"); strings.Contains(got, "100 MB") {
		t.Errorf("the message stays: %q", got)
	}
}

func TestOpenFileAndUndo(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	s.Send(edit.Event{Type: edit.DropFile, Name: "net.json", Data: edittest.Example(t, "four-subnets-no-private-dns")})
	s.undoesAndRedoes(before)
	if want := core.Encode(mustDecode(t, edittest.Example(t, "four-subnets-no-private-dns"))); s.document() != string(want) {
		t.Error("what is open is not what was dropped")
	}
}

func mustDecode(t testing.TB, data []byte) *core.File {
	t.Helper()
	f, err := core.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestExamples(t *testing.T) {
	s := fourSubnets(t)
	s.Act("example", "four-subnets-endpoint-sg")
	s.ask("fn-2", "parameter")
	s.expect("blocked")
	s.Act("example", "far")
	if e := s.last(); e.Kind != app.Fetch || e.Name != "examples/far.json" {
		t.Fatalf("the effect is %+v", e)
	}
	s.Send(edit.Event{Type: edit.DropFile, Name: "examples/far.json", Data: edittest.Example(t, "four-subnets")})
	s.expect("blocked")
	s.Act("example", "far")
	s.Send(edit.Event{Type: edit.DropFile, Name: "examples/far.json", Value: "the server answered 404"})
	if got := s.text("message"); !strings.Contains(got, "far.json") || !strings.Contains(got, "404") {
		t.Errorf("the message is %q", got)
	}
	s.Send(edit.Event{Type: edit.Navigate, Value: "ex=four-subnets&kind=invoke&from=api&to=fn%2D3"})
	s.expect("reachable")
	if q := s.app.Query(); q.Kind != core.Invoke || q.To != "fn-3" {
		t.Errorf("the question is %+v", q)
	}
	// The question waits for an example that has to be fetched, and for no other file.
	s.Send(edit.Event{Type: edit.Navigate, Value: "ex=far&from=fn-4&to=bucket"})
	s.Send(edit.Event{Type: edit.DropFile, Name: "examples/far.json", Data: edittest.Example(t, "four-subnets")})
	if q := s.app.Query(); q.From != "fn-4" {
		t.Errorf("the question is %+v", q)
	}
	s.Act("example", "far")
	s.Send(edit.Event{Type: edit.DropFile, Name: "examples/far.json", Data: edittest.Example(t, "four-subnets")})
	if q := s.app.Query(); q.From != "fn-1" {
		t.Errorf("the question is %+v", q)
	}
}

func (s *screen) last() app.Effect {
	s.t.Helper()
	if len(s.other) == 0 {
		s.t.Fatal("there was no effect")
	}
	return s.other[len(s.other)-1]
}

// Every change is stored within 300 ms, and the page says so.
func TestAutosave(t *testing.T) {
	s := fourSubnets(t)
	if s.stored != nil {
		t.Fatal("something was stored before anything changed")
	}
	s.Drag(s.Over(fn1Interface), s.Over(fn2Interface))
	if got := s.attr("save-state", "data-state"); got != "saving" {
		t.Errorf("after a change: %s", got)
	}
	s.Wait(250)
	if string(s.stored) != s.document() {
		t.Error("what is stored is not the drawing")
	}
	if got := s.attr("save-state", "data-state"); got != "saved" {
		t.Errorf("after storing: %s", got)
	}
	// A change that comes while waiting is stored with it, and a drag under way is not.
	s.Change("res/fn-1/timeout", "7").Down(s.Over("bucket")).MoveBy(0, 30).Wait(250)
	if string(s.stored) != s.document() {
		t.Error("what is stored is not the drawing")
	}
	s.Up()
	s.Send(edit.Event{Type: edit.Blur}) // the page is left: now, not later
	if string(s.stored) != s.document() {
		t.Error("what is stored when the page is left is not the drawing")
	}
	s.fails = "the browser's storage is full"
	s.Change("res/fn-1/timeout", "8").Wait(250)
	if got := s.attr("save-state", "data-state"); got != "failed" || !strings.Contains(s.text("save-state"), "full") {
		t.Errorf("after failing: %s", got)
	}
	s.fails = ""
	s.Change("res/fn-1/timeout", "9").Wait(250)
	if got := s.attr("save-state", "data-state"); got != "saved" {
		t.Errorf("after it works again: %s", got)
	}
}

func TestRestart(t *testing.T) {
	s := fourSubnets(t)
	s.Drag(s.Over(fn1Interface), s.Over(fn2Interface)).Wait(250)
	saved := s.stored
	s = start(t, app.Options{Stored: saved, Examples: []app.Example{{Name: "x", Data: edittest.Example(t, "four-subnets")}}})
	if s.document() != string(saved) {
		t.Error("the stored drawing did not open")
	}
	s.Act("help", "")
	if s.node(with("id", "help")) == nil {
		t.Error("after a restart, commands are gone")
	}
	// What cannot be read is put aside, not thrown away.
	s = start(t, app.Options{Stored: []byte("{broken"), Examples: []app.Example{{Name: "x", Data: edittest.Example(t, "four-subnets")}}})
	if string(s.stored) != "{broken" || !strings.Contains(s.text("message"), "line 1") {
		t.Errorf("stored %q, message %q", s.stored, s.text("message"))
	}
	s.expect("blocked")
}

// TestAnotherDrawingKeepsMine: opening an example, also by the page's address, never
// costs the reader's own drawing.
func TestAnotherDrawingKeepsMine(t *testing.T) {
	examples := []app.Example{{Name: "four-subnets", Data: edittest.Example(t, "four-subnets")},
		{Name: "endpoint", Data: edittest.Example(t, "four-subnets-endpoint-sg")}}
	s := start(t, app.Options{Examples: examples})
	s.Change("res/fn-1/timeout", "7").Wait(250)
	mine := string(s.stored)
	if mine != s.document() {
		t.Fatal("the drawing was not stored")
	}
	s.Act("example", "endpoint").Wait(250)
	if string(s.stored) != mine || s.before != nil {
		t.Error("an example that was only looked at was stored")
	}
	s.Change("res/fn-2/timeout", "8").Wait(250)
	if string(s.stored) != s.document() || string(s.before) != mine {
		t.Error("the changed example was not stored, or the drawing before it not put aside")
	}
	// After a reload both are there, and the one put aside opens from the menu.
	second := string(s.stored)
	s = start(t, app.Options{Examples: examples, Stored: s.stored, Before: s.before})
	s.Act("example", "drawing-before").Wait(250)
	if s.document() != mine || string(s.stored) != mine || string(s.before) != second {
		t.Error("the drawing that was put aside did not change places with the stored one")
	}
	// A link shows its example; once that is changed, the address no longer asks for it.
	s = start(t, app.Options{Examples: examples, Stored: []byte(mine), Hash: "ex=endpoint&from=fn-2&to=parameter"})
	s.Wait(250)
	if s.stored != nil {
		t.Error("what a link opened was stored before it was changed")
	}
	s.Change("res/fn-1/timeout", "9").Wait(250)
	if string(s.before) != mine || len(s.other) == 0 || !slices.ContainsFunc(s.other, func(e app.Effect) bool { return e.Kind == app.SetHash && e.Text == "" }) {
		t.Error("a changed link lost the drawing before it, or kept its address")
	}
}

func TestExport(t *testing.T) {
	s := fourSubnets(t)
	s.Act("save", "")
	e := s.last()
	if e.Kind != app.Download || e.Name != "four-subnets.json" || !bytes.Equal(e.Data, []byte(s.document())) {
		t.Errorf("the effect is %v %s", e.Kind, e.Name)
	}
	s.Act("open", "")
	if s.last().Kind != app.PickFile {
		t.Error("no file chooser")
	}
}

func TestPinAndUnpin(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	s.ask("fn-2", "203.0.113.7").Act("pin", "")
	s.undoesAndRedoes(before)
	now := s.document()
	s.Act("pin", "") // once is enough
	if s.document() != now {
		t.Error("the same question was pinned twice")
	}
	s.Act("unpin", "0")
	s.undoesAndRedoes(now)
	s.Act("ask-check", "0")
	if q := s.app.Query(); q.From != "fn-2" || q.To != "bucket" {
		t.Errorf("the question is %+v", q)
	}
	now = s.document()
	s.Change("check/0/expect", "blocked")
	s.undoesAndRedoes(now)
}

// The keyboard alone can ask and read an answer.
func TestKeyboardAlone(t *testing.T) {
	s := fourSubnets(t)
	s.Key("Slash")
	if e := s.last(); e.Kind != app.Focus || e.Field != "ask/from" {
		t.Fatalf("the effect is %+v", e)
	}
	s.Change("ask/from", "fn-3")
	if got := s.text("live"); !strings.HasPrefix(got, "Blocked at hop 4 of ") || !strings.Contains(got, "rtb-local") {
		t.Errorf("the live region says %q", got)
	}
	s.Key("BracketRight")
	if got := s.text("live"); !strings.HasPrefix(got, "Hop 1 of ") {
		t.Errorf("the live region says %q", got)
	}
	s.Send(edit.Event{Type: edit.Focused, Where: "canvas"})
	s.Key("ArrowDown")
	if s.attr("canvas", "aria-activedescendant") == "" {
		t.Error("no shape is active")
	}
	if !s.app.Handle(edit.Event{Type: edit.KeyDown, Code: "ArrowDown", Where: "canvas"}) {
		t.Error("the browser would scroll on an arrow key")
	}
	if s.app.Handle(edit.Event{Type: edit.KeyDown, Code: "KeyA", Key: "a", Typing: true}) {
		t.Error("the browser would not type an a")
	}
	s.Send(edit.Event{Type: edit.KeyDown, Code: "Minus", Key: "?", Shift: true}) // on a German keyboard
	if s.node(with("id", "help")) == nil {
		t.Error("? does not open the help")
	}
	s.KeyIn("", "Escape", false)
	if s.node(with("id", "help")) != nil {
		t.Error("Escape does not close the help")
	}
}

func TestThemeGoesRound(t *testing.T) {
	s := fourSubnets(t)
	var got []string
	for range 3 {
		s.Act("theme", "")
		got = append(got, s.last().Name)
	}
	if !slices.Equal(got, []string{"light", "dark", ""}) {
		t.Errorf("the themes are %q", got)
	}
}

func TestHelpListsEveryKey(t *testing.T) {
	s := fourSubnets(t)
	s.Act("help", "")
	got := s.text("help")
	for _, want := range []string{"Undo", "Ctrl", "Fit all", "Rename", "Next hop", "Delete"} {
		if !strings.Contains(got, want) {
			t.Errorf("the help does not say %q", want)
		}
	}
}

// Titles and ids of the drawing are told, never run: an unknown act is nothing.
func TestUnknownActsAndFields(t *testing.T) {
	s := fourSubnets(t)
	before := s.document()
	for _, act := range []string{"nonsense:", "step:x", "unpin:99", "remove:fn-1", "remove:", "add:nobody/x", "add:fn-1/role", "show-path:7", "select:nobody", "delete:nobody"} {
		s.Act(act, "")
		if s.frame(); s.document() != before {
			t.Fatalf("%s changed the drawing", act)
		}
	}
	for _, field := range []string{"nonsense", "res", "res/nobody/name", "res/fn-1/nonsense", "check/99/expect", "ask/", "doc/nonsense", "doc/account"} {
		s.Change(field, "x")
		if s.frame(); s.document() != before {
			t.Fatalf("%s changed the drawing", field)
		}
	}
}
