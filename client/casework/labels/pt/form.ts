// Portuguese texts of casework: the name of the language, instruments and how they are cited, sections, kinds of act (keys: say.ts).
import type { FORM as EN } from '../en/form.ts';

export const FORM: Readonly<Record<keyof typeof EN, string>> = {
  // the language of these texts, for names the platform knows
  locale: 'pt-PT',

  // instruments and citations
  'instrument.untoc': 'Convenção contra a Criminalidade Organizada',
  'instrument.uncac': 'Convenção contra a Corrupção',
  'instrument.c1988': 'Convenção de 1988',
  'instrument.budapest': 'Convenção de Budapeste',
  'instrument.uncc': 'Convenção das Nações Unidas contra o Cibercrime',
  'cite.article': '{instrument}, artigo {place}',
  'cite.short': '{instrument}, art. {place}',
  'cite.paragraph': ', n.º {number}',
  'cite.letter': ', alínea {letter})',
  'cite.letters': 'a b c d e f g h i j k',
  'cite.separator': '; ',

  // the task list
  'section.authority': 'Autoridade e referências',
  'section.legal-basis': 'Base jurídica',
  'section.persons': 'Pessoas visadas',
  'section.facts': 'Factos e infrações',
  'section.assistance': 'Auxílio solicitado',
  'section.procedure': 'Procedimento, confidencialidade, prazo',
  'section.documents': 'Documentos e traduções',
  'section.check': 'Verificar e assinar',

  // kinds of act
  'act.mla-request': 'Pedido de auxílio judiciário mútuo',
  'act.preservation-request': 'Pedido urgente de conservação expedita de dados',
  'act.preservation-reply': 'Conservação expedita de dados: resposta',
  'act.acknowledge': 'Aviso de receção',
  'act.return': 'Devolução de um pedido',
  'act.ask': 'Pedido de informações complementares',
  'act.supply': 'Informações complementares',
  'act.progress': 'Estado de andamento',
  'act.conditions': 'Condições do auxílio',
  'act.postpone': 'Adiamento do auxílio',
  'act.refuse': 'Recusa do auxílio',
  'act.result': 'Resultado de um pedido',
  'act.withdraw': 'Retirada de um pedido',
  'act.close': 'Fim de um caso',
  'act.consultation': 'Consulta informal',
};
