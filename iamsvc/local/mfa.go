package local

import "time"

// mfaDevice is a second factor of a user. The service has no action that changes one: devices are as the population
// has them.
type mfaDevice struct {
	serial  string
	enabled time.Time
}

type mfaDeviceXML struct {
	UserName, SerialNumber, EnableDate string
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
	devices, info := turn(page, u.mfa, func(d mfaDevice) string { return d.serial }, nil)
	out.pageInfo = info
	for _, d := range devices {
		out.MFADevices.add(mfaDeviceXML{u.name, d.serial, stamp(d.enabled)})
	}
	return out, nil
}
