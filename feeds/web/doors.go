package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"

	"golang.org/x/sync/errgroup"
)

// Doors are the two addresses of a gateway, open but not yet answered at.
type Doors struct{ Public, Admin net.Listener }

// Open opens both addresses, or neither.
func Open(ctx context.Context, public, admin string) (Doors, error) {
	var d Doors
	var err error
	if d.Public, err = Listen(ctx, public); err != nil {
		return Doors{}, fmt.Errorf("public address (--listen): %w", err)
	}
	if d.Admin, err = Listen(ctx, admin); err != nil {
		return Doors{}, fmt.Errorf("admin address (--admin): %w", errors.Join(err, d.Public.Close()))
	}
	return d, nil
}

// Serve answers at both until ctx ends or one of them fails, and closes them.
func (d Doors) Serve(ctx context.Context, public, admin http.Handler, log *slog.Logger) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return Serve(ctx, d.Public, public, log) })
	group.Go(func() error { return Serve(ctx, d.Admin, admin, log) })
	return group.Wait()
}
