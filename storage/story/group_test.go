package story_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage/story"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// An index is the toy of a store: items by their keys, and their stories.
type index struct {
	items   map[feeds.ID]story.Member
	keys    map[story.Key][]feeds.ID
	stories map[feeds.ID][]feeds.ID
}

func newIndex() *index {
	return &index{map[feeds.ID]story.Member{}, map[story.Key][]feeds.ID{}, map[feeds.ID][]feeds.ID{}}
}

func (x *index) near(s story.Sketch) ([]story.Member, error) {
	var members []story.Member
	for _, k := range s.Keys() {
		for _, id := range x.keys[k] {
			members = append(members, x.items[id])
		}
	}
	return members, nil
}

// arrive puts a member in and groups its neighbourhood anew.
func (x *index) arrive(t interface{ Fatal(...any) }, m story.Member) {
	x.items[m.ID] = m
	for _, k := range m.Sketch.Keys() {
		x.keys[k] = append(x.keys[k], m.ID)
	}
	x.regroup(t, m)
}

func (x *index) regroup(t interface{ Fatal(...any) }, m story.Member) {
	members, err := story.Reach(m, x.near)
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range story.Group(members) {
		var ids []feeds.ID
		for _, i := range group {
			ids = append(ids, members[i].ID)
		}
		for _, id := range ids {
			x.stories[id] = ids
		}
	}
}

// leave takes a member out and groups anew what was its neighbourhood.
func (x *index) leave(t interface{ Fatal(...any) }, m story.Member) {
	former, err := story.Reach(m, x.near)
	if err != nil {
		t.Fatal(err)
	}
	delete(x.items, m.ID)
	delete(x.stories, m.ID)
	for _, k := range m.Sketch.Keys() {
		x.keys[k] = slices.DeleteFunc(x.keys[k], func(id feeds.ID) bool { return id == m.ID })
	}
	for _, n := range former[1:] {
		x.regroup(t, n)
	}
}

// members renders an item's story.
func (x *index) members() map[string]string {
	all := make(map[string]string)
	for id, ids := range x.stories {
		all[id.String()] = fmt.Sprint(ids)
	}
	return all
}

// steps is a text of numbered words that begins at one of them: texts whose
// beginnings are near each other have most in common.
func steps(from int) string {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "word%c%c%c ", 'a'+(from+i)%26, 'a'+(from+i)/26%26, 'a'+(from+i)*7%26)
	}
	return b.String()
}

func member(n int, source string, s story.Sketch) story.Member {
	return story.Member{ID: feeds.ID{byte(n >> 8), byte(n), 7}, Sources: []string{source}, Sketch: s}
}

// draw draws members of two places of a pool, where neighbours are alike:
// labelled reports, and chains of texts that each are like the next few only.
func draw(t *rapid.T, pool []story.Sketch) []story.Member {
	var members []story.Member
	for range 2 {
		from := rapid.IntRange(0, len(pool)-6).Draw(t, "from")
		for n := range rapid.IntRange(1, 6).Draw(t, "members") {
			if !slices.ContainsFunc(members, func(m story.Member) bool { return m.ID == member(from+n, "", pool[0]).ID }) {
				source := fmt.Sprint("source", rapid.IntRange(0, 9).Draw(t, "source"))
				members = append(members, member(from+n, source, pool[from+n]))
			}
		}
	}
	return members
}

// pool is of labelled reports and a chain.
func pool(t testing.TB) []story.Sketch {
	var pool []story.Sketch
	for _, p := range labelled(t)[:120] {
		pool = append(pool, p.A.sketch(), p.B.sketch())
	}
	for i := range 120 {
		pool = append(pool, story.Draw(feeds.Item{Content: steps(3 * i)}, time.Unix(1.8e9, 0).Add(time.Duration(i)*time.Hour)))
	}
	return pool
}

// Items that arrive one by one come to the same stories in any of 20 orders.
func TestAnyOrder(t *testing.T) {
	pool := pool(t)
	rapid.Check(t, func(t *rapid.T) {
		members := draw(t, pool)
		var want map[string]string
		for range 20 {
			x := newIndex()
			for _, m := range rapid.Permutation(members).Draw(t, "order") {
				x.arrive(t, m)
			}
			if want == nil {
				want = x.members()
			}
			if diff := cmp.Diff(want, x.members()); diff != "" {
				t.Fatalf("stories in another order (-want +got):\n%s", diff)
			}
		}
	})
}

// An item that goes, or changes, leaves the stories that there would be had it
// never been there, or always been as it is now.
func TestLeave(t *testing.T) {
	pool := pool(t)
	rapid.Check(t, func(t *rapid.T) {
		members := draw(t, pool)
		x, want := newIndex(), newIndex()
		for _, m := range members {
			x.arrive(t, m)
		}
		gone := rapid.IntRange(0, len(members)-1).Draw(t, "gone")
		changed := rapid.Bool().Draw(t, "changed")
		x.leave(t, members[gone])
		if changed {
			members[gone].Sketch = pool[rapid.IntRange(0, len(pool)-1).Draw(t, "now")]
			x.arrive(t, members[gone])
		}
		for i, m := range members {
			if i != gone || changed {
				want.arrive(t, m)
			}
		}
		if diff := cmp.Diff(want.members(), x.members()); diff != "" {
			t.Fatalf("stories (-want +got):\n%s", diff)
		}
	})
}

// Group parts its members: each is in one story, no story has two of one
// source, each has a member that is the same as all the others, and the order
// of the input does not matter.
func TestGroup(t *testing.T) {
	pool := pool(t)
	rapid.Check(t, func(t *rapid.T) {
		members := draw(t, pool)
		groups := story.Group(members)
		var all []int
		for _, group := range groups {
			all = append(all, group...)
			checkStory(t, members, group)
		}
		slices.Sort(all)
		for i, at := range all {
			if i != at || len(all) != len(members) {
				t.Fatalf("members %v of %d", all, len(members))
			}
		}
		other := rapid.Permutation(members).Draw(t, "order")
		if diff := cmp.Diff(idsOf(members, groups), idsOf(other, story.Group(other))); diff != "" {
			t.Fatalf("in another order (-want +got):\n%s", diff)
		}
	})
}

func checkStory(t *rapid.T, members []story.Member, group []int) {
	sources := make(map[string]bool)
	hasCentre := false
	for _, i := range group {
		for _, s := range members[i].Sources {
			if sources[s] {
				t.Fatalf("story %v: source %s twice", group, s)
			}
			sources[s] = true
		}
		hasCentre = hasCentre || !slices.ContainsFunc(group, func(j int) bool {
			return i != j && !story.Same(members[i].Sketch, members[j].Sketch)
		})
	}
	if !hasCentre {
		t.Fatalf("story %v has no centre", group)
	}
}

func idsOf(members []story.Member, groups [][]int) []string {
	var all []string
	for _, group := range groups {
		var ids bytes.Buffer
		for _, i := range group {
			fmt.Fprint(&ids, members[i].ID, " ")
		}
		all = append(all, ids.String())
	}
	return all
}
