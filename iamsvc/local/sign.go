package local

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

const (
	amzDate   = "20060102T150405Z"
	skewLimit = 15 * time.Minute
)

// signature is what a request says about its own signature.
type signature struct {
	keyID, region, service string
	headers                []string // the names that were signed, in lower case
	hash                   string
	token                  string
	at                     time.Time
}

// claimedKey returns the access key that a request says it is signed with, "" if none.
func claimedKey(hr *http.Request) string {
	_, rest, _ := strings.Cut(hr.Header.Get("Authorization"), "Credential=")
	keyID, _, _ := strings.Cut(rest, "/")
	return keyID
}

// parseSignature reads the Authorization header and the headers that belong to it.
func parseSignature(hr *http.Request) (signature, error) {
	header := hr.Header.Get("Authorization")
	if header == "" {
		return signature{}, forbidden("MissingAuthenticationToken", "Request is missing Authentication Token")
	}
	incomplete := func(why string) (signature, error) {
		return signature{}, &Error{http.StatusBadRequest, "IncompleteSignature", why + " Authorization=" + header}
	}
	fields, found := strings.CutPrefix(header, "AWS4-HMAC-SHA256 ")
	if !found {
		return incomplete("Unsupported AWS 'algorithm'.")
	}
	values := map[string]string{}
	for field := range strings.SplitSeq(fields, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(field), "=")
		values[name] = value
	}
	for _, name := range []string{"Credential", "Signature", "SignedHeaders"} {
		if values[name] == "" {
			return incomplete("Authorization header requires '" + name + "' parameter.")
		}
	}
	scope := strings.Split(values["Credential"], "/")
	if len(scope) != 5 || scope[4] != "aws4_request" {
		return incomplete("Credential must have exactly 5 slash-delimited elements.")
	}
	at, err := time.Parse(amzDate, hr.Header.Get("X-Amz-Date"))
	if err != nil {
		return incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
	}
	return signature{
		keyID: scope[0], region: scope[2], service: scope[3],
		headers: strings.Split(values["SignedHeaders"], ";"), hash: values["Signature"],
		token: hr.Header.Get("X-Amz-Security-Token"), at: at,
	}, nil
}

// verifier computes the signature that a request should have.
type verifier struct {
	signer *v4.Signer
}

func newVerifier() verifier { return verifier{v4.NewSigner()} }

// matches reports whether the request was signed with the secret. It signs a copy that has the signed headers and no
// others, since clients differ in what they sign.
func (v verifier) matches(sig signature, secret string, hr *http.Request, body []byte) bool {
	again := &http.Request{Method: hr.Method, URL: hr.URL, Host: hr.Host, Header: http.Header{}}
	for _, name := range sig.headers {
		canonical := http.CanonicalHeaderKey(name)
		if values := hr.Header[canonical]; len(values) > 0 {
			again.Header[canonical] = slices.Clone(values)
		}
	}
	if slices.Contains(sig.headers, "content-length") {
		again.ContentLength = hr.ContentLength
	}
	sum := sha256.Sum256(body)
	credentials := aws.Credentials{AccessKeyID: sig.keyID, SecretAccessKey: secret}
	hash := hex.EncodeToString(sum[:])
	err := v.signer.SignHTTP(context.Background(), credentials, again, hash, sig.service, sig.region, sig.at)
	_, signed, _ := strings.Cut(again.Header.Get("Authorization"), "Signature=")
	return err == nil && hmac.Equal([]byte(signed), []byte(sig.hash))
}

// credential is what a signature is checked against.
type credential struct {
	secret    string
	principal principal
	used      *use // where to note that it was used; nil for nowhere
}

// credential returns what belongs to the key that signed, if it may sign now.
func (a *account) credential(sig signature, now time.Time) (credential, error) {
	if s := a.sessions[sig.keyID]; s != nil && hmac.Equal([]byte(s.token), []byte(sig.token)) {
		if !now.Before(s.expires) {
			return credential{}, forbidden("ExpiredToken", "The security token included in the request is expired")
		}
		return credential{s.secret, principal{arn: s.arn, userID: s.userID, session: s, keyID: s.id}, s.used()}, nil
	}
	k := a.keys[sig.keyID]
	if k == nil || k.status != statusActive || sig.token != "" {
		return credential{}, forbidden("InvalidClientTokenId", "The security token included in the request is invalid.")
	}
	return credential{k.secret, principal{arn: k.owner.arn, userID: k.owner.id, user: k.owner, keyID: k.id}, &k.used}, nil
}

// used returns where to note that the session was used: a role tells when it was.
func (s *session) used() *use {
	if s.of == nil {
		return nil
	}
	return &s.of.used
}

// authenticate checks the signature of a request, sets who signed it, and records that the key was used.
func (s *Server) authenticate(r *Request, hr *http.Request) error {
	sig, err := parseSignature(hr)
	if err != nil {
		return err
	}
	r.account.mu.Lock()
	defer r.account.mu.Unlock()
	who, err := r.account.credential(sig, r.At)
	if err != nil {
		return err
	}
	if err := checkSkew(sig.at, r.At); err != nil {
		return err
	}
	if !s.verifier.matches(sig, who.secret, hr, r.body) {
		return forbidden("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you"+
			" provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
	}
	if err := s.known(r); err != nil {
		return err
	}
	if sig.service != r.service {
		return forbidden("SignatureDoesNotMatch",
			fmt.Sprintf("Credential should be scoped to correct service: '%s'. ", r.service))
	}
	if err := who.principal.session.refuses(r); err != nil {
		return err
	}
	r.signer = who.principal
	if who.used != nil {
		*who.used = use{r.At.UTC().Truncate(time.Second), sig.service, sig.region}
	}
	return nil
}

// checkSkew refuses a request whose clock is too far from the service's.
func checkSkew(signed, now time.Time) error {
	now = now.UTC()
	earliest, latest := now.Add(-skewLimit), now.Add(skewLimit)
	switch {
	case signed.Before(earliest):
		return forbidden("SignatureDoesNotMatch",
			fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - 15 min.)",
				signed.Format(amzDate), earliest.Format(amzDate), now.Format(amzDate)))
	case signed.After(latest):
		return forbidden("SignatureDoesNotMatch",
			fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + 15 min.)",
				signed.Format(amzDate), latest.Format(amzDate), now.Format(amzDate)))
	}
	return nil
}
