package render

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/feeds"
)

// jsonExtension is an XML element. Attributes with a namespace are written
// "{namespace}name". An extension of JSON Feed that cannot have its own key has
// no namespace, and a value.
type jsonExtension struct {
	Space    string            `json:"ns,omitempty"`
	Name     string            `json:"name"`
	Attrs    map[string]string `json:"attrs,omitempty"`
	Text     string            `json:"text,omitempty"`
	Value    json.RawMessage   `json:"value,omitempty"`
	Children []jsonExtension   `json:"children,omitempty"`
}

func extensionOf(e feeds.Element, depth int) jsonExtension {
	x := jsonExtension{Space: clean(knownSpace(e.Space)), Name: line(e.Name)}
	if text := clean(e.Text); x.Space == "" && isJSON(text) {
		x.Value = json.RawMessage(text)
	} else {
		x.Text = text
	}
	for _, a := range e.Attrs {
		if x.Attrs == nil {
			x.Attrs = map[string]string{}
		}
		name := clean(a.Name)
		if a.Space != "" {
			name = "{" + clean(a.Space) + "}" + name
		}
		if value, ok := harmless(a.Value); ok {
			x.Attrs[name] = value
		}
	}
	if depth > 0 {
		for _, c := range e.Children {
			x.Children = append(x.Children, extensionOf(c, depth-1))
		}
	}
	return x
}

func isJSON(s string) bool { return utf8.ValidString(s) && json.Valid([]byte(s)) }

// ourKeys are the extensions that we define.
var ourKeys = []string{"_dateline", "_podcast"}

// isOwnKey reports whether e is an extension of JSON Feed that can come out
// under the name it had: the value is an object, and no name has a dot.
func isOwnKey(e feeds.Element) bool {
	if e.Space != "" || len(e.Name) < 3 || e.Name[0] != '_' || !isLetter(e.Name[1]) || clean(e.Name) != e.Name {
		return false
	}
	var object map[string]json.RawMessage
	if strings.Contains(e.Name, ".") || slices.Contains(ourKeys, e.Name) || !isJSON(clean(e.Text)) ||
		json.Unmarshal([]byte(clean(e.Text)), &object) != nil || object == nil {
		return false
	}
	for name := range object {
		if strings.Contains(name, ".") {
			return false
		}
	}
	return true
}

// ownKeys adds the extensions that come out under their own name to the object
// that was just written.
func (it *item) ownKeys(out *bytes.Buffer) error {
	seen := map[string]bool{}
	for _, e := range it.extensions {
		if !isOwnKey(e) || seen[e.Name] {
			continue
		}
		seen[e.Name] = true
		name, err := json.Marshal(e.Name)
		if err != nil {
			return err
		}
		out.Truncate(out.Len() - len("}\n"))
		out.WriteByte(',')
		out.Write(name)
		out.WriteByte(':')
		if err := json.Compact(out, []byte(clean(e.Text))); err != nil {
			return err
		}
		out.WriteString("}\n")
	}
	return nil
}
