package opml_test

import (
	"bytes"
	"cmp"
	"html"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dateline/aggregator/config"
	"dateline/aggregator/opml"
	"dateline/feeds"
)

// sortedRegions compares regions as the sets they are.
var sortedRegions = gocmp.FilterPath(func(p gocmp.Path) bool { return p.Last().String() == ".Regions" }, cmpopts.SortSlices(strings.Compare))

func byURL(sources []feeds.Source) []feeds.Source {
	return slices.SortedFunc(slices.Values(sources), func(a, b feeds.Source) int { return cmp.Compare(a.URL, b.URL) })
}

// FuzzParse checks that no file makes Parse panic, that what it finds keeps
// its promises, and that the config made of it has no problems.
func FuzzParse(f *testing.F) {
	lists, err := filepath.Glob("testdata/*.opml")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range lists {
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(`<?xml version="1.0" encoding="windows-1251"?><opml><outline text="` + "\xcc\xe8\xf0" + `" url=a.example/1></opml>`))
	path := filepath.Join(f.TempDir(), "dateline.yaml")
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := opml.Parse(body)
		if err != nil {
			return
		}
		for _, feed := range list.Feeds {
			checkFeed(t, feed)
		}
		if len(list.Notes) > 102 {
			t.Errorf("%d notes", len(list.Notes))
		}
		if len(list.Feeds) == 0 {
			return
		}
		var b bytes.Buffer
		if err := opml.WriteConfig(&b, "list", list, feeds.Builtin()); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg, err := config.Load(path)
		if err != nil {
			t.Fatalf("%v in\n%s", err, b.String())
		}
		if diff := gocmp.Diff(withoutHome(list.Sources(feeds.Builtin())), cfg.Sources); diff != "" {
			t.Errorf("the config says something else (-list +config)\n%s", diff)
		}
	})
}

func checkFeed(t *testing.T, feed opml.Feed) {
	t.Helper()
	for _, addr := range []string{feed.URL, feed.Home} {
		u, err := url.Parse(addr)
		if addr == "" && feed.URL != "" {
			continue
		}
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
			t.Errorf("address %q: %v", addr, err)
		}
	}
	if len(feed.Folders) > 32 || len(feed.Tags) > 32 || feed.Line < 1 {
		t.Errorf("%d folders, %d tags, line %d", len(feed.Folders), len(feed.Tags), feed.Line)
	}
	for _, s := range append(slices.Concat(feed.Folders...), append(feed.Tags, feed.Title)...) {
		if utf8.RuneCountInString(s) > 200 || !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\x00") || s != strings.TrimSpace(s) {
			t.Errorf("name %q", s)
		}
	}
}

// FuzzRoundTrip checks that what Write writes is XML, and that Parse reads the
// same sources again.
func FuzzRoundTrip(f *testing.F) {
	f.Add("https://a.example/rss", "Name & Co", "https://a.example/", "malaysia", "asean", "Tech, Science", "en")
	f.Add("http://a.example:80/?q=%zz", `"'<>&amp;`, "", "world", "", "/x%2Cy", "pt-BR")
	f.Fuzz(func(t *testing.T, addr, name, home, region, more, topic, language string) {
		// What a config can hold is what Parse makes of the parts.
		in, err := opml.Parse([]byte(whole(`<outline text="` + escape(name) + `" xmlUrl="` + escape(addr) + `" htmlUrl="` + escape(home) + `" language="` + escape(language) + `"/>`)))
		if err != nil || len(in.Feeds) != 1 {
			t.Skip("no feed")
		}
		src := in.Sources(feeds.Builtin())[0]
		for _, r := range []string{region, more} {
			if slug, ok := feeds.Builtin().Resolve(r); ok && slug != feeds.Unplaced && !slices.Contains(src.Regions, slug) {
				src.Regions = append(src.Regions, slug)
			}
		}
		if topic = strings.Join(strings.FieldsFunc(topic, isUnseen), " "); topic != "" && utf8.RuneCountInString(topic) <= 60 {
			src.Topics = []string{topic}
		}
		if diff := gocmp.Diff([]feeds.Source{src}, again(t, []feeds.Source{src}, feeds.Builtin()), sortedRegions, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

// isUnseen is what no line of a config can hold.
func isUnseen(r rune) bool {
	return r == utf8.RuneError || unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' || r&0xfffe == 0xfffe
}

func escape(s string) string { return html.EscapeString(strings.ToValidUTF8(s, "")) }
