package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/feeds/web"
)

// mixed holds stories of which queries want some, all about Malaysia.
func mixed() *shelf {
	s := newShelf(0)
	topics := []string{"", "Business", "BUSINESS", "Öl", "oil and gas", "-a", "malaysia"}
	languages := []string{"", "en", "en-MY", "ms", "zh-Hant-TW"}
	texts := []string{"The ferry sank.", "A ferry strike", "Rain", "river"}
	for i := range 60 {
		e := tale(60-i, "malaysia")
		e.Date = day.Truncate(24 * time.Hour).Add(-time.Duration((60-i)/3) * 6 * time.Hour)
		e.Language, e.Title, e.Summary, e.Content = languages[i%5], texts[i%4], "", ""
		e.Categories = []feeds.Category{{Term: "x", Label: topics[i%7]}, {Term: topics[i*3%7] + "!", Label: topics[i%3]}}
		e.Carriers = e.Carriers[i%3%2 : 1+i%2+i%3%2*(1-i%2)]
		s.entries = append(s.entries, e)
	}
	slices.SortFunc(s.entries, func(a, b feeds.Entry) int {
		if a.Position().IsBefore(b.Position()) {
			return -1
		}
		return 1
	})
	return s
}

// wants asks an entry what a query says, word by word and in no other spelling
// than the reader's.
func wants(t rapid.TB, asked url.Values, e feeds.Entry) bool {
	choice := func(key string, has func(string) bool) bool {
		isIn, hasIn := false, false
		for _, v := range asked[key] {
			if out, isOut := strings.CutPrefix(v, "-"); isOut && has(out) {
				return false
			} else if !isOut {
				hasIn, isIn = true, isIn || has(v)
			}
		}
		return isIn || !hasIn
	}
	inTime := func(v string, isSince bool) bool {
		v, isOut := strings.CutPrefix(v, "-")
		at, err := time.Parse(time.DateOnly, v)
		if err != nil {
			at, err = time.Parse(time.RFC3339Nano, strings.ToUpper(strings.ReplaceAll(v, " ", "+")))
		}
		if err != nil {
			p, err := web.ReadCursor(v)
			if err != nil {
				t.Fatalf("%q is taken for a time", v)
			}
			return p.IsBefore(e.Position())
		}
		return e.Date.Before(at) != (isSince != isOut)
	}
	return choice("topic", func(topic string) bool {
		topic = strings.Join(strings.Fields(topic), " ")
		return slices.ContainsFunc(e.Categories, func(c feeds.Category) bool {
			return strings.EqualFold(c.Term, topic) || strings.EqualFold(c.Label, topic)
		}) || slices.ContainsFunc(e.Placements, func(p feeds.Placement) bool { return strings.EqualFold(p.Slug, topic) })
	}) && choice("lang", func(tag string) bool {
		tag = language.Raw.Make(tag).String() // eng is en
		return strings.EqualFold(e.Language, tag) || strings.HasPrefix(strings.ToLower(e.Language), strings.ToLower(tag)+"-")
	}) && choice("source", func(id string) bool {
		return slices.ContainsFunc(e.Carriers, func(c feeds.Carrier) bool { return c.ID == id })
	}) && !slices.ContainsFunc(asked["q"], func(text string) bool {
		search, err := feeds.ParseSearch(text)
		return err != nil || !search.Matches(e)
	}) && !slices.ContainsFunc(asked["since"], func(v string) bool { return !inTime(v, true) }) &&
		!slices.ContainsFunc(asked["before"], func(v string) bool { return !inTime(v, false) })
}

// selected are the stories that a query is for: the first so many of those that
// are wanted, without those that a source has too many of.
func selected(t rapid.TB, s *shelf, asked url.Values) []string {
	limit, most := 50, 0
	if v := asked.Get("limit"); v != "" {
		limit, _ = strconv.Atoi(v)
	}
	if v := asked.Get("cap"); v != "" {
		most, _ = strconv.Atoi(v)
	}
	ids, shown := []string{}, map[string]int{}
	for _, e := range s.in("malaysia") {
		if !wants(t, asked, e) {
			continue
		}
		shown[e.Carriers[0].ID]++
		if (most == 0 || shown[e.Carriers[0].ID] <= most) && len(ids) < limit {
			ids = append(ids, e.ID.URN())
		}
	}
	return ids
}

// answerOf asks a handler as a request comes, at the feed of Malaysia.
func answerOf(h http.Handler, raw string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/malaysia.json", nil)
	r.URL.RawQuery = raw
	h.ServeHTTP(w, r)
	return w
}

// checkMeaning wants a query to be a 400, or to lead in one step at most to one
// that leads nowhere else and is for the same stories.
func checkMeaning(t rapid.TB, h http.Handler, s *shelf, raw string) (status int) {
	got := answerOf(h, raw)
	if got.Code == http.StatusPermanentRedirect {
		path, right, _ := strings.Cut(got.Header().Get("Location"), "?")
		if path != "/malaysia.json" || right == raw {
			t.Fatalf("%q leads to %s", raw, got.Header().Get("Location"))
		}
		got = answerOf(h, right)
		if got.Code != http.StatusOK {
			t.Fatalf("%q leads to %q, and that is %d: %s", raw, right, got.Code, got.Body)
		}
	}
	if got.Code == http.StatusBadRequest {
		return got.Code
	}
	var doc struct{ Items []struct{ ID string } }
	if err := json.Unmarshal(got.Body.Bytes(), &doc); err != nil || got.Code != http.StatusOK {
		t.Fatalf("%q: %d, %v", raw, got.Code, err)
	}
	ids := []string{}
	for _, it := range doc.Items {
		ids = append(ids, it.ID)
	}
	asked, err := url.ParseQuery(feeds.WithoutTracking(raw))
	if err != nil {
		t.Fatalf("%q is read", raw)
	}
	if diff := cmp.Diff(selected(t, s, asked), ids); diff != "" {
		t.Fatalf("%q (-want +got):\n%s", raw, diff)
	}
	return got.Code
}

// vocabulary is what readers write, rightly for the most part.
var vocabulary = map[string][]string{
	"topic":      {"business", "Business", " oil  AND gas", "ÖL", "öl", "-a", "--a", "malaysia", "x", "none", "\xff", ""},
	"lang":       {"en", "EN", "en-my", "-en", "-en-MY", "ms", "zh-hant", "-zh", "fr", "und", "english"},
	"source":     {"wire", "-wire", "post", "-post", "https://wire.example/rss?a=1&b=2", "nobody", "Wire"},
	"q":          {"ferry", "Ferry SANK", `"ferry strike"`, "rain OR river", "-rain", "OR", `"`, "ferry ferry"},
	"since":      {"2026-10-29", "2026-10-30T06:00:00Z", "2026-10-30T06:00:00+06:30", "-2026-11-01", "2026-10-29T23:59:59.5Z", "soon", "0001-01-01"},
	"before":     {"2026-11-01", "2026-10-31T18:00:00Z", "2026-10-31t18:00:00.000000001z", "-2026-10-28", "AAAA", "9999-12-31"},
	"limit":      {"1", "7", "50", "200", "0", "x"},
	"cap":        {"0", "1", "3", "-1"},
	"dupes":      {"collapse", "expand", "both"},
	"utm_source": {"x", "%"},
	"colour":     {"red"},
}

// drawQuery writes a query in one of its many spellings, with a place that a
// next link named.
func drawQuery(t *rapid.T, cursors []string) string {
	keys := []string{"topic", "lang", "source", "q", "since", "before", "topic", "lang", "source", "q", "since", "before", "limit", "cap", "dupes", "utm_source", "colour"}
	var pairs []string
	for range rapid.IntRange(0, 5).Draw(t, "pairs") {
		key := rapid.SampledFrom(keys).Draw(t, "key")
		value := rapid.SampledFrom(vocabulary[key]).Draw(t, "value")
		if key == "before" && rapid.Bool().Draw(t, "cursor") {
			value = rapid.SampledFrom(cursors).Draw(t, "place")
		}
		if rapid.Bool().Draw(t, "escaped") {
			value = url.QueryEscape(value)
		} else {
			value = strings.NewReplacer(" ", "+", "&", "%26", "#", "%23", "\xff", "%fF", "%", "%25").Replace(value)
		}
		pairs = append(pairs, key+"="+value)
	}
	return strings.Join(pairs, "&")
}

func cursorsOf(h http.Handler) []string {
	var all []string
	for _, limit := range []string{"1", "5", "20"} {
		_, rest, _ := strings.Cut(answerOf(h, "limit="+limit).Body.String(), "malaysia.json?before=")
		cursor, _, _ := strings.Cut(rest, `&`)
		cursor, _, _ = strings.Cut(cursor, `\`)
		all = append(all, cursor)
	}
	return all
}

// TestQueryMeaning asks for what readers may write.
func TestQueryMeaning(t *testing.T) {
	s := mixed()
	h := web.New(options(s, "", quiet()))
	cursors := cursorsOf(h)
	answered := 0
	rapid.Check(t, func(t *rapid.T) {
		if checkMeaning(t, h, s, drawQuery(t, cursors)) == http.StatusOK {
			answered++
		}
	})
	if answered == 0 {
		t.Error("no query was right")
	}
}

func FuzzQuery(f *testing.F) {
	s := mixed()
	h := web.New(options(s, "", quiet()))
	for key, values := range vocabulary {
		for _, v := range values {
			f.Add(key + "=" + v)
			f.Add("limit=3&" + key + "=" + url.QueryEscape(v))
		}
	}
	for _, cursor := range cursorsOf(h) {
		f.Add("before=" + cursor + "&q=rain&topic=%42usiness&topic=-x&utm_medium=a")
	}
	f.Fuzz(func(t *testing.T, raw string) { checkMeaning(t, h, s, raw) })
}
