import { encode } from 'uqr'
import { siteMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import type { HostContext } from '../shell.tsx'

/** White around a code, in modules: readers need it. */
const QUIET = 4

/** Draws a text as a QR code: dark on light whatever the theme, as large as its place. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('')
  const side = size + 2 * QUIET
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

type CodeProps = HostContext & { address: string; seconds: number; changesAt: string }

/** Renders the code; the page reloads when the code changes. */
export function HostCodePage({ host, language, address, seconds, changesAt }: CodeProps) {
  const { code: m } = siteMessagesOf(language)
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta http-equiv="refresh" content={String(seconds)} />
        <title>{`${m.title} – ${host.name}`}</title>
        <link rel="stylesheet" href="/assets/baratto.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body class="code-screen">
        <main>
          <h1>
            {m.title} · {host.name}
          </h1>
          <p>{m.lead}</p>
          <QrCode text={address} label={m.alt} />
          <p>
            <strong>{m.changes({ count: seconds })}</strong> {m.until({ time: changesAt })}
          </p>
          <p>{m.typed}</p>
          <p>
            <a href={link('/host', language)}>{m.close}</a>
          </p>
        </main>
      </body>
    </html>
  )
}
