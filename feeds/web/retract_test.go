package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"dateline/feeds"
	"dateline/feeds/web"
)

// send posts a body and returns the answer.
func send(t *testing.T, address, body string, headers ...string) (status int, answer string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var b strings.Builder
	if err := resp.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, answer, _ = strings.Cut(b.String(), "\r\n\r\n")
	return resp.StatusCode, answer
}

// pages are the answers of pages by their links: gone, or an error.
type pages map[string]error

var errGone = errors.New("410")

func (p pages) IsGone(_ context.Context, link string) (bool, error) {
	err := p[link]
	if errors.Is(err, errGone) {
		return true, nil
	}
	return false, err
}

// An item is retracted when all its pages are gone, and not before.
func TestCheckItem(t *testing.T) {
	s := newShelf(2)
	e := s.entries[0]
	at := pages{}
	admin := serveAdmin(t, web.AdminOptions{Library: s, Editor: s, Pages: at}, nil, nil)
	for _, tt := range []struct {
		answers []error
		want    string
	}{
		{[]error{nil, nil}, `"retracted": false`},
		{[]error{errGone, nil}, `"page": "gone"`},
		{[]error{errGone, errors.New("no such host")}, `"error": "no such host"`},
		{[]error{errGone, errGone}, `"retracted": true`},
	} {
		for i, c := range e.Carriers {
			at[c.Link] = tt.answers[i]
		}
		status, body := send(t, admin+"/api/v1/items/"+e.ID.String()+"/check", "")
		if status != 200 || !strings.Contains(body, tt.want) {
			t.Errorf("%v: %d %s", tt.answers, status, body)
		}
	}
	if status, _ := send(t, admin+"/api/v1/items/"+e.ID.String()+"/check", ""); status != 404 {
		t.Errorf("a retracted item: %d", status)
	}
	if r := s.gone[e.ID]; r.Reason != "taken down by its publisher" {
		t.Errorf("%+v", r)
	}
}

// What the operator retracts is gone for readers, who are told why.
func TestRetract(t *testing.T) {
	s := newShelf(2)
	id := s.entries[0].ID
	admin, public := serveAdmin(t, web.AdminOptions{Library: s, Editor: s}, nil, nil), serveShelf(t, s, "")
	order := admin + "/api/v1/items/" + id.String() + "/retract"
	for _, tt := range []struct {
		name, body string
		headers    []string
		status     int
		says       string
	}{
		{"a page elsewhere", "", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"a form", "reason=x", []string{"Content-Type", "application/x-www-form-urlencoded"}, 400, "application/json"},
		{"a misspelt key", `{"raeson": "x"}`, []string{"Content-Type", "application/json"}, 400, "raeson"},
		{"a long one", strings.Repeat("x", 70_000), []string{"Content-Type", "application/json"}, 400, "65536"},
		{"the operator", `{"reason": "names the\n wrong person"}`, []string{"Content-Type", "application/json"}, 200, `"reason": "names the wrong person"`},
		{"again, without a reason", "", nil, 200, `"reason": "names the wrong person"`},
	} {
		if status, body := send(t, order, tt.body, tt.headers...); status != tt.status || !strings.Contains(body, tt.says) {
			t.Errorf("%s: %d %q, want %d with %q", tt.name, status, body, tt.status, tt.says)
		}
	}
	if status, _ := send(t, admin+"/api/v1/items/"+feeds.ID{1}.String()+"/retract", ""); status != 404 {
		t.Errorf("an item that nobody saw: %d", status)
	}
	got := ask(t, http.MethodGet, public+"/items/"+id.String()+".json")
	var left map[string]any
	if err := json.Unmarshal([]byte(got.body), &left); err != nil {
		t.Fatal(err)
	}
	if got.StatusCode != http.StatusGone || left["id"] != id.URN() || left["retracted"] != true || left["reason"] != "names the wrong person" || left["at"] == "" {
		t.Errorf("the item: %d %s", got.StatusCode, got.body)
	}
	if got := ask(t, http.MethodHead, public+"/items/"+id.String()+".json"); got.StatusCode != http.StatusGone || got.body != "" {
		t.Errorf("HEAD: %d %q", got.StatusCode, got.body)
	}
}
