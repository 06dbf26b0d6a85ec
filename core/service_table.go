package core

// A serviceInfo is what the engine knows of a Regional AWS service. Such a service
// has no subnet (K10): it is reached at public addresses, or through an endpoint.
type serviceInfo struct {
	name string
	// noun is what people call one of its resources.
	noun string
	// action is the usual IAM action on such a resource.
	action string
	// arn is the resource's ARN with REGION, ACCOUNT and NAME to fill in; "*" where
	// the action concerns no single resource.
	arn string
	// host is the name that SDKs use, with REGION and NAME to fill in; "" for the
	// ordinary form, service.region.amazonaws.com.
	hostForm string
	// also is another name of the service: that of its interface endpoints.
	also string
	// container lists actions on the bucket itself rather than on what it holds.
	container []string
	// gateway reports whether gateway endpoints exist for the service.
	gateway bool
	// noPrivateDNS marks services whose interface endpoints have no private DNS.
	noPrivateDNS bool
	// controlled reports whether resource control policies reach it.
	controlled bool
	// anonymous reports whether it takes requests that nobody has signed, where the
	// resource's policy admits everyone.
	anonymous bool
}

// bucketActions concern a bucket itself, and match its ARN without "/*" (J7).
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
var bucketActions = []string{
	"s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:CreateBucket", "s3:DeleteBucket",
	"s3:GetBucketLocation", "s3:GetBucketAcl", "s3:PutBucketAcl", "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy",
	"s3:GetBucketPolicyStatus", "s3:GetBucketVersioning", "s3:PutBucketVersioning", "s3:GetBucketNotification", "s3:PutBucketNotification",
	"s3:GetBucketTagging", "s3:PutBucketTagging", "s3:GetBucketCORS", "s3:PutBucketCORS", "s3:GetBucketLogging", "s3:PutBucketLogging",
	"s3:GetBucketWebsite", "s3:PutBucketWebsite", "s3:DeleteBucketWebsite", "s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock",
	"s3:GetBucketOwnershipControls", "s3:PutBucketOwnershipControls", "s3:GetEncryptionConfiguration", "s3:PutEncryptionConfiguration",
	"s3:GetLifecycleConfiguration", "s3:PutLifecycleConfiguration", "s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration",
	"s3:GetInventoryConfiguration", "s3:PutInventoryConfiguration", "s3:GetMetricsConfiguration", "s3:PutMetricsConfiguration",
	"s3:GetAnalyticsConfiguration", "s3:PutAnalyticsConfiguration", "s3:GetAccelerateConfiguration", "s3:PutAccelerateConfiguration",
}

// collectionActions concern no single resource: policies must allow them on "*".
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
var collectionActions = []string{
	"s3:ListAllMyBuckets", "dynamodb:ListTables", "ssm:DescribeParameters", "secretsmanager:ListSecrets", "sqs:ListQueues", "sns:ListTopics",
	"kms:ListKeys", "kms:ListAliases", "kms:CreateKey", "states:ListStateMachines", "lambda:ListFunctions", "lambda:GetAccountSettings",
	"kinesis:ListStreams", "firehose:ListDeliveryStreams", "ecr:GetAuthorizationToken", "cognito-idp:ListUserPools", "scheduler:ListScheduleGroups",
	"cloudformation:ListStacks", "codepipeline:ListPipelines", "codecommit:ListRepositories", "ses:ListIdentities", "athena:ListWorkGroups",
}

// services are those with properties of their own; any other name is an ordinary
// Regional service with HTTPS. Stand-in addresses follow the order, so that a new
// one goes to the end.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
// https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
var services = []serviceInfo{
	{name: "s3", noun: "bucket", action: "s3:GetObject", arn: "arn:aws:s3:::NAME", hostForm: "NAME.s3.REGION.amazonaws.com",
		gateway: true, container: bucketActions, controlled: true, anonymous: true},
	{name: "dynamodb", noun: "table", action: "dynamodb:GetItem", arn: "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME", gateway: true, noPrivateDNS: true, controlled: true},
	{name: "ssm", noun: "parameter", action: "ssm:GetParameter", arn: "arn:aws:ssm:REGION:ACCOUNT:parameter/NAME"},
	{name: "secretsmanager", noun: "secret", action: "secretsmanager:GetSecretValue", arn: "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME", controlled: true},
	{name: "sqs", noun: "queue", action: "sqs:SendMessage", arn: "arn:aws:sqs:REGION:ACCOUNT:NAME", controlled: true, anonymous: true},
	{name: "sns", noun: "topic", action: "sns:Publish", arn: "arn:aws:sns:REGION:ACCOUNT:NAME", anonymous: true},
	{name: "kms", noun: "key", action: "kms:Decrypt", arn: "arn:aws:kms:REGION:ACCOUNT:key/NAME", controlled: true},
	{name: "sts", noun: "token service", action: actionWhoAmI, arn: "*", controlled: true},
	{name: "events", noun: "event bus", action: "events:PutEvents", arn: "arn:aws:events:REGION:ACCOUNT:event-bus/NAME"},
	{name: "states", noun: "state machine", action: "states:StartExecution", arn: "arn:aws:states:REGION:ACCOUNT:stateMachine:NAME"},
	{name: "lambda", noun: "function", action: actionInvoke, arn: "arn:aws:lambda:REGION:ACCOUNT:function:NAME"},
	{name: "ses", noun: "mail sender", action: "ses:SendEmail", arn: "arn:aws:ses:REGION:ACCOUNT:identity/NAME", hostForm: "email.REGION.amazonaws.com", also: "email"},
	{name: "logs", noun: "log group", action: "logs:PutLogEvents", arn: "arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*", controlled: true},
	{name: "monitoring", noun: "CloudWatch", action: "cloudwatch:PutMetricData", arn: "*", also: "cloudwatch"},
	{name: "apigateway", noun: "API Gateway", action: "apigateway:GET", arn: "arn:aws:apigateway:REGION::/restapis/NAME"},
	{name: "scheduler", noun: "schedule", action: "scheduler:GetSchedule", arn: "arn:aws:scheduler:REGION:ACCOUNT:schedule/default/NAME"},
	{name: "kinesis", noun: "stream", action: "kinesis:PutRecord", arn: "arn:aws:kinesis:REGION:ACCOUNT:stream/NAME", also: "kinesis-streams"},
	{name: "firehose", noun: "delivery stream", action: "firehose:PutRecord", arn: "arn:aws:firehose:REGION:ACCOUNT:deliverystream/NAME", also: "kinesis-firehose"},
	{name: "ec2", noun: "EC2", action: "ec2:DescribeInstances", arn: "*"},
	{name: "ecr", noun: "repository", action: "ecr:BatchGetImage", arn: "arn:aws:ecr:REGION:ACCOUNT:repository/NAME", hostForm: "api.ecr.REGION.amazonaws.com", also: "ecr.api", controlled: true},
	{name: "rds-data", noun: "RDS Data API", action: "rds-data:ExecuteStatement", arn: "arn:aws:rds:REGION:ACCOUNT:cluster:NAME"},
	{name: "cognito-idp", noun: "user pool", action: "cognito-idp:AdminGetUser", arn: "arn:aws:cognito-idp:REGION:ACCOUNT:userpool/NAME", controlled: true, anonymous: true},
	{name: "athena", noun: "workgroup", action: "athena:StartQueryExecution", arn: "arn:aws:athena:REGION:ACCOUNT:workgroup/NAME"},
	{name: "glue", noun: "Glue catalogue", action: "glue:GetTable", arn: "arn:aws:glue:REGION:ACCOUNT:catalog"},
	{name: "xray", noun: "X-Ray", action: "xray:PutTraceSegments", arn: "*"},
	{name: "bedrock-runtime", noun: "model", action: "bedrock:InvokeModel", arn: "arn:aws:bedrock:REGION::foundation-model/NAME"},
	{name: "appconfigdata", noun: "configuration", action: "appconfig:GetLatestConfiguration", arn: "*"},
	{name: "codecommit", noun: "repository", action: "codecommit:GetFile", arn: "arn:aws:codecommit:REGION:ACCOUNT:NAME"},
	{name: "codepipeline", noun: "pipeline", action: "codepipeline:StartPipelineExecution", arn: "arn:aws:codepipeline:REGION:ACCOUNT:NAME"},
	{name: "cloudformation", noun: "stack", action: "cloudformation:DescribeStacks", arn: "arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/*"},
	{name: "config", noun: "Config rule", action: "config:PutEvaluations", arn: "*"},
	{name: "iot", noun: "IoT rule", action: "iot:Publish", arn: "arn:aws:iot:REGION:ACCOUNT:topic/NAME"},
	{name: "pipes", noun: "pipe", action: "pipes:DescribePipe", arn: "arn:aws:pipes:REGION:ACCOUNT:pipe/NAME"},
	{name: "connect", noun: "contact centre", action: "connect:StartChatContact", arn: "arn:aws:connect:REGION:ACCOUNT:instance/NAME"},
	{name: "lex", noun: "bot", action: "lex:RecognizeText", arn: "arn:aws:lex:REGION:ACCOUNT:bot-alias/NAME/*", hostForm: "runtime-v2-lex.REGION.amazonaws.com"},
	{name: "vpc-lattice", noun: "Lattice service", action: "vpc-lattice-svcs:Invoke", arn: "arn:aws:vpc-lattice:REGION:ACCOUNT:service/NAME/*"},
	{name: "s3-batch", noun: "S3 Batch job", action: "s3:DescribeJob", arn: "arn:aws:s3:REGION:ACCOUNT:job/NAME", hostForm: "ACCOUNT.s3-control.REGION.amazonaws.com"},
	{name: "elasticfilesystem", noun: "EFS", action: "elasticfilesystem:DescribeMountTargets", arn: "*"},
	{name: "execute-api", noun: "API", action: actionCallAPI, arn: "arn:aws:execute-api:REGION:ACCOUNT:NAME/*", hostForm: "NAME.execute-api.REGION.amazonaws.com", anonymous: true},
}

// The actions that rules of their own speak of.
const (
	actionInvoke    = "lambda:InvokeFunction"
	actionInvokeURL = "lambda:InvokeFunctionUrl"
	actionCallAPI   = "execute-api:Invoke"
	actionWhoAmI    = "sts:GetCallerIdentity"
	actionAssume    = "sts:AssumeRole"
)

// urlService is the service behind function URLs, which no endpoint serves.
// https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
var urlService = serviceInfo{name: "lambda-url", noun: "function URL", action: actionInvokeURL,
	arn: "arn:aws:lambda:REGION:ACCOUNT:function:NAME", hostForm: "NAME.lambda-url.REGION.on.aws", anonymous: true}

// serviceNamed returns what is known of a service by its name, or by that of its
// endpoints.
func serviceNamed(name string) *serviceInfo {
	for i := range services {
		if services[i].name == name || services[i].also == name && name != "" {
			return &services[i]
		}
	}
	if name == urlService.name {
		return &urlService
	}
	return &serviceInfo{name: name, noun: name, action: name + ":*", arn: "arn:aws:" + name + ":REGION:ACCOUNT:NAME"}
}

// servedBy reports whether interface endpoints for the service named endpoint are
// endpoints for s.
func (s *serviceInfo) servedBy(endpoint string) bool {
	return s.name == endpoint || s.also == endpoint && endpoint != ""
}
