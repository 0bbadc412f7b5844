package hub

import "net/url"

// Question is where the callback of a request is asked, and the link to its
// topic.
func Question(form url.Values) (question, link string, err error) {
	r, err := readRequest(form)
	if err != nil {
		return "", "", err
	}
	return r.question("challenge"), "<" + r.topic + `>; rel="self"`, nil
}
