import { truncateSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer, request as forward } from 'node:http'
import { createRequire } from 'node:module'
import type { Server } from 'node:http'
import { z } from 'zod'
import type { Activity } from '../runtime/activity.ts'
import { close, listen, readBody } from './aws-json.ts'
import type { MovableClock } from '../runtime/clock.ts'
import type { Meter } from '../runtime/meter.ts'
import { LocalProblem, readText, type StateFolder } from '../runtime/state.ts'

const FILE = 'mailbox.jsonl'

const emailSchema = z.object({
  messageId: z.string(),
  from: z.string(),
  replyTo: z.array(z.string()),
  destination: z.object({ to: z.array(z.string()), cc: z.array(z.string()), bcc: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ html: z.string().optional(), text: z.string().optional() }),
  attachments: z.array(
    z.object({ content: z.string(), contentType: z.string(), filename: z.string().optional(), size: z.number() }),
  ),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  at: z.number(),
})

/** A message as `GET /store` of the mailbox returns it. */
export type Mail = z.infer<typeof emailSchema>

// The package is CommonJS and does not declare its store as an entry point; both are checked here.
const load = createRequire(import.meta.url)
const { default: startMailbox } = z
  .object({
    default: z.custom<(config: { host: string; port: number }) => Promise<Server>>((v) => typeof v === 'function'),
  })
  .parse(load('aws-ses-v2-local'))
const isFunction = (value: unknown): boolean => typeof value === 'function'
const store = z
  .object({
    saveEmail: z.custom<(mail: Mail) => void>(isFunction),
    clearStore: z.custom<() => void>(isFunction),
    getStoreReadonly: z.custom<() => { emails: Mail[] }>(isFunction),
  })
  .parse(load('aws-ses-v2-local/dist/store.js'))

/** The options of the mailbox. */
export interface MailOptions {
  readonly port: number
  /** True if another port may be used when that one is taken. */
  readonly elsewhere: boolean
  readonly state: StateFolder
  readonly clock: MovableClock
  readonly activity: Activity
  readonly meter: Meter
}

/** A running mailbox. */
export interface Mailbox {
  readonly url: string
  mails(): readonly Mail[]
  stop(): Promise<void>
}

/** Loads the messages of earlier runs. A last line cut short is dropped: its sender never got a success. */
const replay = (state: StateFolder): void => {
  const text = readText(state.file(FILE)) ?? ''
  const lines = text.split('\n')
  const cut = lines.pop() ?? ''
  if (cut !== '') truncateSync(state.file(FILE), Buffer.byteLength(text) - Buffer.byteLength(cut))
  for (const [index, line] of lines.entries()) {
    try {
      store.saveEmail(emailSchema.parse(JSON.parse(line)))
    } catch {
      throw new LocalProblem(
        `Line ${index + 1} of ${state.file(FILE)} is damaged: delete that line, then start again (its message is lost).`,
      )
    }
  }
}

/** Starts the mailbox of aws-ses-v2-local behind a server that writes each message to disk before it responds. */
export const startMail = async (options: MailOptions): Promise<Mailbox> => {
  const { state, clock, activity, meter } = options
  store.clearStore()
  replay(state)
  const inner = await startMailbox({ host: '127.0.0.1', port: 0 })
  const innerPort = z.object({ port: z.number() }).parse(inner.address()).port
  const file = await open(state.file(FILE), 'a', 0o600)

  const keep = async (answer: string): Promise<void> => {
    const { MessageId } = z.object({ MessageId: z.string() }).parse(JSON.parse(answer))
    const mail = store.getStoreReadonly().emails.findLast((one) => one.messageId === MessageId)
    if (mail === undefined) throw new Error(`Message ${MessageId} is not in the mailbox.`)
    // The mailbox shows the movable clock's time, not the machine's.
    mail.at = Math.floor(clock.now() / 1000)
    await file.appendFile(`${JSON.stringify(mail)}\n`)
    if (!state.temporary) await file.datasync()
    meter.mails += 1
  }

  const server = createServer((request, response) => {
    const fail = (error: unknown): void => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: String(error) }))
    }
    void activity
      .run(async () => {
        const body = (await readBody(request, 30 * 2 ** 20)) ?? Buffer.alloc(0)
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        const { method, headers, url: path } = request
        const onward = forward({ host: '127.0.0.1', port: innerPort, method, headers, path }, (answer) => {
          void (async () => {
            const chunks: Buffer[] = []
            for await (const chunk of answer) chunks.push(Buffer.from(chunk))
            const content = Buffer.concat(chunks)
            const status = answer.statusCode ?? 502
            if (method === 'POST' && path === '/v2/email/outbound-emails' && status === 200) {
              await keep(content.toString())
            }
            response.writeHead(status, answer.headers).end(content)
          })().then(resolve, reject)
        })
        onward.on('error', reject)
        onward.end(body)
        await promise
      })
      .catch(fail)
  })
  const port = await listen(server, options.port).catch((error: unknown) => {
    if (options.elsewhere) return listen(server)
    throw error
  })
  return {
    url: `http://127.0.0.1:${port}`,
    mails: () => store.getStoreReadonly().emails,
    stop: async () => {
      await close(server)
      await close(inner)
      await file.close()
    },
  }
}
