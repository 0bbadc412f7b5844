// Package story decides which items report the same thing: agency copy that
// several papers have each cut, reworded and put a headline on. It is pure
// policy: no I/O, no clock, no chance.
//
//	sketch := story.Draw(item, date)                 // once for an item's text
//	keys := sketch.Keys()                            // where others will look for it
//	members, err := story.Reach(member, near)        // the items that may be affected
//	for _, indexes := range story.Group(members) {…} // their stories, all of them
//
// # What is the same
//
// Precision comes first: two stories joined are worse than one told twice. A
// title says nothing, unless two have figures that their texts lack, or nothing
// to do with them, and are not the same; and a text of less than some twenty words is never joined. Two longer ones are the same when
//
//   - their dates are within Window of each other, and
//   - they do not contradict each other: no figure stands beside the same
//     words where the other text has another, the lead of neither has a name
//     that the other text lacks while the other does too, and not both have
//     figures and names of their own. A text that is cut or added to passes
//     that; a new toll, another match, another firm's quarter does not, and
//   - either most of the one's lead is in the other, with a fair part of the
//     rest of the shorter, or the shorter is made of the longer's meaningful
//     words and tells nothing that the other does not.
//
// An update with new figures is therefore a story of its own.
//
// # Words
//
// Letters are compared without case and marks, figures without their
// separators, and numbers and days of the week that are spelled out as what
// they stand for, in the languages of the table in numbers.go. Scripts without
// spaces are read as pairs of runes. Names are words with a capital inside a
// sentence, katakana, and what Chinese and Japanese quote. Datelines are passed
// over, and captions and bylines do not count as the lead.
//
// # Sketches
//
// A Sketch holds hashes of the lead's word pairs in order, the smallest hashes
// of the whole text's pairs and of its meaningful words, from which shares are
// estimated, and the first figures and names with what stands around them. It
// takes MaxBytes at most, less for a short text, and has MaxKeys keys at most:
// minima of hashes over the lead's runs of four words and over pairs of a
// figure with another or a name.
//
// # Any order
//
// The stories of a set of items are a function of the set. Call two items
// adjacent when they are the same, of different sources, and have a key in
// common; that is a fact about the two. Reach returns all that an item is
// connected with, and Group is a function of that neighbourhood. When items
// arrive one by one, each regroups the neighbourhood it then has, replacing
// what was stored of its members; the last of a neighbourhood to arrive finds
// the whole of it, and later ones touch others only. So members are the same
// in whatever order they came. An item that changes or goes has its former
// neighbours regrouped without it, each with what it still reaches.
//
// This holds while the keys of a neighbourhood are kept, and up to MaxReach
// members; keep keys for at least twice Window from when an item is received.
// Neighbourhoods larger than MaxGroup are grouped by their earliest members,
// which the rest then join; that does not depend on the order either.
//
// # Stories
//
// No story has two items of one source. Each has a centre, a member that is
// the same as every other, and no two members tell different figures of one
// thing: a chain of reports that each take a step from the last ends where a
// step leads away from the centre. Of several ways to join, the strongest
// likeness is taken, then the earlier date, then the smaller ID.
//
// # Compatibility
//
// Sketches and keys of two versions do not go together: Parse refuses another
// version than its own, and what is hashed changes with it.
package story
