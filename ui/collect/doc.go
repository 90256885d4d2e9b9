// Package collect gathers the facts about the keys of an account where there is no screen: for reports and scripts. It
// makes the reads of akia/iamsvc/store, follows them in an audit.Table, checks that nobody is missing, and says what
// could not be found out.
package collect
