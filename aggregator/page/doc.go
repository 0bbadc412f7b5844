// Package page reads news pages that have no feed: CSS selectors say where the
// parts of an item are.
//
//	doc, err := page.Read(page.Input{Body: body, URL: final, Select: map[string]string{
//		"item": "article", "title": "h2", "link": "a@href", "date": "time@datetime",
//	}})
//
// # Selectors
//
// The keys are item, title, link, date, summary, region, image, credit and
// next. Only item is needed: the others have defaults that fit well-made pages
// (fields.go). A value is one or more alternatives with commas between them,
// each SELECTOR or SELECTOR@ATTRIBUTE:
//
//	time@datetime, .when          the attribute, or else the text of .when
//	@data-url                     an attribute of the item itself
//	> h3 > a                      begins at the item, as :scope > h3 > a does
//
// Of item, the alternatives are added up, in document order. Of the others, the
// first that gives something is taken, in the order written; region takes
// every element that its alternative matches. Selectors are those of CSS level
// 3, with :has(), :contains() and :matches() besides, and see the whole page,
// as in a browser: "main article h2" works inside of the item. Scripts are not
// run, so a page that is put together in the browser holds nothing to select.
//
// Without an attribute, link and next take href or what pages use in its place
// (data-href, data-url, data-next, hx-get), image takes the address that a lazy
// loader will show, date takes datetime; the rest takes text.
//
// # What belongs to an item
//
// Whatever is inside of it, but not inside of another item in it. If no item of
// the page has a part inside, it is looked for beside the items (around.go):
// a label before each headline of a flat list, the dd after a dt, the second
// row of two. A region or a date may also stand above a group of items.
//
// Advertisements are no items (advert.go), and items with neither title nor
// link are left out; both are counted in the repairs.
//
// # What comes out
//
// Items as parse would make them of a feed, for clean and place to go on with.
// A label that names the region is a category: whether it is one, place knows.
// The excerpt is the summary, never the content, for it is cut short. An item
// without a link has neither link nor GUID, so that its text identifies it.
// Dates without a zone are in the page's; "3 hours ago" counts from Input.Now.
//
// # Promises
//
// Read does no I/O and knows no clock. A page that the selectors do not fit is
// a [MismatchError], never an empty list. Time and memory are bounded whatever
// the page is: it is cut and flattened before the HTML parser sees it
// (trim.go), and selectors are matched in one pass over the page (match.go),
// since those of browsers and libraries go back and forth.
package page
