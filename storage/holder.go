package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Holder is a process that has a data folder open.
type Holder struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// LockedError is returned by Open when another process has the folder open.
type LockedError struct {
	Dir string
	// Holder is who has it; zero if it did not say.
	Holder Holder
}

// Error says who holds the folder and what to do.
func (e *LockedError) Error() string {
	who := "another process"
	if e.Holder.PID != 0 {
		who = fmt.Sprintf("%q (process %d, since %s)", e.Holder.Command, e.Holder.PID, e.Holder.Since.Format(time.DateTime))
	}
	return fmt.Sprintf("data folder %s is in use by %s: stop it, or use another --data", e.Dir, who)
}

func holderFile(dir string) string { return filepath.Join(dir, "holder") }

// claim writes who we are, for others to read. The folder is locked.
func claim(dir, command string) error {
	me := Holder{PID: os.Getpid(), Command: command, Since: time.Now().UTC().Truncate(time.Second)}
	text, err := json.Marshal(me)
	if err != nil {
		return err
	}
	return os.WriteFile(holderFile(dir), append(text, '\n'), 0o600)
}

// unclaim removes what claim wrote.
func unclaim(dir string) error {
	err := os.Remove(holderFile(dir))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// lockedError reads who holds dir. A file that cannot be read, or is being
// written just now, leaves the holder unknown.
func lockedError(dir string) *LockedError {
	e := &LockedError{Dir: dir}
	if text, err := os.ReadFile(holderFile(dir)); err == nil {
		var h Holder
		if json.Unmarshal(text, &h) == nil {
			e.Holder = h
		}
	}
	return e
}
