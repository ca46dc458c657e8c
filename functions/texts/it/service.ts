/** The texts of the pages that explain the service, apart from the rest: no other function carries them. */
export const itService = {
  service: {
    title: 'Chiedi un contributo e partecipa con il baratto sociale',
    lead: 'Se attraversi un momento difficile, il Comune può aiutarti con un contributo in denaro. In cambio offri alcune ore di attività per la comunità, secondo quello che puoi fare.',
    whatTitle: 'Che cos’è',
    what: [
      'Il baratto sociale è un patto tra te e il Comune. Il Comune ti dà un contributo. Tu offri un po’ del tuo tempo: per esempio curi il verde di una scuola o aiuti in una associazione.',
      'Non è un lavoro e le ore non sono una paga. Si decide insieme che cosa fare e quando. Se non puoi fare attività, per esempio per motivi di salute o di cura, puoi avere il contributo lo stesso.',
    ],
    whoTitle: 'Chi può chiederlo',
    whoIntro: 'Puoi fare domanda se:',
    who: (town: string) => `vivi in ${town} e hai la residenza qui;`,
    whoAnywhere: 'abiti nel territorio del Comune;',
    whoIsee: (ordinary: string, extraordinary: string) =>
      `il tuo ISEE è al massimo ${ordinary} per il contributo ordinario, o ${extraordinary} per quello straordinario;`,
    whoIseeAny: 'il tuo ISEE è entro il limite del regolamento del Comune;',
    whoOpen: 'non hai già una domanda aperta per lo stesso tipo di contributo.',
    whoDoubt: 'Non sai se puoi? Fai domanda lo stesso: un’assistente sociale la guarda con attenzione.',
    needTitle: 'Che cosa ti serve',
    need: [
      'il tuo codice fiscale e quello delle persone che vivono con te;',
      'l’attestazione ISEE, per copiare il valore;',
      'l’IBAN del tuo conto, se vuoi ricevere il denaro con un bonifico;',
      'un indirizzo e-mail che leggi: ti scriviamo lì.',
    ],
    howLongTitle: 'Quanto tempo ci vuole',
    howLong:
      'Per compilare la domanda bastano circa 15 minuti. Puoi fermarti e riprendere entro 14 giorni: salva l’indirizzo della pagina.',
    answerBy: (days: number) => `Il Comune ti risponde entro ${days} giorni da quando riceve la domanda.`,
    answerSoon: 'Il Comune ti risponde entro i giorni che dice il suo regolamento. Li trovi nella prima e-mail.',
    after: 'Che cosa succede dopo',
    afterSteps: [
      'Ti mandiamo una e-mail con il numero della pratica e una pagina personale per seguirla.',
      'Un’assistente sociale legge la domanda. Se manca qualcosa te lo chiede.',
      'Un dirigente decide. Ti spieghiamo sempre i motivi.',
      'Se la risposta è sì, scegliamo insieme l’attività e firmi il patto.',
      'Fai le ore, qualcuno le conferma, e il Comune paga.',
    ],
    start: 'Comincia la domanda',
    startIn: (name: string) => `Comincia la domanda – ${name}`,
    wherePick: 'In quale Comune vivi?',
    help: 'Hai bisogno di aiuto? Scrivi o chiama: puoi fare la domanda anche in ufficio, con una persona che ti aiuta.',
  },

  accessibility: {
    title: 'Dichiarazione di accessibilità',
    lead: 'Vogliamo che tutte le persone possano usare questo servizio, anche con tecnologie assistive (Legge 9 gennaio 2004, n. 4).',
    stateTitle: 'Stato di conformità',
    state:
      'Questo servizio è parzialmente conforme alla norma UNI CEI EN 301549 e alle WCAG 2.1, livello AA: i controlli automatici non trovano errori, ma le prove con le persone non sono ancora concluse.',
    limitsTitle: 'Contenuti non accessibili',
    limits: 'Non conosciamo contenuti non accessibili. Se ne trovi uno, scrivici: lo correggiamo.',
    madeTitle: 'Come abbiamo preparato questa dichiarazione',
    made: 'Con una autovalutazione fatta dal Comune: controlli automatici su ogni pagina e prove con la sola tastiera. Il servizio funziona anche senza JavaScript.',
    feedbackTitle: 'Segnala un problema',
    feedback: 'Se qualcosa non funziona per te, scrivi a questo ufficio. Rispondiamo entro 30 giorni.',
    enforcementTitle: 'Se la risposta non basta',
    enforcement:
      'Se non rispondiamo, o se la risposta non ti soddisfa, puoi rivolgerti al Difensore civico per il digitale presso l’Agenzia per l’Italia Digitale (AgID).',
  },

  privacy: {
    title: 'Come usiamo i tuoi dati',
    lead: 'Informativa sul trattamento dei dati personali (articolo 13 del Regolamento UE 2016/679).',
    sections: [
      [
        'Chi tratta i dati',
        'Il titolare del trattamento è il Comune a cui fai la domanda. Per ogni cosa, anche per parlare con il responsabile della protezione dei dati, scrivi all’ufficio indicato sotto.',
      ],
      [
        'Perché',
        'Usiamo i dati solo per valutare la tua domanda, per seguire le attività del patto e per pagare il contributo. È un compito di interesse pubblico (articoli 6, paragrafo 1, lettera e, e 9, paragrafo 2, lettera g del Regolamento; articolo 2-sexies del D.Lgs. 196/2003; Legge 328/2000).',
      ],
      [
        'Quali dati',
        'Quelli che scrivi nella domanda: nome, codice fiscale, contatti, persone che vivono con te, ISEE, lavoro, motivo della richiesta, IBAN. Poi quelli che nascono con la pratica: decisioni, ore, pagamenti. Non chiediamo dati sulla salute.',
      ],
      ['Devi darli?', 'Sì: senza questi dati non possiamo valutare la domanda. Il telefono è facoltativo.'],
      [
        'Chi li vede',
        'L’assistente sociale, il dirigente, gli educatori e la ragioneria del Comune, ciascuno solo quello che gli serve. L’ente che ti ospita vede il tuo nome, il luogo e il calendario: non l’ISEE, non i motivi. Chi ci fornisce i sistemi informatici li tratta per conto nostro, nell’Unione europea. Non li vendiamo e non li usiamo per pubblicità.',
      ],
      ['Decisioni automatiche', 'Nessuna. Il sistema segnala e ricorda le scadenze, ma decide sempre una persona.'],
      [
        'Pubblicazione',
        'Se i contributi di un anno superano 1.000 euro la legge chiede di pubblicarli. Pubblichiamo solo un codice e l’importo: mai il tuo nome (D.Lgs. 33/2013, articolo 26, comma 4).',
      ],
      [
        'Per quanto tempo',
        'Una domanda che non invii si cancella dopo 14 giorni. La pratica si conserva secondo le regole degli archivi pubblici.',
      ],
      [
        'I tuoi diritti',
        'Puoi chiedere di vedere, correggere o limitare i dati, e di opporti. Scrivi all’ufficio. Se pensi che usiamo male i tuoi dati puoi fare reclamo al Garante per la protezione dei dati personali (www.garanteprivacy.it).',
      ],
      [
        'Cookie',
        'Chi fa o segue una domanda non riceve cookie, e nessuno ti segue. Solo chi lavora in Comune ne ha uno, per restare collegato alla scrivania.',
      ],
    ],
    contact: 'A chi scrivere',
  },
}

/** What every language must say about the service. */
export type ServiceMessages = typeof itService
