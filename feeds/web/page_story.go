package web

import (
	"cmp"
	"html/template"
	"strings"
	"time"

	"dateline/feeds"
)

// story is an entry on a page.
type story struct {
	Title, Link string
	// Tongue is the attributes of its title and text.
	Tongue template.HTMLAttr
	// Date is for machines, When for people.
	Date, When string
	Text       string
	Image      feeds.Image
	Media      []medium
	Sources    []feeds.Carrier
	Regions    []line
	Why        []string
	// Path is that of its own page.
	Path string
}

// medium is a file that goes with a story.
type medium struct {
	feeds.Enclosure
	// IsAudio says that it can be played here; films are watched where they
	// are shown, with their captions.
	IsAudio bool
	Length  string
}

// How many bytes of text a story shows, how many a title made of text has, and
// how many files a story offers.
const (
	excerptLength = 280
	titleLength   = 80
	mostMedia     = 3
)

func (s *server) story(ed edition, e feeds.Entry) story {
	text := longer(e.Summary, e.Content)
	st := story{
		Title: cmp.Or(e.Title, excerpt(text, titleLength), "Untitled"), Link: webLink(e.Link), Tongue: tongue(e.Language),
		Date: stamp(e.Date), When: when(e.Date), Sources: carriers(e),
		Text: excerpt(text, excerptLength), Media: media(e.Item), Path: s.base + itemPath(e.ID),
	}
	if webLink(e.Image.URL) != "" {
		st.Image = e.Image
	}
	if st.Title == st.Text {
		st.Text = ""
	}
	for _, p := range e.Placements {
		st.Regions = append(st.Regions, s.line(ed, p.Slug, 0))
		st.Why = append(st.Why, reason(p))
	}
	return st
}

// carriers are the sources of an entry, with links that a page may lead to.
func carriers(e feeds.Entry) []feeds.Carrier {
	list := make([]feeds.Carrier, len(e.Carriers))
	for i, c := range e.Carriers {
		c.Link, c.Name = webLink(c.Link), cmp.Or(c.Name, c.ID)
		list[i] = c
	}
	return list
}

// media are the files of an item but for its picture, the first few.
func media(it feeds.Item) []medium {
	var list []medium
	for _, f := range it.Enclosures {
		if webLink(f.URL) == "" || f.URL == it.Image.URL || len(list) == mostMedia {
			continue
		}
		m := medium{Enclosure: f, IsAudio: strings.HasPrefix(strings.ToLower(f.Type), "audio/")}
		m.Title = mediaName(f)
		if f.Duration > 0 {
			m.Length = f.Duration.Round(time.Second).String()
		}
		list = append(list, m)
	}
	return list
}

// mediaName is what a link to a media file says.
func mediaName(m feeds.Enclosure) string {
	if m.Title != "" {
		return m.Title
	}
	kind, _, _ := strings.Cut(m.Type, "/")
	switch kind {
	case "audio":
		return "Listen"
	case "video":
		return "Watch"
	case "image":
		return "Picture"
	}
	return "Attachment"
}

// longer returns the summary, or the content where there is none.
func longer(summary, content string) string {
	if summary == "" {
		return content
	}
	return summary
}

func when(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 UTC") }
