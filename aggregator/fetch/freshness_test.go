package fetch_test

import (
	"net/http"
	"testing"
	"time"

	"dateline/aggregator/fetch"
)

var now = time.Date(2026, time.November, 21, 16, 0, 0, 0, time.UTC)

// in is the HTTP date d from now.
func in(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }

func TestRetryAfter(t *testing.T) {
	week := 7 * 24 * time.Hour
	tests := []struct {
		value, date string
		want        time.Duration
	}{
		{"120", "", 2 * time.Minute},
		{" 120 ", "", 2 * time.Minute},
		{"0", "", 0},
		{"", "", 0},
		{"-5", "", 0},
		{"+5", "", 0},
		{"1.5", "", 0},
		{"soon", "", 0},
		{"٣", "", 0},
		{"604800", "", week},
		{"604801", "", week},
		{"99999999999999999999999999", "", week},
		{in(time.Hour), "", time.Hour},
		{in(time.Hour), in(0), time.Hour},
		// The server's clock is an hour fast: what counts is the difference.
		{in(2 * time.Hour), in(time.Hour), time.Hour},
		{in(2 * time.Hour), "yesterday", 2 * time.Hour},
		{in(-time.Hour), "", 0},
		{in(365 * 24 * time.Hour), "", week},
		{"Saturday, 21-Nov-26 17:00:00 GMT", "", time.Hour},
		{"Sat Nov 21 17:00:00 2026", "", time.Hour},
		{"Sat, 21 Nov 2026 17:00:00 +0000", "", time.Hour},
		{"Sat, 21 Nov 2026", "", 0},
		{"Sat, 01 Jan 0001 00:00:00 GMT", "", 0},
		{"Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0001 00:00:00 GMT", week},
	}
	for _, tt := range tests {
		if got := fetch.RetryAfter(tt.value, tt.date, now); got != tt.want {
			t.Errorf("%q, dated %q: %v, want %v", tt.value, tt.date, got, tt.want)
		}
	}
}

func TestFreshness(t *testing.T) {
	year := 365 * 24 * time.Hour
	type headers map[string]string
	tests := []struct {
		headers headers
		want    time.Duration
	}{
		{headers{}, 0},
		{headers{"Cache-Control": "max-age=600"}, 10 * time.Minute},
		{headers{"Cache-Control": "public, MAX-AGE = 600 , must-revalidate"}, 10 * time.Minute},
		{headers{"Cache-Control": `max-age="600"`}, 10 * time.Minute},
		{headers{"Cache-Control": `private="set-cookie, max-age=1", max-age=600`}, 10 * time.Minute},
		{headers{"Cache-Control": `ext="a\",max-age=1", max-age=600`}, 10 * time.Minute},
		{headers{"Cache-Control": `ext="open, max-age=600`}, 0},
		{headers{"Cache-Control": "max-age=600, max-age=1"}, 10 * time.Minute},
		{headers{"Cache-Control": "max-age=600", "Age": "60"}, 9 * time.Minute},
		{headers{"Cache-Control": "max-age=600", "Age": "601"}, 0},
		{headers{"Cache-Control": "max-age=600", "Age": "old"}, 10 * time.Minute},
		{headers{"Cache-Control": "max-age=0", "Expires": in(time.Hour)}, 0},
		{headers{"Cache-Control": "max-age=x", "Expires": in(time.Hour)}, 0},
		{headers{"Cache-Control": "max-age", "Expires": in(time.Hour)}, 0},
		{headers{"Cache-Control": "max-age=-1"}, 0},
		{headers{"Cache-Control": "no-cache, max-age=600"}, 0},
		{headers{"Cache-Control": "max-age=600, no-store"}, 0},
		{headers{"Cache-Control": `no-cache="set-cookie", max-age=600`}, 10 * time.Minute},
		{headers{"Cache-Control": "s-maxage=60"}, 0},
		{headers{"Cache-Control": "s-maxage=60, max-age=600"}, 10 * time.Minute},
		{headers{"Cache-Control": ",,;=,"}, 0},
		{headers{"Cache-Control": "max-age=99999999999999999999"}, year},
		{headers{"Expires": in(time.Hour)}, time.Hour},
		{headers{"Expires": in(2 * time.Hour), "Date": in(time.Hour)}, time.Hour},
		{headers{"Expires": in(time.Hour), "Age": "600"}, 50 * time.Minute},
		{headers{"Expires": "0"}, 0},
		{headers{"Expires": "-1"}, 0},
		{headers{"Expires": in(-time.Hour)}, 0},
		{headers{"Expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, year},
		{headers{"Expires": "Sat, 01 Jan 0000 00:00:00 GMT", "Age": "1"}, 0},
		{headers{"Cache-Control": "public", "Expires": in(time.Hour)}, time.Hour},
		{headers{"Cache-Control": "no-cache", "Expires": in(time.Hour)}, 0},
	}
	for _, tt := range tests {
		h := http.Header{}
		for name, value := range tt.headers {
			h.Set(name, value)
		}
		if got := fetch.Freshness(h, now); got != tt.want {
			t.Errorf("%v: %v, want %v", tt.headers, got, tt.want)
		}
	}
}

// Several lines of a header are one list.
func TestFreshnessOfLines(t *testing.T) {
	h := http.Header{"Cache-Control": {"public", "max-age=600"}}
	if got := fetch.Freshness(h, now); got != 10*time.Minute {
		t.Errorf("%v, want 10m", got)
	}
}
