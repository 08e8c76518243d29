// Arabic texts of casework: what the completeness check says (keys: say.ts).
import type { COMPLETENESS as EN } from '../en/completeness.ts';

export const COMPLETENESS: Readonly<Record<keyof typeof EN, string>> = {
  'check.needed': 'مطلوب: {need}',
  'check.within': '{place}: {message}',
  'check.entry': '{list}، {number}',
  'check.cited': '{message} — {citation}',
  'check.wrong-kind': '{label}: ليس بالشكل المتوقع',
  'check.empty': '{label}: لم يُملأ شيء',
  'check.too-long': '{label}: النص أطول أو العدد أكبر مما يُسمح به',
  'check.characters': '{label}: يحتوي على رموز لا يمكن إرسالها؛ اكتب النص من جديد بدلًا من لصقه',
  'check.not-offered': '{label}: اختر إحدى القيم المعروضة',
  'check.out-of-range': '{label}: الرقم خارج النطاق',
  'check.repeated': '{label}: القيمة نفسها مذكورة مرتين',
  'check.not-here': '{label}: لا محل له هنا مع ما اختير أعلاه؛ احذفه',
  'check.unknown-field': 'حقل لا يوجد في هذه الاستمارة: {label}',
  'check.in-the-past': '{label}: يقع في الماضي',
  'check.in-the-future': '{label}: يقع في المستقبل',
  'check.before-start': '{label}: يقع قبل «{other}»',
  'check.must-be-yes': 'مطلوب تأكيد: {need}',
  'check.unknown-zone': '{label}: هذه المنطقة الزمنية غير معروفة؛ اختر منطقة مثل Europe/Vienna',
  'check.language': '{label}: تقبل السلطة متلقية الطلب {languages}؛ اكتب بإحدى هذه اللغات أو أرفق ترجمة',
};
