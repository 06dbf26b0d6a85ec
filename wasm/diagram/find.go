package diagram

import (
	"strings"

	"lasthop/core"
)

// OfResource returns the first shape of a resource, or of a zone by its key; nil if
// there is none.
func (s *Sheet) OfResource(id core.ID) *Shape {
	if x := s.Shape(id); x != nil {
		return x
	}
	for i := range s.Shapes {
		if s.Shapes[i].Resource == id && id != "" {
			return &s.Shapes[i]
		}
	}
	return nil
}

// OfInterface returns the shape that stands for a network interface: that of an
// instance or a NAT gateway is its owner.
func (s *Sheet) OfInterface(id core.ID) *Shape {
	if x := s.Shape(id); x != nil {
		return x
	}
	return s.Shape(core.ID(strings.TrimPrefix(string(id), "eni~")))
}

// OfEnd returns the shape at which a question starts or ends; an address that is
// not drawn is a host of the internet.
func (s *Sheet) OfEnd(e core.Endpoint) *Shape {
	if x := s.OfResource(core.ID(e)); x != nil {
		return x
	}
	if e == "" {
		return nil
	}
	return s.Shape(core.Internet)
}

// OfStep returns the shape at which a step of a verdict happens, nil if it is not
// drawn.
func (s *Sheet) OfStep(st *core.Step) *Shape {
	if st.On != "" {
		if x := s.Shape(st.At + "@" + st.On); x != nil {
			return x
		}
		// What AWS makes by default and nobody drew goes by the id of the VPC.
		if on := s.Shape(st.On); on != nil && on.Kind == ShapeSubnet {
			t := core.TypeNetworkACL
			switch st.Cause.Part {
			case core.PartRoute, core.PartLocalRoute, core.PartEndpoint:
				t = core.TypeRouteTable
			}
			if x := s.Shape(core.ID(t) + "@" + st.On); x != nil && s.isVPC(st.At) {
				return x
			}
		}
		if on := s.OfInterface(st.On); on != nil && (s.isVPC(st.At) || on.Resource == st.At) {
			return on
		}
	}
	if st.Stage == core.StageResolve {
		if x := s.Shape("resolver@" + st.At); x != nil {
			return x
		}
	}
	if x := s.OfResource(st.At); x != nil {
		return x
	}
	return s.OfEnd(core.Endpoint(st.At))
}

func (s *Sheet) isVPC(id core.ID) bool {
	x := s.Shape(id)
	return x != nil && x.Kind == ShapeVPC
}
