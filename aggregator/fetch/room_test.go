package fetch_test

import (
	"bytes"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"dateline/aggregator/fetch"
)

// bodies answers /n with n kilobytes.
func bodies(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Path[1:])
	_, _ = w.Write(bytes.Repeat([]byte("x"), n<<10))
}

// Large bodies wait for each other, for as long as it takes and longer than a
// request may; small ones do not.
func TestRoom(t *testing.T) {
	const most = 3 << 20
	inBubble(t, fetch.Options{Timeout: 10 * time.Second, MaxBody: most}, bodies, func(t *testing.T, c *fetch.Client) {
		room := fetch.NewRoom(most)
		get := func(host string, kilobytes string) fetch.Response {
			resp, err := c.Get(t.Context(), fetch.Request{URL: "http://" + host + ".example/" + kilobytes, Room: room})
			if err != nil {
				t.Errorf("%s: %v", host, err)
			}
			return resp
		}
		first := get("a", "2048")
		second := make(chan fetch.Response)
		go func() { second <- get("b", "2048") }()
		time.Sleep(time.Minute)
		synctest.Wait()
		select {
		case <-second:
			t.Fatal("the second body did not wait")
		default:
		}
		if small := get("c", "500"); len(small.Body) != 500<<10 {
			t.Errorf("a small body of %d bytes", len(small.Body))
		}
		first.Release()
		resp := <-second
		if len(resp.Body) != 2<<20 || room.Free(2<<20) || !room.Free(1<<20) {
			t.Errorf("a body of %d bytes; the room for what it might have been is not given back", len(resp.Body))
		}
		resp.Release()
		resp.Release()
		if _, err := c.Get(t.Context(), fetch.Request{URL: "http://d.example/4096", Room: room}); err == nil {
			t.Error("a body over the limit")
		}
		if !room.Free(most) {
			t.Error("room was not given back")
		}
	})
}

// A body that is larger than all the room there is comes all the same.
func TestRoomTooSmall(t *testing.T) {
	inBubble(t, fetch.Options{}, bodies, func(t *testing.T, c *fetch.Client) {
		resp, err := c.Get(t.Context(), fetch.Request{URL: "http://a.example/2048", Room: fetch.NewRoom(1 << 10)})
		if err != nil || len(resp.Body) != 2<<20 {
			t.Errorf("%d bytes, %v", len(resp.Body), err)
		}
	})
}
