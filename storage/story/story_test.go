package story_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage/story"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

const flood = "Flash floods after six hours of rain forced 1,214 people from their homes in the Klang valley on Tuesday, officials said, " +
	"as rivers rose above danger level in three districts. Nine relief centres were opened in schools and community halls."

func sketch(text string) story.Sketch { return sketchAt(text, noon) }

func sketchAt(text string, at time.Time) story.Sketch {
	return story.Draw(feeds.Item{Content: text, Language: "en"}, at)
}

// What papers do to a text leaves it the same, what makes it another does not.
func TestSame(t *testing.T) {
	swap := func(old, now string) string {
		if !strings.Contains(flood, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(flood, old, now, 1)
	}
	long := flood + " "
	for i := range 1500 {
		long += fmt.Sprintf("further%c%c%c ", 'a'+i%26, 'a'+i/26%26, 'a'+i/676)
	}
	for _, tt := range []struct {
		name, text string
		same       bool
	}{
		{"itself", flood, true},
		{"dateline", "KUALA LUMPUR, Nov 3 (Wire) - " + flood, true},
		{"dateline without agency", "SHAH ALAM: " + flood, true},
		{"markup", "<p><b>Flash</b> floods " + strings.TrimPrefix(flood, "Flash floods ") + "</p>", true},
		{"caption", "<figcaption>A street. Photo: staff</figcaption><p>" + flood + "</p>", true},
		{"case and marks", strings.ToUpper(flood[:40]) + flood[40:], true},
		{"figure written otherwise", swap("1,214", "1214"), true},
		{"number in digits", swap("Nine", "9"), true},
		{"a word", swap("forced", "drove"), true},
		{"cut short", flood[:150] + "…", true},
		{"in a long text", long, true},
		{"new toll", swap("1,214", "3,870"), false},
		{"new toll in words", swap("Nine", "Twelve"), false},
		{"other day and place", strings.Replace(swap("Tuesday", "Friday"), "Klang", "Kinta", 1), false},
		{"title only", "", false},
		{"too short", "Flash floods forced 1,214 people from their homes.", false},
		{"something else", "The council voted by 19 to 14 to close the Riverside swimming pool in March and to sell the site for housing, " +
			"although 5,000 people had signed a petition to keep it.", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := sketch(flood), sketch(tt.text)
			if same := story.Same(a, b); same != tt.same {
				t.Errorf("same %v, want %v", same, tt.same)
			}
			if tt.same && !haveKeyInCommon(a, b) {
				t.Error("no key in common")
			}
		})
	}
}

// Reports in one template are apart when they are of different firms.
func TestSameTemplate(t *testing.T) {
	filing := func(firm string) story.Sketch {
		return sketch(firm + " said on Monday it had filed with the Securities and Exchange Commission a registration statement for " +
			"a $25 million issue of convertible debentures due in 2031. Proceeds will repay debt and be invested in its units.")
	}
	if !story.Same(filing("Marlow Foods"), filing("Marlow Foods")) || story.Same(filing("Marlow Foods"), filing("Halden Homes")) {
		t.Error("one firm's filing is not the same, or another's is")
	}
}

// A report in a script without capitals is told by its figures and words.
func TestSameDense(t *testing.T) {
	const quake = "12日午後9時8分ごろ、石川県能登地方で震度5強の地震があった。震源は能登半島沖、マグニチュードは5.9と推定される。"
	of := func(text string) story.Sketch {
		return story.Draw(feeds.Item{Content: text, Language: "ja"}, noon)
	}
	if !story.Same(of(quake), of("【金沢】"+strings.Replace(quake, "12日", "１２日", 1)+"けが人はなかった。")) {
		t.Error("not the same with a dateline")
	}
	if story.Same(of(quake), of(strings.NewReplacer("9時8分", "3時41分", "5.9", "6.0", "能登", "八戸").Replace(quake))) {
		t.Error("the same as another quake")
	}
}

// Two equal texts are the same within the window only.
func TestWindow(t *testing.T) {
	for _, tt := range []struct {
		apart time.Duration
		same  bool
	}{{0, true}, {story.Window, true}, {story.Window + time.Minute, false}} {
		for _, sign := range []time.Duration{1, -1} {
			if same := story.Same(sketch(flood), sketchAt(flood, noon.Add(sign*tt.apart))); same != tt.same {
				t.Errorf("%v apart: same %v, want %v", sign*tt.apart, same, tt.same)
			}
		}
	}
}

// A title over no text, and a short text, lead nowhere.
func TestKeysOfShortText(t *testing.T) {
	for _, text := range []string{"", "Follow our live coverage here."} {
		if keys := sketch(text).Keys(); len(keys) > 0 {
			t.Errorf("%q: %d keys", text, len(keys))
		}
	}
	if keys := sketch(flood).Keys(); len(keys) != story.MaxKeys {
		t.Errorf("%d keys, want %d", len(keys), story.MaxKeys)
	}
}

// A chain of which each text is like the next few only does not become one
// story: every story has a centre.
func TestChain(t *testing.T) {
	var members []story.Member
	for i := range 12 {
		members = append(members, member(i, fmt.Sprint("source", i), sketchAt(steps(4*i), noon)))
	}
	groups := story.Group(members)
	if story.Same(members[0].Sketch, members[11].Sketch) || len(groups) == len(members) || len(groups) == 1 {
		t.Errorf("%d members in stories %v", len(members), groups)
	}
	got, err := story.Reach(members[4], func(story.Sketch) ([]story.Member, error) { return members, nil })
	if err != nil || len(got) != len(members) {
		t.Errorf("reached %d of %d, %v", len(got), len(members), err)
	}
}

// Two items of one source stay apart, and the earlier is taken.
func TestOneSource(t *testing.T) {
	early, late, other := member(3, "a", sketch(flood)), member(1, "a", sketchAt(flood, noon.Add(time.Hour))), member(2, "b", sketch(flood))
	if diff := cmp.Diff([][]int{{2, 1}, {0}}, story.Group([]story.Member{late, early, other})); diff != "" {
		t.Errorf("stories (-want +got):\n%s", diff)
	}
}

// What a hundred sources carry is one story, in any order.
func TestManySources(t *testing.T) {
	var members []story.Member
	for i := range 100 {
		members = append(members, member(i, fmt.Sprint("source", i), sketchAt(flood, noon.Add(time.Duration(i)*time.Minute))))
	}
	if groups := story.Group(members); len(groups) != 1 || len(groups[0]) != 100 || !slices.IsSorted(groups[0]) {
		t.Errorf("stories %v", groups)
	}
	slices.Reverse(members)
	if groups := story.Group(members); len(groups) != 1 || groups[0][0] != 99 {
		t.Errorf("in reverse %v", groups)
	}
}

func TestReachError(t *testing.T) {
	broken := errors.New("broken")
	if _, err := story.Reach(member(1, "a", sketch(flood)), func(story.Sketch) ([]story.Member, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
