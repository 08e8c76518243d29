// Chinese texts of the relay's refusals (../zh.ts puts the tables together).
import type { RelayCode } from '../../../../crypto/index.ts';
import type { ErrorText } from '../../failure.ts';

const KEPT = '您所写的内容保存在本设备上；中继站没有保存这次尝试的任何内容。';
const FAULT = '这说明程序有缺陷：请连同技术细节一并报告。';

export const RELAY_TEXTS: { readonly [C in RelayCode]: ErrorText } = {
  RELAY_BAD_REQUEST: { what: '中继站无法理解该请求。', safe: KEPT, action: FAULT },
  RELAY_NOT_FOUND: {
    what: '中继站没有以此名称为您保存的内容。',
    safe: '没有任何改动。',
    action: '请核对编号。代码或者邀请可能已经用过或者过期。',
  },
  RELAY_UNSIGNED: { what: '中继站没有看到请求上的签名。', safe: KEPT, action: FAULT },
  RELAY_SIGNATURE: {
    what: '中继站不接受本设备的签名。',
    safe: KEPT,
    action: '请获取最新名录：本设备可能已被吊销。请核对信任卡上写的是否为该中继站。',
  },
  RELAY_CLOCK: {
    what: '中继站与本计算机的时钟相差一分钟以上。',
    safe: KEPT,
    action: '请校准本计算机的时钟后再试。',
  },
  RELAY_REPLAY: {
    what: '中继站此前已经见过这一请求。',
    safe: KEPT,
    action: '请再试一次；请求会重新生成。',
  },
  RELAY_DIGEST: {
    what: '请求在传输途中受损。',
    safe: KEPT,
    action: '请再试一次；请求会重新生成。',
  },
  RELAY_SIGN_IN: { what: '登录已经结束。', safe: KEPT, action: '请用您的通行密钥登录。' },
  RELAY_GESTURE_AGE: {
    what: '这一步需要最近五分钟之内的通行密钥确认。',
    safe: KEPT,
    action: '请用您的通行密钥重新登录。',
  },
  RELAY_FORBIDDEN: {
    what: '中继站不允许您的设备或者机关这样做。',
    safe: KEPT,
    action: '请联系本机关的管理员或者中继站的运营方。',
  },
  RELAY_CONFLICT: {
    what: '已有他人抢先一步，或者该名称下已有不同的内容。',
    safe: KEPT,
    action: '请获取最新内容后重新决定。',
  },
  RELAY_PRECONDITION: {
    what: '其间已有他人保存了更新的版本。',
    safe: KEPT,
    action: '请获取最新内容，比较两个版本，再决定以哪一个为准。',
  },
  RELAY_TOO_LARGE: {
    what: '内容超过中继站接受的大小。',
    safe: KEPT,
    action: '请将文件作为附件发送。',
  },
  RELAY_MEDIA_TYPE: { what: '中继站不接受这种请求。', safe: KEPT, action: FAULT },
  RELAY_BUSY: { what: '中继站正忙。', safe: KEPT, action: '请稍候再试；不会重复发送。' },
  RELAY_STORAGE_FULL: {
    what: '中继站已没有空间。',
    safe: KEPT,
    action: '请稍后再试；运营方须腾出空间。',
  },
  RELAY_UNAVAILABLE: {
    what: '中继站目前无法这样做。',
    safe: KEPT,
    action: '请稍后再试；不会重复发送。',
  },
  RELAY_INTERNAL: {
    what: '中继站发生故障。',
    safe: '您所写的内容保存在本设备上；中继站是否已经保存，下一次尝试时即可知晓，届时发送的内容一字不差。',
    action: '请再试一次；如仍然如此，请将编号告知运营方。',
  },
};
