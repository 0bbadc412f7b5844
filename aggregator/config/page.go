package config

import (
	"errors"
	"fmt"

	"dateline/aggregator/page"
	"dateline/feeds"
)

var selectShape = shape{where: " in select", keys: page.Keys()}

// maxPages is how many pages after the first may be asked for at each visit.
const maxPages = 100

// page reads what makes a source a web page without a feed.
func (r *reader) page(s section, src *feeds.Source) {
	kind, hasKind := r.text(s.values["kind"])
	switch {
	case hasKind && kind != "feed" && kind != "page":
		r.problem(s.values["kind"], quote(kind)+" is no kind of source", "write page, or leave it out for a feed")
	case kind == "page":
		r.selects(s, src)
		r.pages(s, src)
	case !hasKind && s.keys["kind"] != nil: // noted
	default:
		for _, key := range []string{"select", "pages"} {
			if s.keys[key] != nil {
				r.problem(s.keys[key], key+" in a source that is a feed", "add kind: page, or leave it out")
			}
		}
	}
}

// selects reads the selectors.
func (r *reader) selects(s section, src *feeds.Source) {
	if s.keys["select"] == nil {
		r.problem(s.keys["kind"], "a page without select", `say what the items on it are: select: {item: article, title: h2, link: "a@href"}`)
		return
	}
	parts := r.section(s.values["select"], selectShape)
	src.Select = map[string]string{}
	for _, key := range selectShape.keys {
		n, text := parts.values[key], ""
		if r.line(n, &text); text == "" {
			continue
		}
		if err := page.Check(key, text); err != nil {
			if e, ok := errors.AsType[*page.SelectError](err); ok {
				err = e.Err
			}
			r.problem(n, fmt.Sprintf("%s: %v", quote(text), err), "write SELECTOR or SELECTOR@ATTRIBUTE, several with commas between them")
			continue
		}
		src.Select[key] = text
	}
	if parts.values["item"] == nil && !parts.isBroken {
		r.problem(s.keys["select"], "select without item", "name the elements that are the items, such as item: article")
	}
}

// pages reads how many pages to follow: by default one, if it was said where
// the next page is.
func (r *reader) pages(s section, src *feeds.Source) {
	if src.Select["next"] != "" {
		src.Pages = 1
	}
	r.whole(s.values["pages"], &src.Pages, 0)
	if src.Pages > maxPages {
		r.problem(s.values["pages"], fmt.Sprintf("%d pages at each visit are too many", src.Pages), fmt.Sprintf("write %d or less", maxPages))
	}
}
