package inspect

import (
	"fmt"
	"io"
	"strings"
	"time"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// printText writes a document for people.
func printText(w io.Writer, d document, atlas *feeds.Atlas) error {
	var b strings.Builder
	if d.err != nil {
		fmt.Fprintf(&b, "%s: %v\n", d.url, d.err)
		_, err := io.WriteString(w, b.String())
		return err
	}
	fmt.Fprintf(&b, "%s: %s, %d items\n", d.url, d.Format, len(d.Items))
	for _, r := range d.Repairs {
		fmt.Fprintf(&b, "repaired: %s\n", r)
	}
	all, again := ids(d)
	for i, it := range d.Items {
		fmt.Fprintf(&b, "\n%s\n", title(d.published(it)))
		if it.Link != "" {
			fmt.Fprintf(&b, "  link     %s\n", it.Link)
		}
		fmt.Fprintf(&b, "  id       %s%s\n", all[i].URN(), note(again[i]))
		if !it.Published.IsZero() {
			fmt.Fprintf(&b, "  date     %s\n", it.Published.Format(time.RFC3339))
		}
		writeRegions(&b, atlas.Named(it.Placements))
		if d.Rules != nil {
			writeRules(&b, d.Rules[i])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func title(it feeds.Item) string {
	if it.Title == "" {
		return "(no title)"
	}
	return it.Title
}

func note(again bool) string {
	if again {
		return "  (came before)"
	}
	return ""
}

func writeRegions(b *strings.Builder, placed []feeds.Placement) {
	if len(placed) == 0 {
		b.WriteString("  regions  none: world and unplaced\n")
	}
	for _, p := range placed {
		fmt.Fprintf(b, "  region   %s %.2f\n", p.Slug, p.Confidence)
	}
	if len(placed) > 0 {
		fmt.Fprintf(b, "  why      %s\n", why(placed))
	}
}

// writeRules writes what rules did to an item, a line each.
func writeRules(b *strings.Builder, o rules.Outcome) {
	for _, s := range o.Steps {
		fmt.Fprintf(b, "  rule     %s: %s\n", did(s), s.Rule)
	}
	if o.Dropped {
		b.WriteString("  DROPPED\n")
	}
}

// did says in words what a rule did.
func did(s rules.Step) string {
	switch {
	case s.Err != nil:
		return s.Err.Error()
	case s.Effect == rules.KeptOut:
		return "kept out of " + s.Region
	case s.Region != "":
		return string(s.Effect) + " in " + s.Region
	case s.Effect == rules.Tagged:
		return fmt.Sprintf("tagged %q", s.To)
	case s.Effect == rules.Rewritten:
		return fmt.Sprintf("%s is now %q", s.Field, short(s.To))
	}
	return string(s.Effect)
}

// short is the beginning of a text.
func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}
