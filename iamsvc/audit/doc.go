// Package audit holds every access key of an account as one table, worst first: what is known of each key from the
// credential report, from lists of keys and from answers about last use, what is to be found fault with, and how bad
// it is.
//
// It asks nobody and knows no clock. What was learned is told to a [Table], in any order; each [View] of the table
// shows it in an order and through a filter. A fact about one key costs that key's row and its place in the order,
// however many others there are.
package audit
