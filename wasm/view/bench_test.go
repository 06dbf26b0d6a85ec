package view

import (
	"strconv"
	"testing"

	"lasthop/core"
	"lasthop/wasm/diagram"
	"lasthop/wasm/geom"
)

// large is a network of about thousandShapes resources in one VPC: for every subnet eight
// functions and instances.
func large() *core.File {
	f := fourSubnets()
	var out []core.Resource
	for _, r := range f.Network.Resources {
		if r.Type() != core.TypeSubnet && r.Type() != core.TypeFunction && r.Type() != core.TypeNATGateway && r.Type() != core.TypeInterfaceEndpoint {
			out = append(out, r)
		}
	}
	tables := []core.ID{"rtb-public", "rtb-local", "rtb-s3"}
	for i := 0; len(out) < thousandShapes; i++ {
		k := strconv.Itoa(i)
		subnet := core.ID("net-" + k)
		out = append(out, &core.Subnet{Common: core.Common{ID: subnet}, VPC: "vpc", Zone: "eu-west-1" + string(rune('a'+i%3)),
			CIDR: core.CIDR("10.0." + k + ".0/24"), RouteTable: tables[i/3%3], NetworkACL: "acl-open"})
		for j := range 8 {
			id := core.ID("x-" + k + "-" + strconv.Itoa(j))
			if j%2 == 0 {
				x := core.New(core.TypeFunction).(*core.Function)
				x.ID, x.Role, x.Subnets, x.SecurityGroups = id, "role", []core.ID{subnet}, []core.ID{"sg-functions"}
				out = append(out, x)
			} else {
				out = append(out, &core.Instance{Common: core.Common{ID: id}, Subnet: subnet, SecurityGroups: []core.ID{"sg-endpoint"}})
			}
		}
	}
	f.Network.Resources = out
	return f
}

// thousandShapes is how many resources make about 1,000 shapes.
const thousandShapes = 370

// BenchmarkDragFrame is one frame of a drag among 1,000 shapes: the document changes, the sheet is laid anew, the scene drawn, and the changes written.
func BenchmarkDragFrame(b *testing.B) {
	d := diagram.FromFile(large())
	n := core.Compile(d.Topology())
	s := diagram.Lay(d, n)
	d.Update("", s.Freeze)
	sess := &Session{Camera: fit(s.Bounds, 1200, 800), Width: 1200, Height: 800, Step: -1, Edit: true}
	v := n.Verdict(core.Query{From: "x-4-0", To: "bucket"})
	sess.Verdict = &v
	var r Renderer
	r.Render(Scene(d, s, n, sess))
	box := s.Shape("x-3-1").Box
	b.ReportAllocs()
	b.ResetTimer()
	bytes := 0
	for i := range b.N {
		d.Update("", func(tx *diagram.Tx) { tx.Place("x-3-1", geom.R(box.X+float64(i%9+1), box.Y, 0, 0)) })
		s = diagram.Lay(d, n)
		bytes += len(r.Render(Scene(d, s, n, sess)))
	}
	b.ReportMetric(float64(len(s.Shapes)), "shapes")
	b.ReportMetric(float64(bytes)/float64(b.N), "bytes/frame")
}

func BenchmarkLay(b *testing.B) {
	d := diagram.FromFile(large())
	n := core.Compile(d.Topology())
	d.Update("", diagram.Lay(d, n).Freeze)
	b.ReportAllocs()
	for b.Loop() {
		diagram.Lay(d, n)
	}
}

// BenchmarkStill is a frame in which nothing changed, BenchmarkPan one in which
// only the camera moved.
func BenchmarkStill(b *testing.B) { benchScene(b, func(*Session, int) {}) }

func BenchmarkPan(b *testing.B) {
	benchScene(b, func(s *Session, i int) { s.Camera.X = float64(i % 100) })
}

func benchScene(b *testing.B, change func(*Session, int)) {
	d := diagram.FromFile(large())
	n := core.Compile(d.Topology())
	s := diagram.Lay(d, n)
	sess := &Session{Step: -1}
	var r Renderer
	r.Render(Scene(d, s, n, sess))
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		change(sess, i)
		r.Render(Scene(d, s, n, sess))
	}
}

func BenchmarkFirstFrame(b *testing.B) {
	d := diagram.FromFile(large())
	n := core.Compile(d.Topology())
	s := diagram.Lay(d, n)
	b.ReportAllocs()
	for b.Loop() {
		var r Renderer
		r.Render(Scene(d, s, n, &Session{Step: -1}))
	}
}
