package local

import "slices"

type listUserTagsResult struct {
	pageInfo
	Tags list[tag]
}

func (a *account) listUserTags(r *Request) (any, error) {
	u, page, err := a.listOfUser(r)
	if err != nil {
		return nil, err
	}
	var out listUserTagsResult
	out.Tags.Member, out.pageInfo = turn(page, u.tags, func(t tag) string { return t.Key }, nil)
	return out, nil
}

func (a *account) tagUser(r *Request) (any, error) {
	tags := r.tags()
	if len(tags) == 0 {
		return nil, errNothingListed()
	}
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	merged := mergeTags(u.tags, tags)
	if len(merged) > tagsQuota {
		return nil, overQuota("TagsPerUser", tagsQuota)
	}
	u.tags = merged
	return nil, nil
}

func (a *account) untagUser(r *Request) (any, error) {
	var keys []string
	for _, key := range r.in.Member("TagKeys").Items() {
		keys = append(keys, key.Text())
	}
	if len(keys) == 0 {
		return nil, errNothingListed()
	}
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	u.tags = slices.DeleteFunc(slices.Clone(u.tags), func(t tag) bool {
		return slices.ContainsFunc(keys, sameKey(t.Key))
	})
	return nil, nil
}

// errNothingListed is the answer to a list that was given and is empty.
func errNothingListed() error { return invalidInput("Error occurred while validating input. ") }
