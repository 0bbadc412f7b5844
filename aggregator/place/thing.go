package place

import "bytes"

// A country may be called as a thing is. What stands beside the name tells the
// bird from Türkiye: what is done with it, and where it is eaten. Words for
// farming alone do not, for countries have farms and bird flu too.
var (
	// birdAfter stand after the bird's name.
	birdAfter = wordSet(`farmer farmers farm farms flock flocks hunter hunters hunting hunt season meat breast breasts leg legs sandwich
		sandwiches dinner dinners trot trots burger burgers bacon producers growers grower stuffing gravy recipe recipes shortage vulture
		vultures giveaway giveaways bowl drive fryer fryers wings carcass prices`)
	// birdBefore stand before it.
	birdBefore = wordSet(`roast roasted wild smoked ground frozen fried turducken thanksgiving christmas leftover`)
	// birdWords say in any place that the bird is meant.
	birdWords = wordSet(`thanksgiving stuffing gravy cranberry drumstick drumsticks gobbler gobblers poult poults turkeys`)

	birdName = wordHash("turkey")
)

// isThing reports whether a name is that of a thing: the item writes it small
// elsewhere, or the words around it say so, and nothing else in the item names
// the country.
func (x *index) isThing(r *reading, h *hit) bool {
	if h.to-h.from > 1 || r.tokens[h.from].hash != birdName || r.isPossessive(h) {
		return false
	}
	if !r.isBeside(h) && !r.hasThing(r.tokens[h.from].hash) {
		return false
	}
	return !x.isNamedElse(r, h.head)
}

// isBeside reports whether a word for a thing stands beside a name.
func (r *reading) isBeside(h *hit) bool {
	if at := int(h.to); at < len(r.tokens) && r.tokens[at].gap <= space && birdAfter[r.tokens[at].hash] {
		return true
	}
	return h.from > 0 && r.tokens[h.from].gap <= space && birdBefore[r.tokens[h.from-1].hash]
}

// hasThing reports whether the item has a name as a word, without a capital, or
// one of the words that are said of the thing alone.
func (r *reading) hasThing(name uint64) bool {
	for i := range r.tokens {
		if t := &r.tokens[i]; t.hash == name && !t.upper || birdWords[t.hash] {
			return true
		}
	}
	return false
}

// isPossessive reports whether a name has an apostrophe and an s after it,
// which things seldom have.
func (r *reading) isPossessive(h *hit) bool {
	end := r.text[r.tokens[h.to-1].end:]
	return bytes.HasPrefix(end, []byte("'s")) || bytes.HasPrefix(end, []byte("’s"))
}
