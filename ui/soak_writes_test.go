package ui

import (
	"context"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc"
	"akia/ui/write"
)

// permit notes the changes that are under way: requests for no others may come.
func (w *world) permit(under map[write.Subject]write.Write, accounts map[write.Subject]string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.permits, w.meant = under, accounts
	maps.DeleteFunc(w.sent, func(s write.Subject, _ bool) bool { _, there := under[s]; return !there })
}

// judge notes a request for a change that nobody has asked for.
func (w *world) judge(r *http.Request, q url.Values) {
	w.mu.Lock()
	defer w.mu.Unlock()
	account := w.signedIn(r)
	subject, permitted := w.permitted(q)
	if meant := w.meant[subject]; changes(q) && (!permitted || meant != "" && meant != account) {
		w.unasked = append(w.unasked, strings.Join([]string{
			q.Get("Action"), q.Get("UserName"), q.Get("AccessKeyId"), q.Get("Status"), "in", account, "instead of", meant,
		}, " "))
	}
}

// signedIn returns the account whose credentials have signed a request.
func (w *world) signedIn(r *http.Request) string {
	_, after, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	keyID, _, _ := strings.Cut(after, "/")
	account, _ := iamsvc.AccountInKeyID(keyID)
	return account
}

// reach notes that a change has reached the account.
func (w *world) reach(q url.Values) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if subject, permitted := w.permitted(q); permitted && changes(q) {
		w.sent[subject] = true
	}
}

// reached reports whether a change has reached the account.
func (w *world) reached(s write.Subject) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent[s]
}

// changes reports whether a request changes anything.
func changes(q url.Values) bool {
	for _, verb := range []string{"Get", "List", "Generate"} {
		if strings.HasPrefix(q.Get("Action"), verb) {
			return false
		}
	}
	return true
}

// permitted returns the change that a request belongs to.
func (w *world) permitted(q url.Values) (write.Subject, bool) {
	for subject, p := range w.permits {
		if w.covers(p, q) {
			return subject, true
		}
	}
	return write.Subject{}, false
}

// covers reports whether a change may send a request: it says the same of the same key of the same user. Only a deactivation
// may go to the user's present name.
func (w *world) covers(p write.Write, q url.Values) bool {
	action, user, key := q.Get("Action"), q.Get("UserName"), q.Get("AccessKeyId")
	same := user == p.User.UserName()
	switch p.Op {
	case write.SetStatus:
		same = same || p.To == iamsvc.Inactive && w.became(p.User.UserName(), user)
		return action == "UpdateAccessKey" && same && key == p.Key && q.Get("Status") == string(p.To)
	case write.Create:
		return action == "CreateAccessKey" && same
	case write.Delete: // the description of a key goes with it
		return same && (action == "DeleteAccessKey" && key == p.Key || action == "UntagUser" && q.Get("TagKeys.member.1") == p.Key)
	default:
		return !strings.HasSuffix(action, "AccessKey") && same
	}
}

// became reports whether others have renamed a user so that it has a name now, directly or over others.
func (w *world) became(was, now string) bool {
	names := map[string]bool{was: true}
	for _, r := range w.renames {
		if names[r[0]] {
			names[r[1]] = true
		}
	}
	return names[now]
}

// renamed reports whether a user is the same as another, or may be by how others have renamed users.
func (w *world) renamed(was, now iamsvc.Principal) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return was == now || w.became(was.UserName(), now.UserName())
}

// namesOf returns the names that a user may have had.
func (w *world) namesOf(user string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	names := []string{user}
	for i := len(w.renames) - 1; i >= 0; i-- {
		if w.renames[i][1] == names[len(names)-1] {
			names = append(names, w.renames[i][0])
		}
	}
	return names
}

// nowNamed returns the present name of a user who was there at first.
func (w *world) nowNamed(first string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.renames {
		if r[0] == first {
			first = r[1]
		}
	}
	return first
}

// rename gives a user another name, and at times its old one to somebody new.
func (w *world) rename(r *rand.Rand, user string) string {
	ctx := context.Background()
	name := "zoe-" + string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26)))
	if r.IntN(3) == 0 {
		name = "an-" + name // at the other end of the list
	}
	_, err := w.others.UpdateUser(ctx, &iam.UpdateUserInput{UserName: &user, NewUserName: &name})
	did := "user " + user + " renamed to " + name + ": " + done(err)
	if err != nil {
		return did
	}
	w.mu.Lock()
	w.renames = append(w.renames, [2]string{user, name})
	w.tally.hits["users renamed"]++
	w.mu.Unlock()
	if r.IntN(3) == 0 {
		_, err = w.others.CreateUser(ctx, &iam.CreateUserInput{UserName: &user})
		did += ", and another made of its name: " + done(err)
	}
	return did
}
