// Arabic texts of casework: the name of the language, instruments and how they are cited, sections, kinds of act (keys: say.ts).
import type { FORM as EN } from '../en/form.ts';

export const FORM: Readonly<Record<keyof typeof EN, string>> = {
  // the language of these texts, for names the platform knows
  locale: 'ar',

  // instruments and citations
  'instrument.untoc': 'اتفاقية الجريمة المنظمة',
  'instrument.uncac': 'اتفاقية مكافحة الفساد',
  'instrument.c1988': 'اتفاقية سنة 1988',
  'instrument.budapest': 'اتفاقية بودابست',
  'instrument.uncc': 'اتفاقية الأمم المتحدة لمكافحة الجريمة السيبرانية',
  'cite.article': '{instrument}، المادة {place}',
  'cite.short': '{instrument}، المادة {place}',
  'cite.paragraph': '، الفقرة {number}',
  'cite.letter': ' ({letter})',
  'cite.letters': 'أ ب ج د هـ و ز ح ط ي ك',
  'cite.separator': '؛ ',

  // the task list
  'section.authority': 'السلطة والمراجع',
  'section.legal-basis': 'الأساس القانوني',
  'section.persons': 'الأشخاص المعنيون',
  'section.facts': 'الوقائع والجرائم',
  'section.assistance': 'المساعدة الملتمسة',
  'section.procedure': 'الإجراءات والسرية والأجل',
  'section.documents': 'المستندات والترجمات',
  'section.check': 'التحقق والتوقيع',

  // kinds of act
  'act.mla-request': 'طلب المساعدة القانونية المتبادلة',
  'act.preservation-request': 'طلب مستعجل للحفظ العاجل للبيانات',
  'act.preservation-reply': 'الحفظ العاجل للبيانات: رد',
  'act.acknowledge': 'إشعار بالاستلام',
  'act.return': 'إعادة طلب',
  'act.ask': 'طلب معلومات إضافية',
  'act.supply': 'معلومات إضافية',
  'act.progress': 'سير التنفيذ',
  'act.conditions': 'شروط المساعدة',
  'act.postpone': 'إرجاء المساعدة',
  'act.refuse': 'رفض المساعدة',
  'act.result': 'نتيجة طلب',
  'act.withdraw': 'سحب طلب',
  'act.close': 'انتهاء قضية',
  'act.consultation': 'مشاورة غير رسمية',
};
