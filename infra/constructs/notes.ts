import { CfnResource, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Accepts findings of cdk-nag on one construct, each with the reason why it does not apply there. */
export const acknowledge = (scope: IConstruct, findings: Readonly<Record<string, string>>): void => {
  for (const [id, reason] of Object.entries(findings)) Validations.of(scope).acknowledge({ id, reason })
}

/** Records a resource's source file in its Metadata, for readers of the template. */
export const noteSource = (scope: IConstruct, kind: 'entry' | 'definition', path: string): void => {
  const resource = scope.node.defaultChild
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${scope.node.path} makes no resource`)
  resource.addMetadata(`baratto:${kind}`, path)
}
