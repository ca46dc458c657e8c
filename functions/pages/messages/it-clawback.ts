/** The texts about money that comes back (recupero somme), in Italian: letter, pages of the person and of the desk. */
export const itClawback = {
  letter: {
    subject: (number: string) => `Pratica ${number}: una somma da restituire`,
    text: 'una parte del denaro che hai ricevuto non ti spettava e va restituita. Nella tua pagina trovi perché, quanto e quando.',
    amount: 'Somma da restituire',
    instalments: 'Rate',
    firstBy: 'Prima rata entro',
    action: 'Leggi come fare',
    how: 'Come pagare: nella tua pagina trovi come si versa ogni rata. Scrivi sempre il numero della pratica. Se non puoi pagare così, parlane con l’ufficio: le rate si possono cambiare.',
    object:
      'Se pensi che la somma non sia giusta, scrivi all’ufficio: leggiamo e rispondiamo. Puoi anche rivolgerti al giudice.',
  },

  title: 'Denaro da restituire',
  cause: {
    revocation: 'Revoca del contributo',
    forfeiture: 'Decadenza dal contributo',
    annulment: 'Annullamento della decisione',
    returned_by_person: 'Restituito di propria iniziativa',
  },
  causeLabel: 'Motivo',
  law: 'La legge chiede di restituire quello che non spettava (Codice civile, articolo 2033).',
  amount: 'Somma',
  received: 'Già restituiti',
  open: 'Da restituire ancora',
  since: 'Per i giorni dal',
  reasons: 'Perché',
  how: 'Come si paga',
  openedOn: 'Chiesti il',
  closed: 'Concluso: non c’è altro da restituire.',
  waived: 'Il Comune ha rinunciato a chiedere il resto.',
  late: (amount: string, day: string) => `In ritardo: ${amount}, dal ${day}`,
  nobodyPunishes: 'Se non riesci a pagare una rata, chiama l’ufficio: non ci sono sanzioni automatiche.',
  planTitle: 'Le rate',
  instalment: 'Rata',
  dueOn: 'Entro il',
  receiptsTitle: 'I versamenti registrati',
  paidOn: 'Versato il',
  reference: 'Riferimento',
  object:
    'Se non sei d’accordo scrivi all’ufficio, con le tue ragioni e i documenti che hai: leggiamo e rispondiamo. Puoi anche rivolgerti al giudice.',

  /** In the list of the desk. */
  list: { title: 'Denaro da recuperare', none: 'Non c’è denaro da recuperare.', next: (amount: string, day: string) => `${amount} entro il ${day}` },

  trail: {
    'clawback.opened': 'Chiesto di restituire una somma',
    'clawback.told': 'Richiesta di restituire comunicata',
    'clawback.received': 'Registrato un versamento',
    'clawback.completed': 'Registrato l’ultimo versamento',
    'clawback.waived': 'Rinuncia a recuperare il resto',
  },
  acts: {
    recover: {
      title: 'Chiedi di restituire una somma',
      lead: 'Dopo una revoca, una decadenza o un annullamento, per il denaro pagato che non spettava (Codice civile, articolo 2033). La persona riceve una lettera. Le rate sono mensili.',
      submit: 'Chiedi la somma',
      done: 'La richiesta è registrata: la persona riceve una lettera.',
    },
    receipt: {
      title: 'Registra un versamento',
      lead: 'Denaro che la persona ha restituito: torna ai fondi da cui era uscito. Lo stesso riferimento si registra una volta sola.',
      submit: 'Registra il versamento',
      done: 'Il versamento è registrato.',
    },
    'waive-recovery': {
      title: 'Rinuncia a recuperare il resto',
      lead: 'Quello che è stato versato resta versato. Il resto non si chiede più.',
      submit: 'Rinuncia al resto',
      done: 'Il resto non si chiede più.',
    },
  },
  fields: {
    cents: { label: 'Quanto deve restituire?' },
    most: (amount: string) => `Al massimo ${amount}: quanto è stato pagato, meno quello che è già tornato o già chiesto.`,
    since: {
      label: 'Solo per i giorni dal',
      hint: 'Lascia vuoto per chiedere quanto è stato pagato in tutto. Con un giorno, quello pagato per i giorni prima resta alla persona.',
    },
    instalments: { label: 'In quante rate mensili?', hint: 'Da 1 a 24.' },
    firstOn: { label: 'Prima rata entro il', hint: 'Se quel giorno gli uffici sono chiusi, vale il primo giorno di apertura.' },
    how: { label: 'Come si paga?', hint: 'Per esempio: con l’avviso pagoPA allegato, oppure allo sportello. La persona lo legge.' },
    why: { label: 'Perché va restituita?', hint: 'Almeno 10 caratteri. La persona lo legge nella sua pagina.' },
    towards: { label: 'Per che cosa è il versamento?' },
    own: 'La persona restituisce di sua iniziativa',
    clawback: (number: number, cause: string, open: string) => `Richiesta ${number}, ${cause}: restano ${open}`,
    on: { label: 'Versato il', hint: 'Per esempio 4 5 2026' },
    received: { label: 'Quanto ha versato?' },
    reference: { label: 'Riferimento della tesoreria', hint: 'Il numero della quietanza o del provvisorio di entrata.' },
    ownReasons: { label: 'Perché lo restituisce?', hint: 'Solo se lo restituisce di sua iniziativa. Almeno 10 caratteri.' },
    number: { label: 'A quale richiesta rinunci?' },
    waiveReasons: { label: 'Perché si rinuncia?', hint: 'Almeno 10 caratteri. Resta nella pratica.' },
  },
  refused: {
    notFallen: 'La decisione è ancora valida: prima serve una revoca, una decadenza o un annullamento.',
    nothingPaid: 'Non c’è denaro pagato che si possa ancora recuperare.',
    notOpen: 'Questa richiesta di restituire non c’è o è già conclusa.',
    referenceTaken: 'Questo riferimento è già registrato con un altro importo o un altro giorno.',
  },
}

/** What every language must say of it. */
export type ClawbackMessages = typeof itClawback
