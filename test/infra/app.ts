import type { App } from 'aws-cdk-lib'
import { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import * as z from 'zod'
import { type BuildOptions, buildApp } from '../../infra/app.ts'

/** What tests read of a resource; each looks at the properties it is about with a schema of its own. */
const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
})
type Resource = z.infer<typeof resourceSchema>

/** One synthesized stack. */
export type Synthesized = {
  readonly stack: Stack
  readonly template: Template
  readonly resources: Readonly<Record<string, Resource>>
  ofType(type: string): [id: string, resource: Resource][]
}

const synthesized = (app: App, name: string): Synthesized => {
  const stack = z.instanceof(Stack).parse(app.node.findChild(name))
  const template = Template.fromStack(stack)
  const { Resources: resources } = z
    .object({ Resources: z.record(z.string(), resourceSchema) })
    .parse(template.toJSON())
  return {
    stack,
    template,
    resources,
    ofType: (type) => Object.entries(resources).filter(([, resource]) => resource.Type === type),
  }
}

/** Builds the app without bundles and gives both of its stacks. */
export const synthesize = (
  context: BuildOptions['context'] = {},
): { app: App; data: Synthesized; service: Synthesized } => {
  const app = buildApp({ bundling: false, context })
  return { app, data: synthesized(app, 'BarattoData'), service: synthesized(app, 'BarattoService') }
}
