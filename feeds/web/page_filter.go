package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language/display"

	"dateline/feeds"
)

// filter is the form that asks for some of a region's stories, and what it
// shows of what was asked.
type filter struct {
	// canAsk says that whoever answers knows queries.
	canAsk bool
	// Path is asked.
	Path string
	// Text is what is searched for.
	Text string
	// Languages and Topics are the choices; empty if there is no choice.
	Languages, Topics []choice
	// Keep are the other values that were asked for.
	Keep []pair
	// Asked says each condition, with the address that is without it.
	Asked []condition
}

type choice struct {
	Value, Name string
	IsChosen    bool
}

type pair struct{ Key, Value string }

// condition is one thing that was asked for. Without is the path of the page
// that does not ask for it.
type condition struct{ Kind, Text, Without string }

// kinds are what conditions are called, by parameter. Those that are missing
// are about the page and not about stories.
var kinds = map[string]string{
	"q": "Search", "topic": "Topic", "lang": "Language", "source": "Source",
	"since": "Since", "before": "Before", "cap": "Most of one source", "dupes": "Repeated reports",
}

func (s *server) filter(slug string, asked url.Values) filter {
	f := filter{canAsk: !s.static, Path: s.base + "/" + slug, Text: asked.Get("q")}
	f.Languages, f.Topics = chosen(asked["lang"]), chosen(asked["topic"])
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		for _, value := range asked[key] {
			if kind := kinds[key]; kind != "" && value != "" {
				f.Asked = append(f.Asked, condition{kind, s.conditionText(key, value), f.without(asked, key, value)})
			}
			if !f.has(key, value) && key != "before" {
				f.Keep = append(f.Keep, pair{key, value})
			}
		}
	}
	return f
}

// chosen makes the one value of a list a choice; others are kept as they are.
func chosen(values []string) []choice {
	if len(values) != 1 || strings.HasPrefix(values[0], "-") {
		return nil
	}
	return []choice{{Value: values[0], Name: values[0], IsChosen: true}}
}

// has reports whether a field of the form holds a value.
func (f filter) has(key, value string) bool {
	isIt := func(c choice) bool { return c.Value == value }
	switch key {
	case "q":
		return f.Text == value
	case "lang":
		return slices.ContainsFunc(f.Languages, isIt)
	case "topic":
		return slices.ContainsFunc(f.Topics, isIt)
	}
	return false
}

// without is the page that does not ask for a value.
func (f filter) without(asked url.Values, key, value string) string {
	left := maps.Clone(asked)
	left[key] = slices.DeleteFunc(slices.Clone(asked[key]), func(v string) bool { return v == value })
	if len(left[key]) == 0 {
		delete(left, key)
	}
	if query := left.Encode(); query != "" {
		return f.Path + "?" + query
	}
	return f.Path
}

// conditionText is a value in words.
func (s *server) conditionText(key, value string) string {
	if key == "q" {
		return value
	}
	text, isOut := strings.CutPrefix(value, "-")
	switch key {
	case "lang":
		text = nameOfLanguage(display.Self, text)
	case "source":
		if name, ok := s.library.SourceName(text); ok && name != "" {
			text = name
		}
	}
	if isOut {
		return "not " + text
	}
	return text
}

// mostChoices bounds how many topics and languages are offered.
const mostChoices = 15

// learn offers the languages and topics of the stories that are shown, the
// commonest topics first.
func (f *filter) learn(entries []feeds.Entry) {
	languages, topics := map[string]int{}, map[string]int{}
	for _, e := range entries {
		if tag, ok := languageTag(e.Language); ok {
			base, _, _ := strings.Cut(tag, "-")
			languages[base]++
		}
		for _, c := range e.Categories {
			topics[label(c)]++
		}
	}
	f.Languages = offer(f.Languages, languages)
	for i, c := range f.Languages {
		f.Languages[i].Name = nameOfLanguage(display.Self, c.Value)
	}
	f.Topics = offer(f.Topics, topics)
	slices.SortFunc(f.Languages, func(a, b choice) int { return cmp.Compare(a.Value, b.Value) })
	slices.SortFunc(f.Topics, func(a, b choice) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
}

// offer adds the values that occur most to what is chosen. Values that differ
// in case only are one.
func offer(choices []choice, counts map[string]int) []choice {
	values := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	for _, v := range values {
		isThere := slices.ContainsFunc(choices, func(c choice) bool { return strings.EqualFold(c.Value, v) })
		if !isThere && len(choices) < mostChoices && len(v) <= 60 {
			choices = append(choices, choice{Value: v, Name: v})
		}
	}
	return choices
}

// IsShown reports whether there is anything to choose.
func (f filter) IsShown() bool {
	return f.canAsk && (f.IsOffered("q") || len(f.Languages) > 0)
}

// IsOffered reports whether a parameter is answered.
func (f filter) IsOffered(key string) bool {
	_, ok := pageParameters[key]
	return ok
}
