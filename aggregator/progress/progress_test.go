package progress_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator"
	"dateline/aggregator/progress"
	"dateline/feeds"
)

var outcomes = []aggregator.Outcome{
	{
		Source: feeds.Source{ID: "straits", URL: "https://straits.example/feed"}, Result: aggregator.Fetched, Status: 200,
		Items: 44, Dropped: 2, RulesNotRun: []string{"drop: x (1 item): not run"}, Tally: feeds.Tally{New: 3, Changed: 1, Known: 38}, Repairs: []string{"truncated, 42 items kept"}, Took: 1500 * time.Millisecond,
	},
	{Source: feeds.Source{ID: "quiet", URL: "https://quiet.example/feed"}, Result: aggregator.NotModified, Status: 304},
	{Source: feeds.Source{ID: "gone", URL: "https://gone.example/feed"}, Result: aggregator.Failed, Status: 410, Err: errors.New("410 Gone")},
}

func show(json bool) string {
	var out, bar strings.Builder
	p := progress.New(progress.Options{Out: &out, Err: &bar, JSON: json, Sources: len(outcomes)})
	for _, o := range outcomes {
		p.Outcome(o)
	}
	p.Summary(2 * time.Second)
	return out.String() + bar.String()
}

func TestLines(t *testing.T) {
	want := `straits: 3 new, 1 changed, 38 known, 2 dropped; repaired: truncated, 42 items kept; rule not run: drop: x (1 item): not run
quiet: not modified
gone: failed: 410 Gone
3 sources in 2s: 1 fetched, 1 not modified, 1 failed; items: 3 new, 1 changed, 38 known, 2 dropped
`
	if diff := cmp.Diff(want, show(false)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestJSON(t *testing.T) {
	want := `{"source":"straits","url":"https://straits.example/feed","outcome":"fetched","status":200,"items":44,"new":3,"changed":1,"known":38,"dropped":2,"repairs":["truncated, 42 items kept"],"rules_not_run":["drop: x (1 item): not run"],"took_ms":1500}
{"source":"quiet","url":"https://quiet.example/feed","outcome":"not_modified","status":304,"items":0,"new":0,"changed":0,"known":0,"took_ms":0}
{"source":"gone","url":"https://gone.example/feed","outcome":"failed","status":410,"items":0,"new":0,"changed":0,"known":0,"error":"410 Gone","took_ms":0}
{"summary":true,"sources":3,"fetched":1,"not_modified":1,"failed":1,"new":3,"changed":1,"known":38,"dropped":2,"took_ms":2000}
`
	if diff := cmp.Diff(want, show(true)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
