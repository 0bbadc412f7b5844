package opml_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/opml"
	"dateline/feeds"
)

// Files made to cost more than they are large. They are an eighth of what is
// allowed: what costs their square takes minutes still, what is linear a
// moment, with the race detector on a busy machine too.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("parses some dozens of megabytes")
	}
	for _, tt := range []struct{ name, before, again, after string }{
		{"open tags", "", "<", ""},
		{"open outlines", "", "<outline ", ""},
		{"folders in folders", "", `<outline text="a">`, ""},
		{"other tags", "", "<a>", ""},
		{"comments", "", "<!--", ""},
		{"CDATA", "", "<![CDATA[", ""},
		{"attributes", "<outline ", `a="b" `, ""},
		{"quotes in a value", `<outline text="`, `"`, ""},
		{"values that end badly", "<outline ", `a="x"y `, ""},
		{"values never closed", "<outline ", `a=“x b=‘y c="z d='w `, ""},
		{"no spaces", "<outline ", `a="`, ""},
		{"equals", "<outline ", "a= ", ""},
		{"spaces", `<outline text="x"`, " ", ""},
		{"references", `<outline text="`, "&amp;", `" xmlUrl="https://a.example/"/>`},
		{"ampersands", `<outline text="`, "&", `" xmlUrl="https://a.example/"/>`},
		{"a long name", `<outline text="`, "é", `"><outline xmlUrl="https://a.example/"/>`},
		{"a long address", `<outline xmlUrl="https://a.example/`, "%", `"/>`},
		{"a long category", `<outline xmlUrl="https://a.example/" category="`, "/a,", `"/>`},
		{"one feed again", "", `<outline xmlUrl="https://a.example/"/>`, ""},
		{"addresses that fail", "", `<outline xmlUrl="ftp:"/>`, ""},
		{"entities", `<!DOCTYPE a [<!ENTITY b "`, "&b;", ""},
		{"bytes of no character", `<outline text="`, "\xff", ""},
		{"NULs", "", "\x00", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			room := opml.MaxSize/8 - len(tt.before) - len(tt.after)
			doc := tt.before + strings.Repeat(tt.again, room/len(tt.again)) + tt.after
			began := time.Now()
			list, err := opml.Parse([]byte(doc))
			if took := time.Since(began); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			if err != nil {
				return
			}
			list.Sources(feeds.Builtin())
			if len(list.Notes) > 102 || len(list.Feeds) > 20000 {
				t.Errorf("%d notes, %d feeds", len(list.Notes), len(list.Feeds))
			}
		})
	}
}

// What is beyond the bounds is a note; the rest is there.
func TestBounds(t *testing.T) {
	var doc strings.Builder
	long := strings.Repeat("é", 300)
	for i := range 40 {
		fmt.Fprintf(&doc, `<outline text="%s %d">`, long, i)
	}
	doc.WriteString(`<outline text="` + long + `" xmlUrl="https://deep.example/"/>`)
	doc.WriteString(strings.Repeat("</outline>", 40))
	for i := range 20050 {
		fmt.Fprintf(&doc, `<outline xmlUrl="https://a.example/%d"/>`, i)
	}
	for range 150 {
		doc.WriteString(`<outline type="rss"/>`)
	}
	list, err := opml.Parse([]byte(whole(doc.String())))
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Feeds) != 20000 || len(list.Feeds[0].Folders[0]) != 32 || len(list.Feeds[1].Folders) != 0 {
		t.Errorf("%d feeds, folders %v", len(list.Feeds), list.Feeds[0].Folders)
	}
	if n := len([]rune(list.Feeds[0].Title)); n != 200 {
		t.Errorf("a title of %d characters", n)
	}
	said := fmt.Sprint(list.Notes[100:])
	for _, want := range []string{"50 more remarks", "51 more feeds"} {
		if len(list.Notes) != 102 || !strings.Contains(said, want) {
			t.Errorf("%d notes, the last %s; want %s", len(list.Notes), said, want)
		}
	}
}
