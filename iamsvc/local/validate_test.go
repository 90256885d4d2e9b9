package local_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

func TestParametersAreValidated(t *testing.T) {
	s := start(t, local.Options{Users: 1})
	long := strings.Repeat("x", 129)
	const one = "1 validation error detected: Value at "
	const constraint = " failed to satisfy constraint: Member must "
	for _, test := range []struct{ action, params, code, message string }{
		{"GetUser", "UserName=", "ValidationError", one + "'userName'" + constraint + "have length greater than or equal to 1"},
		{"GetUser", "UserName=" + long, "ValidationError", one + "'userName'" + constraint + "have length less than or equal to 128"},
		{"GetUser", "UserName=a+b", "ValidationError", one + "'userName'" + constraint + `satisfy regular expression pattern: [\w+=,.@-]+`},
		{"GetUser", "UserName=" + url.QueryEscape("é"), "ValidationError", one + "'userName'"},
		{"GetUser", "UserName=%2B%3D%2C.@_-", "NoSuchEntity", "The user with name +=,.@_- cannot be found."},
		{"CreateUser", "", "ValidationError", one + "'userName'" + constraint + "not be null"},
		{"CreateUser", "UserName=" + long[:65], "ValidationError", one + "'userName'" + constraint + "have length less than or equal to 64"},
		{"CreateUser", "UserName=a&Path=x", "ValidationError", one + "'path'"},
		{"CreateUser", "UserName=a&Path=/x", "ValidationError", one + "'path'"},
		{"CreateUser", "UserName=a%20&Path=x", "ValidationError", "2 validation errors detected: Value at 'userName'"},
		{"CreateUser", "UserName=AALIYAH.khan", "EntityAlreadyExists", "User with name AALIYAH.khan already exists."},
		{"CreateUser", "UserName=a&PermissionsBoundary=arn", "ValidationError", one + "'permissionsBoundary'"},
		{"ListUsers", "PathPrefix=x", "ValidationError", one + "'pathPrefix'"},
		{"ListAccessKeys", "UserName=nobody", "NoSuchEntity", "The user with name nobody cannot be found."},
		{"GetAccessKeyLastUsed", "AccessKeyId=AKIA", "ValidationError", one + "'accessKeyId'" + constraint + "have length greater than or equal to 16"},
		{"GetAccessKeyLastUsed", "AccessKeyId=AKIA-AAAAAAAAAAAAAAAA", "ValidationError", one + "'accessKeyId'" + constraint + `satisfy regular expression pattern: [\w]+`},
		{"GetAccessKeyLastUsed", "AccessKeyId=AKIAQQQQQQQQQQQQQQQQ", "AccessDenied", "User: arn:aws:iam::210987654321:user/akia-admin is not authorized to perform: iam:GetAccessKeyLastUsed because no identity-based policy allows the iam:GetAccessKeyLastUsed action"},
		{"UpdateAccessKey", "AccessKeyId=AKIAQQQQQQQQQQQQQQQQ&Status=Active", "NoSuchEntity", "The Access Key with id AKIAQQQQQQQQQQQQQQQQ cannot be found."},
		{"UpdateAccessKey", "AccessKeyId=" + first(s.Admin()) + "&Status=Expired", "InvalidInput", ""},
		{"UpdateAccessKey", "AccessKeyId=" + first(s.Admin()) + "&Status=active", "ValidationError", one + "'status'" + constraint + "satisfy enum value set"},
		{"UpdateAccessKey", "UserName=aaliyah.khan&AccessKeyId=" + first(s.Admin()) + "&Status=Active", "NoSuchEntity", "The Access Key with id "},
		{"DeleteAccessKey", "AccessKeyId=AKIAQQQQQQQQQQQQQQQQ", "NoSuchEntity", "The Access Key with id AKIAQQQQQQQQQQQQQQQQ cannot be found."},
		{"TagUser", "UserName=akia-admin", "ValidationError", one + "'tags'"},
		{"TagUser", "UserName=akia-admin&Tags.member.1.Key=aws:x&Tags.member.1.Value=", "InvalidInput", ""},
		{"TagUser", "UserName=akia-admin&Tags.member.1.Key=x&Tags.member.1.Value=a%0Ab", "ValidationError", ""},
		{"TagUser", "UserName=akia-admin&Tags.member.1.Key=x&Tags.member.1.Value=&Tags.member.2.Key=X&Tags.member.2.Value=", "InvalidInput", ""},
		{"UntagUser", "UserName=akia-admin", "ValidationError", one + "'tagKeys'"},
		{"PutUserPolicy", "UserName=akia-admin&PolicyName=x&PolicyDocument={", "MalformedPolicyDocument", "This policy contains invalid Json"},
		{"PutUserPolicy", "UserName=akia-admin&PolicyName=x&PolicyDocument={}", "MalformedPolicyDocument", ""},
		{"GetAccountAuthorizationDetails", "Filter.member.1=user", "ValidationError", one + "'filter'"},
	} {
		status, body := post(t, s, "Version=2010-05-08&Action="+test.action+"&"+test.params)
		body = strings.NewReplacer("&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(body)
		wanted := map[string]int{"NoSuchEntity": 404, "EntityAlreadyExists": 409, "AccessDenied": 403}[test.code]
		if wanted == 0 {
			wanted = 400
		}
		if status != wanted || !strings.Contains(body, "<Code>"+test.code+"</Code>") || !strings.Contains(body, "<Message>"+test.message) {
			t.Errorf("%s %s: %d %s", test.action, test.params, status, body)
		}
	}
}

func TestQuotas(t *testing.T) {
	s := start(t, local.Options{Users: 4999})
	client, ctx := admin(s), t.Context()
	_, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("one-too-many")})
	if code(err) != "LimitExceeded" || !strings.Contains(err.Error(), "Cannot exceed quota for UsersPerAccount: 5000") {
		t.Errorf("a user too many: %v", err)
	}
	me := aws.String("akia-admin")
	if _, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: me}); err != nil {
		t.Fatal(err)
	}
	_, err = client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: me})
	if code(err) != "LimitExceeded" || !strings.HasSuffix(err.Error(), "Cannot exceed quota for AccessKeysPerUser: 2") {
		t.Errorf("a key too many: %v", err)
	}
	for n := 0; n <= 50; n += 10 {
		in := &iam.TagUserInput{UserName: me}
		for i := range 10 {
			in.Tags = append(in.Tags, types.Tag{Key: aws.String("k" + strconv.Itoa(n+i)), Value: aws.String("")})
		}
		if _, err = client.TagUser(ctx, in); (n < 50) != (err == nil) {
			t.Errorf("tags from %d: %v", n, err)
		}
	}
	if code(err) != "LimitExceeded" {
		t.Errorf("a tag too many: %v", err)
	}
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::` + strings.Repeat("x", 1100) + `"}]}`
	for _, name := range []string{"a", "a", "b"} {
		_, err = client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: me, PolicyName: &name, PolicyDocument: &policy})
		if want := map[string]string{"b": "LimitExceeded"}[name]; code(err) != want {
			t.Errorf("policy %s: %v", name, err)
		}
	}
}
