// Chinese texts of casework: what the completeness check says (keys: say.ts).
import type { COMPLETENESS as EN } from '../en/completeness.ts';

export const COMPLETENESS: Readonly<Record<keyof typeof EN, string>> = {
  'check.needed': '尚需填写：{need}',
  'check.within': '{place}：{message}',
  'check.entry': '{list}第{number}项',
  'check.cited': '{message}——{citation}',
  'check.wrong-kind': '{label}：格式不符合要求',
  'check.empty': '{label}：没有填写任何内容',
  'check.too-long': '{label}：内容过长或条目过多',
  'check.characters': '{label}：含有无法发送的字符；请重新键入，不要粘贴',
  'check.not-offered': '{label}：请从所列选项中选择',
  'check.out-of-range': '{label}：数值超出范围',
  'check.repeated': '{label}：同一内容出现了两次',
  'check.not-here': '{label}：与上面的选择不符，不应填写；请删除',
  'check.unknown-field': '本表格没有的字段：{label}',
  'check.in-the-past': '{label}：时间已过',
  'check.in-the-future': '{label}：时间尚未到来',
  'check.before-start': '{label}：早于“{other}”',
  'check.must-be-yes': '尚需确认：{need}',
  'check.unknown-zone': '{label}：无法识别该时区；请选择例如Europe/Vienna的时区',
  'check.language': '{label}：被请求机关接受{languages}；请用其中一种语文书写，或者附上译文',
};
