package diagram

import (
	"reflect"

	"lasthop/core"
)

// Clone returns a deep copy of r, or nil for nil. It is how a change to a resource
// begins, since a document's own resources are never changed in place.
func Clone(r core.Resource) core.Resource {
	if r == nil {
		return nil
	}
	v := reflect.ValueOf(r).Elem()
	c := reflect.New(v.Type())
	c.Elem().Set(v)
	deepen(c.Elem())
	return c.Interface().(core.Resource)
}

// deepen replaces what v shares with the value that it was copied from by copies.
func deepen(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			deepen(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			p := reflect.New(v.Type().Elem())
			p.Elem().Set(v.Elem())
			v.Set(p)
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		s := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(s, v)
		v.Set(s)
		if v.Type().Elem().Kind() == reflect.Struct {
			for i := range v.Len() {
				deepen(v.Index(i))
			}
		}
	}
}
