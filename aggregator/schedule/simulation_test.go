package schedule_test

import (
	"container/heap"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/schedule"
	"dateline/feeds"
)

// world is upstreams that publish, fail and limit, and a gateway that visits
// them, in time that passes as fast as it can be worked through.
type world struct {
	policy  schedule.Policy
	queue   *schedule.Queue
	random  *rand.Rand
	now     time.Time
	sources []*upstream
	byID    map[string]*upstream
	flights flights
	// busy is a platform that takes 20 visits a minute.
	busy, starts []time.Time
	// peak is the most visits that began within one second.
	peak, limited int
}

// upstream is a source as it really is.
type upstream struct {
	source feeds.Source
	state  feeds.State
	class  string
	perDay float64
	fails  float64 // how often it fails
	status int     // what it answers then
	hints  feeds.Hints
	fresh  time.Duration
	// next is the item to come, waiting the items nobody has seen.
	next      time.Time
	waiting   []time.Time
	listed    []time.Time
	visits    int
	staleness []time.Duration
}

type flight struct {
	at time.Time
	up *upstream
}

type flights []flight

func (f flights) Len() int           { return len(f) }
func (f flights) Less(i, j int) bool { return f[i].at.Before(f[j].at) }
func (f flights) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *flights) Push(x any)        { *f = append(*f, x.(flight)) }
func (f *flights) Pop() any {
	x := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return x
}

// classes are kinds of sources: what share of all they are, and how many items
// they publish in a day.
var classes = []struct {
	name     string
	share    float64
	low, top float64
}{
	{"wire", 0.1, 50, 200}, {"paper", 0.3, 5, 50}, {"blog", 0.4, 0.5, 5}, {"sleeper", 0.2, 0.01, 0.5},
}

func newWorld(n int, seed uint64) *world {
	w := &world{
		random: rand.New(rand.NewPCG(seed, 1)), now: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), byID: map[string]*upstream{},
		policy: schedule.Policy{Every: 30 * time.Minute, Min: 5 * time.Minute, Max: 24 * time.Hour, Spacing: time.Second, PerHost: 2},
	}
	for i := range n {
		u := w.upstream(i, n)
		w.sources = append(w.sources, u)
		w.byID[u.source.ID] = u
	}
	w.start()
	return w
}

func (w *world) upstream(i, n int) *upstream {
	u := &upstream{source: feeds.Source{ID: fmt.Sprint("s", i), URL: fmt.Sprintf("https://host%d.example%d.com/feed", i, i)}}
	pick := w.random.Float64()
	for _, c := range classes {
		if pick -= c.share; pick <= 0 || c.name == "sleeper" {
			u.class = c.name
			u.perDay = c.low * math.Pow(c.top/c.low, w.random.Float64())
			break
		}
	}
	switch {
	case i < n/10:
		u.source.URL = fmt.Sprintf("https://blog%d.platform.com/feed", i)
	case i < n*4/10:
		u.source.URL = fmt.Sprintf("https://news%d.shared%d.org/feed", i, i%50)
	}
	switch k := w.random.IntN(100); {
	case k < 3:
		u.fails, u.status, u.class = 1, 500, "broken"
	case k < 4:
		u.fails, u.status, u.class = 1, 404, "missing"
	case k < 5:
		u.fails, u.status, u.class = 1, 410, "gone"
	case k < 10:
		u.fails, u.status = 0.1, 502
	case k < 30:
		u.hints.Wait = time.Hour
	case k < 32:
		u.hints.Hours = 0x3f // asleep from midnight to six
	case k < 60:
		u.fresh = 10 * time.Minute
	}
	u.next = w.now.Add(-20 * 24 * time.Hour)
	for u.next.Before(w.now) {
		u.listed = append(u.listed, u.next)
		w.publishNext(u)
	}
	u.listed = u.listed[max(0, len(u.listed)-30):]
	return u
}

// publishNext draws when the next item comes: fewer by night.
func (w *world) publishNext(u *upstream) {
	for {
		u.next = u.next.Add(time.Duration(w.random.ExpFloat64() / (u.perDay * 1.5) * float64(24*time.Hour)))
		if hour := u.next.Hour(); hour >= 6 && hour < 22 || w.random.IntN(10) == 0 {
			return
		}
	}
}

// start is a start of the gateway.
func (w *world) start() {
	w.queue, w.flights, w.starts = schedule.NewQueue(w.policy), nil, nil
	var all []feeds.Source
	for _, u := range w.sources {
		all = append(all, u.source)
	}
	w.queue.Load(all, func(id string) feeds.State { return w.byID[id].state }, w.now)
}

const workers = 64

// run lets time pass until end.
func (w *world) run(end time.Time) {
	for w.now.Before(end) {
		wait := time.Duration(-1)
		for len(w.flights) < workers {
			src, ok, until := w.queue.Next(w.now)
			if !ok {
				wait = until
				break
			}
			w.visit(w.byID[src.ID])
		}
		next := end
		if wait >= 0 && w.now.Add(wait).Before(next) {
			next = w.now.Add(wait)
		}
		if len(w.flights) > 0 && w.flights[0].at.Before(next) {
			w.now = w.flights[0].at
			w.land(heap.Pop(&w.flights).(flight).up)
			continue
		}
		w.now = next
	}
}

func (w *world) visit(u *upstream) {
	u.visits++
	w.starts = append(recent(w.starts, w.now, time.Second), w.now)
	w.peak = max(w.peak, len(w.starts))
	took := time.Duration(100+w.random.IntN(2000)) * time.Millisecond
	heap.Push(&w.flights, flight{w.now.Add(took), u})
}

func recent(times []time.Time, now time.Time, within time.Duration) []time.Time {
	i := 0
	for i < len(times) && now.Sub(times[i]) >= within {
		i++
	}
	return times[i:]
}

func (w *world) land(u *upstream) {
	a := w.answer(u)
	w.queue.Done(u.source, a, w.now)
	u.state = w.policy.After(u.source, u.state, a, w.now)
	if !u.state.Gone {
		w.queue.Add(u.source, schedule.Address(u.source, u.state.Move), u.state.Next)
	}
}

func (w *world) answer(u *upstream) schedule.Answer {
	if strings.Contains(u.source.URL, "platform.com") {
		w.busy = append(recent(w.busy, w.now, time.Minute), w.now)
		if len(w.busy) > 20 {
			w.limited++
			return schedule.Answer{Failed: true, Status: http.StatusTooManyRequests, RetryAfter: 2 * time.Minute}
		}
	}
	if w.random.Float64() < u.fails {
		return schedule.Answer{Failed: true, Status: u.status}
	}
	for u.next.Before(w.now) {
		u.waiting = append(u.waiting, u.next)
		w.publishNext(u)
	}
	for _, at := range u.waiting {
		u.staleness = append(u.staleness, w.now.Sub(at))
	}
	a := schedule.Answer{Status: http.StatusOK, New: len(u.waiting), Dates: u.listed, Hints: &u.hints, Fresh: u.fresh}
	u.waiting = nil
	return a
}

// row is what a class of sources got.
type row struct {
	sources           int
	perDay            float64 // visits a source and day
	median, nineTenth time.Duration
}

func (w *world) rows(days float64) map[string]row {
	rows := map[string]row{}
	staleness := map[string][]time.Duration{}
	for _, u := range w.sources {
		r := rows[u.class]
		r.sources++
		r.perDay += float64(u.visits) / days
		rows[u.class] = r
		staleness[u.class] = append(staleness[u.class], u.staleness...)
	}
	for class, r := range rows {
		r.perDay /= float64(r.sources)
		if all := staleness[class]; len(all) > 0 {
			slices.Sort(all)
			r.median, r.nineTenth = all[len(all)/2], all[len(all)*9/10]
		}
		rows[class] = r
	}
	return rows
}

// TestSimulation lets a month pass over 5,000 sources in a proof, less in a
// usual run, with a restart after two hours away. The table in the package
// comment is what it logs.
func TestSimulation(t *testing.T) {
	n, days := 1000, 6
	if os.Getenv("DATELINE_PROVE") != "" {
		n, days = 5000, 30
	}
	w := newWorld(n, 7)
	half := w.now.Add(time.Duration(days) * 12 * time.Hour)
	w.run(half)
	first := w.peak
	w.peak, w.now = 0, half.Add(2*time.Hour)
	w.start()
	w.run(half.Add(time.Duration(days) * 12 * time.Hour))

	rows := w.rows(float64(days))
	total := 0.0
	for _, class := range []string{"wire", "paper", "blog", "sleeper", "broken", "missing", "gone"} {
		r := rows[class]
		total += r.perDay * float64(r.sources)
		t.Logf("%-8s %5d sources  %6.1f visits a day  staleness %s, %s", class, r.sources, r.perDay, r.median.Round(time.Minute), r.nineTenth.Round(time.Minute))
	}
	t.Logf("all      %5d sources  %6.1f visits a day; at most %d in a second, after the restart %d; limited %d times", n, total/float64(n), first, w.peak, w.limited)

	within := func(what string, got, low, high float64) {
		t.Helper()
		if got < low || got > high {
			t.Errorf("%s: %.2f, want %.2f to %.2f", what, got, low, high)
		}
	}
	within("visits a day to each", total/float64(n), 0, 48)
	within("minutes until half of a wire's items are seen", rows["wire"].median.Minutes(), 0, 15)
	within("minutes until half of a paper's items are seen", rows["paper"].median.Minutes(), 0, 60)
	within("hours until half of a blog's items are seen", rows["blog"].median.Hours(), 0, 6)
	within("visits a day to a sleeper", rows["sleeper"].perDay, 1, 6)
	within("visits a day to what is broken", rows["broken"].perDay, 0.5, 5)
	within("visits a day to what is missing", rows["missing"].perDay, 0.5, 5)
	within("visits ever to what is gone", rows["gone"].perDay*float64(days), 0.999, 1.001)
	within("visits in a second after a restart", float64(w.peak), 1, 25)
	within("limits a day of the platform", float64(w.limited)/float64(days), 0, 40)
}
