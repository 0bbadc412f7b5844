package parse

import (
	"strconv"
	"strings"
	"time"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
	"dateline/feeds"

	"github.com/mmcdole/gofeed/rss"
)

// rssHints reads when an RSS feed wants to be visited.
func rssHints(f *rss.Feed, x extensions) feeds.Hints {
	h := syndication(x)
	if minutes, err := strconv.Atoi(strings.TrimSpace(f.TTL)); err == nil && minutes > 0 {
		h.Wait = max(h.Wait, time.Duration(min(minutes, 1<<20))*time.Minute)
	}
	for _, text := range f.SkipHours {
		// Both 0 and 24 are seen for midnight.
		if hour, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && hour >= 0 && hour <= 24 {
			h.Hours |= 1 << (hour % 24)
		}
	}
	for _, text := range f.SkipDays {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(text), day.String()) {
				h.Days |= 1 << day
			}
		}
	}
	return h
}

// periods are the values of sy:updatePeriod.
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
	"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// syndication reads the RSS syndication module: so many updates in a period.
func syndication(x extensions) (h feeds.Hints) {
	period, ok := periods[strings.ToLower(x.text(markup.SYSpace, "updatePeriod"))]
	if !ok {
		return h
	}
	times, err := strconv.Atoi(x.text(markup.SYSpace, "updateFrequency"))
	if err != nil || times < 1 {
		times = 1
	}
	h.Wait = period / time.Duration(times)
	return h
}

// hubs are the atom:link elements of an RSS feed that name a hub.
func (c *converter) hubs(x extensions) (hubs []string) {
	for e := range x.all(markup.AtomSpace, "link") {
		if markup.IsRel(attr(e, "rel"), "hub") {
			hubs = c.addHub(hubs, attr(e, "href"))
		}
	}
	return hubs
}

func (c *converter) addHub(hubs []string, ref string) []string {
	if hub := address.Web(c.base, ref); hub != "" {
		return append(hubs, hub)
	}
	return hubs
}
