package cli

import (
	"crypto/sha1" // what names the files of logins, and sessions
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"akia/iamsvc/local"
	"akia/ui/cli/exit"
)

// The names that the written configuration has for the management account's profile and for the SSO session.
const (
	managementProfile = "acme"
	ssoSession        = "acme"
)

// writtenBy is the first line of the files that demo-server writes, and its name in a login: others are not replaced.
const (
	writtenBy = "# Written by akia demo-server: it is replaced at its next start.\n"
	loginBy   = "akia demo-server"
)

// demoConfig is a folder with an AWS configuration of the built-in accounts.
type demoConfig struct{ dir string }

// openDemoConfig returns the folder of a name, none for an empty one. It refuses one whose files are somebody else's.
func openDemoConfig(dir string) (demoConfig, error) {
	if dir == "" {
		return demoConfig{}, nil
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return demoConfig{}, err
	}
	c := demoConfig{dir}
	return c, c.check()
}

func (c demoConfig) config() string      { return filepath.Join(c.dir, "config") }
func (c demoConfig) credentials() string { return filepath.Join(c.dir, "credentials") }

// login is where the AWS CLI looks for the login of the session if the folder is the .aws of the person's home.
func (c demoConfig) login() string {
	sum := sha1.Sum([]byte(ssoSession))
	return filepath.Join(c.dir, "sso", "cache", hex.EncodeToString(sum[:])+".json")
}

// check refuses a folder in which there are files of the same names that demo-server did not write.
func (c demoConfig) check() error {
	for path, mark := range map[string]string{c.config(): writtenBy, c.credentials(): writtenBy, c.login(): loginBy} {
		text, err := os.ReadFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return exit.Usage("--write-config: %s", err)
		case !strings.Contains(string(text), mark):
			return exit.Usage("--write-config: %s is not a file that demo-server wrote, so it is left alone", path)
		}
	}
	return nil
}

// write writes the configuration of a running server.
func (c demoConfig) write(s *local.Server) error {
	keyID, secret := s.Admin()
	keys := fmt.Sprintf("aws_access_key_id = %s\naws_secret_access_key = %s\n", keyID, secret)
	token, until := s.Login()
	login, err := json.MarshalIndent(map[string]string{
		"startUrl": s.URL() + "/start", "region": "us-east-1", "accessToken": token,
		"expiresAt": until.UTC().Format(time.RFC3339), "clientId": loginBy,
	}, "", "  ")
	if err != nil {
		return err
	}
	for path, text := range map[string]string{
		c.config():      demoProfiles(s),
		c.credentials(): writtenBy + "\n[default]\n" + keys + "\n[" + managementProfile + "]\n" + keys,
		c.login():       string(login) + "\n",
	} {
		if err := replace(path, text); err != nil {
			return fmt.Errorf("cannot write the configuration: %w", err)
		}
	}
	return nil
}

// demoProfiles returns the configuration file: a profile for each account, one with MFA, and one of the SSO session.
func demoProfiles(s *local.Server) string {
	var out strings.Builder
	out.WriteString(writtenBy)
	section := func(name string, settings ...string) {
		fmt.Fprintf(&out, "\n[%s]\nregion = us-east-1\nendpoint_url = %s\n", name, s.URL())
		for _, line := range settings {
			out.WriteString(line + "\n")
		}
	}
	section("default")
	section("profile " + managementProfile)
	source, mfa := "source_profile = "+managementProfile+"\nrole_session_name = "+sessionOfStart(s), false
	for _, m := range s.Members() {
		role := m.Role
		if role == "" { // which cannot be assumed
			role = "arn:aws:iam::" + m.ID + ":role/OrganizationAccountAccessRole"
		}
		section("profile "+m.Name, "role_arn = "+role, source)
		if !mfa && m.MFARole != "" && !m.Suspended {
			mfa = true
			section("profile "+m.Name+"-mfa", "role_arn = "+m.MFARole, source, "mfa_serial = "+s.Device())
		}
	}
	section("profile "+managementProfile+"-sso", "sso_session = "+ssoSession, "sso_account_id = "+s.Management(),
		"sso_role_name = AdministratorAccess")
	fmt.Fprintf(&out, "\n[sso-session %s]\nsso_start_url = %s/start\nsso_region = us-east-1\n"+
		"sso_registration_scopes = sso:account:access\n", ssoSession, s.URL())
	return out.String()
}

// sessionOfStart returns the name that the sessions of a server's roles have. It is another one with each start: the
// aws command keeps sessions under their names, and another server does not know those of this one.
func sessionOfStart(s *local.Server) string {
	_, secret := s.Admin()
	sum := sha1.Sum([]byte(secret))
	return "akia-" + hex.EncodeToString(sum[:4])
}

// replace writes a file that the person alone may read, whole or not at all.
func replace(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // with mode 0600
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
