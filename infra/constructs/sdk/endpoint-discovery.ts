/** Stands in for `@aws-sdk/middleware-endpoint-discovery` in a bundle: DynamoDB no longer needs it. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {}
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config
