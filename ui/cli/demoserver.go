package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"net"
	"net/netip"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"akia/iamsvc/local"
	"akia/iamsvc/shell"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// anyPort is a loopback address whose port the system chooses.
const anyPort = "127.0.0.1:0"

const demoServerHelp = "Serves the built-in account on a loopback address until you press ctrl+c. Prints the " +
	"environment that points akia, the aws command or any SDK at it."

// demoServer is what the demo-server command was asked for.
type demoServer struct {
	addr           string
	users, members int
	configDir      string
}

func newDemoServer(sys system.System, end *exit.Outcome) *cobra.Command {
	d := &demoServer{addr: anyPort, users: settings.DefaultDemoUsers}
	cmd := &cobra.Command{
		Use:     "demo-server",
		Short:   "Serve the built-in account to other programs",
		Long:    demoServerHelp,
		Example: "akia demo-server --addr 127.0.0.1:4566 --users 50\nakia demo-server --members 12 --write-config ./demo-aws",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return exit.Usage("demo-server takes no arguments, only flags")
			}
			return d.serve(cmd.Context(), sys.Stdout)
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	settings.In(settings.Account, cmd.Flags(), func() {
		settings.TextFlag(cmd.Flags(), &d.addr, "addr", checkLoopback, "Listen on loopback `ADDRESS`; port 0 is any free one")
		settings.NumberFlag(cmd.Flags(), &d.users, "users", 0, settings.MaxDemoUsers,
			"Number of users (`N`) in the account")
		settings.NumberFlag(cmd.Flags(), &d.members, "members", 0, settings.MaxDemoMembers,
			"Number of other accounts (`N`) in its organization")
		settings.TextFlag(cmd.Flags(), &d.configDir, "write-config", nil,
			"Write AWS config and credentials files to `DIR`")
	})
	cmd.AddCommand(newMFACode(sys, end))
	return cmd
}

// newMFACode returns the command that is the MFA device of the demonstration.
func newMFACode(sys system.System, end *exit.Outcome) *cobra.Command {
	return &cobra.Command{
		Use:   "mfa-code",
		Short: "Print the code that MFA devices of the built-in accounts show now",
		Long: "Prints the code that the MFA devices of the built-in accounts show now, and on standard error how long " +
			"they show it. AWS takes each code once, and so do the built-in accounts.",
		Example: "AKIA_MFA_COMMAND='akia demo-server mfa-code' akia --profile billing-prod-mfa",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return exit.Usage("mfa-code takes no arguments")
			}
			now := time.Now()
			code, until := local.MFACode(now)
			if _, err := fmt.Fprintln(sys.Stdout, code); err != nil {
				return fmt.Errorf("cannot print the code: %w", err)
			}
			left := int(math.Ceil(until.Sub(now).Seconds()))
			_, _ = fmt.Fprintf(sys.Stderr, "The device shows it for %d s more.\n", left)
			return nil
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

// serve runs the server until ctx is done or the process is interrupted.
func (d *demoServer) serve(ctx context.Context, out io.Writer) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	config, err := openDemoConfig(d.configDir)
	if err != nil {
		return err
	}
	server, err := local.Start(local.Options{Addr: d.addr, Users: d.users, Members: d.members})
	if err != nil {
		return fmt.Errorf("cannot serve: %w", err)
	}
	defer func() { _ = server.Close() }()
	if d.configDir != "" {
		if err := config.write(server); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(out, d.environment(server, config)); err != nil {
		return fmt.Errorf("cannot print the environment: %w", err)
	}
	<-ctx.Done()
	return nil
}

// environment returns the lines that point a shell at the server. A session token or a profile that is set already
// would be mixed with the key, so they go. Where there is a configuration the key is in it: in the environment it would
// go before the profile that AWS_PROFILE names.
func (d *demoServer) environment(server *local.Server, config demoConfig) string {
	keyID, secret := server.Admin()
	var out strings.Builder
	fmt.Fprintf(&out, "# The built-in account of akia, %d users", d.users)
	if d.members > 0 {
		fmt.Fprintf(&out, ", and %d other accounts of its organization", d.members)
	}
	fmt.Fprintf(&out, `, served until ctrl+c.
# Run these lines in another terminal; then akia, the aws command or any SDK use it.
export AWS_ENDPOINT_URL=%s
export AWS_REGION=us-east-1
export AWS_DEFAULT_REGION=us-east-1
`, server.URL())
	gone := "AWS_SESSION_TOKEN AWS_PROFILE"
	if config.dir == "" {
		fmt.Fprintf(&out, "export AWS_ACCESS_KEY_ID=%s\nexport AWS_SECRET_ACCESS_KEY=%s\n", keyID, secret)
	} else {
		fmt.Fprintf(&out, "export AWS_CONFIG_FILE=%s\nexport AWS_SHARED_CREDENTIALS_FILE=%s\n",
			shell.Word(config.config()), shell.Word(config.credentials()))
		gone = "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY " + gone
	}
	if device := server.Device(); device != "" {
		fmt.Fprintf(&out, "# A code of the MFA device %s: akia demo-server mfa-code\n", device)
	}
	return out.String() + "unset " + gone + "\n"
}

// checkLoopback refuses an address that others could reach: whoever does is an administrator of the account.
func checkLoopback(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return exit.Usage("must be an address and a port, such as 127.0.0.1:4566")
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return exit.Usage("the port must be a number from 0 to 65535")
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return exit.Usage("must be a loopback address: whoever reaches the server may do everything")
	}
	return nil
}
