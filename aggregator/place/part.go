package place

// classify sets apart the names that are part of something else: of a
// person, a company, a sum of money.
func (x *index) classify(r *reading, i int) {
	h := &r.hits[i]
	if h.own || r.tokens[h.from].script != latin {
		return
	}
	switch {
	case r.isMoney(h):
		h.class = inMoney
	case x.isPerson(r, i):
		h.state = dropped
		r.persons = append(r.persons, h.head)
	case r.isTicker(h), r.isModel(h), x.isThing(r, h), r.isWordInCapitals(h), r.isDescent(h):
		h.state = dropped
	case r.isCompany(h), x.isTitled(r, h):
		h.class = inCompany
	default:
		h.near = r.isNear(h)
	}
}

// isNear reports whether the words around a name say that it is a place, so
// that it may be a town's: "in Uvalde", "Uvalde police".
func (r *reading) isNear(h *hit) bool {
	if h.from > 0 && r.tokens[h.from].gap == space && locatives[r.tokens[h.from-1].hash] {
		return true
	}
	return int(h.to) < len(r.tokens) && r.tokens[h.to].gap == space && localNouns[r.tokens[h.to].hash]
}

// isMoney reports whether a currency's unit follows: U.S. dollars, US$95.
func (r *reading) isMoney(h *hit) bool {
	if end := r.tokens[h.to-1].end; int(end) < len(r.text) && r.text[end] == '$' {
		return true
	}
	return int(h.to) < len(r.tokens) && r.tokens[h.to].gap <= space && units[r.tokens[h.to].hash]
}

// isCompany reports whether a name is in a company's: capitals follow it up
// to a word for a kind of company.
func (r *reading) isCompany(h *hit) bool {
	for j := int(h.to); j < len(r.tokens) && j < int(h.to)+5; j++ {
		t := &r.tokens[j]
		if t.gap > space || !t.upper {
			return false
		}
		if companies[t.hash] {
			return true
		}
	}
	return false
}

// isTicker reports whether a name is a share's symbol, as agencies write it
// behind a company's name: <BC>.
func (r *reading) isTicker(h *hit) bool {
	first, last := &r.tokens[h.from], &r.tokens[h.to-1]
	return first.caps && first.start > 0 && r.text[first.start-1] == '<' && int(last.end) < len(r.text) && r.text[last.end] == '>'
}

// isWordInCapitals reports whether a name of two letters is a word of a title
// that is all in capitals: TELL US, LA POLICE.
func (r *reading) isWordInCapitals(h *hit) bool {
	t := &r.tokens[h.from]
	return r.caps && int(h.from) < r.bodyAt && !t.dotted && wordsInCapitals[t.hash]
}

// isModel reports whether a name is that of a machine: DC-10.
func (r *reading) isModel(h *hit) bool {
	next := int(h.to)
	return r.tokens[h.from].caps && next < len(r.tokens) && r.tokens[next].gap == hyphen && r.tokens[next].number
}

// isDescent reports whether a name is that of a family: Ali al-Sabah.
func (r *reading) isDescent(h *hit) bool {
	return h.from > 0 && r.tokens[h.from].gap <= hyphen && articles[r.tokens[h.from-1].hash]
}

// isTitled reports whether a name is in that of a paper, a bank or a treaty:
// China Times, Bank of Nova Scotia, Paris accord. The parties to a treaty stand
// before it too, but they are countries.
func (x *index) isTitled(r *reading, h *hit) bool {
	if next := int(h.to); next < len(r.tokens) && r.tokens[next].gap == space {
		w := &r.tokens[next]
		if w.upper && papers[w.hash] || treaties[w.hash] && x.names.has(h.head, bigCity) {
			return true
		}
	}
	if h.from < 2 || r.tokens[h.from].gap > space || r.tokens[h.from-1].gap > space || r.tokens[h.from-1].hash != wordOf {
		return false
	}
	before := &r.tokens[h.from-2]
	return before.upper && banks[before.hash]
}

// wordSet is the hashes of the words of a text.
func wordSet(text string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, t := range tokenize([]byte(text), nil) {
		set[t.hash] = true
	}
	return set
}

// wordHash is the hash of one word.
func wordHash(word string) uint64 { return tokenize([]byte(word), nil)[0].hash }

var (
	// units of currencies, which say where money is from and no more.
	units = wordSet(`dlr dlrs dollar dollars franc francs mark marks pound pounds yen peso pesos crown crowns krona kronor kroner
		krone rupee rupees shilling shillings rial riyal dinar dinars dirham dirhams won baht lira lire guilder guilders sterling
		currency cents euros dólares francos pesos`)
	// locatives stand before places.
	locatives = wordSet(`in near outside around across throughout`)
	// localNouns stand after towns, in English headlines: what a town has, who
	// is from there, what happened there.
	localNouns = wordSet(`mayor police council councillor residents school schools airport hospital court courthouse firefighters
		officials borough suburb man woman boy girl teen couple family mass shooting shooter gunman massacre attack bombing
		siege crash earthquake flood floods fire fires wildfire explosion blast stabbing riots suspect suspects killing trial village city`)
	// companies are the legal forms.
	companies = wordSet(`corp corporation inc incorporated ltd limited co company plc llc lp ag sa nv bv gmbh bhd sdn pty spa oy ab
		holdings holding group bancorp`)
	// wordsInCapitals are words that only capitals make names: us, la.
	wordsInCapitals = wordSet(`us la`)
	// articles join Arabic surnames.
	articles = wordSet(`al el`)
	// papers are the last words of newspapers' and agencies' names.
	papers = wordSet(`times post herald tribune gazette chronicle examiner daily telegraph news`)
	// treaties are called by where they were signed.
	treaties = wordSet(`accord accords agreement agreements pact treaty protocol convention declaration club`)
	// banks stand before a place that is their name's.
	banks = wordSet(`bank`)
)
