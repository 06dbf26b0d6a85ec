package policy

import (
	"strings"
	"sync"
)

// managed are the AWS managed policies that networks of Lambda functions need, in
// their default versions.
var managed = []struct{ name, text string }{
	// v1 of 9 April 2015
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
	{"AWSLambdaBasicExecutionRole", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}`},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaDynamoDBExecutionRole.html
	{"AWSLambdaDynamoDBExecutionRole", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams",
"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}`},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaKinesisExecutionRole.html
	{"AWSLambdaKinesisExecutionRole", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards",
"kinesis:ListStreams", "kinesis:SubscribeToShard", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}`},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaMSKExecutionRole.html
	{"AWSLambdaMSKExecutionRole", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers", "ec2:CreateNetworkInterface",
"ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcs", "ec2:DeleteNetworkInterface", "ec2:DescribeSubnets",
"ec2:DescribeSecurityGroups", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}`},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaRole.html
	{"AWSLambdaRole", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["lambda:InvokeFunction"], "Resource": ["*"]}]}`},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaSQSQueueExecutionRole.html
	{"AWSLambdaSQSQueueExecutionRole", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}`},
	// v3 of 5 January 2024
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
	{"AWSLambdaVPCAccessExecutionRole", `{"Version": "2012-10-17", "Statement": [{"Sid": "AWSLambdaVPCAccessExecutionPermissions",
"Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
"ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DeleteNetworkInterface",
"ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"], "Resource": "*"}]}`},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonElasticFileSystemClientReadWriteAccess.html
	{"AmazonElasticFileSystemClientReadWriteAccess", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:DescribeMountTargets"], "Resource": "*"}]}`},
	// v3 of 10 August 2023
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3ReadOnlyAccess.html
	{"AmazonS3ReadOnlyAccess", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"], "Resource": "*"}]}`},
	// v1 of 29 May 2015
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMReadOnlyAccess.html
	{"AmazonSSMReadOnlyAccess", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [
"ssm:Describe*", "ssm:Get*", "ssm:List*"], "Resource": "*"}]}`},
}

// Managed returns an AWS managed policy by its name or ARN, and reports whether it is
// one of those known here.
func Managed(name string) (*Document, bool) {
	name = name[strings.LastIndexByte(name, '/')+1:]
	for i := range managed {
		if managed[i].name == name {
			return parsedManaged()[i], true
		}
	}
	return nil, false
}

// parsedManaged parses the managed policies once: a document never changes.
var parsedManaged = sync.OnceValue(func() []*Document {
	out := make([]*Document, len(managed))
	for i := range managed {
		d, err := Parse([]byte(managed[i].text), Identity)
		if err != nil {
			panic("policy: " + managed[i].name + ": " + err.Error()) // a test parses them all
		}
		out[i] = d
	}
	return out
})

// ManagedNames returns the names that [Managed] knows, sorted.
func ManagedNames() []string {
	names := make([]string, len(managed))
	for i := range managed {
		names[i] = managed[i].name
	}
	return names
}
