package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"dateline/feeds"
)

// retractionJSON is what is left of an item that was retracted: the body of a
// 410 for readers, of a 200 for the operator who did it.
type retractionJSON struct {
	ID        string `json:"id"`
	Retracted bool   `json:"retracted"`
	At        string `json:"at"`
	Reason    string `json:"reason,omitempty"`
}

func newRetractionJSON(r feeds.Retraction) retractionJSON {
	return retractionJSON{ID: r.ID.URN(), Retracted: true, At: stamp(r.At), Reason: r.Reason}
}

// gone answers 410 for an item that was retracted.
func (s *server) gone(w http.ResponseWriter, r *http.Request, e *feeds.RetractedError) error {
	d, err := jsonDraft(newRetractionJSON(e.Retraction))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", d.mediaType+"; charset=utf-8")
	h.Set("Cache-Control", errorCaching(http.StatusGone))
	h.Set("Access-Control-Allow-Origin", "*")
	w.WriteHeader(http.StatusGone)
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.body) // the reader went away: nobody to tell
	}
	return nil
}

// maxOrder is how large the body of an operator's request may be, in bytes.
const maxOrder = 64 << 10

// retract answers POST /api/v1/items/{id}/retract: the item is withdrawn for
// good. The body is empty or {"reason": "…"}.
func (a admin) retract(w http.ResponseWriter, r *http.Request) {
	id, err := readID(mux.Vars(r)["id"])
	if err != nil {
		writeText(w, http.StatusNotFound, err.Error())
		return
	}
	reason, err := readReason(r)
	if err != nil {
		writeText(w, http.StatusBadRequest, err.Error())
		return
	}
	gone, err := a.Editor.Retract(r.Context(), id, reason, time.Now().UTC())
	switch {
	case errors.Is(err, feeds.ErrNotFound):
		writeText(w, http.StatusNotFound, "there is no item "+id.String())
	case err != nil:
		a.fail(w, "item not retracted", err)
	default:
		a.Log.Info("item retracted", "item", id, "reason", gone.Reason)
		a.writeJSON(w, http.StatusOK, newRetractionJSON(gone))
	}
}

// readReason reads the body of a retraction.
func readReason(r *http.Request) (string, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxOrder+1))
	if err != nil || len(body) > maxOrder {
		return "", fmt.Errorf("the body could not be read, or is over %d bytes", maxOrder)
	}
	if len(body) == 0 {
		return "", nil
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return "", errors.New(`the body has to be application/json: {"reason": "…"}`)
	}
	var order struct {
		Reason string `json:"reason"`
	}
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if err := d.Decode(&order); err != nil {
		return "", fmt.Errorf(`the body has to be {"reason": "…"}: %w`, err)
	}
	return strings.Join(strings.Fields(order.Reason), " "), nil
}
