package iamsvc

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Organization is the organization that an account is in.
type Organization struct {
	ID string
	// Management is the number of its management account.
	Management string
}

// Organization returns the organization that the account is in (organizations:DescribeOrganization). An account that is
// in none is an *Error of KindNotFound.
func (s *Service) Organization(ctx context.Context) (Organization, error) {
	a := action{op: "DescribeOrganization"}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*organizations.DescribeOrganizationOutput, error) {
		out, err := s.organizations.DescribeOrganization(ctx, &organizations.DescribeOrganizationInput{})
		if err == nil && out.Organization == nil {
			return nil, &malformedResponse{what: "names no organization"}
		}
		return out, err
	})
	if err != nil {
		return Organization{}, err
	}
	return Organization{aws.ToString(out.Organization.Id), aws.ToString(out.Organization.MasterAccountId)}, nil
}

// MemberAccount is an account of an organization.
type MemberAccount struct {
	ID, Name, Email string
	// Units are the IDs of the organizational units that it is in, from the root down; empty where AWS tells none.
	Units []string
	State AccountState
	// Joined is when it came to the organization; zero if that is not told.
	Joined time.Time
}

// AccountState is where an account of an organization is in its life.
type AccountState string

// The states that Organizations tells.
const (
	AccountActive    AccountState = AccountState(types.AccountStateActive)
	AccountPending   AccountState = AccountState(types.AccountStatePendingActivation)
	AccountSuspended AccountState = AccountState(types.AccountStateSuspended)
	AccountClosing   AccountState = AccountState(types.AccountStatePendingClosure)
	AccountClosed    AccountState = AccountState(types.AccountStateClosed)
)

// AccountsPage is a page of the accounts of an organization. It may be empty, and still not be the last one: Next alone
// decides.
type AccountsPage struct {
	Accounts []MemberAccount
	Next     string // where the list goes on; empty at its end
}

// mostMembers is the longest page of accounts that Organizations gives.
const mostMembers = 20

// OrganizationAccounts returns one page of the accounts of the organization (organizations:ListAccounts), which its
// management account and delegated administrators may list. The first page is that of an empty token. An account that
// is in no organization is an *Error of KindNotFound.
func (s *Service) OrganizationAccounts(ctx context.Context, token string) (AccountsPage, error) {
	a := action{op: "ListAccounts"}
	in := &organizations.ListAccountsInput{MaxResults: aws.Int32(mostMembers), NextToken: nilIfEmpty(token)}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*organizations.ListAccountsOutput, error) {
		out, err := s.organizations.ListAccounts(ctx, in)
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(out.Accounts))
		for i, m := range out.Accounts {
			ids[i] = aws.ToString(m.Id)
		}
		next := aws.ToString(out.NextToken)
		return out, s.walks.page(a.op, token, page{next != "", out.NextToken}, ids)
	})
	if err != nil {
		return AccountsPage{}, err
	}
	found := AccountsPage{Next: aws.ToString(out.NextToken)}
	for _, m := range out.Accounts {
		if aws.ToString(m.Id) != "" {
			found.Accounts = append(found.Accounts, memberAccount(m))
		}
	}
	return found, nil
}

// memberAccount reads the state, and where it is not told the status, which AWS gives up.
func memberAccount(m types.Account) MemberAccount {
	found := MemberAccount{
		ID: aws.ToString(m.Id), Name: aws.ToString(m.Name), Email: aws.ToString(m.Email),
		State: AccountState(m.State), Joined: aws.ToTime(m.JoinedTimestamp),
	}
	if found.State == "" {
		found.State = AccountState(m.Status)
	}
	for _, path := range m.Paths {
		for unit := range strings.SplitSeq(path, "/") {
			if strings.HasPrefix(unit, "r-") || strings.HasPrefix(unit, "ou-") {
				found.Units = append(found.Units, unit)
			}
		}
	}
	return found
}

// inNoOrganization fills in the answer of Organizations to an account that is in none.
func (e *Error) inNoOrganization() bool {
	if strings.TrimSuffix(e.Code, "Exception") != "AWSOrganizationsNotInUse" {
		return false
	}
	e.Kind = KindNotFound
	e.sentence = "This account is in no organization."
	e.remedy = Remedy{Kind: RemedyOtherProfile}
	return true
}

// checkJSON makes a client look at each answer of a service that speaks JSON before the SDK does, which takes an empty
// page for an empty list.
func checkJSON(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("akia.CheckJSON",
		func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
			middleware.DeserializeOutput, middleware.Metadata, error,
		) {
			out, metadata, err := next.HandleDeserialize(ctx, in)
			resp, ok := out.RawResponse.(*smithyhttp.Response)
			if err != nil || !ok {
				return out, metadata, err
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				return out, metadata, err
			}
			resp.Body = io.NopCloser(bytes.NewReader(body))
			attemptOf(ctx).requestID = requestID(resp, nil)
			if bad := notJSON(resp.Response, body); bad != nil {
				return out, metadata, bad
			}
			return out, metadata, nil
		}), middleware.After)
}

// notJSON says what is wrong with an answer that is to be JSON; nil if it is in order.
func notJSON(resp *http.Response, body []byte) *malformedResponse {
	var object map[string]json.RawMessage
	if resp.StatusCode < http.StatusMultipleChoices || resp.StatusCode >= http.StatusBadRequest {
		if json.Unmarshal(body, &object) == nil {
			return nil
		}
	}
	bad := malformed(resp, "", body)
	if bad == nil { // the form of IAM, which nobody asked
		bad = &malformedResponse{what: "is not JSON"}
	}
	return bad
}
