/**
 * Stands in for `@aws-sdk/credential-provider-node` in a bundle. Lambda puts credentials into the environment of each
 * container and nowhere else; the package brings profiles, SSO and instance metadata.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env
  const { AWS_SESSION_TOKEN: sessionToken } = process.env
  if (!accessKeyId || !secretAccessKey) throw new Error('The environment holds no credentials.')
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
}
