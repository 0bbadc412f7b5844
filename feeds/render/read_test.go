package render_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"dateline/feeds"
)

// story is what a reader makes of an item in any format.
type story struct {
	ID, Title, Link, Language string
	Published, Modified       time.Time
	Summary, Content          string
	Authors, Tags, Files      []string
}

// read returns the items of a feed.
func read(t testing.TB, f feeds.Format, body []byte) []story {
	t.Helper()
	switch f {
	case feeds.RSS:
		return readRSS(t, body)
	case feeds.Atom:
		return readAtom(t, body)
	case feeds.JSON:
		return readJSON(t, body)
	}
	t.Fatalf("no format %s", f)
	return nil
}

func readRSS(t testing.TB, body []byte) []story {
	t.Helper()
	var doc struct {
		XMLName xml.Name `xml:"rss"`
		Items   []struct {
			Title    string   `xml:"title"`
			Links    []string `xml:"link"` // also atom:link, which has no text
			GUID     string   `xml:"guid"`
			PubDate  string   `xml:"pubDate"`
			Updated  string   `xml:"http://www.w3.org/2005/Atom updated"`
			Summary  []string `xml:"description"` // also media:description
			Content  string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
			Author   string   `xml:"author"`
			Creators []string `xml:"http://purl.org/dc/elements/1.1/ creator"`
			Tags     []string `xml:"category"`
			Files    []struct {
				URL string `xml:"url,attr"`
			} `xml:"enclosure"`
			Language string `xml:"http://purl.org/dc/elements/1.1/ language"`
		} `xml:"channel>item"`
	}
	must(t, xml.Unmarshal(body, &doc))
	var list []story
	for _, it := range doc.Items {
		s := story{ID: it.GUID, Title: it.Title, Language: it.Language, Content: it.Content, Tags: it.Tags, Authors: it.Creators}
		if it.Author != "" {
			s.Authors = append(s.Authors, it.Author)
		}
		if i := slices.IndexFunc(it.Links, func(l string) bool { return l != "" }); i >= 0 {
			s.Link = it.Links[i]
		}
		if len(it.Summary) > 0 {
			s.Summary = it.Summary[0]
		}
		s.Published = date(t, time.RFC1123Z, it.PubDate)
		s.Modified = date(t, time.RFC3339, it.Updated)
		for _, f := range it.Files {
			s.Files = append(s.Files, f.URL)
		}
		list = append(list, s)
	}
	return list
}

func readAtom(t testing.TB, body []byte) []story {
	t.Helper()
	var doc struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Entries []struct {
			ID        string `xml:"http://www.w3.org/2005/Atom id"`
			Title     string `xml:"http://www.w3.org/2005/Atom title"`
			Updated   string `xml:"http://www.w3.org/2005/Atom updated"`
			Published string `xml:"http://www.w3.org/2005/Atom published"`
			Lang      string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
			Summary   string `xml:"http://www.w3.org/2005/Atom summary"`
			Content   string `xml:"http://www.w3.org/2005/Atom content"`
			Authors   []struct {
				Name string `xml:"name"`
			} `xml:"http://www.w3.org/2005/Atom author"`
			Categories []struct {
				Label string `xml:"label,attr"`
			} `xml:"http://www.w3.org/2005/Atom category"`
			Links []struct {
				Rel  string `xml:"rel,attr"`
				Href string `xml:"href,attr"`
			} `xml:"http://www.w3.org/2005/Atom link"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	must(t, xml.Unmarshal(body, &doc))
	var list []story
	for _, e := range doc.Entries {
		s := story{ID: e.ID, Title: e.Title, Language: e.Lang, Summary: e.Summary, Content: e.Content}
		s.Published, s.Modified = date(t, time.RFC3339, e.Published), date(t, time.RFC3339, e.Updated)
		for _, a := range e.Authors {
			s.Authors = append(s.Authors, a.Name)
		}
		for _, c := range e.Categories {
			s.Tags = append(s.Tags, c.Label)
		}
		for _, l := range e.Links {
			switch l.Rel {
			case "alternate":
				s.Link = l.Href
			case "enclosure":
				s.Files = append(s.Files, l.Href)
			}
		}
		list = append(list, s)
	}
	return list
}

func readJSON(t testing.TB, body []byte) []story {
	t.Helper()
	var doc struct {
		Items []struct {
			ID, URL, Title, Language, Summary string
			Content                           string    `json:"content_html"`
			Text                              string    `json:"content_text"`
			Published                         time.Time `json:"date_published"`
			Modified                          time.Time `json:"date_modified"`
			Authors                           []struct{ Name string }
			Tags                              []string
			Attachments                       []struct{ URL string }
		}
	}
	must(t, json.Unmarshal(body, &doc))
	var list []story
	for _, it := range doc.Items {
		s := story{
			ID: it.ID, Title: it.Title, Link: it.URL, Language: it.Language, Published: it.Published, Modified: it.Modified,
			Summary: it.Summary, Content: it.Content + it.Text, Tags: it.Tags,
		}
		for _, a := range it.Authors {
			s.Authors = append(s.Authors, a.Name)
		}
		for _, f := range it.Attachments {
			s.Files = append(s.Files, f.URL)
		}
		list = append(list, s)
	}
	return list
}

func date(t testing.TB, layout, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(layout, s)
	must(t, err)
	return d.UTC()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wellFormed wants every prefix declared on the root, and no attribute twice:
// what encoding/xml does not look for.
func wellFormed(t testing.TB, body []byte) {
	t.Helper()
	declared := map[string]bool{"": true, "http://www.w3.org/XML/1998/namespace": true}
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		must(t, err)
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		seen := map[xml.Name]bool{}
		for _, a := range start.Attr {
			if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
				declared[a.Value] = true
			} else if !declared[a.Name.Space] {
				t.Errorf("attribute %v of %v: prefix not declared", a.Name, start.Name)
			}
			if seen[a.Name] {
				t.Errorf("attribute %v of %v: twice", a.Name, start.Name)
			}
			seen[a.Name] = true
		}
		if !declared[start.Name.Space] {
			t.Errorf("element %v: prefix not declared", start.Name)
		}
	}
}
