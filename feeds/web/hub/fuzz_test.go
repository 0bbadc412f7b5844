package hub_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dateline/feeds/web/hub"
)

// FuzzRequest: a request is refused, or asks its callback with the callback's
// own query untouched and in words that stand in headers.
func FuzzRequest(f *testing.F) {
	f.Add("hub.mode=subscribe&hub.topic=https://a.example/x.rss&hub.callback=https://b.example/c?d=e&hub.secret=s&hub.lease_seconds=600")
	f.Add("hub.mode=unsubscribe&hub.topic=https://a.example/%3C%3E&hub.callback=http://[::1]:80/?")
	f.Add("hub.mode=subscribe&hub.topic=a%0d%0ab&hub.callback=http://b.example/%zz&hub.lease_seconds=99999999999999999999")
	f.Add("hub.mode=subscribe&hub.topic=x&hub.callback=http://b.example/?hub.mode=x%26hub.challenge=mine&hub.secret=" + strings.Repeat("s", 200))
	f.Fuzz(func(t *testing.T, body string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		question, link, err := hub.Question(form)
		if err != nil {
			return
		}
		u, err := url.Parse(question)
		if err != nil {
			t.Fatalf("question %q: %v", question, err)
		}
		own, err := url.Parse(form.Get("hub.callback"))
		if err != nil {
			t.Fatalf("callback %q: %v", form.Get("hub.callback"), err)
		}
		if u.Host != own.Host || u.EscapedPath() != own.EscapedPath() || !strings.HasPrefix(u.RawQuery, own.RawQuery) {
			t.Errorf("%s is asked at %s", own, u)
		}
		if len(link) > 3000 || strings.ContainsAny(link, "\r\n") || strings.Count(link, "<") != 1 {
			t.Errorf("Link: %q", link)
		}
		if _, err := http.NewRequest(http.MethodGet, question, nil); err != nil {
			t.Errorf("question %q: %v", question, err)
		}
	})
}
