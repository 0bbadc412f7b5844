package storage_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// document makes of a visit with all items of a document one that leaves out
// those that the store remembers, as a reader does.
func document(v feeds.Visit, was feeds.Reading) feeds.Visit {
	r := &feeds.Reading{Full: v.At}
	known := map[feeds.Digest]feeds.Piece{}
	for _, p := range was.Pieces {
		known[p.Digest] = p
	}
	all := v.Items
	v.Items = nil
	for _, it := range all {
		sum := sha256.Sum256(fmt.Appendf(nil, "%+v", it))
		p := feeds.Piece{Digest: feeds.Digest(sum[:])}
		if k, ok := known[p.Digest]; ok {
			p, r.Full = k, was.Full
		} else {
			v.Items = append(v.Items, it)
		}
		r.Pieces = append(r.Pieces, p)
	}
	v.Reading = r
	return v
}

// mergeFresh merges a visit without the items that the store remembers, or all
// of it if the store wants that.
func mergeFresh(s *storage.Store, v feeds.Visit) (tally feeds.Tally, skipped int, err error) {
	ctx := context.Background()
	was, err := s.Reading(ctx, v.Source.ID)
	if err != nil {
		return tally, 0, err
	}
	fresh := document(v, was)
	skipped = len(v.Items) - len(fresh.Items)
	tally, err = s.Merge(ctx, fresh)
	if errors.Is(err, feeds.ErrUnsure) {
		skipped = 0
		tally, err = s.Merge(ctx, document(v, feeds.Reading{}))
	}
	return tally, skipped, err
}

// drawDocuments draws the visits to sources whose documents change a little
// between them: what is new comes on top or anywhere, what is old goes.
func drawDocuments(t *rapid.T) []feeds.Visit {
	docs := map[string][]feeds.Item{}
	visits := make([]feeds.Visit, rapid.IntRange(2, 12).Draw(t, "visits"))
	for i := range visits {
		source := rapid.SampledFrom([]string{"alpha", "alpha", "beta"}).Draw(t, "source")
		doc := slices.Clone(docs[source])
		for range rapid.IntRange(0, 2).Draw(t, "new") {
			doc = slices.Insert(doc, rapid.IntRange(0, len(doc)).Draw(t, "at"), rapid.Custom(drawItem).Draw(t, "item"))
		}
		if n := rapid.IntRange(0, 8).Draw(t, "gone"); n < len(doc) && rapid.Bool().Draw(t, "goes") {
			doc = slices.Delete(doc, n, n+1)
		}
		docs[source] = doc
		visits[i] = visit(source, start.Add(time.Duration(i)*20*time.Minute), doc...)
		visits[i].Source.Waits = rapid.Bool().Draw(t, "waits")
	}
	return visits
}

// TestReadingProperties wants of any documents that leaving out what the store
// remembers of them comes to the same as merging all of them: the same store
// byte for byte, and the same tally.
func TestReadingProperties(t *testing.T) {
	left := 0
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		whole, brief := opened(t), opened(t)
		defer func() { must(t, errors.Join(whole.Close(), brief.Close())) }()
		for _, v := range drawDocuments(t) {
			want, err := whole.Merge(ctx, v)
			must(t, err)
			got, skipped, err := mergeFresh(brief, v)
			must(t, errors.Join(err, brief.Check()))
			left += skipped
			if got != want {
				t.Fatalf("tally %+v, want %+v", got, want)
			}
			if diff := cmp.Diff(whole.Dump(), brief.Dump()); diff != "" {
				t.Fatalf("stores differ (-want +got):\n%s", diff)
			}
			if rapid.IntRange(0, 5).Draw(t, "sweep") == 0 {
				keep := feeds.Retention{PerSource: rapid.IntRange(1, 5).Draw(t, "per source")}
				for _, s := range []*storage.Store{whole, brief} {
					_, err := s.Sweep(ctx, keep, v.At)
					must(t, err)
				}
			}
		}
	})
	if left == 0 {
		t.Error("nothing was ever left out")
	}
	t.Logf("%d items left out", left)
}

// What a push brought since the document was asked for is not passed over.
func TestReadingAfterPush(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	item := feeds.Item{GUID: "1", Link: "https://x.example/1", Title: "Rain"}
	v := visit("alpha", start, item)
	merge(t, s, document(v, feeds.Reading{}), feeds.Tally{New: 1})
	was, err := s.Reading(ctx, "alpha")
	if err != nil || len(was.Pieces) != 1 {
		t.Fatalf("%d pieces remembered, %v", len(was.Pieces), err)
	}
	pushed := item
	pushed.Title = "Sun"
	push := visit("alpha", start.Add(time.Minute), pushed)
	push.Reading = &feeds.Reading{}
	merge(t, s, push, feeds.Tally{Changed: 1})
	v.At = start.Add(time.Hour)
	if _, err := s.Merge(ctx, document(v, was)); !errors.Is(err, feeds.ErrUnsure) {
		t.Errorf("merging what was read before the push: %v, want ErrUnsure", err)
	}
	merge(t, s, document(v, feeds.Reading{}), feeds.Tally{Changed: 1})
}
