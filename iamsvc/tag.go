package iamsvc

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// Tag is a label on a user. The keys of a user's tags differ in more than case.
type Tag struct {
	Key, Value string
}

// Describes reports whether the tag is the description of an access key, whose ID is then its key.
func (t Tag) Describes() bool { return LooksLikeKeyID(t.Key) }

func tags(in []types.Tag) []Tag {
	out := make([]Tag, 0, len(in))
	for _, t := range in {
		out = append(out, Tag{aws.ToString(t.Key), aws.ToString(t.Value)})
	}
	return out
}

func sdkTags(in []Tag) []types.Tag {
	var out []types.Tag
	for _, t := range in {
		out = append(out, types.Tag{Key: aws.String(t.Key), Value: aws.String(t.Value)})
	}
	return out
}
