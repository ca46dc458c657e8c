import { Annotations, App, type IReusableStackSynthesizer, Tags, Validations } from 'aws-cdk-lib'
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' }
import { bundleAll } from './constructs/bundle.ts'
import { codeFrom, noCode } from './constructs/function.ts'
import { configSchema, exampleSender, pascalCase } from './stacks/config.ts'
import { DataStack } from './stacks/data.ts'
import { ServiceStack } from './stacks/service.ts'

/** The options of the app. */
export type BuildOptions = {
  /** True to bundle the code of functions; without it the app builds fast, for readers of the template only. */
  readonly bundling?: boolean
  readonly outdir?: string
  /** Settings of stacks/config.ts, besides those given on the command line with `-c`. */
  readonly context?: Readonly<Record<string, string>>
  /** The deployment roles; by default those of `cdk bootstrap`. */
  readonly synthesizer?: IReusableStackSynthesizer
}

/** Builds the app with its stacks `<Prefix>Data` and `<Prefix>Service`. It needs no credentials and looks nothing up. */
export const buildApp = ({ bundling = true, outdir, context = {}, synthesizer }: BuildOptions = {}): App => {
  const app = new App({
    analyticsReporting: false,
    // A template that only this project reads needs neither validation nor metadata for tools.
    ...(!bundling && { builtinCloudFormationValidation: false, treeMetadata: false, stackTraces: false }),
    ...(outdir && { outdir }),
    ...(synthesizer && { defaultStackSynthesizer: synthesizer }),
    context: {
      ...recommended,
      // The data stack must refuse to lose what the service still uses.
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
      ...context,
    },
  })
  const given = Object.keys(configSchema.shape).map((name) => [name, app.node.tryGetContext(name)])
  const config = configSchema.parse(Object.fromEntries(given))
  const name = pascalCase(config.prefix)

  const data = new DataStack(app, `${name}Data`, { config, description: 'Baratto: records, keys and bus' })
  const bundles = bundling ? bundleAll() : undefined
  try {
    const service = new ServiceStack(app, `${name}Service`, {
      config,
      records: data.records,
      code: bundles ? codeFrom(bundles.folderOf) : noCode,
      description: 'Baratto: functions, workflows and pages',
    })
    if (config.mailFrom === exampleSender) {
      Annotations.of(service).addWarningV2(
        'baratto:mailFrom',
        'Mail needs a sender that Amazon SES has verified: -c mailFrom=…',
      )
    }
  } finally {
    bundles?.dispose()
  }
  // The schema that cfn-lint checks against has no tags on dashboards.
  Tags.of(app).add('application', config.prefix, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] })
  return app
}

/** Adds the checks of cdk-nag: every finding stops the synthesis. */
const addChecks = async (app: App): Promise<App> => {
  const { AwsSolutionsChecks, ServerlessChecks } = await import('cdk-nag')
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
  return app
}

if (import.meta.main) (await addChecks(buildApp())).synth()
