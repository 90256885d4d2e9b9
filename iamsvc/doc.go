// Package iamsvc is AWS IAM as akia needs it: one exported method for one thing a person wants done with users and their
// access keys.
//
// It knows the AWS SDK and nothing of screens. It never logs and never prints: what happened comes back as a value or as
// an [Error], and each call is reported to the observer that was passed in. Repeating and pacing calls is its business
// alone; no caller retries.
package iamsvc
