package repair_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"dateline/aggregator/parse/decode"
	"dateline/aggregator/parse/repair"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What goes to gofeed, and what is kept from it.
func TestXML(t *testing.T) {
	for _, tt := range []struct {
		name, doc, want string
		notes           []repair.Note
	}{
		{
			"RSS", `<?xml version="1.0"?><!-- x --><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
				<item><title>A &amp; B</title><guid isPermaLink="false"> id&amp;1 </guid><dc:creator>Ana</dc:creator></item></channel></rss>`,
			"<rss><channel><item><guid>0</guid><title>A &amp; B</title></item></channel></rss>",
			[]repair.Note{{ID: "id&1", Fields: map[string]repair.Field{"title": {}}, Extensions: []feeds.Element{
				{Space: "http://purl.org/dc/elements/1.1/", Prefix: "dc", Name: "creator", Text: "Ana"},
			}}},
		},
		{
			"RDF", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about=" u "><link>l</link></item></rdf:RDF>`,
			"<RDF><channel></channel><item><guid>0</guid><link>l</link></item></RDF>",
			[]repair.Note{{About: "u", Fields: map[string]repair.Field{}}},
		},
		{
			"Atom", `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en_GB" xml:base="b/"><a:entry xml:lang="fr"><a:id>Ä</a:id>
				<a:title type="XHTML"><div xmlns="http://www.w3.org/1999/xhtml">a<br/><b>&lt;</b></div></a:title><a:link rel="alternate">l</a:link></a:entry></a:feed>`,
			`<feed><entry><id>0</id><title><![CDATA[a<br><b>&lt;</b>]]></title><link rel="alternate">l</link></entry></feed>`,
			[]repair.Note{{ID: "Ä", Lang: "fr", Base: "https://news.example/a/b/", Link: "l", Fields: map[string]repair.Field{
				"title": {Kind: "xhtml", Base: "https://news.example/a/b/", Inline: true},
			}}},
		},
		{
			"an entry alone", `<entry><id>1</id></entry>`, "<feed><entry><id>0</id></entry></feed>",
			[]repair.Note{{ID: "1", Fields: map[string]repair.Field{}}},
		},
		{
			"CDF", `<CHANNEL HREF="h"><ITEM HREF="i" LASTMOD="d"><ABSTRACT>t</ABSTRACT></ITEM></CHANNEL>`,
			"<rss><channel><link>h</link><item><guid>0</guid><link>i</link><pubDate>d</pubDate><description>t</description></item></channel></rss>",
			[]repair.Note{{Fields: map[string]repair.Field{"description": {}}}},
		},
		{
			"a text that turns out to be markup", "<rss><channel><item><description>a &amp; <![CDATA[b <i>]]> <b>c]]<![CDATA[>]]></b></description></item></channel></rss>",
			"<rss><channel><item><guid>0</guid><description>\uE0000\uE000</description></item></channel></rss>",
			[]repair.Note{{Fields: map[string]repair.Field{"description": {Inline: true}}, Texts: []string{"a &amp; b <i> <b>c]]&gt;</b>"}}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := repair.XML([]byte(tt.doc), "https://news.example/a/feed")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got.Doc)); diff != "" {
				t.Errorf("document (-want +got)\n%s", diff)
			}
			for i := range tt.notes {
				tt.notes[i].Permalink = got.Items[i].Permalink
			}
			if diff := cmp.Diff(tt.notes, got.Items, cmpopts.IgnoreUnexported(repair.Field{})); diff != "" {
				t.Errorf("notes (-want +got)\n%s", diff)
			}
			if len(got.Repairs) > 0 {
				t.Errorf("repairs %q", got.Repairs)
			}
		})
	}
}

// What is valid goes through as it is.
func TestJSON(t *testing.T) {
	const valid = ` {"version": "https://jsonfeed.org/version/1.1", "items": [ {"id": "1", "tags": ["a"]} ]}`
	got, err := repair.JSON([]byte(valid))
	if err != nil || string(got.Doc) != valid || len(got.Objects) != 1 || len(got.Repairs) > 0 {
		t.Errorf("got %s, %v, %q, %v", got.Doc, got.Objects, got.Repairs, err)
	}
	for _, doc := range []string{"", "{", "[]", "null", "5", `{"items": 5}`, `{"version": "1"}`, `{"a`} {
		if got, err := repair.JSON([]byte(doc)); err == nil || err.Error() != "it is JSON, but no JSON Feed" {
			t.Errorf("%s: got %s, %v", doc, got.Doc, err)
		}
	}
}

// FuzzXML wants a document of anything that a strict reader takes, with an item
// for each note.
func FuzzXML(f *testing.F) {
	for _, s := range []string{
		"<rss><channel><item><title>a & b <b>c</title><guid>1</guid><item></rss>",
		"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>]]<![CDATA[>]]><br></div></content>",
		"<!DOCTYPE rss [<!ENTITY a '\"&#60;'>]><rss><item><enclosure url='&a;' 1='2'/><x:y z='&a;'>&a;</x:y></item></rss>",
		"<CHANNEL HREF='&<>'><ITEM><A/></ITEM></CHANNEL>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		got, err := repair.XML([]byte(decode.Plain(doc)), "https://news.example/")
		if err != nil {
			return
		}
		d := xml.NewDecoder(bytes.NewReader(got.Doc))
		d.Strict = false // entities of HTML and bare ampersands are for gofeed, which takes them
		d.Entity = xml.HTMLEntity
		items := 0
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q makes %q: %v", doc, got.Doc, err)
			}
			if start, ok := tok.(xml.StartElement); ok && (start.Name.Local == "item" || start.Name.Local == "entry") {
				items++
			}
		}
		if items < len(got.Items) {
			t.Fatalf("%q makes %q: %d items, %d notes", doc, got.Doc, items, len(got.Items))
		}
	})
}

// FuzzJSON wants valid JSON of anything, with as many items as objects.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{
		`{"version":"jsonfeed.org","items":[{"id":1,"author":"a","tags":"b",},{"id":"\x"},nul]`,
		`{"items":[{"attachments":{"url":1},"authors":[[{"name":"a"}]]}]}`, "{\"items\":[{\"title\":\"a\nb\\u0000\"}]} x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		got, err := repair.JSON([]byte(decode.Plain(doc)))
		if err != nil {
			return
		}
		var feed struct{ Items []map[string]json.RawMessage }
		if err := json.Unmarshal(got.Doc, &feed); err != nil {
			t.Fatalf("%q makes %q: %v", doc, got.Doc, err)
		}
		if len(feed.Items) != len(got.Objects) || strings.Contains(string(got.Doc), `\u0000`) && !strings.Contains(string(got.Doc), `\\u0000`) {
			t.Fatalf("%q makes %q: %d objects", doc, got.Doc, len(got.Objects))
		}
	})
}
