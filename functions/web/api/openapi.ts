import * as z from 'zod'
import {
  askState,
  importReport,
  outcomeResult,
  problemDetails,
  publishedList,
  receivedRequest,
  recordedReceipt,
  requestState,
  sealedRequest,
} from './schemas.ts'
import { application } from '../../domain/file/application.ts'
import { ASK_KINDS, QUESTIONS } from '../../domain/questions/index.ts'
import { receipt } from '../../domain/acts/receipt.ts'
import { json, type Routes } from '../../platform/http.ts'

const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const body = (name: string) => ({ required: true, content: { 'application/json': { schema: ref(name) } } })
const answer = (description: string, name?: string, or?: string) => ({
  description,
  ...(name ? { content: { 'application/json': { schema: or ? { oneOf: [ref(name), ref(or)] } : ref(name) } } } : {}),
})
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
})
const parameter = (name: string, where: 'path' | 'query' | 'header', required = where === 'path') => ({
  name,
  in: where,
  required,
  schema: { type: 'string' },
})

const staffOnly = { security: [{ staff: [] }] }
const refusals = { 401: problem('No valid token.'), 404: problem('No such thing, or not yours to see.') }

/** The description of the API in OpenAPI 3.1, made from the schemas that parse inputs and type answers. */
const document = {
  openapi: '3.1.0',
  info: {
    title: 'Baratto',
    version: '1',
    description:
      'Social contributions and social barter of a municipality. Amounts are integer euro cents, hours integer minutes, dates ISO 8601 in Europe/Rome.',
    license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
  },
  paths: {
    '/api/requests': {
      post: {
        summary: 'Submit a request',
        description:
          'With a token of staff the request counts as filed at the desk on behalf of the person, and may be sealed: `sealed: true` is for people under protection; only staff named on the file see whose it is.',
        parameters: [parameter('Idempotency-Key', 'header'), parameter('Accept-Language', 'header')],
        requestBody: body('Application'),
        responses: {
          201: answer('Received; the same again when the key and the body are the same.', 'ReceivedRequest'),
          400: problem('Not JSON.'),
          401: problem('No valid token, or `sealed` without a token of staff.'),
          409: problem('The person has an open request of this kind.'),
          413: problem('Too large.'),
          415: problem('Not application/json.'),
          422: problem('Something is wrong: every error at once; or the key came with another body before.'),
        },
      },
    },
    '/api/requests/{id}': {
      get: {
        summary: 'Where a request stands',
        parameters: [parameter('id', 'path')],
        security: [{ status: [] }, { staff: [] }],
        responses: {
          200: answer(
            'Its state; of a sealed file, to staff not named on it, that it exists.',
            'Request',
            'SealedRequest',
          ),
          ...refusals,
        },
      },
    },
    '/api/requests/{id}/receipts': {
      post: {
        summary: 'Money that came back: record it',
        description:
          '`towards` is the number of what is asked back, or `own` for money the person brings of their own accord, with `reasons`. The reference of the treasury makes it once.',
        parameters: [parameter('id', 'path')],
        requestBody: body('Receipt'),
        ...staffOnly,
        responses: {
          201: answer('Recorded.', 'RecordedReceipt'),
          200: answer('Recorded before: nothing changed.', 'RecordedReceipt'),
          ...refusals,
          403: problem('Finance alone records it, and nobody under a conflict of interest.'),
          409: problem(
            'Nothing is asked back under that number, or the reference is that of another receipt, on this file or another.',
          ),
          422: problem('Something is wrong; more than is owed, for instance.'),
        },
      },
    },
    '/asks/{id}/{secret}': {
      parameters: [parameter('id', 'path'), parameter('secret', 'path')],
      get: {
        summary: 'What is asked (Accept: application/json); changes nothing',
        responses: {
          200: answer('The question, with the JSON Schema of its answer.', 'Ask'),
          404: problem('Unknown link.'),
          410: problem('The link works no more.'),
        },
      },
      post: {
        summary: 'Answer',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { oneOf: ASK_KINDS.map((kind) => ref(`Answer.${kind}`)) } } },
        },
        responses: {
          200: answer('Recorded.'),
          404: problem('Unknown link.'),
          409: problem('Already answered: `answeredBy` says by whom, `answeredAt` when.'),
          410: problem('The link works no more.'),
          422: problem('Something is wrong.'),
        },
      },
    },
    '/transparency/{year}.json': {
      get: {
        summary: 'The public list of the grants of a calendar year; the same lines as CSV (RFC 4180) under `.csv`',
        description:
          'Pseudonyms and amounts, never who (D.Lgs. 33/2013 art. 26-27). Of the year and the five before it.',
        parameters: [parameter('year', 'path')],
        responses: {
          200: answer('The list. May be kept for five minutes.', 'PublishedList'),
          404: problem('No list of that year: `from` and `to` say of which there is one.'),
        },
      },
    },
    '/api/worklist': {
      get: {
        summary: 'What waits for whom, and what has stopped',
        ...staffOnly,
        responses: {
          200: answer('Open questions; of sealed files, to staff not named on them, ids.'),
          ...refusals,
        },
      },
    },
    '/api/payments': {
      get: {
        summary: 'Payments of a year',
        description:
          'With a token of finance or of an administrator. `method` is `transfer`, `cash` or `advantage`: help that is no money and no bank pays. `unmet` names what is missing before a payment is cleared.',
        parameters: [parameter('year', 'query')],
        ...staffOnly,
        responses: { 200: answer('Payments; of sealed files, to staff not named on them, ids.'), ...refusals },
      },
    },
    '/api/payments/{reference}/clearance': {
      get: {
        summary: 'What it takes to pay: the clearance of a payment that waits for its outcome',
        description:
          'With a token of finance. `reference` is that of the clearance, or the id of the payment, which is what events are about; sealed files too. Amounts in cents, days as `YYYY-MM-DD`: the `clearance` of the webhook message.',
        parameters: [parameter('reference', 'path')],
        ...staffOnly,
        responses: {
          200: answer('The clearance.'),
          ...refusals,
          403: problem('Not finance, or a conflict of interest.'),
          404: problem('No clearance of this municipality, or of an earlier issue.'),
          409: problem('It is paid, returned or cancelled.'),
        },
      },
    },
    '/api/payments/{reference}/outcome': {
      post: {
        summary: 'Tell that a clearance was ordered, paid or returned',
        description:
          'With a token of finance. The reference is that of the clearance (payment and issue), so an outcome never falls on a later issue of the same payment. `ordered` is the payment order (mandato) with its number and day: the payment still waits for `paid` or `returned`, which may also be reported without it; `paid` without `order` takes the number that is known. A repetition changes nothing and returns `recorded: false`. Another order for the same clearance is refused, since two would pay it twice; where one took the place of the other, its number comes with `paid`.',
        parameters: [parameter('reference', 'path')],
        ...staffOnly,
        requestBody: body('Answer.outcome'),
        responses: {
          200: answer('Recorded now or before.', 'OutcomeResult'),
          ...refusals,
          403: problem('Not finance, or a conflict of interest.'),
          409: problem('It does not agree with what is on record: nothing changed.'),
          422: problem('Something is wrong: a day to come, an order of more than 40 characters.'),
        },
      },
    },
    '/api/payments/outcomes': {
      post: {
        summary: "Import the treasury's file of outcomes",
        description:
          'With a token of finance: CSV with the configured columns, or a pain.002 status report, in UTF-8; at most 1,000 outcomes and 2 MB. Each is recorded by itself, and the report says which were; the same file again changes nothing.',
        ...staffOnly,
        requestBody: {
          required: true,
          content: { 'text/csv': { schema: { type: 'string' } }, 'application/xml': { schema: { type: 'string' } } },
        },
        responses: {
          200: answer(
            'What was recorded, what was known, and line by line what was not recorded and why.',
            'ImportReport',
          ),
          401: problem('No valid token.'),
          403: problem('Not finance.'),
          413: problem('Too large.'),
          415: problem('Neither text/csv nor application/xml.'),
          422: problem('More than 1,000 outcomes: nothing was recorded.'),
        },
      },
    },
    '/api/funds': {
      get: {
        summary:
          'What became of the money of each fund, derived from the records; of the grants of a year where one is given',
        parameters: [parameter('year', 'query')],
        ...staffOnly,
        responses: { 200: answer('A report of each fund, and where its counter disagrees.'), ...refusals },
      },
    },
    '/api/statistics': {
      get: {
        summary: 'Figures of a year, derived from the records',
        parameters: [parameter('year', 'query')],
        ...staffOnly,
        responses: { 200: answer('Figures.'), ...refusals },
      },
    },
  },
  components: {
    securitySchemes: {
      staff: { type: 'http', scheme: 'bearer', description: 'Token of a member of staff.' },
      status: { type: 'http', scheme: 'bearer', description: 'The last part of the link to the status page.' },
    },
    schemas: {
      Application: schemaOf(
        application.safeExtend({ municipality: z.string().optional(), sealed: z.boolean().optional() }),
      ),
      Request: schemaOf(requestState),
      SealedRequest: schemaOf(sealedRequest),
      ImportReport: schemaOf(importReport),
      OutcomeResult: schemaOf(outcomeResult),
      ReceivedRequest: schemaOf(receivedRequest),
      Ask: schemaOf(askState),
      PublishedList: schemaOf(publishedList),
      Receipt: schemaOf(receipt.input),
      RecordedReceipt: schemaOf(recordedReceipt),
      Problem: schemaOf(problemDetails),
      ...Object.fromEntries(ASK_KINDS.map((kind) => [`Answer.${kind}`, schemaOf(QUESTIONS[kind].input)])),
    },
  },
}

/** The route of the API description. */
export const routes = { '/api/openapi.json': { GET: async () => json(200, document) } } satisfies Routes
