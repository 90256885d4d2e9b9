// Package local is an IAM service inside the binary: one made-up AWS account behind an HTTP server on loopback that
// speaks the real AWS Query protocol, IAM 2010-05-08 and STS 2011-06-15 on one port. It checks signatures, validates,
// pages and answers in the words of the real service, so that any SDK and the aws command work against it unchanged.
//
// A request goes through the signature, then through what package model knows of its action, then through the
// policies of who signed it, and then to the method of account that actions.go names. Package policy says which
// policy documents are refused.
//
// It serves demonstrations and tests. Nothing is kept: the account begins anew with every [Start] and is gone with
// [Server.Close]. Package localtest makes it misbehave, for tests.
package local
