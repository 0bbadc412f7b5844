package web

import (
	"html/template"
	"net/url"

	"golang.org/x/text/language"

	"dateline/feeds"
)

// edition is the language that a page names regions in, as a canonical BCP 47
// tag; the zero edition is the English one. Links lead to pages of the same
// edition.
type edition struct{ tag string }

func (ed edition) name(r feeds.Region) string {
	if ed.tag == "" {
		return r.Name
	}
	return r.NameIn(ed.tag)
}

// query is what keeps a link in the edition.
func (ed edition) query() string {
	if ed.tag == "" {
		return ""
	}
	return "?" + url.Values{"lang": {ed.tag}}.Encode()
}

// Page is the attributes of the whole page.
func (ed edition) Page() template.HTMLAttr {
	if ed.tag == "" {
		return `lang="en"`
	}
	attrs := `lang="` + ed.tag + `"`
	if isRightToLeft(ed.tag) {
		attrs += ` dir="rtl"`
	}
	return template.HTMLAttr(attrs) //nolint:gosec // a canonical tag has letters, digits and hyphens
}

// tongue is the attributes of upstream text in a language, which may be empty
// or none at all. What does not read from the right by its language shows its
// direction by its letters.
func tongue(tag string) template.HTMLAttr {
	tag, ok := languageTag(tag)
	switch {
	case !ok:
		return `dir="auto"`
	case isRightToLeft(tag):
		return template.HTMLAttr(`lang="` + tag + `" dir="rtl"`) //nolint:gosec // a canonical tag has letters, digits and hyphens
	}
	return template.HTMLAttr(`lang="` + tag + `" dir="auto"`) //nolint:gosec // as above
}

// isRightToLeft reports whether the usual script of a language is.
func isRightToLeft(tag string) bool {
	script, _ := language.Raw.Make(tag).Script()
	switch script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return true
	}
	return false
}
