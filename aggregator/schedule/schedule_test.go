package schedule_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/schedule"
	"dateline/feeds"
)

var (
	noon   = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) // a Monday
	policy = schedule.Policy{Every: 30 * time.Minute, Min: 5 * time.Minute, Max: 24 * time.Hour, Spacing: time.Second, PerHost: 2}
	wire   = feeds.Source{ID: "wire", URL: "http://wire.example.com/rss"}
)

// dates are n moments before noon, gap apart.
func dates(n int, gap time.Duration) []time.Time {
	var all []time.Time
	for i := range n {
		all = append(all, noon.Add(-time.Duration(i+1)*gap))
	}
	return all
}

func TestAfter(t *testing.T) {
	own := wire
	own.Every = 20 * time.Minute
	quick := wire
	quick.Every = time.Second
	visited := feeds.State{Visited: noon.Add(-time.Hour), Succeeded: noon.Add(-time.Hour), Rhythm: feeds.Rhythm{Items: 12, Span: 70 * time.Hour}}
	failing := visited
	failing.Failures = 2
	tests := []struct {
		name   string
		source feeds.Source
		was    feeds.State
		answer schedule.Answer
		low    time.Duration
		high   time.Duration // before jitter
	}{
		{"nothing known", wire, feeds.State{}, schedule.Answer{}, 30 * time.Minute, 30 * time.Minute},
		{"first visit, 10 a day", wire, feeds.State{}, schedule.Answer{Dates: dates(100, 144*time.Minute)}, 30 * time.Minute, 40 * time.Minute},
		{"first visit, 100 an hour", wire, feeds.State{}, schedule.Answer{Dates: dates(100, 36*time.Second)}, 5 * time.Minute, 5 * time.Minute},
		{"first visit, one a month", wire, feeds.State{}, schedule.Answer{Dates: dates(6, 30*24*time.Hour)}, 10 * time.Hour, 24 * time.Hour},
		{"dates in the future", wire, feeds.State{}, schedule.Answer{Dates: []time.Time{noon.Add(time.Hour)}}, 30 * time.Minute, 30 * time.Minute},
		{"learnt", wire, visited, schedule.Answer{New: 1}, 75 * time.Minute, 90 * time.Minute},
		{"own interval", own, visited, schedule.Answer{Hints: &feeds.Hints{Wait: 5 * time.Hour}, Fresh: time.Hour}, 20 * time.Minute, 20 * time.Minute},
		{"own interval, shorter than the least", quick, visited, schedule.Answer{}, quick.Every, quick.Every},
		{"ttl", wire, visited, schedule.Answer{Hints: &feeds.Hints{Wait: 3 * time.Hour}}, 3 * time.Hour, 3 * time.Hour},
		{"absurd ttl", wire, visited, schedule.Answer{Hints: &feeds.Hints{Wait: 9000 * time.Hour}}, 24 * time.Hour, 24 * time.Hour},
		{"fresh", wire, visited, schedule.Answer{Fresh: 2 * time.Hour}, 2 * time.Hour, 2 * time.Hour},
		{"pushed", wire, visited, schedule.Answer{IsPushed: true}, 4 * time.Hour, 4 * time.Hour},
		{"pushed, own interval", own, visited, schedule.Answer{IsPushed: true}, 20 * time.Minute, 20 * time.Minute},
		{"failed once", wire, visited, schedule.Answer{Failed: true}, 150 * time.Minute, 180 * time.Minute},
		{"failed thrice", wire, failing, schedule.Answer{Failed: true}, 10 * time.Hour, 12 * time.Hour},
		{"asked to wait", wire, visited, schedule.Answer{Failed: true, Status: 503, RetryAfter: 30 * time.Hour}, 30 * time.Hour, 30 * time.Hour},
		{"asked to wait for ever", wire, visited, schedule.Answer{Failed: true, Status: 429, RetryAfter: 9000 * time.Hour}, 7 * 24 * time.Hour, 7 * 24 * time.Hour},
		{"missing is not death", wire, feeds.State{Failures: 1000}, schedule.Answer{Failed: true, Status: 404}, 24 * time.Hour, 24 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := policy.After(tt.source, tt.was, tt.answer, noon)
			if wait := got.Next.Sub(noon); wait < tt.low || wait > tt.high*11/10 {
				t.Errorf("next after %s, want %s to %s and a tenth", wait, tt.low, tt.high)
			}
			if got.Gone || got.IsDue(noon) || !got.IsDue(got.Next) {
				t.Errorf("state %+v", got)
			}
			if diff := cmp.Diff(got, policy.After(tt.source, tt.was, tt.answer, noon)); diff != "" {
				t.Errorf("another answer the second time (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAfterGone(t *testing.T) {
	gone := policy.After(wire, feeds.State{}, schedule.Answer{Failed: true, Status: http.StatusGone}, noon)
	if !gone.Gone || gone.IsDue(noon.Add(1000*time.Hour)) {
		t.Errorf("after 410: %+v", gone)
	}
	back := policy.After(wire, gone, schedule.Answer{}, noon)
	if back.Gone || !back.IsDue(back.Next) {
		t.Errorf("after it came back: %+v", back)
	}
}

// A feed that says when it sleeps is left alone then; one that never wakes is
// not believed.
func TestAfterSkips(t *testing.T) {
	tests := []struct {
		name string
		h    feeds.Hints
		want func(time.Time) bool
	}{
		{"hours", feeds.Hints{Hours: 0x00fff000}, func(at time.Time) bool { return at.Day() == 24 && at.Hour() == 0 }},
		{"a day", feeds.Hints{Days: 1 << time.Monday}, func(at time.Time) bool { return at.Weekday() == time.Tuesday && at.Hour() == 0 }},
		{"weekdays and mornings", feeds.Hints{Days: 0x3e, Hours: 0xff}, func(at time.Time) bool { return at.Weekday() == time.Saturday && at.Hour() == 8 }},
		{"always", feeds.Hints{Hours: 1<<24 - 1}, func(at time.Time) bool { return at.Sub(noon) < time.Hour }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := policy.After(wire, feeds.State{}, schedule.Answer{Hints: &tt.h}, noon)
			if !tt.want(got.Next) {
				t.Errorf("next at %s", got.Next)
			}
			again := policy.After(wire, got, schedule.Answer{}, noon) // a 304 says nothing
			if !tt.want(again.Next) {
				t.Errorf("after a 304 next at %s", again.Next)
			}
		})
	}
}

// visit is a day of the life of a source that moves, and where it is visited
// after that.
type visited struct {
	day     float64
	failed  bool
	movedTo string
	want    string
}

func TestMove(t *testing.T) {
	const old, secure, other = "http://wire.example.com/rss", "https://wire.example.com/rss", "https://news.example.org/feed"
	held := []visited{{0, false, other, old}, {3, false, other, old}, {6.9, false, other, old}, {7.1, false, other, other}}
	tests := []struct {
		name   string
		visits []visited
	}{
		{"never", []visited{{0, false, "", old}, {9, false, "", old}}},
		{"held for a week", held},
		{"at once to https", []visited{{0, false, secure, secure}, {1, false, "", secure}}},
		{"not at once to https elsewhere", []visited{{0, false, secure + "2", old}}},
		{"interrupted", []visited{{0, false, other, old}, {5, false, "", old}, {8, false, other, old}, {14, false, other, old}, {15.1, false, other, other}}},
		{"a failure is no interruption", []visited{{0, false, other, old}, {5, true, "", old}, {8, false, other, other}}},
		{"changes its mind", []visited{{0, false, other, old}, {6, false, other + "2", old}, {8, false, other + "2", old}, {13.1, false, other + "2", other + "2"}}},
		{"comes back", append(held[:4:4], visited{8, false, old, other}, visited{16, false, old, old})},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var st feeds.State
			for _, v := range tt.visits {
				st = policy.After(wire, st, schedule.Answer{Failed: v.failed, MovedTo: v.movedTo}, noon.Add(time.Duration(v.day*24)*time.Hour+time.Minute))
				if got := schedule.Address(wire, st.Move); got != v.want {
					t.Fatalf("day %v: at %s, want %s", v.day, got, v.want)
				}
			}
		})
	}
}

// An adopted address that keeps failing, or that belongs to another configured
// one, is not used.
func TestMoveAbandoned(t *testing.T) {
	st := policy.After(wire, feeds.State{}, schedule.Answer{MovedTo: "https://wire.example.com/rss"}, noon)
	renamed := wire
	renamed.URL = "http://wire.example.com/atom"
	if got := schedule.Address(renamed, st.Move); got != renamed.URL {
		t.Errorf("after the config changed: %s", got)
	}
	for i := range 10 {
		if got := schedule.Address(wire, st.Move); got == wire.URL {
			t.Fatalf("given up after %d failures", i)
		}
		st = policy.After(wire, st, schedule.Answer{Failed: true, Status: 500}, noon)
	}
	if got := schedule.Address(wire, st.Move); got != wire.URL {
		t.Errorf("after ten failures at %s", got)
	}
}

// drain takes out what may start now.
func drain(q *schedule.Queue, now time.Time) (ids []string, wait time.Duration) {
	for {
		src, ok, wait := q.Next(now)
		if !ok {
			return ids, wait
		}
		ids = append(ids, src.ID)
	}
}

func add(q *schedule.Queue, at time.Time, addresses ...string) (srcs []feeds.Source) {
	for _, a := range addresses {
		src := feeds.Source{ID: a, URL: a}
		srcs = append(srcs, src)
		q.Add(src, a, at)
	}
	return srcs
}

func TestQueueOrder(t *testing.T) {
	q := schedule.NewQueue(policy)
	if ids, wait := drain(q, noon); ids != nil || wait >= 0 {
		t.Errorf("an empty queue gave %v, wait %s", ids, wait)
	}
	add(q, noon.Add(time.Minute), "https://b.example.org/")
	add(q, noon, "https://a.example.net/")
	ids, wait := drain(q, noon)
	if diff := cmp.Diff([]string{"https://a.example.net/"}, ids); diff != "" || wait != time.Minute {
		t.Errorf("wait %s, (-want +got):\n%s", wait, diff)
	}
}

// Sources of one registrable domain are visited apart and two at a time; those
// of a service whose customers have names below its own are too.
func TestQueueSpacing(t *testing.T) {
	for _, domain := range []string{"example.co.uk", "blogspot.com", "github.io"} {
		t.Run(domain, func(t *testing.T) {
			q := schedule.NewQueue(policy)
			srcs := add(q, noon, "https://a."+domain+"/", "https://b."+domain+"/", "https://c."+domain+"/")
			for i, want := range []int{1, 1, 0} {
				if ids, _ := drain(q, noon.Add(time.Duration(i)*time.Second)); len(ids) != want {
					t.Errorf("second %d: %v", i, ids)
				}
			}
			q.Done(srcs[0], schedule.Answer{}, noon.Add(5*time.Second))
			if ids, _ := drain(q, noon.Add(5*time.Second)); len(ids) != 1 {
				t.Errorf("after one was done: %v", ids)
			}
		})
	}
}

// What has no domain is the operator's own: no spacing, but the limit of
// visits at once.
func TestQueueLocal(t *testing.T) {
	q := schedule.NewQueue(policy)
	add(q, noon, "http://127.0.0.1:9000/a", "http://127.0.0.1:9000/b", "http://127.0.0.1:9000/c", "http://127.0.0.1:9001/d", "http://localhost/e", "http://[::1]/f")
	if ids, _ := drain(q, noon); len(ids) != 5 {
		t.Errorf("started %v, want five", ids)
	}
}

func TestQueueHosts(t *testing.T) {
	p := policy
	p.Hosts = map[string]schedule.Host{
		"slow.example.com": {Spacing: time.Minute, PerHost: 1},
		"example.org":      {PerHost: 5, Spacing: time.Millisecond},
	}
	q := schedule.NewQueue(p)
	add(q, noon, "https://slow.example.com/a", "https://www.slow.example.com/b", "https://fast.example.com/c")
	if ids, wait := drain(q, noon); len(ids) != 2 || wait >= 0 {
		t.Errorf("started %v, then wait %s", ids, wait)
	}
	for i := range 6 {
		add(q, noon, fmt.Sprintf("https://%d.example.org/", i))
	}
	total := 0
	for i := range 10 {
		ids, _ := drain(q, noon.Add(time.Duration(i)*time.Millisecond))
		total += len(ids)
	}
	if total != 5 {
		t.Errorf("started %d of example.org, want 5", total)
	}
}

// A server that says it is asked too often is left alone, as far as it was
// speaking for the domain.
func TestQueueLimits(t *testing.T) {
	tests := []struct {
		name    string
		scope   schedule.Scope
		answers []schedule.Answer
		want    time.Duration // until the next visit to the domain
	}{
		{"fine", "", []schedule.Answer{{}}, 0},
		{"429", "", []schedule.Answer{{Failed: true, Status: 429}}, time.Minute},
		{"429 for an hour", "", []schedule.Answer{{Failed: true, Status: 429, RetryAfter: time.Hour}}, 15 * time.Minute},
		{"429 for an hour, of the domain", schedule.ByDomain, []schedule.Answer{{Failed: true, Status: 429, RetryAfter: time.Hour}}, time.Hour},
		{"429 twice from visits that were under way", "", []schedule.Answer{{Failed: true, Status: 429}, {Failed: true, Status: 429}}, time.Minute},
		{"429 of a route", schedule.BySource, []schedule.Answer{{Failed: true, Status: 429, RetryAfter: time.Hour}}, 0},
		{"503", "", []schedule.Answer{{Failed: true, Status: 503, RetryAfter: time.Hour}}, 0},
		{"503 of the domain", schedule.ByDomain, []schedule.Answer{{Failed: true, Status: 503, RetryAfter: time.Hour}}, time.Hour},
		{"403", "", []schedule.Answer{{Failed: true, Status: 403}}, 0},
		{"403, a burst", "", []schedule.Answer{{Failed: true, Status: 403}, {Failed: true, Status: 403}, {Failed: true, Status: 403}}, time.Minute},
		{"500", "", []schedule.Answer{{Failed: true, Status: 500}, {Failed: true, Status: 500}, {Failed: true, Status: 500}}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := policy
			p.PerHost, p.Spacing = 10, 0
			p.Hosts = map[string]schedule.Host{"example.com": {Scope: tt.scope}}
			q := schedule.NewQueue(p)
			srcs := add(q, noon, "https://a.example.com/", "https://b.example.com/", "https://c.example.com/")
			drain(q, noon)
			for i, a := range tt.answers {
				q.Done(srcs[i], a, noon)
			}
			add(q, noon, "https://z.example.com/")
			_, ok, wait := q.Next(noon)
			if ok != (tt.want == 0) || wait != tt.want {
				t.Errorf("next %v after %s, want %s", ok, wait, tt.want)
			}
		})
	}
}

// Limits in a row close a domain for longer each time, and widen the spacing.
func TestQueueStrikes(t *testing.T) {
	p := policy
	p.PerHost = 1
	q := schedule.NewQueue(p)
	src := add(q, noon, "https://a.example.com/")[0]
	now := noon
	for i, want := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute} {
		if ids, _ := drain(q, now); len(ids) != 1 {
			t.Fatalf("strike %d: %v", i, ids)
		}
		q.Done(src, schedule.Answer{Failed: true, Status: 429}, now)
		q.Add(src, src.URL, now)
		_, _, wait := q.Next(now)
		if wait != want {
			t.Errorf("strike %d: wait %s, want %s", i, wait, want)
		}
		now = now.Add(wait)
	}
	drain(q, now)
	q.Done(src, schedule.Answer{}, now)
	q.Add(src, src.URL, now)
	if _, ok, wait := q.Next(now); ok || wait < 10*time.Second {
		t.Errorf("after four strikes the next visit comes after %s", wait)
	}
}

func TestLoad(t *testing.T) {
	states := map[string]feeds.State{
		"later": {Visited: noon.Add(-time.Hour), Next: noon.Add(time.Hour)},
		"gone":  {Visited: noon.Add(-time.Hour), Next: noon.Add(-time.Hour), Gone: true},
	}
	srcs := []feeds.Source{{ID: "new", URL: "https://new.example/"}, {ID: "later", URL: "https://later.example/"}, {ID: "gone", URL: "https://gone.example/"}}
	for i := range 100 {
		id := fmt.Sprint("late", i)
		states[id] = feeds.State{Visited: noon.Add(-9 * time.Hour), Next: noon.Add(-8 * time.Hour)}
		srcs = append(srcs, feeds.Source{ID: id, URL: fmt.Sprintf("https://late%d.example/", i)})
	}
	q := schedule.NewQueue(policy)
	q.Load(srcs, func(id string) feeds.State { return states[id] }, noon)
	total := 0
	for second := range 11 {
		ids, _ := drain(q, noon.Add(time.Duration(second)*time.Second))
		if len(ids) > 11 {
			t.Errorf("%d visits in second %d", len(ids), second)
		}
		total += len(ids)
	}
	if total != 101 {
		t.Errorf("%d visits, want 101", total)
	}
}

func BenchmarkQueue(b *testing.B) {
	q := schedule.NewQueue(policy)
	for i := range 5000 {
		src := feeds.Source{ID: fmt.Sprint(i), URL: fmt.Sprintf("https://host%d.example%d.com/", i, i%3000)}
		q.Add(src, src.URL, noon.Add(time.Duration(i)*time.Millisecond))
	}
	now := noon
	b.ReportAllocs()
	for b.Loop() {
		src, ok, wait := q.Next(now)
		if !ok {
			now = now.Add(wait)
			continue
		}
		q.Done(src, schedule.Answer{}, now)
		q.Add(src, src.URL, now.Add(time.Hour))
	}
}

// Secrets were given to one host: a source that has any follows only to its
// https twin.
func TestMoveWithSecrets(t *testing.T) {
	src := wire
	src.Headers = map[string]string{"Authorization": "Bearer x"}
	var st feeds.State
	for day := range 20 {
		st = policy.After(src, st, schedule.Answer{MovedTo: "https://elsewhere.example.org/rss"}, noon.AddDate(0, 0, day))
	}
	if got := schedule.Address(src, st.Move); got != src.URL {
		t.Errorf("at %s", got)
	}
	st = policy.After(src, st, schedule.Answer{MovedTo: "https://wire.example.com/rss"}, noon)
	if got := schedule.Address(src, st.Move); got != "https://wire.example.com/rss" {
		t.Errorf("at %s", got)
	}
}

func TestSpacingAt(t *testing.T) {
	p := schedule.Policy{Spacing: time.Second, Hosts: map[string]schedule.Host{"slow.example.com": {Spacing: time.Minute}}}
	for address, want := range map[string]time.Duration{
		"https://www.example.com/news?page=2": time.Second,
		"https://a.slow.example.com/news":     time.Minute,
		"http://127.0.0.1:8080/news":          0,
	} {
		if got := p.SpacingAt(address); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}
