package story_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage/story"
)

// A report is an item of the labelled set. All that is reported there is
// invented.
type report struct {
	Source, Title, Text, Language string
	Date                          time.Time
}

// A pair is two reports and whether they report the same thing. What stands
// before the slash of an ID is the story that both were made from.
type pair struct {
	ID   string
	A, B report
	Same bool
	Why  string
}

// isHeldBack parts the set in two: one half to make the policy with, the other
// to see whether it holds. All pairs made from one story are in the same half.
func (p pair) isHeldBack() bool {
	from, _, _ := strings.Cut(p.ID, "/")
	h := fnv.New32a()
	h.Write([]byte(from))
	return h.Sum32()%2 == 1
}

func (r report) sketch() story.Sketch {
	return story.Draw(feeds.Item{Title: r.Title, Content: r.Text, Language: r.Language}, r.Date)
}

func labelled(t testing.TB) []pair {
	t.Helper()
	return read(t, "testdata/pairs.jsonl")
}

func read(t testing.TB, file string) []pair {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var pairs []pair
	for lines.Scan() {
		var p pair
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatalf("pair %d: %v", len(pairs)+1, err)
		}
		pairs = append(pairs, p)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return pairs
}

// A score counts right and wrong decisions.
type score struct{ joined, wrongly, missed int }

func (s score) precision() float64 { return float64(s.joined) / float64(max(1, s.joined+s.wrongly)) }
func (s score) recall() float64    { return float64(s.joined) / float64(max(1, s.joined+s.missed)) }

// haveKeyInCommon reports whether an index would bring a and b together.
func haveKeyInCommon(a, b story.Sketch) bool {
	keys := b.Keys()
	return slices.ContainsFunc(a.Keys(), func(k story.Key) bool { return slices.Contains(keys, k) })
}

// add judges a pair. One that is the same counts as joined when an index would
// bring the two together.
func (s *score) add(p pair, same, found bool) {
	switch {
	case same && !p.Same:
		s.wrongly++
	case p.Same && same && found:
		s.joined++
	case p.Same:
		s.missed++
	}
}

// judge decides on a pair and logs what is wrong.
func judge(t *testing.T, p pair) (same, found bool) {
	a, b := p.A.sketch(), p.B.sketch()
	same, found = story.Same(a, b), haveKeyInCommon(a, b)
	if back := story.Same(b, a); back != same {
		t.Errorf("%s: same %v, the other way round %v", p.ID, same, back)
	}
	if same != p.Same || same && !found {
		t.Logf("%s: same %v, key in common %v, want %v: %s", p.ID, same, found, p.Same, p.Why)
	}
	return same, found
}

// Of the labelled pairs hardly any two stories are joined, and most that are
// one are, in each half.
func TestPairs(t *testing.T) {
	scores := make(map[string]*score)
	for _, p := range labelled(t) {
		half := "development"
		if p.isHeldBack() {
			half = "held back"
		}
		same, found := judge(t, p)
		for _, name := range []string{half, "whole", p.A.Language} {
			if scores[name] == nil {
				scores[name] = new(score)
			}
			scores[name].add(p, same, found)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		t.Logf("%-11s %v", name, *scores[name])
	}
	for _, name := range []string{"development", "held back", "whole"} {
		scores[name].check(t, name)
	}
}

// The same holds for pairs that were written when the policy was made, and
// decided nothing about it.
func TestLaterPairs(t *testing.T) {
	var s score
	for _, p := range read(t, "testdata/later.jsonl") {
		same, found := judge(t, p)
		s.add(p, same, found)
	}
	t.Log(s)
	s.check(t, "later")
}

func (s score) check(t *testing.T, name string) {
	t.Helper()
	if s.precision() < .98 || s.recall() < .85 {
		t.Errorf("%s: %v, want .98 and .85", name, s)
	}
}

func (s score) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f (%d joined, %d wrongly, %d missed)", s.precision(), s.recall(), s.joined, s.wrongly, s.missed)
}
