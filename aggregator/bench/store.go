package bench

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"time"

	"dateline/aggregator/bench/load"
	"dateline/aggregator/bench/press"
	"dateline/feeds"
)

var (
	rowDisk       = Row{Name: "disk an item of 1–2 KB, all told", Unit: "KB", Floor: 1.6, Goal: 1.1}
	rowServePeak  = Row{Name: "serving the large store: anonymous memory", Unit: "MB", Floor: 250, Goal: 150}
	rowStart      = Row{Name: "large store: start to first answer", Unit: "ms", Floor: 1000, Goal: 200}
	rowPageP50    = Row{Name: "large store: newest page not rendered before, p50", Unit: "ms", Floor: 3, Goal: 1}
	rowPageP99    = Row{Name: "large store: newest page not rendered before, p99", Unit: "ms", Floor: 10, Goal: 3}
	rowQueryP50   = Row{Name: "large store: region + topic + lang + q, p50", Unit: "ms", Floor: 10, Goal: 3}
	rowQueryP99   = Row{Name: "large store: region + topic + lang + q, p99", Unit: "ms", Floor: 40, Goal: 15}
	rowGrowthRead = Row{Name: "p50 of all reads: large store against 10,000 items", Floor: 1.5, Goal: 1.1}
)

// smallStore is how many items the store has that the large one is compared to.
const smallStore = 10_000

// reads are how long answers of a store took, a percentile a round.
type reads struct {
	start, pageP50, pageP99, queryP50, queryP99, all, peak []float64
}

// store reads a large and a small store in turns.
func (b *bench) store(ctx context.Context) ([]Figure, error) {
	large, _, err := b.filled(ctx, b.Items)
	if err != nil {
		return nil, err
	}
	small, _, err := b.filled(ctx, smallStore)
	if err != nil {
		return nil, err
	}
	used, err := size(filepath.Join(large.dir, "data"))
	if err != nil {
		return nil, err
	}
	var l, s reads
	for round := range b.Rounds {
		for _, one := range []struct {
			site  *site
			reads *reads
		}{{large, &l}, {small, &s}} {
			if err := one.site.read(ctx, round, one.reads); err != nil {
				return nil, err
			}
		}
		b.tell("round %d of reads: pages p50 %.2f ms, queries p50 %.2f ms, start %.0f ms, %.0f MB", round+1, l.pageP50[round], l.queryP50[round], l.start[round], l.peak[round])
	}
	return []Figure{
		rowDisk.figure(fmt.Sprintf("%d items of %d bytes of text, of %.0f days; those of the last week are compared with others", b.Items, filledSize, filledSpan.Hours()/24), float64(used)/float64(b.Items)/1000),
		rowServePeak.figure("the most seen while all regions and queries below were asked for", l.peak...),
		rowStart.figure("files in the page cache of the system", l.start...),
		rowPageP50.figure("every region with items, in one of the three formats, in turns", l.pageP50...), rowPageP99.figure("", l.pageP99...),
		rowQueryP50.figure("frequent and rare words, in regions great and small; none asked for twice", l.queryP50...), rowQueryP99.figure("", l.queryP99...),
		rowGrowthRead.figure("pages and queries that have as much to show in both stores", ratios(l.all, s.all)...),
	}, nil
}

// read starts the site's server and asks it what it was never asked.
func (s *site) read(ctx context.Context, round int, r *reads) error {
	p, began, err := s.serve(ctx, "--no-poll")
	if err != nil {
		return err
	}
	pages, err := load.Latencies(ctx, s.addr, s.bench.pages(s.addr, round))
	if err != nil {
		return err
	}
	queries, err := load.Latencies(ctx, s.addr, s.bench.queries(s.addr, round))
	if err != nil {
		return err
	}
	alike, err := load.Latencies(ctx, s.addr, s.bench.alike(s.addr, round))
	if err != nil {
		return err
	}
	used, err := p.stop()
	if err != nil {
		return err
	}
	r.start = append(r.start, ms(began))
	r.pageP50, r.pageP99 = append(r.pageP50, ms(load.Percentile(pages, 50))), append(r.pageP99, ms(load.Percentile(pages, 99)))
	r.queryP50, r.queryP99 = append(r.queryP50, ms(load.Percentile(queries, 50))), append(r.queryP99, ms(load.Percentile(queries, 99)))
	r.all = append(r.all, ms(load.Percentile(alike, 50)))
	r.peak = append(r.peak, float64(used.anonymous)/1e6)
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// pages asks for the newest page of every region, those most in the news first.
func (b *bench) pages(addr string, round int) [][]byte {
	var requests [][]byte
	for i, slug := range b.press.Regions() {
		format := []string{"rss", "atom", "json"}[(i+round)%3]
		requests = append(requests, load.Request(addr, "/"+slug+"."+format))
	}
	return requests
}

// frequent is how many regions have a full page in the small store too.
const frequent = 30

// alike asks for what is as long an answer in the small store as in the large
// one: pages of the regions most in the news, and ten stories with a word that
// stands in one of ten.
func (b *bench) alike(addr string, round int) [][]byte {
	r := rand.New(rand.NewPCG(uint64(round), 13))
	var requests [][]byte
	for _, slug := range b.press.Regions()[:frequent] {
		for _, format := range []string{"rss", "atom", "json"} {
			requests = append(requests, load.Request(addr, "/"+slug+"."+format+"?limit=45"))
		}
	}
	for range len(requests) {
		word := press.Word(100 + r.IntN(200))
		requests = append(requests, load.Request(addr, "/"+feeds.World+".json?"+url.Values{"q": {word}, "limit": {"10"}}.Encode()))
	}
	return requests
}

// asked is how many queries a round asks.
const asked = 300

// queries asks for words in regions, topics and languages; each round for
// others.
func (b *bench) queries(addr string, round int) [][]byte {
	r := rand.New(rand.NewPCG(uint64(round), 11))
	regions := append([]string{feeds.World}, b.press.Regions()[:30]...)
	requests := make([][]byte, asked)
	for i := range requests {
		rank := int(math.Exp(math.Log(100) + r.Float64()*math.Log(100)))
		q := url.Values{
			"q": {press.Word(rank)}, "topic": {press.Topics[r.IntN(len(press.Topics))]}, "lang": {press.Languages[r.IntN(len(press.Languages))]},
			"limit": {fmt.Sprint(40 + i%10)},
		}
		path := "/" + regions[r.IntN(len(regions))] + ".json?" + q.Encode()
		requests[i] = load.Request(addr, path)
	}
	return requests
}
