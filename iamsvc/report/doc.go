// Package report reads the credential report of an AWS account: a CSV file that IAM makes, with one line for each
// user and two slots in it for the user's access keys. It holds no key IDs.
//
// Columns are found by their names, because AWS has added some and other servers leave some out.
package report
