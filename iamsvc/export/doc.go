// Package export writes keys with what was found out about them, in the order and the choice in which they are given:
// as a table for people, as CSV for spreadsheets, as JSON for programs, as Markdown for tickets.
//
// Nothing that is written can move a cursor, and no cell of the CSV is a formula to a spreadsheet.
package export
