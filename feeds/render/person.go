package render

import (
	"slices"
	"strings"

	"dateline/feeds"
)

// author is a person with a name. Mail and url are valid or empty.
type author struct{ name, mail, url string }

// authorsOf returns the people who can be named, without repetitions. One
// without a name is called by the mail address or site.
func authorsOf(people []feeds.Person) []author {
	var list []author
	for _, p := range people {
		a := author{name: personName(p.Name), url: address(p.URL)}
		if mail := strings.TrimPrefix(strings.TrimSpace(p.Email), "mailto:"); isMail(mail) {
			a.mail = mail
		}
		if a.name == "" {
			local, _, _ := strings.Cut(a.mail, "@")
			a.name = firstOf(local, hostOf(a.url))
		}
		if a.name != "" && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return list
}

// personName is a name on one line. A mail address in angle brackets would be
// taken for markup.
func personName(s string) string {
	s = line(s)
	if strings.Contains(s, "<") && strings.Contains(s, "@") {
		s = strings.NewReplacer("<", "(", ">", ")").Replace(s)
	}
	return s
}

// isMail reports whether s is a mail address that goes without quotes, on a
// domain with a dot.
func isMail(s string) bool {
	local, domain, _ := strings.Cut(s, "@")
	if local == "" || len(s) > 254 {
		return false
	}
	for i := range len(local) {
		if c := local[i]; !isLetter(c) && !isDigit(c) && strings.IndexByte("_-+.'!#$%&*/=?^`{|}~", c) < 0 {
			return false
		}
	}
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if l == "" || l[0] == '-' || strings.Trim(strings.ToLower(l), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return len(labels) > 1
}

// rssAuthor is an author as RSS wants it, "mail (Name)", or "" when that
// cannot be said without quoting.
func (a author) rss() string {
	if a.mail == "" || strings.ContainsAny(a.name, `()<>[]\",;:@`) {
		return ""
	}
	return a.mail + " (" + a.name + ")"
}

// hostOf is the host of an address, without "www.".
func hostOf(a string) string {
	_, rest, _ := strings.Cut(a, "://")
	host := rest[:strings.IndexAny(rest+"/", "/?#:")]
	return strings.TrimPrefix(host, "www.")
}
