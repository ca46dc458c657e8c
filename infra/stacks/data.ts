import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Records } from '../constructs/records.ts'
import type { Config } from './config.ts'

/** The stack that outlives every deployment of the service and is protected against deletion. */
export class DataStack extends Stack {
  readonly records: Records

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { config: Config }) {
    super(scope, id, { ...props, terminationProtection: true })
    this.records = new Records(this, 'Records', config)
  }
}
