package policy

import "testing"

func BenchmarkEvaluateSmall(b *testing.B) {
	d, _ := Managed("AWSLambdaVPCAccessExecutionRole")
	r := Request{Principal: session, Action: "ec2:UnassignPrivateIpAddresses", Resource: "*"}
	b.ReportAllocs()
	for b.Loop() {
		if d.Evaluate(&r).Decision != Allow {
			b.Fatal("refused")
		}
	}
}

func BenchmarkEvaluateBucketPolicy(b *testing.B) {
	d := mustParse(b, bucketFromVPCE, Resource)
	r := Request{Principal: session, Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/key",
		Keys: Keys{{Name: "aws:SourceVpc", Value: "vpc"}, {Name: "aws:SourceVpce", Value: "vpce-s3"}}}
	b.ReportAllocs()
	for b.Loop() {
		if d.Evaluate(&r).Decision != Allow {
			b.Fatal("refused")
		}
	}
}

func BenchmarkEvaluateVariable(b *testing.B) {
	d := mustParse(b, `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::home/${aws:username}/*"}}`, Identity)
	r := Request{Principal: user, Action: "s3:GetObject", Resource: "arn:aws:s3:::home/ann/x"}
	b.ReportAllocs()
	for b.Loop() {
		if d.Evaluate(&r).Decision != Allow {
			b.Fatal("refused")
		}
	}
}

// BenchmarkAuthorise is the question of a lesson: a function's role, through an endpoint
// with a policy, to a bucket tied to it.
func BenchmarkAuthorise(b *testing.B) {
	basic, _ := Managed("AWSLambdaVPCAccessExecutionRole")
	read, _ := Managed("AmazonS3ReadOnlyAccess")
	q := Question{
		Request: Request{Principal: session, Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/key",
			Keys: Keys{{Name: "aws:SourceVpc", Value: "vpc"}, {Name: "aws:SourceVpce", Value: "vpce-s3"}}},
		SameAccount: true,
		Endpoint:    []*Document{mustParse(b, allowEveryone, GatewayEndpoint)},
		Identity:    []*Document{basic, read},
		Resource:    mustParse(b, bucketFromVPCE, Resource),
	}
	b.Run("allowed", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if a := Authorise(&q); !a.Allowed {
				b.Fatal("refused")
			}
		}
	})
	refused := q
	refused.Keys = Keys{{Name: "aws:SourceIp", Value: "203.0.113.7"}}
	b.Run("refused", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if a := Authorise(&refused); a.Allowed {
				b.Fatal("allowed")
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data := []byte(bucketFromVPCE)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data, Resource); err != nil {
			b.Fatal(err)
		}
	}
}
