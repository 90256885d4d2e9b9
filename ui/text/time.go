package text

import (
	"strconv"
	"time"

	"akia/iamsvc/clock"
)

// Clock says how times are shown: relative to now, or as dates.
type Clock uint8

// The ways to show a time, in the order a person steps through them.
const (
	Relative Clock = iota
	Local
	UTC
	clocks
)

// Next returns the way that follows c; after the last comes the first.
func (c Clock) Next() Clock { return (c + 1) % clocks }

// String names the way for a message.
func (c Clock) String() string {
	switch c {
	case Local:
		return "local time"
	case UTC:
		return "UTC"
	default:
		return "relative"
	}
}

const day = 24 * time.Hour

// Span words a duration in its largest unit, rounded down: "now" below a minute, then "5m", "3h", "412d". A negative
// one is "now" as well within the tolerance for clocks that differ a little; beyond it, where a date makes no sense,
// "in 3h".
func Span(d time.Duration) string {
	switch {
	case d > -clock.Tolerance && d < time.Minute:
		return "now"
	case d < 0:
		return "in " + Span(-d)
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	case d < day:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	default:
		return strconv.Itoa(int(d/day)) + "d"
	}
}

// Ago words how long before now t was: "now", "3h ago", "in 2d" for the future.
func Ago(t, now time.Time) string {
	d := now.Sub(t)
	if d < time.Minute {
		return Span(d)
	}
	return Span(d) + " ago"
}

// Date returns t to the minute, in local time or, marked with a Z, in UTC.
func Date(t time.Time, c Clock) string {
	if c == UTC {
		return t.UTC().Format("2006-01-02 15:04Z")
	}
	return t.Local().Format("2006-01-02 15:04")
}

// When words t by the clock c.
func When(t, now time.Time, c Clock) string {
	if c == Relative {
		return Ago(t, now)
	}
	return Date(t, c)
}

// Change returns when Span(now-t) will next read differently.
func Change(t, now time.Time) time.Time {
	d := now.Sub(t)
	switch ahead := -d; {
	case ahead < clock.Tolerance && d < time.Minute:
		return t.Add(time.Minute)
	case ahead > 0:
		return t.Add(1 - ahead.Truncate(unit(ahead)))
	default:
		return t.Add(d.Truncate(unit(d)) + unit(d))
	}
}

// unit returns the unit in which Span words a duration of a minute or more.
func unit(d time.Duration) time.Duration {
	switch {
	case d < time.Hour:
		return time.Minute
	case d < day:
		return time.Hour
	default:
		return day
	}
}

// Seconds words a duration in whole seconds, as "12s".
func Seconds(d time.Duration) string { return strconv.Itoa(int(d/time.Second)) + "s" }

// Left words roughly how long something will take, rounded up: "12s", "4m", "1h10m".
func Left(d time.Duration) string {
	switch {
	case d < time.Minute:
		return strconv.Itoa(int((d+time.Second-1)/time.Second)) + "s"
	case d < time.Hour:
		return strconv.Itoa(int((d+time.Minute-1)/time.Minute)) + "m"
	default:
		m := int((d + time.Minute - 1) / time.Minute)
		return strconv.Itoa(m/60) + "h" + strconv.Itoa(m%60) + "m"
	}
}
