package cli

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"akia/iamsvc/local"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// anyPort is a loopback address whose port the system chooses.
const anyPort = "127.0.0.1:0"

const demoServerHelp = "Serves the built-in account on a loopback address until you press ctrl+c. Prints the environment " +
	"that points akia, the aws command or any SDK at it."

// demoServer is what the demo-server command was asked for.
type demoServer struct {
	addr  string
	users int
}

func newDemoServer(sys system.System, end *exit.Outcome) *cobra.Command {
	d := &demoServer{addr: anyPort, users: settings.DefaultDemoUsers}
	cmd := &cobra.Command{
		Use:     "demo-server",
		Short:   "Serve the built-in account to other programs",
		Long:    demoServerHelp,
		Example: "akia demo-server --addr 127.0.0.1:4566 --users 50",
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
	})
	return cmd
}

// serve runs the server until ctx is done or the process is interrupted.
func (d *demoServer) serve(ctx context.Context, out io.Writer) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	server, err := local.Start(local.Options{Addr: d.addr, Users: d.users})
	if err != nil {
		return fmt.Errorf("cannot serve: %w", err)
	}
	defer func() { _ = server.Close() }()
	keyID, secret := server.Admin()
	if _, err := io.WriteString(out, d.environment(server.URL(), keyID, secret)); err != nil {
		return fmt.Errorf("cannot print the environment: %w", err)
	}
	<-ctx.Done()
	return nil
}

// environment returns the lines that point a shell at the server. A session token or a profile that is set already
// would be mixed with the key, so they go.
func (d *demoServer) environment(url, keyID, secret string) string {
	return fmt.Sprintf(`# The built-in account of akia, %d users, served until ctrl+c.
# Run these lines in another terminal; then akia, the aws command or any SDK use it.
export AWS_ENDPOINT_URL=%s
export AWS_REGION=us-east-1
export AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=%s
export AWS_SECRET_ACCESS_KEY=%s
unset AWS_SESSION_TOKEN AWS_PROFILE
`, d.users, url, keyID, secret)
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
