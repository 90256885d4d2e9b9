package local

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
)

// idMaker makes identifiers of the form that AWS gives them, out of a source of random bytes.
type idMaker struct {
	account string
	random  io.Reader
}

// accessKey returns an access key ID: the prefix and 16 base32 characters that hold the account's number.
func (m idMaker) accessKey(prefix string) string {
	return prefix + m.body()
}

// unique returns a unique ID as users, roles and groups have: the prefix and 17 characters.
func (m idMaker) unique(prefix string) string {
	return prefix + m.body() + string(base32Alphabet()[m.bytes(1)[0]&31])
}

// secret returns 40 characters of the base64 alphabet.
func (m idMaker) secret() string {
	return base64.StdEncoding.EncodeToString(m.bytes(30))
}

// token returns a session token.
func (m idMaker) token() string {
	return "FwoGZXIvYXdzE" + base64.StdEncoding.EncodeToString(m.bytes(192))
}

// uuid returns a random UUID, which is what a request ID looks like.
func (m idMaker) uuid() string {
	b := m.bytes(16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	h := hex.EncodeToString(b)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// body returns 16 base32 characters. Their first 48 bits are a one, the 40 bits of the account's number, and 7 random
// bits; the leading one tells such an ID from the old ones, which hold no account.
func (m idMaker) body() string {
	b := m.bytes(10)
	number, _ := strconv.ParseUint(m.account, 10, 40)
	low := uint64(b[5] & 0x7f)
	var first [8]byte
	binary.BigEndian.PutUint64(first[:], 1<<47|number<<7|low)
	copy(b, first[2:])
	return base32.StdEncoding.EncodeToString(b)
}

// bytes returns n random bytes. Neither crypto/rand nor a seeded generator can fail.
func (m idMaker) bytes(n int) []byte {
	b := make([]byte, n)
	_, _ = io.ReadFull(m.random, b)
	return b
}

// accountOf returns the account number that an access key ID holds, and whether it holds one.
func accountOf(keyID string) (string, bool) {
	if len(keyID) != 20 {
		return "", false
	}
	b, err := base32.StdEncoding.DecodeString(keyID[4:])
	if err != nil || b[0]&0x80 == 0 {
		return "", false
	}
	number := binary.BigEndian.Uint64(append([]byte{0, 0}, b[:6]...)) & 0x7fffffffff80 >> 7
	digits := strconv.FormatUint(number, 10)
	for len(digits) < 12 {
		digits = "0" + digits
	}
	return digits, len(digits) == 12
}

func base32Alphabet() string { return "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" }

// isARN reports whether a text has the parts of an ARN: arn:partition:service:region:account:resource, of which a
// region and an account may be missing.
func isARN(text string) bool {
	parts := strings.SplitN(text, ":", 6)
	return len(parts) == 6 && parts[0] == "arn" && parts[1] != "" && parts[2] != "" && parts[5] != ""
}

// checkARNs refuses a request that gives a text that is no ARN where one is needed. The service finds out while it
// gathers what a permission may depend on, and so before it looks whether there is one.
func checkARNs(r *Request) error {
	if arn := r.in.Get("RoleArn"); r.name() == "sts:AssumeRole" && !isARN(arn) {
		return invalid(arn + " is invalid")
	}
	for _, name := range []string{"PolicyArn", "PermissionsBoundary"} {
		if r.in.Has(name) && !isARN(r.in.Get(name)) {
			return invalid("Invalid ARN:  Could not be parsed!")
		}
	}
	return nil
}
