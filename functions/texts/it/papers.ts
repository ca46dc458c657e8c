/**
 * The words of the papers: in Italian only, which is the language of the act; the pages explain them in the person's.
 * Plain sentences, the article beside what it asks for. No other function carries them.
 */
export const itPapers = {
  number: (registryEntry: string) => `Pratica n. ${registryEntry}`,
  titles: {
    opening: 'Comunicazione di avvio del procedimento',
    rejection: 'Comunicazione dei motivi contrari alla domanda',
    approved: 'Decisione: il contributo è concesso',
    refused: 'Decisione: il contributo non è concesso',
    inadmissible: 'Decisione: la domanda non si può esaminare',
    agreement: 'Patto di baratto sociale',
    certificate: 'Attestato di attività e competenze',
    review: 'Comunicazione di riesame della decisione',
    warning: 'Avvio del procedimento di ammonizione',
    warned: 'Ammonizione',
    notWarned: 'Procedimento di ammonizione archiviato',
    upheld: 'Decisione sul riesame',
    dismissed: 'Riesame chiuso senza cambiamenti',
  },
  person: (firstName: string, lastName: string, taxCode: string) =>
    `${firstName} ${lastName}, codice fiscale ${taxCode}`,
  sealedPerson: 'La persona che ha presentato la domanda. I suoi dati sono nel fascicolo riservato.',
  sealedText:
    'Il fascicolo è riservato: qui non compaiono nomi, luoghi e circostanze. I motivi per esteso e gli altri atti sono nel fascicolo, che la persona può leggere e avere in copia (Legge 241/1990, articolo 3, comma 3).',

  facts: {
    title: 'Di che cosa si tratta',
    number: 'Numero di protocollo',
    subject: 'Oggetto',
    person: 'Persona interessata',
    received: 'Domanda ricevuta il',
    regulation: 'Regolamento applicato',
    version: (title: string, version: string) => `${title}, versione ${version}`,
    officer: 'Responsabile del procedimento',
    decider: 'Decide',
    office: 'Ufficio',
  },
  subjects: {
    ordinary: 'Domanda di contributo economico ordinario',
    extraordinary: 'Domanda di contributo economico straordinario',
    community: 'Domanda di partecipazione a progetti utili alla collettività (PUC)',
  },

  events: {
    title: 'I fatti',
    on: (day: string, what: string) => `${day} – ${what}`,
    received: (number: string) => `il Comune riceve la domanda e la registra con il numero ${number}.`,
    suspended:
      'l’ufficio chiede le informazioni che mancano; i giorni del procedimento si fermano (articolo 2, comma 7).',
    asked: (text: string) =>
      `l’ufficio chiede le informazioni che mancano: «${text}». I giorni del procedimento si fermano (articolo 2, comma 7).`,
    resumed: 'i giorni del procedimento ripartono.',
    given: (text: string) => `la persona risponde: «${text}». I giorni del procedimento ripartono.`,
    interview: (identity: string) => `colloquio con la persona; identità verificata ${identity}.`,
    identity: {
      document: 'con un documento',
      spid: 'con l’identità digitale',
      known: 'perché la persona è già conosciuta dall’ufficio',
    },
    needs: (text: string) => `Dal colloquio: ${text}`,
    abilities: (text: string) => `Quello che la persona può fare: ${text}`,
    approval: (who: string) => `${who}, propone di concedere il contributo.`,
    refusal: (who: string) => `${who}, propone di non concedere il contributo.`,
    inadmissibility: (who: string) => `${who}, propone di dichiarare che la domanda non si può esaminare.`,
    agreed: 'l’altro Comune del progetto è d’accordo.',
    objected: 'l’altro Comune del progetto non è d’accordo.',
    noticed: (until: string) =>
      `l’ufficio comunica i motivi contrari; la persona può rispondere fino al ${until} (articolo 10-bis).`,
    observed: 'la persona invia le sue osservazioni.',
    silent: 'non sono arrivate osservazioni.',
    sentBack: (who: string) => `${who}, rimanda la pratica all’assistente sociale per un’altra valutazione.`,
    decided: (who: string) => `${who}, decide.`,
  },

  law: {
    title: 'Le norme',
    term: 'Legge 7 agosto 1990, n. 241, articolo 2: il procedimento si conclude con una decisione scritta, entro un termine.',
    reasons: 'Legge 241/1990, articolo 3: ogni decisione ha i suoi motivi e dice come opporsi.',
    notice: 'Legge 241/1990, articolo 10-bis: prima di un no, la persona conosce i motivi e può rispondere.',
    criteria: 'Legge 241/1990, articolo 12: i contributi si danno con criteri stabiliti prima.',
    opening: 'Legge 241/1990, articoli 7 e 8: la persona sa che il procedimento è cominciato e chi se ne occupa.',
    revocation: 'Legge 241/1990, articolo 21-quinquies: revoca della decisione.',
    forfeiture: 'Decreto del Presidente della Repubblica 445/2000, articoli 75 e 76: decadenza dai benefici.',
    annulment: 'Legge 241/1990, articolo 21-nonies: annullamento d’ufficio.',
    warning: 'Regolamento: assenze senza giustificazione, ammonizione e decadenza.',
    regulation: (title: string, version: string) => `${title}: versione ${version}, in vigore il giorno della domanda.`,
    programme: (name: string, law: string) => `${name}: ${law}.`,
    substitute:
      'Legge 241/1990, articolo 2, comma 9-bis: decide il sostituto, perché il termine sta per finire o è finito.',
  },

  evaluation: {
    rule: 'Regola',
    outcome: 'Esito',
    article: 'Articolo',
  },

  grounds: {
    title: 'I motivi comunicati, le osservazioni, le risposte',
    ground: (number: number) => `Motivo ${number}`,
    observation: 'Osservazione della persona',
    none: 'Nessuna osservazione su questo punto',
    answer: 'Risposta del Comune',
  },

  reasons: {
    title: 'Perché',
    proposal: (who: string) => `Nella valutazione, ${who}, scrive:`,
    decision: (who: string) => `Nella decisione, ${who}, scrive:`,
    asProposed: 'La decisione segue la valutazione e ne fa propri i motivi.',
    departs:
      'La decisione è diversa da quella proposta dal responsabile del procedimento. I motivi della differenza sono quelli scritti qui sopra (articolo 6, comma 1, lettera e).',
    grounds: 'La domanda non è accolta per questi motivi:',
  },

  decision: {
    title: 'La decisione',
    approvedSummary: (total: string) => `Il Comune concede il contributo: ${total}.`,
    inMonths: (monthly: string, months: number) => `Sono ${monthly} al mese per ${months} mesi.`,
    hoursSummary: (hours: string) =>
      `In cambio la persona partecipa alla vita della comunità con ${hours} di attività.`,
    exemptSummary: 'La persona non deve fare ore di attività.',
    refusedSummary: 'Il Comune non concede il contributo. Qui sotto ci sono i motivi, e come opporsi.',
    inadmissibleSummary: 'La domanda non si può esaminare. Qui sotto ci sono i motivi, e come opporsi.',
    approved: 'Per questi fatti, norme e motivi, la domanda è accolta.',
    refused: 'Per questi fatti, norme e motivi, la domanda non è accolta.',
    inadmissible:
      'Per questi fatti, norme e motivi, la domanda è inammissibile: il Comune non può esaminarla nel merito.',
    amount: 'Contributo',
    monthly: 'Ogni mese',
    months: 'Durata',
    monthCount: (months: number) => (months === 1 ? '1 mese' : `${months} mesi`),
    hours: 'Ore da restituire',
    exempt: 'Esonero dalle ore',
    limits: 'Limiti da rispettare nelle attività',
    plan: 'Come si paga',
    plans: {
      upfront: 'tutto all’inizio',
      by_verified_hours: 'ogni mese, in proporzione alle ore confermate',
      by_module: 'ogni mese, per moduli interi di ore confermate',
      at_completion: 'alla fine delle attività',
    },
    payTo: 'Si paga a',
    payeeOf: (name: string, reasons: string) => `${name}, per conto della persona. ${reasons}`,
    advantage: 'Non in denaro',
    advantageOf: (kind: string, provider: string, description: string) => `${kind} – ${provider}: ${description}`,
    programme: 'Programma',
    fundingTitle: 'Da dove viene il denaro',
    fund: 'Fondo',
    budgetLine: 'Capitolo',
    cup: 'CUP',
    fundAmount: 'Importo',
    none: '–',
    barter:
      'Le ore non sono un lavoro e non sono pagate: sono il modo con cui la persona partecipa. Attività, giorni e luogo si decidono insieme, in un patto.',
  },

  time: {
    title: 'I tempi',
    prescribed: 'Tempo previsto',
    days: (days: number) => (days === 1 ? '1 giorno' : `${days} giorni`),
    stood: 'Giorni in cui il termine è rimasto fermo',
    due: 'Termine',
    actual: 'Tempo impiegato',
    actualOf: (days: string, from: string, to: string) => `${days}, dal ${from} al ${to}`,
    onTime: 'La decisione è presa entro il termine.',
    late: (days: string) =>
      `La decisione arriva ${days} dopo il termine (articolo 2, comma 9-quinquies). Ce ne scusiamo.`,
  },

  remedies: {
    title: 'Se non sei d’accordo',
    talk: (email: string, phone: string) =>
      `Puoi sempre parlare con l’ufficio: scrivi a ${email} o chiama il ${phone}.`,
    court: (court: string, days: number) =>
      `Puoi fare ricorso al ${court} entro ${days} giorni da quando hai ricevuto questo atto.`,
    president: (days: number) =>
      `In alternativa puoi fare ricorso straordinario al Presidente della Repubblica entro ${days} giorni.`,
  },

  silence: {
    title: 'Se il Comune non risponde in tempo',
    substitute: (who: string) =>
      `Puoi chiedere a ${who} di decidere al posto di chi non l’ha fatto (articolo 2, comma 9-ter).`,
    court: (court: string) =>
      `Puoi fare ricorso al ${court} contro il silenzio (Codice del processo amministrativo, articolo 31). Il silenzio non è un sì e non è un no.`,
  },

  access: {
    title: 'Vedere gli atti',
    text: (office: string, address: string, email: string) =>
      `Puoi leggere gli atti della pratica e averne copia (Legge 241/1990, articoli 10 e 22) sulla tua pagina personale o presso ${office}, ${address}, ${email}.`,
  },

  privacy: {
    title: 'I tuoi dati',
    text: 'Il Comune usa i dati solo per questa pratica (Regolamento UE 2016/679, articolo 9, paragrafo 2, lettera g). Se la legge chiede di pubblicare il contributo, il tuo nome non compare mai (Decreto legislativo 33/2013, articolo 26, comma 4).',
  },

  opening: {
    summary: (day: string) => `Il Comune ha ricevuto la domanda. La risposta arriva entro il ${day}.`,
    title: 'Che cosa succede',
    due: 'Risposta entro il',
    prescribed: (days: string, article: string) => `${days} dalla domanda (${article})`,
    term: 'Tempo previsto',
    text: 'L’ufficio valuta la domanda e un dirigente decide. Se manca qualcosa, l’ufficio lo chiede una volta sola e intanto i giorni si fermano. Puoi mandare scritti e documenti in ogni momento (articolo 10).',
  },

  rejection: {
    summary: (day: string) =>
      `La proposta è di non concedere il contributo. Non è ancora deciso: puoi rispondere fino al ${day}.`,
    title: 'I motivi contrari',
    howTitle: 'Come rispondere',
    how: (days: number, day: string) =>
      `Hai ${days} giorni, fino al ${day}, per scrivere le tue osservazioni e mandare documenti, anche su un motivo solo. Usa il link che hai ricevuto per e-mail.`,
    effect:
      'Intanto i giorni del procedimento sono fermi. Chi decide deve rispondere alle tue osservazioni, e non può aggiungere motivi che non sono scritti qui, se non quelli che nascono dalle tue osservazioni (articolo 10-bis).',
  },

  agreement: {
    summary: (version: number) =>
      version === 1
        ? 'È il patto proposto alla persona: vale quando lo accetta, dalla sua pagina o firmando questo foglio.'
        : `È la versione ${version} del patto, proposta alla persona: finché non la accetta vale quella di prima.`,
    title: 'Il patto',
    courtesy: 'Traduzione di cortesia',
    proof: 'Versione e impronta',
    version: 'Versione',
    fingerprint: 'Impronta SHA-256 del testo',
    fingerprintText: 'È l’impronta del testo accettato, e della traduzione se c’è: chi accetta accetta questo testo.',
    paperTitle: 'Per accettare su carta',
    paper: 'Chi non usa la pagina personale firma qui. L’ufficio conserva il foglio e registra il giorno della firma.',
    person: 'Firma della persona',
    day: 'Giorno della firma',
    line: '____________________________',
    office: 'Per l’ufficio',
  },

  certificate: {
    number: (registryEntry: string) => `Attestato n. ${registryEntry}`,
    summary: (name: string, hours: string) => `${name} ha svolto ${hours} di attività utili alla comunità.`,
    personTitle: 'La persona',
    name: 'Nome e cognome',
    born: 'Data di nascita',
    activityTitle: 'L’attività',
    activity: (title: string) => `L’attività: ${title}`,
    what: 'In che cosa consiste',
    host: 'Presso',
    period: 'Periodo',
    fromTo: (from: string, to: string) => (from === to ? from : `dal ${from} al ${to}`),
    hours: 'Ore svolte e verificate',
    abilitiesTitle: 'Competenze usate e imparate',
    supervisorTitle: 'Le parole di chi ha seguito l’attività',
    kindTitle: 'Che cos’è questo attestato',
    kind: 'Le ore sono registrate giorno per giorno, firmate da chi segue l’attività e verificate dal Comune. Non è un rapporto di lavoro. L’attestato si può allegare al curriculum.',
    issuer: 'Rilasciato da',
    seal: 'Documento informatico (Decreto legislativo 82/2005, articolo 20). La sua impronta SHA-256 è conservata dal Comune: se anche una sola lettera cambiasse, si vedrebbe.',
  },

  review: {
    summaries: {
      revocation:
        'Il Comune riesamina il contributo concesso e potrebbe revocarlo. Non è ancora deciso: puoi dire la tua.',
      forfeiture:
        'Il Comune riesamina il contributo concesso e la persona potrebbe perderlo. Non è ancora deciso: puoi dire la tua.',
      annulment: 'Il Comune riesamina la decisione e potrebbe annullarla. Non è ancora deciso: puoi dire la tua.',
      warning:
        'Ci sono assenze senza giustificazione e il Comune potrebbe ammonire la persona. Non è ancora deciso: puoi dire la tua.',
    },
    title: 'Perché si riesamina',
    hearingTitle: 'Come rispondere',
    hearing: (days: number) =>
      `Hai ${days} giorni per scrivere le tue osservazioni. Usa il link che hai ricevuto per e-mail.`,
    heard: 'Che cosa ha detto la persona',
    silent: 'La persona non ha mandato osservazioni.',
    upheld: {
      revocation: 'Il contributo è revocato.',
      forfeiture: 'La persona perde il contributo.',
      annulment: 'La decisione che concedeva il contributo è annullata.',
      warning:
        'La persona è ammonita: deve venire nei giorni del patto, o avvisare prima. Il contributo e il patto restano come sono.',
    },
    dismissed: 'Il riesame si chiude: il contributo resta com’è.',
    notWarned: 'Il procedimento si chiude: la persona non è ammonita.',
    warningTitle: 'Perché',
    ban: (years: number) =>
      `Per una dichiarazione non vera, per ${years} anni non si possono avere altri contributi (DPR 445/2000, articolo 75).`,
  },

  signatures: {
    decider: 'Decide',
    officer: 'Responsabile del procedimento',
    on: 'Data',
    roles: {
      socialWorker: 'assistente sociale',
      manager: 'dirigente',
      educator: 'educatore',
      finance: 'ragioneria',
      administrator: 'amministratore del sistema',
    },
    person: (name: string, role: string) => `${name}, ${role}`,
  },
  seal: 'Documento informatico (Decreto legislativo 82/2005, articolo 20). La sua impronta SHA-256 è nel registro della pratica: se anche una sola lettera cambiasse, si vedrebbe.',
  page: (page: number, pages: number) => `Pagina ${page} di ${pages}`,
  summaryTitle: 'In breve',
}
