package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"dateline/feeds"
)

// itemPage is all that is known of an item, for people.
type itemPage struct {
	view
	Story   story
	Authors string
	Rights  string
	// Paragraphs are the beginning of its text.
	Paragraphs []string
	// Received is when the item was first seen, Revised when it last changed
	// if it did.
	Received, Revised string
	Placements        []placing
	// In are the regions whose feeds hold it beside those it is about.
	In      []line
	Tellers []teller
	// Whole is the page of the story that feeds show in place of this item;
	// empty if they show it.
	Whole string
}

// placing is a region that the item is about.
type placing struct {
	line
	// Sure is the confidence in per cent.
	Sure int
	Why  string
}

// teller is a source of the item, and what it says and said.
type teller struct {
	Name, Link, Title, Published, Received string
	// Item is the page of the source's own item in a story.
	Item    string
	History []state
}

// state is what a source said from When on.
type state struct {
	Number     int
	Date, When string
	Title      string
}

// fullExcerpt is how many bytes of its text the page of an item shows.
const fullExcerpt = 1200

func itemPath(id feeds.ID) string { return "/items/" + id.String() }

// itemPage answers /items/{uuid}, with 410 if the item was retracted.
func (s *server) itemPage(w http.ResponseWriter, r *http.Request) error {
	id, err := readID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := readNothing(feeds.WithoutTracking(r.URL.RawQuery)); err != nil {
		return err
	}
	err = s.publish(w, r, key{kind: "item page", name: id.String()}, feeds.World, func(ctx context.Context) (draft, error) {
		e, err := s.library.Entry(ctx, id)
		if err != nil {
			return draft{}, fmt.Errorf("item %s: %w", id, err)
		}
		return pageDraft("item", s.newItemPage(e))
	})
	if gone, ok := errors.AsType[*feeds.RetractedError](err); ok {
		return &requestError{status: http.StatusGone, message: retracted(gone.Retraction)}
	}
	return err
}

// retracted says what became of an item.
func retracted(r feeds.Retraction) string {
	text := "this story was withdrawn on " + when(r.At)
	if r.Reason != "" {
		text += ": " + r.Reason
	}
	return text
}

func (s *server) newItemPage(e feeds.Entry) itemPage {
	ed := edition{}
	e.Placements = s.atlas.Named(e.Placements)
	st := s.story(ed, e)
	p := itemPage{
		view:  s.view(ed, st.Title, excerpt(longer(e.Summary, e.Content), excerptLength), itemPath(e.ID)),
		Story: st, Rights: e.Rights, Authors: authors(e.Authors), Received: when(e.Received),
		Paragraphs: paragraphs(longer(e.Content, e.Summary), fullExcerpt), In: s.around(ed, e.Placements), Tellers: s.tellers(e),
	}
	p.Data, p.Picture = s.site.ItemURL(e.ID), st.Image.URL
	if e.Modified.After(e.Date) {
		p.Revised = when(e.Modified)
	}
	if !e.Story.IsZero() && e.Story != e.ID {
		p.Whole = s.base + itemPath(e.Story)
	}
	about := feeds.World
	for i, pl := range e.Placements {
		p.Placements = append(p.Placements, placing{s.line(ed, pl.Slug, 0), int(pl.Confidence*100 + .5), reason(pl)})
		if i == 0 {
			about = pl.Slug
		}
	}
	region, _ := s.atlas.Region(about)
	p.offer(s, feeds.NewChannel(s.site, s.atlas, region, feeds.Page{}, ""))
	return p
}

// around lists the regions whose feeds hold an item, but for those it is about.
func (s *server) around(ed edition, placements []feeds.Placement) []line {
	var lines []line
	for _, slug := range s.atlas.Fan(placements) {
		isNamed := false
		for _, p := range placements {
			isNamed = isNamed || p.Slug == slug
		}
		if !isNamed {
			lines = append(lines, s.line(ed, slug, 0))
		}
	}
	return lines
}

func (s *server) tellers(e feeds.Entry) []teller {
	var list []teller
	for _, c := range carriers(e) {
		t := teller{Name: c.Name, Link: c.Link, Title: c.Title}
		if !c.Published.IsZero() {
			t.Published = when(c.Published)
		}
		if !c.Received.IsZero() {
			t.Received = when(c.Received)
		}
		if !c.Item.IsZero() && c.Item != e.ID {
			t.Item = s.base + itemPath(c.Item)
		}
		for _, r := range c.Revisions {
			t.History = append(t.History, state{r.Number, stamp(r.At), when(r.At), r.Title})
		}
		list = append(list, t)
	}
	return list
}

func authors(people []feeds.Person) string {
	var names []string
	for _, p := range people {
		if p.Name != "" {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, ", ")
}
