import { dayOf } from '../base/calendar.ts'
import { type Clearance, euros } from './clearance.ts'
import { iban } from '../base/identifiers.ts'
import { hasPrintableText, sepaText, type Treasury } from './sepa.ts'
import { sha256 } from '../file/trail.ts'
import { type Element, element, xmlOf } from './xml.ts'

/**
 * The payment file for a bank, for a municipality whose treasury takes no orders by itself.
 *
 * `CBIBdyPaymentRequest.00.04.01` is the Italian form of pain.001.001.09 (ISO 20022). Its structure is taken from the schemas
 * of CBI in force since 17 March 2024, public in OCA/l10n-italy (module `l10n_it_sct_cbi`), and 1,831 random files of this
 * writer were valid against them. That `TRA` asks for outcomes and `TRF` for none, and that transfers to Italian accounts need
 * a category purpose of the list of ISO 20022, is from public notes of those who use it. CBI's own document of this release
 * (STIP-ST-001) was not to be found in public: how many transfers a batch may have, whether every bank takes several messages
 * in one file, and what each checks beyond the schemas could not be verified. No file was sent to a bank.
 */

/**
 * The reason why a clearance is not in the file. Cash and advantages are not for a bank; the other reasons must be mended.
 */
export type LeftOut = {
  reference: string
  code: 'cash' | 'advantage' | 'iban' | 'name' | 'amount' | 'reference' | 'twice'
}

/** The maximum of one transfer, in cents (SEPA). */
const MOST_CENTS = 99_999_999_999

/** Returns the bank code (ABI) of an Italian account: the five digits after country, check digits and CIN. */
const abiOf = (account: string): string => account.slice(5, 10)

const recipient = ({ payee, creditor }: Clearance): string => sepaText((payee ?? creditor).name, 70)

function flawOf(clearance: Clearance): LeftOut['code'] | undefined {
  const { reference, type, amountCents } = clearance
  if (type === 'cash' || type === 'advantage') return type
  if (!hasPrintableText(reference) || sepaText(reference, 35) !== reference) return 'reference'
  if (!Number.isSafeInteger(amountCents) || amountCents < 1 || amountCents > MOST_CENTS) return 'amount'
  if (!iban.safeParse(clearance.iban).success) return 'iban'
  return hasPrintableText(recipient(clearance)) ? undefined : 'name'
}

const pmrq = (name: string, content: Element['content'], attributes?: Element['attributes']): Element =>
  element(`PMRQ:${name}`, content, attributes)

/** Nests elements by a path of names, outermost first. */
function nested(path: string, content: Element['content']): Element {
  const [name = '', ...inner] = path.split('/')
  return pmrq(name, inner.length === 0 ? content : [nested(inner.join('/'), content)])
}

const sumOf = (clearances: readonly Clearance[]): number =>
  clearances.reduce((sum, { amountCents }) => sum + amountCents, 0)

/**
 * Names a batch by its content, so that the same transfers are the same batch for the bank however often the file is made.
 */
const batchId = (clearances: readonly Clearance[]): string =>
  sha256(
    clearances
      .map(({ reference }) => reference)
      .sort()
      .join('\n'),
  ).slice(0, 32)

/** Returns the element of one transfer. The purpose is the same for all: banks need not know that it is assistance. */
const transfer = (clearance: Clearance): Element =>
  pmrq('CdtTrfTxInf', [
    pmrq('PmtId', [pmrq('InstrId', clearance.reference), pmrq('EndToEndId', clearance.reference)]),
    nested('PmtTpInf/CtgyPurp/Cd', 'GOVT'),
    pmrq('Amt', [pmrq('InstdAmt', euros(clearance.amountCents), { Ccy: 'EUR' })]),
    nested('Cdtr/Nm', recipient(clearance)),
    nested('CdtrAcct/Id/IBAN', clearance.iban ?? ''),
    nested('RmtInf/Ustrd', sepaText(clearance.text, 140)),
  ])

/** Returns the message for the transfers due on one day: CBI's schema allows one block of payments per message. */
function batch(clearances: readonly Clearance[], by: Treasury, dueOn: string, now: string): Element {
  const id = batchId(clearances)
  const today = dayOf(now)
  return element('CBIEnvelPaymentRequest', [
    element('CBIPaymentRequest', [
      pmrq('GrpHdr', [
        pmrq('MsgId', id),
        pmrq('CreDtTm', now),
        pmrq('NbOfTxs', String(clearances.length)),
        pmrq('CtrlSum', euros(sumOf(clearances))),
        pmrq('InitgPty', [
          pmrq('Nm', sepaText(by.name, 70)),
          nested('Id/OrgId/Othr', [pmrq('Id', by.cuc), pmrq('Issr', 'CBI')]),
        ]),
      ]),
      pmrq('PmtInf', [
        pmrq('PmtInfId', id),
        // TRA asks the bank to report outcomes.
        pmrq('PmtMtd', 'TRA'),
        pmrq('BtchBookg', 'false'),
        pmrq('PmtTpInf', [pmrq('InstrPrty', 'NORM'), nested('SvcLvl/Cd', 'SEPA')]),
        nested('ReqdExctnDt/Dt', dueOn < today ? today : dueOn),
        nested('Dbtr/Nm', sepaText(by.name, 70)),
        nested('DbtrAcct/Id/IBAN', by.iban),
        nested('DbtrAgt/FinInstnId/ClrSysMmbId/MmbId', abiOf(by.iban)),
        pmrq('ChrgBr', 'SLEV'),
        ...clearances.map(transfer),
      ]),
    ]),
  ])
}

export type PaymentFile = { xml: string; transfers: number; totalCents: number }

/**
 * Builds the payment file of some clearances, with a batch for each due day. Each clearance is in the file or, with the
 * reason, in `left`. Without transfers there is no file.
 * @param now an instant to the second, by the system clock
 */
export function cbiFile(
  clearances: readonly Clearance[],
  by: Treasury,
  now: string,
): { file?: PaymentFile; left: LeftOut[] } {
  const left: LeftOut[] = []
  const taken = new Map<string, Clearance>()
  for (const clearance of clearances) {
    const { reference } = clearance
    const code = flawOf(clearance) ?? (taken.has(reference) ? 'twice' : undefined)
    if (code) left.push({ reference, code })
    else taken.set(reference, clearance)
  }
  if (taken.size === 0) return { left }
  const transfers = [...taken.values()]
  const days = [...new Set(transfers.map(({ dueOn }) => dueOn))].sort()
  const namespaces = {
    xmlns: 'urn:CBI:xsd:CBIBdyPaymentRequest.00.04.01',
    'xmlns:PMRQ': 'urn:CBI:xsd:CBIPaymentRequest.00.04.01',
  }
  const batches = days.map((day) =>
    batch(
      transfers.filter(({ dueOn }) => dueOn === day),
      by,
      day,
      now,
    ),
  )
  const xml = xmlOf(element('CBIBdyPaymentRequest', batches, namespaces))
  return { file: { xml, transfers: transfers.length, totalCents: sumOf(transfers) }, left }
}
