package repair

// SetLongText sets from how many bytes on texts are kept from gofeed, until
// the returned function is called.
func SetLongText(n int) (reset func()) {
	was := longText
	longText = n
	return func() { longText = was }
}
