package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// Descriptions returns the descriptions of the user's access keys by key ID (iam:ListUserTags, all pages). IAM has none of
// its own: like the AWS console it takes the value of the user's tag whose key is the key ID. A tag outlives its key, so
// there may be descriptions of keys that are gone. What this Service changed is corrected
// in it, for as long as it outranks the list.
func (s *Service) Descriptions(ctx context.Context, user Principal) (map[string]string, error) {
	if err := validUser(user); err != nil {
		return nil, err
	}
	found := map[string]string{}
	var first attempt
	a := action{op: "ListUserTags", subject: user.subject(), user: user, named: true}
	err := walk(ctx, s, a, func(ctx context.Context, marker *string) (page, error) {
		out, err := s.iam.ListUserTags(ctx, &iam.ListUserTagsInput{UserName: user.param(), Marker: marker})
		if err != nil {
			return page{}, err
		}
		if marker == nil {
			first = *attemptOf(ctx)
		}
		for _, t := range tags(out.Tags) {
			if t.Describes() {
				found[t.Key] = t.Value
			}
		}
		return page{out.IsTruncated, out.Marker}, nil
	})
	if err != nil {
		return nil, err
	}
	s.correctDescriptions(user, first.begun, found)
	return found, nil
}
