package config

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

var hostShape = shape{where: " in a host", keys: []string{"host", "spacing", "per_host", "scope"}}

// scopes are what limits may hold for.
var scopes = []string{"source", "domain"}

// hosts reads the hosts that are visited otherwise than all others.
func (r *reader) hosts(n ast.Node, f *Fetch) {
	seen := map[string]int{}
	for _, e := range r.list(n) {
		s := r.section(e, hostShape)
		var h Host
		r.hostName(s, &h.Name)
		r.duration(s.values["spacing"], &h.Spacing, 0)
		r.whole(s.values["per_host"], &h.PerHost, 1)
		r.scope(s.values["scope"], &h.Scope)
		if line, found := seen[h.Name]; found && h.Name != "" {
			r.problem(s.values["host"], fmt.Sprintf("%s again", h.Name), fmt.Sprintf("join it with the host in line %d", line))
		}
		seen[h.Name] = start(s.node).Line
		f.Hosts = append(f.Hosts, h)
	}
}

// hostName reads a name, such as reddit.com: it stands for the names below it.
func (r *reader) hostName(s section, into *string) {
	n := s.values["host"]
	if n == nil && !s.isBroken {
		r.problem(s.node, "a host without a name", "add host: and the name, such as reddit.com")
	}
	text, ok := r.text(n)
	if !ok {
		return
	}
	name := strings.TrimSuffix(strings.ToLower(text), ".")
	u, err := url.Parse("//" + name)
	if err != nil || u.Hostname() != name || name == "" {
		r.problem(n, quote(text)+" is no name of a host", "write it without scheme, port and path, such as reddit.com")
		return
	}
	*into = name
}

func (r *reader) scope(n ast.Node, into *string) {
	text, ok := r.text(n)
	switch {
	case !ok:
	case text == scopes[0], text == scopes[1]:
		*into = text
	default:
		r.problem(n, quote(text)+" is no scope", "write source or domain, or leave it out")
	}
}
