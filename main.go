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
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/sync/errgroup"

	"dateline/aggregator"
	"dateline/aggregator/config"
	"dateline/aggregator/fetch"
	"dateline/aggregator/inspect"
	"dateline/aggregator/opml"
	"dateline/aggregator/progress"
	"dateline/aggregator/sample"
	"dateline/aggregator/websub"
	"dateline/feeds"
	"dateline/feeds/render"
	"dateline/feeds/web"
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

	Serve   serveCommand   `cmd:"" help:"Poll the sources and serve the feeds until stopped."`
	Poll    pollCommand    `cmd:"" help:"Visit every source once now, then exit."`
	Fetch   fetchCommand   `cmd:"" help:"Show what the gateway would make of a feed: items, regions, why. Stores nothing."`
	Init    initCommand    `cmd:"" help:"Print a commented starter config: real public feeds of every continent."`
	Check   checkCommand   `cmd:"" help:"Validate the config: every problem with file:line:column."`
	Render  renderCommand  `cmd:"" help:"Write one feed to standard output."`
	Import  importCommand  `cmd:"" help:"Print the feeds of an OPML file as config YAML."`
	Export  exportCommand  `cmd:"" help:"Write the sources as OPML to standard output."`
	Version versionCommand `cmd:"" help:"Print the version."`
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
		kong.BindTo(ctx, (*context.Context)(nil)))
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "dateline: %v\nSee dateline --help.\n", err)
		return exitUsage
	}
	err = parsed.Run(&c)
	if err == nil || (errors.Is(err, context.Canceled) && ctx.Err() != nil) {
		return 0
	}
	if !errors.Is(err, errShown) {
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
	config config.Config
	atlas  *feeds.Atlas
	store  *storage.Store
	poller *aggregator.Poller
	// hubs is nil unless readers, and so hubs, can reach us.
	hubs *websub.Subscriber
	log  *slog.Logger
}

// settings reads the config, or starts the sample newsroom when there is none.
// The newsroom runs until ctx ends.
func (c *command) settings(ctx context.Context, polls bool) (cfg config.Config, err error) {
	path := cmp.Or(c.Config, config.DefaultPath)
	if _, missing := os.Stat(path); missing != nil && c.Config == "" {
		cfg, err = startSample(ctx, polls)
	} else {
		cfg, err = config.Load(path)
	}
	cfg.Data = cmp.Or(c.Data, cfg.Data)
	return cfg, err
}

// world is the settings and the atlas that their regions make.
func (c *command) world(ctx context.Context, polls bool) (config.Config, *feeds.Atlas, error) {
	cfg, err := c.settings(ctx, polls)
	if err != nil {
		return cfg, nil, err
	}
	atlas, err := feeds.NewAtlas(cfg.Groups)
	return cfg, atlas, err
}

func startSample(ctx context.Context, polls bool) (config.Config, error) {
	cfg := config.Sample()
	if !polls {
		return cfg, nil
	}
	fmt.Fprintln(os.Stderr, "dateline: no dateline.yaml here: using the built-in sample newsroom (dateline init > dateline.yaml starts your own)")
	sources, err := sample.Start(ctx)
	cfg.Sources, cfg.Fetch.AllowPrivate = sources, true
	return cfg, err
}

// open opens the store and prepares the poller. Close the store when done.
func (c *command) open(ctx context.Context, name string, polls bool, log *slog.Logger) (*gateway, error) {
	cfg, atlas, err := c.world(ctx, polls)
	if err != nil {
		return nil, err
	}
	store, err := storage.Open(storage.Options{Dir: cfg.Data, Atlas: atlas, Holder: "dateline " + name, Memory: cfg.Memory, Log: log})
	if err != nil {
		return nil, err
	}
	if len(cfg.Sources) > 0 {
		if err := store.SetSources(ctx, cfg.Sources); err != nil {
			return nil, errors.Join(err, store.Close())
		}
	}
	g := &gateway{config: cfg, atlas: atlas, store: store, log: log}
	g.poller = &aggregator.Poller{
		Sources: cfg.Sources, Lists: cfg.Lists, Store: store, Client: fetch.New(cfg.Fetch.Options(version, log)), Reader: aggregator.NewReader(atlas).WithRules(cfg.Rules),
		Policy:  cfg.Fetch.Policy(),
		Workers: fetch.DefaultParallel, Log: log,
	}
	return g, nil
}

// subscribe prepares to be pushed at callback by the hubs that sources name.
func (g *gateway) subscribe(ctx context.Context, callback string) error {
	hubs, err := websub.New(ctx, websub.Options{
		Callback: callback, Store: g.store, Client: g.poller.Client, MaxBody: g.config.Fetch.MaxBody, Log: g.log,
	})
	g.hubs, g.poller.Hubs = hubs, hubs
	return err
}

// site describes our feeds as served at addr.
func (g *gateway) site(addr string) feeds.Site {
	return feeds.Site{Title: g.config.Title, BaseURL: g.config.Base(addr), Generator: "Dateline", Version: version}
}

type serveCommand struct {
	Listen string `help:"Public address (default: the config's)." placeholder:"ADDR"`
	Admin  string `help:"Admin address (default: the config's)." placeholder:"ADDR"`
	NoPoll bool   `help:"Serve what is stored, visit no source."`
}

// Run polls and serves until ctx ends.
func (s *serveCommand) Run(ctx context.Context, c *command) error {
	log := logger(slog.LevelInfo)
	g, err := c.open(ctx, "serve", !s.NoPoll, log)
	if err != nil {
		return err
	}
	public, admin, err := s.listen(ctx, g)
	if err == nil {
		err = s.serve(ctx, g, public, admin)
	}
	return errors.Join(err, g.store.Close())
}

func (s *serveCommand) listen(ctx context.Context, g *gateway) (public, admin net.Listener, err error) {
	if s.Listen != "" {
		g.config.Listen = s.Listen
	}
	if s.Admin != "" {
		g.config.Admin.Listen = s.Admin
	}
	public, err = web.Listen(ctx, g.config.Listen)
	if err != nil {
		return nil, nil, fmt.Errorf("public address (--listen): %w", err)
	}
	admin, err = web.Listen(ctx, g.config.Admin.Listen)
	if err != nil {
		return nil, nil, fmt.Errorf("admin address (--admin): %w", errors.Join(err, public.Close()))
	}
	return public, admin, nil
}

func (s *serveCommand) serve(ctx context.Context, g *gateway, public, admin net.Listener) error {
	token, err := config.Token(g.config.Admin.TokenFile)
	if err != nil {
		return err
	}
	site := g.site(public.Addr().String())
	options := web.Options{Library: g.store, Atlas: g.atlas, Site: site, Log: g.log, CacheBytes: g.config.Memory / 4}
	if g.config.BaseURL != "" && !s.NoPoll {
		if err := g.subscribe(ctx, site.URL("/websub/")); err != nil {
			return err
		}
		options.Callback = g.hubs
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return web.Serve(ctx, public, web.New(options), g.log) })
	group.Go(func() error {
		return web.Serve(ctx, admin, web.NewAdmin(web.AdminOptions{Library: g.store, States: g.store.States, Token: token, Log: g.log}), g.log)
	})
	if g.hubs != nil {
		group.Go(func() error { return g.hubs.Run(ctx) })
	}
	if !s.NoPoll {
		group.Go(func() error { return g.poller.Run(ctx) })
		group.Go(func() error { return g.poller.Keep(ctx, g.store, g.config.Retention) })
	}
	g.log.Info("serving", "listen", "http://"+public.Addr().String()+"/", "admin", "http://"+admin.Addr().String()+"/", "base_url", site.BaseURL, "sources", len(g.config.Sources), "data", g.config.Data)
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
	show := progress.New(progress.Options{Out: os.Stdout, Err: os.Stderr, JSON: p.JSON, Sources: len(g.config.Sources)})
	err = g.poller.Round(ctx, g.config.Sources, show.Outcome)
	if err == nil {
		_, err = g.store.Sweep(ctx, g.config.Retention, time.Now().UTC())
	}
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
func (f *fetchCommand) Run(ctx context.Context, c *command) error {
	cfg, atlas, err := c.world(ctx, false)
	if err != nil {
		return err
	}
	in := inspect.Inspector{
		Client: fetch.New(cfg.Fetch.Options(version, logger(slog.LevelError))), Reader: aggregator.NewReader(atlas).WithRules(cfg.Rules), Atlas: atlas,
		Sources: cfg.Sources, Out: os.Stdout, JSON: f.JSON,
	}
	if err := in.Show(ctx, f.Feeds); !errors.Is(err, inspect.ErrUnread) {
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
func (checkCommand) Run(ctx context.Context, c *command) error {
	cfg, err := c.settings(ctx, false)
	if err != nil {
		return err
	}
	for _, note := range cfg.Lists.Notes() {
		fmt.Fprintln(os.Stderr, note)
	}
	_, err = fmt.Printf("ok: %d sources, %d regions of your own\n", len(cfg.Sources), len(cfg.Groups))
	return err
}

type renderCommand struct {
	Region string `arg:"" help:"Slug, code or alias of a region."`
	Format string `arg:"" help:"rss, atom or json."`
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
	return errors.Join(r.write(ctx, g, format), g.store.Close())
}

func (r *renderCommand) write(ctx context.Context, g *gateway, format feeds.Format) error {
	region, err := g.atlas.Find(r.Region)
	if err != nil {
		return err
	}
	page, err := g.store.Latest(ctx, region.Slug, web.DefaultLimit)
	if err != nil {
		return err
	}
	out, err := render.Feed(feeds.NewChannel(g.site(g.config.Listen), g.atlas, region, page, ""), format)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(out.Body)
	return err
}

type importCommand struct {
	File string `arg:"" help:"OPML file, or - for standard input." type:"path"`
}

// Run prints the feeds of a list as config.
func (i *importCommand) Run(c *command) error {
	atlas, err := config.Regions(c.Config)
	if err != nil {
		return err
	}
	list, err := opml.Read(i.File)
	if err == nil {
		err = opml.WriteConfig(os.Stdout, filepath.Base(i.File), list, atlas)
	}
	if err != nil {
		return fmt.Errorf("import %s: %w", i.File, err)
	}
	return nil
}

type exportCommand struct{}

// Run writes the sources of the config and its reading lists.
func (exportCommand) Run(ctx context.Context, c *command) error {
	cfg, atlas, err := c.world(ctx, false)
	if err != nil {
		return err
	}
	return opml.Write(os.Stdout, cfg.Title, cfg.Sources, atlas)
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run() error {
	_, err := fmt.Println("dateline " + version)
	return err
}
