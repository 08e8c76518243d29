// Russian texts of casework: the name of the language, instruments and how they are cited, sections, kinds of act (keys: say.ts).
import type { FORM as EN } from '../en/form.ts';

export const FORM: Readonly<Record<keyof typeof EN, string>> = {
  // the language of these texts, for names the platform knows
  locale: 'ru',

  // instruments and citations
  'instrument.untoc': 'Конвенция об организованной преступности',
  'instrument.uncac': 'Конвенция против коррупции',
  'instrument.c1988': 'Конвенция 1988 года',
  'instrument.budapest': 'Будапештская конвенция',
  'instrument.uncc': 'Конвенция ООН против киберпреступности',
  'cite.article': '{instrument}, статья {place}',
  'cite.short': '{instrument}, ст. {place}',
  'cite.paragraph': ', п. {number}',
  'cite.letter': ' {letter})',
  'cite.letters': 'a b c d e f g h i j k',
  'cite.separator': '; ',

  // the task list
  'section.authority': 'Орган и номера',
  'section.legal-basis': 'Правовое основание',
  'section.persons': 'Соответствующие лица',
  'section.facts': 'Факты и преступления',
  'section.assistance': 'Запрашиваемая помощь',
  'section.procedure': 'Процедура, конфиденциальность, срок',
  'section.documents': 'Документы и переводы',
  'section.check': 'Проверить и подписать',

  // kinds of act
  'act.mla-request': 'Просьба об оказании взаимной правовой помощи',
  'act.preservation-request': 'Срочная просьба об обеспечении сохранности данных',
  'act.preservation-reply': 'Обеспечение сохранности данных: ответ',
  'act.acknowledge': 'Подтверждение получения',
  'act.return': 'Возвращение просьбы',
  'act.ask': 'Запрос дополнительной информации',
  'act.supply': 'Дополнительная информация',
  'act.progress': 'Ход исполнения',
  'act.conditions': 'Условия оказания помощи',
  'act.postpone': 'Отсрочка оказания помощи',
  'act.refuse': 'Отказ в оказании помощи',
  'act.result': 'Результат исполнения просьбы',
  'act.withdraw': 'Отзыв просьбы',
  'act.close': 'Завершение дела',
  'act.consultation': 'Неофициальная консультация',
};
