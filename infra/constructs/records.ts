import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { acknowledge } from './notes.ts'

/** The resources that outlive every deployment: the table, its keys and the event bus. */
export class Records extends Construct {
  readonly key: Key
  /** The key of sealed files. Access to the table alone does not open them. */
  readonly sealKey: Key
  readonly table: Table
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
      description: 'Wraps the data keys of sealed files',
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
