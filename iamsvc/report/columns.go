package report

import (
	"fmt"
	"strconv"
	"strings"
)

// columns are the places of what is read in a line; -1 for a column that is not there.
type columns struct {
	user, arn, created int
	password, mfa      int
	slots              [Slots]slotColumns
	further            []int // whether there are further keys than those of the slots
	all                int   // how many cells a line has
}

type slotColumns struct {
	active, rotated, used, region, service int
}

// findColumns returns where the columns are, or an error if one is missing without which there is nothing to tell.
func findColumns(header []string) (columns, error) {
	at := make(map[string]int, len(header))
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := at[name]; twice { // which of the two is meant cannot be told
			return columns{}, fmt.Errorf("the credential report has two columns %q", name)
		}
		at[name] = i
	}
	c := columns{all: len(header)}
	find := func(name string) int {
		if i, ok := at[name]; ok {
			return i
		}
		return -1
	}
	missing := ""
	require := func(name string) int {
		i := find(name)
		if i < 0 && missing == "" {
			missing = name
		}
		return i
	}
	c.user, c.arn, c.created = require("user"), find("arn"), find("user_creation_time")
	c.password, c.mfa = find("password_enabled"), find("mfa_active")
	for i := range c.slots {
		key := "access_key_" + strconv.Itoa(i+1) + "_"
		c.slots[i] = slotColumns{
			require(key + "active"), require(key + "last_rotated"),
			find(key + "last_used_date"), find(key + "last_used_region"), find(key + "last_used_service"),
		}
	}
	for name, i := range at {
		if furtherKey(name) {
			c.further = append(c.further, i)
		}
	}
	if missing != "" {
		return columns{}, fmt.Errorf("the credential report has no column %q", missing)
	}
	return c, nil
}

// furtherKey reports whether a column says if there is a key beyond those that have a slot.
func furtherKey(name string) bool {
	number, ok := strings.CutPrefix(name, "access_key_")
	number, active := strings.CutSuffix(number, "_active")
	n, err := strconv.Atoi(number)
	return ok && active && err == nil && n > Slots
}
