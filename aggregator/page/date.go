package page

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"dateline/aggregator/parse/date"
)

// date returns when item k was published, from the first place that says so in
// a way we can read, else the first text that stands in such a place.
func (p *page) date(f fields, k int32) (at time.Time, text string) {
	for i, name := range f[keyDate].of(k) {
		for _, candidate := range p.dateTexts(i, name) {
			if at, ok := p.readDate(candidate); ok {
				return at, ""
			}
			if text == "" && len(candidate) <= maxLabel {
				text = candidate
			}
		}
	}
	return time.Time{}, text
}

// dateTexts are the dates that an element may hold: machines write better
// ones than people.
func (p *page) dateTexts(i int32, name string) []string {
	var all []string
	add := func(s string) {
		if s = words(s); s != "" {
			all = append(all, s)
		}
	}
	if name != "" {
		add(p.attr(i, name))
	}
	for _, machine := range []string{"datetime", "content"} {
		if n := p.nodes[i]; n.DataAtom == atom.Time || n.DataAtom == atom.Meta || n.DataAtom == atom.Ins {
			add(attr(n, machine))
		}
	}
	text := p.phrases(i)
	add(text)
	add(p.attr(i, "title"))
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("|·•–—", r) }) {
		add(part)
	}
	return all
}

// readDate reads one that may count from now or leave the year out.
func (p *page) readDate(text string) (time.Time, bool) {
	if at, ok := date.Read(text, p.in.Timezone); ok {
		return at, true
	}
	if p.in.Now.IsZero() || len(text) > maxLabel {
		return time.Time{}, false
	}
	now := p.in.Now
	if p.in.Timezone != nil {
		now = now.In(p.in.Timezone)
	}
	if at, ok := relativeDate(strings.ToLower(text), now); ok {
		return at.UTC(), true
	}
	return yearless(text, now)
}

var clock = regexp.MustCompile(`\d{1,2}[:.]\d\d(?:[:.]\d\d)?`)

// yearless reads "Jan 3, 5:00 PM" as the last such day that was, or is
// tomorrow for people ahead of us.
func yearless(text string, now time.Time) (time.Time, bool) {
	numbers := strings.FieldsFunc(clock.ReplaceAllString(text, ""), func(r rune) bool { return r < '0' || r > '9' })
	if len(numbers) != 1 || len(numbers[0]) > 2 {
		return time.Time{}, false
	}
	for _, year := range []int{now.Year() + 1, now.Year(), now.Year() - 1} {
		at, ok := date.Read(text+" "+time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"), now.Location())
		if ok && at.Before(now.AddDate(0, 0, 2)) {
			return at, true
		}
	}
	return time.Time{}, false
}
