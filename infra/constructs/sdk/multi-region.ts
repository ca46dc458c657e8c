/** Stands in for `@aws-sdk/signature-v4-multi-region` in a bundle: clients sign for one region (SigV4), with one key. */
export {
  SignatureV4 as SignatureV4MultiRegion,
  SignatureV4 as SignatureV4SignWithCredentials,
} from '@smithy/signature-v4'
