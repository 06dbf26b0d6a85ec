package diagram

import (
	"cmp"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/geom"
)

// layFunctions places the functions in the Lambda service, each level with its
// interfaces, so that tethers run straight where they can.
func (l *layout) layFunctions() {
	if len(l.functions) == 0 {
		return
	}
	var inside, outside []*functionPlan
	for _, f := range l.functions {
		if len(f.ties) == 0 {
			outside = append(outside, f)
			continue
		}
		for _, t := range f.ties {
			f.wanted += t.at.Y / float64(len(f.ties))
		}
		inside = append(inside, f)
	}
	order.By(inside, func(x, y **functionPlan) int {
		a, b := *x, *y
		return cmp.Or(cmp.Compare(a.wanted, b.wanted), strings.Compare(string(a.fn.ID), string(b.fn.ID)))
	})
	left, top := float64(vpcX), 0.0
	if len(l.vpcs) > 0 {
		left, top = l.sides.X, l.sides.Y
	}
	// Many functions stand in several columns, in rows of neighbours.
	columns := 1
	if rows := int(max(l.sides.H, 12*functionPitch) / functionPitch); len(l.functions) > rows {
		columns = (len(l.functions) + rows - 1) / rows
	}
	wanted := make([]float64, (len(inside)+columns-1)/columns)
	for i, f := range inside {
		n := min(columns, len(inside)-i/columns*columns)
		wanted[i/columns] += f.wanted / float64(n)
	}
	centres := spread(wanted, functionPitch)
	first := top + headerHeight + cardHeight/2
	if len(centres) > 0 && centres[0] < first {
		d := first - centres[0]
		for i := range centres {
			centres[i] += d
		}
	}
	// Functions outside every VPC stand below them, where their calls pass under.
	low := first
	if len(centres) > 0 {
		low = centres[len(centres)-1] + functionPitch
	}
	if len(l.vpcs) > 0 {
		low = max(low, l.sides.Bottom()+cardHeight)
	}
	x := left - zoneGap - cardSpace - l.functionW
	auto := func(i int) geom.Rect {
		column, y := i%columns, 0.0
		if i < len(inside) {
			y = centres[i/columns]
		} else {
			column = (i - len(inside)) % columns
			y = low + float64((i-len(inside))/columns)*functionPitch
		}
		return geom.R(x-float64(column)*(l.functionW+functionLane), y-cardHeight/2-2, l.functionW, cardHeight+4)
	}
	all := slices.Concat(inside, outside)
	var taken []geom.Rect
	for _, f := range all {
		if r, ok := l.place(f.fn.ID, l.functionW, cardHeight+4); ok {
			f.box = r
			taken = append(taken, r)
		}
	}
	zone := geom.Rect{}
	for i, f := range all {
		if f.box.Empty() {
			f.box = auto(i)
			if len(taken) > 0 {
				f.box = lowered(f.box, taken, 4)
				taken = append(taken, f.box)
			}
		}
		zone = zone.Union(f.box)
	}
	l.lambda = l.zone(ZoneLambda, "Lambda service", zone, functionLane, func(z geom.Rect) geom.Rect {
		return z.Union(geom.R(z.X, top, z.W, l.sides.H))
	})
	mid := 0.0
	for _, f := range all {
		mid += f.box.Center().Y / float64(len(all))
	}
	l.api = geom.Pt(l.lambda.X, geom.Snap(mid, 4))
	l.shapes = append(l.shapes, Shape{
		Key: LambdaAPI, Kind: ShapeGate, Parent: ZoneLambda, Label: "Lambda API", Fixed: true, Service: "lambda",
		Box: geom.Around(l.api, gateSize, gateSize),
	})
	for _, f := range all {
		l.drawFunction(f)
	}
}

// zone adds a zone round contents, with a lane on its left, and lets stretch make
// it larger.
func (l *layout) zone(key core.ID, label string, contents geom.Rect, lane float64, stretch func(geom.Rect) geom.Rect) geom.Rect {
	z := geom.R(contents.X-lane, contents.Y-headerHeight, contents.W+lane+cardSpace, contents.H+headerHeight+cardSpace)
	if need := FontBody.Width(label) + 2*cardSpace; z.W < need {
		z.X, z.W = z.X-(need-z.W), need
	}
	if stretch != nil {
		z = stretch(z)
	}
	l.zones = append(l.zones, Shape{Key: key, Kind: ShapeZone, Box: z, Label: label, Fixed: true})
	return z
}

// layCallers places who calls, left of the Lambda service.
func (l *layout) layCallers() {
	if len(l.callers) == 0 {
		return
	}
	mid, right := float64(headerHeight+cardHeight), float64(vpcX-zoneGap)
	if len(l.functions) > 0 {
		mid, right = l.api.Y, l.lambda.X-gateSize/2-cardSpace
	}
	wanted := make([]float64, len(l.callers))
	for i := range wanted {
		wanted[i] = mid
	}
	centres := spread(wanted, functionPitch)
	x := right - cardSpace - l.callerW/2
	zone := geom.Rect{}
	taken := l.takenBy(len(l.callers), func(i int) core.ID { return l.callers[i].Head().ID })
	var boxes []geom.Rect
	for i, c := range l.callers {
		r, ok := l.place(c.Head().ID, l.callerW, cardHeight+4)
		if !ok {
			r = lowered(geom.Around(geom.Pt(x, centres[i]), l.callerW, cardHeight+4), taken, 4)
		}
		boxes = append(boxes, r)
		zone = zone.Union(r)
	}
	l.zone(ZoneCallers, "Callers", zone, cardSpace, nil)
	for i, c := range l.callers {
		id := c.Head().ID
		s := Shape{
			Key: id, Kind: ShapeCaller, Resource: id, Type: c.Type(), Parent: ZoneCallers,
			Box: boxes[i], Label: c.Head().Label(), Sub: l.callerSub(c),
		}
		switch c := c.(type) {
		case *core.EventSourceMapping:
			s.Dim = c.Disabled
		case *core.APIGateway:
			if len(c.Policy) > 0 {
				l.drawPolicy(&s, geom.Pt(s.Box.X, s.Box.Center().Y), false)
			}
		}
		l.shapes = append(l.shapes, s)
	}
}

// callerSub says what a caller is beyond its name: whom a mapping polls for whom.
func (l *layout) callerSub(r core.Resource) string {
	switch r := r.(type) {
	case *core.EventSourceMapping:
		return l.label(r.Source) + " → " + l.label(r.Function)
	case *core.APIGateway:
		if r.Endpoint == core.APIPrivate || r.Endpoint == core.APIEdge {
			return string(r.Endpoint)
		}
	}
	return ""
}

// takenBy returns the stored places of n fixed-size shapes, with a size that keeps
// others away.
func (l *layout) takenBy(n int, id func(int) core.ID) []geom.Rect {
	var out []geom.Rect
	for i := range n {
		if r, ok := l.place(id(i), l.serviceW, serviceHeight); ok {
			out = append(out, r)
		}
	}
	return out
}

// layServices places what is outside on the right: the Region's services, and
// below them the internet.
func (l *layout) layServices() {
	if len(l.d.resources) == 0 {
		return
	}
	top, bottom, x := 0.0, 0.0, l.edge+outsideGap+cardSpace
	first := float64(headerHeight + serviceHeight/2)
	if len(l.vpcs) > 0 {
		top, bottom = l.sides.Y, l.sides.Bottom()
		first = l.firstGate()
	}
	// Where there is room, services stand level with the rows of the VPC.
	const internetHeight = headerHeight + serviceHeight + cardSpace
	room := bottom - internetHeight - zoneSpace - cardSpace - serviceHeight/2 - first
	pitch := geom.Clamp(geom.Snap(room/float64(max(1, len(l.services)-1))-2, 4), servicePitch, subnetHeight+subnetGap)
	taken := l.takenBy(len(l.services), func(i int) core.ID { return l.services[i].ID })
	zone := geom.Rect{}
	var boxes []geom.Rect
	for i, s := range l.services {
		r, ok := l.place(s.ID, l.serviceW, serviceHeight)
		if !ok {
			r = lowered(geom.R(x, first-serviceHeight/2+float64(i)*pitch, l.serviceW, serviceHeight), taken, pitch/2)
		}
		boxes = append(boxes, r)
		zone = zone.Union(r)
	}
	host, hostStored := l.place(core.Internet, l.serviceW, serviceHeight)
	low := top
	if len(l.services) > 0 {
		label := "AWS services"
		if l.d.Region() != "" {
			label += ", " + l.d.Region()
		}
		z := l.zone(ZoneServices, label, zone, cardSpace, func(z geom.Rect) geom.Rect {
			z = z.Union(geom.R(z.X, top, z.W, 1))
			end := bottom - internetHeight - zoneSpace
			if hostStored {
				end = host.Y - headerHeight - zoneSpace
			}
			z.H = max(z.H, end-z.Y)
			return z
		})
		low = z.Bottom() + zoneSpace
		for i, s := range l.services {
			l.drawService(s, boxes[i])
		}
	}
	if !hostStored {
		host = geom.R(x, max(low, bottom-internetHeight)+headerHeight, l.serviceW, serviceHeight)
	}
	l.zone(ZoneInternet, "Internet", host, cardSpace, nil)
	l.shapes = append(l.shapes, Shape{
		Key: core.Internet, Kind: ShapeHost, Resource: core.Internet, Parent: ZoneInternet, Box: host,
		Label: "any host", Sub: "0.0.0.0/0",
	})
	l.low = geom.Pt(x-cardSpace, host.Bottom()+cardSpace+zoneSpace)
}

// firstGate returns the y of the highest gate on a VPC's right border, with which
// the first service stands level, or what stands in for it.
func (l *layout) firstGate() float64 {
	y := l.sides.Y + headerHeight + rowCentre
	found := false
	for i := range l.shapes {
		s := &l.shapes[i]
		if s.Round() && s.Kind == ShapeGate && s.Key != LambdaAPI && s.Type != core.TypePeering {
			if c := s.Box.Center().Y; !found || c < y {
				y, found = c, true
			}
		}
	}
	return y
}

// beneath returns where a zone below everything else begins, and how wide it may be.
func (l *layout) beneath() (geom.Point, float64) {
	all := geom.Rect{}
	for _, layer := range [][]Shape{l.zones, l.containers} {
		for i := range layer {
			all = all.Union(layer[i].Box)
		}
	}
	return geom.Pt(all.X+cardSpace, all.Bottom()+zoneSpace+headerHeight), max(all.W-2*cardSpace, 3*(l.trayW+cardSpace))
}

// layOrganization places the policies of the organization below everything else:
// they guard what is asked of AWS, wherever it is asked.
func (l *layout) layOrganization() {
	if len(l.controls) > 0 {
		at, width := l.beneath()
		l.zone(ZoneOrganization, "Organization", l.layCards(ZoneOrganization, l.controls, at, at.X, width), cardSpace, nil)
	}
}

// layTray places what is attached to nothing below everything else.
func (l *layout) layTray() {
	if len(l.tray)+len(l.strays) == 0 {
		return
	}
	at, width := l.beneath()
	x := at.X
	contents := geom.Rect{}
	for _, p := range l.strays {
		l.fillSubnet(p)
		if r, ok := l.stored[p.subnet.ID]; ok {
			p.box = r
		} else {
			p.box = p.box.Translate(at.X, at.Y)
			at.Y = p.box.Bottom() + subnetGap
		}
		l.placeContents(p)
		p.box = l.grown(p)
		contents = contents.Union(p.box)
		l.drawSubnet(p, ZoneTray)
	}
	l.zone(ZoneTray, "Not attached", contents.Union(l.layCards(ZoneTray, l.tray, at, x, width)), cardSpace, nil)
}

// layCards places cards in rows from a point on, each row from x and within a width,
// and returns what they cover.
func (l *layout) layCards(zone core.ID, list []core.Resource, at geom.Point, x, width float64) geom.Rect {
	contents := geom.Rect{}
	taken := l.takenBy(len(list), func(i int) core.ID { return list[i].Head().ID })
	for _, r := range list {
		id := r.Head().ID
		box, ok := l.place(id, l.trayW, cardHeight+4)
		if !ok {
			if at.X > x && at.X+l.trayW > x+width {
				at = geom.Pt(x, at.Y+cardPitch)
			}
			box = lowered(geom.R(at.X, at.Y, l.trayW, cardHeight+4), taken, cardPitch)
			at.X += l.trayW + cardSpace
		}
		contents = contents.Union(box)
		l.shapes = append(l.shapes, Shape{
			Key: id, Kind: ShapeCard, Resource: id, Type: r.Type(), Service: serviceOf(r), Parent: zone, Box: box,
			Label: r.Head().Label(), Sub: cardSub(r),
		})
	}
	return contents
}

// cardSub is the second line of a card: what it is.
func cardSub(r core.Resource) string {
	o, ok := r.(*core.OrganizationPolicy)
	switch {
	case !ok:
		return r.Type().Word()
	case len(o.Accounts) == 0:
		return string(o.Kind) + ", all accounts"
	}
	return string(o.Kind) + ", " + strings.Join(o.Accounts, ", ")
}
