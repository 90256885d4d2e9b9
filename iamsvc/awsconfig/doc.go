// Package awsconfig reads the AWS configuration as the AWS CLI reads it: the environment, the configuration file and
// the credentials file. What the CLI refuses is refused, by an *Error that names the file, line and setting, or the
// variable. What the CLI passes over without a word is passed over too, with a notice.
//
// The files are read here and not by the SDK, whose grammar differs from the CLI's in many places: with the same
// files it would act as another identity. Nothing of them is written anywhere, and no error quotes a line of them.
package awsconfig
