package local

type callerIdentityResult struct {
	Arn     string
	UserId  string
	Account string
}

func (a *account) getCallerIdentity(r *Request) (any, error) {
	return callerIdentityResult{r.signer.arn, r.signer.userID, a.id}, nil
}

type accessKeyInfoResult struct {
	Account string
}

// getAccessKeyInfo tells the account that a key ID holds, whether or not there is such a key.
func (a *account) getAccessKeyInfo(r *Request) (any, error) {
	id := r.in.Get("AccessKeyId")
	number, ok := accountOf(id)
	if !ok {
		return nil, invalid("The access key ID " + id + " is not valid.")
	}
	return accessKeyInfoResult{number}, nil
}
