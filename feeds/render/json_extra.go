package render

// jsonExtra is what we know of an item and JSON Feed has no key for.
type jsonExtra struct {
	Regions    []region        `json:"regions"`
	Sources    []jsonSource    `json:"sources"`
	Story      *jsonStory      `json:"story,omitempty"`
	URL        string          `json:"url"` // why it is in its regions
	Origin     *jsonOrigin     `json:"origin,omitempty"`
	Links      []jsonLink      `json:"links,omitempty"`
	Image      *jsonImage      `json:"image,omitempty"`
	Geo        *jsonGeo        `json:"geo,omitempty"`
	Comments   string          `json:"comments,omitempty"`
	Rights     string          `json:"rights,omitempty"`
	Licenses   []string        `json:"licenses,omitempty"`
	Extensions []jsonExtension `json:"extensions,omitempty"`
}

// jsonStory is the story that several items tell. An item that is the story has
// the same ID.
type jsonStory struct {
	ID    string   `json:"id"`
	Items []string `json:"items,omitempty"`
}

type jsonSource struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
	Link string `json:"link,omitempty"`
	GUID string `json:"guid,omitempty"`
	// Item is the source's own item, of those that tell the story.
	Item string `json:"item,omitempty"`
}

type jsonOrigin struct {
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
}

type jsonLink struct {
	Rel   string `json:"rel"`
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
}

type jsonImage struct {
	Credit string `json:"credit,omitempty"`
	Alt    string `json:"alt,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

type jsonGeo struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

func (it *item) extra() jsonExtra {
	x := jsonExtra{Regions: it.regions, URL: it.why, Comments: it.comments, Rights: it.rights, Licenses: it.licenses}
	if x.Regions == nil {
		x.Regions = []region{}
	}
	x.Sources = make([]jsonSource, len(it.sources))
	for i, s := range it.sources {
		x.Sources[i] = jsonSource{s.id, s.name, s.url, s.link, s.guid, s.item}
	}
	if it.story != "" {
		x.Story = &jsonStory{it.story, it.parts}
	}
	if it.origin != (source{}) {
		x.Origin = &jsonOrigin{it.origin.name, it.origin.url}
	}
	for _, r := range it.links {
		x.Links = append(x.Links, jsonLink{r.rel, r.href, r.title})
	}
	if p := it.picture; p.url != "" && (jsonImage{p.credit, p.alt, p.width, p.height}) != (jsonImage{}) {
		x.Image = &jsonImage{p.credit, p.alt, p.width, p.height}
	}
	if it.geo != nil {
		x.Geo = &jsonGeo{it.geo.Lat, it.geo.Lon}
	}
	for _, e := range it.extensions {
		if !isOwnKey(e) {
			x.Extensions = append(x.Extensions, extensionOf(e, maxDepth))
		}
	}
	return x
}
