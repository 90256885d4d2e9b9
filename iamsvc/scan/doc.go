// Package scan asks about every user and every key of an account: the exact way to find out what the credential report
// tells sooner and less certainly.
//
// A [Scan] can be paused, cancelled and run again; what is done stays done. It leaves the pace and the repeating of calls to
// the service, asks in the class of sweeps, and asks nothing twice.
//
// Others may ask about the same users and keys meanwhile. Whoever does asks [Scan.Claim] before: it sees to it that each
// question is asked by one alone. What they find out the scan is told by [Scan.LearnKeys] and [Scan.LearnUse].
package scan
