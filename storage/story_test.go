package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

// quake is what three papers tell of an earthquake, each at more length than
// the last.
func quake() [3]string {
	lead := "<p>A strong earthquake shook the island of Seram early on Monday, damaging 214 houses and cutting the road to the port of Wahai, officials said. Nine people were treated for injuries.</p>"
	more := "<p>The quake of magnitude 6.3 struck at 04:17, some 40 kilometres south of Wahai and 12 kilometres below the sea, the weather agency said. It gave no warning of a tsunami.</p>" +
		"<p>Ferries to the neighbouring islands were held back until noon, and the hospital in Wahai moved its patients outdoors for the night, where relatives had put up canvas against the rain.</p>"
	last := "<p>" + strings.Repeat("Schools stay closed until engineers have looked at every one of them, the head of the district said, and tents were on their way by sea. ", 5) + "</p>"
	return [3]string{lead, lead + more, lead + more + last}
}

func papers(n int) []feeds.Visit {
	var visits []feeds.Visit
	for i := range n {
		text := quake()[i]
		v := accountVisit(i, i, account{Title: fmt.Sprint("Quake, as told by paper ", i), Text: text, Date: start.Add(time.Duration(i-10) * time.Minute)})
		v.At, v.Source.Rank = start.Add(time.Duration(i)*time.Hour), 0
		visits = append(visits, v)
	}
	return visits
}

// A story keeps the ID it was first published under, whoever's words it is
// shown in, and when the item that had the ID is swept.
func TestStoryKeepsItsID(t *testing.T) {
	s := open(t)
	var id feeds.ID
	for i, v := range papers(3) {
		merge(t, s, v, feeds.Tally{New: 1})
		e := only(t, s)
		if i == 0 {
			id = e.ID
		}
		if e.ID != id || e.Title != v.Items[0].Title || len(e.Carriers) != i+1 {
			t.Errorf("after paper %d: %s %q of %v, want %s", i, e.ID, e.Title, carriers(e), id)
		}
	}
	// The first paper's item is swept: the story goes on.
	for i := range 3 {
		it := story("s0", 100+i)
		it.Content = article(uint64(i), 60)
		merge(t, s, visit("s0", start.Add(time.Duration(4+i)*time.Hour), it), feeds.Tally{New: 1})
	}
	sweep(t, s, feeds.Retention{PerSource: 3}, start.Add(8*time.Hour), 1)
	checkStories(t, s)
	e, err := s.Entry(t.Context(), id)
	if err != nil || e.ID != id || !slices.Equal(carriers(e), []string{"s2", "s1"}) {
		t.Errorf("after the sweep: %s of %v, %v", e.ID, carriers(e), err)
	}
	// A fourth paper joins it still.
	v := accountVisit(5, 5, account{Title: "Late", Text: quake()[1], Date: start})
	v.At = start.Add(9 * time.Hour)
	merge(t, s, v, feeds.Tally{New: 1})
	if e, err := s.Entry(t.Context(), id); err != nil || len(e.Carriers) != 3 {
		t.Errorf("the fourth paper: %v, %v", carriers(e), err)
	}
}

// Retracting a story by the ID that feeds show withdraws everything that tells
// it, for good; retracting one part of it leaves the others.
func TestRetractStory(t *testing.T) {
	ctx := t.Context()
	s := open(t)
	for _, v := range papers(3) {
		merge(t, s, v, feeds.Tally{New: 1})
	}
	e := only(t, s)
	part := e.Carriers[0].Item
	if part == e.ID {
		t.Fatal("the best part is the first one")
	}
	if _, err := s.Retract(ctx, part, "wrong figures", start.Add(4*time.Hour)); err != nil {
		t.Fatal(err)
	}
	checkStories(t, s)
	equal(t, "what is left", []string{"s1", "s0"}, carriers(only(t, s)))
	if _, err := s.Retract(ctx, e.ID, "all wrong", start.Add(5*time.Hour)); err != nil {
		t.Fatal(err)
	}
	checkStories(t, s)
	for _, v := range papers(3) {
		v.At = start.Add(6 * time.Hour)
		merge(t, s, v, feeds.Tally{Known: 1})
	}
	page := latest(t, s, feeds.World)
	if len(page.Entries) != 0 || len(page.Retracted) != 3 {
		t.Errorf("left %v, retracted %v", titles(page.Entries), page.Retracted)
	}
	for _, id := range e.Parts {
		_, err := s.Entry(ctx, id)
		if _, ok := errors.AsType[*feeds.RetractedError](err); !ok {
			t.Errorf("part %s: %v", id, err)
		}
	}
}
