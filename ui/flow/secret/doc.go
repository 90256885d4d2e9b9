// Package secret shows the secret of a new key once, and brings it where the person wants it: to the clipboard, to a
// file, or past STS to see whether it works. It also copies what is no secret, since there is one clipboard.
//
// The way of a secret is short: it is in its window ([dialog.Reveal]) and nowhere else, leaves it by
// [iamsvc.Secret.Reveal] or inside of an [iamsvc.NewKey] that is given to package handover or to STS, and is gone
// when the window is. No message, no news and no error holds one; a message names the key and finds the window. The
// flow knows no pane and sends no change: who has created a key calls Flow.Show. Another place to bring a secret to
// is a target of package handover; another button is one of [dialog.Reveal] and a case of window.Answer.
package secret
