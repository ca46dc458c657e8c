/** The texts about money that comes back (recupero somme), in Italian: letter, pages of the person and of the desk. */
export const itClawback = {
  letter: {
    subject: (number: string) => `Pratica ${number}: una somma da restituire`,
    text: 'una parte del denaro che hai ricevuto non ti spettava e va restituita. Nella tua pagina trovi perché, quanto e quando.',
    amount: 'Somma da restituire',
    instalments: 'Rate',
    firstBy: 'Prima rata entro',
    action: 'Leggi come fare',
    how: 'Nella tua pagina trovi come si paga ogni rata. Quando paghi, scrivi il numero della pratica. Non puoi pagare così? Parlane con l’ufficio: le rate si possono cambiare.',
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
  list: {
    title: 'Denaro da recuperare',
    none: 'Non c’è denaro da recuperare.',
    next: (amount: string, day: string) => `${amount} entro il ${day}`,
  },

  reconciliation: {
    title: 'Riconciliazione',
    lead: 'Confronta pratiche, pagamenti, fondi, versamenti ed elenco pubblico: devono dire le stesse cose, al centesimo.',
    looked: (files: number, payments: number) =>
      `Contributi controllati: ${files}. Pagamenti controllati: ${payments}.`,
    agrees: 'Tutto torna: nessuna differenza.',
    differences: (count: number) => (count === 1 ? 'C’è 1 differenza' : `Ci sono ${count} differenze`),
    funds: 'I fondi',
    fundsOf: (year: number) => `I fondi, per i contributi finanziati nel ${year}`,
    sum: 'Concesso = pagato + da pagare + non ancora dovuto + tornato al fondo. Impegnato = concesso, meno quello che è tornato al fondo e quello che è stato recuperato.',
    granted: 'Concesso',
    paid: 'Pagato',
    toPay: 'Da pagare',
    notYetDue: 'Non ancora dovuto',
    released: 'Non usato, tornato al fondo',
    recovered: 'Recuperato',
    committed: 'Impegnato',
    counter: 'Contatore del fondo, tutti gli anni',
    file: 'Pratica',
    about: 'Riferimento',
    fund: 'Fondo',
    expected: 'Dovrebbe essere',
    found: 'È',
    open: (number: string) => `Apri la pratica ${number}`,
    causes: {
      unreadable: {
        what: 'Una pratica non si può leggere: qualcuno l’ha cambiata da fuori.',
        where:
          'Avvisa chi amministra il sistema: il comando «verify» dice che cosa è cambiato nel registro della pratica.',
      },
      orphan: {
        what: 'C’è un pagamento senza la sua pratica.',
        where: 'Avvisa chi amministra il sistema: si può recuperare la pratica da una copia.',
      },
      decision: {
        what: 'Un pagamento non ha una decisione che concede il contributo.',
        where: 'Guarda nella pratica la decisione e il registro di che cosa è successo.',
      },
      fallen: {
        what: 'Un pagamento è rimasto aperto dopo una revoca, una decadenza o un annullamento.',
        where: 'Guarda nella pratica l’esito del riesame: il pagamento andava annullato.',
      },
      fund: {
        what: 'Un pagamento prende denaro da un fondo che non è impegnato per la pratica.',
        where: 'Confronta le voci del pagamento con i fondi del contributo nella pratica.',
      },
      commitment: {
        what: 'I pagamenti prendono da un fondo più di quanto è impegnato per la pratica.',
        where: 'Confronta gli importi dei pagamenti con la parte del fondo nel contributo.',
      },
      lines: {
        what: 'Le voci non fanno la somma dell’importo.',
        where: 'Guarda nella pratica le voci di questo pagamento o versamento.',
      },
      clearance: {
        what: 'A un pagamento manca la liquidazione, ne ha una di troppo o ha un riferimento che non è il suo.',
        where:
          'Guarda nel registro della pratica quando il pagamento è andato alla ragioneria, e negli ordinativi della tesoreria.',
      },
      reference: {
        what: 'Lo stesso riferimento di liquidazione è usato due volte.',
        where: 'Cerca il riferimento negli ordinativi della tesoreria: un pagamento potrebbe essere uscito due volte.',
      },
      returns: {
        what: 'Un pagamento è stato emesso di nuovo e non risulta tornato indietro, o è tornato indietro più volte di quante è stato emesso.',
        where:
          'Cerca tutti i suoi riferimenti negli ordinativi della tesoreria: potrebbe essere pagato due volte. Il registro della pratica dice quando è tornato indietro.',
      },
      outcome: {
        what: 'Un pagamento risulta pagato senza l’ordinativo, o ha l’ordinativo e non risulta pagato.',
        where: 'Cerca il pagamento nel giornale di cassa e confronta il giorno e il numero.',
      },
      missing: {
        what: 'Manca un pagamento: quelli fatti sono meno di quanto il piano e le ore confermate danno alla persona.',
        where:
          'Confronta nella pratica i pagamenti con il piano, le ore confermate e i mesi chiusi. Se un pagamento manca, chi amministra il sistema lo cerca nel registro della pratica.',
      },
      hours: {
        what: 'Si è pagato più di quanto le ore confermate permettono.',
        where:
          'Guarda nella pratica le ore confermate e tolte: alcune potrebbero essere state corrette dopo il pagamento.',
      },
      publicationDue: {
        what: 'Un pagamento sopra la soglia annuale è stato liquidato senza essere pubblicato.',
        where:
          'Guarda nel registro della pratica l’atto di pubblicazione, che viene prima della liquidazione (D.Lgs. 33/2013, articolo 26).',
      },
      publicationMissing: {
        what: 'Nell’elenco pubblico manca la riga di un contributo.',
        where: 'Guarda l’elenco dell’anno del contributo e il codice nella pagina personale.',
      },
      publicationAmount: {
        what: 'L’elenco pubblico dice un importo diverso.',
        where: 'Confronta la riga dell’elenco con i pagamenti e i versamenti della pratica.',
      },
      publicationStray: {
        what: 'Nell’elenco pubblico c’è una riga che non è di nessun contributo.',
        where:
          'Guarda l’elenco di quell’anno: la riga andava tolta, perché la pratica è riservata o non ne resta niente.',
      },
      publicationSealed: {
        what: 'La somma delle pratiche riservate non torna.',
        where: 'Avvisa chi amministra il sistema: si confronta con le pratiche riservate di quell’anno.',
      },
      recovered: {
        what: 'È stato recuperato più di quanto era stato pagato.',
        where: 'Guarda nella pratica i versamenti e i pagamenti di questo fondo.',
      },
      clawback: {
        what: 'Le rate, i versamenti o la chiusura di una somma da restituire non tornano.',
        where: 'Guarda nella pratica il denaro da restituire: somma, rate, versamenti.',
      },
      receipt: {
        what: 'Lo stesso riferimento della tesoreria è registrato su due versamenti.',
        where: 'Cerca la quietanza o il provvisorio nel giornale di cassa: forse il versamento è di una sola pratica.',
      },
      benefits: {
        what: 'Il contatore dei benefici di una persona nell’anno non dice quello che dicono le sue pratiche: da lui dipende se si pubblica.',
        where:
          'Se in questo momento si stanno muovendo soldi, riprova. Altrimenti guarda questa pratica e le altre della stessa persona finanziate in quell’anno: una è stata cambiata da fuori.',
      },
      counter: {
        what: 'Il contatore di un fondo non dice quello che dicono le pratiche.',
        where:
          'Se in questo momento si stanno muovendo soldi, riprova. Altrimenti guarda le pratiche finanziate da questo fondo: una è stata cambiata da fuori.',
      },
    },
  },

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
    most: (amount: string) =>
      `Al massimo ${amount}: quanto è stato pagato, meno quello che è già tornato o già chiesto.`,
    since: {
      label: 'Solo per i giorni dal',
      hint: 'Lascia vuoto per chiedere quanto è stato pagato in tutto. Con un giorno, quello pagato per i giorni prima resta alla persona.',
    },
    instalments: { label: 'In quante rate mensili?', hint: 'Da 1 a 24.' },
    firstOn: {
      label: 'Prima rata entro il',
      hint: 'Se quel giorno gli uffici sono chiusi, vale il primo giorno di apertura.',
    },
    how: {
      label: 'Come si paga?',
      hint: 'Per esempio: con l’avviso pagoPA allegato, oppure allo sportello. La persona lo legge.',
    },
    why: { label: 'Perché va restituita?', hint: 'Almeno 10 caratteri. La persona lo legge nella sua pagina.' },
    towards: { label: 'Per che cosa è il versamento?' },
    nth: ['La prima richiesta di restituire', 'La seconda richiesta', 'La terza richiesta'],
    own: 'La persona restituisce di sua iniziativa',
    clawback: (number: number, cause: string, open: string) => `Richiesta ${number}, ${cause}: restano ${open}`,
    on: { label: 'Versato il', hint: 'Per esempio 4 5 2026' },
    received: { label: 'Quanto ha versato?' },
    reference: {
      label: 'Riferimento della tesoreria',
      hint: 'Il numero della quietanza o del provvisorio di entrata.',
    },
    ownReasons: {
      label: 'Perché lo restituisce?',
      hint: 'Solo se lo restituisce di sua iniziativa. Almeno 10 caratteri.',
    },
    number: { label: 'A quale richiesta rinunci?' },
    waiveReasons: { label: 'Perché si rinuncia?', hint: 'Almeno 10 caratteri. Resta nella pratica.' },
  },
  refused: {
    notFallen: 'La decisione è ancora valida: prima serve una revoca, una decadenza o un annullamento.',
    nothingPaid: 'Non c’è denaro pagato che si possa ancora recuperare.',
    notOpen: 'Questa richiesta di restituire non c’è o è già conclusa.',
    referenceElsewhere:
      'Questo riferimento è già registrato su un’altra pratica: lo stesso denaro si registra una volta sola. Controllalo. Se un versamento vale per più pratiche, aggiungi la parte al riferimento, per esempio 123/1 e 123/2.',
    referenceTaken: 'Questo riferimento è già registrato con un altro importo o un altro giorno.',
  },
}

/** What every language must say of it. */
export type ClawbackMessages = typeof itClawback
