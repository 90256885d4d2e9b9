package cli

import (
	"context"
	"fmt"
	"io"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
)

// printPolicy prints the policy that the settings ask for. Nothing is asked of the account: the region in force tells
// the partition.
func printPolicy(ctx context.Context, set *settings.Settings, out io.Writer) error {
	service, err := iamsvc.Open(ctx, set.Options())
	if err != nil {
		return session.Refusal(err)
	}
	if _, err := fmt.Fprintln(out, policy.For(policy.Kind(set.Policy), iamsvc.PartitionOf(service.Region()))); err != nil {
		return fmt.Errorf("cannot print the policy: %w", err)
	}
	return nil
}
