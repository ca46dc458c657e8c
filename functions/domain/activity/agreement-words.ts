import type { Language } from '../base/languages.ts'

/**
 * The words of the agreement. It is an act of the municipality: the Italian text is fixed when it is proposed, and binds; the
 * other languages say the same, so that whoever signs knows what. Each entry is one numbered point.
 */
const it = {
  title: (number: string, version: number) =>
    version === 1
      ? `Patto di baratto sociale. Pratica n. ${number}.`
      : `Patto di baratto sociale, versione ${version}. Pratica n. ${number}.`,
  weekdays: ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica'],
  span: (from: string, to: string) => (from === to ? `il ${from}` : `dal ${from} al ${to}`),
  who: (person: string, office: string, service: string) =>
    `Chi. Questo patto è tra ${person} e ${office}, ${service}.`,
  what: (title: string, description: string) => `Che cosa. ${title}. ${description}`,
  where: (host: string, address: string) => `Dove. ${host}, ${address}.`,
  grant: (office: string, total: string, months: number) =>
    `Il contributo. ${office} riconosce ${total} in ${months === 1 ? '1 mese' : `${months} mesi`}. Lo ha già deciso: questo patto non lo cambia.`,
  payee: (name: string) => `A chi si paga. Il contributo si paga a ${name}, per conto della persona.`,
  advantage: {
    voucher: (provider: string, what: string) => `Al posto del denaro. È un buono, da ${provider}. ${what}`,
    feeWaiver: (provider: string, what: string) =>
      `Al posto del denaro. È una tariffa da non pagare, da ${provider}. ${what}`,
  },
  hours: (owed: string) => `Quante ore. In tutto ${owed}, date alla comunità.`,
  hoursWeek: (owed: string, week: string) => `Quante ore. In tutto ${owed}, circa ${week} alla settimana.`,
  when: (days: string, from: string, to: string, length: string) =>
    `Quando. ${days}, dalle ${from} alle ${to}: ${length} al giorno.`,
  closed: (spans: string) => `Giorni senza attività. Le feste e i giorni in cui la sede è chiusa: ${spans}.`,
  holidays: 'Giorni senza attività. Le feste e i giorni in cui la sede è chiusa.',
  dates: (from: string, to: string) =>
    `Da quando a quando. Dal ${from} al ${to}. Si comincia solo quando l’assicurazione è attiva: se serve tempo, l’inizio e la fine si spostano.`,
  changed: (from: string, to: string, last: string) =>
    `Da quando a quando. Questa versione vale dal ${from}; l’attività finisce il ${to}. Fino ad allora vale la versione di prima. Puoi accettarla fino al ${last}: se per quel giorno non rispondi, non vale e continua la versione di prima.`,
  why: (reasons: string) => `Perché cambia. ${reasons}`,
  supervisor: (name: string) => `Chi ti segue. ${name}: è la persona da avvisare se fai tardi o non puoi venire.`,
  limits: (limits: string) => `Limiti da rispettare. ${limits}`,
  note: (note: string) => `Altre cose concordate. ${note}`,
  free: 'Non è un lavoro. L’attività non è un lavoro e non è pagata: è il modo con cui partecipi alla vita della comunità. Le ore non si comprano e non si vendono, e non prendi il posto di chi ci lavora.',
  insured:
    'Assicurazione. Il Comune ti assicura contro gli infortuni e per i danni ad altri. Senza assicurazione non si comincia e nessuna ora conta. Se per qualche giorno manca, non perdi niente: la fine si sposta di altrettanti giorni. Se ti fai male dillo subito.',
  rights: (days: number, article: string) =>
    `I tuoi diritti. Puoi rinunciare in ogni momento. Puoi chiedere un’altra attività, spiegando perché. Vedi ogni ora appena è scritta e, se non è giusta, puoi dirlo entro ${days} giorni (${article}). I tuoi dati servono solo per questo patto, e puoi vederli e farli correggere.`,
  absence:
    'Se non puoi venire. Avvisa prima che puoi. Un’assenza è giustificata se c’è un motivo serio, per esempio una malattia o un impegno di famiglia: non hai conseguenze. Le ore che mancano si recuperano in un altro giorno. Se ti ammali a lungo l’attività si ferma, e quello che deve ancora venire si sposta degli stessi giorni: anche la fine.',
  thresholds: (warn: string, warnArticle: string, forfeit: string, forfeitArticle: string) =>
    `Assenze senza motivo. Dopo ${warn} il Comune ti avvisa (${warnArticle}). Dopo ${forfeit} può proporre di toglierti il contributo (${forfeitArticle}): prima te lo scrive e ti ascolta, e poi decide un dirigente.`,
  changes:
    'Cambiare il patto. Cambia solo con una versione nuova, scritta, che accetti tu. Finché non la accetti vale quella di prima.',
  binding: '',
}

const en: typeof it = {
  title: (number, version) =>
    version === 1
      ? `Social barter agreement. Request no. ${number}.`
      : `Social barter agreement, version ${version}. Request no. ${number}.`,
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  span: (from, to) => (from === to ? `on ${from}` : `from ${from} to ${to}`),
  who: (person, office, service) => `Who. This agreement is between ${person} and ${office}, ${service}.`,
  what: (title, description) => `What. ${title}. ${description}`,
  where: (host, address) => `Where. ${host}, ${address}.`,
  grant: (office, total, months) =>
    `The contribution. ${office} grants ${total} over ${months === 1 ? '1 month' : `${months} months`}. This is decided already: the agreement does not change it.`,
  payee: (name) => `Who is paid. The contribution is paid to ${name}, for the person.`,
  advantage: {
    voucher: (provider, what) => `In place of money. It is a voucher, from ${provider}. ${what}`,
    feeWaiver: (provider, what) => `In place of money. It is a fee not to be paid, from ${provider}. ${what}`,
  },
  hours: (owed) => `How many hours. ${owed} in all, given to the community.`,
  hoursWeek: (owed, week) => `How many hours. ${owed} in all, about ${week} a week.`,
  when: (days, from, to, length) => `When. ${days}, from ${from} to ${to}: ${length} a day.`,
  closed: (spans) => `Days without activity. Holidays and the days on which the place is closed: ${spans}.`,
  holidays: 'Days without activity. Holidays and the days on which the place is closed.',
  dates: (from, to) =>
    `From when to when. From ${from} to ${to}. It starts only when the insurance is active: if that takes time, start and end move.`,
  changed: (from, to, last) =>
    `From when to when. This version holds from ${from}; the activity ends on ${to}. Until then the version before holds. You can accept it until ${last}: if you do not answer by then, it does not hold and the version before goes on.`,
  why: (reasons) => `Why it changes. ${reasons}`,
  supervisor: (name) => `Who follows you. ${name}: the person to tell if you are late or cannot come.`,
  limits: (limits) => `Limits to respect. ${limits}`,
  note: (note) => `Other things agreed. ${note}`,
  free: 'It is not a job. The activity is not work and is not paid: it is how you take part in the life of the community. Hours are not bought or sold, and you do not take the place of who works there.',
  insured:
    'Insurance. The municipality insures you against accidents and for damage to others. Without insurance nothing starts and no hour counts. If it is missing for some days you lose nothing: the end moves by as many days. If you get hurt, say so at once.',
  rights: (days, article) =>
    `Your rights. You can withdraw at any time. You can ask for another activity, saying why. You see every hour as soon as it is written and, if it is not right, you can say so within ${days} days (${article}). Your data serve this agreement only, and you can see them and have them corrected.`,
  absence:
    'If you cannot come. Tell us before, if you can. An absence is excused if there is a serious reason, such as an illness or a family matter: it has no consequences. The hours that are missing are made up on another day. If you are ill for long, the activity stops, and what is still to come moves by the same days: its end too.',
  thresholds: (warn, warnArticle, forfeit, forfeitArticle) =>
    `Absences without a reason. After ${warn} the municipality warns you (${warnArticle}). After ${forfeit} it may propose to take the contribution from you (${forfeitArticle}): first it writes to you and hears you, and then a manager decides.`,
  changes:
    'Changing the agreement. It changes only by a new version, in writing, that you accept. Until you accept it, the one before holds.',
  binding: 'This translation helps you read the agreement. The Italian text is the one that binds.',
}

export const AGREEMENT_WORDS: Record<Language, typeof it> = { it, en }
