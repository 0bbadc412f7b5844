package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/dustin/go-humanize"

	"dateline/feeds"
)

// Report writes Usage to out, as a table or as one JSON object. If reclaim is
// set, space is reclaimed first: then what that brought is the last line of it.
func (s *Store) Report(ctx context.Context, out io.Writer, json, reclaim bool) error {
	if reclaim {
		if _, err := s.ReclaimAll(ctx); err != nil {
			return err
		}
	}
	u, err := s.Usage(ctx)
	switch {
	case err != nil:
		return err
	case json:
		return s.writeJSON(out, u)
	}
	return writeTable(out, u)
}

func writeTable(out io.Writer, u feeds.Usage) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(what string, n int64, note string) {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", what, humanize.Comma(n), note) // Flush tells
	}
	line("items", u.Items, "in all")
	line("versions", u.Versions, "what each source says of an item")
	line("stories", u.Stories, "told by several items")
	line("retracted", u.Retracted, "marks that stay")
	line("seen", u.Seen, "marks of items that retention took")
	line("sketches", u.Sketches, fmt.Sprintf("to compare texts by, under %s keys", humanize.Comma(u.Postings)))
	line("log entries", u.LogEntries(), fmt.Sprintf("the last is %d", u.Sequence))
	_, _ = fmt.Fprintf(w, "disk\t%s\ttree %s, value log %s, other %s\n", size(u.Disk.Total()), size(u.Disk.Tree), size(u.Disk.Log), size(u.Disk.Other))
	line("removed", u.Removed, "items since space was reclaimed")
	_, _ = fmt.Fprintf(w, "reclaimed\t%s\n", lastReclaimed(u.Reclaimed))
	return w.Flush()
}

func lastReclaimed(r feeds.Reclaimed) string {
	if r.At.IsZero() {
		return "never"
	}
	return fmt.Sprintf("%s\t%s before, %s after", r.At.Format(time.DateTime), size(r.Before.Total()), size(r.After.Total()))
}

func size(n int64) string { return humanize.IBytes(uint64(max(n, 0))) }

// usageJSON is feeds.Usage for programs.
type usageJSON struct {
	Summary   bool           `json:"summary"`
	Data      string         `json:"data"`
	Items     int64          `json:"items"`
	Versions  int64          `json:"versions"`
	Stories   int64          `json:"stories"`
	Retracted int64          `json:"retracted"`
	Seen      int64          `json:"seen"`
	Sketches  int64          `json:"sketches"`
	Postings  int64          `json:"postings"`
	Log       logJSON        `json:"log"`
	Disk      spaceJSON      `json:"disk"`
	Removed   int64          `json:"removed"`
	Reclaimed *reclaimedJSON `json:"reclaimed,omitempty"`
}

type logJSON struct {
	Entries  int64  `json:"entries"`
	Oldest   uint64 `json:"oldest"`
	Sequence uint64 `json:"sequence"`
}

type spaceJSON struct {
	Total int64 `json:"total"`
	Tree  int64 `json:"tree"`
	Log   int64 `json:"log"`
	Other int64 `json:"other"`
}

type reclaimedJSON struct {
	At     time.Time `json:"at"`
	Before spaceJSON `json:"before"`
	After  spaceJSON `json:"after"`
}

func spaceOf(s feeds.Space) spaceJSON {
	return spaceJSON{Total: s.Total(), Tree: s.Tree, Log: s.Log, Other: s.Other}
}

func (s *Store) writeJSON(out io.Writer, u feeds.Usage) error {
	j := usageJSON{
		Summary: true, Data: s.opts.Dir, Items: u.Items, Versions: u.Versions, Stories: u.Stories, Retracted: u.Retracted, Seen: u.Seen,
		Sketches: u.Sketches, Postings: u.Postings, Log: logJSON{u.LogEntries(), u.Oldest, u.Sequence}, Disk: spaceOf(u.Disk), Removed: u.Removed,
	}
	if r := u.Reclaimed; !r.At.IsZero() {
		j.Reclaimed = &reclaimedJSON{At: r.At, Before: spaceOf(r.Before), After: spaceOf(r.After)}
	}
	return json.NewEncoder(out).Encode(j)
}
