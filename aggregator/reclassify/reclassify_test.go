package reclassify_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator"
	"dateline/aggregator/override"
	"dateline/aggregator/reclassify"
	"dateline/feeds"
)

// shelf is a store of a few versions, each an item of its own.
type shelf struct {
	versions []feeds.Version
	// breaks is after how many items Reclassify fails, if not 0.
	breaks int
	asked  []string
}

type placing = func(feeds.ID, feeds.Version) feeds.Item

func (s *shelf) Survey(_ context.Context, again placing, moved func(enters, leaves []string)) error {
	s.asked = append(s.asked, "survey")
	for i, v := range s.versions {
		s.compare(again(feeds.ID{byte(i + 1)}, v).Placements, v, moved)
	}
	return nil
}

func (s *shelf) Reclassify(ctx context.Context, again placing, moved func(enters, leaves []string)) error {
	s.asked = append(s.asked, "reclassify")
	for i, v := range s.versions {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.breaks == i+1 {
			return errors.New("disk full")
		}
		is := again(feeds.ID{byte(i + 1)}, v)
		s.compare(is.Placements, v, moved)
		s.versions[i].Item = is
	}
	return nil
}

// compare tells of an item that is placed by other slugs, or by other reasons.
func (s *shelf) compare(is []feeds.Placement, v feeds.Version, moved func(enters, leaves []string)) {
	in, was := slugs(is), slugs(v.Item.Placements)
	switch {
	case in != was:
		moved(strings.Fields(in), strings.Fields(was))
	case !cmp.Equal(is, v.Item.Placements):
		moved(nil, nil)
	}
}

func slugs(ps []feeds.Placement) string {
	var all []string
	for _, p := range ps {
		all = append(all, p.Slug)
	}
	return strings.Join(all, " ")
}

// held is a version of a source with the title as it would have been placed.
func held(source, title, slug string, kind feeds.EvidenceKind) feeds.Version {
	v := feeds.Version{Source: feeds.Source{ID: source, URL: "https://" + source + ".example/rss"}, Received: time.Unix(0, 0), Item: feeds.Item{Title: title, GUID: title}}
	if slug != "" {
		v.Item.Placements = []feeds.Placement{{Slug: slug, Confidence: 1, Evidence: []feeds.Evidence{{Kind: kind, Weight: 1}}}}
	}
	return v
}

func TestRun(t *testing.T) {
	book, err := override.Compile([]override.Entry{
		{Items: []string{feeds.ID{3}.URN()}, Regions: []string{"chile"}},
		{Items: []string{"Lost and found"}, Regions: []string{"peru"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	reader := aggregator.NewReader(feeds.Builtin()).WithOverrides(book)
	versions := []feeds.Version{
		held("wire", "Ten ways to sleep", "france", feeds.ByTitle),   // by its source now
		held("fixed", "[MALAYSIA] Rain", "malaysia", feeds.ByTitle),  // fixed
		held("wire", "[MALAYSIA] Sun", "malaysia", feeds.ByDateline), // by its id
		held("gone", "Ten ways to wake", "italy", feeds.BySource),    // stays
		held("gone", "Lost and found", "italy", feeds.BySource),      // by its guid
		held("gone", "[JAPAN] Snow", "spain", feeds.ByOverride),      // no longer
	}
	sources := []feeds.Source{{ID: "wire", Regions: []string{"brazil"}}, {ID: "fixed", Regions: []string{"malaysia"}, Fixed: true}}
	s := &shelf{versions: versions}
	var out strings.Builder
	job := reclassify.Job{Reader: reader, Sources: sources, Store: s, Out: &out}
	if err := job.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := `brazil: 1 enter, 0 leave
chile: 1 enter, 0 leave
france: 0 enter, 1 leave
italy: 0 enter, 1 leave
japan: 1 enter, 0 leave
malaysia: 0 enter, 1 leave
peru: 1 enter, 0 leave
spain: 0 enter, 1 leave
6 items: 4 move, 1 are placed alike for other reasons; 5 were changed
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var got []string
	for _, v := range s.versions {
		got = append(got, slugs(v.Item.Placements))
	}
	if diff := cmp.Diff([]string{"brazil", "malaysia", "chile", "italy", "peru", "japan"}, got); diff != "" {
		t.Errorf("placed (-want +got):\n%s", diff)
	}

	// All is as it should be: nobody writes.
	s.asked, job.JSON = nil, true
	out.Reset()
	if err := job.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"survey"}, s.asked); diff != "" || out.String() != `{"summary":true,"dry_run":false,"items":6,"moved":0,"alike":0,"done":0}`+"\n" {
		t.Errorf("asked %q, told %s", s.asked, out.String())
	}
}

// A dry run only asks; a failure and an interruption are told.
func TestUnfinished(t *testing.T) {
	reader := aggregator.NewReader(feeds.Builtin())
	versions := func() []feeds.Version {
		return []feeds.Version{held("wire", "[JAPAN] Rain", "malaysia", feeds.ByTitle), held("wire", "[JAPAN] Sun", "malaysia", feeds.ByTitle)}
	}
	var out strings.Builder
	s := &shelf{versions: versions()}
	job := reclassify.Job{Reader: reader, Sources: []feeds.Source{{ID: "wire"}}, Store: s, Out: &out, DryRun: true}
	if err := job.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(versions(), s.versions); diff != "" || !strings.Contains(out.String(), "nothing was changed") {
		t.Errorf("a dry run changed (-want +got):\n%s\n%s", diff, out.String())
	}
	job.DryRun, s.breaks = false, 2
	if err := job.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("error %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := job.Run(ctx); err == nil || errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "run it again") {
		t.Errorf("error %v", err)
	}
}
