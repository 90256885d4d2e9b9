package local

import (
	"slices"
	"strings"
	"time"
)

// group is a group of users. The service has no action that changes one: groups are as the population has them.
type group struct {
	path, name, id, arn string
	created             time.Time
}

type groupXML struct {
	Path, GroupName, GroupId, Arn, CreateDate string
}

func (g *group) xml() groupXML { return groupXML{g.path, g.name, g.id, g.arn, stamp(g.created)} }

// join puts a user into a group.
func (u *user) join(g *group) {
	i, found := slices.BinarySearchFunc(u.groups, g.name, func(g *group, name string) int {
		return strings.Compare(g.name, name)
	})
	if !found {
		u.groups = slices.Insert(u.groups, i, g)
	}
}

type listGroupsForUserResult struct {
	pageInfo
	Groups list[groupXML]
}

func (a *account) listGroupsForUser(r *Request) (any, error) {
	u, page, err := a.listOfUser(r)
	if err != nil {
		return nil, err
	}
	var out listGroupsForUserResult
	groups, info := turn(page, u.groups, func(g *group) string { return g.name }, nil)
	out.pageInfo = info
	for _, g := range groups {
		out.Groups.add(g.xml())
	}
	return out, nil
}

// mfaDevice is a second factor of a user. The service has no action that changes one: devices are as the population
// has them.
type mfaDevice struct {
	serial  string
	enabled time.Time
	tries   mfaTries
}

type mfaDeviceXML struct {
	UserName     string `xml:",omitempty"`
	SerialNumber string
	EnableDate   string
}

type listMFADevicesResult struct {
	pageInfo
	MFADevices list[mfaDeviceXML]
}

func (a *account) listMFADevices(r *Request) (any, error) {
	u, page, err := a.listOfUser(r)
	if err != nil {
		return nil, err
	}
	var out listMFADevicesResult
	devices, info := turn(page, u.mfa, func(d *mfaDevice) string { return d.serial }, nil)
	out.pageInfo = info
	for _, d := range devices {
		out.MFADevices.add(mfaDeviceXML{u.name, d.serial, stamp(d.enabled)})
	}
	return out, nil
}
