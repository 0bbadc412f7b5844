package storage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/storage"
)

// The world that fill merges on and on: some sources that share items and
// tell the same stories, list new ones, correct old ones, and move now and then.
const (
	fillSources = 6
	fillItems   = 50
)

// fillAt is when a round is.
func fillAt(round int) time.Time { return start.Add(time.Duration(round) * 5 * time.Minute) }

// fillVisit is what a source says in a round. Every other round one item gives
// way to a new one. Every third is in another source too, and each source tells
// every fourth story in its own way.
func fillVisit(source, round int) feeds.Visit {
	name := fmt.Sprintf("s%d", source)
	v := visit(name, fillAt(round))
	for n := round / 2; n < round/2+fillItems; n++ {
		owner := source
		if n%3 == 0 {
			owner = source / 2
		}
		it := fillItem(owner, n, round)
		moves, _ := fillMoves(source, round)
		it.GUID = fmt.Sprintf("%s-%d-%d", name, moves, n)
		v.Items = append(v.Items, it)
	}
	v.State.Title = fmt.Sprint(round)
	return v
}

// fillMoves is how often a source has moved to another domain and other guids
// by a round, and how long ago.
func fillMoves(source, round int) (moves, since int) {
	return (round + 5*source) / 30, (round + 5*source) % 30
}

// fillItem is an item as its owner lists it. Rights say which it is, whatever
// becomes of the rest.
func fillItem(owner, n, round int) feeds.Item {
	moves, _ := fillMoves(owner, round)
	take := fillTake(owner, n, round)
	it := story(fmt.Sprintf("s%d", owner), n, []string{"malaysia", "europe", "asia"}[(n+take)%3])
	it.Link = fmt.Sprintf("https://s%d-%d.example/news/%d", owner, moves, n)
	it.Title += fmt.Sprintf(", take %d", take)
	it.Rights = fmt.Sprintf("s%d/%d", owner, n)
	it.Published = start.Add(time.Duration(n-fillItems) * 10 * time.Minute)
	it.Content = "<p>Officials in Wahai told the Courier so.</p>" + article(uint64(1000*owner+n+1000), 30)
	if n%4 == 1 {
		it.Content = "<p>Officials in Wahai told the Courier so.</p>" + article(uint64(n), 60) + strings.Repeat("<p>More is to follow.</p>", owner)
	}
	return it
}

// fillTake counts the corrections of an item, which change its title and
// region. Some have any, when they are not old enough to be swept, and none
// while their source moves: what has nothing in common with what it was, or
// with what is gone, is another item.
func fillTake(owner, n, round int) int {
	if n%10 != 6 {
		return 0
	}
	round = min(round, 2*(n-15))
	if _, since := fillMoves(owner, round+3); since < 6 {
		round -= since
	}
	return (round + 7*n) / 60
}

// fill merges, retracts, sweeps and indexes from the round after the last one on until
// it is killed, and says each visit it is through with.
func fill(dir string) int {
	s, err := storage.Open(storage.Options{Dir: dir, Holder: "fill"})
	if err == nil {
		s.SetBatchBytes(4000)
		s.SetIndexSizes(16)
		go func() { fmt.Fprintln(os.Stderr, s.Index(context.Background())) }()
		err = fillOn(context.Background(), s)
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func fillOn(ctx context.Context, s *storage.Store) error {
	round, err := fillRound(ctx, s)
	for ; err == nil; round++ {
		if err := fillMerge(ctx, s, round); err != nil {
			return err
		}
		if round%7 == 3 {
			err = fillRetract(ctx, s, round)
		}
		if err == nil && round%5 == 4 {
			_, err = s.Sweep(ctx, feeds.Retention{PerSource: fillItems - round%7}, fillAt(round))
		}
	}
	return err
}

// fillMerge merges a round, every other time all sources together.
func fillMerge(ctx context.Context, s *storage.Store, round int) error {
	for source := range fillSources {
		n := 1
		if round%2 == 1 {
			n = fillSources
		}
		if source%n > 0 {
			continue
		}
		err := s.MergeTogether(ctx, func(merge func(feeds.Visit) (feeds.Tally, error)) error {
			for i := range n {
				if _, err := merge(fillVisit(source+i, round)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for i := range n {
			fmt.Println(source+i, round)
		}
	}
	return nil
}

// fillRound is the round after the last one that any source is at.
func fillRound(ctx context.Context, s *storage.Store) (int, error) {
	states, err := s.States(ctx)
	next := 0
	for _, state := range states {
		if round, err := strconv.Atoi(state.Title); err == nil {
			next = max(next, round+1)
		}
	}
	return next, err
}

// fillRetract retracts the newest story that several items tell.
func fillRetract(ctx context.Context, s *storage.Store, round int) error {
	page, err := s.Latest(ctx, feeds.World, 1000)
	if err != nil {
		return err
	}
	for _, e := range page.Entries {
		if len(e.Parts) > 1 {
			_, err := s.Retract(ctx, e.ID, fmt.Sprint("round ", round), fillAt(round))
			return err
		}
	}
	return nil
}

// TestKill kills a process that merges, retracts, sweeps and indexes, at random moments,
// and wants the store whole each time: every visit in it that was said to be
// merged, no item there twice or under another ID than before, nothing back
// that was retracted. 5 times, 200 with DATELINE_PROVE=1.
func TestKill(t *testing.T) {
	rounds := 5
	if os.Getenv("DATELINE_PROVE") != "" {
		rounds = 200
	}
	k := survivor{dir: t.TempDir(), ids: map[string]feeds.ID{}, retracted: map[feeds.ID]bool{}}
	r := rand.New(rand.NewPCG(seedOf(t), 0))
	for round := range rounds {
		done := killFill(t, k.dir, 1+r.IntN(150), time.Duration(r.IntN(3000))*time.Microsecond)
		if !t.Run(fmt.Sprint("kill ", round), func(t *testing.T) { k.recover(t, done) }) {
			return
		}
	}
	t.Logf("%d items, %d stories, %d floods, %d retracted", len(k.ids), k.stories, k.floods, len(k.retracted))
}

// A survivor is what is known of a store whose writer is killed over and over.
type survivor struct {
	dir string
	// ids are those of items, by what they are.
	ids       map[string]feeds.ID
	retracted map[feeds.ID]bool
	// seq is how far the log was read.
	seq uint64
	// stories and floods count those that were met.
	stories, floods int
}

// recover opens the store again and wants it whole, and whole and known after
// the next round too.
func (k *survivor) recover(t *testing.T, done map[int]int) {
	s := openWith(t, storage.Options{Dir: k.dir})
	states, err := s.States(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for source, last := range done {
		if got, _ := strconv.Atoi(states[fmt.Sprintf("s%d", source)].Title); got < last {
			t.Errorf("source %d is at round %d, %d was merged", source, got, last)
		}
	}
	k.look(t, s)
	round, err := fillRound(t.Context(), s)
	for source := range fillSources {
		for i := range 2 {
			tally, errMerge := s.Merge(t.Context(), fillVisit(source, round))
			if err != nil || errMerge != nil || i == 1 && tally.Known != fillItems {
				t.Fatalf("round %d, source %d: %+v, %v, %v", round, source, tally, err, errMerge)
			}
			if tally.Returned > 0 {
				k.floods++
			}
		}
	}
	if err := s.IndexAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	k.look(t, s)
}

// look wants the store whole, no item in it twice or under another ID than
// before, and none that was retracted.
func (k *survivor) look(t *testing.T, s *storage.Store) {
	t.Helper()
	checkStories(t, s)
	changes, err := s.Changes(t.Context(), k.seq, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		k.seq = c.Seq
		if c.What == feeds.Retracted {
			k.retracted[c.ID] = true
		}
	}
	every, err := s.Select(t.Context(), feeds.World, feeds.Selection{Expanded: true, Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	lookFor(t, s, every.Entries)
	seen := map[string]bool{}
	for _, e := range every.Entries {
		if was, ok := k.ids[e.Rights]; ok && was != e.ID || seen[e.Rights] || k.retracted[e.ID] {
			t.Errorf("%s is %s, was %s, twice %t, retracted %t", e.Rights, e.ID, was, seen[e.Rights], k.retracted[e.ID])
		}
		k.ids[e.Rights], seen[e.Rights] = e.ID, true
		if e.Story == e.ID {
			k.stories++
		}
	}
}

// lookFor wants the index to find in all entries what looking at them finds.
func lookFor(t *testing.T, s *storage.Store, all []feeds.Entry) {
	t.Helper()
	for _, words := range []string{"courier", "take 3", "take -3", "follow OR 2"} {
		text, err := feeds.ParseSearch(words)
		if err != nil {
			t.Fatal(err)
		}
		q := feeds.Query{Text: text}
		page, err := s.Select(t.Context(), feeds.World, feeds.Selection{Expanded: true, Limit: 10_000, Query: q})
		if err != nil {
			t.Fatal(err)
		}
		var want, got []feeds.ID
		for _, e := range all {
			if q.Wants(e) {
				want = append(want, e.ID)
			}
		}
		for _, e := range page.Entries {
			got = append(got, e.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q finds (-want +got):\n%s", words, diff)
		}
	}
}

// killFill starts fill, lets it merge some visits, kills it after a pause, and
// returns the last round of each source that it said.
func killFill(t *testing.T, dir string, visits int, pause time.Duration) map[int]int {
	t.Helper()
	cmd, out, _ := job(t, "fill", dir)
	done := map[int]int{}
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for range visits {
		var source, round int
		if _, err := fmt.Fscanln(out, &source, &round); err != nil {
			t.Fatal(err)
		}
		done[source] = round
	}
	timer.Reset(pause)
	<-timer.C
	_ = cmd.Process.Kill()
	for {
		var source, round int
		if _, err := fmt.Fscanln(out, &source, &round); err != nil {
			break
		}
		done[source] = round
	}
	_ = cmd.Wait()
	return done
}
