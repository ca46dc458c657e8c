import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { acknowledge } from './notes.ts'

/** Returns the name of the bucket of papers, which no other account has. */
export const papersBucket = (prefix: string): string => `${prefix}-papers-${Aws.ACCOUNT_ID}-${Aws.REGION}`

/** The resources that outlive every deployment: the table, the bucket, their keys and the event bus. */
export class Records extends Construct {
  readonly key: Key
  /** The key of sealed files and of papers. Access to the table or the bucket alone does not open them. */
  readonly sealKey: Key
  readonly table: Table
  /** The papers of files, each encrypted with a data key of its file. */
  readonly bucket: Bucket
  readonly linkKey: Secret
  readonly bus: EventBus

  constructor(scope: Construct, id: string, { prefix }: { prefix: string }) {
    super(scope, id)
    this.key = new Key(this, 'Key', {
      alias: prefix,
      description: 'Encrypts the records of requests and the key of their links',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.sealKey = new Key(this, 'SealKey', {
      alias: `${prefix}-sealed`,
      description: 'Wraps the data keys of sealed files and of papers',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.table.addGlobalSecondaryIndex({
      indexName: 'worklist',
      partitionKey: { name: 'wpk', type: AttributeType.STRING },
      sortKey: { name: 'wsk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    })
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: papersBucket(prefix),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'Only our functions read and write it, and they log each request; a log of access would name ids only.',
    })
    this.linkKey = new Secret(this, 'LinkKey', {
      description: 'Derives the secrets in the links that people get by mail',
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    })
    acknowledge(this.linkKey, {
      'AwsSolutions-SMG4': 'A new key would break every link already mailed; links expire by themselves.',
    })
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: prefix,
      description: 'What others may hear of requests: ids only',
    })
  }
}
