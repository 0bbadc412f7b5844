package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"dateline/feeds"
)

// reader walks the syntax tree of one file and collects what is wrong with it.
// Its methods that read a value take a node that may be nil, for a key that
// is not there, and then leave the value as it was.
type reader struct {
	file string
	// body is the text of the file.
	body     string
	anchors  map[string]ast.Node
	problems Problems
	// elsewhere are the problems of other files that this one names.
	elsewhere Problems
}

// problem notes that something is wrong where n begins.
func (r *reader) problem(n ast.Node, what, do string) {
	r.problemAt(start(n), what, do)
}

func (r *reader) problemAt(p token.Position, what, do string) {
	r.problems = append(r.problems, Problem{r.file, p.Line, p.Column, what, do})
}

// start is where a node begins. The library's own token of a mapping in block
// style is its first colon.
func start(n ast.Node) token.Position {
	switch v := n.(type) {
	case *ast.MappingNode:
		if !v.IsFlowStyle && len(v.Values) > 0 {
			return start(v.Values[0].Key)
		}
	case *ast.MappingKeyNode:
		if v.Value != nil {
			return start(v.Value)
		}
	}
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return token.Position{Line: 1, Column: 1}
	}
	return *n.GetToken().Position
}

// collectAnchors finds what aliases stand for.
func (r *reader) collectAnchors(body ast.Node) {
	r.anchors = map[string]ast.Node{}
	for _, n := range ast.Filter(ast.AnchorType, body) {
		if a, ok := n.(*ast.AnchorNode); ok && a.Name != nil && a.Value != nil {
			r.anchors[a.Name.GetToken().Value] = a.Value
		}
	}
}

// resolve follows anchors and aliases to a value. It returns nil, and notes
// why, if there is none. The bound is for aliases that go round in circles.
func (r *reader) resolve(n ast.Node) ast.Node {
	for at, hops := n, 0; hops < 16; hops++ {
		switch v := at.(type) {
		case *ast.AnchorNode:
			at = v.Value
		case *ast.AliasNode:
			name := v.Value.GetToken().Value
			if strings.ContainsAny(name, "\r\n") {
				r.problem(v, "alias over two lines", "write *name on one line")
				return nil
			}
			if at = r.anchors[name]; at == nil {
				r.problem(v, fmt.Sprintf("alias *%s stands for nothing", name), "write &"+name+" before a value first")
				return nil
			}
		case *ast.TagNode:
			r.problem(v, "tag "+v.GetToken().Value, "leave the tag out")
			return nil
		default:
			return at
		}
	}
	r.problem(n, "alias stands for itself", "write the value")
	return nil
}

// shape is what a section may hold.
type shape struct {
	// where completes "unknown key … ", as " in a source".
	where string
	keys  []string
	// later are keys of parts that are not built yet.
	later []string
}

// section is the values of a mapping by key, and where it and its keys begin.
// Missing keys read as nil.
type section struct {
	node   ast.Node
	values map[string]ast.Node
	keys   map[string]ast.Node
	// isBroken says that it is no mapping, which was noted.
	isBroken bool
}

// section reads a mapping of a shape. A null is an empty mapping.
func (r *reader) section(n ast.Node, sh shape) section {
	s := section{node: n, values: map[string]ast.Node{}, keys: map[string]ast.Node{}}
	if n = r.resolve(n); n == nil {
		s.isBroken = true
		return s
	}
	switch v := n.(type) {
	case *ast.MappingNode:
		s.node = v
		r.entries(s, v, sh, 0)
	case *ast.NullNode:
	default:
		s.isBroken = true
		r.problem(n, describe(n)+" where keys should be", "write \"key: value\" lines"+sh.where)
	}
	return s
}

// entries puts the entries of m into s; those it merges in (<<) yield to its
// own. depth bounds merges of merges.
func (r *reader) entries(s section, m *ast.MappingNode, sh shape, depth int) {
	own := map[string]bool{}
	var merged []ast.Node
	for _, e := range m.Values {
		if e.Key.IsMergeKey() {
			merged = append(merged, e.Value)
			continue
		}
		key := keyText(e.Key)
		switch {
		case own[key]:
			r.problem(e.Key, fmt.Sprintf("key %q again%s", key, sh.where), fmt.Sprintf("keep one (the first is in line %d)", start(s.keys[key]).Line))
		case s.values[key] != nil: // merged in, and overridden before
		default:
			s.values[key], s.keys[key] = e.Value, e.Key
			r.checkKey(e.Key, key, sh)
		}
		own[key] = true
	}
	for _, n := range merged {
		r.merge(s, n, sh, depth+1)
	}
}

func (r *reader) merge(s section, n ast.Node, sh shape, depth int) {
	n = r.resolve(n)
	list, isList := n.(*ast.SequenceNode)
	switch m, isMapping := n.(*ast.MappingNode); {
	case n == nil:
	case depth > 8:
		r.problem(n, "merge keys (<<) nested too deep", "write the keys out")
	case isMapping:
		r.entries(s, m, sh, depth)
	case isList:
		for _, v := range list.Values {
			r.merge(s, v, sh, depth+1)
		}
	default:
		r.problem(n, describe(n)+" after a merge key (<<)", "name a mapping, such as *defaults")
	}
}

func keyText(key ast.MapKeyNode) string {
	if k, ok := key.(*ast.MappingKeyNode); ok && k.Value != nil {
		return k.Value.GetToken().Value
	}
	return key.GetToken().Value
}

// checkKey notes a key that sh does not know.
func (r *reader) checkKey(at ast.Node, key string, sh shape) {
	if slices.Contains(sh.keys, key) {
		return
	}
	if slices.Contains(sh.later, key) {
		r.problem(at, fmt.Sprintf("key %q%s is not yet supported", key, sh.where), "leave it out until a release that has it")
		return
	}
	do := "the keys are " + strings.Join(sh.keys, ", ")
	if near := feeds.Nearest(strings.ToLower(key), sh.keys, 1); len(near) > 0 {
		do = fmt.Sprintf("did you mean %q?", near[0])
	}
	r.problem(at, fmt.Sprintf("unknown key %q%s", key, sh.where), do)
}

// describe says what a node is, for people.
func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode:
		return "keys and values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	}
	text := []rune(strings.TrimSpace(n.GetToken().Value))
	if len(text) > 60 {
		text = append(text[:60], '…')
	}
	return fmt.Sprintf("%q", string(text))
}
