package place

import "slices"

// What kind of story an item tells decides how much a country says that is
// named beside the one where it was written. A company's report belongs where
// the company is: whom it sells to, and who owns it, are mentioned. News of
// states, markets and war is about every country it names.
type story uint8

const (
	ofCompanies story = iota
	ofStates
	ofCounties
	stories
)

// told is how many words of each kind an item has, each counted once, up to
// toldEnough.
type told [stories]int

const (
	toldEnough = 4
	toldWithin = 420 // bytes of the text: its kind shows at its beginning
)

// storyWords are the words that tell kinds of story apart. Those of counties
// are in local.go.
var storyWords = func() map[uint64]story {
	set := map[uint64]story{}
	for kind, words := range [stories]string{ofCompanies: companyWords, ofStates: stateWords, ofCounties: countyWords} {
		for h := range wordSet(words) {
			set[h] = story(kind)
		}
	}
	return set
}()

// storySieve knows most words that are none of storyWords.
var storySieve = func() sieve {
	s := newSieve(13)
	for h := range storyWords {
		s.add(h)
	}
	return s
}()

const (
	companyWords = `corp inc incorporated ltd limited plc co ag sa nv ab company shares share shr cts net vs quarter qtr profit profits
		results earnings revenue revenues sales dividend stake acquire acquired acquisition takeover subsidiary unit bought contract
		issuing priced coupon bond eurobond denominations
		acciones beneficio ventas empresa filial actions bénéfice entreprise filiale aktien gewinn umsatz unternehmen tochter
		ações lucro vendas saham laba untung jualan syarikat perusahaan`
	stateWords = `government governments minister ministers ministry officials trade export exports import imports tonnes talks meeting
		economic economy countries country nations world military war president treaty agreement currency currencies foreign
		committee community tariffs embassy ambassador diplomats parliament sanctions attack attacks missile missiles troops rebels
		ceasefire invasion border hostages warships
		gobierno ministro presidente guerra acuerdo países gouvernement ministre président guerre accord pays regierung minister
		präsident krieg abkommen länder governo acordo kerajaan menteri presiden perang negara pemerintah`
)

// tell counts the words that tell of what kind an item is.
func (r *reading) tell() (t told) {
	var seen [stories][toldEnough]uint64
	until := max(r.body, int(r.dateline.end)) + toldWithin
	for i := range r.tokens {
		w := &r.tokens[i]
		if w.script != latin || !storySieve.has(w.hash) {
			continue
		}
		kind, known := storyWords[w.hash]
		if !known || kind != ofCounties && int(w.start) > until {
			continue
		}
		n := t[kind]
		if n == toldEnough || slices.Contains(seen[kind][:n], w.hash) {
			continue
		}
		seen[kind][n] = w.hash
		t[kind]++
	}
	return t
}
