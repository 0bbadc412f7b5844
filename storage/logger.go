package storage

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
)

// bridge hands Badger's log lines to slog. Most are of interest only to those
// who look for a fault in Badger.
type bridge struct{ log *slog.Logger }

// Errorf logs at error.
func (b bridge) Errorf(f string, v ...any) { b.line(slog.LevelError, f, v) }

// Warningf logs at warn.
func (b bridge) Warningf(f string, v ...any) { b.line(slog.LevelWarn, f, v) }

// Infof logs at debug.
func (b bridge) Infof(f string, v ...any) { b.line(slog.LevelDebug, f, v) }

// Debugf is dropped: Badger says something at every write.
func (b bridge) Debugf(string, ...any) {}

func (b bridge) line(level slog.Level, f string, v []any) {
	ctx := context.Background()
	if !b.log.Enabled(ctx, level) {
		return
	}
	if text := strings.TrimSpace(fmt.Sprintf(f, v...)); text != "" {
		b.log.Log(ctx, level, "badger", slog.String("says", text))
	}
}
