// Spanish texts of casework: the name of the language, instruments and how they are cited, sections, kinds of act (keys: say.ts).
import type { FORM as EN } from '../en/form.ts';

export const FORM: Readonly<Record<keyof typeof EN, string>> = {
  // the language of these texts, for names the platform knows
  locale: 'es',

  // instruments and citations
  'instrument.untoc': 'Convención contra la Delincuencia Organizada',
  'instrument.uncac': 'Convención contra la Corrupción',
  'instrument.c1988': 'Convención de 1988',
  'instrument.budapest': 'Convenio de Budapest',
  'instrument.uncc': 'Convención de las Naciones Unidas contra la Ciberdelincuencia',
  'cite.article': '{instrument}, artículo {place}',
  'cite.short': '{instrument}, art. {place}',
  'cite.paragraph': ', párrafo {number}',
  'cite.letter': ', apartado {letter})',
  'cite.letters': 'a b c d e f g h i j k',
  'cite.separator': '; ',

  // the task list
  'section.authority': 'Autoridad y referencias',
  'section.legal-basis': 'Base jurídica',
  'section.persons': 'Personas interesadas',
  'section.facts': 'Hechos y delitos',
  'section.assistance': 'Asistencia solicitada',
  'section.procedure': 'Procedimiento, confidencialidad, plazo',
  'section.documents': 'Documentos y traducciones',
  'section.check': 'Comprobar y firmar',

  // kinds of act
  'act.mla-request': 'Solicitud de asistencia judicial recíproca',
  'act.preservation-request': 'Solicitud urgente de conservación rápida de datos',
  'act.preservation-reply': 'Conservación rápida de datos: respuesta',
  'act.acknowledge': 'Acuse de recibo',
  'act.return': 'Devolución de una solicitud',
  'act.ask': 'Petición de información adicional',
  'act.supply': 'Información adicional',
  'act.progress': 'Estado de la tramitación',
  'act.conditions': 'Condiciones de la asistencia',
  'act.postpone': 'Aplazamiento de la asistencia',
  'act.refuse': 'Denegación de la asistencia',
  'act.result': 'Resultado de una solicitud',
  'act.withdraw': 'Retirada de una solicitud',
  'act.close': 'Fin de un caso',
  'act.consultation': 'Consulta informal',
};
