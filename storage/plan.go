package storage

import (
	"math"

	"dateline/feeds"
	"dateline/storage/index"
)

// plan is what the index is asked for: at least what is wanted, from one place
// of feeds to another.
type plan struct {
	terms index.Query
	// from is not after the first that is wanted, until the date of the last.
	from  index.Doc
	until int64
}

// isBlind reports whether the index knows nothing of what is wanted.
func (p plan) isBlind() bool { return len(p.terms) == 0 }

// plan plans for a region's entries that a query wants.
func (s *Store) plan(region uint32, q feeds.Query) plan {
	p := plan{from: index.Doc{Date: math.MaxInt64}, until: math.MinInt64}
	if !q.Since.IsZero() {
		p.until = seconds(q.Since)
	}
	if !q.Before.IsZero() {
		p.from.Date = seconds(q.Before)
	}
	if !q.After.IsZero() {
		if after := (index.Doc{Date: seconds(q.After.Date), ID: q.After.ID}); p.from.Compare(after) < 0 {
			p.from = after
		}
	}
	for _, c := range q.Text {
		if !c.Not {
			p.terms = append(p.terms, convert(c.Any, termsOf))
		}
	}
	p.choose(q.Topics, termOfTopic)
	p.choose(q.Languages, termOfLanguage)
	p.choose(q.Sources, func(id string) index.Term {
		n, _ := s.sources.number(id) // 0 is no source's
		return termOfNumber(aSource, n)
	})
	if q.Playable {
		p.terms = append(p.terms, index.Group{{index.Facet(playable, nil)}})
	}
	if !p.isBlind() && region != s.regions.bySlug[feeds.World] {
		p.terms = append(p.terms, index.Group{{termOfNumber(aRegion, region)}})
	}
	return p
}

// choose asks for any of what a choice wants.
func (p *plan) choose(c feeds.Choice, term func(string) index.Term) {
	if len(c.In) == 0 {
		return
	}
	p.terms = append(p.terms, convert(c.In, func(in string) []index.Term { return []index.Term{term(in)} }))
}

// termsOf are the terms of what says a phrase. Runes that stand together are
// found in pairs, which says more.
func termsOf(p feeds.Phrase) []index.Term {
	var terms []index.Term
	for i, word := range p {
		before := i > 0 && index.IsRune([]byte(p[i-1])) && index.IsRune([]byte(word))
		after := i+1 < len(p) && index.IsRune([]byte(p[i+1])) && index.IsRune([]byte(word))
		if before {
			terms = append(terms, index.Pair([]byte(p[i-1]), []byte(word)))
		}
		if !before && !after {
			terms = append(terms, index.Word([]byte(word)))
		}
	}
	return terms
}
