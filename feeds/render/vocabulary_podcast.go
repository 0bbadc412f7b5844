package render

func init() {
	vocabularies[itunesSpace] = vocabulary{rules: map[string]rule{
		"author":      {once: true, text: upTo(255)},
		"block":       {once: true, text: oneOf("yes", "no")},
		"duration":    {once: true, text: playTime},
		"episode":     {once: true, text: positive},
		"episodeType": {once: true, text: oneOf("full", "trailer", "bonus")},
		"explicit":    {once: true, text: truth},
		"image":       {once: true, attrs: map[string]check{"href": domainLink}, need: "href"},
		"keywords":    {once: true, text: keywords},
		"season":      {once: true, text: positive},
		"subtitle":    {once: true, text: upTo(255)},
		"summary":     {once: true, text: upTo(4000)},
		"title":       {once: true, text: plainText},
	}}
	vocabularies[podcastSpace] = vocabulary{open: true, rules: podcastRules()}
}

// podcastRules are those of Podcasting 2.0 for items. The namespace grows:
// what it has not said yet may pass.
func podcastRules() map[string]rule {
	rules := map[string]rule{
		"alternateEnclosure": {attrs: map[string]check{"type": typeName, "length": count}, need: "type"},
		"chapters":           {once: true, attrs: map[string]check{"url": webLink, "type": typeName}, need: "url type"},
		"chat":               {once: true, need: "server protocol"},
		"contentLink":        {text: rawText, attrs: map[string]check{"href": webLink}, need: "href"},
		"episode":            {once: true, text: number},
		"funding":            {text: rawText, attrs: map[string]check{"url": webLink}, need: "url"},
		"images":             {once: true, need: "srcset"},
		"integrity":          {need: "type value"},
		"license":            {once: true, text: rawText, attrs: map[string]check{"url": webLink}},
		"location":           {text: rawText},
		"person":             {text: rawText, attrs: map[string]check{"img": webLink, "href": webLink}},
		"season":             {once: true, text: count},
		"socialInteract":     {need: "protocol"},
		"soundbite":          {text: rawText, attrs: map[string]check{"startTime": number, "duration": number}, need: "startTime duration"},
		"transcript":         {attrs: map[string]check{"url": webLink, "type": typeName, "language": languageTag}, need: "url type"},
		"txt":                {text: rawText},
		"value":              {need: "type method"},
	}
	for _, name := range []string{
		"block", "guid", "liveItem", "locked", "medium", "podping", "podroll", "publisher", "remoteItem", "trailer", "updateFrequency",
	} {
		rules[name] = rule{never: true}
	}
	return rules
}
