package ui

import (
	"bytes"
	"context"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
	"akia/ui/write"
)

// world is the account that a soak works on, within this process: its faults, how long its answers take, and what other
// administrators do behind akia's back. All that is random comes from the seed or from what is asked, so that a seed replays.
type world struct {
	t       testing.TB
	seed    uint64
	server  *localtest.Server
	busy    *atomic.Bool // Update or View runs: no request may come
	others  *iam.Client  // signs as the root user, suffers no faults and takes no time
	session *session     // where the screen's credentials come from; nil where they never change

	mu      sync.Mutex
	faults  []*worldFault
	asked   map[string]uint64 // how often each request came
	deleted map[string]bool   // the keys that were asked to be deleted, by anyone
	illegal []string          // requests while Update or View ran
	tally   tally

	permits map[write.Subject]write.Write // the changes that the person has asked for and that are under way
	meant   map[write.Subject]string      // the accounts that they are meant for
	sent    map[write.Subject]bool        // and which of them have reached the account
	unasked []string                      // the requests for a change that none of them covers
	renames [][2]string                   // the users that others renamed, and to what, in the order of time

	born  map[string]bool // the keys that were there at first
	alien map[string]bool // the keys that others made
	took  map[string]bool // the keys that others deleted
}

// tally counts what happened in soaks.
type tally struct {
	hits                                    map[string]int // calls that met a fault, by its name
	calls, steps, updates, checks, episodes int
	creates, shown, lost, unclear, early    int
	simulated                               time.Duration
}

func (t *tally) add(o tally) {
	for name, n := range o.hits {
		t.hits[name] += n
	}
	t.calls, t.steps, t.updates, t.checks, t.episodes = t.calls+o.calls, t.steps+o.steps, t.updates+o.updates, t.checks+o.checks, t.episodes+o.episodes
	t.creates, t.shown, t.lost, t.unclear, t.early = t.creates+o.creates, t.shown+o.shown, t.lost+o.lost, t.unclear+o.unclear, t.early+o.early
	t.simulated += o.simulated
}

// worldFault is a fault of the server, and how often it has befallen a request.
type worldFault struct {
	localtest.Fault
	name string
	done int
}

func (f *worldFault) matches(action, user, key string) bool {
	return (f.Action == "" || f.Action == action) && (f.Count == 0 || f.done < f.Count) &&
		(f.Subject == "" || f.Subject == user || f.Subject == key)
}

// newWorld starts an account outside the bubble of a test, where its socket does not hold up the time. Its clock stands
// still until the bubble's begins, which is at the same moment.
func newWorld(t testing.TB, seed uint64, users int, swaps bool, running, busy *atomic.Bool) *world {
	t.Helper()
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	now := func() time.Time {
		if running.Load() {
			return time.Now()
		}
		return epoch
	}
	server, err := localtest.Start(local.Options{Users: users, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w := &world{
		t: t, seed: seed, server: server, busy: busy,
		asked: map[string]uint64{}, deleted: map[string]bool{}, born: map[string]bool{}, alien: map[string]bool{}, took: map[string]bool{},
		tally: tally{hits: map[string]int{}}, sent: map[write.Subject]bool{},
	}
	w.others = rootOf(server)
	if swaps {
		w.session = newSession(t, now)
	}
	return w
}

// open returns the service that the screen works with.
func (w *world) open(r *rand.Rand, observe func(iamsvc.Call)) *iamsvc.Service {
	o := iamsvc.Options{
		EndpointURL: "http://127.0.0.1:4711", // which is said in errors; nobody is called there
		PageSize:    5 + r.Int32N(40), Timeout: time.Duration(2+r.IntN(14)) * time.Second,
		HTTPClient: &http.Client{Transport: w}, Observe: observe,
		Random: func() float64 { return float64(w.hash("draw", uint64(time.Now().UnixNano()))%1000) / 1000 },
	}
	if w.session == nil {
		keyID, secret := w.server.Admin()
		o.KeyID, o.Secret = keyID, iamsvc.NewSecret(secret)
	}
	svc, err := iamsvc.Open(context.Background(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return svc
}

// hash makes a number of the seed and what is given.
func (w *world) hash(text string, n uint64) uint64 {
	h := fnv.New64a()
	var b [16]byte
	for i := range 8 {
		b[i], b[8+i] = byte(w.seed>>(8*i)), byte(n>>(8*i))
	}
	_, _ = h.Write(b[:])
	_, _ = io.WriteString(h, text)
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>29
}

// RoundTrip takes a request of the screen's service to the account and back. Each way takes a time that depends on what is
// asked, to the nanosecond: no two requests reach the account at the same moment, so their order is that of the seed.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	_ = r.Body.Close()
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	q, _ := url.ParseQuery(string(body))
	action, user, key := q.Get("Action"), q.Get("UserName"), q.Get("AccessKeyId")
	there, back := w.ask(action, user, key, q.Get("Marker"))
	w.judge(r, q)
	if err := pass(r.Context(), there); err != nil {
		return nil, err
	}
	w.meet(action, user, key)
	w.reach(q)
	resp, err := w.serverFor(r).Transport().RoundTrip(again)
	if err == nil && resp.StatusCode >= 400 {
		w.note(resp)
	}
	if late := pass(r.Context(), back); late != nil {
		return nil, late
	}
	return resp, err
}

// pass waits.
func pass(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// ask notes a request and returns how long it takes to the account and back.
func (w *world) ask(action, user, key, marker string) (there, back time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	id := strings.Join([]string{action, user, key, marker}, "\n")
	w.asked[id]++
	w.tally.calls++
	if w.busy.Load() && onModel() {
		w.illegal = append(w.illegal, action+" "+user+key)
	}
	h := w.hash(id, w.asked[id])
	return time.Millisecond + time.Duration(h%40_000_000), time.Millisecond + time.Duration(h>>32%30_000_000)
}

// onModel reports whether it was called by Update or View. What goes on elsewhere, because a call that was ended has made room
// for it, may do so while they run.
func onModel() bool {
	stack := make([]byte, 64<<10)
	return bytes.Contains(stack[:runtime.Stack(stack, false)], []byte("ui.(*Model).Update(")) ||
		bytes.Contains(stack, []byte("ui.(*Model).View("))
}

// meet counts the faults that a request is about to meet, as the server does.
func (w *world) meet(action, user, key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if action == "DeleteAccessKey" {
		w.deleted[key] = true
	}
	for _, f := range w.faults {
		if f.matches(action, user, key) {
			f.done++
			if f.name != "throttled" && (f.name != "short pages" || strings.HasPrefix(action, "List")) {
				w.tally.hits[f.name]++
			}
		}
	}
}

// note counts the refusals of a fault that lets some requests through.
func (w *world) note(resp *http.Response) {
	body, _ := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if bytes.Contains(body, []byte("<Code>Throttling</Code>")) {
		w.count("throttled")
	}
}

// count counts something that went wrong.
func (w *world) count(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tally.hits[name]++
}

// faultNames are the faults that a soak injects, in the order of the table that it prints.
func faultNames() []string {
	return []string{
		"delay before", "delay after", "throttled", "denied", "500 before", "500 after", "reset before", "reset after",
		"hang before", "hang after", "HTML for an answer, before", "HTML for an answer, after", "token expired", "short pages",
	}
}

func effect(name string, r *rand.Rand) localtest.Effect {
	const html = "<html><h1>Welcome to the hotel</h1></html>"
	span := time.Duration(20+r.IntN(6000)) * time.Millisecond
	switch name {
	case "delay before":
		return localtest.Delay(span)
	case "delay after":
		return localtest.DelayAnswer(span)
	case "throttled":
		return localtest.Throttle(float64(1+r.IntN(20)), 1+r.IntN(5))
	case "denied":
		reasons := []local.Reason{localtest.NoIdentityPolicy, localtest.DeniedByAccount, localtest.DeniedByBoundary, localtest.NoSessionPolicy}
		return localtest.Deny(reasons[r.IntN(len(reasons))])
	case "500 before":
		return localtest.FailBefore(500, "ServiceFailure", "oops \x1b[31m\u202e")
	case "500 after":
		return localtest.FailAfter(500, "ServiceFailure", "oops")
	case "reset before":
		return localtest.DropBefore()
	case "reset after":
		return localtest.DropAfter()
	case "hang before":
		return localtest.Hang()
	case "hang after":
		return localtest.HangAfter()
	case "HTML for an answer, before":
		return localtest.AnswerBefore(200, "text/html", html)
	case "HTML for an answer, after":
		return localtest.AnswerAfter(200, "text/html", html)
	case "token expired":
		return localtest.ExpireToken()
	default:
		return localtest.ShortPages(r.IntN(4))
	}
}

// breakSomething injects a fault.
func (w *world) breakSomething(r *rand.Rand) string {
	actions := []string{
		"", "ListUsers", "ListAccessKeys", "GetAccessKeyLastUsed", "CreateAccessKey", "CreateAccessKey", "CreateAccessKey",
		"UpdateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "DeleteAccessKey", "GetCallerIdentity",
	}
	f := &worldFault{name: faultNames()[r.IntN(len(faultNames()))]}
	f.Action, f.Effect = actions[r.IntN(len(actions))], effect(f.name, r)
	switch f.name {
	case "short pages":
		f.Action = ""
	case "throttled":
		f.Action = actions[r.IntN(4)]
	default:
		if f.Action == "" || r.IntN(3) > 0 {
			f.Count = 1 + r.IntN(4)
		}
	}
	w.mu.Lock()
	w.faults = append(w.faults, f)
	w.mu.Unlock()
	w.server.Inject(f.Fault)
	return f.name + " for " + f.Action
}

// mend lifts all faults.
func (w *world) mend() {
	w.mu.Lock()
	w.faults = nil
	w.mu.Unlock()
	w.server.ClearFaults()
}

// spared lets others act without faults, which then go on where they were.
func (w *world) spared(act func()) {
	w.server.ClearFaults()
	act()
	w.mu.Lock()
	defer w.mu.Unlock()
	var left []*worldFault
	for _, f := range w.faults {
		if f.Count > 0 && f.done >= f.Count {
			continue
		}
		if f.Count > 0 {
			f.Count, f.done = f.Count-f.done, 0
		}
		left = append(left, f)
		w.server.Inject(f.Fault)
	}
	w.faults = left
}

// someoneElse changes something behind akia's back, and says what.
func (w *world) someoneElse(r *rand.Rand, user string) string {
	did := "nothing"
	ctx := context.Background()
	w.spared(func() {
		keys := w.keys(user)
		switch n := r.IntN(14); {
		case n > 9:
			did = w.rename(r, user)
		case n == 0:
			name := "temp-" + string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26)))
			_, err := w.others.CreateUser(ctx, &iam.CreateUserInput{UserName: &name})
			did = "user " + name + " made: " + done(err)
		case n == 1 && strings.HasPrefix(user, "temp-"):
			for _, k := range keys {
				_ = w.remove(user, aws.ToString(k.AccessKeyId))
			}
			_, err := w.others.DeleteUser(ctx, &iam.DeleteUserInput{UserName: &user})
			did = "user " + user + " deleted: " + done(err)
		case n < 5 && len(keys) < 2:
			out, err := w.others.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: &user})
			if err == nil {
				w.alien[*out.AccessKey.AccessKeyId] = true
			}
			did = "key of " + user + " made: " + done(err)
		case len(keys) == 0:
		case n < 8:
			k := keys[r.IntN(len(keys))]
			to := types.StatusTypeActive
			if k.Status == types.StatusTypeActive {
				to = types.StatusTypeInactive
			}
			_, err := w.others.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{UserName: &user, AccessKeyId: k.AccessKeyId, Status: to})
			did = "key " + *k.AccessKeyId + " of " + user + " now " + string(to) + ": " + done(err)
		default:
			id := aws.ToString(keys[r.IntN(len(keys))].AccessKeyId)
			if admin, _ := w.server.Admin(); id != admin {
				did = "key " + id + " of " + user + " deleted: " + done(w.remove(user, id))
			}
		}
	})
	return did
}

func done(err error) string {
	if err != nil {
		return "failed"
	}
	return "done"
}

func (w *world) remove(user, id string) error {
	w.mu.Lock()
	w.deleted[id] = true
	w.took[id] = true
	w.mu.Unlock()
	_, err := w.others.DeleteAccessKey(context.Background(), &iam.DeleteAccessKeyInput{UserName: &user, AccessKeyId: &id})
	return err
}

// keys returns a user's keys as someone else sees them now.
func (w *world) keys(user string) []types.AccessKeyMetadata { return keysOf(w.others, user) }

func keysOf(client *iam.Client, user string) []types.AccessKeyMetadata {
	out, err := client.ListAccessKeys(context.Background(), &iam.ListAccessKeysInput{UserName: &user})
	if err != nil {
		return nil
	}
	return out.AccessKeyMetadata
}

// truth returns the account as it is: the users in their order and the keys of each.
func (w *world) truth() (users []string, keys map[string][]iamsvc.Key) { return w.truthOf(w.others) }

func (w *world) truthOf(client *iam.Client) (users []string, keys map[string][]iamsvc.Key) {
	keys = map[string][]iamsvc.Key{}
	pages := iam.NewListUsersPaginator(client, &iam.ListUsersInput{MaxItems: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		for _, u := range page.Users {
			users = append(users, *u.UserName)
			for _, k := range keysOf(client, *u.UserName) {
				keys[*u.UserName] = append(keys[*u.UserName], iamsvc.Key{
					ID: *k.AccessKeyId, User: iamsvc.NamedUser(*u.UserName), Status: iamsvc.Status(k.Status), Created: k.CreateDate.UTC(),
				})
			}
		}
	}
	return users, keys
}

// ours returns the keys that akia has made, those that are gone again too.
func (w *world) ours(keys map[string][]iamsvc.Key) []string {
	ids := map[string]bool{}
	for _, list := range keys {
		for _, k := range list {
			ids[k.ID] = true
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for id := range w.deleted {
		ids[id] = true
	}
	var out []string
	for id := range ids {
		if !w.born[id] && !w.alien[id] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// activate gives akia its own key back if someone, or akia itself, has switched that off.
func (w *world) activate() {
	id, _ := w.server.Admin()
	_, _ = w.others.UpdateAccessKey(context.Background(), &iam.UpdateAccessKeyInput{
		UserName: aws.String(w.nowNamed("akia-admin")), AccessKeyId: &id, Status: types.StatusTypeActive,
	}) // fails if the key was deleted
}
