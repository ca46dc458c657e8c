import type { Deps } from '../../usecases/ports/deps.ts'

/** The cookie by which a telephone is known as its owner's. */
export const PHONE = 'phone'

type Needs = Pick<Deps, 'publicUrl'>

const isHttps = ({ publicUrl }: Needs): boolean => publicUrl.startsWith('https:')

/** Returns the name of a cookie; over https with the prefix that binds it to this host (RFC 6265bis). */
export const cookieName = (deps: Needs, name: string): string => (isHttps(deps) ? `__Host-${name}` : name)

/** Returns a cookie out of reach of scripts and of forms on other sites, valid for some seconds; 0 deletes it. */
export const cookie = (deps: Needs, name: string, value: string, seconds: number): string =>
  `${cookieName(deps, name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps(deps) ? '; Secure' : ''}`
