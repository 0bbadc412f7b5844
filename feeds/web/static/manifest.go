package static

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// ourDir is the folder of what is ours and no part of the site.
const ourDir = ".dateline"

const (
	manifestName = ourDir + "/manifest.json"
	stageDir     = ourDir + "/new"
)

// manifestVersion is that of the shape of the manifest.
const manifestVersion = 1

// manifest is .dateline/manifest.json: the documents that are ours, by the
// names of their files.
type manifest struct {
	Version int              `json:"version"`
	Files   map[string]state `json:"files"`
}

// state is what is in a document's files, for telling whether they are as we
// left them.
type state struct {
	// Hash is of the plain bytes.
	Hash string `json:"hash"`
	// Modified is the time of all its files.
	Modified time.Time `json:"modified"`
	// Sizes are the bytes of each file, by what its name adds to the
	// document's: "" for the plain one, ".gz", ".br".
	Sizes map[string]int64 `json:"sizes"`
}

func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}

// readManifest returns an empty manifest where there is none.
func readManifest(root *os.Root) (manifest, error) {
	m := manifest{Version: manifestVersion, Files: map[string]state{}}
	text, err := root.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%s cannot be read (%w), so which files are ours is not known: publish into an empty folder", manifestName, err)
	}
	if m.Version != manifestVersion {
		return m, fmt.Errorf("%s is of version %d, this release knows version %d: publish with the release that wrote it, or into an empty folder", manifestName, m.Version, manifestVersion)
	}
	return m, nil
}

func (m manifest) encode() ([]byte, error) {
	text, err := json.MarshalIndent(m, "", " ")
	return append(text, '\n'), err
}
