// Package estate is many accounts: where they come from (profiles of the AWS configuration, IAM Identity Center, an
// organization), and how each is opened. Each account has a service of its own, with its own queue and pace. It keeps
// no facts of an account and reads nothing of one: that is the business of whoever opens it.
package estate
