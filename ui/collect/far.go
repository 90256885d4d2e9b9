package collect

import (
	"fmt"
	"strings"
	"time"

	"akia/ui/text"
)

// Far says how many accounts are read, at which rate, and how long the rest may take.
func Far(states []State, took time.Duration) string {
	all, ended, failing := 0, 0, 0
	for _, s := range states {
		if s == Same {
			continue
		}
		all++
		if s.Ended() {
			ended++
		}
		if (Account{State: s}).Failing() {
			failing++
		}
	}
	says := []string{text.Count(ended) + " of " + text.Many(all, "account")}
	if failing > 0 {
		says = append(says, text.Count(failing)+" could not be read")
	}
	if rate := float64(ended) / took.Seconds(); ended > 0 && took >= time.Second {
		says = append(says, fmt.Sprintf("%.1f a second", rate))
		if ended < all {
			left := time.Duration(float64(all-ended) / rate * float64(time.Second))
			says = append(says, left.Round(time.Second).String()+" left")
		}
	}
	return strings.Join(says, ", ")
}
