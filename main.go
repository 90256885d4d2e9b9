// Akia shows the users and access keys of an AWS account in the terminal, and acts on them from the keyboard.
package main

import (
	"context"
	"os"

	"akia/ui/cli"
	"akia/ui/cli/system"
)

func main() {
	system.NoCoreFiles()
	os.Exit(cli.Main(context.Background(), system.OS()))
}
