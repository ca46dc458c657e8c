/** The list of the papers on the citizen’s page, apart from the rest: no other function carries it. */
export const itPaperList = {
  title: 'I documenti',
  lead: 'Sono gli atti ufficiali della pratica, da leggere, salvare o stampare.',
  names: {
    opening: 'Avvio del procedimento',
    rejection: 'Motivi contrari alla domanda',
    decision: 'La decisione',
    agreement: 'Il patto',
    review: 'Avvio del riesame',
    ruling: 'Decisione sul riesame',
    certificate: 'Attestato di attività e competenze',
  },
  read: (name: string) => `Leggi: ${name}`,
  pdf: (name: string) => `PDF: ${name}`,
  fingerprint: 'Impronta del documento (SHA-256)',
  fingerprintLead:
    'Serve a provare che una copia è uguale all’originale: se anche una sola lettera cambia, l’impronta è diversa.',
}

/** What every language must say about papers. */
export type PaperListMessages = typeof itPaperList
