package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// The smallest values that make sense.
const (
	leastMemory = 8 << 20
	leastBody   = 1 << 10
	leastWait   = time.Second
)

var (
	topShape = shape{
		keys: []string{"title", "base_url", "contact", "data", "listen", "admin", "fetch", "retention", "memory", "cap", "future", "strip_datelines", "rules", "regions", "overrides", "sources", "opml"},
	}
	adminShape     = shape{where: " in admin", keys: []string{"listen", "token_file"}}
	retentionShape = shape{where: " in retention", keys: []string{"age", "per_source"}}
	fetchShape     = shape{where: " in fetch", keys: []string{
		"every", "min", "max", "timeout", "max_body", "per_host", "spacing", "hosts", "allow_private", "user_agent",
	}}
)

// Load reads the config file at path. If anything is wrong in it the error is
// [Problems]; if it cannot be read at all, the reason.
func Load(path string) (Config, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read config: %w", err)
	}
	return read(path, body)
}

// Find loads the config file at path, or DefaultPath if path is empty. If that
// does not exist it returns Sample and isSample.
func Find(path string) (c Config, isSample bool, err error) {
	if path == "" {
		path = DefaultPath
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return Sample(), true, nil
		}
	}
	c, err = Load(path)
	return c, false, err
}

// read makes a config of the bytes of the file at path.
func read(path string, body []byte) (Config, error) {
	r := &reader{file: path}
	c := Default()
	if root, ok := r.parse(body); ok {
		r.config(root, &c)
	}
	if problems := append(r.problems.within(body).sorted(), r.elsewhere...); len(problems) > 0 {
		return Config{}, problems
	}
	return c, nil
}

// parse returns the root of the syntax tree of a config, or false if there is
// none.
func (r *reader) parse(body []byte) (root ast.Node, ok bool) {
	root, ok = r.tree(body)
	if ok && root == nil {
		r.problemAt(token.Position{Line: 1, Column: 1}, "no sources", "list at least one under \"sources:\" (dateline init prints a config to start from)")
	}
	return root, ok && root != nil
}

// tree returns the root of the syntax tree of a file, nil if it is empty, or
// false if it is no YAML.
func (r *reader) tree(body []byte) (root ast.Node, ok bool) {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	r.body = string(body)
	if at := badByte(body); at >= 0 {
		r.problemAt(position(body, at), "bytes that are not UTF-8 text", "save the file as UTF-8")
		return nil, false
	}
	file, err := parser.ParseBytes(body, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil, false
	}
	var docs []ast.Node
	for _, d := range file.Docs {
		if d.Body != nil && d.Body.Type() != ast.DirectiveType {
			docs = append(docs, d.Body)
		}
	}
	if len(docs) == 0 {
		return nil, true
	}
	if len(docs) > 1 {
		r.problem(docs[1], "a second YAML document", "keep one: remove the line \"---\" and join them")
	}
	r.collectAnchors(docs[0])
	return docs[0], true
}

// badByte returns the offset of the first byte that is not text, or -1.
func badByte(body []byte) int {
	for i := 0; i < len(body); {
		c, n := utf8.DecodeRune(body[i:])
		if (c == utf8.RuneError && n == 1) || c == 0 {
			return i
		}
		i += n
	}
	return -1
}

// position is where the byte at an offset stands.
func position(body []byte, offset int) token.Position {
	before := body[:offset]
	line := bytes.Count(before, []byte("\n"))
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return token.Position{Line: line + 1, Column: column + 1}
}

// syntax notes why the library could not parse the file.
func (r *reader) syntax(err error) {
	at := token.Position{Line: 1, Column: 1}
	what := err.Error()
	if located, ok := errors.AsType[yaml.Error](err); ok {
		what = located.GetMessage()
		if tk := located.GetToken(); tk != nil && tk.Position != nil {
			at = *tk.Position
		}
	}
	do := "check indentation, colons and quotes from here on"
	if strings.Contains(what, "'\t'") {
		what, do = "a tab", "indent with spaces"
	}
	r.problemAt(at, "not valid YAML ("+what+")", do)
}

// config reads the whole file.
func (r *reader) config(root ast.Node, c *Config) {
	s := r.section(root, topShape)
	r.line(s.values["title"], &c.Title)
	r.baseURL(s.values["base_url"], &c.BaseURL)
	r.mail(s.values["contact"], &c.Contact)
	r.path(s.values["data"], &c.Data)
	if s.values["data"] == nil {
		c.Data = r.beside(c.Data)
	}
	r.address(s.values["listen"], &c.Listen)
	r.admin(s.values["admin"], c)
	r.fetch(s.values["fetch"], &c.Fetch)
	r.retention(s.values["retention"], &c.Retention)
	r.size(s.values["memory"], &c.Memory, leastMemory)
	atlas := r.groups(s.values["regions"], c)
	c.Rules.All = r.rules(s.values["rules"], atlas, rules.Compile)
	r.boolean(s.values["strip_datelines"], &c.StripDatelines)
	r.future(s.values["future"], &c.Waits)
	r.whole(s.values["cap"], &c.Cap, 1)
	c.Overrides = r.overrides(s.values["overrides"], atlas)
	r.sources(s, atlas, c)
	r.lists(s.values["opml"], atlas, c)
}

func (r *reader) admin(n ast.Node, c *Config) {
	if n == nil {
		return
	}
	s := r.section(n, adminShape)
	r.address(s.values["listen"], &c.Admin.Listen)
	r.path(s.values["token_file"], &c.Admin.TokenFile)
	at := s.values["listen"]
	switch {
	case at == nil:
	case c.Admin.Listen == c.Listen && !strings.HasSuffix(c.Listen, ":0"):
		r.problem(at, c.Listen+" is the public address too", "choose another port")
	case s.values["token_file"] == nil && !isLoopback(c.Admin.Listen):
		r.problem(at, c.Admin.Listen+" can be reached from other machines", "set token_file beside it, or listen at 127.0.0.1")
	}
}

func isLoopback(address string) bool {
	host, _, _ := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// fetch reads the section; bounds that are not set give way to those that are.
func (r *reader) fetch(n ast.Node, f *Fetch) {
	if n == nil {
		return
	}
	s := r.section(n, fetchShape)
	r.duration(s.values["every"], &f.Every, leastWait)
	r.duration(s.values["min"], &f.Min, leastWait)
	r.duration(s.values["max"], &f.Max, leastWait)
	r.duration(s.values["timeout"], &f.Timeout, time.Millisecond)
	r.size(s.values["max_body"], &f.MaxBody, leastBody)
	r.whole(s.values["per_host"], &f.PerHost, 1)
	r.duration(s.values["spacing"], &f.Spacing, 0)
	r.hosts(s.values["hosts"], f)
	r.boolean(s.values["allow_private"], &f.AllowPrivate)
	if text, ok := r.text(s.values["user_agent"]); ok && text != "" {
		r.line(s.values["user_agent"], &f.UserAgent)
	}
	r.bounds(s, f)
}

// bounds makes min <= every <= max, or notes what contradicts.
func (r *reader) bounds(s section, f *Fetch) {
	every, low, high := s.values["every"], s.values["min"], s.values["max"]
	if low == nil {
		f.Min = min(f.Min, f.Every, f.Max)
	}
	if high == nil {
		f.Max = max(f.Max, f.Every, f.Min)
	}
	if every == nil {
		f.Every = min(max(f.Every, f.Min), f.Max)
	}
	switch {
	case f.Min > f.Max && low != nil && high != nil:
		r.problem(low, "min is longer than max", "exchange them, or leave one out")
	case f.Every < f.Min && every != nil:
		r.problem(every, "every is shorter than min", "raise it, or lower min")
	case f.Every > f.Max && every != nil:
		r.problem(every, "every is longer than max", "lower it, or raise max")
	}
}

func (r *reader) retention(n ast.Node, into *feeds.Retention) {
	if n == nil {
		return
	}
	s := r.section(n, retentionShape)
	r.duration(s.values["age"], &into.Age, 0)
	r.whole(s.values["per_source"], &into.PerSource, 0)
}

// path reads a path and makes it relative to the file's folder.
func (r *reader) path(n ast.Node, into *string) {
	var path string
	r.line(n, &path)
	if path != "" {
		*into = r.beside(path)
	}
}

func (r *reader) beside(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(filepath.Dir(r.file), path)
}

// address reads host:port.
func (r *reader) address(n ast.Node, into *string) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	_, port, err := net.SplitHostPort(text)
	if i, bad := strconv.Atoi(port); err != nil || bad != nil || i < 0 || i > 65535 {
		r.problem(n, quote(text)+" is no address to listen at", "write host:port, such as \":8080\" or \"127.0.0.1:8080\"")
		return
	}
	*into = text
}

// baseURL reads an absolute http or https address, perhaps with a path.
func (r *reader) baseURL(n ast.Node, into *string) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		r.problem(n, quote(text)+" is no absolute web address", "write one such as https://feeds.example.org")
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil || u.ForceQuery:
		r.problem(n, quote(u.Redacted())+" has more than host and path", "leave out user, query and fragment")
	default:
		*into = strings.TrimRight(text, "/")
	}
}
