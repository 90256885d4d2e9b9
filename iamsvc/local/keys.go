package local

import (
	"time"
)

const (
	statusActive   = "Active"
	statusInactive = "Inactive"
	statusExpired  = "Expired"

	keysPerUserQuota = 2
)

// accessKey is a long-term key of a user.
type accessKey struct {
	id, secret string
	owner      *user
	status     string
	created    time.Time
	used       use
}

// use is the last time that a key signed something. The zero value means never.
type use struct {
	at              time.Time
	service, region string
}

type keyMetadataXML struct {
	UserName    string `xml:",omitempty"`
	AccessKeyId string
	Status      string
	CreateDate  string
}

type listAccessKeysResult struct {
	pageInfo
	AccessKeyMetadata list[keyMetadataXML]
}

func (a *account) listAccessKeys(r *Request) (any, error) {
	u, page, err := a.listOfUser(r)
	if err != nil {
		return nil, err
	}
	var out listAccessKeysResult
	keys, info := turn(page, u.keys, func(k *accessKey) string { return k.id }, nil)
	out.pageInfo = info
	for _, k := range keys {
		out.AccessKeyMetadata.add(keyMetadataXML{u.name, k.id, k.status, stamp(k.created)})
	}
	return out, nil
}

type createAccessKeyResult struct {
	AccessKey struct {
		UserName        string `xml:",omitempty"`
		AccessKeyId     string
		Status          string
		SecretAccessKey string
		CreateDate      string
	}
}

// NewKeyID returns the ID of the key that was created, if that is what a handler's result tells of.
func NewKeyID(result any) (id string, ok bool) {
	created, ok := result.(createAccessKeyResult)
	return created.AccessKey.AccessKeyId, ok
}

func (a *account) createAccessKey(r *Request) (any, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	if len(u.keys) >= keysPerUserQuota {
		return nil, overQuota("AccessKeysPerUser", keysPerUserQuota)
	}
	k := a.addKey(u, a.ids.accessKey("AKIA"), a.ids.secret(), a.time())
	var out createAccessKeyResult
	out.AccessKey.UserName, out.AccessKey.AccessKeyId, out.AccessKey.Status = u.name, k.id, k.status
	out.AccessKey.SecretAccessKey, out.AccessKey.CreateDate = k.secret, stamp(k.created)
	return out, nil
}

// keyOf returns the key that AccessKeyId names, which must be one of the user that UserName names.
func (a *account) keyOf(r *Request) (*accessKey, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	id := r.in.Get("AccessKeyId")
	if k := a.keys[id]; k != nil && k.owner == u {
		return k, nil
	}
	return nil, noSuchKey(id)
}

func (a *account) updateAccessKey(r *Request) (any, error) {
	k, err := a.keyOf(r)
	if err != nil {
		return nil, err
	}
	status := r.in.Get("Status")
	if status == statusExpired {
		return nil, invalidInput("Operation does not support status Expired")
	}
	k.status = status
	return nil, nil
}

func (a *account) deleteAccessKey(r *Request) (any, error) {
	k, err := a.keyOf(r)
	if err != nil {
		return nil, err
	}
	a.removeKey(k)
	return nil, nil
}

type accessKeyLastUsedResult struct {
	UserName          string `xml:",omitempty"`
	AccessKeyLastUsed struct {
		LastUsedDate string `xml:",omitempty"`
		ServiceName  string
		Region       string
	}
}

// getAccessKeyLastUsed answers for keys of this account alone. A key that is unknown, deleted or another account's is
// denied rather than not found, so that nobody can learn which IDs exist.
func (a *account) getAccessKeyLastUsed(r *Request) (any, error) {
	k := a.keys[r.in.Get("AccessKeyId")]
	if k == nil {
		return nil, a.denied(r, NoIdentityPolicy)
	}
	var out accessKeyLastUsedResult
	out.UserName = k.owner.name
	last := &out.AccessKeyLastUsed
	last.LastUsedDate, last.ServiceName, last.Region = stamp(k.used.at), "N/A", "N/A"
	if !k.used.at.IsZero() {
		last.ServiceName, last.Region = k.used.service, k.used.region
	}
	return out, nil
}
