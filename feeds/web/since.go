package web

// readMark takes a value of since that is no date.
func (q *query) readMark(value string) (problem string) { return noDate("since", value) }
