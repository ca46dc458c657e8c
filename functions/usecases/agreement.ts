import type { Grant } from '../domain/records.ts'
import type { Context } from './questions/question.ts'

const euro = (cents: number) =>
  new Intl.NumberFormat('it-IT', { style: 'currency', currency: 'EUR' }).format(cents / 100)
const date = (on: string) => on.split('-').reverse().join('/')
const WEEKDAYS = ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica']

/** Who gets the money in place of the person, or what they get instead of it. */
function destinationOf({ payee, advantage }: Pick<Grant, 'payee' | 'advantage'>): string[] {
  if (payee) return [`Il contributo si paga a ${payee.name}, per conto della persona.`]
  if (!advantage) return []
  const what = advantage.kind === 'voucher' ? 'un buono' : 'una tariffa da non pagare'
  return [`Il contributo non è in denaro: è ${what}, da ${advantage.provider}. ${advantage.description}`]
}

/**
 * The text of the agreement (patto) in the language of the act, which is Italian; the page explains it in the person's.
 * @throws when the file is not placed: the lifecycle table does not let it come here
 */
export function agreementText({ file: { request }, municipality }: Context): string {
  const { grant, placement } = request
  const project = municipality.projects.find((candidate) => candidate.id === placement?.project)
  const host = municipality.hosts.find((candidate) => candidate.id === placement?.host)
  if (!grant || !placement || !project || !host) throw new Error(`${request.id} has no place to agree on`)
  return [
    `Patto di baratto sociale — pratica n. ${request.registryEntry}`,
    `${municipality.office.name} riconosce un contributo di ${euro(grant.totalCents)} in ${grant.months} ${grant.months === 1 ? 'mese' : 'mesi'}.`,
    ...destinationOf(grant),
    `La persona restituisce ${grant.owedMinutes / 60} ore di attività di utilità sociale: ${project.title}, presso ${host.name}, ${host.address}.`,
    project.description,
    `Giorni: ${placement.weekdays.map((day) => WEEKDAYS[day - 1]).join(', ')}; al massimo ${placement.minutesADay} minuti al giorno; inizio previsto ${date(placement.startsOn)}, comunque dopo l’attivazione dell’assicurazione.`,
    `Referente presso l’ente: ${host.supervisor.firstName} ${host.supervisor.lastName}.`,
    ...(grant.limits ? [`Limiti da rispettare: ${grant.limits}`] : []),
    ...(placement.note ? [placement.note] : []),
    'L’attività non è lavoro e non è retribuita: è la forma con cui la persona partecipa alla vita della comunità. Le ore non si comprano e non si vendono.',
    'Chi non può venire avvisa il referente; le ore si recuperano in un altro giorno. La persona può chiedere di cambiare attività o rinunciare in ogni momento, dalla propria pagina.',
  ].join('\n\n')
}
