package ui

import (
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/ui/flow/secret"
	"akia/ui/keyboard"
	"akia/ui/write"
)

var (
	soakSeed = flag.Uint64("soak.seed", 0, "run the one episode of the soak that this seed makes")
	soakTime = flag.Duration("soak.time", 0, "soak for so long; without it, and without AKIA_SOAK, a few short episodes")
)

// soakSteps is how many things the person, the network and others do in one episode of a soak.
const soakSteps = 240

// TestSoak drives the screen at random against the real service on the account within this process, with faults and other
// administrators, and checks each time things have settled that screen, store and account agree. What it does depends on
// its seed alone: time is simulated. It runs a few short episodes; AKIA_SOAK=2m or -soak.time 2m make it go on for so long
// from a random seed, or from that of AKIA_SOAK_FROM, and -soak.seed N replays the episode that failed.
func TestSoak(t *testing.T) {
	long := *soakTime
	if v := os.Getenv("AKIA_SOAK"); v != "" && long == 0 {
		var err error
		if long, err = time.ParseDuration(v); err != nil {
			t.Fatal(err)
		}
	}
	soakHome(t)
	sum := tally{hits: map[string]int{}}
	switch {
	case *soakSeed != 0:
		soakEpisode(t, *soakSeed, soakSteps, &sum)
	case long == 0:
		for seed := range uint64(4) {
			soakEpisode(t, 1+seed, 40, &sum)
		}
		return
	default:
		first := firstSeed(t)
		t.Logf("the first seed is %d", first)
		end := time.Now().Add(long)
		for seed := first; time.Now().Before(end) && !t.Failed(); seed++ {
			soakEpisode(t, seed, soakSteps, &sum)
		}
	}
	t.Log(sum.table())
}

// firstSeed returns the seed that a long soak begins with.
func firstSeed(t *testing.T) uint64 {
	t.Helper()
	v := os.Getenv("AKIA_SOAK_FROM")
	if v == "" {
		return rand.Uint64N(1 << 40)
	}
	seed, err := strconv.ParseUint(v, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return seed
}

// TestSoakReplays runs episodes twice: every frame of them must be the same at the same moment.
func TestSoakReplays(t *testing.T) {
	if thin > 1 {
		t.Skip("the race detector has goroutines run in a random order")
	}
	soakHome(t)
	for _, seed := range []uint64{43, 45, 46} { // the last with credentials that change
		var digests [2]uint64
		for i := range digests {
			digests[i] = soakEpisode(t, seed, 40, &tally{hits: map[string]int{}})
		}
		if digests[0] != digests[1] {
			t.Errorf("seed %d did not do the same twice", seed)
		}
	}
}

// table words what a soak did, for the README.
func (t *tally) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d episodes of %d steps in all, %s of simulated time: %d frames, %d calls, %d checks that all agree\n",
		t.episodes, t.steps, t.simulated.Round(time.Minute), t.updates, t.calls, t.checks)
	for _, name := range append(faultNames(), "lists that lag", "other administrators", "users renamed", "credentials swapped") {
		fmt.Fprintf(&b, "| %s | %d |\n", name, t.hits[name])
	}
	fmt.Fprintf(&b, "%d keys made: %d secrets shown, %d told to be lost, %d of which it was told that they may be there, "+
		"%d deleted before their answer was given up; nobody was told: 0\n", t.creates, t.shown, t.lost, t.unclear, t.early)
	return b.String()
}

// soak is one episode. It runs commands in goroutines of a synctest bubble, and goes on only when all of them wait for
// something. They run one at a time: those that go on at the same moment, as when many calls are ended, do so in one order.
type soak struct {
	t     *testing.T
	seed  uint64
	r     *rand.Rand
	m     *Model
	world *world
	busy  *atomic.Bool
	tally *tally

	mu       sync.Mutex
	finished []finishedCmd
	news     chan struct{}
	started  uint64
	flying   int
	slower   int // throttled attempts not told yet

	hands   *soakHands // nil where keys come as messages
	pressed []tea.Msg  // that the keyboard has sent

	from     *pressed                      // the key that follows what is going on now; nil for none
	burst    bool                          // the keys that come now are faster than fingers
	frames   []sawFrame                    // what was on the screen in the last moment
	under    map[write.Subject]write.Write // the changes under way as of the last message
	accounts map[write.Subject]string      // the accounts that they were asked for in, as the screen named them
	bursts   []write.Subject               // those that a burst has begun and nobody may send

	latest   write.Write // the status that was changed last
	latestAt time.Time

	timers  []soakTimer
	armed   uint64
	began   time.Time
	over    bool // the program has quit
	digest  uint64
	trail   []string
	secrets map[string]string // by key ID
	showing map[string]time.Time
	told    map[string]bool // keys whose secret was lost, and who was told so
	unclear map[string]bool // users for whom the person was told that a key may have been made
	removed map[string]bool // keys that the person has seen in the list and deleted
}

type finishedCmd struct {
	id   uint64
	from *pressed
	msg  tea.Msg
}

type soakTimer struct {
	at   time.Time
	id   uint64
	from *pressed
	msg  tea.Msg
}

// soakEpisode runs one episode and returns a digest of all that was on the screen.
func soakEpisode(t *testing.T, seed uint64, steps int, sum *tally) (digest uint64) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	cryptotest.SetGlobalRandom(t, seed) // key IDs are drawn from it
	r := rand.New(rand.NewPCG(seed, 0x50a4))
	var running, busy atomic.Bool
	w := newWorld(t, seed, 1+r.IntN(70), r.IntN(3) == 0, &running, &busy)
	synctest.Test(t, func(t *testing.T) {
		running.Store(true)
		s := newSoak(t, seed, r, w)
		s.run(steps)
		digest = s.digest
	})
	running.Store(false)
	_ = w.server.Close()
	sum.add(w.tally)
	return digest
}

func newSoak(t *testing.T, seed uint64, r *rand.Rand, w *world) *soak {
	return &soak{
		t: t, seed: seed, r: r, world: w, busy: w.busy, tally: &w.tally, news: make(chan struct{}, 1), began: time.Now(),
		accounts: map[write.Subject]string{}, secrets: map[string]string{}, showing: map[string]time.Time{}, told: map[string]bool{}, unclear: map[string]bool{}, removed: map[string]bool{},
	}
}

func (s *soak) run(steps int) {
	if s.world.session != nil {
		users, _ := s.world.truth()
		s.world.session.populate(s.t, users)
	}
	for _, list := range s.world.everywhere() {
		for _, k := range list {
			s.world.born[k.ID] = true
		}
	}
	s.open()
	for i := range steps {
		if s.over {
			break
		}
		s.tally.steps++
		s.act()
		if i%80 == 79 {
			s.settle()
		}
	}
	s.settle()
	s.tally.episodes++
	s.tally.simulated += time.Since(s.began)
}

// open starts the screen.
func (s *soak) open() {
	if s.r.IntN(2) == 0 {
		s.takeHands()
	}
	users, _ := s.world.truth()
	cfg := Config{Now: time.Now, ASCII: s.r.IntN(8) == 0, CanSuspend: s.r.IntN(2) == 0}
	if s.r.IntN(2) == 0 {
		cfg.Clipboard = &clipboard{}
	}
	switch s.r.IntN(6) {
	case 0:
		cfg.OpenAt = users[s.r.IntN(len(users))]
	case 1:
		cfg.OpenAt = "nobody-of-this-name"
	}
	s.openWith(cfg)
}

// openWith starts the screen with a config.
func (s *soak) openWith(cfg Config) {
	if s.world.session != nil {
		s.keepSession()
	}
	cfg.Service = s.world.open(s.r, s.observe)
	if s.hands != nil {
		cfg.Typing = s.hands.keys.Ticket
	}
	s.m = New(cfg)
	s.m.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
		s.armed++
		s.timers = append(s.timers, soakTimer{time.Now().Add(d), s.armed, s.from, msg})
		return nil
	}
	s.start(s.m.Init())
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
}

func (s *soak) observe(c iamsvc.Call) {
	if c.Throttled {
		s.mu.Lock()
		s.slower++
		s.mu.Unlock()
		s.tell()
	}
}

func (s *soak) tell() {
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// start runs a command until it waits or has ended.
func (s *soak) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	s.started++
	id, from := s.started, s.from
	s.flying++
	go func() {
		msg := cmd()
		s.mu.Lock()
		s.finished = append(s.finished, finishedCmd{id, from, msg})
		s.mu.Unlock()
		s.tell()
	}()
	synctest.Wait()
}

// deliver gives the answers that are there to the model, in the order of the questions, until there are none.
func (s *soak) deliver() {
	for !s.over {
		if s.hands != nil {
			s.settleKeys()
		}
		s.mu.Lock()
		done, slower := s.finished, s.slower
		s.finished, s.slower = nil, 0
		s.mu.Unlock()
		if len(done) == 0 && slower == 0 {
			return
		}
		if slower > 0 {
			s.send(Throttled())
		}
		slices.SortFunc(done, func(x, y finishedCmd) int { return int(x.id) - int(y.id) })
		for _, f := range done {
			s.flying--
			s.from = f.from
			s.take(f.msg)
			s.from = nil
		}
	}
}

func (s *soak) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.start(cmd)
		}
	case tea.QuitMsg:
		s.over = true
	case tea.SuspendMsg:
		s.send(msg)
		s.send(tea.ResumeMsg{})
	default:
		s.send(msg)
	}
}

// send gives a message to the model, looks at the frame, and starts what follows.
func (s *soak) send(msg tea.Msg) {
	if s.over {
		return
	}
	s.notice(msg)
	from := s.from
	s.from = s.pressOf(msg, from)
	defer func() { s.from = from }()
	s.busy.Store(true)
	_, cmd := s.m.Update(msg)
	content := s.m.View().Content
	s.busy.Store(false)
	s.tally.updates++
	s.inspect(msg, content)
	s.checkAsked(msg)
	s.drew(msg, content)
	s.start(cmd)
}

// wait lets time pass: answers and timers come when they are due.
func (s *soak) wait(d time.Duration) {
	end := time.Now().Add(d)
	for !s.over {
		s.deliver()
		now, next := time.Now(), end
		i := s.nextTimer()
		if i >= 0 && s.timers[i].at.Before(next) {
			next = s.timers[i].at
		}
		if !next.After(now) {
			if i < 0 || s.timers[i].at.After(now) {
				return
			}
			due := s.timers[i]
			s.timers = slices.Delete(s.timers, i, i+1)
			s.from = due.from
			s.send(due.msg)
			s.from = nil
			continue
		}
		alarm := time.NewTimer(next.Sub(now))
		select {
		case <-s.news:
		case <-alarm.C:
		}
		alarm.Stop()
		synctest.Wait()
	}
}

func (s *soak) nextTimer() int {
	first := -1
	for i, t := range s.timers {
		if first < 0 || t.at.Before(s.timers[first].at) || t.at.Equal(s.timers[first].at) && t.id < s.timers[first].id {
			first = i
		}
	}
	return first
}

// log keeps the latest events for the report of a failure.
func (s *soak) log(format string, args ...any) {
	line := fmt.Sprintf("%9.3fs  ", time.Since(s.began).Seconds()) + fmt.Sprintf(format, args...)
	if s.trail = append(s.trail, line); len(s.trail) > 120 && *soakSeed == 0 { // a replay tells all
		s.trail = s.trail[1:]
	}
}

// fail ends the soak with all that is needed to look into it. What failed is said first, and once more below all the rest.
func (s *soak) fail(format string, args ...any) {
	s.t.Helper()
	fault, screen := fmt.Sprintf(format, args...), ansi.Strip(s.m.View().Content)
	s.abandon()
	what, _, _ := strings.Cut(fault, "\n")
	again := fmt.Sprintf("Seed %d, step %d: %s\nReplay: go test -count=1 -run '^TestSoak$' -v ./ui -soak.seed %d", s.seed, s.tally.steps, what, s.seed)
	s.t.Fatalf("%s\n\n%s\n\nThe latest events:\n%s\n\nThe screen:\n%s\n\n%s",
		again, fault, strings.Join(s.trail, "\n"), screen, again)
}

// abandon lets what is under way end unseen: goroutines that wait would hide the failure behind their stacks.
func (s *soak) abandon() {
	s.world.mend()
	time.Sleep(time.Hour)
	synctest.Wait()
}

// notice looks at a message before the model has it: what it says must reach the person.
func (s *soak) notice(msg tea.Msg) {
	switch msg := msg.(type) {
	case write.KeyCreated:
		s.log("created for %s: %s %v", msg.User, msg.NewKey.ID, msg.Failure())
		if msg.Failure() == nil {
			s.secrets[msg.NewKey.ID] = msg.NewKey.Secret.Reveal()
			s.tally.shown++
		}
	case write.CreateSettled:
		s.log("settled for %s: %v", msg.User, msg.Err)
		var lost *iamsvc.LostKeyError
		if e := iamsvc.AsError(msg.Err); errors.As(msg.Err, &lost) {
			for _, k := range lost.Made {
				s.told[k.ID] = true
			}
		} else if e.Unclear {
			s.unclear[msg.User.UserName()] = true
		}
	case write.KeyDeleted:
		s.log("deleted %s: %v", msg.Key, msg.Err)
		s.removed[msg.Key] = true
	case answersMsg:
		for _, a := range msg.answers {
			s.log("answer %v: %v", a.Read, a.Err)
		}
	case write.Outcome:
		s.log("%T %v: %v", msg, msg.Wrote(), msg.Failure())
	case spinMsg, agedMsg:
	case tea.KeyPressMsg:
		s.log("key %s", msg.String())
	case keyboard.Fast:
		s.log("key %s of a burst", msg.Key.String())
	case tea.PasteMsg:
		s.log("paste of %d bytes", len(msg.Content))
	default:
		name := fmt.Sprintf("%T", msg)
		if name == "tea.setClipboardMsg" {
			msg = fmt.Sprint(len(reflect.ValueOf(msg).String()), " bytes")
		}
		s.log("%s %v", name, msg)
	}
}

// inspect looks at a frame.
func (s *soak) inspect(msg tea.Msg, content string) {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d %d %T ", s.digest, time.Since(s.began), msg)
	_, _ = h.Write([]byte(content))
	s.digest = h.Sum64()
	s.world.mu.Lock()
	illegal, unasked := s.world.illegal, s.world.unasked
	s.world.mu.Unlock()
	if len(unasked) > 0 {
		s.fail("%q reached IAM, and nobody had asked for it", unasked)
	}
	if len(illegal) > 0 {
		s.fail("%q was asked by Update or View", illegal)
	}
	if s.tally.updates%8 == 0 {
		if fault := wrongFrame(content, s.m.Width, s.m.Height); fault != "" {
			s.fail("%s", fault)
		}
	}
	s.inspectSecrets(msg, content)
	switch msg := msg.(type) {
	case write.KeyCreated:
		if _, ok := revealOf(s.m, msg.NewKey.ID); msg.Failure() == nil && !ok {
			s.fail("the secret of %s is shown nowhere", msg.NewKey.ID)
		}
	case write.CreateSettled:
		e := iamsvc.AsError(msg.Err)
		if s.m.Status.Last == nil || e.Kind != s.m.Status.Last.Kind {
			s.fail("the person was not told %v", msg.Err)
		}
	}
}

// inspectSecrets fails if a secret is on the screen that nobody asked to see, or longer than it may be.
func (s *soak) inspectSecrets(msg tea.Msg, content string) {
	for id, text := range s.secrets {
		since, was := s.showing[id]
		if !strings.Contains(content, text) {
			if !s.covered(id, text) {
				delete(s.showing, id)
			}
			continue
		}
		isPress := s.from != nil
		_, resized := msg.(tea.WindowSizeMsg)
		if _, open := revealOf(s.m, id); !open {
			s.fail("the secret of %s is on the screen without its window", id)
		}
		switch {
		case !was && !isPress && !resized && len(s.m.Windows) == 1:
			s.fail("the secret of %s came up by %T", id, msg)
		case !was:
			s.showing[id] = time.Now()
		case time.Since(since) > secret.ShowTime+time.Second:
			s.fail("the secret of %s is on the screen for %s", id, time.Since(since))
		}
	}
}

// covered reports whether a secret is shown below another window: it is seen again, and nobody is to press a key for that,
// when that window closes by itself.
func (s *soak) covered(id, text string) bool {
	d, open := revealOf(s.m, id)
	return open && strings.Contains(d.View(s.m.Theme, s.m.Width, s.m.Height), text)
}
