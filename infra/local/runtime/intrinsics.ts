import { z } from 'zod'
import { ACCOUNT, REGION } from './specs.ts'
import { LocalProblem } from './state.ts'

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
})
/** A synthesized template, as far as it is read here. */
export const stackSchema = z.object({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
})

/** A resource with its logical id and its stack. */
export type Resource = z.infer<typeof resourceSchema> & { readonly id: string; readonly stack: Stack }
/** A stack by name, with its resources and the defaults of its parameters. */
export interface Stack {
  readonly name: string
  readonly resources: ReadonlyMap<string, Resource>
  readonly parameters: ReadonlyMap<string, unknown>
}

/** The types that are tables. */
export const TABLES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']

/** The property that holds a resource's physical name. Without a value, the name is made of stack and logical id. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::Events::EventBus': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::KMS::Key': 'KeyName',
  'AWS::SES::ConfigurationSet': 'Name',
}

/** The ARN of a resource by its name. */
const ARN: Readonly<Record<string, (name: string) => string>> = {
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
  'AWS::StepFunctions::StateMachine': (name) => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}`,
  'AWS::Events::EventBus': (name) => `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${name}`,
  'AWS::SecretsManager::Secret': (name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-local0`,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`,
  'AWS::KMS::Key': (name) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}`,
}

/** The types whose `Ref` is an ARN instead of a name. */
const REF_IS_ARN = ['AWS::StepFunctions::StateMachine', 'AWS::SecretsManager::Secret']

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
}

/** A resolver of CloudFormation's intrinsic functions, with local names and ARNs. */
export class Resolver {
  readonly #exports = new Map<string, { stack: Stack; value: unknown }>()

  export(stack: Stack, name: unknown, value: unknown): void {
    this.#exports.set(this.text(stack, name), { stack, value })
  }

  nameOf(resource: Resource): string {
    const property = NAME_PROPERTY[resource.Type]
    const given = property === undefined ? undefined : resource.Properties[property]
    return given === undefined ? `${resource.stack.name}-${resource.id}` : this.text(resource.stack, given)
  }

  arnOf(resource: Resource): string {
    const arn = ARN[resource.Type]
    if (arn === undefined) throw new LocalProblem(`${resource.id} (${resource.Type}) has no ARN on this machine.`)
    return arn(this.nameOf(resource))
  }

  text(stack: Stack, value: unknown): string {
    const resolved = this.value(stack, value)
    if (typeof resolved === 'string') return resolved
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved)
    throw new LocalProblem(`${JSON.stringify(value)} in stack ${stack.name} is not a text.`)
  }

  value(stack: Stack, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.value(stack, item))
    if (typeof value !== 'object' || value === null) return value
    const [only, ...more] = Object.entries(value)
    if (only !== undefined && more.length === 0) {
      const [name, argument] = only
      if (name === 'Ref') return this.#ref(stack, z.string().parse(argument))
      if (name === 'Fn::GetAtt') {
        const [id, attribute] = z.tuple([z.string(), z.string()]).parse(argument)
        return this.#attribute(stack, id, attribute)
      }
      if (name === 'Fn::Join') {
        const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(argument)
        return parts.map((part) => this.text(stack, part)).join(separator)
      }
      if (name === 'Fn::Select') {
        const [index, parts] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument)
        return z.array(z.unknown()).parse(this.value(stack, parts))[index]
      }
      if (name === 'Fn::Split') {
        const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(argument)
        return this.text(stack, text).split(separator)
      }
      if (name === 'Fn::Sub') return this.#substitute(stack, argument)
      if (name === 'Fn::ImportValue') {
        const found = this.#exports.get(this.text(stack, argument))
        if (found === undefined) throw new LocalProblem(`No stack exports ${JSON.stringify(argument)}.`)
        return this.value(found.stack, found.value)
      }
      if (name === 'Fn::GetStackOutput') {
        const output = z.object({ StackName: z.unknown(), OutputName: z.string() }).parse(argument)
        const found = this.#exports.get(`${this.text(stack, output.StackName)}/${output.OutputName}`)
        if (found === undefined) throw new LocalProblem(`There is no output ${JSON.stringify(argument)}.`)
        return this.value(found.stack, found.value)
      }
      if (name.startsWith('Fn::')) throw new LocalProblem(`${name} is not known to the local environment.`)
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.value(stack, inner)]))
  }

  #substitute(stack: Stack, argument: unknown): string {
    const [text, variables] = z
      .union([
        z.string().transform((only): [string, Record<string, unknown>] => [only, {}]),
        z.tuple([z.string(), z.record(z.string(), z.unknown())]),
      ])
      .parse(argument)
    return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
      if (name in variables) return this.text(stack, variables[name])
      const dot = name.indexOf('.')
      return String(dot < 0 ? this.#ref(stack, name) : this.#attribute(stack, name.slice(0, dot), name.slice(dot + 1)))
    })
  }

  #resource(stack: Stack, id: string): Resource {
    const resource = stack.resources.get(id)
    if (resource === undefined) throw new LocalProblem(`Stack ${stack.name} has no resource ${id}.`)
    return resource
  }

  #ref(stack: Stack, id: string): unknown {
    if (id === 'AWS::StackName') return stack.name
    if (PSEUDO[id] !== undefined) return PSEUDO[id]
    if (stack.parameters.has(id)) return stack.parameters.get(id)
    const resource = this.#resource(stack, id)
    // Locally a version or an alias of a function is the function itself.
    if (resource.Type === 'AWS::Lambda::Version' || resource.Type === 'AWS::Lambda::Alias') {
      return this.value(stack, resource.Properties['FunctionName'])
    }
    return REF_IS_ARN.includes(resource.Type) ? this.arnOf(resource) : this.nameOf(resource)
  }

  #attribute(stack: Stack, id: string, attribute: string): unknown {
    const resource = this.#resource(stack, id)
    if (attribute === 'Arn') return this.arnOf(resource)
    if (attribute === 'StreamArn' && TABLES.includes(resource.Type)) return `${this.arnOf(resource)}/stream/local`
    if (attribute === 'Name') return this.nameOf(resource)
    if (attribute === 'QueueName') return this.nameOf(resource)
    throw new LocalProblem(`${attribute} of ${id} (${resource.Type}) is not known on this machine.`)
  }
}
