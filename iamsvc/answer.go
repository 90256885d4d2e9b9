package iamsvc

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"net/http"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// oddAnswer is an answer that breaks IAM's contract. It holds nothing of the answer's body: that could be anything.
type oddAnswer struct {
	what string // what is odd about it, to follow "the answer"
}

func (e *oddAnswer) Error() string { return "the answer " + e.what }

// checkAnswers makes a client look at each answer before the SDK does. The SDK takes an empty page for an empty list, and
// any page with status 200, such as that of a hotel's network, for a successful delete.
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
	if what := oddity(resp.StatusCode, middleware.GetOperationName(ctx), root(body)); what != "" {
		return out, metadata, &oddAnswer{what: what}
	}
	if awsmiddleware.GetServiceID(ctx) == iam.ServiceID { // ages are those of IAM, whose clock need not be that of STS
		a.date, _ = http.ParseTime(resp.Header.Get("Date"))
	}
	return out, metadata, nil
}

// oddity says what is odd about an answer whose outermost element has the name given; empty for one that is in order.
func oddity(status int, op, root string) string {
	switch {
	case status >= 300 && status < 400:
		return "is a redirect"
	case status >= 200 && status < 300 && root == op+"Response":
		return ""
	case status >= 200 && status < 300 && root == "ErrorResponse":
		return "is an error in the guise of a success"
	case status >= 400 && root == "ErrorResponse":
		return ""
	case root == "":
		return "is not XML"
	default:
		return "is not one of IAM"
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
