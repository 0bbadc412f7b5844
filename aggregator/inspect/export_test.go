package inspect

// Why is the line for people.
var Why = why
