package local_test

import (
	"context"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// clockSigner signs by a test's clock.
type clockSigner struct {
	*v4.Signer
	now func() time.Time
}

func (s clockSigner) SignHTTP(ctx context.Context, who aws.Credentials, hr *http.Request, hash, service, region string, _ time.Time, options ...func(*v4.SignerOptions)) error {
	return s.Signer.SignHTTP(ctx, who, hr, hash, service, region, s.now(), options...)
}

func TestCredentialReport(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Users: 40, Now: clock.Now})
	ctx := t.Context()
	client := iam.NewFromConfig(config(s, first(s.Admin()), second(s.Admin())), func(o *iam.Options) {
		o.HTTPSignerV4 = clockSigner{v4.NewSigner(), clock.Now}
	})
	var content string
	get := func() string {
		out, err := client.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
		if err == nil {
			content = string(out.Content)
		}
		return code(err)
	}
	generate := func() string {
		out, err := client.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{})
		if err != nil {
			t.Fatal(err)
		}
		return string(out.State)
	}
	for i, step := range []struct {
		wait time.Duration
		ask  func() string
		want string
	}{
		{0, get, "ReportNotPresent"},
		{0, generate, "STARTED"},
		{time.Second, get, "ReportInProgress"},
		{0, generate, "INPROGRESS"},
		{time.Second, generate, "COMPLETE"},
		{0, get, ""},
		{3 * time.Hour, generate, "COMPLETE"},
		{0, get, ""},
		{time.Hour, get, "ReportExpired"},
		{0, generate, "STARTED"},
	} {
		clock.Add(step.wait)
		if got := step.ask(); got != step.want {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}

	rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
	if err != nil || strings.HasSuffix(content, "\n") {
		t.Fatalf("%v %q", err, content)
	}
	if len(rows) != 43 || len(rows[0]) != 22 || rows[1][0] != "<root_account>" || rows[1][8] != "true" || rows[2][0] != "aaliyah.khan" {
		t.Errorf("%d rows of %d, %v", len(rows), len(rows[0]), rows[1])
	}
	for _, row := range rows[2:] {
		keys, err := client.ListAccessKeys(ctx, &iam.ListAccessKeysInput{UserName: &row[0]})
		if err != nil {
			t.Fatal(err)
		}
		for i, k := range keys.AccessKeyMetadata {
			if created := k.CreateDate.Format(time.RFC3339); row[9+5*i] != created {
				t.Errorf("%s: key %d made %s, the report says %s", row[0], i+1, created, row[9+5*i])
			}
		}
	}
}
