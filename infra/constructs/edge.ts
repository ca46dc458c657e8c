import { Duration } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { Construct } from 'constructs'
import type { Config } from '../stacks/config.ts'
import { acknowledge } from './notes.ts'

/** CloudFront in front of the API: TLS, security headers, cached assets, and a web ACL, which an HTTP API cannot have. */
export class Edge extends Construct {
  readonly url: string
  /** The target of the DNS record for `publicUrl`. */
  readonly host: string

  constructor(
    scope: Construct,
    id: string,
    { host, config }: { host: string; config: Pick<Config, 'prefix' | 'publicUrl' | 'certificateArn' | 'webAclArn'> },
  ) {
    super(scope, id)
    const { prefix, publicUrl, certificateArn, webAclArn } = config
    const origin = new HttpOrigin(host, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    })
    const common = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // Everything but the host header, by which API Gateway identifies the API.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'Headers', {
        // Functions set these headers themselves; errors of API Gateway and CloudFront do not.
        securityHeadersBehavior: {
          strictTransportSecurity: {
            accessControlMaxAge: Duration.days(365),
            includeSubdomains: true,
            override: false,
          },
          contentTypeOptions: { override: true },
          frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
          referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
        },
      }),
    }
    const distribution = new Distribution(this, 'Distribution', {
      comment: prefix,
      defaultBehavior: {
        ...common,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
      },
      additionalBehaviors: {
        '/assets/*': {
          ...common,
          allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        },
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(webAclArn && { webAclId: webAclArn }),
      ...(publicUrl &&
        certificateArn && {
          domainNames: [new URL(publicUrl).hostname],
          certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        }),
    })
    this.host = distribution.distributionDomainName
    this.url = publicUrl ?? `https://${this.host}`
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'Residents travel and live abroad: no country is kept out.',
      'AwsSolutions-CFR3':
        'Its access logs carry paths, and paths carry the secrets of links. API Gateway logs routes instead.',
      ...(!webAclArn && { 'AwsSolutions-CFR2': 'The web ACL is the municipality’s own choice: context webAclArn.' }),
      ...(!certificateArn && {
        'AwsSolutions-CFR4':
          'CloudFront fixes the TLS policy of its own host names: TLS 1.2 comes with certificateArn.',
      }),
    })
  }
}
