package place_test

import (
	"path/filepath"
	"testing"
)

// TestUnseen holds what is reached on items that were labelled before any of
// them was placed, and that nothing was fitted to.
func TestUnseen(t *testing.T) {
	got := measure(t, filepath.Join("testdata", "unseen.jsonl"), nil)
	if got.Items < 120 {
		t.Errorf("%d items, want 120", got.Items)
	}
	t.Logf("precision %.3f, recall %.3f, F1 %.3f, top-1 %.3f, answered %.3f", got.Precision, got.Recall, got.F1, got.Top1, got.Answered)
	if got.Precision < 0.985 || got.Recall < 0.965 || got.Top1 < 0.96 {
		t.Errorf("precision %.3f, recall %.3f, top-1 %.3f; want 0.985, 0.965, 0.96 at least; confusions %v", got.Precision, got.Recall, got.Top1, got.Worst)
	}
}
