package render

import "maps"

func init() {
	rules := mediaRules()
	content := maps.Clone(rules)
	group := maps.Clone(rules)
	rules["content"] = rule{attrs: contentAttrs, inside: content}
	group["content"] = rules["content"]
	rules["group"] = rule{inside: group}
	rules["title"] = rule{never: true} // some readers take it for the item's
	vocabularies[mediaSpace] = vocabulary{rules: rules}
}

// mediaRules are those of Media RSS for elements about one file or all, as far
// as validators know them.
func mediaRules() map[string]rule {
	size := map[string]check{"url": webLink, "width": positive, "height": positive, "time": npt}
	return map[string]rule{
		"copyright":   {once: true, text: plainText, attrs: map[string]check{"url": webLink}},
		"credit":      {text: plainText, attrs: map[string]check{"role": role}},
		"description": {once: true, text: plainText},
		"hash":        {text: hash, attrs: map[string]check{"algo": oneOf("md5")}},
		"keywords":    {text: plainText},
		"player":      {attrs: map[string]check{"url": webLink, "width": positive, "height": positive}, need: "url"},
		"rating":      {text: oneOf("adult", "nonadult")},
		"restriction": {
			text: countries, need: "relationship type",
			attrs: map[string]check{"relationship": oneOf("allow", "deny"), "type": oneOf("country")},
		},
		"text":      {text: plainText, attrs: map[string]check{"start": npt, "end": npt, "lang": languageTag}},
		"thumbnail": {attrs: size, need: "url"},
		"title":     {once: true, text: plainText},
	}
}

var contentAttrs = map[string]check{
	"url": webLink, "type": typeName, "medium": oneOf("image", "audio", "video", "document", "executable"),
	"fileSize": positive, "duration": number, "width": positive, "height": positive, "bitrate": number,
	"framerate": number, "samplingrate": number, "channels": count, "lang": languageTag,
	"expression": oneOf("sample", "full", "nonstop"), "isDefault": truth,
}

// role is who did what, in the words of the European Broadcasting Union that
// newsrooms use.
var role = oneOf("actor", "anchor person", "artist", "author", "broadcast journalist", "camera operator", "composer",
	"correspondent", "director", "director of photography", "editor", "graphic designer", "illustrator", "interviewed guest",
	"interviewer", "musician", "news reader", "performer", "photographer", "producer", "production company",
	"publishing company", "reporter", "sound recordist", "translation", "witness")
