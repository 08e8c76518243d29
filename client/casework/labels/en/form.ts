// English texts of casework: the name of the language, instruments and how they are cited, sections, kinds of act (keys: say.ts).

export const FORM = {
  // the language of these texts, for names the platform knows
  locale: 'en',

  // instruments and citations
  'instrument.untoc': 'UNTOC',
  'instrument.uncac': 'UNCAC',
  'instrument.c1988': '1988 Convention',
  'instrument.budapest': 'Budapest Convention',
  'instrument.uncc': 'UN Cybercrime Convention',
  'cite.article': '{instrument} article {place}',
  'cite.short': '{instrument} {place}',
  'cite.paragraph': '({number})',
  'cite.letter': '({letter})',
  'cite.letters': 'a b c d e f g h i j k',
  'cite.separator': ', ',

  // the task list
  'section.authority': 'Authority and references',
  'section.legal-basis': 'Legal basis',
  'section.persons': 'Persons concerned',
  'section.facts': 'Facts and offences',
  'section.assistance': 'Assistance sought',
  'section.procedure': 'Procedure, confidentiality, deadline',
  'section.documents': 'Documents and translations',
  'section.check': 'Check and sign',

  // kinds of act
  'act.mla-request': 'Request for mutual legal assistance',
  'act.preservation-request': 'Urgent request for the preservation of data',
  'act.preservation-reply': 'Preservation of data: reply',
  'act.acknowledge': 'Acknowledgement of receipt',
  'act.return': 'Return of a request',
  'act.ask': 'Request for additional information',
  'act.supply': 'Additional information',
  'act.progress': 'Progress',
  'act.conditions': 'Conditions of assistance',
  'act.postpone': 'Postponement of assistance',
  'act.refuse': 'Refusal of assistance',
  'act.result': 'Result of a request',
  'act.withdraw': 'Withdrawal of a request',
  'act.close': 'End of a case',
  'act.consultation': 'Informal consultation',
} as const;
