package web

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"dateline/feeds"
)

// How many stories a feed and a page show unless asked otherwise, and the most
// anyone can ask for.
const (
	DefaultLimit = 50
	pageLimit    = 30
	maxLimit     = 200
)

// maxLanguages is how many languages a query may name.
const maxLanguages = 10

// query is what a reader asks of a feed or a page beside its address.
type query struct {
	limit int
	// langs are the languages asked for and excluded, as canonical values of
	// lang, sorted.
	langs []string
	// cap is how many entries of one source there may be, 0 for no bound;
	// byDefault is what the site has without being asked.
	cap, byDefault int
	// expanded shows every item of a story for itself.
	expanded bool
	// why opens the reasons on a page.
	why bool
}

// parameter is one that a query may have.
type parameter struct {
	help string
	// read takes the values over, or says what is wrong with them.
	read func(q *query, values []string) (problem string)
}

var (
	limitParameter = parameter{"limit, a number from 1 to 200", readLimit}
	langParameter  = parameter{"lang, a language tag such as en or pt-BR, with - in front to exclude it, as often as wanted", readLanguages}
	capParameter   = parameter{"cap, the most entries of one source, a number from 0 for no bound to 200", readCap}
	dupesParameter = parameter{"dupes, collapse to show a story once or expand to show every item that tells it", readDupes}
	whyParameter   = parameter{"why, which is 1", readWhy}
)

// feedParameters and pageParameters are what feeds and pages of regions take.
var (
	feedParameters = map[string]parameter{"limit": limitParameter, "lang": langParameter, "cap": capParameter, "dupes": dupesParameter}
	pageParameters = map[string]parameter{"limit": limitParameter, "lang": langParameter, "cap": capParameter, "dupes": dupesParameter, "why": whyParameter}
)

// plannedKeys are parameters of feeds that are described but not built yet.
var plannedKeys = []string{"topic", "source", "q", "since", "before"}

// readQuery returns what a query asks for; q is that of one that asks for
// nothing. It may hold nothing but the parameters: one that we pass over would
// give a feed other than the one that was meant.
func readQuery(raw string, parameters map[string]parameter, q query) (query, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return query{}, badRequest("wrong query: it cannot be read: " + err.Error())
	}
	var wrong []string
	for _, key := range slices.Sorted(maps.Keys(values)) {
		p, ok := parameters[key]
		if !ok {
			wrong = append(wrong, unknownKey(key, parameters))
			continue
		}
		if problem := p.read(&q, values[key]); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	if len(wrong) > 0 {
		return query{}, badRequest("wrong query: " + strings.Join(wrong, "; ") + ". The parameters are: " + help(parameters) + ".")
	}
	return q, nil
}

func help(parameters map[string]parameter) string {
	var texts []string
	for _, key := range slices.Sorted(maps.Keys(parameters)) {
		texts = append(texts, parameters[key].help)
	}
	return strings.Join(texts, "; ")
}

// readLimit takes a number in its usual form only, so that one feed has one
// address.
func readLimit(q *query, values []string) (problem string) {
	if len(values) > 1 {
		return "limit is given more than once"
	}
	n, err := strconv.Atoi(values[0])
	if err != nil || strconv.Itoa(n) != values[0] || n < 1 || n > maxLimit {
		return fmt.Sprintf("limit=%s is not a number from 1 to %d", shorten(values[0]), maxLimit)
	}
	q.limit = n
	return ""
}

func readCap(q *query, values []string) (problem string) {
	n, err := strconv.Atoi(values[0])
	if len(values) > 1 || err != nil || strconv.Itoa(n) != values[0] || n < 0 || n > maxLimit {
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

// readLanguages takes BCP 47 tags.
func readLanguages(q *query, values []string) (problem string) {
	for _, value := range values {
		tag, isOut := strings.CutPrefix(value, "-")
		tag, ok := languageTag(tag)
		if !ok {
			return fmt.Sprintf("lang=%s is no language tag", shorten(value))
		}
		if isOut {
			tag = "-" + tag
		}
		q.langs = append(q.langs, tag)
	}
	slices.Sort(q.langs)
	q.langs = slices.Compact(q.langs)
	if len(q.langs) > maxLanguages {
		return fmt.Sprintf("lang is given more than %d times", maxLanguages)
	}
	for _, tag := range q.langs {
		if slices.Contains(q.langs, "-"+tag) {
			return fmt.Sprintf("lang=%s and lang=-%s exclude each other", tag, tag)
		}
	}
	return ""
}

// languageTag is a tag in its usual spelling, if it names a language.
func languageTag(text string) (string, bool) {
	tag, err := language.Raw.Parse(text)
	_, confidence := tag.Base()
	return tag.String(), err == nil && confidence == language.Exact
}

func readWhy(q *query, values []string) (problem string) {
	if len(values) > 1 || values[0] != "1" {
		return "why is 1 or not there"
	}
	q.why = true
	return ""
}

// isFiltered reports whether not simply the newest entries are asked for.
func (q query) isFiltered() bool { return len(q.langs) > 0 || q.cap > 0 || q.expanded }

// selection is what the query asks of the library, once.
func (q query) selection() feeds.Selection {
	shown := map[string]int{}
	return feeds.Selection{Limit: q.limit, Expanded: q.expanded, Want: func(e feeds.Entry) bool {
		if !q.wants(e) {
			return false
		}
		if q.cap == 0 || len(e.Carriers) == 0 {
			return true
		}
		shown[e.Carriers[0].ID]++
		return shown[e.Carriers[0].ID] <= q.cap
	}}
}

// wants reports whether an entry is among those asked for. A language stands
// for all its kinds (RFC 4647 section 3.3.1); an entry that names none is in
// no language, and excluded by none.
func (q query) wants(e feeds.Entry) bool {
	asked, isIn := false, false
	for _, tag := range q.langs {
		out, isOut := strings.CutPrefix(tag, "-")
		switch {
		case isOut && isKind(e.Language, out):
			return false
		case !isOut:
			asked, isIn = true, isIn || isKind(e.Language, tag)
		}
	}
	return isIn || !asked
}

// isKind reports whether a tag is of a language: zh-Hant-TW is of zh-Hant.
func isKind(tag, of string) bool {
	return len(tag) >= len(of) && strings.EqualFold(tag[:len(of)], of) && (len(tag) == len(of) || tag[len(of)] == '-')
}

// language is that of the names to show: the one language asked for, else "".
func (q query) language() string {
	var only string
	for _, tag := range q.langs {
		if strings.HasPrefix(tag, "-") {
			continue
		}
		if only != "" {
			return ""
		}
		only = tag
	}
	return only
}

// unasked is what those get who ask for nothing.
func (s *server) unasked(limit int) query { return query{limit: limit, cap: s.cap, byDefault: s.cap} }

// ofFeeds is the query of the feeds that go with a page.
func (q query) ofFeeds() query {
	q.limit = DefaultLimit
	return q
}

// address is the canonical query of a feed, without what is the default.
func (q query) address() string {
	values := url.Values{"lang": q.langs}
	if q.cap != q.byDefault {
		values.Set("cap", strconv.Itoa(q.cap))
	}
	if q.expanded {
		values.Set("dupes", "expand")
	}
	if q.limit != DefaultLimit {
		values.Set("limit", strconv.Itoa(q.limit))
	}
	return values.Encode()
}

func unknownKey(key string, parameters map[string]parameter) string {
	if slices.Contains(plannedKeys, key) {
		return key + " is not yet supported"
	}
	if near := feeds.Nearest(shorten(key), slices.Sorted(maps.Keys(parameters)), 1); len(near) > 0 {
		return fmt.Sprintf("there is no parameter %q (did you mean %s?)", shorten(key), near[0])
	}
	return fmt.Sprintf("there is no parameter %q", shorten(key))
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
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
