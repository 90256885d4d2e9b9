package estate

import (
	"context"
	"iter"

	"akia/iamsvc"
)

// Opened returns the one account of a service that is open already. The profile that the service goes by is its own.
func Opened(service *iamsvc.Service) Source {
	m := Member{own: service}
	if profile := service.Profile(); profile != "" {
		m.Profiles = []string{profile}
	}
	return func(context.Context) iter.Seq2[Member, error] {
		return func(yield func(Member, error) bool) { yield(m, nil) }
	}
}
