package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dateline/aggregator/bench/load"
	"dateline/aggregator/bench/press"
	"dateline/feeds"
)

var rowLive = Row{Name: "p99 of a hot GET, 100 items/s and 1,000 SSE clients against idle", Floor: 2, Goal: 1.3}

const (
	listeners = 1000
	// newsSources each have a new article every second, when they are visited.
	newsSources = 100
	// paces are the requests of a measurement, a tick apart.
	paces    = 2000
	paceTick = 5 * time.Millisecond
)

// live asks a server for a hot feed while nothing happens, and then while news
// comes and others listen.
func (b *bench) live(ctx context.Context) ([]Figure, error) {
	var ratio []float64
	var note string
	for range b.Rounds {
		idle, busy, told, err := b.liveRound(ctx)
		if err != nil {
			return nil, err
		}
		ratio = append(ratio, float64(busy)/float64(idle))
		note = told
		b.tell("a hot GET has a p99 of %s idle, %s busy; %s", idle.Round(time.Microsecond), busy.Round(time.Microsecond), told)
	}
	return []Figure{rowLive.figure("the listeners are spread over the twenty busiest regions, the world among them, in a process that comes after others (nice); in the last round "+note, ratio...)}, nil
}

func (b *bench) liveRound(ctx context.Context) (idle, busy time.Duration, note string, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	up := &press.Upstream{Press: b.press, Articles: 10, Remembers: true}
	up.Newest.Store(1000)
	if err := up.Start(ctx); err != nil {
		return 0, 0, "", err
	}
	s, err := b.site(ctx, fmt.Sprintf("live-%d", time.Now().UnixNano()), newsSources, up.URL, time.Second)
	if err != nil {
		return 0, 0, "", err
	}
	if _, err := s.run(ctx, "poll"); err != nil {
		return 0, 0, "", err
	}
	if idle, err = s.hotP99(ctx, "--no-poll"); err != nil {
		return 0, 0, "", err
	}
	p, _, err := s.serve(ctx)
	if err != nil {
		return 0, 0, "", err
	}
	hang, err := s.listeners(ctx)
	if err != nil {
		_, stopped := p.stop()
		return 0, 0, "", errors.Join(err, stopped)
	}
	stop := publish(ctx, up)
	before := up.Newest.Load()
	began := time.Now()
	busy, err = s.paced(ctx)
	came, took := float64((up.Newest.Load()-before)*newsSources), time.Since(began).Seconds()
	stop()
	heard, hung := hang()
	note = fmt.Sprintf("%.0f articles a second came and %.0f events a second were heard", came/took, float64(heard)/took)
	_, stopped := p.stop()
	return idle, busy, note, errors.Join(err, hung, stopped)
}

// hotP99 is the p99 of a hot GET of a server with such arguments.
func (s *site) hotP99(ctx context.Context, args ...string) (time.Duration, error) {
	p, _, err := s.serve(ctx, args...)
	if err != nil {
		return 0, err
	}
	p99, err := s.paced(ctx)
	_, stopped := p.stop()
	return p99, errors.Join(err, stopped)
}

// paced asks for the hot feed at a steady pace and says what the p99 was. A
// process of its own asks, for this one has events to read all the time.
func (s *site) paced(ctx context.Context) (p99 time.Duration, err error) {
	p, err := start(ctx, func(line string) {
		if took, ok := strings.CutPrefix(line, "p99 "); ok {
			p99, err = time.ParseDuration(took)
		}
	}, s.bench.program, "bench", "--as", "asker", "--at", s.addr)
	if err != nil {
		return 0, err
	}
	_, ended := p.wait()
	return p99, errors.Join(err, ended)
}

// hotRequests ask for the hot feed again and again.
func hotRequests(addr string) [][]byte {
	return slices.Repeat([][]byte{load.Request(addr, hotPath)}, paces)
}

// ask is that process: it says the p99 on standard error.
func ask(ctx context.Context, addr string) error {
	took, err := load.Paced(ctx, addr, hotRequests(addr), paceTick)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(os.Stderr, "p99", load.Percentile(took, 99))
	return err
}

// publish adds an article to each source every second until it is stopped.
func publish(ctx context.Context, up *press.Upstream) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				up.Newest.Add(1)
			}
		}
	}()
	return func() { cancel(); <-done }
}

// listeners starts a process that listens to the site, and says how many events it
// has heard when it is hung up. They stand for a thousand machines elsewhere, so
// what it takes to read them here comes after everything else.
func (s *site) listeners(ctx context.Context) (hang func() (heard int, err error), err error) {
	var heard int
	open := make(chan struct{})
	name, args := gently(s.bench.program, "bench", "--as", "listeners", "--at", s.addr)
	p, err := start(ctx, func(line string) {
		if line == allOpen {
			close(open)
		}
		_, _ = fmt.Sscanf(line, "heard %d", &heard)
	}, name, args...)
	if err != nil {
		return nil, err
	}
	select {
	case <-open:
	case <-p.ended:
		_, err := p.wait()
		return nil, fmt.Errorf("listeners ended before they listened: %w", err)
	}
	return func() (int, error) {
		_, err := p.stop()
		return heard, err
	}, nil
}

// allOpen is what the listeners say when they have asked for their streams.
const allOpen = "all streams are open"

// gently is how to run a program after others that want the processors, where the
// system has a word for that.
func gently(program string, args ...string) (name string, all []string) {
	nice, why := find("nice")
	if why != "" {
		return program, args
	}
	return nice, append([]string{"-n", "10", program}, args...)
}

// listen is that process: it opens streams of the regions most in the news, and
// hangs up when ctx ends.
func listen(ctx context.Context, addr string, countries []string) error {
	var heard atomic.Int64
	regions := append([]string{feeds.World, "asia", "europe", "africa", "americas"}, countries[:15]...)
	var group sync.WaitGroup
	var streams []*load.Conn
	for i := range listeners {
		c, err := load.Dial(ctx, addr)
		if err != nil {
			continue // it is missed in the count of what is heard
		}
		streams = append(streams, c)
		group.Go(func() {
			_ = c.Stream(load.Request(addr, "/"+regions[i%len(regions)]+"/live"), func(line []byte) {
				if bytes.HasPrefix(line, []byte("event:")) {
					heard.Add(1)
				}
			}) // ends when it is hung up
		})
	}
	_, err := fmt.Fprintln(os.Stderr, allOpen)
	<-ctx.Done()
	for _, c := range streams {
		_ = c.Close()
	}
	group.Wait()
	_, told := fmt.Fprintln(os.Stderr, "heard", heard.Load())
	return errors.Join(err, told)
}
