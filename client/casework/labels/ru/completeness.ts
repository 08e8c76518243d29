// Russian texts of casework: what the completeness check says (keys: say.ts).
import type { COMPLETENESS as EN } from '../en/completeness.ts';

export const COMPLETENESS: Readonly<Record<keyof typeof EN, string>> = {
  'check.needed': 'Требуется: {need}',
  'check.within': '{place}: {message}',
  'check.entry': '{list}, {number}',
  'check.cited': '{message} — {citation}',
  'check.wrong-kind': '{label}: вид не тот, который ожидается',
  'check.empty': '{label}: ничего не заполнено',
  'check.too-long': '{label}: слишком длинно или слишком много',
  'check.characters': '{label}: содержит знаки, которые нельзя отправить; наберите заново, а не вставляйте',
  'check.not-offered': '{label}: выберите одно из предложенных значений',
  'check.out-of-range': '{label}: число вне допустимых пределов',
  'check.repeated': '{label}: одно и то же указано дважды',
  'check.not-here': '{label}: не сочетается с выбранным выше; удалите',
  'check.unknown-field': 'Поле, которого в этой форме нет: {label}',
  'check.in-the-past': '{label}: время уже прошло',
  'check.in-the-future': '{label}: время еще не наступило',
  'check.before-start': '{label}: предшествует тому, что указано в поле «{other}»',
  'check.must-be-yes': 'Требуется: {need}',
  'check.unknown-zone': '{label}: этот часовой пояс неизвестен; выберите, например, Europe/Vienna',
  'check.language':
    '{label}: запрашиваемый орган принимает языки: {languages}; напишите на одном из них или приложите перевод',
};
