package render

import (
	"strconv"
)

// jsonPodcast is what an item says for podcast apps. What these keys have no
// place for is under _dateline.extensions, as is all that they say.
type jsonPodcast struct {
	Season      float64      `json:"season,omitempty"`
	Episode     float64      `json:"episode,omitempty"`
	EpisodeType string       `json:"episode_type,omitempty"`
	Explicit    *bool        `json:"explicit,omitempty"`
	Author      string       `json:"author,omitempty"`
	Image       string       `json:"image,omitempty"`
	Chapters    *jsonFile    `json:"chapters,omitempty"`
	Transcripts []jsonFile   `json:"transcript,omitempty"`
	Persons     []jsonPerson `json:"persons,omitempty"`
	Soundbites  []jsonClip   `json:"soundbites,omitempty"`
	License     *jsonNamed   `json:"license,omitempty"`
	Funding     []jsonNamed  `json:"funding,omitempty"`
	Value       []jsonValue  `json:"value,omitempty"`
}

type jsonFile struct {
	URL      string `json:"url"`
	Type     string `json:"type"`
	Language string `json:"language,omitempty"`
	Rel      string `json:"rel,omitempty"`
}

type jsonPerson struct {
	Name  string `json:"name"`
	Role  string `json:"role,omitempty"`
	Group string `json:"group,omitempty"`
	Image string `json:"img,omitempty"`
	Link  string `json:"href,omitempty"`
}

// jsonClip is a part worth hearing, in seconds.
type jsonClip struct {
	Start    float64 `json:"start"`
	Duration float64 `json:"duration"`
	Title    string  `json:"title,omitempty"`
}

type jsonNamed struct {
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

// jsonValue is who is to be paid and how.
type jsonValue struct {
	Type       string              `json:"type"`
	Method     string              `json:"method"`
	Suggested  string              `json:"suggested,omitempty"`
	Recipients []map[string]string `json:"recipients,omitempty"`
}

// podcast is what the item says for podcast apps, nil if nothing: what is valid
// in XML too.
func (it *item) podcast() *jsonPodcast {
	var j jsonPodcast
	said := false
	for _, n := range newPrefixes().pass(it.extensions) {
		said = j.take(n) || said
	}
	if !said {
		return nil
	}
	return &j
}

// take takes an element over, and says whether it has a place for it.
func (j *jsonPodcast) take(n node) bool {
	get := n.attribute
	switch n.name {
	case "podcast:season", "itunes:season":
		j.Season = numberOf(n.text)
	case "podcast:episode", "itunes:episode":
		j.Episode = numberOf(n.text)
	case "itunes:episodeType":
		j.EpisodeType = n.text
	case "itunes:explicit":
		yes := n.text == "true"
		j.Explicit = &yes
	case "itunes:author":
		j.Author = n.text
	case "itunes:image":
		j.Image = get("href")
	case "podcast:chapters":
		j.Chapters = &jsonFile{URL: get("url"), Type: get("type")}
	case "podcast:transcript":
		j.Transcripts = append(j.Transcripts, jsonFile{get("url"), get("type"), get("language"), get("rel")})
	case "podcast:person":
		j.Persons = append(j.Persons, jsonPerson{n.text, get("role"), get("group"), get("img"), get("href")})
	case "podcast:soundbite":
		j.Soundbites = append(j.Soundbites, jsonClip{numberOf(get("startTime")), numberOf(get("duration")), n.text})
	case "podcast:license":
		j.License = &jsonNamed{n.text, get("url")}
	case "podcast:funding":
		j.Funding = append(j.Funding, jsonNamed{n.text, get("url")})
	case "podcast:value":
		j.Value = append(j.Value, valueOf(n))
	default:
		return false
	}
	return true
}

func valueOf(n node) jsonValue {
	v := jsonValue{Type: n.attribute("type"), Method: n.attribute("method"), Suggested: n.attribute("suggested")}
	for _, c := range n.inside {
		if c.name != "podcast:valueRecipient" {
			continue
		}
		r := map[string]string{}
		for i := 0; i < len(c.attrs); i += 2 {
			r[c.attrs[i]] = c.attrs[i+1]
		}
		v.Recipients = append(v.Recipients, r)
	}
	return v
}

// attribute is the value of an attribute, or "".
func (n node) attribute(name string) string {
	for i := 0; i < len(n.attrs); i += 2 {
		if n.attrs[i] == name {
			return n.attrs[i+1]
		}
	}
	return ""
}

// numberOf reads a number that was checked, 0 for one too large.
func numberOf(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}
