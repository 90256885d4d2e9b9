package local

import (
	"slices"
	"strconv"
)

type listUserTagsResult struct {
	pageInfo
	Tags list[tag]
}

func (a *account) listUserTags(r *Request) (any, error) {
	u, page, err := a.listOfUser(r, (*check).required)
	if err != nil {
		return nil, err
	}
	var out listUserTagsResult
	out.Tags.Member, out.pageInfo = turn(page, u.tags, func(t tag) string { return foldName(t.Key) }, nil)
	return out, nil
}

func (a *account) tagUser(r *Request) (any, error) {
	c := r.check()
	name := c.required("UserName", existingUserName())
	tags := c.tags()
	if len(tags) == 0 {
		c.fail("Tags", "Member must not be null")
	}
	if err := c.err(); err != nil {
		return nil, err
	}
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	u, err := a.userNamed(r, name)
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
	c := r.check()
	name := c.required("UserName", existingUserName())
	var keys []string
	for i := 1; c.has("TagKeys.member." + strconv.Itoa(i)); i++ {
		key := c.params.Get("TagKeys.member." + strconv.Itoa(i))
		c.text("tagKeys", key, tagKey())
		keys = append(keys, key)
	}
	c.atMost("TagKeys", len(keys), tagsQuota)
	if len(keys) == 0 {
		c.fail("TagKeys", "Member must not be null")
	}
	u, err := a.checkedUser(c, r, name)
	if err != nil {
		return nil, err
	}
	u.tags = slices.DeleteFunc(slices.Clone(u.tags), func(t tag) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return compareTagKeys(key, t.Key) == 0 })
	})
	return nil, nil
}
