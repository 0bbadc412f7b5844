package parse

import "dateline/aggregator/parse/decode"

// plainText makes UTF-8 of a body; see decode.
func plainText(body []byte, contentType string, r *repairs) ([]byte, error) {
	text, mended, err := decode.Text(body, headerCharset(contentType))
	for _, words := range mended {
		r.add("%s", words)
	}
	return text, err
}

func headerCharset(contentType string) string { return decode.Charset(contentType) }
