package render

import "strings"

func init() {
	// Some readers take dc:title for the title, even after one.
	vocabularies[dcSpace] = words("contributor coverage identifier publisher relation", "description format type")
	vocabularies[dctermsSpace] = words(
		"accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available bibliographicCitation "+
			"conformsTo educationLevel hasFormat hasPart hasVersion instructionalMethod isFormatOf isPartOf isReferencedBy "+
			"isReplacedBy isRequiredBy isVersionOf license provenance references replaces requires rightsHolder spatial "+
			"temporal valid",
		"abstract dateAccepted dateCopyrighted dateSubmitted mediator")
	vocabularies[georssSpace] = vocabulary{rules: georssRules()}
	vocabularies[geoSpace] = vocabulary{rules: map[string]rule{"alt": {once: true, text: decimal}}}
	for space, rules := range smallVocabularies {
		vocabularies[space] = vocabulary{rules: rules}
	}
}

// words is a vocabulary of plain text: elements that may be repeated, and ones
// that may not.
func words(many, single string) vocabulary {
	rules := map[string]rule{}
	for name := range strings.FieldsSeq(many) {
		rules[name] = rule{text: plainText}
	}
	for name := range strings.FieldsSeq(single) {
		rules[name] = rule{text: plainText, once: true}
	}
	return vocabulary{rules: rules}
}

// georssRules are those for shapes; the point is our own.
func georssRules() map[string]rule {
	list := rule{once: true, text: corners}
	ring := map[string]rule{"posList": list}
	end := rule{once: true, text: corner}
	return map[string]rule{
		"elev": {once: true, text: decimal}, "floor": {once: true, text: count}, "radius": {once: true, text: number},
		"featureName": {text: plainText}, "featureTypeTag": {text: plainText}, "relationshipTag": {text: plainText},
		"line": list, "polygon": list,
		"where": {once: true, inside: map[string]rule{
			"Envelope":   {once: true, inside: map[string]rule{"lowerCorner": end, "upperCorner": end}},
			"LineString": {once: true, inside: ring},
			"Polygon": {once: true, inside: map[string]rule{
				"exterior": {once: true, inside: map[string]rule{"LinearRing": {once: true, inside: ring}}},
			}},
		}},
	}
}

var smallVocabularies = map[string]map[string]rule{
	"http://purl.org/rss/1.0/modules/slash/": {
		"comments": {once: true, text: count}, "department": {text: plainText}, "hit_parade": {once: true, text: numbers},
		"section": {text: plainText},
	},
	"http://purl.org/syndication/thread/1.0": {
		"in-reply-to": {attrs: map[string]check{"ref": anyID, "href": webLink, "source": webLink, "type": typeName}, need: "ref"},
		"total":       {once: true, text: count},
	},
	"http://wellformedweb.org/CommentAPI/": {
		"comment": {once: true, text: webLink}, "commentRss": {once: true, text: webLink},
	},
	"http://madskills.com/public/xml/rss/module/trackback/": {
		"about": {text: webLink}, "ping": {once: true, text: webLink},
	},
	"http://rssnamespace.org/feedburner/ext/1.0": {
		"origEnclosureLink": {once: true, text: webLink},
	},
	"http://purl.org/rss/1.0/modules/event/": {
		"enddate": {once: true, text: w3cDate}, "location": {text: plainText}, "organizer": {text: plainText},
		"startdate": {once: true, text: w3cDate}, "type": {once: true, text: plainText},
	},
}
