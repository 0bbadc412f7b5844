package config

import (
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// text reads a scalar, without white space around it. ok is false if there is
// none, and then why was noted unless n is nil.
func (r *reader) text(n ast.Node) (text string, ok bool) {
	text, ok = r.verbatim(n)
	return strings.TrimSpace(text), ok
}

// verbatim reads a scalar as it was written.
func (r *reader) verbatim(n ast.Node) (text string, ok bool) {
	if n == nil {
		return "", false
	}
	if n = r.resolve(n); n == nil {
		return "", false
	}
	switch v := n.(type) {
	case *ast.StringNode:
		text = v.Value
	case *ast.LiteralNode:
		text = v.Value.Value
	case *ast.MappingNode, *ast.SequenceNode:
		r.problem(n, describe(n)+" where one value should be", "write a single value")
		return "", false
	case *ast.NullNode:
		r.problem(n, "the value is missing", "write one, or leave the key out")
		return "", false
	default:
		text = n.GetToken().Value
	}
	return text, true
}

// line reads a text that must be one line of visible characters.
func (r *reader) line(n ast.Node, into *string) {
	text, ok := r.text(n)
	switch {
	case !ok:
	case text == "":
		r.problem(n, "the value is empty", "write one, or leave the key out")
	case strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == 0x7f }):
		r.problem(n, "line breaks or control characters in a value", "write it in one line")
	default:
		*into = text
	}
}

// lines reads one line or a list of them, each once.
func (r *reader) lines(n ast.Node) []string {
	nodes := []ast.Node{n}
	if list, ok := r.resolve(n).(*ast.SequenceNode); ok {
		nodes = list.Values
	}
	var lines []string
	for _, e := range nodes {
		var line string
		if r.line(e, &line); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

func (r *reader) boolean(n ast.Node, into *bool) {
	text, ok := r.text(n)
	switch {
	case !ok:
	case text == "true":
		*into = true
	case text == "false":
		*into = false
	default:
		r.problem(n, quote(text)+" is neither true nor false", "write true or false")
	}
}

// whole reads a whole number that is at least low.
func (r *reader) whole(n ast.Node, into *int, low int) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	i, err := strconv.Atoi(text)
	switch {
	case err != nil || i > 1<<31-1 || i < -1<<31:
		r.problem(n, quote(text)+" is not a whole number", "write one, such as 10")
	case i < low:
		r.problem(n, text+" is too small", "write "+strconv.Itoa(low)+" or more")
	default:
		*into = i
	}
}

// duration reads a duration that is at least low.
func (r *reader) duration(n ast.Node, into *time.Duration, low time.Duration) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	d, err := parseDuration(text)
	switch {
	case err != nil:
		r.problem(n, err.Error(), "write one such as 90s, 30m, 1h30m, 24h, 365d or 2w")
	case d < low:
		r.problem(n, text+" is too short", "write "+low.String()+" or more")
	default:
		*into = d
	}
}

// size reads a number of bytes that is at least low.
func (r *reader) size(n ast.Node, into *int64, low int64) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	b, err := parseSize(text)
	switch {
	case err != nil:
		r.problem(n, err.Error(), "write a number of bytes, or one such as 512KiB, 16MiB or 1GB")
	case b < low:
		r.problem(n, text+" is too little", "write "+formatSize(low)+" or more")
	default:
		*into = b
	}
}

// list returns the elements of a sequence. A null is an empty one.
func (r *reader) list(n ast.Node) []ast.Node {
	if n == nil {
		return nil
	}
	switch v := r.resolve(n).(type) {
	case *ast.SequenceNode:
		return v.Values
	case nil, *ast.NullNode:
		return nil
	default:
		r.problem(v, describe(v)+" where a list should be", "write it as [a, b], or a line each that begins with \"- \"")
		return nil
	}
}

func quote(s string) string { return strconv.Quote(s) }

// mail takes a bare mail address over.
func (r *reader) mail(n ast.Node, into *string) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text || !strings.Contains(text[strings.LastIndexByte(text, '@'):], ".") {
		r.problem(n, quote(text)+" is no mail address", "write one such as news@example.org, without a name")
		return
	}
	*into = text
}
