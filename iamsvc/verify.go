package iamsvc

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// verifyPatience is how long a new key may be unknown before that counts as a failure. New keys were seen to work
// after 5 to 15 seconds.
const verifyPatience = 30 * time.Second

// VerifyKey asks STS who the new key is (sts:GetCallerIdentity, which needs no permission), at the same endpoint as
// every other call. The new key signs these calls and no others. A key that STS does not know yet is asked for again
// for up to 30 seconds. Progress, if it is not nil, is told before each pause how long that has taken so far; it is
// called in the goroutine of VerifyKey. The *Error says what failed: a wrong secret (SignatureDoesNotMatch) at once,
// since a key that STS knows by its ID it knows with its secret.
func (s *Service) VerifyKey(ctx context.Context, k NewKey, progress func(wait time.Duration)) (Identity, error) {
	client, begun := s.signedBy(k), time.Now()
	for try := 0; ; try++ {
		id, err := s.identityOf(ctx, client, k.ID)
		if err == nil {
			return id, nil
		}
		failure, waited := AsError(err), time.Since(begun)
		if failure.Code != "InvalidClientTokenId" || waited >= verifyPatience {
			return Identity{}, failure.ofNewKey(k.ID)
		}
		if progress != nil {
			progress(waited)
		}
		select {
		case <-time.After(min(verifyPause(try), verifyPatience-waited)):
		case <-ctx.Done():
			return Identity{}, s.classify(ctx, action{op: "GetCallerIdentity", subject: k.ID}, attempt{},
				ctx.Err()).ofNewKey(k.ID)
		}
	}
}

// verifyPause returns how long to wait after the nth try, counted from 0: short at first, then a steady 4 seconds.
func verifyPause(n int) time.Duration { return min(time.Second<<min(n, 2), 4*time.Second) }

// signedBy returns a client of STS like the service's own, but for the key that signs. It has a signer of its own: a
// signer keeps what it derives from a secret, and looks it up by the key ID alone.
func (s *Service) signedBy(k NewKey) *sts.Client {
	o := s.sts.Options()
	o.Credentials, o.HTTPSignerV4, o.AuthSchemes = fixedCredentials{k.ID, k.Secret}, nil, nil
	return sts.New(o)
}

// identityOf asks once who the key is that the client signs with.
func (s *Service) identityOf(ctx context.Context, client *sts.Client, keyID string) (Identity, error) {
	a := action{op: "GetCallerIdentity", subject: keyID, anySigner: true}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*sts.GetCallerIdentityOutput, error) {
		out, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err == nil && (aws.ToString(out.Account) == "" || aws.ToString(out.Arn) == "") {
			return nil, &malformedResponse{what: "does not say whose key it is"}
		}
		return out, err
	})
	if err != nil {
		return Identity{}, err
	}
	return Identity{Account: *out.Account, ARN: *out.Arn, KeyID: keyID}, nil
}

// ofNewKey returns the error with words about the new key, where its own are about the key that one is signed in with.
func (e *Error) ofNewKey(id string) *Error {
	own := *e
	own.profile = ""
	switch {
	case e.Kind == KindCancelled:
		own.sentence = "Stopped: it is not known yet whether " + id + " works."
		own.remedy = Remedy{}
	case e.Code == "InvalidClientTokenId" && e.sentence == "":
		own.sentence = "AWS does not know " + id + " yet, or it is inactive."
		own.remedy = Remedy{Kind: RemedyVerifyLater}
	case e.Code == "SignatureDoesNotMatch" && e.sentence == "":
		own.sentence = "The secret of " + id + " is not the right one."
		own.remedy = Remedy{Kind: RemedyReplaceKey}
	case e.Kind == KindCredentials && e.sentence == "":
		own.sentence = "AWS did not accept " + id + "."
		own.remedy = Remedy{Kind: RemedyVerifyAgain}
	case e.sentence == "":
		own.sentence = "Could not verify " + id + ": " + e.kindSentence()
	}
	return &own
}
