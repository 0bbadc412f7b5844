package web

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dateline/feeds"
)

// wording says a query in words: English ones, or signs that need no language.
type wording struct {
	not, or, from, since, before string
	day                          string
	language                     func(tag string) string
}

var (
	english = wording{
		not: "not ", or: " or ", from: "from ", since: "since ", before: "before ", day: "2 January 2006",
		language: func(tag string) string { return "in " + nameOfLanguage(display.English.Languages(), tag) },
	}
	signs = wording{
		not: "−", or: " / ", since: "≥ ", before: "< ", day: time.DateOnly,
		language: func(tag string) string { return nameOfLanguage(display.Self, tag) },
	}
)

func nameOfLanguage(names display.Namer, tag string) string {
	if name := names.Name(language.Make(tag)); name != "" {
		return name
	}
	return tag
}

// maxWords is how many bytes of a title say what was asked for.
const maxWords = 200

// title is what a channel that answers a query is called.
func (s *server) title(q query, c feeds.Channel) string {
	words := s.words(q, c.Language)
	if words == "" {
		return c.Title
	}
	if c.Podcasts {
		words = "podcasts, " + words
	}
	return c.Region.Name + ": " + words + " - " + c.Site.Title
}

// words say what is asked for in a channel of this language.
func (s *server) words(q query, tag string) string {
	w := english
	if tag != "" && !feeds.IsLanguage(tag, "en") {
		w = signs
	}
	parts := []string{
		w.choice(q.Topics, func(s string) string { return s }),
		w.choice(q.Languages, w.language),
		w.choice(q.Sources, func(id string) string { return w.from + s.sourceName(id) }),
		quoted(q.Text.String()), w.time(w.since, q.Since), w.time(w.before, q.Before),
	}
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return cut(strings.Join(said, ", "), maxWords)
}

func (w wording) choice(c feeds.Choice, name func(string) string) string {
	var in, out []string
	for _, value := range c.In {
		in = append(in, name(value))
	}
	for _, value := range c.Out {
		out = append(out, w.not+name(value))
	}
	if len(in) > 0 {
		out = append([]string{strings.Join(in, w.or)}, out...)
	}
	return strings.Join(out, ", ")
}

func (w wording) time(preposition string, at time.Time) string {
	switch {
	case at.IsZero():
		return ""
	case at.Equal(at.Truncate(24 * time.Hour)):
		return preposition + at.Format(w.day)
	}
	return preposition + at.Format(w.day+" 15:04:05 UTC")
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf("“%s”", text)
}

func (s *server) sourceName(id string) string {
	name, _ := s.library.SourceName(id)
	return cmp.Or(name, id)
}
