// Spanish texts of casework: what the completeness check says (keys: say.ts).
import type { COMPLETENESS as EN } from '../en/completeness.ts';

export const COMPLETENESS: Readonly<Record<keyof typeof EN, string>> = {
  'check.needed': 'Falta indicar: {need}',
  'check.within': '{place}: {message}',
  'check.entry': '{list}, {number}',
  'check.cited': '{message} — {citation}',
  'check.wrong-kind': '{label}: no tiene la forma esperada',
  'check.empty': '{label}: no se rellenó nada',
  'check.too-long': '{label}: demasiado largo o demasiadas entradas',
  'check.characters': '{label}: contiene caracteres que no pueden enviarse; escríbalo de nuevo en lugar de pegarlo',
  'check.not-offered': '{label}: elija uno de los valores ofrecidos',
  'check.out-of-range': '{label}: el número está fuera de los límites',
  'check.repeated': '{label}: el mismo valor figura dos veces',
  'check.not-here': '{label}: no corresponde aquí con lo elegido arriba; elimínelo',
  'check.unknown-field': 'Un campo que este formulario no tiene: {label}',
  'check.in-the-past': '{label}: está en el pasado',
  'check.in-the-future': '{label}: está en el futuro',
  'check.before-start': '{label}: es anterior a «{other}»',
  'check.must-be-yes': 'Falta confirmar: {need}',
  'check.unknown-zone': '{label}: no se conoce esta zona horaria; elija una como Europe/Vienna',
  'check.language':
    '{label}: la autoridad requerida acepta {languages}; escriba en uno de estos idiomas o adjunte una traducción',
};
