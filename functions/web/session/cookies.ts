import type { Deps } from '../../usecases/ports/deps.ts'

/** The cookie by which a telephone is known as its owner's. */
export const PHONE = 'phone'

type Needs = Pick<Deps, 'publicUrl'>

const isHttps = ({ publicUrl }: Needs): boolean => publicUrl.startsWith('https:')

/** Only this host may set or read a cookie named so (RFC 6265bis); browsers take that name over https alone. */
export const cookieName = (deps: Needs, name: string): string => (isHttps(deps) ? `__Host-${name}` : name)

/** A cookie that no script reads and no other site sends with a form, for some seconds; with 0 it is taken back. */
export const cookie = (deps: Needs, name: string, value: string, seconds: number): string =>
  `${cookieName(deps, name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps(deps) ? '; Secure' : ''}`
