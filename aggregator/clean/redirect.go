package clean

import (
	"net/url"
	"strings"

	"dateline/feeds"
)

// wrapper is an address of a service that only leads on to another, which it
// names in its query.
type wrapper struct {
	host string // whole, or ".example" for any host that ends so
	path string
	keys []string
}

// wrappers are the ones we know. One that has to be asked where it leads is
// left alone: it costs a request, and tells who follows.
var wrappers = []wrapper{
	{".google", "/url", []string{"q", "url"}},
	{"news.google.com", "/news/url", []string{"url"}},
	{"l.facebook.com", "/l.php", []string{"u"}},
	{"lm.facebook.com", "/l.php", []string{"u"}},
	{"www.facebook.com", "/l.php", []string{"u"}},
	{"l.instagram.com", "/", []string{"u"}},
	{"l.threads.net", "/", []string{"u"}},
	{"t.umblr.com", "/redirect", []string{"z"}},
	{"www.bing.com", "/news/apiclick.aspx", []string{"url"}},
	{"duckduckgo.com", "/l/", []string{"uddg"}},
	{"www.youtube.com", "/redirect", []string{"q"}},
	{"out.reddit.com", "/", []string{"url"}},
	{"vk.com", "/away.php", []string{"to"}},
	{"steamcommunity.com", "/linkfilter/", []string{"url", "u"}},
	{"medium.com", "/r/", []string{"url"}},
	{"exit.sc", "/", []string{"url"}},
	{"slack-redir.net", "/link", []string{"url"}},
	{"www.linkedin.com", "/redir/redirect", []string{"url"}},
	{".safelinks.protection.outlook.com", "/", []string{"url"}},
}

// unwrapped returns where an address leads, if it says so itself.
func unwrapped(address string) string {
	for {
		target := target(address)
		if target == "" || len(target) >= len(address) {
			return address
		}
		address = target
	}
}

func target(address string) string {
	if !strings.Contains(address, "?") && !strings.Contains(address, "/*http") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if strings.HasSuffix(host, "rd.yahoo.com") {
		_, after, _ := strings.Cut(address, "/*")
		return unrooted.web(after)
	}
	for _, w := range wrappers {
		if !w.isAt(host, u.Path) {
			continue
		}
		query := u.Query()
		for _, key := range w.keys {
			if found := unrooted.web(query.Get(key)); found != "" {
				return found
			}
		}
	}
	return ""
}

func (w wrapper) isAt(host, path string) bool {
	switch {
	case w.host == ".google":
		if !strings.HasPrefix(host, "www.google.") && host != "google.com" {
			return false
		}
	case w.host[0] == '.':
		if !strings.HasSuffix(host, w.host) {
			return false
		}
	case host != w.host:
		return false
	}
	return path == w.path
}

// untracked removes the tracking parameters of an address, also from a
// fragment that is used as a query.
func untracked(address string) string {
	at := strings.IndexAny(address, "?#")
	if at < 0 || strings.HasPrefix(address, "mailto:") {
		return address
	}
	before, fragment, _ := strings.Cut(address, "#")
	before, query, _ := strings.Cut(before, "?")
	if query = feeds.WithoutTracking(query); query != "" {
		before += "?" + query
	}
	if fragment = withoutTrackers(fragment); fragment != "" {
		before += "#" + fragment
	}
	return before
}

// withoutTrackers cleans a fragment. It never tells items apart, so more goes
// here than identity allows in a query.
func withoutTrackers(fragment string) string {
	if !strings.Contains(fragment, "=") {
		return fragment
	}
	key, _, _ := strings.Cut(fragment, "=")
	switch key = strings.ToLower(key); {
	case key == "xtor", key == "echobox", key == "ref", strings.HasPrefix(key, "at_"):
		return ""
	case feeds.IsTracking(key):
		return withoutTrackers(feeds.WithoutTracking(fragment))
	}
	return fragment
}
