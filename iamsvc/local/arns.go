package local

import "strings"

// isARN reports whether a text has the parts of an ARN: arn:partition:service:region:account:resource, of which a
// region and an account may be missing.
func isARN(text string) bool {
	parts := strings.SplitN(text, ":", 6)
	return len(parts) == 6 && parts[0] == "arn" && parts[1] != "" && parts[2] != "" && parts[5] != ""
}

// checkARNs refuses a request that gives a text that is no ARN where one is needed. The service finds out while it
// gathers what a permission may depend on, and so before it looks whether there is one.
func checkARNs(r *Request) error {
	if arn := r.in.Get("RoleArn"); r.name() == "sts:AssumeRole" && !isARN(arn) {
		return invalid(arn + " is invalid")
	}
	for _, name := range []string{"PolicyArn", "PermissionsBoundary"} {
		if r.in.Has(name) && !isARN(r.in.Get(name)) {
			return invalid("Invalid ARN:  Could not be parsed!")
		}
	}
	return nil
}
