// Dateline is a feed syndication gateway: many sources in, one feed per region
// out, as RSS 2.0, Atom 1.0 and JSON Feed 1.1.
//
// This file opens the rooms and joins their doors; it decides nothing.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/sync/errgroup"

	"dateline/aggregator"
	"dateline/aggregator/bench"
	"dateline/aggregator/config"
	"dateline/aggregator/inspect"
	"dateline/aggregator/newsroom"
	"dateline/aggregator/opml"
	"dateline/aggregator/progress"
	"dateline/feeds"
	"dateline/feeds/web"
	"dateline/feeds/web/hub"
	"dateline/feeds/web/static"
	"dateline/storage"
)

// version is the release, as `dateline version` and our feeds name it.
const version = "0.1.0"

// Exit codes: 0 done, 1 the work failed, 2 wrong usage.
const exitFailed, exitUsage = 1, 2

// command is the command line.
type command struct {
	Config string `help:"Config file (default: dateline.yaml if it exists, else the built-in sample newsroom)." placeholder:"FILE" type:"path"`
	Data   string `help:"Data folder (default: the config's, else ./data)." placeholder:"DIR" type:"path"`

	Serve      serveCommand      `cmd:"" help:"Poll the sources and serve the feeds until stopped."`
	Poll       pollCommand       `cmd:"" help:"Visit every source once now, then exit."`
	Fetch      fetchCommand      `cmd:"" help:"Show what the gateway would make of a feed: items, regions, why. Stores nothing."`
	Init       initCommand       `cmd:"" help:"Print a commented starter config: real public feeds of every continent."`
	Check      checkCommand      `cmd:"" help:"Validate the config: every problem with file:line:column."`
	Render     renderCommand     `cmd:"" help:"Write one feed to standard output."`
	Publish    publishCommand    `cmd:"" help:"Write all feeds and pages as files for a web server or a CDN."`
	Import     importCommand     `cmd:"" help:"Print the feeds of an OPML file as config YAML."`
	Export     exportCommand     `cmd:"" help:"Write the sources as OPML to standard output."`
	Reclassify reclassifyCommand `cmd:"" help:"Place stored items anew after a change of config, overrides or data; says first what moves."`
	Storage    storageCommand    `cmd:"" help:"Say what is stored and what it takes on the disk."`
	Eval       evalCommand       `cmd:"" help:"Measure placing on items labelled with their regions."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
	Bench      benchCommand      `cmd:"" hidden:"" help:"Measure this program beside what it is compared to."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run parses args, runs the command they name and returns the exit code.
func run(ctx context.Context, args []string) int {
	var c command
	parser := kong.Must(&c, kong.Name("dateline"),
		kong.Description("Reads many feeds, works out which regions of the world each story is about, and publishes one feed per region."),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindToProvider(quiet))
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "dateline: %v\nSee dateline --help.\n", err)
		return exitUsage
	}
	err = parsed.Run(&c)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "dateline: interrupted before the work was done")
	case !errors.Is(err, errShown):
		fmt.Fprintf(os.Stderr, "dateline: %v\n", err)
	}
	return exitFailed
}

// errShown says that the work failed and that why was told already.
var errShown = errors.New("see above")

// logger writes to standard error what is at least at level. What libraries
// print is for those who debug.
func logger(level slog.Level) *slog.Logger {
	handler := slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level})
	log.SetFlags(0)
	log.SetOutput(slog.NewLogLogger(handler, slog.LevelDebug).Writer())
	return slog.New(handler)
}

// gateway is the open rooms of one command.
type gateway struct {
	*newsroom.Newsroom
	store  *storage.Store
	poller *aggregator.Poller
	log    *slog.Logger
}

// newsroom opens the aggregator's half; polls says that sources will be
// visited.
func (c *command) newsroom(ctx context.Context, polls bool, log *slog.Logger) (*newsroom.Newsroom, error) {
	return newsroom.Open(ctx, newsroom.Options{Config: c.Config, Data: c.Data, Polls: polls, Version: version, Log: log, Told: os.Stderr})
}

// quiet is the aggregator's half of a command that visits no source; kong hands
// it to those that ask for it.
func quiet(ctx context.Context, c *command) (*newsroom.Newsroom, error) {
	return c.newsroom(ctx, false, logger(slog.LevelError))
}

// open opens both halves. Close the store when done.
func (c *command) open(ctx context.Context, name string, polls bool, log *slog.Logger) (*gateway, error) {
	room, err := c.newsroom(ctx, polls, log)
	if err != nil {
		return nil, err
	}
	store, err := storage.Open(kept(room, name, log))
	if err != nil {
		return nil, err
	}
	if len(room.Sources) > 0 {
		if err := store.SetSources(ctx, room.Sources); err != nil {
			return nil, errors.Join(err, store.Close())
		}
	}
	return &gateway{Newsroom: room, store: store, poller: room.Poller(store), log: log}, nil
}

// kept says where and how a newsroom's store is kept, for the command with this
// name.
func kept(room *newsroom.Newsroom, name string, log *slog.Logger) storage.Options {
	return storage.Options{Dir: room.Data, Atlas: room.Atlas, Holder: "dateline " + name, Memory: room.Memory, Log: log}
}

// web is what the public side needs, served at addr.
func (g *gateway) web(addr string) web.Options {
	site := g.Site(addr, version)
	return web.Options{Library: g.store, Chronicle: g.store, Atlas: g.Atlas, Site: site, HubURL: web.HubURL(site), Log: g.log, Cap: g.Cap, CacheBytes: g.Memory / 4}
}

type serveCommand struct {
	Listen string `help:"Public address (default: the config's)." placeholder:"ADDR"`
	Admin  string `help:"Admin address (default: the config's)." placeholder:"ADDR"`
	NoPoll bool   `help:"Serve what is stored, visit no source."`
}

// Run polls and serves until ctx ends.
func (s *serveCommand) Run(ctx context.Context, c *command) error {
	g, err := c.open(ctx, "serve", !s.NoPoll, logger(slog.LevelInfo))
	if err != nil {
		return err
	}
	g.Brisk()
	g.Listen, g.Admin.Listen = cmp.Or(s.Listen, g.Listen), cmp.Or(s.Admin, g.Admin.Listen)
	doors, err := web.Open(ctx, g.Listen, g.Admin.Listen)
	if err == nil {
		err = s.serve(ctx, g, doors)
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = nil // told to stop
	}
	return errors.Join(err, g.store.Close())
}

func (s *serveCommand) serve(ctx context.Context, g *gateway, doors web.Doors) error {
	token, err := config.Token(g.Admin.TokenFile)
	if err != nil {
		return err
	}
	public := g.web(doors.Public.Addr().String())
	group, ctx := errgroup.WithContext(ctx)
	if g.BaseURL != "" && !s.NoPoll {
		hubs, err := g.Subscribe(ctx, g.poller, g.store, public.Site.URL("/websub/"))
		if err != nil {
			return err
		}
		public.Callback = hubs
		group.Go(func() error { return hubs.Run(ctx) })
	}
	server := web.New(public)
	subscribers, err := hub.New(ctx, hub.Options{URL: public.HubURL, Topics: server, Log: g.store, Store: g.store, Client: g.Caller(version), Logger: g.log})
	if err != nil {
		return err
	}
	group.Go(func() error { return subscribers.Run(ctx) })
	if !s.NoPoll {
		group.Go(func() error { return g.poller.Run(ctx) })
		group.Go(func() error { return g.poller.Keep(ctx, g.store, g.Retention) })
	}
	group.Go(func() error { return g.store.Follow(ctx) })
	admin := web.AdminOptions{Library: g.store, Editor: g.store, Pages: g.poller, States: g.store.States, Usage: g.store.Usage, Pushes: subscribers.Pushes, Serving: server.Serving, Rooms: []func() map[string]feeds.Room{g.store.Rooms, g.poller.Rooms}, Token: token, Log: g.log}
	group.Go(func() error { return doors.Serve(ctx, server.Hub(subscribers), web.NewAdmin(admin), g.log) })
	g.log.Info("serving", "listen", "http://"+doors.Public.Addr().String()+"/", "admin", "http://"+doors.Admin.Addr().String()+"/", "base_url", public.Site.BaseURL, "sources", len(g.Sources), "data", g.Data)
	return group.Wait()
}

type pollCommand struct {
	JSON bool `help:"Print a JSON object a line; the last is the summary."`
}

// Run visits every source once.
func (p *pollCommand) Run(ctx context.Context, c *command) error {
	g, err := c.open(ctx, "poll", true, logger(slog.LevelError))
	if err != nil {
		return err
	}
	began := time.Now()
	show := progress.New(progress.Options{Out: os.Stdout, Err: os.Stderr, JSON: p.JSON, Sources: len(g.Sources)})
	err = g.poller.Once(ctx, g.store, g.Retention, show.Outcome)
	sum := show.Summary(time.Since(began))
	if err == nil && sum.IsLost() {
		err = errShown
	}
	return errors.Join(err, g.store.Close())
}

type fetchCommand struct {
	Feeds []string `arg:"" name:"url-or-file" help:"Addresses or files of feeds."`
	JSON  bool     `help:"Print a JSON object an item, then a summary."`
}

// Run shows what is in each feed.
func (f *fetchCommand) Run(ctx context.Context, room *newsroom.Newsroom) error {
	if err := room.Inspector(os.Stdout, f.JSON).Show(ctx, f.Feeds); !errors.Is(err, inspect.ErrUnread) {
		return err
	}
	return errShown
}

type initCommand struct{}

// Run prints the starter config.
func (initCommand) Run() error {
	_, err := fmt.Print(config.Starter())
	return err
}

type checkCommand struct{}

// Run validates the config.
func (checkCommand) Run(room *newsroom.Newsroom) error { return room.Sum(os.Stdout, os.Stderr) }

type renderCommand struct {
	Region string `arg:"" help:"Slug, code or alias of a region."`
	Format string `arg:"" enum:"rss,atom,json" help:"rss, atom or json."`
}

// Run writes the feed that serve would answer with.
func (r *renderCommand) Run(ctx context.Context, c *command) error {
	format, err := feeds.ParseFormat(r.Format)
	if err != nil {
		return err
	}
	g, err := c.open(ctx, "render", false, logger(slog.LevelError))
	if err != nil {
		return err
	}
	return errors.Join(web.WriteFeed(ctx, os.Stdout, g.web(g.Listen), r.Region, format), g.store.Close())
}

type publishCommand struct {
	Out     string `required:"" help:"Folder of the site." placeholder:"DIR" type:"path"`
	BaseURL string `help:"Where readers will find the site (default: the config's base_url)." placeholder:"URL"`
}

// Run writes what serve would answer.
func (p *publishCommand) Run(ctx context.Context, c *command) error {
	g, err := c.open(ctx, "publish", false, logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	g.BaseURL = cmp.Or(p.BaseURL, g.BaseURL)
	public := g.web(g.Listen)
	public.Static = true
	if g.BaseURL == "" {
		fmt.Fprintf(os.Stderr, "dateline: no base_url: links in the files begin with %s, where nobody else finds them; set it (or --base-url)\n", public.Site.BaseURL)
	}
	sum, err := static.Publish(ctx, static.Options{Dir: p.Out, Handler: web.New(public), BaseURL: public.Site.BaseURL, Atlas: g.Atlas, Apart: []string{g.Data}})
	if err == nil {
		_, err = fmt.Println(sum)
	}
	return errors.Join(err, g.store.Close())
}

type importCommand struct {
	File string `arg:"" help:"OPML file, or - for standard input." type:"path"`
}

// Run prints the feeds of a list as config.
func (i *importCommand) Run(c *command) error {
	return newsroom.Import(os.Stdout, c.Config, i.File)
}

type exportCommand struct{}

// Run writes the sources of the config and its reading lists.
func (exportCommand) Run(room *newsroom.Newsroom) error {
	return opml.Write(os.Stdout, room.Title, room.Sources, room.Atlas)
}

// openAsIndexed opens the store without indexing its items by the regions of the
// config.
func openAsIndexed(room *newsroom.Newsroom, name string) (*storage.Store, error) {
	options := kept(room, name, logger(slog.LevelError))
	options.AsIndexed = true
	return storage.Open(options)
}

type reclassifyCommand struct {
	DryRun bool `help:"Only say what would move."`
	JSON   bool `help:"Print a JSON object a region, then a summary."`
}

// Run opens the store as it is indexed, so that what the regions of the config
// would move is among what is said first.
func (r *reclassifyCommand) Run(ctx context.Context, room *newsroom.Newsroom) error {
	store, err := openAsIndexed(room, "reclassify")
	if err != nil {
		return err
	}
	return errors.Join(room.Reclassify(ctx, store, os.Stdout, r.JSON, r.DryRun), store.Close())
}

type storageCommand struct {
	JSON    bool `help:"Print one JSON object."`
	Reclaim bool `help:"Give disk space back first."`
}

// Run opens the store as it is indexed: to look at it changes nothing.
func (s *storageCommand) Run(ctx context.Context, room *newsroom.Newsroom) error {
	store, err := openAsIndexed(room, "storage")
	if err != nil {
		return err
	}
	return errors.Join(store.Report(ctx, os.Stdout, s.JSON, s.Reclaim), store.Close())
}

type evalCommand struct {
	File   string `arg:"" help:"Labelled items, a JSON object a line, or - for standard input."`
	JSON   bool   `help:"Print the summary as a JSON object."`
	Report string `help:"Also write bar charts, as one HTML file." placeholder:"FILE.html"`
}

// Run measures and shows what was measured.
func (e *evalCommand) Run(room *newsroom.Newsroom) error {
	return room.Evaluate(os.Stdout, e.File, e.Report, e.JSON)
}

type benchCommand struct{ bench.Command }

// Run measures, or is a part of a measurement.
func (b *benchCommand) Run(ctx context.Context, c *command) error {
	return b.Command.Run(ctx, os.Stdout, func(ctx context.Context) (bench.Store, error) {
		g, err := c.open(ctx, "bench", false, logger(slog.LevelError))
		if err != nil {
			return nil, err
		}
		return g.store, nil
	})
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run() error {
	_, err := fmt.Println("dateline " + version)
	return err
}
