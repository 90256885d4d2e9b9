package cli

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
	"akia/ui/cli/system"
)

// BenchmarkReportOverAccounts prints akia report --org --no-ids for accounts of which each call takes 30 ms, IAM takes 20
// calls a second of an action, and a credential report is ready after 2 s. -short leaves out the largest.
func BenchmarkReportOverAccounts(b *testing.B) {
	for _, accounts := range []int{1, 100, 1_000} {
		b.Run(fmt.Sprint(accounts), func(b *testing.B) {
			if accounts > 100 && testing.Short() {
				b.Skip("it is large")
			}
			server, err := localtest.Start(local.Options{Users: 200, Members: accounts})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = server.Close() }()
			server.SetReportTime(2 * time.Second)
			for _, ofIAM := range []string{"GenerateCredentialReport", "GetCredentialReport", "ListAccountAliases"} {
				server.Inject(localtest.Fault{Action: ofIAM, Effect: localtest.Throttle(20, 20)})
			}
			server.Inject(localtest.Fault{Effect: localtest.Delay(30 * time.Millisecond)})
			id, secret := server.Admin()
			for name, value := range map[string]string{
				"AWS_ENDPOINT_URL": server.URL(), "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": secret,
				"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
			} {
				b.Setenv(name, value)
			}
			args := []string{"report", "--org", "--no-ids", "--output", "json", "--exclude", server.Management()}
			if accounts == 1 {
				args = []string{"report", "--no-ids", "--output", "json"}
			}
			for b.Loop() {
				var out, errs bytes.Buffer
				Main(b.Context(), system.System{
					Args: args, Getenv: func(string) string { return "" }, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs,
				})
				keys := bytes.Count(out.Bytes(), []byte("\n{"))
				if keys < 20*accounts*8/10 {
					b.Fatalf("%d keys: %s", keys, errs.String())
				}
				b.ReportMetric(float64(keys), "keys")
			}
		})
	}
}
