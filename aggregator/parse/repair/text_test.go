package repair_test

import (
	"bytes"
	stdjson "encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"

	"dateline/aggregator/parse/decode"
	"dateline/aggregator/parse/repair"
)

// texts lets gofeed read a document of which only texts of more than long bytes
// are kept from it, and returns the texts of its items. A document that gofeed
// cannot read has none.
func texts(t *testing.T, doc string, long int) (all []string) {
	t.Helper()
	defer repair.SetLongText(long)()
	fixed, err := repair.XML([]byte(doc), "https://news.example/a/feed")
	if strings.HasPrefix(doc, "{") {
		fixed, err = repair.JSON([]byte(doc))
	}
	if err != nil {
		return nil
	}
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	f, err := p.Parse(bytes.NewReader(fixed.Doc))
	if err != nil {
		return nil
	}
	switch f := f.OriginalFeed().(type) {
	case *json.Feed:
		for i, it := range f.Items {
			n := &fixed.Items[i]
			all = append(all, n.Text(it.Title), n.Text(it.Summary), n.Text(it.ContentHTML), n.Text(it.ContentText))
		}
	case *rss.Feed:
		for i, it := range f.Items {
			n := &fixed.Items[i]
			all = append(all, n.Text(it.Title), n.Text(it.Description), n.Text(it.Content), n.Text(it.Custom["summary"]))
		}
	case *atom.Feed:
		for i, it := range f.Entries {
			n := &fixed.Items[i]
			all = append(all, n.Text(it.Title), n.Text(it.Summary))
			if it.Content != nil {
				all = append(all, n.Text(it.Content.Value))
			}
		}
	}
	return all
}

// FuzzText wants texts that are kept from gofeed to be read as gofeed reads
// them.
func FuzzText(f *testing.F) {
	for _, text := range []string{
		"", " ", "a", " a &lt;b&gt; &amp;amp; &#39;c&#x27; &quot; ", "<![CDATA[ a &amp; ]]>", " a<![CDATA[b]]> &amp; <![CDATA[ ]]>c&eacute; ",
		"AT&T; &copy=2; & b; &nosuch; &copy &amp", "<b>a</b> <i>&lt;", "<![CDATA[a]]<b/>]]>", "<div xmlns='http://www.w3.org/1999/xhtml'>a</div>",
		"\uE0000\uE000", "&#xE000;0&#xE000;", "\u00a0 a\u2003", "&CounterClockwiseContourIntegral; &\u00a0lt;", "a\r\nb\r", "]]&gt; ]]>", "<![CDATA[x",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = decode.Plain(text) // as all that comes here is
		quoted, err := stdjson.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range []string{
			`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":` + string(quoted) + `,"summary":"` + text + `","content_html":` + string(quoted) + `,"Content_Text":` + string(quoted) + `},{"content_text":` + string(quoted) + `}]}`,
			"<rss><channel><item><title>" + text + "</title><description>" + text + "</description><encoded xmlns='http://purl.org/rss/1.0/modules/content/'>" + text + "</encoded><summary>" + text + "</summary></item></channel></rss>",
			"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>" + text + "</title><summary>" + text + "</summary><content type='xhtml'>" + text + "</content></entry></feed>",
		} {
			want := texts(t, doc, 1<<30)
			if want == nil {
				continue
			}
			if diff := cmp.Diff(want, texts(t, doc, 0)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
	})
}
