// Arabic texts of the relay's refusals (../ar.ts puts the tables together).
import type { RelayCode } from '../../../../crypto/index.ts';
import type { ErrorText } from '../../failure.ts';

const KEPT = 'ما كتبته محفوظ على هذا الجهاز؛ ولم يحفظ المُرحِّل شيئًا من هذه المحاولة.';
const FAULT = 'هذا يدل على خلل في البرنامج: أبلغ عنه مع التفاصيل التقنية.';

export const RELAY_TEXTS: { readonly [C in RelayCode]: ErrorText } = {
  RELAY_BAD_REQUEST: { what: 'لا يفهم المُرحِّل الطلب.', safe: KEPT, action: FAULT },
  RELAY_NOT_FOUND: {
    what: 'ليس لدى المُرحِّل شيء لك بهذا الاسم.',
    safe: 'لم يتغير شيء.',
    action: 'تحقق من المرجع. ربما استُخدم الرمز أو الدعوة أو انقضت صلاحيتهما.',
  },
  RELAY_UNSIGNED: { what: 'لم يجد المُرحِّل توقيعًا على الطلب.', safe: KEPT, action: FAULT },
  RELAY_SIGNATURE: {
    what: 'لا يقبل المُرحِّل توقيع هذا الجهاز.',
    safe: KEPT,
    action: 'اجلب الدليل: ربما أُلغي اعتماد الجهاز. وتحقق من أن بطاقة الثقة تذكر هذا المُرحِّل.',
  },
  RELAY_CLOCK: {
    what: 'تختلف ساعة المُرحِّل وساعة هذا الحاسوب بأكثر من دقيقة.',
    safe: KEPT,
    action: 'اضبط ساعة هذا الحاسوب وحاول مجددًا.',
  },
  RELAY_REPLAY: {
    what: 'سبق أن رأى المُرحِّل هذا الطلب نفسه.',
    safe: KEPT,
    action: 'حاول مجددا؛ يُعد الطلب من جديد.',
  },
  RELAY_DIGEST: {
    what: 'تلف الطلب في الطريق.',
    safe: KEPT,
    action: 'حاول مجددا؛ يُعد الطلب من جديد.',
  },
  RELAY_SIGN_IN: { what: 'انتهى تسجيل الدخول.', safe: KEPT, action: 'سجل الدخول بمفتاح مرورك.' },
  RELAY_GESTURE_AGE: {
    what: 'تتطلب هذه الخطوة تأكيدًا بمفتاح المرور لم تمض عليه خمس دقائق.',
    safe: KEPT,
    action: 'سجل الدخول بمفتاح مرورك مرة أخرى.',
  },
  RELAY_FORBIDDEN: {
    what: 'لا يسمح المُرحِّل بهذا لجهازك أو لسلطتك.',
    safe: KEPT,
    action: 'اسأل مديرًا في سلطتك، أو مشغّل المُرحِّل.',
  },
  RELAY_CONFLICT: {
    what: 'سبقك غيرك، أو يوجد شيء مختلف بهذا الاسم من قبل.',
    safe: KEPT,
    action: 'اجلب الجديد وقرر من جديد.',
  },
  RELAY_PRECONDITION: {
    what: 'حفظ شخص آخر نسخة أحدث في هذه الأثناء.',
    safe: KEPT,
    action: 'اجلب الجديد وقارن بين النسختين وقرر أيهما تُعتمد.',
  },
  RELAY_TOO_LARGE: {
    what: 'هذا أكبر مما يقبله المُرحِّل.',
    safe: KEPT,
    action: 'أرسل المستندات كمرفقات.',
  },
  RELAY_MEDIA_TYPE: { what: 'لا يقبل المُرحِّل هذا النوع من الطلبات.', safe: KEPT, action: FAULT },
  RELAY_BUSY: { what: 'المُرحِّل مشغول.', safe: KEPT, action: 'انتظر قليلًا وحاول مجددا؛ لا يُرسل شيء مرتين.' },
  RELAY_STORAGE_FULL: {
    what: 'لم يبق لدى المُرحِّل مكان.',
    safe: KEPT,
    action: 'حاول لاحقا؛ على المشغّل أن يفسح مكانًا.',
  },
  RELAY_UNAVAILABLE: {
    what: 'لا يستطيع المُرحِّل فعل ذلك الآن.',
    safe: KEPT,
    action: 'حاول لاحقا؛ لا يُرسل شيء مرتين.',
  },
  RELAY_INTERNAL: {
    what: 'أخفق المُرحِّل.',
    safe: 'ما كتبته محفوظ على هذا الجهاز؛ أما هل حفظه المُرحِّل فيظهر في المحاولة القادمة التي ترسل البايتات نفسها.',
    action: 'حاول مجددا؛ فإن استمر ذلك فأعط المشغّل المرجع.',
  },
};
