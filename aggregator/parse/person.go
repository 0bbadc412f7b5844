package parse

import (
	"strings"

	"dateline/feeds"
)

// readPerson reads an author as RSS has it: "mail (Name)", "Name (mail)",
// "Name <mail>", "mail" or "Name".
func readPerson(s string) feeds.Person {
	s = strings.TrimSpace(s)
	for _, b := range []string{"()", "<>"} {
		outer, rest, ok := strings.Cut(s, b[:1])
		inner, _, closed := strings.Cut(rest, b[1:])
		if !ok || !closed {
			continue
		}
		outer, inner = strings.TrimSpace(outer), strings.TrimSpace(inner)
		switch {
		case isMail(outer):
			return feeds.Person{Name: inner, Email: mail(outer)}
		case isMail(inner):
			return feeds.Person{Name: strings.Trim(outer, `"`), Email: mail(inner)}
		}
	}
	if isMail(s) {
		return feeds.Person{Email: mail(s)}
	}
	return feeds.Person{Name: s}
}

func mail(s string) string { return strings.TrimPrefix(s, "mailto:") }

// isMail reports whether s looks like an e-mail address.
func isMail(s string) bool {
	s = mail(s)
	at := strings.IndexByte(s, '@')
	return at > 0 && at == strings.LastIndexByte(s, '@') && at < len(s)-1 && !strings.ContainsAny(s, " \t\n<>(),;\"")
}

// people is a list of authors without repetitions.
type people []feeds.Person

// add adds p unless it is empty, or merges it with one of the same name or
// address.
func (ps *people) add(p feeds.Person) {
	p.Name, p.Email = strings.TrimSpace(p.Name), strings.TrimSpace(p.Email)
	if !isMail(p.Email) {
		p.Email = ""
	}
	if p == (feeds.Person{}) {
		return
	}
	for i := range *ps {
		was := &(*ps)[i]
		if p.Name != "" && p.Name == was.Name || p.Email != "" && p.Email == was.Email {
			was.Name = firstOf(was.Name, p.Name)
			was.Email = firstOf(was.Email, p.Email)
			was.URL = firstOf(was.URL, p.URL)
			return
		}
	}
	*ps = append(*ps, p)
}

// firstOf returns the first string that is not empty.
func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
