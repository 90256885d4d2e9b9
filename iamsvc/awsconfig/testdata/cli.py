"""Runs `aws iam list-users` once for each line of standard input, which is a JSON object with `env` and `args`.

Each run is a fork of this process, so that the AWS CLI is loaded once. Prints a line of JSON for each: its status and stderr.
"""
import json
import os
import sys
import tempfile

import awscli.clidriver
import awscli.customizations.assumerole as roles
import botocore.session

for path in ("iam", "sts"):  # loaded before the forks, since loading takes most of the time
    botocore.session.get_session().get_service_model(path)

for line in sys.stdin:
    row = json.loads(line)
    with tempfile.TemporaryFile() as err:
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, 0)
            os.dup2(null, 1)
            os.dup2(err.fileno(), 2)
            data = os.environ["AWS_DATA_PATH"]  # set when the CLI was loaded
            os.environ.clear()
            os.environ.update(row["env"], AWS_DATA_PATH=data)
            roles.CACHE_DIR = os.path.expanduser("~/.aws/cli/cache")
            status = 255
            try:
                status = awscli.clidriver.create_clidriver().main(["iam", "list-users", "--no-paginate"] + row["args"])
            except BaseException as e:
                sys.stderr.write(repr(e))
            sys.stderr.flush()
            os._exit(status)
        _, status = os.waitpid(pid, 0)
        err.seek(0)
        said = err.read().decode("utf-8", "replace")
    print(json.dumps({"status": os.waitstatus_to_exitcode(status), "said": said[-600:]}), flush=True)
