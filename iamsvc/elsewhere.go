package iamsvc

import (
	"context"
	"net"
	"net/http"
	"syscall"
	"time"
)

// elsewhere is the refusal of an unencrypted connection to another machine. By its name the host is this one: the hosts
// file, or whoever else answers for the name, says otherwise.
type elsewhere struct{ address string }

func (e *elsewhere) Error() string { return e.address + " is no address of this computer" }

// stayHere makes a transport refuse unencrypted connections that lead to another machine, by the address that is
// connected to, whatever name it is the address of.
func stayHere(transport *http.Transport) {
	dial := transport.DialContext
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if attemptOf(ctx).plain {
			return dialHere(ctx, network, address)
		}
		return dial(ctx, network, address)
	}
}

// onlyHere makes a transport refuse all connections to another machine.
func onlyHere(transport *http.Transport) { transport.DialContext = dialHere }

// dialHere connects to this machine.
func dialHere(ctx context.Context, network, address string) (net.Conn, error) {
	here := net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second, Control: refuseElsewhere}
	return here.DialContext(ctx, network, address)
}

// refuseElsewhere refuses an address of another machine, before anything is sent to it.
func refuseElsewhere(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !loopback(host) {
		return &elsewhere{address}
	}
	return nil
}
