package text

import (
	"strconv"
	"time"
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

// Span words a duration in its largest unit, rounded down: "now" below a minute, then "5m", "3h", "412d". A negative one
// (a time in the future, so a wrong clock somewhere) is worded "in 3h".
func Span(d time.Duration) string {
	switch {
	case d < 0:
		return "in " + Span(-d)
	case d < time.Minute:
		return "now"
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
	if s := Span(d); d >= time.Minute {
		return s + " ago"
	} else if d > -time.Minute {
		return "now"
	} else {
		return s
	}
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
	switch {
	case d < 0:
		return now.Add(time.Minute)
	case d < time.Hour:
		return t.Add((d/time.Minute + 1) * time.Minute)
	case d < day:
		return t.Add((d/time.Hour + 1) * time.Hour)
	default:
		return t.Add((d/day + 1) * day)
	}
}
