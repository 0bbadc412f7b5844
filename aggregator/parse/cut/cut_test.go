package cut_test

import (
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/parse/cut"
)

// apart takes a document apart by its first character.
func apart(doc string) (cut.Sheet, bool) {
	if strings.HasPrefix(doc, "{") {
		return cut.JSON([]byte(doc))
	}
	return cut.XML([]byte(doc))
}

func TestItems(t *testing.T) {
	for _, tt := range []struct {
		name, doc string
		items     []string
		rest      string // without all but the second
	}{
		{
			"rss", `<?xml version="1.0"?><rss><channel><title>T</title><item><title>1</title></item> <item a=">"><![CDATA[</item>]]></item><item/></channel></rss>`,
			[]string{"<item><title>1</title></item>", `<item a=">"><![CDATA[</item>]]></item>`, "<item/>"},
			`<?xml version="1.0"?><rss><channel><title>T</title> <item a=">"><![CDATA[</item>]]></item></channel></rss>`,
		},
		{
			"atom", `<feed><entry><source><title/></source></entry><updated>x</updated><entry/></feed><!-- x -->`,
			[]string{"<entry><source><title/></source></entry>", "<entry/>"},
			`<feed><updated>x</updated><entry/></feed><!-- x -->`,
		},
		{
			"rdf", `<rdf:RDF><channel><items/></channel><item>1</item><item>2</item></rdf:RDF>`,
			[]string{"<item>1</item>", "<item>2</item>"},
			`<rdf:RDF><channel><items/></channel><item>2</item></rdf:RDF>`,
		},
		{
			"json", `{"a": 1,"items": [ {"x":"]}\""}, {"x":[{}]} , {}],"b":{"items":[]}}`,
			[]string{`{"x":"]}\""}`, `{"x":[{}]}`, `{}`},
			`{"a": 1,"items": [ {"x":[{}]}],"b":{"items":[]}}`,
		},
		{"empty json", `{"items":[]}`, nil, `{"items":[]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, ok := apart(tt.doc)
			if !ok {
				t.Fatal("not cut")
			}
			var items []string
			for _, raw := range s.Items() {
				items = append(items, string(raw))
			}
			if diff := cmp.Diff(tt.items, items); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if rest := string(s.Without(func(i int) bool { return i != 1 })); rest != tt.rest {
				t.Errorf("without the others:\n%s\nwant\n%s", rest, tt.rest)
			}
		})
	}
}

func TestNotOK(t *testing.T) {
	for _, doc := range []string{
		"", "text", "<html><item/></html>", "<rss>", "<rss><channel>", "<rss><channel><item></channel></rss>",
		"<rss><channel></channel></rss> x", "<rss><channel>x</channel></rss>", "<rss><item/><channel/></rss>",
		"<rss><channel></channel><channel></channel></rss>", "<rss><channel><item><item/></item></channel></rss>",
		"<rss><channel><item><p></item></channel></rss>", "<rss><channel><Item/></channel></rss>",
		"<rss><channel><item><p><b></p></b></item></channel></rss>", "<rss><channel><x:item/></channel></rss>",
		"<feed><item/></feed>", "<feed><at:deleted-entry/></feed>", `<!DOCTYPE x [<!ENTITY a "b">]><feed/>`,
		"<rdf:RDF><channel><item/></channel></rdf:RDF>",
		`{"items":[`, `{"items":[1]}`, `{"items":[{},]}`, `{"items":[{}{}]}`, `{"items":[]} x`, `{"items":[],"items":[]}`,
		`{"Items":[]}`, `{"\u0069tems":[]}`, `{"a":1,}`, `{"a":1 "b":2}`, `{a:1}`,
	} {
		if _, ok := apart(doc); ok {
			t.Errorf("cut: %s", doc)
		}
	}
}

// What changes at each visit and matters to no item is not in the frame.
func TestFrame(t *testing.T) {
	frame := func(doc string) string {
		s, ok := apart(doc)
		if !ok {
			t.Fatalf("not cut: %s", doc)
		}
		h := sha256.New()
		s.Frame(h)
		return string(h.Sum(nil))
	}
	const rss = `<rss a="1"><channel><title>T</title><pubDate>1</pubDate><item/></channel></rss>`
	for _, same := range []string{
		`<rss a="1"><channel><title>T</title><pubDate>2</pubDate><item/></channel></rss>`,
		`<rss a="1"><channel> <title>T</title><item>x</item><item/><generator>x</generator><!-- 2 --></channel></rss> <!-- 1 -->`,
	} {
		if frame(same) != frame(rss) {
			t.Errorf("another frame: %s", same)
		}
	}
	for _, other := range []string{
		`<rss a="2"><channel><title>T</title><item/></channel></rss>`, `<rss a="1"><channel a="1"><title>T</title><item/></channel></rss>`,
		`<rss a="1"><channel><title>U</title><item/></channel></rss>`, `<rss a="1"><channel><title>T</title><item/><x/></channel></rss>`,
		`<?xml-stylesheet x?><rss a="1"><channel><title>T</title><item/></channel></rss>`,
	} {
		if frame(other) == frame(rss) {
			t.Errorf("the same frame: %s", other)
		}
	}
}
