package page

import "golang.org/x/net/html"

// Match returns the elements of a page that the alternatives of a selector
// match, as Read finds them.
func Match(root *html.Node, value string) ([]*html.Node, error) {
	s, err := newSelector(keyNext, value)
	if err != nil {
		return nil, err
	}
	o := newOutline(root)
	var found []*html.Node
	for _, a := range s.paths {
		for _, i := range o.match(a, nil) {
			found = append(found, o.nodes[i])
		}
	}
	return found, nil
}
