package clean

import (
	"slices"
	"strings"

	"dateline/feeds"
)

func people(list []feeds.Person, p site) []feeds.Person {
	var kept []feeds.Person
	for _, one := range list {
		one = person(one, p)
		if one != (feeds.Person{}) && !slices.Contains(kept, one) && len(kept) < maxAuthors {
			kept = append(kept, one)
		}
	}
	return slices.Clip(kept)
}

// person cleans an author. A mail address may stand where a page should.
func person(one feeds.Person, p site) feeds.Person {
	one.Name, one.Email = shortText(one.Name, maxName), email(one.Email)
	if scheme, rest := cutScheme(tidy(one.URL)); scheme == "mailto" {
		one.URL = ""
		if one.Email == "" {
			one.Email = email(rest)
		}
	}
	one.URL = p.web(one.URL)
	return one
}

// email returns a mail address that RSS and Atom allow (RFC 5322 addr-spec
// without quotes and comments, at a name in the DNS), or "".
func email(s string) string {
	s = tidy(s)
	if scheme, rest := cutScheme(s); scheme == "mailto" {
		s = rest
	}
	s, _, _ = strings.Cut(s, "?")
	local, domain, ok := strings.Cut(s, "@")
	if !ok || len(s) > 254 || len(local) > 64 || !isLocalPart(local) || !isDomain(domain) {
		return ""
	}
	return s
}

func isLocalPart(s string) bool {
	const special = ".!#$%&'*+-/=?^_`{|}~"
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !isDigit(c) && strings.IndexByte(special, c) < 0 {
			return false
		}
	}
	return s != "" && s[0] != '.' && s[len(s)-1] != '.' && !strings.Contains(s, "..")
}

func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; !isLetter(c) && !isDigit(c) && c != '-' {
				return false
			}
		}
	}
	return len(labels) > 1 && len(labels[len(labels)-1]) > 1 && isLetter(labels[len(labels)-1][0])
}
