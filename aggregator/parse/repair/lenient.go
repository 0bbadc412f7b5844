package repair

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"dateline/aggregator/parse/markup"
)

// lenient makes valid JSON Feed of what was meant to be.
func lenient(text []byte) (feed Feed, err error) {
	var r repairs
	text = withoutControls(text, &r)
	wrong := json.Unmarshal(text, &feed.Object) != nil
	if wrong {
		feed.Object = salvage(text, &r)
	}
	if !isJSONFeed(feed.Object) {
		return Feed{}, errNoJSONFeed
	}
	items, fine := objects(feed.Object["items"], &r)
	feed.Format, feed.Objects, feed.Items = "json", items, make([]Note, len(items))
	odd, isLong := false, false
	for i, item := range items {
		odd = conform(item, itemShape) || odd
		isLong = feed.Items[i].outsource(item) || isLong
	}
	odd = conform(feed.Object, feedShape) || odd
	if odd {
		r.add("JSON fields of a wrong type")
	}
	feed.Doc, feed.Repairs = text, r
	if wrong || odd || !fine || isLong {
		if feed.Doc, err = assemble(feed.Object, items); err != nil {
			return Feed{}, fmt.Errorf("write JSON anew: %w", err)
		}
	}
	return feed, nil
}

// objects returns the items of a list, and whether these are all it holds.
func objects(list json.RawMessage, r *repairs) (items []Object, fine bool) {
	fine = true
	if !bytes.HasPrefix(list, []byte("[")) {
		return nil, false // what is no list has no items
	}
	eachElement(list, func(value []byte, _ bool) bool {
		if len(items) == maxItems {
			fine = false
			r.add("more than %d items, the rest left out", maxItems)
			return false
		}
		var item Object
		if json.Unmarshal(value, &item) != nil || item == nil {
			fine = false
			r.add("items of a wrong type, left out")
			return true
		}
		items = append(items, item)
		return true
	})
	return items, fine
}

// assemble writes the feed anew.
func assemble(feed Object, items []Object) ([]byte, error) {
	list, err := json.Marshal(items)
	if err != nil {
		return nil, err
	}
	if items == nil {
		list = []byte("[]")
	}
	feed["items"] = list
	return json.Marshal(feed)
}

func isJSONFeed(feed Object) bool {
	if bytes.Contains(feed["version"], []byte("jsonfeed.org")) {
		return true
	}
	return bytes.HasPrefix(feed["items"], []byte("["))
}

// shape says what type each member should have: a string, a list of strings,
// an author, a list of authors, a list of attachments.
type shape map[string]func(json.RawMessage) (json.RawMessage, bool)

var feedShape = shape{
	"version": asString, "title": asString, "home_page_url": asString, "feed_url": asString,
	"description": asString, "user_comment": asString, "next_url": asString, "icon": asString,
	"favicon": asString, "language": asString, "author": asAuthor, "authors": asAuthors,
}

var itemShape = shape{
	"url": asString, "external_url": asString, "title": asString, "content_html": asString,
	"content_text": asString, "summary": asString, "image": asString, "banner_image": asString,
	"date_published": asString, "date_modified": asString, "language": asString,
	"author": asAuthor, "authors": asAuthors, "tags": asStrings, "attachments": asAttachments,
}

// conform puts the members of o in shape and reports whether it had to.
func conform(o Object, s shape) bool {
	changed := false
	for name, value := range o {
		as, ok := s[strings.ToLower(name)]
		if !ok || len(value) == 0 || string(value) == "null" {
			continue
		}
		if fixed, fine := as(value); !fine {
			changed = true
			if fixed == nil {
				delete(o, name)
			} else {
				o[name] = fixed
			}
		}
	}
	return changed
}

// asString takes a number for its digits, and of a list the first string.
func asString(m json.RawMessage) (json.RawMessage, bool) {
	switch c := m[0]; {
	case c == '"':
		return m, true
	case c == '-' || markup.IsDigit(c):
		return quoted(string(m)), false
	case c == '[':
		var list []json.RawMessage
		if json.Unmarshal(m, &list) == nil && len(list) > 0 && list[0][0] != '[' {
			first, _ := asString(list[0])
			return first, false
		}
	}
	return nil, false
}

func quoted(s string) json.RawMessage {
	b, _ := json.Marshal(s) // unreachable error: strings always marshal
	return b
}

// asStrings takes a lone string for a list, and drops what is no string.
func asStrings(m json.RawMessage) (json.RawMessage, bool) {
	var plain []string
	if json.Unmarshal(m, &plain) == nil {
		return m, true
	}
	var list []json.RawMessage
	if json.Unmarshal(m, &list) != nil {
		list = []json.RawMessage{m}
	}
	out := []json.RawMessage{}
	for _, e := range list {
		if s, _ := asString(e); s != nil {
			out = append(out, s)
		}
	}
	return joined(out), false
}

var authorShape = shape{"name": asString, "url": asString, "avatar": asString}

// asAuthor takes a lone string for a name.
func asAuthor(m json.RawMessage) (json.RawMessage, bool) {
	switch m[0] {
	case '{':
		return asObject(m, authorShape)
	case '"':
		return json.RawMessage(`{"name":` + string(m) + `}`), false
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(m, &list) == nil && len(list) > 0 && list[0][0] != '[' {
			first, _ := asAuthor(list[0])
			return first, false
		}
	}
	return nil, false
}

// asAuthors takes a lone author for a list.
func asAuthors(m json.RawMessage) (json.RawMessage, bool) { return asList(m, asAuthor) }

var attachmentShape = shape{"url": asString, "mime_type": asString, "title": asString}

func asAttachments(m json.RawMessage) (json.RawMessage, bool) {
	return asList(m, func(m json.RawMessage) (json.RawMessage, bool) {
		if m[0] != '{' {
			return nil, false
		}
		return asObject(m, attachmentShape)
	})
}

func asObject(m json.RawMessage, s shape) (json.RawMessage, bool) {
	var o Object
	if json.Unmarshal(m, &o) != nil {
		return nil, false
	}
	if !conform(o, s) {
		return m, true
	}
	b, err := json.Marshal(o)
	if err != nil {
		return nil, false
	}
	return b, false
}

func asList(m json.RawMessage, as func(json.RawMessage) (json.RawMessage, bool)) (json.RawMessage, bool) {
	var list []json.RawMessage
	fine := true
	if json.Unmarshal(m, &list) != nil {
		list, fine = []json.RawMessage{m}, false
	}
	out := []json.RawMessage{}
	for _, e := range list {
		if string(e) == "null" {
			fine = false
			continue
		}
		fixed, ok := as(e)
		fine = fine && ok
		if fixed != nil {
			out = append(out, fixed)
		}
	}
	if fine {
		return m, true
	}
	return joined(out), false
}

func joined(list []json.RawMessage) json.RawMessage {
	b, _ := json.Marshal(list) // unreachable error: each came from valid JSON
	return b
}
