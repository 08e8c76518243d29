// French texts of casework: the name of the language, instruments and how they are cited, sections, kinds of act (keys: say.ts).
import type { FORM as EN } from '../en/form.ts';

export const FORM: Readonly<Record<keyof typeof EN, string>> = {
  // the language of these texts, for names the platform knows
  locale: 'fr',

  // instruments and citations
  'instrument.untoc': 'Convention contre la criminalité organisée',
  'instrument.uncac': 'Convention contre la corruption',
  'instrument.c1988': 'Convention de 1988',
  'instrument.budapest': 'Convention de Budapest',
  'instrument.uncc': 'Convention des Nations Unies contre la cybercriminalité',
  'cite.article': '{instrument}, article {place}',
  'cite.short': '{instrument}, art. {place}',
  'cite.paragraph': ', paragraphe {number}',
  'cite.letter': ', alinéa {letter})',
  'cite.letters': 'a b c d e f g h i j k',
  'cite.separator': ' ; ',

  // the task list
  'section.authority': 'Autorité et références',
  'section.legal-basis': 'Base juridique',
  'section.persons': 'Personnes visées',
  'section.facts': 'Faits et infractions',
  'section.assistance': 'Entraide demandée',
  'section.procedure': 'Procédure, confidentialité, délai',
  'section.documents': 'Documents et traductions',
  'section.check': 'Vérifier et signer',

  // kinds of act
  'act.mla-request': 'Demande d’entraide judiciaire',
  'act.preservation-request': 'Demande urgente de conservation rapide de données',
  'act.preservation-reply': 'Conservation rapide de données : réponse',
  'act.acknowledge': 'Accusé de réception',
  'act.return': 'Renvoi d’une demande',
  'act.ask': 'Demande de complément d’information',
  'act.supply': 'Complément d’information',
  'act.progress': 'État d’avancement',
  'act.conditions': 'Conditions de l’entraide',
  'act.postpone': 'Report de l’entraide',
  'act.refuse': 'Refus de l’entraide',
  'act.result': 'Résultat d’une demande',
  'act.withdraw': 'Retrait d’une demande',
  'act.close': 'Fin d’une affaire',
  'act.consultation': 'Consultation informelle',
};
