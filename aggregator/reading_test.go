package aggregator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/aggregator"
	"dateline/aggregator/rules"
	"dateline/feeds"
)

var readAt = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// format writes documents of a frame, which is a title, a language, a home and
// something that changes at each visit, and of items, each a number and an
// edition.
type format func(title, lang, home, passing string, items [][2]int) string

var formats = []format{
	func(title, lang, home, passing string, items [][2]int) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>%s</title><language>%s</language><link>%s</link>
<lastBuildDate>%s</lastBuildDate><itunes:author>%s</itunes:author><!-- %s -->`, title, lang, home, passing, title, passing)
		for _, it := range items {
			fmt.Fprintf(&b, `
<item><guid isPermaLink="false">%d</guid><link>/a/%d</link><title>Ferry %d to Penang</title><description><![CDATA[<p>It sails, <b>edition %d</b>.</p>]]></description>
<enclosure url="/%d.mp3" type="audio/mpeg" length="1"/></item>`, it[0], it[0], it[0], it[1], it[0])
		}
		return b.String() + "</channel></rss>"
	},
	func(title, lang, home, passing string, items [][2]int) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s" xml:base="%s"><title>%s</title><updated>%s</updated><author><name>%s</name></author>`, lang, home, title, passing, title)
		for _, it := range items {
			fmt.Fprintf(&b, `<entry><id>urn:%d</id><link href="a/%d"/><title>Ferry %d to Lyon</title><content type="html">&lt;p>It sails, edition %d.</content></entry>`, it[0], it[0], it[0], it[1])
		}
		return b.String() + "</feed>\n"
	},
	func(title, lang, home, passing string, items [][2]int) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>%s</title><link>%s</link><dc:language>%s</dc:language><dc:date>%s</dc:date><items><rdf:Seq>`, title, home, lang, passing)
		for _, it := range items {
			fmt.Fprintf(&b, `<rdf:li rdf:resource="a/%d"/>`, it[0])
		}
		b.WriteString("</rdf:Seq></items></channel>")
		for _, it := range items {
			fmt.Fprintf(&b, ` <item rdf:about="a/%d"><title>Ferry %d</title><description>Edition %d</description></item>`, it[0], it[0], it[1])
		}
		return b.String() + "</rdf:RDF>"
	},
	func(title, lang, home, _ string, items [][2]int) string {
		var list []string
		for _, it := range items {
			list = append(list, fmt.Sprintf(`{"id": "%d", "url":"a/%d","title":"Ferry ]} %d","content_html":"<p>Edition \"%d\"</p>"}`, it[0], it[0], it[0], it[1]))
		}
		return fmt.Sprintf(`{"version":"https://jsonfeed.org/version/1.1","title":%q,"items": [%s ] ,"language":%q,"home_page_url":%q}`, title, strings.Join(list, " , "), lang, home)
	},
}

// TestReadOnProperties wants of any documents of a source that ReadOn makes of
// the fresh items what Read makes of them, and says of every other one that it
// is one it made before.
func TestReadOnProperties(t *testing.T) {
	spared := 0
	reader := aggregator.NewReader(feeds.Builtin())
	src := feeds.Source{ID: "straits", Regions: []string{"malaysia"}, Topics: []string{"Sea"}}
	rapid.Check(t, func(t *rapid.T) {
		write := rapid.SampledFrom(formats).Draw(t, "format")
		items := [][2]int{{1, 1}, {2, 1}, {3, 1}}
		title, lang, home := "Straits", "en", "https://straits.example/"
		made := map[feeds.Digest]feeds.Item{}
		var was feeds.Reading
		for visit := range rapid.IntRange(2, 8).Draw(t, "visits") {
			switch rapid.IntRange(0, 9).Draw(t, "change") {
			case 0:
				title = rapid.SampledFrom([]string{"Straits", "Strait"}).Draw(t, "title")
			case 1:
				lang = rapid.SampledFrom([]string{"en", "ms"}).Draw(t, "lang")
			case 2:
				home = rapid.SampledFrom([]string{"https://straits.example/", "https://strait.example/x/"}).Draw(t, "home")
			case 3:
				items[rapid.IntRange(0, len(items)-1).Draw(t, "which")][1]++
			case 4:
				items = items[1:]
			case 5:
			}
			if rapid.Bool().Draw(t, "new") || len(items) == 0 {
				items = slices.Insert(slices.Clone(items), rapid.IntRange(0, len(items)).Draw(t, "at"), [2]int{10 + visit, 1})
			}
			body := []byte(write(title, lang, home, fmt.Sprint(visit), items))
			want, err := reader.Read(body, "", "https://straits.example/feed", src, readAt)
			if err != nil {
				t.Fatal(err)
			}
			got, err := reader.ReadOn(body, "", "https://straits.example/feed", src, readAt, was)
			if err != nil {
				t.Fatal(err)
			}
			spared += got.Known
			was = got.Reading
			whole := got
			whole.Items = remade(t, got, made)
			whole.Reading, whole.Known = feeds.Reading{}, 0
			if diff := cmp.Diff(want, whole); diff != "" {
				t.Fatalf("(-want +got):\n%s\nof %s", diff, body)
			}
		}
	})
	if spared == 0 {
		t.Error("nothing was ever left unread")
	}
}

// remade are all items of a document, those that were not read as they were made
// before. What is fresh is kept.
func remade(t *rapid.T, doc aggregator.Document, made map[feeds.Digest]feeds.Item) (all []feeds.Item) {
	if len(doc.Reading.Pieces) == 0 {
		t.Fatal("the document was not cut")
	}
	rest := doc.Items
	for i, p := range doc.Reading.Pieces {
		if p.Fate == feeds.Fresh {
			made[p.Digest], rest = rest[0], rest[1:]
			doc.Reading.Pieces[i].Fate = feeds.Kept
		}
		all = append(all, made[p.Digest])
	}
	return all
}

// pieces reads a document of two items twice, with a change in between, and
// returns how many of its items were read the second time.
func pieces(t *testing.T, change func(r *aggregator.Reader, src *feeds.Source, body *string, at *time.Time)) int {
	t.Helper()
	reader, src, at := aggregator.NewReader(feeds.Builtin()), feeds.Source{ID: "straits"}, readAt
	body := formats[0]("Straits", "en", "https://straits.example/", "1", [][2]int{{1, 1}, {2, 1}, {3, 1}, {4, 1}})
	doc, err := reader.ReadOn([]byte(body), "", "https://straits.example/rss", src, at, feeds.Reading{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range doc.Reading.Pieces {
		if p := &doc.Reading.Pieces[i]; p.Fate == feeds.Fresh {
			p.Fate = feeds.Kept
		}
	}
	change(&reader, &src, &body, &at)
	again, err := reader.ReadOn([]byte(body), "", "https://straits.example/rss", src, at, doc.Reading)
	if err != nil {
		t.Fatal(err)
	}
	return len(again.Items)
}

// What is not certain to be as it was is read.
func TestReadOn(t *testing.T) {
	type change = func(*aggregator.Reader, *feeds.Source, *string, *time.Time)
	rule := func(when string) change {
		return func(r *aggregator.Reader, _ *feeds.Source, _ *string, _ *time.Time) {
			set, err := rules.Compile(feeds.Builtin(), []rules.Rule{{Action: rules.Drop, When: when}})
			if err != nil {
				t.Fatal(err)
			}
			*r = r.WithRules(rules.Book{All: set})
		}
	}
	replace := func(old, with string) change {
		return func(_ *aggregator.Reader, _ *feeds.Source, body *string, _ *time.Time) {
			if !strings.Contains(*body, old) {
				t.Fatalf("no %s", old)
			}
			*body = strings.Replace(*body, old, with, 1)
		}
	}
	for _, tt := range []struct {
		name   string
		change change
		want   int
	}{
		{"nothing", func(*aggregator.Reader, *feeds.Source, *string, *time.Time) {}, 0},
		{"a date of the feed", replace("<lastBuildDate>1<", "<lastBuildDate>2<"), 0},
		{"an item", replace("edition 1", "edition 2"), 1},
		{"the language", replace(">en<", ">ms<"), 4},
		{"the show", replace("<itunes:author>Straits", "<itunes:author>Strait"), 4},
		{"a namespace", replace("<rss ", `<rss xml:lang="ms" `), 4},
		{"an entity", replace("<rss ", `<!DOCTYPE rss [<!ENTITY x "y">]><rss `), 4},
		{"a withdrawal", replace("<item>", `<at:deleted-entry ref="9"/><item>`), 4},
		{"a tag that is not closed", replace("</item>", ""), 4},
		{"what the config says", func(_ *aggregator.Reader, src *feeds.Source, _ *string, _ *time.Time) { src.Language = "ms" }, 4},
		{"a rule", rule(`title ~ "x"`), 4},
		{"a month", func(_ *aggregator.Reader, _ *feeds.Source, _ *string, at *time.Time) {
			*at = at.Add(31 * 24 * time.Hour)
		}, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := pieces(t, tt.change); got != tt.want {
				t.Errorf("%d items read, want %d", got, tt.want)
			}
		})
	}
}

// Of what a rule drops it is remembered that it was dropped, unless the rule asks
// for what may be another thing next time.
func TestReadOnRules(t *testing.T) {
	body := []byte(formats[0]("Straits", "en", "https://straits.example/", "1", [][2]int{{1, 1}, {2, 1}, {3, 1}}))
	for when, want := range map[string]int{`title contains "Ferry 2"`: 3, `age_hours < 1`: 0, `"malaysia" in regions`: 0} {
		set, err := rules.Compile(feeds.Builtin(), []rules.Rule{{Action: rules.Drop, When: when}})
		if err != nil {
			t.Fatal(err)
		}
		reader := aggregator.NewReader(feeds.Builtin()).WithRules(rules.Book{All: set})
		doc, err := reader.ReadOn(body, "", "https://straits.example/rss", feeds.Source{ID: "straits"}, readAt, feeds.Reading{})
		if err != nil || len(doc.Reading.Pieces) != want {
			t.Errorf("%s: %d pieces remembered, want %d; %v", when, len(doc.Reading.Pieces), want, err)
		}
		if want > 0 && doc.Reading.Pieces[1].Fate != feeds.Omitted {
			t.Errorf("%s: what was dropped is %d", when, doc.Reading.Pieces[1].Fate)
		}
	}
}

// choosy is a store that wants all items of a visit, and remembers of the last
// document what it is told to.
type choosy struct {
	shelf
	was     feeds.Reading
	refused int
}

func (c *choosy) Reading(context.Context, string) (feeds.Reading, error) { return c.was, nil }

func (c *choosy) Merge(ctx context.Context, v feeds.Visit) (feeds.Tally, error) {
	for _, p := range v.Reading.Pieces {
		if p.Fate == feeds.Kept {
			c.refused++
			return feeds.Tally{}, feeds.ErrUnsure
		}
	}
	return c.shelf.Merge(ctx, v)
}

func (c *choosy) MergeTogether(ctx context.Context, visits func(mergeOne) error) error {
	return visits(func(v feeds.Visit) (feeds.Tally, error) { return c.Merge(ctx, v) })
}

// A store that cannot tell what an item is without the others gets them all.
func TestUnsure(t *testing.T) {
	store := &choosy{}
	p := newPoller(store)
	src := []feeds.Source{{ID: "bare", URL: press(t) + "/bare"}}
	round(t, p, src)
	store.was = *store.visits[0].Reading
	store.was.Pieces[0].Fate = feeds.Kept
	st := store.states["bare"]
	st.BodyHash = nil
	store.states["bare"] = st
	round(t, p, src)
	if store.refused != 1 || len(store.visits) != 2 || len(store.visits[1].Items) != 1 {
		t.Errorf("refused %d times, then %d visits of %d items", store.refused, len(store.visits), len(store.visits[len(store.visits)-1].Items))
	}
}
