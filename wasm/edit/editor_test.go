package edit_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/edit"
	"lasthop/wasm/edit/edittest"
	"lasthop/wasm/geom"
)

const (
	fn1Interface = core.ID("eni~subnet-1~sg-functions")
	fn2Interface = core.ID("eni~subnet-2~sg-functions")
)

func open(t testing.TB) (*edit.Editor, *edittest.Driver) {
	ed := edit.New(diagram.FromFile(edittest.FourSubnets(t)))
	return ed, edittest.ForEditor(t, ed)
}

func bytesOf(ed *edit.Editor) string { return string(core.Encode(ed.Real().Document().File())) }

func function(t testing.TB, ed *edit.Editor, id core.ID) *core.Function {
	t.Helper()
	f, ok := ed.Real().Document().Resource(id).(*core.Function)
	if !ok {
		t.Fatalf("there is no function %s", id)
	}
	return f
}

// undoesAndRedoes checks that what was just done is one step: undo takes it back to
// the byte, redo does it again, the selection goes with both.
func undoesAndRedoes(t testing.TB, ed *edit.Editor, before string, selected []core.ID) {
	t.Helper()
	after, selection := bytesOf(ed), slices.Clone(ed.Selection())
	if after == before {
		t.Fatal("nothing was changed")
	}
	ed.Run("undo", "")
	if got := bytesOf(ed); got != before {
		t.Errorf("after undo:\n%s", difference(before, got))
	}
	if selected != nil && !slices.Equal(ed.Selection(), selected) {
		t.Errorf("after undo %v is selected, want %v", ed.Selection(), selected)
	}
	ed.Run("redo", "")
	if got := bytesOf(ed); got != after {
		t.Errorf("after redo:\n%s", difference(after, got))
	}
	if !slices.Equal(ed.Selection(), selection) {
		t.Errorf("after redo %v is selected, want %v", ed.Selection(), selection)
	}
}

// difference returns the lines that two texts do not share.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for _, l := range w {
		if !slices.Contains(g, l) {
			fmt.Fprintln(&b, "-", l)
		}
	}
	for _, l := range g {
		if !slices.Contains(w, l) {
			fmt.Fprintln(&b, "+", l)
		}
	}
	return b.String()
}

// A press below the threshold is a click, whatever it trembles.
func TestDragStartsAfterThreshold(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Down(d.Over("fn-1")).MoveBy(3, 0)
	if ed.State() != "pointing" {
		t.Errorf("after 3 px the state is %s", ed.State())
	}
	d.Up()
	if got := ed.Selection(); !slices.Equal(got, []core.ID{"fn-1"}) || bytesOf(ed) != before {
		t.Errorf("a click selected %v", got)
	}
	d.Down(d.Over("fn-2")).MoveBy(4, 0)
	if ed.State() != "dragging" {
		t.Errorf("after 4 px the state is %s", ed.State())
	}
	d.Key("Escape").Up()
	d.Touch().Down(d.Over("fn-2")).MoveBy(5, 0)
	if ed.State() != "pointing" {
		t.Errorf("by touch after 5 px the state is %s", ed.State())
	}
	d.MoveBy(1, 0)
	if ed.State() != "dragging" {
		t.Errorf("by touch after 6 px the state is %s", ed.State())
	}
	d.Cancel()
	if bytesOf(ed) != before {
		t.Error("gestures that were given up changed the drawing")
	}
}

func TestDragInterfaceToAnotherSubnet(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Down(d.Over(fn1Interface)).Move(d.Header("subnet-3").Add(geom.Pt(60, 60)))
	if o := ed.Overlay(); o.Drop != "subnet-3" || o.Refusal != "" {
		t.Errorf("over subnet-3 the overlay is %+v", o)
	}
	if f := function(t, ed, "fn-1"); f.Subnets[0] != "subnet-1" {
		t.Error("the document itself changed before the drop")
	}
	shown := ed.Shown().Document().Resource("fn-1").(*core.Function)
	if shown.Subnets[0] != "subnet-3" || !ed.Trying() {
		t.Error("what is shown does not have the function in subnet-3")
	}
	d.Up()
	if f := function(t, ed, "fn-1"); !slices.Equal(f.Subnets, []core.ID{"subnet-3"}) {
		t.Errorf("fn-1 is in %v", f.Subnets)
	}
	if ed.Trying() || ed.State() != "idle" {
		t.Error("the gesture has not ended")
	}
	if ed.CanUndo() != "Move fn-1 to subnet-3" {
		t.Errorf("the step is called %q", ed.CanUndo())
	}
	undoesAndRedoes(t, ed, before, []core.ID{fn1Interface})
}

// middle is the point of a curve at its half.
func middle(c geom.Curve) geom.Point {
	return c.A.Add(c.C.Scale(3)).Add(c.D.Scale(3)).Add(c.B).Scale(1.0 / 8)
}

// Functions with the same subnet and groups share an interface: dragging it moves
// all, and says which.
func TestDragSharedInterfaceMovesAll(t *testing.T) {
	ed, d := open(t)
	d.Drag(d.Over(fn1Interface), d.Over(fn2Interface))
	if got := function(t, ed, "fn-1").Subnets; !slices.Equal(got, []core.ID{"subnet-2"}) {
		t.Fatalf("fn-1 is in %v", got)
	}
	if s := ed.Real().Sheet().Shape(fn2Interface); !slices.Equal(s.Owners, []core.ID{"fn-1", "fn-2"}) {
		t.Fatalf("the interface belongs to %v", s.Owners)
	}
	if !slices.Equal(ed.Selection(), []core.ID{fn2Interface}) {
		t.Errorf("%v is selected", ed.Selection())
	}
	before := bytesOf(ed)
	d.Drag(d.Over(fn2Interface), d.Over("eni~subnet-4~sg-functions"))
	if ed.CanUndo() != "Move fn-1 and fn-2 to subnet-4" {
		t.Errorf("the step is called %q", ed.CanUndo())
	}
	for _, id := range []core.ID{"fn-1", "fn-2", "fn-4"} {
		if got := function(t, ed, id).Subnets; !slices.Equal(got, []core.ID{"subnet-4"}) {
			t.Errorf("%s is in %v", id, got)
		}
	}
	undoesAndRedoes(t, ed, before, nil)
}

// The end of a tether moves its function alone.
func TestDragTetherMovesOneFunction(t *testing.T) {
	ed, d := open(t)
	d.Drag(d.Over(fn1Interface), d.Over(fn2Interface)) // now shared by fn-1 and fn-2
	before := bytesOf(ed)
	var at geom.Point
	for _, th := range ed.Real().Sheet().Tethers {
		if th.Resource == "fn-2" {
			at = ed.Client(middle(th.Curve))
		}
	}
	d.Down(at).Move(d.Header("subnet-3").Add(geom.Pt(40, 60)))
	if ed.State() != "connecting" || ed.Overlay().Link == nil || ed.Overlay().Drop != "subnet-3" {
		t.Fatalf("state %s, overlay %+v", ed.State(), ed.Overlay())
	}
	d.Up()
	if a, b := function(t, ed, "fn-1").Subnets[0], function(t, ed, "fn-2").Subnets[0]; a != "subnet-2" || b != "subnet-3" {
		t.Errorf("fn-1 is in %s and fn-2 in %s", a, b)
	}
	undoesAndRedoes(t, ed, before, nil)
}

func TestDropFunctionOnSubnetAttaches(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	place := ed.Real().Sheet().Shape("fn-1").Box
	d.Drag(d.Over("fn-1"), d.Over("subnet-2").Add(geom.Pt(-30, 30)))
	if got := function(t, ed, "fn-1").Subnets; !slices.Equal(got, []core.ID{"subnet-1", "subnet-2"}) {
		t.Fatalf("fn-1 is in %v", got)
	}
	if got := ed.Real().Sheet().Shape("fn-1").Box; got != place {
		t.Errorf("the function left the Lambda service: %v, was %v", got, place)
	}
	undoesAndRedoes(t, ed, before, nil)
	// Once more is refused in words, and changes nothing.
	before = bytesOf(ed)
	d.Down(d.Over("fn-1")).Move(d.Over("subnet-2"))
	if o := ed.Overlay(); o.Refusal == "" || o.Try != nil {
		t.Errorf("the overlay is %+v", o)
	}
	d.Up()
	if bytesOf(ed) != before {
		t.Error("a refused drop changed the drawing")
	}
}

// The pointer decides where a thing belongs, not how much of it overlaps.
func TestMembershipByPointer(t *testing.T) {
	ed, d := open(t)
	// Take the interface at its right edge: its middle stays in subnet-1 when the
	// pointer has just entered subnet-2.
	box, next := ed.Real().Sheet().Shape(fn1Interface).Box, ed.Real().Sheet().Shape("subnet-2").Box
	from := ed.Client(geom.Pt(box.Center().X, box.Bottom()-2))
	to := ed.Client(geom.Pt(next.X+140, next.Y+4))
	d.Drag(from, to)
	if got := function(t, ed, "fn-1").Subnets; !slices.Equal(got, []core.ID{"subnet-2"}) {
		t.Errorf("fn-1 is in %v", got)
	}
}

func TestIllegalDropGoesBackWithReason(t *testing.T) {
	for _, c := range []struct {
		key  core.ID
		to   core.ID
		want string
	}{
		{fn1Interface, "bucket", "stands in a subnet"},
		{"fn-1", "bucket", "runs in the Lambda service"},
		{"bucket", "subnet-1", "outside every VPC"},
		{"api", "subnet-1", "outside every VPC"},
		{"nat", "bucket", "stands in a subnet"},
		{"eni~vpce-ssm~subnet-4", "bucket", "in subnets"},
	} {
		ed, d := open(t)
		before := bytesOf(ed)
		d.Down(d.Over(c.key)).Move(d.Over(c.to))
		o := ed.Overlay()
		if !strings.Contains(o.Refusal, c.want) || o.Ghost == nil {
			t.Errorf("%s over %s: %+v", c.key, c.to, o)
		}
		d.Up()
		if bytesOf(ed) != before || ed.CanUndo() != "" {
			t.Errorf("%s over %s: the drawing changed", c.key, c.to)
		}
	}
}

func TestEscapeAndPointerCancelTakeBack(t *testing.T) {
	for _, end := range []string{"Escape", "cancel", "blur"} {
		ed, d := open(t)
		before := bytesOf(ed)
		d.Down(d.Over(fn1Interface)).Move(d.Over(fn2Interface))
		switch end {
		case "Escape":
			d.Key("Escape")
		case "cancel":
			d.Cancel()
		case "blur":
			d.Send(edit.Event{Type: edit.Blur})
		}
		if ed.Trying() || ed.State() != "idle" || bytesOf(ed) != before {
			t.Errorf("%s: state %s", end, ed.State())
		}
		d.Up()
		if bytesOf(ed) != before || ed.CanUndo() != "" {
			t.Errorf("%s: letting go afterwards changed the drawing", end)
		}
	}
}

// Moving within a subnet is no change of the network.
func TestMoveWithinSubnetDoesNotAnalyse(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	n, net := ed.Analyses(), ed.Real().Network()
	d.Drag(d.Over(fn1Interface), d.Over(fn1Interface).Add(geom.Pt(60, 8)))
	if bytesOf(ed) == before {
		t.Fatal("nothing moved")
	}
	if ed.Analyses() != n || ed.Real().Network() != net {
		t.Errorf("it was analysed %d times", ed.Analyses()-n)
	}
	undoesAndRedoes(t, ed, before, []core.ID{fn1Interface})
	// Into another subnet and about in it: once for the try, and the drop keeps it.
	n = ed.Analyses()
	d.Down(d.Over(fn1Interface)).Move(d.Over("subnet-3")).MoveBy(10, 10).MoveBy(-20, 0).Up()
	ed.Real().Network()
	if got := ed.Analyses() - n; got != 1 {
		t.Errorf("a drop in another subnet was analysed %d times", got)
	}
}

func TestMoveContainerMovesContents(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	vpc, in := ed.Real().Sheet().Shape("vpc").Box, ed.Real().Sheet().Shape(fn1Interface).Box
	d.Holding("Alt").Drag(d.Header("vpc").Add(geom.Pt(2, -8)), d.Header("vpc").Add(geom.Pt(2, 12))).Holding("")
	moved, movedIn := ed.Real().Sheet().Shape("vpc").Box, ed.Real().Sheet().Shape(fn1Interface).Box
	if moved == vpc || moved.Y-vpc.Y != movedIn.Y-in.Y {
		t.Errorf("the VPC moved by %g, the interface by %g", moved.Y-vpc.Y, movedIn.Y-in.Y)
	}
	undoesAndRedoes(t, ed, before, nil)
}

// A container grows to fit what is in it, and never shrinks through that.
func TestContainerGrows(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	vpc := ed.Real().Sheet().Shape("vpc").Box
	d.Holding("Alt").Drag(d.Header("subnet-4"), d.Header("subnet-4").Add(geom.Pt(0, 30))).Holding("")
	grown := ed.Real().Sheet().Shape("vpc").Box
	if grown.H <= vpc.H || !grown.ContainsRect(ed.Real().Sheet().Shape("subnet-4").Box) {
		t.Fatalf("the VPC is %v, was %v", grown, vpc)
	}
	undoesAndRedoes(t, ed, before, nil)
	d.Drag(d.Header("subnet-4"), d.Header("subnet-4").Add(geom.Pt(0, -30)))
	if got := ed.Real().Sheet().Shape("vpc").Box; got != grown {
		t.Errorf("the VPC is %v after moving back, was %v", got, grown)
	}
}

// Several shapes move as one, each into the subnet under the pointer.
func TestDragSeveral(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Click(d.Over(fn1Interface)).Holding("Shift").Click(d.Over("nat")).Holding("")
	d.Drag(d.Over("nat"), d.Over("subnet-3"))
	if function(t, ed, "fn-1").Subnets[0] != "subnet-3" || ed.Real().Document().Resource("nat").(*core.NATGateway).Subnet != "subnet-3" {
		t.Error("they did not both move")
	}
	undoesAndRedoes(t, ed, before, []core.ID{fn1Interface, "nat"})
	// One that cannot go there keeps all back.
	before = bytesOf(ed)
	d.Holding("Shift").Click(d.Over("bucket")).Holding("").Drag(d.Over("nat"), d.Over("subnet-1"))
	if bytesOf(ed) != before {
		t.Error("a refused drop changed the drawing")
	}
}

// A subnet's door can be drawn to another subnet, which then has it too.
func TestConnectDoorAndEndpoint(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Drag(d.Over("rtb-nat@subnet-2"), d.Over("subnet-3"))
	if got := ed.Real().Document().Resource("subnet-3").(*core.Subnet).RouteTable; got != "rtb-nat" {
		t.Errorf("subnet-3 uses %s", got)
	}
	undoesAndRedoes(t, ed, before, nil)
	ed, d = open(t)
	for _, th := range ed.Real().Sheet().Tethers {
		if th.Resource == "vpce-s3" {
			d.Drag(ed.Client(middle(th.Curve)), d.Over("subnet-2"))
		}
	}
	if got := ed.Real().Document().Resource("vpce-s3").(*core.GatewayEndpoint).RouteTables; !slices.Equal(got, []core.ID{"rtb-nat"}) {
		t.Errorf("the endpoint is known to %v", got)
	}
}

// An interface that is dropped on the Lambda service is given up.
func TestDetach(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Drag(d.Over(fn1Interface), d.Over("fn-1").Add(geom.Pt(0, 40)))
	if f := function(t, ed, "fn-1"); len(f.Subnets)+len(f.SecurityGroups) != 0 {
		t.Errorf("fn-1 is in %v with %v", f.Subnets, f.SecurityGroups)
	}
	undoesAndRedoes(t, ed, before, nil)
}

func TestMarquee(t *testing.T) {
	ed, d := open(t)
	s := ed.Real().Sheet().Shape("subnet-1")
	// From the subnet's empty area: a marquee, not a drag of the subnet.
	from := ed.Client(geom.Pt(s.Box.X+6, s.Box.Y+s.Header().H+4))
	d.Down(from).Move(ed.Client(geom.Pt(s.Box.X+130, s.Box.Bottom()-4)))
	if ed.State() != "marquee" || ed.Overlay().Marquee == nil {
		t.Fatalf("the state is %s", ed.State())
	}
	d.Up()
	if !slices.Contains(ed.Selection(), fn1Interface) || slices.Contains(ed.Selection(), "subnet-1") {
		t.Errorf("selected %v", ed.Selection())
	}
	if ed.CanUndo() != "" {
		t.Error("a selection is a step")
	}
	// With Shift a click adds, and takes away.
	d.Holding("Shift").Click(d.Over("bucket"))
	if !slices.Contains(ed.Selection(), "bucket") || !slices.Contains(ed.Selection(), fn1Interface) {
		t.Errorf("selected %v", ed.Selection())
	}
	d.Click(d.Over("bucket")).Holding("")
	if slices.Contains(ed.Selection(), "bucket") {
		t.Errorf("selected %v", ed.Selection())
	}
	d.Key("Escape")
	if len(ed.Selection()) != 0 {
		t.Errorf("Escape left %v selected", ed.Selection())
	}
}

func TestPanAndZoom(t *testing.T) {
	ed, d := open(t)
	p := geom.Pt(700, 400)
	inDrawing := func(p geom.Point) geom.Point { return ed.Camera().ToDrawing(p.Sub(edittest.Canvas.Min())) }
	same := func(what string, a, b geom.Point) {
		t.Helper()
		if a.Dist(b) > 0.001 {
			t.Errorf("%s: %v is now %v", what, a, b)
		}
	}
	at, zoom := inDrawing(p), ed.Camera().Zoom
	d.Holding("Ctrl").Wheel(p, 0, -100).Holding("")
	same("zooming at the pointer", at, inDrawing(p))
	if ed.Camera().Zoom <= zoom {
		t.Error("the wheel did not zoom in")
	}
	d.Wheel(p, 30, 40)
	same("panning by wheel", at, inDrawing(p.Sub(geom.Pt(30, 40))))
	at = inDrawing(p)
	d.DownButton(p, 1).MoveBy(50, 60).Up()
	same("panning by the middle button", at, inDrawing(p.Add(geom.Pt(50, 60))))
	d.Send(edit.Event{Type: edit.KeyDown, Code: "Space", Where: "canvas"})
	at = inDrawing(p)
	d.Down(p).MoveBy(-10, 5)
	same("panning with the space bar", at, inDrawing(p.Add(geom.Pt(-10, 5))))
	d.Up().Send(edit.Event{Type: edit.KeyUp, Code: "Space", Where: "canvas"})
	d.Key("Ctrl+Digit0")
	if ed.Camera().Zoom != 1 {
		t.Errorf("Ctrl+0 makes the scale %g", ed.Camera().Zoom)
	}
	d.Key("Shift+Digit1")
	b := ed.Real().Sheet().Bounds
	if a, z := ed.Client(b.Min()), ed.Client(geom.Pt(b.Right(), b.Bottom())); !edittest.Canvas.Contains(a) || !edittest.Canvas.Contains(z) {
		t.Errorf("fit leaves %v to %v", a, z)
	}
	d.Click(d.Over("fn-1")).Key("Shift+Digit2")
	same("fit to the selection", ed.Real().Sheet().Shape("fn-1").Box.Center(), inDrawing(edittest.Canvas.Center()))
	if ed.CanUndo() != "" {
		t.Error("looking elsewhere is a step")
	}
}

func TestTwoFingersPanAndZoom(t *testing.T) {
	ed, d := open(t)
	a, b := geom.Pt(500, 300), geom.Pt(700, 300)
	under := func(p geom.Point) geom.Point { return ed.Camera().ToDrawing(p.Sub(edittest.Canvas.Min())) }
	pa, pb := under(a), under(b)
	d.Touch().Finger(1).Down(a).Finger(2).Down(b)
	if ed.State() != "pinching" {
		t.Fatalf("the state is %s", ed.State())
	}
	a2, b2 := geom.Pt(450, 350), geom.Pt(850, 350)
	d.Finger(1)
	d.At = a
	d.Move(a2).Finger(2)
	d.At = b
	d.Move(b2)
	if under(a2).Dist(pa) > 0.01 || under(b2).Dist(pb) > 0.01 {
		t.Errorf("the fingers hold %v and %v, held %v and %v", under(a2), under(b2), pa, pb)
	}
	d.Up().Finger(1).Up()
	// One finger pans.
	at := under(geom.Pt(1100, 700))
	d.Down(geom.Pt(1100, 700)).MoveBy(-40, -30)
	if under(geom.Pt(1060, 670)).Dist(at) > 0.01 || ed.State() != "panning" {
		t.Errorf("one finger: state %s", ed.State())
	}
	d.Up()
	// A long press draws a marquee.
	d.Key("Shift+Digit1").Down(geom.Pt(204, 54)).Wait(520).MoveBy(40, 30)
	if ed.State() != "marquee" {
		t.Errorf("a long press: state %s", ed.State())
	}
	d.Up()
}

func TestArrowKeysAreOneStep(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Click(d.Over(fn1Interface))
	x := ed.Real().Sheet().Shape(fn1Interface).Box.X
	d.Key("ArrowRight").Key("ArrowRight").Key("Shift+ArrowRight")
	if got := ed.Real().Sheet().Shape(fn1Interface).Box.X - x; got != 6*geom.Grid {
		t.Errorf("moved by %g", got)
	}
	undoesAndRedoes(t, ed, before, []core.ID{fn1Interface})
	// A pause begins another step.
	d.Wait(1100).Key("ArrowLeft").Wait(1100).Key("ArrowLeft")
	ed.Run("undo", "")
	ed.Run("undo", "")
	ed.Run("undo", "")
	if bytesOf(ed) != before {
		t.Error("three steps back is not where it began")
	}
}

func TestKeyboardWalksAndSelects(t *testing.T) {
	ed, d := open(t)
	order := edit.Reading(ed.Real().Sheet())
	d.Key("ArrowDown")
	if ed.Focus() != order[0] {
		t.Errorf("at %s, want %s", ed.Focus(), order[0])
	}
	d.Key("ArrowRight").Key("ArrowRight").Key("ArrowLeft")
	if ed.Focus() != order[1] {
		t.Errorf("at %s, want %s", ed.Focus(), order[1])
	}
	d.Act("select", "fn-2").Key("Escape").Key("Ctrl+ArrowRight")
	if ed.Focus() != fn2Interface {
		t.Errorf("from fn-2 the connection leads to %s", ed.Focus())
	}
	d.Key("Enter")
	if !slices.Equal(ed.Selection(), []core.ID{fn2Interface}) {
		t.Errorf("selected %v", ed.Selection())
	}
	if ed.CanUndo() != "" {
		t.Error("walking about is a step")
	}
}

// Delete acts only with the canvas focused, never while typing.
func TestDelete(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Click(d.Over("bucket"))
	d.KeyIn("", "Delete", true).KeyIn("", "Backspace", false)
	if bytesOf(ed) != before {
		t.Fatal("Delete elsewhere deleted the selection")
	}
	d.Key("Delete")
	if ed.Real().Document().Resource("bucket") != nil || len(ed.Selection()) != 0 {
		t.Fatal("the bucket is still there")
	}
	undoesAndRedoes(t, ed, before, []core.ID{"bucket"})
	for _, key := range []core.ID{fn1Interface, "eni~vpce-ssm~subnet-4", "rtb-nat@subnet-2", "subnet-2", "vpc", "igw"} {
		ed, d := open(t)
		before := bytesOf(ed)
		d.Act("select", string(key)).Key("Backspace")
		undoesAndRedoes(t, ed, before, []core.ID{key})
	}
	if f := function(t, ed, "fn-1"); len(f.Subnets) != 1 {
		t.Error("another drawing changed")
	}
}

func TestUndoKeys(t *testing.T) {
	ed, d := open(t)
	before := bytesOf(ed)
	d.Click(d.Over("bucket")).Key("Delete")
	after := bytesOf(ed)
	d.Key("Ctrl+KeyZ")
	if bytesOf(ed) != before {
		t.Error("Ctrl+Z does not undo")
	}
	d.Click(d.Over("fn-1")) // a change of selection alone never clears redo
	d.Key("Ctrl+Shift+KeyZ")
	if bytesOf(ed) != after {
		t.Error("Ctrl+Shift+Z does not redo")
	}
	d.Key("Ctrl+KeyZ").Key("Ctrl+KeyY")
	if bytesOf(ed) != after {
		t.Error("Ctrl+Y does not redo")
	}
	d.KeyIn("", "Ctrl+KeyZ", true)
	if bytesOf(ed) != after {
		t.Error("Ctrl+Z in a text field undoes the drawing")
	}
	// By the key's place, whatever the layout writes there: Ctrl+Я is Ctrl+Z.
	ed.Handle(&edit.Event{Type: edit.KeyDown, Ctrl: true, Key: "я", Code: "KeyZ"})
	if bytesOf(ed) != before {
		t.Error("Ctrl+Z on a Cyrillic layout does not undo")
	}
}

func TestRename(t *testing.T) {
	ed, d := open(t)
	for _, begin := range []func(){
		func() { d.Click(d.Over("fn-1")).Key("F2") },
		func() { d.Act("select", "fn-1").Key("Enter") },
		func() { d.DoubleClick(d.Over("fn-1")) },
		func() { d.DoubleClick(d.Over(fn1Interface)) }, // that of its function
	} {
		begin()
		if ed.State() != "renaming" || !slices.Equal(ed.Selection(), []core.ID{"fn-1"}) {
			t.Errorf("state %s, selected %v", ed.State(), ed.Selection())
		}
		p := ed.Handle(&edit.Event{Type: edit.KeyDown, Code: "Escape", Typing: true})
		if ed.State() != "idle" || p.Forget != "res/fn-1/name" || p.Focus != "canvas" {
			t.Errorf("Escape: state %s, plan %+v", ed.State(), p)
		}
		d.Key("Escape")
	}
}

func TestOpenIsAStep(t *testing.T) {
	ed, d := open(t)
	d.Drag(d.Over(fn1Interface), d.Over(fn1Interface).Add(geom.Pt(40, 8))) // so that places are stored
	before := bytesOf(ed)
	f := edittest.Large(60)
	want := core.Encode(f)
	ed.Open("Open it", f)
	if got := []byte(bytesOf(ed)); !bytes.Equal(got, want) {
		t.Errorf("what is open is not the file:\n%s", difference(string(want), string(got)))
	}
	undoesAndRedoes(t, ed, before, nil)
}

func TestArrange(t *testing.T) {
	ed, d := open(t)
	fresh := ed.Real().Sheet().Shape(fn1Interface).Box
	d.Drag(d.Over(fn1Interface), d.Over(fn1Interface).Add(geom.Pt(40, 8)))
	before := bytesOf(ed)
	d.Act("arrange", "")
	if got := ed.Real().Sheet().Shape(fn1Interface).Box; got != fresh {
		t.Errorf("laid out at %v, was %v", got, fresh)
	}
	undoesAndRedoes(t, ed, before, nil)
}
