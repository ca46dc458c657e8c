import { createHash, createHmac } from 'node:crypto'

/** Who signs, and for what. */
export type Signer = { id: string; secret: string; session?: string | undefined; region: string; service: string }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/**
 * The headers of a POST, with what AWS Signature Version 4 adds to them. Of that as much as our calls need: no query, nothing in
 * the path that would be escaped, names of headers in lower case and their values without spaces around them.
 */
export function signed(
  url: URL,
  given: Record<string, string>,
  body: string,
  { id, secret, session, region, service }: Signer,
  at: Date,
): Record<string, string> {
  const date = at.toISOString().replace(/[:-]|\.\d{3}/g, '')
  const headers: Record<string, string> = {
    ...given,
    host: url.host,
    'x-amz-date': date,
    ...(session ? { 'x-amz-security-token': session } : {}),
  }
  const names = Object.keys(headers).sort()
  const list = names.join(';')
  const lines = names.map((name) => `${name}:${headers[name]}`)
  const request = ['POST', url.pathname, '', ...lines, '', list, sha256(body)].join('\n')
  const scope = [date.slice(0, 8), region, service, 'aws4_request']
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secret}`)
  const place = scope.join('/')
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, place, sha256(request)].join('\n')).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${id}/${place}, SignedHeaders=${list}, Signature=${signature}`
  return { ...headers, authorization }
}
