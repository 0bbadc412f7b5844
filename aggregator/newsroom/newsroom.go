// Package newsroom puts the aggregator's rooms together as an operator's
// config says, so that a command begins with one call:
//
//	desk, err := newsroom.Open(ctx, newsroom.Options{Config: path, Polls: true, Version: v, Log: log})
//	poller := desk.Poller(store)
//	hubs, err := desk.Subscribe(ctx, poller, store, callback)   // only if readers can reach us
//
// Without a config file it is the built-in sample newsroom. Its feeds are
// served on loopback only for a command that visits them, until ctx ends; all
// others find the same config without sources.
//
// Nothing here knows what a store is: who opens a newsroom brings one.
package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"

	"dateline/aggregator"
	"dateline/aggregator/config"
	"dateline/aggregator/fetch"
	"dateline/aggregator/inspect"
	"dateline/aggregator/sample"
	"dateline/aggregator/websub"
	"dateline/feeds"
)

// Options say which newsroom to open.
type Options struct {
	// Config is the config file, empty for the usual one; Data is the data
	// folder, empty for the one the config names.
	Config, Data string
	// Polls says that its sources will be visited.
	Polls bool
	// Version is the release, as we name it to servers.
	Version string
	Log     *slog.Logger
	// Told is where people are told that this is the sample newsroom.
	Told io.Writer
}

// Newsroom is the config, and what it makes of the aggregator's rooms.
type Newsroom struct {
	config.Config
	Atlas  *feeds.Atlas
	Client *fetch.Client
	Reader aggregator.Reader
	// isSample says that there is no config: this is the sample newsroom.
	isSample bool
	// process is what bounds the memory of all of it.
	process *bounds
	log     *slog.Logger
}

// Open reads the config and prepares what it asks for. Nothing is fetched. From
// then on the process keeps to the config's memory as well as it can.
func Open(ctx context.Context, o Options) (*Newsroom, error) {
	process := bound(config.Default().Memory)
	cfg, isSample, err := config.Find(o.Config)
	if err != nil {
		return nil, err
	}
	cfg.Data = cmp.Or(o.Data, cfg.Data)
	if isSample {
		cfg.Contact = sample.Contact
	}
	if isSample && o.Polls {
		if cfg.Sources, err = start(ctx, o.Told); err != nil {
			return nil, err
		}
		cfg.Fetch.AllowPrivate = true
	}
	process.set(cfg.Memory)
	atlas, err := feeds.NewAtlas(cfg.Groups)
	if err != nil {
		return nil, err
	}
	return &Newsroom{
		Config: cfg, Atlas: atlas, isSample: isSample, process: process, log: o.Log,
		Client: fetch.New(cfg.Fetch.Options(o.Version, o.Log)),
		Reader: aggregator.NewReader(atlas).WithRules(cfg.Rules).WithOverrides(cfg.Overrides),
	}, nil
}

func start(ctx context.Context, told io.Writer) ([]feeds.Source, error) {
	if _, err := fmt.Fprintln(told, "dateline: no dateline.yaml here: using the built-in sample newsroom (dateline init > dateline.yaml starts your own)"); err != nil {
		return nil, err
	}
	return sample.Start(ctx)
}

// Poller visits the sources and hands what they say to store.
func (n *Newsroom) Poller(store aggregator.Store) *aggregator.Poller {
	return &aggregator.Poller{
		Sources: n.Sources, Lists: n.Lists, Store: store, Client: n.Client, Reader: n.Reader,
		Policy: n.Fetch.Policy(), Workers: fetch.DefaultParallel, Room: fetch.NewRoom(n.Memory / 8), Log: n.log,
	}
}

// Subscribe lets the hubs that sources name push to callback, an address that
// tokens are appended to. What they push is read by p.
func (n *Newsroom) Subscribe(ctx context.Context, p *aggregator.Poller, store websub.Store, callback string) (*websub.Subscriber, error) {
	hubs, err := websub.New(ctx, websub.Options{
		Callback: callback, Store: store, Client: n.Client, MaxBody: n.Fetch.MaxBody, Log: n.log,
	})
	p.Hubs = hubs
	return hubs, err
}

// Inspector shows on out what would come of a feed.
func (n *Newsroom) Inspector(out io.Writer, json bool) inspect.Inspector {
	return inspect.Inspector{Client: n.Client, Reader: n.Reader, Atlas: n.Atlas, Sources: n.Sources, Out: out, JSON: json}
}

// Caller calls addresses that strangers gave.
func (n *Newsroom) Caller(version string) *fetch.Caller {
	return fetch.NewCaller(n.Fetch.Options(version, n.log))
}

// Site describes our feeds as served at addr.
func (n *Newsroom) Site(addr, version string) feeds.Site {
	return feeds.Site{Title: n.Title, BaseURL: n.Base(addr), Contact: n.Contact, Generator: "Dateline", Version: version}
}

// Sum says on out what the config holds, and on told what of its reading lists
// was not taken as it stands.
func (n *Newsroom) Sum(out, told io.Writer) error {
	for _, note := range n.Lists.Notes() {
		if _, err := fmt.Fprintln(told, note); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "ok: %d sources, %d regions of your own, %d overrides\n", len(n.Sources), len(n.Groups), n.Overrides.Len())
	return err
}
