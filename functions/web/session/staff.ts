import { sha256 } from '../../domain/file/trail.ts'
import { HttpProblem, type HttpRequest } from '../../platform/http.ts'
import { equalHashes } from '../../domain/base/hashes.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Configuration } from '../../usecases/ports/configuration.ts'
import type { Secrets } from '../../usecases/ports/secrets.ts'

/** Returns the bearer token of a request (RFC 6750), if it has one. */
export const bearerOf = ({ headers }: HttpRequest): string | undefined =>
  /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1]

const unauthorized = () => new HttpProblem(401, 'unauthorized', {}, { 'www-authenticate': 'Bearer' })

/** Returns the token of a member of staff: `{municipality}.{id}.{secret}`. */
export const staffToken = async (
  secrets: Pick<Secrets, 'forStaff'>,
  municipality: string,
  member: string,
): Promise<string> => `${municipality}.${member}.${await secrets.forStaff(municipality, member)}`

/** Returns the member of staff behind a token. @throws HttpProblem 401 */
export async function staffBehind(
  token: string | undefined,
  deps: { secrets: Pick<Secrets, 'forStaff'>; configuration: Configuration },
): Promise<Staff> {
  const [code = '', id = '', secret = ''] = token?.split('.') ?? []
  if (!(await deps.configuration.municipalities()).includes(code)) throw unauthorized()
  const expected = await deps.secrets.forStaff(code, id)
  const member = (await deps.configuration.of(code)).staff.find((candidate) => candidate.id === id)
  if (!equalHashes(sha256(expected), sha256(secret)) || !member) throw unauthorized()
  return { municipality: code, member }
}
