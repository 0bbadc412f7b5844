package clean

import (
	"fmt"
	"strings"
)

// Plain reads a fragment both as a plain one and as any, and returns the trees in
// words. It is not ok if the fragment is not plain.
func Plain(fragment string) (plain, any string, ok bool) {
	p := at("https://news.example/1", "https://news.example/")
	fast, slow := &tree{site: p}, &tree{site: p}
	fast.clear()
	slow.clear()
	if !fast.readPlain(fragment) {
		return "", "", false
	}
	slow.readAny(fragment)
	return fast.inWords(), slow.inWords(), true
}

func (t *tree) inWords() string {
	var b strings.Builder
	for _, n := range t.nodes {
		name := n.el.name
		n.el = nil
		fmt.Fprintf(&b, "%s %+v\n", name, n)
	}
	fmt.Fprintf(&b, "%q\n%q\n%v\n", t.attrs, t.text, t.open)
	return b.String()
}
