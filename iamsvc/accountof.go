package iamsvc

import (
	"context"
	"encoding/base32"
	"encoding/binary"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// AccountOf returns the number of the account that a key ID belongs to, of whichever account that is
// (sts:GetAccessKeyInfo). It says nothing of whether there is such a key.
func (s *Service) AccountOf(ctx context.Context, keyID string) (string, error) {
	if err := ValidKeyID(keyID); err != nil {
		return "", err
	}
	a := action{op: "GetAccessKeyInfo", subject: keyID, anySigner: true}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*sts.GetAccessKeyInfoOutput, error) {
		out, err := s.sts.GetAccessKeyInfo(ctx, &sts.GetAccessKeyInfoInput{AccessKeyId: &keyID})
		if err == nil && aws.ToString(out.Account) == "" {
			return nil, &malformedResponse{what: "names no account"}
		}
		return out, err
	})
	if err != nil {
		return "", err
	}
	return *out.Account, nil
}

// AccountInKeyID returns the number of the account that is encoded in a key ID; false for one that holds none, as
// older ones do. AWS does not document this: AccountOf is the official answer.
func AccountInKeyID(keyID string) (string, bool) {
	const length = 20
	if len(keyID) != length || keyID[:4] != "AKIA" && keyID[:4] != "ASIA" {
		return "", false
	}
	b, err := base32.StdEncoding.DecodeString(keyID[4:])
	if err != nil || b[0]&0x80 == 0 { // the fifth character is one of A to P: an old key
		return "", false
	}
	number := binary.BigEndian.Uint64(append([]byte{0, 0}, b[:6]...)) & 0x7fffffffff80 >> 7
	account := fmt.Sprintf("%012d", number)
	return account, len(account) == 12
}
