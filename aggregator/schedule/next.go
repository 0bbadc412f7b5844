package schedule

import (
	"hash/fnv"
	"strconv"
	"time"

	"dateline/feeds"
)

// mostWait is the longest that a server can make us wait by Retry-After.
const mostWait = 7 * 24 * time.Hour

// checkWait is the least time between visits to a source that is pushed.
const checkWait = 4 * time.Hour

// next returns when src, now in the given state, is due again.
func (p Policy) next(src feeds.Source, is feeds.State, a Answer, now time.Time) time.Time {
	wait, most := p.calm(src, is, a), max(p.Max, src.Every)
	if src.Every <= 0 {
		wait = max(wait, p.Min)
	}
	wait = min(wait, most)
	for range min(is.Failures, 20) {
		wait = min(2*wait, most)
	}
	if asked := min(a.RetryAfter, mostWait); a.Failed && asked > wait {
		wait = asked
	}
	at := now.Add(wait + jitter(src.ID, wait, now))
	return awake(at, is.Hints)
}

// mostHold is the longest that one source's limit holds for the others of its
// domain.
const mostHold = 15 * time.Minute

// calm is the wait after a visit that went well. What the operator has set for
// the source counts alone, also beyond Min and Max; otherwise the source's rhythm, but not less than
// the feed or its server asks for.
func (p Policy) calm(src feeds.Source, is feeds.State, a Answer) time.Duration {
	if src.Every > 0 {
		return src.Every
	}
	wait := max(p.interval(is.Rhythm), is.Hints.Wait, a.Fresh)
	if a.IsPushed {
		wait = max(wait, checkWait)
	}
	return wait
}

// jitter is between 0 and a tenth of wait, so that sources with one rhythm
// drift apart. It is a function of the source and the moment.
func jitter(id string, wait time.Duration, now time.Time) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	_, _ = h.Write(strconv.AppendInt(nil, now.UnixNano(), 36))
	return wait / 10 * time.Duration(h.Sum32()%1000) / 1000
}

// awake moves a visit out of the hours and days in which the feed says it does
// not change (RSS skipHours and skipDays, in UTC). A feed that is never awake
// is not believed.
func awake(at time.Time, h feeds.Hints) time.Time {
	moved := at.UTC()
	// Feeds that wake together do not all come at once.
	apart := time.Duration(at.UnixNano() % int64(20*time.Minute))
	for range 8 * 24 {
		if !h.Skips(moved) {
			return moved
		}
		moved = moved.Truncate(time.Hour).Add(time.Hour + apart)
	}
	return at
}
