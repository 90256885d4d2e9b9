package local

type listAccountAliasesResult struct {
	pageInfo
	AccountAliases list[string]
}

func (a *account) listAccountAliases(r *Request) (any, error) {
	page, err := r.page("")
	if err != nil {
		return nil, err
	}
	var aliases []string
	if a.alias != "" {
		aliases = append(aliases, a.alias)
	}
	var out listAccountAliasesResult
	out.AccountAliases.Member, out.pageInfo = turn(page, aliases, func(s string) string { return s }, nil)
	return out, nil
}
