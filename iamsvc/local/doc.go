// Package local is AWS inside the binary, as far as akia asks it: a made-up account and the organization that it is the
// management account of, behind one HTTP server on loopback that speaks the real protocols of IAM, STS, Organizations
// and the portal of IAM Identity Center. It checks signatures, validates, pages and answers in the words of the real
// services, so that any SDK and the aws command work against it unchanged.
//
// A request goes to the account that the key is of which signs it: the ID of a key holds the account's number. It goes
// through the signature, then through what package model knows of its action, then through the policies of who signed
// it, and then to the method of account that actions.go names, or of organization where it concerns several accounts.
// protocol.go says how each service is spoken to. Package policy says which policy documents are refused.
//
// It serves demonstrations and tests. Nothing is kept: the accounts begin anew with every [Start], a member when it is
// asked for first, and are gone with [Server.Close]. Package localtest makes them misbehave, for tests.
package local
