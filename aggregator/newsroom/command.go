package newsroom

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"dateline/aggregator/config"
	"dateline/aggregator/opml"
	"dateline/aggregator/place"
	"dateline/aggregator/place/eval"
	"dateline/aggregator/reclassify"
	"dateline/aggregator/sample"
	"dateline/feeds"
)

// Evaluate measures placing in the newsroom's regions, by what the items of
// the file at path say alone: no source, no override, no rule. It writes the
// summary to out and, unless report is empty, as charts to the file report.
func (n *Newsroom) Evaluate(out io.Writer, path, report string, json bool) error {
	placer := place.New(n.Atlas)
	sum, err := eval.File(path, n.Atlas, func(it feeds.Item) []feeds.Placement { return placer.Place(it, feeds.Source{}) })
	if err == nil && report != "" {
		err = eval.WriteReportFile(report, filepath.Base(path), sum, n.Atlas)
	}
	switch {
	case err != nil:
		return err
	case json:
		return eval.WriteJSON(out, sum)
	}
	return eval.WriteTable(out, sum)
}

// Reclassify prints on out what placing the items of store anew moves, and
// moves it.
func (n *Newsroom) Reclassify(ctx context.Context, store reclassify.Store, out io.Writer, json, dryRun bool) error {
	sources := n.Sources
	if n.isSample && len(sources) == 0 {
		sources = sample.Sources("http://127.0.0.1")
	}
	return reclassify.Job{Reader: n.Reader, Sources: sources, Store: store, Out: out, JSON: json, DryRun: dryRun}.Run(ctx)
}

// Import writes the feeds of the OPML file at path as config. Of the config
// there is, only the regions matter: it may be what is about to be written.
func Import(out io.Writer, configPath, path string) error {
	atlas, err := config.Regions(configPath)
	if err != nil {
		return err
	}
	list, err := opml.Read(path)
	if err == nil {
		err = opml.WriteConfig(out, filepath.Base(path), list, atlas)
	}
	if err != nil {
		return fmt.Errorf("import %s: %w", path, err)
	}
	return nil
}
