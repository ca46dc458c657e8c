/** Stands in for `@aws-sdk/signature-v4-multi-region` in a bundle: without it clients sign for one region (SigV4). */
export const SignatureV4MultiRegion = undefined
