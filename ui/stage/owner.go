package stage

import (
	"context"

	"akia/iamsvc"
)

// AccountOf returns the account that a key belongs to which was not found in this one; empty if that cannot be found
// out.
func AccountOf(ctx context.Context, svc Service, keyID string) string {
	account, known := iamsvc.AccountInKeyID(keyID)
	if !known {
		account, _ = svc.AccountOf(ctx, keyID) // not known then, which is said
	}
	return account
}
