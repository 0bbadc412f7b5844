package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

var rowMiniflux = Row{Name: "cold poll: CPU of Miniflux + PostgreSQL against ours", Floor: 8, Goal: 12, More: true}

// miniflux polls the same feeds for the first time with Miniflux and its
// PostgreSQL, in turns with us.
func (b *bench) miniflux(ctx context.Context) ([]Figure, error) {
	program, why := find("miniflux", "miniflux.app")
	if program == "" {
		return []Figure{rowMiniflux.absent(why + " (go install miniflux.app/v2@v2.3.5)")}, nil
	}
	base, why := newPostgres()
	if base == nil {
		return []Figure{rowMiniflux.absent(why)}, nil
	}
	defer func() { _ = os.RemoveAll(base.dir) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	up, err := b.upstream(ctx)
	if err != nil {
		return nil, err
	}
	if err := base.create(ctx, program, b.Sources, up.URL); err != nil {
		return nil, err
	}
	var ratio []float64
	for round := range b.Rounds {
		s, err := b.site(ctx, "beside-miniflux-"+strconv.Itoa(round), b.Sources, up.URL, time.Hour)
		if err != nil {
			return nil, err
		}
		ours, err := s.run(ctx, "poll", "--json")
		if err != nil {
			return nil, err
		}
		theirs, err := base.poll(ctx, program, b.Sources*articles)
		if err != nil {
			return nil, err
		}
		b.tell("we %.1f s, Miniflux with PostgreSQL %.1f s", ours.cpu.Seconds(), theirs.Seconds())
		ratio = append(ratio, theirs.Seconds()/ours.cpu.Seconds())
	}
	return []Figure{rowMiniflux.figure("as both come: Miniflux refreshes once from its command line; starting and stopping PostgreSQL is taken off", ratio...)}, nil
}

// postgres is a cluster of its own, in a folder that it may use, at a socket
// there.
type postgres struct{ dir, bin string }

// newPostgres makes the folder, or says why there can be no cluster.
func newPostgres() (*postgres, string) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if path, lookErr := exec.LookPath("initdb"); lookErr == nil && len(found) == 0 {
		found = []string{path}
	}
	if err != nil || len(found) == 0 {
		return nil, "not compared: PostgreSQL is not installed"
	}
	dir, err := os.MkdirTemp("", "dateline-bench-")
	if err != nil {
		return nil, "not compared: " + err.Error()
	}
	p := &postgres{dir: dir, bin: filepath.Dir(slices.Max(found))}
	if err := errors.Join(os.Chmod(dir, 0o777), os.Mkdir(p.path("seed"), 0o777), os.Chmod(p.path("seed"), 0o777)); err != nil { //nolint:gosec // the cluster has a user of its own
		return nil, "not compared: " + err.Error()
	}
	return p, ""
}

func (p *postgres) path(name string) string { return filepath.Join(p.dir, name) }

// command is a command of PostgreSQL, which refuses to be run by root.
func (p *postgres) command(name string, args ...string) []string {
	line := append([]string{filepath.Join(p.bin, name)}, args...)
	if os.Geteuid() == 0 {
		line = append([]string{"setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"}, line...)
	}
	return line
}

func (p *postgres) run(ctx context.Context, name string, args ...string) error {
	line := p.command(name, args...)
	_, err := run(ctx, line[0], line[1:]...)
	return err
}

// create makes a cluster with an empty Miniflux that has such feeds.
func (p *postgres) create(ctx context.Context, program string, sources int, url func(int) string) error {
	if err := p.run(ctx, "initdb", "-D", p.path("seed/data"), "-A", "trust", "-U", "miniflux"); err != nil {
		return err
	}
	_, err := p.with(ctx, "seed", func() error {
		if err := p.run(ctx, "createdb", "-h", p.dir, "-U", "miniflux", "miniflux"); err != nil {
			return err
		}
		if _, err := run(ctx, "env", p.env(program, "-migrate")...); err != nil {
			return err
		}
		return p.sql(ctx, feedsSQL(sources, url))
	})
	return err
}

func feedsSQL(sources int, url func(int) string) string {
	var b strings.Builder
	b.WriteString("INSERT INTO users (username, password) VALUES ('reader', '');\nINSERT INTO integrations (user_id) SELECT id FROM users;\nINSERT INTO categories (user_id, title) SELECT id, 'All' FROM users;\n")
	for n := range sources {
		fmt.Fprintf(&b, "INSERT INTO feeds (user_id, category_id, title, feed_url, site_url) SELECT user_id, id, '%d', '%s', '' FROM categories;\n", n, url(n))
	}
	return b.String()
}

func (p *postgres) sql(ctx context.Context, text string) error {
	path := p.path("script.sql")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // read by the cluster's user
		return err
	}
	return p.run(ctx, "psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", p.dir, "-U", "miniflux", "-f", path, "miniflux")
}

// env is Miniflux run with its settings, for the command env.
func (p *postgres) env(program string, args ...string) []string {
	return append([]string{
		"DATABASE_URL=user=miniflux dbname=miniflux host=" + p.dir + " sslmode=disable",
		"FETCHER_ALLOW_PRIVATE_NETWORKS=1", "BATCH_SIZE=100000", "POLLING_LIMIT_PER_HOST=0", program,
	}, args...)
}

// with runs act while a copy of the cluster called name runs, and says what CPU
// the cluster used.
func (p *postgres) with(ctx context.Context, name string, act func() error) (time.Duration, error) {
	line := p.command("postgres", "-D", p.path(name+"/data"), "-k", p.dir, "-c", "listen_addresses=")
	server, err := start(ctx, nil, line[0], line[1:]...)
	if err != nil {
		return 0, err
	}
	late := time.After(time.Minute)
	for {
		if err = p.run(ctx, "pg_isready", "-q", "-h", p.dir); err == nil {
			break
		}
		select {
		case <-late:
			_, stopped := server.stop()
			return 0, errors.Join(err, stopped)
		case <-server.ended:
			_, err := server.wait()
			return 0, err
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	err = act()
	used, stopped := server.stop()
	return used.cpu, errors.Join(err, stopped)
}

// poll refreshes all feeds of a fresh copy of the cluster and says what CPU
// that took, of both. It is an error unless so many entries came of it.
func (p *postgres) poll(ctx context.Context, program string, entries int) (time.Duration, error) {
	if err := os.RemoveAll(p.path("copy")); err != nil {
		return 0, err
	}
	if _, err := run(ctx, "cp", "-a", p.path("seed"), p.path("copy")); err != nil {
		return 0, err
	}
	idle, err := p.with(ctx, "copy", func() error { return nil })
	if err != nil {
		return 0, err
	}
	var theirs usage
	server, err := p.with(ctx, "copy", func() (err error) {
		theirs, err = run(ctx, "env", p.env(program, "-refresh-feeds")...)
		return err
	})
	if err != nil {
		return 0, err
	}
	_, err = p.with(ctx, "copy", func() error {
		return p.sql(ctx, fmt.Sprintf("DO $$ BEGIN IF (SELECT count(*) FROM entries) <> %d THEN RAISE 'Miniflux has %% entries', (SELECT count(*) FROM entries); END IF; END $$;", entries))
	})
	return theirs.cpu + server - idle, err
}
