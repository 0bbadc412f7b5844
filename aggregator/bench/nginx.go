package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"dateline/aggregator/bench/load"
)

const nginxConfig = `%[3]s worker_processes auto; daemon off; pid %[1]s/nginx.pid; error_log %[1]s/nginx.log warn;
events { worker_connections 512; }
http {
	types { application/rss+xml rss; }
	access_log off; sendfile on; tcp_nopush on; etag on; gzip_static on; keepalive_requests 1000000;
	client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
	server { listen %[2]s; root %[1]s/site; }
}
`

// hotNginx asks nginx for the saved files, in turns with the server at ours.
func (b *bench) hotNginx(ctx context.Context, all []*way, ours, dir, etag string) ([]Figure, error) {
	program, why := find("nginx", "/usr/sbin/nginx")
	if program == "" {
		figures := make([]Figure, len(all))
		for i, w := range all {
			figures[i] = w.nginx.absent(why)
		}
		return figures, nil
	}
	addr, p, err := b.nginx(ctx, program, dir)
	if err != nil {
		return nil, err
	}
	fields, _, err := get(ctx, "http://"+addr+"/world.rss", "identity")
	if err == nil {
		err = b.turns(ctx, all, ours, addr, etag, fields.Get("ETag"))
	}
	_, stopped := p.stop()
	if err = errors.Join(err, stopped); err != nil {
		return nil, err
	}
	figures := make([]Figure, len(all))
	for i, w := range all {
		figures[i] = w.nginx.figure("", ratios(w.ours, w.theirs)...)
	}
	return figures, nil
}

// nginx starts one that serves the saved files.
func (b *bench) nginx(ctx context.Context, program, dir string) (addr string, p *process, err error) {
	addr, err = freeAddress(ctx)
	if err != nil {
		return "", nil, err
	}
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "site"), 0o755), os.Chmod(filepath.Join(dir, "site"), 0o755)); err != nil {
		return "", nil, err
	}
	now := time.Now()
	for from, to := range map[string]string{"plain": "world.rss", "plain.gz": "world.rss.gz"} {
		body, err := os.ReadFile(filepath.Join(dir, from))
		if err != nil {
			return "", nil, err
		}
		path := filepath.Join(dir, "site", to)
		if err := errors.Join(os.WriteFile(path, body, 0o644), os.Chtimes(path, now, now)); err != nil {
			return "", nil, err
		}
	}
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;" // else its workers may not read our files
	}
	config := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxConfig, dir, addr, user), 0o644); err != nil {
		return "", nil, err
	}
	if p, err = start(ctx, nil, program, "-c", config, "-e", filepath.Join(dir, "nginx.log")); err != nil {
		return "", nil, err
	}
	return addr, p, answers(ctx, addr, p)
}

// answers waits until a server answers.
func answers(ctx context.Context, addr string, p *process) error {
	for {
		c, err := load.Dial(ctx, addr)
		if err == nil {
			return c.Close()
		}
		select {
		case <-p.ended:
			_, err := p.wait()
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}
