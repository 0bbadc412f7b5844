package clean

import "strings"

// beacons are hosts, with the beginning of a path, whose pictures only count
// readers. A host stands for those below it as well.
var beacons = map[string][]string{
	"feedburner.com":                {"/~r/", "/~ff/", "/~a/"},
	"feedproxy.google.com":          {"/~r/", "/~ff/", "/~a/"},
	"feedsportal.com":               {"/"},
	"feeds.feedblitz.com":           {"/~/i/", "/~/t/", "/_/"},
	"feeds.wordpress.com":           {"/1.0/"},
	"stats.wordpress.com":           {"/"},
	"pixel.wp.com":                  {"/"},
	"doubleclick.net":               {"/"},
	"googlesyndication.com":         {"/"},
	"google-analytics.com":          {"/"},
	"googletagmanager.com":          {"/"},
	"googleadservices.com":          {"/"},
	"www.facebook.com":              {"/tr"},
	"pixel.quantserve.com":          {"/"},
	"scorecardresearch.com":         {"/"},
	"imrworldwide.com":              {"/"},
	"adnxs.com":                     {"/"},
	"bluekai.com":                   {"/"},
	"rfihub.com":                    {"/"},
	"mathtag.com":                   {"/"},
	"pheedo.com":                    {"/"},
	"amazon-adsystem.com":           {"/"},
	"assoc-amazon.com":              {"/e/ir"},
	"ir-na.amazon-adsystem.com":     {"/e/ir"},
	"vgwort.de":                     {"/"},
	"xiti.com":                      {"/"},
	"counter.theconversation.com":   {"/"},
	"medium.com":                    {"/_/stat"},
	"blogger.googleusercontent.com": {"/tracker/"},
	"media.npr.org":                 {"/include/images/tracking/"},
	"api.follow.it":                 {"/track"},
	"pixel.propublica.org":          {"/"},
	"list-manage.com":               {"/track/open"},
	"sitemeter.com":                 {"/"},
	"statcounter.com":               {"/"},
	"histats.com":                   {"/"},
	"taboola.com":                   {"/"},
	"outbrain.com":                  {"/"},
}

// beaconParts are in the paths of pictures that only count readers.
var beaconParts = []string{
	"/piwik.php", "/matomo.php", "/b.gif?", "/__utm.gif", "tracking-pixel", "tracking_pixel", "trackingpixel",
	"rss-pixel", "/republishing/pixel", "/rc.img", "/mf.gif",
}

// isBeacon reports whether a picture at address only counts readers.
func isBeacon(address string) bool {
	host, path := hostAndPath(address)
	for _, part := range beaconParts {
		if strings.Contains(path, part) {
			return true
		}
	}
	return isOf(beacons, host, path)
}

// isOf reports whether a table has a host, or one above it, with the beginning
// of a path.
func isOf(table map[string][]string, host, path string) bool {
	for host != "" {
		for _, begin := range table[host] {
			if strings.HasPrefix(path, begin) {
				return true
			}
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return false
}

// hostAndPath splits a clean address. The path has the query with it.
func hostAndPath(address string) (host, path string) {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return "", ""
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		return strings.ToLower(rest), "/"
	}
	return strings.ToLower(rest[:end]), rest[end:]
}
