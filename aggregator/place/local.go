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

const countyWords = `county sheriff deputies deputy township downtown superintendent courthouse firefighters commissioners
	trooper troopers highway elementary felony misdemeanor councilman councilwoman freshman sophomore varsity gymnasium auditorium
	fundraiser foreclosure foreclosures`

// tellsLocal reports whether the item is news of an American county.
func (r *reading) tellsLocal() bool { return r.told[ofCounties] >= localEnough }
