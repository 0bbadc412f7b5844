package web

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/feeds"
)

// What a query may hold at most: bytes in all, and values of one parameter.
const (
	maxQuery  = 8 << 10
	maxValues = 10
)

// parameter is one that a query may have.
type parameter struct {
	help string
	// read takes the values over, or says what is wrong with them.
	read func(q *query, values []string) (problem string)
}

// feedParameters and pageParameters are what feeds and pages of regions take.
var (
	feedParameters = map[string]parameter{
		"limit":  {"limit, a number from 1 to 200", readLimit},
		"topic":  {"topic, a category such as business, or another region", readTopics},
		"lang":   {"lang, a language tag such as en or pt-BR", readLanguages},
		"source": {"source, the id of a source", readSources},
		"q":      {"q, words or \"phrases\" to find, OR for one of two", readText},
		"since":  {"since, a date such as 2026-11-23 or 2026-11-23T08:00:00Z, or the cursor of a feed for what changed after it", readSince},
		"before": {"before, a date such as 2026-11-23, or a place in a next link", readBefore},
		"cap":    {"cap, the most entries of one source, a number from 0 for no bound to 200", readCap},
		"dupes":  {"dupes, collapse to show a story once or expand to show every item that tells it", readDupes},
	}
	pageParameters = with(feedParameters, "why", parameter{"why, which is 1", readWhy})
)

func with(parameters map[string]parameter, key string, p parameter) map[string]parameter {
	all := maps.Clone(parameters)
	all[key] = p
	return all
}

// asked reads the query of a request. If it is another spelling of what we
// would write, the reader is sent there and done is true.
func (s *server) asked(w http.ResponseWriter, r *http.Request, a address) (q query, done bool, err error) {
	q, err = s.readQuery(a, r.URL.RawQuery)
	if err != nil {
		return query{}, false, err
	}
	if right := q.address(); right != r.URL.RawQuery {
		s.redirect(w, a.path(), right, http.StatusPermanentRedirect)
		return query{}, true, nil
	}
	return q, false, nil
}

// canonicalQuery is the one spelling of a query to what stands at a canonical
// path. One that is wrong stays as it is, and gets told when it comes again.
func (s *server) canonicalQuery(path, raw string) string {
	name, podcasts := strings.CutSuffix(path, "/"+podcastsFeed)
	a, ok := findAddress(s.atlas, strings.TrimPrefix(name, "/"))
	if !ok || raw == "" {
		return raw
	}
	if podcasts {
		a.format, a.podcasts = feeds.RSS, true
	}
	if q, err := s.readQuery(a, raw); err == nil {
		return q.address()
	}
	return raw
}

// readQuery returns what a query to a feed or page of a region asks for.
func (s *server) readQuery(a address, raw string) (query, error) {
	parameters, limit := feedParameters, DefaultLimit
	if a.format == "" {
		parameters, limit, raw = pageParameters, pageLimit, withoutEmpty(raw)
	}
	q, err := readQuery(raw, parameters, s.unasked(limit))
	if err == nil && a.format == "" && q.isMarked {
		err = badRequest("wrong query: changes since a cursor are told by feeds: " + address{region: a.region, format: feeds.JSON}.with(q))
	}
	if err == nil {
		err = s.knowsSources(q.Sources)
	}
	return q, err
}

// withoutEmpty removes what has no value: a form sends the fields that nobody
// filled in, too.
func withoutEmpty(raw string) string {
	pairs := strings.Split(raw, "&")
	return strings.Join(slices.DeleteFunc(pairs, func(pair string) bool {
		_, value, _ := strings.Cut(pair, "=")
		return value == ""
	}), "&")
}

// readQuery returns what a query asks for; q is that of one that asks for
// nothing. It may hold nothing but the parameters, and what follows readers
// around: one that we passed over would give a feed other than the one that was
// meant.
func readQuery(raw string, parameters map[string]parameter, q query) (query, error) {
	if len(raw) > maxQuery {
		return query{}, badRequest(fmt.Sprintf("wrong query: it is %d bytes long, and %d at most are read", len(raw), maxQuery))
	}
	values, err := url.ParseQuery(feeds.WithoutTracking(raw))
	if err != nil {
		return query{}, badRequest("wrong query: it cannot be read: " + err.Error())
	}
	var wrong []string
	var hint string
	for _, key := range slices.Sorted(maps.Keys(values)) {
		p, ok := parameters[key]
		if !ok {
			wrong, hint = append(wrong, unknownKey(key, parameters)), " "+help(parameters)
			continue
		}
		if problem := p.read(&q, values[key]); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	if problem := cmp.Or(q.contradiction(), q.markProblem()); problem != "" && len(wrong) == 0 {
		wrong = append(wrong, problem)
	}
	if len(wrong) > 0 {
		return query{}, badRequest("wrong query: " + strings.Join(wrong[:min(len(wrong), maxValues)], "; ") + "." + hint)
	}
	return q, nil
}

func help(parameters map[string]parameter) string {
	var texts []string
	for _, key := range slices.Sorted(maps.Keys(parameters)) {
		texts = append(texts, parameters[key].help)
	}
	return "The parameters are: " + strings.Join(texts, "; ") +
		". topic, lang, source, q, since and before may repeat; - in front of a value excludes."
}

func unknownKey(key string, parameters map[string]parameter) string {
	if near := feeds.Nearest(shorten(key), slices.Sorted(maps.Keys(parameters)), 1); len(near) > 0 {
		return fmt.Sprintf("there is no parameter %q (did you mean %s?)", shorten(key), near[0])
	}
	return fmt.Sprintf("there is no parameter %q", shorten(key))
}

// readNumber takes a number in its usual form only.
func readNumber(text string, least int) (n int, ok bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && strconv.Itoa(n) == text && n >= least && n <= maxLimit
}

func readLimit(q *query, values []string) (problem string) {
	if len(values) > 1 {
		return "limit is given more than once"
	}
	n, ok := readNumber(values[0], 1)
	if !ok {
		return fmt.Sprintf("limit=%s is not a number from 1 to %d", shorten(values[0]), maxLimit)
	}
	q.limit = n
	return ""
}

func readCap(q *query, values []string) (problem string) {
	n, ok := readNumber(values[0], 0)
	if len(values) > 1 || !ok {
		return fmt.Sprintf("cap=%s is not one number from 0 to %d", shorten(values[0]), maxLimit)
	}
	q.cap = n
	return ""
}

func readDupes(q *query, values []string) (problem string) {
	if len(values) > 1 || values[0] != "collapse" && values[0] != "expand" {
		return fmt.Sprintf("dupes=%s is neither collapse nor expand", shorten(values[0]))
	}
	q.expanded = values[0] == "expand"
	return ""
}

func readWhy(q *query, values []string) (problem string) {
	if len(values) > 1 || values[0] != "1" {
		return "why is 1 or not there"
	}
	q.why = true
	return ""
}

// readNothing refuses any parameter.
func readNothing(raw string) error {
	values, err := url.ParseQuery(raw)
	if err != nil || len(values) > 0 {
		return badRequest("this address takes no parameters")
	}
	return nil
}

// shorten cuts what somebody sent us to what is worth repeating, and to what
// is worth comparing with every region's name.
func shorten(s string) string {
	const most = 64
	if len(s) <= most {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
