package diagram

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lasthop/core"
	"lasthop/core/order"
	"lasthop/wasm/geom"
)

// layVPCs places VPCs, subnets and all that is in them, and the gates.
func (l *layout) layVPCs() {
	next := 0.0
	var others []geom.Rect
	for _, v := range l.vpcs {
		if r, ok := l.stored[v.vpc.ID]; ok {
			others = append(others, r)
		}
	}
	for _, v := range l.vpcs {
		for _, p := range v.subnets {
			l.fillSubnet(p)
		}
		size := l.grid(v)
		at, ok := l.stored[v.vpc.ID]
		if !ok {
			at = lowered(geom.R(vpcX, next, size.W, size.H), others, vpcSpace)
		}
		l.placeSubnets(v, at)
		l.growVPC(v, at)
		next = max(next, v.box.Bottom()+vpcSpace)
		l.sides = l.sides.Union(v.box)
	}
	l.edge = vpcX
	if len(l.vpcs) > 0 {
		l.edge = l.sides.Right()
	}
	for _, v := range l.vpcs {
		l.drawVPC(v)
	}
}

// fillSubnet lays out the contents of a subnet from its top left corner, and gives
// it the size that they need: interfaces in columns on the left, where the tethers
// come in; beside and below their line of sight to the door, the cards.
func (l *layout) fillSubnet(p *subnetPlan) {
	k := len(p.interfaces)
	p.places = make([]geom.Rect, 0, k+len(p.cards))
	for i := range k {
		c := geom.Pt(interfaceColumn+float64(i/interfaceRows)*interfacePitch, rowCentre+float64(i%interfaceRows)*rowPitch)
		p.places = append(p.places, geom.Around(c, interfaceSize, interfaceSize))
	}
	x, y := float64(contentPad), float64(rowCentre-cardHeight/2)
	if k > 0 {
		x, y = cardColumn+float64((k-1)/interfaceRows)*interfacePitch, cardTop
	}
	rows := max(2, min(cardRows, int(math.Ceil(math.Sqrt(float64(len(p.cards)))))))
	pitch := float64(cardPitch)
	if k > 1 {
		pitch = rowPitch // cards stand between the lines of sight of interfaces
	}
	for i := range p.cards {
		p.places = append(p.places, geom.R(x+float64(i/rows)*(l.cardW+cardSpace), y+float64(i%rows)*pitch, l.cardW, cardHeight))
	}
	w := contentPad*2 + FontName.Width(p.subnet.Label()) + 10 + FontMono.Width(subnetBlocks(p.subnet))
	w = max(w, contentPad*2+FontBody.Width(l.note(p)), subnetWidth)
	p.box = geom.R(0, 0, min(fitWidth(w, 0, 420), 420), subnetHeight)
	p.box = l.grown(p)
	p.box.X, p.box.Y = 0, 0
}

// grown returns the subnet's box, extended to hold what is in it.
func (l *layout) grown(p *subnetPlan) geom.Rect {
	b := p.box
	right, bottom := b.Right(), b.Bottom()
	for i, r := range p.places {
		b.X = min(b.X, r.X-contentPad)
		b.Y = min(b.Y, r.Y-subnetHeader)
		low := r.Bottom() + contentPad
		if i < len(p.interfaces) {
			low += 16 // its address
		} else if p.cards[i-len(p.interfaces)].iface.Public.IsValid() {
			low += tagOverhang // a public address
		}
		right = max(right, r.Right()+l.aclW/2+28)
		bottom = max(bottom, low)
	}
	b.W, b.H = right-b.X, bottom-b.Y
	return b
}

// doorSpan is how far a subnet's door reaches beyond its right edge.
func (l *layout) doorSpan() float64 { return l.aclW/2 + doorGap + l.tableW }

// tier orders subnets from left to right: the nearer to the internet, the nearer
// to the border.
func (p *subnetPlan) tier() int {
	switch p.facts.Class {
	case core.ClassPublic:
		return 2
	case core.ClassPrivate, core.ClassVPNOnly:
		return 1
	case core.ClassIsolated, core.ClassUnknown:
	}
	return 0
}

// grid gives the subnets of a VPC their places from its top left corner, and
// returns the size that it needs. Availability Zones are horizontal bands; in each
// the tiers are columns, so that like stands above like. A small VPC, and one that
// has nothing to align, is a single column.
func (l *layout) grid(v *vpcPlan) geom.Rect {
	zones := make([]string, 0, 4)
	for _, p := range v.subnets {
		if !slices.Contains(zones, p.subnet.Zone) {
			zones = append(zones, p.subnet.Zone)
		}
	}
	order.Strings(zones)
	order.By(v.subnets, func(x, y **subnetPlan) int {
		a, b := *x, *y
		return cmp.Or(strings.Compare(a.subnet.Zone, b.subnet.Zone), b.tier()-a.tier(), strings.Compare(string(a.subnet.ID), string(b.subnet.ID)))
	})
	n := len(v.subnets)
	columns := n > 6 || n > 4 && len(zones) > 1
	rows := n
	if columns {
		rows = max(1, int(math.Ceil(1.5*math.Sqrt(float64(n))/float64(len(zones)))))
	}
	// A cell is a column and a row of the whole VPC. First count the columns that
	// each tier needs, then number them from left to right.
	type place struct{ column, row int }
	cells := make([]place, n)
	var need [3]int
	count := map[string]*[3]int{}
	for i, p := range v.subnets {
		tier := 0
		if columns {
			tier = p.tier()
		}
		c := count[p.subnet.Zone]
		if c == nil {
			c = new([3]int)
			count[p.subnet.Zone] = c
		}
		cells[i] = place{c[tier] / rows, c[tier] % rows}
		c[tier]++
		need[tier] = max(need[tier], cells[i].column+1)
	}
	first := [3]int{0, need[0], need[0] + need[1]}
	width := make([]float64, need[0]+need[1]+need[2])
	height := map[string][]float64{}
	for i, p := range v.subnets {
		if columns {
			cells[i].column += first[p.tier()]
		}
		c := cells[i]
		width[c.column] = max(width[c.column], p.box.W)
		h := height[p.subnet.Zone]
		for len(h) <= c.row {
			h = append(h, 0)
		}
		h[c.row] = max(h[c.row], p.box.H)
		height[p.subnet.Zone] = h
	}
	left := make([]float64, len(width)+1)
	left[0] = vpcPad
	for i, w := range width {
		left[i+1] = left[i] + w + l.doorSpan() + columnGap
	}
	top, y := map[string][]float64{}, float64(headerHeight)
	for _, z := range zones {
		for _, h := range height[z] {
			top[z] = append(top[z], y)
			y += h + subnetGap
		}
	}
	for i, p := range v.subnets {
		c := cells[i]
		p.box = geom.R(left[c.column], top[p.subnet.Zone][c.row], width[c.column], height[p.subnet.Zone][c.row])
	}
	if n == 0 {
		return geom.R(0, 0, vpcPad+subnetWidth+l.doorSpan()+laneWidth, headerHeight+subnetHeight+vpcPad)
	}
	return geom.R(0, 0, left[len(width)]-columnGap+laneWidth, y)
}

// placeSubnets moves subnets and contents to where they stand on the page.
func (l *layout) placeSubnets(v *vpcPlan, at geom.Rect) {
	low := at.Y + headerHeight
	x := at.X + vpcPad
	some := false
	for _, p := range v.subnets {
		if r, ok := l.stored[p.subnet.ID]; ok {
			if !some || r.Bottom()+subnetGap > low {
				low, x = r.Bottom()+subnetGap, r.X
			}
			some = true
		}
	}
	for _, p := range v.subnets {
		local := p.box
		r, ok := l.stored[p.subnet.ID]
		switch {
		case ok:
			p.box = geom.R(r.X, r.Y, max(r.W, 96), max(r.H, subnetHeader+16))
		case some:
			// The others stand where someone put them: the new one goes below.
			p.box = geom.R(x, low, local.W, local.H)
			low = p.box.Bottom() + subnetGap
		default:
			p.box = local.Translate(at.X, at.Y)
		}
	}
	for _, p := range v.subnets {
		l.placeContents(p)
	}
	for _, p := range v.subnets {
		p.box = l.grown(p)
	}
}

// placeContents moves what is in a subnet to where it stands on the page: to its
// stored place while that is in this subnet, else to its place in the layout, or
// further down where that is taken.
func (l *layout) placeContents(p *subnetPlan) {
	var taken []geom.Rect
	fixed := make([]bool, len(p.places))
	for i := range p.places {
		key := p.keyOf(i)
		r, ok := l.place(key, p.places[i].W, p.places[i].H)
		if ok && l.inside(p, r.Center()) {
			p.places[i], fixed[i] = r, true
			taken = append(taken, r)
		}
	}
	for i := range p.places {
		if fixed[i] {
			continue
		}
		r := p.places[i].Translate(p.box.X, p.box.Y)
		if len(taken) > 0 {
			r = lowered(r, taken, 4)
		}
		p.places[i] = r
		if len(taken) > 0 {
			taken = append(taken, r)
		}
	}
}

// keyOf returns the key of the i-th thing in the subnet.
func (p *subnetPlan) keyOf(i int) core.ID {
	if i < len(p.interfaces) {
		return p.interfaces[i].ID
	}
	return p.cards[i-len(p.interfaces)].key
}

// inside reports whether a stored place counts as within the subnet: in its box,
// or next to it, where the box will grow, and in no other subnet's box.
func (l *layout) inside(p *subnetPlan, c geom.Point) bool {
	if p.box.Contains(c) {
		return true
	}
	if p.box.Dist(c) > 80 {
		return false
	}
	if p.vpc != nil {
		for _, o := range p.vpc.subnets {
			if o != p && o.box.Contains(c) {
				return false
			}
		}
	}
	return true
}

// growVPC makes the VPC hold its subnets and their doors.
func (l *layout) growVPC(v *vpcPlan, at geom.Rect) {
	if at.Empty() {
		at.W, at.H = subnetWidth, headerHeight+subnetHeight
	}
	right, bottom := at.Right(), at.Bottom()
	for _, p := range v.subnets {
		at.X = min(at.X, p.box.X-vpcPad)
		at.Y = min(at.Y, p.box.Y-headerHeight)
		right = max(right, p.box.Right()+l.doorSpan()+laneWidth)
		bottom = max(bottom, p.box.Bottom()+subnetGap)
	}
	// The borders have room for all of their gates.
	bottom = max(bottom, at.Y+gateSize+float64(len(v.gates))*gatePitch)
	right = max(right, l.tagsEnd(v, at.X)+gateSize)
	at.W, at.H = right-at.X, bottom-at.Y
	v.box = at
}
