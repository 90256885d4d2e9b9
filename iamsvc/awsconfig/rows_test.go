//go:build unix

package awsconfig_test

import "strings"

const (
	key      = "aws_access_key_id = AKIAFILE\naws_secret_access_key = LEAKED\n"
	otherKey = "aws_access_key_id = AKIAOTHER\naws_secret_access_key = LEAKED\n"
	base     = "region = eu-west-1\nendpoint_url = {URL}\n"
	role     = "role_arn = arn:aws:iam::123456789012:role/"
	answer   = `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED"}`
)

// of is a configuration file with a default profile that reaches the server, and more.
func of(more string) string { return "[default]\n" + base + more }

// program is a credential process that prints a text.
func program(text string) string { return "#!/bin/sh\nprintf '%s' '" + text + "'\n" }

// rows returns the table, by subject.
func rows() []row {
	var all []row
	for _, part := range [][]row{
		grammarRows(), sectionRows(), fileRows(), profileRows(), environmentRows(), keyRows(), roleRows(), processRows(), ssoRows(),
		endpointRows(), valueRows(), regionRows(), containerRows(),
	} {
		all = append(all, part...)
	}
	return all
}

func grammarRows() []row {
	creds := "[default]\n" + key
	return []row{
		{name: "colons for equals signs", config: "[default]\nregion: eu-west-1\nendpoint_url : {URL}\n", credentials: creds},
		{name: "no spaces", config: "[default]\nregion=eu-west-1\nendpoint_url={URL}\n", credentials: "[default]\naws_access_key_id=AKIAFILE\naws_secret_access_key=x\n"},
		{name: "upper case settings", config: "[default]\nREGION = eu-west-1\nEndpoint_URL = {URL}\n", credentials: "[default]\nAWS_ACCESS_KEY_ID = AKIAFILE\nAws_Secret_Access_Key = x\n"},
		{name: "CRLF", config: strings.ReplaceAll(of(""), "\n", "\r\n"), credentials: strings.ReplaceAll(creds, "\n", "\r\n")},
		{name: "CR alone", config: strings.ReplaceAll(of(""), "\n", "\r"), credentials: creds},
		{name: "comments on lines of their own", config: "# a\n; b\n[default]\n  # c\n" + base + "\t; d\n", credentials: creds},
		{name: "comment after a region", config: "[default]\nregion = eu-west-1 # home\nendpoint_url = {URL}\n", credentials: creds, says: []string{"region", "line 2", "own"}},
		{name: "comment after a key ID", config: of(""), credentials: "[default]\naws_access_key_id = AKIAFILE # mine\naws_secret_access_key = x\n"},
		{name: "comment after a section", config: "[default] # mine\n" + base, credentials: creds},
		{name: "text after a section", config: "[default] mine\n" + base, credentials: creds},
		{name: "spaces before a section and settings", config: "  [default]\n  region = eu-west-1\n  endpoint_url = {URL}\n", credentials: creds},
		{name: "an indented section after a setting", config: of("") + "  [profile x]\n", credentials: creds, says: []string{"endpoint"}},
		{name: "spaces inside the brackets", config: of(""), credentials: "[ default ]\n" + key, says: []string{"No AWS credentials"}},
		{name: "quoted region", config: "[default]\nregion = \"eu-west-1\"\nendpoint_url = {URL}\n", credentials: creds, says: []string{"region", "quotation"}},
		{name: "quoted key ID", config: of(""), credentials: "[default]\naws_access_key_id = \"AKIAFILE\"\naws_secret_access_key = \"x\"\n"},
		{name: "section twice", config: of("[default]\noutput = json\n"), credentials: creds, says: []string{"twice", "line 4", "config"}},
		{name: "section twice in the credentials", config: of(""), credentials: creds + creds, says: []string{"twice", "line 4", "credentials"}},
		{name: "another section twice", config: of("[profile x]\n[profile x]\n"), credentials: creds, says: []string{"twice", "[profile x]"}},
		{name: "setting twice", config: of("region = eu-west-2\n"), credentials: creds, says: []string{"twice", "region", "line 4"}},
		{name: "setting twice in two cases", config: of("Region = eu-west-2\n"), credentials: creds, says: []string{"twice", "region", "line 4"}},
		{name: "setting before a section", config: "region = eu-west-1\n" + of(""), credentials: creds, says: []string{"line 1", "before the first section"}},
		{name: "line that is nothing", config: of("LEAKED\n"), credentials: creds, says: []string{"line 4", "neither"}},
		{name: "line that is nothing in another section", config: of("[profile x]\nLEAKED\n"), credentials: creds, says: []string{"line 5"}},
		{name: "section that does not end", config: of("[profile x\n"), credentials: creds, says: []string{"line 4"}},
		{name: "empty section name", config: of("[]\n"), credentials: creds, says: []string{"line 4"}},
		{name: "setting without a name", config: of("= x\n"), credentials: creds, says: []string{"line 4"}},
		{name: "setting without a value", config: of("output =\n"), credentials: creds},
		{name: "value with equals signs", config: of("output = a=b=c\n"), credentials: creds},
		{name: "percent signs", config: of("output = %(region)s%\n"), credentials: creds},
		{name: "settings of DEFAULT", config: "[DEFAULT]\nregion = eu-west-3\n[default]\nendpoint_url = {URL}\n", credentials: creds},
		{name: "settings of DEFAULT in the credentials", config: of(""), credentials: "[DEFAULT]\n" + key + "[default]\nx = y\n"},
		{name: "own setting before DEFAULT", config: of("[DEFAULT]\nregion = eu-west-3\n"), credentials: creds},
		{name: "indented line goes on", config: of("output = a\n  b\n"), credentials: creds},
		{name: "indented line after a region", config: "[default]\nendpoint_url = {URL}\nregion = eu-west-1\n  output = json\n", credentials: creds, says: []string{"region", "line 3"}},
		{name: "block of settings", config: of("s3 =\n  max_concurrent_requests = 2\n  addressing_style = path\n"), credentials: creds},
		{name: "block with a comment and an empty line", config: of("s3 =\n\n  # a = b\n  addressing_style = path\noutput = json\n"), credentials: creds},
		{name: "block that is none", config: of("s3 =\n  LEAKED\n"), credentials: creds, says: []string{"s3", "line 4"}},
		{name: "block in place of a region", config: "[default]\nendpoint_url = {URL}\nregion =\n  a = b\n", credentials: creds, says: []string{"region", "line 3"}},
		{name: "line separators of Unicode", config: of("output = a\u2028b\u0085c\n"), credentials: creds},
		{name: "non-breaking spaces around", config: "[default]\n\u00a0region\u00a0=\u00a0eu-west-1\u00a0\nendpoint_url = {URL}\n", credentials: creds},
		{name: "non-breaking spaces before each", config: "[default]\nregion\u00a0=\u00a0eu-west-1\u00a0\nendpoint_url = {URL}\n", credentials: creds},
		{name: "names that are no ASCII", config: of("[profile münchen]\n" + base), credentials: "[münchen]\n" + key, profile: "münchen"},
		{name: "no line end at the end", config: "[default]\nregion = eu-west-1\nendpoint_url = {URL}", credentials: strings.TrimSpace(creds)},
	}
}

func fileRows() []row {
	creds := "[default]\n" + key
	return []row{
		{name: "byte order mark", config: "\ufeff" + of(""), credentials: creds, says: []string{"byte order mark", "config"}},
		{name: "byte order mark in the credentials", config: of(""), credentials: "\ufeff" + creds, says: []string{"byte order mark", "credentials"}},
		{name: "UTF-16", config: of(""), credentials: "\xff\xfe[\x00d\x00", says: []string{"UTF-16", "credentials"}},
		{name: "UTF-16 without a mark", config: "[\x00d\x00e\x00", credentials: creds, says: []string{"UTF-16", "config"}},
		{name: "Latin 1", config: of("# M\xfcnchen\n"), credentials: creds, says: []string{"UTF-8", "line 4"}},
		{name: "empty files", config: "\n", credentials: "\n", env: map[string]string{"AWS_DEFAULT_REGION": "eu-west-1"}, says: []string{"No AWS credentials"}},
		// The CLI passes over a folder without a word, and acts without its settings.
		{name: "folder for the configuration", raw: map[string]string{".aws/config": "FOLDER"}, credentials: creds, env: map[string]string{"AWS_ENDPOINT_URL": "{URL}", "AWS_DEFAULT_REGION": "eu-west-1"}, akia: "refused", says: []string{".aws/config", "folder"}},
		{name: "folder for the credentials", config: of(key), raw: map[string]string{".aws/credentials": "FOLDER"}, akia: "refused", says: []string{".aws/credentials", "folder"}},
		{name: "tilde in AWS_CONFIG_FILE", raw: map[string]string{"my/conf": of("")}, credentials: creds, env: map[string]string{"AWS_CONFIG_FILE": "~/my/conf"}},
		{name: "tilde in AWS_SHARED_CREDENTIALS_FILE", config: of(""), raw: map[string]string{"my/creds": creds}, env: map[string]string{"AWS_SHARED_CREDENTIALS_FILE": "~/my/creds"}},
		{name: "variable in AWS_CONFIG_FILE", raw: map[string]string{"my/conf": of("")}, credentials: creds, env: map[string]string{"AWS_CONFIG_FILE": "$HOME/my/conf"}},
		{name: "variable in braces", config: of(""), raw: map[string]string{"my/creds": creds}, env: map[string]string{"AWS_SHARED_CREDENTIALS_FILE": "~/${PLACE}/creds", "PLACE": "my"}},
		{name: "variable that is not set", config: of(""), credentials: creds, env: map[string]string{"AWS_SHARED_CREDENTIALS_FILE": "$NOWHERE/creds"}, says: []string{"No AWS credentials"}},
		{name: "AWS_CONFIG_FILE that is not there", config: of(""), credentials: creds, env: map[string]string{"AWS_CONFIG_FILE": "{HOME}/nope", "AWS_ENDPOINT_URL": "{URL}", "AWS_DEFAULT_REGION": "eu-west-2"}},
		{name: "AWS_CONFIG_FILE set to nothing", config: of(""), credentials: creds, env: map[string]string{"AWS_CONFIG_FILE": "", "AWS_ENDPOINT_URL": "{URL}", "AWS_DEFAULT_REGION": "eu-west-2"}},
		{name: "AWS_SHARED_CREDENTIALS_FILE set to nothing", config: of(""), credentials: creds, env: map[string]string{"AWS_SHARED_CREDENTIALS_FILE": ""}, says: []string{"No AWS credentials"}},
		{name: "null device", config: of(otherKey), credentials: creds, env: map[string]string{"AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}},
		{name: "file under a file", config: of(otherKey), env: map[string]string{"AWS_SHARED_CREDENTIALS_FILE": "{HOME}/.aws/config/x"}},
	}
}

func sectionRows() []row {
	creds := func(name string) string { return "[" + name + "]\n" + key }
	return []row{
		{name: "section in double quotes", config: "[profile \"prod admin\"]\n" + base, credentials: creds("prod admin"), profile: "prod admin"},
		{name: "section in single quotes", config: "[profile 'prod admin']\n" + base, credentials: creds("prod admin"), profile: "prod admin"},
		{name: "section with an escaped blank", config: "[profile prod\\ admin]\n" + base + key, profile: "prod admin"},
		{name: "section quoted without need", config: "[profile \"prod\"]\n" + base + key, profile: "prod"},
		{name: "section with quotes inside", config: "[profile pr\"o\"d]\n" + base + key, profile: "prod"},
		{name: "section with blanks unquoted", config: "[profile prod admin]\n" + base + key, profile: "prod admin", says: []string{"prod admin", "line 1", "quote"}},
		{name: "section with a quote that does not end", config: "[profile \"prod]\n" + base + key, profile: "prod", says: []string{"prod", "line 1"}},
		{name: "section with two blanks", config: "[profile   prod]\n" + base + key, profile: "prod"},
		{name: "section with a tab", config: "[profile\tprod]\n" + base + key, profile: "prod"},
		{name: "section without profile", config: "[prod]\n" + base + key, profile: "prod", says: []string{"prod", "[prod]", "line 1"}},
		{name: "section with an upper-case profile", config: "[Profile prod]\n" + base + key, profile: "prod", says: []string{"prod"}},
		{name: "profile in the credentials", credentials: "[profile prod]\n" + key, profile: "prod", says: []string{"prod", "[profile prod]", "line 1"}},
		{name: "profile in the credentials by its whole name", config: of(""), credentials: "[profile prod]\n" + key + base, profile: "profile prod"},
		{name: "name in another case", config: "[profile Prod]\n" + base + key, profile: "prod", says: []string{"There is no profile named prod"}},
		{name: "default twice, profile first", config: "[profile default]\nregion = eu-west-2\n[default]\n" + base, credentials: creds("default")},
		{name: "default twice, profile last", config: "[default]\n" + base + "[profile default]\nregion = eu-west-2\nendpoint_url = {URL}/last\n", credentials: creds("default")},
		{name: "profile default alone", config: "[profile default]\n" + base, credentials: creds("default")},
		{name: "the same profile quoted and not", config: "[profile a]\n" + base + key + "[profile \"a\"]\n" + base + otherKey, profile: "a"},
		{name: "bracket in a name", config: "[profile a]b]\n" + base + key, profile: "a]b"},
		{name: "empty name of a profile", config: of("[profile \"\"]\nregion = eu-west-2\n"), credentials: creds("default")},
		{name: "profiles for profile", config: "[profiles prod]\n" + base + key, profile: "prod"},
	}
}

func profileRows() []row {
	config := "[profile a]\n" + base + key + "[profile b]\n" + base + otherKey
	return []row{
		{name: "profile by AWS_PROFILE", config: config, env: map[string]string{"AWS_PROFILE": "b"}},
		{name: "profile by AWS_DEFAULT_PROFILE", config: config, env: map[string]string{"AWS_DEFAULT_PROFILE": "b"}},
		{name: "flag before AWS_PROFILE", config: config, profile: "a", env: map[string]string{"AWS_PROFILE": "b"}},
		// Version 1 of the CLI has these two the other way round; version 2 has them as here.
		{name: "AWS_PROFILE before AWS_DEFAULT_PROFILE", config: config, env: map[string]string{"AWS_PROFILE": "b", "AWS_DEFAULT_PROFILE": "a"}, akia: "ListUsers by AKIAOTHER eu-west-1/iam"},
		{name: "AWS_PROFILE that is not there", config: config, env: map[string]string{"AWS_PROFILE": "c"}, says: []string{"There is no profile named c"}},
		{name: "AWS_DEFAULT_PROFILE that is not there", config: config, env: map[string]string{"AWS_DEFAULT_PROFILE": "c"}, says: []string{"There is no profile named c"}},
		{name: "flag that is not there", config: config, profile: "c", says: []string{"There is no profile named c"}},
		{name: "AWS_PROFILE that is not there, with keys", config: config, env: map[string]string{"AWS_PROFILE": "c", "AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}, says: []string{"named c"}},
		{name: "AWS_PROFILE set to nothing", config: of(key), env: map[string]string{"AWS_PROFILE": ""}, says: []string{"AWS_PROFILE"}},
		{name: "AWS_PROFILE default that is not there", config: config, env: map[string]string{"AWS_PROFILE": "default"}, says: []string{"named default"}},
		{name: "AWS_PROFILE with a blank at its end", config: config, env: map[string]string{"AWS_PROFILE": "a "}, says: []string{`"a "`}},
		{name: "no default profile, keys in the environment", config: config, env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_ENDPOINT_URL": "{URL}", "AWS_DEFAULT_REGION": "eu-west-1"}},
		{name: "settings of both files, credentials first", config: "[profile a]\nregion = eu-west-2\nendpoint_url = {URL}\n", credentials: "[a]\nregion = eu-west-3\n" + key, profile: "a"},
		{name: "keys in both files", config: of(otherKey), credentials: "[default]\n" + key},
		{name: "profile in the credentials alone", credentials: "[a]\n" + key + base, profile: "a"},
	}
}

func environmentRows() []row {
	config, creds := of(""), "[default]\n"+key
	return []row{
		{name: "keys of the environment first", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "keys of the environment before AWS_PROFILE", config: config + "[profile a]\n" + base + otherKey, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_PROFILE": "a"}},
		{name: "flag before keys of the environment", config: config + "[profile a]\n" + base + otherKey, profile: "a", env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "session token of the environment", config: config, env: map[string]string{"AWS_ACCESS_KEY_ID": "ASIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": "token"}},
		{name: "AWS_SECURITY_TOKEN", config: config, env: map[string]string{"AWS_ACCESS_KEY_ID": "ASIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SECURITY_TOKEN": "old"}},
		{name: "both tokens of the environment", config: config, env: map[string]string{"AWS_ACCESS_KEY_ID": "ASIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SECURITY_TOKEN": "old", "AWS_SESSION_TOKEN": "new"}},
		{name: "session token set to nothing", config: config, env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": ""}},
		{name: "key ID without a secret in the environment", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV"}, says: []string{"AWS_SECRET_ACCESS_KEY"}},
		{name: "key ID with an empty secret in the environment", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": ""}, says: []string{"AWS_SECRET_ACCESS_KEY"}},
		{name: "secret without a key ID in the environment", config: config, credentials: creds, env: map[string]string{"AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "key ID set to nothing", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "names of older tools", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY": "AKIAOLD", "AWS_SECRET_KEY": "x"}},
		{name: "secret by an older name", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_KEY": "x"}, says: []string{"AWS_SECRET_ACCESS_KEY"}},
		{name: "expiration in the future", config: config, env: map[string]string{"AWS_ACCESS_KEY_ID": "ASIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": "t", "AWS_CREDENTIAL_EXPIRATION": "2126-01-01T00:00:00Z"}},
		{name: "expiration in the past", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "ASIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_CREDENTIAL_EXPIRATION": "2020-01-01T00:00:00+00:00"}, says: []string{"expired"}},
		{name: "expiration that is no time", config: config, credentials: creds, env: map[string]string{"AWS_ACCESS_KEY_ID": "ASIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_CREDENTIAL_EXPIRATION": "soon"}, says: []string{"AWS_CREDENTIAL_EXPIRATION"}},
		{name: "no credentials at all", config: config, says: []string{"No AWS credentials"}},
	}
}

func keyRows() []row {
	return []row{
		{name: "key ID without a secret", config: of(""), credentials: "[default]\naws_access_key_id = AKIAFILE\n", says: []string{"aws_secret_access_key", "line 2", "credentials"}},
		{name: "secret without a key ID", config: of(""), credentials: "[default]\naws_secret_access_key = LEAKED\n", says: []string{"No AWS credentials"}},
		{name: "half a pair in each file", config: of("aws_access_key_id = AKIAFILE\n"), credentials: "[default]\naws_secret_access_key = LEAKED\n", says: []string{"aws_secret_access_key", "config"}},
		{name: "half a pair in each file, the other way", config: of("aws_secret_access_key = LEAKED\n"), credentials: "[default]\naws_access_key_id = AKIAFILE\n", says: []string{"aws_secret_access_key", "credentials"}},
		{name: "session token of a file", config: of(""), credentials: "[default]\n" + key + "aws_session_token = token\n"},
		{name: "aws_security_token of a file", config: of(""), credentials: "[default]\n" + key + "aws_session_token = new\naws_security_token = old\n"},
		{name: "session token in the other file", config: of("aws_session_token = token\n"), credentials: "[default]\n" + key},
		{name: "keys in the configuration file alone", config: of(key)},
		{name: "key ID of a profile in a block", config: of(""), credentials: "[default]\naws_access_key_id =\n  a = b\naws_secret_access_key = LEAKED\n", says: []string{"aws_access_key_id", "line 2"}},
	}
}

func roleRows() []row {
	from := of(key)
	web := map[string]string{"token": "web-token"}
	return []row{
		{name: "role", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\n", profile: "a"},
		{name: "role with all its settings", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nexternal_id = ext\nrole_session_name = my-name\nduration_seconds = 1800\n", profile: "a"},
		{name: "role for 15 minutes", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nduration_seconds = 900\n", profile: "a"},
		{name: "role with a length that is no number", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nduration_seconds = long\n", profile: "a"},
		{name: "role for too short", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nduration_seconds = 60\n", profile: "a", says: []string{"duration_seconds", "900"}},
		{name: "role of a role", config: from + "[profile a]\n" + base + role + "r\nsource_profile = b\n[profile b]\n" + role + "q\nsource_profile = default\n", profile: "a"},
		{name: "role by AWS_PROFILE", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\n", env: map[string]string{"AWS_PROFILE": "a"}},
		{name: "role of the default profile", config: "[default]\n" + base + role + "r\nsource_profile = k\n[profile k]\n" + key},
		{name: "role and keys of one profile", config: "[default]\n" + base + role + "r\nsource_profile = default\n" + key},
		{name: "role before the profile's own keys", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\n" + otherKey, profile: "a"},
		{name: "keys of the environment before a role", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\n", env: map[string]string{"AWS_PROFILE": "a", "AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "role in the credentials file", config: from, credentials: "[a]\n" + base + role + "r\nsource_profile = default\n", profile: "a"},
		{name: "role without a source", config: from + "[profile a]\n" + base + role + "r\n", profile: "a", says: []string{"source_profile", "credential_source", "line 9"}},
		{name: "role without a source, with keys", config: from + "[profile a]\n" + base + role + "r\n" + otherKey, profile: "a", says: []string{"source_profile"}},
		{name: "role with two sources", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\ncredential_source = Environment\n", profile: "a", says: []string{"both"}},
		{name: "source that is not there", config: from + "[profile a]\n" + base + role + "r\nsource_profile = zz\n", profile: "a", says: []string{"zz", "line 10", "source_profile"}},
		{name: "source without credentials", config: from + "[profile a]\n" + base + role + "r\nsource_profile = b\n[profile b]\nregion = eu-west-1\n", profile: "a", says: []string{"b", "no credentials"}},
		{name: "source with half a pair", config: from + "[profile a]\n" + base + role + "r\nsource_profile = b\n[profile b]\naws_access_key_id = AKIAFILE\n", profile: "a", says: []string{"aws_secret_access_key"}},
		{name: "loop of two", config: from + "[profile a]\n" + base + role + "r\nsource_profile = b\n[profile b]\n" + role + "q\nsource_profile = a\n", profile: "a", says: []string{"loop", "a, b, a"}},
		{name: "loop of one", config: from + "[profile a]\n" + base + role + "r\nsource_profile = a\n", profile: "a", says: []string{"loop"}},
		{name: "loop beside the way", config: from + "[profile a]\n" + base + role + "r\nsource_profile = b\n[profile b]\n" + role + "q\nsource_profile = c\n[profile c]\n" + role + "p\nsource_profile = b\n", profile: "a", says: []string{"loop"}},
		{name: "source quoted", config: from + "[profile a]\n" + base + role + "r\nsource_profile = \"default\"\n", profile: "a", says: []string{"source_profile", "not exist"}},
		{name: "source with a blank in its name", config: "[profile \"my base\"]\n" + key + "[profile a]\n" + base + role + "r\nsource_profile = my base\n", profile: "a"},
		{name: "source is a process", config: "[profile p]\ncredential_process = {HOME}/p\n[profile a]\n" + base + role + "r\nsource_profile = p\n", raw: map[string]string{"p": program(answer)}, profile: "a"},
		{name: "role that is none", config: from + "[profile a]\n" + base + "role_arn = admin\nsource_profile = default\n", profile: "a", says: []string{"role_arn", "line 9"}},
		{name: "empty role", config: from + "[profile a]\n" + base + "role_arn =\nsource_profile = default\n", profile: "a", says: []string{"role_arn"}},
		{name: "empty external ID", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nexternal_id =\n", profile: "a", says: []string{"external_id"}},
		{name: "role that asks for a code", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nmfa_serial = arn:aws:iam::123456789012:mfa/bob\n", profile: "a", says: []string{"MFA device"}},
		{name: "role from the environment", config: "[profile a]\n" + base + role + "r\ncredential_source = Environment\n", profile: "a", env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "role from an environment without keys", config: "[profile a]\n" + base + role + "r\ncredential_source = Environment\n", profile: "a", says: []string{"credential_source"}},
		{name: "role from the environment in lower case", config: "[profile a]\n" + base + role + "r\ncredential_source = environment\n", profile: "a", env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}, says: []string{"credential_source", "Environment"}},
		{name: "role from a source that is none", config: "[profile a]\n" + base + role + "r\ncredential_source = Vault\n", profile: "a", says: []string{"credential_source", "Vault"}},
		{name: "role by a token", config: of(role + "w\nweb_identity_token_file = {HOME}/token\n"), raw: web},
		{name: "role by a token, with a source too", config: of(role+"w\nweb_identity_token_file = {HOME}/token\nsource_profile = k\n") + "[profile k]\n" + key, raw: web},
		{name: "role by a token without a role", config: of("web_identity_token_file = {HOME}/token\n"), raw: web, says: []string{"role_arn"}},
		{name: "role by a token that is not there", config: of(role + "w\nweb_identity_token_file = {HOME}/nope\n"), says: []string{"token", "nope"}},
		{name: "role by a token of the environment", config: of(key), raw: web, env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "{HOME}/token", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/w", "AWS_ROLE_SESSION_NAME": "my-pod"}},
		{name: "role by a token of the environment, without a role", config: of(key), raw: web, env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "{HOME}/token"}, says: []string{"AWS_ROLE_ARN"}},
		{name: "role by a token that is empty", config: of(role + "w\nweb_identity_token_file = {HOME}/token\n"), raw: map[string]string{"token": "\n"}, says: []string{"no token", "/token"}},
		{name: "role by a token with an empty session name", config: of(role + "w\nweb_identity_token_file = {HOME}/token\nrole_session_name =\n"), raw: web},
		{name: "role by a token with a short session name", config: of(role + "w\nweb_identity_token_file = {HOME}/token\nrole_session_name = x\n"), raw: web, says: []string{"role_session_name", "line 6"}},
		{name: "role with an empty session name", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nrole_session_name =\n", profile: "a"},
		{name: "role with a short session name", config: from + "[profile a]\n" + base + role + "r\nsource_profile = default\nrole_session_name = x\n", profile: "a", says: []string{"role_session_name"}},
		{name: "keys of the environment before a token", config: of(""), raw: web, env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "{HOME}/token", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/w", "AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "flag before a token of the environment", config: "[profile a]\n" + base + key, profile: "a", raw: web, env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "{HOME}/token", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/w"}},
		{name: "token of the environment, role of the profile", config: of(role + "w\n"), raw: web, env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "{HOME}/token"}, says: []string{"source_profile"}},
		{name: "source is a token", config: "[profile w]\n" + role + "w\nweb_identity_token_file = {HOME}/token\n[profile a]\n" + base + role + "r\nsource_profile = w\n", raw: web, profile: "a"},
	}
}

func processRows() []row {
	run := func(name, command, text string, says ...string) row {
		r := row{name: name, config: of("credential_process = " + command + "\n"), says: says}
		r.raw = map[string]string{"p": program(text), "my tools/p": program(text)}
		return r
	}
	script := func(name, body string, says ...string) row {
		r := run(name, "{HOME}/p", "", says...)
		r.raw["p"] = "#!/bin/sh\n" + body + "\n"
		return r
	}
	const plain = "{HOME}/p"
	return []row{
		run("process", plain, answer),
		run("process in quotes", `"{HOME}/my tools/p"`, answer),
		run("process in quotes with an argument", `"{HOME}/my tools/p" --profile x`, answer),
		run("process in single quotes", `'{HOME}/my tools/p' x`, answer),
		run("process with an escaped blank", `{HOME}/my\ tools/p`, answer),
		run("process with blanks unquoted", `{HOME}/my tools/p`, answer, "credential process", "no program"),
		run("process with a quote that does not end", `"{HOME}/p`, answer, "credential_process", "quotation", "line 4"),
		run("process with a variable", `$HOME/p`, answer, "no program"),
		run("process with a tilde", `~/p`, answer, "no program"),
		run("process with a pipe", `{HOME}/p | cat`, answer),
		run("process that is not there", `{HOME}/nope`, answer, "no program"),
		run("empty process", ``, answer, "credential_process", "empty"),
		run("process with a session", plain, `{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"LEAKED","SessionToken":"tok","Expiration":"2126-01-01T00:00:00Z"}`),
		run("process with nulls", plain, `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED","SessionToken":null,"Expiration":null}`),
		run("process with an expiration in another zone", plain, `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED","SessionToken":"t","Expiration":"2126-01-01T00:00:00+02:00"}`),
		run("process with an expiration that is over", plain, `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED","SessionToken":"t","Expiration":"2020-01-01T00:00:00Z"}`, "expired at 2020-01-01"),
		run("process with an expiration that is no time", plain, `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED","SessionToken":"t","Expiration":"soon"}`, "Expiration"),
		run("process of another version", plain, `{"Version":2,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED"}`, "Version 1"),
		run("process without a version", plain, `{"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED"}`, "Version 1"),
		run("process with a version in quotes", plain, `{"Version":"1","AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED"}`, "Version 1"),
		run("process without a key ID", plain, `{"Version":1,"SecretAccessKey":"LEAKED"}`, "AccessKeyId"),
		run("process without a secret", plain, `{"Version":1,"AccessKeyId":"AKIAPROCESS"}`, "SecretAccessKey"),
		run("process with names in lower case", plain, `{"version":1,"accesskeyid":"AKIAPROCESS","secretaccesskey":"LEAKED"}`, "Version 1"),
		run("process that prints no JSON", plain, `AKIAPROCESS LEAKED`, "JSON"),
		run("process that prints half of it", plain, `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"LEAKED"`, "JSON"),
		run("process that prints a list", plain, `[1,"LEAKED"]`, "JSON"),
		run("process that prints more after it", plain, answer+"LEAKED", "JSON"),
		run("process that prints nothing", plain, ``, "nothing"),
		script("process that fails", `echo "first" >&2; echo "no session; run okta-login" >&2; echo LEAKED; exit 3`, "status 3", "okta-login"),
		script("process that fails without a word", `echo LEAKED; exit 1`, "status 1"),
		script("process that talks and gives", `echo "opening the browser" >&2; printf '%s' '`+answer+`'`),
		script("process that reads", `read x </dev/stdin; printf '%s' '`+answer+`'`),
		{name: "keys of the credentials file before a process", config: of("credential_process = {HOME}/p\n"), credentials: "[default]\n" + key, raw: map[string]string{"p": program(answer)}},
		{name: "process before keys of the configuration file", config: of("credential_process = {HOME}/p\n" + key), raw: map[string]string{"p": program(answer)}},
		{name: "process in the credentials file", config: of(""), credentials: "[default]\ncredential_process = {HOME}/p\n", raw: map[string]string{"p": program(answer)}},
	}
}

func ssoRows() []row {
	const whole = "sso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n"
	const who = "sso_account_id = 123456789012\nsso_role_name = Admin\n"
	return []row{
		{name: "SSO without a login", config: of(whole + who), says: []string{"SSO login"}},
		{name: "SSO session without a login", config: of("sso_session = my\n"+who) + "[sso-session my]\n" + whole, says: []string{"SSO login"}},
		{name: "SSO session in quotes", config: of("sso_session = My Corp\n"+who) + "[sso-session 'My Corp']\n" + whole, says: []string{"SSO login"}},
		{name: "SSO session that is not there", config: of("sso_session = zz\n" + who), says: []string{"zz", "sso-session", "line 4"}},
		{name: "SSO session that is not there, with keys", config: of("sso_session = zz\n" + key), says: []string{"zz"}},
		{name: "SSO session without a region", config: of("sso_session = my\n"+who) + "[sso-session my]\nsso_start_url = https://x.awsapps.com/start\n", says: []string{"sso_region", "line 7"}},
		{name: "SSO session that says otherwise", config: of("sso_session = my\nsso_region = us-east-1\n"+who) + "[sso-session my]\n" + whole, says: []string{"sso_region", "differs"}},
		{name: "SSO without a role", config: of(whole + "sso_account_id = 123456789012\n"), says: []string{"sso_role_name"}},
		{name: "SSO without an account", config: of(whole + "sso_role_name = Admin\n"), says: []string{"sso_account_id"}},
		{name: "SSO without an address", config: of(who), says: []string{"sso_start_url", "sso_region"}},
		{name: "SSO before keys", config: of(whole + who + key), says: []string{"SSO login"}},
		{name: "SSO session without a role is no SSO", config: of("sso_session = my\n"+key) + "[sso-session my]\n" + whole},
		{name: "keys of the environment before SSO", config: of(whole + who), env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x"}},
		{name: "login that is not there", config: of("login_session = arn:aws:iam::123456789012:user/x\n"), says: []string{"login"}},
	}
}

func endpointRows() []row {
	keys := "[default]\nregion = eu-west-1\n" + key
	env := func(pairs ...string) map[string]string {
		all := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			all[pairs[i]] = pairs[i+1]
		}
		return all
	}
	services := keys + "services = my\nendpoint_url = {URL}/profile\n[services my]\niam =\n  endpoint_url = {URL}/services\n"
	return []row{
		{name: "AWS itself", config: keys},
		{name: "endpoint of the environment", config: keys, env: env("AWS_ENDPOINT_URL", "{URL}/env")},
		{name: "endpoint of the environment for IAM", config: keys, env: env("AWS_ENDPOINT_URL", "{URL}/env", "AWS_ENDPOINT_URL_IAM", "{URL}/iam")},
		{name: "endpoint of the environment before the profile", config: services, env: env("AWS_ENDPOINT_URL", "{URL}/env")},
		{name: "endpoint set to nothing", config: keys + "endpoint_url = {URL}/profile\n", env: env("AWS_ENDPOINT_URL", "")},
		{name: "endpoint of IAM set to nothing", config: keys, env: env("AWS_ENDPOINT_URL_IAM", "", "AWS_ENDPOINT_URL", "{URL}/env")},
		{name: "endpoint of the profile", config: keys + "endpoint_url = {URL}/profile\n"},
		{name: "endpoint of the services", config: services},
		{name: "services without IAM", config: keys + "services = my\nendpoint_url = {URL}/profile\n[services my]\ns3 =\n  endpoint_url = {URL}/s3\n"},
		{name: "services in quotes", config: keys + "services = my own\n[services \"my own\"]\niam =\n  endpoint_url = {URL}/services\n"},
		{name: "services that are not there", config: keys + "services = zz\nendpoint_url = {URL}\n", says: []string{"services", "zz", "line 5"}},
		{name: "services that are not there, for an endpoint of the environment", config: keys + "services = zz\n", env: env("AWS_ENDPOINT_URL", "{URL}/env")},
		{name: "services that are empty", config: keys + "services = my\nendpoint_url = {URL}\n[services my]\n", says: []string{"services"}},
		{name: "services with IAM not indented", config: keys + "services = my\n[services my]\niam = {URL}\n", says: []string{"iam", "line 7"}},
		{name: "endpoints ignored", config: keys + "endpoint_url = {URL}\n", env: env("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")},
		{name: "endpoints ignored by the profile", config: keys + "ignore_configured_endpoint_urls = TRUE\n", env: env("AWS_ENDPOINT_URL", "{URL}")},
		{name: "endpoints not ignored by another word", config: keys + "ignore_configured_endpoint_urls = yes\nendpoint_url = {URL}\n"},
		{name: "endpoint of the default profile for another", config: of("") + "[profile a]\nregion = eu-west-1\n" + key, profile: "a"},
		{name: "role at the endpoint of STS", config: keys + "[profile a]\nregion = eu-west-1\n" + role + "r\nsource_profile = default\n", profile: "a", env: env("AWS_ENDPOINT_URL_IAM", "{URL}/iam", "AWS_ENDPOINT_URL_STS", "{URL}/sts")},
		{name: "role at the endpoint of the source", config: keys + "endpoint_url = {URL}/source\n[profile a]\nregion = eu-west-2\nendpoint_url = {URL}/own\n" + role + "r\nsource_profile = default\n", profile: "a"},
		{name: "FIPS", config: keys + "use_fips_endpoint = true\n"},
		{name: "FIPS by the environment", config: keys, env: env("AWS_USE_FIPS_ENDPOINT", "True")},
		{name: "no FIPS by the environment", config: keys + "use_fips_endpoint = true\n", env: env("AWS_USE_FIPS_ENDPOINT", "false")},
		{name: "FIPS by another word", config: keys, env: env("AWS_USE_FIPS_ENDPOINT", "1")},
		{name: "FIPS at an endpoint", config: keys + "endpoint_url = {URL}\n", env: env("AWS_USE_FIPS_ENDPOINT", "true")},
		{name: "dual stack", config: keys + "use_dualstack_endpoint = true\n"},
		{name: "dual stack at an endpoint", config: keys + "endpoint_url = {URL}\nuse_dualstack_endpoint = true\n"},
		{name: "FIPS in China", config: "[default]\nregion = cn-north-1\n" + key, env: env("AWS_USE_FIPS_ENDPOINT", "true")},
		{name: "FIPS in GovCloud", config: "[default]\nregion = us-gov-west-1\n" + key, env: env("AWS_USE_FIPS_ENDPOINT", "true")},
		{name: "AWS in China", config: "[default]\nregion = cn-northwest-1\n" + key},
		{name: "certificates that are not there, without TLS", config: keys + "endpoint_url = {URL}\nca_bundle = /nope.pem\n"},
		// The CLI finds out once it has connected.
		{name: "certificates that are not there", config: keys + "ca_bundle = /nope.pem\n", akia: "refused", says: []string{"ca_bundle", "/nope.pem"}},
		{name: "certificates of the environment that are not there", config: keys, env: env("AWS_CA_BUNDLE", "/nope.pem"), akia: "refused", says: []string{"AWS_CA_BUNDLE", "/nope.pem"}},
	}
}

func valueRows() []row {
	var all []row
	setting := func(says string, lines ...string) {
		for _, line := range lines {
			r := row{name: "setting " + line, config: of(key + line + "\n")}
			if says != "" {
				r.says = []string{says, "line 6"}
			}
			all = append(all, r)
		}
	}
	variable := func(refused bool, pairs ...string) {
		for _, pair := range pairs {
			name, text, _ := strings.Cut(pair, "=")
			r := row{name: "variable " + pair, config: of(key), env: map[string]string{name: text}}
			if refused {
				r.says = []string{name}
			}
			all = append(all, r)
		}
	}
	setting("", "retry_mode = legacy", "retry_mode = adaptive", "retry_mode = standard", "defaults_mode = In-Region", "use_fips_endpoint = 0",
		"use_dualstack_endpoint = no", "s3_use_arn_region = 1", "ec2_metadata_v1_disabled = yes", "sts_regional_endpoints = legacy",
		"max_attempts = 7", "request_checksum_calculation = WHEN_REQUIRED", "account_id_endpoint_mode = Required", "parameter_validation = no",
		"tcp_keepalive = maybe", "sdk_ua_app_id = x y", "endpoint_discovery_enabled = perhaps", "cli_pager =", "unknown_setting = x")
	setting("retry_mode", "retry_mode = Legacy", "retry_mode = foo")
	setting("max_attempts", "max_attempts = abc", "max_attempts = 0", "max_attempts = 1.5")
	setting("defaults_mode", "defaults_mode = best")
	setting("sts_regional_endpoints", "sts_regional_endpoints = global")
	setting("metadata_service_timeout", "metadata_service_timeout = long")
	setting("metadata_service_num_attempts", "metadata_service_num_attempts = x")
	setting("ec2_metadata_service_endpoint_mode", "ec2_metadata_service_endpoint_mode = ipv5")
	setting("request_checksum_calculation", "request_checksum_calculation = never")
	setting("response_checksum_validation", "response_checksum_validation = never")
	setting("account_id_endpoint_mode", "account_id_endpoint_mode = never")
	setting("request_min_compression_size_bytes", "request_min_compression_size_bytes = x", "request_min_compression_size_bytes = 99999999")
	setting("s3_disable_express_session_auth", "s3_disable_express_session_auth = maybe")
	variable(false, "AWS_RETRY_MODE=legacy", "AWS_USE_DUALSTACK_ENDPOINT=no", "AWS_S3_USE_ARN_REGION=1", "AWS_EC2_METADATA_V1_DISABLED=yes",
		"AWS_DEFAULTS_MODE=auto", "AWS_STS_REGIONAL_ENDPOINTS=regional", "AWS_DISABLE_REQUEST_COMPRESSION=maybe", "AWS_MAX_ATTEMPTS= 2 ",
		"AWS_ENABLE_ENDPOINT_DISCOVERY=perhaps", "AWS_RESTRICT_FILE_PERMISSIONS=perhaps", "AWS_DISABLE_CLOCK_SKEW_CORRECTION=perhaps",
		"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS=perhaps", "AWS_CA_BUNDLE=/nope.pem", "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:1")
	variable(true, "AWS_RETRY_MODE=foo", "AWS_EC2_METADATA_SERVICE_ENDPOINT=nowhere", "AWS_RETRY_MODE=", "AWS_MAX_ATTEMPTS=abc", "AWS_MAX_ATTEMPTS=", "AWS_MAX_ATTEMPTS=-1", "AWS_DEFAULTS_MODE=",
		"AWS_METADATA_SERVICE_TIMEOUT=x", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=", "AWS_REQUEST_CHECKSUM_CALCULATION=x",
		"AWS_RESPONSE_CHECKSUM_VALIDATION=", "AWS_ACCOUNT_ID_ENDPOINT_MODE=x", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES=x",
		"AWS_STS_REGIONAL_ENDPOINTS=x", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH=x")
	return all
}

func regionRows() []row {
	config := func(region string) string { return "[default]\nregion = " + region + "\nendpoint_url = {URL}\n" + key }
	env := func(name, text string) map[string]string { return map[string]string{name: text} }
	// Version 1 of the CLI does not read AWS_REGION; version 2 and the SDKs do, before AWS_DEFAULT_REGION.
	const first = "ListUsers by AKIAFILE eu-north-1/iam"
	return []row{
		{name: "region of the environment", config: config("eu-west-1"), env: env("AWS_DEFAULT_REGION", "eu-west-3")},
		{name: "AWS_REGION", config: config("eu-west-1"), env: env("AWS_REGION", "eu-north-1"), akia: first},
		{name: "AWS_REGION before AWS_DEFAULT_REGION", config: config("eu-west-1"), env: map[string]string{"AWS_REGION": "eu-north-1", "AWS_DEFAULT_REGION": "eu-west-3"}, akia: first},
		{name: "region in upper case", config: config("EU-WEST-1")},
		{name: "region that is not known", config: config("mars-north-1")},
		{name: "region with an underscore", config: config("eu_west_1"), says: []string{"region", "eu_west_1", "line 2"}},
		{name: "region with a dot", config: config("eu-west-1.example.com"), says: []string{"region", "line 2"}},
		{name: "region with a slash", config: config("evil.com/"), says: []string{"region"}},
		{name: "region of digits", config: config("123"), says: []string{"region"}},
		{name: "region with a hyphen first", config: config("-eu"), says: []string{"region"}},
		{name: "region that is too long", config: config(strings.Repeat("a", 64)), says: []string{"region"}},
		{name: "region of the environment that is none", config: config("eu-west-1"), env: env("AWS_DEFAULT_REGION", "eu west 1"), says: []string{"AWS_DEFAULT_REGION"}},
		{name: "region of the environment with a blank", config: config("eu-west-1"), env: env("AWS_DEFAULT_REGION", "eu-west-1 "), says: []string{"AWS_DEFAULT_REGION"}},
		{name: "region that is none, under one of the environment", config: config("a b"), env: env("AWS_DEFAULT_REGION", "eu-west-1")},
	}
}

func containerRows() []row {
	config := of("")
	const full, token = "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN"
	return []row{
		{name: "container", config: config, env: map[string]string{full: "{URL}/container"}},
		{name: "container with a token", config: config, env: map[string]string{full: "{URL}/container", token: "tok"}},
		{name: "container with a token file", config: config, raw: map[string]string{"tok": "from-file"}, env: map[string]string{full: "{URL}/container", token: "tok", token + "_FILE": "{HOME}/tok"}},
		{name: "container with a token file that is not there", config: config, env: map[string]string{full: "{URL}/container", token + "_FILE": "{HOME}/tok"}, says: []string{token + "_FILE"}},
		{name: "container at a foreign host", config: config, env: map[string]string{full: "http://example.com/c"}, says: []string{full, "example.com"}},
		{name: "container at a name that ends as it should", config: config, env: map[string]string{full: "http://localhost.example.com/c"}, says: []string{full}},
		{name: "container at no address", config: config, env: map[string]string{full: "nonsense"}, says: []string{full}},
		{name: "keys before a container", config: of(key), env: map[string]string{full: "{URL}/container"}},
		{name: "role from a container", config: "[profile a]\n" + base + role + "r\ncredential_source = EcsContainer\n", profile: "a", env: map[string]string{full: "{URL}/container"}},
		{name: "role from no container", config: "[profile a]\n" + base + role + "r\ncredential_source = EcsContainer\n", profile: "a", says: []string{"credential_source"}},
	}
}
