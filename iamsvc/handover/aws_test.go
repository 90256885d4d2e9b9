package handover_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/handover"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// TestAWSCommandAcceptsWhatIsWritten hands a key of the local service over, and has the installed AWS CLI use it.
func TestAWSCommandAcceptsWhatIsWritten(t *testing.T) {
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("the AWS CLI is not installed: that it accepts the files was not tried")
	}
	server, err := localtest.Start(local.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	key := created(t, server)

	t.Run("profile", func(t *testing.T) {
		t.Parallel()
		env := handover.Env{Home: t.TempDir()}
		credentials := filepath.Join(env.Home, ".aws", "credentials")
		mustMkdir(t, filepath.Dir(credentials))
		mustWrite(t, credentials, "# mine\n[default]\naws_access_key_id = x\n\n[new one]\ns3 =\n  max_queue_size = 9\n"+
			"[bob]\naws_access_key_id=AKIAOLDOLDOLDOLDOLD1\naws_secret_access_key=y\naws_session_token=z\nregion = eu-west-1")
		handOver(t, handover.Profile{Profile: "bob"}, key, env, true)
		answersAs(t, env.Home, key, "sts", "get-caller-identity", "--profile", "bob", "--endpoint-url", server.URL())
	})
	t.Run("process", func(t *testing.T) {
		t.Parallel()
		env := handover.Env{Home: t.TempDir()}
		path := handOver(t, handover.File{Format: handover.Process, Path: "~/a folder/key.json"}, key, env, false)
		mustMkdir(t, filepath.Join(env.Home, ".aws"))
		mustWrite(t, filepath.Join(env.Home, ".aws", "config"), "[profile bob]\nregion = eu-west-1\ncredential_process = cat \""+path+"\"\n")
		answersAs(t, env.Home, key, "sts", "get-caller-identity", "--profile", "bob", "--endpoint-url", server.URL())
	})
	t.Run("CSV", func(t *testing.T) {
		t.Parallel()
		env := handover.Env{Home: t.TempDir()}
		path := handOver(t, handover.File{Format: handover.CSV}, key, env, false)
		out, err := runAWS(t, env.Home, "configure", "import", "--csv", "file://"+path)
		if err != nil && strings.Contains(strings.ToLower(out), "invalid choice") {
			t.Skip("the AWS CLI installed is version 1, which has no `configure import`: that it accepts the CSV was not tried")
		}
		got, _ := os.ReadFile(filepath.Join(env.Home, ".aws", "credentials"))
		want := "[" + key.User.UserName() + "]\naws_access_key_id = " + key.ID + "\naws_secret_access_key = " + key.Secret.Reveal() + "\n"
		if err != nil || string(got) != want {
			t.Errorf("%v: %s", err, out)
		}
	})
}

func created(t *testing.T, server *localtest.Server) iamsvc.NewKey {
	t.Helper()
	id, secret := server.Admin()
	s, err := iamsvc.Open(t.Context(), iamsvc.Options{
		EndpointURL: server.URL(), KeyID: id, Secret: iamsvc.NewSecret(secret), HTTPClient: http.DefaultClient,
	})
	if err != nil {
		t.Fatal(err)
	}
	key, err := s.CreateKey(t.Context(), iamsvc.Caller())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func handOver(t *testing.T, target handover.Target, key iamsvc.NewKey, env handover.Env, replace bool) string {
	t.Helper()
	plan, err := target.Plan(key, env)
	if err != nil {
		t.Fatal(err)
	}
	path, err := plan.Write(t.Context(), replace)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// answersAs fails unless the command says that the key's user signed.
func answersAs(t *testing.T, home string, key iamsvc.NewKey, arguments ...string) {
	t.Helper()
	if out, err := runAWS(t, home, arguments...); err != nil || !strings.Contains(out, ":user/"+key.User.UserName()+`"`) {
		t.Errorf("%v: %s", err, out)
	}
}

// runAWS runs the AWS CLI with nothing of AWS in its environment, and a home of its own.
func runAWS(t *testing.T, home string, arguments ...string) (string, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "aws", arguments...)
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "AWS_") && !strings.HasPrefix(entry, "HOME=") {
			command.Env = append(command.Env, entry)
		}
	}
	command.Env = append(command.Env,
		"HOME="+home, "AWS_EC2_METADATA_DISABLED=true", "AWS_DEFAULT_REGION=us-east-1",
		"AWS_CONFIG_FILE="+filepath.Join(home, ".aws", "config"),
		"AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(home, ".aws", "credentials"))
	out, err := command.CombinedOutput()
	return string(out), err
}

func mustMkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
}

func mustWrite(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
