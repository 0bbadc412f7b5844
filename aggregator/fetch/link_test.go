package fetch_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/fetch"
)

func TestHubs(t *testing.T) {
	const base = "https://news.example/world/feed?x=1"
	tests := []struct {
		name    string
		headers []string
		hubs    []string
		self    string
	}{
		{"none", nil, nil, ""},
		{"as the specification has it", []string{`<https://hub.example/>; rel="hub", <https://news.example/feed>; rel="self"`}, []string{"https://hub.example/"}, "https://news.example/feed"},
		{"two headers", []string{`<https://hub.example/>; rel=hub`, `<https://news.example/feed>; rel=self`}, []string{"https://hub.example/"}, "https://news.example/feed"},
		{"several hubs, each once", []string{`<https://a.example/>; rel=hub, <https://b.example/>; rel=hub, <https://a.example/>; rel=hub`}, []string{"https://a.example/", "https://b.example/"}, ""},
		{"first self", []string{`<https://news.example/a>; rel=self, <https://news.example/b>; rel=self`}, nil, "https://news.example/a"},
		{"relative", []string{`</hub>; rel=hub, <>; rel=self`}, []string{"https://news.example/hub"}, base},
		{"several relations", []string{"<https://hub.example/>; rel=\"alternate\tHUB\""}, []string{"https://hub.example/"}, ""},
		{"first rel counts", []string{`<https://hub.example/>; rel=next; rel=hub`}, nil, ""},
		{"no rel", []string{`<https://hub.example/>`}, nil, ""},
		{"other parameters", []string{`<https://hub.example/> ; type="a;b,<c>" ;title=x; REL = hub ; crossorigin`}, []string{"https://hub.example/"}, ""},
		{"comma and semicolon in the address", []string{`<https://hub.example/a,b;c>; rel=hub`}, []string{"https://hub.example/a,b;c"}, ""},
		{"escaped quote", []string{`<https://hub.example/>; title="a\", rel=x"; rel=hub`}, []string{"https://hub.example/"}, ""},
		{"speaks for another", []string{`<https://hub.example/>; rel=hub; anchor="https://other.example/"`}, nil, ""},
		{"speaks for itself", []string{`<https://hub.example/>; rel=hub; anchor="#top"`}, []string{"https://hub.example/"}, ""},
		{"not of the web", []string{`<javascript:x>; rel=hub, <mailto:a@b.example>; rel=hub, <file:///hub>; rel=self, <http:>; rel=hub`}, nil, ""},
		{"unreadable", []string{`<https://[::1>; rel=hub, <https://hub.example/>; rel=hub`}, []string{"https://hub.example/"}, ""},
		{"broken", []string{`https://hub.example/; rel=hub`, `<https://hub.example/; rel=hub`}, nil, ""},
		{"preload among them", []string{`</x.css>; rel=preload; as=style; nopush`, `<https://hub.example/>; rel="hub"`}, []string{"https://hub.example/"}, ""},
		{"unclosed quote", []string{`<https://hub.example/>; rel="hub`}, []string{"https://hub.example/"}, ""},
	}
	for _, tt := range tests {
		hubs, self := fetch.Hubs(tt.headers, base)
		if diff := cmp.Diff(tt.hubs, hubs); diff != "" || self != tt.self {
			t.Errorf("%s: self %q, want %q; hubs (-want +got):\n%s", tt.name, self, tt.self, diff)
		}
	}
}

func TestHubsAreFew(t *testing.T) {
	var many []string
	for c := range strings.SplitSeq("abcdefghijklmnopqrstuvwxyz", "") {
		many = append(many, "<https://"+c+".example/>; rel=hub")
	}
	if hubs, _ := fetch.Hubs(many, "https://news.example/"); len(hubs) != 8 {
		t.Errorf("%d hubs", len(hubs))
	}
}
