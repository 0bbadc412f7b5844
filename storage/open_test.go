package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// jobs are what this binary does as another process, see TestMain.
var jobs = map[string]func(dir string) int{"hold": hold, "fill": fill, "reclassify": killed}

// job starts this binary as another process.
func job(t *testing.T, name, dir string) (*exec.Cmd, *bufio.Reader, io.Closer) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "STORAGE_TEST_JOB="+name, "STORAGE_TEST_DIR="+dir)
	cmd.Stderr = t.Output()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewReader(out), in
}

// hold keeps a store open until its standard input ends.
func hold(dir string) int {
	s, err := storage.Open(storage.Options{Dir: dir, Holder: "dateline serve"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := s.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// TestLocked wants to be told who has the folder, and to get it once that one
// is gone, properly or not.
func TestLocked(t *testing.T) {
	for _, ending := range []string{"closed", "killed"} {
		t.Run(ending, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			cmd, out, in := job(t, "hold", dir)
			if line, err := out.ReadString('\n'); line != "held\n" {
				t.Fatalf("holder says %q, %v", line, err)
			}
			_, err := storage.Open(storage.Options{Dir: dir, Holder: "dateline poll"})
			locked, ok := errors.AsType[*storage.LockedError](err)
			if !ok {
				t.Fatalf("error %v, want a LockedError", err)
			}
			if locked.Dir != dir || locked.Holder.PID != cmd.Process.Pid || time.Since(locked.Holder.Since) > time.Minute {
				t.Errorf("locked: %+v", locked)
			}
			want := fmt.Sprintf(`data folder %s is in use by "dateline serve" (process %d, since `, dir, cmd.Process.Pid)
			if !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), "): stop it, or use another --data") {
				t.Errorf("says %q", err)
			}
			if ending == "closed" {
				_ = in.Close()
			} else {
				_ = cmd.Process.Kill()
			}
			_ = cmd.Wait()
			s := openWith(t, storage.Options{Dir: dir, Holder: "dateline poll"})
			check(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(dir, "holder")); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the holder file stays: %v", err)
			}
		})
	}
}

// TestLockedByNobody wants a clear word also when the holder did not say who
// it is.
func TestLockedByNobody(t *testing.T) {
	dir := t.TempDir()
	openWith(t, storage.Options{Dir: dir})
	if err := os.WriteFile(filepath.Join(dir, "holder"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := storage.Open(storage.Options{Dir: dir})
	want := "data folder " + dir + " is in use by another process: stop it, or use another --data"
	if err == nil || err.Error() != want {
		t.Errorf("says %v, want %s", err, want)
	}
}

// TestOpenErrors wants folders that cannot be used to be refused with the
// reason, not harmed.
func TestOpenErrors(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T, dir string)
		want string
	}{
		{"a file", func(t *testing.T, dir string) {
			writeFile(t, dir, "not a folder")
		}, "not a directory"},
		{"manifest of something else", func(t *testing.T, dir string) {
			fillOnce(t, dir)
			writeFile(t, filepath.Join(dir, "MANIFEST"), "not a manifest, whatever it may be")
		}, "open data folder"},
		{"table missing", func(t *testing.T, dir string) {
			fillOnce(t, dir)
			tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
			if err != nil || len(tables) == 0 {
				t.Fatal("no tables", err)
			}
			if err := os.Remove(tables[0]); err != nil {
				t.Fatal(err)
			}
		}, "open data folder"},
		{"newer schema", func(t *testing.T, dir string) {
			s := openWith(t, storage.Options{Dir: dir})
			if err := errors.Join(s.SetSchema(99), s.Close()); err != nil {
				t.Fatal(err)
			}
		}, "written by another release (schema 99, this one has 2)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			tt.make(t, dir)
			_, err := storage.Open(storage.Options{Dir: dir})
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), dir) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// fillOnce makes a folder with an item and closes it.
func fillOnce(t *testing.T, dir string) {
	t.Helper()
	s := openWith(t, storage.Options{Dir: dir})
	merge(t, s, visit("alpha", start, story("alpha", 1)), feeds.Tally{New: 1})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestClosed wants errors, not panics, from a store that is closed.
func TestClosed(t *testing.T) {
	s := open(t)
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if _, err := s.Merge(ctx, visit("alpha", start, story("alpha", 1))); err == nil {
		t.Error("merge: no error")
	}
	if _, err := s.Latest(ctx, feeds.World, 1); err == nil {
		t.Error("latest: no error")
	}
	if _, err := s.Counts(ctx); err == nil {
		t.Error("counts: no error")
	}
}
