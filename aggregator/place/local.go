package place

// Papers of American counties name their towns as everyone there knows them:
// Paris is the one in Texas, Lebanon the one in Ohio. Such news tells itself
// apart by the words for what a county has, which national and foreign news
// seldom use, and hardly two of them.
const (
	localCountry = "united-states"
	inLocal      = 300 // the weight of a town there against its great namesake
	localEnough  = 2
)

var localWords = wordSet(`county sheriff deputies deputy township downtown superintendent courthouse firefighters commissioners
	trooper troopers highway elementary`)

// tellsLocal reports whether the item is news of an American county.
func (r *reading) tellsLocal() bool {
	var seen [localEnough]uint64
	n := 0
	for i := range r.tokens {
		h := r.tokens[i].hash
		if r.tokens[i].script != latin || !localWords[h] || n > 0 && seen[0] == h {
			continue
		}
		seen[n] = h
		if n++; n == localEnough {
			return true
		}
	}
	return false
}
