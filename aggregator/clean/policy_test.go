package clean_test

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// policy is what we allow, said to a sanitiser that others wrote.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.RequireParseableURLs(true)
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowAttrs("dir", "lang", "title").Globally()
	for name, attrs := range allowed {
		p.AllowElements(name)
		p.AllowNoAttrs().OnElements(name)
		for key := range strings.FieldsSeq(attrs) {
			switch key {
			case "width", "height":
				p.AllowAttrs(key).Matching(regexp.MustCompile(`^[0-9]+$`)).OnElements(name)
			default:
				p.AllowAttrs(key).OnElements(name)
			}
		}
	}
	return p
}()

// checkPolicy reports what bluemonday finds to change in a fragment.
func checkPolicy(t reporter, fragment string) {
	t.Helper()
	ours, theirs := tokens(fragment), tokens(policy.Sanitize(fragment))
	for i := range max(len(ours), len(theirs)) {
		switch {
		case i >= len(ours):
			t.Fatalf("%q: bluemonday adds %q", fragment, theirs[i])
		case i >= len(theirs), ours[i] != theirs[i]:
			t.Fatalf("%q: bluemonday changes %q", fragment, ours[i:])
		}
	}
}

// tokens are the tags and texts of a fragment, decoded.
func tokens(fragment string) []string {
	var list []string
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return list
		case html.TextToken:
			list = append(list, string(z.Text()))
		default:
			list = append(list, z.Token().String())
		}
	}
}
