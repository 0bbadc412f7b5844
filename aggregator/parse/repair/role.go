package repair

import (
	"strings"

	"dateline/aggregator/parse/markup"
)

// role decides what an element is by where it stands.
func (s *survey) role(e *element, t markup.Token) role {
	_, local := markup.CutName(e.name)
	local = strings.ToLower(local)
	p := s.top()
	if p == nil {
		return asRoot
	}
	switch p.role {
	case asRoot, asChannel:
		return s.roleInFeed(e, local)
	case asItem:
		return s.roleInItem(e, local, t)
	case asField, asMarkup:
		return s.roleInField(p, local)
	case asForeign:
		return asForeign
	default:
		return asNothing
	}
}

func (s *survey) roleInFeed(e *element, local string) role {
	if local == "item" || local == "entry" {
		s.nodes = 0
	} else if s.isCrowded() {
		return asNothing
	}
	if !s.isNative(e.space) {
		return asForeign
	}
	switch local {
	case "channel":
		return asChannel
	case "item", "entry":
		return asItem
	case "items":
		if s.rootSpace == markup.RSS11Space {
			return asChannel
		}
		return asNothing
	}
	if p := s.top(); p.role == asChannel && p.tag == "" {
		return asNothing // a channel in a channel
	}
	return ownField(local)
}

// ownField is the role of a format's own element. One whose name cannot be
// written is left out with what is in it, which would seem to be in the item.
func ownField(local string) role {
	if xmlName(local) == "" {
		return asNothing
	}
	return asField
}

func (s *survey) roleInItem(e *element, local string, t markup.Token) role {
	switch {
	case s.isCrowded():
		return asNothing
	case s.isNative(e.space) && (local == "guid" || local == "id"):
		s.cur.Permalink = local == "guid" && isPermalink(t)
		return asID
	case s.isNative(e.space):
		return ownField(local)
	case e.space == markup.ContentSpace && local == "encoded":
		return asField
	case isAtomSpace(e.space) && (local == "content" || local == "summary"):
		return asField // in RSS
	case e.space == markup.XHTMLSpace && (local == "body" || local == "div"):
		return asField
	}
	return asForeign
}

// roleInField decides what an element in a field is: markup, unless the field
// is one of RSS that holds a line of text. Of a person written as in Atom it
// keeps the name and the mail address, of a picture the address.
func (s *survey) roleInField(p *element, local string) role {
	if s.isAtom() || s.cur == nil || p.role == asMarkup || p.role == asField && textFields[strings.ToLower(p.tag)] {
		return asMarkup
	}
	switch {
	case strings.EqualFold(p.tag, "author") && (local == "name" || local == "email"),
		strings.EqualFold(p.tag, "image") && local == "url":
		return asMarkup
	}
	return asNothing
}

func isAtomSpace(space string) bool { return space == markup.AtomSpace || space == markup.Atom03Space }

// isCrowded counts an element, and reports whether there are too many.
func (s *survey) isCrowded() bool {
	if s.nodes++; s.nodes > maxNodes {
		s.repairs.add("more than %d elements, the rest left out", maxNodes)
	}
	return s.nodes > maxNodes
}

func (s *survey) isNative(space string) bool {
	switch space {
	case "", s.rootSpace:
		return true
	}
	if isAtomSpace(space) {
		return s.isAtom()
	}
	return markup.IsNative(space)
}

func (s *survey) isAtom() bool { return s.root == "feed" || s.root == "entry" }
