import { Fn, RemovalPolicy } from 'aws-cdk-lib'
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { ServiceFunction } from './function.ts'
import { acknowledge } from './notes.ts'
import { catalogue, type FunctionMap, type FunctionSpec, functionNames, type Route } from './catalogue.ts'

/** The HTTP API. Its routes come after it, because functions need its address and routes need functions. */
export class Api extends Construct {
  readonly http: HttpApi
  /** The host name of the API, without scheme. */
  readonly host: string

  constructor(scope: Construct, id: string, { prefix }: { prefix: string }) {
    super(scope, id)
    this.http = new HttpApi(this, 'Http', { apiName: prefix, createDefaultStage: false })
    this.host = Fn.select(2, Fn.split('/', this.http.apiEndpoint))
    acknowledge(this, {
      'AwsSolutions-APIG4':
        'Citizens have no account. Functions check what a request carries: the secret of a link, or the bearer token of staff.',
    })
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // The route and never the path, which carries the secrets of links; no address of the caller either.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            routeKey: '$context.routeKey',
            status: '$context.status',
          }),
        ),
      },
    })
  }

  /** Gives each function of the catalogue its routes. */
  addRoutes(functions: FunctionMap<ServiceFunction>): void {
    for (const name of functionNames) {
      const spec: FunctionSpec = catalogue[name]
      const integration = new HttpLambdaIntegration(name, functions[name].lambda)
      for (const route of spec.routes ?? []) {
        new HttpRoute(this, route, { httpApi: this.http, integration, routeKey: routeKey(route) })
      }
    }
  }
}

const routeKey = (key: Route): HttpRouteKey => {
  if (key === '$default') return HttpRouteKey.DEFAULT
  const [method, path] = key.split(' ')
  return HttpRouteKey.with(path ?? '/', method === 'GET' ? HttpMethod.GET : HttpMethod.ANY)
}
