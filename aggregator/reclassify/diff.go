package reclassify

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"dateline/feeds"
)

// diff counts what moves.
type diff struct {
	items int
	// moved are items that enter or leave a region, alike those that are
	// placed there with other confidence or for other reasons.
	moved, alike int
	regions      map[string]flow
	last         feeds.ID
}

// flow is how many items enter and leave a region.
type flow struct{ enter, leave int }

func newDiff() *diff { return &diff{regions: map[string]flow{}} }

func (d *diff) isEmpty() bool { return d.moved+d.alike == 0 }

// counted counts the items that pass through place. The versions of an item
// come one after the other.
func (d *diff) counted(place func(feeds.ID, feeds.Version) feeds.Item) func(feeds.ID, feeds.Version) feeds.Item {
	return func(id feeds.ID, v feeds.Version) feeds.Item {
		if id != d.last {
			d.items++
			d.last = id
		}
		return place(id, v)
	}
}

func (d *diff) add(enters, leaves []string) {
	if len(enters)+len(leaves) == 0 {
		d.alike++
		return
	}
	d.moved++
	for _, slug := range enters {
		f := d.regions[slug]
		f.enter++
		d.regions[slug] = f
	}
	for _, slug := range leaves {
		f := d.regions[slug]
		f.leave++
		d.regions[slug] = f
	}
}

// regionLine and summaryLine are the JSON of a region and of all.
type regionLine struct {
	Region string `json:"region"`
	Enter  int    `json:"enter"`
	Leave  int    `json:"leave"`
}

type summaryLine struct {
	Summary bool `json:"summary"`
	DryRun  bool `json:"dry_run"`
	Items   int  `json:"items"`
	// Moved and Alike were found, Done is how many of both were changed.
	Moved int `json:"moved"`
	Alike int `json:"alike"`
	Done  int `json:"done"`
}

// print tells what will move, region by region.
func (j Job) print(d *diff) error {
	for _, slug := range slices.Sorted(maps.Keys(d.regions)) {
		f := d.regions[slug]
		if err := j.line(regionLine{slug, f.enter, f.leave}, fmt.Sprintf("%s: %d enter, %d leave", slug, f.enter, f.leave)); err != nil {
			return err
		}
	}
	return nil
}

// sum tells what was found and what was done.
func (j Job) sum(d, done *diff) error {
	text := fmt.Sprintf("%d items: %d move, %d are placed alike for other reasons", d.items, d.moved, d.alike)
	switch {
	case j.DryRun:
		text += "; nothing was changed (--dry-run)"
	case !d.isEmpty():
		text += fmt.Sprintf("; %d were changed", done.moved+done.alike)
	}
	return j.line(summaryLine{
		Summary: true, DryRun: j.DryRun, Items: d.items, Moved: d.moved, Alike: d.alike, Done: done.moved + done.alike,
	}, text)
}

// line prints an object for programs, or a line for people.
func (j Job) line(object any, text string) error {
	if !j.JSON {
		_, err := io.WriteString(j.Out, text+"\n")
		return err
	}
	return json.NewEncoder(j.Out).Encode(object)
}
