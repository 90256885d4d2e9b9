package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"akia/iamsvc"
	"akia/iamsvc/policy"
)

// checkPolicyKind refuses what --print-iam-policy knows no policy for.
func checkPolicyKind(kind string) error {
	if !slices.Contains(policy.Kinds(), policy.Kind(kind)) {
		return usage("must be read, write, self or full")
	}
	return nil
}

// printPolicy prints the policy that the settings ask for. Nothing is asked of the account: the region in force tells
// the partition.
func printPolicy(ctx context.Context, set *settings, out io.Writer) error {
	service, err := iamsvc.Open(ctx, set.options())
	if err != nil {
		return refusal(err)
	}
	if _, err := fmt.Fprintln(out, policy.For(policy.Kind(set.policy), iamsvc.PartitionOf(service.Region()))); err != nil {
		return fmt.Errorf("cannot print the policy: %w", err)
	}
	return nil
}
