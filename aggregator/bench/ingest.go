package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"dateline/aggregator/bench/press"
)

var (
	rowCold     = Row{Name: "cold poll: CPU against gofeed + bluemonday alone", Floor: 2, Goal: 1.4}
	rowOneNew   = Row{Name: "poll with one new item a feed: CPU against cold", Floor: 0.45, Goal: 0.15}
	rowNoneNew  = Row{Name: "poll with only 304: CPU a source", Unit: "µs", Floor: 150, Goal: 60}
	rowColdPeak = Row{Name: "cold poll: peak memory", Unit: "MB", Floor: 200, Goal: 100}
)

// articles is how many a feed shows.
const articles = 30

// polls are what the polls of a run took, a sample a round.
type polls struct {
	cold, bare, oneNew, noneNew []float64
	peak, resident              []float64
}

// ingest polls feeds for the first time, with one new item each and with none,
// in turns with reading the same documents with the libraries alone.
func (b *bench) ingest(ctx context.Context) ([]Figure, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	up, err := b.upstream(ctx)
	if err != nil {
		return nil, err
	}
	var p polls
	for round := range b.Rounds {
		if err := b.pollRound(ctx, up, round, &p); err != nil {
			return nil, err
		}
	}
	return []Figure{
		rowCold.figure(fmt.Sprintf("%d feeds of %d items, some 93 KB each; fetched over loopback, stored with SyncWrites", b.Sources, articles), ratios(p.cold, p.bare)...),
		rowOneNew.figure("", ratios(p.oneNew, p.cold)...),
		rowNoneNew.figure("of the third such poll, when the store is in order; what a poll of one source takes is taken off: it is the program's start", p.noneNew...),
		rowColdPeak.figure(fmt.Sprintf("anonymous; resident, with the files that are mapped, %.0f MB", Figure{Samples: p.resident}.Median()), p.peak...),
	}, nil
}

func (b *bench) upstream(ctx context.Context) (*press.Upstream, error) {
	up := &press.Upstream{Press: b.press, Articles: articles}
	up.Newest.Store(1000)
	return up, up.Start(ctx)
}

func (b *bench) pollRound(ctx context.Context, up *press.Upstream, round int, p *polls) error {
	s, err := b.site(ctx, "poll-"+strconv.Itoa(round), b.Sources, up.URL, time.Hour)
	if err != nil {
		return err
	}
	lone, err := b.site(ctx, "lone-"+strconv.Itoa(round), 1, up.URL, time.Hour)
	if err != nil {
		return err
	}
	cold, err := s.run(ctx, "poll", "--json")
	if err != nil {
		return err
	}
	bare, err := b.libraries(ctx, up)
	if err != nil {
		return err
	}
	up.Newest.Add(1)
	oneNew, err := s.run(ctx, "poll", "--json")
	if err != nil {
		return err
	}
	noneNew, err := s.settled(ctx)
	if err != nil {
		return err
	}
	var alone usage
	for range 3 { // the last is answered with a 304 too
		if alone, err = lone.run(ctx, "poll", "--json"); err != nil {
			return err
		}
	}
	p.cold = append(p.cold, cold.cpu.Seconds())
	p.bare = append(p.bare, bare.cpu.Seconds())
	p.oneNew = append(p.oneNew, oneNew.cpu.Seconds())
	p.noneNew = append(p.noneNew, float64((noneNew.cpu-alone.cpu).Microseconds())/float64(max(b.Sources-1, 1)))
	p.peak = append(p.peak, float64(cold.anonymous)/1e6)
	p.resident = append(p.resident, float64(cold.resident)/1e6)
	b.tell("cold %.2f s (%.0f MB, %.0f MB of them no file's), libraries %.2f s, one new %.2f s, none new %.2f s, a lone source %.2f s",
		cold.cpu.Seconds(), float64(cold.resident)/1e6, float64(cold.anonymous)/1e6, bare.cpu.Seconds(), oneNew.cpu.Seconds(), noneNew.cpu.Seconds(), alone.cpu.Seconds())
	return nil
}

// settled polls when nothing has changed, for the third time: the first ones
// still have Badger put in order what the polls before have written.
func (s *site) settled(ctx context.Context) (u usage, err error) {
	for range 3 {
		if u, err = s.run(ctx, "poll", "--json"); err != nil {
			break
		}
	}
	return u, err
}

// libraries reads the documents that the sources serve now, which lie in files,
// with the libraries alone.
func (b *bench) libraries(ctx context.Context, up *press.Upstream) (usage, error) {
	dir := filepath.Join(b.dir, "documents")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return usage{}, err
	}
	for source := range b.Sources {
		body, _ := up.Press.Feed(source, int(up.Newest.Load()), articles)
		if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(source)), body, 0o644); err != nil {
			return usage{}, err
		}
	}
	return run(ctx, b.program, "bench", "--as", "libraries", "--out", dir)
}
