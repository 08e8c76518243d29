// French texts of casework: what the completeness check says (keys: say.ts).
import type { COMPLETENESS as EN } from '../en/completeness.ts';

export const COMPLETENESS: Readonly<Record<keyof typeof EN, string>> = {
  'check.needed': 'À indiquer : {need}',
  'check.within': '{place} : {message}',
  'check.entry': '{list}, {number}',
  'check.cited': '{message} — {citation}',
  'check.wrong-kind': '{label} : la forme n’est pas celle attendue',
  'check.empty': '{label} : rien n’a été rempli',
  'check.too-long': '{label} : texte trop long ou entrées trop nombreuses',
  'check.characters':
    '{label} : contient des caractères qui ne peuvent pas être envoyés ; saisissez le texte au lieu de le coller',
  'check.not-offered': '{label} : choisissez l’une des valeurs proposées',
  'check.out-of-range': '{label} : le nombre est hors des limites',
  'check.repeated': '{label} : la même valeur est donnée deux fois',
  'check.not-here': '{label} : n’a pas sa place ici avec ce qui est choisi plus haut ; retirez cette indication',
  'check.unknown-field': 'Un champ que ce formulaire n’a pas : {label}',
  'check.in-the-past': '{label} : se situe dans le passé',
  'check.in-the-future': '{label} : se situe dans l’avenir',
  'check.before-start': '{label} : se situe avant « {other} »',
  'check.must-be-yes': 'À confirmer : {need}',
  'check.unknown-zone': '{label} : ce fuseau horaire n’est pas connu ; choisissez-en un, par exemple Europe/Vienna',
  'check.language':
    '{label} : l’autorité requise accepte {languages} ; rédigez dans l’une de ces langues ou joignez une traduction',
};
