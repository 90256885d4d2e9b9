// Package audit is the table of all keys of an account on the screen, in place of the panes: its rows and the charts
// above them, the filter and the order, marks and what is done to the marked keys, the credential report, the exact
// scan and the export.
//
// A [Room] is a view of what [akia/iamsvc/store] knows, through the index of [akia/iamsvc/audit], which this package
// names audit and the root names its room auditui. It changes keys through [write.Desk] and reaches the panes through
// its [Host]; it knows no SDK, no other room, and no command line.
//
// What a row shows is a field of columns.go and a case in cells.go. What is asked by itself is in wants.go. What is
// done later, once rows are certain or all is read, waits in the one list of wait.go, whoever asks for it: settle.go
// for a row, bulk.go for marked rows, whole.go for an export.
package audit
