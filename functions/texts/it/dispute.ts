/** The texts about absences and disputed hours, in Italian. */
export const itDispute = {
  title: 'Le tue ore: assenze e contestazioni',
  link: 'Avvisa che non puoi venire, o contesta le ore scritte',
  lead: 'Qui vedi tutto quello che è scritto delle tue ore. Puoi avvisare se un giorno non puoi venire, e dire se qualcosa non è giusto.',
  back: 'Torna alla tua pratica',
  over: 'La tua attività non è in corso: qui non c’è niente da avvisare o da contestare.',
  said: {
    dispute:
      'Abbiamo scritto la tua contestazione. La legge una persona del Comune che non ha scritto quelle ore: ti mandiamo una e-mail con la risposta.',
    absence: 'Abbiamo scritto la tua assenza come giustificata, e abbiamo avvisato l’ente. Non devi fare altro.',
  },
  entries: {
    title: 'Che cosa è scritto',
    none: 'Per ora non è scritto niente.',
    day: 'Giorno',
    what: 'Che cosa',
    state: 'Stato',
    until: 'Puoi contestare',
    shift: (hours: string) => `Presente: ${hours}`,
    absence: (hours: string) => `Assente: ${hours}`,
    byDay: (day: string) => `fino al ${day}`,
    stands: 'no, resta così',
    states: {
      recorded: 'Scritto, da controllare',
      verified: 'Confermato',
      disputed: 'Contestato: si deve decidere',
      rejected: 'Non conta',
    },
    reasons: (text: string) => `Perché: ${text}`,
  },
  excused: { true: 'Giustificata', false: 'Non giustificata' },
  past: {
    title: 'Le tue contestazioni',
    claimed: (hours: string) => `Dici di avere fatto ${hours}.`,
    excuse: 'Dici che l’assenza era giustificata.',
    open: 'Si deve ancora decidere.',
    upheld: 'Hai ragione.',
    upheldHours: (hours: string) => `Hai ragione: contano ${hours}.`,
    dismissed: 'Resta scritto come prima.',
    ruledBecause: 'Perché è stato deciso così',
    ruledOn: 'Deciso il',
  },
  dispute: {
    title: 'Qualcosa non è giusto?',
    lead: (days: number) =>
      `Hai ${days} giorni da quando una cosa è scritta o cambiata. Se l’ultimo giorno gli uffici sono chiusi vale il primo giorno di apertura. Se non scrivi niente, resta così.`,
    ruled:
      'Decide una persona del Comune che non ha scritto né contestato quelle ore. Dopo non si può contestare di nuovo.',
    about: 'Che cosa non è giusto?',
    missing: 'In un giorno le mie ore mancano del tutto',
    missingUntil: (from: string, to: string, until: string) => `Giorni dal ${from} al ${to}: fino al ${until}`,
    missingOpen: (from: string, to: string) =>
      `Giorni dal ${from} al ${to}: finché l’ente non ha firmato, e qualche giorno dopo`,
    on: 'In quale giorno?',
    onHint: 'Per esempio 4 5 2026',
    minutes: 'Quanto tempo sei stato o stata lì, in tutto',
    minutesHint: 'Se eri assente e dici che era giustificato, lascia vuoto.',
    reasons: 'Come è andata?',
    reasonsHint: 'Per esempio chi c’era, che cosa avete fatto. Almeno 10 caratteri.',
    submit: 'Invia la contestazione',
  },
  absence: {
    title: 'Non puoi venire?',
    lead: 'Se avvisi prima che cominci il turno e dici perché, l’assenza è giustificata. Le ore restano da fare in un altro giorno. Un educatore può chiederti di più.',
    none: 'Nei prossimi giorni non hai turni.',
    on: 'In quale giorno non puoi venire?',
    reasons: 'Perché?',
    reasonsHint: 'All’ente diciamo solo il giorno, non il motivo. Almeno 10 caratteri.',
    submit: 'Avvisa',
  },
  facts: {
    day: 'Giorno',
    recorded: 'Che cosa è scritto',
    nothing: 'Niente',
    changed: 'Perché è stato cambiato',
    claimed: 'Che cosa dice la persona',
    claimedHours: (hours: string) => `Ha fatto ${hours}`,
    claimedExcuse: 'L’assenza era giustificata',
    reasons: 'Come lo spiega',
    announced: 'Motivo dell’assenza',
  },
  /** A warning is heard and ruled on as a review is, in other words. */
  warning: {
    reviewTitle: 'Un’ammonizione per le assenze',
    given: 'Sei stato ammonito o ammonita. Il contributo e il patto restano come prima.',
    hearing: {
      title: 'Prima di decidere ti ascoltiamo',
      lead: 'Ci sono assenze senza giustificazione. Qui sotto trovi quali. Puoi dire la tua entro la data qui sotto: quello che scrivi viene letto prima di decidere (Legge 241/1990, articoli 7 e 10). Intanto non cambia niente.',
      next: 'Ora decide il dirigente, dopo avere letto quello che hai scritto. Ti mandiamo una e-mail.',
    },
    ruling: {
      title: 'Decidi se ammonire la persona',
      lead: 'Leggi le assenze e quello che dice la persona, poi decidi. Se confermi, la persona è ammonita; il contributo e il patto restano come prima. Se nel frattempo un’assenza è stata giustificata, decidi tu se il procedimento ha ancora senso.',
      next: 'La persona riceve una e-mail con l’esito.',
      options: {
        uphold: 'Confermo: la persona è ammonita',
        dismiss: 'Archivio: resta tutto come prima',
        abstain: 'Mi astengo: ho un conflitto di interessi',
      },
    },
  },
  desk: {
    title: 'Assenze e contestazioni',
    absence: (day: string, hours: string) => `Assenza, ${day}: ${hours}`,
    dispute: (day: string) => `Contestazione, ${day}`,
    upheld: 'Accolta',
    dismissed: 'Non accolta',
    counted: 'Assenze senza giustificazione, in tutto',
    stays: 'Se correggi un’assenza, un procedimento già aperto resta aperto: lo vede il dirigente, che decide.',
  },
}

/** What every language must say about them. */
export type DisputeMessages = typeof itDispute
