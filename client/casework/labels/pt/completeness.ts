// Portuguese texts of casework: what the completeness check says (keys: say.ts).
import type { COMPLETENESS as EN } from '../en/completeness.ts';

export const COMPLETENESS: Readonly<Record<keyof typeof EN, string>> = {
  'check.needed': 'Falta indicar: {need}',
  'check.within': '{place}: {message}',
  'check.entry': '{list}, {number}',
  'check.cited': '{message} — {citation}',
  'check.wrong-kind': '{label}: não tem a forma esperada',
  'check.empty': '{label}: nada foi preenchido',
  'check.too-long': '{label}: demasiado longo ou demasiadas entradas',
  'check.characters': '{label}: contém carateres que não podem ser enviados; escreva de novo em vez de colar',
  'check.not-offered': '{label}: escolha um dos valores propostos',
  'check.out-of-range': '{label}: o número está fora dos limites',
  'check.repeated': '{label}: o mesmo valor é dado duas vezes',
  'check.not-here': '{label}: não tem aqui lugar com o que foi escolhido acima; retire-o',
  'check.unknown-field': 'Um campo que este formulário não tem: {label}',
  'check.in-the-past': '{label}: situa-se no passado',
  'check.in-the-future': '{label}: situa-se no futuro',
  'check.before-start': '{label}: é anterior a «{other}»',
  'check.must-be-yes': 'Falta confirmar: {need}',
  'check.unknown-zone': '{label}: este fuso horário não é conhecido; escolha um como Europe/Vienna',
  'check.language':
    '{label}: a autoridade requerida aceita {languages}; escreva numa destas línguas ou anexe uma tradução',
};
