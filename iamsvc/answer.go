package iamsvc

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"net/http"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// malformedResponse is an answer that breaks IAM's contract. It holds nothing of the answer's body: that could be
// anything.
type malformedResponse struct {
	what string // what is wrong with it, to follow "the answer"
	is   shape
	to   string // the host that a redirect leads to
}

// shape is what a malformed answer is by its form.
type shape uint8

const (
	isOdd        shape = iota // anything else
	isRedirect                // another address
	isProxyLogin              // 407
	isGateway                 // 502, 503 or 504 without XML
	isPage                    // HTML
	isEmpty                   // nothing at all
	isJSON                    // JSON
	isS3                      // XML of S3
	isNowhere                 // 404, 405 or 501 that is none of IAM
)

func (e *malformedResponse) Error() string { return "the answer " + e.what }

// checkAnswers makes a client look at each answer before the SDK does. The SDK takes an empty page for an empty list,
// and any page with status 200, such as that of a hotel's network, for a successful delete.
func checkAnswers(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("akia.CheckAnswer", checkAnswer), middleware.After)
}

func checkAnswer(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
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
	a := attemptOf(ctx)
	a.requestID = requestID(resp, body)
	op := middleware.GetOperationName(ctx)
	if bad := malformed(resp.Response, op, body); bad != nil {
		return out, metadata, bad
	}
	if awsmiddleware.GetServiceID(ctx) == iam.ServiceID { // ages are those of IAM, whose clock need not be that of STS
		a.date, _ = http.ParseTime(resp.Header.Get("Date"))
	}
	return out, metadata, nil
}

// malformed says what is wrong with an answer; nil if it is in order.
func malformed(resp *http.Response, op string, body []byte) *malformedResponse {
	status, root := resp.StatusCode, root(body)
	switch {
	case status == http.StatusProxyAuthRequired:
		return &malformedResponse{what: "is a proxy's", is: isProxyLogin}
	case status >= 300 && status < 400:
		bad := &malformedResponse{what: "is a redirect", is: isRedirect}
		if to, err := resp.Location(); err == nil {
			bad.to = to.Host
		}
		return bad
	case status >= 200 && status < 300 && root == op+"Response", status >= 400 && root == "ErrorResponse":
		return nil
	case status >= 200 && status < 300 && root == "ErrorResponse":
		return &malformedResponse{what: "is an error in the guise of a success"}
	}
	bad := &malformedResponse{what: "is not one of IAM", is: form(resp, body, root)}
	if root == "" {
		bad.what = "is not XML"
	}
	return bad
}

// form returns what an answer is that is none of IAM.
func form(resp *http.Response, body []byte, root string) shape {
	text := bytes.TrimSpace(body)
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	start := strings.ToLower(string(text[:min(len(text), 512)]))
	page := strings.EqualFold(root, "html") || strings.HasPrefix(start, "<!doctype html") ||
		strings.HasPrefix(start, "<html") ||
		strings.Contains(kind, "text/html")
	switch status := resp.StatusCode; {
	case root == "ListAllMyBucketsResult", root == "ListBucketResult",
		root == "Error" && resp.Header.Get("X-Amz-Id-2") != "",
		root == "Error" && strings.Contains(strings.ToLower(resp.Header.Get("Server")), "s3"),
		root == "Error" && bytes.Contains(text, []byte("<HostId>")):
		return isS3
	case status == http.StatusBadGateway, status == http.StatusServiceUnavailable, status == http.StatusGatewayTimeout:
		return isGateway
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status == http.StatusNotImplemented:
		return isNowhere
	case page:
		return isPage
	case len(text) == 0:
		return isEmpty
	case strings.Contains(kind, "json"), root == "" && (start[0] == '{' || start[0] == '['):
		return isJSON
	default:
		return isOdd
	}
}

// root returns the name of the outermost element; empty for what is not XML.
func root(body []byte) string {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := decoder.Token()
		if err != nil {
			return ""
		}
		if element, ok := token.(xml.StartElement); ok {
			return element.Name.Local
		}
	}
}

// requestID returns the request ID from the answer's header, or else from its body.
func requestID(resp *smithyhttp.Response, body []byte) string {
	for _, name := range []string{"X-Amzn-Requestid", "X-Amz-Request-Id"} {
		if id := resp.Header.Get(name); id != "" {
			return id
		}
	}
	_, after, ok := bytes.Cut(body, []byte("<RequestId>"))
	if id, _, closed := bytes.Cut(after, []byte("</RequestId>")); ok && closed && len(id) <= 128 {
		return string(id)
	}
	return ""
}
