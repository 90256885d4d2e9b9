package local

type callerIdentityResult struct {
	Arn     string
	UserId  string
	Account string
}

func (a *account) getCallerIdentity(r *request) (any, error) {
	return callerIdentityResult{r.signer.arn, r.signer.userID, a.id}, nil
}
