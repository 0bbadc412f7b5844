package place_test

import (
	"path/filepath"
	"testing"

	"dateline/aggregator/place"
	"dateline/aggregator/place/eval"
	"dateline/feeds"
)

// TestAblation prints what placing reaches without one of its parts each, and
// holds that every part is worth having: nothing is better without it.
//
//	go test ./aggregator/place -run Ablation -v
func TestAblation(t *testing.T) {
	if raced {
		t.Skip("the figures are the same without the race detector, and sooner there")
	}
	const slack = 0.002 // what one set may lose for another's sake
	news := readLabelled(t, filepath.Join(labelled, "reuters-dev.jsonl"), nil)
	news2 := readLabelled(t, filepath.Join(labelled, "reuters-dev.jsonl"), isAbroad)
	heads := readLabelled(t, filepath.Join(labelled, "headlines-dev.jsonl"), nil)
	local := readLabelled(t, filepath.Join(labelled, "local-dev.jsonl"), nil)
	placer := place.New(feeds.Builtin())
	t.Logf("%-20s  %-23s  %-6s  %-16s  %s", "", "agency", "abroad", "headlines", "local")
	t.Logf("%-20s  %-5s  %-5s  %-5s    %-6s  %-8s  %-6s  %s", "without", "F1", "prec.", "top-1", "F1", "answered", "top-1", "prec.")
	var whole eval.Summary
	for _, a := range place.Ablations {
		by := func(it feeds.Item) []feeds.Placement { return a.Place(placer, it) }
		n, f, h, l := score(t, news, by), score(t, news2, by), score(t, heads, by), score(t, local, by)
		t.Logf("%-20s  %.3f  %.3f  %.3f    %.3f   %.3f     %.3f   %.3f", a.Name, n.F1, n.Precision, n.Top1, f.F1, h.Answered, h.Top1Answers, l.Precision)
		switch {
		case whole.Items == 0:
			whole = n
		case n.F1 > whole.F1+slack:
			t.Errorf("F1 is %.4f without %s, and %.4f with it", n.F1, a.Name, whole.F1)
		}
	}
}
