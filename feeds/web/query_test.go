package web

import (
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

// readFeed reads the query of a feed whose site caps nothing.
func readFeed(raw string) (query, error) {
	return readQuery(raw, feedParameters, (&server{}).unasked(DefaultLimit))
}

// at makes a cursor.
func at(seconds int64, id byte) string {
	return writeCursor(feeds.Position{Date: time.Unix(seconds, 0).UTC(), ID: feeds.ID{id}})
}

func TestCanonicalQuery(t *testing.T) {
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Unix()
	tests := []struct{ name, query, want string }{
		{"nothing", "", ""},
		{"separators", "&&", ""},
		{"limit", "limit=1", "limit=1"},
		{"defaults", "limit=50&cap=0&dupes=collapse", ""},
		{"order", "topic=b&limit=200&lang=en&cap=2&dupes=expand", "cap=2&dupes=expand&lang=en&limit=200&topic=b"},
		{"languages", "lang=EN&lang=zh-hant&lang=-pt-br&lang=en", "lang=-pt-BR&lang=en&lang=zh-Hant"},
		{"kinds of languages", "lang=en-GB&lang=en&lang=-fr-CA&lang=-fr", "lang=-fr&lang=en"},
		{"topics", "topic=Sport&topic=BUSINESS&topic=sport&topic=-Art", "topic=-art&topic=business&topic=sport"},
		{"spaces in a topic", "topic=+oil++%09and%20gas+", "topic=oil+and+gas"},
		{"percent signs", "%74opic=%62&topic=c%c3%a9", "topic=b&topic=c%C3%A9"},
		{"other alphabets", "topic=%CE%A3%CE%9F%CF%86%CE%99%CE%91%CE%A3", "topic=%CF%83%CE%BF%CF%86%CE%B9%CE%B1%CF%83"},
		{"a region as topic", "topic=malaysia", "topic=malaysia"},
		{"a source with an address", "source=https://a.example/rss?x=1%26y=2", "source=https%3A%2F%2Fa.example%2Frss%3Fx%3D1%26y%3D2"},
		{"case of sources", "source=Wire&source=wire&source=-post", "source=-post&source=Wire&source=wire"},
		{"dates", "since=2026-11-01&before=2026-11-23T00:00:00Z", "before=2026-11-23&since=2026-11-01"},
		{"zones", "since=2026-11-23T10:00:00%2B08:00", "since=2026-11-23T02%3A00%3A00Z"},
		{"a plus sign that came as it is", "since=2026-11-23T10:00:00+08:00", "since=2026-11-23T02%3A00%3A00Z"},
		{"small letters", "since=2026-11-23t10:00:00z", "since=2026-11-23T10%3A00%3A00Z"},
		{"parts of a second", "since=2026-11-23T10:00:00.25Z&before=2026-11-23T23:59:59.000000001Z", "before=2026-11-24&since=2026-11-23T10%3A00%3A01Z"},
		{"the latest since", "since=2026-11-01&since=2026-11-03&since=2026-11-02", "since=2026-11-03"},
		{"the earliest before", "before=2026-11-03&before=2026-11-01&before=2026-11-02", "before=2026-11-01"},
		{"dates turned round", "since=-2026-11-03&before=-2026-11-01", "before=2026-11-03&since=2026-11-01"},
		{"cursor", "before=" + at(7, 1), "before=" + at(7, 1)},
		{"the furthest cursor", "before=" + at(7, 1) + "&before=" + at(5, 9) + "&before=" + at(7, 2), "before=" + at(5, 9)},
		{"cursors of one date", "before=" + at(7, 1) + "&before=" + at(7, 2), "before=" + at(7, 2)},
		{"a cursor before a date", "before=2026-11-23&before=" + at(day-1, 3), "before=2026-11-23&before=" + at(day-1, 3)},
		{"a cursor that a date goes before", "before=2026-11-23&before=" + at(day, 3), "before=2026-11-23"},
		{"what follows readers", "utm_source=x&limit=5&fbclid=%zz", "limit=5"},
		{"a minus sign in a value", "topic=--a&topic=b-c", "topic=--a&topic=b-c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, raw := range []string{tt.query, tt.want} {
				q, err := readFeed(raw)
				if err != nil || q.address() != tt.want {
					t.Errorf("%q gives %q, %v; want %q", raw, q.address(), err, tt.want)
				}
			}
		})
	}
}

func TestWrongQuery(t *testing.T) {
	many := func(key, values string) string {
		return key + "=" + strings.Join(strings.Fields(values), "&"+key+"=")
	}
	eleven := "aa ab af am ar as ay az be bg bn"
	tests := []struct{ query, want string }{
		{"limit=-1", "limit=-1 is not a number from 1 to 200"},
		{"limit=5&lang=english&colour=red", `there is no parameter "colour"; lang=english is no language tag`},
		{"limt=5", `there is no parameter "limt" (did you mean limit?)`},
		{"topics=a", `there is no parameter "topics" (did you mean topic?)`},
		{"why=1", `there is no parameter "why"`},
		{"cap=-1", "cap=-1 is not one number from 0 to 200"},
		{"dupes=all", "dupes=all is neither collapse nor expand"},
		{"lang=", "lang= is no language tag"},
		{"lang=-", "lang=- is no language tag"},
		{"lang=und", "lang=und is no language tag"},
		{"lang=en&lang=-en", "lang=en and lang=-en exclude each other"},
		{"lang=fr&lang=en-GB&lang=-en", "lang=en-GB and lang=-en exclude each other"},
		{many("lang", eleven), "lang has 11 values, and may have 10"},
		{"topic=", "topic= is no topic: it has 1 to 300 bytes of text"},
		{"topic=-+", "topic=-  is no topic: it has 1 to 300 bytes of text"},
		{"topic=%FF", "topic=\uFFFD is no topic: it has 1 to 300 bytes of text"},
		{"topic=" + strings.Repeat("a", 301), "topic=" + strings.Repeat("a", 64) + "… is no topic: it has 1 to 300 bytes of text"},
		{"topic=Sport&topic=-sPORT", "topic=sport and topic=-sport exclude each other"},
		{many("topic", eleven), "topic has 11 values, and may have 10"},
		{"source=", "source= is the id of no source"},
		{"source=wire&source=-wire", "source=wire and source=-wire exclude each other"},
		{"q=+", "q= : nothing to look for: write a word, or a \"phrase\" in quotes"},
		{"since=yesterday", "since=yesterday is no date such as 2026-11-23 or 2026-11-23T08:00:00Z, and no cursor that we gave out either"},
		{"since=2026-11-31", "since=2026-11-31 is no date such as 2026-11-23 or 2026-11-23T08:00:00Z, and no cursor that we gave out either"},
		{"since=0000-01-01", "since=0000-01-01 is no date such as 2026-11-23 or 2026-11-23T08:00:00Z, and no cursor that we gave out either"},
		{"since=-" + at(7, 1)[:39] + "A", "since=-" + at(7, 1)[:39] + "A is no date such as 2026-11-23 or 2026-11-23T08:00:00Z, and no place that we gave out in a next link either"},
		{"before=abc", "before=abc is no date such as 2026-11-23 or 2026-11-23T08:00:00Z, and no place that we gave out in a next link either"},
		{"before=-" + at(7, 1), "before=-" + at(7, 1) + " is no date such as 2026-11-23 or 2026-11-23T08:00:00Z"},
		{"since=2026-11-23&before=2026-11-23", "nothing is both since 2026-11-23 and before 2026-11-23"},
		{many("since", strings.Repeat("2026-11-23 ", 11)), "since has 11 values, and may have 10"},
	}
	for _, tt := range tests {
		_, err := readFeed(tt.query)
		want := "wrong query: " + tt.want + "."
		if strings.Contains(tt.want, "no parameter") {
			want += " " + help(feedParameters)
		}
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", tt.query, err, want)
		}
	}
	unread := map[string]string{
		"a;b":                           "wrong query: it cannot be read: invalid semicolon separator in query",
		"limit=%zz":                     `wrong query: it cannot be read: invalid URL escape "%zz"`,
		strings.Repeat("topic=&", 2000): "wrong query: it is 14000 bytes long, and 8192 at most are read",
	}
	for raw, want := range unread {
		if _, err := readFeed(raw); err == nil || err.Error() != want {
			t.Errorf("%.20q: %v", raw, err)
		}
	}
}

// A page takes more than a feed, and passes over what a form sends empty.
func TestPageQuery(t *testing.T) {
	s := &server{}
	a := address{region: feeds.Region{Slug: "malaysia"}}
	q, err := s.readQuery(a, "why=1&limit=7&q=&lang=&topic")
	if err != nil || !q.why || q.limit != 7 || q.address() != "limit=7&why=1" {
		t.Errorf("%+v, %v", q, err)
	}
	if feed := q.ofFeeds().address(); feed != "" {
		t.Errorf("its feeds have %q", feed)
	}
	if q, err = s.readQuery(a, "limit=30"); err != nil || q.address() != "" {
		t.Errorf("%+v, %v", q, err)
	}
}

// A cap counts by the source that an entry is shown from, newest first; what
// the site has by default is no part of an address.
func TestCap(t *testing.T) {
	s := &server{cap: 2}
	q, err := readQuery("", feedParameters, s.unasked(DefaultLimit))
	if err != nil || q.address() != "" {
		t.Fatalf("%q, %v", q.address(), err)
	}
	for range 2 { // each selection counts for itself
		want, shown := q.selection().Want, ""
		for _, source := range []string{"a", "b", "a", "a", "b", "c", "b"} {
			if want(feeds.Entry{Carriers: []feeds.Carrier{{ID: source}, {ID: "z"}}}) {
				shown += source
			}
		}
		if shown != "ababc" {
			t.Errorf("shown %s", shown)
		}
	}
	if q, err = readQuery("cap=0", feedParameters, q); err != nil || q.address() != "cap=0" || q.selection().Want != nil {
		t.Errorf("%q, %v", q.address(), err)
	}
}

// A cursor is read as it was written, and nothing else is.
func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "A", at(0, 1), at(-1, 0), at(1764000000, 200), strings.Repeat("A", 40)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := readCursor(text)
		if err == nil && writeCursor(p) != text {
			t.Errorf("%q is %v, and that is %q", text, p, writeCursor(p))
		}
	})
}
