package policy

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// parseConditions reads the conditions of a statement.
func parseConditions(raw map[string]any) (out []condition, ok bool) {
	operators, ok := optional[map[string]any](raw, "Condition")
	if !ok {
		return nil, false
	}
	for operator, part := range operators {
		keys, isObject := part.(map[string]any)
		if !isObject || !isOperator(operator) && len(keys) > 0 {
			return nil, false
		}
		c := condition{operator: operator}
		for _, values := range keys {
			for _, value := range many(values) {
				switch value.(type) {
				case string, bool, json.Number:
				default:
					return nil, false
				}
				c.values = append(c.values, value)
			}
			if values == nil {
				return nil, false
			}
		}
		out = append(out, c)
	}
	return out, true
}

// base returns an operator without what says how it treats several values or none.
func base(operator string) string {
	for _, prefix := range []string{"ForAnyValue:", "ForAllValues:"} {
		if rest, found := strings.CutPrefix(operator, prefix); found {
			operator = rest
			break
		}
	}
	return strings.TrimSuffix(operator, "IfExists")
}

func isOperator(operator string) bool {
	return slices.Contains([]string{
		"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
		"StringLike", "StringNotLike",
		"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
		"NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
		"DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike",
		"ArnNotLike", "Null",
	}, base(operator))
}

// failsLegacy reports whether the older parser stumbles over the statement, apart from its resources.
func (s statement) failsLegacy() bool {
	if s.effect != "Allow" && s.effect != "Deny" {
		return true
	}
	for _, c := range s.conditions {
		if !strings.HasPrefix(base(c.operator), "Date") {
			continue
		}
		for _, value := range c.values {
			if !isDate(value) {
				return true
			}
		}
	}
	return false
}

// isDate reports whether a value is a moment: in ISO 8601, of which the end may be missing, or in seconds since 1970.
func isDate(value any) bool {
	text, isText := value.(string)
	if number, isNumber := value.(json.Number); isNumber {
		text, isText = number.String(), true
	}
	if !isText {
		return false
	}
	if !strings.ContainsAny(text, "tT-") {
		seconds, err := strconv.ParseInt(text, 10, 64)
		return err == nil && seconds >= 0
	}
	form := regexp.MustCompile(`^(-?\d+)(?:-(\d+)(?:-(\d+))?)?(?:T(?:(\d+)(?::(\d+)(?::(\d+)(?:\.\d{1,9})?` +
		`(?:Z|[+-](\d\d)(?::(\d\d))?)?)?)?)?)?$`)
	parts := form.FindStringSubmatch(strings.ToUpper(text))
	if parts == nil {
		return false
	}
	const latest = 292278993 // the last year that fits into milliseconds since 1970
	for i, limit := range []struct{ low, high int }{
		{-latest, latest}, {1, 12}, {1, 31}, {0, 23}, {0, 59}, {0, 59}, {0, 23}, {0, 59},
	} {
		if part := parts[i+1]; part != "" {
			n, err := strconv.Atoi(part)
			if err != nil || n > math.MaxInt32 || n < limit.low || n > limit.high {
				return false
			}
		}
	}
	return true
}
