import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Environment, startEnvironment } from '../local/environment.ts'
import { playLifecycles, type Story } from './play.ts'
import { projectHooks } from '../local/project.ts'
import { textOf, worldOf } from './world.ts'

const USAGE = 'Usage: npm run demo -- [--count 1] [--concurrency 1] [--json]'
const flags = z.object({
  count: z.coerce.number().int().min(1).max(5000),
  concurrency: z.coerce.number().int().min(1).max(256),
  json: z.boolean(),
})

function readFlags(): z.infer<typeof flags> {
  try {
    const { values } = parseArgs({
      options: {
        count: { type: 'string', default: '1' },
        concurrency: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    })
    return flags.parse(values)
  } catch {
    process.stderr.write(`${USAGE}\n`)
    process.exit(1)
  }
}

const euro = (cents: number) =>
  new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }).format(cents / 100)
const hours = (minutes: number) => `${minutes / 60} h`
const print = (line = '') => process.stdout.write(`${line}\n`)

/** Returns a callback that prints each scene with its day and the mail it sent. */
function narrator(environment: Environment): (title: string) => Promise<void> {
  let read = 0
  return async (title) => {
    await environment.idle()
    const day = new Date(environment.now()).toISOString().slice(0, 10)
    print(`\n${day}  ${title}`)
    for (const mail of environment.mails().slice(read)) {
      print(`            mail to ${mail.destination.to.join(', ')}: ${mail.subject}`)
      const [link] = /https?:\/\/\S+\/(asks|requests)\/\S+/.exec(textOf(mail)) ?? []
      if (link) print(`            ${link.slice(0, 72)}…`)
    }
    read = environment.mails().length
  }
}

/** Returns a callback that shows a progress bar. */
function progressBar(scenes: number): (title: string) => void {
  let done = 0
  return (title) => {
    done++
    const filled = Math.round((done / scenes) * 30)
    process.stderr.write(
      `\r${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done}/${scenes} ${title.slice(0, 50).padEnd(50)}`,
    )
    if (done === scenes) process.stderr.write('\n')
  }
}

/**
 * Reads the outcome of a request through the adapters of the system.
 * @throws Error if the request is not closed or its trail was changed
 */
async function outcomeOf({ request }: Story) {
  const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
  const { papers } = await import('../../functions/adapters/aws/papers.ts')
  const { balance } = await import('../../functions/domain/hours/ledger.ts')
  const { verifyTrail } = await import('../../functions/usecases/procedure/verify-trail.ts')
  const file = await caseFiles.load(request)
  if (!file) throw new Error(`${request} is gone`)
  const { fault, entries } = await verifyTrail({ files: caseFiles, papers }, request)
  if (file.request.stage !== 'closed' || fault)
    throw new Error(`${request}: ${file.request.stage}, ${fault?.fault ?? 'trail untouched'}`)
  const account = (name: Parameters<typeof balance>[1]) => balance(file.postings, name)
  return {
    number: file.request.registryEntry,
    payments: file.payments,
    paidCents: file.payments.reduce((sum, { amountCents }) => sum + amountCents, 0),
    postings: file.postings,
    hours: { owed: account('owed'), done: account('done'), verified: account('verified') },
    entries,
  }
}

/** Gives each project of the example a place for every person that is played. */
async function makeRoom(places: number): Promise<void> {
  const { configuration, storeConfiguration } = await import('../../functions/adapters/dynamodb/configuration.ts')
  for (const code of await configuration.municipalities()) {
    const municipality = await configuration.of(code)
    await storeConfiguration({ ...municipality, projects: municipality.projects.map((each) => ({ ...each, places })) })
  }
}

const { count, concurrency, json } = readFlags()
const environment = await startEnvironment({
  ...projectHooks,
  meter: true,
  onProblem: (sentence) => process.stderr.write(`${sentence}\n`),
})
try {
  const one = count === 1 && !json
  if (count > 1) await makeRoom(count)
  if (one)
    print('One request, from the form to the payment. Time is moved; every message and amount is real to the system.')
  const before = environment.meter()
  const tell = one ? narrator(environment) : json ? () => undefined : progressBar(13)
  // The first scene is the form; it ends with the first question.
  let asked = before
  const began = performance.now()
  const { players, stories } = await playLifecycles({
    world: worldOf(environment),
    count,
    concurrency,
    tell: async (title) => {
      if (count === 1 && asked === before) {
        await environment.idle()
        asked = environment.meter()
      }
      await tell(title)
    },
  })
  await environment.idle()
  const seconds = (performance.now() - began) / 1000
  const after = environment.meter()
  const outcomes = await Promise.all(stories.map(outcomeOf))
  const wrong = outcomes.filter(({ paidCents }) => paidCents !== 60_000)
  if (wrong.length > 0) throw new Error(`${wrong.length} requests were not paid 600.00 euro`)

  const per = (used: number | null, base: number | null) =>
    used === null || base === null ? null : Math.round(((used - base) / count) * 10) / 10
  const figures = {
    lifecycles: count,
    concurrency,
    seconds: Math.round(seconds * 10) / 10,
    lifecyclesPerSecond: Math.round((count / seconds) * 100) / 100,
    asksPerSecond: Math.round((players.answered / seconds) * 10) / 10,
    perLifecycle: {
      stateTransitions: per(after.stateTransitions, before.stateTransitions),
      readUnits: per(after.readUnits, before.readUnits),
      writeUnits: per(after.writeUnits, before.writeUnits),
      functionCalls: per(after.functionCalls, before.functionCalls),
      mails: per(after.mails, before.mails),
    },
    ...(count === 1 && {
      toFirstQuestion: {
        readUnits: per(asked.readUnits, before.readUnits),
        writeUnits: per(asked.writeUnits, before.writeUnits),
      },
    }),
    paidCents: outcomes.reduce((sum, { paidCents }) => sum + paidCents, 0),
  }
  if (json) print(JSON.stringify(figures))
  else {
    const [first] = outcomes
    if (one && first) {
      print(`\nThe payments of file ${first.number}`)
      for (const { instalment, amountCents, state, method, payee, clearance, paid, lines } of first.payments)
        print(
          `  instalment ${instalment}  ${euro(amountCents).padStart(9)}  ${state}  on ${paid?.on}  by ${method} to ${payee?.name ?? 'the person'}  budget line ${lines.map(({ budgetLine }) => budgetLine).join(', ')}  reference ${clearance?.reference}`,
        )
      print('\nThe ledger of hours')
      for (const { on, minutes, from, to } of [...first.postings].sort((a, b) => (a.at + a.on < b.at + b.on ? -1 : 1)))
        print(`  ${on}  ${hours(minutes).padStart(5)}  ${from} → ${to}`)
      print(
        `  balance: owed ${hours(first.hours.owed)}, done ${hours(first.hours.done)}, verified ${hours(first.hours.verified)}`,
      )
      print(`\nThe trail: ${first.entries} entries, untouched.`)
    }
    print(
      `\n${count} ${count === 1 ? 'request' : 'requests'} from form to closed in ${figures.seconds} s: ${figures.lifecyclesPerSecond} lifecycles/s, ${figures.asksPerSecond} asks/s.`,
    )
    const { stateTransitions, readUnits, writeUnits, functionCalls, mails } = figures.perLifecycle
    print(
      `Per lifecycle: ${stateTransitions} state transitions, ${readUnits} read and ${writeUnits} write units, ${functionCalls} function calls, ${mails} messages.`,
    )
    if (figures.toFirstQuestion)
      print(
        `From the form to the first question: ${figures.toFirstQuestion.readUnits} read and ${figures.toFirstQuestion.writeUnits} write units.`,
      )
    print(`Paid in all: ${euro(figures.paidCents)}.`)
  }
} finally {
  await environment.stop()
}
