package clean

import (
	"net/url"
	"strings"
)

// players are hosts of players, with the beginnings of the paths at which they
// let themselves be embedded. What is embedded from elsewhere is dropped: a
// frame can be anything, and change.
var players = map[string][]string{
	"www.youtube-nocookie.com": {"/embed/"},
	"player.vimeo.com":         {"/video/"},
	"www.dailymotion.com":      {"/embed/video/"},
	"geo.dailymotion.com":      {"/player"},
	"open.spotify.com":         {"/embed/", "/embed-podcast/"},
	"w.soundcloud.com":         {"/player/"},
	"bandcamp.com":             {"/EmbeddedPlayer/"},
	"embed.podcasts.apple.com": {"/"},
	"embed.music.apple.com":    {"/"},
	"widget.deezer.com":        {"/widget/"},
	"www.mixcloud.com":         {"/widget/"},
	"archive.org":              {"/embed/"},
	"embed.ted.com":            {"/talks/"},
	"player.bilibili.com":      {"/player.html"},
	"player.twitch.tv":         {"/"},
	"streamable.com":           {"/e/", "/o/", "/s/"},
	"rumble.com":               {"/embed/"},
	"www.arte.tv":              {"/player/"},
	"www.bbc.com":              {"/news/av-embeds/", "/ws/av-embeds/"},
	"player.acast.com":         {"/"},
	"embed.acast.com":          {"/"},
	"html5-player.libsyn.com":  {"/embed/"},
	"www.buzzsprout.com":       {"/"},
	"player.captivate.fm":      {"/"},
	"player.simplecast.com":    {"/"},
	"share.transistor.fm":      {"/e/"},
	"omny.fm":                  {"/shows/"},
	"playlist.megaphone.fm":    {"/"},
	"www.podbean.com":          {"/player", "/media/player/"},
	"datawrapper.dwcdn.net":    {"/"},
	"flo.uri.sh":               {"/visualisation/", "/story/"},
	"www.openstreetmap.org":    {"/export/embed.html"},
	"www.google.com":           {"/maps/embed"},
}

// sandbox is what a player may do: run, from its own origin, and open its page.
const sandbox = "allow-scripts allow-same-origin allow-popups allow-presentation"

// settlePlayer keeps the address of a frame only if it is a player.
func (t *tree) settlePlayer(id int32) {
	src := player(t.site.web(t.attr(id, attrSrc)))
	if src == "" {
		src = player(t.lazySource(id))
	}
	t.set(id, attrSrc, src)
	t.provide(id, attrFullscreen, "")
	t.provide(id, attrSandbox, sandbox)
}

// player returns the address of a player over https, that of YouTube without
// cookies, or "" if address is none.
func player(address string) string {
	host, path := hostAndPath(address)
	if strings.HasPrefix(path, "?") {
		path = "/" + path
	}
	if video := youTube(host, path); video != "" {
		return "https://www.youtube-nocookie.com/embed/" + video
	}
	for _, begin := range players[host] {
		if strings.HasPrefix(path, begin) {
			return "https://" + host + withoutAutoplay(path)
		}
	}
	return ""
}

// youTube returns what follows "embed/" in the address of a player, if it is
// one of YouTube: a video, or a playlist, from where on.
func youTube(host, path string) string {
	switch strings.TrimPrefix(host, "www.") {
	case "youtube.com", "youtube-nocookie.com", "m.youtube.com":
	default:
		return ""
	}
	u, err := url.Parse(path)
	if err != nil {
		return ""
	}
	query := u.Query()
	_, video, _ := strings.Cut(u.Path[min(len(u.Path), 1):], "/")
	switch {
	case strings.HasPrefix(u.Path, "/embed/"), strings.HasPrefix(u.Path, "/v/"), strings.HasPrefix(u.Path, "/shorts/"):
	case u.Path == "/watch":
		video = query.Get("v")
	default:
		return ""
	}
	video, _, _ = strings.Cut(video, "&")
	if video = strings.TrimSuffix(video, "/"); !isVideo(video) {
		return ""
	}
	var kept []string
	for _, key := range []string{"start", "end"} {
		if v := number(query.Get(key), 1, 1_000_000); v != "" {
			kept = append(kept, key+"="+v)
		}
	}
	if v := query.Get("list"); isVideo(v) {
		kept = append(kept, "list="+v)
	}
	if len(kept) > 0 {
		video += "?" + strings.Join(kept, "&")
	}
	return video
}

func isVideo(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !isDigit(c) && c != '-' && c != '_' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

// withoutAutoplay removes what lets a player begin by itself.
func withoutAutoplay(path string) string {
	before, query, ok := strings.Cut(path, "?")
	if !ok || !strings.Contains(strings.ToLower(query), "auto") {
		return path
	}
	var kept []string
	for pair := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if key != "autoplay" && key != "auto_play" {
			kept = append(kept, pair)
		}
	}
	if len(kept) == 0 {
		return before
	}
	return before + "?" + strings.Join(kept, "&")
}
