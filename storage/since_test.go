package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// partner holds what a region's feed shows, or what of it a query wants, by
// following the log.
type partner struct {
	region string
	query  feeds.Query
	after  uint64
	held   map[feeds.ID]string
	told   map[string]bool
}

// load takes the whole feed, as who begins does, or who was away for too long.
func (p *partner) load(t *rapid.T, s *storage.Store) {
	p.held, p.after = p.shown(t, s)
}

func (p *partner) shown(t *rapid.T, s *storage.Store) (map[feeds.ID]string, uint64) {
	page, err := s.Select(context.Background(), p.region, feeds.Selection{Query: p.query, Limit: 1000})
	must(t, err)
	held := map[feeds.ID]string{}
	for _, e := range page.Entries {
		held[e.ID] = fmt.Sprintf("%+v", storage.InFeeds(e))
	}
	return held, page.Head.Seq
}

// follow reads some of what is new, and reports whether that is all.
func (p *partner) follow(t *rapid.T, s *storage.Store, limit int) bool {
	d, err := s.Since(context.Background(), p.region, p.query, p.after, limit)
	if errors.Is(err, feeds.ErrPruned) {
		p.load(t, s)
		return true
	}
	must(t, err)
	if len(d.Steps) > limit || d.Next < p.after || len(d.Steps) > 0 && d.Next < d.Steps[len(d.Steps)-1].Seq {
		t.Fatalf("after %d, at most %d: %d steps, then %d", p.after, limit, len(d.Steps), d.Next)
	}
	for _, step := range d.Steps {
		p.take(t, step)
	}
	p.after = d.Next
	return !d.More
}

func (p *partner) take(t *rapid.T, step feeds.Step) {
	state := fmt.Sprint(step.ID, step.Seq)
	if p.told[state] || step.Seq <= p.after {
		t.Fatalf("%s: told twice of entry %d", p.region, step.Seq)
	}
	p.told[state] = true
	if step.IsGone() {
		delete(p.held, step.ID)
		return
	}
	if _, had := p.held[step.ID]; had && step.What == feeds.Added {
		t.Fatalf("%s: what it has is told as new: %+v", p.region, step)
	}
	p.held[step.ID] = fmt.Sprintf("%+v", storage.InFeeds(step.Entry))
}

// drawTelling draws a visit of a paper that tells of an earthquake, in one of
// its wordings, or of something else under the same address.
func drawTelling(t *rapid.T, at time.Time) feeds.Visit {
	paper := rapid.IntRange(0, 3).Draw(t, "paper")
	text := rapid.SampledFrom(append(slices.Collect(func(yield func(string) bool) {
		for _, q := range quake() {
			yield(q)
		}
	}), "<p>"+article(7, 60)+"</p>")).Draw(t, "telling")
	v := accountVisit(paper, paper, account{Title: fmt.Sprint("Paper ", paper), Text: text, Date: start.Add(time.Duration(paper-10) * time.Minute)})
	for i := range v.Items {
		v.Items[i].Placements = []feeds.Placement{{Slug: rapid.SampledFrom([]string{"malaysia", "europe"}).Draw(t, "of"), Confidence: 0.5}}
	}
	v.At = at
	return v
}

// disturb lets something happen to a store.
func disturb(t *rapid.T, s *storage.Store, at time.Time) {
	ctx := context.Background()
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0:
		_, err := s.Sweep(ctx, feeds.Retention{Age: time.Duration(rapid.IntRange(0, 30).Draw(t, "age")) * time.Hour, PerSource: rapid.IntRange(0, 3).Draw(t, "per source")}, at)
		must(t, err)
	case 1:
		page, err := s.Latest(ctx, feeds.World, 100)
		must(t, err)
		if len(page.Entries) > 0 {
			_, err = s.Retract(ctx, rapid.SampledFrom(page.Entries).Draw(t, "retracted").ID, "wrong", at)
			must(t, err)
		}
	case 2:
		to := rapid.SampledFrom([]string{"malaysia", "europe", "asia"}).Draw(t, "to")
		chosen := byte(rapid.IntRange(0, 1).Draw(t, "half"))
		must(t, s.Reclassify(ctx, func(id feeds.ID, v feeds.Version) feeds.Item {
			if id[0]%2 == chosen {
				v.Item.Placements = []feeds.Placement{{Slug: to, Confidence: 0.5}}
			}
			return v.Item
		}, func([]string, []string) {}))
	case 3, 4, 5:
		_, err := s.Merge(ctx, drawTelling(t, at))
		must(t, err)
	default:
		source := rapid.SampledFrom([]string{"alpha", "beta"}).Draw(t, "source")
		_, err := s.Merge(ctx, visit(source, at, rapid.SliceOfN(rapid.Custom(drawItem), 0, 5).Draw(t, "items")...))
		must(t, err)
	}
}

// TestSinceProperties wants partners who follow the log of a region, or a query,
// with outages of any length and limits of any size, to have in the end what
// its feed shows, and to be told of no change twice.
func TestSinceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := opened(t)
		defer func() { must(t, s.Close()) }()
		s.SetBatchBytes(rapid.Int64Range(0, 4000).Draw(t, "batch"))
		var partners []*partner
		for _, region := range []string{feeds.World, "malaysia", "europe", "asia"} {
			for _, q := range []feeds.Query{{}, {Sources: feeds.Choice{In: []string{"alpha", "s1"}}}, {Sources: feeds.Choice{Out: []string{"beta", "s0"}}}} {
				partners = append(partners, &partner{region: region, query: q, held: map[feeds.ID]string{}, told: map[string]bool{}})
			}
		}
		at := start
		for range rapid.IntRange(1, 12).Draw(t, "events") {
			at = at.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 5, 800}).Draw(t, "hours")) * time.Hour)
			disturb(t, s, at)
			for _, p := range partners {
				if rapid.Bool().Draw(t, "asks") {
					p.follow(t, s, rapid.IntRange(1, 5).Draw(t, "limit"))
				}
			}
		}
		must(t, s.Check())
		for _, p := range partners {
			for !p.follow(t, s, rapid.IntRange(1, 5).Draw(t, "limit")) {
			}
			want, _ := p.shown(t, s)
			if fmt.Sprint(want) != fmt.Sprint(p.held) {
				t.Fatalf("%s %+v:\n%v\nwant\n%v", p.region, p.query, p.held, want)
			}
		}
	})
}

// TestSinceEnds wants to hear of sequences that the log has not.
func TestSinceEnds(t *testing.T) {
	ctx := t.Context()
	s := open(t)
	now := today()
	merge(t, s, ancient("alpha", now.Add(-100*day), 0, 150), feeds.Tally{New: 150})
	merge(t, s, ancient("alpha", now.Add(-10*day), 150, 50), feeds.Tally{New: 50})
	for _, tt := range []struct {
		region string
		after  uint64
		want   error
	}{
		{"malaysia", 0, nil},
		{"malaysia", 200, nil},
		{"malaysia", 201, feeds.ErrAhead},
		{"nowhere", 0, feeds.ErrNotFound},
	} {
		if _, err := s.Since(ctx, tt.region, feeds.Query{}, tt.after, 10); !errors.Is(err, tt.want) {
			t.Errorf("%s after %d: %v, want %v", tt.region, tt.after, err, tt.want)
		}
	}
	sweep(t, s, feeds.Retention{Age: 30 * day}, now, 150)
	if _, err := s.Since(ctx, "malaysia", feeds.Query{}, 0, 10); !errors.Is(err, feeds.ErrPruned) {
		t.Errorf("after what is forgotten: %v", err)
	}
	// A quiet region has nothing to forget, and is told nothing by numbers.
	d, err := s.Since(ctx, "japan", feeds.Query{}, 0, 10)
	if err != nil || len(d.Steps) > 0 || d.Next != 0 || d.More {
		t.Errorf("a quiet region: %+v, %v", d, err)
	}
}
