package page_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAround wants what lies beside items to go to the right ones: each title
// with what was found of its region, date and summary.
func TestAround(t *testing.T) {
	for _, tt := range []struct {
		name, item string
		body       string
		want       []string
	}{
		{
			"before each, in one row", "h3",
			`<div><b>P</b><h3>1</h3><p>one</p><b>Q</b><h3>2</h3><p>two</p></div>`,
			[]string{"1 P one", "2 Q two"},
		},
		{
			"before some", "h3",
			`<div><b>P</b><h3>1</h3><p>one</p><h3>2</h3><p>two</p><b>R</b><h3>3</h3></div>`,
			[]string{"1 P one", "2 two", "3 R"},
		},
		{
			"before some but not the first", "h3",
			`<div><h3>1</h3><p>one</p><b>Q</b><h3>2</h3><p>two</p><h3>3</h3><p>three</p></div>`,
			[]string{"1 one", "2 Q two", "3 three"},
		},
		{
			"after each", "h3",
			`<div><h3>1</h3><b>P</b><p>one</p><h3>2</h3><b>Q</b><p>two</p></div>`,
			[]string{"1 P one", "2 Q two"},
		},
		{
			"after some", "h3",
			`<div><h3>1</h3><b>P</b><p>one</p><h3>2</h3><p>two</p><h3>3</h3><b>R</b><p>three</p></div>`,
			[]string{"1 P one", "2 two", "3 R three"},
		},
		{
			"after some but not the last", "h3",
			`<div><h3>1</h3><b>P</b><p>one</p><h3>2</h3><p>two</p></div>`,
			[]string{"1 P one", "2 two"},
		},
		{
			"in elements of a row", "h3",
			`<div><header><h3>1</h3></header><div><i><b>P</b></i><p>one</p></div><header><h3>2</h3></header><div><b>Q</b><p>two</p></div></div>`,
			[]string{"1 P one", "2 Q two"},
		},
		{
			"with the item in an element", "article",
			`<ul><li><div><b>P</b></div><article><h3>1</h3></article><p>one</p></li><li><article><h3>2</h3></article><p>two</p></li></ul>`,
			[]string{"1 P one", "2 two"},
		},
		{
			"headings of groups", "li",
			`<section><b>P</b><ul><li><h3>1</h3></li><li><h3>2</h3></li></ul></section><section><b>Q</b><ul><li><h3>3</h3></li><li><h3>4</h3></li></ul></section>`,
			[]string{"1 P", "2 P", "3 Q", "4 Q"},
		},
		{
			"headings of groups of children", "article",
			`<section><b>P</b><article><h3>1</h3></article><article><h3>2</h3></article></section><section><b>Q</b><article><h3>3</h3></article><article><h3>4</h3></article></section>`,
			[]string{"1 P", "2 P", "3 Q", "4 Q"},
		},
		{
			"days above groups", "li",
			`<div><time>2 January 2025</time><ul><li><h3>1</h3></li><li><h3>2</h3></li></ul></div><div><time>1 January 2025</time><ul><li><h3>3</h3></li><li><h3>4</h3></li></ul></div>`,
			[]string{"1 01-02", "2 01-02", "3 01-01", "4 01-01"},
		},
		{
			"a text above groups is no summary", "li",
			`<div><p>Good morning</p><ul><li><h3>1</h3></li><li><h3>2</h3></li></ul></div><div><p>Good evening</p><ul><li><h3>3</h3></li><li><h3>4</h3></li></ul></div>`,
			[]string{"1", "2", "3", "4"},
		},
		{
			"one heading of the page", "li",
			`<main><b>P</b><ul><li><h3>1</h3></li><li><h3>2</h3></li></ul></main>`,
			[]string{"1", "2"},
		},
		{
			"elsewhere on the page", "li",
			`<header><b>P</b><time>2 January 2025</time></header><ul><li><h3>1</h3></li><li><h3>2</h3></li></ul><aside><b>Q</b><b>R</b></aside><footer><p>About us</p></footer>`,
			[]string{"1", "2"},
		},
		{
			"inside of some, so inside or not at all", "article",
			`<div><b>P</b><article><h3>1</h3></article><article><h3>2</h3><b>Q</b></article></div>`,
			[]string{"1", "2 Q"},
		},
		{
			"advertisements in between", "h3",
			`<div><b>P</b><h3>1</h3><p>one</p><div class=ad><b>X</b><h3>Buy</h3><p>Buy</p></div><b>Q</b><h3>2</h3><p>two</p><b>R</b><h3>3</h3><p>three</p></div>`,
			[]string{"1 P one", "2 Q two", "3 R three"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := map[string]string{"item": tt.item, "title": "h3, :scope", "date": "time", "region": "b", "summary": "p"}
			if tt.item == "h3" {
				sel["title"] = ":scope"
			}
			var got []string
			for _, it := range read(t, sel, tt.body).Items {
				words := []string{it.Title}
				if !it.Published.IsZero() {
					words = append(words, it.Published.In(zone(t)).Format("01-02"))
				}
				for _, c := range it.Categories {
					words = append(words, c.Term)
				}
				got = append(got, strings.TrimSpace(strings.Join(append(words, it.Summary), " ")))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
