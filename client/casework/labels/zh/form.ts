// Chinese texts of casework: the name of the language, instruments and how they are cited, sections, kinds of act (keys: say.ts).
import type { FORM as EN } from '../en/form.ts';

export const FORM: Readonly<Record<keyof typeof EN, string>> = {
  // the language of these texts, for names the platform knows
  locale: 'zh',

  // instruments and citations, by the short titles the United Nations uses
  'instrument.untoc': '《有组织犯罪公约》',
  'instrument.uncac': '《反腐败公约》',
  'instrument.c1988': '《1988年公约》',
  'instrument.budapest': '《布达佩斯公约》',
  'instrument.uncc': '《联合国打击网络犯罪公约》',
  'cite.article': '{instrument}第{place}条',
  'cite.short': '{instrument}第{place}条',
  'cite.paragraph': '({number})',
  'cite.letter': '({letter})',
  'cite.letters': 'a b c d e f g h i j k',
  'cite.separator': '、',

  // the task list
  'section.authority': '机关和文号',
  'section.legal-basis': '法律依据',
  'section.persons': '有关人员',
  'section.facts': '事实和犯罪',
  'section.assistance': '请求协助的事项',
  'section.procedure': '程序、保密、期限',
  'section.documents': '文件和译文',
  'section.check': '检查和签署',

  // kinds of act
  'act.mla-request': '司法协助请求书',
  'act.preservation-request': '快速保全数据的紧急请求',
  'act.preservation-reply': '快速保全数据：答复',
  'act.acknowledge': '收到确认',
  'act.return': '退回请求',
  'act.ask': '要求提供补充资料',
  'act.supply': '补充资料',
  'act.progress': '进展情况',
  'act.conditions': '提供协助的条件',
  'act.postpone': '暂缓协助',
  'act.refuse': '拒绝协助',
  'act.result': '请求的执行结果',
  'act.withdraw': '撤回请求',
  'act.close': '结案',
  'act.consultation': '非正式磋商',
};
