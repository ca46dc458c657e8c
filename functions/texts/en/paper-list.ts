import type { PaperListMessages } from '../it/paper-list.ts'

export const enPaperList: PaperListMessages = {
  title: 'The documents',
  lead: 'These are the official acts of your case, in Italian, to read, save or print.',
  names: {
    opening: 'Start of the procedure',
    rejection: 'Reasons against the request',
    decision: 'The decision',
    agreement: 'The agreement',
    review: 'Start of the review',
    ruling: 'Decision of the review',
    certificate: 'Certificate of activities and skills',
  },
  read: (name: string) => `Read: ${name}`,
  pdf: (name: string) => `PDF: ${name}`,
  fingerprint: 'Fingerprint of the document (SHA-256)',
  fingerprintLead:
    'It proves that a copy is the same as the original: if a single letter changes, the fingerprint is another.',
}
