/** The texts of the public list of grants, in Italian: of its pages and of what describes its data. */
export const itTransparency = {
  title: 'Contributi concessi: elenco pubblico',
  titleOf: (year: number) => `Contributi concessi nel ${year}`,
  lead: 'La legge chiede al Comune di pubblicare i contributi che in un anno superano 1.000 euro per persona (D.Lgs. 33/2013, articoli 26 e 27).',
  noNamesTitle: 'Perché non ci sono i nomi',
  noNames:
    'Chi riceve un aiuto ha diritto alla riservatezza: la legge vieta di pubblicare dati da cui si capisce chi è (D.Lgs. 33/2013, articolo 26, comma 4). Al posto del nome c’è un codice, che non dice niente della persona. Le righe sono in ordine di codice.',
  mine: 'Ricevi un contributo? Trovi il tuo codice nella tua pagina personale.',
  yearsTitle: 'Scegli l’anno',
  years: 'Ogni elenco resta pubblico per i cinque anni che seguono il suo.',
  none: (year: number) => `Nel ${year} non ci sono contributi da pubblicare.`,
  rule: 'Norma',
  office: 'Ufficio',
  method: 'Come si sceglie chi lo riceve',
  tableOf: (year: number) => `Contributi del ${year}: codice e importo`,
  pseudonym: 'Codice',
  amount: 'Importo',
  amountNote:
    'L’importo è quello concesso nell’anno. Se un contributo finisce prima, l’elenco dice quanto ne è stato pagato o si deve pagare.',
  sealedTitle: 'Contributi detti solo tutti insieme',
  sealed: (atLeast: number, about: string) =>
    `Per proteggere alcune persone i loro contributi non hanno una riga: sono almeno ${atLeast}, in tutto circa ${about}.`,
  dataTitle: 'I dati aperti',
  data: 'Puoi scaricare l’elenco e usarlo, se dici da dove viene. Non è permesso usarlo per cercare di capire chi sono le persone.',
  csv: (year: number) => `Scarica l’elenco del ${year} in CSV`,
  json: (year: number) => `Scarica l’elenco del ${year} in JSON`,
  licence: 'Licenza',
  all: 'Gli altri anni',
  columns: {
    municipality: 'Codice catastale del Comune',
    pseudonym: 'Codice al posto del nome; diverso per ogni contributo',
    amountCents: 'Importo concesso nell’anno, in centesimi di euro; se il contributo finisce prima, quanto ne resta',
    rule: 'Norma in base alla quale è concesso; se nell’anno sono più, una di queste',
    office: 'Ufficio responsabile; se nell’anno sono più, uno di questi',
    method: 'Come si sceglie chi lo riceve; se nell’anno sono più, uno di questi modi',
  },
}

/** What every language must say of it. */
export type TransparencyMessages = typeof itTransparency
