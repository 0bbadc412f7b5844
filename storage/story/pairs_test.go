package story_test

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
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
	f, err := os.Open("testdata/pairs.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
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

// Of the labelled pairs hardly any two stories are joined, and most that are
// one are, in each half. Those count as joined that an index brings together.
func TestPairs(t *testing.T) {
	scores := make(map[string]*score)
	for _, p := range labelled(t) {
		half := "development"
		if p.isHeldBack() {
			half = "held back"
		}
		a, b := p.A.sketch(), p.B.sketch()
		same := story.Same(a, b)
		if back := story.Same(b, a); back != same {
			t.Errorf("%s: same %v, the other way round %v", p.ID, same, back)
		}
		found := same && haveKeyInCommon(a, b)
		if same != p.Same || same && !found {
			t.Logf("%s, %s: same %v, found %v, want %v: %s", half, p.ID, same, found, p.Same, p.Why)
		}
		for _, name := range []string{half, "whole", p.A.Language} {
			s := scores[name]
			if s == nil {
				s = new(score)
				scores[name] = s
			}
			switch {
			case same && !p.Same:
				s.wrongly++
			case p.Same && found:
				s.joined++
			case p.Same:
				s.missed++
			}
		}
	}
	for name, s := range scores {
		t.Logf("%-11s precision %.3f recall %.3f %+v", name, s.precision(), s.recall(), *s)
	}
	for _, name := range []string{"development", "held back", "whole"} {
		if s := scores[name]; s.precision() < .98 || s.recall() < .85 {
			t.Errorf("%s: precision %.3f recall %.3f, want .98 and .85", name, s.precision(), s.recall())
		}
	}
}
