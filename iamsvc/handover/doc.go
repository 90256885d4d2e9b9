// Package handover brings the secret of a new access key to where its user needs it: a profile of the shared
// credentials file, a CSV for `aws configure import`, lines that set the environment, a .env file, the JSON of a
// credential process.
//
// Every target works in two steps. Plan looks at what is there and tells what would be written, with the secret
// masked, and what would be replaced; it changes nothing. [Plan.Write] does it, provided that all is still as Plan
// found it: the new bytes go to a temporary file of mode 0600 beside the old one, are brought to the disk, and take
// its place at once. It never overwrites what the person was not asked about.
//
// Permission bits mean nothing on Windows, where files get the access rules of their folder.
package handover
