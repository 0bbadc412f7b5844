package web

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"dateline/feeds"
)

const (
	// usageFor is how long it is taken for granted, at least, what the store
	// holds: counting it takes seconds, and scrapers come several times a
	// minute. Counting takes one part in usageShare of the time at most.
	usageFor   = time.Minute
	usageShare = 30
	// usageTime is how long counting may take.
	usageTime = time.Minute
)

// metrics collects what the operator's monitoring draws. What cannot be read is
// left out of a scrape, and the log says why.
type metrics struct {
	admin
	mu    sync.Mutex
	usage feeds.Usage
	// until is how long usage holds.
	until time.Time
}

// newMetrics returns the handler of /metrics. Its registry is its own: what a
// library registers for everyone is not ours to show.
func newMetrics(a admin) http.HandlerFunc {
	registry := prometheus.NewRegistry()
	registry.MustRegister(&metrics{admin: a}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	handler := promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		handler.ServeHTTP(w, r)
	}
}

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("dateline_"+name, help, labels, nil)
}

var (
	itemsDesc        = describe("items", "Items that are stored.")
	versionsDesc     = describe("versions", "Versions of items: one for each source that carries one.")
	storiesDesc      = describe("stories", "Stories told by several items.")
	retractedDesc    = describe("retracted_items", "Items withdrawn for good.")
	seenDesc         = describe("seen_marks", "Marks of items that retention took.")
	bytesDesc        = describe("storage_bytes", "What the files of the store take on the disk.", "part")
	sequenceDesc     = describe("log_sequence", "The last entry of the log.")
	entriesDesc      = describe("log_entries", "Entries of the log that are kept.")
	removedDesc      = describe("reclaimable_items", "Items removed since disk space was reclaimed.")
	reclaimedDesc    = describe("reclaim_timestamp_seconds", "When disk space was last reclaimed.")
	reclaimFromDesc  = describe("reclaim_bytes_before", "What the store took before space was last reclaimed.")
	reclaimToDesc    = describe("reclaim_bytes_after", "What the store took after space was last reclaimed.")
	sourcesDesc      = describe("sources", "Sources by how their last visit went.", "status")
	subscribersDesc  = describe("hub_subscriptions", "Subscriptions to our feeds that are live.")
	pushesDesc       = describe("hub_pushes_total", "Pushes of our feeds to subscribers, by what came of them.", "outcome")
	underWayDesc     = describe("hub_pushes_under_way", "Pushes of our feeds that are being sent.")
	underWayMostDesc = describe("hub_pushes_under_way_limit", "How many may be.")
	questionsDesc    = describe("hub_requests_waiting", "Requests of subscribers that are yet to be verified.")
	cacheDesc        = describe("cache_bytes", "What is kept to be sent again.", "cache")
	cacheLimitDesc   = describe("cache_limit_bytes", "What may be kept to be sent again.", "cache")
	cacheCountDesc   = describe("cache_entries", "How much is kept to be sent again.", "cache")
	evictedDesc      = describe("cache_evictions_total", "What was given up for want of room.", "cache")
	liveDesc         = describe("live_clients", "Readers who follow live.")
	liveMostDesc     = describe("live_clients_limit", "Readers who may follow live.")
	liveDroppedDesc  = describe("live_dropped_total", "Readers who followed live and were too slow.")
	failuresDesc     = describe("source_failures", "Visits that failed since the last success, for sources that are failing.", "source")
)

// Describe says what there may be.
func (m *metrics) Describe(descs chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		itemsDesc, versionsDesc, storiesDesc, retractedDesc, seenDesc, bytesDesc, sequenceDesc, entriesDesc,
		removedDesc, reclaimedDesc, reclaimFromDesc, reclaimToDesc, sourcesDesc, failuresDesc, subscribersDesc, pushesDesc, underWayDesc, underWayMostDesc, questionsDesc,
		cacheDesc, cacheLimitDesc, cacheCountDesc, evictedDesc, liveDesc, liveMostDesc, liveDroppedDesc,
	} {
		descs <- d
	}
}

// Collect says what there is.
func (m *metrics) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	if states, err := m.check(context.Background()); err != nil {
		m.Log.Error("metrics: states of sources", "error", err)
	} else {
		collectSources(states, gauge)
	}
	if m.Pushes != nil {
		collectPushes(m.Pushes(), out)
	}
	if m.Serving != nil {
		collectServing(m.Serving(), gauge, out)
	}
	for _, rooms := range m.Rooms {
		collectRooms(rooms(), gauge, out)
	}
	if m.Usage == nil {
		return
	}
	u, err := m.count()
	if err != nil {
		m.Log.Error("metrics: usage of the store", "error", err)
		return
	}
	collectUsage(u, gauge)
}

type gaugeFunc func(d *prometheus.Desc, v float64, labels ...string)

func collectSources(states map[string]feeds.State, gauge gaugeFunc) {
	by := map[string]int{"ok": 0, "failing": 0, "waiting": 0}
	for id, st := range states {
		by[newSourceLine(id, st).Status]++
		if st.Failures > 0 {
			gauge(failuresDesc, float64(st.Failures), strings.ToValidUTF8(id, "\uFFFD"))
		}
	}
	for status, n := range by {
		gauge(sourcesDesc, float64(n), status)
	}
}

func collectPushes(p feeds.Pushes, out chan<- prometheus.Metric) {
	for d, n := range map[*prometheus.Desc]int{
		subscribersDesc: p.Subscribers, questionsDesc: p.Waiting, underWayDesc: p.UnderWay, underWayMostDesc: p.UnderWayMost,
	} {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n))
	}
	for outcome, n := range map[string]int64{"delivered": p.Delivered, "failed": p.Failed, "gone": p.Gone} {
		out <- prometheus.MustNewConstMetric(pushesDesc, prometheus.CounterValue, float64(n), outcome)
	}
}

func collectRooms(rooms map[string]feeds.Room, gauge gaugeFunc, out chan<- prometheus.Metric) {
	for name, c := range rooms {
		gauge(cacheDesc, float64(c.Used), name)
		gauge(cacheLimitDesc, float64(c.Limit), name)
		gauge(cacheCountDesc, float64(c.Entries), name)
		out <- prometheus.MustNewConstMetric(evictedDesc, prometheus.CounterValue, float64(c.Evicted), name)
	}
}

func collectServing(s Serving, gauge gaugeFunc, out chan<- prometheus.Metric) {
	collectRooms(s.Caches, gauge, out)
	gauge(liveDesc, float64(s.Live))
	gauge(liveMostDesc, float64(s.LiveMost))
	out <- prometheus.MustNewConstMetric(liveDroppedDesc, prometheus.CounterValue, float64(s.LiveDropped))
}

func collectUsage(u feeds.Usage, gauge gaugeFunc) {
	for d, n := range map[*prometheus.Desc]int64{
		itemsDesc: u.Items, versionsDesc: u.Versions, storiesDesc: u.Stories, retractedDesc: u.Retracted, seenDesc: u.Seen,
		entriesDesc: u.LogEntries(), sequenceDesc: int64(u.Sequence), removedDesc: u.Removed,
	} {
		gauge(d, float64(n))
	}
	gauge(bytesDesc, float64(u.Disk.Tree), "tree")
	gauge(bytesDesc, float64(u.Disk.Log), "log")
	gauge(bytesDesc, float64(u.Disk.Other), "other")
	if r := u.Reclaimed; !r.At.IsZero() {
		gauge(reclaimedDesc, float64(r.At.Unix()))
		gauge(reclaimFromDesc, float64(r.Before.Total()))
		gauge(reclaimToDesc, float64(r.After.Total()))
	}
}

// count returns what the store holds, or held within the last minute or so.
// Those who ask at the same time wait for one counting.
func (m *metrics) count() (feeds.Usage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	began := time.Now()
	if began.Before(m.until) {
		return m.usage, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), usageTime)
	defer cancel()
	u, err := m.Usage(ctx)
	if err == nil {
		m.usage, m.until = u, began.Add(max(usageFor, usageShare*time.Since(began)))
	}
	return u, err
}
