package fetch_test

import (
	"bytes"
	"net/http"
	"net/url"
	"testing"
	"time"

	"dateline/aggregator/fetch"
)

// FuzzRetryAfter checks that no server can make us wait for more than a week,
// or for less than nothing.
func FuzzRetryAfter(f *testing.F) {
	f.Add("120", "")
	f.Add("Sat, 21 Nov 2026 17:00:00 GMT", "Sat, 21 Nov 2026 16:00:00 GMT")
	f.Fuzz(func(t *testing.T, value, date string) {
		if got := fetch.RetryAfter(value, date, now); got < 0 || got > 7*24*time.Hour {
			t.Errorf("%v", got)
		}
	})
}

// FuzzFreshness checks that freshness stays within bounds, that age never adds
// to it, and that no-store ends it, wherever it stands outside of quotes.
func FuzzFreshness(f *testing.F) {
	f.Add("max-age=600", "", "", "")
	f.Add(`no-cache="x", max-age="6\00"`, "0", "Sat, 21 Nov 2026 16:00:00 GMT", "60")
	f.Fuzz(func(t *testing.T, control, expires, date, age string) {
		h := http.Header{"Cache-Control": {control}, "Expires": {expires}, "Date": {date}}
		young := fetch.Freshness(h, now)
		if young < 0 || young > 365*24*time.Hour {
			t.Errorf("%v", young)
		}
		h.Set("Age", age)
		if old := fetch.Freshness(h, now); old < 0 || old > young {
			t.Errorf("aged %v, young %v", old, young)
		}
		h["Cache-Control"] = []string{"no-store", control}
		if got := fetch.Freshness(h, now); got != 0 {
			t.Errorf("no-store: %v", got)
		}
	})
}

// FuzzHubs checks that what Link headers lead to is on the web and little.
func FuzzHubs(f *testing.F) {
	f.Add(`<https://hub.example/>; rel="hub", </feed>; rel=self`)
	f.Add(`<>;rel="hub self";anchor="#x";title="a\",b"`)
	f.Fuzz(func(t *testing.T, header string) {
		hubs, self := fetch.Hubs([]string{header}, "https://news.example/feed")
		if len(hubs) > 8 {
			t.Errorf("%d hubs", len(hubs))
		}
		if self != "" {
			hubs = append(hubs, self)
		}
		for _, hub := range hubs {
			u, err := url.Parse(hub)
			if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
				t.Errorf("%q: %v", hub, err)
			}
		}
	})
}

// FuzzReadBody checks that no bytes in any coding make decoding panic or go
// beyond the limit, and that a decoder used before reads the same.
func FuzzReadBody(f *testing.F) {
	for _, coding := range append([]string{"", "gzip, br", "gzip, gzip"}, codings...) {
		body := encode(f, document, coding)
		f.Add(header(coding)[0], body)
		f.Add(header(coding)[0], body[:len(body)-3])
	}
	f.Fuzz(func(t *testing.T, coding string, body []byte) {
		const limit = 64 << 10
		got, cut, err := fetch.ReadBody(bytes.NewReader(body), []string{coding}, limit)
		if len(got) > limit || (err != nil && (got != nil || cut != nil)) || (cut != nil && len(got) == 0) {
			t.Errorf("%d bytes, cut %v, error %v", len(got), cut, err)
		}
		again, cutAgain, errAgain := fetch.ReadBody(bytes.NewReader(body), []string{coding}, limit)
		if !bytes.Equal(got, again) || (cut == nil) != (cutAgain == nil) || (err == nil) != (errAgain == nil) {
			t.Errorf("%d bytes, cut %v, error %v; then %d bytes, cut %v, error %v", len(got), cut, err, len(again), cutAgain, errAgain)
		}
	})
}

// FuzzCheck checks that what passes is an address of the web with a host.
func FuzzCheck(f *testing.F) {
	f.Add("https://news.example:8443/rss")
	f.Add("http://0x7f.1/")
	f.Fuzz(func(t *testing.T, address string) {
		if fetch.Check(address) != nil {
			return
		}
		u, err := url.Parse(address)
		if err != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Port() == "25" {
			t.Errorf("%q passes: %v", address, err)
		}
	})
}
