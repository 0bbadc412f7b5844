package story_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage/story"
)

func BenchmarkDraw(b *testing.B) {
	for _, bb := range []struct {
		name string
		size int
	}{{"500B", 500}, {"5kB", 5000}} {
		text := strings.Repeat(flood+" ", bb.size/len(flood)+1)[:bb.size]
		if bb.size > 1000 {
			text = flood + " " + steps(0) + steps(60) + steps(120) + steps(180) + steps(240) + steps(300) + steps(360) + steps(420)
			text = text[:min(bb.size, len(text))]
		}
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				story.Draw(feeds.Item{Content: text, Language: "en"}, noon)
			}
		})
	}
}

func BenchmarkKeys(b *testing.B) {
	s := sketch(flood)
	for b.Loop() {
		s.Keys()
	}
}

func BenchmarkSame(b *testing.B) {
	s, copied, other := sketch(flood), sketch(flood[:150]+"…"), sketch(steps(0))
	b.Run("copy", func(b *testing.B) {
		for b.Loop() {
			story.Same(s, copied)
		}
	})
	b.Run("other", func(b *testing.B) {
		for b.Loop() {
			story.Same(s, other)
		}
	})
}

func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{8, story.MaxGroup} {
		var members []story.Member
		for i := range n {
			members = append(members, member(i, fmt.Sprint("source", i), sketchAt(flood+steps(i), noon.Add(time.Duration(i)*time.Minute))))
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				story.Group(members)
			}
		})
	}
}
