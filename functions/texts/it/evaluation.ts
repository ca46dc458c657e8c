/** What the regulation says of a request and suggests for it, apart from the rest: few functions show it. */
export const itEvaluation = {
  title: 'Che cosa dice il regolamento',
  version: (version: string) => `Versione ${version}, in vigore quando la domanda è arrivata.`,
  allMet: 'Tutte le regole sono rispettate.',
  notMet: 'Regole non rispettate: {count}.',
  met: 'Regole rispettate: {count}.',
  toCheck: 'Punti da controllare: {count}.',
  outcomes: { met: 'Rispettata', notMet: 'Non rispettata', waived: 'Non si applica', toCheck: 'Da controllare' },
  /** By rule and outcome and, where one outcome has several reasons, by reason. */
  sentences: {
    'isee.met': 'L’ISEE è {iseeCents}: il limite è {maxCents}.',
    'isee.notMet': 'L’ISEE è {iseeCents}: il limite è {maxCents}.',
    'isee.waived.community': 'Per le ore per la comunità (PUC) il bisogno è già accertato dal sostegno al reddito.',
    'isee.waived.anti_violence':
      'L’ISEE è {iseeCents}, sopra il limite di {maxCents}, che non vale per chi segue un percorso protetto.',
    'isee.waived.urgent': 'L’ISEE è {iseeCents}, sopra il limite di {maxCents}, che non vale nei casi urgenti.',
    'residency.met': 'La persona dichiara di avere la residenza nel Comune.',
    'residency.notMet': 'La persona dichiara di non avere la residenza nel Comune.',
    'residency.waived': 'La residenza nel Comune non è richiesta.',
    'workAge.met': 'La persona ha {age} anni: le attività si possono fare da {min} a {max} anni.',
    'workAge.toCheck.young':
      'La persona ha {age} anni: le attività si possono fare da {min} anni. Riguarda solo le ore, non il contributo.',
    'workAge.toCheck.old':
      'La persona ha {age} anni: le attività si possono fare fino a {max} anni. Riguarda solo le ore, non il contributo.',
    'workAge.toCheck.free':
      'La persona ha {age} anni o è in pensione: non è obbligata alle ore per la comunità, può farle se vuole.',
    'ban.met': 'Non risultano dichiarazioni false negli ultimi {years} anni.',
    'ban.notMet':
      'Per una dichiarazione falsa la persona non può avere contributi fino al {until}. Restano possibili gli aiuti per i minori e per situazioni di particolare disagio (DPR 445/2000 art. 75).',
    'help.met':
      'In {months} mesi la famiglia ha ricevuto {helpCents}: restano {leftCents} fino al limite di {maxCents}.',
    'help.notMet':
      'In {months} mesi la famiglia ha ricevuto {helpCents}: restano {leftCents} fino al limite di {maxCents}, e non bastano per un contributo.',
    'help.waived': 'Le ore per la comunità (PUC) non danno denaro del Comune.',
    'openGrant.met': 'Nella famiglia non c’è un altro contributo in corso dello stesso tipo.',
    'openGrant.notMet': 'Nella famiglia ci sono già contributi in corso dello stesso tipo: {open}.',
    'duration.met': 'Il contributo può durare fino a {months} mesi.',
    'duration.met.once': 'La durata non ha limiti: non è un contributo ogni mese.',
    'duration.met.extension':
      'È una proroga: {before} di {extensions} possibili dopo il primo contributo, fino a {months} mesi.',
    'duration.notMet.extension':
      'Sarebbe un’altra proroga: la famiglia ha già avuto {before} contributi di seguito, e le proroghe possibili sono {extensions}.',
    'otherProgrammes.met': 'Non risultano aiuti da altri programmi.',
    'otherProgrammes.toCheck': 'La persona riceve aiuti da altri programmi: {programmes}. Controlla se si sommano.',
    'cash.met': 'In contanti sono proposti {proposedCents}: il limite è {limitCents}.',
    'cash.met.other': 'Il pagamento non è in contanti.',
    'cash.notMet': 'In contanti sono proposti {proposedCents}: il limite è {limitCents}.',
    'cash.toCheck': 'La persona ha scelto i contanti: si possono dare fino a {limitCents} in tutto.',
  },
  suggestion: {
    title: 'Importo suggerito',
    monthly: '{monthlyCents} al mese per {months} mesi: {totalCents} in tutto.',
    once: '{totalCents}, in una volta.',
    none: 'Nessun importo.',
    hint: 'È un calcolo secondo il regolamento. La proposta è tua: puoi scostarti, dicendo perché.',
    how: 'Come si arriva a questo importo',
    steps: {
      subsistence: 'Minimo vitale della famiglia ({size}): {subsistenceCents} al mese.',
      income: 'Reddito del mese che risulta dall’ISEE di {iseeCents}: {incomeCents}.',
      gap: 'Mancano {gapCents} al mese.',
      noNeed: 'Il reddito copre il minimo vitale: non c’è un importo da suggerire.',
      monthlyMin: 'Il contributo di un mese è almeno {minCents}.',
      monthlyMax: 'Il contributo di un mese è al massimo {maxCents}.',
      room: 'Il limite è {maxCents}, la famiglia ha già ricevuto {helpCents}: restano {leftCents}.',
      cash: 'In contanti si possono dare al massimo {limitCents}.',
      noRoom: 'Quello che resta non basta per un contributo.',
      spread: 'Quello che resta si divide in {months} mesi: {monthlyCents} al mese.',
      expense: 'La spesa è {expenseCents}.',
      noExpense: 'L’importo è quello della spesa, fino a {roomCents}.',
      total: 'Mesi: {months}. In tutto: {totalCents}.',
      hours: 'Un’ora vale {hourCents} per il patto: a moduli interi sono {hours} ore.',
      ability: 'La persona può fare {hours} ore.',
      community: 'Il Comune non paga: le ore per la comunità sono da {min} a {max} alla settimana.',
    },
  },
}

/** What every language must say of an evaluation. */
export type EvaluationMessages = typeof itEvaluation
