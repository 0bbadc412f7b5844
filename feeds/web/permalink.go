package web

import (
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"dateline/feeds"
)

// checkJSON is what came of asking for the pages of an item.
type checkJSON struct {
	ID        string     `json:"id"`
	Retracted bool       `json:"retracted"`
	Pages     []pageJSON `json:"pages"`
}

// pageJSON is one of them: Page is "gone", "there" or "unknown".
type pageJSON struct {
	Source string `json:"source"`
	Link   string `json:"link"`
	Page   string `json:"page"`
	Error  string `json:"error,omitempty"`
}

// withdrawn is the reason of an item that all of its publishers took down.
const withdrawn = "taken down by its publisher"

// checkItem answers POST /api/v1/items/{id}/check: the item's page at each of
// its sources is asked for, and if all of them are gone for good the item is
// retracted.
func (a admin) checkItem(w http.ResponseWriter, r *http.Request) {
	id, err := readID(mux.Vars(r)["id"])
	if err != nil {
		writeText(w, http.StatusNotFound, err.Error())
		return
	}
	e, err := a.Library.Entry(r.Context(), id)
	switch {
	case errors.Is(err, feeds.ErrNotFound):
		writeText(w, http.StatusNotFound, "there is no item "+id.String())
		return
	case err != nil:
		a.fail(w, "item not checked", err)
		return
	}
	result, allGone := a.ask(r, e)
	if allGone {
		if _, err := a.Editor.Retract(r.Context(), id, withdrawn, time.Now().UTC()); err != nil {
			a.fail(w, "item not retracted", err)
			return
		}
		a.Log.Info("item retracted", "item", id, "reason", withdrawn)
		result.Retracted = true
	}
	a.writeJSON(w, http.StatusOK, result)
}

// ask asks for the page of each source that has one, and reports whether there
// was one and all are gone.
func (a admin) ask(r *http.Request, e feeds.Entry) (result checkJSON, allGone bool) {
	result = checkJSON{ID: e.ID.URN(), Pages: []pageJSON{}}
	gone := 0
	for _, c := range e.Carriers {
		if webLink(c.Link) == "" {
			continue
		}
		p := pageJSON{Source: c.ID, Link: c.Link, Page: "there"}
		is, err := a.Pages.IsGone(r.Context(), c.Link)
		switch {
		case err != nil:
			p.Page, p.Error = "unknown", err.Error()
		case is:
			p.Page = "gone"
			gone++
		}
		result.Pages = append(result.Pages, p)
	}
	return result, gone > 0 && gone == len(result.Pages)
}

// fail says that the gateway could not do it.
func (a admin) fail(w http.ResponseWriter, what string, err error) {
	a.Log.Error("operator's order failed", "what", what, "error", err)
	writeText(w, http.StatusInternalServerError, what+"; the log says why")
}
