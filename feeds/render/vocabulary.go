package render

import "strings"

// vocabulary says which elements of a namespace may stand in an item.
type vocabulary struct {
	// open says that elements without a rule may, too.
	open  bool
	rules map[string]rule
}

// rule says when an element is valid.
type rule struct {
	// never is for elements of the channel.
	never bool
	// once is for elements that may not be repeated beside each other.
	once bool
	// text checks the text; nil if there must be none.
	text check
	// attrs check the attributes. In a vocabulary that is not open there
	// may be no others.
	attrs map[string]check
	// need are attributes it makes no sense without.
	need string
	// inside are the rules for children of the same namespace.
	inside map[string]rule
	// as is the name to be published under, if another.
	as string
}

// check returns a value in its valid form, and whether it has one.
type check func(string) (string, bool)

// vocabularies are the namespaces with rules. Other ones that validators know
// have no element that may stand in an item; those they do not know are open.
var vocabularies = map[string]vocabulary{}

func vocabularyOf(space string) vocabulary {
	if v, ok := vocabularies[space]; ok {
		return v
	}
	_, known := customary[space]
	return vocabulary{open: !known || openSpaces[customary[space]]}
}

// openSpaces are customary prefixes of namespaces that have no rules.
var openSpaces = map[string]bool{
	"gd": true, "googleplay": true, "newsml": true, "prism": true, "psc": true, "rawvoice": true, "spotify": true,
}

// find returns the rule for an element name of any case, and its right name.
func find(rules map[string]rule, name string, open bool) (string, rule, bool) {
	if r, ok := rules[name]; ok {
		return firstOf(r.as, name), r, !r.never
	}
	for right, r := range rules {
		if strings.EqualFold(right, name) {
			return firstOf(r.as, right), r, !r.never
		}
	}
	return name, rule{text: rawText}, open && isName(name)
}
