package schedule

import (
	"math"
	"time"

	"dateline/feeds"
)

const (
	// memory is how fast the past fades: what happened this long ago counts
	// for a third. Long enough for a weekend, short enough for breaking news.
	memory = 3 * 24 * time.Hour
	// visitsPerItem is how many visits a new item is worth. With four, an
	// item waits for an eighth of the time between two items on average.
	visitsPerItem = 4
	// priorSpan is how much experience the operator's Every stands for, until
	// the source has shown its own rhythm.
	priorSpan = 12 * time.Hour
)

// learn adds a visit to a source's rhythm. What it listed at the first visit
// tells as much as if we had been there: the dates do.
func learn(was feeds.State, a Answer, now time.Time) feeds.Rhythm {
	if was.Succeeded.IsZero() {
		return fromDates(a.Dates, now)
	}
	since := max(now.Sub(was.Succeeded), 0)
	kept := fading(since)
	return feeds.Rhythm{
		Items: was.Rhythm.Items*kept + float64(a.New),
		Span:  time.Duration(float64(was.Rhythm.Span)*kept + float64(memory)*(1-kept)),
	}
}

func fromDates(dates []time.Time, now time.Time) (r feeds.Rhythm) {
	var oldest time.Duration
	for _, d := range dates {
		if age := now.Sub(d); age >= 0 && !d.IsZero() {
			r.Items += fading(age)
			oldest = max(oldest, age)
		}
	}
	r.Span = time.Duration(float64(memory) * (1 - fading(oldest)))
	return r
}

// fading is the weight of something that long ago.
func fading(age time.Duration) float64 { return math.Exp(-float64(age) / float64(memory)) }

// interval is the time between visits that a rhythm calls for.
func (p Policy) interval(r feeds.Rhythm) time.Duration {
	known := min(float64(r.Span)/float64(memory), 1)
	prior := float64(priorSpan) * (1 - known)
	items := r.Items + prior/float64(max(p.Every, 1))/visitsPerItem
	span := float64(r.Span) + prior
	if items <= 0 || span <= 0 {
		return p.Max
	}
	wait := span / items / visitsPerItem
	if wait > float64(p.Max) {
		return p.Max
	}
	return max(time.Duration(wait), p.Min)
}
