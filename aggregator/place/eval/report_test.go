package eval_test

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"dateline/aggregator/place/eval"
	"dateline/feeds"
)

// measured is a summary with a right region, a missed one, and one in its
// place.
func measured(t *testing.T) eval.Summary {
	t.Helper()
	s := eval.New(feeds.Builtin())
	for _, tt := range []struct{ regions, placed string }{{"MY", "malaysia"}, {"MY", "malaysia"}, {"CI", "malaysia"}, {"FR", ""}} {
		if err := s.Add(eval.Item{Regions: strings.Fields(tt.regions)}, placed(tt.placed)); err != nil {
			t.Fatal(err)
		}
	}
	return s.Summary()
}

func TestTable(t *testing.T) {
	var b strings.Builder
	if err := eval.WriteTable(&b, measured(t)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`(?m)^4 items$`, `(?m)^recall +0\.500 `, `(?m)^region +support +precision +recall +F1$`,
		`(?m)^malaysia +2 +0\.667 +1\.000 +0\.800$`, `(?m)^cote-divoire +malaysia +1$`, `(?m)^france +\(none\) +1$`,
	} {
		if !regexp.MustCompile(want).MatchString(b.String()) {
			t.Errorf("nothing like %s in\n%s", want, b.String())
		}
	}
}

// The report asks for nothing else: no script, no address; its charts are well
// formed and hold every region and confusion.
func TestReport(t *testing.T) {
	var b strings.Builder
	if err := eval.WriteReport(&b, "<items>.jsonl", measured(t), feeds.Builtin()); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", "http:", "https:", "url(", "<items>"} {
		if strings.Contains(page, bad) {
			t.Errorf("the report holds %s", bad)
		}
	}
	for _, want := range []string{"&lt;items&gt;.jsonl", "Côte d’Ivoire → Malaysia", "France → (none)", `<rect class="f1"`, "prefers-color-scheme: dark"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report lacks %s", want)
		}
	}
	charts := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(page, -1)
	if len(charts) != 2 {
		t.Fatalf("%d charts, want 2", len(charts))
	}
	for _, chart := range charts {
		d := xml.NewDecoder(strings.NewReader(chart))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("chart: %v", err)
			}
		}
	}
}
