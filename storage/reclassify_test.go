package storage_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// asStored leaves items where they are.
func asStored(_ feeds.ID, v feeds.Version) feeds.Item { return v.Item }

// placed is the item of a version, placed otherwise.
func placed(v feeds.Version, placements ...feeds.Placement) feeds.Item {
	v.Item.Placements = placements
	return v.Item
}

// edited moves what is in Malaysia to Japan, and leaves the rest.
func edited(_ feeds.ID, v feeds.Version) feeds.Item {
	if len(v.Item.Placements) == 0 || v.Item.Placements[0].Slug != "malaysia" {
		return v.Item
	}
	return placed(v, feeds.Placement{Slug: "japan", Confidence: 1, Evidence: []feeds.Evidence{{Kind: feeds.ByOverride, Text: "item 1", Weight: 1}}})
}

// moves counts what is told of items.
type moves struct {
	items          int
	enters, leaves map[string]int
}

func newMoves() *moves { return &moves{enters: map[string]int{}, leaves: map[string]int{}} }

func (m *moves) add(enters, leaves []string) {
	m.items++
	for _, slug := range enters {
		m.enters[slug]++
	}
	for _, slug := range leaves {
		m.leaves[slug]++
	}
}

func changesAfter(t *testing.T, s *storage.Store, seq uint64) []feeds.Change {
	t.Helper()
	changes, err := s.Changes(context.Background(), seq, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// TestReclassify moves items to another region and wants feeds, counts and log
// to say so, and all else to stay.
func TestReclassify(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	merge(t, s, crowd("alpha", start, 0, 30), feeds.Tally{New: 30})
	before, world := latest(t, s, "malaysia").Entries, latest(t, s, feeds.World)
	n := len(before)

	surveyed, done := newMoves(), newMoves()
	if err := s.Survey(ctx, edited, surveyed.add); err != nil {
		t.Fatal(err)
	}
	equal(t, "world after a survey", world, latest(t, s, feeds.World))
	if err := s.Reclassify(ctx, edited, done.add); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	equal(t, "the survey", fmt.Sprint(*done), fmt.Sprint(*surveyed))
	if done.items != n {
		t.Errorf("%d items moved, want %d", done.items, n)
	}
	for _, slug := range []string{"japan", "eastern-asia"} {
		equal(t, "enter "+slug, n, done.enters[slug])
	}
	for slug, want := range map[string]int{"malaysia": n, "southeast-asia": n, "asean": n, "asia": 0, feeds.World: 0} {
		equal(t, "leave "+slug, want, done.leaves[slug])
	}

	if left := latest(t, s, "malaysia").Entries; len(left) > 0 {
		t.Errorf("malaysia still holds %v", titles(left))
	}
	after := latest(t, s, "japan").Entries
	for i := range before {
		was, is := before[i], after[i]
		was.Placements, is.Placements = nil, nil
		equal(t, "an entry that has moved", was, is)
	}
	changes := changesAfter(t, s, world.Head.Seq)
	if len(changes) != n {
		t.Fatalf("%d log entries, want %d", len(changes), n)
	}
	for _, c := range changes {
		for _, slug := range []string{"malaysia", "asean", "japan", "asia", feeds.World} {
			if c.What != feeds.Changed || !slices.Contains(c.Regions, slug) {
				t.Errorf("logged %+v, want %s among the regions", c, slug)
			}
		}
	}
	// The source says the same as before: nothing is new.
	merge(t, s, crowd("alpha", start.Add(time.Hour), 0, 30), feeds.Tally{Known: 30})
	equal(t, "japan after another visit", after, latest(t, s, "japan").Entries)
}

// Other reasons are told to readers; what they cannot see is written, and not
// logged.
func TestReclassifyReasons(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	it := story("alpha", 1, "malaysia")
	merge(t, s, visit("alpha", start, it), feeds.Tally{New: 1})
	merge(t, s, visit("beta", start, with(it, func(it *feeds.Item) {
		it.GUID, it.Placements[0].Confidence = "b", 0.5
	})), feeds.Tally{Changed: 1})
	seq := latest(t, s, feeds.World).Head.Seq
	surer := func(source string, by float64) func(feeds.ID, feeds.Version) feeds.Item {
		return func(_ feeds.ID, v feeds.Version) feeds.Item {
			p := slices.Clone(v.Item.Placements)
			if v.Source.ID == source {
				p[0].Confidence = by
			}
			return placed(v, p...)
		}
	}
	m := newMoves()
	if err := s.Reclassify(ctx, surer("beta", 0.6), m.add); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	if m.items != 0 || len(changesAfter(t, s, seq)) != 0 {
		t.Errorf("%d items told, log %v: nobody sees a difference", m.items, changesAfter(t, s, seq))
	}
	if err := s.Reclassify(ctx, surer("alpha", 0.95), m.add); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	if m.items != 1 || len(m.enters)+len(m.leaves) != 0 || len(changesAfter(t, s, seq)) != 1 {
		t.Errorf("%+v, log %v: want one change, and no region entered or left", m, changesAfter(t, s, seq))
	}
	if e := only(t, s); e.Placements[0].Confidence != 0.95 || e.Revision != 1 {
		t.Errorf("%+v, revision %d", e.Placements, e.Revision)
	}
}

// A folder that is opened as it is indexed shows what another atlas would
// move, and is moved by reclassifying.
func TestReclassifyAtlas(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	merge(t, s, crowd("alpha", start, 0, 30), feeds.Tally{New: 30})
	n := len(latest(t, s, "malaysia").Entries)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir, Atlas: atlasWith(t, "malaysia"), AsIndexed: true})
	m := newMoves()
	if err := s.Survey(ctx, asStored, m.add); err != nil {
		t.Fatal(err)
	}
	if m.items != n || m.enters["nusantara"] != n || len(latest(t, s, "nusantara").Entries) != 0 {
		t.Errorf("survey %+v, want %d in nusantara", m, n)
	}
	if err := s.Reclassify(ctx, asStored, m.add); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	if got := len(latest(t, s, "nusantara").Entries); got != n {
		t.Errorf("nusantara holds %d, want %d", got, n)
	}
	writes := s.Writes()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir, Atlas: atlasWith(t, "malaysia")})
	if got := s.Writes(); got > writes {
		t.Errorf("%d writes at the next start: it was indexed anew", got-writes)
	}
}

// anew places by a draw: some regions, some as they were.
func anew(draw int) func(feeds.ID, feeds.Version) feeds.Item {
	return func(id feeds.ID, v feeds.Version) feeds.Item {
		switch (int(id[0]) + draw) % 4 {
		case 0:
			return v.Item
		case 1:
			return placed(v)
		case 2:
			return placed(v, feeds.Placement{Slug: "japan", Confidence: 0.7})
		}
		return placed(v, feeds.Placement{Slug: "malaysia", Confidence: 0.7, Except: []string{"asean"}}, feeds.Placement{Slug: "europe", Confidence: 0.2})
	}
}

// pagesOf is all that readers can see, but for when it changed.
func pagesOf(t *rapid.T, s *storage.Store) map[string]feeds.Page {
	pages, err := everything(s)
	must(t, err)
	for slug, p := range pages {
		p.Head.Modified = time.Time{}
		pages[slug] = p
	}
	return pages
}

// TestReclassifyProperties wants, of any store: that placing items as they are
// placed writes nothing; that placing them anew, broken off anywhere and done
// again, comes to the same as without a break; that the survey foretold it;
// and that the store is whole at any time.
func TestReclassifyProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		whole, broken := opened(t), opened(t)
		defer func() { must(t, errors.Join(whole.Close(), broken.Close())) }()
		broken.SetBatchBytes(rapid.Int64Range(0, 2000).Draw(t, "batch"))
		items := 0
		for _, v := range drawVisits(t) {
			for _, s := range []*storage.Store{whole, broken} {
				_, err := s.Merge(ctx, v)
				must(t, err)
			}
			items += len(v.Items)
		}
		writes, quiet := whole.Writes(), newMoves()
		must(t, whole.Reclassify(ctx, asStored, quiet.add))
		if quiet.items != 0 || whole.Writes() != writes {
			t.Fatalf("placing as before: %+v, %d writes", quiet, whole.Writes()-writes)
		}

		again := anew(rapid.IntRange(0, 3).Draw(t, "anew"))
		surveyed, done := newMoves(), newMoves()
		must(t, whole.Survey(ctx, again, surveyed.add))
		must(t, whole.Reclassify(ctx, again, done.add))
		must(t, whole.Check())
		if fmt.Sprint(surveyed) != fmt.Sprint(done) {
			t.Fatalf("surveyed %+v, done %+v", surveyed, done)
		}
		for range rapid.IntRange(1, 3).Draw(t, "breaks") {
			cut := &canceledAfter{Context: ctx, n: rapid.IntRange(0, items+2).Draw(t, "cut")}
			if err := broken.Reclassify(cut, again, newMoves().add); err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			must(t, broken.Check())
		}
		must(t, broken.Reclassify(ctx, again, newMoves().add))
		must(t, broken.Check())
		same(t, "after breaks", pagesOf(t, whole), pagesOf(t, broken))
		writes = broken.Writes()
		must(t, broken.Reclassify(ctx, again, newMoves().add))
		if broken.Writes() != writes {
			t.Fatalf("%d writes when all is done", broken.Writes()-writes)
		}
	})
}

// killed places the items of a folder anew, over and over, and says each that
// it has placed, until it is killed.
func killed(dir string) int {
	s, err := storage.Open(storage.Options{Dir: dir, Holder: "reclassify"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	s.SetBatchBytes(4000)
	for draw := 0; ; draw++ {
		err := s.Reclassify(context.Background(), anew(draw), func(enters, leaves []string) {
			fmt.Println(draw, strings.Join(enters, ","), strings.Join(leaves, ","))
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
}

// TestReclassifyKilled kills a process that reclassifies, at random moments,
// and wants the store whole each time, and the same as one that nobody killed
// when it is done again: 4 times, 50 with DATELINE_PROVE=1.
func TestReclassifyKilled(t *testing.T) {
	rounds := 4
	if os.Getenv("DATELINE_PROVE") != "" {
		rounds = 50
	}
	ctx, dir := context.Background(), t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	merge(t, s, crowd("alpha", start, 0, 200), feeds.Tally{New: 200})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole := open(t)
	merge(t, whole, crowd("alpha", start, 0, 200), feeds.Tally{New: 200})
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for round := range rounds {
		cmd, out, _ := job(t, "reclassify", dir)
		for range 1 + r.IntN(300) {
			if _, err := out.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		s := openWith(t, storage.Options{Dir: dir})
		check(t, s)
		// One whole run undoes what many broken ones have left: it does not
		// look at what is stored.
		again := func(id feeds.ID, v feeds.Version) feeds.Item {
			return placed(v, feeds.Placement{Slug: []string{"japan", "malaysia"}[int(id[0]+byte(round))%2], Confidence: 0.7})
		}
		for _, s := range []*storage.Store{s, whole} {
			if err := s.Reclassify(ctx, again, newMoves().add); err != nil {
				t.Fatal(err)
			}
			check(t, s)
		}
		for _, slug := range []string{feeds.World, feeds.Unplaced, "malaysia", "asean", "japan", "europe"} {
			equal(t, fmt.Sprintf("kill %d: %s", round, slug), latest(t, whole, slug).Entries, latest(t, s, slug).Entries)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
