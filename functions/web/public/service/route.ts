import { AccessibilityPage, PrivacyPage, ServicePage } from './page.tsx'
import { rendered } from '../../../ui/render.ts'
import { html, type Routes } from '../../../platform/http.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

type Needs = () => Pick<Deps, 'configuration' | 'clock'>

/** The routes of the pages about the service, and the 404 of every unknown address. */
export const routes = (needs: Needs) => {
  const municipalities = async () => {
    const { configuration: all } = needs()
    return Promise.all((await all.municipalities()).map((code) => all.of(code)))
  }
  return {
    '/': {
      GET: async ({ language }) => {
        const now = needs().clock.now()
        return html(200, rendered(ServicePage, { language, municipalities: await municipalities(), now }))
      },
    },
    '/accessibility': {
      GET: async ({ language }) =>
        html(200, rendered(AccessibilityPage, { language, municipalities: await municipalities() })),
    },
    '/privacy': {
      GET: async ({ language }) =>
        html(200, rendered(PrivacyPage, { language, municipalities: await municipalities() })),
    },
  } satisfies Routes
}

/** Needs little of what the others do, so it wires that alone and starts fast. */
