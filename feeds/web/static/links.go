package static

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// linkPattern finds addresses below base in text of any format: whole ones
// after a quote, a bracket or a space, and paths in attributes of pages. What
// follows the path decides: with a query it is none of ours.
func linkPattern(base *url.URL) *regexp.Regexp {
	path := `(/[A-Za-z0-9._~%/-]*)(["'<>#?\s]|$)`
	whole := `(?:^|["'<>\s])` + regexp.QuoteMeta(base.String()) + path
	inPage := `(?:href|src)="` + regexp.QuoteMeta(base.Path) + path
	return regexp.MustCompile(whole + "|" + inPage)
}

// linksIn lists the paths below the base address that text leads to, each
// once, sorted.
func linksIn(text string, pattern *regexp.Regexp) []string {
	var paths []string
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		escaped, after := m[1]+m[3], m[2]+m[4]
		path, err := url.PathUnescape(escaped)
		if err == nil && after != "?" && !strings.Contains(path, "//") {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// links lists where an answer leads.
func (a *answer) links(base *url.URL, pattern *regexp.Regexp) []string {
	if a.status >= http.StatusMultipleChoices && a.status < http.StatusBadRequest {
		to, ok := strings.CutPrefix(a.header.Get("Location"), base.Path+"/")
		if !ok || strings.Contains(to, "?") {
			return nil
		}
		return []string{"/" + to}
	}
	return linksIn(string(a.body)+"\n"+strings.Join(a.header.Values("Link"), "\n"), pattern)
}
