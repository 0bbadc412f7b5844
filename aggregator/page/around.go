package page

// around finds for each item what lies beside it. out are the elements that a
// selector matches outside of all items, in document order.
//
// From an item we climb until there is something around it. If the item is
// alone there with what was found, the two belong together, as in
//
//	<li> <b>Malaysia</b> <article>…</article> </li>
//
// If each item there is in a child of its own, they lie in a row with what was
// found between them, as in
//
//	<dt>…</dt> <dd>…</dd> <dt>…</dt> <dd>…</dd>
//
// and the whole row tells whether it belongs to the item before or after. If
// there are several items and one label above them, and more such groups on
// the page, then it is a heading of the group; only regions and dates are.
//
//	<section> <h2>Asia</h2> <ul> <li>…</li> <li>…</li> </ul> </section>
func (p *page) around(out []int32, key string) [][]int32 {
	near := make([][]int32, len(p.items))
	if len(out) == 0 {
		return near
	}
	r := rows{page: p, out: out, ends: map[int32]int{}, votes: map[int32]int{}, groups: map[int32]bool{}}
	spots := make([]spot, len(p.items))
	for k, root := range p.items {
		spots[k] = r.climb(root)
		r.note(spots[k])
	}
	isShared := len(r.groups) > 1 && (key == keyRegion || key == keyDate)
	for k, s := range spots {
		switch {
		case s.isAlone, s.isGroup && isShared:
			near[k] = p.within(out, s.around)
		case s.isRow:
			near[k] = r.beside(s, r.isBefore(s.around, key))
		}
	}
	return near
}

// rows is the work of around. Maps are by the element around a row or group.
type rows struct {
	*page
	out []int32
	// ends is more than 0 if something lies before the first item of a row,
	// and less if after the last: then what lies between two items belongs to
	// the one after, or before. If it is 0, votes counts what touches one of
	// the two.
	ends, votes map[int32]int
	groups      map[int32]bool
}

// isBefore reports whether what belongs to an item of a row comes before it.
// If nothing tells, labels stand above headlines.
func (r *rows) isBefore(row int32, key string) bool {
	if r.ends[row] != 0 {
		return r.ends[row] > 0
	}
	return r.votes[row] > 0 || r.votes[row] == 0 && key == keyRegion
}

// spot is where an item stands to what was found: around is the element that
// holds both, child the one in it that holds the item.
type spot struct {
	item, around, child     int32
	isAlone, isGroup, isRow bool
}

// climb goes up from an item until there is something around it.
func (r *rows) climb(item int32) spot {
	child := item
	for up := r.parent[item]; up >= 0; child, up = up, r.parent[up] {
		found := r.within(r.out, up)
		if len(found) == 0 {
			continue
		}
		items := r.within(r.items, up)
		return spot{
			item: item, around: up, child: child,
			isAlone: len(items) == 1,
			isGroup: len(found) == 1 && found[0] < items[0],
			isRow:   child == item || len(r.within(r.items, child)) == 1,
		}
	}
	return spot{}
}

// note counts what the surroundings of an item say of all.
func (r *rows) note(s spot) {
	if s.isGroup && !s.isAlone {
		r.groups[s.around] = true
	}
	if !s.isRow {
		return
	}
	items := r.within(r.items, s.around)
	k := after(items, s.item) - 1
	before := r.beside(s, true)
	if k == 0 {
		r.ends[s.around] += min(1, len(before))
	}
	if k == len(items)-1 {
		r.ends[s.around] -= min(1, len(r.beside(s, false)))
	}
	if k == 0 || len(before) == 0 {
		return
	}
	if r.childOf(s.around, before[0]) == r.end[r.childOf(s.around, items[k-1])] {
		r.votes[s.around]--
	}
	if r.end[r.childOf(s.around, before[len(before)-1])] == s.child {
		r.votes[s.around]++
	}
}

// childOf returns the child of element around that i is or lies in.
func (r *rows) childOf(around, i int32) int32 {
	for r.parent[i] != around {
		i = r.parent[i]
	}
	return i
}

// beside returns what lies between an item in a row and the one before, or
// after.
func (r *rows) beside(s spot, before bool) []int32 {
	items := r.within(r.items, s.around)
	found := r.within(r.out, s.around)
	k := after(items, s.item) - 1
	if before {
		from := 0
		if k > 0 {
			from = after(found, r.end[items[k-1]]-1)
		}
		return found[from:after(found, s.item)]
	}
	to := len(found)
	if k < len(items)-1 {
		to = after(found, items[k+1])
	}
	return found[after(found, r.end[s.item]-1):to]
}
