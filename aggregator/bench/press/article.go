package press

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"dateline/feeds"
)

// Topics and Languages are what articles are about and in.
var (
	Topics    = []string{"business", "politics", "sport", "culture", "science", "health", "travel", "opinion", "technology", "weather"}
	Languages = []string{"en", "en", "en", "en", "en", "fr", "es", "ms", "de", "pt"}
)

// Press makes articles. It may be used by several goroutines.
type Press struct {
	// epoch is when the first articles were published; the nth of any source
	// came n steps later.
	epoch time.Time
	step  time.Duration
	// end is the day that New was called.
	end        time.Time
	dictionary *dictionary
	countries  []feeds.Region
}

// New returns a press that writes about the countries of an atlas. Each source
// writes an article a minute, from a week before now on; all day, now is the
// same.
func New(atlas *feeds.Atlas, now time.Time) *Press {
	today := now.UTC().Truncate(24 * time.Hour)
	p := &Press{dictionary: newDictionary(), epoch: today.AddDate(0, 0, -7), end: today, step: time.Minute}
	for _, slug := range atlas.Slugs() {
		if r, _ := atlas.Region(slug); r.Kind == feeds.Country {
			p.countries = append(p.countries, r)
		}
	}
	r := rand.New(rand.NewPCG(3, 3))
	r.Shuffle(len(p.countries), func(i, j int) { p.countries[i], p.countries[j] = p.countries[j], p.countries[i] })
	return p
}

// Over returns the press with so many articles of each source in the given time,
// up to now.
func (p Press) Over(span time.Duration, articles int) *Press {
	p.epoch, p.step = p.end.Add(-span), span/time.Duration(max(articles, 1))
	return &p
}

// Article is what a source publishes.
type Article struct {
	GUID, Link, Title, Summary, HTML string
	Topic, Language                  string
	// Country is empty if the article names none.
	Country   feeds.Region
	Published time.Time
}

// Article makes the nth article of a source, of about size bytes of HTML.
func (p *Press) Article(source, n, size int) Article {
	seed := uint64(source)<<32 | uint64(n)
	r := rand.New(rand.NewPCG(seed, 5))
	a := Article{
		GUID:      fmt.Sprintf("tag:source%d.example.org,2026:%d", source, n),
		Link:      fmt.Sprintf("https://source%d.example.org/2026/%d", source, n),
		Topic:     Topics[r.IntN(len(Topics))],
		Language:  Languages[source%len(Languages)],
		Published: p.epoch.Add(time.Duration(n)*p.step + time.Duration(source%60)*time.Second),
	}
	told := seed
	if n%10 == 9 && source > 0 {
		told = uint64(source-1)<<32 | uint64(n-3)
	}
	t := rand.New(rand.NewPCG(told, 6))
	if t.IntN(30) > 0 {
		a.Country = p.country(t)
	}
	a.Title = p.title(t, a.Country.Name)
	a.HTML = p.text(t, r, a, size)
	a.Summary = firstWords(a.HTML, 30)
	return a
}

// country draws a country; few are much in the news.
func (p *Press) country(r *rand.Rand) feeds.Region {
	i := int(math.Exp(r.Float64()*math.Log(float64(len(p.countries)+1)))) - 1
	return p.countries[min(i, len(p.countries)-1)]
}

func (p *Press) title(r *rand.Rand, country string) string {
	var b strings.Builder
	p.dictionary.sentence(&b, r, 5+r.IntN(5))
	title := strings.TrimSuffix(b.String(), ".")
	if country != "" && r.IntN(2) == 0 {
		return title + " in " + country
	}
	return title
}

// text is paragraphs drawn from told, with links and a picture of the source's
// own, drawn from own.
func (p *Press) text(told, own *rand.Rand, a Article, size int) string {
	var b strings.Builder
	b.Grow(size + 512)
	if own.IntN(3) == 0 {
		fmt.Fprintf(&b, `<figure><img src="%s/%d.jpg" alt="" width="1200" height="675"></figure>`, a.Link, own.IntN(1000))
	}
	b.WriteString("<p>")
	if a.Country.Name != "" {
		b.WriteString(strings.ToUpper(a.Country.Name) + " — ")
	}
	for b.Len() < size {
		p.dictionary.sentence(&b, told, 6+told.IntN(16))
		switch told.IntN(12) {
		case 0, 1, 2:
			b.WriteString("</p>\n<p>")
		case 3:
			fmt.Fprintf(&b, ` <a href="https://source%d.example.org/about/%s">%s</a> `, own.IntN(50), p.dictionary.draw(own), p.dictionary.draw(told))
		case 4:
			b.WriteString(" <em>" + p.dictionary.draw(told) + "</em> ")
		default:
			b.WriteByte(' ')
		}
	}
	b.WriteString("</p>")
	return b.String()
}

// firstWords are the first n words of HTML without its tags.
func firstWords(html string, n int) string {
	var b strings.Builder
	inTag := false
	for _, r := range html {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case !inTag:
			b.WriteRune(r)
		}
		if b.Len() > 8*n {
			break
		}
	}
	fields := strings.Fields(b.String())
	return strings.Join(fields[:min(n, len(fields))], " ")
}

// Regions are the slugs of the countries, those most in the news first.
func (p *Press) Regions() []string {
	slugs := make([]string, len(p.countries))
	for i, r := range p.countries {
		slugs[i] = r.Slug
	}
	return slugs
}
