package iamsvc

import "context"

// page is what a list tells of itself besides its items.
type page struct {
	truncated bool
	marker    *string
}

// walk sends a list's action for one page after the other until the last. A list that says it goes on but not where, or
// that comes back to where it was, is an answer that breaks the contract.
func walk(ctx context.Context, s *Service, a action, get func(ctx context.Context, marker *string) (page, error)) error {
	var marker *string
	seen := map[string]bool{}
	for {
		p, _, err := send(ctx, s, a, func(ctx context.Context) (page, error) {
			p, err := get(ctx, marker)
			if err == nil && p.truncated && (p.marker == nil || *p.marker == "" || seen[*p.marker]) {
				return page{}, errBrokenOff
			}
			return p, err
		})
		if err != nil {
			return err
		}
		if !p.truncated {
			return nil
		}
		marker = p.marker
		seen[*marker] = true
	}
}
