package web

// ReadCursor reads what a next link says of where it goes on.
var ReadCursor = readCursor
